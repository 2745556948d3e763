"""The phones and e-mail addresses in a cell, and which of them are nobody's.

People write several into a cell, or a remark beside one; and where there is none, they type one that
stands in for it, by which nobody is known.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from prefpad.domain.memoize import Memo, pattern
from prefpad.domain.normalize import fold
from prefpad.domain.sanitize import without_unseen
from prefpad.importing.csv.cells import (
    LONGEST_SEARCHED,
    PLAIN_ADDRESS,
    PLAIN_PHONE,
    is_nothing,
    is_phone,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_IN_ANGLES = pattern(r"([^<>;@]*)<\s*(?:mailto:)?([^<>\s@]+@[^<>\s@]+)\s*>", re.IGNORECASE)
_BEFORE_ANGLES = pattern(r"[^<>;@]*<[^<>]*>[\s,;]*")
_NAME_BEFORE_ANGLES = pattern(r"([^<>;@]+)<[^<>]*@[^<>]*>")
_AT_IN_WORDS = pattern(r"\s*[(\[{]\s*(?:at|@)\s*[)\]}]\s*|\s+@\s*|\s*@\s+", re.IGNORECASE)
_DOT_IN_WORDS = pattern(
    r"\s*[(\[{]\s*(?:dot|punkt|point|punto|ponto|punt)\s*[)\]}]\s*", re.IGNORECASE
)
_AT_AND_DOT = pattern(r"([\w.+-]+) at ([\w-]+(?: dot [\w-]+)+)", re.IGNORECASE)
_DOT = pattern(r" dot ", re.IGNORECASE)
_ADDRESS = pattern(
    r"(?:mailto:)?[\"'<]?([^\s@<>()\[\],;|/\"'][^\s@<>()\[\],;|\"']*@[^\s@<>()\[\],;|/\"'?]+)"
    r"(?:\?[^\s>]*)?[\"'>]?"
)
_OR = r"(?:or|and|oder|od\.?|bzw\.?|resp\.?|und|u\.|ou|et|o|y|e|of|en)"
_BETWEEN_ADDRESSES = pattern(rf"\s*[,;|]\s*|\s+/\s+|\s+{_OR}\s+", re.IGNORECASE)
_EXTENSION = r"(?:x|ext|extn|extension|durchwahl|dw|poste|toestel|interno|ramal)"
_NO_AREA_CODE = r"(?<!^0\d{3})(?<!\s0\d{3})(?<!^0\d{4})(?<!\s0\d{4})"
_BETWEEN_PHONES = pattern(
    rf"\||,\s|\s+/\s+|\s*[\\&]\s*|\s+{_OR}\s+"
    r"|(?:^|\s+)[^\W\d_]+\.?:\s*|(?<=[^\W\d_]\))\s+(?=[\d+(])|(?<=\d{4})\s+(?=\(\d)"
    rf"|(?<=\d)\s+(?!{_EXTENSION}\b)(?=[^\W\d_]+\s+[\d+(])"
    rf"|(?<=\d{{7}})\s+(?=\+?\d{{7}})|(?<=\d{{4}}){_NO_AREA_CODE}/(?=[\d+(][\d\s()./-]{{6}})",
    re.IGNORECASE,
)
_PHONE = pattern(
    r"(?:\+|\(|\+\()?\d[\d\s()./\u2010-\u2015-]*\d\)?"
    rf"(?:[\s,;(]*{_EXTENSION}[.:\s]*\d{{1,6}}\)?)?",
    re.IGNORECASE,
)
_LISTED = pattern("[;\n]")
_WORDS = pattern(r"[^\W\d_]+")
_FEWEST_DIGITS = 6
_FEWEST_WITH_A_REMARK = 4
_MOST_BESIDE = 4
"""The digits that a remark beside a whole phone may have: `call after 17:30`."""

_AS_A_NUMBER = pattern(r"(\d{7,})\.0{1,3}")
_SIGNS = " ,;:/|()[]-*.\"'<>\u2013\u2014"
_SPACE_AND_STROKES = " /|,;"
_LABELS = frozenset(
    [
        *("mailto", "tel", "phone", "telefon", "telephone", "telefono", "telefone", "telefoon"),
        *("mobile", "mobil", "mob", "cell", "handy", "celular", "cellulare", "portable", "mobiel"),
        *("home", "work", "office", "private", "privat", "prive", "business", "direct", "main"),
        *("geschaftlich", "dienstlich", "festnetz", "buro", "domicile", "bureau", "casa", "lavoro"),
        *("trabajo", "trabalho", "thuis", "werk", "other", "fax", "email", "mail", "e", "primary"),
        *("m", "h", "w", "c", "o", "p", "t", "or", "and", "oder", "und", "ou", "et", "y", "of"),
        "en",
    ]
)
"""Words that tell which of several it is, and nothing that anybody need know."""

_MOST_DOMAINS = 1_000
_SHORTEST_PHONE = 4
_LONGEST_COUNTRY_CODE = 3
_LONG_ENOUGH_FOR_A_CODE = 9
_COUNTED = "12345678901234567890 98765432109876543210 01234567890123456789"
_MADE_UP = ("5551212", "1231231234", "1112223333", "0102030405", "123456789", "12345678")
_MADE_UP_OF_ONE = tuple(digit * 7 for digit in "0123456789")
"""The ends of phones that people type to fill a field."""

_NOT_A_LETTER = pattern(r"[\W\d_]+")
_BUT_LETTERS = str.maketrans("", "", "".join(filter(_NOT_A_LETTER.match, map(chr, range(128)))))
_WITHOUT = ("sin", "sans", "senza", "sem", "kein", "zonder")
_NO_ADDRESS = frozenset(
    [
        *("noemail", "nomail", "noemailaddress", "noaddress", "noemailgiven", "noemailprovided"),
        *("none", "nobody", "nothing", "null", "nil", "na", "no", "unknown", "undefined"),
        *("notprovided", "notgiven", "notavailable", "notapplicable", "donthaveone", "declined"),
        *("walkin", "noreply", "donotreply", "dontreply", "invalid", "fake", "dummy"),
        "placeholder",
        *("test", "testing", "asdf", "abc", "xyz", "example", "noone", "nowhere", "refused"),
        *("youremail", "yourname", "username", "domain", "yourdomain", "nichtvorhanden"),
        "vorhanden",
        *_WITHOUT,
        *("keine", "keinemail", "keineemail", "ohne", "ohnemail", "unbekannt"),
        *("sansmail", "sansemail", "pasdemail", "pasdemel", "aucun", "inconnu"),
        *("sincorreo", "sinemail", "sinmail", "notiene", "ninguno", "desconocido"),
        *("nessuna", "nessunamail", "nonemail", "senzamail", "senzaemail"),
        *("sememail", "semmail", "naotem", "nenhum", "pas", "nicht", "geen", "geenmail"),
        *("geenemail", "onbekend"),
    ]
)
"""What stands before the `@`, its letters alone, in addresses that are nobody's."""

