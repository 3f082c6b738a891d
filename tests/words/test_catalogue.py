"""One catalogue: no text that a person reads lacks its Chinese, and none is left over."""

import string
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

import uisim
from uisim.words import LOCALE, catalogue, say

SOURCES = Path(uisim.__file__).parent
SAID = {
    message
    for _, _, message, _, _ in extract_from_dir(
        SOURCES, [("**.py", "python")], keywords={"say": None, "wrong": None}
    )
}


def fields(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_every_text_has_a_translation():
    assert SAID - {text for text, chinese in catalogue("zh").items() if chinese} == set()


def test_no_text_is_translated_twice():
    lines = (LOCALE / "zh.po").read_text("utf-8").split("\nmsgid ")
    texts = [line.partition("\nmsgstr ")[0] for line in lines]
    assert [text for text, times in Counter(texts).items() if times > 1] == []


def test_no_translation_is_left_over():
    assert catalogue("zh").keys() - SAID == set()


@pytest.mark.parametrize("text", sorted(SAID))
def test_a_translation_has_the_same_fields(text):
    assert fields(say(text, "zh")) == fields(text)
