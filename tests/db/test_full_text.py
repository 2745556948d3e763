from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from prefpad.db.full_text import count_private, matching, saying
from prefpad.domain.errors import AskedWrongly
from tests.bench import pads
from tests.conftest import TODAY
from tests.helpers.making import HOSTILE_TEXTS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def texts(pad: Pad) -> Pad:
    pad.add("Sam Smith", "oat flat white", topic="coffee", new=True)
    pad.add("Sam Smith", "oat porridge, no sugar", topic="breakfast")
    pad.add("Sam Smith", "owes his brother oats", kind="fact", voice="private")
    pad.add("Sam Smith", "oat allergy", alert=True)
    return pad


def found(pad: Pad, words: str, **options: bool) -> list[int]:
    return [note.number for note in pad.search(words, **options)]


def test_the_newest_come_first(texts: Pad) -> None:
    assert found(texts, "oat") == [4, 2, 1]


def test_every_word_must_be_there_in_text_or_topic(texts: Pad) -> None:
    assert found(texts, "white oat") == [1]
    assert found(texts, "coffee oat") == [1]
    assert found(texts, "white porridge") == []


def test_a_word_may_be_a_beginning(texts: Pad) -> None:
    assert found(texts, "porr") == [2]


def test_what_has_no_word_finds_nothing(texts: Pad) -> None:
    connection = texts.session.connection
    assert matching(connection, "...", 10, private=True) == []
    assert saying(connection, "coffee", "!?", but=0, limit=10) == []
    assert saying(connection, "--", "oat", but=0, limit=10) == []
    assert count_private(connection, '"') == 0


def test_a_code_of_many_parts_is_found_as_it_stands(pad: Pad) -> None:
    number = pad.add("Sam Smith", "locker A1B2C3D4", new=True).number
    assert found(pad, "a1b2c3d4") == [number]


def test_private_notes_are_left_out_until_asked_for(texts: Pad) -> None:
    assert 3 not in found(texts, "oats")
    assert 3 in found(texts, "oats", private=True)


def test_ended_notes_are_found_too(texts: Pad) -> None:
    texts.confirm(1, gone=True)
    assert found(texts, "white") == [1]


def test_search_follows_a_change_of_text(texts: Pad) -> None:
    texts.confirm(1, now="green tea")
    assert found(texts, "white") == []
    assert found(texts, "green") == [1]


def test_a_limit_is_kept(texts: Pad) -> None:
    assert len(texts.search("oat", limit=2)) == 2


@pytest.mark.parametrize(
    "words", ["oat AND white", "NEAR(oat white)", "text:oat",
              'oat" OR "x', "a@b", "nul\x00", "half\udcff", "O'Brien", "x" * 4_000]
)  # fmt: skip
def test_no_words_are_read_as_a_query_language(texts: Pad, words: str) -> None:
    assert found(texts, words) == []


def test_words_longer_than_any_note_are_refused(texts: Pad) -> None:
    with pytest.raises(AskedWrongly, match="as long"):
        texts.search("x" * 4_001)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Crème brûlée", "creme BRULEE"),
        ("Straße nach Łódź", "straße łódź"),
        ("smørrebrød", "smørre"),
        ("\uff21\uff22\uff23", "\uff21\uff22\uff23"),
        ("हिन्दी चाय", "हिन्दी"),
        ("東京タワー", "東京"),
        ("it's oat-milk", "it's oat-milk"),
        ("x - y", "y - x"),
    ],
)
def test_text_in_any_script_is_found(pad: Pad, text: str, words: str) -> None:
    note = pad.add("Sam Smith", text, new=True)
    assert pad.search(words) == [note]


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_strange_text_is_found_by_itself(pad: Pad, text: str) -> None:
    note = pad.add("Sam Smith", text, new=True)
    if any(letter.isalnum() for letter in text):
        assert pad.search(text) == [note]


def test_no_note_after_a_large_import_waits_for_its_index(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prefpad.db.full_text._INDEXED_IN_MEMORY", 20_000)
    pads.write_list(tmp_path / "list.csv", 2_000)
    with Pad(path, today=TODAY, create=True) as pad:
        pad.import_file(tmp_path / "list.csv")
        known = blocks(pad)
        assert len(known) > 12
        for number in range(20):
            pad.add("G-0000001", f"remark {number}")
            now = blocks(pad)
            assert len(now - known) < 8
            known = now


def blocks(pad: Pad) -> set[int]:
    rows = pad.session.connection.execute("SELECT id FROM notes_search_data WHERE id > 10")
    return {number for (number,) in rows}
