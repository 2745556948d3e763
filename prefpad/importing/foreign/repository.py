"""The tables of foreign lists: what they last said about customers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from prefpad.db.statements import among, as_array, stored_rows
from prefpad.domain.models import Occasion
from prefpad.domain.normalize import TELLING_DIGITS, as_json, uid
from prefpad.domain.vocabulary import NAMED_FIELDS, OWN_NAMES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from prefpad.db.unit_of_work import UnitOfWork
    from prefpad.duplicates.two_people import Identity
    from prefpad.importing.foreign.models import FieldValue

_BY_KEY = """
SELECT kind, handles.key, customer FROM json_each(:keys) AS asked
CROSS JOIN main.handles ON handles.number IN (
    SELECT number FROM main.handles WHERE key = asked.value AND kind <> 'id' LIMIT 100
)
UNION ALL
SELECT kind, handles.key, customer FROM json_each(:keys) AS asked
CROSS JOIN main.handles ON handles.key = asked.value
WHERE kind = 'id' AND source = :source"""
_BY_TAIL = """
SELECT 'tail', asked.value, customer FROM json_each(:tails) AS asked
CROSS JOIN main.handles ON handles.number IN (
    SELECT number FROM main.handles
    WHERE tail IS NOT NULL AND tail >= asked.value AND tail < asked.value || ':' LIMIT 100
)"""
_IDENTITY = f"""
SELECT kind, value FROM handles
WHERE customer = :customer AND {among("kind", (*OWN_NAMES, "formal", "phone"))}
UNION ALL
SELECT name, printf('%04d-%02d-%02d', year, month, day) FROM occasions
WHERE customer = :customer AND name = 'birthday' AND year IS NOT NULL
UNION ALL
SELECT said.key, said.value FROM _records CROSS JOIN json_each(fields) AS said
WHERE customer = :customer AND said.key IN ('gender', 'born')"""

_FORMS = (*NAMED_FIELDS, "pronounced", "role")


class Record(NamedTuple):
    """What a row of a foreign list last said about a customer, by field."""

    number: int
    identity: int
    fields: dict[str, FieldValue]
    importing: int | None


class Profile(NamedTuple):
    """The part of a customer that a list can also give."""

    forms: dict[str, str | None]
    handles: set[tuple[str, str]]
    tags: set[str]
    occasions: dict[str, Occasion]
    visits: set[str]
    messages: str | None
    how: str


def tail_of(phone: str) -> str | None:
    """Return the end of a phone's key, the last digit first, or None if it is short."""
    return phone[: -TELLING_DIGITS - 1 : -1] if len(phone) >= TELLING_DIGITS else None


def seen(connection: sqlite3.Connection, source: str, identities: Iterable[int]) -> set[int]:
    """Return which of the rows a list has brought before."""
    rows = connection.execute(
        "SELECT identity FROM json_each(?) AS asked"
        " CROSS JOIN main._records ON identity = asked.value WHERE source = ?",
        (as_array(identities), source),
    )
    return {identity for (identity,) in rows}


def bearers(
    connection: sqlite3.Connection, source: str, keys: Iterable[str], tails: Iterable[str]
) -> list[tuple[str, str, int]]:
    """Return the handles with these keys or phone tails as kind, key and customer.

    Ids count if they are of this source; the kind of a phone found by its tail is `tail`. Of what
    over a hundred share, a hundred bearers tell enough.
    """
    asked = {"keys": json.dumps([*keys]), "tails": json.dumps([*tails]), "source": source}
    return [
        *connection.execute(_BY_KEY, asked),
        *connection.execute(_BY_TAIL, asked),
    ]


def has_id_of(connection: sqlite3.Connection, customer: int, source: str) -> bool:
    """Tell whether a customer has an id of that source."""
    return bool(
        connection.execute(
            "SELECT 1 FROM handles WHERE customer = ? AND kind = 'id' AND source = ?",
            (customer, source),
        ).fetchone()
    )


def identity_of(connection: sqlite3.Connection, customer: int) -> Identity:
    """Return the names, the form of address, the birthday, the gender and the phones of a customer."""
    from prefpad.duplicates.two_people import Identity

    return Identity.of(connection.execute(_IDENTITY, {"customer": customer}))


