"""Recognising columns by their cells, where their names do not say what they are."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import fold
from prefpad.importing.csv.cells import (
    bare,
    is_address,
    is_day_alone,
    is_nothing,
    is_phone,
    read_plainly,
)
from prefpad.importing.csv.day_order import exported_occasion, is_no_day
from prefpad.importing.foreign.column_names import (
    consent_in_more_words,
    home_by_name,
    is_of_another,
    is_of_one_visit,
    may_refuse_anything,
    names_a_booking_alone,
    names_a_status,
    names_a_visit,
    names_a_way_of_writing,
    names_an_allergen,
    names_an_outcome,
    names_an_owner_alone,
    says_nothing,
)
from prefpad.importing.foreign.columns_together import (
    days_of_rows,
    homes_beside_a_visit,
    places_of_ours,
)
from prefpad.importing.foreign.consent_words import says_consent
from prefpad.importing.foreign.fields import (
    ADDRESS,
    BOOKING,
    FACT,
    KEEP,
    REFUSAL,
    STATUS,
    STORED,
    VISIT,
    TargetField,
)
from prefpad.importing.foreign.name_splitter import split_name
from prefpad.importing.foreign.parse_days import is_called_off
from prefpad.importing.foreign.parse_handles import email_addresses, phone_numbers
from prefpad.importing.foreign.parse_names import is_first_name
from prefpad.importing.foreign.parse_notes import OF_NEEDS
from prefpad.notes.health_needs import need_column

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping, Sequence
    from datetime import date

_MOST_OTHERS = 10
"""One cell of so many may be something else than the others."""

_FEWEST_NAMES = 2
_YEARS_SINCE_A_BIRTH = 12
_NAME = pattern(r"[^\W\d_][^\W\d_.'\u2019-]*(?:[ .'\u2019-]+[^\W\d_][^\W\d_.'\u2019-]*){1,4}\.?")
_IN_GROUPS = pattern(
    r"0?\d{2,5}[ ./-]\d{3}[ .-]?\d{3,4}|\d{3}[ .-]\d{4}|0\d(?:[ .]\d\d){4}|0\d{1,4}[ /-][\d ]{5,9}"
    r"|[689]\d \d{3} \d\d \d\d|[6-9]\d\d \d\d \d\d \d\d"
)
_REMARK = pattern(r"[^\W\d_]{2,} [^\W\d_]{2,}")
_NUMBER = pattern(r"#?[A-Z]{0,4}[-/]?\d+(?:[-/]\d+)*", re.IGNORECASE)
_SUM = pattern(
    r"[-(]?(?:[$\u20ac\u00a3]|[A-Z]{3})? ?-?\d[\d., ']*(?:[.,]\d\d| ?%)\)?(?: ?(?:[$\u20ac\u00a3]|[A-Z]{3}))?"
)
_OF_MONEY = pattern(r"[$\u20ac\u00a3%]|\b[A-Z]{3}\b")
_STATE = pattern(r"[^\W\d_]+(?:[ -]+[^\W\d_]+){0,2}")
_MOST_STATES = 8
_NAMED_DAYS = pattern(r"(?:[^=;]+=(?:\d{4}-)?\d\d-\d\d(?:; ?|$))+")
_YES_OR_NO = frozenset(
    [
        *("on", "off", "yes", "no", "y", "n", "x", "true", "false"),
        *("ja", "nein", "oui", "non", "si", "sim", "nao", "nee"),
    ]
)
_NAMES = frozenset({"name", "first name", "last name"})
_DAYS, _DAYS_LONG_AGO, _YES_AND_NO = "days", "days long ago", "yes or no"
_OF_A_FORM = frozenset({_DAYS, _DAYS_LONG_AGO, _YES_AND_NO})
"""Cells that tell no need where a column's name is about a form or a test: `Allergy form signed`."""


class Finding(NamedTuple):
    """The target field of a column by its cells, and what these are."""

    home: TargetField
    cells: str


_CONSENTS = Finding(TargetField("messages"), "words of consent")


