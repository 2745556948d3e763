from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.making import days_ago
from tests.helpers.pads import filled
from tests.helpers.shell import answer, refusal, rows

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal

    from prefpad import Pad
    from prefpad.domain.vocabulary import KindName
    from tests.cli.conftest import Run

KINDS: tuple[KindName | Literal["idea"], ...] = ("promise", "problem", "idea", "want", "preference")


@filled
def _sam(pad: Pad) -> None:
    for kind in KINDS:
        pad.add("Sam Smith", f"the {kind}", kind=kind, new=kind == KINDS[0])


@pytest.mark.parametrize(
    ("number", "flags", "word"),
    [
        ("1", (), "kept"),
        ("2", (), "solved"),
        ("3", (), "given"),
        ("4", (), "granted"),
        ("1", ("--withdrawn",), "withdrawn"),
    ],
)
def test_each_kind_ends_with_its_own_word(
    run: Run, pad: Pad, number: str, flags: tuple[str, ...], word: str
) -> None:
    assert answer(run("done", number, *flags)).endswith(f" · {word}\n")
    assert pad.note(int(number)).ended_on


def test_the_words_behind_it_say_what_was_done(run: Run, pad: Pad) -> None:
    answer(run("done", "2", "new", "shower head", "--on", "yesterday"))
    assert (pad.note(6).text, pad.note(6).parent) == ("new shower head", 2)
    assert pad.note(2).ended_on == pad.note(6).noted_on == days_ago(1)


def test_a_need_in_what_was_done_is_an_alert_besides(run: Run, pad: Pad) -> None:
    told = run("done", "1", "brought towels, allergic to latex")
    assert (pad.note(6).text, pad.note(6).parent) == ("brought towels, allergic to latex", 1)
    assert "note 7: allergic to latex · kept as an alert" in told.stderr
    assert [one.number for one in pad.recall("smith").alerts] == [7]
    assert "alert" not in run("done", "2", "no latex, as she is allergic to latex").stderr


@pytest.mark.parametrize(
    ("arguments", "exit_code", "sentence"),
    [
        (["99"], 3, "no note 99"),
        (["9" * 30], 2, "is not a note number."),
        (["0"], 2, "0 is not a note number."),
        (["x"], 2, "x is not a note number."),
        (["5"], 2, "Note 5 is a preference."),
        (["1", ""], 2, "no text"),
        (["1", "x" * 2**20], 2, "characters long"),
        (["1", "--on", "tomorrow"], 2, "future"),
        (["1", "0"], 2, "0 is not a note number."),
        (["1", "9" * 30], 2, "is not a note number."),
        ([], 2, "Which note?"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    run: Run, path: Path, arguments: list[str], exit_code: int, sentence: str
) -> None:
    before = rows(path)
    assert sentence in refusal(run("done", *arguments), exit_code)
    assert rows(path) == before


def test_done_twice_could_not_be_done(run: Run) -> None:
    run("done", "1")
    assert "Note 1 was already kept today." in refusal(run("done", "1"), 1)


def test_what_was_done_can_be_typed_unseen(run: Run, pad: Pad) -> None:
    problem = pad.add("Ida Berg", "cold shower", kind="problem", new=True).number
    answer(run("done", str(problem), "-", typed="new thermostat\n"))
    assert pad.notes("ida")[-1].text == "new thermostat"


def two_promises(run: Run) -> None:
    for text in ("towels", "taxi"):
        answer(run("add", "Sam Smith", "--promise", text))


def test_numbers_alone_close_each_note(run: Run, pad: Pad) -> None:
    two_promises(run)
    numbers = [str(note.number) for note in pad.recall("smith").open][-2:]
    assert len(answer(run("done", *numbers)).splitlines()) == 2
    assert not {int(number) for number in numbers} & {n.number for n in pad.recall("smith").open}


def test_one_that_is_never_done_leaves_all_open_and_one_undo_opens_all(
    run: Run, pad: Pad, path: Path
) -> None:
    before = rows(path)
    assert "Note 5 is a preference." in refusal(run("done", "1", "2", "5"), 2)
    assert rows(path) == before
    answer(run("done", "1", "2"))
    answer(run("undo"))
    assert [pad.note(number).ended_on for number in (1, 2)] == [None, None]


def test_one_that_has_ended_leaves_all_open(run: Run, pad: Pad) -> None:
    two_promises(run)
    one, other = [str(note.number) for note in pad.recall("smith").open][-2:]
    answer(run("done", other))
    refusal(run("done", one, other), 1)
    assert int(one) in {note.number for note in pad.recall("smith").open}


def test_a_number_before_a_text_is_not_swallowed_where_it_is_open(run: Run, pad: Pad) -> None:
    two_promises(run)
    one, other = [str(note.number) for note in pad.recall("smith").open][-2:]
    told = refusal(run("done", one, other, "towels"), 2)
    assert f"Note {other} is open too" in told
    assert f"prefpad done {one} {other}" in told
    assert int(one) in {note.number for note in pad.recall("smith").open}
    assert "note" in answer(run("done", one, "99", "towels", "brought"))


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(("typed", "exit_code"), [("y\n", 0), ("n\n", 1)])
def test_a_person_is_asked_what_the_number_is(
    run: Run, pad: Pad, typed: str, exit_code: int
) -> None:
    two_promises(run)
    one, other = [str(note.number) for note in pad.recall("smith").open][-2:]
    assert run("done", one, other, "towels", typed=typed).exit_code == exit_code


def test_a_name_in_place_of_a_number_is_answered_with_what_is_open(run: Run, pad: Pad) -> None:
    pad.add("sam", "zqx, to the lawyer", kind="promise", voice="private")
    told = refusal(run("done", "sam", "smith"), 2)
    assert told == (
        "sam is not a note number.\nhint: Still open for Sam Smith:"
        " 1 (the promise), 2 (the problem), 3 (the idea), 4 (the want).\n"
    )
    assert "`prefpad recall NAME`" in refusal(run("done", "the", "boiler"), 2)


@pytest.mark.usefixtures("at_a_terminal")
def test_a_person_picks_one_of_them(run: Run, pad: Pad, path: Path) -> None:
    before = rows(path)
    result = run("done", "smith", typed="\n")
    assert "  2  problem: the problem (note 2)" in result.stderr
    assert rows(path) == before
    assert answer(run("done", "smith", typed="2\n")).endswith("the problem · solved\n")
