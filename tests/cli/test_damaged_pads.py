from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from prefpad import Pad, PadUnusable
from prefpad.db.soundness import last_checked, note, noted_fault
from tests.conftest import TODAY
from tests.helpers.damage import spoil
from tests.helpers.shell import answer, refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("never_checked")

FAR: dict[str, Callable[[Pad], object]] = {
    "forget": lambda pad: pad.forget("@1"),
    "merge": lambda pad: pad.merge("@1", "@2"),
    "tidy": lambda pad: pad.tidy(),
    "undo of an import": lambda pad: pad.undo_import(),
}


@pytest.fixture(autouse=True)
def _people(pad: Pad, tmp_path: Path) -> None:
    pad.add("Ida Berg", "coffee: latte", new=True)
    pad.add("Ida Bergh", "coffee: latte", new=True)
    pad.add("Ida Bergh", "in a hurry", kind="mood", on="2019-01-01")
    pad.set("keep-moods", "1 year")
    (tmp_path / "list.csv").write_text("customer\nSam Smith\n", encoding="utf-8")
    pad.import_file(tmp_path / "list.csv")


def texts(pad: Pad) -> list[str]:
    return [note.text for note in pad.notes("@1")]


@pytest.mark.parametrize("verb", FAR)
def test_what_goes_far_is_refused_on_a_damaged_pad_and_so_is_every_later_change(
    pad: Pad, path: Path, verb: str
) -> None:
    spoil(path)
    with pytest.raises(PadUnusable, match="is damaged"):
        FAR[verb](pad)
    with pytest.raises(PadUnusable, match="was found damaged, so nothing was written"):
        pad.add("@1", "tea: green")
    assert texts(pad) == ["latte"]


@pytest.mark.parametrize("verb", FAR)
def test_what_goes_far_is_done_on_a_sound_pad(pad: Pad, verb: str) -> None:
    FAR[verb](pad)
    assert last_checked(pad.session.connection) == TODAY
    assert pad.add("Sam Smith", "tea: green", new=True).text == "green"


def test_the_first_change_of_a_day_has_the_pad_checked_after_its_answer(
    run: Run, pad: Pad, path: Path
) -> None:
    spoil(path)
    result = run("add", "@1", "tea: green")
    assert (result.exit_code, "green" in result.stdout) == (0, True)
    assert result.stderr.startswith(f"{path} is damaged.\nhint: ")
    assert "was found damaged" in refusal(run("add", "@1", "tea: black"), 6)
    assert "latte" in answer(run("recall", "@1"))


def test_a_pad_that_was_checked_today_is_not_checked_again(run: Run, pad: Pad, path: Path) -> None:
    answer(run("add", "@1", "tea: green"))
    assert last_checked(pad.session.connection) == TODAY
    spoil(path)
    answer(run("add", "@1", "tea: black"))
    note(pad.session.connection, TODAY - timedelta(1), None)
    assert "is damaged" in run("add", "@1", "tea: white").stderr


def test_to_look_at_a_pad_writes_nothing(run: Run, path: Path) -> None:
    before = path.read_bytes()
    answer(run("recall", "@1"))
    assert path.read_bytes() == before


def test_a_later_glance_does_not_clear_what_was_found(pad: Pad) -> None:
    connection = pad.session.connection
    note(connection, TODAY, "a page is used twice")
    pad.session.refuse_damage()
    assert noted_fault(connection) == "a page is used twice"
    with pytest.raises(PadUnusable, match="was found damaged"):
        pad.visit("@1")
    note(connection, TODAY, None)
    assert pad.visit("@1").customer


def test_a_backup_in_the_place_of_a_damaged_pad_is_written_again(
    pad: Pad, path: Path, tmp_path: Path
) -> None:
    copy = pad.backup(tmp_path / "copy.db")
    spoil(path)
    with pytest.raises(PadUnusable):
        pad.tidy()
    Pad.restore(path, copy)
    assert pad.add("@1", "tea: green").text == "green"


def test_a_search_that_lost_its_version_is_not_blamed_on_who_searches(run: Run, path: Path) -> None:
    with closing(sqlite3.connect(path)) as disk:
        disk.execute("PRAGMA writable_schema = ON")
        disk.execute("DELETE FROM notes_search_config")
        disk.commit()
    told = refusal(run("search", "latte"), 6)
    assert told.startswith(f"Something in {path} cannot be understood.\nhint: `prefpad verify`")
    assert run("verify").exit_code == 6
