from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

import pytest

from tests.helpers.making import days_ago
from tests.helpers.pads import filled
from tests.helpers.shell import answer, rows

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("at_a_terminal")


@filled
def _smiths(pad: Pad) -> None:
    pad.add("Sam Smith", "coffee: latte", stance="likes", new=True)
    pad.add("Ann Smith", "high floor", new=True)
    pad.add("Katharine Montgomery", "tea: green", new=True)


# -- who is meant ----------------------------------------------------------------------------------


def test_several_who_are_meant_are_a_numbered_list_to_pick_from(run: Run) -> None:
    result = run("recall", "smith", typed="2\n")
    assert answer(result).startswith("Ann Smith  @2")
    assert "2 customers match 'smith'." in result.stderr
    assert "  1  Sam Smith (@1)\n  2  Ann Smith (@2)\n" in result.stderr


@pytest.mark.parametrize("typed", ["9\n0\nx\n-1\n1\n", "  1  \n"])
def test_a_number_that_is_not_on_the_list_is_asked_again(run: Run, typed: str) -> None:
    assert answer(run("recall", "smith", typed=typed)).startswith("Sam Smith")


@pytest.mark.parametrize("arguments", [("recall",), ("visit",), ("add", "latte")])
def test_picking_nobody_does_nothing(run: Run, path: Path, arguments: tuple[str, ...]) -> None:
    before = rows(path)
    command, *rest = arguments
    result = run(command, "smith", *rest, typed="\n")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Cancelled. Nothing was changed." in result.stderr
    assert rows(path) == before


def test_a_reading_command_takes_a_single_good_misspelling_and_says_so(run: Run) -> None:
    result = run("recall", "Catharine Montgomry")
    assert answer(result).startswith("Katharine Montgomery")
    told = "Showing Katharine Montgomery (@3), the closest match to 'Catharine Montgomry'.\n"
    assert result.stderr == told


@pytest.mark.parametrize("name", ["montgomry", "Montgomrey"])
def test_a_slip_in_the_one_word_typed_is_a_good_misspelling_if_one_name_alone_is_close(
    run: Run, name: str
) -> None:
    assert answer(run("recall", name)).startswith("Katharine Montgomery")


def test_a_slip_that_may_mean_two_is_asked_about(run: Run) -> None:
    result = run("recall", "smiht", typed="1\n")
    assert "2  Ann Smith (@2)" in result.stderr
    assert "Showing" not in result.stderr


@pytest.mark.parametrize("typed", ["\n", "y\n", "Yes\n", "x\nmaybe\ny\n"])
def test_a_writing_command_asks_whether_a_misspelling_is_meant(
    run: Run, pad: Pad, typed: str
) -> None:
    result = run("visit", "Catharine Montgomry", typed=typed)
    assert answer(result) == "Katharine Montgomery was here today.\n"
    assert "Katharine Montgomery (@3)? (Y/n)" in result.stderr
    assert pad.customer("@3").last_visit


def test_a_suggestion_that_is_not_meant_changes_nothing(run: Run, path: Path) -> None:
    before = rows(path)
    result = run("visit", "Catharine Montgomry", typed="n\n")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Cancelled. Nothing was changed." in result.stderr
    assert rows(path) == before


def test_enter_is_no_where_an_edit_was_meant_for_a_misspelling(run: Run, path: Path) -> None:
    before = rows(path)
    result = run("customer", "Catharine Montgomry", "--formal", "Ms. M.", typed="\n")
    assert result.exit_code == 1
    assert "Katharine Montgomery (@3)? (y/N)" in result.stderr
    assert rows(path) == before


@pytest.mark.parametrize("line", ["forget", "merge @1", "merge"])
def test_what_erases_takes_no_suggestion(run: Run, path: Path, line: str) -> None:
    before = rows(path)
    command, *rest = line.split()
    others = ["@1"] if line == "merge" else []
    result = run(command, *rest, "Catharine Montgomry", *others, typed="y\ny\n")
    assert result.exit_code == 3
    assert "Katharine Montgomery" in result.stderr.splitlines()[1]
    assert rows(path) == before


