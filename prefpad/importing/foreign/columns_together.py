"""Reading the columns of a header together: what the name of one says of the others."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from prefpad.importing.foreign import column_words as table
from prefpad.importing.foreign.child_rows import inner_columns
from prefpad.importing.foreign.column_names import home_by_name, names_a_booking_alone, says_an_end
from prefpad.importing.foreign.fields import (
    ADDRESS,
    BOOKING,
    FACT,
    KEEP,
    REFUSAL,
    SERVICE,
    STATUS,
    TIME,
    VISIT,
    TargetField,
)
from prefpad.importing.foreign.name_splitter import split_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

_NAME = frozenset({"name", "names", "nom", "nombre", "nome", "naam"})
_DATED = table.DATES | table.TIMES | {"at", "on"}
_OF_A_BEGINNING = table.PRESENT | table.BEGUN | table.SCHEDULED
_OF_A_SERVICE = table.PRESENT | {"name", "names", "title", "description", "booked", "scheduled"}
_OF_THE_ROW = (table.GOODS - table.SERVICES) | table.ROOMS | table.PARTIES
_OF_ONE_PERSON = frozenset({"email", "phone", "birthday", "need", "allergy", "access"})
_OF_A_BIRTH = frozenset({"birthday", "birth year", "birth month", "birth day"})
_BEGINS = table.BEGUN | table.DATES | table.TIMES | table.BOOKINGS | table.VISITED
_OF_A_SALE = table.WRITTEN_AT | table.DATES | table.TIMES | table.ORDERS | {"utc", "at"}


def homes_by_name(header: Sequence[str]) -> tuple[TargetField, ...]:
    """Return the target of each column by its name; a fact where the name says nothing.

    Some names need the others: a `name` beside a first name is the last name (`Name` in German, `Nom`
    in French), and beside a last name it is the first name (`Nombre` in Spanish, `Nome` in Italian and
    Portuguese). In a list of bookings or orders the day of each is a visit.
    """
    homes = [home_by_name(name) for name in header]
    for place, inside in inner_tables(header).items():
        homes[place] = _of_an_inner_table(*inside, homes[place])
    words = [frozenset(split_name(name)) for name in header]
    _mark_allergens(homes, words)
    _ask_on(homes, words)
    _leave_out_days_of_consent(homes, words)
    _end_consents(homes, words)
    _settle_states(homes, words)
    _pair_answers(homes, words)
    _name_the_holder(header, homes, words)
    for at in places_of_ours(header):
        homes[at] = KEEP
    _part_the_name(homes, words)
    _take_parts_of_a_birthday(homes, words)
    _leave_out_others(header, homes, words)
    _leave_out_ids_of_companies(homes, words)
    _read_bookings(homes, words)
    return tuple(homes)


def inner_tables(header: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Return the place of each column of a nested table: its table, and its own name."""
    return inner_columns(header, table.QUALIFIERS | table.FILLERS)


def _of_an_inner_table(name: str, column: str, home: TargetField) -> TargetField:
    """Return the target of a nested column, such as `Number (Contact Numbers)`."""
    said, of_table = frozenset(split_name(column)), frozenset(split_name(name))
    if said <= table.VALUES and of_table & (table.EMAIL | table.PHONE):
        return TargetField("email" if of_table & table.EMAIL else "phone")
    if said <= table.IDS | {"name"} or said & table.BOOKKEEPING - table.IDS:
        return KEEP
    if of_table & table.EMAIL and said & table.EMAIL:
        return TargetField("email")
    if said & table.NUMBERS and (of_table & table.PHONE or of_table & table.NUMBERS):
        return TargetField("phone")
    return KEEP if home.field in {"id", *table.NAMING - {"email", "phone"}} else home


