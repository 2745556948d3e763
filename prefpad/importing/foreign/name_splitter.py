"""The words in the name of a column, glued ones taken apart: `CustomerTelephoneNumber`, `totalvisits`."""

from __future__ import annotations

import re
from functools import lru_cache

from prefpad.domain.normalize import fold
from prefpad.importing.foreign import column_words

_GLUED = re.compile(r"(?<=[^\W\d_A-ZÀ-Þ])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][^\W\d_A-ZÀ-Þ]{2})")
_WORD = re.compile(r"[^\W\d_]+|\d+|#")
_ONE_WORD = {
    ("e", "mail"): "email",
    ("e", "mails"): "email",
    ("check", "in"): "checkin",
    ("check", "out"): "checkout",
    ("no", "show"): "noshow",
}
_SHORT_PARTS = frozenset({"id", "nr", "no", "po", "in"})
_SHORTEST_PART = 3


def split_name(name: str) -> tuple[str, ...]:
    """Return the folded words of a column's name, numbers among them."""
    words: list[str] = []
    for word in _WORD.findall(fold(_GLUED.sub(" ", name))):
        if words and (one := _ONE_WORD.get((words[-1], word))):
            words[-1] = one
        else:
            words.extend(_parts(word))
    return tuple(words)


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """Return every word of the tables."""
    sets = (table for table in vars(column_words).values() if isinstance(table, frozenset))
    names = ", ".join(column_words.PHRASES.values())
    return frozenset(_WORD.findall(fold(names))).union(*sets)


def _parts(word: str) -> list[str]:
    """Return a word that the tables know, in the singular if need be, or the words it is glued of."""
    if word in vocabulary() or not word.isalpha():
        return [word]
    if word.endswith("s") and word[:-1] in vocabulary():
        return [word[:-1]]
    for end in range(len(word) - 1, 1, -1):
        first, rest = word[:end], word[end:]
        if _is_part(first) and (parts := [rest] if _is_part(rest) else _known_parts(rest)):
            return [first, *parts]
    return [word]


def _known_parts(word: str) -> list[str]:
    parts = _parts(word)
    return parts if len(parts) > 1 else []


def _is_part(word: str) -> bool:
    return (len(word) >= _SHORTEST_PART or word in _SHORT_PARTS) and word in vocabulary()
