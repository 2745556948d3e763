"""The words in the name of a column, glued ones taken apart: `CustomerTelephoneNumber`, `totalvisits`."""

from __future__ import annotations

from functools import lru_cache

from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import fold
from prefpad.importing.foreign import column_words

_GLUED = pattern(r"(?<=[^\W\d_A-ZÀ-Þ])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][^\W\d_A-ZÀ-Þ]{2})")
_WORD = pattern(r"[^\W\d_]+|\d+|#")
_ONE_WORD = {
    ("e", "mail"): "email",
    ("e", "mails"): "email",
    ("check", "in"): "checkin",
    ("check", "out"): "checkout",
    ("no", "show"): "noshow",
    ("no", "shows"): "noshow",
    ("land", "line"): "landline",
    ("rendez", "vous"): "rendezvous",
    ("don", "t"): "dont",
    ("whats", "app"): "whatsapp",
}
_SHORT = {
    "nm": "name", "ph": "phone", "addr": "address", "cust": "customer", "acct": "account",
    "mkt": "marketing", "dat": "datum", "str": "strasse", "ansprechp": "ansprechpartner",
    "f": "fecha", "fec": "fecha", "ult": "ultima", "nac": "nacimiento", "hab": "habitacion",
    "dern": "derniere", "dir": "direccion", "cel": "celular", "naiss": "naissance",
}  # fmt: skip
"""Words that are shortened in the columns of a database, beside others."""

_SHORT_PARTS = frozenset({"id", "nr", "no", "po", "in"})
_SHORTEST_PART = 3
_LONGEST_GLUED = 40


def split_name(name: str) -> tuple[str, ...]:
    """Return the folded words of a column's name, numbers among them."""
    words: list[str] = []
    for word in _WORD.findall(fold(_GLUED.sub(" ", name))):
        if words and (one := _ONE_WORD.get((words[-1], word))):
            words[-1] = one
        else:
            words.extend(_parts(word))
    return tuple(_SHORT.get(word, word) for word in words) if len(words) > 1 else tuple(words)


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """Return every word of the tables."""
    sets = (table for table in vars(column_words).values() if isinstance(table, frozenset))
    names = ", ".join(column_words.PHRASES.values())
    return frozenset(_WORD.findall(fold(names))).union(*sets)


@lru_cache(maxsize=10_000)
def _parts(word: str) -> tuple[str, ...]:
    """Return a word that the tables know, in the singular if need be, or the words it is glued of."""
    if word in vocabulary() or not word.isalpha() or len(word) > _LONGEST_GLUED:
        return (word,)
    if word.endswith("s") and word[:-1] in vocabulary():
        return (word[:-1],)
    for end in range(len(word) - 1, 1, -1):
        first, rest = word[:end], word[end:]
        if (known := _known(first)) and (parts := _known_parts(rest)):
            return (known, *parts)
    return (word,)


def _known_parts(word: str) -> tuple[str, ...]:
    if known := _known(word):
        return (known,)
    parts = _parts(word)
    return parts if len(parts) > 1 else ()


def _known(part: str) -> str:
    """Return a part as the tables have it, without the `s` that glues words in German, or nothing."""
    return next((one for one in (part, part.removesuffix("s")) if _is_part(one)), "")


def _is_part(word: str) -> bool:
    return (len(word) >= _SHORTEST_PART or word in _SHORT_PARTS) and word in vocabulary()