_ANYBODY = ("customer", "client", "guest", "user", "kunde", "gast", "cliente", "klant", "usuario")
"""Words for anybody, by which nobody is meant."""

_DESKS = frozenset(
    [
        *_ANYBODY,
        *("info", "office", "reception", "frontdesk", "desk", "contact", "hello", "mail"),
        "booking",
        *("bookings", "reservations", "reservation", "sales", "admin", "accounts", "team", "shop"),
        *("rezeption", "empfang", "buro", "buero", "kontakt", "buchung", "accueil", "bureau"),
        *("recepcion", "reservas", "contacto", "ricevimento", "prenotazioni", "segreteria"),
        *("contatti", "recepcao", "contato", "contacto", "receptie", "reserveringen", "family"),
    ]
)
"""What stands before the `@`, its letters alone, in addresses of a house and of nobody in it."""

_WORDS_FOR_NONE = (_NO_ADDRESS - {"test", "testing", "abc", "xyz"}) | {
    *("nophone", "nonumber", "unlisted", "refused", "notgivenout", "doesnthaveone", "keintelefon"),
    *("keinenummer", "kein", "keins", "pasdetelephone", "sanstelephone", "sintelefono", "refuse"),
    *("senzatelefono", "semtelefone", "geentelefoon", "verweigert", "nichtangegeben"),
}
_DENIES = pattern(
    r"(?:no|not|none|never|without|does(?:nt|n.t| not)|refuse[sd]?|declined|withheld|private"
    r"|unlisted|ex.?directory|kein\w*|ohne|pas|sans|aucune?|sin|ningun\w*|senza|nessun\w*|non|sem"
    r"|nenhum\w*|nao|geen|zonder)(?:[^\w@]+[^\W\d_]+){0,3}\W*"
)
"""What is said, folded, by one who has no phone or e-mail address: `no mobile`, `pas de mail`."""

