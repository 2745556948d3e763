"""Large customer lists in the program's own layout, and pads made of them.

`python -m tests.bench.pads 1000000 out.csv --seed 1` writes a list of so many notes, five on each
customer. The same seed gives the same list, in memory that does not grow with it.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing, contextmanager
from datetime import date, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from prefpad import Pad
from prefpad.db.bulk_write import paused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

TODAY = date(2026, 3, 2)
SEED = 1
NOTES_OF_A_CUSTOMER = 5
MOST_IMPORTED = 1_000_000
"""Larger pads are made of one with so many notes, which has them again and again."""
HEADER = (
    "customer", "id", "phone", "email", "card", "address", "tags", "role", "kind", "topic",
    "stance", "text", "source", "voice", "alert", "on", "by", "every", "confirmed", "author",
)  # fmt: skip
SQUARE = (
    *("Reference ID", "First Name", "Last Name", "Email Address", "Phone Number", "Nickname"),
    *("Company Name", "Street Address 1", "Street Address 2", "City", "State", "Postal Code"),
    *("Birthday", "Memo", "Square Customer ID", "Creation Source", "First Visit", "Last Visit"),
    *("Transaction Count", "Lifetime Spend", "Email Subscription Status", "Instant Profile"),
)


def _words(text: str) -> list[str]:
    return text.split()


GIVEN = _words("""
    Ada Aisha Alice Amir Ana Andrea Anna Antoine Aoife Arthur Beatriz Ben Björn Camille Carlos Chen
    Chidi Chloe Clara Daniel David Declan Diego Elena Elias Elif Ella Emil Emma Eric Eva Farah Felix
    Fiona Florian Frank Freya Gabriel George Grace Hana Hannah Hassan Helen Henry Hugo Ibrahim Ines
    Ingrid Isaac Ivan Jack Jakub James Jana Jasmin Jean Joan John Jonas José Julia Kai Karen Karin
    Kenji Klara Lars Laura Layla Lea Leon Liam Lin Linda Lucas Lucy Luis Magda Malik Marco Margaret
    Maria Marie Mark Marta Martin Mary Matteo Maya Mei Mia Michael Mohamed Nadia Nina Noah Nora
    Olga Oliver Omar Oskar Patrick Paul Peter Petra Pierre Priya Rahul Rebecca Robert Rosa Ruth
    Sam Samira Sara Sean Simon Siobhán Sofia Stefan Susan Tariq Tom Tuva Victor Vera Wei William
    Xavier Yara Yuki Yusuf Zoë Zofia
""")
SURNAMES = _words("""
    Ahmed Almeida Andersson Bakker Bauer Becker Bennett Bianchi Brennan Brown Campbell Carter Chang
    Chen Clarke Cohen Costa Davies Dubois Evans Fernández Fischer García Graf Haddad Hall Hansen
    Harris Hoffmann Hughes Ibrahim Ito Ivanov Jackson Jansen Johnson Jones Kaya Kelly Khan Kim
    Kowalski Kumar Lambert Laurent Lee Lewis Li Lindqvist López MacLeod Martin Martínez Meyer
    Mitchell Moore Morel Morgan Müller Murphy Nagy Nakamura Ng Nguyen Nielsen Novak O'Brien O'Neill
    Okafor Patel Pereira Petit Phillips Popov Reyes Roberts Robinson Rossi Roux Russo Santos Schmidt
    Schneider Sharma Silva Singh Smith Suzuki Tanaka Taylor Thomas Thompson Tran Turner Walker Wang
    Watson Weber White Williams Wilson Wood Wright Yilmaz Young Zhang Zimmermann
""")
SURNAME_BEGINNINGS = _words("""
    Alder Ash Barn Beck Birk Black Bradd Brook Burn Carl Chester Clay Cold Cress Dal Dun East Eck
    Elm Fair Farn Fen Finch Flint Fox Gold Green Grim Hart Hazel Heath Hel Hilde Holm Horn Kalm Kirk
    Lang Lark Linden Lock Lund Mar Marsh Mill Moss Nor Oak Old Pem Pen Quin Rand Raven Red Ridge
    Roth Rush Sand Schon Sea Sel Shel Silver South Stan Stein Stock Strand Sun Thorn Trel Under Wald
    Wal West Whit Wild Win Wolf Wood
