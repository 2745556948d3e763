"""Blocking keys: two customers who share none are never compared.

Comparing all pairs of 200,000 customers would take weeks. Each key names what twins nearly always
share even when they are misspelt: the sound of two words of the name, a birthday, a street with
the sound of a name, a phone's last digits.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from prefpad.duplicates.nicknames import full_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prefpad.duplicates.scoring import ComparisonRecord

MOST_IN_A_BLOCK = 40
"""A key that more customers share says too little to compare them for it."""

WEAK = ("s", "t", "y")
"""The keys that say less: a street with a name, two words of a street, a year with a name."""

MOST_IN_A_WEAK_BLOCK = 5

_SOUNDS = str.maketrans(
    {
        **dict.fromkeys("bfpv", "1"),
        **dict.fromkeys("cgjkqsxz", "2"),
        **dict.fromkeys("dt", "3"),
        "l": "4",
        **dict.fromkeys("mn", "5"),
        "r": "6",
        **dict.fromkeys("aeiouyhw", "0"),
    }
)
_LONGEST_SOUND = 4
_SHORTEST_TOLD = 2
_MOST_TOLD = 4
_MOST_FORMS = 2


def sound(word: str) -> str:
    """Return the Soundex code of a folded word: `smith` and `smyth` are s53."""
    code = word[:1]
    last = word[:1].translate(_SOUNDS)
    for digit in word[1:].translate(_SOUNDS):
        if digit not in {last, "0"}:
            code += digit
        last = digit
    return code[:_LONGEST_SOUND]


def block_keys(one: ComparisonRecord) -> Iterator[str]:
    """Yield the blocking keys of a customer, some more than once.

    What SQLite finds by itself, a handle or a whole name in common, has none.
    """
    for name in one.names:
        yield from _of_name(name.words)
    sounds = sorted({sound(word) for name in one.names for word in name.words if len(word) > 1})
    if day := one.birthday:
        if day.year:
            yield f"b {day.year} {day.month} {day.day}"
            yield from (f"y {day.year} {heard}" for heard in sounds)
        yield from (f"d {day.month} {day.day} {heard}" for heard in sounds)
        yield from (f"d {day.day} {day.month} {heard}" for heard in sounds)
    for address in one.addresses:
        yield from _of_address(address.words, sounds)


def _of_address(words: tuple[str, ...], sounds: list[str]) -> Iterator[str]:
    """Yield the keys of a street with a name, and of two words of the street."""
    told = [sound(word) for word in told_words(words)]
    yield from (f"s {street} {heard}" for street in told[: _MOST_TOLD - 1] for heard in sounds)
    yield from (f"t {one} {other}" for one, other in combinations(sorted({*told}), 2))


def told_words(address: tuple[str, ...]) -> list[str]:
    """Return the first words of an address that are neither numbers nor very short."""
    words = [word for word in address if len(word) > _SHORTEST_TOLD and word.isalpha()]
    return words[:_MOST_TOLD]


def _of_name(words: tuple[str, ...]) -> Iterator[str]:
    whole = [word for word in words if len(word) > 1]
    yield f"n {''.join(whole)}"
    for first, second in combinations(whole, 2):
        for one in _forms(first):
            for other in _forms(second):
                yield "n " + " ".join(sorted((sound(one), sound(other))))
    if len(whole) < len(words):
        yield from (f"j {initial} {sound(word)}" for initial, word in _initialled(words))


def initial_keys(one: ComparisonRecord) -> Iterator[str]:
    """Yield the keys under which a customer meets those whose first name is only an initial."""
    for name in one.names:
        words = [word for word in name.words if len(word) > 1]
        for first, second in combinations(words, 2):
            yield f"j {first[0]} {sound(second)}"
            yield f"j {second[0]} {sound(first)}"


def _initialled(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for initial in words:
        if len(initial) == 1:
            yield from ((initial, word) for word in words if len(word) > 1)


def _forms(word: str) -> Iterable[str]:
    return [word, *sorted(full_names(word) - {word})[:_MOST_FORMS]]
