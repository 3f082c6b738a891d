"""Let every write of each command fail: a full disk (ENOSPC) and a broken one (EIO).

python verification/faults/failing_writes.py [--only COMMAND] [--note]   (Linux; needs a C compiler)

A command is played once to count its calls that write below its folder (opening, making a folder,
writing, forcing to the disk, renaming), K of them. Then it is played 2 K times: ENOSPC at the k-th
call and at all after it, EIO at the k-th call alone, for every k. Each time

- it has to end with exit code 1 or 2 and say why, without a traceback (or, where the write was of
  no consequence, with 0 and all that it leaves undisturbed);
- every file in the folder has to be as before or as the undisturbed command leaves it, unless it
  stands in a folder that is no result yet, without `run.json` and `SHA256SUMS`;
- the same command without a fault has to give the same bytes as one never disturbed (a sweep each
  time, the others for every tenth k that is tried).

Where K is large, --most says how many k are tried, evenly from 1 to K.
"""

import ctypes
import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from common import REFORM, SMALL, Ended, arguments, content, load_all, played, say

SHIM = "UISIM_FAILING_WRITES"
FAULTS = {"ENOSPC": (errno.ENOSPC, 1), "EIO": (errno.EIO, 0)}
"""Number of the error, and whether it lasts."""
EVERY = 10
MARKS = ("run.json", "SHA256SUMS")
Words = list[object]


class Command(NamedTuple):
    """A command: its words, given the folder whose disk fails, and what stands there before."""

    words: Callable[[Path], Words]
    before: tuple[Callable[[Path], Words], ...] = ()
    resumes: bool = False


def run(out: Path, seed: int = 1) -> Words:
    """Say a run with all that it can leave."""
    more = (f"--set=projection.seed={seed}", "--replications=2", "--workers", "--threads=1")
    return ["run", SMALL, *more, f"--out={out}", "--quiet"]


def sweep(out: Path) -> Words:
    """Say a sweep of four cells."""
    grid = ("--set=law.contribution_rate=0.01,0.02", "--set=law.waiting_months=0,1")
    return ["sweep", SMALL, *grid, "--processes=1", "--threads=1", f"--out={out}", "--quiet"]


def study(*words: object) -> Callable[[Path], Words]:
    """Say a study that writes into the folder."""
    return lambda out: [*words, f"--out={out}", "--quiet"]


def on(folder: str, *words: object) -> Callable[[Path], Words]:
    """Say a command on a folder of results: the first word, the folder, the other words."""
    return lambda out: [words[0], out / folder, *words[1:]]


FORMATS = "xlsx,dta,csv,parquet,beancount,datapackage"
SOLVED = ("--for=law.contribution_rate", "--target=closing_balance = 0", "--points=3")
COMMANDS = {
    "run": Command(run),
    "run over an older one": Command(run, (partial(run, seed=2),)),
    "sweep": Command(sweep, resumes=True),
    "sensitivity": Command(
        on("sweep-small", "sensitivity", "--regret", "--decide=law.waiting_months"), (sweep,)
    ),
    "report": Command(on("small", "report", "--charts=svg"), (run,)),
    "report of a sweep": Command(on("sweep-small", "report"), (sweep,)),
    "export": Command(
        lambda out: ["export", out / "small", f"--to={FORMATS}", f"--out={out / 'exports'}"],
        (run,),
    ),
    "compare": Command(study("compare", SMALL, REFORM, "--replications=2", "--waterfall")),
    "solve": Command(study("solve", SMALL, *SOLVED)),
    "readings": Command(study("readings", SMALL)),
    "new": Command(lambda out: ["new", out / "mine.yaml", "--from", out / "small.yaml"]),
}


