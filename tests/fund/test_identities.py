from dataclasses import replace

import numpy as np
import pytest
from fund.small import small_inputs, small_statement

from uisim.events import FIRST_PROFILED, Kind
from uisim.fund.identities import IdentityError, check_identities, require
from uisim.fund.ledger import Books
from uisim.report.identity_names import identity_names, told_broken


def broken(statement):
    return {identity.identity for identity in check_identities(statement) if identity.residual}


def with_one_more(kind, part=0, cell=1, month=2):
    inputs = small_inputs()
    inputs["sums"][cell, month, kind, part] += 1
    if kind >= FIRST_PROFILED:
        inputs["profile"][0, kind - FIRST_PROFILED, part] += 1
    return small_statement(**inputs)


def with_books_off_by_one(account=7):
    statement = small_statement()
    *months, last = statement.books.balances
    last = tuple(fen + (number == account) for number, fen in enumerate(last))
    return replace(statement, books=Books((*months, last)))


def with_column_off_by_one(table, name):
    statement = small_statement()
    columns = getattr(statement, table)
    changed = columns[name].copy()
    changed[1] += 1
    return replace(statement, **{table: columns | {name: changed}})


def with_profile_off_by_one():
    inputs = small_inputs()
    inputs["profile"][3, 0, 1] += 1
    return small_statement(**inputs)


def with_a_breach(number):
    inputs = small_inputs()
    inputs["breaches"][1, number] = 1
    return small_statement(**inputs)


def with_contributions_beyond_rounding():
    inputs = small_inputs()
    # three contributors may be off by 3 * .5 fen; one and a half is due to rounding already
    inputs["sums"][0, 0, Kind.CONTRIBUTION_OWN, 1] += 1
    inputs["profile"][0, Kind.CONTRIBUTION_OWN - FIRST_PROFILED, 1] += 1
    return small_statement(**inputs)


def broken_by(tampered):
    found = check_identities(tampered())
    return {identity.identity: identity for identity in found if identity.residual}


DUE = "own + platform contributions = rate · base, within half a fen each"
OWED = "auditor: every contribution, own + platform, is rate · base to the fen"
JOBLESS = "jobless = before + last losses + undeclared work lost - found work - left jobless"
MEMBERS = "members = before + joined - lapsed - members left"
PENDING = "pending = before + last and partial losses - awards - reasons"
WORKERS = "workers = before + entered - left"
PAID = "months paid so far <= months awarded so far"
TAMPERED = [
    (with_books_off_by_one, {"trial balance: debits = credits"}),
    (
        lambda: with_column_off_by_one("monthly", "closing_fen"),
        {"closing = opening + in - out", "opening = closing of the month before"},
    ),
    (
        lambda: with_column_off_by_one("monthly", "medical_fen"),
        {"closing = opening + in - out", "groups add up to the month"},
    ),
    (lambda: with_column_off_by_one("groups", "found_work"), {"groups add up to the month"}),
    (lambda: with_one_more(Kind.BASE), {"a contribution for each base"}),
    (lambda: with_one_more(Kind.CONTRIBUTION_OWN, part=1), {DUE}),
    (with_contributions_beyond_rounding, {DUE}),
    (lambda: with_a_breach(0), {"auditor: every base within its bounds"}),
    (
        lambda: with_a_breach(1),
        {"auditor: every contribution on the base declared, or a floor that binds at once"},
    ),
    (lambda: with_a_breach(2), {OWED}),
    (lambda: with_a_breach(3), {"auditor: months paid no more than the entitlement"}),
    (lambda: with_a_breach(4), {"auditor: nobody paid as jobless while she holds a platform"}),
    (lambda: with_one_more(Kind.WORKER), {WORKERS}),
    (lambda: with_one_more(Kind.ENTERED), {WORKERS}),
    (lambda: with_one_more(Kind.LEFT), {WORKERS}),
    (lambda: with_one_more(Kind.JOBLESS), {JOBLESS}),
    (lambda: with_one_more(Kind.LOST_UNDECLARED), {JOBLESS}),
    (lambda: with_one_more(Kind.FOUND_WORK), {JOBLESS}),
    (lambda: with_one_more(Kind.LEFT_JOBLESS), {JOBLESS}),
    (lambda: with_one_more(Kind.LAST_LOSS), {JOBLESS, PENDING}),
    (lambda: with_one_more(Kind.MEMBER), {MEMBERS}),
    (lambda: with_one_more(Kind.JOINED), {MEMBERS}),
    (lambda: with_one_more(Kind.LAPSED), {MEMBERS}),
    (lambda: with_one_more(Kind.MEMBER_LEFT), {MEMBERS}),
    (lambda: with_one_more(Kind.PENDING), {PENDING}),
    (lambda: with_one_more(Kind.PARTIAL_LOSS), {PENDING}),
    (lambda: with_one_more(Kind.AWARDED), {PENDING}),
    (lambda: with_one_more(Kind.DENIED_SCHEME_ENDED), {PENDING}),
    (lambda: with_one_more(Kind.BENEFIT_PARTIAL), {PAID}),
    (with_profile_off_by_one, {"profiles add up to the months"}),
]


def test_every_identity_holds_for_lives_written_by_hand():
    identities = check_identities(small_statement())
    assert {identity.residual for identity in identities} == {0}
    require(identities)


@pytest.mark.parametrize("number", range(len(TAMPERED)))
def test_what_is_tampered_with_is_found(number):
    tampered, expected = TAMPERED[number]
    assert broken(tampered()) == expected


def test_every_identity_can_fail():
    names = {identity.identity for identity in check_identities(small_statement())}
    assert set().union(*(expected for _, expected in TAMPERED)) == names


def test_the_error_names_the_identity_its_place_and_both_numbers():
    with pytest.raises(IdentityError) as caught:
        require(check_identities(with_one_more(Kind.WORKER)))
    assert told_broken(caught.value, "en").splitlines() == [
        f"{WORKERS} (2025-01, zhuhai courier): 13 against 12, off by 1"
    ]
    assert caught.value.broken[0].residual == 1


def test_every_identity_has_its_name_in_the_report():
    names = [identity.identity for identity in check_identities(small_statement())]
    assert names == list(identity_names("en"))


def test_a_breach_names_where_and_how_many_of_all_are_sound():
    with pytest.raises(IdentityError) as caught:
        require(check_identities(with_a_breach(0)))
    assert told_broken(caught.value, "en").splitlines() == [
        "auditor: every base within its bounds (zhuhai courier): 9 against 10, off by 1"
    ]


def test_contributions_that_are_not_due_are_told_in_fen():
    due = broken_by(with_contributions_beyond_rounding)[DUE]
    assert (due.left - due.right, due.residual) == (2, 1)


def test_a_fund_too_large_for_64_bits_is_compared_exactly():
    inputs = small_inputs()
    base = 10**15  # times a rate of 10,000 ppm this passes 2**63
    inputs["sums"][0, 0, Kind.BASE, 1] = base
    inputs["sums"][0, 0, Kind.CONTRIBUTION_OWN, 1] = base // 100
    inputs["profile"][:] = 0
    inputs["profile"][0] = inputs["sums"].sum(axis=(0, 1))[FIRST_PROFILED:]
    assert base * 10_000 > np.iinfo(np.int64).max
    assert broken(small_statement(**inputs)) == set()
