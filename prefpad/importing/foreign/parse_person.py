"""The names, phones and addresses of a person in a list, without remarks and stand-ins."""

from __future__ import annotations

import re
from typing import NamedTuple

from prefpad.domain.normalize import as_spoken, fold, name_words
from prefpad.duplicates.nicknames import full_names

_REMARK = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_NO_PERSON = frozenset(
    [
        *("hotel", "restaurant", "cafe", "bar", "salon", "studio", "clinic", "school", "church"),
        *("gasthof", "praxis", "firma", "familie", "family", "company", "office", "buro"),
    ]
)
_JOBS = frozenset(
    [
        *("manager", "owner", "reception", "receptionist", "director", "assistant", "office"),
        *("accounts", "accounting", "sales", "chef", "secretary", "president", "ceo", "cfo"),
        *("buyer", "purchasing", "supervisor", "nurse", "teacher", "driver", "plumber", "admin"),
        *("rezeption", "empfang", "leiter", "leiterin", "inhaber", "inhaberin", "buchhaltung"),
        *("gerant", "gerante", "directeur", "directrice", "comptabilite", "gerente", "dueno"),
        *("recepcion", "direttore", "titolare", "segreteria", "recepcao", "eigenaar", "receptie"),
    ]
)
_TWO_WORDS = 2


class NameAndRemark(NamedTuple):
    """A name as it is said, and what stood beside it; the remark may be empty."""

    name: str
    remark: str = ""


def name_and_remark(text: str) -> NameAndRemark:
    """Take apart a name and a remark in brackets, or behind a comma that no first name follows."""
    remarks = [found.strip() for found in _REMARK.findall(text)]
    name = _REMARK.sub(" ", text).strip()
    if not name_words(name):
        return NameAndRemark(as_spoken(text))
    spoken = as_spoken(name)
    before, _, behind = name.partition(",")
    if spoken != name and not _is_first_name(before, behind):
        spoken, remarks = before.strip(), [behind.strip(), *remarks]
    return NameAndRemark(" ".join(spoken.split()), ", ".join(filter(None, remarks)))


def _is_first_name(before: str, behind: str) -> bool:
    """Tell whether what stands behind the comma of a name is the first name of what is before it."""
    surname, given = name_words(before), name_words(behind)
    if _NO_PERSON & {*surname} or _JOBS & {*given}:
        return False
    has_first_name = len(surname) >= _TWO_WORDS and bool(full_names(surname[0]))
    is_another = len(given) >= _TWO_WORDS and fold(given[-1]) == fold(surname[-1])
    return not is_another and not (has_first_name and not full_names(given[0]))


_IN_ANGLES = re.compile(r"<\s*(?:mailto:)?([^<>\s@]+@[^<>\s@]+)\s*>", re.IGNORECASE)
_BEFORE_ANGLES = re.compile(r"[^<>;@]*<[^<>]*>[\s,;]*")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_MAIL_TO = re.compile(r"\bmailto:", re.IGNORECASE)
_BETWEEN_ADDRESSES = re.compile(
    r"[;,|\n]|\s+/\s*|\s*/\s+|\s+(?:or|and|oder|und|ou|et|o|y|e|of|en)\s+(?=\S+@)|\s+(?=\S+@)",
    re.IGNORECASE,
)
_BETWEEN_PHONES = re.compile(
    r"\||,\s|\s+/\s+|\s+(?:or|and|oder|und|ou|et|o|y|e|of|en)\s+|\s*[^\W\d_]{2,}:\s*",
    re.IGNORECASE,
)
_LISTED = re.compile("[;\n]")
_FEWEST_DIGITS = 6
_AS_A_NUMBER = re.compile(r"(\d{7,})\.0")


