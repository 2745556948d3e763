"""One slip of typing in a word that tells an allergy or access need: `penicilin`.

It counts in words of seven letters or more, and leaves the first letter as it is.
"""

from __future__ import annotations

from functools import lru_cache

from prefpad.domain.normalize import is_one_slip
from prefpad.notes.health_lists import LANGUAGES, ordinary_words, phrases_in, sections_in, text_of

COUNT_IN = frozenset(["allergy", "allergic", "allergens", "access"])
"""The sections in whose words a slip counts."""

_SHORTEST = 7


def meant_by(typed: str) -> list[str]:
    """Return the words of the lists that one slip makes this one of, if it is no ordinary word."""
    if len(typed) < _SHORTEST - 1 or typed in ordinary_words():
        return []
    first = typed[0]
    return [word for word in slippable_words() if word[0] == first and is_one_slip(word, typed)]


@lru_cache(maxsize=1)
def slippable_words() -> frozenset[str]:
    """Return the words in which a slip counts."""
    return frozenset(
        word
        for name in LANGUAGES
        for section, listed in sections_in(text_of(name))
        if section in COUNT_IN
        for phrase in phrases_in(listed)
        if len(word := phrase.strip("*")) >= _SHORTEST and " " not in word
    )
