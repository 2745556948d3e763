"""Reading plain rows, as most rows of a list are, many at a time.

A cell is plain if it can be read by itself. Plain rows that fill the same columns have one shape, and
are read a column at a time. Every other row is left to the `ForeignParser`, which reads the same from a
plain one: both ask the same rules.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import chain, repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.memoize import Memo
from prefpad.domain.normalize import fold, name_key
from prefpad.importing.csv.cells import Rejected
from prefpad.importing.foreign.column_names import is_of_calls, is_of_the_next_visit
from prefpad.importing.foreign.consent_words import is_day, refuses_outright
from prefpad.importing.foreign.fields import HANDLES, OF_CONSENT, PARTS_OF_A_NAME
from prefpad.importing.foreign.models import ForeignRecord
from prefpad.importing.foreign.nobody import is_somebody
from prefpad.importing.foreign.parse_names import is_another_name
from prefpad.importing.foreign.parse_notes import (
    DELIVERY_ADDRESS,
    OF_NEEDS,
    OF_REMARKS,
    tells_a_death,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from prefpad.domain.models import Occasion
    from prefpad.importing.csv.cells import Handle
    from prefpad.importing.foreign.models import Cell, Column, Remark
    from prefpad.importing.foreign.parse_days import VisitDay
    from prefpad.notes.health_rules import Sort

_MOST_CELLS = 4_000
_MOST_SHAPES = 1_000
_OF_HANDLES = frozenset({"id", *HANDLES})
_OF_AN_ADDRESS = ("title", "middle name", "last name")
_AS_WRITTEN = frozenset(
    ["name", *PARTS_OF_A_NAME, "title", "company", "keep", "tags", *OF_REMARKS, "nowhere"]
)

Told = tuple[str | None, Any]
"""The field that a cell goes to, and what it says there; both None for a cell that says nothing."""

_NOTHING: Told = (None, None)
_UNUSUAL: Told = ("unusual", None)


class Readers(NamedTuple):
    """What a cell says, or several of a field together.

    Attributes:
        plain_handle: the handle in a cell that is nothing else at a glance, by its kind, or None.
        handle: the handle in a cell that has no other and no remark beside it, or None.
        name: a name that has no remark beside it, or None.
        visit: the day in a cell about a visit, or None.
        birthday: the days to remember in a cell.
        consent: the consent in the cells that give it and those that refuse it, and the answers.
        tags: the tags in some cells, and the needs that they state.
        lines: the lines of a cell that holds a fact.
        fact: what the lines of some cells say about one thing, which is named.
        remarks: what the cells of a field say.
        needs: what the cells of a column for allergies or access needs say.
        names_another: whether another column names whose needs a column is about.
        forms: the forms of address that a title and parts of a name make, by the name.
        is_off: whether a cell about the status of a visit says that it was called off.
        is_of_gender: whether a column of a name tells a gender.
        gender: the gender in a cell, or nothing.
    """

    plain_handle: Callable[[str, str], Handle | None]
    handle: Callable[[str, Cell], Handle | None]
    name: Callable[[str], str | None]
    visit: Callable[[str], VisitDay | None]
    birthday: Callable[[Cell], tuple[Occasion, ...]]
    consent: Callable[[tuple[Cell, ...], tuple[Cell, ...]], tuple[str, str]]
    tags: Callable[[tuple[str, ...]], tuple[tuple[str, ...], tuple[Remark, ...]]]
    lines: Callable[[str], tuple[str, ...]]
    fact: Callable[[str, Iterable[tuple[str, ...]]], tuple[Remark, ...]]
    remarks: Callable[[str, Sequence[str]], Iterable[Remark]]
    needs: Callable[[Sort, Sequence[Cell]], Iterator[Remark]]
    names_another: Callable[[str], bool]
    forms: Callable[[Mapping[str, Sequence[str]], str], dict[str, str]]
    is_off: Callable[[str, str], bool]
    is_of_gender: Callable[[str], bool]
    gender: Callable[[str], str]


class PlainRows:
    """Reads the plain rows of a list.

    Args:
        columns: the columns that are read.
        readers: how their cells are read.
    """

    def __init__(self, columns: Sequence[Column], readers: Readers) -> None:
        self._columns = columns
        self._readers = readers
        self._tell = [self._teller(column) for column in columns]
        self._shapes: dict[tuple[str | None, ...], _Shape | None] = Memo(
            self._shape, most=_MOST_SHAPES
        )

    def read(
        self, rows: Sequence[list[str]], identities: Sequence[int]
    ) -> Sequence[ForeignRecord | None]:
        """Return what each `normalized_row` says, or None for one that is not plain."""
        found: list[ForeignRecord | None] = [None] * len(rows)
        if not rows:
            return found
        cells = [*zip(*rows, strict=True)]
        blank: Sequence[Any] = [None] * len(rows)
        fields: list[Sequence[str | None]] = []
        columns: list[Sequence[Any]] = []
        for tell, column in zip(self._tell, self._columns, strict=True):
            texts = cells[column.place]
            told = zip(*map(tell, texts), strict=True) if any(texts) else (blank, blank)
            of_these, these = told
            fields.append(of_these)
            columns.append(these)
        said = _Said(columns, identities)
        alike: defaultdict[tuple[str | None, ...], list[int]] = defaultdict(list)
        for place, shape in enumerate(zip(*fields, strict=True)):
            alike[shape].append(place)
        for shape, places in alike.items():
            if plain := self._shapes[shape]:
                for place, record in zip(places, plain.read(said.chosen(places)), strict=True):
                    found[place] = record
        return found

    def _teller(self, column: Column) -> Callable[[str], Told]:
        """Return what tells what the cells of a column say."""
        kind, plain_handle = column.home.field, self._readers.plain_handle
        if kind not in _OF_HANDLES:
            return Memo(partial(self._told, column), most=_MOST_CELLS).__getitem__

        def tell(text: str) -> Told:
            if not text:
                return _NOTHING
            one = plain_handle(kind, text)
            return (kind, one) if one else self._told(column, text)

        return tell

    def _told(self, column: Column, text: str) -> Told:
        if not (settled := column.settle(text)):
            return _NOTHING
        try:
            said = self._said(*settled) if column.topic_at is None else None
        except (AskedWrongly, Rejected):
            said = None
        return _UNUSUAL if said is None else (settled[0], said)

    def _said(self, field: str, cell: Cell) -> Any:
        """Return what a cell says, or None if that takes more than a look at the cell."""
        if field in _AS_WRITTEN:
            return cell.text
        if field in _OF_HANDLES:
            return self._readers.handle(field, cell)
        if field == "fact":
            return self._readers.lines(cell.text)
        if field in OF_CONSENT:
            return None if is_day(cell.text) or is_of_calls(cell.about) else cell
        if field in OF_NEEDS:
            return None if self._readers.names_another(cell.about) else cell
        if field == "status":
            return None if self._readers.is_off(*cell) else cell.text
        if field == "birthday":
            return self._readers.birthday(cell)
        if field == "visit" and (visit := self._readers.visit(cell.text)):
            is_ahead = visit.is_ahead or is_of_the_next_visit(cell.about)
            return None if is_ahead else visit.day.isoformat()
        return None

    def _shape(self, fields: tuple[str | None, ...]) -> _Shape | None:
        """Return how rows are read whose cells go to these fields, or None if they are not plain."""
        at: defaultdict[str, list[int]] = defaultdict(list)
        for place, field in enumerate(fields):
            if field:
                at[field].append(place)
        parts = [place for part in PARTS_OF_A_NAME for place in at[part]]
        kept = [self._columns[place].name for place in (*at["keep"], *at["status"])]
        facts = {self._columns[place].name for place in at["fact"]}
        is_plain = (
            _UNUSUAL[0] not in at
            and (at["name"] or parts)
            and len(at["name"]) <= 1
            and len(at["birthday"]) <= 1
            and len({*kept}) == len(kept)
            and DELIVERY_ADDRESS not in facts
            and not (at["company"] and "company" in facts)
            and not any(map(self._readers.is_of_gender, facts))
        )
        return _Shape(self._columns, self._readers, at, parts) if is_plain else None


class _Said:
    """What the cells of some rows say.

    Args:
        columns: what they say by column.
        identities: the identities of the rows.
    """

    def __init__(self, columns: Sequence[Sequence[Any]], identities: Sequence[int]) -> None:
        self._columns = columns
        self.identities = identities

    def chosen(self, places: Sequence[int]) -> _Said:
        """Return what the rows at some places say."""
        if len(places) == len(self.identities):
            return self
        if len(places) == 1:
            (place,) = places
            return _Said([(column[place],) for column in self._columns], (self.identities[place],))
        take = itemgetter(*places)
        return _Said([*map(take, self._columns)], take(self.identities))

    def rows(self, places: Sequence[int]) -> Iterable[tuple[Any, ...]]:
        """Return by row what the cells of the columns at some places say."""
        if not places:
            return repeat((), len(self.identities))
        return zip(*[self._columns[place] for place in places], strict=True)


class _Shape:
    """Rows in which the same columns go to the same fields.

    Args:
        columns: the columns of the list.
        readers: how their cells are read.
        at: the places of the columns that go to a field.
        parts: the places of those with parts of a name, in the order of the name.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        readers: Readers,
        at: dict[str, list[int]],
        parts: list[int],
    ) -> None:
        self._readers = readers
        self._at = at
        self._names_at = at["name"] or parts
        self._parts_at = parts if at["name"] and at["first name"] and at["last name"] else []
        self._handles_at = [place for kind in HANDLES for place in at[kind]]
        self._has_several_of_a_kind = any(len(at[kind]) > 1 for kind in HANDLES)
        self._facts: dict[str, list[int]] = {}
        for place in at["fact"]:
            self._facts.setdefault(columns[place].name, []).append(place)
        self._kept_at = [*at["keep"], *at["status"]]
        self._kept_as = [columns[place].name for place in self._kept_at]
        self._genders_at = [
            place
            for place in (*at["keep"], *at["title"])
            if readers.is_of_gender(columns[place].name)
        ]

    def read(self, said: _Said) -> Iterable[ForeignRecord | None]:
        """Return what rows say, or None for one that is not plain after all."""
        try:
            names = self._names(said)
            plain = [place for place, name in enumerate(names) if name]
            records = self._records([*filter(None, names)], said.chosen(plain)) if plain else ()
            alive = (None if tells_a_death(one.remarks) else one for one in records)
            return map(dict(zip(plain, alive, strict=True)).get, range(len(names)))
        except (AskedWrongly, Rejected):
            places = range(len(said.identities))
            if len(places) == 1:
                return [None]
            return chain.from_iterable(self.read(said.chosen([place])) for place in places)

    def _names(self, said: _Said) -> list[str | None]:
        """Return the names in rows, or None for a row that is not plain after all.

        Raises:
            AskedWrongly: one cannot be taken.
        """
        at = self._at
        others = (said.rows(places) for places in (at["company"], self._parts_at, at["tags"]))
        return [*map(self._name, map(" ".join, said.rows(self._names_at)), *others)]

    def _name(
        self,
        written: str,
        companies: tuple[str, ...],
        parts: tuple[str, ...],
        tags: tuple[str, ...],
    ) -> str | None:
        name = self._readers.name(written)
        is_plain = (
            name
            and (self._at["email"] or is_somebody(written))
            and not (companies and fold(name) in map(fold, companies))
            and not (parts and is_another_name(" ".join(parts), (written,)))
            and not any(map(refuses_outright, self._readers.tags(tags)[0]))
        )
        return name if is_plain else None

    def _records(self, names: Sequence[str], said: _Said) -> Iterator[ForeignRecord]:
        """Return what rows with these names say.

        Raises:
            AskedWrongly, Rejected: one cannot be taken.
        """
        at, readers, rows = self._at, self._readers, said.rows
        keys = [*map(name_key, names)]
        tags, of_tags = zip(*map(readers.tags, rows(at["tags"])), strict=True)
        consents = map(readers.consent, rows(at["messages"]), rows(at["not messages"]))
        messages, answers = zip(*consents, strict=True)
        remarks = zip(*self._remarks(said), of_tags, strict=True)
        return map(
            ForeignRecord,
            names,
            keys,
            repeat(True),
            rows(at["id"]),
            map(self._but_for_the_name, keys, rows(self._handles_at)),
            self._forms(names, said) if at["title"] else repeat({}),
            tags,
            (next(iter(days), ()) for days in rows(at["birthday"])),
            map(tuple, map(dict.fromkeys, rows(at["visit"]))),
            repeat(()),
            repeat(""),
            messages,
            answers,
            map(tuple, map(chain.from_iterable, remarks)),
            map(dict, map(zip, repeat(self._kept_as), rows(self._kept_at))),
            repeat(""),
            map(self._gender, rows(self._genders_at)) if self._genders_at else repeat(""),
            said.identities,
        )

    def _forms(self, names: Sequence[str], said: _Said) -> Iterator[dict[str, str]]:
        address = zip(*(said.rows(self._at[field]) for field in _OF_AN_ADDRESS), strict=True)
        for name, texts in zip(names, address, strict=True):
            yield self._readers.forms(dict(zip(_OF_AN_ADDRESS, texts, strict=True)), name)

    def _remarks(self, said: _Said) -> Iterator[Iterable[Iterable[Remark]]]:
        """Yield what the columns about each thing say of it, by row."""
        at, readers, rows = self._at, self._readers, said.rows
        if at["company"]:
            companies = (map(readers.lines, texts) for texts in rows(at["company"]))
            yield map(partial(readers.fact, "company"), companies)
        for about, places in self._facts.items():
            yield map(partial(readers.fact, about), rows(places))
        for field in OF_REMARKS:
            if at[field]:
                yield map(partial(readers.remarks, field), rows(at[field]))
        for sort in OF_NEEDS:
            if at[sort]:
                yield map(partial(readers.needs, sort), rows(at[sort]))

    def _gender(self, texts: tuple[str, ...]) -> str:
        return next(filter(None, map(self._readers.gender, texts)), "")

    def _but_for_the_name(self, key: str, handles: Iterable[Handle]) -> tuple[Handle, ...]:
        """Return handles, each once, without an alias that has the key of the name."""
        others = [one for one in handles if one.key != key or one.kind != "alias"]
        if self._has_several_of_a_kind:
            return tuple({(one.kind, one.key): one for one in others}.values())
        return tuple(others)
