"""Last part of the report: assumptions, domain of validity, identities, provenance."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from uisim.report.blocks import Section, Sheet, Text
from uisim.report.charts_people import group_name
from uisim.report.figures import DASH
from uisim.report.folder import NOT_INPUTS, Value, Values, value_of
from uisim.report.identity_names import identity_names
from uisim.report.value_words import (
    amount_text,
    evidence,
    grade_text,
    meaning_text,
    named,
    unit_text,
    value_text,
)
from uisim.scenario.quantities import KINDS
from uisim.words import say

SHORT_HASH: Final = 16


def assumptions_section(values: Values, lang: str) -> Section:
    """List every input with its grade and source; U and K are assumptions and marked so."""
    inputs = [v for v in values if v.key.split(".")[0] not in NOT_INPUTS]
    count = sum(value.is_assumption for value in inputs)
    text = say(
        "{count} of {whole} inputs are assumptions: graded U (uncertain or assumed), K (known, but "
        "its text not found), or set by this scenario without a grade. A: found in a text "
        "(secondary: in a text quoting it; draft: in the draft of 2021); A*: found indirectly; D: "
        "derived. ⚠ marks U, which nothing found supports, and K.",
        lang,
    ).format(count=count, whole=len(inputs))
    law = [v for v in inputs if v.key.startswith(("law.", "fund."))]
    rest = [v for v in inputs if not v.key.startswith(("law.", "fund.", "work.", "population."))]
    people = [v for v in inputs if v.key.startswith("population.") and v.key.count(".") == 1]
    people += [v for v in inputs if v.key.startswith(("population.entry", "population.prior"))]
    people += [v for v in inputs if v.key.startswith("population.kind_shares")]
    return Section(
        "assumptions",
        say("Assumptions, with source and grade", lang),
        (
            Text(text),
            _sourced(say("Law and fund", lang), law, lang),
            _sourced(say("Joining, claiming, economy", lang), rest, lang),
            _by_kind(inputs, lang),
            _sourced(say("Population", lang), people, lang),
            _by_city(inputs, lang),
        ),
    )


def _sourced(caption: str, values: Sequence[Value], lang: str) -> Sheet:
    rows = tuple(
        (
            named(v.key, lang),
            value_text(v.key, v.text, lang),
            grade_text(v, lang),
            evidence(v, lang),
        )
        for v in values
    )
    headers = (say("Input and its key", lang), say("Value", lang), *_evidence_heads(lang))
    return Sheet(caption, headers, rows, texts=len(headers))


def _evidence_heads(lang: str) -> tuple[str, str]:
    return say("Grade", lang), say("Source and note", lang)


def _by_kind(values: Sequence[Value], lang: str) -> Sheet:
    """Set the kinds of work side by side: one line a key, a mark behind what is assumed."""
    found = {value.key: value for value in values}
    names = dict.fromkeys(
        value.key.split(".", 2)[2] for value in values if value.key.startswith("work.")
    )
    rows = []
    for name in names:
        of_kinds = [found.get(f"work.{kind}.{name}") for kind in KINDS]
        known = [value for value in of_kinds if value is not None]
        texts = [
            DASH if value is None else amount_text(value.key, value.text, lang)
            for value in of_kinds
        ]
        found_in = (
            dict.fromkeys(grade_text(value, lang) for value in known),
            dict.fromkeys(evidence(value, lang) for value in known),
        )
        words = meaning_text(known[0].key, lang)
        unit = unit_text(known[0].key, lang)
        if unit:
            words = say("{meaning} ({name})", lang).format(meaning=words, name=unit)
        rows.append((f"{words}\nwork.*.{name}", *texts, *map(say("; ", lang).join, found_in)))
    headers = (
        say("Input and its key", lang),
        *(group_name("kind", kind, lang) for kind in KINDS),
        *_evidence_heads(lang),
    )
    return Sheet(say("Work, by kind", lang), headers, tuple(rows), texts=len(headers))


def _by_city(values: Sequence[Value], lang: str) -> Sheet:
    """Set people and start of the scheme of the cities side by side."""
    found = {value.key: value for value in values}
    lead = "population.platform_workers."
    rows = []
    for key in found:
        if key.startswith(lead):
            city = key.removeprefix(lead)
            people, start = found[key], found[f"population.scheme_from.{city}"]
            begins = DASH if start.text == "null" else start.text
            rows.append(
                (
                    group_name("city", city, lang),
                    f"{int(people.text):,}",
                    grade_text(people, lang),
                    evidence(people, lang),
                    begins,
                    grade_text(start, lang),
                    evidence(start, lang),
                )
            )
    headers = (
        say("City", lang),
        say("Platform workers at the start", lang),
        *_evidence_heads(lang),
        say("Scheme from", lang),
        *_evidence_heads(lang),
    )
    return Sheet(say("Cities", lang), headers, tuple(rows), texts=len(headers))


def domain_section(lang: str, *, drawn: bool = False) -> Section:
    """Say where the model holds and what it does not claim (docs/model.md)."""
    holds = (
        say(
            "The model plays one working life after another by the month, under dated law, and "
            "adds them up to the fen. What it says holds for the scenario as written, its readings "
            "of open clauses included.",
            lang,
        ),
        say(
            "No figure of members, claims or costs of this scheme has been published. The baseline "
            "is fitted to three figures from elsewhere (coverage, response to price, selection) "
            "and cannot be checked against its own past: it is no forecast.",
            lang,
        ),
        say(
            "Lives touch each other only through sums and through closures of platforms: the "
            "labour market does not react to the scheme, nor platforms to its price.",
            lang,
        ),
        say(
            "The sub-account is notional. The fund is one for the province, so a balance below 0 "
            "is a transfer from employees' money.",
            lang,
        ),
        say(
            "Bands show chance and the inputs drawn. They leave out what is unknown of the other "
            "inputs, and what the model leaves out.",
            lang,
        )
        if drawn
        else say(
            "Bands show chance alone, at the settings of the run: that of the lives and, where a "
            "worker stands for several people, that of the sample too. They leave out what is "
            "unknown of the inputs, which is more, and what the model leaves out.",
            lang,
        ),
        say(
            "Minimum and average wages after the last known date are extrapolated; renewal of the "
            "measure after its last version is assumed.",
            lang,
        ),
        say(
            "Left out: collection failures, appeals, decisions of single offices, moves between "
            "cities, and the health of the employees' part of the fund.",
            lang,
        ),
    )
    title = say("Domain of validity, and what is not claimed", lang)
    return Section("domain", title, tuple(Text(text) for text in holds))


def identity_section(record: Mapping[str, Any], lang: str) -> Section:
    """Show the residual of every identity of the books, which has to be 0."""
    found = record["identities"]
    worst = max((abs(one["residual"]) for one in found), default=0)
    if worst == 0:
        text = say("Identity residual: 0. All {n} identities hold, to the fen.", lang)
        first = Text(text.format(n=len(found)))
    else:
        text = say("Identity residual: {worst}. The books do not balance: do not use.", lang)
        first = Text(text.format(worst=worst), "warning")
    names = identity_names(lang)
    rows = tuple((names[one["identity"]], f"{one['residual']:,}") for one in found)
    headers = (say("Identity", lang), say("Residual", lang))
    title = say("Identity residual", lang)
    return Section(
        "identity", title, (first, Sheet(say("Identities of the books", lang), headers, rows))
    )


def provenance_section(record: Mapping[str, Any], values: Values, lang: str) -> Section:
    """Show what the run was made with and from: versions, seed, hashes."""
    text = say(
        "Seed {seed}, replications: {replications}, clock: {engine}; one worker stands for "
        "{represents} people.",
        lang,
    ).format(
        seed=record["seed"],
        replications=record["replications"],
        engine=record["engine"],
        represents=value_of(values, "projection.represents").text,
    )
    versions = ", ".join(f"{name} {version}" for name, version in record["versions"].items())
    hashes = {**record["inputs"], **record["outputs"]}
    rows = tuple((name, sha256[:SHORT_HASH]) for name, sha256 in hashes.items())
    caption = say("SHA-256 of inputs and outputs, first {n} characters", lang)
    headers = (say("File", lang), "SHA-256")
    note = say("In full in run.json; the same inputs and seed give the same bytes.", lang)
    return Section(
        "provenance",
        say("Provenance", lang),
        (
            Text(text),
            Text(say("Versions: {versions}.", lang).format(versions=versions)),
            Sheet(caption.format(n=SHORT_HASH), headers, rows, texts=2),
            Text(note, "note"),
        ),
    )
