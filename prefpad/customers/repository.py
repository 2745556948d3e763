"""Customers with their handles, tags and occasions."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from prefpad.customers.consent import CONSENT
from prefpad.customers.visit_rows import visit_days_of
from prefpad.db.statements import THESE, among, as_array, veil
from prefpad.domain.models import Consent, Customer, Occasion, Shared
from prefpad.domain.normalize import code_key, email_key, fold, name_key, phone_key
from prefpad.domain.record import Record
from prefpad.domain.vocabulary import FORMER_NAME, NAMED_FIELDS, NAMES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from prefpad.db.unit_of_work import UnitOfWork, Value

HANDLE_KEYS: dict[str, Callable[[str], str]] = {
    "name": name_key,
    "formal": name_key,
    "familiar": name_key,
    "alias": name_key,
    FORMER_NAME: name_key,
    "phone": phone_key,
    "email": email_key,
    "card": code_key,
    "id": code_key,
}
_FIELDS = (*NAMED_FIELDS, "pronounced", "not_called", "role", "owner")
_HANDLES = ("alias", "phone", "email", "card", "id")
_WITH_ITS_SOURCE = "ifnull(nullif(source, '') || ':', '') || value"

KEPT = "keep "
"""What the field of a record begins with that has no home: the column's name follows."""

LAST_VISIT = f"(SELECT max(day) FROM ({visit_days_of('customers.number')}))"
_FIRST_VISIT = LAST_VISIT.replace("max(", "min(")
_KEPT_LAST_VISIT = (
    "(SELECT date(last_day + 1721424.5) FROM _rhythms WHERE customer = customers.number)"
)
"""The same as it was kept when the last change was committed, in a tenth of the time."""


def _part(name: str, rows: str, columns: Sequence[str], order: str = "number") -> str:
    """Return the query of what one table has of some customers.

    Each row is whose it is, its place among theirs, the name of the part, and its values.

    Args:
        name: of the part, as SQL.
        rows: the table.
        columns: the values, as SQL.
        order: what their place follows from.
    """
    values = ", ".join((*columns, *["NULL"] * (len(_FIELDS) + 1 - len(columns))))
    whose = "number" if rows == "customers" else "customer"
    return f"SELECT {whose}, {order}, {name}, {values} FROM {rows} WHERE {whose} {THESE}"


_LAST_SAID = """
AND number IN (SELECT max(number) FROM consents AS said
    WHERE said.customer = consents.customer GROUP BY about)"""
_STORED = " UNION ALL ".join(
    (
        _part("'customer'", "customers", (*_FIELDS, LAST_VISIT)),
        _part("kind", "handles", (_WITH_ITS_SOURCE,)) + f" AND {among('kind', _HANDLES)}",
        _part("'tag'", "tags", ("tag",), "key"),
        _part("'occasion'", "occasions", ("name", "month", "day", "year"), "month * 31 + day"),
        _part("'consent'", "consents", ("about", "status", "on_day", "how"), "about") + _LAST_SAID,
        _part("'record'", "_records", ("source", "fields")),
    )
)
"""All that is known of some customers, in one statement for however many."""
_STORED_AND_KEPT = _STORED.replace(LAST_VISIT, _KEPT_LAST_VISIT)


MOST_SHARING = 3
"""How many others are named of those who share a phone or a household."""
_SHORTEST_PHONE = 7
_HOUSEHOLD = "household"
"""The first level of a tag that all of a household have, such as `household/harbour street 4`."""


def _sharing(what: str, others: str) -> str:
    return f"""
SELECT '{what}', name, number FROM customers WHERE number IN (
    SELECT theirs.customer FROM {others} AND theirs.customer <> :customer LIMIT :most
)"""


_SHARED = " UNION ALL ".join(
    (
        _sharing(
            "phone",
            f"""handles AS mine JOIN handles AS theirs
        ON theirs.tail >= substr(mine.tail, 1, {_SHORTEST_PHONE})
            AND theirs.tail < substr(mine.tail, 1, {_SHORTEST_PHONE}) || ':'
            AND (theirs.tail LIKE rtrim(mine.tail, '0') || '%'
                OR mine.tail LIKE rtrim(theirs.tail, '0') || '%')
        WHERE mine.customer = :customer AND length(mine.tail) >= {_SHORTEST_PHONE}""",
        ),
        _sharing(
            "email",
            """handles AS mine JOIN handles AS theirs
        ON theirs.key = mine.key AND theirs.kind = mine.kind
        WHERE mine.customer = :customer AND mine.kind = 'email'""",
        ),
        _sharing(
            _HOUSEHOLD,
            f"""tags AS mine JOIN tags AS theirs ON theirs.key = mine.key
        WHERE mine.customer = :customer AND mine.key GLOB '{_HOUSEHOLD}/*'""",
        ),
    )
)