""")
SURNAME_ENDINGS = _words("""
    acre bach bank beck berg borne bourne bridge brook burg bury by cliffe combe cote croft dahl
    dale den don er feld field ford forth gate gren hall ham haus heim hill holm holt hurst ing
    land leigh ley lund man mann mark mere mond more mouth ness ridge rose sen shaw shire smith son
    stad stead stein ström thal thorpe thwaite ton ville wald ward water way well wick win wood
    worth
""")

LIKED = {
    "bar": "a seat at the bar|a dry martini|alcohol-free beer",
    "bed": "a firm mattress|the bed by the wall|twin beds",
    "blanket": "a second blanket|the wool blanket|no down",
    "bread": "rye bread|sourdough, toasted|white rolls",
    "breakfast": "breakfast at seven|porridge with honey|eggs over easy",
    "checkout": "a late checkout|paying the evening before|the bill by mail",
    "coffee": "oat flat white|double espresso|filter coffee, black|decaf cappuccino",
    "colour": "warm copper tones|ash blond|nothing with ammonia",
    "contact": "a text message, no calls|calls after six|mail to the office",
    "cut": "two fingers off the tips|short at the sides|layers, no fringe",
    "dessert": "the lemon tart|fruit instead of cake|two spoons",
    "flowers": "white peonies|nothing that smells strongly|tulips in spring",
    "gym": "the key to the gym at six|the rowing machine",
    "heating": "a cool bedroom|the radiator on low|the window open",
    "invoice": "the invoice in two parts|the company's address|a paper receipt",
    "laundry": "shirts on hangers|no starch|back before noon",
    "lighting": "low lights|a reading lamp|the desk lamp on",
    "massage": "firm pressure|the left shoulder first|no oil",
    "milk": "oat milk|whole milk|soy milk|lactose-free milk",
    "music": "no music|quiet jazz|old soul records",
    "newspaper": "the local paper|the weekend edition|crosswords",
    "parking": "the wide bay|a place near the lift|the charger for the car",
    "payment": "card, no cash|monthly account|split in two",
    "pet": "a bowl for the dog|the cat stays at home|ground floor for the dog",
    "pillow": "two hard pillows|a feather pillow|the neck roll",
    "plants": "herbs in pots|easy plants for an office|roses, old kinds",
    "room": "the room on the high floor|the harbour side|far from the lift|the room with a bath",
    "seat": "a window seat|the sofa in the corner|near the door",
    "service": "the yearly service in May|a courtesy car|the old parts kept",
    "size": "medium, wide at the shoulders|42, narrow|long sleeves",
    "snack": "salted almonds|apples in the room|dark chocolate",
    "table": "the corner table|a table outside|the long table for six",
    "tea": "green tea|mint tea|strong black tea with milk",
    "towels": "extra towels|towels every second day|a bath sheet",
    "water": "still water|sparkling with lemon|a jug without ice",
    "wine": "dry white|the house red|a glass, never a bottle",
}  # fmt: skip
NEEDED = {
    "access": "no stairs|a chair with arms|a lift that fits the scooter|large print",
    "allergy": "allergic to walnuts|no shellfish|penicillin|latex gloves|hair dye without PPD",
    "diet": "vegan|no pork|gluten-free|low salt",
    "medication": "a fridge for insulin|meals at fixed hours",
}  # fmt: skip
TURNS = (
    "", "", " in the morning", " when it is quiet here", " as last time", " on the first day",
    " if there is time for it", " whenever the family comes along", " for two", " after work",
    " all through the winter", " and asked twice about it when we forgot",
    ", said so at the door before we could ask", ", no need to ask again at weekends",
    ", and it need not be the expensive one", ", the colleague at the other desk knows how",
)  # fmt: skip
PASSING = {
    "want": "this time {}",
    "mood": "cheered up over {}",
    "problem": "did not get {}, for the second time",
    "promise": "we see to it: {}",
    "extra": "on the house: {}",
    "praise": "praised Jo: {}",
    "fact": "sent by a friend who also likes {}",
    "other": "spoke of {} for a while",
}
SOURCES = ("told", "observed", "relayed")
AUTHORS = ("Ana", "Jo", "Piet", "Mina", "Tom", "")
TAGS = ("guest/business/frequent", "guest/business", "guest/leisure", "newsletter", "regular", "")
INTERVALS = ("6 months", "90 days", "1 year", "2 weeks")


def rows(notes: int, seed: int = SEED, first: int = 1) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a list under `HEADER`.

    Args:
        notes: how many rows.
        seed: of all that is drawn.
        first: the number of the first customer, on whom ids, phones and e-mails depend.
    """
    draw = random.Random(seed)
    customers = (_rows_of(draw, number) for number in range(first, sys.maxsize))
    yield from islice(chain.from_iterable(customers), notes)


