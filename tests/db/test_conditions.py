from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, get_args

import pytest

from prefpad.customers.repository import HANDLE_KEYS
from prefpad.db.connection import open_pad
from prefpad.db.statements import ASKED_AGAIN, STAYS_OPEN, veil
from prefpad.domain.normalize import name_key
from prefpad.domain.vocabulary import (
    CONSENTS,
    KINDS,
    NAMES,
    ROLES,
    SOURCES,
    STANCES,
    VOICES,
    Ending,
    Standing,
)

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad

WORDS = {
    "customers.role": ROLES,
    "handles.kind": tuple(HANDLE_KEYS),
    "notes.kind": tuple(KINDS),
    "notes.stance": STANCES,
    "notes.source": SOURCES,
    "notes.voice": VOICES,
    "notes.standing": get_args(Standing),
    "notes.ended": get_args(Ending),
    "consents.status": CONSENTS,
}


@pytest.mark.parametrize("of", sorted(WORDS))
def test_the_schema_takes_the_words_of_the_vocabulary_and_no_other(pad: Pad, of: str) -> None:
    table, column = of.split(".")
    with closing(open_pad(pad.path)) as connection:
        (sql,) = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE name = ?", (table,)
        ).fetchone()
    (check,) = re.findall(rf"CHECK \(\s*({column} = '[^)]*)\)", sql)
    assert set(re.findall(r"'(\w+)'", check)) == set(WORDS[of])


def test_the_names_are_the_handles_that_are_folded_as_names() -> None:
    assert {kind for kind, key in HANDLE_KEYS.items() if key is name_key} == {*NAMES}


@pytest.mark.parametrize(
    ("index", "condition"),
    [
        ("notes_to_confirm", ASKED_AGAIN),
        ("notes_with_own_interval", ASKED_AGAIN),
        ("notes_open", STAYS_OPEN),
    ],
)
def test_an_index_of_some_kinds_serves_the_queries_on_them(
    pad: Pad, index: str, condition: str
) -> None:
    """SQLite uses a partial index only for a query with the very same list of kinds."""
    with closing(open_pad(pad.path)) as connection:
        (sql,) = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE name = ?", (index,)
        ).fetchone()
        others = sql.partition("WHERE")[2].replace(condition, "TRUE")
        query = f"SELECT 1 FROM notes INDEXED BY {index} WHERE {others} AND "
        connection.execute(query + condition)
        with pytest.raises(sqlite3.OperationalError, match="no query solution"):
            connection.execute(query + condition.replace("IN (", "IN ('other', "))


def test_the_veil_leaves_out_what_a_note_says_is_hidden(pad: Pad, path: Path) -> None:
    pad.add("Sam Smith", "latte", new=True)
    pad.add("Sam Smith", "a divorce", voice="private")
    pad.add("Sam Smith", "walnuts", kind="need", alert=True)
    notes = pad.notes("Sam Smith")
    for private in (False, True):
        with closing(open_pad(path)) as connection:
            rows = connection.execute(f"SELECT number FROM notes WHERE TRUE{veil(private)}")
            shown = {number for (number,) in rows}
        assert shown == {note.number for note in notes if not note.is_hidden(private)}
    assert [note.number for note in notes if note.is_hidden(private=False)] == [2]


def test_an_alert_is_never_veiled_whatever_its_voice(pad: Pad, path: Path) -> None:
    pad.add("Sam Smith", "walnuts", kind="need", alert=True, new=True)
    with closing(open_pad(path)) as connection:
        connection.execute("UPDATE notes SET voice = 'private'")
        found = connection.execute(f"SELECT count(*) FROM notes WHERE TRUE{veil(False)}")
        assert found.fetchone() == (1,)
    assert not pad.notes("Sam Smith")[0].is_hidden(private=False)
