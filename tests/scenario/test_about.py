"""What a scenario says of itself: read, checked by name, its own and not its parents'."""

import pytest
from scenario.files import problems, write

from uisim.scenario.file import load

SIGNED = """\
    about:
      question: {en: Who pays?, zh: 谁承担？}
      author: A researcher
      source: assumption
      expects: {balance: falls}
    """


def test_a_child_file_does_not_inherit_it(tmp_path):
    write(tmp_path, SIGNED, "parent.yaml")
    about = load(write(tmp_path, "extends: parent.yaml")).about
    assert (about.question.en, about.author, dict(about.expects)) == ("Not asked", "not named", {})
    assert load(tmp_path / "parent.yaml").about.expects == {"balance": "falls"}


def test_a_child_file_says_its_own(tmp_path):
    write(tmp_path, SIGNED, "parent.yaml")
    path = write(tmp_path, "extends: parent.yaml\nabout: {expects: {members: rises}}")
    assert load(path).about.expects == {"members": "rises"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{expect: {balance: rises}}", "about.expect: unknown key (did you mean expects)"),
        (
            "{expects: {balanc: rises}}",
            "about.expects.balanc: not known (got 'balanc'; allowed balance |",
        ),
        (
            "{expects: {balance: up}}",
            "about.expects.balance: not known (got 'up'; allowed rises | falls | unchanged)",
        ),
        ("{author: 3}", "about.author: not a text (got 3)"),
        ("{question: Who pays?}", "about.question: not a mapping (got 'Who pays?')"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, text, said):
    (line,) = problems(write(tmp_path, f"about: {text}"))
    assert said in line
