"""Every override may carry its source and a note, and every value of the law its dates."""

import pytest
from scenario.files import loaded
from scenario.test_every_key_works import CHANGEABLE, other

from uisim.scenario.blocks import Document
from uisim.scenario.forms import leaves
from uisim.scenario.listing import values
from uisim.scenario.quantities import DATED

TABLES = {"population.platform_workers", "uncertain"}


@pytest.mark.parametrize("key", [key for key in CHANGEABLE if key not in TABLES])
def test_every_override_may_carry_source_and_note(tmp_path, key):
    wrapped = {"value": other(key), "source": "a plan", "note": "not adopted"}
    scenario = loaded(tmp_path, "title: {}", **{key: wrapped})
    bare = loaded(tmp_path, "title: {}", **{key: other(key)})
    assert scenario == bare
    found = {
        value.key
        for value in values(scenario)
        if (value.origin.source, value.origin.note) == ("a plan", "not adopted")
    }
    assert found and all(f"{one}.".startswith(f"{key}.") for one in found)


def test_the_law_is_dated_everywhere_but_in_its_end():
    plain = {
        key
        for key, field, _ in leaves(Document)
        if key.startswith("law.") and DATED not in field.metadata
    }
    assert plain == {"law.scheme_ends"}


def test_a_date_keeps_the_evidence_of_its_key_until_it_has_its_own(tmp_path):
    text = """\
        law:
          contribution_rate:
            value: {2026-01: 0.02, 2027-01: {value: 0.03, source: a second plan}}
            source: a plan
            note: guessed
        """
    origins = loaded(tmp_path, text).origins
    first, second = (origins[f"law.contribution_rate.{month}"] for month in ("2026-01", "2027-01"))
    assert (first.source, first.note) == ("a plan", "guessed")
    assert (second.source, second.note) == ("a second plan", "guessed")


def test_brackets_are_steps_of_months(tmp_path):
    text = "law: {duration: {2026-01: {steps: [[12, 3], [60, 12]]}, 2027-01: national}}"
    entries = loaded(tmp_path, text).dated["law.duration"].values
    assert [month is None for month, _ in entries] == [True, False, False]
    assert entries[1][1].steps == ((12, 3), (60, 12))
