"""What is asked of a finished sweep, and its answer as a table that is added to the folder."""

from pathlib import Path
from typing import Any, NamedTuple

from uisim.study.regret import condition, regret
from uisim.study.sensitivity import Line, sensitivity
from uisim.study.sweep_kept import Kept, read_kept, write_added


class Judging(NamedTuple):
    """What an indicator depends on; or, by regret, which of its decisions does least badly.

    indicator: NAME or NAME[GROUP]. decide: keys decided. satisfied: a condition as it is written.
    """

    indicator: str
    by_regret: bool = False
    decide: tuple[str, ...] = ()
    lower_is_better: bool = False
    satisfied: str | None = None

    @classmethod
    def of(cls, said: dict[str, Any]) -> "Judging":
        """Read what `run.json` says."""
        return cls(**{**said, "decide": tuple(said["decide"])})


def judged(folder: Path, asked: Judging) -> tuple[Kept, str, list[Line]]:
    """Answer, and keep the table in the folder; KeptError if there is no answer."""
    kept = read_kept(folder, asked.indicator)
    if asked.by_regret:
        wanted = condition(asked.satisfied, kept.unit) if asked.satisfied else None
        method = "regret"
        lines = regret(kept, asked.decide, asked.lower_is_better, wanted)
    else:
        method, lines = sensitivity(kept)
    write_added(kept, method, lines, asked._asdict())
    return kept, method, lines
