"""Access requests: everything stored about a person, worded for that person, nobody else named."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from prefpad.customers import repository as customers
from prefpad.customers.lookup import get_customer
from prefpad.domain.day_words import MONTHS
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.humanize import say_span
from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import name_key, name_words
from prefpad.domain.validation import checked_type
from prefpad.domain.vocabulary import KINDS, NAMED_FIELDS, NAMES
from prefpad.notes.owners_words import tag_notes
from prefpad.privacy import access_request_rows as disclosing
from prefpad.privacy.erase_rows import all_numbers_of, notes_mentioning
from prefpad.privacy.labels import (
    ELSE,
    OWN,
    PARTS,
    STAFF,
    THINGS,
    initials,
    is_hidden,
    label,
    line,
    meaning,
)
from prefpad.privacy.models import Disclosure, Entry, Part
from prefpad.privacy.policy_text import POLICY
from prefpad.reconfirmation.rates import pace_of, visit_rate_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Container, Iterator

    from prefpad.domain.models import TagNote
    from prefpad.privacy.access_request_rows import Past, Row
    from prefpad.session import Session


_DAY = 10
_MOST_ELSEWHERE = 10
_DAYS = frozenset(
    {
        "on_day",
        "noted_on",
        "confirmed_on",
        "by_day",
        "ended_on",
        "created_on",
        "first_day",
        "last_day",
        "withdrawn_on",
        "first_by_day",
    }
)
_PACES = {
    2.0: "twice as often as with others",
    1.0: "as often as with others",
    0.5: "half as often as with others",
}
_REPEATED = {"confirmed_on": "noted_on", "after": "before"}
"""Columns that are left out where they have the value of another."""
_OF_THE_PERSON = frozenset(table for table, _ in OWN)


def disclose(session: Session, customer: str, blank: Sequence[str]) -> Disclosure:
    """Return everything stored about a customer; see `Pad.disclose`."""
    connection = session.connection
    person = get_customer(session, customer)
    if isinstance(blank, str) or not isinstance(blank, Sequence):
        raise AskedWrongly(
            "The names to blank must be a list.", "Pass blank=['Mrs. Hale'], for example."
        )
    rows = disclosing.rows_about(connection, person.number)
    past = disclosing.past_of(connection, person.number, rows)
    words = AccessRequestBuilder(connection, person.number, rows, past, blank)
    parts: dict[str, list[Entry]] = {name: [] for name in PARTS}
    for table, found in rows.items():
        if table == "notes":
            for kind, entries in _notes(found, rows["checks"], words).items():
                parts[kind] += entries
        elif table not in {"checks", "_name_words"}:
            parts.setdefault(table, []).extend(words.entry(table, row) for row in found)
    tags = [str(row["tag"]) for row in rows.get("tags", [])]
    parts["tags"] += map(words.said_of_group, tag_notes(session.settings, tags))
    parts["history"] = [words.change(one) for one in past]
    return Disclosure(
        person.name,
        session.today,
        session.settings.value(POLICY),
        tuple(
            Part(name.lstrip("_"), *PARTS.get(name, ELSE), tuple(entries))
            for name, entries in parts.items()
            if entries
        ),
        sum(row["voice"] == "private" for row in rows["notes"]),
        words.suspects(),
        _elsewhere(connection, person.number),
    )


def _elsewhere(connection: sqlite3.Connection, customer: int) -> tuple[int, ...]:
    """Return the newest notes on other customers that name this person."""
    found = notes_mentioning(connection, all_numbers_of(connection, customer))
    return tuple(reversed(found))[:_MOST_ELSEWHERE]


def _notes(
    notes: list[Row], checks: list[Row], words: AccessRequestBuilder
) -> dict[str, list[Entry]]:
    numbers = {row["number"] for row in notes}
    under: dict[int | None, list[Row]] = {}
    for row in notes:
        parent = row["parent"] if row["parent"] in numbers else None
        under.setdefault(parent, []).append(row)
    answers: dict[int, list[Entry]] = {}
    for row in checks:
        answers.setdefault(row["note"], []).append(words.entry("checks", row))

    def entry(row: Row) -> Entry:
        tried = [entry(one) for one in under.get(row["number"], ())]
        return words.entry("notes", row, *answers.get(row["number"], ()), *tried)

    kinds: dict[str, list[Entry]] = {kind: [] for kind in KINDS}
    for row in under.get(None, ()):
        kinds[row["kind"]].append(entry(row))
    return kinds


class AccessRequestBuilder:
    """Words the rows of a customer, with other people's names redacted.

    Args:
        connection: the open pad.
        customer: whose rows they are.
        rows: every row about them, by table.
        past: what was done to such rows.
        blank: names to blank besides those of other customers.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        customer: int,
        rows: dict[str, list[Row]],
        past: list[Past],
        blank: Sequence[str],
    ) -> None:
        self._connection = connection
        self._customer = customer
        self._imports = disclosing.imports(connection)
        self._blank = {name_key(checked_type("A name to blank", name)) for name in blank}
        self._staff: set[str] = set()
        self._capitalised: dict[str, str] = {}
        self._own = {name_key(name) for name in _own_names(rows, past)} - self._blank

    def suspects(self) -> tuple[str, ...]:
        """Return the words seen so far that may be names of others and are not redacted."""
        own = {word for key in self._own for word in key.split()}
        words = self._capitalised.keys() - own
        found = disclosing.words_of_others(self._connection, self._customer, words)
        found |= words & {word for name in self._staff for word in name_words(name)}
        return tuple(sorted(self._capitalised[word] for word in found))

    def entry(self, table: str, row: Row, *under: Entry) -> Entry:
        """Return an entry for a stored row, with those for the rows that belong to it."""
        details: dict[str, str | date] = {}
        text, told = line(table, row)
        for column, value in row.items():
            repeats = _REPEATED.get(column)
            if column in told or is_hidden(table, column) or (repeats and value == row[repeats]):
                continue
            details |= self._detail(table, column, value)
        if table == "_rhythms":
            details |= _reckoned(row)
        shown = text if table in _OF_THE_PERSON else self._free(text)
        return Entry(shown, details, under)

    def said_of_group(self, note: TagNote) -> Entry:
        """Return the owner's notes on everyone in a group."""
        return Entry(f"of everyone in {note.tag}: {self._free(note.text)}", {})

    def change(self, past: Past) -> Entry:
        """Return an entry for what was done to a row."""
        before, after = past.row.before, past.row.after
        did = "added" if before is None else "removed" if after is None else "changed"
        table = past.row.table
        details: dict[str, str | date] = {"at": past.at[:16].replace("T", " ")}
        if past.author:
            self._staff.add(past.author)
            details[f"{did} by"] = initials(past.author)
        for column in {**(before or {}), **(after or {})}:
            if is_hidden(table, column):
                continue
            was = self._detail(table, column, (before or {}).get(column))
            now = self._detail(table, column, (after or {}).get(column))
            if did == "changed":
                details |= {f"{name}, before": value for name, value in was.items()}
                details |= {f"{name}, since": value for name, value in now.items()}
            else:
                details |= was | now
        return Entry(f"{THINGS.get(table, table.replace('_', ' '))} was {did}", details)

    def _detail(self, table: str, column: str, value: Any) -> dict[str, str | date]:
        name = label(table, column)
        meant = meaning(table, column, value)
        if meant is not None:
            return {name: meant} if meant else {}
        if column in STAFF:
            self._staff.add(value)
            return {name: initials(value)}
        if column == "import":
            file, at = self._imports.get(value, ("one that is gone", ""))
            return {name: f"{file}, on {at[:_DAY]}" if at else file}
        if column == "fields":
            return dict(self._fields(json.loads(value)))
        if column == "month":
            return {name: MONTHS[value - 1]}
        if column in _DAYS:
            return {name: _as_day(value)}
        if column in {"every", "usual_gap"}:
            return {name: f"{value} days"}
        return {name: str(value) if (table, column) in OWN else self._free(str(value))}

    def _fields(self, said: dict[str, str | list[str]]) -> Iterator[tuple[str, str]]:
        for field, value in said.items():
            text = value if isinstance(value, str) else "; ".join(value)
            handle = meaning("handles", "kind", field)
            name = handle or field.removeprefix(customers.KEPT)
            yield f"it said, {name}", text if handle else self._free(text)

    def _free(self, text: str) -> str:
        keys = keys_in(text) - self._own
        others = disclosing.names_of_others(self._connection, self._customer, keys)
        shown = redact(text, others, self._own, self._blank)
        self._capitalised |= capitalised(shown)
        return shown


