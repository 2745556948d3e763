"""What a customer with very many notes costs: counted, at so many and at eight times as many."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from tests.conftest import TODAY
from tests.helpers.counting import Work, counted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Verb = Callable[[Pad], object]

FEW = 100
TIMES = 8
_KINDS = ("preference", "fact", "need", "problem", "mood")

AT_ONCE: dict[str, Verb] = {
    "add": lambda pad: pad.add("Sam Smith", "tea: green"),
    "add again": lambda pad: pad.add("Sam Smith", "topic 0: wish 0"),
    "confirm": lambda pad: pad.confirm(1),
    "done": lambda pad: pad.done(4),
    "visit": lambda pad: pad.visit("Sam Smith"),
    "undo": lambda pad: pad.undo(),
    "customer": lambda pad: pad.customer("@1"),
    "find": lambda pad: pad.find("sam"),
    "search": lambda pad: pad.search("wish", limit=20),
    "due": lambda pad: pad.due(limit=20),
    "duplicates": lambda pad: pad.duplicates(),
}
"""What goes through as many lines of Python whatever the number of notes."""

AS_LONG_AS_ITS_ANSWER: dict[str, Verb] = {
    "recall": lambda pad: pad.recall("Sam Smith"),
    "greet": lambda pad: pad.greet("Sam Smith"),
    "disclose": lambda pad: pad.disclose("Sam Smith"),
    "merge": lambda pad: pad.merge("Ann Lee", "Sam Smith"),
    "undo of a merge": lambda pad: (pad.merge("Ann Lee", "Sam Smith"), pad.undo()),
    "forget": lambda pad: pad.forget("Sam Smith"),
    "tidy": lambda pad: pad.tidy(),
    "undo of an import": lambda pad: pad.undo_import(),
}
"""What looks at each note once."""

_IN_A_FEW_STATEMENTS = frozenset({"recall", "greet", "merge", "undo of a merge"})
"""The others look up the names in each text, or have a trigger take each note out of the search."""


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Verb], tuple[Work, Work]]:
    """Count what a verb does where one customer has few notes, and where the same has many."""
    folder = tmp_path_factory.mktemp("common")
    made = [_pad_of(folder / f"{notes}.db", notes) for notes in (FEW, TIMES * FEW)]

    def both(verb: Verb) -> tuple[Work, Work]:
        found = []
        for path in made:
            copy = path.with_name("copy.db")
            copy.write_bytes(path.read_bytes())
            with Pad(copy, today=TODAY) as pad:
                pad.add("Ann Lee", "cake: none")
                found.append(counted(pad.session.connection, partial(verb, pad)))
        return found[0], found[1]

    return both


def _pad_of(path: Path, notes: int) -> Path:
    rows = (
        f"Sam Smith,{_KINDS[one % len(_KINDS)]},topic {one % 40},wish {one},2025-01-{1 + one % 28:02}"
        for one in range(notes)
    )
    file = path.with_suffix(".csv")
    lines = ("customer,kind,topic,text,on", *rows, "Ann Lee,preference,milk,oat,2025-01-05")
    file.write_text("\n".join(lines), encoding="utf-8")
    Pad.make(path)
    with Pad(path, today=TODAY) as pad:
        pad.import_file(file)
    return path


@pytest.mark.parametrize("name", AT_ONCE)
def test_a_verb_of_the_counter_is_as_much_work_whatever_the_number_of_notes(
    work: Callable[[Verb], tuple[Work, Work]], name: str
) -> None:
    few, many = work(AT_ONCE[name])
    assert many.statements <= few.statements + 2
    assert many.lines <= 2 * few.lines
    assert many.steps <= 1.1 * TIMES * few.steps


@pytest.mark.parametrize("name", AS_LONG_AS_ITS_ANSWER)
def test_what_tells_or_moves_every_note_looks_at_each_once(
    work: Callable[[Verb], tuple[Work, Work]], name: str
) -> None:
    few, many = work(AS_LONG_AS_ITS_ANSWER[name])
    assert many.lines <= 1.1 * TIMES * few.lines
    assert many.steps <= 1.1 * TIMES * few.steps
    if name in _IN_A_FEW_STATEMENTS:
        assert many.statements <= few.statements + 2


def test_work_that_grows_with_the_square_of_the_notes_is_seen(
    work: Callable[[Verb], tuple[Work, Work]],
) -> None:
    crossed = "SELECT count(*) FROM notes AS one JOIN notes AS other ON one.text < other.text"
    few, many = work(lambda pad: pad.session.connection.execute(crossed).fetchone())
    assert many.steps > 2 * TIMES * few.steps


def test_a_statement_for_each_note_is_seen(work: Callable[[Verb], tuple[Work, Work]]) -> None:
    few, many = work(lambda pad: [pad.note(note.number) for note in pad.notes("Sam Smith")])
    assert many.statements > few.statements + FEW
