"""Figures of a baseline beside the range expected of each, and where the range comes from.

A range of grade A or D rests on what was found of other schemes or follows from the settings of
`scenarios/baseline.yaml` in closed form; one of grade U is an assumption. Three figures are fitted.
"""

import math
from typing import Final, NamedTuple

from uisim.fund.measures import quotient
from uisim.fund.participation import TARGET_MONTH
from uisim.fund.statement import Statement
from uisim.scenario.schema import Scenario
from uisim.study.played import Result, result_of
from uisim.study.run import play
from uisim.units import parse_month

DECEMBER = "-12"
KAPPA = "claim_share_factor"
LOW_RATE, HIGH_RATE = 0.009, 0.011
"""Contribution rates, shares of the base, between which the price elasticity is taken."""


Figures = dict[tuple[str, str], tuple[float, str]]
"""Value and unit by indicator and group."""


class Check(NamedTuple):
    """A figure beside its range; a rate or share is a fraction (0.02: 2 %), whatever its unit."""

    name_en: str
    name_zh: str
    value: float
    unit: str
    low: float
    high: float
    source: str
    grade: str
    note: str

    @property
    def is_miss(self) -> bool:
        """Whether the value lies outside the range, or is not defined."""
        return not self.low <= self.value <= self.high


class Expected(NamedTuple):
    """Which figure of the summary is expected to lie between ``low`` and ``high``."""

    indicator: str
    group: str
    name_en: str
    name_zh: str
    low: float
    high: float


class Evidence(NamedTuple):
    """What a range rests on: source, grade (A found, D derived, K known, U uncertain), reasons."""

    source: str
    grade: str
    note: str


def _derived(note: str) -> Evidence:
    """From the settings: whether the run does what was set, not whether what was set is true."""
    return Evidence("Closed form of the baseline's settings", "D", note)


EXPECTED: Final = (
    Expected("coverage", "month=2024-12", "Coverage, 2024-12", "2024年末参保率", 0.018, 0.022),
    Expected("price_elasticity", "all", "Price elasticity", "参保的价格弹性", -0.4, -0.1),
    Expected("selection_index", "all", "Selection index", "逆向选择指数", 1.3, 2),
    Expected("members_after_a_year", "all", "Members after a year", "参保满一年比例", 0.466, 0.806),
    Expected("contribution_density", "all", "Contribution density", "缴费密度", 0.831, 0.95),
    Expected("share_at_floor", "all", "Members at the floor", "按下限缴费比例", 0.85, 0.94),
    Expected("replacement_rate", "all", "Replacement rate", "替代率", 0.66, 0.9),
    Expected("jobless_share", "all", "Jobless share of workers", "失去工作者比例", 0.05, 0.09),
    Expected("several_platforms_share", "all", "Several platforms", "多平台就业比例", 0.1, 0.3),
    Expected("loss_rate", "eligible", "Loss rate of a platform", "失去平台的月率", 0.02, 0.2),
    Expected("incidence", "all", "Incidence", "年失业发生率", 0.154, 0.494),
    Expected("awards_per_member", "all", "Awards a member-year", "年核准率", 0.03, 0.06),
    Expected("claim_share", "all", "κ, losses that are paid", "κ，失业获付比例", 0.057, 0.242),
    Expected(KAPPA, "involuntary", "κ: involuntary", "κ：非自愿", 0.406, 0.537),
    Expected(KAPPA, "covered", "κ: cause covered", "κ：原因在列", 0.458, 0.774),
    Expected(KAPPA, "not_found_work_first", "κ: still idle", "κ：登记时未再就业", 0.816, 0.93),
    Expected(KAPPA, "not_left_first", "κ: still here", "κ：登记时未离开", 0.98, 1),
    Expected(KAPPA, "not_ended_or_pending", "κ: day reached", "κ：已到登记日", 0.99, 1),
    Expected(KAPPA, "filed", "κ: filed", "κ：提出申领", 0.5, 0.77),
    Expected(KAPPA, "verified", "κ: verified", "κ：审核通过", 0.78, 0.82),
    Expected(KAPPA, "paid", "κ: paid at least once", "κ：实际领取", 1, 1),
    Expected(
        "months_to_first_payment", "all", "Months to first payment", "首付等待月数", 0.408, 0.465
    ),
    Expected("months_paid_per_award", "all", "Months paid an award", "每次领取月数", 1.73, 3.68),
    Expected("exhaustion_rate", "all", "Exhaustion rate", "领满率", 0.15, 0.64),
    Expected(
        "recipiency_of_members", "all", "Recipiency, members", "参保失业者受益率", 0.034, 0.156
    ),
    Expected("recipiency", "all", "Recipiency, all jobless", "全体失业者受益率", 0.001, 0.005),
    Expected(
        "claimants_per_member", "all", "Claimants ÷ members", "年末领取人数÷参保", 0.0093, 0.028
    ),
    Expected("benefit_per_contribution", "all", "Benefit ÷ contribution", "待遇缴费比", 0.24, 1.56),
    Expected("break_even_rate", "all", "Break-even rate", "收支平衡费率", 0.0034, 0.0056),
    Expected(
        "break_even_rate", "own_months", "Break-even, own months", "平衡费率(自缴)", 0.0034, 0.0056
    ),
)
"""In the order of the table: members, work, claims, fund."""