def _mark_allergens(homes: list[TargetField], words: list[frozenset[str]]) -> None:
    """Take columns that are each called after an allergen, such as `Nuts` and `Dairy`, for allergies."""
    places = [
        at
        for at, said in enumerate(words)
        if homes[at] in {FACT, KEEP} and said and said <= table.ALLERGENS
    ]
    if len(places) > 1:
        for at in places:
            homes[at] = TargetField("allergy")


def _ask_on(homes: list[TargetField], words: list[frozenset[str]]) -> None:
    """Give `If yes, which?` behind a column of allergies or access needs the same target."""
    for at, said in enumerate(words[1:], start=1):
        asks_on = said & table.ASKING_ON and said <= table.ASKING_ON | table.ASKING_ON_BESIDE
        if asks_on and homes[at - 1].field in {"allergy", "access"}:
            homes[at] = homes[at - 1]


def _leave_out_days_of_consent(homes: list[TargetField], words: list[frozenset[str]]) -> None:
    """Keep the day of an answer where another column has the answer itself."""
    asked = [at for at, home in enumerate(homes) if home.field == "messages"]
    dated = [at for at in asked if words[at] & _DATED]
    if len(dated) < len(asked):
        for at in dated:
            homes[at] = KEEP


def _end_consents(homes: list[TargetField], words: list[frozenset[str]]) -> None:
    """Take `Withdrawn on` beside a column of consent for the end of that."""
    if any(home.field == "messages" for home in homes):
        may_stay = any(said & (table.VISITED | table.STAYS) for said in words)
        leaving = frozenset() if may_stay else table.LEAVING
        for at, said in enumerate(words):
            if homes[at] in {FACT, KEEP} and says_an_end(said, leaving):
                homes[at] = REFUSAL


def _settle_states(homes: list[TargetField], words: list[frozenset[str]]) -> None:
    """Take `Estado` for a status and no state where no column has a town or a postcode."""
    has_town = any(said & table.TOWNS for said in words)
    for at, said in enumerate(words):
        if homes[at] in {ADDRESS, FACT} and said and said <= table.STATES:
            is_of_place = has_town or ("state" in said and homes.count(ADDRESS) > 1)
            homes[at] = ADDRESS if is_of_place else KEEP


def _pair_answers(homes: list[TargetField], words: list[frozenset[str]]) -> None:
    """Take `Question 1` for what the `Answer 1` beside it is about."""
    for at, (asked, said) in enumerate(pairwise(words)):
        is_pair = asked & table.QUESTIONS and said & table.ANSWERS
        if is_pair and asked - table.QUESTIONS == said - table.ANSWERS:
            homes[at], homes[at + 1] = TargetField("topic"), FACT


def _name_the_holder(
    header: Sequence[str], homes: list[TargetField], words: list[frozenset[str]]
) -> None:
    """Take who holds a pet, or has a child, for the customer where nobody else is named.

    Of several, such as mother and father or `Parent 1` and `Parent 2`, it is the first; nothing of
    the others is theirs, nor the day on which the pet or the child was born.
    """
    holders = [said & table.HOLDERS for said in words]
    first = next(filter(None, holders), frozenset[str]())
    if first & table.PARENTS:
        first |= table.PARENTS
    named = {at for at, home in enumerate(homes) if home.field in table.ONCE}
    if _are_of_pets(frozenset[str]().union(*words)):
        pets = {at for at in named if words[at] <= table.PLAIN_NAMES}
        if first or named - pets:
            named -= pets
            for at in pets:
                homes[at] = FACT
    if named or not first:
        return
    number = next(_numbers(said) for said, who in zip(words, holders, strict=True) if who)
    for at, (said, who) in enumerate(zip(words, holders, strict=True)):
        if who & first and _numbers(said) == number and homes[at] in {FACT, KEEP}:
            rest = said - table.HOLDERS - number
            homes[at] = home_by_name(" ".join(sorted(rest))) if rest else TargetField("name")
        elif who or homes[at].field in _OF_A_BIRTH:
            homes[at] = TargetField("fact", header[at])


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(filter(str.isdecimal, words))


