"""Comparing names: misspelt, shortened, in another order, or another person's."""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING, NamedTuple

from prefpad.customers.fuzzy_match import word_likeness
from prefpad.domain.memoize import pattern
from prefpad.domain.names import COURTESY_TITLES
from prefpad.domain.normalize import name_words
from prefpad.duplicates.nicknames import (
    are_his_and_hers,
    full_names,
    is_given_name,
    without_umlauts,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Share = Callable[[str], float]

CUSTOMERS_ELSEWHERE = 500
"""A small pad is judged as if it had that many more customers, of whom nothing is known."""

_MOST_COPIES = 5
_MOST_WORDS = 6
_MOST_BITS = 12.0
_MOST_OF_A_NAME = 20.0
"""First names and surnames go together: a rare name is less rare than its words would be by chance."""

_AS_OFTEN_SAME = 0.8
_AS_A_NICKNAME = 0.1
_INITIAL_BITS = 2.5
_LEAST_ALIKE = 0.6
_A_SLIP = -3.0
_A_WORSE_SLIP = -10.0
_ONE_SIDED = -0.5
_UNLIKE = -5.0
_ANOTHER_FIRST_NAME = -7.0
_A_NAME_OF_ITS_OWN = 0.001
_DIGITS = pattern(r"\d+")
_DON_OR_DONA = frozenset({"d", "da"})
"""Titles that look like an initial or a particle, before a first name: `D. Pedro`, `Dª. Petra`."""
_FEWEST_WORDS = 2


class Worded(NamedTuple):
    """A name or an address, and its folded words."""

    text: str
    words: tuple[str, ...]


class NameSign(NamedTuple):
    """The evidence of two names.

    Attributes:
        bits: how much they speak for one person.
        same: whether they have the same words.
        family: whether they share the surname while the first names differ.
        unlike: whether a word of each has nothing like it in the other.
        household: whether the first names differ, whatever the surnames.
    """

    bits: float
    same: bool = False
    family: bool = False
    unlike: bool = False
    household: bool = False


class _Pair(NamedTuple):
    bits: float
    one: int
    other: int


def worded_name(name: str) -> Worded:
    """Split a name into folded words without titles, given name first."""
    surname, comma, given = name.partition(",")
    words = name_words(f"{given} {surname}" if comma else name)
    without_titles = [word for word in words if word not in COURTESY_TITLES]
    if len(words) > _FEWEST_WORDS and words[0] in _DON_OR_DONA and is_given_name(words[1]):
        without_titles = without_titles[1:]
    return Worded(name, tuple((without_titles or words)[:_MOST_WORDS]))


def share_of(bearers: int, customers: int) -> float:
    """Estimate the share of people who have a word in their name, from a pad of that many customers.

    A word that nobody else has on a small pad need not be rare: another 500 customers are taken
    to be elsewhere, one of whom has it. One that many have here is common here.
    """
    return max(
        (bearers + 1) / (customers + CUSTOMERS_ELSEWHERE), share_of_others(bearers, customers)
    )


def share_of_others(bearers: int, customers: int) -> float:
    """Return the share of a pad's other customers who have what two of them have."""
    return max(0, bearers - _MOST_COPIES) / max(1, customers)


def same_person_by_name(one: str, other: str) -> bool:
    """Tell whether two names are so alike that a phone in common makes them one person's.

    Jon and John Smith, J. Smith, Bob and Robert Smith, Smith John are; Ann and Bob Smith, who share
    their landline, are not, nor is a surname alone.
    """
    mine, theirs = worded_name(one).words, worded_name(other).words
    sign = compare_names(mine, theirs, lambda _: _A_NAME_OF_ITS_OWN)
    pairs = min(len(mine), len(theirs))
    return sign.same or (not sign.unlike and sign.bits > 0 and pairs > 1)


def have_the_same_words(one: str, other: str) -> bool:
    """Tell whether two names have the same words, titles aside."""
    return sorted(worded_name(one).words) == sorted(worded_name(other).words)


def may_share_an_address(one: str, other: str) -> bool:
    """Tell whether one person may go by both names, as an e-mail address in common suggests.

    Not where each has a first name and these are unlike: a couple shares an address too. A name that
    is no person's, such as an address, tells nothing.
    """
    if "@" in one or "@" in other or same_person_by_name(one, other):
        return True
    mine, theirs = worded_name(one).words, worded_name(other).words
    if len(mine) == 1 or len(theirs) == 1:
        return any(_may_be_one(word, its) for word in mine for its in theirs)
    return any(_may_be_one(mine[0], its) for its in theirs) or any(
        _may_be_one(theirs[0], word) for word in mine
    )


def most_bits(words: Sequence[str], share: Share) -> float:
    """Return the evidence of two names of the same words, the most that any two can have."""
    return min(_MOST_OF_A_NAME, sum(_bits_of_the_same(word, share) for word in words))


def compare_names(one: Sequence[str], other: Sequence[str], share: Share) -> NameSign:
    """Compare two names, given as folded words in any order.

    Args:
        one: the words of one name.
        other: the words of the other.
        share: from a word to the share of the customers who have it.
    """
    if not one or not other:
        return NameSign(0.0)
    one, other = sorted((tuple(one), tuple(other)))
    if sorted(one) == sorted(other):
        return NameSign(most_bits(one, share), same=True)
    if "".join(one) == "".join(other):
        return NameSign(most_bits(max(one, other, key=len), share), same=True)
    pairs = _paired(one, other, share)
    at_both = {(pair.one, pair.other) for pair in pairs}
    lone = len(one) - len(pairs), len(other) - len(pairs)
    bits = min(_MOST_OF_A_NAME, sum(pair.bits for pair in pairs))
    unlike = bool(min(lone))
    family = unlike and (len(one) - 1, len(other) - 1) in at_both
    household = unlike and (0, 0) not in at_both
    if unlike:
        bits += _ANOTHER_FIRST_NAME if family else _UNLIKE * min(lone)
    bits += _ONE_SIDED * (max(lone) - min(lone))
    return NameSign(bits, family=family, unlike=unlike, household=household)


def _paired(one: Sequence[str], other: Sequence[str], share: Share) -> list[_Pair]:
    """Pair the words of two names, the strongest evidence first."""
    possible = sorted(
        _Pair(-bits, at, to)
        for at, word in enumerate(one)
        for to, its in enumerate(other)
        if (bits := _bits(word, its, share)) is not None
        if at or to or not are_his_and_hers(word, its)
    )
    taken: list[_Pair] = []
    for bits, at, to in possible:
        if all(at != pair.one and to != pair.other for pair in taken):
            taken.append(_Pair(-bits, at, to))
    return taken


def _bits(one: str, other: str, share: Share) -> float | None:
    """Return the bits of two words if they may be the same word, else None."""
    if one == other:
        return _bits_of_the_same(one, share)
    if len(one) == 1 or len(other) == 1:
        return _INITIAL_BITS if one[0] == other[0] else None
    if _DIGITS.findall(one) != _DIGITS.findall(other):
        return None
    if len(one) != len(other) and without_umlauts(one) == without_umlauts(other):
        return _bits_of_the_same(min(one, other, key=len), share)
    ours, theirs = full_names(one), full_names(other)
    if ours and theirs:
        if ours & theirs:
            return max(0.0, log2(_AS_A_NICKNAME / (share(one) + share(other))))
        return None
    alike = word_likeness(one, other, _LEAST_ALIKE)
    if alike < _LEAST_ALIKE:
        return None
    slip = 2 ** (_A_SLIP + _A_WORSE_SLIP * (1 - alike))
    return min(_MOST_BITS, log2(slip / share(one) + slip / share(other)))


def _may_be_one(one: str, other: str) -> bool:
    return _bits(one, other, lambda _: _A_NAME_OF_ITS_OWN) is not None


def _bits_of_the_same(word: str, share: Share) -> float:
    if len(word) == 1:
        return _INITIAL_BITS
    return min(_MOST_BITS, log2(_AS_OFTEN_SAME / share(word)))
