from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY
from tests.helpers.making import HOSTILE_TEXTS, days_ago
from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, refusal, rows

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run

FORMATS = ("table", "plain", "json", "jsonl", "csv")


@filled
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "coffee: latte", stance="likes", on=days_ago(100), new=True)
    pad.add("Sam Carter", "quiet", new=True)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("edit 1 oat latte", "Sam Smith, note 1: coffee: likes oat latte · corrected"),
        ("edit 1 -d", "Sam Smith, note 1: coffee: dislikes latte · corrected"),
        ("edit 1 --stance likes", "Sam Smith, note 1: coffee: likes latte · nothing changed"),
        ("edit 1 -t tea", "Sam Smith, note 1: tea: likes latte · corrected"),
        ("edit 1 -c carter", "Sam Carter, note 1: coffee: likes latte · moved from Sam Smith"),
        ("edit 1 --kind need", "corrected · now: need"),
        ("edit 1 --kind promise --by friday", "corrected · now: promise · due in 4 days"),
        ("edit 1 --alert", "now: need · an alert"),
        ("edit 1 --on yesterday", "corrected · learned 2026-03-01"),
        ("edit 1 --owner Bo", "corrected · in charge: Bo"),
        ("edit 1 --private", "corrected · private"),
        ("edit 1 is pregnant", "kept private"),
    ],
)
def test_the_answer_says_what_was_corrected(run: Run, line: str, told: str) -> None:
    assert told in answer(run(*line.split()))


def test_a_topic_is_taken_away_with_an_empty_text(run: Run) -> None:
    assert "note 1: likes latte" in answer(run("edit", "1", "--topic", ""))
    assert "note 1: latte" in answer(run("edit", "1", "--stance", ""))


def test_a_text_comes_from_stdin(run: Run, pad: Pad) -> None:
    answer(run("edit", "1", "-", typed="oat $latte?\n"))
    assert pad.note(1).text == "oat $latte?"


def test_what_was_private_stays_so_and_that_is_said(run: Run, pad: Pad) -> None:
    run("edit", "1", "is pregnant")
    assert "It stays private, as before." in run("edit", "1", "latte").stderr
    assert "stays" not in run("edit", "1", "latte", "--voice", "say").stderr
    assert pad.note(1).voice == "say"


