from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from itertools import product
from string import ascii_lowercase
from typing import TYPE_CHECKING

import pytest

from prefpad.customers.fuzzy_match import GOOD_ENOUGH, NEAR_MISS, likeness, trigrams
from prefpad.customers.fuzzy_search import learn_words, suggestions
from prefpad.db.connection import create
from prefpad.domain.normalize import name_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Pad = Callable[..., sqlite3.Connection]

TABLES = """
CREATE TABLE customers(number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL) STRICT;
CREATE TABLE _name_words(word TEXT NOT NULL, customer INTEGER NOT NULL, PRIMARY KEY(word, customer))
    STRICT, WITHOUT ROWID;
CREATE INDEX name_words_by_customer ON _name_words(customer);
CREATE TABLE _words(word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE _word_trigrams(trigram TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY(trigram, word))
    STRICT, WITHOUT ROWID;
"""
GIVEN = """
    Alexander Benedict Caroline Danielle Emmanuel Florence Gabriella Henrietta Isabella
    Jonathan Katharine Leopold Madeleine Nathaniel Ophelia Patricia Rosalind
"""
SURNAMES = """
    Abernathy Blackwood Castellano Donaldson Eastwood Fitzpatrick Greenhalgh Harrington Isherwood
    Jermolajew Kirkpatrick Lombardi Montgomery Nakahara Oppenheim Pendleton Quilliam Rawlinson
"""
PAIRS = [*product(GIVEN.split(), SURNAMES.split())]
DRAW = random.Random(20)
PEOPLE = DRAW.sample([" ".join(pair) for pair in PAIRS], 300)


@pytest.fixture
def pad() -> Iterator[Pad]:
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)

    def filled(*names: str) -> sqlite3.Connection:
        for name in names:
            number = connection.execute("INSERT INTO customers(name) VALUES (?)", (name,)).lastrowid
            for word in set(name_words(name)):
                connection.execute("INSERT INTO _name_words VALUES (?, ?)", (word, number))
                connection.execute("INSERT OR IGNORE INTO _words VALUES (?)", (word,))
                connection.executemany(
                    "INSERT OR IGNORE INTO _word_trigrams VALUES (?, ?)",
                    ((trigram, word) for trigram in trigrams(word)),
                )
        return connection

    yield filled
    connection.close()


def misspelt(name: str, draw: random.Random) -> str:
    at = draw.choice([at for at in range(1, len(name) - 2) if name[at].isalpha()])
    slip = draw.choice(["out", "in", "for", "swapped"])
    letter = draw.choice("aeinorst")
    if slip == "swapped":
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + ("" if slip == "out" else letter) + name[at + (slip != "in") :]


def numbers(found: list[tuple[int, float]]) -> list[int]:
    return [number for number, _ in found]


@pytest.mark.parametrize(
    "typed",
    [
        "Sam Smyth",
        "smiht sam",
        "Sma Smith",
        "Smyth",
        "Sam Smi th",
        "SAM SMITHH",
        "Sam Brown",
        "Samuel Smith",
        "S Smith",
    ],
)
def test_sam_smith_is_found_by(typed: str, pad: Pad) -> None:
    connection = pad("Olga Petrova", "Sam Smith", "Rosalind Quilliam")
    assert numbers(suggestions(connection, typed)) == [2]


@pytest.mark.parametrize(
    ("held", "typed"),
    [
        ("Mary Ann Smith", "Maryann Smith"),
        ("Maryann Smith", "Mary Ann Smith"),
        ("Łukasz Müller", "Lukas Muler"),
        ("王小明", "王晓明"),
        ("Al Li", "Al Lu"),
        ("Siobhán O'Brien", "Siobhan Obrian"),
        ("Алексей Иванов", "Алексй Иванов"),
    ],
)
def test_a_name_is_found_however_it_is_written(held: str, typed: str, pad: Pad) -> None:
    connection = pad("Olga Petrova", held)
    assert numbers(suggestions(connection, typed)) == [2]


@pytest.mark.parametrize(
    "typed", ["Zbigniew Wojcik", "Sem Quark Zolt", "", "  ", "-", "'; DROP TABLE words", "☕☕"]
)
def test_nobody_is_suggested_for_a_name_like_none_on_the_pad(typed: str, pad: Pad) -> None:
    connection = pad("Sam Smith", "Olga Petrova", *PEOPLE)
    assert suggestions(connection, typed) == []


def test_nobody_is_suggested_on_an_empty_pad(pad: Pad) -> None:
    assert suggestions(pad(), "Sam Smith") == []


def test_a_slip_in_a_name_leads_to_its_bearer(pad: Pad) -> None:
    connection = pad(*PEOPLE)
    draw = random.Random(4)
    for number, name in enumerate(PEOPLE, 1):
        typed = misspelt(name, draw)
        (first, alike), *_ = suggestions(connection, typed)
        assert (first, alike >= NEAR_MISS) == (number, True), typed


def test_the_likeness_told_is_that_of_the_names(pad: Pad) -> None:
    connection = pad(*PEOPLE)
    found = suggestions(connection, "Jonathon Montgomry", limit=20)
    assert len(found) > 5
    for number, alike in found:
        words = name_words(PEOPLE[number - 1])
        assert alike == pytest.approx(likeness(["jonathon", "montgomry"], words))
        assert alike >= GOOD_ENOUGH


def test_a_customer_is_found_by_the_rare_word_when_the_common_one_is_wrong(pad: Pad) -> None:
    connection = pad(*(f"Thomas {name}" for name in SURNAMES.split()), "Hannah Egan")
    assert numbers(suggestions(connection, "Thomas Egan"))[0] == len(SURNAMES.split()) + 1


