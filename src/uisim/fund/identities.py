"""What must hold of every run, to the fen and to the person: each identity is one function.

An identity compares two numbers that are reached on two ways. The result of the worst month is kept
whether or not it holds; `require` refuses a run in which one does not.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from uisim.events import FIRST_PROFILED, Kind
from uisim.fund.columns import GROUP_COLUMNS
from uisim.fund.statement import Statement
from uisim.outcome import BREACHES
from uisim.units import PPM, format_month

Numbers = NDArray[Any]
"""Integers by month, or by cell and month."""
REASONS = tuple(Kind(k) for k in range(Kind.DENIED_NOT_MEMBER, Kind.DENIED_SCHEME_ENDED + 1))
MONTHS_PAID = (Kind.BENEFIT, Kind.BENEFIT_UNDECLARED, Kind.BENEFIT_PARTIAL)
_IN = ("contributions_own_fen", "contributions_platform_fen", "subsidy_fen", "interest_fen")
_OUT = ("benefits_fen", "medical_fen", "job_seeking_fen", "maternity_fen", "administration_fen")


class Identity(NamedTuple):
    """One identity where it holds worst: residual 0 if it holds; month and where may be empty."""

    identity: str
    residual: int
    month: str
    where: str
    left: int
    right: int


class IdentityError(Exception):
    """Identities that do not hold, each with both its numbers."""

    def __init__(self, broken: Iterable[Identity]) -> None:
        self.broken = tuple(broken)
        super().__init__(self.broken)


def check_identities(statement: Statement) -> tuple[Identity, ...]:
    """Check them all; nothing is raised."""
    return tuple(found for identity in IDENTITIES for found in identity(statement))


def require(identities: Iterable[Identity]) -> None:
    """Raise an IdentityError that names every identity that does not hold."""
    broken = [identity for identity in identities if identity.residual != 0]
    if broken:
        raise IdentityError(broken)


def trial_balance(s: Statement) -> Iterable[Identity]:
    """At each close the debit balances add up to the credit balances."""
    closed = s.books.balances[1:]
    debits = [sum(balance for balance in month if balance > 0) for month in closed]
    credits = [-sum(balance for balance in month if balance < 0) for month in closed]
    yield _equal(s, "trial balance: debits = credits", _exact(debits), _exact(credits))


def closing_follows(s: Statement) -> Iterable[Identity]:
    """Closing = opening + in - out; and what closes a month opens the next."""
    column = {name: _exact(s.monthly[name]) for name in (*_IN, *_OUT, "opening_fen")}
    closing = _exact(s.monthly["closing_fen"])
    flows = sum(column[name] for name in _IN) - sum(column[name] for name in _OUT)
    yield _equal(s, "closing = opening + in - out", closing, column["opening_fen"] + flows)
    before = np.concatenate([_exact([s.policy.opening_fen]), closing[:-1]])
    yield _equal(s, "opening = closing of the month before", column["opening_fen"], before)


def groups_add_up(s: Statement) -> Iterable[Identity]:
    """Every column of a month is the sum of its groups."""
    name = "groups add up to the month"
    found = []
    for column in GROUP_COLUMNS:
        groups = _exact(s.groups[column.name]).reshape(s.months, len(s.cells)).sum(axis=1)
        found.append(_equal(s, name, _exact(s.monthly[column.name]), groups, column.name))
    yield max(found, key=lambda identity: identity.residual)


def contributions_fall_due(s: Statement) -> Iterable[Identity]:
    """One contribution for each base, and own + platform parts = rate · base, but for rounding.

    Each of the month's contributors may be off by half a fen.
    """
    bases, owns = s.sums[:, :, Kind.BASE, 0], s.sums[:, :, Kind.CONTRIBUTION_OWN, 0]
    yield _equal(s, "a contribution for each base", owns, bases)
    paid = _exact(s.sums[:, :, Kind.CONTRIBUTION_OWN, 1])
    paid = paid + _exact(s.sums[:, :, Kind.CONTRIBUTION_PLATFORM, 1])
    due = _exact(s.sums[:, :, Kind.BASE, 1]) * _exact(s.rate_ppm)
    beyond = 2 * abs(paid * PPM - due) - _exact(bases) * PPM
    off = np.maximum(-(-beyond // (2 * PPM)), 0)
    name = "own + platform contributions = rate · base, within half a fen each"
    yield _worst(s, name, paid, (2 * due + PPM) // (2 * PPM), off, "")


def auditor_has_no_objection(s: Statement) -> Iterable[Identity]:
    """What the auditor of the events watches holds for all that it looked at, in people."""
    owed = (Kind.CONTRIBUTION_OWN,)
    looked_at = ((Kind.DECLARED,), (Kind.BASE,), owed, MONTHS_PAID, MONTHS_PAID)
    for number, (breach, kinds) in enumerate(zip(BREACHES, looked_at, strict=True)):
        breached = s.breaches[:, number].tolist()
        worst = max(range(len(breached)), key=breached.__getitem__, default=0)
        where = " ".join(s.cells[worst]) if any(breached) else ""
        looked = s.count(*kinds)
        sound = looked - sum(breached)
        yield Identity(f"auditor: {breach}", sum(breached), "", where, sound, looked)


def workers_are_conserved(s: Statement) -> Iterable[Identity]:
    """Workers grow by who entered less who left."""
    yield _conserved(
        s, "workers = before + entered - left", Kind.WORKER, [Kind.ENTERED], [Kind.LEFT]
    )


def jobless_are_conserved(s: Statement) -> Iterable[Identity]:
    """The jobless grow by who lost the last platform less who found work or left jobless."""
    name = "jobless = before + last losses + undeclared work lost - found work - left jobless"
    into = [Kind.LAST_LOSS, Kind.LOST_UNDECLARED]
    yield _conserved(s, name, Kind.JOBLESS, into, [Kind.FOUND_WORK, Kind.LEFT_JOBLESS])


def members_are_conserved(s: Statement) -> Iterable[Identity]:
    """Members grow by who joined less whose membership ended."""
    name = "members = before + joined - lapsed - members left"
    yield _conserved(s, name, Kind.MEMBER, [Kind.JOINED], [Kind.LAPSED, Kind.MEMBER_LEFT])


def every_loss_is_answered(s: Statement) -> Iterable[Identity]:
    """Pending claims grow by last and partial losses less awards and reasons 1 to 9."""
    name = "pending = before + last and partial losses - awards - reasons"
    into = [Kind.LAST_LOSS, Kind.PARTIAL_LOSS]
    yield _conserved(s, name, Kind.PENDING, into, [Kind.AWARDED, *REASONS])


def paid_within_awards(s: Statement) -> Iterable[Identity]:
    """Up to each month no more months were paid than awarded."""
    paid = s.sums[:, :, MONTHS_PAID, 0].sum(axis=2).cumsum(axis=1)
    awarded = s.sums[:, :, Kind.AWARDED, 1].cumsum(axis=1)
    yield _at_most(s, "months paid so far <= months awarded so far", paid, awarded)


def profile_adds_up(s: Statement) -> Iterable[Identity]:
    """Money and membership by income, risk and tenure add up to the months."""
    name = "profiles add up to the months"
    months = s.total[:, FIRST_PROFILED:].sum(axis=0)
    profiles = s.profile.sum(axis=0)
    found = []
    for kind in range(FIRST_PROFILED, len(Kind)):
        for part, what in enumerate(("events", "amounts")):
            left, right = (int(x[kind - FIRST_PROFILED, part]) for x in (months, profiles))
            where = f"{Kind(kind).name} {what}"
            found.append(Identity(name, abs(left - right), "", where, left, right))
    yield max(found, key=lambda identity: identity.residual)


IDENTITIES: tuple[Callable[[Statement], Iterable[Identity]], ...] = (
    trial_balance,
    closing_follows,
    groups_add_up,
    contributions_fall_due,
    auditor_has_no_objection,
    workers_are_conserved,
    jobless_are_conserved,
    members_are_conserved,
    every_loss_is_answered,
    paid_within_awards,
    profile_adds_up,
)


def _conserved(
    s: Statement, name: str, stock: Kind, into: list[Kind], out_of: list[Kind]
) -> Identity:
    """Compare a stock at each close with the one before and what flowed; nobody is there before."""
    now = s.sums[:, :, stock, 0]
    before = np.concatenate([np.zeros_like(now[:, :1]), now[:, :-1]], axis=1)
    flows = s.sums[:, :, into, 0].sum(axis=2) - s.sums[:, :, out_of, 0].sum(axis=2)
    return _equal(s, name, now, before + flows)


def _equal(s: Statement, name: str, left: Numbers, right: Numbers, where: str = "") -> Identity:
    return _worst(s, name, left, right, abs(left - right), where)


def _at_most(s: Statement, name: str, left: Numbers, right: Numbers) -> Identity:
    return _worst(s, name, left, right, np.maximum(left - right, 0), "")


def _worst(
    s: Statement, name: str, left: Numbers, right: Numbers, off: Numbers, where: str
) -> Identity:
    """Keep the first of the largest differences, or the last month of the last cell if all hold."""
    if off.size == 0:
        return Identity(name, 0, "", where, 0, 0)
    at = int(np.argmax(off))
    if off.flat[at] == 0:
        at = off.size - 1
    cell, month = divmod(at, off.shape[-1])
    if off.ndim == 2:
        where = " ".join(s.cells[cell])
    residual, here, there = (int(numbers.flat[at]) for numbers in (off, left, right))
    return Identity(name, residual, format_month(s.start + month), where, here, there)


def _exact(numbers: Any) -> Numbers:
    """Turn integers into Python ones, which do not overflow."""
    return np.array(numbers, object)