WITHOUT = {
    "phone": "NOT EXISTS (SELECT 1 FROM handles h WHERE h.customer = c.number AND h.kind = 'phone')",
    "email": "NOT EXISTS (SELECT 1 FROM handles h WHERE h.customer = c.number AND h.kind = 'email')",
    "birthday": (
        "NOT EXISTS (SELECT 1 FROM occasions o WHERE o.customer = c.number AND o.name = 'birthday')"
    ),
    "tag": "NOT EXISTS (SELECT 1 FROM tags t WHERE t.customer = c.number)",
    "owner": "c.owner IS NULL",
    "visits": "last_day IS NULL",
}
"""What customers may be listed for that they lack, each with its condition."""

SORTS = {
    "name": "key, handles.customer",
    "last-visit": "last_day DESC, key, c.number",
    "visits": "visit_days DESC, key, c.number",
    "added": "c.number DESC",
}
"""How customers may be sorted: by name, the latest visit, most visits or the newest first."""

_BY_NAME = "handles JOIN customers c ON c.number = handles.customer"
_NEWEST_FIRST = "customers c CROSS JOIN handles ON handles.customer = c.number"
"""Read in the order of customers, so that no more are read than are listed."""

_AFTER = {"name": "(key, handles.customer) > (?, ?)", "added": "c.number < ?"}
"""The sorts in which what comes after a row is found without what comes before it."""


class Filter(Record):
    """Which customers to list, and in which order.

    Attributes:
        tags: tags that they have, all of them, each itself or a level below it.
        role, owner: theirs.
        without: what they lack, keys of `WITHOUT`.
        last_visit_before: the day before which they were last here; those never here are left out.
        sort: a key of `SORTS`.
    """

    tags: Sequence[str] = ()
    role: str | None = None
    owner: str | None = None
    without: Sequence[str] = ()
    last_visit_before: date | None = None
    sort: str = "name"


def handle_row(customer: int, kind: str, value: str, source: str | None = None) -> dict[str, Value]:
    """Return the row of a handle, with its search keys."""
    key = HANDLE_KEYS[kind](value)
    tail = key[::-1] if kind == "phone" else None
    return {
        "customer": customer,
        "kind": kind,
        "value": value,
        "key": key,
        "tail": tail,
        "source": source,
    }