def _part_the_name(homes: list[TargetField], words: list[frozenset[str]]) -> None:
    fields = {home.field for home in homes}
    if "first name" in fields and "last name" not in fields:
        _rename(homes, "name", "last name")
    elif "last name" in fields and "first name" not in fields:
        plain = {at for at, said in enumerate(words) if said <= table.PLAIN_NAMES}
        for at, home in enumerate(homes):
            if home.field == "name" and (at in plain or not plain):
                homes[at] = TargetField("first name")
        if TargetField("first name") not in homes:
            for at, said in enumerate(words):
                if said and said <= table.INITIALS:
                    homes[at] = TargetField("first name")


def _take_parts_of_a_birthday(homes: list[TargetField], words: list[frozenset[str]]) -> None:
    """Take a `Month` and a `Day` beside a year of birth for the rest of the birthday."""
    fields = {home.field for home in homes}
    if {"birth year", "birth month"} <= fields and "birth day" not in fields:
        _rename(homes, "birthday", "birth day")
    if "birth month" not in fields and "birthday" not in fields and "birth year" not in fields:
        _rename(homes, "birth day", "birthday")
    if "birth year" not in fields or fields & {"birth month", "birth day", "birthday"}:
        return
    for at, said in enumerate(words):
        if homes[at] in {FACT, KEEP} and said:
            if said <= table.MONTHS:
                homes[at] = TargetField("birth month")
            elif said <= table.DATES:
                homes[at] = TargetField("birth day")


def _rename(homes: list[TargetField], field: str, other: str) -> None:
    homes[:] = [TargetField(other) if home.field == field else home for home in homes]


def _leave_out_others(
    header: Sequence[str], homes: list[TargetField], words: list[frozenset[str]]
) -> None:
    """Keep one name; other columns of names may name somebody else."""
    own = {
        home.field for home, said in zip(homes, words, strict=True) if not said & table.RECIPIENTS
    }
    named: set[str] = set()
    for at, home in enumerate(homes):
        if words[at] & table.RECIPIENTS and home.field in own & table.NAMING:
            homes[at] = KEEP
        elif home.field in named and not words[at] & table.SECOND:
            homes[at] = FACT if home.field == "name" else KEEP
            _leave_out_those_of(words[at], header, homes, words)
        elif home.field == "title" and "title" in words[at] and _has_salutation(homes, at):
            homes[at] = FACT
        if home.field in table.ONCE:
            named.add(home.field)


def _leave_out_those_of(
    other: frozenset[str],
    header: Sequence[str],
    homes: list[TargetField],
    words: list[frozenset[str]],
) -> None:
    """Tell what is of somebody else, such as `Contact 2`, as a fact that says so."""
    theirs = _numbers(other) | (other & table.OWNERS)
    for at, said in enumerate(words):
        if _numbers(other) and theirs <= said and homes[at].field in _OF_ONE_PERSON:
            homes[at] = TargetField("fact", header[at])


def _has_salutation(homes: list[TargetField], at: int) -> bool:
    return any(home.field == "title" for place, home in enumerate(homes) if place != at)


def _leave_out_ids_of_companies(homes: list[TargetField], words: list[frozenset[str]]) -> None:
    """Keep the id of an account beside the names of its contacts, which several of them share."""
    named = (said for home, said in zip(homes, words, strict=True) if home.field in table.ONCE)
    if not any("contact" in said for said in named):
        return
    for at, said in enumerate(words):
        if homes[at].field == "id" and said & {"account", "company"} and said & table.IDS:
            homes[at] = KEEP
        elif homes[at] == KEEP and said == {"account"}:
            homes[at] = TargetField("company")


