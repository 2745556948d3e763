from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.validation import (
    LONGEST_NAME,
    LONGEST_TEXT,
    checked_limit,
    checked_many,
    checked_name,
    checked_number,
    checked_path,
    checked_text,
    checked_type,
    checked_words,
    kind_named,
)
from tests.helpers.making import make_note

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("check", "value", "sentence"),
    [
        (lambda value: checked_type("The name", value), 7, "The name must be a text, not 7."),
        (lambda value: checked_many("tags", value), "vip", "The tags are a list, not 'vip'."),
        (lambda value: checked_many("tags", value), 7, "The tags are a list, not 7."),
        (checked_path, 7, "A file has a path, not 7."),
        (kind_named, "wish", "'wish' is not a kind of note."),
        (kind_named, None, "None is not a kind of note."),
        (checked_text, " \u200b ", "The note has no text."),
        (checked_text, "x" * (LONGEST_TEXT + 1), "the limit is"),
        (checked_text, "caf\udce9", "a character that cannot be stored"),
        (checked_name, " - ", "A name needs at least one letter or digit."),
        (checked_name, "x" * (LONGEST_NAME + 1), "the limit is"),
        (checked_name, "Ren\udce9", "a character that cannot be stored"),
        (
            lambda value: checked_words("as_heard", value),
            "x" * (LONGEST_NAME + 1),
            "That is too long for the as heard.",
        ),
        (lambda value: checked_number("note", value), True, "True is not the number of a note."),
        (lambda value: checked_number("note", value), "1", "'1' is not the number of a note."),
        (checked_limit, 2.5, "A limit is a whole number, not 2.5."),
        (checked_limit, -1, "A limit must be 0 or more."),
        (checked_path, ["x" * 1000], "…."),
    ],
)
def test_what_cannot_be_meant_is_refused_and_named(
    check: Callable[[Any], object], value: object, sentence: str
) -> None:
    with pytest.raises(AskedWrongly) as refused:
        check(value)
    assert sentence in str(refused.value)
    assert len(str(refused.value)) < 200


def test_what_can_be_meant_is_returned_without_the_space_around_it() -> None:
    assert checked_text("  café latte ") == "café latte"
    assert checked_name(" René   Smith ") == "René Smith"
    assert checked_words("as_heard", " shay ") == "shay"
    assert checked_many("tags", ["vip"]) == ["vip"]
    assert kind_named("promise").name == "promise"


def test_a_note_may_stand_where_its_number_may() -> None:
    note = make_note()
    assert checked_number("note", note) == note.number


def test_no_limit_is_none_and_the_highest_is_what_a_pad_can_count() -> None:
    assert checked_limit(None) is None
    assert checked_limit(0) == 0
    assert checked_limit(2**80) == 2**63 - 1
