"""Which text of the law an event rests on, as it was known at its date: version and article."""

import re
from typing import Final

from uisim.law.measure import Version, measure
from uisim.law.tables import law_parameters
from uisim.units import format_month
from uisim.words import say

ARTICLE: Final = re.compile(r"(Art\.|row) (\d+)")


def cited_clause(key: str, month: int, lang: str) -> str:
    """Cite a clause of the measure in the counted ``month``: ``Measure 2026 Art. 6``.

    Cited is the version in force, or the latest before; if the clause was not found in its text,
    the nearest version in which it was: earlier ones first, the draft last.
    """
    clause = next(clause for clause in measure().clauses if clause.key == key)
    begun = [one for one in measure().versions if one.since is not None and one.since <= month]
    later = [one for one in measure().versions if one.since is not None and one.since > month]
    draft = [one for one in measure().versions if one.since is None]
    found = (one for one in (*reversed(begun), *later, *draft) if one.key in clause.found)
    version = next(found, None)
    if version is None:
        return say("Measure, silent", lang)
    article = ARTICLE.fullmatch(clause.found[version.key].article)
    if article is None:
        return _titled(version, lang)
    row = say("row {n}", lang) if article[1] == "row" else say("Art. {n}", lang)
    return _both(_titled(version, lang), row.format(n=article[2]), lang)


def _titled(version: Version, lang: str) -> str:
    if version.since is None:
        return say("Draft 2021", lang)
    return say("Measure {year}", lang).format(year=format_month(version.since)[:4])


def cited_parameter(key: str, lang: str) -> str:
    """Cite the text behind a parameter of the law: ``Regulation Art. 19``."""
    return cited_article(law_parameters()[key].article, lang)


def cited_article(text: str, lang: str) -> str:
    """Cite an article of the Guangdong Regulation or of the Social Insurance Law."""
    regulation = text.startswith("Guangdong Regulation")
    law = say("Regulation", lang) if regulation else say("SI Law", lang)
    article = ARTICLE.search(text)
    if article is None:
        return law
    return _both(law, say("Art. {n}", lang).format(n=article[2]), lang)


def _both(law: str, article: str, lang: str) -> str:
    return say("{law} {article}", lang).format(law=law, article=article)
