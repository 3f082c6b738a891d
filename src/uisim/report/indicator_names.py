"""What a reader calls the indicators of `summary.csv`."""

from typing import Final

from uisim.words import say

_SHOWN: Final = (
    "balance",
    "lowest_balance",
    "months_of_reserve",
    "break_even_rate",
    "break_even_rate_mature",
    "benefit_per_contribution",
    "members",
    "coverage",
    "claim_share",
    "recipiency_of_members",
    "months_paid_per_award",
    "replacement_rate",
    "selection_index",
)


def labels(lang: str) -> dict[str, str]:
    """Indicators that tables of several scenarios show, in order, and what a reader calls them."""
    called = indicator_names(lang)
    return {name: called[name] for name in _SHOWN}


def indicator_name(name: str, lang: str) -> str:
    """What a reader calls an indicator; its own name where there is no other."""
    return (indicator_names(lang) | names_compared(lang)).get(name, name)


def names_compared(lang: str) -> dict[str, str]:
    """What a reader calls the figures that only a comparison has."""
    return {
        "member_years_per_subsidy": say("Member-years gained by the subsidy", lang),
        "subsidy_dead_weight": say("Dead weight of the subsidy", lang),
    }


def indicator_names(lang: str) -> dict[str, str]:
    """What a reader calls each indicator, in the order of `summary.csv`."""
    return {
        "balance": say("Closing balance", lang),
        "net_flow": say("Net flow", lang),
        "months_of_reserve": say("Months of reserve", lang),
        "reserve_ratio": say("Reserve ratio", lang),
        "cost_rate": say("Cost rate", lang),
        "pay_as_you_go_rate": say("Pay-as-you-go rate", lang),
        "break_even_rate": say("Break-even rate", lang),
        "break_even_rate_last_60_months": say("Break-even rate, last 60 months", lang),
        "break_even_rate_mature": say("Break-even rate, mature", lang),
        "balance_at_wages_of_the_start": say("Balance at wages of the start", lang),
        "first_month_below_0": say("First month below 0", lang),
        "lowest_balance": say("Lowest balance", lang),
        "lowest_balance_month": say("Month of the lowest balance", lang),
        "outgo_on_brought_months": say("Outgo on months brought", lang),
        "benefit_per_contribution": say("Benefit ÷ contribution", lang),
        "net_transfer_concentration": say("Concentration of net transfers", lang),
        "members": say("Members", lang),
        "coverage": say("Coverage", lang),
        "take_up": say("Take-up", lang),
        "contribution_density": say("Contribution density", lang),
        "share_at_floor": say("Share at the floor", lang),
        "incidence": say("Incidence", lang),
        "awards_per_member": say("Awards a member-year", lang),
        "recipiency": say("Recipiency of all jobless", lang),
        "recipiency_of_members": say("Recipiency of members", lang),
        "exhaustion_rate": say("Exhaustion rate", lang),
        "months_paid_per_award": say("Months paid an award", lang),
        "replacement_rate": say("Replacement rate", lang),
        "claim_share": say("Claim share κ", lang),
        "claim_share_factor": say("Factors of the claim share κ", lang),
        "months_to_first_payment": say("Months to the first payment", lang),
        "selection_index": say("Selection index", lang),
        "loss_rate": say("Loss rate of a platform", lang),
        "several_platforms_share": say("Share on several platforms", lang),
        "members_after_a_year": say("Members after a year", lang),
        "identity_residual": say("Identity residual", lang),
    }
