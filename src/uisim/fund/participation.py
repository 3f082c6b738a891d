"""Indicators of people: who is insured, who claims, what becomes of claims, whom it selects.

Formulas are those of docs/outputs.md. Where a stock is added up over the horizon it
counts months of people.
"""

from uisim.events import Kind
from uisim.fund.measures import ALL, Figure, Figures, over_all, quotient, years
from uisim.fund.statement import Statement
from uisim.units import PPM, YEAR, parse_month

MONTHS_PAID = (Kind.BENEFIT, Kind.BENEFIT_UNDECLARED, Kind.BENEFIT_PARTIAL)
TARGET_MONTH = "2024-12"
"""The month of the baseline's target of coverage (model, section 4)."""


def members(s: Statement) -> Figures:
    """Members 参保人数, at the horizon and at each year's end."""
    yield Figure(ALL, int(s.total[-1, Kind.MEMBER, 0]))
    for year, _, until in years(s):
        yield Figure(year, int(s.total[until - 1, Kind.MEMBER, 0]))


def coverage(s: Statement) -> Figures:
    """E ÷ target population: members ÷ eligible (ILO), at the horizon, 2024-12, each year's end."""
    yield Figure(ALL, _coverage(s, s.months - 1))
    target = parse_month(TARGET_MONTH) - s.start
    if 0 <= target < s.months:
        yield Figure(f"month={TARGET_MONTH}", _coverage(s, target))
    for year, _, until in years(s):
        yield Figure(year, _coverage(s, until - 1))
    for key in ("city", "kind"):
        names = s.groups[key][: len(s.cells)].tolist()
        for group in dict.fromkeys(names):
            cells = [cell for cell, name in enumerate(names) if name == group]
            insured, eligible = (
                int(s.sums[cells, -1, kind, 0].sum()) for kind in (Kind.MEMBER, Kind.ELIGIBLE)
            )
            yield Figure(f"{key}={group}", quotient(insured, eligible))


def _coverage(s: Statement, month: int) -> float:
    eligible = int(s.total[month, Kind.ELIGIBLE, 0])
    return quotient(int(s.total[month, Kind.MEMBER, 0]), eligible)


def take_up(s: Statement) -> Figures:
    """Filed ÷ could file: (awards + not verified) ÷ (awards + not verified + did not file)."""
    filed = s.count(Kind.AWARDED, Kind.DENIED_NOT_VERIFIED)
    return over_all(quotient(filed, filed + s.count(Kind.DENIED_DID_NOT_FILE)))


def contribution_density(s: Statement) -> Figures:
    """Months contributed ÷ months of membership (ILO)."""
    return over_all(quotient(s.count(Kind.BASE), s.count(Kind.MEMBER)))


def share_at_floor(s: Statement) -> Figures:
    """Months of members whose base is the floor ÷ months of membership."""
    return over_all(quotient(s.count(Kind.MEMBER_AT_FLOOR), s.count(Kind.MEMBER)))


def incidence(s: Statement) -> Figures:
    """Losses of those insured and qualified a year: 12 · such losses ÷ months of membership."""
    return over_all(quotient(YEAR * s.count(Kind.QUALIFIED_LOSS), s.count(Kind.MEMBER)))


def awards_per_member(s: Statement) -> Figures:
    """Awards a year: 12 · awards ÷ months of membership."""
    return over_all(quotient(YEAR * s.count(Kind.AWARDED), s.count(Kind.MEMBER)))


def recipiency(s: Statement) -> Figures:
    """受益率: months paid ÷ months without work of all (US DOL, recipiency rate)."""
    return over_all(quotient(s.count(*MONTHS_PAID), s.count(Kind.JOBLESS)))


def recipiency_of_members(s: Statement) -> Figures:
    """Months paid to the jobless ÷ members' months without work."""
    return over_all(quotient(s.count(Kind.BENEFIT), s.count(Kind.MEMBER_JOBLESS)))


def exhaustion_rate(s: Statement) -> Figures:
    """领满率: claims that used up their entitlement ÷ claims ended."""
    return over_all(quotient(s.count(Kind.EXHAUSTED), s.count(Kind.CLAIM_ENDED)))


