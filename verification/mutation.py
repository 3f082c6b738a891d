"""Mutation testing of the law and the lives: python verification/mutation.py [FILE …] --every N.

Each mutant (mutants.py) is put into a fork of a process that has played all there is to play
already: the code objects of the functions change in place, compilation is switched off. In the fork
the quickest tests come first, the rest only while the mutant lives:

1. the cases worked by hand from the text of the law (tests/law/cases);
2. tests of the folder's rules that need no fixture (`TESTS`);
3. lives of the oracle's scenarios (tests/oracle) on the readable clock, each against what the
   oracle, which shares no code with the model, has said of it: every kind of event, every month,
   to the fen.

A mutant that loops dies by the clock. Written are, by module, how many died, and each survivor with
the reason that survivors.toml gives; exit code 1 if fewer than 95 % died or a reason is missing.
With --log FILE each verdict is kept as a line; another run with that file plays what has no line
there for the module as it is now, and those that lived without a reason.
"""

import argparse
import gc
import hashlib
import importlib
import inspect
import os
import random
import signal
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, NamedTuple

os.environ["NUMBA_DISABLE_JIT"] = "1"  # before numba is imported: mutants are played as they are
HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT / "tests"))

from mutants import Mutant, mutants  # noqa: E402

SOURCE = ROOT / "src" / "uisim"
FILES = (*sorted((SOURCE / "law").glob("*.py")), *sorted((SOURCE / "people").glob("*.py")))
LIFE = (SOURCE / "life.py", *sorted((SOURCE / "acts").glob("*.py")))
RESULTS, REASONS = HERE / "mutation.md", HERE / "survivors.toml"
SECONDS = 5
"""Of the processor, for one life or one test: a mutant that is not done by then is looping."""
TESTS = {
    "law": [
        f"law.test_{name}"
        for name in ("schedules", "measure", "known_figures", "every_date", "city_names")
    ],
    "people": [
        *(f"people.test_{name}" for name in ("clocks", "entry", "foresight")),
        "oracle.test_decisions_agree",
        "oracle.test_ties",
    ],
    "acts": [
        *(f"life.test_{name}" for name in ("profile_line", "what_comes_next", "notes")),
        "oracle.test_ties",
    ],
    "uisim": [],
}
"""Modules of tests, by the folder of the mutated module."""
LIVES = 16
DRAWN = 180
"""Lives of each scenario of the oracle: those drawn, and so many of them, in which most happens,
that are played first."""
CACHED = type(cache(len))
LEAST = 0.95


class Life(NamedTuple):
    """A life of the oracle's scenarios: its block by number, and the worker the oracle tells of.

    soon: she is one of those in whose lives most happens.
    """

    scenario: int
    block: int
    her: Any
    soon: bool


