"""All indicators of one run, in the long form of `summary.csv`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from uisim.fund import participation, solvency
from uisim.fund.identities import Identity
from uisim.fund.measures import ALL, Figures
from uisim.fund.statement import Statement

RESIDUAL: Final = "identity_residual"


class Indicator(NamedTuple):
    """A line of the summary but for its replication; the value is NaN where not defined."""

    indicator: str
    group: str
    value: int | float
    unit: str


INDICATORS: Final[tuple[tuple[Callable[[Statement], Figures], str], ...]] = (
    (solvency.balance, "fen"),
    (solvency.net_flow, "fen"),
    (solvency.months_of_reserve, "months"),
    (solvency.reserve_ratio, "share"),
    (solvency.cost_rate, "share"),
    (solvency.pay_as_you_go_rate, "share"),
    (solvency.break_even_rate, "share"),
    (solvency.break_even_rate_last_60_months, "share"),
    (solvency.break_even_rate_mature, "share"),
    (solvency.balance_at_wages_of_the_start, "fen"),
    (solvency.first_month_below_0, "months since the start"),
    (solvency.lowest_balance, "fen"),
    (solvency.lowest_balance_month, "months since the start"),
    (solvency.outgo_on_brought_months, "share"),
    (solvency.benefit_per_contribution, "ratio"),
    (solvency.net_transfer_concentration, "ratio"),
    (participation.members, "people"),
    (participation.coverage, "share"),
    (participation.take_up, "share"),
    (participation.contribution_density, "share"),
    (participation.share_at_floor, "share"),
    (participation.incidence, "a year"),
    (participation.awards_per_member, "a year"),
    (participation.recipiency, "share"),
    (participation.recipiency_of_members, "share"),
    (participation.exhaustion_rate, "share"),
    (participation.months_paid_per_award, "months"),
    (participation.replacement_rate, "share"),
    (participation.claim_share, "share"),
    (participation.claim_share_factor, "share"),
    (participation.months_to_first_payment, "months"),
    (participation.selection_index, "ratio"),
    (participation.loss_rate, "a month"),
    (participation.several_platforms_share, "share"),
    (participation.members_after_a_year, "share"),
)
"""Each indicator and the unit of its values; its name is the function's."""
_YEARLY: Final = (ALL, "year")
GROUPED: Final[Mapping[str, tuple[str, ...]]] = {
    **{indicator.__name__: (ALL,) for indicator, _ in INDICATORS},
    **dict.fromkeys(("balance", "months_of_reserve", "members", "net_flow"), _YEARLY),
    **dict.fromkeys(("cost_rate", "pay_as_you_go_rate"), _YEARLY),
    "coverage": (*_YEARLY, "month", "city", "kind"),
    "benefit_per_contribution": (
        *(ALL, "city", "kind", "income_decile", "risk_quintile", "tenure_years"),
    ),
    "loss_rate": ("members", "eligible"),
    "claim_share_factor": (
        *("involuntary", "covered", "not_found_work_first", "not_left_first"),
        *("not_ended_or_pending", "filed", "verified", "paid"),
    ),
    RESIDUAL: (ALL,),
}
"""What an indicator is told by: the word before ``=`` of its groups."""


def indicators(statement: Statement, identities: Iterable[Identity]) -> tuple[Indicator, ...]:
    """Work out every indicator of a statement; the last is the identity residual, 0 if all hold.

    Of no month there is only the last.
    """
    residual = sum(identity.residual for identity in identities)
    figures = _figures(statement) if statement.months > 0 else ()
    return (*figures, Indicator(RESIDUAL, ALL, residual, "fen or people"))


def _figures(statement: Statement) -> Iterator[Indicator]:
    for indicator, unit in INDICATORS:
        for group, value in indicator(statement):
            yield Indicator(indicator.__name__, group, value, unit)
