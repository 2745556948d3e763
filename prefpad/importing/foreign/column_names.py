"""Recognising columns by their names, in seven languages.

A name is taken apart, and its words tell each other what they mean: `Main Phone #s`, `Phone (Billing)`,
`CustomerTelephoneNumber` and `Tel. privat` are all a phone. What a program keeps for its own books is
stored and not shown.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import fold
from prefpad.importing.csv.cells import YES
from prefpad.importing.foreign import column_words as table
from prefpad.importing.foreign.child_rows import inner_columns
from prefpad.importing.foreign.fields import (
    ADDRESS,
    BOOKING,
    FACT,
    KEEP,
    REFUSAL,
    SERVICE,
    STATUS,
    TIME,
    TargetField,
    home_named,
    listed,
)
from prefpad.importing.foreign.name_splitter import split_name, vocabulary
from prefpad.notes.health_needs import need_column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    Words = tuple[str, ...]

_COUNTED = pattern(
    r"(?:#|no|number) of |nb de? |(?:n|nombre|numero) (?:de|di) \w+s\b|(?:anzahl|aantal) "
)
_CODES = pattern(r"\s*\([^()]*=[^()]*\)")
"""What a name says of the codes in its cells: `(0=no, 1=yes)`."""
_ANSWERS = pattern(
    r"\(?\b(?:j|ja|y|yes|o|oui|s|si|s\u00ed|sim)\s?[/|]\s?(?:n|no|nein|non|n\u00e3o|nee)\b\)?",
    re.IGNORECASE,
)
"""The answers that a column asks for, behind its name: `Newsletter j/n`."""
_DONE_ON = pattern(r"(?:date|day) \w+ed\b")
_SUBSCRIBING = table.UNSUBSCRIBED | table.CONSENT
_NEED = TargetField("need")
_VISIT = TargetField("visit")
_WHICH_OF_MANY = {("first",), ("last",)}
"""Part of a name by themselves, and not beside another word: `Last delivery`."""
_QUALIFIERS = table.OWNERS | table.WHICH | table.RECIPIENTS
_MARKETING = table.EMAIL | table.PHONE | {"marketing", "messages", "text", "mailing", "mailings"}
_FROM_TO = (
    *(
        ("first night", "last night"),
        ("erste nacht", "letzte nacht"),
        ("from", "to"),
        ("from", "until"),
        ("von", "bis"),
        ("du", "au"),
        ("van", "tot"),
        ("dal", "al"),
    ),
    *(("desde", "hasta"), ("del", "al"), ("de", "ate")),
)
"""What two columns are called that have the first and the last day of a stay."""
_BY = frozenset({"by", "von", "par", "por", "da", "door"})
_OF_CONSENT = (
    table.CONSENT | table.UNSUBSCRIBED | table.ACCEPTED | table.CONSENT_BESIDE | table.REFUSING
    | table.REACHING | table.REFUSED | table.REFUSING_BESIDE | table.WANTED | _MARKETING
    | table.OWNERS | table.WHICH
)  # fmt: skip
_NAME = frozenset({"name", "names", "nom", "nombre", "nome", "naam"})
_NO = frozenset({"no", "n", "nein", "non", "nao", "nee"})
_REFUSABLE = table.REACHING | table.CONSENT | table.ACCEPTED | table.WANTED | {"opted"}
_ALERTS = frozenset({"alert", "alerts", "reminder", "reminders"})
_SENT = table.EMAIL | {"text", "sms", "push"}
_DAYS = table.DATES | table.TIMES | table.ON
_DATED = table.DATES | table.TIMES | {"at", "on"}
_OF_OTHER_ENDS = table.BOOKINGS | table.ORDERS | table.VISITED | table.GOODS | table.SERVICES
_TAKING_BACK = (
    (table.ENDED - table.STATUS)
    | (table.REFUSED - {"stopped", "stopp", "object", "objects"})
    | table.TAKING_BACK
    | {"withdrawal", "revocation", "revocacion", "revoca", "revogacao", "intrekking"}
)
_BLACK_LISTS = frozenset(
    ["schwarze liste", "liste noire", "lista negra", "lista nera", "zwarte lijst", "sperr liste"]
)
_MAYBE_TAKING_BACK = table.ENDED | table.MAYBE_TAKING_BACK
_SO_FAR = table.JOINED | {"yet", "last", "ever"}
_KINDS_OF_MESSAGES = table.EMAIL | table.PHONE | table.CALLS | table.NEWS
_ALL_MESSAGES = table.AGREED | table.MAILINGS | table.CONTACTING
_OF_ITS_DAY = table.MAILINGS | table.ENDED | _DAYS
_OF_A_BEGINNING = table.PRESENT | table.BEGUN | table.SCHEDULED
_OF_A_SERVICE = table.PRESENT | {"name", "names", "title", "description", "booked", "scheduled"}
_OF_A_VISIT = (
    table.VISITED | table.DATES | table.TIMES | table.WHICH_VISIT | table.OWNERS | table.BEGUN
)
_OF_THE_ROW = (table.GOODS - table.SERVICES) | table.ROOMS | table.PARTIES
_OF_ONE_PERSON = frozenset({"email", "phone", "birthday", "need", "allergy", "access"})
_OF_A_BIRTH = frozenset({"birthday", "birth year", "birth month", "birth day"})
_BEGINS = table.BEGUN | table.DATES | table.TIMES | table.BOOKINGS | table.VISITED
_OF_A_SALE = table.WRITTEN_AT | table.DATES | table.TIMES | table.ORDERS | {"utc", "at"}


def is_known(name: str) -> bool:
    """Tell whether the words of a column's name say that it is one of a customer's fields."""
    home = home_by_name(name)
    return home == ADDRESS or home.field not in {FACT.field, KEEP.field}


@lru_cache(maxsize=10_000)
def home_by_name(name: str) -> TargetField:
    """Return the target of a column by its name alone, a fact if it says nothing."""
    name = _ANSWERS.sub("", _CODES.sub("", name)).strip() or name
    words = split_name(name)
    said = " ".join(words)
    if not words:
        return FACT
    if home := _phrases().get(words):
        return (_of_a_need(name) or home) if home == _NEED else home
    if _is_whole_name({*words}):
        return TargetField("name")
    if (
        _COUNTED.match(said)
        or _COUNTED.match(fold(name))
        or (_DONE_ON.match(said) and not _SUBSCRIBING & {*words})
    ):
        return KEEP
    if home := _by_phrase(words):
        return (_of_a_need(name) or home) if home == _NEED else home
    if name.rstrip().endswith("?") and (home := _asked_for(words)):
        return home
    kept = frozenset(word for word in words if not word.isdecimal()) - table.FILLERS
    home = next(filter(None, (rule(kept, words) for rule in _RULES)))
    if home in {FACT, _NEED}:
        return _of_a_need(name) or _in_two_languages(name) or home
    return home


def _in_two_languages(name: str) -> TargetField | None:
    """Return the target that each part of a name has, as of `Kunde / Client`; None if they differ."""
    first, *others = map(str.strip, name.split("/"))
    if not (others and first and all(others)):
        return None
    home = home_by_name(first)
    is_same = is_known(first) and all(home_by_name(other) == home for other in others)
    return home if is_same else None


def _asked_for(words: Words) -> TargetField | None:
    """Return what a question asks for in a form, where it is their name, their birthday or the like."""
    said = tuple(word for word in words if word not in table.POLITE | table.FILLERS)
    kept = frozenset(said)
    found = (
        _phrases().get(said) or _birthday(kept, said) or _email(kept, said) or _phone(kept, said)
    )
    return found if found and found.field in (table.NAMING - {"company"}) | {"birthday"} else None


def _is_whole_name(words: set[str]) -> bool:
    """Tell whether words mean both first and last name: `Vor- und Nachname`."""
    both = words & table.FIRST_NAMES and words & table.LAST_NAMES
    return bool(both) and words <= (
        table.FIRST_NAMES | table.LAST_NAMES | table.FILLERS | table.OWNERS | {"name", "names"}
    )


def _of_a_need(name: str) -> TargetField | None:
    sort = need_column(name)
    return TargetField(sort) if sort else None


@lru_cache(maxsize=1)
def _phrases() -> dict[Words, TargetField]:
    return {
        split_name(name): home_named(home)
        for home, names in table.PHRASES.items()
        for name in listed(names)
    }


def _by_phrase(words: Words) -> TargetField | None:
    plain = tuple(word for word in words if not word.isdecimal())
    for left_out in (
        frozenset[str](),
        table.FILLERS,
        table.FILLERS | table.OWNERS,
        table.FILLERS | table.WHICH,
        table.FILLERS | _QUALIFIERS,
        table.FILLERS | _QUALIFIERS | {"address"},
    ):
        left = tuple(word for word in plain if word not in left_out)
        says_which = left in _WHICH_OF_MANY and left_out >= table.WHICH
        if not says_which and (home := _phrases().get(left)):
            return home
    return None


def says_nothing(name: str) -> bool:
    """Tell whether a name has no meaningful word: `A`, `2`, `Nr.`."""
    silent = table.FILLERS | table.NUMBERS
    return all(word.isdecimal() or word in silent for word in split_name(name))


def names_a_way_of_writing(name: str) -> bool:
    """Tell whether a name says how one writes to people and no more: `SMS`, `WhatsApp news`."""
    words = frozenset(split_name(name)) - table.FILLERS
    ways = table.EMAIL | {
        "sms",
        "text",
        "texts",
        "whatsapp",
        "post",
        "mms",
        "messenger",
        "telegram",
    }
    return bool(words & ways) and words <= ways | table.INFORMATION


def names_an_allergen(name: str) -> bool:
    """Tell whether a name says what people are allergic to and no more: `Nuts`."""
    return {*split_name(name)} <= table.ALLERGENS


def names_an_owner_alone(name: str) -> bool:
    """Tell whether a name says only whose a column is: `Contact`, which may be a phone."""
    return {*split_name(name)} <= table.OWNERS


def names_a_visit(name: str) -> bool:
    """Tell whether a name says a visit and no more: `Visit`, which may hold its day or what it was."""
    said = split_name(name)
    words = frozenset(said) - table.FILLERS
    if words & table.STAYS and said[-1] in table.FROM_OR_TO:
        return said[-1] in table.FROM
    is_of_one = words & (table.WHICH_VISIT - table.NEXT) and (
        words & (table.WORKS | table.VISITED) or words <= table.WHICH_VISIT
    )
    return bool(words & table.PRESENT or is_of_one) and words <= _OF_A_VISIT | table.WORKS


def is_of_the_next_visit(name: str) -> bool:
    """Tell whether a day of visits is that of the next one, which nobody has made yet."""
    return not table.NEXT.isdisjoint(split_name(name))


def is_of_one_visit(name: str) -> bool:
    """Tell whether a day of visits is of the row itself, and not of the last of many."""
    said = split_name(name)
    words = {*said}
    if words & table.DATES and words & table.BEGUN:
        words -= table.TIMES
    begins = " ".join(said) in dict(_FROM_TO)
    return begins or not words & (table.WHICH_VISIT | {"in", "time", "mal", "vez", "volta", "fois"})


def days_of_rows(header: Sequence[str]) -> Iterator[int]:
    """Yield the places of columns that may tell the day of each row, the likeliest first.

    That is in a list of bookings or orders the day on which one begins, its date, or the day on
    which it was placed or paid.
    """
    names = [" ".join(split_name(name)) for name in header]
    yield from (names.index(first) for first, last in _FROM_TO if {first, last} <= {*names})
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


def names_a_booking_alone(name: str) -> bool:
    """Tell whether a name says a booking or an order and no more: `Reservation`, which may be its number."""
    said = split_name(name)
    words = frozenset(said) - table.FILLERS
    return bool(words) and words <= table.BOOKINGS | table.ORDERS and "to" not in said


def names_an_agreement(name: str) -> bool:
    """Tell whether a name says that they agreed, so that a day in it is the day of that: `Opt-in time`."""
    words = {*split_name(name)}
    agreed = words & table.AGREED or (words & table.JOINED and words & table.MAILINGS)
    return bool(agreed) and not words & (table.WHICH_VISIT | table.EXPIRING)


def dates_an_agreement(name: str) -> bool:
    """Tell whether a column may say when they agreed to messages: `Subscribed on`, `Date d'inscription`."""
    words = {*split_name(name)}
    joined = words & (table.JOINED - table.ON)
    return words.isdisjoint(table.EXPIRING | {"ip"}) and (
        names_an_agreement(name)
        or bool(joined and (words & _DAYS or joined & table.DATES_GLUED))
        or words == {"confirm", "time"}
    )


def dates_a_refusal(name: str) -> bool:
    """Tell whether a column may say when they refused messages: `Unsubscribed on`."""
    said = split_name(name)
    is_dated = bool({*said} & _DAYS)
    return _ended({*said}, said) or _says_an_end({*said}) or ("unsub" in said and is_dated)


@lru_cache(maxsize=1_000)
def is_of_calls(name: str) -> bool:
    """Tell whether a column asks who may be called, and not who may be written to."""
    words = {*split_name(name)}
    written = (
        (_MARKETING | table.REACHING) - table.CALLS - {"phone", "contact", "kontakt", "marketing"}
    )
    return not words.isdisjoint(table.CALLS) and words.isdisjoint(written)


def names_an_outcome(name: str) -> bool:
    """Tell whether a name says no more than what became of a visit: `Fulfilment`, `Outcome`."""
    words = frozenset(split_name(name)) - table.FILLERS
    outcome = table.STATUS | table.OUTCOMES
    return (
        bool(words & outcome) and words <= outcome | table.BOOKINGS | table.ORDERS | table.VISITED
    )


def names_a_status(name: str) -> bool:
    """Tell whether a name says only that something has a status: `Status`, `Subscriber status`."""
    words = frozenset(split_name(name))
    status = table.STATES | {"status", "statut"}
    return bool(words & status) and words <= status | table.OWNERS | table.EMAIL


def names_those_who_left(file: str) -> bool:
    """Tell whether a file is called after people who want no messages: `opt-outs`, `abgemeldet 2025`."""
    said = split_name(file)
    forbids = "dont" in said or {"do", "not"} <= {*said} or {*said} & table.MAILINGS
    is_theirs = _ended({*said}, said) or "suppression" in said
    return is_theirs or bool(forbids and home_by_name(file) == REFUSAL)


@lru_cache(maxsize=1_000)
def takes_back(name: str) -> bool | None:
    """Tell whether a column is about what ends a consent; None if only a yes or a day in it says so.

    Bookings, orders and treatments end too: they are no one's consent.
    """
    said = split_name(name)
    words = {*said}
    if words & (_OF_OTHER_ENDS | table.NOT_TAKING_BACK):
        return False
    if (
        words & _TAKING_BACK
        or " ".join(said) in _BLACK_LISTS
        or (words.isdisjoint(_SO_FAR) and _refuses(frozenset(words), said))
    ):
        return not _denies_a_refusal(said)
    may = words & _MAYBE_TAKING_BACK or _says_an_end(words) or expires_a_consent(name)
    return None if may or may_refuse_anything(name) else False


@lru_cache(maxsize=1_000)
def expires_a_consent(name: str) -> bool:
    """Tell whether a column says if or when a consent runs out: `Consent valid until`."""
    words = {*split_name(name)}
    return not (words.isdisjoint(table.EXPIRING) or words.isdisjoint(table.AGREED | table.MAILINGS))


@lru_cache(maxsize=1_000)
def may_state_an_end(name: str) -> bool:
    """Tell whether a word such as `blocked` in a column is about the customer: `Labels`, `Consent source`."""
    words = {*split_name(name)}
    states = table.STATUS | table.TAGS | {"account", "basis", "rechtsgrundlage"}
    of_them = words & (table.AGREED | table.MAILINGS | states)
    return bool(of_them) and words.isdisjoint(_OF_OTHER_ENDS)


@lru_cache(maxsize=1_000)
def permits_messages(name: str) -> bool:
    """Tell whether a no in a column forbids messages, though a yes allows none: `Parental consent`."""
    words = {*split_name(name)}
    of_parents = words & table.GUARDIANS and words & (table.AGREED | table.ACCEPTED)
    return bool(of_parents or words & table.REACHABLE)


@lru_cache(maxsize=1_000)
def is_of_all_messages(name: str) -> bool:
    """Tell whether a column of consent is about messages of every kind: `OK to contact`, `Consent`."""
    words = split_name(name)
    return _KINDS_OF_MESSAGES.isdisjoint(words) and not _ALL_MESSAGES.isdisjoint(words)


def may_refuse_anything(name: str) -> bool:
    """Tell whether a name is a refusal only where its cells say so: `Blocked`, `TPS`."""
    return _by_phrase(split_name(name)) == REFUSAL


def is_of_goods(name: str) -> bool:
    """Tell whether a column is about what was bought or booked: `Item Name`, `Room type`."""
    return bool({*split_name(name)} & (table.GOODS | table.THINGS | table.ROOMS))


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


def is_in_italian(header: Sequence[str]) -> bool:
    """Tell whether the columns of a list have names that are Italian and of no other language."""
    words = {word for name in header for word in split_name(name)}
    return bool(words & table.ITALIAN) or {"nome", "telefono"} <= words


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


def asks_for_alerts(name: str) -> bool:
    """Tell whether a column holds what staff must know of somebody: `Medical alerts`, `Warnings`."""
    return not table.ALERTS.isdisjoint(split_name(name))


def is_of_gender(name: str) -> bool:
    """Tell whether a column holds the gender of the customer, and not of a pet of theirs."""
    words = frozenset(split_name(name))
    return bool(words & table.GENDER) and words <= table.GENDER | table.OWNERS | {"identity"}


def sums_of_payments(header: Sequence[str]) -> list[int]:
    """Return the places of the sums in a list of payments, which has the fee and what is left beside."""
    words = [split_name(name) for name in header]
    alone = {one[0] for one in words if len(one) == 1}
    if alone.isdisjoint(_FEES) or alone.isdisjoint(_NETS):
        return []
    return [at for at, one in enumerate(words) if len(one) == 1 and one[0] in _SUMS]


_FEES = frozenset(
    ["fee", "fees", "gebuhr", "gebuhren", "entgelt", "commission", "comision", "tariffa", "tarifa"]
)
_NETS = frozenset({"net", "netto", "neto", "liquido"})
_SUMS = frozenset(
    [
        "gross",
        "brutto",
        "brut",
        "bruto",
        "lordo",
        "amount",
        "betrag",
        "montant",
        "importe",
        "importo",
    ]
)


def delivery_addresses(
    header: Sequence[str], homes: Sequence[TargetField | None]
) -> frozenset[int]:
    """Return the places of an address for deliveries beside the customer's own, if there are both."""
    parts = {
        at: frozenset(split_name(name)) - _QUALIFIERS - table.FILLERS
        for at, (name, home) in enumerate(zip(header, homes, strict=True))
        if home == ADDRESS
    }
    theirs = {at for at in parts if table.RECIPIENTS & {*split_name(header[at])}}
    own = {part for at, part in parts.items() if at not in theirs}
    return frozenset(theirs) if any(parts[at] in own for at in theirs) else frozenset()


