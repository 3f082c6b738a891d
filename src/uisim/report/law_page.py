"""The law as a page: article by article, how well its text is known, and what implements it."""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any

from uisim.law.measure import Article, Clause, Reading, Version, laws_above, measure
from uisim.report.law_cells import named, short
from uisim.report.law_measure import MARKS
from uisim.scenario.resolved import flow
from uisim.units import format_month
from uisim.words import of_table, say

MODULES = ("contribution", "entitlement", "claim", "benefit", "retirement")
NUMBERED = re.compile(r"(Social Insurance Law|Regulation|) ?\bArts?\. (\d+)")
MEASURE, DRAFT, REGULATION = "measure", "Draft of 2021", "Regulation"
SOCIAL, RETIREMENT = "Social Insurance Law", "Decision of 2024-09-13"
UNNUMBERED = {
    RETIREMENT: RETIREMENT,
    REGULATION: REGULATION,
    DRAFT: DRAFT,
    "measure": MEASURE,
    "phrases of 2026": MEASURE,
}
"""How a docstring names a text without the number of an article."""

Rule = Callable[..., Any]


def law_page(lang: str) -> str:
    """Write the page in Markdown, in one language."""
    return "\n".join(_page(lang)) + "\n"


def rule_named(name: str) -> Rule:
    """Find a function by its module below `uisim`; AttributeError, ImportError if there is none."""
    module, _, function = name.rpartition(".")
    found: Rule = getattr(import_module(f"uisim.{module}"), function)
    return found


def rules() -> dict[str, Rule]:
    """Every function of the law whose text says whence it comes, by module below `uisim`."""
    found: dict[str, Rule] = {}
    for module in MODULES:
        inside = import_module(f"uisim.law.{module}")
        for name, one in vars(inside).items():
            if inspect.isfunction(one) and one.__module__ == inside.__name__ and name[0] != "_":
                found[f"law.{module}.{name}"] = one
    return found


def articles(rule: Rule) -> tuple[tuple[str, int], ...]:
    """Text of law and number of each article that a rule's docstring names; 0: number not found."""
    doc = inspect.getdoc(rule) or ""
    found = [(text or MEASURE, int(number)) for text, number in NUMBERED.findall(doc)]
    if not found:
        found = [(next((text for said, text in UNNUMBERED.items() if said in doc), ""), 0)]
    return tuple(dict.fromkeys(found))


def _page(lang: str) -> Iterator[str]:
    yield "# " + say("The law, article by article", lang)
    yield ""
    yield say("Printed by `{command}`; a test holds this page equal to it.", lang).format(
        command=f"uisim law --markdown --lang {lang}"
    )
    yield ""
    yield say(
        "No full text of any version of the measure was at hand: what is quoted are paraphrases. "
        "● text found, with grade and number of the source; ◐ known from the draft only; "
        "○ unknown. ◇ an open clause, with its readings; the first value is that of the baseline. "
        "A clause without a function is not modelled.",
        lang,
    )
    yield ""
    yield "## " + say("Versions of the measure", lang)
    yield ""
    yield from _versions(lang)
    for heading, clauses in _chapters(lang):
        yield ""
        yield f"## {heading}"
        yield ""
        yield from _clauses(clauses, lang)
    yield ""
    yield "## " + say("Laws above the measure", lang)
    yield ""
    yield say(
        "No full text of the Regulation or of the Social Insurance Law was at hand either: these "
        "are paraphrases, of what the model needs. Article “–”: its number was not found.",
        lang,
    )
    yield ""
    yield from _laws_above(lang)
    yield ""
    yield "## " + say("Functions by the article they name", lang)
    yield ""
    yield say("What a function says of itself is taken from the code.", lang)
    yield from _functions(lang)
    yield ""
    yield "## " + say("Sources", lang)
    yield ""
    for number, source in enumerate(_sources().values(), start=1):
        yield f"{number}. {of_table(source, lang)}"


def _sources() -> dict[str, str]:
    return {**measure().sources, **laws_above().sources}


def _versions(lang: str) -> Iterator[str]:
    yield _heads(
        say("version", lang), say("valid", lang), say("number", lang), say("grade, source", lang)
    )
    for version in measure().versions:
        grade = f"{short(version.grade)} [{_number(version.source)}]"
        yield _row(
            f"**{named(version.title, lang)}** `{version.key}`",
            _valid(version, lang),
            version.number,
            "<br>".join(filter(None, (grade, named(version.note, lang)))),
        )


def _valid(version: Version, lang: str) -> str:
    if version.since is None or version.until is None:
        return say("never in force", lang)
    return f"{format_month(version.since)} – {format_month(version.until)}"


