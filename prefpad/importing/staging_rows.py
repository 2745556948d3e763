"""Staging: the rows of an import, kept beside the pad until a short transaction takes them over.

Once an import has a row for a table, the table is covered by a temporary view of its name: the rows
of the pad, with those that the import will add and change. So rows are judged and matched by the
queries that everybody uses, others read and write meanwhile, and what is given up leaves nothing.
SQLite keeps what does not fit into its cache in a file that has no name.
"""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING

from prefpad.db import audit_log as journal
from prefpad.db.audit_log import SEEN_BY_IMPORTS
from prefpad.db.bulk_write import Batch, paused
from prefpad.db.statements import THESE, among, as_array
from prefpad.db.unit_of_work import UnitOfWork, in_journal, setting
from prefpad.domain.normalize import TELLING_DIGITS
from prefpad.domain.vocabulary import OWN_NAMES
from prefpad.reconfirmation.schedule_rows import CLASSES, RHYTHMS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from prefpad.db.unit_of_work import Signature, Value

STAGED = 1 << 40
"""The number of the first row that an import adds to a table, and that of the import, until then."""

STAGED_ROWS = "temp.staged_{}", "temp.covered_{}"
"""What has the rows of a table that an import adds or changes, and the numbers of those before."""

_INSERTED = 1 << 50
_CACHE_KIB = 4 * 1024

ATTRIBUTES = (
    *("kind", "stance", "source", "voice", "voice_by_hand", "standing"),
    *("alert", "no_alert", "every", "ended"),
)
"""What many notes of an import have in common, whatever they are about and whoever wrote them."""
FRAME_COLUMNS = ("topic", "topic_key", "author", *ATTRIBUTES)
"""What is kept once for all notes of an import that have it in common."""

_ADDED = {
    "customers": ("name", "role", "formal", "familiar", "pronounced", "created_on"),
    "handles": ("customer", "kind", "value", "key", "tail", "source"),
    "tags": ("customer", "tag", "key"),
    "occasions": ("customer", "name", "month", "day", "year"),
    "visits": ("customer", "on_day"),
    "expected_visits": ("customer", "on_day", "at_time", "what", "private", "booking"),
    "consents": ("customer", "about", "status", "on_day", "how"),
    "notes": (
        *("customer", "text", "same_key", "imported_as", "noted_on", "confirmed_on", "by_day"),
        "frame",
    ),
    "checks": ("customer", "note"),
    "_import_rows": ("customer", "identity", "note"),
    "_records": ("customer", "source", "identity", "fields"),
}
"""The columns that an import gives to the rows that it adds, besides their number."""

_INDEXED = {"notes": "customer, same_key", "customers": ""}
_NUMBERED = ("customers", "notes")
_REFERENCES = {"customer": "customers", "note": "notes"}

_MOST_CONCERNED = 1000
"""Customers whose rows are matched again; of more the whole list is."""

_UNSEEN = f"""
SELECT 1 FROM main.journal_rows
WHERE change > ? AND after IS NULL AND {among("of_table", SEEN_BY_IMPORTS)} LIMIT 1"""
_THEIRS = """
WITH theirs AS (
    SELECT iif(of_table = 'customers', of_row, customer) AS customer, of_table, of_row, before
    FROM main.journal_rows
    WHERE change > :since AND of_table <> '_apart'
    UNION ALL SELECT after ->> 'customer', of_table, of_row, before FROM main.journal_rows
    WHERE change > :since AND before IS NOT NULL AND after ->> 'customer' IS NOT NULL
)"""
_ONLY_ADDED_TO = ("notes", "checks", "visits")
_CHANGED_CUSTOMERS = f"""
{_THEIRS} SELECT customer, max(NOT {among("of_table", _ONLY_ADDED_TO)}) FROM theirs
GROUP BY customer"""
_IN_EACH_OTHERS_WAY = f"""
{_THEIRS} SELECT DISTINCT customer FROM theirs
WHERE customer {THESE} AND (
    NOT {among("of_table", _ONLY_ADDED_TO)} OR before IS NOT NULL
    OR of_table = 'notes' AND EXISTS (
        SELECT 1 FROM main.notes JOIN temp.added_notes USING (customer, same_key)
        WHERE notes.number = of_row
    )
    OR of_table = 'visits' AND EXISTS (
        SELECT 1 FROM main.visits JOIN temp.added_visits USING (customer, on_day)
        WHERE visits.number = of_row
    )
)"""
_MATCHED_BY = among("kind", (*OWN_NAMES, "id", "email", "phone", "card"))
_CHANGED_HANDLES = f"""
SELECT key, tail FROM main.handles
WHERE customer {THESE} AND {_MATCHED_BY}
UNION SELECT before ->> 'key', before ->> 'tail' FROM main.journal_rows
WHERE change > :since AND of_table = 'handles' AND before ->> 'key' IS NOT NULL"""
_HANDLES_OF = f"""
SELECT key, tail FROM main.handles
WHERE customer {THESE} AND {_MATCHED_BY}
UNION SELECT key, tail FROM temp.staged_handles
WHERE customer {THESE} AND {_MATCHED_BY}"""
_BEARERS = f"""
SELECT customer FROM temp.staged_handles WHERE {_MATCHED_BY} AND (
    key IN (SELECT value FROM json_each(:keys))
    OR substr(tail, 1, {TELLING_DIGITS}) IN (SELECT value FROM json_each(:tails))
)
UNION SELECT customer FROM json_each(:keys) AS asked
CROSS JOIN main.handles ON handles.key = asked.value AND {_MATCHED_BY}
UNION SELECT customer FROM json_each(:tails) AS asked
CROSS JOIN main.handles ON tail >= asked.value AND tail < asked.value || ':'"""


