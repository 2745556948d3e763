"""Bad and odd files: those in data/bad, some too big to lie there, and what is expected of each.

The table expected.csv tells of each file how many rows it has, how many of them are rejected, on
which lines and (for the first) why; or, without rows, what the sentence says that refuses it.
`either` marks those that a layout which maps other columns may take.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

BAD = Path(__file__).parent.parent / "data" / "bad"

MADE: dict[str, Callable[[], str]] = {
    "columns_by_thousands.csv": lambda: (
        f"customer,{','.join(f'c{number}' for number in range(2000))}\nAnna{',' * 2000}\n"
    ),
    "columns_by_thousands_without_a_name.csv": lambda: f"customer{',' * 5000}\nAnna{',' * 5000}\n",
    "note_of_200_kB.csv": lambda: f'customer,text\nAnna,"{"a note " * 30_000}"\nBen,tea\n',
    "note_of_20_MB_in_quotes.csv": lambda: f'customer,text\nAnna,"{"x y" * 5_700_000}"\nBen,tea\n',
    "header_of_20_MB.csv": lambda: f"customer,{'x' * 17_000_000}\nAnna,tea\n",
    "quote_open_above_many_rows.csv": lambda: 'customer,text\nAnna,"tea\n' + "Ben,tea\n" * 20_000,
}


class Expected(NamedTuple):
    read: int | None
    rejected: int
    lines: list[int]
    says: str
    either: bool


def table() -> dict[str, Expected]:
    with (BAD / "expected.csv").open(newline="", encoding="utf-8") as file:
        return {
            row["file"]: Expected(
                int(row["read"]) if row["read"] else None,
                int(row["rejected"] or 0),
                [int(line) for line in row["lines"].split(";") if line],
                row["says"],
                row["either"] == "yes",
            )
            for row in csv.DictReader(file)
        }


EXPECTED = table()


def bad_file(name: str, folder: Path) -> Path:
    """Return a copy in `folder` of the file with that name."""
    copy = folder / name
    if name in MADE:
        copy.write_text(MADE[name](), encoding="utf-8")
    else:
        copy.write_bytes((BAD / name).read_bytes())
    return copy


def is_one_sentence(text: str) -> bool:
    return len(text) > 10 and text.endswith(".") and text.isprintable()
