"""How alike two names are when one of them may be misspelt."""

from __future__ import annotations

from functools import lru_cache
from itertools import permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

GOOD_ENOUGH = 0.33
"""From here a name is worth suggesting: one of two words is right or a slip away."""

SURELY_MEANT = 0.55
"""From here the only name that comes close is what was meant: a slip in the one word that was typed."""

NEAR_MISS = 0.78
"""From here a new customer of that name would probably be a twin: every word is right or a slip away."""

LONGEST_WORD = 48
"""Letters of a word that are compared; what follows is left out."""

_VOWELS = frozenset("aeiouy")
_VOWEL_FOR_VOWEL = 0.6
_SWAPPED_LETTERS = 0.7
_COST_OF_A_SLIP = 1.6
_LEAST_LIKENESS = 0.4
_BEGINNING = 0.6
_INITIAL = 0.5
_JOINED_LIKENESS = 0.7
_JOINED = 0.97
_WORD_NOT_IN_NAME = 0.5
_WORD_NOT_ASKED_FOR = 0.15
_MOST_NOT_ASKED_FOR = 2


def trigrams(word: str) -> set[str]:
    """Return the three-letter pieces of a folded word, with two spaces before it and one after.

    A word of n letters has at most n + 1 of them, so even one letter has two.
    """
    padded = f"  {word} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}


@lru_cache(maxsize=8192)
def word_likeness(one: str, other: str, least: float = _LEAST_LIKENESS) -> float:
    """Return how alike two folded words are, from 0 (different words) to 1 (the same).

    Args:
        one: a word.
        other: another.
        least: how alike they must be; slips are counted no further than that.
    """
    one, other = one[:LONGEST_WORD], other[:LONGEST_WORD]
    if one == other:
        return 1.0
    shorter, longer = sorted((one, other), key=len)
    begins = 0.0
    if longer.startswith(shorter):
        begins = _INITIAL if len(shorter) == 1 else _BEGINNING
    most_slips = (1 - least) / _COST_OF_A_SLIP * len(longer)
    foreign = len(set(longer).difference(shorter, _VOWELS))
    if max(foreign, len(longer) - len(shorter)) > most_slips:
        return begins
    slips = _slips(shorter, longer, most_slips)
    return max(begins, 1 - _COST_OF_A_SLIP * slips / len(longer)) if slips <= most_slips else begins


def likeness(
    query_words: Sequence[str],
    name_words: Sequence[str],
    rarity: Mapping[str, float] | None = None,
) -> float:
    """Return how alike a query and a name are, whatever the order of their words.

    Words are paired likest first. A word of the name that was not asked for costs little, one that
    the name lacks costs more, another word in its place most. Two words may be written as one.

    Args:
        query_words: the folded words of the query.
        name_words: the folded words of the name.
        rarity: the weight of words of the query, joined ones included; 1 where it has none.

    Returns:
        From 0 (nothing in common) to 1 (the same words).
    """
    if not query_words or not name_words:
        return 0.0
    if sorted(query_words) == sorted(name_words):
        return 1.0
    weights = rarity or {}
    best = _paired(query_words, name_words, weights)
    for joined in _joinings(query_words, name_words):
        best = max(best, _JOINED * _paired(joined, name_words, weights))
    for joined in _joinings(name_words, query_words):
        best = max(best, _JOINED * _paired(query_words, joined, weights))
    return best


def _paired(
    query_words: Sequence[str], name_words: Sequence[str], weights: Mapping[str, float]
) -> float:
    weight = [weights.get(word, 1.0) for word in query_words]
    pairs = sorted(
        (-alike * weight[asked], asked, held, alike)
        for asked, query_word in enumerate(query_words)
        for held, name_word in enumerate(name_words)
        if (alike := word_likeness(query_word, name_word))
    )
    found: dict[int, float] = {}
    taken: set[int] = set()
    for _, asked, held, alike in pairs:
        if asked not in found and held not in taken:
            found[asked] = alike
            taken.add(held)
    lone = len(query_words) - len(found)
    spare = len(name_words) - len(found)
    gained = sum(weight[asked] * alike for asked, alike in found.items())
    whole = sum(weight[asked] for asked in found)
    if lone:
        wrong = min(lone, spare) / lone
        lost = sum(weight) - whole
        whole += lost * (wrong + (1 - wrong) * _WORD_NOT_IN_NAME)
    not_asked_for = min(max(spare - lone, 0), _MOST_NOT_ASKED_FOR)
    whole += not_asked_for * _WORD_NOT_ASKED_FOR * sum(weight) / len(weight)
    return gained / whole


def _joinings(words: Sequence[str], others: Sequence[str]) -> Iterator[list[str]]:
    lengths = {len(other) + longer for other in others for longer in (-1, 0, 1)}
    for first, second in permutations(range(len(words)), 2):
        size = len(words[first]) + len(words[second])
        if size not in lengths:
            continue
        joined = words[first] + words[second]
        if any(
            abs(size - len(other)) <= 1
            and word_likeness(joined, other, _JOINED_LIKENESS) >= _JOINED_LIKENESS
            for other in others
        ):
            rest = [word for at, word in enumerate(words) if at not in {first, second}]
            yield [joined, *rest]


def _slips(one: str, other: str, most: float) -> float:
    """Count letters left out, put in, mistaken or swapped; anything above `most` ends the count."""
    one, other = _where_they_differ(one, other)
    one, other = _where_they_differ(one[::-1], other[::-1])
    reach = int(most)
    before_last: list[float] = []
    last = [float(count) for count in range(len(other) + 1)]
    for row, letter in enumerate(one):
        current = [most + 1] * (len(other) + 1)
        current[0] = row + 1.0
        for column in range(max(0, row - reach), min(len(other), row + reach + 1)):
            wanted = other[column]
            if letter == wanted:
                slips = last[column]
            else:
                both_vowels = letter in _VOWELS and wanted in _VOWELS
                slips = last[column] + (_VOWEL_FOR_VOWEL if both_vowels else 1.0)
                slips = min(slips, last[column + 1] + 1.0, current[column] + 1.0)
                if row and column and letter == other[column - 1] and one[row - 1] == wanted:
                    slips = min(slips, before_last[column - 1] + _SWAPPED_LETTERS)
            current[column + 1] = slips
        before_last, last = last, current
        if min(last) > most and min(before_last) > most:
            return most + 1
    return last[-1]


def _where_they_differ(one: str, other: str) -> tuple[str, str]:
    """Return two words without the letters with which both begin."""
    same = 0
    for letter, wanted in zip(one, other, strict=False):
        if letter != wanted:
            break
        same += 1
    return one[same:], other[same:]
