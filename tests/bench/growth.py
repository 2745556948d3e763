"""Every floor on pads of each size, and how the commands grow: the figures of `prefpad help speed`.

`python -m tests.bench.growth` measures at 1,000 and 1,000,000 notes and draws how recall, add, due,
search and import grow over four sizes; other sizes can be named, as 10000000. `--only commands` runs
one part, and `--page` writes what was measured into the page of help.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import re
import shutil
import sqlite3
import sys
import tempfile
import textwrap
from datetime import UTC, datetime
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from prefpad.cli import pages
from tests.bench import counter, inside, misspellings
from tests.bench.filling import SORTS, Sort, a_few_more, whole_list
from tests.bench.pads import kept_pad, pad_to_write
from tests.bench.startup import trials
from tests.bench.syncs import AT_MOST as MOST_SYNCS
from tests.bench.syncs import syncs_of_an_add
from tests.bench.timing import Row, in_turn, megabytes, over, print_table, program, run, yardstick

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Part = Callable[[int, int], list[Row]]
    Figures = dict[int, list[Row]]

SIZES = (1_000, 1_000_000)
TABLES = {"The figures": SIZES, "A larger pad": (10_000_000,)}
"""The tables of the page, with the sizes that each has a column for."""
CURVE = (1_000, 10_000, 100_000, 1_000_000)
COMMANDS_DRAWN = ("recall, card", "add", "due, table", "search, table")
OWN, DIFFERENT, SQUARES = SORTS
IMPORT_DRAWN = f"{OWN.label}: CPU over insert"
ROUNDS = 9
MOST_ROWS = 100_000
MOST_SECONDS_FOR_DUPLICATES, MOST_MEGABYTES_FOR_DUPLICATES = 3.0, 100
MOST_MICROSECONDS_OF_A_ROW = 40.0
MOST_MISSED_FIRST, MOST_MISSED_AMONG_FIVE = 22.9, 14.5
LISTS = (("due", "--limit"), ("customer", "--limit"), ("search", "oat", "--limit"))
PAGE = Path(str(resources.files(pages)), "speed.md")
_BAR = 40


def commands(notes: int, rounds: int) -> list[Row]:
    """Return every command that has a floor."""
    with pad_to_write(notes) as pad:
        return in_turn(trials(pad, notes), rounds)


def importing(sort: Sort) -> Part:
    """Return what measures an import of a sort of list, and of the same again."""

    def measure(notes: int, rounds: int) -> list[Row]:
        count = notes if sort is OWN else min(notes, MOST_ROWS)
        rows = whole_list(sort, count, rounds if notes < MOST_ROWS else 1)
        return [row._replace(label=f"{sort.label}: {row.label}") for row in rows]

    return measure


def more(notes: int, rounds: int) -> list[Row]:
    """Return an import of 1,000 rows into a pad that has notes."""
    return [a_few_more(notes, rounds)]


def lists(notes: int, rounds: int) -> list[Row]:
    """Return what a row of a long list for scripts costs, its start taken off, and the memory."""
    pad = ["--db", str(kept_pad(notes))]
    rows = []
    with tempfile.TemporaryDirectory(prefix="prefpad-bench-") as folder:
        answer = Path(folder, "answer")
        write = ["sh", "-c", 'exec "$@" > "$0"', str(answer), program("prefpad"), *pad]
        for line in LISTS:
            form = ("--format", "jsonl")
            short = min(run([*write, *line, "1", *form]).cpu for _ in range(rounds))
            long = min(
                (
                    run([*write, *line, "0", *form])
                    for _ in range(rounds if notes < MOST_ROWS else 1)
                ),
                key=lambda one: one.cpu,
            )
            with answer.open("rb") as lines:
                count = sum(1 for _ in lines)
            each = max(long.cpu - short, 0) / max(count, 1) * 1_000_000
            detail = f"{count:,} rows of jsonl"
            label = f"{line[0]} for scripts, CPU of a row"
            rows.append(
                Row(label, detail, each, MOST_MICROSECONDS_OF_A_ROW, "{:.0f} µs", megabytes([long]))
            )
    return rows


def duplicates(notes: int, rounds: int) -> list[Row]:
    """Return a table of 50 possible duplicates: the first time, and when they were compared."""
    with pad_to_write(notes) as pad:
        line = [program("prefpad"), "--db", str(pad), "duplicates", "--format", "table"]
        first = run(line)
        again = [run(line) for _ in range(rounds)]
        others = [run(yardstick()) for _ in range(rounds)]
    memory = megabytes([first])
    return [
        Row(
            "duplicates, the first 50, CPU", "", first.cpu, MOST_SECONDS_FOR_DUPLICATES, "{:.1f} s"
        ),
        Row("duplicates, memory", "", memory, MOST_MEGABYTES_FOR_DUPLICATES, "{:.0f} MB"),
        over("duplicates again", again, others, None),
    ]


def names(notes: int, rounds: int) -> list[Row]:
    """Return how long misspelt names take, and how many of the public set are not found."""
    wanted = "a misspelt name"
    asked = inside.figures(kept_pad(notes), max(rounds * 20, 2))
    rows = [
        row._replace(label=f"{wanted}, CPU of 95 of 100") for row in asked if row.label == wanted
    ]
    folder = misspellings.febrl_folder()
    if folder is None or notes != min(SIZES):
        return rows
    originals, hard = misspellings.lookups(folder, ("dataset4a.csv", "dataset4b.csv"))
    sample = random.Random(misspellings.SEED).sample(hard, misspellings.QUERIES)
    finder = misspellings.cascade(misspellings.pad_of(originals))
    first, five, *_ = misspellings.shares(originals, sample, finder)
    detail = f"{len(sample):,} of a public set"
    return [
        *rows,
        Row("misspelt, not found first", detail, 100 - first, MOST_MISSED_FIRST, "{:.1f}%"),
        Row("misspelt, not among five", detail, 100 - five, MOST_MISSED_AMONG_FIVE, "{:.1f}%"),
    ]


def lines_at_the_counter(notes: int, rounds: int) -> list[Row]:
    """Return the slowest kind of line at the prompt for the day, and the syncs of an add."""
    slowest = max(counter.figures(notes, rounds * 3), key=lambda row: row.figure)
    rows = [slowest._replace(label="counter, CPU of 95 of 100 lines", detail=slowest.label)]
    if strace := shutil.which("strace"):
        count = syncs_of_an_add(strace, notes)
        rows.append(Row("add, waits for the disk", "", count, MOST_SYNCS, "{:.0f}"))
    return rows


PARTS: dict[str, Part] = {
    "commands": commands,
    "import": importing(OWN),
    "import-different": importing(DIFFERENT),
    "import-square": importing(SQUARES),
    "more": more,
    "lists": lists,
    "duplicates": duplicates,
    "names": names,
    "counter": lines_at_the_counter,
}


def grown(figures: Figures, rounds: int) -> dict[str, dict[int, Row]]:
    """Return the commands and the import to be drawn, at the sizes between those measured too."""
    drawn: dict[str, dict[int, Row]] = {}
    for notes in sorted({*CURVE, *figures}):
        rows = figures.get(notes) or _between(notes, rounds)
        for row in rows:
            if row.label in {*COMMANDS_DRAWN, IMPORT_DRAWN}:
                drawn.setdefault(row.label, {})[notes] = row
    return drawn


def _between(notes: int, rounds: int) -> list[Row]:
    with pad_to_write(notes) as pad:
        found = [one for one in trials(pad, notes) if one.label in COMMANDS_DRAWN]
        rows = in_turn(found, rounds)
    return [*rows, *importing(OWN)(notes, 1)]


def plot(drawn: dict[str, dict[int, Row]]) -> str:
    """Draw each command as a bar a size, as long as its ratio, with its floor as a line."""
    most = max(
        max(row.figure, row.at_most or 0) for rows in drawn.values() for row in rows.values()
    )
    lines = []
    for label, rows in drawn.items():
        lines.append(label)
        for notes, row in rows.items():
            lines.append(f"{notes:>12,} {_bar(row, most)} {row.form.format(row.figure):>8}")
    return "\n".join([*lines, f"{'':13}│ at most"])


def _bar(row: Row, most: float) -> str:
    eighths = round(row.figure / most * _BAR * 8)
    cells = list(f"{'█' * (eighths // 8)}{' ▏▎▍▌▋▊▉'[eighths % 8]}".strip().ljust(_BAR + 1))
    if row.at_most is not None:
        cells[round(row.at_most / most * _BAR)] = "│"
    return "".join(cells)


def write_section(title: str, text: str) -> None:
    """Replace what a section of the page of help says."""
    page = PAGE.read_text(encoding="utf-8")
    section = re.compile(
        rf"(?<=^## {re.escape(title)}\n\n).*?(?=^## |\Z)", re.MULTILINE | re.DOTALL
    )
    found = section.search(page)
    assert found
    after = "\n" if found.end() < len(page) else ""
    PAGE.write_text(section.sub(lambda _: f"{text.rstrip()}\n{after}", page), encoding="utf-8")


def section_of_page(title: str) -> str:
    """Return what a section of the page of help says."""
    _, _, rest = PAGE.read_text(encoding="utf-8").partition(f"## {title}\n\n")
    return rest.partition("\n## ")[0].strip()


def cells_of(table: str) -> list[list[str]]:
    """Return the cells of a table in markdown, its head and its rule left out."""
    lines = [line for line in table.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def as_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in markdown, whose columns but the first are of numbers."""
    body = [*rows]
    widths = [max(map(len, column)) for column in zip(head, *body, strict=True)]
    rule = [":" + "-" * (widths[0] - 1), *("-" * (width - 1) + ":" for width in widths[1:])]

    def line(cells: Sequence[str]) -> str:
        first, *others = zip(cells, widths, strict=True)
        aligned = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
        return f"| {' | '.join(aligned)} |"

    return "\n".join(map(line, (head, rule, *body)))


