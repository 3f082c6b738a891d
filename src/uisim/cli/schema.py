"""`uisim schema`: what a scenario file may hold, for editors and for readers."""

import click

from uisim.cli.common import LANG


@click.command()
@click.option("--markdown", is_flag=True, help="Print the reference of all keys instead.")
@click.option("--parameters", "sources", is_flag=True, help="Print every value with its source.")
@click.option("--outputs", is_flag=True, help="Print what every file of results holds.")
@LANG
def schema(markdown: bool, sources: bool, outputs: bool, lang: str) -> None:
    """Print the JSON Schema (draft 7) of scenario files, or their reference."""
    import json

    from uisim.scenario.json_schema import json_schema
    from uisim.scenario.parameters import parameters
    from uisim.scenario.reference import reference

    if outputs:
        from uisim.report.outputs_page import outputs_page

        click.echo(outputs_page(lang), nl=False)
    elif sources:
        click.echo(parameters(lang), nl=False)
    elif markdown:
        click.echo(reference(lang), nl=False)
    else:
        click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=1))
