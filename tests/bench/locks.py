"""How long a command that writes much keeps other terminals from reading and from writing.

`python -m tests.bench.locks` does each with 50,000 rows; another number can be named, and the names
of some. Another program asks the pad every few milliseconds meanwhile, without waiting; `tills` has
eight terminals add notes, twenty each at least, from the start of an import to its end.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from prefpad import Pad
from prefpad.domain.errors import PadBusy
from tests.bench.pads import TODAY, kept_list, kept_people
from tests.bench.timing import Row, print_table, timed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.synchronize import Event

    Prepare = Callable[[Path, int], None]
    Work = Callable[[Pad, Path, int], object]

ROWS = 50_000
LONGEST_FOR_A_READER = 1.0
LONGEST_FOR_A_WRITER = 3.0
_PAUSE = 0.004
_READ = "SELECT 1 FROM customers LIMIT 1"
_WRITE = "BEGIN IMMEDIATE"


class Kept(NamedTuple):
    """The longest time in seconds that others could not read, and that they could not write."""

    reading: float
    writing: float


def watch(path: str, to: Connection) -> None:
    """Ask the pad again and again until told to stop, and send the longest times in vain."""
    longest = {_READ: 0.0, _WRITE: 0.0}
    since: dict[str, float] = {}
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as pad:
        to.send("ready")
        while not to.poll(_PAUSE):
            for asked, before in longest.items():
                now = time.perf_counter()
                try:
                    pad.execute(asked).fetchall()
                    if pad.in_transaction:
                        pad.execute("ROLLBACK")
                    begun = since.pop(asked, now)
                except sqlite3.OperationalError:
                    begun = since.setdefault(asked, now)
                longest[asked] = max(before, now - begun)
    to.send(Kept(longest[_READ], longest[_WRITE]))


@contextmanager
def watched(path: Path, found: list[Kept]) -> Iterator[None]:
    """Add to `found` how long others were kept out meanwhile."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    watcher = context.Process(target=watch, args=(str(path), theirs))
    watcher.start()
    ours.recv()
    try:
        yield
    finally:
        ours.send("stop")
        found.append(ours.recv())
        watcher.join()


def _nothing(_: Path, __: int) -> None:
    pass


def _own_list(path: Path, rows: int) -> None:
    with Pad(path, today=TODAY) as pad:
        pad.import_file(kept_list(rows))


def _square_list(path: Path, rows: int) -> None:
    with Pad(path, today=TODAY) as pad:
        pad.import_file(kept_people(rows))


def _one_with_many(path: Path, rows: int) -> None:
    """Let one customer have so many notes, half of them wants of long ago, and another one note."""
    file = path.with_suffix(".csv")
    lines = (f"Sam Smith,{('want', 'fact')[one % 2]},wish {one},2020-01-05" for one in range(rows))
    file.write_text("\n".join(("customer,kind,text,on", *lines, "Ann Lee,fact,milk,2020-01-05")))
    with Pad(path, today=TODAY) as pad:
        pad.import_file(file)


def _merged(path: Path, rows: int) -> None:
    _one_with_many(path, rows)
    with Pad(path, today=TODAY) as pad:
        pad.merge("Ann Lee", "Sam Smith")


def _backed_up(path: Path, rows: int) -> None:
    _own_list(path, rows)
    with Pad(path, today=TODAY) as pad:
        pad.backup(path.with_name("backup.db"))


WORK: dict[str, tuple[Prepare, Work]] = {
    "import": (_nothing, lambda pad, _, rows: pad.import_file(kept_list(rows))),
    "undo": (_own_list, lambda pad, _, __: pad.undo_import()),
    "import-square": (_nothing, lambda pad, _, rows: pad.import_file(kept_people(rows))),
    "undo-square": (_square_list, lambda pad, _, __: pad.undo_import()),
    "merge": (_one_with_many, lambda pad, _, __: pad.merge("Ann Lee", "Sam Smith")),
    "undo-merge": (_merged, lambda pad, _, __: pad.undo()),
    "forget": (_one_with_many, lambda pad, _, __: pad.forget("Sam Smith")),
    "tidy": (_one_with_many, lambda pad, _, __: pad.tidy()),
    "restore": (
        _backed_up,
        lambda _, path, __: Pad.restore(path, path.with_name("backup.db"), today=TODAY),
    ),
}