RISE: Final = "Sweden 2007: thelocal.se 2008-08-04; Eurofound 2007"
YEARBOOK: Final = "stats.gov.cn yearbook 2009"
CHINA_2023: Final = "MOHRSS via Xinhua 2024-10-08"

EVIDENCE: Final = {
    ("coverage", "month=2024-12"): Evidence(
        "Germany: IAB-Forschungsbericht 19/2022; Finland: yrittajat.fi 2024-03-11",
        "U",
        "Fitted. None is published for Guangdong. Germany's voluntary insurance of the "
        "self-employed reaches at most 2 %, Finland's 10 %.",
    ),
    ("price_elasticity", "all"): Evidence(
        RISE,
        "U",
        f"Fitted: members at {TARGET_MONTH} at rates of 0.9 and 1.1 %, same lives. Fees up "
        "three to four times: ln(3.3/3.8) ÷ ln(3 to 4) = -0.10 to -0.13; low-paid fund about "
        "-0.3.",
    ),
    ("selection_index", "all"): Evidence(
        "Landais, Nekoei, Nilsson, Seim, Spinnewijn, AER 111(4) 2021",
        "U",
        "Fitted. Swedish buyers of the top-up bear more than twice the risk of others; 25 to "
        "30 % of the gap is selection by risk, the rest moral hazard. Range: 1.3 (selection "
        "alone) to 2.",
    ),
    ("members_after_a_year", "all"): _derived(
        "exp(-12 · (0.01 lapses + leaving)) for leaving 0.008 to 0.035 a month: 0.806 to "
        "0.583; the latter times 0.8 if all whom July makes decide again stop.",
    ),
    ("contribution_density", "all"): _derived(
        "1 less the jobless share of the birth and death chain of platforms: ride-hailing at "
        "risk 1 to delivery at risk 2.",
    ),
    ("share_at_floor", "all"): Evidence(
        "Floor habit: Spain's RETA, 85.51 % at the minimum base: eleconomista.es 11882706",
        "D",
        "0.85 have the habit, 0 to 11 % of the others earn less than the floor; 0.94 if those "
        "who declare the truth, to whom it costs about 90 yuan more, join exp(-0.9) times as "
        "often.",
    ),
    ("replacement_rate", "all"): _derived(
        "0.9 minimum wages on a base of 1 (all at the floor) to 1.36 minimum wages (15 % "
        "declare 3.4 of them). At RETA's mean base of 1.118 floors: 0.81.",
    ),
    ("jobless_share", "all"): _derived(
        "The chain of platforms at rest, at risk 1: 0.051 (ride-hailing) to 0.090 (courier).",
    ),
    ("several_platforms_share", "all"): Evidence(
        "Upper end: Hello, 44 % of drivers not only on Hello, information.bz 52958",
        "U",
        "No figure for riders was found; 10 to 30 % is an assumption. The chain at risk 1 "
        "gives 0.195; it includes the self-employed, who have one business.",
    ),
    ("loss_rate", "eligible"): Evidence(
        "Crowdsourced riders 20 % a month: information.bz 46744",
        "U",
        "Range of monthly exits by group, an assumption. Station riders: over 70 % a year "
        "(0.10); drivers: 75.7 % stay (period not stated; 0.023 if a year).",
    ),
    ("incidence", "all"): _derived(
        "12 · last losses of the chain, all kinds: 0.257 a year at risk 1, 0.494 at risk 2; "
        "times 0.6 to 1 for the share of months with a qualifying period.",
    ),
    ("awards_per_member", "all"): Evidence(
        CHINA_2023,
        "D",
        "7.30 m of 243.7 m insured employees (K) drew benefit in 2023: 3.0 %; range: 1 to 2 "
        "times their risk.",
    ),
    ("claim_share", "all"): _derived("Product of the ranges of the factors below."),
    (KAPPA, "involuntary"): _derived(
        "Forced 0.35 and passed off 0.05 · 0.65 of losses; illness 0.001 and provocation 0.003 "
        "a month: delivery at risk 2 to self-employed at risk 1. The 0.35 itself: U, 0.1 to "
        "0.6.",
    ),
    (KAPPA, "covered"): _derived(
        "Covered: 0.65 of forced platform losses, 0.15 of the self-employed's, all illness, "
        "provocation, passing off: self-employed at risk 2 to e-commerce at risk 1.",
    ),
    (KAPPA, "not_found_work_first"): _derived(
        "1 ÷ (1 + 0.5 · re-employment rate), 0.45 to 0.15 a month."
    ),
    (KAPPA, "not_left_first"): _derived(
        "1 ÷ (1 + 0.5 · leaving), 0.035 to 0.008 a month, and retirement."
    ),
    (KAPPA, "not_ended_or_pending"): _derived(
        "The scheme does not end: claims pending at the horizon alone."
    ),
    (KAPPA, "filed"): Evidence(
        "Auray et al. 2019; McQuillan; Auray, Fuller, Lepage-Saucier",
        "A",
        "USA: 23 % of the eligible never collect; take-up as low as about 50 % elsewhere.",
    ),
    (KAPPA, "verified"): _derived(
        "The setting, 0.8 (U), within chance. Spain's agencies refused over 53 % in 2017, for "
        "any reason, under other rules (UPTA, selfemployedspain.com).",
    ),
    (KAPPA, "paid"): _derived(
        "By the reading `registration_day` the first month falls due with the award."
    ),
    ("months_to_first_payment", "all"): _derived(
        "1 ÷ (2 + re-employment rate), 0.45 to 0.15 a month; no waiting period."
    ),
    ("months_paid_per_award", "all"): _derived(
        "(1 - exp(-rD)) ÷ (1 - exp(-r)), r = 0.9 · re-employment rate: D = 2 at 0.35 to D = 6 "
        f"at 0.25 (2 to 5 years counted). Employees: 5.5 months ({CHINA_2023}).",
    ),
    ("exhaustion_rate", "all"): _derived("exp(-rD), r as above: D = 6 at 0.35 to D = 2 at 0.25."),
    ("recipiency_of_members", "all"): _derived(
        "κ 0.134 · qualified 0.6 to 0.9 · months paid 1.7 to 3.7 · re-employment rate 0.25 to "
        "0.35.",
    ),
    ("recipiency", "all"): _derived(
        "Members' recipiency · coverage 0.03 (mean over the horizon) · eligible 0.7 · selection "
        "1.5.",
    ),
    ("claimants_per_member", "all"): Evidence(
        f"{YEARBOOK}; {CHINA_2023}",
        "D",
        "Months paid in the last December ÷ members. Employees: 0.93 % (Guangdong 2008), 1.4 % "
        "(China 2023); range: up to twice the latter, for twice the risk.",
    ),
    ("benefit_per_contribution", "all"): Evidence(
        f"{YEARBOOK}; {CHINA_2023}",
        "D",
        "Guangdong 2008: 1.35 ÷ 5.53 bn yuan; 1.4 % of members on benefit ÷ the 0.9 % that 1 % "
        "of the floor pays for. Spain 2017: 0.125.",
    ),
    ("break_even_rate", "all"): _derived(
        "One platform at the floor, months earned by contributing: 2.40 to 3.95 % · κ 0.134 · "
        "1.25 (medical) ÷ base of 1.19 floors. Brought months come on top.",
    ),
    ("break_even_rate", "own_months"): _derived(
        "As above; value without the outgo that rests on months brought."
    ),
}
"""By indicator and group."""


