from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY
from tests.helpers.making import days_ago
from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, refusal, rows

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run


@filled
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "coffee: latte", on=days_ago(300), new=True)
    pad.add("Sam Smith", "towels", kind="promise")


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ((), "coffee: latte · still true"),
        (("--now", "oat flat white"), "coffee: oat flat white · changed"),
        (("--gone",), "coffee: latte · no longer true"),
        (("--seen",), "coffee: latte · seen again"),
    ],
)
@pytest.mark.parametrize("command", ["confirm", "c"])
def test_the_answer_says_what_came_of_it(
    run: Run, command: str, flags: tuple[str, ...], told: str
) -> None:
    assert answer(run(command, "1", *flags)) == f"Sam Smith, note 1: {told}\n"


def test_who_seems_not_to_ask_is_told_that_it_does_not_count(run: Run, pad: Pad) -> None:
    with closing(sqlite3.connect(pad.path)) as connection, connection:
        connection.execute("INSERT INTO _set_aside VALUES ('Ben')")
    assert "still true, not counted (`prefpad report checks`" in answer(
        run("--author", "Ben", "confirm", "1")
    )
    assert "· still true\n" in answer(run("--author", "Ana", "confirm", "1"))
    assert "no longer true\n" in answer(run("--author", "Ben", "confirm", "1", "--gone"))


def test_a_check_is_written(run: Run, pad: Pad) -> None:
    run("confirm", "1", "--on", "yesterday")
    (check,) = pad.checks("smith")
    assert (check.on, check.outcome, check.asked) == (days_ago(1), "same", True)


def test_bare_digits_are_a_notes_number_and_not_a_phone_tail(run: Run, pad: Pad) -> None:
    from prefpad.customers.edit import Edit

    pad.edit("smith", Edit(handles={"phone": ["555 4711"]}))
    assert "no note 4711" in refusal(run("confirm", "4711"), 3)


def test_the_answer_may_be_json(run: Run) -> None:
    note = answered(run("confirm", "1", "--format", "json"))
    assert (note["number"], note["confirmed_on"]) == (1, TODAY.isoformat())


@pytest.mark.parametrize(
    ("arguments", "exit_code", "sentence"),
    [
        (["99"], 3, "no note 99"),
        (["0"], 2, "0 is not a note number."),
        (["9" * 30], 2, "is not a note number."),
        (["9" * 5000], 2, "is not a note number."),
        (["1", "--now", ""], 2, "no text"),
        (["1", "--now", "x" * 2**20], 2, "characters long"),
        (["1", "--now", "x", "--gone"], 2, "Use only one of --now and --gone."),
        (["1", "--gone", "--seen"], 2, "Use only one of --gone and --seen."),
        (["1", "--on", "03/04/2025"], 2, "3 April 2025 or 4 March 2025"),
        (["1", "--on", "tomorrow"], 2, "future"),
        (["2"], 2, "is a "),
        (["smith"], 2, "no terminal"),
        (["smith", "--gone"], 2, "about one note"),
        (["-"], 2, "no terminal"),
        ([], 2, "NOTE|CUSTOMER"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    run: Run, path: Path, arguments: list[str], exit_code: int, sentence: str
) -> None:
    before = rows(path)
    assert sentence in refusal(run("confirm", *arguments), exit_code)
    assert rows(path) == before


def test_several_are_confirmed_all_or_none_and_undone_as_one(
    run: Run, pad: Pad, path: Path
) -> None:
    more = str(pad.add("smith", "tea: green").number)
    before = rows(path)
    assert "Note 2 is a " in refusal(run("confirm", "1", more, "2", "--gone"), 2)
    assert rows(path) == before
    answer(run("confirm", "1", more, "--gone"))
    answer(run("undo"))
    assert [pad.note(number).ended_on for number in (1, int(more))] == [None, None]


def test_what_has_ended_could_not_be_confirmed(run: Run) -> None:
    run("confirm", "1", "--gone")
    assert "was marked as no longer true today" in refusal(run("confirm", "1"), 1)


def test_what_it_is_now_can_be_typed_unseen(run: Run, pad: Pad) -> None:
    number = str(pad.add("Ida Berg", "tea", new=True).number)
    said = answer(run("confirm", number, "--now", "-", typed="green tea\n"))
    assert "green tea · changed" in said
    assert pad.note(int(number)).text == "green tea"
