"""The way of a command goes down and comes up once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefpad.notes import sensitive
from prefpad.notes import wording as wordings
from prefpad.notes.sensitive import WordList
from prefpad.privacy import erase
from prefpad.reconfirmation.schedule_rows import ScheduleUpdater
from tests.helpers.making import days_ago

if TYPE_CHECKING:
    import pytest

    from prefpad import Pad
    from tests.cli.conftest import Run


def counted(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> list[None]:
    """Count the calls of a function from now on."""
    calls: list[None] = []
    really = getattr(owner, name)

    def count(*arguments: Any, **options: Any) -> Any:
        calls.append(None)
        return really(*arguments, **options)

    monkeypatch.setattr(owner, name, count)
    return calls


def test_a_new_note_is_judged_once(run: Run, pad: Pad, monkeypatch: pytest.MonkeyPatch) -> None:
    judged = counted(monkeypatch, WordList, "judge")
    run("add", "Sam Smith", "has diabetes")
    assert len(judged) == 1
    assert pad.note(1).voice == "private"


def test_the_owners_words_are_read_when_they_are_set_and_not_again(
    pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad.set("sensitive", "golf club")
    read = counted(monkeypatch, sensitive, "own_words")
    for text in ("met at the golf club", "plays golf"):
        pad.add("Sam Smith", text, new=text.startswith("met"))
    assert read == []
    assert pad.note(1).voice == "private"


def test_who_is_forgotten_for_sure_is_looked_up_once(
    run: Run, pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad.add("Sam Smith", "latte", new=True)
    looks = counted(monkeypatch, erase, "_look")
    resolved = counted(monkeypatch, erase, "_meant")
    run("forget", "Sam Smith", "--yes")
    assert (len(looks), len(resolved)) == (1, 1)


def test_only_the_undo_of_a_setting_works_every_interval_out_again(
    pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad.add("Sam Smith", "latte", new=True)
    pad.set("question-price", "0.6")
    timed = counted(monkeypatch, ScheduleUpdater, "follow_settings")
    pad.undo()
    assert len(timed) == 1
    pad.undo()
    assert len(timed) == 1


def test_the_chance_of_what_is_due_is_worked_out_once(
    pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad.add("Sam Smith", "latte", on=days_ago(2000), new=True)
    again = counted(monkeypatch, wordings, "chance_gone")
    assert pad.due()
    assert again == []
