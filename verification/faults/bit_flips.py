"""Flip one bit of a result, 10,000 times: `verify` has to find each and name the file.

python verification/faults/bit_flips.py [--flips 10000] [--seed 1] [--note]

Results of `uisim run` (with a report), `sweep` and `compare`; a file of a folder is drawn, a
byte of it, a bit of that byte.
"""

import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from common import REFORM, SMALL, arguments, content, load_all, played, say

from uisim.study.verify import verify

BITS = 8


def main() -> int:
    """Make the results, flip, print what was found."""
    parser = arguments(__doc__)
    parser.add_argument("--flips", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    luck = random.Random(asked.seed)
    load_all()
    missed = 0
    with tempfile.TemporaryDirectory() as place:
        folders = results(Path(place))
        for number, folder in enumerate(folders):
            flips = asked.flips * (number + 1) // len(folders) - asked.flips * number // len(
                folders
            )
            missed += flipped(folder, flips, luck)
    names = ", ".join(folder.name for folder in folders)
    done = f"{asked.flips:,} random bits flipped, one at a time, in {names}"
    say(asked.note, done, f"{missed} not found by `uisim verify`")
    return 1 if missed else 0


def results(place: Path) -> list[Path]:
    """Play what is to be damaged."""
    out = f"--out={place}"
    grid = ("--set=law.contribution_rate=0.01,0.02", "--processes=1", "--threads=1")
    for words in (
        ("run", SMALL, "--replications=2", "--workers", out, "--quiet"),
        ("report", place / "small", "--lang=both"),
        ("sweep", SMALL, *grid, out, "--quiet"),
        ("compare", SMALL, REFORM, "--replications=2", out, "--quiet"),
    ):
        ended = played(*words)
        assert ended.code == 0, ended.said
    return [place / "small", place / "sweep-small", place / "compare-small-small-reform"]


def flipped(folder: Path, flips: int, luck: random.Random) -> int:
    """Flip a bit so often, each time in a folder as it was written; count what is not found."""
    timing = folder / "timing.json"
    whole = {**content(folder), timing.name: timing.read_bytes()}
    assert verify(folder) == ()
    names = list(whole)
    missed, hit = [], Counter()
    for _ in range(flips):
        name = luck.choice(names)
        byte, bit = luck.randrange(len(whole[name])), luck.randrange(BITS)
        damaged = bytearray(whole[name])
        damaged[byte] ^= 1 << bit
        (folder / name).write_bytes(damaged)
        found = {finding.file for finding in verify(folder)}
        # A line of SHA256SUMS with another name stands for a file that is not there, and so on.
        if not found or (name not in found and name != "SHA256SUMS"):
            missed.append((name, byte, bit, sorted(found)))
        hit[name] += 1
        (folder / name).write_bytes(whole[name])
    print(
        f"{folder.name}: {flips} bits flipped in {len(hit)} of {len(names)} files, "
        f"{sum(map(len, whole.values())):,} bytes; not found: {len(missed)}"
    )
    print("".join(f"  {line}\n" for line in missed[:10]), end="", flush=True)
    return len(missed)


if __name__ == "__main__":
    sys.exit(main())
