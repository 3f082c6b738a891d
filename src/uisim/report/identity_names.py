"""What a reader calls the identities of the books."""

from uisim.fund.identities import Identity, IdentityError
from uisim.words import say


def told_broken(error: IdentityError, lang: str) -> str:
    """Say of each identity that does not hold where it breaks, and both its numbers."""
    return "\n".join(_broken(one, lang) for one in error.broken)


def _broken(one: Identity, lang: str) -> str:
    place = ", ".join(filter(None, (one.month, one.where)))
    text = say("{identity} ({place}): {left} against {right}, off by {residual}", lang)
    return text.format(
        identity=identity_names(lang)[one.identity],
        place=place or say("the whole horizon", lang),
        left=one.left,
        right=one.right,
        residual=one.residual,
    )


def identity_names(lang: str) -> dict[str, str]:
    """Name every identity, by the name that `run.json` has for it."""
    return {
        "trial balance: debits = credits": say("trial balance: debits = credits", lang),
        "closing = opening + in - out": say("closing = opening + in - out", lang),
        "opening = closing of the month before": say("opening = closing of the month before", lang),
        "groups add up to the month": say("groups add up to the month", lang),
        "a contribution for each base": say("a contribution for each base", lang),
        "own + platform contributions = rate · base, within half a fen each": say(
            "own + platform contributions = rate · base, within half a fen each", lang
        ),
        "auditor: every base within its bounds": say("auditor: every base within its bounds", lang),
        "auditor: every contribution on the base declared, or a floor that binds at once": say(
            "auditor: every contribution on the base declared, or a floor that binds at once", lang
        ),
        "auditor: every contribution, own + platform, is rate · base to the fen": say(
            "auditor: every contribution, own + platform, is rate · base to the fen",
            lang,
        ),
        "auditor: months paid no more than the entitlement": say(
            "auditor: months paid no more than the entitlement", lang
        ),
        "auditor: nobody paid as jobless while she holds a platform": say(
            "auditor: nobody paid as jobless while she holds a platform", lang
        ),
        "workers = before + entered - left": say("workers = before + entered - left", lang),
        "jobless = before + last losses + undeclared work lost - found work - left jobless": say(
            "jobless = before + last losses + undeclared work lost - found work - left jobless",
            lang,
        ),
        "members = before + joined - lapsed - members left": say(
            "members = before + joined - lapsed - members left", lang
        ),
        "pending = before + last and partial losses - awards - reasons": say(
            "pending = before + last and partial losses - awards - reasons", lang
        ),
        "months paid so far <= months awarded so far": say(
            "months paid so far <= months awarded so far", lang
        ),
        "profiles add up to the months": say("profiles add up to the months", lang),
    }