def _read_bookings(homes: list[TargetField], words: list[frozenset[str]]) -> None:
    days = [at for at, home in enumerate(homes) if home == VISIT]
    own = [at for at in days if not words[at] & table.WHICH_VISIT]
    if not own and any(said & table.BOOKED for said in words):
        begun = (at for at, said in enumerate(words) if said & table.BEGUN and said & table.DATES)
        own = [at for at in begun if homes[at] == KEEP][:1]
        for at in own:
            homes[at] = VISIT
    strong = [at for at in own if words[at] & table.ON_THE_DAY]
    for at in own:
        if strong and at not in strong:
            homes[at] = KEEP
    if own:
        _read_beside_a_visit(homes, words)
    if any(words[at] & (table.PRESENT | table.SCHEDULED) for at in own):
        _read_parts_of_a_booking(homes, words)


def homes_beside_a_visit(
    header: Sequence[str], homes: Sequence[TargetField | None]
) -> list[TargetField | None]:
    """Return the targets of columns once one of them is the day of a booking or an order."""
    now = [home or FACT for home in homes]
    words = [frozenset(split_name(name)) for name in header]
    _read_beside_a_visit(now, words)
    _read_parts_of_a_booking(now, words, table.GOODS)
    return [one if home else None for one, home in zip(now, homes, strict=True)]


def _read_beside_a_visit(homes: list[TargetField], words: list[frozenset[str]]) -> None:
    """Keep what is of the visit and not of the customer: its id, what was bought, and its status."""
    for at, said in enumerate(words):
        if homes[at].field == "id" and not said & table.OWNERS - table.PASSING:
            homes[at] = KEEP
        elif (said & table.STATUS and (homes[at] == KEEP or _is_status(homes[at], said))) or (
            said <= table.STATUS and homes[at] == REFUSAL
        ):
            homes[at] = STATUS
        elif homes[at] == FACT and said & _OF_THE_ROW and not said & table.PERSONAL:
            homes[at] = KEEP


def _is_status(home: TargetField, said: frozenset[str]) -> bool:
    """Tell whether a column that is not known says in its whole name that it is a status: `Stato`."""
    return home == FACT and said <= table.STATUS | table.BOOKINGS | table.FILLERS


def _read_parts_of_a_booking(
    homes: list[TargetField],
    words: list[frozenset[str]],
    services: frozenset[str] = table.SERVICES,
) -> None:
    """Find the first column each of its number, its time of day and what it is for."""
    parts: tuple[tuple[TargetField, Callable[[frozenset[str]], object]], ...] = (
        (BOOKING, lambda said: said & table.BOOKINGS and said & (table.CODES | table.IDS)),
        (TIME, lambda said: said & table.TIMES and said <= table.TIMES | _OF_A_BEGINNING),
        (SERVICE, lambda said: said & services and said <= services | _OF_A_SERVICE),
    )
    for home, is_part in parts:
        for at, said in enumerate(words):
            if homes[at] in {KEEP, FACT} and is_part(said - table.FILLERS):
                homes[at] = home
                break


def days_of_rows(header: Sequence[str]) -> Iterator[int]:
    """Yield the places of columns that may tell the day of each row, the likeliest first.

    That is in a list of bookings or orders the day on which one begins, its date, or the day on
    which it was placed or paid.
    """
    names = [" ".join(split_name(name)) for name in header]
    yield from (names.index(first) for first, last in table.FROM_TO if {first, last} <= {*names})
    words = [frozenset(split_name(name)) - table.FILLERS for name in header]
    said = frozenset[str]().union(*words)
    is_of_sales = said & table.GOODS and said & (table.PRICES | table.ORDERS)
    is_numbered = any(
        (one & (table.ORDERS | table.BOOKINGS) and one & (table.IDS | table.CODES))
        or names_a_booking_alone(name)
        or (one and one <= table.PARTIES)
        for name, one in zip(header, words, strict=True)
    )
    is_timed = any(one and one <= table.TIMES - {"timestamp"} for one in words)
    if not (is_of_sales or is_numbered or is_timed or said & (table.BOOKED | table.SERVICES)):
        return
    yield from (at for at, one in enumerate(words) if one & table.BEGUN and one <= _BEGINS)
    if not (is_of_sales or is_numbered or is_timed or said & table.SERVICES):
        return
    yield from (
        at for at, one in enumerate(words) if one & table.DATES and one <= table.DATES | table.TIMES
    )
    if is_of_sales or is_numbered:
        yield from (
            at for at, one in enumerate(words) if one & table.WRITTEN_AT and one <= _OF_A_SALE
        )