def homes_by_content(
    header: Sequence[str],
    homes: Sequence[TargetField | None],
    rows: Sequence[Sequence[str]],
    today: date,
    settled: Container[int] = (),
) -> dict[int, Finding]:
    """Return the findings, by place, on columns that their cells tell and their names do not.

    Args:
        header: the column names.
        homes: where each column goes by its name.
        rows: the first rows of the list.
        today: the day it is.
        settled: the places of the columns about which nothing is in doubt.
    """
    found: dict[int, Finding] = {}
    fields = {home.field for home in homes if home}
    has_no_visit = VISIT.field not in fields
    ours = places_of_ours(header)
    for place, (name, by_name) in enumerate(zip(header, homes, strict=True)):
        if place in settled or by_name is None or is_of_another(name) or place in ours:
            continue
        home = FACT if by_name == KEEP and says_nothing(name) else by_name
        cells = [*_filled(place, rows)]
        is_of_visits = names_a_visit(name) and (has_no_visit or not is_of_one_visit(name))
        days = VISIT if is_of_visits else FACT
        said = _of_cells(cells, today, days, has_birthday="birthday" in fields) if cells else None
        if "messages" in fields and names_a_status(name) and cells and _may_be_consents(cells):
            said = _CONSENTS
        if said and (overruling := _overruling(name, home, said)):
            found[place] = overruling
            fields.add(overruling.home.field)
        elif home.field == "name" and cells and _are(cells, _is_number):
            if (other := _other_name(header, homes, place)) is not None:
                found[place] = Finding(KEEP, "numbers")
                found[other] = Finding(TargetField("name"), "names")
        elif truth := _in_truth(name, home, cells):
            found[place] = truth
    if VISIT.field not in fields:
        found |= _visits(header, _now(homes, found), rows, today, settled)
    found |= _beside_visits(header, _now(homes, found), rows, settled)
    found |= _names(header, _now(homes, found), rows) or _numbered_names(header, homes, rows)
    found |= _remarks(header, homes, found, rows)
    found |= _ways_of_writing(header, _now(homes, found), rows, settled)
    if not {home.field for home in _now(homes, found) if home} & (_NAMES | {"company"}):
        found = {at: one for at, one in found.items() if _field(homes[at]) != "name"}
    return found


def _ways_of_writing(
    header: Sequence[str],
    homes: Sequence[TargetField | None],
    rows: Sequence[Sequence[str]],
    settled: Container[int],
) -> dict[int, Finding]:
    """Return the findings on a yes or no to `SMS` or `Post` beside a column of consent to messages."""
    if not any(home and home.field == "messages" for home in homes):
        return {}
    said = {
        at: [*_filled(at, rows)]
        for at, name in _without_a_field(header, homes, settled)
        if names_a_way_of_writing(name)
    }
    return {
        at: Finding(TargetField("messages"), _YES_AND_NO)
        for at, cells in said.items()
        if cells and {*map(fold, cells)} <= _YES_OR_NO
    }


def _without_a_field(
    header: Sequence[str], homes: Sequence[TargetField | None], settled: Container[int] = ()
) -> Iterator[tuple[int, str]]:
    """Yield the place and name of each column that has no field of its own, unless it is settled."""
    for place, (name, home) in enumerate(zip(header, homes, strict=True)):
        if home in {FACT, KEEP} and place not in settled:
            yield place, name


def _in_truth(name: str, home: TargetField, cells: Sequence[str]) -> Finding | None:
    """Return the finding on a column whose cells are not what its name may say."""
    if home == REFUSAL and may_refuse_anything(name) and not _may_be_consents(cells):
        return Finding(FACT, "words")
    if home == KEEP and cells and (asked := consent_in_more_words(name)):
        are_consents = _may_be_consents(cells) or _are_mostly_consents(cells)
        return Finding(asked, _CONSENTS.cells) if are_consents else None
    if home != FACT:
        return None
    if _counts_rows(name, cells):
        return Finding(KEEP, "row numbers")
    return Finding(KEEP, "sums") if cells and _are_sums(cells) else None


def _now(
    homes: Sequence[TargetField | None], found: Mapping[int, Finding]
) -> list[TargetField | None]:
    return [found[at].home if at in found else home for at, home in enumerate(homes)]


