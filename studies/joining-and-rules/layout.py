"""How figures and tables are written in the report."""

from typing import Final

PERCENT: Final = 100
SIGNS: Final = {"+": "+", "-": "−", "?": "?"}


def percent(share: float, digits: int = 2) -> str:
    """Write a share in per cent, without the sign."""
    return "–" if share != share else f"{share * PERCENT:.{digits}f}"


def with_half(mean: float, low: float, high: float, digits: int = 0, times: float = 1) -> str:
    """Write a mean and half the width of its interval."""
    half = "" if high != high else f" ± {(high - low) / 2 * times:,.{digits}f}"
    return f"{round(mean * times, digits) + 0.0:,.{digits}f}{half}".replace("-", "−")


def table(head: list[str], rows: list[list[str]], left: int = 1) -> str:
    """Lay out a Markdown table whose first columns are words and the others numbers."""
    marks = ["---"] * left + ["---:"] * (len(head) - left)
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, marks, *rows])