def _reckoned(row: Row) -> dict[str, str | date]:
    """Return what was derived from a customer's visits and answers."""
    every = say_span(1 / visit_rate_of(row["visit_class"]))
    pace = _PACES[pace_of(row["pace_class"])]
    return {"you come about every": every, "what you like changes": pace}


def _own_names(rows: dict[str, list[Row]], past: list[Past]) -> Iterator[str]:
    versions = [
        (one.row.table, values)
        for one in past
        for values in (one.row.before, one.row.after)
        if values
    ]
    now = [(table, row) for table, found in rows.items() for row in found]
    for table, values in (*now, *versions):
        if table == "customers":
            yield from (values[form] for form in NAMED_FIELDS if values.get(form))
        elif table == "handles" and values.get("kind") in NAMES and "value" in values:
            yield values["value"]


def _as_day(value: str | int) -> str | date:
    try:
        return date.fromordinal(value) if isinstance(value, int) else date.fromisoformat(value)
    except ValueError:
        return str(value)


# -- nobody else is named --------------------------------------------------------------------------


BLANK = "[name]"
_LONGEST_NAME = 6
_WORD = pattern("[^\\W\\d_]+(?:['`\u00b4\u02bc\u2018\u2019](?!s\\b)[^\\W\\d_]+)*")
_BETWEEN = pattern(r"[\s.\-]{1,3}")


