"""`uisim law`: the law in force at a date."""

import click

from uisim.cli.common import refuse


@click.command()
@click.option("--at", default="2026-11", metavar="YYYY-MM", help="Month (2026-11).")
@click.option("--city", help="One city only.")
def law(at: str, city: str | None) -> None:
    """Print the law in force, with sources and grades, and what is known of each clause."""
    from rich.console import Console

    from uisim.law.tables import cities
    from uisim.report.law import print_law
    from uisim.units import parse_month

    names = [one.name for one in cities()]
    if city is not None and city not in names:
        from difflib import get_close_matches

        near = get_close_matches(city, names, 1)
        refuse(
            f"--city {city}: is not a city of Guangdong"
            + (f"; did you mean {near[0]}?" if near else "")
            + f" (one of {', '.join(names)})"
        )
    try:
        print_law(Console(), parse_month(at), city)
    except ValueError as error:
        refuse(f"--at {at}: {error}")
