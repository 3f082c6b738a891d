"""The account books of chosen workers stay as they were approved: the diff is the review."""

from pathlib import Path

import pytest
from life.books import BOOKS, book, scenario_of

FOLDER = Path(__file__).parent / "books"


@pytest.mark.parametrize("name", BOOKS)
def test_the_book_is_as_it_was_approved(request, name):
    overrides, worker = BOOKS[name]
    said = "".join(f"# {key}: {value}\n" for key, value in overrides.items())
    written = f"# {worker}\n{said}{book(scenario_of(name), worker)}"
    path = FOLDER / f"{name}.txt"
    if request.config.getoption("approve"):
        path.write_text(written, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == written


def test_no_book_is_left_over():
    assert {path.stem for path in FOLDER.glob("*")} == set(BOOKS)