class Outdated(Exception):
    """What others have written in the meantime may change how any row is matched."""


class Staging:
    """The rows of one import, beside the pad; those of an attempt before are dropped.

    To be used within `temporary_files`, whose end drops them too.

    Attributes:
        connection: the open pad.
        matched: the customers of the pad whom rows are about.
        has_unknown: whether a row was left out because nobody knew its customer, whom others may add.
        batches: rows to be added, by table, which are seen once they are flushed.
        next_numbers: the numbers of the next customers and frames to be added; SQLite gives those of
            other rows.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.matched: set[int] = set()
        self.has_unknown = False
        self.batches: dict[str, Batch] = {}
        self._since = self._looked_at = journal.newest(connection)
        self._first_customer = last_number(connection, "customers") + 1
        self._has_told = False
        self._columns: dict[str, list[str]] = {}
        self._is_indexed = False
        self._drop()
        self._open()
        self.next_numbers = {"customers": STAGED, "frames": 1}

    @property
    def covered(self) -> Collection[str]:
        """The tables that are covered, in the order in which their rows are taken over."""
        return [table for table in _ADDED if table in self._columns]

    def flush(self) -> None:
        """Write what was added so far."""
        waiting = [(table, batch) for table, batch in self.batches.items() if batch.values]
        with self._at_once():
            for table, batch in waiting:
                if table in _ADDED:
                    self.cover(table)
                batch.write()

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """Do in one transaction what touches nothing of the pad, which takes a third less time."""
        if self.connection.in_transaction:
            yield
            return
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.execute("COMMIT")

    def expected(self, customer: int) -> int:
        """Return the number that a customer will have on the pad if nobody adds one before."""
        return real_number(customer, self._first_customer)

    def told(self, customer: int) -> int:
        """Return that number to be told at once, so that all is outdated if somebody does."""
        self._has_told |= customer >= STAGED
        return self.expected(customer)

    def concerned(self) -> frozenset[int]:
        """Return the customers of whom all rows must be matched again.

        These are whom a row is about and others have changed since, but for notes and visits of
        which the list has none; and everybody who shares a name, id, phone or the like with one
        whom they added or changed, or with another of these.

        Raises:
            Outdated: any row may be concerned: these customers are many, numbers were told that
                others have now, a row was about nobody known, or there was an import, erasure,
                restore or setting.
        """
        connection, since = self.connection, self._since
        self._looked_at = journal.newest(connection)
        if self._looked_at == since:
            return frozenset()
        if journal.changed_as_a_whole(connection, since):
            raise Outdated
        if connection.execute(_UNSEEN, (since.number,)).fetchone():
            raise Outdated
        first, self._first_customer = self._first_customer, last_number(connection, "customers") + 1
        if self._has_told and self._first_customer > first:
            raise Outdated
        asked = {"since": since.number}
        for table in ("handles", "visits"):
            self.cover(table)
        self.index()
        theirs = dict(connection.execute(_CHANGED_CUSTOMERS, asked).fetchall())
        if self.has_unknown and any(theirs.values()):
            raise Outdated
        matched = asked | {"these": as_array(theirs.keys() & self.matched)}
        found = {one for (one,) in connection.execute(_IN_EACH_OTHERS_WAY, matched)}
        known = asked | {"these": as_array(one for one, by_what in theirs.items() if by_what)}
        handles = connection.execute(_CHANGED_HANDLES, known).fetchall()
        more = self._bearers(handles) | found
        while more and len(found | more) <= _MOST_CONCERNED:
            found |= more
            handles = connection.execute(_HANDLES_OF, {"these": as_array(more)}).fetchall()
            more = self._bearers(handles) - found
        if more:
            raise Outdated
        return frozenset(found)

    def _bearers(self, handles: list[tuple[str, str | None]]) -> set[int]:
        """Return the customers of rows who have any of these handles, each as key and tail."""
        if not handles:
            return set()
        keys = {key for key, _ in handles}
        tails = {
            tail[:TELLING_DIGITS] for _, tail in handles if tail and len(tail) >= TELLING_DIGITS
        }
        asked = {"keys": json.dumps([*keys]), "tails": json.dumps([*tails])}
        found = {customer for (customer,) in self.connection.execute(_BEARERS, asked)}
        return {one for one in found if one >= STAGED or one in self.matched}

    def take_back(self, customers: frozenset[int]) -> int:
        """Take back all that rows brought of those concerned, and return how many notes were new."""
        self._since = self._looked_at
        self.matched -= customers
        theirs = {"these": as_array(customers)}
        with self._at_once():
            (notes,) = self.connection.execute(
                f"SELECT count(*) FROM temp.staged_notes WHERE customer {THESE}"
                f" AND number BETWEEN {STAGED} AND {_INSERTED - 1}",
                theirs,
            ).fetchone()
            for table in self.covered:
                owner = "number" if table == "customers" else "customer"
                self.connection.execute(
                    f"DELETE FROM temp.covered_{table} WHERE number IN ("
                    f" SELECT of_row FROM temp.edits WHERE of_table = '{table}'"
                    f" AND customer {THESE})",
                    theirs,
                )
                for kind in ("added", "changed"):
                    self.connection.execute(
                        f"DELETE FROM temp.{kind}_{table} WHERE {owner} {THESE}", theirs
                    )
            for table in ("edits", "words_of_names"):
                self.connection.execute(f"DELETE FROM temp.{table} WHERE customer {THESE}", theirs)
        return int(notes)

    def has_news(self) -> bool:
        """Tell whether there is anything to take over."""
        tables = ("edits", *(f"staged_{table}" for table in self.covered))
        anything = " OR ".join(f"EXISTS (SELECT 1 FROM temp.{table})" for table in tables)
        (answer,) = self.connection.execute(f"SELECT {anything}").fetchone()
        return bool(answer)

    def count_added(self) -> int:
        """Count the rows that will be added to the pad, but for those that an edit adds."""
        (added,) = self.connection.execute(
            f"SELECT total(seq - {STAGED - 1}) FROM temp.sqlite_sequence"
        ).fetchone()
        return int(added)

    def visitors(self) -> set[int]:
        """Return the customers whose visits show in what was staged, by their numbers here."""
        found = self.connection.execute(
            " UNION ".join(
                f"SELECT customer FROM temp.{staged}_{table}"
                for table in ("notes", "checks", "visits")
                if table in self._columns
                for staged in ("added", "changed")
            )
        )
        return {customer for (customer,) in found}

    def edited(self) -> set[int]:
        """Return the customers who have notes that are not written as they were added."""
        found = self.connection.execute("SELECT DISTINCT customer FROM temp.changed_notes")
        return {customer for (customer,) in found}

    def take_over(self, writer: UnitOfWork, importing: int) -> dict[str, int]:
        """Write into the pad what was staged, and return the first number by table.

        The tables are covered no longer.

        Args:
            writer: the open transaction.
            importing: the number of the import.
        """
        self._uncover()
        first = {table: last_number(self.connection, table) + 1 for table in _NUMBERED}
        with paused(self.connection, ["handles_inserted"]):  # it passes over rows of an import
            for table in self.covered:
                self._insert_added(table, first, importing)
                self._insert_changed(table, first, importing)
        self._make_edits(writer, first)
        return first

    # -- while it is open ------------------------------------------------------------------------

    def _open(self) -> None:
        connection = self.connection
        connection.execute(f"PRAGMA temp.cache_size = -{_CACHE_KIB}")
        connection.execute("PRAGMA temp.journal_mode = MEMORY")
        # Of columns with the types of the pad alone, SQLite reads from a view what is asked for.
        types = dict(connection.execute("SELECT name, type FROM pragma_table_info('notes')"))
        columns = ", ".join(f"{column} {types[column]}" for column in FRAME_COLUMNS)
        connection.execute(f"CREATE TEMP TABLE frames(frame INTEGER PRIMARY KEY, {columns})")
        connection.execute("CREATE TEMP TABLE words_of_names(word, customer)")
        connection.execute(
            "CREATE TEMP TABLE edits("
            "number INTEGER PRIMARY KEY, of_table, of_row, customer, before, after)"
        )
        connection.execute("CREATE INDEX temp.edits_index ON edits(of_row)")
        self.batches["frames"] = _batch(connection, "frames", ("frame", *FRAME_COLUMNS))
        self.batches["words_of_names"] = _batch(connection, "words_of_names", ("word", "customer"))
        for table, added in _ADDED.items():
            given = ("number", *added) if table == "customers" else added
            self.batches[table] = _batch(connection, f"added_{table}", given)
        self.cover("notes")

    def cover(self, table: str) -> None:
        """Cover a table, unless it is covered already."""
        if table in self._columns:
            return
        info = self.connection.execute(
            "SELECT name, type, dflt_value FROM pragma_table_info(?)", (table,)
        ).fetchall()
        self._columns[table] = [name for name, *_ in info]
        types = {name: kind for name, kind, _ in info}
        whole = ", ".join(
            f"{name} {kind} DEFAULT {default or 'NULL'}"
            for name, kind, default in info
            if name != "number"
        )
        part = ", ".join(f"{column} {types.get(column, '')}" for column in _ADDED[table])
        for name, numbers, definition in (
            (f"added_{table}", "AUTOINCREMENT", part),
            (f"changed_{table}", "", whole),
        ):
            self.connection.execute(
                f"CREATE TEMP TABLE {name}(number INTEGER PRIMARY KEY {numbers}, {definition})"
            )
        self.connection.execute(
            "INSERT INTO temp.sqlite_sequence VALUES (?, ?)", (f"added_{table}", STAGED - 1)
        )
        self.connection.execute(f"CREATE TEMP TABLE covered_{table}(number INTEGER PRIMARY KEY)")
        names = ", ".join(self._columns[table])
        staged = f"{_select_added(table, info)} UNION ALL SELECT {names} FROM temp.changed_{table}"
        self.connection.execute(f"CREATE TEMP VIEW staged_{table}({names}) AS {staged}")
        self.connection.execute(
            f"CREATE TEMP VIEW {table} AS SELECT {names} FROM main.{table}"
            f" WHERE number NOT IN (SELECT number FROM temp.covered_{table}) UNION ALL {staged}"
        )
        if self._is_indexed:
            self._index(table)

    def index(self) -> None:
        """Index what is added by customer, as queries ask for it; most lists ask for nobody's."""
        if not self._is_indexed:
            self._is_indexed = True
            for table in self.covered:
                self._index(table)

    def _index(self, table: str) -> None:
        if indexed := _INDEXED.get(table, "customer"):
            for name in (f"added_{table}", f"changed_{table}"):
                self.connection.execute(f"CREATE INDEX temp.{name}_index ON {name}({indexed})")

    def _uncover(self) -> None:
        for table in self.covered:
            self.connection.execute(f"DROP VIEW temp.{table}")

    def _drop(self) -> None:
        found = self.connection.execute(
            "SELECT type, name FROM temp.sqlite_schema"
            " WHERE type IN ('view', 'table') AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        for kind, name in found:
            self.connection.execute(f"DROP {kind} temp.{name}")

    # -- when it is taken over -------------------------------------------------------------------

    def _insert_added(self, table: str, first: Mapping[str, int], importing: int) -> None:
        columns = [column for column in _ADDED[table] if column != "frame"]
        source = f"temp.added_{table}"
        if table == "notes":
            source += " CROSS JOIN temp.frames USING (frame)"
            columns += [*FRAME_COLUMNS, "ended_on"]
        chosen = {column: _real(column, first) for column in columns}
        if table == "notes":
            chosen |= {"ended_on": "iif(ended IS NULL, NULL, noted_on)", **CLASSES}
            source += f" LEFT JOIN {RHYTHMS} ON whose = {chosen['customer']}"
        self._insert(table, chosen, source, first, importing)

    def _insert_changed(self, table: str, first: Mapping[str, int], importing: int) -> None:
        columns = [one for one in self._columns[table] if one not in {"number", "import"}]
        chosen = {column: _real(column, first) for column in columns}
        source = f"temp.changed_{table}"
        which = f" WHERE number BETWEEN {STAGED} AND {_INSERTED - 1}"
        self._insert(table, chosen, source + which, first, importing)

    def _insert(
        self,
        table: str,
        chosen: dict[str, str],
        source: str,
        first: Mapping[str, int],
        importing: int,
    ) -> None:
        if table in _NUMBERED:
            chosen = {"number": f"number - {STAGED} + {first[table]}", **chosen}
        chosen |= {"import": str(importing)}
        verb = "INSERT OR IGNORE" if table == "_import_rows" else "INSERT"
        self.connection.execute(
            f"{verb} INTO main.{table}({', '.join(chosen)})"
            f" SELECT {', '.join(chosen.values())} FROM {source} ORDER BY number"
        )

    def _make_edits(self, writer: UnitOfWork, first: Mapping[str, int]) -> None:
        """Make the edits of rows, as nobody has changed them since, and have the journal tell them."""
        inserted: dict[str, int] = {}
        tables = self.connection.execute("SELECT DISTINCT of_table FROM temp.edits").fetchall()
        for (table,) in tables:
            inserted[table] = last_number(self.connection, table) + 1
            self._edit(table, first, inserted[table])
            writer.record_all(table, f"number IN (SELECT number FROM temp.covered_{table})")
            writer.record_all(table, f"number >= {inserted[table]}")
        if tables:
            rows = " ".join(
                f"WHEN of_table = '{table}' THEN of_row - {_INSERTED - number}"
                for table, number in inserted.items()
            )
            after = "after"
            for column, of_table in _REFERENCES.items():
                given = f"(after ->> '{column}')"
                real = f"{given} - {STAGED - first[of_table]}"
                after = (
                    f"iif({given} >= {STAGED}, json_set({after}, '$.{column}', {real}), {after})"
                )
            self.connection.execute(
                "INSERT INTO journal_rows(change, of_table, of_row, customer, before, after)"
                f" SELECT ?, of_table, CASE WHEN of_row < {_INSERTED} THEN of_row {rows} END,"
                f" {_real('customer', first)}, before, {after} FROM temp.edits ORDER BY number",
                (writer.change(),),
            )

    def _edit(self, table: str, first: Mapping[str, int], inserted: int) -> None:
        columns = [column for column in self._columns[table] if column != "number"]
        real = ", ".join(_real(column, first) for column in columns)
        self.connection.execute(
            f"INSERT INTO {table}(number, {', '.join(columns)})"
            f" SELECT number - {_INSERTED - inserted}, {real} FROM temp.changed_{table}"
            f" WHERE number >= {_INSERTED} ORDER BY number"
        )
        edited = [
            column
            for (column,) in self.connection.execute(
                "SELECT DISTINCT key FROM temp.edits, json_each(after)"
                " WHERE of_table = ? AND before IS NOT NULL",
                (table,),
            )
        ]
        covered = f"number IN (SELECT number FROM temp.covered_{table})"
        changed = f"number IN (SELECT number FROM temp.changed_{table})"
        if edited:
            names = ", ".join(edited)
            self.connection.execute(
                f"UPDATE {table} SET ({names}) = (SELECT {names} FROM temp.changed_{table} AS now"
                f" WHERE now.number = {table}.number) WHERE {covered} AND {changed}"
            )
        self.connection.execute(f"DELETE FROM {table} WHERE {covered} AND NOT {changed}")


class StagedWork(UnitOfWork):
    """Writes beside the pad what is taken over later; see `UnitOfWork`.

    Attributes:
        staging: where it writes.
    """

    def __init__(self, staging: Staging, signature: Signature) -> None:
        super().__init__(staging.connection, signature)
        self.staging = staging
        self._next: defaultdict[str, int] = defaultdict(lambda: _INSERTED)

    def insert(self, table: str, values: Mapping[str, Value]) -> int:
        """Insert one row and return the number that it has until then."""
        self.staging.cover(table)
        number = self._next[table]
        self._next[table] = number + 1
        columns = ", ".join(("number", *values))
        marks = ", ".join("?" * (len(values) + 1))
        self.connection.execute(
            f"INSERT INTO temp.changed_{table}({columns}) VALUES ({marks})",
            (number, *values.values()),
        )
        self._keep(table, number, values.get("customer"), None, values)
        return number

    def change(self, importing: int | None = None) -> int:
        """Count a change for the journal, and return the number of the import."""
        del importing
        self._change = STAGED
        return STAGED

    def _set(
        self, table: str, number: int, before: Mapping[str, Value], changes: Mapping[str, Value]
    ) -> None:
        self._cover(table, number, before)
        self.connection.execute(*setting(f"temp.changed_{table}", number, changes))

    def _remove(self, table: str, number: int, before: Mapping[str, Value]) -> None:
        self._cover(table, number, before)
        self.connection.execute(f"DELETE FROM temp.changed_{table} WHERE number = ?", (number,))

    def _cover(self, table: str, number: int, row: Mapping[str, Value]) -> None:
        """Copy a row to where it can be changed, unless it is there already."""
        self.staging.cover(table)
        if number >= STAGED:
            self.connection.execute(f"DELETE FROM temp.added_{table} WHERE number = ?", (number,))
        else:
            self.connection.execute(
                f"INSERT OR IGNORE INTO temp.covered_{table} VALUES (?)", (number,)
            )
        self.connection.execute(
            f"INSERT OR IGNORE INTO temp.changed_{table}({', '.join(row)})"
            f" VALUES ({', '.join('?' * len(row))})",
            (*row.values(),),
        )

    def _row(self, table: str, number: int) -> dict[str, Value]:
        self.staging.flush()
        return super()._row(table, number)

    def _keep(
        self,
        table: str,
        number: int,
        customer: Value,
        before: Mapping[str, Value] | None,
        after: Mapping[str, Value] | None,
    ) -> None:
        if STAGED <= number < _INSERTED:
            return
        self.change()
        was, values_before = in_journal(before)
        now, values_after = in_journal(after)
        self.connection.execute(
            "INSERT INTO temp.edits(of_table, of_row, customer, before, after)"
            f" VALUES (?, ?, ?, {was}, {now})",
            (table, number, customer, *values_before, *values_after),
        )


def last_number(connection: sqlite3.Connection, table: str) -> int:
    """Return the highest number that a row of a table ever had."""
    (last,) = connection.execute(
        "SELECT ifnull(max(seq), 0) FROM main.sqlite_sequence WHERE name = ?", (table,)
    ).fetchone()
    return int(last)


def real_number(number: int, first: int) -> int:
    """Return the number that a row has on the pad.

    Args:
        number: the number that it has beside the pad, or that of a row that was there.
        first: the number that the first row has.
    """
    return number - STAGED + first if number >= STAGED else number


def _real(column: str, first: Mapping[str, int]) -> str:
    if column not in _REFERENCES:
        return column
    return (
        f"iif({column} >= {STAGED}, {column} - {STAGED} + {first[_REFERENCES[column]]}, {column})"
    )


def _select_added(table: str, info: Sequence[tuple[str, str, str | None]]) -> str:
    """Return a query for the added rows, with every column that the table is said to have."""
    given = {"number", *_ADDED[table], *(FRAME_COLUMNS if table == "notes" else ())}
    expressions = {
        name: name if name in given else f"CAST({default or 'NULL'} AS {kind})"
        for name, kind, default in info
    }
    if "import" in expressions:
        expressions["import"] = f"CAST({STAGED} AS INTEGER)"
    source = f"temp.added_{table}"
    if table == "notes":
        expressions["ended_on"] = "CAST(iif(ended IS NULL, NULL, noted_on) AS TEXT)"
        source += " CROSS JOIN temp.frames USING (frame)"
    return f"SELECT {', '.join(expressions.values())} FROM {source}"


def _batch(connection: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> Batch:
    insert = f"INSERT INTO temp.{table}({', '.join(columns)}) VALUES {{rows}}"
    return Batch(connection, insert, len(columns))