def main() -> int:
    """Play the mutants, write the results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="modules (the law, people and life)")
    parser.add_argument("--every", type=int, default=1, help="one of so many mutants of people")
    parser.add_argument("--every-of-life", type=int, default=1, help="and of life")
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--log", type=Path, help="verdicts, kept and gone on from")
    asked = parser.parse_args()
    files = [file.resolve() for file in asked.files] or [*FILES, *LIFE]
    for file in files:
        importlib.import_module(".".join(file.relative_to(SOURCE.parent).with_suffix("").parts))
    tests = Tests()
    for killer in (*(tests.rest(chapter) for chapter in TESTS), tests.lives_differ("law")):
        assert not killer, f"the program as it is fails {killer}"
    start_clock(0)  # of this process no more: it lives on
    known = known_functions()
    gc.collect()
    gc.freeze()  # so that forks share their memory
    gc.disable()
    lines: dict[Path, Counter[str]] = {}
    survivors: list[Mutant] = []
    every = {
        file: asked.every_of_life
        if file in LIFE
        else asked.every
        if file.parent.name == "people"
        else 1
        for file in files
    }
    verdicts = Verdicts(asked.log)
    for file in files:
        made = list(mutants(file))[:: every[file]]
        lines[file] = Counter()
        for number, mutant in enumerate(made):
            how = verdicts.of(mutant, number, lambda one=mutant: play(one, tests, known))
            lines[file][how] += 1
            if how == "alive":
                survivors.append(mutant)
    text, good = report(lines, survivors, every)
    asked.out.write_text(text, encoding="utf-8")
    print(text)
    return 0 if good else 1


class Verdicts:
    """How mutants died, a line each, in a file that another run goes on from."""

    def __init__(self, file: Path | None) -> None:
        """Read what is known already."""
        self._file = file
        self._known: dict[str, str] = {}
        if file is not None and file.is_file():
            for line in file.read_text("utf-8").splitlines():
                how, _, mutant = line.partition("\t")
                self._known[mutant] = how

    def of(self, mutant: Mutant, number: int, played: Callable[[], str]) -> str:
        """Say how a mutant died: as it did before, or as it does when ``played``."""
        module = hashlib.sha256(mutant.file.read_bytes()).hexdigest()[:8]
        change = f"{mutant.before} → {mutant.after}"
        line = f"{mutant.file.name} {module} {number} {mutant.function}:{mutant.line}\t{change}"
        how = self._known.get(line, "")
        if not how or (how == "alive" and not reason_of(mutant)):
            how = played()
            print(f"{how}\t{line}", file=sys.stderr, flush=True)
            if self._file is not None:
                with open(self._file, "a", encoding="utf-8") as kept:
                    kept.write(f"{how}\t{line}\n")
        return how


class Tests:
    """What kills, prepared in the parent: nothing of it is computed by mutated code."""

    def __init__(self) -> None:
        """Ask the oracle; keep scenarios and lives."""
        from law.test_cases import RULES, TABLES
        from oracle.classes import Limits
        from oracle.scenarios import COMMON, SCENARIOS

        from uisim.scenario.file import load
        from uisim.study.run import blocks

        self.rules, self.tables = RULES, TABLES
        self.called = {
            chapter: [test for module in modules for test in called(module)]
            for chapter, modules in TESTS.items()
        }
        self.scenarios = []
        self.planned: list[list[Any]] = []
        self.limits: list[Any] = []
        self.lives: list[Life] = []
        luck = random.Random(1)
        with tempfile.TemporaryDirectory() as place:
            (Path(place) / "common.yaml").write_text(COMMON)
            for number, (name, text) in enumerate(SCENARIOS.items()):
                file = Path(place) / f"{number}.yaml"
                file.write_text(f"extends: common.yaml\n{text}")
                scenario, replication = load(file), len(name) % 3
                self.scenarios.append((scenario, replication))
                self.planned.append(list(blocks(scenario, replication)))
                self.limits.append(Limits(scenario))
                self.lives += eventful(number, self.planned[-1], scenario, replication)
        first = [life for life in self.lives if life.soon]
        luck.shuffle(first)
        self.lives = [*first, *(life for life in self.lives if not life.soon)]

    def kill(self, chapter: str) -> str:
        """Say which test the program fails, a module of this folder mutated, or nothing."""
        return self._cases() or self.rest(chapter) or self.lives_differ(chapter)

    def _cases(self) -> str:
        for table in self.tables.values():
            for name, block in table.items():
                for case in block["cases"]:
                    inputs = {key: value for key, value in case.items() if key != "expected"}
                    if self.rules[name](**inputs) != case["expected"]:
                        return "a case worked by hand"
        return ""

    def lives_differ(self, chapter: str) -> str:
        """Say that a life is not as the oracle tells it, or nothing."""
        from oracle.classes import differences

        from uisim.chance import Address
        from uisim.engine import reference
        from uisim.outcome import by_month, empty_outcome
        from uisim.study.run import blocks

        # The law is read when a scenario is planned; what comes later is not.
        planned = {} if chapter == "law" else dict(enumerate(self.planned))
        for life in self.lives:
            start_clock()
            if life.scenario not in planned:
                planned[life.scenario] = list(blocks(*self.scenarios[life.scenario]))
            setting = planned[life.scenario][life.block].setting
            outcome = empty_outcome(len(setting.months) - 1)
            her = life.her
            reference.play([(Address(*her.address), 1)], setting, outcome)
            played = by_month(outcome.sums)
            if (played[..., 0] != her.counts).any() or (played[..., 1] != her.amounts).any():
                return "the oracle"
            if any(differences(self.limits[life.scenario], her, outcome.profile)):
                return "the oracle, by class"
            if outcome.breaches.any():
                return "the auditor"
        return ""

    def rest(self, chapter: str) -> str:
        """Say which test of a folder's rules fails, or nothing."""
        return next(
            (test.__name__ for test, words in self.called[chapter] if fails(test, words)), ""
        )


