from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st

from prefpad import Pad
from prefpad.customers.edit import Edit
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.normalize import fold
from prefpad.domain.sanitize import clean
from prefpad.exporting.content_lines import content_line, escaped
from prefpad.exporting.vcard_writer import parts_of_a_name
from tests.conftest import TODAY
from tests.exporting.conftest import MORE_STEPS, exported, filled
from tests.helpers.making import HOSTILE_TEXTS, NAMES_IN_EVERY_SCRIPT

if TYPE_CHECKING:
    from prefpad import Note
    from tests.helpers.pads import Fresh


def cards(pad: Pad, **wanted: Any) -> list[Any]:
    """Return the cards as a stranger's program reads them."""
    return [*vobject.readComponents(exported(pad, form="vcard", **wanted).decode())]


def lines(pad: Pad) -> list[str]:
    """Return the lines, put together again."""
    return exported(pad, form="vcard").decode().replace("\r\n ", "").split("\r\n")


def test_a_card_says_how_somebody_is_called_and_reached_and_what_may_be_said(pad: Pad) -> None:
    pad.edit(
        "Sam Smith",
        Edit(
            fields={"formal": "Mr. Smith", "familiar": "Sam"},
            handles={"phone": ["+44 20 7946 0101", "0171 5"], "email": ["sam@example.com"],
                     "alias": ["the tall one"], "card": ["4711"]},
            tags=["guest/late-payer"],
            occasions={"birthday": "14 March", "anniversary": "2001-06-12"},
        ),
        new=True,
    )  # fmt: skip
    pad.add("@1", "coffee: oat, with foam; hot", stance="likes")
    pad.add("@1", "comes by train", kind="fact")
    assert lines(pad) == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "UID:urn:uuid:9b763504-81a5-5949-b5e3-98674bc30270",
        "FN:Sam Smith",
        "N:Smith;Sam;;;",
        "NICKNAME:Sam",
        "TEL:+44 20 7946 0101",
        "TEL:0171 5",
        "EMAIL:sam@example.com",
        "BDAY:--0314",
        "ANNIVERSARY:20010612",
        "NOTE:coffee: likes oat\\, with foam\\; hot\\ncomes by train",
        "END:VCARD",
        "",
    ]
    (card,) = cards(pad)
    assert card.fn.value == "Sam Smith"
    assert (card.n.value.family, card.n.value.given) == ("Smith", "Sam")
    assert card.note.value == "coffee: likes oat, with foam; hot\ncomes by train"


@pytest.mark.parametrize(
    "hidden",
    [
        {"voice": "act"},
        {"voice": "private"},
        {"source": "observed"},
        {"source": "relayed", "voice": "say"},
        {"kind": "problem"},
        {"kind": "problem", "voice": "say"},
        {"kind": "promise"},
        {"kind": "mood", "voice": "say"},
        {"kind": "want"},
        {"kind": "extra"},
        {"kind": "need", "alert": True},
        {"on": "8 years ago"},
    ],
)
def test_what_may_not_be_said_or_is_of_the_moment_stays_in_the_house(
    pad: Pad, hidden: dict[str, Any]
) -> None:
    pad.add("Ida Berg", "the secret", **hidden, new=True)
    assert b"NOTE" not in exported(pad, form="vcard")


def test_what_ended_stays_in_the_house(pad: Pad) -> None:
    pad.add("Ida Berg", "tea", voice="say", new=True)
    assert b"NOTE:tea" in exported(pad, form="vcard")
    pad.confirm(1, gone=True)
    assert b"NOTE" not in exported(pad, form="vcard")


def marked(steps: list[Any]) -> list[Any]:
    """Return the steps with a word of its own in every note that they add."""
    found = []
    for place, (verb, arguments, how) in enumerate(
        one for one in steps if not isinstance(one, str)
    ):
        who, *texts = arguments or ("",)
        words = (who, f"note{place} {texts[0]}") if verb == "add" else arguments
        found.append((verb, words, how))
    return found


def unsaid(note: Note) -> bool:
    return note.voice != "say" or note.kind == "problem" or note.ended_on is not None


@given(steps=MORE_STEPS, tag=st.sampled_from(["owes-money", "difficult/very"]))
@example(steps=[("undo", (), {})] * 3, tag="owes-money")
def test_no_note_that_may_not_be_said_no_problem_and_no_tag_is_ever_in_it(
    fresh: Fresh, steps: list[Any], tag: str
) -> None:
    with filled(fresh("one.db"), marked(steps)) as pad:
        for one in pad.customers():
            pad.edit(f"@{one.number}", Edit(tags=[tag], handles={"alias": ["zanzibar"]}))
        text = fold("".join(lines(pad)))
        assert tag not in text
        assert "zanzibar" not in text
        for one in pad.customers():
            for note in pad.notes(f"@{one.number}"):
                marks = re.findall(r"note\d+", note.text)
                assert not (unsaid(note) and marks and f"{marks[0]} " in f"{text} ")


def test_a_private_note_cannot_be_asked_for(pad: Pad) -> None:
    with pytest.raises(AskedWrongly, match="for others to read"):
        exported(pad, form="vcard", private=True)


@pytest.mark.parametrize("text", [*HOSTILE_TEXTS, *NAMES_IN_EVERY_SCRIPT])
def test_every_text_is_read_back_by_another_program(pad: Pad, text: str) -> None:
    pad.add(f"A {text}", f"x {text}", kind="fact", topic="t", new=True)
    (card,) = cards(pad)
    assert card.fn.value == clean(pad.customer("@1").name)
    (note,) = pad.notes("@1")
    assert card.note.value == "\n".join(clean(line) for line in f"t: {note.text}".split("\n"))


@given(st.text())
def test_no_line_is_longer_than_75_octets_and_unfolding_gives_it_back(text: str) -> None:
    value = escaped(text.encode(errors="ignore").decode())
    folded = content_line("NOTE", value)
    assert folded.endswith("\r\n")
    pieces = folded.removesuffix("\r\n").split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert folded.removesuffix("\r\n").replace("\r\n ", "") == f"NOTE:{value}"
    assert clean(value) == value


def test_a_folded_line_would_be_too_long_in_one_piece() -> None:
    assert content_line("NOTE", "ä" * 60).count("\r\n") == 2


def test_a_card_is_the_same_the_next_day(pad: Pad) -> None:
    pad.add("Ida Berg", "tea", new=True)
    with Pad(pad.path, today=TODAY + timedelta(days=1)) as tomorrow:
        assert exported(tomorrow, form="vcard") == exported(pad, form="vcard")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Sam Smith", ("Smith", "Sam", "")),
        ("Smith, Sam Lee", ("Smith", "Sam", "Lee")),
        ("Ida Maria Berg", ("Berg", "Ida", "Maria")),
        ("João da Conceição", ("da Conceição", "João", "")),
        ("Anna von der Heide", ("von der Heide", "Anna", "")),
        ("Van Morrison", ("Morrison", "Van", "")),
        ("Cher", ("", "Cher", "")),
        ("Smith,", ("", "Smith,", "")),
    ],
)
def test_the_parts_of_a_name_are_guessed(name: str, parts: tuple[str, str, str]) -> None:
    assert parts_of_a_name(name) == (*parts, "", "")
