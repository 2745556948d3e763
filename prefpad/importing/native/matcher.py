"""Matching a row of our layout to a customer, and adding what it says about them."""

from __future__ import annotations

from array import array
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from prefpad.customers import repository as customers
from prefpad.domain.memoize import Memo
from prefpad.domain.vocabulary import OWN_NAMES
from prefpad.importing import bulk_rows as lookups
from prefpad.importing.bulk_rows import OUTSIDE_ID, Bearers
from prefpad.importing.native.parser import with_id_alone

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from prefpad.db.unit_of_work import UnitOfWork
    from prefpad.importing.bulk_rows import BulkLoader
    from prefpad.importing.native.layout import NativeCustomer

MOST_NAMESAKES = 20
"""Customers of one name who are compared one by one; more of them are looked up by what they have."""

TELLING = ("email", "card", "phone")
"""The kinds of handles that tell namesakes apart, the strongest first."""

_KNOWN = frozenset({"id", OUTSIDE_ID, *TELLING})
_MOST_PEOPLE = 5000
_MOST_CALLED = 80_000


class Match(NamedTuple):
    """Whom a row means: one customer, or `several` that it does not tell apart."""

    number: int
    is_new: bool = False
    is_changed: bool = False
    several: tuple[int, ...] = ()


class _Person:
    """Somebody, as the pad has them by now."""

    def __init__(
        self,
        number: int,
        formal: str | None,
        role: str,
        handles: set[tuple[str, str]],
        tags: set[str],
    ) -> None:
        self.number = number
        self.formal = formal
        self.role = role
        self.handles = handles
        self.tags = tags


