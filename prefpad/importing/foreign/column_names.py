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
from prefpad.importing.foreign.fields import (
    ADDRESS,
    FACT,
    KEEP,
    REFUSAL,
    VISIT,
    TargetField,
    home_named,
    listed,
)
from prefpad.importing.foreign.name_splitter import split_name, vocabulary
from prefpad.notes.health_needs import need_column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
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
_WHICH_OF_MANY = {("first",), ("last",)}
"""Part of a name by themselves, and not beside another word: `Last delivery`."""
_MARKETING = table.EMAIL | table.PHONE | {"marketing", "messages", "text", "mailing", "mailings"}
_BY = frozenset({"by", "von", "par", "por", "da", "door"})
_OF_CONSENT = (
    table.CONSENT | table.UNSUBSCRIBED | table.ACCEPTED | table.CONSENT_BESIDE | table.REFUSING
    | table.REACHING | table.REFUSED | table.REFUSING_BESIDE | table.WANTED | _MARKETING
    | table.OWNERS | table.WHICH
)  # fmt: skip
_NO = frozenset({"no", "n", "nein", "non", "nao", "nee"})
_REFUSABLE = table.REACHING | table.CONSENT | table.ACCEPTED | table.WANTED | {"opted"}
_ALERTS = frozenset({"alert", "alerts", "reminder", "reminders"})
_SENT = table.EMAIL | {"text", "sms", "push"}
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
_OF_ITS_DAY = table.MAILINGS | table.ENDED | table.DAYS
_WAYS_OF_WRITING = table.EMAIL | table.word_set(
    "sms text texts whatsapp post mms messenger telegram"
)
_FEES = table.word_set("fee fees gebuhr gebuhren entgelt commission comision tariffa tarifa")
_NETS = table.word_set("net netto neto liquido")
_SUMS = table.word_set("gross brutto brut bruto lordo amount betrag montant importe importo")
_OF_A_VISIT = (
    table.VISITED | table.DATES | table.TIMES | table.WHICH_VISIT | table.OWNERS | table.BEGUN
)


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
        return _which_need(name, home)
    if _is_whole_name({*words}):
        return TargetField("name")
    if (
        _COUNTED.match(said)
        or _COUNTED.match(fold(name))
        or (_DONE_ON.match(said) and not _SUBSCRIBING & {*words})
    ):
        return KEEP
    if home := _by_phrase(words):
        return _which_need(name, home)
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


def _which_need(name: str, home: TargetField) -> TargetField:
    """Return the target of a column; of one of needs, the sort that its name says."""
    return (_of_a_need(name) or home) if home == _NEED else home


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
        table.FILLERS | table.QUALIFIERS,
        table.FILLERS | table.QUALIFIERS | {"address"},
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
    return bool(words & _WAYS_OF_WRITING) and words <= _WAYS_OF_WRITING | table.INFORMATION


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


@lru_cache(maxsize=1_000)
def is_of_the_next_visit(name: str) -> bool:
    """Tell whether a day of visits is that of the next one, which nobody has made yet."""
    return not table.NEXT.isdisjoint(split_name(name))


def is_of_one_visit(name: str) -> bool:
    """Tell whether a day of visits is of the row itself, and not of the last of many."""
    said = split_name(name)
    words = {*said}
    if words & table.DATES and words & table.BEGUN:
        words -= table.TIMES
    begins = " ".join(said) in dict(table.FROM_TO)
    return begins or not words & (table.WHICH_VISIT | {"in", "time", "mal", "vez", "volta", "fois"})


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
        or bool(joined and (words & table.DAYS or joined & table.DATES_GLUED))
        or words == {"confirm", "time"}
    )


def dates_a_refusal(name: str) -> bool:
    """Tell whether a column may say when they refused messages: `Unsubscribed on`."""
    said = split_name(name)
    is_dated = bool({*said} & table.DAYS)
    return _ended({*said}, said) or says_an_end({*said}) or ("unsub" in said and is_dated)


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
    may = words & _MAYBE_TAKING_BACK or says_an_end(words) or expires_a_consent(name)
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


def is_in_italian(header: Sequence[str]) -> bool:
    """Tell whether the columns of a list have names that are Italian and of no other language."""
    words = {word for name in header for word in split_name(name)}
    return bool(words & table.ITALIAN) or {"nome", "telefono"} <= words


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
    return VISIT if said[-1] in table.FROM else KEEP


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
    is_it = words & core and words <= core | beside | table.QUALIFIERS
    return home_named(home) if is_it else None


def _visit(words: frozenset[str], _: Words) -> TargetField | None:
    if not words & table.VISITED or not words <= _OF_A_VISIT:
        return None
    has_date = bool(words & table.DATES)
    if words & table.TIMES and not has_date:
        return KEEP
    if has_date or words & table.ARRIVED:
        return VISIT
    return VISIT if words & table.WHICH_VISIT and words & table.PRESENT else None


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


def says_an_end(words: AbstractSet[str], leaving: AbstractSet[str] = frozenset()) -> bool:
    """Tell whether words say when something was taken back, which no visit is: `Withdrawn on`."""
    ended = table.ENDED - table.STATUS
    of_a_day = table.WITHDRAWALS | leaving
    is_said = words & ended or (words & of_a_day and words & table.DAYS)
    return bool(is_said) and words <= ended | of_a_day | table.DAYS | table.FILLERS
