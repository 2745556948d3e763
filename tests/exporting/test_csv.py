from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from prefpad import Pad
from prefpad.customers.edit import Edit
from prefpad.domain.normalize import code_key, fold, name_key, phone_key
from prefpad.domain.sanitize import clean
from prefpad.domain.vocabulary import KINDS
from prefpad.importing.native.layout import COLUMNS
from prefpad.notes import draft
from tests.conftest import TODAY
from tests.exporting.conftest import MORE_STEPS, exported, filled
from tests.helpers.making import HOSTILE_TEXTS, NAMES_IN_EVERY_SCRIPT, UNSEEN

if TYPE_CHECKING:
    from typing import Literal

    from prefpad import Customer, Note
    from prefpad.domain.vocabulary import KindName
    from tests.helpers.pads import Fresh

RUN_BY_A_SPREADSHEET = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")  # the full-width forms run too
HOSTILE = st.one_of(
    st.sampled_from(
        [
            *HOSTILE_TEXTS, *NAMES_IN_EVERY_SCRIPT, "=cmd|'/C calc'!A0", "'=1", "''+x", "@SUM(A1)",
            "-2+3", "\u200fdir", "a\u200fb", "a\u200bb", "\uff1dx", "x,y", 'say "hi"', "#x y", "a #b",
        ]
    ),
    st.text("=+-@'\"a1 ,\t\n\u200f\uff1d#", min_size=1, max_size=8).map(lambda text: f"{text}z"),
).filter(name_key)  # fmt: skip


def table(pad: Pad, **wanted: Any) -> list[dict[str, str]]:
    return [*csv.DictReader(StringIO(exported(pad, form="csv", **wanted).decode(), newline=""))]


def came_back(pad: Pad, other: Pad) -> None:
    """Import a csv of one pad into another, which is to have the same on it."""
    report = other.import_file(BytesIO(exported(pad, form="csv")))
    assert report.problems == []
    theirs = other.customers()
    assert sorted(map(_who, pad.customers())) == sorted(map(_who, theirs))
    notes = [note for one in pad.customers() for note in pad.notes(f"@{one.number}")]
    others = [note for one in theirs for note in other.notes(f"@{one.number}")]
    assert {_what(note) for note in notes if _is_carried(note)} == {*map(_what, others)}


def plain(text: str) -> str:
    """Return the key of a text without what acts on a terminal."""
    return fold(clean(fold(text)))


def _who(person: Customer) -> tuple[Any, ...]:
    return (
        name_key(person.name),
        name_key(person.formal or ""),
        person.role,
        sorted(map(phone_key, person.phones)),
        sorted(map(fold, person.emails)),
        sorted(map(code_key, person.cards)),
        sorted(code_key(one) for one in person.ids if not one.startswith("prefpad:")),
        sorted(map(plain, person.tags)),
    )


def _is_carried(note: Note) -> bool:
    return note.ended_on is None or (note.kind == "extra" and note.ended == "done")


def _what(note: Note) -> tuple[Any, ...]:
    given = note.ended_on is not None
    return (
        note.kind,
        plain(note.topic or ""),
        note.stance,
        plain(note.text),
        note.source,
        note.voice,
        note.alert,
        given,
        note.ended_on or note.noted_on,
        None if given else note.confirmed_on,
        note.by,
        note.every,
        plain(note.author or ""),
    )


def only_new(values: list[str], taken: set[str]) -> list[str]:
    """Return the values that can stand in one cell and that nobody has yet."""
    found = {code_key(value): value for value in values if ";" not in value}
    new = [value for key, value in found.items() if key not in taken]
    taken |= {*found}
    return new


def are_told_apart(notes: list[Note]) -> bool:
    """Tell whether no two notes of one customer differ only in what the layout has no column for."""
    seen = {
        (note.customer_number, note.kind, fold(note.topic or ""), fold(note.text)) for note in notes
    }
    return len(seen) == len(notes)


# -- out and in again ----------------------------------------------------------------------------


@given(steps=MORE_STEPS)
def test_what_the_layout_has_a_column_for_survives(fresh: Fresh, steps: list[Any]) -> None:
    with filled(fresh("one.db"), steps) as pad, Pad(fresh("other.db"), today=TODAY) as other:
        notes = [
            n for one in pad.customers() for n in pad.notes(f"@{one.number}") if _is_carried(n)
        ]
        if are_told_apart(notes):
            came_back(pad, other)
        else:
            other.import_file(BytesIO(exported(pad, form="csv")))
            assert len(other.customers()) == len(pad.customers())


