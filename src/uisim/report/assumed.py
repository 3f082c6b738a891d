"""What an answer rests on that nobody has found: which inputs, and what was played of them."""

from typing import Final

from uisim.report.folder import Values
from uisim.words import say

DECISIVE: Final = (
    "work.*.involuntary_share",
    "work.*.reemployment_rate_month",
    "claiming.take_up",
    "claiming.verified_share",
    "joining.rule",
    "population.prior_insurance.share",
    "declaring.floor_share",
)
"""Inputs that can change the sign of the fund: κ, the time out of work, who joins, the base."""


def assumed_of(values: Values) -> tuple[str, ...]:
    """Name the decisive inputs of which no grade says that they were found."""
    assumed = []
    for pattern in DECISIVE:
        first, _, last = pattern.partition("*")
        found = [v for v in values if v.key.startswith(first) and v.key.endswith(last)]
        if any(value.is_assumption for value in found):
            assumed.append(pattern)
    return tuple(assumed)


def rests_on(moved: int | None, lang: str) -> str:
    """Say that an answer rests on what nobody found, and what other values of that do to its sign.

    moved: inputs that change the sign each alone; None if that was not played.
    """
    if moved is None:
        return say(
            "The answer rests on assumptions of grade U; other values of these assumptions were "
            "not played. ",
            lang,
        )
    if moved:
        return say("The sign of the answer hangs on assumptions of grade U. ", lang)
    return say(
        "The answer rests on assumptions of grade U; none of them alone changes its sign. ", lang
    )


def hangs_on(assumed: tuple[str, ...], lang: str, *, is_difference: bool = False) -> str:
    """Name the inputs nobody has found, where other values of them were not played.

    is_difference: of a comparison, whose answer is a difference and not a balance.
    """
    text = say(
        "Nothing found settles {names}; what other values of them do to the balance was not "
        "played.",
        lang,
    )
    if is_difference:
        text = say(
            "Nothing found settles {names}; what other values of them do to the difference was not "
            "played.",
            lang,
        )
    names = input_names(lang)
    return text.format(names=listed([names[key] for key in assumed], lang))


def input_names(lang: str) -> dict[str, str]:
    """Name the decisive inputs in words."""
    return {
        "work.*.involuntary_share": say("the share of losses against one's will", lang),
        "work.*.reemployment_rate_month": say("how fast people find work again", lang),
        "claiming.take_up": say("how many who could claim do", lang),
        "claiming.verified_share": say("how many claims are verified", lang),
        "joining.rule": say("who joins", lang),
        "population.prior_insurance.share": say("who brings months from employee insurance", lang),
        "declaring.floor_share": say("how many declare the lowest base", lang),
    }


def listed(words: list[str], lang: str) -> str:
    """Join words as a list."""
    return ("、" if lang == "zh" else ", ").join(words)
