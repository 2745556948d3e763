"""Folding names and texts into keys for finding and comparing them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from prefpad.domain.memoize import pattern
from prefpad.domain.sanitize import without_controls

if TYPE_CHECKING:
    from json import JSONEncoder

_NOT_FOLDED_BY_UNICODE = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "\u0131": "i",
        "ħ": "h",
        "ǽ": "ae",
        "ǣ": "ae",
        "ǿ": "o",
    }
)
_LATIN_LETTERS = range(0x180)
_APOSTROPHES = str.maketrans("", "", "'`\u00b4\u02bc\u2018\u2019")
_BETWEEN_WORDS = pattern(r"[\W_]+")
_BETWEEN_PLAIN_WORDS = {
    code: None if chr(code) in "'`" else " " for code in range(128) if not chr(code).isalnum()
}
"""The same in ASCII, and the apostrophes; this takes half the time."""

_EXTENSION = pattern(
    r"(?<=\d{4})[\s,;(]*(?:x|ext|extn|extension|durchwahl|poste)[.:\s]*\d{1,6}\)?$"
)
_NOT_A_DIGIT = pattern(r"\D+")
_NOT_OF_A_PHONE = pattern(r"[^\d\s+()./-]")
TELLING_DIGITS = 8
"""Digits at the end of a phone number, by which it is the same with and without its country code."""
_SHORTEST_TAIL = 4
_MOST_GIVEN_NAMES = 3
_BEHIND_A_NAME = frozenset(
    [
        "jr",
        "sr",
        "ii",
        "iii",
        "iv",
        "md",
        "phd",
        "esq",
        "inc",
        "ltd",
        "llc",
        "plc",
        "gmbh",
        "ag",
        "kg",
        "co",
        "sa",
        "srl",
        "bv",
        "dds",
        "cpa",
        "rn",
    ]
)


def fold(text: str) -> str:
    """Return the key of a text: case, accents, width, spacing and what cannot be seen removed.

    `ß` becomes `ss` and `Ł` becomes `l`, as neither NFKC nor casefold do alone.
    """
    if not text.isascii():
        text = text.translate(_LATIN)
    if text.isascii():
        text = text.lower()
        is_tidy = text.isprintable() and "  " not in text and " " not in text[:1] + text[-1:]
        return text if is_tidy else " ".join(without_controls(text).split())
    return _folded(text)


def _folded(text: str) -> str:
    import unicodedata

    wide = unicodedata.normalize("NFKC", without_controls(text))
    folded = wide.casefold().translate(_NOT_FOLDED_BY_UNICODE)
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFD", folded)
        if unicodedata.category(letter) not in {"Mn", "Cf", "Cs"}
    )
    return " ".join(unicodedata.normalize("NFC", bare).split())


class _Latin(dict[int, str]):
    """The letters of western and central Europe by their keys; other characters as they are."""

    def __missing__(self, letter: int) -> str:
        if letter not in _LATIN_LETTERS:
            raise LookupError
        plain = chr(letter)
        key = plain if plain.isascii() else _folded(plain)
        self[letter] = key if key.isascii() and key.isalpha() else plain
        return self[letter]


_LATIN = _Latin()


def without_apostrophes(text: str) -> str:
    """Return a text with the words that an apostrophe divides written as one: `cant`."""
    return text.translate(_APOSTROPHES)


def name_words(name: str) -> list[str]:
    """Return the folded words of a name: `O'Brien-Smith` gives `obrien` and `smith`."""
    return _words_in(fold(name))


def _words_in(folded: str) -> list[str]:
    if folded.isascii():
        return folded.translate(_BETWEEN_PLAIN_WORDS).split()
    return _BETWEEN_WORDS.sub(" ", without_apostrophes(folded)).split()


def as_spoken(name: str) -> str:
    """Return a name that is written surname first, with a comma, as it is said: `Anna Müller`.

    What follows a name or a company is left there: `Sam Smith, MD`.
    """
    surname, comma, given = name.partition(",")
    words = name_words(given)
    if not comma or not 0 < len(words) <= _MOST_GIVEN_NAMES or not name_words(surname):
        return name
    return name if _BEHIND_A_NAME.intersection(words) or "," in given else f"{given} {surname}"


def name_key(name: str) -> str:
    """Return the key of a name: its folded words, in order."""
    folded = fold(name)
    if folded.isascii() and folded.replace(" ", "").isalnum():
        return folded
    return " ".join(_words_in(folded))


def email_key(email: str) -> str:
    """Return the key of an e-mail address."""
    return fold(email)


def phone_key(phone: str) -> str:
    """Return the digits of a phone number, in order, without an extension: `555 0104 x12`."""
    return _NOT_A_DIGIT.sub("", _EXTENSION.sub("", fold(phone)))


def code_key(code: str) -> str:
    """Return the key of a card number or outside id: its letters and digits."""
    if code.isascii() and code.isalnum():
        return code.lower()
    return _BETWEEN_WORDS.sub("", fold(code))


def is_phone_tail(text: str) -> bool:
    """Tell whether a text is written as a phone number, or the last four or more digits of one."""
    if any(map(str.isalpha, text)) or _NOT_OF_A_PHONE.search(text):
        return False
    return len(phone_key(text)) >= _SHORTEST_TAIL


def is_one_slip(written: str, meant: str) -> bool:
    """Tell whether one letter is missing, added, wrong, or changed places with its neighbour."""
    if abs(len(written) - len(meant)) > 1 or written == meant:
        return False
    same = 0
    for one, other in zip(written, meant, strict=False):
        if one != other:
            break
        same += 1
    rest, right = written[same:], meant[same:]
    return (
        rest[1:] == right[1:]
        or rest[1:] == right
        or rest == right[1:]
        or (rest[:2] == right[1::-1] and rest[2:] == right[2:])
    )


def as_json(fields: Any) -> str:
    """Return fields by name as the pad keeps them."""
    return _encoder().encode(fields)


@cache
def _encoder() -> JSONEncoder:
    from json import JSONEncoder

    return JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


def uid(what: str, number: int, since: str) -> str:
    """Return an identifier that is the same in every export, and another in another pad.

    Args:
        what: what it identifies.
        number: its number.
        since: the day of the first of its sort, which tells two pads apart.
    """
    from uuid import NAMESPACE_URL, uuid5

    return str(uuid5(NAMESPACE_URL, f"prefpad:{what}:{number}:{since}"))
