"""Whatever stands on a pad, the customer who looks at the screen sees nothing that is not theirs.

Notes, names and tags are arbitrary. Each thing that must not be shown carries a mark that stands
nowhere else, so that a text which merely coincides with another cannot hide a leak; that private
words are not shown even where they coincide is looked at by itself.
"""

from __future__ import annotations

import csv
import io
import tempfile
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad import Pad
from prefpad.cli.commands.greet import show_greeting
from prefpad.cli.commands.recall import show_card
from prefpad.cli.render.formats import FORMATS
from prefpad.customers.edit import Edit
from prefpad.domain.errors import PrefpadError
from prefpad.domain.models import Customer, Note, Occasion
from prefpad.domain.normalize import name_words
from prefpad.domain.vocabulary import KINDS, ROLES, SOURCES, VOICES
from prefpad.notes import greeting
from prefpad.notes.card import lay_out
from prefpad.notes.sensitive import judge
from prefpad.notes.word_lists import SMALL_WORDS
from prefpad.reconfirmation.policy import Policy
from tests.conftest import TODAY
from tests.helpers.making import HOSTILE_TEXTS, NAMES_IN_EVERY_SCRIPT, make_note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Shower = Callable[[Customer, Sequence[Note], str], str]

MARK = "zqmark"
MAY_BE_MARKED = ("preference", "need")
TEMPLATE = "Welcome back, {address} ({name})."

WORDS = (
    "oat", "latte", "harbour", "Fenster", "Fensterplatz", "quiet", "debt", "indebted", "divorcé",
    "東京", "Мёд", "the", "with", "von", "rye", "7", "Müllers", "grocery", *HOSTILE_TEXTS,
)  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
days = st.one_of(st.just(0), st.integers(-900, 30)).map(lambda days: TODAY + timedelta(days))
names = st.sampled_from(["Sam Smith", "Sam", "sam@example.com", "O", *NAMES_IN_EVERY_SCRIPT])
forms_of_address = st.sampled_from([None, "", "Mr. Smith", "Sammy", "[/]", "{name}"])


@st.composite
def notes(draw: st.DrawFn) -> list[Note]:
    found = []
    for number in range(1, draw(st.integers(1, 7)) + 1):
        fields: dict[str, Any] = {
            "kind": draw(st.sampled_from([*MAY_BE_MARKED * 3, *KINDS])),
            "voice": draw(st.sampled_from(["say", *VOICES])),
            "stance": draw(st.sampled_from([None, "likes", "dislikes"])),
            "source": draw(st.sampled_from(["told", *SOURCES])),
            "standing": draw(st.sampled_from(["standing", "standing", "candidate"])),
            "alert": draw(st.sampled_from([False, False, True])),
            "noted_on": min(draw(days), TODAY),
            "confirmed_on": min(draw(days), TODAY),
            "by": draw(st.none() | days),
            "every": draw(st.sampled_from([None, None, 1, 90])),
            "parent": draw(st.sampled_from([None] * 5 + [1])),
            "topic": draw(st.none() | texts),
        }
        if draw(st.sampled_from([False, False, False, True])):
            fields |= {"ended_on": TODAY, "ended": draw(st.sampled_from(["gone", "done"]))}
        found.append(marked(make_note(number, draw(texts), **fields)))
    return found


def is_unsaid(note: Note) -> bool:
    is_marked = note.alert or note.kind == "need" or (note.kind == "preference" and note.stance)
    return note.voice != "say" or note.ended_on is not None or not is_marked


def marked(note: Note) -> Note:
    if not is_unsaid(note):
        return note
    topic = f"{note.topic} {MARK}" if note.topic else None
    return Note(**{**vars(note), "text": f"{note.text} {MARK}", "topic": topic, "author": MARK})


@st.composite
def people(draw: st.DrawFn) -> Customer:
    return Customer(
        1,
        draw(names),
        formal=draw(forms_of_address),
        familiar=draw(forms_of_address),
        pronounced=draw(forms_of_address),
        not_called=MARK,
        role=draw(st.sampled_from(ROLES)),
        owner=MARK,
        aliases=(MARK,),
        phones=(MARK,),
        emails=(MARK,),
        cards=(MARK,),
        ids=(MARK,),
        tags=(MARK,),
        occasions=(Occasion(MARK, TODAY.month, TODAY.day),),
        last_visit=draw(st.none() | days),
    )


def greeting_of(person: Customer, notes: Sequence[Note]) -> greeting.Greeting:
    return greeting.greet(person, notes, (), TEMPLATE, Policy(), TODAY, judge)


def greeted(person: Customer, notes: Sequence[Note], form: str) -> str:
    out = io.StringIO()
    show_greeting(greeting_of(person, notes), form, out)
    return out.getvalue()


def recalled(person: Customer, notes: Sequence[Note], form: str) -> str:
    out = io.StringIO()
    card = lay_out(person, notes, Policy(), TODAY, everything=True, private=True)
    show_card(card, {}, form, TODAY, out)
    return out.getvalue()


def is_indiscreet(show: Shower, person: Customer, notes: Sequence[Note]) -> bool:
    return any(MARK in show(person, notes, form) for form in FORMATS)


def private_words_in(shown: str, notes: Sequence[Note]) -> set[str]:
    private = {
        word
        for note in notes
        if note.voice == "private"
        for word in name_words(f"{note.text} {note.topic or ''}")
    }
    return private.intersection(name_words(shown)) - SMALL_WORDS


@given(people(), notes())
def test_nothing_that_is_to_be_left_unsaid_is_greeted_with(
    person: Customer, notes: list[Note]
) -> None:
    assert not is_indiscreet(greeted, person, notes)