def main() -> int:
    """Play every command with every fault and print a line for each."""
    parser = arguments(__doc__)
    parser.add_argument("--only", choices=COMMANDS, help="one command instead of all")
    parser.add_argument("--most", type=int, default=60, help="writes of a command that fail")
    asked = parser.parse_args()
    if SHIM not in os.environ:
        return with_shim()
    load_all()
    disk = ctypes.CDLL(os.environ[SHIM])
    wrong = tried = 0
    names = [asked.only] if asked.only else list(COMMANDS)
    for name in names:
        writes, found = failing(COMMANDS[name], disk, asked.most)
        faults = [line for line in found if line]
        print(f"{name}: {writes} writes, {len(found)} faults, {len(faults)} ended wrong")
        print("".join(f"  {line}\n" for line in faults[:12]), end="", flush=True)
        wrong, tried = wrong + len(faults), tried + len(found)
    done = (
        f"ENOSPC from the k-th write on, EIO at the k-th: {tried} faults in {len(names)} commands"
    )
    say(asked.note, done, f"{wrong} tracebacks, torn files or results that could not be made again")
    return 1 if wrong else 0


def with_shim() -> int:
    """Compile the library that fails, and begin again with it loaded."""
    with tempfile.TemporaryDirectory() as place:
        library = str(Path(place) / "failing_writes.so")
        source = Path(__file__).with_name("failing_writes.c")
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        more = {"LD_PRELOAD": library, SHIM: library, "LC_ALL": "C.UTF-8"}
        again = subprocess.run([sys.executable, *sys.argv], env=os.environ | more, check=False)
        return again.returncode


def failing(command: Command, disk: ctypes.CDLL, most: int) -> tuple[int, list[str]]:
    """Let writes of a command fail: how many there are; what went wrong each time, or nothing."""
    with tempfile.TemporaryDirectory() as place:
        prepared, out = Path(place) / "prepared" / "out", Path(place) / "out"
        prepared.mkdir(parents=True)
        shutil.copy(SMALL, prepared)
        for words in command.before:
            ended = played(*words(prepared))
            assert ended.code == 0, ended.said
        before = content(prepared)

        def play(k: int, number: int = 0, lasts: int = 0) -> Ended:
            arm = partial(disk.arm, f"{out}/".encode(), ctypes.c_long(k), number, lasts)
            return played(*command.words(out), before=arm)

        def fresh() -> None:
            shutil.rmtree(out, ignore_errors=True)
            shutil.copytree(prepared, out)

        fresh()
        ended = play(0)
        assert ended.code == 0, ended.said
        writes, whole = disk.counted(), content(out)
        found: list[str] = []
        tried = sorted({1 + round(i * (writes - 1) / (most - 1)) for i in range(most)})
        for i, k in enumerate(tried):
            for name, (number, lasts) in FAULTS.items():
                fresh()
                ended = play(k, number, lasts)
                wrong = badly(ended, before, content(out), whole)
                if not wrong and (command.resumes or i % EVERY == 0):
                    again = play(0)
                    if again.code != 0 or content(out) != whole:
                        wrong = f"cannot be done again: {again.said}"
                found.append(f"{name} at write {k}: {wrong}" if wrong else "")
    return writes, found


def badly(
    ended: Ended, before: dict[str, bytes], after: dict[str, bytes], whole: dict[str, bytes]
) -> str:
    """Say what is wrong with how a command ended and with what it left; nothing if all is well."""
    if ended.code == 0:
        return "" if after == whole else "ended with 0, and not all is there"
    if ended.code not in (1, 2) or "Traceback" in ended.said or not ended.said.strip():
        last = ended.said.strip().splitlines()[-1:]
        return f"exit code {ended.code}, said {last}"
    marked = {str(Path(name).parent) for name in after if Path(name).name in MARKS}
    for name, found in after.items():
        known = found in (before.get(name), whole.get(name))
        if name.split("/")[0].startswith(".") and f"/{name.split('/')[0]}/" in ended.said:
            continue  # put aside, and the message says where
        in_result = any(str(folder) in marked for folder in Path(name).parents)
        if not known and (in_result or "sweep-" not in name):
            return f"{name} is torn ({ended.said.strip()})"
    return ""


if __name__ == "__main__":
    sys.exit(main())