def places_of_recipients(header: Sequence[str]) -> frozenset[int]:
    """Return the places of `To ...` columns beside their `From ...`: of a payment, what is ours."""
    said = [split_name(name) for name in header]
    senders = {words[1:] for words in said if words[:1] == ("from",)}
    return frozenset(
        at for at, words in enumerate(said) if words[:1] == ("to",) and words[1:] in senders - {()}
    )


def places_of_users(header: Sequence[str]) -> frozenset[int]:
    """Return the places of what is of those who use the program, where they invite the customers."""
    words = [frozenset(split_name(name)) for name in header]
    if not any(said & table.PASSING for said in words):
        return frozenset()
    return frozenset(
        at for at, said in enumerate(words) if said & table.USERS and not said & table.OWNERS
    )


def is_of_another(name: str) -> bool:
    """Tell whether a column is about somebody else: staff, or a relative."""
    said = split_name(name)
    words = frozenset(said)
    return bool(words & (table.RELATIVES | table.STAFF | table.RECIPIENTS)) or _is_by(said)


def _is_by(said: Words) -> bool:
    """Tell whether a name says who did something: `Scheduled by`."""
    return len(said) > 1 and said[-1] in _BY


def _end_of_a_stay(words: frozenset[str], said: Words) -> TargetField | None:
    if not words & table.STAYS or said[-1] not in table.FROM_OR_TO:
        return None
    return _VISIT if said[-1] in table.FROM else KEEP


