"""Indicators of the fund: what it holds, for how long that lasts, and what rate would pay for it.

Formulas are those of docs/outputs.md, and of the profession: US DOL (ETA) UI Data Summary
glossary, ISSA-ILO Guidelines on Actuarial Work, the Canadian EI premium report, and 备付 in
人社部发〔2024〕40号. A balance below 0 is a transfer from employees' money, not insolvency.
"""

import math

import numpy as np

from uisim.events import Kind
from uisim.fund.measures import (
    ALL,
    IN_COLUMNS,
    OUT_COLUMNS,
    TRANSFER_COLUMNS,
    Figure,
    Figures,
    last,
    money,
    over_all,
    quotient,
    years,
)
from uisim.fund.statement import Statement
from uisim.units import YEAR

LATE_MONTHS = 60


def balance(s: Statement) -> Figures:
    """Closing balance 累计结余, at the horizon and at each year's end (model, section 10)."""
    yield Figure(ALL, s.books.closing(s.months - 1))
    for year, _, until in years(s):
        yield Figure(year, s.books.closing(until - 1))


def net_flow(s: Statement) -> Figures:
    """Income - outgo 当期结余, over the horizon and in each year (model, section 10)."""
    yield Figure(ALL, money(s, IN_COLUMNS) - money(s, OUT_COLUMNS))
    for year, since, until in years(s):
        yield Figure(year, money(s, IN_COLUMNS, since, until) - money(s, OUT_COLUMNS, since, until))


def months_of_reserve(s: Statement) -> Figures:
    """备付月数: balance ÷ mean monthly outgo of the last 12 months (人社部发〔2024〕40号)."""
    yield Figure(ALL, _months_of_reserve(s, s.months))
    for year, _, until in years(s):
        yield Figure(year, _months_of_reserve(s, until))


def _months_of_reserve(s: Statement, until: int) -> float:
    since = max(0, until - YEAR)
    held = s.books.closing(until - 1) * (until - since)
    return quotient(held, money(s, OUT_COLUMNS, since, until))


def reserve_ratio(s: Statement) -> Figures:
    """F ÷ W: balance ÷ sum of bases of the last 12 months (US DOL, reserve ratio)."""
    bases = money(s, ["base_sum_fen"], last(s, YEAR))
    return over_all(quotient(s.books.closing(s.months - 1), bases))


def cost_rate(s: Statement) -> Figures:
    """B ÷ W: benefit alone ÷ sum of bases, over the horizon and by year (US DOL, cost rate)."""
    yield Figure(ALL, quotient(money(s, ["benefits_fen"]), money(s, ["base_sum_fen"])))
    for year, since, until in years(s):
        bases = money(s, ["base_sum_fen"], since, until)
        yield Figure(year, quotient(money(s, ["benefits_fen"], since, until), bases))


def pay_as_you_go_rate(s: Statement) -> Figures:
    """(B + M + T + A) ÷ W: outgo ÷ sum of bases, over the horizon and by year (ILO)."""
    yield Figure(ALL, quotient(money(s, OUT_COLUMNS), money(s, ["base_sum_fen"])))
    for year, since, until in years(s):
        bases = money(s, ["base_sum_fen"], since, until)
        yield Figure(year, quotient(money(s, OUT_COLUMNS, since, until), bases))


def break_even_rate(s: Statement) -> Figures:
    """(outgo - subsidy) ÷ sum of bases over the horizon, undiscounted (model, section 10).

    At given membership; the opening balance and interest do not help. It flatters a young scheme,
    whose members hold rights that fall due after the horizon.
    """
    return over_all(_break_even(s, 0))


def break_even_rate_last_60_months(s: Statement) -> Figures:
    """(outgo - subsidy) ÷ sum of bases of the last 60 months; not defined on a shorter horizon.

    Nearer to a mature scheme than the whole horizon, but without the rights accrued at its end.
    """
    return over_all(_break_even(s, last(s, LATE_MONTHS)) if s.months >= LATE_MONTHS else math.nan)


