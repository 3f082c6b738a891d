"""Coverage-guided fuzzing of the loader: python verification/faults/fuzz_loader.py --minutes 60.

Needs atheris, which no requirement file holds: `.venv/bin/pip install --no-build-isolation -e
'.[fuzz]'`.

A text of any bytes is written to a file that lies beside copies of the shipped scenarios and is
loaded. It has to load or to be refused with a `ScenarioError` whose problems can be written in both
languages; any other exception is a crash, and more than a minute for one file a hang. The seeds are
the shipped scenarios and the wrong files of `tests/door`, each of a few lines; a dictionary gives
the keys of the schema and what YAML has of its own.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from common import ROOT, arguments, say

HANG_SECONDS = 60
BYTES_MAX = 6_000
EVERY = 40
"""One of so many wrong files of tests/door becomes a seed."""
YAML_WORDS = (
    "extends: ",
    "&a ",
    "*a",
    "<<: ",
    "!!int ",
    "? ",
    "|\n",
    ">-\n",
    "---\n",
    "2026-01: ",
    "{value: ",
    "uncertain:\n",
    "sweep:\n",
    "1e-3",
    ".nan",
    ".inf",
    "null",
    "：",
    "\t",
)


def main() -> int:
    """Make the corpus, fuzz in a process of its own, print what it came to."""
    parser = arguments(__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, help="kept from an earlier run, and added to")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        corpus = asked.corpus or folder / "corpus"
        corpus.mkdir(exist_ok=True)
        seeds = write_seeds(corpus)
        (folder / "words").write_text(dictionary(), encoding="utf-8")
        tree = folder / "scenarios"
        shutil.copytree(ROOT / "scenarios", tree)
        log = folder / "log"
        options = [
            str(corpus),
            f"-max_total_time={round(60 * asked.minutes)}",
            f"-timeout={HANG_SECONDS}",
            f"-max_len={BYTES_MAX}",
            f"-seed={asked.seed}",
            f"-dict={folder / 'words'}",
            f"-artifact_prefix={folder}/",
            "-print_final_stats=1",
        ]
        with open(log, "wb") as said:
            fuzzing = [sys.executable, __file__, "--fuzz", str(tree), *options]
            code = subprocess.run(fuzzing, stdout=said, stderr=said, check=False).returncode
        text = log.read_text("utf-8", "replace")
        found = sorted(folder.glob("crash-*")) + sorted(folder.glob("timeout-*"))
        for file in found:
            print(f"{file.name}: {file.read_bytes()!r}")
        executions = re.findall(r"stat::number_of_executed_units:\s*(\d+)", text)
        covered = re.findall(r"cov: (\d+)", text)
        if code or not executions:
            print(text[-4_000:])
            return 1
        print(f"seeds: {seeds} files; corpus at the end: {len(list(corpus.iterdir()))}")
        done = (
            f"{asked.minutes:g} minutes of fuzzing guided by coverage: {int(executions[-1]):,} "
            f"files loaded; branches covered: {covered[0]} at first, {covered[-1]} at the end"
        )
        say(asked.note, done, f"{len(found)} crashes or hangs")
    return 0


def write_seeds(corpus: Path) -> int:
    """Write the seeds into the corpus and count them."""
    sys.path.insert(0, str(ROOT / "tests"))
    from door.mutations import mutations

    files = sorted((ROOT / "scenarios").rglob("*.yaml"))
    texts = [file.read_text("utf-8") for file in files]
    texts += [text for _, text in mutations()][::EVERY]
    for number, text in enumerate(texts):
        (corpus / f"seed-{number:04d}").write_text(text, encoding="utf-8")
    return len(texts)


def dictionary() -> str:
    """Words to build from, as libFuzzer reads them: the keys of the schema and YAML's own."""
    from uisim.scenario.blocks import Document
    from uisim.scenario.forms import leaves

    keys = {f"{part}: " for key, _, _ in leaves(Document) for part in key.split(".")}
    words = [*sorted(keys), *YAML_WORDS]
    lines = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in words)
    return "".join(f'"{line}"\n' for line in lines)


def fuzz(tree: Path, options: list[str]) -> None:
    """Fuzz until the time is over; libFuzzer ends the process."""
    import atheris

    with atheris.instrument_imports(include=["uisim.scenario", "uisim.law.tables", "ruamel"]):
        from uisim.scenario.file import load
        from uisim.scenario.problems import ScenarioError

    file = tree / "fuzzed.yaml"

    def one(content: bytes) -> None:
        file.write_bytes(content)
        try:
            load(file)
        except ScenarioError as error:
            for problem in error.problems:
                assert problem.written("en") and problem.written("zh")

    atheris.Setup([sys.argv[0], *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--fuzz"]:
        fuzz(Path(sys.argv[2]), sys.argv[3:])
    sys.exit(main())