def whom_they_bring(header: Sequence[str], homes: Sequence[TargetField | None]) -> str:
    """Return the pet or the child in a list whose customers are their owners or parents, else empty."""
    words = [word for name in header for word in split_name(name)]
    has_pet = _are_of_pets({*words})
    if not has_pet and not any(
        home and home.field in table.ONCE and table.HOLDERS & {*split_name(name)}
        for name, home in zip(header, homes, strict=True)
    ):
        return ""
    return next((word for word in words if word in table.BROUGHT), "pet" if has_pet else "")


def _are_of_pets(words: AbstractSet[str]) -> bool:
    """Tell whether the columns of a list are about pets: their breed, or patients and who owns them."""
    return bool(words & table.KINDS_OF_PET) or bool(
        words & table.PATIENTS and words & table.OWNERS_OF_PETS
    )


def names_beside_needs(
    header: Sequence[str], homes: Sequence[TargetField | None]
) -> dict[str, str]:
    """Return, by a column of needs, the one that names whose they are: `Child 1 allergies` and `Child 1`.

    In a list of pets or children it is the only column with their names.
    """
    words = [frozenset(split_name(name)) - table.FILLERS for name in header]
    named = {
        at: words[at] - _NAME for at, home in enumerate(homes) if home and home.field == "fact"
    }
    brought = {at for at in named if words[at] and words[at] <= table.BROUGHT | table.PLAIN_NAMES}
    brings = whom_they_bring(header, homes)
    found: dict[str, str] = {}
    for at, home in enumerate(homes):
        if home and home.field in {"allergy", "access"}:
            whose = words[at] - table.ALLERGY - table.NEED
            beside = {to for to in named if whose and named[to] == whose}
            if not beside and brings and not whose & table.HOLDERS:
                beside = brought
            if len(beside) == 1:
                found[header[at]] = header[min(beside)]
    return found


def delivery_addresses(
    header: Sequence[str], homes: Sequence[TargetField | None]
) -> frozenset[int]:
    """Return the places of an address for deliveries beside the customer's own, if there are both."""
    parts = {
        at: frozenset(split_name(name)) - table.QUALIFIERS - table.FILLERS
        for at, (name, home) in enumerate(zip(header, homes, strict=True))
        if home == ADDRESS
    }
    theirs = {at for at in parts if table.RECIPIENTS & {*split_name(header[at])}}
    own = {part for at, part in parts.items() if at not in theirs}
    return frozenset(theirs) if any(parts[at] in own for at in theirs) else frozenset()


def places_of_ours(header: Sequence[str]) -> frozenset[int]:
    """Return the places of what is of the business itself, and of no customer."""
    return _places_of_users(header) | _places_of_recipients(header)


def _places_of_recipients(header: Sequence[str]) -> frozenset[int]:
    """Return the places of `To ...` columns beside their `From ...`: of a payment, what is ours."""
    said = [split_name(name) for name in header]
    senders = {words[1:] for words in said if words[:1] == ("from",)}
    return frozenset(
        at for at, words in enumerate(said) if words[:1] == ("to",) and words[1:] in senders - {()}
    )


def _places_of_users(header: Sequence[str]) -> frozenset[int]:
    """Return the places of what is of those who use the program, where they invite the customers."""
    words = [frozenset(split_name(name)) for name in header]
    if not any(said & table.PASSING for said in words):
        return frozenset()
    return frozenset(
        at for at, said in enumerate(words) if said & table.USERS and not said & table.OWNERS
    )
