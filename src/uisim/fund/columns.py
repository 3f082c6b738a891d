"""The columns of `monthly`, `groups` and `profiles` (docs/model.md, section 9): names and order."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from uisim.events import FIRST_PROFILED, Kind
from uisim.fund.accounts import Account
from uisim.fund.ledger import Books
from uisim.setting import INCOME_CLASSES, RISK_CLASSES, TENURES
from uisim.units import format_month
from uisim.words import ToldError

Table = dict[str, NDArray[Any]]
"""Columns of one length, by name, in order."""
AMOUNT_MAX = 2**63 - 1
"""Largest amount, in fen, that a table holds."""


class Column(NamedTuple):
    """A column: where it is summed from, and how a reader is told what it holds.

    kinds and part (0 events, 1 amounts): what of lives it sums; none if only the fund as a whole
    has it. account and sign: where the books of the fund have it; income is credited, so -1.
    """

    name: str
    unit: str
    meaning: str
    zh: str
    kinds: tuple[Kind, ...] = ()
    part: int = 0
    account: Account | None = None
    sign: int = 1


def _income(name: str, account: Account, meaning: str, zh: str, *kinds: Kind) -> Column:
    return Column(name, "fen", meaning, zh, kinds, 1, account, -1)


def _outgo(name: str, account: Account, meaning: str, zh: str, *kinds: Kind) -> Column:
    return Column(name, "fen", meaning, zh, kinds, 1, account)


def _stock(name: str, meaning: str, zh: str, kind: Kind) -> Column:
    return Column(name, "people", f"{meaning}, at the close of the month", zh, (kind,))


def _flow(name: str, meaning: str, zh: str, *kinds: Kind) -> Column:
    return Column(name, "events", meaning, zh, kinds)


def _months_paid(name: str, meaning: str, zh: str, *kinds: Kind) -> Column:
    return Column(name, "months", meaning, zh, kinds)


def _units(name: str, unit: str, meaning: str, zh: str, kind: Kind) -> Column:
    return Column(name, unit, meaning, zh, (kind,), 1)


_BENEFITS = (Kind.BENEFIT, Kind.BENEFIT_UNDECLARED, Kind.BENEFIT_PARTIAL)
_OPENING = Column("opening_fen", "fen", "balance before the month", "期初结余")
_CLOSING = Column("closing_fen", "fen", "balance after the month", "期末结余")

# One line a column reads better than one line an argument.
# fmt: off
COLUMNS = (
    _OPENING,
    _income("contributions_own_fen", Account.CONTRIBUTIONS_WORKERS, "contributions of members",
            "个人缴费", Kind.CONTRIBUTION_OWN),
    _income("contributions_platform_fen", Account.CONTRIBUTIONS_PLATFORMS,
            "contributions of platforms", "平台缴费", Kind.CONTRIBUTION_PLATFORM),
    _income("subsidy_fen", Account.SUBSIDY, "fiscal subsidy", "财政补贴"),
    _income("interest_fen", Account.INTEREST, "interest, below 0 if owed", "利息（应付时为负）"),
    _outgo("benefits_fen", Account.BENEFITS, "unemployment benefit", "失业保险金", *_BENEFITS),
    _outgo("medical_fen", Account.MEDICAL, "medical contributions paid for claimants",
           "代缴基本医疗保险费", Kind.MEDICAL),
    _outgo("job_seeking_fen", Account.JOB_SEEKING, "job-seeking allowance", "求职补贴",
           Kind.JOB_SEEKING),
    _outgo("maternity_fen", Account.MATERNITY, "maternity allowance", "生育补助", Kind.MATERNITY),
    _outgo("administration_fen", Account.ADMINISTRATION, "administration", "经办管理费用"),
    _CLOSING,
    _units("base_sum_fen", "fen", "bases on which contributions fell due", "缴费基数总额",
           Kind.BASE),
    _stock("workers", "flexible workers", "灵活就业人数", Kind.WORKER),
    _stock("eligible", "eligible workers where the scheme applies", "符合参保条件人数",
           Kind.ELIGIBLE),
    _stock("jobless", "workers without any platform", "无业人数", Kind.JOBLESS),
    _stock("members", "members", "参保人数", Kind.MEMBER),
    _stock("contributors", "members for whom a contribution fell due", "缴费人数", Kind.BASE),
    _stock("members_at_floor", "members whose base was the floor when they declared it",
           "按下限缴费人数", Kind.MEMBER_AT_FLOOR),
    _months_paid("claimants_paid", "months of benefit paid", "领取人次", *_BENEFITS),
    _stock("claims_pending", "claims between loss and registration", "待核定申领", Kind.PENDING),
    _flow("entered", "entered flexible work", "进入", Kind.ENTERED),
    _flow("left", "left flexible work for good", "退出", Kind.LEFT),
    _flow("left_jobless", "left for good while jobless", "无业时退出", Kind.LEFT_JOBLESS),
    _flow("found_work", "back to work", "再就业", Kind.FOUND_WORK),
    _flow("joined", "became members", "新增参保", Kind.JOINED),
    _flow("lapsed", "memberships that ended otherwise than by leaving", "停保", Kind.LAPSED),
    _flow("members_left", "memberships ended by leaving", "参保人退出", Kind.MEMBER_LEFT),
    _months_paid("undeclared_months", "months paid while she worked undeclared",
                 "隐瞒就业领取月数", Kind.BENEFIT_UNDECLARED),
    _units("losses_involuntary", "platforms", "platforms lost against her will", "非自愿中断",
           Kind.LOST_INVOLUNTARY),
    _units("losses_voluntary", "platforms", "platforms given up", "自愿中断", Kind.LOST_VOLUNTARY),
    _flow("last_losses", "losses of the last platform (undeclared work is not counted)",
          "全部平台中断", Kind.LAST_LOSS),
    _flow("partial_losses", "losses beside another platform that open a claim", "部分平台中断申领",
          Kind.PARTIAL_LOSS),
    _flow("claims_awarded", "claims awarded", "核定人次", Kind.AWARDED),
    _units("months_awarded", "months", "entitlement awarded", "核定月数", Kind.AWARDED),
    _flow("exhausted", "claims that used up their entitlement", "领满", Kind.EXHAUSTED),
    _flow("denied_not_member", "refused, condition 1: no member at the loss",
          "条件 1 不符：中断时未参保", Kind.DENIED_NOT_MEMBER),
    _flow("denied_voluntary", "refused, condition 2: loss by her own will",
          "条件 2 不符：自愿中断", Kind.DENIED_VOLUNTARY),
    _flow("denied_cause_not_covered", "refused, condition 3: cause not on the list",
          "条件 3 不符：原因不属于认定情形", Kind.DENIED_CAUSE_NOT_COVERED),
    _flow("denied_too_few_months", "refused, condition 4: too few months, nothing unused",
          "条件 4 不符：缴费月数不足", Kind.DENIED_TOO_FEW_MONTHS),
    _flow("denied_did_not_file", "refused, condition 5: could have claimed and did not",
          "条件 5 不符：未申领", Kind.DENIED_DID_NOT_FILE),
    _flow("denied_not_verified", "refused, condition 6: the check failed",
          "条件 6 不符：未通过核实", Kind.DENIED_NOT_VERIFIED),
    _flow("denied_found_work_first", "refused, condition 7: worked before registration",
          "条件 7 不符：登记前已再就业", Kind.DENIED_FOUND_WORK_FIRST),
    _flow("denied_left_first", "refused, condition 7: left before registration",
          "条件 7 不符：登记前已退出", Kind.DENIED_LEFT_FIRST),
    _flow("denied_scheme_ended", "refused, condition 7: the scheme had ended",
          "条件 7 不符：制度已终止", Kind.DENIED_SCHEME_ENDED),
    _flow("denied_multi_platform",
          "losses beside another platform that met conditions 1 to 4, under `blocks`",
          "因仍有其他平台不予享受", Kind.DENIED_MULTI_PLATFORM),
    _flow("sole_voluntary", "last losses for which condition 2 alone failed",
          "仅条件 2 不符：自愿中断", Kind.SOLE_VOLUNTARY),
    _flow("sole_cause_not_covered", "last losses for which condition 3 alone failed",
          "仅条件 3 不符：原因不属于认定情形", Kind.SOLE_CAUSE_NOT_COVERED),
    _flow("sole_too_few_months", "last losses for which condition 4 alone failed",
          "仅条件 4 不符：缴费月数不足", Kind.SOLE_TOO_FEW_MONTHS),
)
# fmt: on
"""The columns of `monthly`, in order; `replication` and `month` come before them."""

GROUP_COLUMNS = tuple(column for column in COLUMNS if column.kinds)
PROFILE_COLUMNS = tuple(c for c in GROUP_COLUMNS if min(c.kinds) >= FIRST_PROFILED)


def monthly_table(total: NDArray[np.int64], books: Books, start: int) -> Table:
    """Make the table by month: money from the books, people from the sums of lives.

    total: int64[months, KINDS, 2], (events, amounts) of all cells. start: calendar month.
    ToldError if a balance does not fit in int64.
    """
    months = range(books.months)
    table: Table = {"month": _months(start, books.months)}
    for column in COLUMNS:
        if column is _OPENING:
            values = [books.opening(month) for month in months]
        elif column is _CLOSING:
            values = [books.closing(month) for month in months]
        elif column.account is not None:
            values = [column.sign * books.moved(column.account, month) for month in months]
        else:
            values = _summed(total, column).tolist()
        largest = max(values, key=abs, default=0)
        if abs(largest) > AMOUNT_MAX:
            key = "fund.interest_year" if largest > 0 else "fund.borrowing_rate_year"
            raise ToldError(
                "the balance becomes too large to be kept: lower {key} or projection.months",
                key=key,
            )
        table[column.name] = np.array(values, np.int64)
    return table


def groups_table(sums: NDArray[np.int64], cells: tuple[tuple[str, str], ...], start: int) -> Table:
    """Make the table by month, city and kind of work, in the order of the cells.

    sums: int64[cells, months, KINDS, 2]. cells: (city, kind) of each.
    """
    months = sums.shape[1]
    table: Table = {
        "month": np.repeat(_months(start, months), len(cells)),
        "city": np.tile(np.array([city for city, _ in cells], np.str_), months),
        "kind": np.tile(np.array([kind for _, kind in cells], np.str_), months),
    }
    for column in GROUP_COLUMNS:
        table[column.name] = _summed(sums, column).T.reshape(-1)
    return table


def profiles_table(profile: NDArray[np.int64]) -> Table:
    """Make the table by income decile, risk quintile and tenure; rows without anything left out.

    Columns are sums over the horizon; of a stock, months of people.
    profile: int64[INCOME_CLASSES * RISK_CLASSES * TENURES, PROFILED, 2].
    """
    values = {c.name: _summed(profile, c, FIRST_PROFILED) for c in PROFILE_COLUMNS}
    rows = np.flatnonzero(np.any(np.stack(list(values.values())) != 0, axis=0))
    decile, quintile, tenure = np.unravel_index(rows, (INCOME_CLASSES, RISK_CLASSES, TENURES))
    table: Table = {
        "income_decile": decile.astype(np.int64) + 1,
        "risk_quintile": quintile.astype(np.int64) + 1,
        "tenure_years": tenure.astype(np.int64),
    }
    return table | {name: value[rows] for name, value in values.items()}


def _summed(sums: NDArray[np.int64], column: Column, first: int = 0) -> NDArray[np.int64]:
    """Add up the kinds of a column; sums: int64[…, kinds from ``first`` on, 2]."""
    kinds = [kind - first for kind in column.kinds]
    return sums[..., kinds, column.part].sum(axis=-1, dtype=np.int64)


def _months(start: int, months: int) -> NDArray[np.str_]:
    return np.array([format_month(start + month) for month in range(months)], np.str_)