def _of_another(words: frozenset[str], said: Words) -> TargetField | None:
    if _is_by(said) and not words & (table.RELATIVES | {"recommended", "geworben", "empfohlen"}):
        return KEEP
    if words & table.RELATIVES or (words & table.STAFF and words & table.PREFERRED):
        return FACT
    if not words & table.STAFF:
        return None
    is_theirs = words & table.NOTE and words <= table.STAFF | table.NOTE | {"from"}
    return TargetField("note") if is_theirs else KEEP


def _allergy(words: frozenset[str], _: Words) -> TargetField | None:
    return TargetField("allergy") if words & table.ALLERGY else None


def _consent(words: frozenset[str], said: Words) -> TargetField | None:
    words, said = _without_answers(words, said)
    home = _about_consent(words, said)
    if home is None or home == KEEP or _permits(words):
        return home
    is_dated = home != REFUSAL or _ended(words, said)
    beside = _OF_CONSENT | _OF_ITS_DAY if is_dated else _OF_CONSENT
    return home if words <= beside else KEEP


def consent_in_more_words(name: str) -> TargetField | None:
    """Return what a column is about consent, whatever else its name says: `Opted out of: One to One`.

    It is None if it is about none or about something else than messages, as `Consent to photos`, or about
    how it was given or used: `Opt In Level`, `Newsletter opens`.
    """
    said = split_name(name)
    words, said = _without_answers(frozenset(said) - table.FILLERS, said)
    more = words - _OF_CONSENT - _OF_ITS_DAY
    if not words or _by_phrase(said) or more & (table.BOOKKEEPING | table.UNSURE):
        return None
    home = _about_consent(words, said)
    is_of_messages = words & (_MARKETING | (table.MAILINGS - table.AGREED))
    return home if home == REFUSAL or (home and home != KEEP and is_of_messages) else None