def _chapters(lang: str) -> Iterator[tuple[str, list[Clause]]]:
    """The clauses by article of the latest version, then those without a number, then silence."""
    latest = measure().versions[-1].key
    numbered: dict[int, list[Clause]] = {}
    unnumbered, silent = [], []
    for clause in measure().clauses:
        evidence = clause.found.get(latest)
        if evidence is not None and evidence.article:
            numbered.setdefault(int(evidence.article.removeprefix("Art. ")), []).append(clause)
        elif clause.found:
            unnumbered.append(clause)
        else:
            silent.append(clause)
    for article in sorted(numbered):
        heading = say("Measure, version of 2026, Article {number}", lang)
        yield heading.format(number=article), numbered[article]
    yield say("Measure, text found, article of 2026 not found", lang), unnumbered
    yield say("Measure, no text found", lang), silent


def _clauses(clauses: Iterable[Clause], lang: str) -> Iterator[str]:
    yield _heads(
        say("clause", lang),
        say("what it says", lang),
        say("text known in", lang),
        say("scenario key, function", lang),
    )
    for clause in clauses:
        mark = "◇ " if clause.readings else ""
        said = [named(clause.text, lang), *(_reading(one, lang) for one in clause.readings)]
        yield _row(
            f"{mark}**{named(clause.title, lang)}**",
            "<br>".join(filter(None, (*said, named(clause.note, lang)))),
            "<br>".join(_known(clause, version, lang) for version in measure().versions),
            _held(clause, lang),
        )


def _laws_above(lang: str) -> Iterator[str]:
    yield _heads(
        say("law, article", lang),
        say("what it says", lang),
        say("grade, source", lang),
        say("scenario key, function", lang),
    )
    texts = {"regulation": _texts(lang)[REGULATION], "social_insurance": _texts(lang)[SOCIAL]}
    for one in laws_above().articles:
        yield _row(
            f"{texts[one.law]}, {one.article or '–'}<br>**{named(one.title, lang)}**",
            named(one.text, lang),
            f"{short(one.grade)} [{_number(one.source)}]",
            _held(one, lang),
        )


def _held(clause: Clause | Article, lang: str) -> str:
    """The scenario's key and the functions that hold a clause."""
    key = f"`{clause.scenario_key}`" if clause.scenario_key else ""
    functions = [_link(name, lang) for name in clause.rules] or [say("not modelled", lang)]
    return "<br>".join(filter(None, (key, *functions)))


def _reading(reading: Reading, lang: str) -> str:
    return f"`{flow(reading.value)}`: {named(reading.meaning, lang)}"


def _known(clause: Clause, version: Version, lang: str) -> str:
    when = say("draft", lang) if version.since is None else format_month(version.since)[:4]
    evidence = clause.found.get(version.key)
    if evidence is None:
        return f"{when} {MARKS[clause.status(version.key)]}"
    known = f"{when} ● {short(evidence.grade)} [{_number(evidence.source)}]"
    return known.replace(" ", "\N{NO-BREAK SPACE}")


def _functions(lang: str) -> Iterator[str]:
    by_article: dict[tuple[str, int], list[str]] = {}
    for name, rule in rules().items():
        for article in articles(rule):
            by_article.setdefault(article, []).append(name)
    for text, heading in _texts(lang).items():
        for number in _numbers(by_article, text):
            yield ""
            yield "### " + _heading(heading, text, number, lang)
            yield ""
            for name in by_article[text, number]:
                yield f"- {_link(name, lang)}: {_of_itself(rules()[name], text, number)}"


def _of_itself(rule: Rule, text: str, number: int) -> str:
    """What a docstring says first; of an article it names later, if another comes first, that."""
    paragraphs = (inspect.getdoc(rule) or "").split("\n\n")
    named_by = [NUMBERED.findall(one) for one in paragraphs]
    this = ("" if text == MEASURE else text, str(number))
    later = this not in named_by[0] and any(named_by[0]) and number
    said = next(n for n, names in enumerate(named_by) if this in names) if later else 0
    return " ".join(paragraphs[said].split())


def _numbers(articles_named: Iterable[tuple[str, int]], text: str) -> list[int]:
    """Articles named of a text, in order, what has no number last."""
    return sorted(
        {number for one, number in articles_named if one == text}, key=lambda n: (n == 0, n)
    )


def _texts(lang: str) -> dict[str, str]:
    return {
        MEASURE: say("Measure for flexible workers", lang),
        DRAFT: say("Measure, draft of 2021", lang),
        REGULATION: say("Guangdong Unemployment Insurance Regulation", lang),
        SOCIAL: say("Social Insurance Law", lang),
        RETIREMENT: say("Decision on the retirement age", lang),
        "": say("No article named", lang),
    }


def _heading(heading: str, text: str, number: int, lang: str) -> str:
    if not text:
        return heading
    article = say("Article {number}", lang) if number else say("article number not found", lang)
    both = say("{text}, {article}", lang)
    return both.format(text=heading, article=article.format(number=number))


def _link(name: str, lang: str) -> str:
    """Link a function to its file, from the folder of the page."""
    up = "../" if lang == "en" else "../../"
    return f"[`{name}`]({up}src/uisim/{name.rpartition('.')[0].replace('.', '/')}.py)"


def _number(source: str) -> int:
    return list(_sources()).index(source) + 1


def _heads(*heads: str) -> str:
    return f"{_row(*heads)}\n{_row(*('---' for _ in heads))}"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
