"""Whatever way a text comes into the pad, what is sensitive is kept private and nothing is refused."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad import Pad
from prefpad.domain.errors import AskedWrongly, CouldNot
from prefpad.domain.vocabulary import KINDS, SOURCES, VOICES
from tests.bench.sensitive import remarks
from tests.conftest import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefpad import Card, Note

SENTENCES = [row.sentence for row in remarks()]


@pytest.fixture
def sam(pad: Pad) -> Pad:
    pad.add("Sam Smith", "oat latte", new=True)
    return pad


def add(pad: Pad, text: str, **fields: Any) -> Note:
    return pad.add("smith", text, **fields)


# -- typed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [*KINDS, "idea"])
def test_a_note_of_any_kind_that_speaks_of_health_is_private(sam: Pad, kind: str) -> None:
    assert add(sam, "diabetic", kind=kind).voice == "private"


@pytest.mark.parametrize("voice", ["say", "act"])
def test_a_voice_without_a_reason_does_not_open_it(sam: Pad, voice: str) -> None:
    assert add(sam, "diabetic", voice=voice).voice == "private"


def test_a_voice_with_a_reason_does_and_the_reason_is_kept(sam: Pad) -> None:
    note = add(sam, "diabetic", voice="act", because="asked us to tell the kitchen")
    assert (note.voice, note.because) == ("act", "asked us to tell the kitchen")
    assert sam.confirm(note.number).because == "asked us to tell the kitchen"


def test_the_reason_may_come_later(sam: Pad) -> None:
    first = add(sam, "diabetic")
    note = add(sam, "diabetic", voice="act", because="asked us to tell the kitchen")
    assert (note.number, note.voice) == (first.number, "act")
    assert note.because == "asked us to tell the kitchen"


@pytest.mark.parametrize("because", ["", " ", "half\udcff", "x" * 5000])
def test_a_reason_is_some_words(sam: Pad, because: str) -> None:
    with pytest.raises(AskedWrongly, match="reason"):
        add(sam, "diabetic", voice="act", because=because)


def test_a_reason_needs_a_voice(sam: Pad) -> None:
    with pytest.raises(AskedWrongly, match="reason needs the voice"):
        add(sam, "diabetic", because="so")


def test_an_alert_is_never_hidden(sam: Pad) -> None:
    assert add(sam, "epileptic", alert=True).voice == "act"
    assert add(sam, "allergic to nuts", alert=True).voice == "say"


def test_an_allergy_is_not_hidden_by_what_stands_beside_it(sam: Pad) -> None:
    assert add(sam, "allergic to nuts, and diabetic").voice == "act"


def test_food_of_a_faith_and_a_judgement_are_not_said(sam: Pad) -> None:
    assert add(sam, "halal meat").voice == "act"
    judged = add(sam, "rude")
    assert (judged.voice, judged.text) == ("act", "rude")


def test_the_topic_speaks_too(sam: Pad) -> None:
    assert add(sam, "divorce: papers by post").voice == "private"


def test_what_was_tried_on_a_problem_is_judged_by_itself(sam: Pad) -> None:
    problem = add(sam, "cold shower", kind="problem")
    under = add(sam, "his divorce upsets him", kind="other", under=problem.number)
    assert (sam.note(problem.number).voice, under.voice) == ("act", "private")
    sam.done(problem.number, "told his diabetic wife")
    assert sam.note(under.number + 1).voice == "private"


# -- confirmed -----------------------------------------------------------------------------------


def test_a_text_that_changes_is_judged_anew(sam: Pad) -> None:
    assert sam.confirm(1, now="decaf since the heart attack").voice == "private"
    assert sam.confirm(1).voice == "private"
    assert sam.confirm(1, now="oat latte").voice == "private"


def test_a_reason_is_for_the_text_that_it_was_given_with(sam: Pad) -> None:
    note = add(sam, "diabetic", voice="say", because="speaks of it openly")
    changed = sam.confirm(note.number, now="has cancer")
    assert (changed.voice, changed.because) == ("private", None)


def test_what_was_made_private_by_hand_stays_so(sam: Pad) -> None:
    note = add(sam, "a surprise", voice="private")
    assert sam.confirm(note.number, now="another surprise").voice == "private"


def test_a_note_that_replaces_another_is_judged(sam: Pad) -> None:
    assert add(sam, "no sugar, diabetic", instead=1).voice == "private"


def test_a_candidate_that_is_told_is_judged(sam: Pad) -> None:
    note = add(sam, "diabetic", source="observed")
    assert sam.confirm(note.number).voice == "private"


# -- imported ------------------------------------------------------------------------------------

ROWS = """customer,text,voice,alert
Ida Berg,a Muslim,,
Bo Ek,wine list first,,
Bo Ek,has cancer,,
Bo Ek,pregnant,act,
Bo Ek,epileptic,,yes
Bo Ek,rude,,
"""


def test_a_file_is_judged_and_told_how_many_became_private(pad: Pad, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(ROWS, "utf-8")
    assert pad.import_file(file, dry_run=True).private == {"faith": 1, "health": 1}
    assert pad.import_file(file).private == {"faith": 1, "health": 1}
    voices = {pad.note(number).text: pad.note(number).voice for number in range(1, 7)}
    assert voices == {
        "a Muslim": "private",
        "wine list first": "act",
        "has cancer": "private",
        "pregnant": "act",
        "epileptic": "act",
        "rude": "act",
    }
    assert pad.import_file(file).private == {}


def test_the_owners_words_count_in_a_file_too(pad: Pad, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("customer,text\nBo Ek,at the golf club\nBo Ek,has cancer\n", "utf-8")
    pad.set("sensitive", "golf club, not cancer")
    assert pad.import_file(file).private == {"what this pad keeps private": 1}


# -- whatever is written -------------------------------------------------------------------------

TEXTS = st.one_of(
    st.sampled_from(SENTENCES),
    st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=3).map(", ".join),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20).filter(
        lambda text: any(map(str.isalnum, text))
    ),
)


def shown(card: Card) -> Iterator[Note]:
    yield from (*card.open, *card.say, *card.ask, *card.act)


@given(data=st.data())
def test_nothing_is_refused_and_nothing_sensitive_is_on_the_card(data: st.DataObject) -> None:
    with (
        TemporaryDirectory() as folder,
        Pad(Path(folder, "pad.db"), today=TODAY, create=True) as pad,
    ):
        pad.add("Sam Smith", "oat latte", new=True)
        for _ in range(data.draw(st.integers(1, 4))):
            text = data.draw(TEXTS)
            kind = data.draw(st.sampled_from([*KINDS]))
            note = pad.add(
                "smith",
                text,
                kind=KINDS[kind].name,
                source=data.draw(st.sampled_from(SOURCES)),
                voice=data.draw(st.sampled_from([None, *VOICES])),
            )
            if KINDS[kind].asked_again:
                with suppress(CouldNot):
                    pad.confirm(note.number, now=data.draw(st.sampled_from(SENTENCES)))
        card = pad.recall("smith", everything=True)
        for note in shown(card):
            judged = pad.judge(f"{note.topic or ''} {note.text}")
            assert judged.voice != "private", note
            assert judged.voice == "say" or note.voice != "say", note