@given(
    people=st.lists(
        st.tuples(
            HOSTILE,
            st.lists(HOSTILE, max_size=3),
            st.dictionaries(
                st.sampled_from(["card", "id"]), st.lists(HOSTILE, max_size=2), max_size=2
            ),
        ),
        min_size=1,
        max_size=5,
    ),
    topic=HOSTILE,
)
def test_hostile_cells_survive_and_never_run(
    fresh: Fresh, people: list[tuple[str, list[str], dict[str, list[str]]]], topic: str
) -> None:
    with (
        Pad(fresh("one.db"), today=TODAY, author="=Ana") as pad,
        Pad(fresh("other.db"), today=TODAY) as other,
    ):
        taken: set[str] = set()
        for number, (name, texts, handles) in enumerate(people, 1):
            own = {kind: only_new(values, taken) for kind, values in handles.items()}
            tag = "" if set(";,/") & set(name) else name
            pad.edit(name, Edit({"formal": name}, own, [tag] if tag else []), new=True)
            for text in {plain(text): text for text in texts}.values():
                pad.add(f"@{number}", text, topic=topic)
        came_back(pad, other)
        for row in csv.reader(StringIO(exported(pad, form="csv").decode(), newline="")):
            assert not [cell for cell in row if cell.startswith(RUN_BY_A_SPREADSHEET)]
            assert [clean(cell) for cell in row] == row


def test_every_kind_source_voice_and_stance_survives(pad: Pad, fresh: Fresh) -> None:
    kinds: list[KindName | Literal["idea"]] = [*(one.name for one in KINDS.values()), "idea"]
    for kind in kinds:
        for source in ("told", "observed", "relayed"):
            for voice in (None, "say", "act", "private"):
                asked = kind in {"preference", "need"}
                pad.add(
                    "Ida Berg",
                    f"{kind} {source} {voice}",
                    kind=kind, source=source, voice=voice, on="2026-01-05",
                    stance="likes" if asked else None, every="90 days" if asked else None,
                    by="2026-04-01" if kind in {"promise", "problem", "want"} else None,
                    new=not pad.customers(),
                )  # fmt: skip
    pad.add("Ida Berg", "nuts", kind="need", alert=True)
    with Pad(fresh("other.db"), today=TODAY) as other:
        came_back(pad, other)


def test_a_second_time_changes_nothing(pad: Pad) -> None:
    pad.add("Ida Berg", "tea: green", new=True)
    pad.add("Ida Berg", "jam", kind="idea")
    pad.add("Bo Ek", "quiet", new=True)
    there = exported(pad)
    report = pad.import_file(BytesIO(exported(pad, form="csv")))
    assert (report.created, report.updated, report.rejected) == (0, 0, 0)
    assert [row for row in there.splitlines() if b'"text"' in row] == [
        row for row in exported(pad).splitlines() if b'"text"' in row
    ]


def texts_hiding(mark: str) -> list[str]:
    """Return texts that hold a topic, or none, where it would be read but for `mark`."""
    return [
        f"{mark}#z rest", f"rest {mark}#z", f"a {mark}#z{mark} b", f"#{mark}z rest", f"{mark}=1",
        f"{mark}coffee: latte", f"cof{mark}fee: latte", f"coffee:{mark} latte", f"one{mark}two",
        f"#z {mark}#y", f"{mark}'x", f"coffee: {mark}latte", f"{mark}rest{mark}",
    ]  # fmt: skip


def taken_back(pad: Pad, texts: list[str]) -> tuple[int, int, int]:
    for text in texts:
        pad.add("Ida Berg", text, new=not pad.customers())
    report = pad.import_file(BytesIO(exported(pad, form="csv")))
    return report.created, report.updated, report.rejected


@given(texts=st.sampled_from(UNSEEN).map(texts_hiding).flatmap(st.permutations))
@example(texts=["\u200f#z rest", "\u200fcoffee: latte", "\x1b#z rest", "\u202ecoffee: latte"])
def test_a_pad_takes_back_what_it_read_around_marks_that_nobody_sees(
    fresh: Fresh, texts: list[str]
) -> None:
    with Pad(fresh("one.db"), today=TODAY) as pad:
        assert taken_back(pad, texts) == (0, 0, 0)