@pytest.mark.parametrize("command", ["recall", "visit"])
def test_whom_nobody_comes_near_to_is_not_asked_about(run: Run, command: str) -> None:
    result = run(command, "zzzz")
    assert (result.exit_code, result.stdout) == (3, "")


def test_due_of_a_customer_asks_too(run: Run) -> None:
    assert run("due", "--customer", "smith", typed="1\n").exit_code == 0


def test_an_edit_asks_too(run: Run, pad: Pad) -> None:
    answer(run("customer", "smith", "--formal", "Ms. Smith", typed="2\n"))
    assert pad.customer("@2").formal == "Ms. Smith"


# -- adding ----------------------------------------------------------------------------------------


def test_the_text_is_asked_for_on_one_line(run: Run, pad: Pad) -> None:
    result = run("add", "Sam Smith", typed="owes 5% & more; 'quoted'\n")
    assert "note 4" in answer(result)
    assert "Note for Sam Smith: " in result.stderr
    assert pad.note(4).text == "owes 5% & more; 'quoted'"


@pytest.mark.parametrize(
    ("customer", "typed", "called"),
    [
        ("@1", "tea\n", "Sam Smith"),
        ("smith", "2\ntea\n", "Ann Smith"),
        ("Quentin Zorro", "tea\n", "Quentin Zorro"),
    ],
)
def test_the_text_is_asked_for_under_the_name_of_who_is_meant(
    run: Run, pad: Pad, customer: str, typed: str, called: str
) -> None:
    result = run("add", customer, typed=typed)
    answer(result)
    assert f"Note for {called}: " in result.stderr
    assert pad.note(4).customer == called


def test_an_empty_line_is_no_text(run: Run, path: Path) -> None:
    before = rows(path)
    assert run("add", "Sam Smith", typed="\n").exit_code == 2
    assert rows(path) == before


def test_a_near_miss_may_be_the_one_meant(run: Run, pad: Pad) -> None:
    answer(run("add", "Catharine Montgomry", "milk", typed="\n"))
    assert pad.note(4).customer == "Katharine Montgomery"


def test_a_near_miss_may_be_a_new_customer(run: Run, pad: Pad) -> None:
    result = run("add", "Catharine Montgomry", "milk", typed="n\n1\n")
    assert "new customer @4" in answer(result)
    assert "New customer Catharine Montgomry" in result.stderr
    assert pad.note(4).customer == "Catharine Montgomry"


@pytest.mark.parametrize("yes", ["1", "y", "Yes"])
def test_a_single_new_word_is_asked_about(run: Run, yes: str) -> None:
    result = run("add", "Zoe", "milk", typed=f"{yes}\n")
    assert "new customer @4" in answer(result)
    assert "New customer Zoe: milk? (y/N)" in result.stderr


@pytest.mark.parametrize("no", ["", "n", "No", "2\n"])
def test_nobody_is_made_without_a_yes(run: Run, pad: Pad, no: str) -> None:
    assert run("add", "Quentin", "milk", typed=f"{no}\n").exit_code == 1
    assert len(pad.customers()) == 3


def test_a_new_name_of_two_words_is_not_asked_about(run: Run) -> None:
    assert "new customer @4" in answer(run("add", "Quentin Zorro", "milk"))


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("r\n", ["flat white"]),
        ("R\n", ["flat white"]),
        ("b\n", ["latte", "flat white"]),
        ("x\n\nw\nr\n", ["flat white"]),
    ],
)
def test_a_new_text_on_a_topic_is_instead_or_as_well(
    run: Run, pad: Pad, typed: str, texts: list[str]
) -> None:
    result = run("add", "Sam Smith", "-l", "coffee:", "flat", "white", typed=typed)
    answer(result)
    assert "Sam Smith likes latte (note 1).\nReplace it [r] or keep both [b]?" in result.stderr
    assert [note.text for note in pad.notes("@1")] == texts


