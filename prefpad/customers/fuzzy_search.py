"""Finding customers by misspelt names without reading all names.

Each word asked for is corrected against the vocabulary, the customers who have the corrected words
are gathered, rare words first, and common words are looked up only together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations, pairwise, product
from math import log
from typing import TYPE_CHECKING, NamedTuple

from prefpad.customers.fuzzy_match import (
    GOOD_ENOUGH,
    LONGEST_WORD,
    NEAR_MISS,
    likeness,
    trigrams,
    word_likeness,
)
from prefpad.db.statements import among
from prefpad.domain.memoize import Memo
from prefpad.domain.names import COURTESY_TITLES
from prefpad.domain.normalize import as_json, name_words
from prefpad.domain.vocabulary import NAMES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator

_MOST_WORDS = 6
_LONGEST_SPELT_OUT = 9
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST_BEGINNING = 3
_MOST_BEGUN = 10
_MOST_BEARERS_OF_A_TRIGRAM = 500
_TRIGRAM_ROWS = 600
_MOST_SHARING = 150
_MOST_COMPARED = 40
_MOST_CORRECTIONS = 12
_COUNTED_BEARERS = 1000
_BEARERS = 75
_MOST_CANDIDATES = 400
_MOST_PAIRS = 6
_PAIR_ROWS = 5000
_PAIR_CUSTOMERS = 25
_MOST_SCORED = 80
_LIKELIER_MEANT = 8
_LEARNT_AT_ONCE = 20_000
_WORDS_AT_ONCE = 12
_COUNT_WORDS = """
    SELECT value, (SELECT count(*) FROM (SELECT 1 FROM _word_trigrams WHERE trigram = value LIMIT ?))
    FROM json_each(?)"""
_WORDS_WITH = """
    SELECT (
        SELECT group_concat(word, ' ')
        FROM (SELECT word FROM _word_trigrams WHERE trigram = value LIMIT ?)
    ) FROM json_each(?)"""
_COUNT_BEARERS = """
    SELECT value, (SELECT count(*) FROM (SELECT 1 FROM _name_words WHERE word = value LIMIT ?))
    FROM json_each(?)"""
_BEARERS_OF = """
    SELECT (
        SELECT group_concat(customer)
        FROM (SELECT customer FROM _name_words WHERE word = value ORDER BY customer LIMIT ?)
    ) FROM json_each(?)"""
_SPELL_NAMES = f"""
    INSERT INTO _name_words(word, customer)
    SELECT DISTINCT json_each.value, customer
    FROM handles, json_each('["' || replace(handles.key, ' ', '","') || '"]')
    WHERE {among("handles.kind", NAMES)}
    ORDER BY 1, 2"""
_LAST_TO_LEARN = """
    SELECT max(word) FROM (SELECT word FROM _words WHERE spelled = 0 ORDER BY word LIMIT ?)"""
_LEARN_TRIGRAMS = """
    WITH RECURSIVE
        learnt AS (SELECT word FROM _words WHERE spelled = 0 AND word <= ?),
        place(n) AS (
            VALUES (1)
            UNION ALL SELECT n + 1 FROM place WHERE n <= (SELECT max(length(word)) FROM learnt)
        )
    INSERT OR IGNORE INTO _word_trigrams(trigram, word)
    SELECT substr('  ' || word || ' ', n, 3), word
    FROM learnt JOIN place ON n <= length(word) + 1
    ORDER BY 1, 2"""


class _Correction(NamedTuple):
    asked: str
    word: str
    alike: float


def suggestions(
    connection: sqlite3.Connection, name: str, limit: int = 5
) -> list[tuple[int, float]]:
    """Return the customers that a misspelt name may mean.

    Args:
        connection: an open pad.
        name: the name as it was typed; titles in it count for nothing.
        limit: how many customers at most.

    Returns:
        Customer numbers with the `prefpad.customers.fuzzy_match.likeness` of their names, which is at least
        `GOOD_ENOUGH`. Near misses first, then the rest, each best first: for the order, but not for
        the likeness, a word that few customers have weighs more than a common one. Ties go by
        number.
    """
    named = [word for word in name_words(name) if word not in COURTESY_TITLES]
    words = [word[:LONGEST_WORD] for word in named[:_MOST_WORDS]]
    joined = [first + second for first, second in pairwise(words)]
    found = {word: _corrections(connection, word) for word in dict.fromkeys(words + joined)}
    every = [correction for corrections in found.values() for correction in corrections]
    bearers = _count_bearers(connection, {correction.word for correction in every})
    rarity = _rarity(connection, found, bearers)

    customers: dict[int, None] = {}
    every.sort(key=lambda one: -one.alike * rarity[one.asked])
    pairs = _common_pairs(connection, words, found, bearers)
    for numbers in _bearers_of_both(connection, pairs):
        customers.update(dict.fromkeys(numbers))
    for first in range(0, len(every), _WORDS_AT_ONCE):
        words_next = [one.word for one in every[first : first + _WORDS_AT_ONCE]]
        for numbers in _bearers_of_each(connection, words_next):
            if len(customers) < _MOST_CANDIDATES:
                customers.update(dict.fromkeys(numbers))
        if len(customers) >= _MOST_CANDIDATES:
            break

    if not customers:
        return []

    names = _words_of(connection, customers)
    alike = {number: likeness(words, names[number]) for number in _likeliest(names, every, rarity)}
    ranked = sorted(
        (alike[number] < NEAR_MISS, -likeness(words, names[number], rarity), number)
        for number in alike
        if alike[number] >= GOOD_ENOUGH
    )
    return [(number, alike[number]) for *_, number in ranked[: max(limit, 0)]]


def _corrections(connection: sqlite3.Connection, asked: str) -> list[_Correction]:
    """Return the words of the vocabulary that a word may mean, most alike first."""
    words = {*_sharing_trigrams(connection, asked), *_known(connection, _neighbours(asked))}
    if len(asked) >= _SHORTEST_BEGINNING:
        words.update(_beginning_with(connection, asked))
    words -= COURTESY_TITLES
    alike = [_Correction(asked, word, word_likeness(asked, word)) for word in words]
    worth = [correction for correction in alike if correction.alike]
    return sorted(worth, key=lambda one: (-one.alike, one.word))[:_MOST_CORRECTIONS]


def _sharing_trigrams(connection: sqlite3.Connection, asked: str) -> list[str]:
    most = _MOST_BEARERS_OF_A_TRIGRAM
    counted = connection.execute(_COUNT_WORDS, (most, as_json([*trigrams(asked)])))
    rare, rows = [], 0
    for size, trigram in sorted((size, trigram) for trigram, size in counted):
        rows += size
        if rows > _TRIGRAM_ROWS:
            break
        rare.append(trigram)
    shared: Counter[str] = Counter()
    for (found,) in connection.execute(_WORDS_WITH, (most, as_json(rare))):
        shared.update((found or "").split())
    most_shared = shared.most_common(_MOST_SHARING)
    most_shared.sort(key=lambda pair: (-pair[1] / (len(pair[0]) + len(asked)), pair[0]))
    return [word for word, _ in most_shared[:_MOST_COMPARED]]


def _neighbours(asked: str) -> set[str]:
    """Return the word, its beginnings and, unless it is long, all that is one Latin letter away."""
    near = {asked, *(asked[:end] for end in range(_SHORTEST_BEGINNING, len(asked)))}
    if len(asked) <= _LONGEST_SPELT_OUT:
        for at in range(len(asked) + 1):
            before, after = asked[:at], asked[at:]
            near.add(before + after[1:])
            near.add(before + after[1:2] + after[:1] + after[2:])
            near.update(before + letter + after for letter in _LETTERS)
            near.update(before + letter + after[1:] for letter in _LETTERS)
    return near


def _known(connection: sqlite3.Connection, words: Collection[str]) -> set[str]:
    if not words:
        return set()
    query = f"SELECT word FROM _words WHERE word IN ({_marks(words)})"
    return {word for (word,) in connection.execute(query, [*words])}


def _beginning_with(connection: sqlite3.Connection, asked: str) -> Iterator[str]:
    query = "SELECT word FROM _words WHERE word > ? AND word < ? LIMIT ?"
    for (word,) in connection.execute(query, (asked, asked + "\U0010ffff", _MOST_BEGUN)):
        yield word


def _count_bearers(connection: sqlite3.Connection, words: Iterable[str]) -> dict[str, int]:
    values = _COUNTED_BEARERS, as_json([*words])
    return dict(connection.execute(_COUNT_BEARERS, values).fetchall())


def _rarity(
    connection: sqlite3.Connection,
    found: dict[str, list[_Correction]],
    bearers: dict[str, int],
) -> dict[str, float]:
    """Return a weight for each word asked for, by the bearers of the words that it may stand for."""
    (last,) = connection.execute("SELECT max(number) FROM customers").fetchone()
    rarity = {}
    for asked, corrections in found.items():
        meant = (bearers[one.word] * one.alike**_LIKELIER_MEANT for one in corrections)
        rarity[asked] = 1 + log(max(last or 1, 1) / max(1.0, *meant, 1.0))
    return rarity


def _common_pairs(
    connection: sqlite3.Connection,
    words: list[str],
    found: dict[str, list[_Correction]],
    bearers: dict[str, int],
) -> list[tuple[str, str]]:
    """Return pairs of words to look up together, as each alone is too common."""
    pairs = [
        (one.alike * other.alike, one.word, other.word)
        for first, second in combinations(dict.fromkeys(words), 2)
        for one, other in product(found[first], found[second])
        if min(bearers[one.word], bearers[other.word]) > _BEARERS
    ]
    pairs += [(1.0, one, other) for word in words for one, other in _halves(connection, word)]
    likest = sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2]))[:_MOST_PAIRS]
    return [(one, other) for _, one, other in likest]


def _halves(connection: sqlite3.Connection, word: str) -> list[tuple[str, str]]:
    cuts = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    known = _known(connection, {half for cut in cuts for half in cut})
    return [cut for cut in cuts if known.issuperset(cut)]


def _bearers_of_each(connection: sqlite3.Connection, words: list[str]) -> Iterator[list[int]]:
    for (numbers,) in connection.execute(_BEARERS_OF, (_BEARERS, as_json(words))):
        yield [*map(int, numbers.split(","))] if numbers else []


def _bearers_of_both(
    connection: sqlite3.Connection, pairs: Iterable[tuple[str, str]]
) -> Iterator[list[int]]:
    """Yield the first customers who have both words, for each pair.

    Two lists that are read through are compared in a fifth of the time that it takes to look up
    each customer of one in the other.
    """

    def bearers_of(word: str) -> frozenset[int]:
        query = "SELECT customer FROM _name_words WHERE word = ? ORDER BY customer LIMIT ?"
        return frozenset(number for (number,) in connection.execute(query, (word, _PAIR_ROWS)))

    bearers = Memo(bearers_of)
    for one, other in pairs:
        yield sorted(bearers[one] & bearers[other])[:_PAIR_CUSTOMERS]


def _words_of(connection: sqlite3.Connection, customers: Collection[int]) -> dict[int, list[str]]:
    query = f"SELECT customer, word FROM _name_words WHERE customer IN ({_marks(customers)})"
    names: defaultdict[int, list[str]] = defaultdict(list)
    for customer, word in connection.execute(query, [*customers]):
        names[customer].append(word)
    return names


def _likeliest(
    names: dict[int, list[str]], corrections: list[_Correction], rarity: dict[str, float]
) -> list[int]:
    """Return the customers worth comparing in full, judged by the corrections alone."""
    worth: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for one in corrections:
        worth[one.word][one.asked] = one.alike * rarity[one.asked]
    rough: dict[int, float] = {}
    for number, words in names.items():
        best: dict[str, float] = {}
        for word in words:
            for asked, gained in worth.get(word, {}).items():
                best[asked] = max(gained, best.get(asked, 0.0))
        rough[number] = sum(best.values())
    return sorted(rough, key=lambda number: (-rough[number], number))[:_MOST_SCORED]


def _marks(values: Collection[object]) -> str:
    return ",".join("?" * len(values))


def relearn_words(connection: sqlite3.Connection) -> None:
    """Rebuild the index of the words in customers' names."""
    for table in ("_name_words", "_words", "_word_trigrams"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute(_SPELL_NAMES)
    learn_words(connection)


def learn_words(connection: sqlite3.Connection) -> None:
    """Make the words that were added to the vocabulary findable by their trigrams.

    SQLite cuts them itself, as `trigrams` does, in half the time that it takes to be told them.

    Raises:
        LookupError: the index of a damaged file has words that stay new whatever is learned.
    """
    before = ""
    while last := connection.execute(_LAST_TO_LEARN, (_LEARNT_AT_ONCE,)).fetchone()[0]:
        if last <= before:
            raise LookupError(last)
        before = last
        connection.execute(_LEARN_TRIGRAMS, (last,))
        connection.execute("UPDATE _words SET spelled = 1 WHERE spelled = 0 AND word <= ?", (last,))
