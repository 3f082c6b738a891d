"""A run as data, for programs: `uisim run --json`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from uisim.fund.measures import ALL
from uisim.report.year_table import year_rows
from uisim.scenario.schema import Scenario
from uisim.study.bands import BANDS, quantiles, risks
from uisim.study.played import Result
from uisim.study.replications import Plan, Replications
from uisim.study.variance import Draws, splits
from uisim.units import format_month


def run_json(
    scenario: Scenario, folder: Path, result: Result, plan: Plan, drawn: Draws | None
) -> dict[str, Any]:
    """The first replication by year and its indicators; of several also what they spread over.

    Money in fen; nan where a figure is not defined. study: the precision reached, or the draws.
    """
    found: dict[str, Any] = {
        "scenario": scenario.name,
        "folder": folder.as_posix(),
        "years": [row._asdict() for row in year_rows(result.statement.monthly)],
        "summary": [one._asdict() for one in result.summary],
        "residual": max((one.residual for one in result.identities), default=0),
        "replications": plan.kept.count,
        "study": plan.study,
    }
    if plan.kept.count > 1:
        found["residual"] = plan.kept.residual
        found |= {"balance": _balance(plan.kept), "low_reserve": _low_reserve(plan.kept)}
    if drawn is not None:
        found["variance"] = [
            {
                "indicator": indicator,
                "unit": unit,
                "mean": split.mean,
                "variance_luck": split.luck,
                "variance_parameters": split.parameters,
                "share_parameters": split.share_parameters._asdict(),
            }
            for (indicator, group, unit), split in splits(plan.kept, drawn.lucks)
            if group == ALL
        ]
    return found


def _balance(kept: Replications) -> list[Mapping[str, Any]]:
    """Mean and quantiles of the balance at the close of each month."""
    closing = kept.monthly["closing_fen"]
    bands = quantiles(closing[None].astype(float))[:, 0]
    return [
        {
            "month": format_month(kept.start + month),
            "mean": float(closing[:, month].mean()),
            **{name: float(band[month]) for name, band in zip(BANDS, bands, strict=True)},
        }
        for month in range(kept.months)
    ]


def _low_reserve(kept: Replications) -> list[Mapping[str, Any]]:
    """How likely a low reserve is in each month and ever, and the first month, by quantile."""
    months = [format_month(kept.start + month) for month in range(kept.months)]
    return [
        {
            "event": risk.event,
            "ever": risk.ever._asdict(),
            "first": {
                name: None if month is None else months[month]
                for name, month in zip(BANDS, risk.first, strict=True)
            },
            "probability": {
                month: at.mean for month, at in zip(months, risk.probability, strict=True)
            },
        }
        for risk in risks(kept)
    ]
