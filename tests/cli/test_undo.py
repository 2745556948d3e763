from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from tests.conftest import TODAY
from tests.helpers.making import HOSTILE_TEXTS
from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, refusal, rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

FORMATS = ("table", "plain", "json", "jsonl", "csv")


@filled
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "coffee: latte", new=True)


@pytest.fixture
def imported(run: Run, tmp_path: Path) -> str:
    file = tmp_path / "list.csv"
    file.write_text("customer,kind,text\nIda Berg,need,quiet\nBo Ek,need,a stool\n")
    answer(run("import", str(file)))
    return str(file)


def test_the_answer_says_what_was_undone_and_how_it_comes_back(run: Run, pad: Pad) -> None:
    answer(run("visit", "smith"))
    told = answer(run("undo"))
    assert told == (
        "Undid change 2: Sam Smith was here on 2026-03-02.\n`prefpad undo 3` brings it back.\n"
    )
    assert "Took back undo 3" in answer(run("undo", "3"))
    assert pad.customer("smith").last_visit


def test_said_again_it_goes_further_back_and_then_there_is_nothing(run: Run) -> None:
    run("visit", "smith")
    assert "change 2" in answer(run("undo"))
    assert "change 1" in answer(run("undo"))
    assert "nothing to undo" in refusal(run("undo"), 1)


def test_a_rehearsal_writes_nothing(run: Run, path: Path) -> None:
    before = rows(path)
    assert answer(run("undo", "--dry-run")).startswith("Would undo change 1: new customer")
    assert rows(path) == before