def _rows_of(draw: random.Random, number: int) -> Iterator[tuple[str, ...]]:
    given, surname = draw.choice(GIVEN), _surname(draw)
    name, code = f"{given} {surname}", f"G-{number:07}"
    bare = "".join(letter for letter in surname.lower() if letter.isascii() and letter.isalpha())
    mixed = number * 7_654_321 % 100_000_000
    who = (
        name,
        code,
        f"+44 7{mixed:08}" if draw.random() < 0.8 else "",
        f"{given[0].lower()}.{bare}{number}@example.com" if draw.random() < 0.6 else "",
        f"{number + 10_000}" if draw.random() < 0.2 else "",
        f"{draw.choice(('Mr.', 'Ms.', 'Dr.'))} {surname}",
        draw.choice(TAGS),
        "",
    )
    topics = draw.sample([*LIKED, *NEEDED], NOTES_OF_A_CUSTOMER)
    yield (*who, *_note(draw, topics[0]))
    again = (name, code, *[""] * (len(who) - 2))
    for topic in topics[1:]:
        yield (*again, *_note(draw, topic))


def _surname(draw: random.Random) -> str:
    chance = draw.random()
    if chance < 0.4:
        return draw.choice(SURNAMES)
    middle = draw.choice(SURNAME_BEGINNINGS).lower() if chance < 0.55 else ""
    return draw.choice(SURNAME_BEGINNINGS) + middle + draw.choice(SURNAME_ENDINGS)


def _note(draw: random.Random, topic: str) -> tuple[str, ...]:
    text = draw.choice((LIKED.get(topic) or NEEDED[topic]).split("|")) + draw.choice(TURNS)
    chance = draw.random()
    asked_again = topic in NEEDED or chance < 0.75
    kind = "need" if topic in NEEDED else "preference"
    if not asked_again:
        kind = draw.choice(tuple(PASSING))
        text = PASSING[kind].format(text)
    alert = topic == "allergy"
    (source,) = draw.choices(SOURCES, (70, 20, 10))
    noted_on = TODAY - timedelta(days=int(draw.triangular(1, 1500, 200)))
    confirmed = asked_again and source == "told" and draw.random() < 0.4
    by = kind in {"want", "problem", "promise"}
    return (
        kind,
        topic,
        draw.choice(("likes", "likes", "dislikes")) if kind == "preference" else "",
        text,
        source,
        "private" if not alert and draw.random() < 0.03 else "",
        "yes" if alert else "",
        noted_on.isoformat(),
        (TODAY + timedelta(days=draw.randint(-30, 60))).isoformat() if by else "",
        draw.choice(INTERVALS) if asked_again and draw.random() < 0.03 else "",
        _between(draw, noted_on).isoformat() if confirmed else "",
        draw.choice(AUTHORS),
    )


def _between(draw: random.Random, noted_on: date) -> date:
    return noted_on + timedelta(days=draw.randint(0, (TODAY - noted_on).days))


