from __future__ import annotations

import pytest

from prefpad.domain.vocabulary import a_note, named, one_of


@pytest.mark.parametrize(
    ("kind", "said"),
    [("promise", "a promise"), ("extra", "an extra"), ("other", "a plain note")],
)
def test_a_note_of_a_kind_has_its_article(kind: str, said: str) -> None:
    assert a_note(kind) == said


def test_words_are_joined_as_a_person_lists_them() -> None:
    assert one_of(("a", "b", "c")) == "a, b or c"
    assert one_of(("a",)) == "a"


def test_of_many_columns_the_first_are_named_and_each_is_cut() -> None:
    assert named(["name", "", "t\x1bel"]) == "name, tel"
    assert named(["x" * 1000]).endswith("x…")
    assert named([f"c{number}" for number in range(2000)]).startswith("c0, c1, ")
    assert named([f"c{number}" for number in range(2000)]).endswith(" more")
