"""Comparing addresses: the same house, the same street, or only the same town.

A word of an address is worth the more the fewer addresses of the pad hold it, so that the town in
which everybody lives is worth nothing. The house number counts on its own.
"""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING, NamedTuple

from prefpad.customers.fuzzy_match import word_likeness
from prefpad.domain.memoize import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prefpad.duplicates.name_match import Share

MOST_OF_AN_ADDRESS = 17.0
"""The bits that no address exceeds."""

_MOST_OF_WORDS = 12.0
_SAME_NUMBER = 5.0
_OTHER_NUMBER = -3.0
_OTHER_ADDRESS = -3.0
_ALIKE = 4.0
_AS_OFTEN_SAME = 0.8
_A_SLIP = -2.0
_LEAST_ALIKE = 0.6
_BY_CHANCE = -2.5
"""Any word of one address may meet any of the other."""

_OF_THE_NEXT = 0.5
"""Words of an address depend on one another: a street lies in its town."""

_LONGEST_NUMBER = 4
_NUMBER = pattern(r"\d+[a-z]?")


class AddressSign(NamedTuple):
    """The evidence of two addresses, in bits and in words."""

    bits: float
    words: str


class _Pair(NamedTuple):
    bits: float
    is_same: bool


def house_number(words: Sequence[str]) -> str | None:
    """Return the house number, the first number too short for a postcode, or None."""
    found = (word for word in words if _NUMBER.fullmatch(word))
    return next((word for word in found if len(word) <= _LONGEST_NUMBER), None)


def compare_addresses(one: Sequence[str], other: Sequence[str], share: Share) -> AddressSign:
    """Compare two addresses, given as folded words in their order.

    Args:
        one: the words of one address.
        other: the words of the other.
        share: from a word to the share of the addresses that hold it.
    """
    ours, theirs = house_number(one), house_number(other)
    words = _without(ours, one), _without(theirs, other)
    pairs = _paired(*words, share)
    lone = min(map(len, words)) - len(pairs)
    ranked = enumerate(sorted((pair.bits for pair in pairs), reverse=True))
    bits = min(_MOST_OF_WORDS, _BY_CHANCE + sum(bits * _OF_THE_NEXT**at for at, bits in ranked))
    bits += _OTHER_ADDRESS * lone / max(1, lone + len(pairs))
    is_same = ours == theirs and not lone and all(pair.is_same for pair in pairs)
    if is_same and (ours or len(words[0]) == len(words[1])):
        return AddressSign(max(bits, 0.0) + (_SAME_NUMBER if ours else 0.0), "same address")
    if bits < _ALIKE:
        return AddressSign(min(bits, _OTHER_ADDRESS), "different addresses")
    if ours and theirs and ours != theirs:
        return AddressSign(bits + _OTHER_NUMBER, "similar addresses, except for the house number")
    return AddressSign(bits + (_SAME_NUMBER if ours and theirs else 0.0), "similar addresses")


def _without(number: str | None, words: Sequence[str]) -> list[str]:
    return [word for word in dict.fromkeys(words) if word != number and len(word) > 1]


def _paired(one: Sequence[str], other: Sequence[str], share: Share) -> list[_Pair]:
    both = [word for word in one if word in other]
    pairs = [_Pair(_bits(word, share), is_same=True) for word in both]
    theirs = [word for word in other if word not in both]
    for word in one:
        if word in both or word.isdigit() or not theirs:
            continue
        alike, its = max((word_likeness(word, its, _LEAST_ALIKE), its) for its in theirs)
        if alike >= _LEAST_ALIKE:
            bits = min(_bits(word, share), _bits(its, share)) + _A_SLIP
            pairs.append(_Pair(max(0.0, bits), is_same=False))
            theirs.remove(its)
    return pairs


def _bits(word: str, share: Share) -> float:
    return max(0.0, log2(_AS_OFTEN_SAME / share(word)))