@pytest.mark.parametrize(
    "arguments",
    [
        ["-d", "coffee: mocha"],
        ["-l", "tea: green"],
        ["-l", "coffee: latte"],
        ["-n", "coffee: hot"],
        ["-l", "coffee: mocha", "--instead", "1"],
    ],
)
def test_what_replaces_nothing_or_says_what_it_replaces_is_not_asked(
    run: Run, arguments: list[str]
) -> None:
    result = run("add", "Sam Smith", *arguments)
    answer(result)
    assert "keep both" not in result.stderr


# -- walking through what is due -------------------------------------------------------------------


@pytest.fixture
def quentin(pad: Pad) -> int:
    """Have four things to ask Quentin: notes 4, 5, 6 in this order, then the candidate 7."""
    for text, days in (("a firm bed", 900), ("tea", 800), ("the paper", 700)):
        pad.add("Quentin Zorro", text, voice="say", on=days_ago(days), new=days == 900)
    pad.add("Quentin Zorro", "a walk", source="observed", on=days_ago(5))
    return 4


def outcomes(pad: Pad) -> list[tuple[int, str]]:
    return [(check.note, check.outcome) for check in pad.checks("Quentin")]


def test_a_walk_asks_what_is_most_worth_it_first_and_saves_each_answer(
    run: Run, pad: Pad, quentin: int
) -> None:
    result = run("confirm", "quentin", typed="y\nc\noat milk\ng\n")
    told = [line.partition(": ")[2] for line in answer(result).splitlines()]
    assert told == [
        "a firm bed · still true",
        "oat milk · changed",
        "the paper · no longer true",
    ]
    assert outcomes(pad) == [(4, "same"), (5, "changed"), (6, "gone")]
    assert "Quentin Zorro: 3 to ask, the first 2 matter most." in result.stderr
    assert "4  a firm bed — still right?\n   [y] still true" in result.stderr


def test_a_candidate_is_offered_when_there_is_room(run: Run, pad: Pad, quentin: int) -> None:
    for number in (4, 5, 6):
        pad.confirm(number)
    result = run("confirm", "quentin", typed="y\n")
    assert "offer: a walk (seen once)" in result.stderr
    assert "1 to ask." in result.stderr
    assert pad.note(7).standing == "standing"


def test_skip_asks_the_next_and_stop_ends_the_walk(run: Run, pad: Pad, quentin: int) -> None:
    answer(run("confirm", "quentin", typed="s\ny\nq\n"))
    assert outcomes(pad) == [(5, "same")]


def test_what_is_no_answer_is_asked_again(run: Run, pad: Pad, quentin: int) -> None:
    answer(run("confirm", "quentin", typed="\nmaybe\ny y\nYES\nQ\n"))
    assert outcomes(pad) == [(4, "same")]


def test_changed_to_nothing_skips(run: Run, pad: Pad, quentin: int) -> None:
    result = run("confirm", "quentin", typed="c\n\nq\n")
    assert "Skipped: nothing was typed." in result.stderr
    assert outcomes(pad) == []


def test_an_answer_that_cannot_be_taken_is_told_and_the_walk_goes_on(
    run: Run, pad: Pad, quentin: int
) -> None:
    result = run("confirm", "quentin", typed="c\ntea\ny\nq\n")
    assert "Note 5 says that already." in result.stderr
    assert outcomes(pad) == [(5, "same")]


@pytest.mark.parametrize(("interruption", "exit_code"), [(KeyboardInterrupt, 130), (EOFError, 1)])
def test_a_walk_that_is_broken_off_keeps_the_answers_before(
    run: Run,
    pad: Pad,
    quentin: int,
    monkeypatch: pytest.MonkeyPatch,
    interruption: type[BaseException],
    exit_code: int,
) -> None:
    answers = iter(["y"])

    def person() -> str:
        for given in answers:
            return given
        raise interruption

    monkeypatch.setattr(builtins, "input", person)
    result = run("confirm", "quentin")
    assert result.exit_code == exit_code
    assert "nothing was written" not in result.stderr
    assert outcomes(pad) == [(4, "same")]


