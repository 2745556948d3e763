from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from prefpad.customers.edit import Edit
from tests.helpers.shell import answer, answered, refusal, rows

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run

UNKNOWN = (
    "Customers forgotten since then who had no e-mail, phone, card or id cannot be recognised:"
    " check who is back, and forget them again."
)


@pytest.fixture
def copy(pad: Pad, tmp_path: Path) -> Path:
    pad.add("Sam Smith", "coffee: latte", new=True)
    pad.edit("smith", Edit({}, {"email": ["sam@ex.com"]}, [], {}, []))
    pad.add("Eva Brown", "tea", new=True)
    copy = pad.backup(tmp_path / "shop.db")
    pad.forget("sam smith")
    pad.add("Ida Berg", "tea", new=True)
    pad.add("Ida Berg", "soup")
    return copy


def last_change(pad: Pad) -> str:
    return pad.change(3).at[:16].replace("T", " ")


def test_a_rehearsal_says_what_would_be_and_writes_nothing(
    run: Run, pad: Pad, path: Path, copy: Path
) -> None:
    before = rows(path)
    assert answer(run("restore", str(copy), "--dry-run")).splitlines() == [
        f"The pad would be as in {copy}, last changed on {last_change(pad)}: 1 note and 1 customer.",
        "Now it has 3 notes and 2 customers; that would be kept as a backup in your data folder.",
        "1 customer who has been forgotten since then would be erased from it again.",
        UNKNOWN,
    ]
    assert rows(path) == before


def test_a_script_has_to_say_yes(run: Run, path: Path, copy: Path) -> None:
    before = rows(path)
    told = refusal(run("restore", str(copy)), 1)
    assert f"That would replace the whole pad with {copy}." in told
    assert rows(path) == before


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(("typed", "goes"), [("y\n", True), ("yes\n", True), ("\n", False)])
def test_at_a_terminal_what_would_be_is_shown_and_asked(
    run: Run, pad: Pad, copy: Path, typed: str, goes: bool
) -> None:
    result = run("restore", str(copy), typed=typed)
    assert "The pad would be as in" in result.stderr
    assert "Restore it? (y/N)" in result.stderr
    assert result.exit_code == (0 if goes else 1)
    assert len(pad.customers()) == (1 if goes else 2)
    assert goes or "Nothing was restored." in result.stderr


def test_the_answer_says_what_is_back_who_is_not_and_where_the_pad_as_it_was_is(
    run: Run, pad: Pad, copy: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "home" / "prefpad" / "backups" / "pad-2026-03-02.db"
    at = last_change(pad)
    assert answer(run("restore", str(copy), "--yes")).splitlines() == [
        f"The pad is as in {copy}, last changed on {at}: 1 note and 1 customer.",
        "1 customer who has been forgotten since then was erased from it again.",
        UNKNOWN,
        f"The pad as it was, with 3 notes and 2 customers, is kept in {kept}.",
    ]
    assert f"prefpad restore {kept}" in refusal(run("undo"), 1)
    assert pad.log()[0].author == "Ana"


def test_a_missing_and_a_damaged_pad_are_told(run: Run, path: Path, copy: Path) -> None:
    path.write_bytes(path.read_bytes()[:8192])
    told = answer(run("restore", str(copy), "--dry-run"))
    assert "The pad is damaged, so it would not be kept" in told
    assert "Customers forgotten since then cannot be recognised" in told
    path.unlink()
    assert "There is no pad now." in answer(run("restore", str(copy), "--dry-run"))
    assert "kept in" not in answer(run("restore", str(copy), "--yes"))


def test_a_script_gets_json(run: Run, copy: Path) -> None:
    told = answered(run("restore", str(copy), "--yes", "--format", "json"))
    assert told["then"] == {"customers": 1, "notes": 1}
    assert told["pad"] == "sound"
    assert told["erased_again"] == 1


def test_what_becomes_an_alert_is_said(run: Run, pad: Pad, copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as elsewhere:
        elsewhere.execute("UPDATE notes SET text = 'nut allergy' WHERE text = 'tea'")
        elsewhere.commit()
    said = "1 allergy was not an alert there, and {} shown first."
    assert said.format("would be") in answer(run("restore", str(copy), "--dry-run"))
    assert said.format("is") in answer(run("restore", str(copy), "--yes"))
    assert pad.recall("eva").alerts[0].text == "nut allergy"


def test_what_was_tidied_since_is_said_to_be_back(run: Run, pad: Pad, tmp_path: Path) -> None:
    pad.add("Sam Smith", "a taxi", kind="want", on="2025-01-01", new=True)
    copy = pad.backup(tmp_path / "copy.db")
    answer(run("tidy", "--yes"))
    assert "Notes tidied away since then are back" in answer(run("restore", str(copy), "--yes"))