def _without_answers(words: frozenset[str], said: Words) -> tuple[frozenset[str], Words]:
    """Return the words of a name without the answers that it lists: `Newsletter (ja/nein)`."""
    if not (words.isdisjoint(YES) or words.isdisjoint(_NO)):
        said = tuple(word for word in said if word not in YES | _NO)
        words = frozenset(said) - table.FILLERS
    return words, said


def _about_consent(words: frozenset[str], said: Words) -> TargetField | None:
    if _permits(words):
        return TargetField("messages")
    if _denies_a_refusal(said):
        return KEEP
    if _refuses(words, said):
        return REFUSAL
    if words & table.REFUSED or "plus" in words:  # in French it may be `no more`
        return KEEP if words & table.CONSENT else None
    asks = (
        words & table.CONSENT
        or {"opted", "in"} <= {*said}
        or (words & table.ACCEPTED and words & (_MARKETING | table.REACHING | {"contacted"}))
        or (said[-1] in table.WANTED and words & (_MARKETING | table.REACHING | {"kontakt"}))
        or {"subscriber", "status"} <= words
    )
    return TargetField("messages") if asks else None


def _permits(words: frozenset[str]) -> bool:
    ways = _MARKETING | table.REACHING | table.CONSENT
    beside = table.PERMITTED | table.PERMITTED_BESIDE
    return bool(words & table.PERMITTED and words & ways) and words <= ways | beside


