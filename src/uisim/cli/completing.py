"""What a shell's completion offers for an option whose values click does not list."""

from collections.abc import Callable

import click


def listed(*names: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Give what completes the last name of a list with commas."""

    def complete(ctx: click.Context, option: click.Parameter, begun: str) -> list[str]:
        before, comma, last = begun.rpartition(",")
        left = [name for name in names if name not in before.split(",")]
        return [before + comma + name for name in left if name.startswith(last)]

    return complete


def indicators(ctx: click.Context, option: click.Parameter, begun: str) -> list[str]:
    """Complete the name of an indicator."""
    from uisim.fund.indicators import GROUPED

    return [name for name in GROUPED if name.startswith(begun)]