def people(count: int, seed: int = SEED) -> Iterator[tuple[str, ...]]:
    """Yield the rows of an export of Square's with so many people, as drawn from a seed."""
    draw = random.Random(seed)
    for number in range(count):
        given, surname = draw.choice(GIVEN), _surname(draw)
        came = TODAY - timedelta(days=draw.randint(200, 1500))
        note = draw.choice(LIKED[draw.choice([*LIKED])].split("|")) + draw.choice(TURNS)
        born = date(draw.randint(1940, 2005), draw.randint(1, 12), draw.randint(1, 28))
        yield (
            *("", given, surname, f"{given[0].lower()}{number}@example.com"),
            f"+44 7{number * 7_654_321 % 100_000_000:08}",
            *(
                "",
                "",
                f"{draw.randint(1, 400)} High Street",
                "",
                "Winfield",
                "",
                f"{10000 + number}",
            ),
            born.isoformat() if draw.random() < 0.3 else "",
            note if draw.random() < 0.5 else "",
            f"SQ{number:08}",
            *("Directory", came.isoformat(), _between(draw, came).isoformat()),
            *(f"{draw.randint(1, 60)}", f"${draw.randint(5, 900)}.00"),
            draw.choice(("subscribed", "unsubscribed")),
            "No",
        )


def kept_people(count: int, seed: int = SEED) -> Path:
    """Return an export of Square's in the cache folder, written if it is not there yet."""

    def write(new: Path) -> None:
        _write(new, SQUARE, people(count, seed))

    return _kept(_cache(repr([*people(1000)]).encode()) / f"people-{count}-{seed}.csv", write)


def kept_different(notes: int) -> Path:
    """Return a list in our own layout in the cache folder of which no two texts are the same."""
    at = HEADER.index("text")

    def write(new: Path) -> None:
        all_rows = enumerate(rows(notes))
        different = (
            (*row[:at], f"{row[at]}, table {one}", *row[at + 1 :]) for one, row in all_rows
        )
        _write(new, HEADER, different)

    return _kept(_cache(_drawing()) / f"different-{notes}.csv", write)


