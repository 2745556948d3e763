from __future__ import annotations

import csv
import io
import json
import os
import sys
from typing import TYPE_CHECKING

import pytest

from prefpad.customers.edit import Edit
from tests.helpers.making import days_ago
from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, refusal
from tests.helpers.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run


@filled
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "coffee: latte", stance="likes", on=days_ago(400), new=True)
    pad.add("Sam Smith", "peanuts", alert=True)
    pad.add("Sam Smith", "owes money", kind="fact", voice="private")
    pad.add("Sam Smith", "sits by the window", source="observed")
    pad.add("Sam Smith", "old habit", on=days_ago(30))
    pad.confirm(5, gone=True)


@pytest.mark.parametrize("name", ["smith", "SAM", "@1"])
@pytest.mark.parametrize("command", ["recall", "r"])
def test_a_card_is_shown_with_note_numbers(run: Run, command: str, name: str) -> None:
    card = answer(run(command, name))
    assert card.startswith("Sam Smith  @1\n")
    assert "1\tcoffee: likes latte — still right?" in card
    assert "2\tpeanuts" in card


def test_private_notes_are_counted_and_what_was_seen_once_is_not_certain(run: Run) -> None:
    card = answer(run("recall", "smith"))
    assert "owes money" not in card
    assert "NOT SHOWN: 1 private (--show-private)" in card
    assert "4\tsits by the window (not certain yet: seen once)\ttoday" in card


def test_all_asks_about_candidates_and_show_private_shows_private_notes(run: Run) -> None:
    assert "offer: sits by the window" in answer(run("recall", "smith", "--all"))
    assert "owes money" in answer(run("recall", "smith", "--show-private"))


def test_why_gives_the_reason_for_a_question(run: Run) -> None:
    card = answer(run("recall", "smith", "--why"))
    assert "Coffee preferences here change about every" in card


def test_history_shows_checks_and_what_has_ended(run: Run) -> None:
    card = answer(run("recall", "smith", "--history"))
    assert "5\ttoday\tgone\told habit\tAna" in card
    assert "5\tSam Smith\tpreference\told habit\tno longer true today" in card


def test_history_keeps_private_notes_private(run: Run, pad: Pad) -> None:
    pad.confirm(3, gone=True)
    assert "owes money" not in answer(run("recall", "smith", "--history"))
    assert "owes money" in answer(run("recall", "smith", "--history", "--show-private"))


def test_history_shows_what_was_tried_on_a_problem_that_is_solved(run: Run, pad: Pad) -> None:
    problem = pad.add("Sam Smith", "shower drips", kind="problem")
    pad.done(problem.number, "new washer")
    assert "new washer" in answer(run("recall", "smith", "--history"))
    assert "new washer" not in answer(run("recall", "smith"))


def test_json_is_the_card(run: Run) -> None:
    card = answered(run("recall", "smith", "--format", "json"))
    assert set(card) == {
        *("customer", "alerts", "open", "say", "ask", "act", "hidden", "visits"),
        *("expected", "coming_up", "last_extra", "shared", "tag_notes", "poll"),
    }
    assert card["customer"]["name"] == "Sam Smith"
    assert card["alerts"][0]["text"] == "peanuts"


def test_the_days_of_the_last_twelve_months_are_on_the_card(run: Run, pad: Pad) -> None:
    for days in (2, 30, 300):
        pad.visit("smith", on=days_ago(days))
    days = answered(run("recall", "smith", "--format", "json"))["visits"]
    assert days == [days_ago(ago).isoformat() for ago in (300, 30, 2, 0)]
    assert "every 3 months ▁▁▄▁▁▁▁▁▁▁▁█" in answer(run("recall", "smith"))


def test_json_with_history_is_one_document(run: Run) -> None:
    card = answered(run("recall", "smith", "--history", "--format", "json"))
    assert [check["outcome"] for check in card["checks"]] == ["gone"]
    assert [note["number"] for note in card["ended"]] == [5]