def months_paid_per_award(s: Statement) -> Figures:
    """Months paid ÷ awards (US DOL: weeks paid ÷ first payments, average duration)."""
    return over_all(quotient(s.count(*MONTHS_PAID), s.count(Kind.AWARDED)))


def replacement_rate(s: Statement) -> Figures:
    """替代率: mean full benefit ÷ mean base (ILO): the base declared, not the income."""
    full = (Kind.BENEFIT, Kind.BENEFIT_UNDECLARED)
    benefit = quotient(s.amount(*full), s.count(*full))
    return over_all(quotient(benefit, quotient(s.amount(Kind.BASE), s.count(Kind.BASE))))


def claim_share(s: Statement) -> Figures:
    """κ: first payments ÷ losses of those insured and qualified (model, section 10)."""
    return over_all(quotient(s.count(Kind.FIRST_PAYMENT), s.count(Kind.QUALIFIED_LOSS)))


def claim_share_factor(s: Statement) -> Figures:
    """The factors of κ, each a share of those left by the one before; their product is κ.

    Involuntary; cause covered; not back at work, not gone, the scheme not ended and the horizon
    not reached before registration; filed; verified; paid at least once.
    """
    left = s.count(Kind.QUALIFIED_LOSS)
    involuntary = left - s.count(Kind.QUALIFIED_VOLUNTARY)
    covered = involuntary - s.count(Kind.QUALIFIED_NOT_COVERED)
    idle = covered - s.count(Kind.DENIED_FOUND_WORK_FIRST)
    stayed = idle - s.count(Kind.DENIED_LEFT_FIRST)
    verified = s.count(Kind.AWARDED)
    filed = verified + s.count(Kind.DENIED_NOT_VERIFIED)
    registered = filed + s.count(Kind.DENIED_DID_NOT_FILE)
    for group, share in (
        ("involuntary", involuntary),
        ("covered", covered),
        ("not_found_work_first", idle),
        ("not_left_first", stayed),
        ("not_ended_or_pending", registered),
        ("filed", filed),
        ("verified", verified),
        ("paid", s.count(Kind.FIRST_PAYMENT)),
    ):
        yield Figure(group, quotient(share, left))
        left = share


def months_to_first_payment(s: Statement) -> Figures:
    """Mean months between the loss and the day the first month fell due."""
    waited = quotient(s.amount(Kind.FIRST_PAYMENT), 1000)
    return over_all(quotient(waited, s.count(Kind.FIRST_PAYMENT)))


def selection_index(s: Statement) -> Figures:
    """Mean loss rate (rate · z) of working members ÷ of eligible working non-members (model)."""
    people, rates = ({kind: int(s.total[:, kind, part].sum()) for kind in Kind} for part in (0, 1))
    loss_rates = []
    for sums in (rates, people):
        insured = sums[Kind.MEMBER] - sums[Kind.MEMBER_JOBLESS]
        loss_rates += [insured, sums[Kind.ELIGIBLE] - sums[Kind.ELIGIBLE_JOBLESS] - insured]
    insured_rate, other_rate, insured_people, other_people = loss_rates
    of_members = quotient(insured_rate, insured_people)
    return over_all(quotient(of_members, quotient(other_rate, other_people)))


def loss_rate(s: Statement) -> Figures:
    """Mean loss rate a month of a platform (rate · z), of working members and of the eligible."""
    for group, kind, jobless in (
        ("members", Kind.MEMBER, Kind.MEMBER_JOBLESS),
        ("eligible", Kind.ELIGIBLE, Kind.ELIGIBLE_JOBLESS),
    ):
        rates = s.amount(kind) - s.amount(jobless)
        yield Figure(group, quotient(rates, PPM * (s.count(kind) - s.count(jobless))))


def several_platforms_share(s: Statement) -> Figures:
    """Months at work with more than one platform ÷ months at work."""
    working = s.count(Kind.WORKER) - s.count(Kind.JOBLESS)
    return over_all(quotient(s.count(Kind.SEVERAL_PLATFORMS), working))


def members_after_a_year(s: Statement) -> Figures:
    """Share of those who joined that were members without a break twelve months later."""
    joined = int(s.total[: max(0, s.months - YEAR), Kind.JOINED, 0].sum())
    return over_all(quotient(s.count(Kind.SURVIVED_A_YEAR), joined))