class CustomerMatcher:
    """Finds or makes the customers of a file, and remembers how the file calls each.

    Its memory grows with the customers of the file, not with its rows. How the file calls them is
    kept as a hash of 64 bits: of many for a while, as the rows of a customer mostly stand together,
    and of those whom it brings, who are found again by their ids and names, in 16 bytes for good.

    Attributes:
        by_id: whom the file calls so of late, by that hash, where an id settles it.
    """

    def __init__(self, writer: UnitOfWork, rows: BulkLoader) -> None:
        self._writer = writer
        self._connection = writer.connection
        self._rows = rows
        self._handles = HandleCache(rows)
        self.by_id: dict[int, int] = {}
        self._by_name: dict[int, int] = {}
        self._namesakes: set[int] = set()
        self._people: dict[int, _Person] = {}
        self._made: dict[int, NativeCustomer] = {}
        self._first = rows.next_customer
        self._called = array("q")
        self._kinds_of_made: list[frozenset[str]] = []
        self._shared_kinds: dict[tuple[str, ...], frozenset[str]] = Memo(frozenset)

    def known(self, called: str) -> int | None:
        """Return the customer whom the file names so, if an id or a unique name settles it."""
        number = self.by_id.get(hash(called))
        if number is None:
            number = self._by_name.get(hash(called))
            if number in self._namesakes:
                return None
        return number

    def prefetch(self, people: Collection[NativeCustomer]) -> None:
        """Read in one go who has the names and ids of these people, and what they have besides."""
        for known, most in (
            (self._people, _MOST_PEOPLE),
            (self._made, _MOST_PEOPLE),
            (self.by_id, _MOST_CALLED),
            (self._by_name, _MOST_CALLED),
        ):
            if len(known) > most:
                known.clear()
        if self._rows.had_customers:
            self._handles.prefetch({key for who in people for key in _keys(who)})
            compared = {number for who in people for number in self._handles.compared(who)}
            if unread := compared - self._people.keys():
                self._read(islice(unread, _MOST_PEOPLE))

    def match(self, called: str, who: NativeCustomer) -> Match:
        """Return whom a row means, creating or updating them.

        The same id is the same customer. Otherwise rows of one name are one customer unless their
        handles contradict: the same kind of handle on both sides without a value in common, and no
        other handle in common. An e-mail in common beats a card, a card beats a phone.
        """
        if self._handles.is_unknown(who):
            number = self._make(called, who)
            self._call(called, who, number)
            return Match(number, is_new=True)
        if before := self._called_before(called, who):
            self._call(called, who, before)
            return Match(before)
        found = self.candidates(who)
        is_common = self._handles.common(who.key) is not None
        namesakes = set() if is_common else self._handles.of_name(who.key)
        if len(found) > 1:
            self._namesakes |= namesakes | found
            return Match(0, several=tuple(sorted(found)))
        if found:
            meeting = self._bring_up_to_date(self._person(*found), who)
        else:
            meeting = Match(self._make(called, who), is_new=True)
        number = meeting.number
        if not meeting.is_new:
            self._rows.staging.matched.add(number)
        if is_common or namesakes - {number}:
            self._namesakes |= namesakes | {number}
        self._call(called, who, number)
        return meeting

    def _call(self, called: str, who: NativeCustomer, number: int) -> None:
        """Remember how the file calls a customer."""
        if _ids_of(who):
            self.by_id[hash(called)] = number
            if shorter := with_id_alone(called):
                self.by_id[hash(shorter)] = number
        else:
            self._by_name[hash(called)] = number

    def _called_before(self, called: str, who: NativeCustomer) -> int | None:
        """Return whom the file has brought under what it says of a customer, all of it or id and name."""
        if ids := _ids_of(who):
            bearers = self._handles.of_id(ids[0])
        elif self._handles.common(who.key):
            return None
        else:
            bearers = self._handles.of_name(who.key) - self._namesakes
        for number in bearers:
            place = 2 * (number - self._first)
            if place >= 0 and hash(called) in self._called[place : place + 2]:
                return number
        return None

    def candidates(self, who: NativeCustomer) -> set[int]:
        """Return the customers that a row can mean."""
        if found := self._with_its_id(who):
            return found
        if many := self._handles.common(who.key):
            return many.candidates((kind, key) for kind, _, key in who.handles)
        namesakes = self._handles.of_name(who.key)
        return namesakes and self._named_so(who, namesakes)

    def _with_its_id(self, who: NativeCustomer) -> set[int]:
        return {number for key in _ids_of(who) for number in self._handles.of_id(key)}

    def _named_so(self, who: NativeCustomer, namesakes: set[int]) -> set[int]:
        outside = {(OUTSIDE_ID, key) for key in _ids_of(who)}
        if exported := {one for one in namesakes if self._has(one, outside)}:
            return exported
        kinds = {kind for kind, _, _ in who.handles}
        found = namesakes
        if "id" in kinds:
            found = {number for number in found if "id" not in self._kinds_of(number)}
        if not found:
            return found
        confirmed = False
        for kind in TELLING:
            theirs = {(one, key) for one, _, key in who.handles if one == kind}
            if not theirs:
                continue
            sharing = {one for one in found if theirs & self._person(one).handles}
            if sharing:
                found, confirmed = sharing, True
        if confirmed:
            return found
        return {number for number in found if kinds.isdisjoint(self._kinds_of(number))}

    def _has(self, number: int, outside: set[tuple[str, str]]) -> bool:
        """Tell whether a customer has an id of another program, which nobody of an own list has."""
        return number < self._first and not outside.isdisjoint(self._person(number).handles)

    def _kinds_of(self, number: int) -> Collection[str]:
        """Return the kinds of handles of a customer."""
        if number >= self._first:
            return self._kinds_of_made[number - self._first]
        return {kind for kind, _ in self._person(number).handles}

    def _person(self, number: int) -> _Person:
        person = self._people.get(number)
        if person is None and (who := self._made.pop(number, None)):
            handles = {(kind, key) for kind, _, key in _handles_of(who)}
            tags = {key for _, key in who.tags}
            person = _Person(number, who.formal, who.role or "customer", handles, tags)
            self._people[number] = person
        if person is None:
            self._read([number])
            person = self._people[number]
        return person

    def _read(self, numbers: Iterable[int]) -> None:
        self._rows.flush()
        for number, held in lookups.held(self._connection, numbers).items():
            self._people[number] = _Person(number, *held)

    def _make(self, called: str, who: NativeCustomer) -> int:
        number = self._rows.customer(who.name, who.role, who.formal)
        self._called.extend((hash(called), hash(with_id_alone(called) or called)))
        handles = _handles_of(who)
        self._made[number] = who
        self._kinds_of_made.append(self._shared_kinds[tuple([kind for kind, _, _ in handles])])
        self._rows.handles(number, handles)
        self._handles.add_new(number, handles)
        for tag, key in who.tags:
            self._rows.tag(number, tag, key)
        return number

    def _bring_up_to_date(self, person: _Person, who: NativeCustomer) -> Match:
        names = {key for kind, key in person.handles if kind in OWN_NAMES}
        is_changed = who.key not in names
        if is_changed:
            self._add_handle(person, "alias", who.name, who.key)
        is_changed |= self._add(person, who)
        news: dict[str, str | None] = {}
        if who.formal and not person.formal:
            person.formal = news["formal"] = who.formal
            person.handles.add(("formal", who.formal_key))
        if who.role and person.role == "customer" != who.role:
            person.role = news["role"] = who.role
        if news:
            self._rows.flush()
            self._writer.change(self._rows.number)
            customers.change(self._writer, person.number, news)
        return Match(person.number, is_changed=is_changed or bool(news))

    def _add(self, person: _Person, who: NativeCustomer) -> bool:
        is_changed = False
        for kind, value, key in who.handles:
            is_outside = kind == "id" and (lookups.OUTSIDE_ID, key) in person.handles
            if (kind, key) not in person.handles and not is_outside:
                self._add_handle(person, kind, value, key)
                is_changed = True
        for tag, key in who.tags:
            if key not in person.tags:
                person.tags.add(key)
                self._rows.tag(person.number, tag, key)
                is_changed = True
        return is_changed

    def _add_handle(self, person: _Person, kind: str, value: str, key: str) -> None:
        number = person.number
        person.handles.add((kind, key))
        if number >= self._first:
            kinds = (*self._kinds_of_made[number - self._first], kind)
            self._kinds_of_made[number - self._first] = self._shared_kinds[kinds]
        self._rows.handle(number, kind, value, key)
        self._handles.add(number, kind, key, person.handles)