class Run(NamedTuple):
    """Adjacent words of a text, and whether they can be a whole name.

    A single word can, if it does not begin with a small letter.
    """

    begin: int
    end: int
    key: str
    can_be_a_name: bool


def keys_in(text: str) -> set[str]:
    """Return the keys of everything in a text that can be a whole name."""
    return {run.key for runs in _runs(text) for run in runs if run.can_be_a_name}


def capitalised(text: str) -> dict[str, str]:
    """Return the capitalised words of a text by their keys."""
    words = (found[0] for found in _WORD.finditer(text))
    return {name_key(word): word for word in words if not word[0].islower()}


def redact(
    text: str, others: Container[str], own: Container[str], always: Container[str] = ()
) -> str:
    """Return a text with the names of others redacted, longest first.

    Args:
        text: what will be handed over.
        others: the keys of the names of others.
        own: the keys of the person's own names, which stay even if others have them too.
        always: the keys of words that are blanked however they are written.
    """
    parts: list[str] = []
    done = 0
    for runs in _runs(text):
        if runs[0].begin < done:
            continue
        for run in runs:
            goes = run.key in always or (run.can_be_a_name and run.key in others)
            stays = run.can_be_a_name and run.key in own and run.key not in always
            if goes or stays:
                parts += [text[done : run.begin], text[run.begin : run.end] if stays else BLANK]
                done = run.end
                break
    return "".join((*parts, text[done:]))


def _runs(text: str) -> Iterator[list[Run]]:
    """Yield for each word the runs that begin with it, longest first."""
    words = list(_WORD.finditer(text))
    for first, word in enumerate(words):
        runs = [Run(*word.span(), name_key(word[0]), not word[0][0].islower())]
        for before, last in pairwise(words[first : first + _LONGEST_NAME]):
            if not _BETWEEN.fullmatch(text, before.end(), last.start()):
                break
            begin, end = word.start(), last.end()
            runs.append(Run(begin, end, name_key(text[begin:end]), can_be_a_name=True))
        yield runs[::-1]
