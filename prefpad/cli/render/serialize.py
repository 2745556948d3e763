"""Turning records into plain data for json, jsonl and csv."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Any, TextIO

from prefpad.domain.memoize import Memo
from prefpad.domain.models import Occasion
from prefpad.domain.record import Record
from prefpad.domain.sanitize import escape_unseen

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

_LINE = "\n"
_STEP = "  "

_PLAIN: dict[type, Callable[[Any], str]] = {
    str: str,
    bool: lambda value: "yes" if value else "",
    int: str,
    float: str,
    date: date.isoformat,
}
"""What a value is in a row of a csv, by its type."""

Fact = None | bool | int | float | str | list["Fact"] | dict[str, "Fact"]


def facts(value: Any) -> Fact:
    """Return a record or dict as a dict of its fields, days as ISO text, tuples as lists."""
    if isinstance(value, Record):
        return {name: facts(field) for name, field in vars(value).items()}
    if isinstance(value, dict):
        return {name: facts(field) for name, field in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [facts(item) for item in value]
    plain: Fact = value
    return plain


def write_json(value: Any, out: TextIO, indent: int | None = 2) -> None:
    """Write a record, or a list of records, as json on `out`."""
    out.write(f"{json_text(value, out.encoding, indent)}\n")


def write_json_list(records: Iterable[Any], out: TextIO) -> None:
    """Write a list of records as `write_json` does, each as soon as it is there."""
    before, end = "[\n  ", "[]\n"
    for record in records:
        out.write(f"{before}{json_text(record, out.encoding, line=_LINE + _STEP)}")
        before, end = ",\n  ", "\n]\n"
    out.write(end)


def json_text(value: Any, encoding: str | None, indent: int | None = 2, line: str = _LINE) -> str:
    """Return a record, or a list of records, as json.

    Letters stay as they are if the encoding has all of them; invisible characters are escaped.

    Args:
        value: what `facts` takes.
        encoding: of the stream that it goes to.
        indent: None for one line.
        line: how a line without indentation begins.
    """
    is_utf8 = (encoding or "utf-8").lower().startswith("utf")
    (text,) = _ENCODERS[is_utf8].texts((value,), "" if indent is None else line)
    return escape_unseen(text)


class _Encoder:
    """Writes what `json.dumps` makes of the facts of values, in a quarter of its time.

    Args:
        is_utf8: write all letters as they are, not only those of ASCII.
    """

    def __init__(self, is_utf8: bool) -> None:
        from json.encoder import encode_basestring, encode_basestring_ascii

        self._quote = encode_basestring if is_utf8 else encode_basestring_ascii
        self._forms: Memo[tuple[type[Record], str], str] = Memo(self._form_of_record)
        self._plain: dict[type, Callable[[Any], str]] = {
            str: self._quote,
            bool: lambda value: "true" if value else "false",
            int: repr,
            float: repr,
            date: lambda day: f'"{day.isoformat()}"',
        }

    def texts(self, values: Iterable[Any], line: str) -> tuple[str, ...]:
        """Return each value as json.

        Args:
            values: what `facts` takes.
            line: how a line begins; empty for all in one line.
        """
        plain = self._plain
        return tuple(
            [
                "null"
                if value is None
                else plain[type(value)](value)
                if type(value) in plain
                else self._nested(value, line)
                for value in values
            ]
        )

    def _nested(self, value: Any, line: str) -> str:
        if not value:
            return "{}" if isinstance(value, dict) else "[]"
        within = line and line + _STEP
        if isinstance(value, Record):
            return self._forms[type(value), line] % self.texts(vars(value).values(), within)
        if isinstance(value, dict):
            return self._form(value, line) % self.texts(value.values(), within)
        return f"[{within}{_comma(within).join(self.texts(value, within))}{line}]"

    def _form_of_record(self, asked: tuple[type[Record], str]) -> str:
        record, line = asked
        return self._form(record.field_types, line)

    def _form(self, names: Iterable[str], line: str) -> str:
        """Return the json of fields with these names, with a `%s` for the value of each."""
        within = line and line + _STEP
        fields = [f"{self._quote(name)}: ".replace("%", "%%") + "%s" for name in names]
        return f"{{{within}{_comma(within).join(fields)}{line}}}"


def _comma(line: str) -> str:
    return f",{line or ' '}"


_ENCODERS: Memo[bool, _Encoder] = Memo(_Encoder)


def flat_facts(record: Any) -> dict[str, str]:
    """Return a record or dict as one row of texts: records within it opened up, lists joined by `;`.

    A name that is taken, such as that of the second of two customers, gets the field's before it.
    """
    row: dict[str, str] = {}
    for name, value in (record if isinstance(record, dict) else vars(record)).items():
        if value is None:
            row[name] = ""
        elif plain := _PLAIN.get(type(value)):
            row[name] = plain(value)
        elif isinstance(value, Record):
            within = flat_facts(value)
            if not row.keys().isdisjoint(within):
                within = {_unlike(inner, name, row): text for inner, text in within.items()}
            row |= within
        elif isinstance(value, (list, tuple)):
            row[name] = "; ".join(map(_text, value))
        else:
            row[name] = _text(value)
    return row


def flat_names(record: type[Record] | tuple[str, ...]) -> list[str]:
    """Return the names that `flat_facts` gives to the fields of such a record, or of a dict."""
    if isinstance(record, tuple):
        return list(record)
    beside = vars(sys.modules[record.__module__])
    names: dict[str, None] = {}
    for field, written in record.field_types.items():
        within = beside.get(written)
        if isinstance(within, type) and issubclass(within, Record):
            inner = [_unlike(name, field, names) for name in flat_names(within)]
            names |= dict.fromkeys(inner)
        else:
            names[field] = None
    return list(names)


def _unlike(name: str, field: str, taken: Collection[str]) -> str:
    return f"{field}_{name}" if name in taken else name


def _text(value: Any) -> str:
    if value is None:
        return ""
    if plain := _PLAIN.get(type(value)):
        return plain(value)
    if isinstance(value, Occasion):
        return f"{value.name}={value.written}"
    if isinstance(value, Record):
        return " ".join(_text(field) for field in vars(value).values() if field is not None)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_text(item)}" for name, item in value.items())
    return str(value)
