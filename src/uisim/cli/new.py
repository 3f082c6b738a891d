"""`uisim new`: a commented scenario to start from."""

import os
from pathlib import Path

import click

from uisim.cli.common import LANG, load_scenario, refuse


@click.command()
@click.argument("name")
@click.option(
    "--from",
    "parent",
    default="baseline",
    metavar="PARENT",
    help="Scenario to start from: a file, or a name in this folder or in scenarios/ (baseline).",
)
@LANG
def new(name: str, parent: str, lang: str) -> None:
    """Write a commented scenario NAME beside PARENT, or where NAME says. Never overwrites."""
    import json

    from uisim.scenario.file import tree_root
    from uisim.scenario.json_schema import json_schema
    from uisim.scenario.starter import starter
    from uisim.study.whole import put
    from uisim.words import say

    base = _parent(parent)
    scenario = load_scenario(base, ())
    asked = Path(name if name.endswith((".yaml", ".yml")) else f"{name}.yaml")
    file = asked if asked.parent != Path() else base.parent / asked
    if not file.parent.is_dir():
        refuse(say("{folder}: no such folder", lang).format(folder=file.parent))
    if not base.resolve().is_relative_to(tree_root(file.parent)):
        text = say("{parent} lies outside the folder of the scenarios of {file}", lang)
        refuse(text.format(parent=base, file=file))
    schema = base.parent / "schema.json"
    text = starter(
        file.stem, _relative(base, file.parent), _relative(schema, file.parent), scenario, lang
    )
    try:
        with open(file, "x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError:
        refuse(say("{file}: is there already; nothing was written", lang).format(file=file))
    except OSError:
        file.unlink(missing_ok=True)
        raise
    if not schema.exists():
        written = json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"
        put(schema, written.encode())
    click.echo(file.as_posix())


def _parent(parent: str) -> Path:
    """Find the file of a parent named by its file or by its name."""
    for folder in (Path(), Path("scenarios")):
        for found in (folder / parent, folder / f"{parent}.yaml"):
            if found.is_file():
                return found
    return Path(parent)


def _relative(path: Path, folder: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()