@pytest.mark.parametrize(
    ("arguments", "exit_code", "sentence"),
    [
        (["undo", "9"], 3, "no change 9"),
        (["undo", "9" * 30], 2, "is not a change number"),
        (["undo", "0"], 2, "0 is not a change number."),
        (["undo", "x"], 2, "x is not a change number."),
        (["log", "9"], 3, "no change 9"),
        (["log", "1", "--customer", "smith"], 2, "one"),
        (["log", "--customer", "nobody"], 3, "No customer matches"),
        (["import"], 2, "Which file?"),
        (["import", "--undo"], 1, "no import"),
        (["import", "--undo", "7"], 3, "no import 7"),
        (["import", "--undo", "x.csv"], 2, "not the number"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    run: Run, path: Path, arguments: list[str], exit_code: int, sentence: str
) -> None:
    before = rows(path)
    assert sentence in refusal(run(*arguments), exit_code)
    assert rows(path) == before


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize("line", [["undo"], ["undo", "2"], ["import", "--undo"]])
def test_an_import_is_undone_only_when_that_is_confirmed(
    run: Run, pad: Pad, line: list[str]
) -> None:
    assert "--yes" in refusal(run(*line), 1)
    assert len(pad.customers()) == 3
    assert "Removed 2 notes, 2 contact details and 2 customers." in answer(run(*line, "--yes"))
    assert len(pad.customers()) == 1


@pytest.mark.usefixtures("imported", "at_a_terminal")
def test_at_a_terminal_it_asks(run: Run, pad: Pad) -> None:
    declined = run("undo", typed="n\n")
    assert declined.exit_code == 1
    assert "Undo change 2, import of list.csv: 2 rows? (y/N)" in declined.stderr
    assert len(pad.customers()) == 3
    assert "Undid change 2" in answer(run("undo", typed="y\n"))


# -- what somebody else did ----------------------------------------------------------------------


@pytest.fixture
def bens(pad: Pad, path: Path) -> int:
    """Have a change that is not Ana's."""
    with Pad(path, author="Ben", today=TODAY) as theirs:
        return theirs.add("Sam Smith", "tea: green").number


def test_a_script_undoes_the_change_of_somebody_else_only_when_told(
    run: Run, path: Path, bens: int
) -> None:
    before = rows(path)
    assert "That would undo Ben's change 2, " in refusal(run("undo"), 1)
    assert rows(path) == before
    assert "Undid change 2" in answer(run("undo", "--yes"))


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize("typed", ["\n", "n\n", "x\nn\n"])
def test_enter_is_no_before_the_change_of_somebody_else_is_undone(
    run: Run, path: Path, bens: int, typed: str
) -> None:
    before = rows(path)
    declined = run("undo", typed=typed)
    assert declined.exit_code == 1
    assert "Undo Ben's change 2, " in declined.stderr
    assert rows(path) == before


def test_whoever_did_it_is_not_asked(run: Run, bens: int) -> None:
    assert "Undid change 2" in answer(run("undo", "--author", "Ben"))


@pytest.mark.usefixtures("imported")
def test_what_is_kept_is_named(run: Run) -> None:
    run("visit", "ida")
    told = answer(run("import", "--undo", "--yes"))
    assert "Kept, because it was changed since: 1\n  Ida Berg @2 · change 3\n" in told
    assert answered(run("undo", "4", "--format", "json"))["restored"]["customers"] == 1


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("line", [["log"], ["log", "1"], ["log", "2"], ["imports"]])
def test_every_list_has_every_format(run: Run, line: list[str], form: str) -> None:
    assert answer(run(*line, "--format", form))


def test_a_private_note_is_told_of_without_its_text(run: Run) -> None:
    run("add", "smith", "health:", "a secret", "--private")
    for form in FORMATS:
        for line in (["log"], ["log", "2"], ["log", "--customer", "smith"]):
            told = answer(run(*line, "--format", form))
            assert "secret" not in told
            assert "health" not in told
    assert "a secret" in answer(run("log", "2", "--show-private"))


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
@pytest.mark.parametrize("form", ["table", "plain", "csv"])
def test_hostile_text_is_cleaned_in_the_log(run: Run, pad: Pad, text: str, form: str) -> None:
    pad.add("smith", text)
    for line in (["log"], ["log", "2"], ["undo", "--dry-run"]):
        chosen = [] if line[0] == "undo" else ["--format", form]
        assert not {"\x1b", "\x07", "\u202e"} & set(answer(run(*line, *chosen)))
    assert answer(run("undo"))


def test_a_long_change_is_shown_in_part_and_says_so(run: Run, imported: str) -> None:
    result = run("log", "2", "--limit", "2")
    assert len(answer(result).splitlines()) == 2
    assert "--limit 0 shows all" in result.stderr
    assert len(answer(run("log", "2", "--limit", "0")).splitlines()) == 6
    assert "list.csv" in imported


COLUMNS = re.compile(r"_|\\b(span|asked|days|voice by hand|topic key|on day)\\b|: None")


def test_a_change_row_by_row_reads_in_words(run: Run, pad: Pad) -> None:
    pad.add("Ann Lee", "tea", new=True)
    said = {
        "add smith towels -p --by 2026-03-04 --topic room": (
            "note 3\tSam Smith\tadded\tpromise, room: towels, due 2026-03-04\n"
        ),
        "done 3": "note 3\tSam Smith\tchanged\tdone on 2026-03-02\n",
        "visit smith": "visit 1\tSam Smith\tadded\t2026-03-02\n",
        "confirm 1 --now oat --on today": (
            "check 1\tSam Smith\tadded\tlatte → oat\n"
            "note 1\tSam Smith\tchanged\ttext: latte → oat\n"
        ),
        "confirm 1": "check 2\tSam Smith\tadded\tstill true\n",
        "edit 1 --voice act": "note 1\tSam Smith\tchanged\tvoice: may be said → for staff\n",
        "edit 1 -c ann": (
            "note 1\tAnn Lee\tchanged\tcustomer: @1 → @2\n"
            "check 1\tAnn Lee\tchanged\tcustomer: @1 → @2\n"
            "check 2\tAnn Lee\tchanged\tcustomer: @1 → @2\n"
        ),
        "delete 3": "note 3\tSam Smith\tchanged\tdeleted\n",
        "add smith cake --extra": "note 4\tSam Smith\tadded\textra, cake, given on 2026-03-02\n",
        "customer smith --tag vip --birthday 1980-03-04": (
            "tag 1\tSam Smith\tadded\tvip\noccasion 1\tSam Smith\tadded\tbirthday: 1980-03-04\n"
        ),
        "customer smith --consent notes=given": (
            "consent 1\tSam Smith\tadded\tnotes: given on 2026-03-02\n"
        ),
        "customer smith --phone 0305550101": (
            "contact detail 3\tSam Smith\tadded\tphone: 0305550101\n"
        ),
        "settings question-price 0.5": "setting 1\t\tadded\tname: question-price; value: 0.5\n",
    }
    for number, (line, words) in enumerate(said.items(), 3):
        answer(run(*line.split()))
        told = answer(run("log", str(number)))
        assert told.replace("Ann Lee", "Sam Smith") == words.replace("Ann Lee", "Sam Smith"), line
        assert not COLUMNS.search(told)