@pytest.mark.parametrize("day", ["tomorrow", "03/04/2025"])
def test_a_bad_day_is_refused_before_anything_is_asked(
    run: Run, pad: Pad, quentin: int, day: str
) -> None:
    result = run("confirm", "quentin", "--on", day)
    assert result.exit_code == 2
    assert "[y]" not in result.stderr


def test_a_walk_of_yesterday_is_kept_as_of_yesterday(run: Run, pad: Pad, quentin: int) -> None:
    answer(run("confirm", "quentin", "--on", "yesterday", typed="y\nq\n"))
    assert [check.on for check in pad.checks("Quentin")] == [days_ago(1)]


def test_a_wish_of_the_day_is_asked_though_it_is_not_due(run: Run, pad: Pad) -> None:
    song = pad.add("Ann Smith", "song: jazz", on=days_ago(400)).number
    for day in (350, 300, 250, 200, 150, 100, 50, 2):
        pad.confirm(song, now=f"song of {day}", on=days_ago(day))
    assert pad.due(customer="Ann Smith") == []
    result = run("confirm", "Ann Smith", typed="y\n")
    assert "song of 2 — still right?" in result.stderr
    assert "still true" in answer(result)


def test_with_nothing_due_nothing_is_asked(run: Run) -> None:
    assert answer(run("confirm", "Sam Smith")) == "Nothing is due for Sam Smith.\n"


# -- answers that are taken back, and keys that are no answer --------------------------------------


def test_u_takes_back_the_last_answer_and_asks_again(run: Run, pad: Pad, quentin: int) -> None:
    result = run("confirm", "quentin", typed="g\nu\ny\nq\n")
    assert "Undid the last answer." in result.stderr
    assert outcomes(pad) == [(4, "same")]
    assert pad.note(4).ended_on is None


def test_u_goes_back_over_a_skipped_question(run: Run, pad: Pad, quentin: int) -> None:
    answer(run("confirm", "quentin", typed="s\nu\ny\nq\n"))
    assert outcomes(pad) == [(4, "same")]


def test_u_takes_back_a_new_text(run: Run, pad: Pad, quentin: int) -> None:
    answer(run("confirm", "quentin", typed="c\na soft bed\nu\nq\n"))
    assert pad.note(4).text == "a firm bed"
    assert outcomes(pad) == []


def test_u_before_any_answer_says_so(run: Run, pad: Pad, quentin: int) -> None:
    result = run("confirm", "quentin", typed="u\nq\n")
    assert "There is nothing to undo yet." in result.stderr
    assert outcomes(pad) == []


def test_an_offer_is_answered_yes_or_no(run: Run, pad: Pad, quentin: int) -> None:
    for number in (4, 5, 6):
        pad.confirm(number)
    result = run("confirm", "quentin", typed="c\nn\n")
    assert "[y] yes  [n] no" in result.stderr
    assert "Type y, n, s, u or q.\n" in result.stderr
    assert pad.note(7).ended_on
    assert (7, "changed") not in outcomes(pad)


def test_a_key_that_means_nothing_is_told_which_there_are(run: Run, pad: Pad, quentin: int) -> None:
    result = run("confirm", "quentin", typed="n\nq\n")
    assert "Type y, c, g, s, u or q.\n" in result.stderr
    assert outcomes(pad) == []


def test_a_number_that_is_not_there_is_told_which_there_are(run: Run) -> None:
    result = run("recall", "smith", typed="9\n1\n")
    assert "Type 1-2, or press Enter to cancel: " in result.stderr


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("katharin montgomery likes tea", "tea"),
        ("katharyne montgomery", "asked for"),
        ("montgomrey katharine montgomery tea", "tea"),
        ("katharyne tea for montgomery", "tea for montgomery"),
        ("montgomrey montgomery street side", "montgomery street side"),
    ],
)
def test_the_rest_of_a_misspelt_name_is_no_part_of_the_note(
    run: Run, pad: Pad, line: str, text: str
) -> None:
    answer(run("add", *line.split(), typed="y\nasked for\n"))
    assert pad.notes("@3")[-1].text == text
