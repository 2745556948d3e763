"""Which customer a row of a file means, and what it adds to what is known of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from prefpad.core.names import fold, name_key
from prefpad.sources.own import with_id_alone
from prefpad.store import bulk, customers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prefpad.sources.row import Who
    from prefpad.store.bulk import Bulk
    from prefpad.store.writing import Writer

_CONFIRM_A_NAME = ("email", "card", "phone")


class Meeting(NamedTuple):
    """Whom a row means: one customer, or the `several` between whom it does not tell."""

    number: int
    is_new: bool = False
    is_changed: bool = False
    several: tuple[int, ...] = ()


@dataclass(slots=True)
class _Person:
    number: int
    formal: str | None
    role: str
    handles: set[tuple[str, str]] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)


class Resolver:
    """Finds or makes the customers of a file, and remembers how the file calls each.

    Its memory grows with the customers of the file, not with its rows.
    """

    def __init__(self, writer: Writer, rows: Bulk) -> None:
        self._writer = writer
        self._connection = writer.connection
        self._rows = rows
        self._numbers: dict[str, int] = {}
        self._namesakes: set[int] = set()
        self._bearers: dict[str, list[tuple[str, int]]] = {}
        self._people: dict[int, _Person] = {}
        self._having: defaultdict[str, set[int]] = defaultdict(set)

    def known(self, called: str) -> int | None:
        """Return whom the file calls so, if that is settled: they have no namesake."""
        number = self._numbers.get(called)
        return None if number in self._namesakes else number

    def look_up(self, people: Iterable[Who]) -> None:
        """Forget the rows before, and read at once what is known of the handles of these."""
        self._people.clear()
        self._having.clear()
        keys = {key for who in people for key in (who.key, *(one.key for one in who.handles))}
        self._bearers = bulk.bearers(self._connection, keys)

    def meet(self, called: str, who: Who) -> Meeting:
        """Return whom a row means, made or brought up to date.

        The same id is the same customer. Otherwise rows of one name are one customer unless their
        handles contradict: the same kind of handle on both sides without a value in common, and no
        other handle in common. An e-mail in common beats a card, a card beats a phone.
        """
        namesakes = self._with(who.key, "name", "alias")
        found = self._found(who, namesakes)
        if len(found) > 1:
            self._namesakes |= namesakes
            return Meeting(0, several=tuple(sorted(found)))
        if found:
            meeting = self._bring_up_to_date(self._person(*found), who)
        else:
            meeting = Meeting(self._make(who), is_new=True)
        if namesakes - {meeting.number}:
            self._namesakes |= namesakes | {meeting.number}
        self._numbers[called] = meeting.number
        if shorter := with_id_alone(called):
            self._numbers[shorter] = meeting.number
        return meeting

    def meant(self, who: Who) -> set[int]:
        """Return the customers whom a row can mean."""
        return self._found(who, self._with(who.key, "name", "alias"))

    def _found(self, who: Who, namesakes: set[int]) -> set[int]:
        return self._sharing(who, "id") or self._by_name(who, namesakes)

    def _sharing(self, who: Who, kind: str) -> set[int]:
        return {
            number
            for one in who.handles
            if one.kind == kind
            for number in self._with(one.key, kind)
        }

    def _by_name(self, who: Who, namesakes: set[int]) -> set[int]:
        for number in namesakes - self._people.keys():
            self._person(number)
        kinds = {one.kind for one in who.handles}
        found = namesakes - self._having["id"] if "id" in kinds else namesakes
        confirmed = False
        for kind in _CONFIRM_A_NAME:
            if sharing := found & self._sharing(who, kind):
                found, confirmed = sharing, True
        if confirmed:
            return found
        return found.difference(*(self._having[kind] for kind in kinds))

    def _with(self, key: str, *kinds: str) -> set[int]:
        if key not in self._bearers:
            self._rows.flush()
            self._bearers |= bulk.bearers(self._connection, [key])
        return {number for kind, number in self._bearers[key] if kind in kinds}

    def _person(self, number: int) -> _Person:
        person = self._people.get(number)
        if person is None:
            formal, role = bulk.form_and_role(self._connection, number)
            person = self._people[number] = _Person(
                number,
                formal,
                role,
                bulk.handles_of(self._connection, number),
                bulk.tags_of(self._connection, number),
            )
            for kind, _ in person.handles:
                self._having[kind].add(number)
        return person

    def _make(self, who: Who) -> int:
        number = self._rows.customer(who.name, who.role, who.formal)
        person = _Person(number, who.formal, who.role or "customer")
        self._people[number] = person
        self._add_handle(person, "name", who.name, who.key)
        if who.formal:
            self._add_handle(person, "formal", who.formal, name_key(who.formal))
        self._add(person, who)
        return number

    def _bring_up_to_date(self, person: _Person, who: Who) -> Meeting:
        names = {key for kind, key in person.handles if kind in {"name", "alias"}}
        is_changed = who.key not in names
        if is_changed:
            self._add_handle(person, "alias", who.name, who.key)
        is_changed |= self._add(person, who)
        news: dict[str, str | None] = {}
        if who.formal and not person.formal:
            person.formal = news["formal"] = who.formal
            person.handles.add(("formal", name_key(who.formal)))
        if who.role and person.role == "customer" != who.role:
            person.role = news["role"] = who.role
        if news:
            self._rows.flush()
            self._writer.change(self._rows.number)
            customers.change(self._writer, person.number, news)
        return Meeting(person.number, is_changed=is_changed or bool(news))

    def _add(self, person: _Person, who: Who) -> bool:
        is_changed = False
        for kind, value, key in who.handles:
            if (kind, key) not in person.handles:
                self._add_handle(person, kind, value, key)
                is_changed = True
        for tag in who.tags:
            if fold(tag) not in person.tags:
                person.tags.add(fold(tag))
                self._rows.tag(person.number, tag, fold(tag))
                is_changed = True
        return is_changed

    def _add_handle(self, person: _Person, kind: str, value: str, key: str) -> None:
        person.handles.add((kind, key))
        self._having[kind].add(person.number)
        self._rows.handle(person.number, kind, value, key)
        if key in self._bearers:
            self._bearers[key].append((kind, person.number))
