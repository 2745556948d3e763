"""The notes table: reading notes as records; inserting, closing, confirming and moving them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from zlib import crc32

from prefpad.db.statements import STAYS_OPEN, as_array, veil
from prefpad.domain.models import Note
from prefpad.domain.normalize import fold
from prefpad.domain.vocabulary import ARCHIVE
from prefpad.reconfirmation.policy import DAYS_OF_PATIENCE, due_on
from prefpad.reconfirmation.rates import pace_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from prefpad.db.unit_of_work import UnitOfWork
    from prefpad.domain.models import Check

_LAST_NUMBER = 2**63 - 1
_COLUMNS = f"""
notes.number, customers.name, notes.customer, kind, topic, text, stance, source, voice, standing,
alert, noted_on, confirmed_on, author, by_day, first_by_day, every, ended_on, ended, parent,
change_rate, notes.pace_class, visit_rate, ifnull(every, days), set_by, because, notes.owner,
EXISTS (SELECT 1 FROM imports
    WHERE imports.number = notes.import AND imports.layout <> '{ARCHIVE}')"""
"""The columns of the fields of a `Note`, in their order but for `due_on`, which follows from them."""
_ENDED = 19

_SELECT = (
    f"SELECT {_COLUMNS}"
    " FROM notes JOIN customers ON customers.number = notes.customer"
    " LEFT JOIN _intervals USING (kind, alert, topic_key, visit_class, pace_class)"
)


def same_key(kind: str, topic: str | None, text: str) -> int:
    """Return the key on which a customer's equal notes collide: kind, topic, folded text."""
    return crc32(sameness(kind, fold(topic or ""), fold(text)))


def sameness(kind: str, topic_key: str, text_key: str) -> bytes:
    """Return the text that a customer's equal notes have in common; its CRC is `same_key`."""
    return f"{kind}\n{topic_key}\n{text_key}".encode()