@pytest.mark.parametrize("flags", [(), ("--history",)])
def test_csv_and_jsonl_are_one_list(run: Run, flags: tuple[str, ...]) -> None:
    told = answer(run("recall", "smith", "--format", "csv", *flags))
    widths = {len(row) for row in csv.reader(io.StringIO(told))}
    assert len(widths) == 1
    lines = answer(run("recall", "smith", "--format", "jsonl", *flags)).splitlines()
    assert len({tuple(json.loads(line)) for line in lines}) == 1


def test_a_table_is_drawn(run: Run) -> None:
    card = answer(run("recall", "smith", "--format", "table"))
    assert "IMPORTANT" in card
    assert "\x1b" not in card


@pytest.mark.parametrize(
    ("name", "exit_code", "sentence"),
    [
        ("nobody", 3, "No customer matches 'nobody'."),
        ("-", 3, "'-'"),
        ("smiht", 3, "Did you mean Sam Smith (@1)?"),
        ("[/]", 3, "'[/]'"),
        ("\x1b[2J", 3, "' [2J'"),
        ("'; DROP TABLE customers; --", 3, "DROP TABLE"),
        ("x" * 2**16, 3, "x…'"),
        ("half\udcff", 3, "'half '"),
        ("@999999999999999999999", 3, "@999"),
    ],
)
def test_who_is_not_known_is_told_in_a_sentence(
    run: Run, name: str, exit_code: int, sentence: str
) -> None:
    assert sentence in refusal(run("recall", name), exit_code)


def test_words_of_private_notes_alone_are_counted_and_name_nobody(run: Run, pad: Pad) -> None:
    pad.add("Sam Smith", "recently divorced", voice="private")
    told = refusal(run("recall", "divorced"), 3)
    assert "`prefpad search divorced --show-private` finds 1 private note." in told
    assert "Sam" not in told


def test_several_who_answer_are_listed(run: Run, pad: Pad) -> None:
    pad.add("Ann Smith", "x", new=True)
    told = refusal(run("recall", "smith"), 4)
    assert "2 customers match 'smith'." in told
    assert "Say which: Sam Smith (@1); Ann Smith (@2)." in told


def test_a_script_does_not_get_the_card_of_a_misspelt_name(run: Run) -> None:
    assert run("recall", "Sam Smit").exit_code == 0
    refusal(run("recall", "Samm Smitt"), 3)


def test_no_pad_is_made(run: Run, tmp_path: object) -> None:
    refusal(run("recall", "smith", "--db", f"{tmp_path}/none.db"), 6)


@pytest.fixture
def recalling(
    pad: Pad, path: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Terminal]:
    """A terminal of 24 lines of 80 columns, in which somebody asks for a customer."""
    for number in range(30):
        pad.add("smith", f"likes thing {number}")
    for name in ("Ann Wilhelmina Lee", "Bo Bartholomew Lee"):
        pad.add(name, "tea", new=True)
        pad.edit(name, Edit(tags=["guest/leisure/family/summer"], handles={"phone": ["555 0101"]}))
    program = (sys.executable, "-m", "prefpad", "--db", str(path), "recall", request.param)
    terminal = Terminal(program, tmp_path, {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    yield terminal
    terminal.close()


@pytest.mark.needs("a terminal")
@pytest.mark.parametrize("recalling", ["smiht"], indirect=True)
def test_whose_card_was_taken_to_be_meant_stays_on_the_screen(recalling: Terminal) -> None:
    shown = recalling.wait_for(r"(?s)Showing Sam Smith.*\nNOT SHOWN: [^\n]*\n")[0]
    assert shown.count("\n") == 23


@pytest.mark.needs("a terminal")
@pytest.mark.parametrize("recalling", ["lee"], indirect=True)
def test_whom_to_pick_from_is_broken_at_words(recalling: Terminal) -> None:
    shown = recalling.wait_for(r"(?s)  1  Ann .*Which one\?")[0].splitlines()
    assert max(map(len, shown)) <= 80
    assert [line[:5].strip() for line in shown[:-1]] == ["1", "", "2", ""]
