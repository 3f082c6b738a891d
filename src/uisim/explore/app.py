"""The explorer as a Shiny app: hears what is asked, plays it in the background, and tells."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from shiny import App, Inputs, Outputs, Session, reactive, ui

from uisim.explore import view
from uisim.explore.desk import Asked, Desk, Question, months_of, question_of, titles
from uisim.explore.estimate import WANTED, Estimate, estimate, is_done, refine
from uisim.explore.levers import levers_of
from uisim.explore.save import NotSavedError, save
from uisim.fund.identities import IdentityError
from uisim.law.tables import last_known_month
from uisim.report.identity_names import told_broken
from uisim.scenario.file import load
from uisim.scenario.problems import COMMAND_LINE, Problem, ScenarioError
from uisim.scenario.schema import Scenario
from uisim.units import YEAR, format_month, parse_month
from uisim.words import LANGUAGES, say

FIRST: Final = 3
"""Replications before anything is shown,"""
PAUSE_SECONDS: Final = 0.8
"""and seconds between one showing and the next."""


def app_of(file: Path, lang: str) -> App:
    """Make the app for a scenario and those beside it."""

    def page(request: Any) -> Any:
        asked = request.query_params.get("lang")
        spoken = asked if asked in LANGUAGES else lang
        icon = ui.head_content(ui.tags.link(rel="icon", href="data:,"))
        return ui.TagList(icon, ui.HTML(view.page(titles(file.parent), file.name, spoken)))

    def server(inputs: Inputs, outputs: Outputs, session: Session) -> None:
        visit = Visit(file.parent, session)

        @reactive.effect
        @reactive.event(inputs.asked)
        def _ask() -> None:
            visit.ask(inputs.asked())

        @reactive.effect
        @reactive.event(inputs.save)
        async def _save() -> None:
            await visit.save(inputs.save()["name"])

        session.on_ended(visit.end)

    return App(page, server)


class Visit:
    """One open page: what it was asked last, and what it shows."""

    def __init__(self, folder: Path, session: Session) -> None:
        self._folder, self._session = folder, session
        self._lang, self._number = LANGUAGES[0], 0
        self._desk = Desk()
        self._worker = ThreadPoolExecutor(1)  # one step at a time, also of what was given up
        self._playing: asyncio.Task[None] | None = None
        self._shown: tuple[Question, Estimate] | None = None

    def ask(self, message: dict[str, Any]) -> None:
        """Take up what is asked instead of what was asked before."""
        self._give_up()
        self._lang, self._number = message["lang"], message["number"]
        self._playing = asyncio.create_task(self._answer(message))
        self._playing.add_done_callback(lambda task: task.cancelled() or task.result())

    def end(self) -> None:
        """Play no more."""
        self._give_up()
        self._worker.shutdown(wait=False, cancel_futures=True)

    async def save(self, name: str) -> None:
        """Save what is shown."""
        if self._shown is None:
            await self._tell("saved", texts=[say("Nothing has been played yet.", self._lang)])
            return
        try:
            path = save(name, *self._shown, self._lang)
        except NotSavedError as error:
            await self._tell("saved", texts=[str(error)])
            return
        text = view.saved(path, self._shown[1], self._lang)
        await self._tell("saved", texts=[text], file=path.name)

    def _give_up(self) -> None:
        if self._playing is not None:
            self._playing.cancel()

    async def _answer(self, message: dict[str, Any]) -> None:
        """Load what is asked, tell what is wrong with it, and play it."""
        file, moved = self._folder / Path(message["scenario"]).name, message["moved"]
        try:
            chosen = await self._work(load, file)
            since = since_of(chosen, message["since"])
            if message["fresh"]:
                await self._tell_levers(chosen, since, moved)
            question = await self._work(question_of, Asked(file, since, moved), chosen)
            await self._tell_warnings(question)
            await self._play(question)
        except ScenarioError as error:
            texts = [_on_page(problem).written(self._lang) for problem in error.problems]
            await self._tell("problems", texts=texts, stop=True)
        except IdentityError as error:
            await self._tell("problems", texts=[told_broken(error, self._lang)], stop=True)

    async def _play(self, question: Question) -> None:
        """Play replication after replication, and show what is known now and then."""
        own, other = self._desk.player(question.own), self._desk.player(question.other)
        steps, told, done = refine(own, other), time.monotonic(), False
        while not done:
            count = await self._work(next, steps)
            done = is_done(own, count)
            waited = time.monotonic() - told > PAUSE_SECONDS and count >= FIRST
            if done or waited or count == WANTED.least:
                found = await self._work(estimate, own, other, count)
                self._shown, told = (question, found), time.monotonic()
                await self._tell_shown(question, found)

    async def _tell_levers(self, chosen: Scenario, since: int, moved: dict[str, Any]) -> None:
        html = view.levers(list(levers_of(chosen, since)), moved, self._lang)
        await self._tell("levers", html=html, months=months_of(chosen), since=format_month(since))

    async def _tell_warnings(self, question: Question) -> None:
        label = say("warning", self._lang)
        told = say("{name}: {value}", self._lang)
        problems = (_on_page(one).written(self._lang) for one in question.own.warnings)
        texts = [told.format(name=label, value=problem) for problem in problems]
        await self._tell("problems", texts=texts, stop=False)

    async def _tell_shown(self, question: Question, found: Estimate) -> None:
        await self._tell(
            "shown",
            figures=view.figures(question, found, self._lang),
            charts=view.charts(question, found, self._lang),
            note=view.note(question, found, self._lang),
            done=found.done,
        )

    async def _tell(self, what: str, **message: Any) -> None:
        await self._session.send_custom_message(what, {"number": self._number, **message})

    async def _work(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """Do something that takes long, beside all else."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, work, *arguments)


def _on_page(problem: Problem) -> Problem:
    """Leave out the command line as the place of what was set on the page: its key says where."""
    return replace(problem, file="") if problem.file == COMMAND_LINE else problem


def since_of(scenario: Scenario, asked: str) -> int:
    """Month (absolute) from which levers hold: as asked, else the January last known of."""
    january = format_month(last_known_month() // YEAR * YEAR)
    months = months_of(scenario)
    return parse_month(next((one for one in (asked, january) if one in months), months[0]))