def _denies_a_refusal(said: Words) -> bool:
    """Tell whether a name says twice no: `Not unsubscribed`."""
    ended = table.UNSUBSCRIBED | {"opt", "opted"}
    twice = any(no in table.REFUSING and then in ended for no, then in pairwise(said))
    return twice and _ended({*said}, said)


def _ended(words: AbstractSet[str], said: Words) -> bool:
    if words & table.UNSUBSCRIBED or ({"opt", "opted"} & words and {"out", "outs"} & {*said}):
        return True
    return bool(words & table.ENDED and words & table.MAILINGS)


def _refuses(words: frozenset[str], said: Words) -> bool:
    if _ended(words, said):
        return True
    if words & table.REFUSED and words & (table.MAILINGS | table.REACHING):
        return True
    refusing = next((at for at, word in enumerate(said) if word in table.REFUSING), len(said))
    return any(word in _REFUSABLE for word in said[refusing + 1 :])


def _birthday(words: frozenset[str], _: Words) -> TargetField | None:
    if words & table.BIRTH:
        is_day = words <= table.BIRTH | table.DATES | table.OWNERS
        return TargetField("birthday") if is_day else FACT
    return None


def _email(words: frozenset[str], _: Words) -> TargetField | None:
    return _if_only("email", words, table.EMAIL, table.EMAIL_BESIDE)


