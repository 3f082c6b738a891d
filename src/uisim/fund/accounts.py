"""The accounts of the fund, and the one table from what happens to (debit, credit)."""

from enum import Enum, IntEnum
from typing import Final

from uisim.events import Kind


class Account(IntEnum):
    """An account; its balance is debits less credits, in fen."""

    CASH = 0
    RESERVE = 1  # what the sub-account held at the start, the other side of the first cash
    CONTRIBUTIONS_WORKERS = 2
    CONTRIBUTIONS_PLATFORMS = 3
    SUBSIDY = 4
    INTEREST = 5
    BENEFITS = 6
    MEDICAL = 7
    JOB_SEEKING = 8
    MATERNITY = 9
    ADMINISTRATION = 10


ACCOUNTS: Final = len(Account)


class FundEvent(Enum):
    """What happens to the fund itself, beside the events of lives."""

    OPENED = "opened"
    SUBSIDISED = "subsidised"
    EARNED_INTEREST = "earned interest"
    OWED_INTEREST = "owed interest"
    ADMINISTERED = "administered"


ENTRIES: Final[dict[Kind | FundEvent, tuple[Account, Account]]] = {
    Kind.CONTRIBUTION_OWN: (Account.CASH, Account.CONTRIBUTIONS_WORKERS),
    Kind.CONTRIBUTION_PLATFORM: (Account.CASH, Account.CONTRIBUTIONS_PLATFORMS),
    Kind.BENEFIT: (Account.BENEFITS, Account.CASH),
    Kind.BENEFIT_UNDECLARED: (Account.BENEFITS, Account.CASH),
    Kind.BENEFIT_PARTIAL: (Account.BENEFITS, Account.CASH),
    Kind.MEDICAL: (Account.MEDICAL, Account.CASH),
    Kind.JOB_SEEKING: (Account.JOB_SEEKING, Account.CASH),
    Kind.MATERNITY: (Account.MATERNITY, Account.CASH),
    FundEvent.OPENED: (Account.CASH, Account.RESERVE),
    FundEvent.SUBSIDISED: (Account.CASH, Account.SUBSIDY),
    FundEvent.EARNED_INTEREST: (Account.CASH, Account.INTEREST),
    FundEvent.OWED_INTEREST: (Account.INTEREST, Account.CASH),
    FundEvent.ADMINISTERED: (Account.ADMINISTRATION, Account.CASH),
}
"""What happens: (account debited, account credited)."""

MONEY_KINDS: Final = tuple(kind for kind in ENTRIES if isinstance(kind, Kind))
"""The events of lives that move money."""
