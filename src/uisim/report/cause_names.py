"""What the causes of a loss are called."""

from uisim.law.claim import Cause
from uisim.words import say


def causes(lang: str) -> dict[Cause, str]:
    """Name the causes of a loss."""
    return {
        Cause.VOLUNTARY: say("own will", lang),
        Cause.LICENCE: say("licence revoked", lang),
        Cause.PLATFORM_CLOSED: say("platform closed", lang),
        Cause.NO_WORK_OFFERED: say("no work offered", lang),
        Cause.ACCOUNT_SUSPENDED: say("account suspended", lang),
        Cause.DEMAND_DROP: say("demand drop", lang),
        Cause.BUSINESS_FAILURE: say("business failure", lang),
        Cause.ILLNESS: say("illness", lang),
        Cause.FORCE_MAJEURE: say("force majeure", lang),
    }