def get(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[Customer]:
    """Return the customers with these numbers, in that order; unknown numbers are left out."""
    return _read(connection, [*numbers], _STORED)


def _read(connection: sqlite3.Connection, numbers: Sequence[int], query: str) -> list[Customer]:
    setting = connection.execute("SELECT value FROM settings WHERE name = ?", (CONSENT.name,))
    required = CONSENT.read(next(setting, (CONSENT.default,))[0])
    rows = connection.execute(f"{query} ORDER BY 1, 2", {"these": as_array(numbers)}).fetchall()
    found = {
        number: _customer(number, stored, required)
        for number, stored in groupby(rows, itemgetter(0))
    }
    return [found[number] for number in numbers if number in found]


def numbers_of(
    connection: sqlite3.Connection, wanted: Filter, limit: int | None = None
) -> list[int]:
    """Return the numbers of the customers that pass a filter, in its order."""
    clauses, values = _conditions(connection, wanted)
    return [number for number, _ in _listed(connection, wanted, clauses, values, limit)]


def pages_of(
    connection: sqlite3.Connection, wanted: Filter, size: int, limit: int | None = None
) -> Iterator[list[Customer]]:
    """Yield the customers that pass a filter, in its order, that many at a time.

    Where they are sorted by their visits, their numbers are read first.
    """
    size = size if limit is None else min(size, limit)
    clauses, values = _conditions(connection, wanted)
    if wanted.sort not in _AFTER:
        from array import array

        numbers = array("q", numbers_of(connection, wanted, limit))
        for first in range(0, len(numbers), size):
            yield _read(connection, numbers[first : first + size], _STORED_AND_KEPT)
        return
    page = _listed(connection, wanted, clauses, values, size)
    while page:
        yield _read(connection, [number for number, _ in page], _STORED_AND_KEPT)
        number, key = page[-1]
        after = (key, number) if wanted.sort == "name" else (number,)
        page = _listed(connection, wanted, [*clauses, _AFTER[wanted.sort]], [*values, *after], size)


def _listed(
    connection: sqlite3.Connection,
    wanted: Filter,
    clauses: Sequence[str],
    values: Sequence[Value],
    limit: int | None,
) -> list[tuple[int, str]]:
    return connection.execute(
        f"SELECT c.number, key FROM {_NEWEST_FIRST if wanted.sort == 'added' else _BY_NAME}"
        " LEFT JOIN _rhythms r ON r.customer = c.number"
        f" WHERE kind = 'name' AND {' AND '.join(clauses or ['TRUE'])}"
        f" ORDER BY {SORTS[wanted.sort]} LIMIT ?",
        (*values, -1 if limit is None else limit),
    ).fetchall()


def _conditions(connection: sqlite3.Connection, wanted: Filter) -> tuple[list[str], list[Value]]:
    clauses = [WITHOUT[what] for what in wanted.without]
    values: list[Value] = []
    for tag in map(fold, wanted.tags):
        clauses.append(
            "c.number IN (SELECT customer FROM tags WHERE key = ? OR (key > ? AND key < ?))"
        )
        values += [tag, f"{tag}/", f"{tag}0"]
    if wanted.role is not None:
        clauses.append("role = ?")
        values.append(wanted.role)
    if wanted.owner is not None:
        named = connection.execute("SELECT DISTINCT owner FROM customers WHERE owner IS NOT NULL")
        owners = [owner for (owner,) in named if fold(owner) == fold(wanted.owner)]
        clauses.append(f"owner IN ({', '.join('?' * len(owners))})")
        values += owners
    if wanted.last_visit_before is not None:
        clauses.append("last_day < ?")
        values.append(wanted.last_visit_before.toordinal())
    return clauses, values


def newest_remark(connection: sqlite3.Connection, number: int) -> str:
    """Return the newest open note on a customer that is not private, or an empty text."""
    found = connection.execute(
        "SELECT text FROM notes WHERE customer = ? AND ended_on IS NULL"
        f"{veil(private=False)} ORDER BY noted_on DESC, number DESC LIMIT 1",
        (number,),
    ).fetchone()
    return found[0] if found else ""


def shared_with(connection: sqlite3.Connection, number: int) -> list[Shared]:
    """Return others who share a customer's phone, e-mail or household, the first few of each."""
    rows = connection.execute(_SHARED, {"customer": number, "most": MOST_SHARING})
    return [Shared(*row) for row in rows]


def create(writer: UnitOfWork, name: str, created_on: str) -> int:
    """Make a customer called `name` and return the number."""
    number = writer.insert("customers", {"name": name, "created_on": created_on})
    writer.insert("handles", handle_row(number, "name", name))
    return number


def change(writer: UnitOfWork, number: int, fields: dict[str, str | None]) -> None:
    """Set fields of a customer; the handles that repeat a name, formal or familiar form follow."""
    writer.update("customers", number, fields)
    for kind in NAMED_FIELDS:
        if kind not in fields:
            continue
        value = fields[kind]
        rows = _handles(writer.connection, number, kind)
        if value and rows:
            writer.update("handles", rows[0][0], handle_row(number, kind, value))
        elif value:
            writer.insert("handles", handle_row(number, kind, value))
        else:
            for row, _ in rows:
                writer.delete("handles", row)


def add_former_name(writer: UnitOfWork, number: int, before: str) -> bool:
    """Keep a customer's old name for search; return False if another handle is the same."""
    known = writer.connection.execute(
        f"SELECT 1 FROM handles WHERE customer = ? AND key = ? AND {among('kind', NAMES)}",
        (number, name_key(before)),
    ).fetchone()
    return not known and add_handle(writer, number, FORMER_NAME, before)


def add_handle(
    writer: UnitOfWork, number: int, kind: str, value: str, source: str | None = None
) -> bool:
    """Add a handle unless the customer has it, and tell whether it was added."""
    row = handle_row(number, kind, value, source)
    known = writer.connection.execute(
        "SELECT 1 FROM handles WHERE customer = ? AND kind = ? AND key = ? AND source IS ?",
        (number, kind, row["key"], source),
    ).fetchone()
    if not known:
        writer.insert("handles", row)
    return not known


def drop_handle(writer: UnitOfWork, number: int, kinds: tuple[str, ...], value: str) -> bool:
    """Remove the customer's handle of one of these kinds, and tell whether there was one.

    An outside id is meant as it is shown, with its source.
    """
    rows = writer.connection.execute(
        "SELECT number, kind, coalesce(source || ':', '') || value FROM handles WHERE customer = ?",
        (number,),
    ).fetchall()
    dropped = [
        row
        for row, kind, shown in rows
        if kind in kinds and HANDLE_KEYS[kind](shown) == HANDLE_KEYS[kind](value)
    ]
    for row in dropped:
        writer.delete("handles", row)
    return bool(dropped)


def add_tag(writer: UnitOfWork, number: int, tag: str) -> bool:
    """Add a tag unless the customer has it, and tell whether it was added."""
    key = fold(tag)
    if _numbered(writer.connection, "tags", number, "key", key):
        return False
    writer.insert("tags", {"customer": number, "tag": tag, "key": key})
    return True


def drop_tag(writer: UnitOfWork, number: int, tag: str) -> bool:
    """Remove a tag, and tell whether the customer had it."""
    row = _numbered(writer.connection, "tags", number, "key", fold(tag))
    if row:
        writer.delete("tags", row)
    return bool(row)


def set_occasion(writer: UnitOfWork, number: int, occasion: Occasion) -> None:
    """Set the day of an occasion, in place of the one of that name."""
    values: dict[str, Value] = {
        "month": occasion.month,
        "day": occasion.day,
        "year": occasion.year,
    }
    row = _numbered(writer.connection, "occasions", number, "name", occasion.name)
    if row:
        writer.update("occasions", row, values)
    else:
        writer.insert("occasions", {"customer": number, "name": occasion.name, **values})


def drop_occasion(writer: UnitOfWork, number: int, name: str) -> bool:
    """Remove an occasion, and tell whether the customer had it."""
    row = _numbered(writer.connection, "occasions", number, "name", name)
    if row:
        writer.delete("occasions", row)
    return bool(row)


def add_consent(writer: UnitOfWork, number: int, said: Consent) -> None:
    """Add a consent to notes or messages, unless it repeats the last one."""
    last = writer.connection.execute(
        "SELECT status, on_day, how FROM consents WHERE customer = ? AND about = ?"
        " ORDER BY number DESC LIMIT 1",
        (number, said.about),
    ).fetchone()
    values = {"status": said.status, "on_day": said.on.isoformat(), "how": said.how}
    if last != (*values.values(),):
        author = writer.signature.author
        writer.insert(
            "consents", {"customer": number, "about": said.about, **values, "author": author}
        )


def _customer(number: int, rows: Iterable[tuple[Any, ...]], required: bool) -> Customer:
    stored: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows:
        stored.setdefault(row[2], []).append(row[3:])
    ((*fields, last_visit),) = stored["customer"]
    others = [tuple([value for value, *_ in stored.get(kind, ())]) for kind in (*_HANDLES, "tag")]
    occasions = tuple([Occasion(*values[:4]) for values in stored.get("occasion", ())])
    consents = tuple(
        [
            Consent(about, status, date.fromisoformat(on), how)
            for about, status, on, how, *_ in stored.get("consent", ())
        ]
    )
    given = any((one.about, one.status) == ("notes", "given") for one in consents)
    last = last_visit and date.fromisoformat(last_visit)
    kept = tuple(_kept(stored.get("record", ())))
    allowed = given or not required
    values = (number, *fields, *others, occasions, last, consents, kept, allowed)
    return Customer(*values)


def _kept(records: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    for source, text, *_ in records:
        import json

        for field, said in json.loads(text).items():
            if field.startswith(KEPT):
                yield f"{source}, {field.removeprefix(KEPT)}: {said}"


def was_here_before(connection: sqlite3.Connection, number: int, day: str) -> bool:
    """Tell whether a customer had a visit day before `day`."""
    (first,) = connection.execute(
        f"SELECT {_FIRST_VISIT} FROM customers WHERE number = ?", (number,)
    ).fetchone()
    return first is not None and first < day


def _handles(connection: sqlite3.Connection, number: int, kind: str) -> list[tuple[int, str]]:
    return connection.execute(
        "SELECT number, value FROM handles WHERE customer = ? AND kind = ?", (number, kind)
    ).fetchall()


def _numbered(
    connection: sqlite3.Connection, table: str, customer: int, column: str, value: str
) -> int | None:
    row = connection.execute(
        f"SELECT number FROM {table} WHERE customer = ? AND {column} = ?", (customer, value)
    ).fetchone()
    return row[0] if row else None


def learn_new_words(connection: sqlite3.Connection) -> None:
    """Index new words of names for misspelt searches."""
    if connection.execute("SELECT 1 FROM _words WHERE spelled = 0 LIMIT 1").fetchone():
        from prefpad.customers.fuzzy_search import learn_words

        learn_words(connection)
