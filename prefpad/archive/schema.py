"""What an export holds, table by table; a new table of a customer is one more `Part` here."""

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
    Sort,
    Unfit,
    shown,
)
from prefpad.customers.repository import HANDLE_KEYS, handle_row
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.normalize import fold
from prefpad.domain.vocabulary import (
    CONSENTS,
    KINDS,
    ROLES,
    SOURCES,
    STANCES,
    VOICES,
    Ending,
    Standing,
)
from prefpad.notes.draft import LONGEST_TEXT, LONGEST_TOPIC
from prefpad.notes.repository import same_key
from prefpad.reconfirmation.rates import span_class
from prefpad.settings import setting_named

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from prefpad.db.unit_of_work import Value

Row = dict[str, "Value"]
"""The values of a row by column."""

NAMED_ON_THE_CUSTOMER = ("name", "formal", "familiar")
"""The fields of a customer that are handles too."""

_A_LEAP_YEAR = 2024
_LONGEST_INTERVAL = 36_525
_STANDINGS = get_args(Standing)
_OUTCOMES = ("same", "changed", "gone", "seen")
_NUMBER = values.whole()
_COUNT = values.whole(0)
_A_TEXT_AND_ITS_STANCE = values.text(LONGEST_TEXT + len("dislikes "))
_FOLDED_TOPIC = values.text(LONGEST_TOPIC * 20)._replace(write=lambda key: key or None)


class Field(NamedTuple):
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
    sort: Sort
    needed: bool = True
    column: str | None = None
    refers: str = ""
    otherwise: int | None = None

    @property
    def stored(self) -> str:
        """Return the column."""
        return self.column or self.name


def _maybe(name: str, sort: Sort, column: str | None = None, refers: str = "") -> Field:
    return Field(name, sort, needed=False, column=column, refers=refers)


def _flag(name: str) -> Field:
    return Field(name, FLAG, needed=False, otherwise=0)


def _nothing(_: Row) -> dict[str, Any]:
    return {}


class Part(NamedTuple):
    """The rows of one table.

    Attributes:
        name: what the list of them is called in the json.
        table: where the pad keeps them.
        fields: their values, in the order of the json.
        derived: from a row to its other columns; raises `Unfit`.
        only: which rows of the table stand in the json.
    """

    name: str
    table: str
    fields: tuple[Field, ...]
    derived: Callable[[Row], dict[str, Any]] = _nothing
    only: str = "TRUE"


def _of_handle(row: Row) -> dict[str, Any]:
    kind, value = str(row["kind"]), str(row["value"])
    whole = handle_row(0, kind, value)
    if not whole["key"]:
        raise Unfit(f"the {kind} {shown(value)} has no letter or digit")
    if kind == "email" and "@" not in value:
        raise Unfit(f"{shown(value)} is no e-mail address")
    return {"key": whole["key"], "tail": whole["tail"]}


def _of_tag(row: Row) -> dict[str, Any]:
    return {"key": fold(str(row["tag"]))}


def _of_occasion(row: Row) -> dict[str, Any]:
    year, month, day = row["year"], row["month"], row["day"]
    try:
        date(int(year or _A_LEAP_YEAR), int(month or 0), int(day or 0))
    except ValueError:
        raise Unfit(f"{shown(f'{month}-{day}')} is no day of that year") from None
    return {}


def _of_note(row: Row) -> dict[str, Any]:
    if (row["ended"] is None) != (row["ended_on"] is None):
        raise Unfit("ended and ended_on go together")
    kind, topic, text = row["kind"], row["topic"], row["text"]
    topic = None if topic is None else str(topic)
    return {
        "topic_key": fold(topic or ""),
        "same_key": same_key(str(kind), topic, str(text)),
    }


def _of_check(row: Row) -> dict[str, Any]:
    return {"span": span_class(int(row["days"] or 0)), "topic_key": row["topic_key"] or ""}


def _of_setting(row: Row) -> dict[str, Any]:
    try:
        setting = setting_named(str(row["name"]))
        setting.read(str(row["value"]))
    except AskedWrongly as error:
        raise Unfit(error.sentence.rstrip(".")) from None
    return {"name": setting.name}