def _write(path: Path, header: Sequence[str], found: Iterable[Sequence[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(found)


def write_list(path: Path, notes: int, seed: int = SEED, first: int = 1) -> None:
    """Write a list as CSV, as `rows` draws it."""
    _write(path, HEADER, rows(notes, seed, first))


def kept_list(notes: int, seed: int = SEED, first: int = 1) -> Path:
    """Return a list in the cache folder, written if it is not there yet."""
    path = _cache(_drawing()) / f"{notes}-{seed}-{first}.csv"
    return _kept(path, lambda new: write_list(new, notes, seed, first))


def kept_pad(notes: int, seed: int = SEED) -> Path:
    """Return a pad of so many notes in the cache folder, filled if it is not there yet."""

    def fill(new: Path) -> None:
        times, left = divmod(notes, MOST_IMPORTED)
        if times > 1 and not left:
            shutil.copy(kept_pad(MOST_IMPORTED, seed), new)
            multiply(new, times)
            return
        with Pad(new, today=TODAY, create=True) as pad:
            report = pad.import_file(kept_list(notes, seed))
        if report.rejected:
            raise SystemExit(f"The importer rejected {report.rejected} rows: {report.problems[0]}")

    return _kept(_cache(_drawing() + _schema()) / f"{notes}-{seed}.db", fill)


_NEW = "(customer + :copy * :people)"
_FIGURES = f"printf('%08d', {_NEW} * 7654321 % 100000000)"
_NEW_EMAIL = f"customer || '@', {_NEW} || '@'"
_HANDLES_OF_A_COPY = {
    "value": f"""CASE kind WHEN 'id' THEN printf('G-%07d', {_NEW}) WHEN 'phone' THEN '+44 7' || {_FIGURES}
        WHEN 'card' THEN printf('%d', {_NEW} + 10000)
        WHEN 'email' THEN replace(value, {_NEW_EMAIL}) ELSE value END""",
    "key": f"""CASE kind WHEN 'id' THEN printf('g%07d', {_NEW}) WHEN 'phone' THEN '447' || {_FIGURES}
        WHEN 'card' THEN printf('%d', {_NEW} + 10000)
        WHEN 'email' THEN replace(key, {_NEW_EMAIL}) ELSE key END""",
    "tail": f"CASE kind WHEN 'phone' THEN reversed('447' || {_FIGURES}) END",
}
"""The handles that `rows` would have drawn for a later customer."""


def multiply(path: Path, times: int) -> None:
    """Have every customer of a pad so many times, under other numbers, ids, phones and e-mails.

    A pad of 10,000,000 notes is there in a quarter of the time that its import would take.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.create_function("reversed", 1, lambda text: text[::-1])
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -500000"):
            connection.execute(f"PRAGMA {pragma}")
        made = connection.execute(
            "SELECT name FROM sqlite_schema"
            " WHERE type IN ('index', 'trigger') AND sql <> '' AND name NOT LIKE '%sqlite%'"
        ).fetchall()
        with paused(connection, [name for (name,) in made]):
            (people,) = connection.execute("SELECT max(number) FROM customers").fetchone()
            for table in ("customers", "tags", "handles", "notes", "_rhythms", "_name_words"):
                _copy_rows(connection, table, people, times)
        for command in ("rebuild", "optimize"):
            connection.execute("INSERT INTO notes_search(notes_search) VALUES (?)", (command,))
        sums = ", ".join(
            f"{sum_} = {sum_} * {times}" for sum_ in ("customers", "visit_days", "first_days")
        )
        connection.execute(f"UPDATE _visit_totals SET {sums}")
        connection.execute("PRAGMA journal_mode = DELETE")


def _copy_rows(connection: sqlite3.Connection, table: str, people: int, times: int) -> None:
    info = connection.execute(f"PRAGMA table_xinfo({table})").fetchall()
    columns = [name for _, name, *_, hidden in info if not hidden]
    rows = 0
    if "number" in columns:
        (rows,) = connection.execute(f"SELECT max(number) FROM {table}").fetchone()
    values = {"number": "number + :copy * :rows", "customer": _NEW}
    values |= _HANDLES_OF_A_COPY if table == "handles" else {}
    whose = "number" if table == "customers" else "customer"
    for copy in range(1, times):
        connection.execute(
            f"INSERT INTO {table} ({', '.join(columns)})"
            f" SELECT {', '.join(values.get(name, name) for name in columns)}"
            f" FROM {table} WHERE {whose} <= :people",
            {"copy": copy, "people": people, "rows": rows},
        )


@contextmanager
def pad_to_write(notes: int) -> Iterator[Path]:
    """Lend a copy of a kept pad, to be written to."""
    with tempfile.TemporaryDirectory(prefix="prefpad-bench-") as folder:
        yield Path(shutil.copy(kept_pad(notes), folder))


def _drawing() -> bytes:
    """Return what changes when lists are drawn differently."""
    return repr([*rows(1000)]).encode()


def _schema() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        Pad.make(path := Path(folder, "empty.db"))
        with closing(sqlite3.connect(path)) as connection:
            return repr(connection.execute("SELECT sql FROM sqlite_master").fetchall()).encode()


def _cache(made_by: bytes) -> Path:
    version = hashlib.sha256(made_by).hexdigest()[:12]
    folder = Path(tempfile.gettempdir(), "prefpad-bench", version)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _kept(path: Path, make: Callable[[Path], None]) -> Path:
    if not path.exists():
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            new = Path(folder, path.name)
            make(new)
            new.replace(path)
    return path


def main(arguments: list[str]) -> None:
    """Write a list as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.pads", description=__doc__)
    parser.add_argument("notes", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args(arguments)
    write_list(chosen.file, chosen.notes, chosen.seed)


if __name__ == "__main__":
    main(sys.argv[1:])
