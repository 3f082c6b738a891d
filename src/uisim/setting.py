"""What a life reads: the law month by month, the kind of work, the clocks, as plain numbers.

Everything is numeric so that compiled code may read it; `uisim.scenario.setting` fills it from a
scenario and the law tables, one `Setting` for each cell (city and kind of work).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

TENURES = 15
"""Classes of tenure: whole years contributed, the last one open."""
RISK_CLASSES = 5
INCOME_CLASSES = 10
QUANTILES = 4096
"""Cells of a quantile table; a table has one value more."""
PLATFORMS_MAX = 4
"""Platforms a worker can hold at the most."""

_MONTH_INTEGERS = [
    # The law in force (money in fen, rates in ppm).
    "scheme_open",  # 1 where and while the measure applies
    "rate_ppm",
    "platform_share_ppm",
    "floor_fen",
    "ceiling_fen",
    "floor_binds_at_once",
    "old_base_until_july",  # after a lapse or a benefit spell
    "qualifying_months",
    "schedule",  # row of `Setting.schedules`
    "cap_months",
    "carry_over",
    "keep_remainder",
    "prior_months_count",
    "membership_required",
    "covered_causes",  # bit mask by Cause
    "sequence",  # Sequence
    "sequence_months",
    "several_pays",  # multi-platform rule: 0 blocks, 1 pays
    "suspension_months_min",
    "waiting_months",
    "benefit_month",  # BenefitMonth
    "benefit_fen",
    "partial_benefit_fen",
    "medical_fen",
    "job_seeking_ppm",  # 0 where not in force
    "job_seeking_months",
    "maternity_benefits",  # 0 where not in force
    "rights_accrue",  # at the end of the scheme: 0 in payment, 1 accrued
    "joining_rule",  # JoiningRule
    "horizon_months",
    # What comes later: the next month after this one in which …
    "next_change",  # … the contribution of an unchanged base changes
    "next_shock",  # … platforms close or force majeure strikes
    "next_july",
    "next_default",  # … default joining begins to apply here
]
_MONTH_REALS = [
    "probability",
    "belief_weight",
    "cost_salience",
    "threshold_fen",
    "scale_fen",
    "marginal_utility",  # of a yuan when jobless, over one at work
    "foresight_share",
    "foresight_months",
    "opt_out_share",
    "july_review_share",
    "resume_share",
    "floor_share",
    "take_up",
    "verified_share",
    "delay_months_mean",
    "misreported_share",
    "undeclared_work_share",
    "detection_months",
    "force_majeure_share",
    "closure_hits_1",  # share of the holders of platform 1 who lose it at this opening
    "closure_hits_2",
    "closure_hits_3",
    "closure_hits_4",
    "age_limit_men",  # the age at which men retire this month, as a share of `entry_age` below it
    "age_limit_women",
]
MONTH = np.dtype(
    [(name, np.int64) for name in _MONTH_INTEGERS] + [(name, np.float64) for name in _MONTH_REALS]
)
"""One month of a cell."""

_WORK_INTEGERS = [
    "months",  # of the projection
    "start",  # the calendar month of month 0
    "scheme_start",  # the month at whose opening it begins in the city; after the horizon if never
    "strategic",  # 1 if workers ever join by foresight
    "childbearing_months",  # age below which a woman may give birth
    "scheme_end",  # the month at whose opening the scheme has ended; after the horizon if never
    "platforms",  # that there are
    "platforms_max",
    "self_employed",
    "prior_months_max",
    "income_table",  # offsets in `Setting.tables`
    "year_table",
    "risk_table",
    "growth_table",
    "decile_table",
    "quintile_table",
    "retirement_men_months",
    "retirement_women_months",
    "rise_start",  # calendar month
    "rise_step_months",
    "rise_months_max",
]
_WORK_REALS = [
    "loss_rate",  # a month, at risk 1
    "loss_scale",  # operational months: E**power * scale / risk
    "loss_power",
    "find_rate",
    "find_scale",
    "find_power",
    "gain_rate",
    "gain_interval",  # months, mean; NEVER squared where the rate is 0
    "illness_interval",
    "provoked_interval",
    "leave_interval",
    "several_share",
    "eligible_share",
    "male_share",
    "income_fen",  # mean permanent income a month, on one platform, in prices of 2022-01
    "several_income",
    "involuntary_share",
    "cause_1",  # cumulative: licence or platform_closed
    "cause_2",  # cumulative: business_failure or no_work_offered
    "cause_3",  # cumulative: account_suspended
    "search_effect",
    "market_1",  # market shares
    "market_2",
    "market_3",
    "market_4",
    "prior_share",
    "prior_unused_share",
    "age_min",  # months
    "age_mode",
    "age_max",
]
WORK = np.dtype(
    [(name, np.int64) for name in _WORK_INTEGERS] + [(name, np.float64) for name in _WORK_REALS]
)
"""What does not change with the month: the kind of work in its city, people, retirement law."""

LOSS, FIND, ATTENTION, LAPSE, BIRTH = range(5)
"""Rows of `Setting.clocks`: operational time of platform losses, search, and three streams."""

HER = np.dtype(
    [
        (name, np.float64)
        for name in (
            # Her time: now, and the next arrivals of streams that run whatever she does.
            "time",
            "offer",
            "illness",
            "attention",
            "lapse",
            "provoked",
            "birth",
            # Who she is: times in months since the start, habits uniform in (0, 1).
            "entry",
            "leave",  # for good, or retirement if that is earlier; the horizon at the latest
            "fertile_until",
            "income_fen",  # permanent income a month
            "risk",
            "declaring",
            "claiming",
            "opting_out",
            "foresight",
            # Her membership.
            "member_at",
            "foreseen",  # the loss for which she joined, if she foresees it
            # Out of work, and her claim.
            "find",  # when she finds work
            "search",  # operational months until then, from the loss or the award on
            "idle_at",
            "forced_at",  # last involuntary, covered loss
            "lost_at",  # the loss that the claim rests on
            "register",
            "registered",
            "due",
            "over",
            "detection",
        )
    ]
    + [
        (name, np.int64)
        for name in (
            "noted",  # events of this turn in the log
            "what",  # happens to her now: a Next
            "now",  # the month
            "offers",  # arrivals so far of each stream
            "illnesses",
            "attentions",
            "lapses",
            "provocations",
            "births",
            "eligible",
            "prior_months",  # of contribution, brought at entry
            "risk_ppm",  # her rate of losing a platform, a month
            # Her work.
            "platforms",  # that she holds
            "spells",  # of a platform, begun so far
            "idles",  # spells out of work, begun so far
            "idle_since",
            "worked_on",  # platforms, as last worked
            "several_since",
            # Her membership.
            "member",
            "lapsed_before",
            "member_since",
            "base_fen",
            "base_until",
            "at_floor",
            "floor_since",
            "row",  # of the profile
            "own",  # contribution months that count
            "total",  # contribution months ever
            "brought",  # contribution months of employee insurance that count
            "unused",  # entitlement left by earlier claims
            "unused_brought",
            "accrued",  # rights that outlive the scheme
            "lost",  # platforms, at this turn
            "cause",
            "lost_spell",  # the spell of one of them
            # Her claim.
            "any_voluntary",  # since platforms last rose from none
            "any_uncovered",
            "forced_cause",
            "claim",  # a Claim
            "partial",  # beside another platform
            "hidden",  # she works undeclared
            "benefited",  # since she last worked
            "failed",  # mask of the conditions that failed at the loss
            "claim_base",  # fen
            "claim_spell",
            "pending_since",
            "waiting",
            "reading",
            "entitled",
            "on_brought",  # months of the entitlement that rest on brought months
            "paid",
            "not_due_before",  # contributions: months of partial payment are none
        )
    ]
)
"""What is remembered of a worker through her life, all zero before it."""

HELD = np.dtype(
    [
        ("until", np.float64),
        ("spell", np.int64),
        ("platform", np.int64),
        ("cause", np.int64),
    ]
)
"""A platform she holds: when she will lose it, and from what cause."""


class Setting(NamedTuple):
    """All that the lives of one cell read, beside chance.

    work: WORK[1]. months: MONTH[months + 1], the last one being the horizon itself.
    clocks: float64[5, months + 1], cumulative operational time at the opening of each month.
    tables: float64[n], quantile tables, income growth and class limits, at the offsets in `work`.
    schedules: int64[rules, contribution months + 1], entitlement before the cap.
    """

    work: NDArray[np.void]
    months: NDArray[np.void]
    clocks: NDArray[np.float64]
    tables: NDArray[np.float64]
    schedules: NDArray[np.int64]
