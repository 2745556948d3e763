"""The full check of a pad's content, on a copy in memory, in a separate process.

A damaged file can crash the check of the full-text search, and a long check must keep nobody from
writing; `python -m prefpad.verify.content_rows PAD DAY` prints what it found as json.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from prefpad.customers.fuzzy_search import relearn_words
from prefpad.db import connection as opening
from prefpad.db import migrations
from prefpad.db.full_text import REBUILD
from prefpad.db.statements import stored_columns
from prefpad.domain.record import Record
from prefpad.domain.setting import Registry
from prefpad.reconfirmation.policy import EVERY, QUESTION_PRICE, own_interval
from prefpad.reconfirmation.schedule_rows import schedule_of
from prefpad.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator


Severity = Literal["damage", "derived", "around"]


class Finding(Record):
    """One thing that is wrong with a pad.

    Attributes:
        check: which check found it.
        severity: `damage` where what was written may be lost, `derived` where what follows from the
            rows does not follow from them, `around` where it is the file or what lies beside it.
        sentence: what is wrong.
        hint: what to do.
    """

    check: str
    severity: Severity
    sentence: str
    hint: str


CHECKS = ("structure", "schema", "references", "contents", "search", "names", "schedule")

RESCUE = "Go back to your last backup, or save what can be read: `Pad.rescue(into=NEW)`."
_RELEARN = "Run `Pad.verify(relearn=True)`."
_MOST_NAMED = 3

_SCHEDULE_SETTINGS = Registry({QUESTION_PRICE.name: lambda: QUESTION_PRICE}, {EVERY: own_interval})

_NAMELESS = """
SELECT count(*) FROM customers WHERE NOT EXISTS (
    SELECT 1 FROM handles
    WHERE customer = customers.number AND kind = 'name' AND value = customers.name
)"""

_MISSPELT = "Some customers are not found where their name is misspelt."
_TALLIES = "The counts of confirmed notes differ from the notes, so days to ask again are wrong."
_TOTALS = "The sum of all visits differs from the visits, so days to ask again are wrong."
_RHYTHMS = (
    "The visit days of some customers differ from their visits, so days to ask again are wrong."
)

_JSON = (("journal_rows", "before"), ("journal_rows", "after"), ("_records", "fields"))
_MOMENTS = (("journal", "at"), ("imports", "at"), ("_backups", "at"))


class _Derived(NamedTuple):
    check: str
    table: str
    columns: str
    sentence: str
    may_have_more: bool = False


_DERIVED = (
    _Derived(
        "names", "_name_words", "word, customer", "Some customers are not found by their name."
    ),
    _Derived("names", "_word_trigrams", "trigram, word", _MISSPELT, may_have_more=True),
    _Derived("schedule", "_tallies", "kind, topic_key, changed, span, checks, days", _TALLIES),
    _Derived("schedule", "_visit_totals", "customers, visit_days, first_days", _TOTALS),
    _Derived(
        "schedule", "_rhythms", "customer, first_day, visit_days, last_day, usual_gap", _RHYTHMS
    ),
)
_OUTDATED = """
SELECT count(*) FROM _rhythms JOIN classes USING (customer)
WHERE abs(_rhythms.visit_class - classes.visit_class) > 1
    OR abs(_rhythms.pace_class - classes.pace_class) > 1"""
_UNTIMED = """
SELECT count(*) FROM notes LEFT JOIN _intervals i ON i.kind = notes.kind AND i.alert = notes.alert
    AND i.topic_key = notes.topic_key AND i.visit_class = notes.visit_class
    AND i.pace_class = notes.pace_class
WHERE notes.kind IN ('preference', 'need') AND ended_on IS NULL AND i.kind IS NULL"""
_MISCLASSED = """
SELECT count(*) FROM notes LEFT JOIN _rhythms r ON r.customer = notes.customer
WHERE kind IN ('preference', 'need') AND ended_on IS NULL
    AND (notes.visit_class <> ifnull(r.visit_class, -1) OR notes.pace_class <> ifnull(r.pace_class, 0))"""


class ContentReport(NamedTuple):
    """What the full check found, and how many rhythms are outdated, as `Verified` has it."""

    findings: list[Finding]
    customers: int = 0
    outdated: int = 0


def check_content(path: Path, today: date) -> ContentReport:
    """Check all that the pad at `path` has, on a copy of it in memory."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    with closing(memory):
        try:
            with closing(_open(path)) as file:
                opening.copy_database(file, memory)
            findings = [*_structure(memory)]
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            return ContentReport([_damage("structure", f"The file is damaged: {error}.")])
        if findings:
            return ContentReport(findings)
        findings += [*_schema(memory), *_references(memory), *_contents(memory), *_search(memory)]
        if any(finding.severity == "damage" for finding in findings):
            return ContentReport(findings)
        if migrations.version_of(memory) < migrations.newest():
            opening.upgrade(memory, lambda pad: derive_anew(_scheduled(pad, path, today)))
        derived = _derived_state(memory, path, today)
        return derived._replace(findings=[*findings, *derived.findings])


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=opening.WAIT_SECONDS
    )


def _damage(check: str, sentence: str) -> Finding:
    return Finding(check, "damage", sentence, RESCUE)


def _derived(check: str, sentence: str) -> Finding:
    return Finding(check, "derived", sentence, _RELEARN)