def break_even_rate_mature(s: Statement) -> Figures:
    """(outgo - subsidy + what is owed at the horizon) ÷ sum of bases over the horizon.

    Owed: the months left of running claims, and the months qualified members would be awarded,
    times awards ÷ (awards + ends of membership), the share of memberships that end in an award;
    each month at the share of awarded months that is paid, and at the outgo per month paid. Shares
    and price are those of the last 60 months (an assumption), undiscounted.
    """
    since = last(s, LATE_MONTHS)
    late = s.total[since:].sum(axis=0).tolist()
    awards, awarded = late[Kind.AWARDED]
    ends = late[Kind.LAPSED][0] + late[Kind.MEMBER_LEFT][0]
    paid = sum(late[kind][0] for kind in (Kind.BENEFIT, Kind.BENEFIT_UNDECLARED))
    paid += late[Kind.BENEFIT_PARTIAL][0]
    rights = s.amount(Kind.RIGHTS_AT_HORIZON) * quotient(awards, awards + ends)
    months = (rights + s.amount(Kind.CLAIM_AT_HORIZON)) * quotient(paid, awarded)
    owed = months * quotient(money(s, OUT_COLUMNS, since), paid)
    outgo = money(s, OUT_COLUMNS) - money(s, ["subsidy_fen"]) + owed
    return over_all(quotient(outgo, money(s, ["base_sum_fen"])))


def _break_even(s: Statement, since: int) -> float:
    outgo = money(s, OUT_COLUMNS, since) - money(s, ["subsidy_fen"], since)
    return quotient(outgo, money(s, ["base_sum_fen"], since))


def balance_at_wages_of_the_start(s: Statement) -> Figures:
    """Balance at the horizon ÷ (1 + growth of incomes)^(months ÷ 12), in constant prices.

    The deflator is the scenario's growth of incomes: what the balance weighs in wages of the start.
    """
    deflator = math.pow(1.0 + s.income_growth_year, s.months / YEAR)
    return over_all(s.books.closing(s.months - 1) / deflator)


def first_month_below_0(s: Statement) -> Figures:
    """First month whose closing balance is below 0, in months since the start (0 is the first)."""
    below = [month for month in range(s.months) if s.books.closing(month) < 0]
    return over_all(below[0] if below else math.nan)


def lowest_balance(s: Statement) -> Figures:
    """Lowest closing balance; below 0, with its sign changed, the capital needed (model)."""
    return over_all(min(s.books.closing(month) for month in range(s.months)))


def lowest_balance_month(s: Statement) -> Figures:
    """The first month of the lowest closing balance, in months since the start."""
    return over_all(min(range(s.months), key=s.books.closing))


def outgo_on_brought_months(s: Statement) -> Figures:
    """Share of benefit, medical and job-seeking money paid on months brought from elsewhere."""
    paid = money(s, ["benefits_fen", "medical_fen", "job_seeking_fen"])
    return over_all(quotient(s.amount(Kind.OUTGO_ON_BROUGHT_MONTHS), paid))


def benefit_per_contribution(s: Statement) -> Figures:
    """Money to and for claimants ÷ contributions (own and platform), over all and by group.

    By city, kind of work, income decile, risk quintile and tenure in whole years at the time.
    """
    contributions = IN_COLUMNS[:2]
    yield Figure(ALL, quotient(money(s, TRANSFER_COLUMNS), money(s, contributions)))
    for table, key in (
        (s.groups, "city"),
        (s.groups, "kind"),
        (s.profiles, "income_decile"),
        (s.profiles, "risk_quintile"),
        (s.profiles, "tenure_years"),
    ):
        for group in dict.fromkeys(table[key].tolist()):
            rows = table[key] == group
            paid = sum(int(table[name][rows].sum()) for name in TRANSFER_COLUMNS)
            received = sum(int(table[name][rows].sum()) for name in contributions)
            yield Figure(f"{key}={group}", quotient(paid, received))


def net_transfer_concentration(s: Statement) -> Figures:
    """2 · cov(net transfer, income rank) ÷ mean own contribution: below 0, the poor gain.

    Of members' months, by decile of permanent income, a decile at its middle rank: the generalised
    concentration index (Wagstaff, Paci and van Doorslaer 1991) over the mean contribution. Unlike
    a Gini it is defined where transfers are below 0.
    """
    deciles, rows = np.unique(s.profiles["income_decile"], return_inverse=True)
    names = (*TRANSFER_COLUMNS, "contributions_own_fen", "members")
    sums = np.zeros((len(names), len(deciles)), np.int64)
    for row, name in zip(sums, names, strict=True):
        np.add.at(row, rows, s.profiles[name])
    *paid, own, months = sums.tolist()
    below, weighted = 0, 0
    for *transfers, contribution, count in zip(*paid, own, months, strict=True):
        weighted += (sum(transfers) - contribution) * (2 * below + count - sum(months))
        below += count
    return over_all(quotient(weighted, sum(months) * sum(own)))
