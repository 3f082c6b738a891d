"""How each indicator of `summary.csv` is worked out, how its sign is read, when it is empty."""

from uisim.words import say


def indicator_meanings(lang: str) -> dict[str, str]:
    """Formula of each indicator in words; columns of `monthly.csv` stand for their sums."""
    return _of_the_fund(lang) | _of_rates(lang) | _of_members(lang) | _of_claims(lang)


def _of_the_fund(lang: str) -> dict[str, str]:
    return {
        "balance": say(
            "`closing_fen` of the last month. Below 0: a transfer from employees' money.", lang
        ),
        "net_flow": say(
            "Income (contributions, subsidy, interest) less outgo (benefits, medical, job-seeking, "
            "maternity, administration). Below 0: more was paid than received.",
            lang,
        ),
        "months_of_reserve": say(
            "Balance ÷ mean monthly outgo of the last 12 months, in the first year of the months "
            "so far. Below 0 with the balance; empty without outgo. Of several replications its "
            "mean is mean balance ÷ mean outgo; quantiles, risks and what `uisim solve` and `uisim "
            "readings` are asked are of each one's own.",
            lang,
        ),
        "reserve_ratio": say("Balance ÷ `base_sum_fen` of the last 12 months.", lang),
        "balance_at_wages_of_the_start": say(
            "Balance ÷ (1 + growth of incomes)^(months ÷ 12): in constant prices.", lang
        ),
        "first_month_below_0": say(
            "First month whose closing balance is below 0; 0 is the first month of the run. Empty: "
            "never below 0.",
            lang,
        ),
        "lowest_balance": say(
            "Lowest closing balance of any month. Below 0, it is the capital needed with its sign "
            "changed; above 0, none is needed.",
            lang,
        ),
        "lowest_balance_month": say(
            "Month of the lowest closing balance, the first if several; 0 is the first month.", lang
        ),
        "identity_residual": say(
            "Sum of what is left over in the identities of the books. It must be 0; otherwise the "
            "run ends with exit code 1.",
            lang,
        ),
    }


def _of_rates(lang: str) -> dict[str, str]:
    return {
        "cost_rate": say("`benefits_fen` alone ÷ `base_sum_fen`.", lang),
        "pay_as_you_go_rate": say(
            "All outgo ÷ `base_sum_fen`: the rate that would just pay the outgo of the period.",
            lang,
        ),
        "break_even_rate": say(
            "(Outgo − subsidy) ÷ `base_sum_fen` over the horizon, undiscounted, at given "
            "membership. Above the contribution rate: a deficit. Opening balance and interest do "
            "not count, nor do rights that fall due after the horizon.",
            lang,
        ),
        "break_even_rate_last_60_months": say(
            "The same over the last 60 months. Empty on a shorter horizon.", lang
        ),
        "break_even_rate_mature": say(
            "The same over the horizon, with what is owed at its end added to outgo: months left "
            "of running claims, and months that qualified members would be awarded × awards ÷ "
            "(awards + ends of membership); both × months paid ÷ months awarded × outgo a month "
            "paid, of the last 60 months. Empty without an award in them.",
            lang,
        ),
        "outgo_on_brought_months": say(
            "Share of benefits, medical contributions and job-seeking allowances that rests on "
            "months brought from employee insurance.",
            lang,
        ),
        "benefit_per_contribution": say(
            "(Benefits + medical contributions + job-seeking and maternity allowances) ÷ "
            "contributions of members and platforms. Above 1: the group receives more than is "
            "paid in for it.",
            lang,
        ),
        "net_transfer_concentration": say(
            "2 × covariance of a member's net transfer (benefits, medical contributions and "
            "allowances less own contributions, a month) and her income rank (0 to 1, by decile) "
            "÷ mean own contribution. Below 0: lower incomes gain from higher ones; 0: transfers "
            "do not go with income. In place of a Gini coefficient, which has no bounds where most "
            "transfers are below 0. Empty without own contributions.",
            lang,
        ),
        "replacement_rate": say(
            "Mean benefit of a month paid in full ÷ mean base of a month contributed: the base "
            "declared, not the income.",
            lang,
        ),
    }