def email_addresses(cell: str) -> list[str]:
    """Return the addresses in a cell: of `Ann <ann@x.example>`, `a@x.example / b@x.example (work)`."""
    if "@" in _BEFORE_ANGLES.sub("", cell) or not (addresses := _IN_ANGLES.findall(cell)):
        bare = _MAIL_TO.sub("", _IN_BRACKETS.sub(" ", cell)).strip()
        addresses = _BETWEEN_ADDRESSES.split(bare)
    stripped = (one.strip(" <>\"'*") for one in addresses)
    return [one for one in stripped if one]


def phone_numbers(cell: str) -> list[str]:
    """Return the phones in a cell: of `555 010 4403 / 555 010 4404` both."""
    listed = [part.strip().removeprefix("* ").strip() for part in _LISTED.split(cell)]
    return [phone for part in listed if part for phone in _side_by_side(part)]


def _side_by_side(text: str) -> list[str]:
    """Return the phones in a text, which is one unless each part has the digits of a phone."""
    if number := _AS_A_NUMBER.fullmatch(text):
        return [number[1]]
    parts = [part.strip() for part in _BETWEEN_PHONES.split(text)]
    parts = [part for part in parts if part]
    are_phones = all(sum(map(str.isdigit, part)) >= _FEWEST_DIGITS for part in parts)
    return parts if parts and are_phones else [text]


_SHORTEST_PHONE = 4
_LONGEST_COUNTRY_CODE = 3
_LONG_ENOUGH_FOR_A_CODE = 9
_COUNTED = ("12345678901234567890", "98765432109876543210", "01234567890123456789")
_NOT_A_LETTER = re.compile(r"[\W\d_]+")
_NO_ADDRESS = frozenset(
    [
        *("noemail", "nomail", "noemailaddress", "noaddress", "noemailgiven", "noemailprovided"),
        *("none", "nobody", "nothing", "null", "nil", "na", "no", "unknown", "undefined"),
        *("notprovided", "notgiven", "notavailable", "notapplicable", "donthaveone", "declined"),
        *("noreply", "donotreply", "dontreply", "invalid", "fake", "dummy", "placeholder"),
        *("test", "testing", "asdf", "abc", "xyz", "example"),
        *("keine", "keinemail", "keineemail", "ohne", "ohnemail", "unbekannt"),
        *("sansmail", "sansemail", "pasdemail", "pasdemel", "aucun", "inconnu"),
        *("sincorreo", "sinemail", "sinmail", "notiene", "ninguno", "desconocido"),
        *("nessuna", "nessunamail", "nonemail", "senzamail", "senzaemail"),
        *("sememail", "semmail", "naotem", "nenhum", "geen", "geenmail", "geenemail", "onbekend"),
    ]
)
"""What stands before the `@`, its letters alone, in addresses that are nobody's."""

_NO_DOMAINS = _NO_ADDRESS - {"na", "no", "abc", "test", "testing", "example", "xyz"}


def is_stand_in(kind: str, key: str) -> bool:
    """Tell whether the key of a phone or an e-mail address is one that people type for none.

    Args:
        kind: `phone` or `email`; a handle of another kind never is.
        key: its key.
    """
    return {"phone": _is_no_phone, "email": _is_no_address}.get(kind, _never)(key)


def _is_no_phone(digits: str) -> bool:
    if len(digits) < _SHORTEST_PHONE or any(digits in counted for counted in _COUNTED):
        return True
    longest = _LONGEST_COUNTRY_CODE if len(digits) >= _LONG_ENOUGH_FOR_A_CODE else 0
    return any(len(set(digits[code:])) == 1 for code in range(longest + 1))


def _is_no_address(address: str) -> bool:
    before, _, domain = address.rpartition("@")
    local, host = (_NOT_A_LETTER.sub("", fold(part)) for part in (before, domain.split(".")[0]))
    letters = set(_NOT_A_LETTER.sub("", address))
    return local in _NO_ADDRESS or host in _NO_DOMAINS or len(letters) == 1


def _never(_: str) -> bool:
    return False