def _names(
    header: Sequence[str], homes: Sequence[TargetField | None], rows: Sequence[Sequence[str]]
) -> dict[int, Finding]:
    """Return the findings on names in a list of addresses that has no column for them."""
    fields = {home.field for home in homes if home}
    if fields & _NAMES or not fields & {"email", "phone"}:
        return {}
    if (place := _of_names(header, homes, rows)) is not None:
        return {place: Finding(TargetField("name"), "names")}
    parts = _of_parted_names(header, homes, rows)
    return _parted_names(*parts) if parts else {}


def _parted_names(first: int, last: int) -> dict[int, Finding]:
    return {
        first: Finding(TargetField("first name"), "first names"),
        last: Finding(TargetField("last name"), "names"),
    }


def _remarks(
    header: Sequence[str],
    homes: Sequence[TargetField | None],
    found: Container[int],
    rows: Sequence[Sequence[str]],
) -> dict[int, Finding]:
    """Return the findings on columns in which people wrote, and whose names say nothing."""
    return {
        place: Finding(TargetField("note"), "remarks")
        for place, (name, home) in enumerate(zip(header, homes, strict=True))
        if home == KEEP and place not in found and says_nothing(name)
        and (any(map(str.isdigit, name)) or len(name) <= 1)
        and any(map(_REMARK.search, _filled(place, rows)))
    }  # fmt: skip


def _numbered_names(
    header: Sequence[str], homes: Sequence[TargetField | None], rows: Sequence[Sequence[str]]
) -> dict[int, Finding]:
    """Return the findings on `Name 1` and `Name 2` where one of them has the first names."""
    places = {split_name(name): at for at, name in enumerate(header) if homes[at]}
    pair = [places.get(("name", number)) for number in "12"]
    for first, last in (pair, pair[::-1]):
        if first is None or last is None:
            return {}
        cells = [*_filled(first, rows)]
        if cells and _are(cells, is_first_name) and not _are([*_filled(last, rows)], is_first_name):
            return _parted_names(first, last)
    return {}


def _visits(
    header: Sequence[str],
    homes: Sequence[TargetField | None],
    rows: Sequence[Sequence[str]],
    today: date,
    settled: Container[int],
) -> dict[int, Finding]:
    """Return the findings on the day of each booking or order in a list, and what is beside it."""
    places = (
        place
        for place in days_of_rows(header)
        if place not in settled
        and homes[place] in {FACT, *STORED}
        and _years([*_filled(place, rows)], today)
    )
    if (day := next(places, None)) is None:
        return {}
    now = [VISIT if at == day else home for at, home in enumerate(homes)]
    found = {
        at: Finding(home, "of visits")
        for at, home in enumerate(homes_beside_a_visit(header, now))
        if home and home != now[at] and at not in settled
    }
    return {day: Finding(VISIT, "days"), **found}


def _beside_visits(
    header: Sequence[str],
    homes: Sequence[TargetField | None],
    rows: Sequence[Sequence[str]],
    settled: Container[int],
) -> dict[int, Finding]:
    """Return the findings on the number of each visit in a list, and on which were called off."""
    if not any(
        home == VISIT and is_of_one_visit(name) for name, home in zip(header, homes, strict=True)
    ):
        return {}
    found: dict[TargetField, tuple[int, Finding]] = {}
    for place, name in _without_a_field(header, homes, settled):
        cells = [*_filled(place, rows)]
        if names_a_booking_alone(name) and cells and all(map(_is_number, cells)):
            found.setdefault(BOOKING, (place, Finding(BOOKING, "numbers")))
        elif names_an_outcome(name) and _are_states({*cells}):
            found.setdefault(STATUS, (place, Finding(STATUS, "states")))
    return dict(one for home, one in found.items() if home not in homes)


def _are_states(words: set[str]) -> bool:
    """Tell whether cells are a few words, one of which says that something was called off."""
    is_of_few = len(words) <= _MOST_STATES and all(map(_STATE.fullmatch, words))
    return is_of_few and any(is_called_off("", word) for word in words)


def _field(home: TargetField | None) -> str:
    return home.field if home else ""


def _other_name(
    header: Sequence[str], homes: Sequence[TargetField | None], place: int
) -> int | None:
    """Return the place of a column of names that this one replaced, if there is one."""
    gave_way = (
        at
        for at, name in _without_a_field(header, homes)
        if at != place and home_by_name(name).field == "name"
    )
    return next(gave_way, None)