def checks(
    scenario: Scenario,
    scenario_rate_0_9_percent: Scenario,
    scenario_rate_1_1_percent: Scenario,
    threads: int | None = None,
) -> list[Check]:
    """Play the first replication of the baseline and of two prices; check each expected figure."""
    result, low_rate, high_rate = (
        result_of(play(one, threads=threads))
        for one in (scenario, scenario_rate_0_9_percent, scenario_rate_1_1_percent)
    )
    figures = _figures(result)
    figures["price_elasticity", "all"] = (
        price_elasticity(_members(low_rate.statement), _members(high_rate.statement)),
        "ratio",
    )
    return [_check(expected, figures) for expected in EXPECTED]


def price_elasticity(members_at_low_rate: int, members_at_high_rate: int) -> float:
    """Log change of members over log change of the rate, 0.9 to 1.1 %; not a number without any."""
    if members_at_low_rate <= 0 or members_at_high_rate <= 0:
        return math.nan
    return math.log(members_at_high_rate / members_at_low_rate) / math.log(HIGH_RATE / LOW_RATE)


def _check(expected: Expected, figures: Figures) -> Check:
    indicator, group, name_en, name_zh, low, high = expected
    value, unit = figures.get((indicator, group), (math.nan, "share"))
    return Check(name_en, name_zh, value, unit, low, high, *EVIDENCE[indicator, group])


