"""The study of the documentation runs from start to chart."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[2]


def test_the_study_runs_from_start_to_chart_and_writes_nothing(monkeypatch, kernel):
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    before = sorted((ROOT / "docs").iterdir())
    study = nbformat.read(ROOT / "docs" / "study.ipynb", as_version=4)
    client = NotebookClient(study, timeout=120, resources={"metadata": {"path": ROOT / "docs"}})
    client.execute()
    outputs = [output for cell in study.cells for output in cell.get("outputs", [])]
    assert [output for output in outputs if output.output_type == "error"] == []
    charts = [output for output in outputs if "image/png" in output.get("data", {})]
    assert len(charts) == 1
    assert sorted((ROOT / "docs").iterdir()) == before