@given(notes())
def test_no_private_word_is_greeted_with_though_it_stands_in_another_note_too(
    notes: list[Note],
) -> None:
    person = Customer(1, "Sam Smith")
    words = greeting_of(person, notes)
    shown = " ".join(saying.text for saying in (*words.say, *words.ask))
    numbers = {str(number) for number in range(1000)}
    assert private_words_in(shown, notes) - numbers == set()


@given(people(), notes())
def test_what_is_left_unsaid_changes_nothing_in_what_is_said(
    person: Customer, notes: list[Note]
) -> None:
    def says(note: Note) -> bool:
        return not is_unsaid(note) or note.voice == "private"

    without = [note for note in notes if says(note)]
    for form in FORMATS:
        assert greeted(person, notes, form) == greeted(person, without, form)


# -- and the tests would notice --------------------------------------------------------------------

NOT_TO_BE_SAID = [
    make_note(voice="act"),
    make_note(voice="private"),
    *(make_note(kind=kind) for kind in KINDS if kind != "need"),
]
NOBODY = Customer(1, "Sam Smith")


@pytest.mark.parametrize("note", NOT_TO_BE_SAID)
def test_a_card_would_be_noticed(note: Note) -> None:
    assert is_indiscreet(recalled, NOBODY, [marked(note)])


def test_a_tag_would_be_noticed() -> None:
    assert is_indiscreet(recalled, Customer(1, "Sam Smith", tags=(MARK,)), [])


@pytest.mark.parametrize(
    "note",
    [
        make_note(kind="fact"),
        make_note(voice="private", kind="need", alert=True),
        make_note(kind="praise"),
    ],
)
def test_a_greeting_that_kept_nothing_back_would_be_noticed(
    note: Note, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(greeting, "_may_be_marked", lambda _: True)
    monkeypatch.setattr(greeting, "fit_for_them", lambda notes, *_: list(notes))
    assert is_indiscreet(greeted, NOBODY, [marked(note)])


def test_a_private_word_in_another_note_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    notes = [
        make_note(1, "debt", voice="private"),
        make_note(2, "a debt of thanks", stance="likes", because="says so"),
    ]
    assert private_words_in(greeted(NOBODY, notes, "plain"), notes) == set()
    monkeypatch.setattr(greeting, "tells", lambda *_: False)
    assert private_words_in(greeted(NOBODY, notes, "plain"), notes) == {"debt"}


# -- on a pad, by the command ----------------------------------------------------------------------

UNMARKED = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([kind for kind in KINDS if kind != "need"]),
        "source": st.sampled_from([None, *SOURCES]),
        "voice": st.sampled_from([None, "act", "private"]),
        "topic": st.sampled_from([None, "tea"]),
        "on": st.integers(-900, 0).map(lambda days: TODAY + timedelta(days)),
    }
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), texts, UNMARKED),
        st.tuples(st.just("confirm"), st.integers(1, 6), st.none() | texts),
        st.tuples(st.just("import"), texts, st.sampled_from(["", "told", "observed"])),
        st.tuples(st.just("edit"), st.integers(1, 6), texts),
        st.tuples(st.just("undo"), st.none(), st.none()),
    ),
    min_size=1,
    max_size=8,
)


def take(pad: Pad, folder: Path, steps: Sequence[tuple[str, Any, Any]]) -> None:
    for verb, what, how in steps:
        with suppress(PrefpadError):
            if verb == "add":
                pad.add("@1", f"{what} {MARK}", **how)
            elif verb == "confirm":
                pad.confirm(what, now=how and f"{how} {MARK}")
            elif verb == "edit":
                pad.edit_note(what, text=f"{how} {MARK}")
            elif verb == "undo" and pad.notes("@1"):
                pad.undo()
            elif verb == "import":
                rows = [["customer", "text", "source"], ["Sam Smith", f"{what} {MARK}", how]]
                with (folder / "list.csv").open("w", newline="", encoding="utf-8") as file:
                    csv.writer(file).writerows(rows)
                pad.import_file(folder / "list.csv")


@contextmanager
def pad_after(steps: Sequence[tuple[str, Any, Any]]) -> Iterator[Pad]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Pad(Path(folder) / "pad.db", today=TODAY, create=True) as pad,
    ):
        edit = Edit(handles={"card": [MARK]}, tags=[MARK])
        pad.edit("Sam Smith", edit, new=True)
        take(pad, Path(folder), steps)
        yield pad


@given(STEPS)
def test_what_was_never_marked_as_fit_is_never_greeted(steps: list[tuple[str, Any, Any]]) -> None:
    with pad_after(steps) as pad:
        assert not any(MARK in _greeted_on(pad, form) for form in FORMATS)
        assert pad.customer("@1").tags in {(MARK,), ()}


@pytest.mark.parametrize(
    "how", [{"stance": "likes"}, {"kind": "need"}, {"alert": True}, {"voice": "say"}]
)
def test_and_what_was_marked_would_be_noticed(how: dict[str, Any]) -> None:
    with pad_after([("add", "oat latte", how)]) as pad:
        assert all(MARK in _greeted_on(pad, form) for form in FORMATS)


def _greeted_on(pad: Pad, form: str) -> str:
    out = io.StringIO()
    show_greeting(pad.greet("@1"), form, out)
    return out.getvalue()


def test_a_day_is_no_part_of_a_greeting() -> None:
    dated = make_note(confirmed_on=date(2026, 2, 1), noted_on=date(2024, 5, 5))
    assert not any("202" in greeted(NOBODY, [dated], form) for form in FORMATS)