_NO_DOMAINS = _NO_ADDRESS - {
    *("na", "no", "abc", "test", "testing", "example", "xyz"),
    *_WITHOUT,
}
_TYPED_TWICE = frozenset((*_ANYBODY, "email", "mail"))
"""What stands on both sides of the `@` in an address that is nobody's: `customer@customer.com`."""


_BETWEEN_BOTH = pattern(rf"[;,|\n]|\s/\s|\s[-\u2013]\s|\s{_OR}\s", re.IGNORECASE)
"""What stands between a phone and an e-mail address in one cell."""


class Reached(NamedTuple):
    """A phone or an e-mail address as it was written, and the remark that stood beside it."""

    value: str
    remark: str = ""


def email_addresses(cell: str) -> list[Reached]:
    """Return the addresses in a cell: of `Ann <ann@x.example>`, `a@x.example / b@x.example (work)`.

    A cell that holds anything else is returned as it is; one that says there is none holds none.
    """
    if PLAIN_ADDRESS.fullmatch(cell) or len(cell) > LONGEST_SEARCHED:
        return [Reached(cell)]
    if is_word_for_none(cell) or len(cell.strip()) == 1:
        return []
    text = _AT_IN_WORDS.sub("@", _spelt_out(without_unseen(cell).strip()).rstrip(" .,"))
    if "@" not in text:
        return [Reached(text.strip(" <>\"'*"))]
    parts = [part for part in _LISTED.split(text) if part.strip()]
    if len(parts) > 1 and all("@" in part for part in parts):
        return [one for part in parts for one in email_addresses(part)]
    if (addresses := _IN_ANGLES.findall(text)) and "@" not in _BEFORE_ANGLES.sub("", text):
        return [Reached(address, _remark(name)) for name, address in addresses]
    addresses = _ADDRESS.findall(text)
    rest = _ADDRESS.sub(" ", text)
    is_cut = any("." not in one.partition("@")[2] for one in addresses)
    if not addresses or "@" in rest or (is_cut and _remark(rest)):
        return [Reached(text.strip(" <>\"'*"))]
    parts = _BETWEEN_ADDRESSES.split(text)
    if len(parts) == len(addresses) and all(map(_ADDRESS.search, parts)):
        return [
            Reached(one, _remark(_ADDRESS.sub(" ", part)))
            for one, part in zip(addresses, parts, strict=True)
        ]
    first, *others = addresses
    return [Reached(first, _remark(rest)), *map(Reached, others)]


def phones_beside(cell: str) -> tuple[str, list[str]]:
    """Return a cell of e-mail addresses without the phones among them, and these phones."""
    if "@" not in cell or not any(map(str.isdigit, cell)) or len(cell) > LONGEST_SEARCHED:
        return cell, []
    parts = [part.strip() for part in _BETWEEN_BOTH.split(cell) if part.strip()]
    phones = [part for part in parts if "@" not in part and _are_phones(part)]
    rest = "\n".join(part for part in parts if part not in phones)
    return (rest, phones) if phones else (cell, [])


def _are_phones(text: str) -> bool:
    return all(is_phone(one.value) for one in phone_numbers(text))


def _spelt_out(cell: str) -> str:
    """Return `ann at x dot example` with its signs."""
    cell = _DOT_IN_WORDS.sub(".", cell)
    found = _AT_AND_DOT.fullmatch(cell)
    return f"{found[1]}@{_DOT.sub('.', found[2])}" if found else cell


def name_beside_address(cell: str) -> str:
    """Return the name in `Ann Lee <ann@x.example>`; nothing if there is none, or more than one."""
    names = _NAME_BEFORE_ANGLES.findall(cell)
    return names[0].strip(_SIGNS) if len(names) == 1 else ""