def records_of(connection: sqlite3.Connection, customer: int, source: str) -> list[Record]:
    """Return the records of a source about a customer, oldest first."""
    rows = connection.execute(
        "SELECT number, identity, fields, import FROM _records"
        " WHERE customer = ? AND source = ? ORDER BY number",
        (customer, source),
    )
    return [Record(number, identity, json.loads(text), of) for number, identity, text, of in rows]


def customers_by_card(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the customers by the identifiers of the address cards that we wrote for them."""
    rows = connection.execute("SELECT number, created_on FROM main.customers")
    return {f"urn:uuid:{uid('customer', number, since)}": number for number, since in rows}


def is_known_to(connection: sqlite3.Connection, customer: int, source: str) -> bool:
    """Tell whether a list of that source is known to be about a customer."""
    found = connection.execute(
        "SELECT 1 FROM _records WHERE customer = ? AND source = ? LIMIT 1", (customer, source)
    )
    return found.fetchone() is not None


def customers_with_booking(connection: sqlite3.Connection, booking: str) -> set[int]:
    """Return the customers whose booking has that number, which bears its source."""
    rows = connection.execute(
        "SELECT customer FROM main.expected_visits WHERE booking = ?", (booking,)
    )
    return {customer for (customer,) in rows}


class ExpectedRow(NamedTuple):
    """An expected visit as it is stored."""

    number: int
    on_day: str
    at_time: str | None
    what: str | None
    is_withdrawn: bool


def expected_of(
    connection: sqlite3.Connection, customer: int, booking: str, on_day: str
) -> ExpectedRow | None:
    """Return a customer's expected visit of a booking, or without a number the one on that day."""
    row = connection.execute(
        "SELECT number, on_day, at_time, what, withdrawn_on IS NOT NULL FROM expected_visits"
        " WHERE customer = ? AND booking = ? AND (booking <> '' OR on_day = ?)"
        " ORDER BY on_day = ? DESC",
        (customer, booking, on_day, on_day),
    ).fetchone()
    if row is None:
        return None
    number, day, at, what, is_withdrawn = row
    return ExpectedRow(number, day, at, what, bool(is_withdrawn))


def profile(connection: sqlite3.Connection, customer: int, source: str) -> Profile:
    """Return the profile of a customer; ids count if they are of this source."""
    (person,) = stored_rows(connection, "customers", "number = ?", (customer,))
    handles = connection.execute(
        "SELECT kind, key FROM handles WHERE customer = ? AND (kind <> 'id' OR source = ?)",
        (customer, source),
    )
    tags = connection.execute("SELECT key FROM tags WHERE customer = ?", (customer,))
    occasions = connection.execute(
        "SELECT name, month, day, year FROM occasions WHERE customer = ?", (customer,)
    )
    visits = connection.execute("SELECT on_day FROM visits WHERE customer = ?", (customer,))
    consent = connection.execute(
        "SELECT status, how FROM consents WHERE customer = ? AND about = 'messages'"
        " ORDER BY number DESC LIMIT 1",
        (customer,),
    ).fetchone()
    messages, how = consent or (None, None)
    return Profile(
        {form: person[form] for form in _FORMS},
        {*handles},
        {key for (key,) in tags},
        {name: Occasion(name, *day) for name, *day in occasions},
        {day for (day,) in visits},
        messages,
        how or "",
    )


def renew(writer: UnitOfWork, record: Record, identity: int, fields: dict[str, FieldValue]) -> None:
    """Update a record to what the list says now."""
    writer.update("_records", record.number, {"identity": identity, "fields": as_json(fields)})


class Mapped(NamedTuple):
    """What a list is called, and the home of each of its columns by folded name."""

    source: str
    homes: Mapping[str, str]


def remembered(connection: sqlite3.Connection) -> dict[str, Mapped]:
    """Return the saved mappings, by header."""
    rows = connection.execute("SELECT header, source, columns FROM _mappings")
    return {header: Mapped(source, json.loads(columns)) for header, source, columns in rows}


def remember(writer: UnitOfWork, header: str, mapping: Mapped) -> None:
    """Keep how lists of a header are read, in place of how they were read before."""
    columns = json.dumps(mapping.homes, ensure_ascii=False)
    values = {"header": header, "source": mapping.source, "columns": columns}
    row = writer.connection.execute(
        "SELECT number FROM _mappings WHERE header = ?", (header,)
    ).fetchone()
    if row:
        writer.update("_mappings", row[0], values)
    else:
        writer.insert("_mappings", values)