def write_figures(figures: Figures) -> None:
    """Write figures into the tables of the page; a line that was not measured stays as it is."""
    for title, sizes in TABLES.items():
        before = section_of_page(title)
        table = {label: cells for label, *cells in cells_of(before)}
        for at, notes in enumerate(sizes):
            for row in figures.get(notes, ()):
                if row.at_most is None:
                    continue
                cells = table.setdefault(row.label, [""] * (len(sizes) + 1))
                verdict = " !" if row.verdict == "over" else ""
                cells[at], cells[-1] = row.form.format(row.figure) + verdict, floor(row)
        head = ("what", *(f"{notes:,}" for notes in sizes), "at most")
        new = as_table(head, ([label, *row] for label, row in table.items()))
        write_section(title, re.sub(r"(^\|.*\n?)+", f"{new}\n", before, flags=re.MULTILINE))


def floor(row: Row) -> str:
    """Return the floor of a row as the page shows it."""
    return "" if row.at_most is None else row.form.format(row.at_most)


def machine() -> str:
    """Return on what, when and with which versions figures were measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    used = [
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
        *(f"{name} {version(name)}" for name in ("sqlite-utils", "typer", "rich")),
    ]
    is_busy = os.getloadavg()[0] > (os.cpu_count() or 1)
    busy = " It was busy with other work, so ratios are of CPU, not of time." if is_busy else ""
    return (
        f"Measured on {datetime.now(UTC).date():%-d %B %Y}: {os.cpu_count()} cores"
        f" ({_processor()}), {memory:.0f} GB of memory, files {_kind_of_disk()},"
        f" {platform.system()} {platform.machine()}, {', '.join(used)}.{busy}"
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    text = info.read_text(encoding="utf-8") if info.exists() else ""
    found = re.search(r"^model name\s*: (.*)$", text, re.MULTILINE)
    name = found[1] if found else platform.processor()
    return re.sub(r"\((R|TM)\)", "", name)


def _kind_of_disk() -> str:
    mounts = Path("/proc/mounts")
    here = tempfile.gettempdir()
    if not mounts.exists():
        return f"in {here}"
    listed = [line.split()[1:3] for line in mounts.read_text(encoding="utf-8").splitlines()]
    around = [(where, kind) for where, kind in listed if Path(here).is_relative_to(where)]
    return f"on {max(around)[1]}"


def main(arguments: Sequence[str]) -> None:
    """Measure, print, draw, and write the page if asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.growth", description=__doc__)
    parser.add_argument("notes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", choices=[*PARTS, "plot"], nargs="+", default=[*PARTS, "plot"])
    parser.add_argument("--page", action="store_true")
    chosen = parser.parse_args(arguments)
    figures: Figures = {notes: [] for notes in chosen.notes}
    print(machine())
    for name, part in PARTS.items():
        for notes in chosen.notes if name in chosen.only else ():
            rows = part(notes, chosen.rounds)
            print_table(f"{name.capitalize()}, {notes:,} notes", rows)
            figures[notes] += rows
            if chosen.page:
                write_figures({notes: rows})
    if chosen.page:
        write_section("Where they were measured", textwrap.fill(machine(), 80))
    if "plot" in chosen.only:
        picture = plot(grown(figures, chosen.rounds))
        print(f"\nOver the yardstick, by the number of notes\n{picture}")
        if chosen.page:
            write_section("How it grows", f"```text\n{picture}\n```")


if __name__ == "__main__":
    main(sys.argv[1:])
