"""What differs between the values of two scenarios."""

from collections.abc import Iterable, Mapping

from uisim.report.folder import NOT_INPUTS, Values
from uisim.scenario.quantities import KINDS


def differing(
    values: Values, others: Values, but: tuple[str, ...] = NOT_INPUTS
) -> list[tuple[str, str, str]]:
    """Keys with another value in another scenario: key, value here, value there; a dash for none.

    Where only one of them has a value from a month on, the other's is that in force then.
    but: first parts of keys that are not compared.
    """
    here, there = ({v.key: v.text for v in one} for one in (values, others))
    keys = [key for key in here | there if key.split(".")[0] not in but]
    return [
        (key, _in_force(here, key), _in_force(there, key))
        for key in keys
        if here.get(key) != there.get(key)
    ]


def _in_force(texts: Mapping[str, str], key: str) -> str:
    """Value of a key; of a dated one that of the latest month up to its own; a dash for none."""
    lead, _, month = key.rpartition(".")
    dated = month[:4].isdigit()
    found = [one for one in texts if one == lead or one.startswith(f"{lead}.")] if dated else []
    before = [one for one in found if one <= key]
    return texts.get(key) or (texts[max(before)] if before else "–")


def without_kinds(rows: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Write rows (key first) that are alike in all kinds of work once, as ``work.*.name``."""
    rows = list(rows)
    shorter = []
    for key, *rest in rows:
        _, _, name = key.removeprefix("work.").partition(".")
        alike = key.startswith("work.") and all(
            (f"work.{kind}.{name}", *rest) in rows for kind in KINDS
        )
        shorter.append((f"work.*.{name}" if alike else key, *rest))
    return list(dict.fromkeys(shorter))
