"""Play one scenario under many circumstances: every file has to have the same bytes.

python verification/faults/same_bytes.py [--note]

1, 2 and 8 threads; hash seeds, time zones, languages and locales of the environment; another
working folder; blocks of lives handed out in shuffled order, of another size; the readable clock
with shuffled workers. A run with a table of workers, a report and a sweep by one and two processes.
"""

import hashlib
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from common import ROOT, SMALL, arguments, content, say

ENVIRONMENTS = {
    "as it is": {},
    "PYTHONHASHSEED=0": {"PYTHONHASHSEED": "0"},
    "PYTHONHASHSEED=4294967295": {"PYTHONHASHSEED": "4294967295"},
    "TZ=Asia/Shanghai": {"TZ": "Asia/Shanghai"},
    "TZ=America/St_Johns": {"TZ": "America/St_Johns"},
    "LANG=zh_CN.UTF-8": {"LANG": "zh_CN.UTF-8"},
    "LC_ALL=tr_TR.UTF-8": {"LC_ALL": "tr_TR.UTF-8"},
    "LC_ALL=de_DE.UTF-8": {"LC_ALL": "de_DE.UTF-8"},
    "LC_ALL=C": {"LC_ALL": "C"},
    "LC_ALL=POSIX, PYTHONUTF8=0": {"LC_ALL": "POSIX", "PYTHONUTF8": "0"},
    "PYTHONOPTIMIZE=1": {"PYTHONOPTIMIZE": "1"},
    "OMP_NUM_THREADS=1": {"OMP_NUM_THREADS": "1"},
}
THREADS = (1, 2, 8)
LANG = "--lang=en"
RUN = ("run", str(SMALL), "--set=projection.represents=1", "--replications=2", "--workers", LANG)
GRID = ("--set=law.contribution_rate=0.01,0.02", "--set=law.waiting_months=0,1")
SHUFFLED = 5


def main() -> int:
    """Play under each circumstance; print the hash of all bytes."""
    asked = arguments(__doc__).parse_args()
    found: dict[str, dict[str, str]] = {"run": {}, "sweep": {}, "sums of a run": {}}
    with tempfile.TemporaryDirectory() as place:
        outs = Path(place)
        for name, more in ENVIRONMENTS.items():
            out = outs / f"{len(found['run'])}"
            command(out, more, *RUN, "--threads=2")
            command(out, more, "report", str(out / "small"), "--lang=both")
            found["run"][name] = digest(out / "small")
        for threads in THREADS:
            out = outs / f"threads-{threads}"
            command(out, {}, *RUN, f"--threads={threads}")
            command(out, {}, "report", str(out / "small"), "--lang=both")
            found["run"][f"--threads {threads}"] = digest(out / "small")
        for processes in (1, 2):
            out = outs / f"sweep-{processes}"
            command(out, {}, "sweep", str(SMALL), *GRID, f"--processes={processes}")
            found["sweep"][f"--processes {processes}"] = digest(out / "sweep-small")
    found["sums of a run"] = shuffled()
    different = 0
    for what, digests in found.items():
        distinct = len(set(digests.values()))
        print(f"{what}: {len(digests)} circumstances, {distinct} distinct")
        for name, text in digests.items():
            print(f"  {text[:16]}  {name}")
        different += distinct - 1
    played = sum(len(digests) for digests in found.values())
    done = (
        f"a run with workers and report, a sweep, and the sums of a run, played {played} times: "
        "1, 2, 8 threads, 1, 2 processes, PYTHONHASHSEED, TZ, LANG, LC_ALL, blocks and workers in "
        "shuffled order"
    )
    say(asked.note, done, f"{different} with other bytes")
    return 1 if different else 0


def command(out: Path, more: dict[str, str], *words: str) -> None:
    """Play a command in a folder and an environment of its own."""
    out.mkdir(exist_ok=True)
    wanted = [*words, f"--out={out}"] if words[0] != "report" else words
    paths = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    subprocess.run(
        [sys.executable, "-m", "uisim", *wanted],
        env=os.environ | {"PYTHONPATH": paths} | more,
        cwd=out,
        check=True,
        capture_output=True,
    )


def digest(folder: Path) -> str:
    """Hash names and bytes of all files but times of day."""
    found = hashlib.sha256()
    for name, text in content(folder).items():
        found.update(name.encode() + b"\0" + text)
    return found.hexdigest()


def shuffled() -> dict[str, str]:
    """Sums of the small world with blocks, then workers, in other orders."""
    sys.path.insert(0, str(ROOT / "tests"))
    from engine.worlds import digest as digest_of
    from engine.worlds import shuffled_reference

    from uisim.scenario.file import load
    from uisim.study import run

    scenario = load(SMALL)
    planned = run.blocks
    found = {"in order": digest_of(run.play(scenario, threads=1))}
    for seed in range(SHUFFLED):
        luck = random.Random(seed)

        def another_order(*asked, luck=luck):
            made = list(planned(*asked))
            luck.shuffle(made)
            return iter(made)

        run.BLOCK, run.blocks = luck.choice((1, 7, 30)), another_order
        name = f"blocks of {run.BLOCK}, shuffled {seed}"
        found[name] = digest_of(run.play(scenario, threads=2))
        run.BLOCK, run.blocks = 50_000, planned
        name = f"readable clock, workers shuffled {seed}"
        found[name] = digest_of(shuffled_reference(scenario, seed))
    return found


if __name__ == "__main__":
    sys.exit(main())