def _count(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


def _structure(connection: sqlite3.Connection) -> Iterator[Finding]:
    connection.execute("PRAGMA cell_size_check = ON")
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(100)")]
    faults = [fault for fault in found if fault != "ok" and "fts5" not in fault.lower()]
    if faults:
        more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
        first = " ".join(faults[0].removeprefix("*** in database main ***").split())
        yield _damage("structure", f"The file is damaged: {first}{more}.")


def _schema(connection: sqlite3.Connection) -> Iterator[Finding]:
    query = (
        "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
        " AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    )
    with closing(opening.open_empty(connection)) as empty:
        usual = dict(empty.execute(query).fetchall())
    here = dict(connection.execute(query).fetchall())
    if strange := sorted(here.keys() - usual.keys()):
        yield _damage("schema", f"The file has what no pad has: {_listed(strange)}.")
    if missing := sorted(usual.keys() - here.keys()):
        yield _damage("schema", f"The file lacks what every pad has: {_listed(missing)}.")
    if changed := sorted(name for name in usual.keys() & here.keys() if usual[name] != here[name]):
        yield _damage("schema", f"The file has another form than a pad: {_listed(changed)}.")


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{', '.join(names[:_MOST_NAMED])}{more}"


def _references(connection: sqlite3.Connection) -> Iterator[Finding]:
    lost: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        lost[table, parent] = lost.get((table, parent), 0) + 1
    for (table, parent), rows in lost.items():
        yield _damage(
            "references", f"{_rows(rows)} of {table} lost what they belong to in {parent}."
        )


def _contents(connection: sqlite3.Connection) -> Iterator[Finding]:
    for table, column, is_right in _readable(connection):
        if rows := _count(connection, f"SELECT count(*) FROM {table} WHERE NOT ({is_right})"):
            yield _damage(
                "contents", f"{_rows(rows)} of {table} have a {column} that cannot be read."
            )
    if rows := _count(connection, _NAMELESS):
        yield _damage("contents", f"{_rows(rows)} of customers cannot be found by their name.")


def _readable(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Yield tables, their columns of days, moments or json, and SQL for whether these are valid."""
    tables = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    ]
    for table in tables:
        for column in stored_columns(connection, table):
            if column.endswith(("_on", "_day")) and not table.startswith("_"):
                yield table, column, f"{column} IS NULL OR ifnull(date({column}) = {column}, FALSE)"
    for table, column in _MOMENTS:
        yield table, column, f"datetime({column}) IS NOT NULL"
    for table, column in _JSON:
        yield table, column, f"{column} IS NULL OR json_valid({column})"


def _rows(rows: int) -> str:
    return "1 row" if rows == 1 else f"{rows} rows"


def _search(connection: sqlite3.Connection) -> Iterator[Finding]:
    try:
        connection.execute(
            "INSERT INTO notes_search(notes_search, rank) VALUES ('integrity-check', 1)"
        )
    except sqlite3.DatabaseError:
        yield _derived("search", "The search does not match the notes.")


def _derived_state(connection: sqlite3.Connection, path: Path, today: date) -> ContentReport:
    """Derive all derived state again, and return what differs."""
    findings = []
    if _count(connection, _UNTIMED):
        findings.append(_derived("schedule", "Some notes would never be due."))
    if _count(connection, _MISCLASSED):
        findings.append(
            _derived("schedule", "Some notes are asked about as if they were on another customer.")
        )
    for one in _DERIVED:
        connection.execute(
            f"CREATE TEMP TABLE was{one.table} AS SELECT {one.columns} FROM {one.table}"
        )
    connection.execute(
        "CREATE TEMP TABLE classes AS SELECT customer, visit_class, pace_class FROM _rhythms"
    )
    derive_anew(_scheduled(connection, path, today))
    for one in _DERIVED:
        was, now = (f"SELECT {one.columns} FROM {of}{one.table}" for of in ("was", ""))
        lacks, has_more = _differ(connection, now, was), _differ(connection, was, now)
        if lacks or (has_more and not one.may_have_more):
            findings.append(_derived(one.check, one.sentence))
    customers = _count(connection, "SELECT count(*) FROM _rhythms")
    return ContentReport(findings, customers, _count(connection, _OUTDATED))


def _scheduled(connection: sqlite3.Connection, path: Path, today: date) -> Session:
    return Session(connection, path, _SCHEDULE_SETTINGS, today)


def _differ(connection: sqlite3.Connection, some: str, others: str) -> int:
    return _count(connection, f"SELECT count(*) FROM ({some} EXCEPT {others})")


def derive_anew(session: Session) -> None:
    """Derive from the rows, inside a transaction, what finds names and notes and times questions."""
    session.connection.execute(REBUILD)
    relearn_words(session.connection)
    schedule_of(session).rebuild()


def has_customers(connection: sqlite3.Connection) -> bool:
    """Tell whether there is anybody on a pad."""
    return connection.execute("SELECT 1 FROM customers LIMIT 1").fetchone() is not None


def main(path: str, today: str) -> None:
    """Check the pad at `path` and print what was found as json."""
    found = check_content(Path(path), date.fromisoformat(today))
    plain = [vars(finding) for finding in found.findings]
    sys.stdout.write(json.dumps({**found._asdict(), "findings": plain}))


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        main(*sys.argv[1:])