def test_a_near_miss_stands_before_a_rare_word_that_is_right(pad: Pad) -> None:
    connection = pad(*(f"Tom {name}" for name in SURNAMES.split()), "Egan", "Tom Egon", "Tim Egan")
    found = suggestions(connection, "Tom Egan")
    assert [alike >= NEAR_MISS for _, alike in found] == [True, True, False, False, False]


def test_namesakes_stand_by_number(pad: Pad) -> None:
    connection = pad("Olga Petrova", "Sam Smith", "Sam Smith", "Sam Smith")
    assert numbers(suggestions(connection, "Sam Smyth")) == [2, 3, 4]


@pytest.mark.parametrize(("limit", "count"), [(0, 0), (-1, 0), (1, 1), (5, 5), (50, 7)])
def test_no_more_are_suggested_than_asked_for(limit: int, count: int, pad: Pad) -> None:
    connection = pad(*["Sam Smith"] * 7)
    assert len(suggestions(connection, "Sam Smyth", limit)) == count


def test_one_of_many_who_share_each_word_is_found_by_both_words(pad: Pad) -> None:
    marias = [f"Maria {surname}{given}" for given, surname in PAIRS]
    garcias = [f"{given}{surname} Garcia" for given, surname in PAIRS]
    connection = pad(*marias, *garcias, "Maria Garcia")
    found = suggestions(connection, "Marai Gracia")
    assert found[0][0] == len(marias) + len(garcias) + 1


def test_one_of_many_who_share_each_half_of_a_joined_word_is_found(pad: Pad) -> None:
    marys = [f"Mary {surname}{given}" for given, surname in PAIRS]
    anns = [f"Ann {given}{surname}" for given, surname in PAIRS]
    connection = pad(*marys, *anns, "Mary Ann")
    assert numbers(suggestions(connection, "Maryann"))[0] == len(marys) + len(anns) + 1


def test_a_word_is_corrected_among_hundreds_that_begin_alike(pad: Pad) -> None:
    crowd = [f"Maria{a}{b}" for a, b in product(ascii_lowercase, repeat=2)]
    connection = pad(*crowd, "Mariazellerin Smith")
    assert numbers(suggestions(connection, "Mariazelreln Smiht"))[0] == len(crowd) + 1


def test_a_short_word_is_corrected_among_hundreds_that_begin_and_end_alike(pad: Pad) -> None:
    letters = [*product(ascii_lowercase, repeat=2)]
    begin = [f"S{a}{b}" for a, b in letters if {a, b} != {"d", "y"}]
    connection = pad("Syd", *begin, *(f"{a}{b}dy" for a, b in letters))
    assert 1 in numbers(suggestions(connection, "Sdy", limit=10))


def test_a_rare_surname_is_found_among_hundreds_of_like_given_names(pad: Pad) -> None:
    crowd = [f"{given}{a} {b}" for given, a, b in product(("Anna", "Hanna"), "abcd", range(100))]
    connection = pad(*crowd, "Hannah Egan")
    assert numbers(suggestions(connection, "Hannaa Egam"))[0] == len(crowd) + 1


def test_an_alias_is_as_good_as_the_name(pad: Pad) -> None:
    connection = pad("Olga Petrova", "Sam Smith")
    for word in ("captain", "kirk"):
        connection.execute("INSERT INTO _words VALUES (?)", (word,))
        connection.execute("INSERT INTO _name_words VALUES (?, 2)", (word,))
        connection.executemany(
            "INSERT INTO _word_trigrams VALUES (?, ?)",
            ((trigram, word) for trigram in trigrams(word)),
        )
    ((number, alike),) = suggestions(connection, "Captian Kirk")
    assert number == 2
    assert alike >= GOOD_ENOUGH


def test_a_text_of_a_megabyte_is_no_name_and_no_trouble(pad: Pad) -> None:
    connection = pad("Sam Smith")
    assert suggestions(connection, "x" * 1_000_000) == []
    assert suggestions(connection, "xyzzy " * 160_000) == []


def test_no_list_of_customers_is_read_in_full(pad: Pad) -> None:
    connection = pad("Sam Smith", "Olga Petrova")
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    suggestions(connection, "Sam Smyth")
    connection.set_trace_callback(None)
    plans = [
        str(step[3])
        for statement in set(seen)
        for step in connection.execute(f"EXPLAIN QUERY PLAN {statement}")
    ]
    assert any(plan.startswith("SEARCH _name_words USING") for plan in plans)
    tables = ("customers", "_name_words", "_words", "_word_trigrams")
    assert not [
        plan for plan in plans if plan.startswith(tuple(f"SCAN {table}" for table in tables))
    ]


def test_a_name_of_many_words_takes_few_statements(pad: Pad) -> None:
    given, family = ("Maria", "Marie", "Marta", "Martin"), ("Smith", "Smythe", "Smits", "Smithson")
    connection = pad(*(f"{one} {other}" for one in given for other in family for _ in range(80)))
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    assert suggestions(connection, "Marai Smiht Marat Smyth Matrin Smist")
    assert len(seen) < 100


def test_words_that_stay_new_whatever_is_learned_end_in_an_error(path: Path) -> None:
    create(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO _words(word) VALUES ('berg')")
        learn_words(connection)
        connection.execute(
            "CREATE TRIGGER forgetful AFTER UPDATE ON _words"
            " BEGIN UPDATE _words SET spelled = 0 WHERE word = new.word; END"
        )
        connection.execute("INSERT INTO _words(word) VALUES ('smith')")
        with pytest.raises(LookupError):
            learn_words(connection)
