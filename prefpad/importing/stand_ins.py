"""Phones and e-mail addresses that stand where there is none: they identify nobody."""

from __future__ import annotations

import re

from prefpad.domain.normalize import fold

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