def _phone(words: frozenset[str], _: Words) -> TargetField | None:
    home = _if_only("phone", words, table.PHONE, table.PHONE_BESIDE | {"address"})
    if home or not words & table.NUMBERS:
        return home
    return _if_only("phone", words, table.REACHED_AT, table.NUMBERS)


def _company(words: frozenset[str], _: Words) -> TargetField | None:
    return _if_only("company", words, table.COMPANY, table.COMPANY_BESIDE | {"address"})


def _tags(words: frozenset[str], _: Words) -> TargetField | None:
    return _if_only("tags", words, table.TAGS, table.TAGS_BESIDE)


def _id(words: frozenset[str], _: Words) -> TargetField | None:
    if words & table.PASSING:
        return None
    if words & (table.OWNERS | {"account", "konto"}):
        return _if_only("id", words, table.IDS | table.CODES, table.ID_BESIDE)
    return _if_only("id", words, table.IDS, table.ID_BESIDE | table.NUMBERS)


def _if_only(
    home: str, words: frozenset[str], core: frozenset[str], beside: frozenset[str]
) -> TargetField | None:
    is_it = words & core and words <= core | beside | _QUALIFIERS
    return home_named(home) if is_it else None


def _visit(words: frozenset[str], _: Words) -> TargetField | None:
    if not words & table.VISITED or not words <= _OF_A_VISIT:
        return None
    has_date = bool(words & table.DATES)
    if words & table.TIMES and not has_date:
        return KEEP
    if has_date or words & table.ARRIVED:
        return _VISIT
    return _VISIT if words & table.WHICH_VISIT and words & table.PRESENT else None


