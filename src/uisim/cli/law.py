"""`uisim law`: the law in force at a date."""

import click

from uisim.cli.common import AS_JSON, LANG
from uisim.words import ToldError


@click.command()
@click.option("--at", default="2026-11", metavar="YYYY-MM", help="Month (2026-11).")
@click.option("--city", help="One city only.")
@click.option("--markdown", is_flag=True, help="Print the law by article, with its functions.")
@AS_JSON
@LANG
def law(at: str, city: str | None, markdown: bool, as_json: bool, lang: str) -> None:
    """Print the law in force, with sources and grades, and what is known of each clause."""
    import json

    from rich.console import Console

    from uisim.law.city_names import CityNames, city_named
    from uisim.law.tables import cities
    from uisim.report.law import print_law
    from uisim.report.law_page import law_page
    from uisim.report.law_plain import law_plain
    from uisim.scenario.problems import nearest
    from uisim.units import parse_month

    if markdown:
        click.echo(law_page(lang), nl=False)
        return
    names = [one.name for one in cities()]
    known = None if city is None else city_named(city)
    if known is not None and known not in names:
        raise ToldError(
            "--city {city}: is not a city of Guangdong; those are {names}",
            nearest(known, names),
            city=city,
            names=CityNames.of(names),
        )
    month = parse_month(at)
    if as_json:
        click.echo(json.dumps(law_plain(month, known, lang), ensure_ascii=False, indent=1))
    else:
        print_law(Console(), month, known, lang)