def _handles_of(who: NativeCustomer) -> list[tuple[str, str, str]]:
    """Return what a new customer is found by: kind, value and key."""
    handles = [("name", who.name, who.key), *who.handles]
    if who.formal:
        handles.append(("formal", who.formal, who.formal_key))
    return handles


def _keys(who: NativeCustomer) -> Iterator[str]:
    yield who.key
    yield from _ids_of(who)


def _ids_of(who: NativeCustomer) -> list[str]:
    """Return the ids of a customer, by their keys."""
    return [key for kind, _, key in who.handles if kind == "id"]


class Namesakes:
    """The many customers of one name, by their handles.

    Whom a row may mean is found in a time that does not grow with their number.
    """

    def __init__(self) -> None:
        self._kinds: dict[int, frozenset[str]] = {}
        self._with_kinds: defaultdict[frozenset[str], dict[int, None]] = defaultdict(dict)
        self._with_handle: defaultdict[tuple[str, str], set[int]] = defaultdict(set)

    def add(self, customer: int, handles: Iterable[tuple[str, str]]) -> None:
        """Add somebody, or more of their handles, as kind and key."""
        telling = [one for one in handles if one[0] in _KNOWN]
        before = self._kinds.get(customer, frozenset())
        kinds = before.union(kind for kind, _ in telling if kind != OUTSIDE_ID)
        self._with_kinds[before].pop(customer, None)
        self._with_kinds[kinds][customer] = None
        self._kinds[customer] = kinds
        for one in telling:
            self._with_handle[one].add(customer)

    def candidates(self, handles: Iterable[tuple[str, str]]) -> set[int]:
        """Return the customers that a row with these handles can mean, at most the first few.

        They are those who share an e-mail, card or phone with it, else those who have none of the
        kinds that it has. Nobody with an id is meant by a row with another, but for an id of another
        program, which an export has in the same column.
        """
        given = [*handles]
        kinds = {kind for kind, _ in given}
        exported = {
            customer
            for kind, key in given
            if kind == "id"
            for customer in self._with_handle.get((OUTSIDE_ID, key), ())
        }
        if exported:
            return exported
        sharing: set[int] = set()
        for telling in TELLING:
            theirs = {
                customer
                for one in given
                if one[0] == telling
                for customer in self._with_handle.get(one, ())
                if not ("id" in kinds and "id" in self._kinds[customer])
            }
            sharing = (sharing & theirs) or sharing or theirs
        if sharing:
            return sharing
        others = {
            customer
            for theirs, customers in self._with_kinds.items()
            if kinds.isdisjoint(theirs)
            for customer in islice(customers, MOST_NAMESAKES + 1)
        }
        return {*sorted(others)[: MOST_NAMESAKES + 1]}


