"""`uisim check`: every error of scenario files at once."""

import sys
from pathlib import Path

import click

from uisim.cli.common import AS_JSON, LANG, QUIET, warn


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@AS_JSON
@QUIET
@LANG
def check(files: tuple[Path, ...], as_json: bool, quiet: bool, lang: str) -> None:
    """Check scenario FILEs; tell every error of all of them, and exit with 2 if there is any."""
    import json

    from uisim.scenario.file import load
    from uisim.scenario.problems import Problem, ScenarioError
    from uisim.words import say

    errors: dict[Problem, None] = {}
    warnings: dict[Problem, None] = {}
    sound: list[Path] = []
    for file in files:
        try:
            warnings.update(dict.fromkeys(load(file).warnings))
            sound.append(file)
        except ScenarioError as error:
            errors.update(dict.fromkeys(error.problems))
    if as_json:
        told = {"errors": errors, "warnings": warnings}
        listed = {name: [one.as_json(lang) for one in found] for name, found in told.items()}
        sound_files = [path.as_posix() for path in sound]
        click.echo(json.dumps({"sound": sound_files, **listed}, ensure_ascii=False, indent=2))
    else:
        for problem in errors:
            click.echo(problem.written(lang), err=True)
        warn(warnings, lang)
        for path in sound if not quiet else ():
            click.echo(say("{file}: sound", lang).format(file=path))
    sys.exit(2 if errors else 0)