def fails(test: Callable[..., None], words: Mapping[str, object]) -> bool:
    """Whether a test fails."""
    start_clock()
    try:
        test(**words)
    except Exception:
        return True
    return False


def called(module: str) -> Iterator[tuple[Callable[..., None], dict[str, object]]]:
    """Each test of a module with the arguments of each of its cases; none that needs a fixture."""
    for name, test in vars(importlib.import_module(module)).items():
        if name.startswith("test_") and not hasattr(test, "hypothesis"):
            cases: list[dict[str, object]] = [{}]
            for mark in getattr(test, "pytestmark", ()):
                if mark.name == "parametrize":
                    names = mark.args[0]
                    names = names.replace(" ", "").split(",") if isinstance(names, str) else names
                    cases = [
                        {**case, **dict(zip(names, arguments(one, len(names)), strict=True))}
                        for case in cases
                        for one in mark.args[1]
                    ]
            if set(inspect.signature(test).parameters) == set(cases[0]):
                yield from ((test, case) for case in cases)


def arguments(one: Any, names: int) -> Sequence[object]:
    """Values of one case, for so many names."""
    if hasattr(one, "values") and hasattr(one, "marks"):
        return one.values
    return one if names > 1 else (one,)


class Known(NamedTuple):
    """The live functions of this process, by file; those of `uisim` that keep what they gave."""

    functions: dict[str, list[FunctionType]]
    cached: list[Any]


def known_functions() -> Known:
    """Find them, once."""
    functions: dict[str, list[FunctionType]] = {}
    cached = []
    for found in gc.get_objects():
        if isinstance(found, FunctionType):
            functions.setdefault(found.__code__.co_filename, []).append(found)
        elif isinstance(found, CACHED) and found.__module__.startswith("uisim"):
            cached.append(found)
    return Known(functions, cached)


def eventful(number: int, planned: list[Any], scenario: Any, replication: int) -> Iterator[Life]:
    """Draw lives of a scenario; first the one that adds most pairs of events in one month."""
    from oracle import oracle

    found = [(at, block, *one) for at, block in enumerate(planned) for one in places(block)]
    lives: list[tuple[set[Any], Life]] = []
    for at, block, cohort, ordinal in random.Random(1).sample(found, min(DRAWN, len(found))):
        world = oracle.World(scenario, block.cell.city, block.cell.kind, replication)
        her = oracle.Worker(world, block.cell.number, cohort, ordinal).live()
        happened: set[Any] = {(block.cell.kind, min(cohort, 2)), *her.seen}
        for month in her.counts.astype(bool):
            kinds = [int(kind) for kind in month.nonzero()[0]]
            happened |= {(one, other) for one in kinds for other in kinds}
        lives.append((happened, Life(number, at, her, False)))
    told: set[Any] = set()
    for _ in range(min(LIVES, len(lives))):
        happened, life = lives.pop(
            max(range(len(lives)), key=lambda place: len(lives[place][0] - told))
        )
        told |= happened
        yield life._replace(soon=True)
    yield from (life for _, life in lives)


def places(block: Any) -> Iterator[tuple[int, int]]:
    """Cohort and ordinal of each worker of a block, in order."""
    for cohort, workers in enumerate(block.cohorts.workers.tolist()):
        for ordinal in range(workers):
            yield cohort, ordinal