@pytest.mark.parametrize(
    ("line", "exit_code", "sentence"),
    [
        ("edit", 2, "Which note?"),
        ("edit sam", 2, "sam is not a note number."),
        ("edit 1", 2, "nothing to change"),
        ("edit 9 tea", 3, "no note 9"),
        ("edit 1 -l -d", 2, "Use only one of"),
        ("edit 1 --private --voice say", 2, "Use only one of"),
        ("edit 1 --kind wish", 2, "wish"),
        ("edit 1 --by friday", 2, "--by"),
        ("edit 1 -c sam", 4, "Sam Carter"),
        ("edit 1 -c nobody", 3, "nobody"),
        ("delete", 2, "Which note?"),
        ("delete 9", 3, "no note 9"),
        ("show 9", 3, "no note 9"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    run: Run, path: Path, line: str, exit_code: int, sentence: str
) -> None:
    before = rows(path)
    assert sentence in refusal(run(*line.split()), exit_code)
    assert rows(path) == before


@pytest.mark.parametrize("name", ["edit", "delete", "show"])
@pytest.mark.parametrize("form", FORMATS)
def test_the_answer_comes_in_every_format(run: Run, name: str, form: str) -> None:
    text = ["oat latte"] * (name == "edit")
    assert "latte" in answer(run(name, "1", *text, "--format", form))


def test_a_deleted_note_comes_back_with_an_undo(run: Run) -> None:
    assert "deleted; `prefpad undo` brings it back" in answer(run("delete", "1"))
    assert "latte" not in answer(run("recall", "smith", "--all", "--history", "--show-private"))
    assert "latte" not in answer(run("search", "latte"))
    assert "standing\tdeleted today" in answer(run("show", "1"))
    assert "was deleted" in refusal(run("delete", "1"), 1)
    answer(run("undo"))
    assert "latte" in answer(run("recall", "smith"))


def test_a_note_is_shown_with_where_it_came_from_and_its_history(run: Run, pad: Pad) -> None:
    pad.add("smith", "pillow: feather", source="observed", every="6 weeks", voice="act")
    run("edit", "1", "oat", "latte", "--owner", "Bo")
    told = dict(line.split("\t", 1) for line in answer(run("show", "1")).splitlines())
    assert told["source"] == "they told us"
    assert told["voice"] == "may be said to them"
    assert told["noted"] == "2025-11-22 (3 months ago), by Ana"
    assert told["in charge"] == "Bo"
    assert "change about every" in told["ask again"]
    assert told["1"].endswith("added note 1 on Sam Smith: coffee: likes latte")
    assert told["4"].endswith("changed note 1 on Sam Smith: latte → oat latte, owner")
    seen = answer(run("show", "3"))
    assert "source\twe saw it\nvoice\tfor staff" in seen
    assert "every\t6 weeks" in seen


def test_the_facts_of_a_note_are_its_record_checks_and_changes(run: Run, pad: Pad) -> None:
    run("confirm", "1", "--now", "oat latte")
    known = answered(run("show", "1", "--format", "json"))
    assert set(known) == {"note", "why", "checks", "changes"}
    assert known["note"]["text"] == "oat latte"
    assert known["checks"][0]["before"] == "latte"
    assert [change["command"] for change in known["changes"]] == ["script", "confirm"]
    assert json.loads(answer(run("show", "1", "--format", "jsonl"))) == known


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
@pytest.mark.parametrize("form", ["table", "plain", "csv"])
def test_hostile_text_is_cleaned(run: Run, pad: Pad, text: str, form: str) -> None:
    pad.edit_note(1, text=text, owner="\x1b[2J")
    assert not {"\x1b", "\x07", "\u202e"} & set(answer(run("show", "1", "--format", form)))


@pytest.mark.parametrize(
    ("typed", "kind", "stance", "text", "by"),
    [
        ("likes oat milk", "preference", "likes", "oat milk", None),
        ("hates oat milk", "preference", "dislikes", "oat milk", None),
        ("oat milk", "preference", "likes", "oat milk", None),
        ("needs a desk", "need", None, "a desk", None),
        ("wants a quiet table tonight", "want", None, "a quiet table tonight", TODAY),
    ],
)
def test_the_first_words_say_what_it_is_as_they_do_in_a_new_note(
    run: Run, pad: Pad, typed: str, kind: str, stance: str | None, text: str, by: object
) -> None:
    number = pad.add("smith", "rye", topic="bread", stance="likes").number
    answer(run("edit", str(number), typed))
    note = pad.note(number)
    assert (note.kind, note.stance, note.topic) == (kind, stance, "bread")
    assert (note.text, note.by) == (text, by)


def test_a_flag_wins_over_the_first_words(run: Run, pad: Pad) -> None:
    number = pad.add("smith", "rye", topic="bread", stance="likes").number
    answer(run("edit", str(number), "likes oat milk", "-d"))
    assert (pad.note(number).stance, pad.note(number).text) == ("dislikes", "oat milk")


def test_the_last_words_of_a_promise_are_its_day(run: Run, pad: Pad) -> None:
    number = pad.add("smith", "towels", kind="promise").number
    assert "due in 4 days" in answer(run("edit", str(number), "six towels by friday"))
    assert pad.note(number).text == "six towels"


def test_a_day_that_was_given_apart_leaves_the_text_alone(run: Run, pad: Pad) -> None:
    number = pad.add("smith", "towels", kind="promise").number
    answer(run("edit", str(number), "towels by friday", "--by", "tomorrow"))
    assert pad.note(number).text == "towels by friday"