def _of_members(lang: str) -> dict[str, str]:
    return {
        "members": say("`members` at the close of the last month.", lang),
        "coverage": say("`members` ÷ `eligible` at the close of the last month.", lang),
        "contribution_density": say(
            "Months contributed ÷ months of membership, over the horizon.", lang
        ),
        "share_at_floor": say(
            "Months of members whose base was the floor when they declared it ÷ months of "
            "membership.",
            lang,
        ),
        "selection_index": say(
            "Mean loss rate (rate of the kind of work × own risk) of working members ÷ that of "
            "eligible working non-members. Above 1: adverse selection.",
            lang,
        ),
        "loss_rate": say(
            "Mean rate at which a platform is lost (rate of the kind of work × own risk), of "
            "working members and of the eligible at work.",
            lang,
        ),
        "several_platforms_share": say(
            "Months at work on more than one platform ÷ months at work, of all workers.", lang
        ),
        "members_after_a_year": say(
            "Of those who joined at least 12 months before the end: share that was a member "
            "without a break 12 months later.",
            lang,
        ),
    }


def _of_claims(lang: str) -> dict[str, str]:
    return {
        "take_up": say(
            "Filed ÷ could have filed: (`claims_awarded` + `denied_not_verified`) ÷ (the same + "
            "`denied_did_not_file`).",
            lang,
        ),
        "incidence": say(
            "12 × losses that open a claim (last ones, under `pays` partial ones too) of those "
            "insured and qualified, voluntary ones too ÷ months of membership. Where claims need "
            "no membership (`not_required`, rights accrued) those who claim without are in it.",
            lang,
        ),
        "awards_per_member": say("12 × `claims_awarded` ÷ months of membership.", lang),
        "recipiency": say("Months paid ÷ months without work of all workers.", lang),
        "recipiency_of_members": say(
            "Months paid to the jobless ÷ members' months without work. Where claims need no "
            "membership it may be above 1: those who claim without are paid too.",
            lang,
        ),
        "exhaustion_rate": say(
            "Claims that used up their entitlement ÷ claims ended within the horizon.", lang
        ),
        "months_paid_per_award": say(
            "`claimants_paid` ÷ `claims_awarded`; claims still running at the end count with the "
            "months paid so far.",
            lang,
        ),
        "claim_share": say(
            "First payments ÷ losses that open a claim (last ones, under `pays` partial ones too) "
            "of those insured and qualified, voluntary ones too.",
            lang,
        ),
        "claim_share_factor": say(
            "Factors whose product is κ, each a share of what the one before left: involuntary; "
            "cause covered; not back at work, not gone, the scheme not ended nor the horizon "
            "reached before registration; filed; verified; paid at least once.",
            lang,
        ),
        "months_to_first_payment": say(
            "Mean time from the loss to the day the first month of benefit fell due.", lang
        ),
    }


def indicator_groups(lang: str) -> dict[str, str]:
    """For which groups an indicator has rows, beside `all`; those not named have `all` only."""
    year = say("`year=…`: at the end of each calendar year", lang)
    in_year = say("`year=…`: in each calendar year", lang)
    return {
        "balance": year,
        "months_of_reserve": year,
        "members": year,
        "net_flow": in_year,
        "cost_rate": in_year,
        "pay_as_you_go_rate": in_year,
        "coverage": say(
            "`year=…`: at the end of each calendar year; `month=2024-12`; `city=…`, `kind=…`: at "
            "the horizon",
            lang,
        ),
        "benefit_per_contribution": say(
            "`city=…`, `kind=…`, `income_decile=…`, `risk_quintile=…`, `tenure_years=…`", lang
        ),
        "loss_rate": say("`members`, `eligible`; no `all`", lang),
        "claim_share_factor": say(
            "`involuntary`, `covered`, `not_found_work_first`, `not_left_first`, "
            "`not_ended_or_pending`, `filed`, `verified`, `paid`; no `all`",
            lang,
        ),
    }