def _is_number(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell)) and not is_day_alone(cell)


def _filled(place: int, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in rows:
        if place < len(row) and not is_nothing(cell := read_plainly(bare(row[place]))):
            yield cell


def _overruling(name: str, by_name: TargetField, said: Finding) -> Finding | None:
    """Return the finding that overrules the name of a column; None if its name counts."""
    if by_name.field in OF_NEEDS:
        asks_need = need_column(name) is not None or names_an_allergen(name)
        is_of_a_form = said.cells in _OF_A_FORM and not asks_need
        return Finding(KEEP, said.cells) if is_of_a_form else None
    if by_name.field == "note" and said.cells in {_DAYS, _DAYS_LONG_AGO}:
        return Finding(KEEP, said.cells)
    if by_name.field in {"email", "phone"} and said.cells == _YES_AND_NO:
        return Finding(KEEP, said.cells)
    return said if _may_be(name, by_name, said.home) else None


def _may_be(name: str, by_name: TargetField, by_content: TargetField) -> bool:
    """Tell whether cells may overrule the name of a column."""
    if by_name == FACT:
        return True
    if by_content.field == "messages":
        return by_name in STORED and "level" not in split_name(name)
    if by_name == ADDRESS:
        return by_content.field == "phone"
    reaches = by_content.field in {"email", "phone"}
    if by_name.field == "name":
        return reaches and names_an_owner_alone(name)
    if by_name.field in {"first name", "last name"}:
        return by_content.field in {"visit", "fact"}
    return by_name == KEEP and by_content.field in {"email", "visit"}


def _of_cells(
    cells: Sequence[str], today: date, days: TargetField, *, has_birthday: bool
) -> Finding | None:
    """Return what cells are, where `days` is the target of days by the name of the column."""
    if _are(cells, _holds_addresses):
        return Finding(TargetField("email"), "e-mail addresses")
    if _are(cells, _holds_phones) and _are_written_as_phones(cells):
        return Finding(TargetField("phone"), "phones")
    if _are(cells, _reaches) and any(map(is_address, cells)) and any(map(_is_grouped, cells)):
        return Finding(TargetField("email"), "e-mail addresses and phones")
    if _are_consents(cells):
        return _CONSENTS
    dated = [cell for cell in cells if not is_no_day(cell)]
    if dated and (years := _years(dated, today)):
        is_long_ago = years[len(years) // 2] <= today.year - _YEARS_SINCE_A_BIRTH
        if days == FACT and is_long_ago and not has_birthday:
            return Finding(TargetField("birthday"), _DAYS_LONG_AGO)
        return Finding(days, _DAYS)
    if all(map(_NAMED_DAYS.fullmatch, cells)):
        return Finding(TargetField("occasions"), "days with their names")
    if {*map(fold, cells)} <= _YES_OR_NO:
        return Finding(FACT, _YES_AND_NO)
    return None


def _are(cells: Sequence[str], is_one: Callable[[str], bool]) -> bool:
    return sum(map(is_one, cells)) * _MOST_OTHERS >= len(cells) * (_MOST_OTHERS - 1)


def _holds_addresses(cell: str) -> bool:
    return "@" in cell and all(is_address(one.value) for one in email_addresses(cell))


def _holds_phones(cell: str) -> bool:
    return all(is_phone(one.value) for one in phone_numbers(cell))


def _reaches(cell: str) -> bool:
    return _holds_addresses(cell) or _holds_phones(cell)


def _are_written_as_phones(cells: Sequence[str]) -> bool:
    """Tell whether digits are grouped or begin as in phones, and are not serial numbers."""
    if any(map(_is_grouped, cells)):
        return True
    digits = [cell for cell in cells if cell.isdecimal()]
    as_phones = sum(cell.startswith("0") or len(cell) in {10, 11} for cell in digits)
    return as_phones == len(digits) and len({int(cell) // 100 for cell in digits}) * 2 > len(digits)


def _is_grouped(cell: str) -> bool:
    """Tell whether a cell can only be a phone: `+1 412...`, `(412) 555-0104`, `555 0104`."""
    return cell[:1] in {"+", "("} or bool(_IN_GROUPS.fullmatch(cell))


def _are_consents(cells: Sequence[str]) -> bool:
    """Tell whether all cells are words for consent, some of them unmistakable: `subscribed`."""
    said = {says_consent(cell) for cell in {*cells}}
    return False not in said and True in said


def _are_mostly_consents(cells: Sequence[str]) -> bool:
    """Tell whether most cells are unmistakable words for consent, so that others must be asked about."""
    return 2 * sum(says_consent(cell) is True for cell in cells) > len(cells)


def _may_be_consents(cells: Sequence[str]) -> bool:
    """Tell whether all cells are words for consent, as of a status beside the day of an opt-in."""
    return all(says_consent(cell) is not False for cell in {*cells})


def _years(cells: Sequence[str], today: date) -> list[int]:
    """Return the sorted years of the days in cells; empty if they are not days with a year."""
    years: list[int] = []
    for place, cell in enumerate(cells):
        if year := _year(cell, today):
            years.append(year)
        elif (place + 1 - len(years)) * _MOST_OTHERS > len(cells):
            return []
    return sorted(years)


def _year(cell: str, today: date) -> int | None:
    if cell.isdecimal() or not any(map(str.isdigit, cell)):
        return None
    try:
        one = exported_occasion("birthday", cell, today, "dmy")
    except AskedWrongly:
        return None
    return one.year if one else None


def _are_sums(cells: Sequence[str]) -> bool:
    """Tell whether cells are sums of money or percentages, and are not measures."""
    if not all(map(_SUM.fullmatch, cells)):
        return False
    are_round = 2 * sum(cell[-2:] == "00" for cell in cells) > len(cells)
    return are_round or any(map(_OF_MONEY.search, cells))


def _counts_rows(name: str, cells: Sequence[str]) -> bool:
    """Tell whether a column without a name, or named as a row number, counts 1, 2, 3 or 0, 1, 2."""
    if any(map(str.isalpha, name)) and name.strip().lower() not in {"row", "index", "column 1"}:
        return False
    numbers = [int(cell) for cell in cells if cell.isdecimal() and cell.isascii()]
    counts = bool(numbers) and numbers[0] <= 1 and len(numbers) == len(cells)
    return counts and numbers == [*range(numbers[0], numbers[0] + len(numbers))]


def _of_names(
    header: Sequence[str], homes: Sequence[TargetField | None], rows: Sequence[Sequence[str]]
) -> int | None:
    """Return the place of the one column whose cells are people's names, if there is one."""
    places = [
        place
        for place, (name, home) in enumerate(zip(header, homes, strict=True))
        if (home == FACT or (home == KEEP and says_nothing(name)))
        and not is_of_another(name)
        and holds_names(place, rows)
    ]
    return places[0] if len(places) == 1 else None


def holds_names(place: int, rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the cells of a column are people's names."""
    return _are_names([*_filled(place, rows)])


def _of_parted_names(
    header: Sequence[str], homes: Sequence[TargetField | None], rows: Sequence[Sequence[str]]
) -> tuple[int, int] | None:
    """Return the places of the one column of first names and the one of last names, if there are."""
    filled = [
        (place, [*_filled(place, rows)])
        for place, name in _without_a_field(header, homes)
        if not is_of_another(name)
    ]
    words = [(place, cells) for place, cells in filled if cells and _are(cells, _is_capitalised)]
    firsts = [place for place, cells in words if _are(cells, is_first_name)]
    others = [place for place, _ in words if place not in firsts]
    return (firsts[0], others[0]) if len(firsts) == len(others) == 1 else None


def _is_capitalised(cell: str) -> bool:
    return " " not in cell and cell[:1].isupper() and cell.isalpha()


def _are_names(cells: Sequence[str]) -> bool:
    """Tell whether cells are names of people: two capitalised words or more, few repeated."""
    counts = Counter(map(str.lower, cells))
    return (
        len(cells) >= _FEWEST_NAMES
        and _are(cells, _is_name)
        and len(counts) * _MOST_OTHERS >= len(cells) * (_MOST_OTHERS - 2)
    )


def _is_name(cell: str) -> bool:
    words = cell.split()
    return bool(_NAME.fullmatch(cell)) and words[0][0].isupper() and words[-1][0].isupper()
