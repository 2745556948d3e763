"""Whether two names can be one person's, where a phone or an e-mail address is shared."""

from __future__ import annotations

from prefpad.core.names import name_words
from prefpad.core.spelling import NEAR_MISS, likeness, word_likeness

_A_SLIP_AWAY = 0.7


def same_by_name(one: str, other: str) -> bool:
    """Tell whether two names are so alike that a shared phone makes them one person's.

    A family on one landline is not: `Ann Smith` and `Bob Smith` are two.
    """
    return likeness(name_words(one), name_words(other)) >= NEAR_MISS


def may_share_an_address(one: str, other: str) -> bool:
    """Tell whether one person may go by both names, as a shared e-mail address suggests.

    Not where each has a given name and these are unlike: a couple shares an address too. A name that
    is no person's, such as an address, tells nothing.
    """
    if "@" in one or "@" in other:
        return True
    words, others = name_words(one), name_words(other)
    if len(words) == 1 or len(others) == 1:
        return any(_alike(word, another) for word in words for another in others)
    return any(_alike(words[0], another) for another in others) or any(
        _alike(others[0], word) for word in words
    )


def _alike(one: str, other: str) -> bool:
    initial = min(len(one), len(other)) == 1 and one[0] == other[0]
    return initial or word_likeness(one, other) >= _A_SLIP_AWAY