@pytest.mark.parametrize("mark", UNSEEN)
def test_a_topic_read_behind_such_a_mark_by_one_side_alone_would_come_back_twice(
    pad: Pad, monkeypatch: pytest.MonkeyPatch, mark: str
) -> None:
    with monkeypatch.context() as typed:
        typed.setattr(draft, "without_controls", str)
        pad.add("Ida Berg", f"{mark}#z rest", new=True)
    assert taken_back(pad, []) == (1, 0, 0)


# -- namesakes -----------------------------------------------------------------------------------


def test_namesakes_without_handles_get_an_id_that_tells_them_apart(pad: Pad, fresh: Fresh) -> None:
    for text in ("tea", "coffee", "water"):
        pad.add("Sam Smith", text, new=True)
    pad.edit("@2", Edit(handles={"phone": ["030 1"]}))
    pad.edit("@3", Edit(handles={"id": ["G-1"]}))
    assert [row["id"] for row in table(pad)] == ["prefpad:1", "prefpad:2", "G-1"]
    with Pad(fresh("other.db"), today=TODAY) as other:
        came_back(pad, other)
        assert [[n.text for n in other.notes(f"@{number}")] for number in (1, 2, 3)] == [
            ["tea"], ["coffee"], ["water"]
        ]  # fmt: skip
        other.add("Sam Smith", "juice", new=True)
        other.edit("@4", Edit(handles={"id": ["prefpad:5"]}))
        other.add("Sam Smith", "milk", new=True)
        with Pad(fresh("third.db"), today=TODAY) as third:
            came_back(other, third)
            assert len(third.customers()) == 5


def test_an_id_that_two_share_stands_with_the_first_and_is_told(pad: Pad, fresh: Fresh) -> None:
    pad.edit("Ida Berg", Edit(handles={"id": ["square:X1"]}), new=True)
    pad.edit("Bo Ek", Edit(handles={"id": ["square:X1"]}), new=True)
    report = pad.export(BytesIO(), form="csv")
    assert report.left_out == [
        "Bo Ek @2 shares the id square:X1, which is written for the first of them only."
    ]
    assert [row["id"] for row in table(pad)] == ["square:X1", ""]
    with Pad(fresh("other.db"), today=TODAY) as other:
        other.import_file(BytesIO(exported(pad, form="csv")))
        assert [one.name for one in other.customers()] == ["Bo Ek", "Ida Berg"]


# -- what stands in it ---------------------------------------------------------------------------


def test_a_row_is_a_note_that_holds_or_a_customer_without_one(pad: Pad) -> None:
    pad.add("Ida Berg", "jam", kind="idea", on="2026-01-05", new=True)
    pad.done(1, on="2026-02-01")
    pad.add("Ida Berg", "tea: green", source="observed", voice="private")
    pad.add("Ida Berg", "milk")
    pad.confirm(3, gone=True)
    pad.edit("Bo Ek", Edit(fields={"role": "supplier"}), new=True)
    assert [*table(pad)[0]] == [*COLUMNS]
    assert [{name: cell for name, cell in row.items() if cell} for row in table(pad)] == [
        {"customer": "Ida Berg", "role": "customer", "kind": "extra", "text": "jam",
         "source": "told", "on": "2026-02-01", "author": "Ana"},
        {"customer": "Ida Berg", "role": "customer", "kind": "preference", "topic": "tea",
         "text": "green", "source": "observed", "voice": "private", "on": "2026-03-02",
         "confirmed": "2026-03-02", "author": "Ana"},
        {"customer": "Bo Ek", "role": "supplier"},
    ]  # fmt: skip


@pytest.mark.parametrize("wanted", [{"customer": "bo"}, {"tag": "guest"}])
def test_only_those_asked_for_stand_in_it(pad: Pad, wanted: dict[str, str]) -> None:
    pad.add("Ida Berg", "tea: green", new=True)
    pad.edit("Bo Ek", Edit(tags=["guest/business"]), new=True)
    assert [row["customer"] for row in table(pad, **wanted)] == ["Bo Ek"]
