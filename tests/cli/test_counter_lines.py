from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.cli.counter import read_line


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("done 5", ("done", "5")),
        ("done 5 6", ("done", "5", "6")),
        ("c 5", ("confirm", "5")),
        ("visit", ("visit",)),
        (" due ", ("due",)),
        ("undo\n", ("undo",)),
    ],
)
def test_a_command_in_its_exact_form(line: str, command: tuple[str, ...]) -> None:
    assert read_line(line) == ("command", "", command)


@pytest.mark.parametrize(
    "line",
    [
        "done",
        "done 5 towels",
        "done the towels",
        "c",
        "c five",
        "confirm 5",
        "visit tomorrow",
        "visits",
        "due friday",
        "undo 5",
        "Visit",
        "?!",
        "is he late?",
        "prefpad",
    ],
)
def test_anything_else_is_a_name_or_a_note(line: str) -> None:
    assert read_line(line) == ("either", line, ())


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("", "leave", ""),
        (" \t\n", "leave", ""),
        ("?", "help", ""),
        ("/visit", "name", "visit"),
        ("/ sam smith ", "name", "sam smith"),
        ("/'t Hart", "name", "'t Hart"),
        ("'visit", "note", "visit"),
        ("' /2 fare", "note", "/2 fare"),
        ("prefpad undo 5", "shell", ""),
    ],
)
def test_what_else_a_line_is(line: str, kind: str, text: str) -> None:
    assert read_line(line) == (kind, text, ())


@given(st.text())
def test_a_mark_in_front_makes_a_name_or_a_note_of_any_text(text: str) -> None:
    assert read_line(f"/{text}") == ("name", text.strip(), ())
    assert read_line(f"'{text}") == ("note", text.strip(), ())
