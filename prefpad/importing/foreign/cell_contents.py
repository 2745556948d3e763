"""Where a cell goes by what it says: a job in a column of titles is a fact, a phone among names one."""

from __future__ import annotations

from prefpad.domain.memoize import pattern
from prefpad.domain.names import is_of_the_dead, is_title
from prefpad.domain.normalize import fold
from prefpad.domain.vocabulary import ROLES
from prefpad.importing.csv.cells import is_address, is_day_alone, is_nothing, is_phone
from prefpad.importing.csv.day_order import year_alone
from prefpad.importing.foreign.consent_words import refuses_outright
from prefpad.importing.foreign.fields import REFUSAL
from prefpad.importing.foreign.parse_names import address_in_a_letter, begins_as_a_letter
from prefpad.notes.health_needs import find_needs, names_a_substance

YEAR_ALONE = "birthday without its day"
"""The field of a year that stands where a birthday is looked for."""

_ZEROS_AND_NOES = frozenset(
    f"{before}{zero}{behind}"
    for zero in ("0", "0.0", "0.00", "0,0", "0,00")
    for before in ("", "$", "€", "£", "€ ")
    for behind in ("", " €", "€", "%", " %")
) | {*("false", "falsch", "faux", "falso", "onwaar", "no", "n", "nein", "non", "não", "nao", "nee")}
_LONGEST_ZERO = max(map(len, _ZEROS_AND_NOES))
_DAY_OR_YEAR = pattern(
    r"(?<!\d)(?:(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.](?:19|20)?\d\d|(?:19|20)\d\d)(?!\d)"
)
_FEWEST_DIGITS = 4
_IN_WORDS = pattern("[^\\W\\d_]{4}|[\u2020\u271d-\u271f\u2620\u26b0]")


def is_zero_or_no(text: str) -> bool:
    """Tell whether a cell is a zero, a `false` or a no."""
    return len(text) <= _LONGEST_ZERO and text.lower() in _ZEROS_AND_NOES


def _fact_or_kept(text: str) -> str:
    """Return where a fact goes: a zero, a `false` and a no are of a program's books, nothing is nowhere."""
    if refuses_outright(text):
        return REFUSAL.field
    if is_zero_or_no(text):
        return "keep"
    return "nowhere" if is_nothing(text) else "fact"


def _title_or_fact(text: str) -> str:
    """Return the target of a title: of `Mr / Mrs`, which nobody chose, none; of a job, a fact."""
    if is_title(text):
        return "keep" if "/" in text else "title"
    if begins_as_a_letter(text) and address_in_a_letter(text):
        return "formal"
    return _fact_or_kept(text)


def _formal_or_fact(text: str) -> str:
    """Return the target of a form of address; the first line of a letter is a fact unless it has a title."""
    is_none = begins_as_a_letter(text) and not address_in_a_letter(text)
    return _fact_or_kept(text) if is_none else "formal"


def _birthday_or_year(text: str) -> str:
    """Return the target of a birthday; one without its day is kept as it stands."""
    return YEAR_ALONE if year_alone(text) else "birthday"


def _role_or_fact(text: str) -> str:
    """Return the target of a role; one that the pad does not know is a fact."""
    return "role" if fold(text) in ROLES else _fact_or_kept(text)


def name_or_handle(text: str) -> str:
    """Return the target of a name; an address or a phone goes to its own field; JSON is no name."""
    if text[:2] in {'{"', '["'}:
        return "fact"
    return _handle_or("name", text)


def _address_or_phone(text: str) -> str:
    return _handle_or("email", text)


def _phone_or_address(text: str) -> str:
    """Return the target of a phone; a day that stands there is kept, and words are a remark."""
    if not any(map(str.isdigit, text)) and find_needs(text):
        return "note"
    if is_day_alone(text):
        return "keep"
    is_of_a_day = _IN_WORDS.search(text) and _DAY_OR_YEAR.search(text)
    if is_of_a_day and sum(map(str.isdigit, _DAY_OR_YEAR.sub("", text))) < _FEWEST_DIGITS:
        return "note"
    return _handle_or("phone", text)


def _handle_or(field: str, text: str) -> str:
    if "@" in text:
        return "email" if field != "name" or is_address(text) else field
    is_like_a_phone = field == "phone" or (text[:1] in "+(0123456789" and is_phone(text))
    return "phone" if is_like_a_phone else field


def _kept_or_need(text: str) -> str:
    """Return where a cell of a program's books goes: a need that people typed there is a fact.

    A status of `Unsubscribed` is no mere status.
    """
    if refuses_outright(text):
        return REFUSAL.field
    is_told = _IN_WORDS.search(text) and (find_needs(text) or is_of_the_dead(text))
    return "fact" if is_told else "keep"


def alert_or(field: str, text: str) -> str:
    """Return the target of a cell in a column of alerts, where a substance alone is an allergy: `latex`.

    Args:
        field: the field of the column.
        text: the cell.
    """
    if names_a_substance(text, alone=True):
        return "allergy"
    settle = BY_THE_CELL.get(field)
    return settle(text) if settle else field


BY_THE_CELL = {
    "keep": _kept_or_need,
    "fact": _fact_or_kept,
    "title": _title_or_fact,
    "formal": _formal_or_fact,
    "birthday": _birthday_or_year,
    "role": _role_or_fact,
    "name": name_or_handle,
    "email": _address_or_phone,
    "phone": _phone_or_address,
}
"""By the field of a column, what tells where a cell of it goes."""