class HandleCache:
    """The customers who have a name, as theirs or as an alias, or an id.

    What the file brings it remembers; of what the pad has it knows what was asked for last, but
    for names that many have.
    """

    def __init__(self, rows: BulkLoader) -> None:
        self._rows = rows
        self._stored: dict[str, list[tuple[str, int]]] = {}
        self._names = Bearers()
        self._ids = Bearers()
        self._common: dict[str, Namesakes] = {}

    def prefetch(self, keys: Iterable[str]) -> None:
        """Read in one go which customers the pad has under these names and ids, and drop others."""
        self._stored = {key: [] for key in keys if key not in self._common}
        for key, kind, number in lookups.bearers(self._rows.connection, self._stored):
            self._stored[key].append((kind, number))

    def compared(self, who: NativeCustomer) -> set[int]:
        """Return whom of the pad somebody is compared with one by one, as far as they were read.

        Those who have the id are, and nobody else who has the name.
        """
        stored = (one for key in _ids_of(who) for one in self._stored.get(key, ()))
        if found := {number for kind, number in stored if kind == "id"}:
            return found
        namesakes = self._stored.get(who.key, ())
        if len(namesakes) > MOST_NAMESAKES:
            return set()
        return {number for _, number in namesakes}

    def of_name(self, key: str) -> set[int]:
        """Return who has a name that is not `common`."""
        stored = (number for kind, number in self._of_the_pad(key) if kind in OWN_NAMES)
        return {*self._names.of(key), *stored}

    def common(self, key: str) -> Namesakes | None:
        """Return who has a name if they are many, or None."""
        if key not in self._common:
            bearers = self.of_name(key)
            if len(bearers) <= MOST_NAMESAKES:
                return None
            self._rows.flush()
            many = self._common[key] = Namesakes()
            for customer in sorted(bearers):
                many.add(customer, ())
            for customer, kind, held in lookups.handles_of(self._rows.connection, bearers):
                many.add(customer, [(kind, held)])
            self._names.pop(key, None)
            self._stored.pop(key, None)
        return self._common[key]

    def of_id(self, key: str) -> set[int]:
        """Return who has an id."""
        stored = (number for kind, number in self._of_the_pad(key) if kind == "id")
        return {*self._ids.of(key), *stored}

    def is_unknown(self, who: NativeCustomer) -> bool:
        """Tell whether nobody has the name of a customer, nor an id of theirs."""
        if who.key in self._names or who.key in self._common or self._of_the_pad(who.key):
            return False
        return not any(key in self._ids or self._of_the_pad(key) for key in _ids_of(who))

    def add_new(self, customer: int, handles: Sequence[tuple[str, str, str]]) -> None:
        """Add somebody new with their handles, each as kind, value and key."""
        held = {(kind, key) for kind, _, key in handles} if self._common else ()
        for kind, _, key in handles:
            if held or kind == "id" or kind in OWN_NAMES:
                self.add(customer, kind, key, held)

    def add(self, customer: int, kind: str, key: str, handles: Iterable[tuple[str, str]]) -> None:
        """Add a handle that a customer has from now on."""
        if kind == "id":
            self._ids.add(key, customer)
        if kind in OWN_NAMES and key not in self._common:
            self._names.add(key, customer)
        elif kind in OWN_NAMES:
            self._common[key].add(customer, handles)
        elif self._common:
            for name in (held for one, held in handles if one in OWN_NAMES):
                if name in self._common:
                    self._common[name].add(customer, [(kind, key)])

    def _of_the_pad(self, key: str) -> list[tuple[str, int]]:
        if key not in self._stored and self._rows.had_customers:
            bearers = lookups.bearers(self._rows.connection, [key])
            self._stored[key] = [(kind, number) for _, kind, number in bearers]
        return self._stored.get(key, [])
