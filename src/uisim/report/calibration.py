"""What a calibration leaves, for the terminal."""

from rich.console import Console
from rich.table import Table

from uisim.report.figures import significant
from uisim.report.solution import figure, shown_unit, table_of
from uisim.study.calibrate import Plan
from uisim.study.calibrate_files import parameter_rows, target_rows, unidentified
from uisim.study.history import Matched
from uisim.words import say


def print_calibration(console: Console, plan: Plan, found: Matched, lang: str) -> None:
    """Print what is left of the parameters, the targets, and the answer; fits 80 columns."""
    console.print(_parameters(plan, found, lang))
    console.print(_targets(plan, found, lang))
    for wave, told in enumerate(found.waves, start=1):
        line = say("Wave {wave}: {runs} runs, {left} of all values left.", lang)
        text = line.format(wave=wave, runs=told.runs, left=_percent(told.left))
        console.print(text, highlight=False)
    for key in unidentified(plan, found):
        line = say("{key}: not identified by the targets, or only together with others.", lang)
        console.print(line.format(key=key), style="bold")
    unit = plan.answer.unit
    among = float(abs(found.answer).max())
    low, high = (figure(v, unit, lang, among) for v in (found.answer.min(), found.answer.max()))
    words = {"answer": plan.answer, "low": low, "high": high}
    words["unit"] = shown_unit(unit, lang, among)
    line = say("{answer} over what is left, emulated: {low} to {high} ({unit}).", lang)
    console.print(f"[bold]{line.format(**words)}[/bold]", highlight=False)
    if len(found.played):
        low, high = (figure(v, unit, lang, among) for v in (found.played.min(), found.played.max()))
        line = say("In the {count} runs played there: {low} to {high}.", lang)
        console.print(line.format(count=len(found.played), low=low, high=high), highlight=False)


def _parameters(plan: Plan, found: Matched, lang: str) -> Table:
    table = table_of(say("What the targets leave", lang))
    table.add_column(say("Key", lang), overflow="fold")
    for heading in (say("Before", lang), say("Left", lang), say("Share", lang)):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(say("Best fit", lang), justify="right")
    for key, low, high, left_low, left_high, share, _, estimate, error in parameter_rows(
        plan, found
    ):
        spread = "" if error != error else f" ± {significant(float(f'{error:.2g}'))}"
        table.add_row(
            key,
            f"{significant(low)} … {significant(high)}",
            f"{left_low:.3g} … {left_high:.3g}",
            _percent(share),
            f"{estimate:.4g}{spread}",
        )
    return table


def _targets(plan: Plan, found: Matched, lang: str) -> Table:
    table = table_of(say("Targets", lang))
    table.add_column(say("Figure", lang), overflow="fold")
    for heading in (say("Target", lang), say("Best fit", lang)):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(say("Source", lang), overflow="fold", ratio=1)
    units = [asked.unit for asked, _ in plan.targets]
    for unit, row in zip(units, target_rows(plan, found), strict=True):
        name, value, error, emulated, source, grade = row
        among = abs(value)
        aim = f"{figure(value, unit, lang, among)} ± {figure(error, unit, lang, among)}"
        fit = figure(emulated, unit, lang, among)
        if unit == "fen":
            name = f"{name} ({shown_unit(unit, lang, among)})"
        table.add_row(name, aim, fit, f"{source} ({grade})")
    return table


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"
