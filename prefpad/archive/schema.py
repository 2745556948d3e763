"""The schema of an export; a new table of a customer is one more `TableSchema` here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple, get_args

from prefpad.archive import codecs as values
from prefpad.archive.codecs import (
    AUTHOR,
    DAY,
    FIELDS,
    FLAG,
    IDENTITY,
    MOST,
    NAME,
    TEXT,
    TIME,
    Codec,
    InvalidValue,
    shown,
)
from prefpad.customers.repository import HANDLE_KEYS, handle_row
from prefpad.db.statements import among
from prefpad.domain.dates import LONGEST_INTERVAL
from prefpad.domain.normalize import fold
from prefpad.domain.validation import LONGEST_TEXT
from prefpad.domain.vocabulary import (
    CONSENTS,
    KINDS,
    NAMED_FIELDS,
    ROLES,
    SOURCES,
    STANCES,
    VOICES,
    Ending,
    Standing,
)
from prefpad.notes.draft import LONGEST_TOPIC
from prefpad.notes.repository import same_key
from prefpad.reconfirmation.rates import span_class

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from prefpad.db.unit_of_work import Value

VERSION = 1
"""The version of the json, which is at its top."""

Row = dict[str, "Value"]
"""The values of a row by column."""

_A_LEAP_YEAR = 2024
_STANDINGS = get_args(Standing)
_OUTCOMES = ("same", "changed", "gone", "seen")
_NUMBER = values.whole()
_COUNT = values.whole(0)
_A_TEXT_AND_ITS_STANCE = values.text(LONGEST_TEXT + len("dislikes "))
_FOLDED_TOPIC = values.text(LONGEST_TOPIC * 20)._replace(write=lambda key: key or None)


class FieldSchema(NamedTuple):
    """One value of a row.

    Attributes:
        name: what it is called in the json.
        sort: how it is read and written.
        needed: whether a row must have it.
        column: where the pad keeps it; None where it is called the same.
        refers: the part, of the same customer, to a row of which it is the number.
        otherwise: what the pad keeps where the json has none.
    """

    name: str
    sort: Codec
    needed: bool = True
    column: str | None = None
    refers: str = ""
    otherwise: int | None = None

    @property
    def stored(self) -> str:
        """Return the column."""
        return self.column or self.name


def _maybe(name: str, sort: Codec, column: str | None = None, refers: str = "") -> FieldSchema:
    return FieldSchema(name, sort, needed=False, column=column, refers=refers)


def _flag(name: str) -> FieldSchema:
    return FieldSchema(name, FLAG, needed=False, otherwise=0)


def _nothing(_: Row) -> dict[str, Any]:
    return {}


class TableSchema(NamedTuple):
    """The rows of one table.

    Attributes:
        name: what the list of them is called in the json.
        table: where the pad keeps them.
        fields: their values, in the order of the json.
        derived: from a row to its other columns; raises `InvalidValue`.
        only: which rows of the table are in the json.
    """

    name: str
    table: str
    fields: tuple[FieldSchema, ...]
    derived: Callable[[Row], dict[str, Any]] = _nothing
    only: str = "TRUE"


def _of_handle(row: Row) -> dict[str, Any]:
    kind, value = str(row["kind"]), str(row["value"])
    whole = handle_row(0, kind, value)
    if not whole["key"]:
        raise InvalidValue(f"the {kind} {shown(value)} has no letter or digit")
    if kind == "email" and "@" not in value:
        raise InvalidValue(f"{shown(value)} is not an e-mail address")
    return {"key": whole["key"], "tail": whole["tail"]}


def _of_tag(row: Row) -> dict[str, Any]:
    return {"key": fold(str(row["tag"]))}


def _of_occasion(row: Row) -> dict[str, Any]:
    year, month, day = row["year"], row["month"], row["day"]
    try:
        date(int(year or _A_LEAP_YEAR), int(month or 0), int(day or 0))
    except ValueError:
        raise InvalidValue(f"{shown(f'{month}-{day}')} is not a day of that year") from None
    return {}


def _of_note(row: Row) -> dict[str, Any]:
    if (row["ended"] is None) != (row["ended_on"] is None):
        raise InvalidValue("ended and ended_on go together")
    kind, topic, text = row["kind"], row["topic"], row["text"]
    topic = None if topic is None else str(topic)
    return {
        "topic_key": fold(topic or ""),
        "same_key": same_key(str(kind), topic, str(text)),
    }


def _of_expected_visit(row: Row) -> dict[str, Any]:
    return {"booking": row["booking"] or ""}


def _of_check(row: Row) -> dict[str, Any]:
    return {"span": span_class(int(row["days"] or 0)), "topic_key": row["topic_key"] or ""}


CUSTOMERS = TableSchema(
    "customers",
    "customers",
    (
        FieldSchema("number", _NUMBER),
        FieldSchema("name", NAME),
        _maybe("formal", NAME),
        _maybe("familiar", NAME),
        _maybe("pronounced", NAME),
        _maybe("not_called", NAME),
        FieldSchema("role", values.word(*ROLES)),
        _maybe("owner", NAME),
        FieldSchema("created_on", DAY),
    ),
)

OF_A_CUSTOMER = (
    TableSchema(
        "handles",
        "handles",
        (
            FieldSchema("kind", values.word(*(k for k in HANDLE_KEYS if k not in NAMED_FIELDS))),
            FieldSchema("value", NAME),
            _maybe("source", NAME),
        ),
        _of_handle,
        f"NOT {among('kind', NAMED_FIELDS)}",
    ),
    TableSchema("tags", "tags", (FieldSchema("tag", NAME),), _of_tag),
    TableSchema(
        "occasions",
        "occasions",
        (
            FieldSchema("name", TEXT),
            FieldSchema("month", values.whole(1, 12)),
            FieldSchema("day", values.whole(1, 31)),
            _maybe("year", values.whole(1, 9999)),
        ),
        _of_occasion,
    ),
    TableSchema(
        "notes",
        "notes",
        (
            FieldSchema("number", _NUMBER),
            _maybe("parent", _NUMBER, refers="notes"),
            FieldSchema("kind", values.word(*KINDS)),
            _maybe("topic", values.text(LONGEST_TOPIC)),
            _maybe("stance", values.word(*STANCES)),
            FieldSchema("text", TEXT),
            FieldSchema("source", values.word(*SOURCES)),
            FieldSchema("voice", values.word(*VOICES)),
            _flag("voice_by_hand"),
            FieldSchema("standing", values.word(*_STANDINGS)),
            _flag("alert"),
            _flag("no_alert"),
            FieldSchema("noted_on", DAY),
            FieldSchema("confirmed_on", DAY),
            _maybe("by", DAY, "by_day"),
            _maybe("first_by", DAY, "first_by_day"),
            _maybe("every", values.whole(1, LONGEST_INTERVAL)),
            _maybe("ended_on", DAY),
            _maybe("ended", values.word(*get_args(Ending))),
            _maybe("owner", NAME),
            _maybe("author", AUTHOR),
            _maybe("imported_as", IDENTITY),
            _maybe("because", TEXT),
        ),
        _of_note,
    ),
    TableSchema(
        "checks",
        "checks",
        (
            FieldSchema("note", _NUMBER, refers="notes"),
            FieldSchema("on", DAY, column="on_day"),
            FieldSchema("outcome", values.word(*_OUTCOMES)),
            FieldSchema("days", _COUNT),
            _flag("asked"),
            FieldSchema("standing", values.word(*_STANDINGS)),
            FieldSchema("kind", values.word(*KINDS)),
            _maybe("topic", _FOLDED_TOPIC, "topic_key"),
            FieldSchema("before", _A_TEXT_AND_ITS_STANCE),
            FieldSchema("after", _A_TEXT_AND_ITS_STANCE),
            _maybe("author", AUTHOR),
        ),
        _of_check,
    ),
    TableSchema(
        "visits",
        "visits",
        (
            FieldSchema("on", DAY, column="on_day"),
            _maybe("served", TEXT),
            _maybe("served_by", NAME),
            _flag("private"),
            _maybe("author", AUTHOR),
        ),
    ),
    TableSchema(
        "expected",
        "expected_visits",
        (
            FieldSchema("on", DAY, column="on_day"),
            _maybe("at", TIME, "at_time"),
            _maybe("what", TEXT),
            _flag("private"),
            _maybe("booking", values.text(LONGEST_TEXT)._replace(write=lambda id_: id_ or None)),
            _maybe("withdrawn_on", DAY),
            _maybe("author", AUTHOR),
        ),
        _of_expected_visit,
    ),
    TableSchema(
        "rows",
        "_import_rows",
        (FieldSchema("identity", IDENTITY), _maybe("note", _NUMBER, refers="notes")),
    ),
    TableSchema(
        "records",
        "_records",
        (
            FieldSchema("source", NAME),
            FieldSchema("identity", IDENTITY),
            FieldSchema("fields", FIELDS),
        ),
    ),
    TableSchema(
        "consents",
        "consents",
        (
            FieldSchema("about", values.word("messages", "notes")),
            FieldSchema("status", values.word(*CONSENTS)),
            FieldSchema("on", DAY, column="on_day"),
            _maybe("how", TEXT),
            _maybe("author", AUTHOR),
        ),
    ),
)
"""What belongs to one customer, what is referred to before what refers to it."""

SETTINGS = TableSchema(
    "settings", "settings", (FieldSchema("name", TEXT), FieldSchema("value", TEXT))
)

MAPPINGS = TableSchema(
    "mappings",
    "_mappings",
    (
        FieldSchema("header", values.text(1 << 20)),
        FieldSchema("source", NAME),
        FieldSchema("columns", FIELDS),
    ),
)

APART = TableSchema("apart", "_apart", (FieldSchema("one", _NUMBER), FieldSchema("other", _NUMBER)))

OF_THE_PAD = (SETTINGS, MAPPINGS, APART)
"""What belongs to no one customer; a part of a pad is exported without it."""

FORGOTTEN = "forgotten"
"""The list of the keyed marks of those who asked to be forgotten, which a whole pad carries on."""

NEXT = TableSchema(
    "next",
    "sqlite_sequence",
    (FieldSchema("customers", values.whole(1, MOST)), FieldSchema("notes", values.whole(1, MOST))),
)
"""The numbers that come next, so that none of an erased customer or note is given again."""