def _figures(result: Result) -> Figures:
    """The summary, and what is made of it; no more than the summary if there is no month."""
    figures: Figures = {(one.indicator, one.group): (one.value, one.unit) for one in result.summary}
    statement = result.statement
    if statement.months == 0:
        return figures
    jobless, workers = (int(statement.monthly[name].sum()) for name in ("jobless", "workers"))
    figures["jobless_share", "all"] = quotient(jobless, workers), "share"
    figures["claimants_per_member", "all"] = _claimants_per_member(statement), "share"
    rate, unit = figures["break_even_rate", "all"]
    brought, _ = figures["outgo_on_brought_months", "all"]
    figures["break_even_rate", "own_months"] = rate * (1 - brought), unit
    return figures


def _claimants_per_member(statement: Statement) -> float:
    """Months paid in the last December (month, if there is none) ÷ members at its close."""
    monthly = statement.monthly
    decembers = [i for i, month in enumerate(monthly["month"]) if month.endswith(DECEMBER)]
    last = decembers[-1] if decembers else -1
    return quotient(int(monthly["claimants_paid"][last]), int(monthly["members"][last]))


def _members(statement: Statement) -> int:
    """Members in the month of the target; 0 where the horizon does not hold it."""
    month = parse_month(TARGET_MONTH) - statement.start
    return int(statement.monthly["members"][month]) if 0 <= month < statement.months else 0
