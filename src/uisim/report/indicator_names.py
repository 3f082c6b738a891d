"""What a reader calls the indicators that tables of several scenarios show."""

from uisim.words import say


def labels(lang: str) -> dict[str, str]:
    """Indicators of the table, in order, and what a reader calls them."""
    return {
        "balance": say("Closing balance", lang),
        "lowest_balance": say("Lowest balance", lang),
        "months_of_reserve": say("Months of reserve", lang),
        "break_even_rate": say("Break-even rate", lang),
        "break_even_rate_mature": say("Break-even rate, mature", lang),
        "benefit_per_contribution": say("Benefit ÷ contribution", lang),
        "members": say("Members", lang),
        "coverage": say("Coverage", lang),
        "claim_share": say("Claim share κ", lang),
        "recipiency_of_members": say("Recipiency of members", lang),
        "months_paid_per_award": say("Months paid an award", lang),
        "replacement_rate": say("Replacement rate", lang),
        "selection_index": say("Selection index", lang),
    }


def indicator_name(name: str, lang: str) -> str:
    """What a reader calls an indicator; its own name where there is no other."""
    return labels(lang).get(name, name)