CUSTOMERS = Part(
    "customers",
    "customers",
    (
        Field("number", _NUMBER),
        Field("name", NAME),
        _maybe("formal", NAME),
        _maybe("familiar", NAME),
        _maybe("pronounced", NAME),
        _maybe("not_called", NAME),
        Field("role", values.word(*ROLES)),
        _maybe("owner", NAME),
        Field("created_on", DAY),
    ),
)

OF_A_CUSTOMER = (
    Part(
        "handles",
        "handles",
        (
            Field("kind", values.word(*(k for k in HANDLE_KEYS if k not in NAMED_ON_THE_CUSTOMER))),
            Field("value", NAME),
            _maybe("source", NAME),
        ),
        _of_handle,
        f"kind NOT IN {NAMED_ON_THE_CUSTOMER}",
    ),
    Part("tags", "tags", (Field("tag", NAME),), _of_tag),
    Part(
        "occasions",
        "occasions",
        (
            Field("name", TEXT),
            Field("month", values.whole(1, 12)),
            Field("day", values.whole(1, 31)),
            _maybe("year", values.whole(1, 9999)),
        ),
        _of_occasion,
    ),
    Part(
        "notes",
        "notes",
        (
            Field("number", _NUMBER),
            _maybe("parent", _NUMBER, refers="notes"),
            Field("kind", values.word(*KINDS)),
            _maybe("topic", values.text(LONGEST_TOPIC)),
            _maybe("stance", values.word(*STANCES)),
            Field("text", TEXT),
            Field("source", values.word(*SOURCES)),
            Field("voice", values.word(*VOICES)),
            _flag("voice_by_hand"),
            Field("standing", values.word(*_STANDINGS)),
            _flag("alert"),
            Field("noted_on", DAY),
            Field("confirmed_on", DAY),
            _maybe("by", DAY, "by_day"),
            _maybe("every", values.whole(1, _LONGEST_INTERVAL)),
            _maybe("ended_on", DAY),
            _maybe("ended", values.word(*get_args(Ending))),
            _maybe("author", AUTHOR),
            _maybe("imported_as", IDENTITY),
            _maybe("because", TEXT),
        ),
        _of_note,
    ),
    Part(
        "checks",
        "checks",
        (
            Field("note", _NUMBER, refers="notes"),
            Field("on", DAY, column="on_day"),
            Field("outcome", values.word(*_OUTCOMES)),
            Field("days", _COUNT),
            _flag("asked"),
            Field("standing", values.word(*_STANDINGS)),
            Field("kind", values.word(*KINDS)),
            _maybe("topic", _FOLDED_TOPIC, "topic_key"),
            Field("before", _A_TEXT_AND_ITS_STANCE),
            Field("after", _A_TEXT_AND_ITS_STANCE),
            _maybe("author", AUTHOR),
        ),
        _of_check,
    ),
    Part("visits", "visits", (Field("on", DAY, column="on_day"), _maybe("author", AUTHOR))),
    Part(
        "rows",
        "import_rows",
        (Field("identity", IDENTITY), _maybe("note", _NUMBER, refers="notes")),
    ),
    Part(
        "records",
        "records",
        (Field("source", NAME), Field("identity", IDENTITY), Field("fields", FIELDS)),
    ),
    Part(
        "consents",
        "consents",
        (
            Field("about", values.word("messages", "notes")),
            Field("status", values.word(*CONSENTS)),
            Field("on", DAY, column="on_day"),
            _maybe("how", TEXT),
            _maybe("author", AUTHOR),
        ),
    ),
)
"""What belongs to one customer, what is referred to before what refers to it."""

SETTINGS = Part("settings", "settings", (Field("name", TEXT), Field("value", TEXT)), _of_setting)

MAPPINGS = Part(
    "mappings",
    "mappings",
    (Field("header", values.text(1 << 20)), Field("source", NAME), Field("columns", FIELDS)),
)

APART = Part("apart", "apart", (Field("one", _NUMBER), Field("other", _NUMBER)))

OF_THE_PAD = (SETTINGS, MAPPINGS, APART)
"""What belongs to no one customer; a part of a pad is exported without it."""

NEXT = Part(
    "next",
    "sqlite_sequence",
    (Field("customers", values.whole(1, MOST)), Field("notes", values.whole(1, MOST))),
)
"""The numbers that come next, so that none of an erased customer or note is given again."""
