from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefpad.customers.edit import Edit
from prefpad.db import erasure
from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, refusal, rows

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run


ALL = "1 customer, 2 contact details, 1 tag, 1 note and 2 changes in the log"


@filled
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "coffee: latte", new=True)
    pad.edit("smith", Edit({}, {"email": ["sam@ex.com"]}, ["guest"], {}, []))
    pad.add("Ida Berg", "came with Sam Smith", new=True)


def test_a_rehearsal_says_what_would_go_and_writes_nothing(run: Run, pad: Pad, path: Path) -> None:
    backup = pad.backup()
    before = rows(path)
    assert answer(run("forget", "sam smith", "--dry-run")).splitlines() == [
        f"Sam Smith @1 would be erased for good: {ALL}.",
        "1 note on another has this name in the text and stays: 2.",
        "1 backup still contains them (--backups deletes them too):",
        f"  {backup}",
    ]
    assert rows(path) == before


def test_a_script_has_to_say_yes(run: Run, path: Path) -> None:
    before = rows(path)
    told = refusal(run("forget", "sam smith"), 1)
    assert "That would erase Sam Smith @1 for good." in told
    assert "--yes" in told
    assert rows(path) == before


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(("typed", "goes"), [("y\n", True), ("yes\n", True), ("\n", False)])
def test_at_a_terminal_what_would_go_is_shown_and_asked(
    run: Run, pad: Pad, typed: str, goes: bool
) -> None:
    result = run("forget", "sam smith", typed=typed)
    assert "would be erased for good: 1 customer" in result.stderr
    assert "Erase all this for good? (y/N)" in result.stderr
    assert result.exit_code == (0 if goes else 1)
    assert len(pad.customers()) == (1 if goes else 2)
    assert goes or "Nothing was erased." in result.stderr


def test_the_answer_says_what_went_what_is_kept_and_how_that_goes_too(
    run: Run, tmp_path: Path
) -> None:
    key = tmp_path / "home" / "prefpad" / "forgotten.key"
    assert answer(run("forget", "sam smith", "--yes")).splitlines() == [
        f"Sam Smith @1 is forgotten: {ALL}.",
        "1 note on another has this name in the text and stays: 2.",
        f"Kept, so that no import brings them back: a keyed hash of 1 of their names and numbers, and its key in {key}.",
        "`prefpad forget --no-memory` deletes that for every forgotten customer.",
    ]
    assert "Nothing is kept" in answer(run("forget", "--no-memory"))
    assert "Nothing was kept" in answer(run("forget", "--no-memory"))


def test_without_a_memory_nothing_is_said_to_be_kept(run: Run) -> None:
    told = answer(run("forget", "sam smith", "--yes", "--no-memory"))
    assert "Kept" not in told
    assert "Nothing is kept" not in told


def test_who_has_no_handle_but_the_name_is_said_to_leave_nothing(run: Run) -> None:
    told = answer(run("forget", "ida berg", "--yes"))
    assert "Nothing is kept that would let an import recognise them." in told


def test_backups_are_named_or_deleted(run: Run, pad: Pad) -> None:
    first = pad.backup()
    assert "(would be deleted):" in answer(run("forget", "sam smith", "--backups", "--dry-run"))
    told = answer(run("forget", "sam smith", "--yes"))
    assert f"1 backup still contains them; delete:\n  {first}\n" in told
    told = answer(run("forget", "ida berg", "--yes", "--backups"))
    assert "1 backup deleted." in told
    assert not first.exists()


def test_json_tells_the_same(run: Run) -> None:
    told = answered(run("forget", "sam smith", "--yes", "--format", "json"))
    assert (told["number"], told["rows"]["notes"], told["mentioned_in"]) == (1, 1, [2])
    assert (told["remembered"], told["is_clean"]) == (1, True)


def test_undo_and_log_say_that_somebody_was_forgotten(run: Run) -> None:
    answer(run("forget", "sam smith", "--yes"))
    assert "somebody was forgotten, for good" in refusal(run("undo"), 1)
    assert answer(run("log")).splitlines()[0].endswith("\tsomebody was forgotten")
    assert answer(run("log", "4")) == ""


def test_an_import_says_how_many_rows_were_left_out(run: Run, tmp_path: Path) -> None:
    answer(run("forget", "sam smith", "--yes"))
    file = tmp_path / "list.csv"
    file.write_text("customer,email\nSam Smith,sam@ex.com\nSam S,sam@ex.com\nBo Ek,\n")
    result = run("import", str(file))
    assert answer(result) == "3 rows read: 1 created, 0 updated, 2 unchanged, 0 rejected.\n"
    assert (
        result.stderr == "2 rows are about somebody who asked to be forgotten, and were left out.\n"
    )


def test_an_import_without_the_key_says_so(run: Run, tmp_path: Path) -> None:
    answer(run("forget", "sam smith", "--yes"))
    (tmp_path / "home" / "prefpad" / "forgotten.key").unlink()
    file = tmp_path / "list.csv"
    file.write_text("customer,email\nSam Smith,sam@ex.com\n")
    assert "may have been imported again" in run("import", str(file)).stderr


def test_traces_that_are_left_are_told_by_every_command_until_they_are_gone(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(erasure, "_finish", lambda _: None)
        assert "Traces are still in the file" in answer(run("forget", "sam smith", "--yes"))
        assert "Traces of what was erased" in run("recall", "berg").stderr
    assert run("recall", "berg").stderr == ""


def test_nobody_is_named_who_is_not_on_the_pad(run: Run) -> None:
    assert "No customer is called exactly 'nobody'" in refusal(run("forget", "nobody", "--yes"), 3)
    assert "Which customer?" in refusal(run("forget"), 2)


def test_a_misspelling_forgets_nobody(run: Run, pad: Pad) -> None:
    assert "Did you mean Sam Smith" in refusal(run("forget", "smiht", "--yes"), 3)
    assert len(pad.customers()) == 2


def test_a_memory_that_cannot_be_kept_is_a_reason_to_ask_for_none(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/proc/nowhere")
    told = refusal(run("forget", "sam smith", "--yes"), 1)
    assert "forgotten.key could not be written: no such file" in told
    assert "--no-memory" in told
    answer(run("forget", "sam smith", "--yes", "--no-memory"))
