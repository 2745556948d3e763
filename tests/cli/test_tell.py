from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefpad import AskedWrongly, Edit, Pad
from tests.helpers.completing import offered
from tests.helpers.making import days_ago
from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, refusal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

TELL = ("tell", "--tag", "powercut", "power", "is", "back", "at", "six")


@filled
def _street(pad: Pad) -> None:
    def make(name: str, *, tag: str = "powercut/north", owner: str = "", **handles: str) -> None:
        fields = {"owner": owner} if owner else {}
        reached = {kind: [value] for kind, value in handles.items()}
        pad.edit(name, Edit(fields, reached, [tag]), new=True)

    make("Sam Smith", phone="020 555 0101")
    make("Ida Cole", owner="Ana", email="ida@example.com")
    make("Bo Lee", owner="Ana")
    make("Kim Okafor", phone="020 555 0103")
    make("Jo Berg", tag="regular")
    pad.edit("kim", Edit(consents=["messages=withdrawn"]))
    pad.add("ida", "contact: a text after five", stance="likes")
    pad.add("sam", "contact: through his wife", voice="private")


def who(run: Run, *line: str) -> list[str]:
    return [one["customer"] for one in answered(run(*line, "--json"))]


def test_tell_lists_whom_to_tell_who_looks_after_them_and_how_they_are_reached(run: Run) -> None:
    found = answered(run(*TELL, "--yes", "--json"))
    assert [(one["customer"], one["owner"], one["reached_by"]) for one in found] == [
        ("Bo Lee", "Ana", None),
        ("Ida Cole", "Ana", "a text after five · ida@example.com"),
        ("Sam Smith", None, "020 555 0101"),
        ("Kim Okafor", None, "020 555 0103"),
    ]


def test_who_wants_no_messages_is_left_out_and_named(run: Run, pad: Pad) -> None:
    shown = answer(run(*TELL, "--yes", "--format", "table"))
    assert "Left out: Kim Okafor (no longer wants messages)." in shown
    assert pad.notes("kim") == []
    assert "Kim" not in who(run, "tell", "--rest")


def test_each_is_a_promise_on_the_card_in_the_care_of_who_looks_after_them(
    run: Run, pad: Pad
) -> None:
    answer(run(*TELL, "--yes", "--by", "tomorrow"))
    (note,) = pad.recall("ida").open
    assert (note.kind, note.text, note.owner) == ("promise", "power is back at six", "Ana")
    assert note.by == days_ago(-1)


def test_the_rest_are_those_who_were_not_told_yet_by_whichever_way(run: Run, pad: Pad) -> None:
    answer(run(*TELL, "--yes"))
    assert "told" in answer(run("tell", "--done", "ida"))
    (promise,) = pad.recall("sam").open
    answer(run("done", str(promise.number)))
    assert who(run, "tell", "--rest") == ["Bo Lee"]
    assert who(run, "tell", "--done") == ["Bo Lee"]
    assert answer(run("tell", "--rest", "--format", "table")) == "Everyone has been told.\n"


def test_what_was_told_is_logged_on_each_customer(run: Run, path: Path) -> None:
    answer(run(*TELL, "--yes"))
    answer(run("tell", "--done"))
    with Pad(path) as pad:
        for name in ("sam", "ida", "bo"):
            (note,) = (note for note in pad.notes(name) if note.kind == "promise")
            assert (note.text, note.ended) == ("power is back at six", "done")
            assert [one.command for one in pad.log(customer=name)][:2] == ["tell", "tell"]


def test_nobody_was_here_because_of_what_they_are_told(run: Run, pad: Pad) -> None:
    answer(run(*TELL, "--yes"))
    answer(run("tell", "--done"))
    assert pad.customer("bo").last_visit is None
    assert pad.visits("bo") == []


def test_nobody_is_told_twice_of_the_same(run: Run) -> None:
    answer(run(*TELL, "--yes"))
    answer(run(*TELL, "--yes"))
    assert len(who(run, "tell", "--rest")) == 3


def test_one_undo_takes_the_whole_list_back(run: Run) -> None:
    answer(run(*TELL, "--yes"))
    answer(run("undo", "--yes"))
    assert who(run, "tell", "--rest") == []


def test_a_script_without_yes_and_a_dry_run_change_nothing(run: Run) -> None:
    assert "on 3 customers" in refusal(run(*TELL), 1)
    assert len(who(run, *TELL, "--dry-run")) == 4
    assert who(run, "tell", "--rest") == []


@pytest.mark.parametrize(("typed", "told"), [("y\n", 3), ("\n", 0), ("n\n", 0)])
def test_at_a_terminal_it_shows_them_and_asks(
    run: Run, at_a_terminal: None, typed: str, told: int
) -> None:
    shown = run(*TELL, typed=typed)
    assert "Ida Cole" in shown.stdout
    assert shown.exit_code == (0 if told else 1)
    assert len(who(run, "tell", "--rest")) == told


def test_a_message_is_about_all_of_them_so_it_makes_nobody_allergic(run: Run, pad: Pad) -> None:
    answer(run("tell", "--tag", "powercut", "--yes", "the rolls had walnuts: allergic to nuts?"))
    assert pad.recall("sam").alerts == []
    assert len(who(run, "tell", "--rest")) == 3


@pytest.mark.parametrize(
    "line",
    [
        "tell",
        "tell hello",
        "tell --tag powercut",
        "tell --rest --done",
        "tell --rest --tag powercut",
        "tell --on yesterday --tag powercut hello",
    ],
)
def test_what_does_not_go_together_is_refused(run: Run, line: str) -> None:
    assert "prefpad tell" in refusal(run(*line.split()), 2)


def test_nobody_with_the_tag_is_said_and_is_no_failure(run: Run) -> None:
    shown = answer(run("tell", "--tag", "zqx", "hello", "--yes", "--format", "table"))
    assert shown == "There is nobody to tell.\n"


def test_nobody_left_to_tell_is_a_sentence(run: Run) -> None:
    assert "nobody left to tell" in refusal(run("tell", "--done"), 1)
    assert "tell --rest" in refusal(run("tell", "--done", "bo"), 1)


def test_the_tags_are_completed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFPAD_DB", str(path))
    assert offered("tell --tag ") == ["powercut/north", "regular"]
    assert offered("tell --tag P") == ["powercut/north"]


def test_no_tag_is_refused_by_the_library_too(pad: Pad) -> None:
    with pytest.raises(AskedWrongly):
        pad.tell("hello", tag=" ")