class Notes:
    """The notes of an open pad, each with the day on which it is worth asking about again."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, number: int) -> Note | None:
        """Return the note with this number, or None."""
        if number > _LAST_NUMBER:
            return None
        found = self._read("WHERE notes.number = ?", (number,))
        return found[0] if found else None

    def numbered(self, numbers: Sequence[int]) -> list[Note]:
        """Return the notes with these numbers, in that order."""
        found = self._read(
            "WHERE notes.number IN (SELECT value FROM json_each(?))", (as_array(numbers),)
        )
        by_number = {note.number: note for note in found}
        return [by_number[number] for number in numbers if number in by_number]

    def of(self, customer: int) -> list[Note]:
        """Return all notes on a customer but those entered by mistake, oldest first."""
        return self._read(
            "WHERE notes.customer = ? AND ended IS NOT 'mistake' ORDER BY notes.number", (customer,)
        )

    def alerts_of(self, customer: int) -> list[Note]:
        """Return the current alerts of a customer, oldest first."""
        return self._read(
            "WHERE notes.customer = ? AND alert AND ended_on IS NULL ORDER BY notes.number",
            (customer,),
        )

    def same_again(self, customer: int, kind: str, topic: str | None, text: str) -> Note | None:
        """Return the current note with the same kind, topic and folded text."""
        return next(iter(self.all_the_same(customer, kind, topic, text)), None)

    def all_the_same(self, customer: int, kind: str, topic: str | None, text: str) -> list[Note]:
        """Return the current notes that are the same; several if day, stance or problem differ."""
        wanted = kind, fold(topic or ""), fold(text)
        found = self._read(
            "WHERE notes.customer = ? AND same_key = ? AND ended_on IS NULL",
            (customer, crc32(sameness(*wanted))),
        )
        return [note for note in found if _said(note) == wanted]

    def same_of_both(self, one: int, other: int) -> Iterator[tuple[Note, Note]]:
        """Yield pairs of equal current notes of two customers, without those under another note."""
        pairs = self._connection.execute(
            "SELECT mine.number, its.number FROM notes AS its CROSS JOIN notes AS mine"
            " ON mine.customer = ? AND mine.same_key = its.same_key"
            " WHERE its.customer = ? AND its.ended_on IS NULL AND mine.ended_on IS NULL"
            " AND its.parent IS NULL AND mine.parent IS NULL ORDER BY its.number, mine.number",
            (one, other),
        ).fetchall()
        for pair in pairs:
            mine, its = self.numbered(pair)
            if _said(mine) == _said(its):
                yield mine, its

    def overdue(
        self,
        day: date,
        customer: int | None = None,
        limit: int | None = None,
        *,
        private: bool = False,
    ) -> list[Note]:
        """Return the open promises and problems due by `day`, oldest first."""
        pages = self.pages_overdue(day, customer, -1 if limit is None else limit, private=private)
        return next(pages, [])

    def pages_overdue(
        self, day: date, customer: int | None, size: int, *, private: bool = False
    ) -> Iterator[list[Note]]:
        """Yield the same, that many at a time."""
        whose = "" if customer is None else f" AND notes.customer = {int(customer)}"
        after = "", 0
        while page := self._read(
            "WHERE by_day <= ? AND ended_on IS NULL AND by_day IS NOT NULL"
            f" AND {STAYS_OPEN}{whose}{veil(private)} AND (by_day, notes.number) > (?, ?)"
            " ORDER BY by_day, notes.number LIMIT ?",
            (day.isoformat(), *after, size),
        ):
            yield page
            after = str(page[-1].by), page[-1].number

    def promised_on(self, topic: str) -> list[Note]:
        """Return the open promises on a topic that are not private, oldest first."""
        return self._read(
            "WHERE topic_key = ? AND kind = 'promise' AND ended_on IS NULL"
            f"{veil(private=False)} ORDER BY notes.number",
            (topic,),
        )

    def same_elsewhere(self, note: Note, limit: int) -> list[Note]:
        """Return the current notes on other customers that say the same on the same topic.

        Private ones are left out; the text must be the same once folded.
        """
        from prefpad.db.full_text import saying

        numbers = saying(self._connection, note.topic or "", note.text, note.customer_number, limit)
        alike = (fold(note.topic or ""), fold(note.text))
        return [
            one
            for one in self.numbered(numbers)
            if (fold(one.topic or ""), fold(one.text)) == alike
        ]

    def checks(self, customer: int) -> list[Check]:
        """Return all checks of a customer's notes, oldest first."""
        from prefpad.domain.models import Check

        rows = self._connection.execute(
            "SELECT note, on_day, outcome, days, asked, before, after, author FROM checks"
            " WHERE customer = ? ORDER BY number",
            (customer,),
        ).fetchall()
        return [
            Check(note, date.fromisoformat(on), outcome, days, bool(asked), *rest)
            for note, on, outcome, days, asked, *rest in rows
        ]

    def asked_lately(self, customer: int, today: date) -> int:
        """Count the questions a customer was asked in the last 30 days, without today's."""
        since = today - timedelta(DAYS_OF_PATIENCE)
        (asked,) = self._connection.execute(
            "SELECT ifnull(sum(asked), 0) FROM checks"
            " WHERE customer = ? AND on_day > ? AND on_day < ?",
            (customer, since.isoformat(), today.isoformat()),
        ).fetchone()
        return int(asked)

    def said_by_hand(self, customer: int) -> frozenset[int]:
        """Return the numbers of the notes whose voice `say` was set by a person."""
        rows = self._connection.execute(
            "SELECT number FROM notes WHERE customer = ? AND voice_by_hand AND voice = 'say'",
            (customer,),
        )
        return frozenset(number for (number,) in rows)

    def is_lowered(self, number: int) -> bool:
        """Tell whether somebody said of a note that it is not an alert."""
        row = self._connection.execute("SELECT no_alert FROM notes WHERE number = ?", (number,))
        return bool(row.fetchone()[0])

    def may_need_an_alert(self) -> list[tuple[int, str]]:
        """Return the notes that stand and that nobody judged or lowered, with topic and text."""
        return self._connection.execute(
            "SELECT number, ifnull(topic || ': ', '') || text FROM notes"
            " WHERE NOT alert AND NOT no_alert AND ended_on IS NULL"
        ).fetchall()

    def voice_is_by_hand(self, number: int) -> bool:
        """Tell whether a note's voice was set by a person."""
        row = self._connection.execute(
            "SELECT voice_by_hand FROM notes WHERE number = ?", (number,)
        ).fetchone()
        return bool(row and row[0])

    def _read(self, where: str, values: tuple[Any, ...]) -> list[Note]:
        rows = self._connection.execute(f"{_SELECT} {where}", values).fetchall()
        return [*map(_note, rows)]


