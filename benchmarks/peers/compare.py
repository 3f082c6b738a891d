"""Play one toy in uisim and in its peers, and print totals and speed side by side.

    python benchmarks/peers/compare.py            # each peer in an environment of its own
    python benchmarks/peers/compare.py --quick    # fewer workers

The environments are made beside this file, once, from the package index. Exit code 1 if a total
lies more than 3.29 standard errors from the one expected, or two tools differ by as much.
"""

import argparse
import json
import math
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from statistics import mean, stdev

from exact import expected

import uisim

HERE = Path(__file__).resolve().parent
PEERS = {  # name: (what is installed, workers a batch)
    "starsim": (("starsim==3.7.2",), 20_000),
    "neworder": (("neworder==1.4.3",), 50_000),
    "mesa": (("mesa==3.3.1",), 5_000),
    "salabim": (("salabim==26.0.9", "greenlet>=3"), 2_000),
}
OWN_PEOPLE = 100_000
BATCHES = 20
COLUMNS = {
    "contributions": "contributors",
    "losses": "last_losses",
    "awards": "claims_awarded",
}
"""Totals of the toy, and the columns of uisim's books that hold them."""
Z_MAX = 3.29
LOAD = os.getloadavg()[0] if hasattr(os, "getloadavg") else math.nan


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="a tenth of the workers")
    asked = parser.parse_args()
    shrink = 10 if asked.quick else 1
    toy, own = play_own(OWN_PEOPLE // shrink, BATCHES)
    told = {f"uisim {uisim.__version__}": (OWN_PEOPLE // shrink, own)}
    for name, (packages, people) in PEERS.items():
        python = environment(name, packages)
        told[packages[0].replace("==", " ")] = (
            people // shrink,
            play_peer(python, name, toy, people // shrink),
        )
    off = show(toy, told)
    print(f"largest |z| {off:.2f}, allowed {Z_MAX}")
    return int(off > Z_MAX)


def play_own(people, batches):
    """Play the toy's scenario, a batch a replication, on one thread, and time it."""
    settings = {"population.platform_workers": {"guangzhou": people}}
    uisim.run(HERE / "toy.yaml", {**settings, "projection.months": 1}, threads=1)  # warms up
    started = time.process_time()
    results = uisim.run(
        HERE / "toy.yaml", {**settings, "projection.replications": batches}, threads=1
    )
    seconds = time.process_time() - started
    sums = results.monthly.groupby("replication")[list(COLUMNS.values())].sum()
    batches = [
        {kind: int(row[column]) for kind, column in COLUMNS.items()} for _, row in sums.iterrows()
    ]
    work = results.scenario.work["ecommerce"]
    toy = {
        "months": results.scenario.projection.months,
        "loss": work.loss_rate_month,
        "find": work.reemployment_rate_month,
        "qualifying": results.scenario.dated["law.qualifying_months"].values[0][1],
    }
    return toy, {"batches": batches, "seconds": seconds}


def environment(name, packages):
    """Make the environment of a peer, unless it is there; return its Python."""
    folder = HERE / ".venv" / name
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (folder / "installed").exists():
        print(f"installing {name} …", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
        (folder / "installed").touch()
    return python


def play_peer(python, name, toy, people):
    asked = {"toy": toy, "people": people, "batches": BATCHES, "seed": 1}
    command = [python, HERE / f"with_{name}.py", json.dumps(asked)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(ran.stdout.splitlines()[-1])


def show(toy, told):
    """Print the tables; return the largest z, of a tool against the form and of two tools."""
    form = expected(toy)
    print(f"Python {platform.python_version()}; load before the run {LOAD:.1f}")
    print(f"Toy: {toy}; {BATCHES} batches each; per worker, in closed form: ", end="")
    print(", ".join(f"{kind} {value:.4f}" for kind, value in form.items()))
    heads = "".join(f"{kind:>14}{'z':>7}" for kind in form)
    print(f"{'':16}{heads}   worker-years a processor second")
    found = {}
    for name, (people, ran) in told.items():
        years = people * BATCHES * toy["months"] / 12
        line = f"{name:16}"
        for kind in form:
            each = [batch[kind] / people for batch in ran["batches"]]
            found[name, kind] = mean(each), stdev(each) / math.sqrt(BATCHES)
            middle, error = found[name, kind]
            line += f"{middle:14.4f}{(middle - form[kind]) / error:7.2f}"
        print(line + f"{years / ran['seconds']:34,.0f}")
    own = next(iter(told))
    print(f"\nz of the difference to {own}")
    differences = {}
    for name in list(told)[1:]:
        for kind in form:
            (a, a_error), (b, b_error) = found[own, kind], found[name, kind]
            differences[name, kind] = (b - a) / math.hypot(a_error, b_error)
        print(f"{name:16}" + "".join(f"{differences[name, kind]:21.2f}" for kind in form))
    against = [(value - form[kind]) / error for (_, kind), (value, error) in found.items()]
    return max(map(abs, [*against, *differences.values()]))


if __name__ == "__main__":
    sys.exit(main())