def figures(name: str, rows: int) -> list[Row]:
    """Return how long one kind of work kept others from reading and from writing."""
    prepare, work = WORK[name]
    found: list[Kept] = []
    cpu: list[float] = []
    with tempfile.TemporaryDirectory(prefix="prefpad-bench-") as folder:
        path = Path(folder, "pad.db")
        Pad.make(path)
        prepare(path, rows)
        with watched(path, found), timed(cpu), Pad(path, today=TODAY) as pad:
            started = time.perf_counter()
            work(pad, path, rows)
            taken = time.perf_counter() - started
    (kept,) = found
    detail = f"of {taken:.2f} s"
    return [
        Row(f"{name}: no reading for", detail, kept.reading, LONGEST_FOR_A_READER, "{:.2f} s"),
        Row(f"{name}: no writing for", detail, kept.writing, LONGEST_FOR_A_WRITER, "{:.2f} s"),
        Row(f"{name}: CPU while nobody writes", "", max(cpu, default=0), None, "{:.2f} s"),
    ]


class Tills(NamedTuple):
    """How many tills there are, what each adds at least, and the seconds between two notes."""

    many: int
    notes: int
    between: float


A_SHOP = Tills(many=8, notes=20, between=0.2)


def note(path: str, till: int, tills: Tills, over: Event, to: Connection) -> None:
    """Add notes as a till does until all is over, and send how long each took."""
    taken: list[float] = []
    refused = 0
    to.send("ready")
    to.recv()
    for number in count():
        if over.is_set() and number >= tills.notes:
            break
        started = time.perf_counter()
        try:
            with Pad(Path(path), today=TODAY, author=f"till {till}") as pad:
                pad.recall("@1")
                pad.add(f"Guest {till}", f"wish {number}", new=number == 0)
        except PadBusy:
            refused += 1
        taken.append(time.perf_counter() - started)
        time.sleep(tills.between)
    to.send((taken, refused))


def beside_tills(rows: int, tills: Tills = A_SHOP) -> list[Row]:
    """Return what tills go through that add notes beside an import."""
    context = get_context("spawn")
    over = context.Event()
    found: list[Kept] = []
    ours, theirs = zip(*(context.Pipe() for _ in range(tills.many)), strict=True)
    with tempfile.TemporaryDirectory(prefix="prefpad-bench-") as folder:
        path = Path(folder, "pad.db")
        Pad.make(path)
        with Pad(path, today=TODAY) as pad:
            pad.add("Sam Smith", "coffee: latte", new=True)
        adding = [
            context.Process(target=note, args=(str(path), till, tills, over, pipe))
            for till, pipe in enumerate(theirs)
        ]
        for till in adding:
            till.start()
        for pipe in ours:
            pipe.recv()
        with watched(path, found), Pad(path, today=TODAY) as pad:
            for pipe in ours:
                pipe.send("go")
            pad.import_file(kept_list(rows))
            over.set()
        answers = [pipe.recv() for pipe in ours]
        for till in adding:
            till.join()
        with Pad(path, today=TODAY) as pad:
            kept = sum(len(pad.notes(f"Guest {till}")) for till in range(tills.many))
    (others,) = found
    all_of_them = sum(len(taken) for taken, _ in answers)
    slowest = max(max(taken) for taken, _ in answers)
    lost = all_of_them - kept - sum(refused for _, refused in answers)
    return [
        Row("notes refused", f"of {all_of_them}", sum(one for _, one in answers), 0, "{:.0f}"),
        Row("notes lost", "", lost, 0, "{:.0f}"),
        Row("the slowest recall and note", "", slowest, LONGEST_FOR_A_WRITER, "{:.2f} s"),
        Row("no reading for", "", others.reading, LONGEST_FOR_A_READER, "{:.2f} s"),
    ]


def main(arguments: list[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.locks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*WORK, "tills", []], metavar="NAME")
    parser.add_argument("--rows", type=int, default=ROWS)
    chosen = parser.parse_args(arguments)
    for name in chosen.names or [*WORK, "tills"]:
        if name == "tills":
            title = f"{A_SHOP.many} tills beside an import of {chosen.rows:,} rows"
            print_table(title, beside_tills(chosen.rows))
        else:
            print_table(f"Others beside {name}, {chosen.rows:,} rows", figures(name, chosen.rows))


if __name__ == "__main__":
    main(sys.argv[1:])
