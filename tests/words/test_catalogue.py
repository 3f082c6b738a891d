"""One catalogue: no text that a person reads lacks its Chinese, and none is left over."""

import ast
import string
from collections import Counter
from functools import cache
from inspect import cleandoc
from pathlib import Path

import click
from babel.messages.extract import extract_from_dir

import uisim
from uisim.cli import main
from uisim.law.duration import guangdong_duration, national_duration
from uisim.law.measure import laws_above, measure
from uisim.law.tables import (
    AverageWage,
    MinimumWages,
    cities,
    law_parameters,
    read,
    retirement,
)
from uisim.scenario.blocks import Document
from uisim.scenario.forms import form_at, leaves
from uisim.scenario.quantities import KINDS
from uisim.study.plausibility import EVIDENCE
from uisim.words import LATIN, LOCALE, catalogue, say

SOURCES = Path(uisim.__file__).parent


def told_errors():
    """Names of the errors that a user is told: `ToldError` and all that are one."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    found = {"ToldError"}
    while more := {name for name, of in bases.items() if of & found} - found:
        found |= more
    return found


def helped():
    """Yield what every command and option says of itself."""
    yield main.help
    for command in main.commands.values():
        yield cleandoc(command.help)
        yield from (p.help for p in command.params if isinstance(p, click.Option) and p.help)


def of_click():
    """Texts in which click speaks, one and many, as its source has them."""
    keywords = {"_": None, "ngettext": (1, 2)}
    found = extract_from_dir(Path(click.__file__).parent, [("**.py", "python")], keywords=keywords)
    messages = [message for _, _, message, _, _ in found]
    return {text for one in messages for text in ([one] if isinstance(one, str) else one)}


def of_the_keys():
    """Sources of the defaults of a scenario."""
    fields = [field for _, field, _ in leaves(Document)]
    fields += [field for _, field, _ in leaves(form_at(Document, ("work", KINDS[0])))]
    found = {field.json_schema_extra["source"] for field in fields if field.json_schema_extra}
    return found - {""}


def of_the_law():
    """Texts of the tables of the law, but for those that are Chinese already."""
    dated = [one for parameter in law_parameters().values() for one in parameter.values]
    dated += [one for wages in read("minimum_wage", MinimumWages).classes.values() for one in wages]
    wages = read("average_wage", dict[str, tuple[AverageWage, ...]])
    dated += [one for city in wages.values() for one in city]
    articles = [*law_parameters().values(), guangdong_duration(), national_duration(), retirement()]
    texts = {text for one in dated for text in (one.source, one.note)}
    texts |= {one.article for one in articles} | {retirement().note}
    texts |= {one.source for one in (guangdong_duration(), national_duration())}
    texts |= {parameter.unit for parameter in law_parameters().values()}
    texts |= {one.platform_workers_source for one in cities()}
    texts |= {one.scheme_from_source for one in cities()} | set(measure().sources.values())
    texts |= set(laws_above().sources.values())
    texts |= {one.article for clause in measure().clauses for one in clause.found.values()}
    return {text for text in texts if LATIN.search(text)}


def of_plausibility():
    """Sources and notes of the ranges of a plausible baseline."""
    return {text for one in EVIDENCE.values() for text in (one.source, one.note)}


@cache
def keywords():
    """Functions and errors that are given a text a person reads."""
    return dict.fromkeys({"say", "wrong"} | told_errors())


@cache
def said():
    """Every text that a person reads, in English."""
    found = extract_from_dir(SOURCES, [("**.py", "python")], keywords=keywords())
    return (
        {message for _, _, message, _, _ in found}
        | set(helped())
        | of_the_keys()
        | of_the_law()
        | of_plausibility()
    )


def fields(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_every_error_is_told_in_a_text_of_the_catalogue():
    calls = [
        (path.name, node.lineno, node.func.id)
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in keywords().keys() - {"say", "wrong", "AllError"}
        and not (node.args and isinstance(node.args[0], ast.Constant))
    ]
    assert len(keywords()) > 8
    assert calls == []


def test_every_text_has_a_translation():
    assert said() - {text for text, chinese in catalogue("zh").items() if chinese} == set()


def test_no_text_is_translated_twice():
    lines = (LOCALE / "zh.po").read_text("utf-8").split("\nmsgid ")
    texts = [line.partition("\nmsgstr ")[0] for line in lines]
    assert [text for text, times in Counter(texts).items() if times > 1] == []


def test_no_translation_is_left_over():
    assert catalogue("zh").keys() - said() - of_click() == set()


def test_each_translation_has_the_same_fields():
    assert [text for text in said() if fields(say(text, "zh")) != fields(text)] == []