def _address(words: frozenset[str], _: Words) -> TargetField | None:
    return _if_only("fact:address", words, table.PLACE, table.PLACE_BESIDE)


def _note(words: frozenset[str], said: Words) -> TargetField | None:
    if words & table.NEED and not words & {"date", "status", "count"}:
        return TargetField("need")
    begins = said[0] in table.NOTE and not words & table.BOOKKEEPING
    if words & _ALERTS and words & _SENT:
        return KEEP
    if words & table.PETS and words & table.NOTE:
        return FACT
    is_note = (begins or said[-1] in table.NOTE) and not words & (table.THINGS | {"text", "sms"})
    return TargetField("note") if is_note else None


def _fact(words: frozenset[str], said: Words) -> TargetField:
    if words & table.PERSONAL and not words & {"status", "date", "id", "count"}:
        return FACT
    if "seen" in words and said[-1] == "at":
        return KEEP
    unsure = words & (table.UNSURE | table.TAGS)
    is_kept = (
        not words
        or words & table.BOOKKEEPING
        or words <= table.RECIPIENTS
        or words <= table.CODES
        or (unsure and words > unsure and words <= vocabulary())
    )
    return KEEP if is_kept else FACT


_RULES: tuple[Callable[[frozenset[str], Words], TargetField | None], ...] = (
    _end_of_a_stay, _of_another, _allergy, _consent, _birthday, _email, _phone, _company, _tags, _id, _visit,
    _address, _note, _fact,
)  # fmt: skip


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
    for at in places_of_users(header) | places_of_recipients(header):
        homes[at] = KEEP
    _part_the_name(homes, words)
    _take_parts_of_a_birthday(homes, words)
    _leave_out_others(header, homes, words)
    _leave_out_ids_of_companies(homes, words)
    _read_bookings(homes, words)
    return tuple(homes)


def inner_tables(header: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Return the place of each column of a nested table: its table, and its own name."""
    return inner_columns(header, _QUALIFIERS | table.FILLERS)


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
            if homes[at] in {FACT, KEEP} and _says_an_end(said, leaving):
                homes[at] = REFUSAL


def _says_an_end(words: AbstractSet[str], leaving: AbstractSet[str] = frozenset()) -> bool:
    """Tell whether words say when something was taken back, which no visit is: `Withdrawn on`."""
    ended = table.ENDED - table.STATUS
    of_a_day = table.WITHDRAWALS | leaving
    is_said = words & ended or (words & of_a_day and words & _DAYS)
    return bool(is_said) and words <= ended | of_a_day | _DAYS | table.FILLERS


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
    days = [at for at, home in enumerate(homes) if home == _VISIT]
    own = [at for at in days if not words[at] & table.WHICH_VISIT]
    if not own and any(said & table.BOOKED for said in words):
        begun = (at for at, said in enumerate(words) if said & table.BEGUN and said & table.DATES)
        own = [at for at in begun if homes[at] == KEEP][:1]
        for at in own:
            homes[at] = _VISIT
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
