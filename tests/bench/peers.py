"""How long it takes to look a person up, beside what else a shop could keep its notes in.

`python -m tests.bench.peers` installs the other programs in an environment that is thrown away after,
unless `--programs FOLDER` names one that has them, and asks each for a person's note among 1,000 and
100,000 people. abook is taken from the system. What is not there is skipped, and named.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from prefpad import Pad
from tests.bench.growth import as_table, write_section
from tests.bench.pads import SQUARE, TODAY, kept_people, people
from tests.bench.timing import Run, over, print_table, program, run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.bench.timing import Row

SIZES = (1_000, 100_000)
ROUNDS = 5
LONGEST = 60
"""Seconds after which a program is not waited for."""
_WHAT_IS_ASKED = """Looking one person up among so many, times the same with our `recall`."""
PACKAGES = ("sqlite-utils", "jrnl", "buku", "khard", "todoman")


class Person(NamedTuple):
    """Somebody to keep a note on."""

    name: str
    email: str
    phone: str
    note: str


class Peer(NamedTuple):
    """Another program.

    Attributes:
        name: what it is called.
        does: what it does that is nearest to `recall`.
        command: the file that is run.
        fill: writes people where the program looks for them, into a folder.
        line: what is typed after the command, from that folder and the number and name of a person.
        variables: what the program finds in its environment, from that folder.
    """

    name: str
    does: str
    command: str
    fill: Callable[[Path, Sequence[Person]], None]
    line: Callable[[Path, int, str], list[str]]
    variables: Callable[[Path], dict[str, str]] = lambda _: {}


def crowd(count: int) -> list[Person]:
    """Return so many people, each with a note."""
    rows = (dict(zip(SQUARE, row, strict=True)) for row in people(count))
    return [
        Person(
            f"{row['First Name']} {row['Last Name']}",
            row["Email Address"],
            row["Phone Number"],
            row["Memo"] or "comes without an appointment",
        )
        for row in rows
    ]


def _fill_table(folder: Path, everybody: Sequence[Person]) -> None:
    with closing(sqlite3.connect(folder / "people.db")) as connection, connection:
        connection.execute("CREATE TABLE people(name, email, phone, note)")
        connection.executemany("INSERT INTO people VALUES (?, ?, ?, ?)", everybody)
        connection.execute("CREATE INDEX people_by_name ON people(name)")


def _fill_journal(folder: Path, everybody: Sequence[Person]) -> None:
    day = date(2020, 1, 1).isoformat()
    entries = "\n\n".join(f"[{day} 09:00] {one.name}: {one.note}" for one in everybody)
    (folder / "journal.txt").write_text(f"{entries}\n", encoding="utf-8")
    (folder / "jrnl.yaml").write_text(
        f"colors: {{body: none, date: none, tags: none, title: none}}\n"
        f"default_hour: 9\ndefault_minute: 0\neditor: ''\nencrypt: false\nhighlight: false\n"
        f"indent_character: '|'\njournals:\n  default:\n    journal: {folder / 'journal.txt'}\n"
        f"linewrap: 79\ntagsymbols: '@'\ntemplate: false\ntimeformat: '%Y-%m-%d %H:%M'\n"
        f"display_format: short\nversion: v9\n",
        encoding="utf-8",
    )


def _fill_bookmarks(folder: Path, everybody: Sequence[Person]) -> None:
    (folder / "buku").mkdir()
    with closing(sqlite3.connect(folder / "buku" / "bookmarks.db")) as connection, connection:
        connection.execute(
            "CREATE TABLE bookmarks(id INTEGER PRIMARY KEY, URL TEXT NOT NULL UNIQUE,"
            " metadata TEXT DEFAULT '', tags TEXT DEFAULT ',', desc TEXT DEFAULT '',"
            " flags INTEGER DEFAULT 0)"
        )
        connection.executemany(
            "INSERT INTO bookmarks(URL, metadata, desc) VALUES (?, ?, ?)",
            ((f"mailto:{one.email}", one.name, one.note) for one in everybody),
        )


def _fill_address_cards(folder: Path, everybody: Sequence[Person]) -> None:
    cards = folder / "cards"
    cards.mkdir()
    for number, one in enumerate(everybody):
        given, _, surname = one.name.partition(" ")
        (cards / f"{number}.vcf").write_text(
            f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{number}\r\nFN:{one.name}\r\n"
            f"N:{surname};{given};;;\r\nEMAIL:{one.email}\r\nTEL:{one.phone}\r\n"
            f"NOTE:{one.note}\r\nEND:VCARD\r\n",
            encoding="utf-8",
        )
    (folder / "khard.conf").write_text(f"[addressbooks]\n[[people]]\npath = {cards}\n")


def _fill_tasks(folder: Path, everybody: Sequence[Person]) -> None:
    tasks = folder / "tasks" / "people"
    tasks.mkdir(parents=True)
    for number, one in enumerate(everybody):
        (tasks / f"{number}.ics").write_text(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\nBEGIN:VTODO\r\n"
            f"UID:{number}\r\nDTSTAMP:20200101T090000Z\r\nSUMMARY:{one.name}\r\n"
            f"DESCRIPTION:{one.note}\r\nEND:VTODO\r\nEND:VCALENDAR\r\n",
            encoding="utf-8",
        )
    (folder / "todoman.py").write_text(
        f'path = "{folder}/tasks/*"\ncache_path = "{folder}/cache.sqlite3"\n', encoding="utf-8"
    )


def _fill_address_book(folder: Path, everybody: Sequence[Person]) -> None:
    entries = "\n".join(
        f"[{number}]\nname={one.name}\nemail={one.email}\nphone={one.phone}\nnotes={one.note}\n"
        for number, one in enumerate(everybody)
    )
    (folder / "addressbook").write_text(
        f"[format]\nprogram=abook\nversion=0.6.1\n\n{entries}", encoding="utf-8"
    )


PEERS = (
    Peer("abook", "query", "abook", _fill_address_book,
         lambda at, _, name: ["--datafile", str(at / "addressbook"), "--mutt-query", name]),
    Peer("sqlite-utils", "query by an index", "sqlite-utils", _fill_table,
         lambda at, _, name: [str(at / "people.db"), "select * from people where name = :name",
                              "-p", "name", name]),
    Peer("jrnl", "entries with a name", "jrnl", _fill_journal,
         lambda at, _, name: ["--config-file", str(at / "jrnl.yaml"), "-contains", name]),
    Peer("buku", "search", "buku", _fill_bookmarks,
         lambda _, __, name: ["--np", "--nostdin", "--sall", *name.split()],
         lambda at: {"XDG_DATA_HOME": str(at)}),
    Peer("khard", "show", "khard", _fill_address_cards,
         lambda at, _, name: ["-c", str(at / "khard.conf"), "show", name]),
    Peer("todoman", "show", "todo", _fill_tasks,
         lambda at, number, _: ["--config", str(at / "todoman.py"), "show", str(number)]),
)  # fmt: skip


def install(folder: Path) -> None:
    """Install the other programs, and name those that could not be."""
    venv.create(folder, with_pip=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    for package in PACKAGES:
        if subprocess.run([*pip, package], capture_output=True, check=False).returncode:
            print(f"{package} could not be installed, so it is skipped.")


def find(peer: Peer, programs: Path) -> str | None:
    """Return the file of a program: from the environment, or else from the system."""
    return shutil.which(peer.command, path=programs / "bin") or shutil.which(peer.command)


def make_pad(path: Path, count: int) -> Path:
    """Make a pad of so many people."""
    with Pad(path, today=TODAY, create=True) as pad:
        pad.import_file(kept_people(count))
    return path


def beside(peer: Peer, file: str, pad: Path, count: int, rounds: int) -> Row | str:
    """Return how long another program takes over our recall, or why that is not known."""
    everybody = crowd(count)
    how_many = Counter(one.name for one in everybody)
    asked = [(at, one.name) for at, one in enumerate(everybody, 1) if how_many[one.name] == 1]
    theirs: list[Run] = []
    ours: list[Run] = []
    with tempfile.TemporaryDirectory(prefix="prefpad-bench-") as name:
        folder = Path(name)
        peer.fill(folder, everybody)
        for at in range(rounds + 1):
            number, person = asked[at * len(asked) // (rounds + 1)]
            line = ["timeout", str(LONGEST), file, *peer.line(folder, number, person)]
            try:
                theirs.append(run(line, {"HOME": name, **peer.variables(folder)}))
            except SystemExit as failure:
                late = "failed with 124" in str(failure)
                return f"over {LONGEST} s" if late else f"failed: {failure}"
            recall = [program("prefpad"), "--db", str(pad), "recall", person, "--format", "table"]
            ours.append(run(recall))
    row = over(f"{peer.name}, {peer.does}", theirs[1:], ours[1:], None)
    return row._replace(megabytes=None)


def main(arguments: Sequence[str]) -> None:
    """Print how long the others take over our recall, and write it into the page if asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.peers", description=__doc__)
    parser.add_argument("people", type=int, nargs="*", default=SIZES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--programs", type=Path)
    parser.add_argument("--page", action="store_true")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="prefpad-bench-") as folder:
        programs = chosen.programs or Path(folder)
        if chosen.programs is None:
            install(programs)
        pads = {count: make_pad(Path(folder, f"{count}.db"), count) for count in chosen.people}
        table = []
        for peer in PEERS:
            file = find(peer, programs)
            if file is None:
                print(f"{peer.name} is not installed, so it is skipped.")
                continue
            found = [beside(peer, file, pad, count, chosen.rounds) for count, pad in pads.items()]
            for count, row in zip(chosen.people, found, strict=True):
                title = f"Among {count:,} people, over our recall"
                print_table(title, [] if isinstance(row, str) else [row])
                if isinstance(row, str):
                    print(f"  {peer.name}: {row}")
            cells = [row if isinstance(row, str) else f"{row.figure:.2f} x" for row in found]
            table.append((f"{peer.name}, {peer.does}", *cells))
            if chosen.page:
                head = ("program", *(f"{count:,}" for count in chosen.people))
                write_section(
                    "Beside other programs", f"{_WHAT_IS_ASKED}\n\n{as_table(head, table)}"
                )


if __name__ == "__main__":
    main(sys.argv[1:])