def play(mutant: Mutant, tests: Tests, known: Known) -> str:
    """Play a mutant in a fork: how it died, or that it lives."""
    assert str(mutant.file) in known.functions, f"{mutant.file} is not imported"
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        start_clock()
        try:
            put_in(mutant, known)
            how = tests.kill(mutant.file.parent.name) or "alive"
        except BaseException as error:
            how = f"error: {type(error).__name__}"
        os.write(writer, how.encode())
        os._exit(0)
    os.close(writer)
    with open(reader, encoding="utf-8") as said:
        how = said.read()
    os.waitpid(child, 0)
    return how or "the clock"


def start_clock(seconds: int = SECONDS) -> None:
    """End this process by a signal if it takes more of the processor than a test may; 0: never."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def put_in(mutant: Mutant, known: Known) -> None:
    """Give the live functions of a module the mutated code; forget what was cached."""
    fresh = {(one.co_qualname, one.co_firstlineno): one for one in codes(mutant.compiled())}
    changed = 0
    for function in known.functions[str(mutant.file)]:
        key = (function.__code__.co_qualname, function.__code__.co_firstlineno)
        function.__code__ = fresh[key]
        changed += key[0] == mutant.function
    if changed == 0:
        raise LookupError(mutant.function)
    for cached in known.cached:
        cached.cache_clear()


def codes(code: CodeType) -> Iterator[CodeType]:
    """The code objects in a code object, and those in them."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from codes(one)


@cache
def reasons() -> dict[str, dict[str, str]]:
    """The reasons of survivors, by function, then by change."""
    return tomllib.loads(REASONS.read_text("utf-8"))


def function_of(mutant: Mutant) -> str:
    """Name its function as the reasons do: folder, module, function."""
    return f"{mutant.file.parent.name}.{mutant.file.stem}.{mutant.function}"


def reason_of(mutant: Mutant) -> str:
    """Say why it is no fault of the tests that a mutant lives; nothing if no reason is known."""
    change = f"{mutant.before} → {mutant.after}"
    of_function = reasons().get(function_of(mutant), {})
    return of_function.get(f"{mutant.line}: {change}") or of_function.get(change, "")


def report(
    lines: dict[Path, Counter[str]], survivors: list[Mutant], every: dict[Path, int]
) -> tuple[str, bool]:
    """Write the results in Markdown; whether enough died and every survivor has its reason."""
    total = sum((found for found in lines.values()), Counter())
    killers: Counter[str] = Counter()
    for how, number in total.items():
        named = "an error" if how.startswith("error") else how
        killers["a test of a rule" if how.startswith("test_") else named] += number
    del killers["alive"]
    died = total.total() - total["alive"]
    text = [
        "# Mutation testing of the law and the lives",
        "",
        "Printed by `python verification/mutation.py`; what a mutant is stands in",
        "[mutants.py](mutants.py), what kills in [mutation.py](mutation.py).",
        "",
        f"{died} of {total.total()} mutants killed: {died / total.total():.1%}. By: "
        + ", ".join(f"{how} {number}" for how, number in killers.most_common())
        + ".",
        "",
        "| Module | Mutants played | of all | Killed | Alive | % |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for file, found in lines.items():
        if found:
            played, alive = found.total(), found["alive"]
            name = file.relative_to(SOURCE).as_posix()
            share = f"1 in {every[file]}" if every[file] > 1 else "all"
            killed = played - alive
            text.append(
                f"| {name} | {played} | {share} | {killed} | {alive} | {killed / played:.1%} |"
            )
    text += ["", "## Survivors", "", "| Function | Before | After | Reason |", "|---|---|---|---|"]
    explained = True
    for one in survivors:
        why = reason_of(one)
        explained = explained and why != ""
        name = function_of(one)
        cells = (f"`{name}`, line {one.line}", f"`{one.before}`", f"`{one.after}`", why or "?")
        text.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(text) + "\n", explained and died >= LEAST * total.total()


if __name__ == "__main__":
    sys.exit(main())
