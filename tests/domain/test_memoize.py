from __future__ import annotations

import pytest

from prefpad.domain.memoize import Memo


def test_what_was_worked_out_is_not_worked_out_again() -> None:
    asked = iter(range(10))
    answers: dict[str, int] = Memo(lambda _: next(asked))
    assert [answers["a"], answers["a"], answers["b"], answers["a"]] == [0, 0, 1, 0]


def test_what_could_not_be_worked_out_is_tried_again() -> None:
    answers: dict[str, int] = Memo(int)
    for _ in range(2):
        with pytest.raises(ValueError, match="tea"):
            answers["tea"]
    assert answers == {}


def test_it_does_not_grow_without_end() -> None:
    answers: dict[int, int] = Memo(abs, most=3)
    assert [answers[number] for number in range(10)] == [*range(10)]
    assert len(answers) <= 3
