"""The law in force at a date as plain values, for `uisim law --json`."""

from typing import Any

from uisim.law.duration import guangdong_duration, national_duration
from uisim.law.measure import measure
from uisim.law.tables import cities, is_projected, law_parameters, retirement
from uisim.report.law import CITIES_FROM, city_figures
from uisim.report.law_cells import named
from uisim.units import format_month
from uisim.words import of_table


def law_plain(at: int, city: str | None, lang: str) -> dict[str, Any]:
    """Give parameters, cities, durations, retirement ages and the measure as of a counted month.

    Amounts are in fen; a value that the tables do not reach back to is null.
    """
    chosen = [one for one in cities() if city in (None, one.name)] if at >= CITIES_FROM else []
    return {
        "month": format_month(at),
        "is_projected": is_projected(at),
        "parameters": [_parameter(key, at, lang) for key in law_parameters()],
        "durations": [
            {**form.model_dump(mode="json", exclude={"name"}), "name": named(form.name, lang)}
            for form in (guangdong_duration(), national_duration())
        ],
        "retirement": retirement().model_dump(mode="json"),
        "cities": [city_figures(one, at)._asdict() for one in chosen],
        "measure": {
            "sources": [of_table(source, lang) for source in measure().sources.values()],
            "versions": [
                {
                    **version.model_dump(mode="json", exclude={"title", "source", "note"}),
                    "title": named(version.title, lang),
                    "source": of_table(measure().sources[version.source], lang),
                    "note": named(version.note, lang),
                    "in_force": version.is_in_force(at),
                }
                for version in measure().versions
            ],
            "clauses": [
                {
                    "key": clause.key,
                    "title": named(clause.title, lang),
                    "text": named(clause.text, lang),
                    "scenario_key": clause.scenario_key,
                    "status": {one.key: clause.status(one.key) for one in measure().versions},
                    "readings": [
                        {
                            "value": reading.value,
                            "meaning": named(reading.meaning, lang),
                            "default": reading.default,
                        }
                        for reading in clause.readings
                    ],
                    "note": named(clause.note, lang),
                }
                for clause in measure().clauses
            ],
        },
    }


def _parameter(key: str, at: int, lang: str) -> dict[str, Any]:
    parameter = law_parameters()[key]
    plain: dict[str, Any] = {
        "key": f"law.{key}",
        "name": parameter.name_zh if lang == "zh" else parameter.name_en,
        "unit": of_table(parameter.unit, lang),
        "article": of_table(parameter.article, lang),
        "value": None,
    }
    if at < parameter.values[0].since:
        return plain
    dated = parameter.at(at)
    return {
        **plain,
        "value": dated.value,
        "since": format_month(dated.since),
        "grade": dated.grade,
        "source": of_table(dated.source, lang),
        "note": of_table(dated.note, lang),
    }