def phone_numbers(cell: str) -> list[Reached]:
    """Return the phones in a cell: of `555 010 4403 / 555 010 4404` both."""
    if PLAIN_PHONE.fullmatch(cell) or len(cell) > LONGEST_SEARCHED:
        return [Reached(cell)]
    if is_word_for_none(cell):
        return []
    listed = [
        part.strip().removeprefix("* ").strip()
        for part in _LISTED.split(_in_our_digits(without_unseen(cell)))
    ]
    return [phone for part in listed if part for phone in _side_by_side(part)]


def _side_by_side(text: str) -> Iterator[Reached]:
    """Yield the phones in a text, which is one unless each part has the digits of a phone."""
    if number := _AS_A_NUMBER.fullmatch(text):
        yield Reached(number[1])
        return
    parts = [part for part in map(str.strip, _BETWEEN_PHONES.split(text)) if part.strip(_SIGNS)]
    if parts and all(_digits(part) >= _FEWEST_DIGITS for part in parts):
        yield from map(_phone_and_remark, parts)
    else:
        yield _phone_and_remark(text)


def _phone_and_remark(text: str) -> Reached:
    found = max(_PHONE.findall(text), key=_digits, default="").strip()
    others = _digits(text) - _digits(found)
    most = _MOST_BESIDE if _digits(found) > _FEWEST_DIGITS else 0
    if _digits(found) < _FEWEST_WITH_A_REMARK or others > most:
        return Reached(text)
    return Reached(found, _remark(text.replace(found, " ", 1)))


def _remark(text: str) -> str:
    """Return what a text says beside a phone or an address; nothing if it says which one it is."""
    words = {fold(word) for word in _WORDS.findall(text)}
    tells_which = words <= _LABELS and not any(map(str.isdecimal, text))
    if tells_which or is_nothing(text.strip(_SPACE_AND_STROKES)):
        return ""
    return " ".join(text.split()).strip(_SIGNS)


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))


def _in_our_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)


def is_word_for_none(cell: str) -> bool:
    """Tell whether a cell says in words that there is no phone or e-mail address: `no e-mail`."""
    if "@" in cell or any(map(str.isdigit, cell)):
        return False
    said = fold(cell)
    if len(said) == 1:
        return True
    return _NOT_A_LETTER.sub("", said) in _WORDS_FOR_NONE or bool(_DENIES.fullmatch(said))


def is_stand_in(kind: str, key: str) -> bool:
    """Tell whether the key of a phone or an e-mail address is one that people type for none.

    Args:
        kind: `phone` or `email`; a handle of another kind never is.
        key: its key.
    """
    return (kind == "phone" and _is_no_phone(key)) or (kind == "email" and _is_no_address(key))


def is_of_a_house(address: str) -> bool:
    """Tell whether the key of an e-mail address is a desk's, at which several people are reached."""
    return _letters(address.partition("@")[0]) in _DESKS


def _is_no_phone(digits: str) -> bool:
    if len(digits) < _SHORTEST_PHONE or digits in _COUNTED or digits.endswith(_MADE_UP):
        return True
    if digits[-1] != digits[-2]:
        return False
    if digits.endswith(_MADE_UP_OF_ONE):
        return True
    longest = _LONGEST_COUNTRY_CODE if len(digits) >= _LONG_ENOUGH_FOR_A_CODE else 0
    return any(len(set(digits[code:])) == 1 for code in range(longest + 1))


def _is_no_address(address: str) -> bool:
    before, _, domain = address.rpartition("@")
    local, (host, letters) = _letters(before), _DOMAINS[domain]
    return (
        local in _NO_ADDRESS
        or host in _NO_DOMAINS
        or (local == host and (local in _TYPED_TWICE or len(local) == 1))
        or (len(letters) <= 1 and len(letters.union(local)) == 1)
    )


_DOMAINS: dict[str, tuple[str, frozenset[str]]] = Memo(
    lambda domain: (_letters(domain.partition(".")[0]), frozenset(_letters(domain))),
    most=_MOST_DOMAINS,
)
"""The letters of the host in a domain, and of all of it; most addresses are at one of a few."""


def _letters(text: str) -> str:
    if text.isalpha():
        return text
    return text.translate(_BUT_LETTERS) if text.isascii() else _NOT_A_LETTER.sub("", text)