def _note(row: tuple[Any, ...]) -> Note:
    """Return the note of a row of `_COLUMNS`."""
    *said, alert, noted_on, confirmed_on, author, by, first_by, every, ended_on, ended = row[
        :_ENDED
    ]
    parent, change_rate, pace, visit_rate, ask_after, set_by, because, owner, from_list = row[
        _ENDED:
    ]
    day = date.fromisoformat
    confirmed = day(confirmed_on)
    stands = ended_on is None and said[-1] == "standing"
    is_rated = change_rate is not None
    values = (
        *said,
        bool(alert),
        day(noted_on),
        confirmed,
        due_on(confirmed, ask_after, stands=stands),
        author,
        by and day(by),
        first_by and day(first_by),
        every,
        ended_on and day(ended_on),
        ended,
        parent,
        change_rate,
        pace_of(pace) if is_rated else None,
        visit_rate,
        ask_after,
        "note" if is_rated and every else set_by,
        because,
        owner,
        bool(from_list),
    )
    return Note(*values)


def _said(note: Note) -> tuple[str, str, str]:
    return note.kind, fold(note.topic or ""), fold(note.text)


_WITH_THOSE_UNDER_IT = """
WITH RECURSIVE family(number) AS (
    SELECT ? UNION SELECT notes.number FROM notes JOIN family ON notes.parent = family.number
) SELECT number FROM family ORDER BY number"""


def with_those_under_it(connection: sqlite3.Connection, note: int) -> list[int]:
    """Return the numbers of a note and all notes under it, open or closed."""
    return [number for (number,) in connection.execute(_WITH_THOSE_UNDER_IT, (note,)).fetchall()]


def move(writer: UnitOfWork, note: int, customer: int) -> None:
    """Move a note, and those under it, to another customer.

    Its checks go along. The customer who had it keeps the rows of lists that it came from, so that
    the same list does not bring it back.
    """
    for number in with_those_under_it(writer.connection, note):
        _keep_rows_of_lists(writer, number)
        writer.update("notes", number, {"customer": customer})
        for check in _checks_of(writer.connection, number):
            writer.update("checks", check, {"customer": customer})


def drop_checks(writer: UnitOfWork, note: int) -> None:
    """Delete the checks of a note, so that no rate counts them."""
    for check in _checks_of(writer.connection, note):
        writer.delete("checks", check)


def _checks_of(connection: sqlite3.Connection, note: int) -> list[int]:
    rows = connection.execute("SELECT number FROM checks WHERE note = ? ORDER BY number", (note,))
    return [number for (number,) in rows.fetchall()]


def _keep_rows_of_lists(writer: UnitOfWork, note: int) -> None:
    rows = writer.connection.execute("SELECT number FROM _import_rows WHERE note = ?", (note,))
    for (number,) in rows.fetchall():
        writer.update("_import_rows", number, {"note": None})
    row = writer.connection.execute(
        "SELECT customer, imported_as, import FROM notes WHERE number = ?"
        " AND imported_as IS NOT NULL AND import IS NOT NULL"
        " AND (customer, imported_as) NOT IN (SELECT customer, identity FROM _import_rows)",
        (note,),
    ).fetchone()
    if row:
        columns = ("customer", "identity", "import")
        writer.insert("_import_rows", dict(zip(columns, row, strict=True)))
