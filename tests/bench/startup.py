"""How long each command takes, from its start to its end, beside a program that does nothing.

`python -m tests.bench.startup` measures on pads of 1,000 and 1,000,000 notes; other sizes can be
named, as `python -m tests.bench.startup 10000000`.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
from itertools import islice
from typing import TYPE_CHECKING

from prefpad.domain.vocabulary import KINDS
from tests.bench.pads import MOST_IMPORTED, NOTES_OF_A_CUSTOMER, kept_list, pad_to_write
from tests.bench.timing import ROUNDS, Row, Trial, in_turn, print_table, program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIZES = (1_000, 1_000_000)

_TYPER_TRIAL = """
import sys
sys.path.insert(0, sys.argv[1])
import typer
app = typer.Typer()
@app.command()
def hello(name: str) -> None: pass
app(["Sam"], standalone_mode=False)
print(typer.__version__, "pydantic" in sys.modules)
"""


def figures(notes: int, rounds: int = ROUNDS) -> list[Row]:
    """Return the ratio of every command on a pad of so many notes."""
    with pad_to_write(notes) as pad:
        return in_turn(trials(pad, notes), rounds)


def trials(pad: Path, notes: int) -> list[Trial]:
    """Return every command that has a floor, each round about other customers and notes."""
    prefpad = program("prefpad")
    listed = _listed(kept_list(min(notes, MOST_IMPORTED)))
    to_confirm = [number for number, row in listed if KINDS[row["kind"]].asked_again]
    to_do = [number for number, row in listed if KINDS[row["kind"]].has_day]
    codes = [row["id"] for _, row in listed[::NOTES_OF_A_CUSTOMER]]
    name = next(row["customer"] for _, row in listed if " " in row["customer"])

    def on_the_pad(*arguments: str) -> list[str]:
        return [prefpad, "--db", str(pad), *arguments]

    def about_each(command: str, *options: str) -> Callable[[int], list[str]]:
        return lambda at: on_the_pad(command, codes[at % len(codes)], *options)

    def of_each(command: str, numbers: list[int]) -> Callable[[int], list[str]]:
        return lambda at: on_the_pad(command, str(numbers[at % len(numbers)]))

    begun = {
        "_PREFPAD_COMPLETE": "bash",
        "_PREFPAD_LINE": f"prefpad recall {name[:3]}",
        "_PREFPAD_WORD": name[:3],
        "PREFPAD_DB": str(pad),
    }
    return [
        Trial("recall, card", about_each("recall", "--format", "table"), 0.64),
        Trial("recall, json", about_each("recall", "--format", "json"), 0.48),
        Trial("greet", about_each("greet", "--format", "table"), 0.48),
        Trial(
            "add",
            lambda at: on_the_pad(
                "add", codes[at % len(codes)], "-l", f"coffee: the usual, number {at}"
            ),
            0.50,
        ),
        Trial("confirm NUMBER", of_each("confirm", to_confirm), 0.50),
        Trial("visit", about_each("visit"), 0.50),
        Trial("done", of_each("done", to_do), 0.50),
        Trial("due, table", lambda _: on_the_pad("due", "--format", "table"), 0.90),
        Trial("today, table", lambda _: on_the_pad("today", "--format", "table"), 0.90),
        Trial("search, table", lambda _: on_the_pad("search", "oat", "--format", "table"), 0.75),
        Trial(
            "customer, table",
            lambda _: on_the_pad("customer", "--limit", "50", "--format", "table"),
            0.90,
        ),
        Trial("completion of a name", lambda _: [prefpad], 0.50, begun),
        Trial("--help", lambda _: [prefpad, "--help"], 0.45),
    ]


def _listed(file: Path) -> list[tuple[int, dict[str, str]]]:
    """Return the first rows of a list with the numbers that their notes have on the pad."""
    with file.open(newline="", encoding="utf-8") as lines:
        return list(enumerate(islice(csv.DictReader(lines), 1000), 1))


def typer_cap() -> str:
    """Say whether the newest Typer still loads pydantic, which is why ours is kept back."""
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", folder]
        pip += ["--disable-pip-version-check", "--retries", "0", "--timeout", "10"]
        if subprocess.run([*pip, "typer"], capture_output=True, check=False).returncode:
            return "The newest Typer could not be installed, so its cap was not looked at."
        found = subprocess.run(
            [sys.executable, "-c", _TYPER_TRIAL, folder], capture_output=True, text=True, check=True
        )
    version, loads_pydantic = found.stdout.split()
    if loads_pydantic == "True":
        return f"Typer {version} loads pydantic as soon as a parameter is parsed: its cap stays."
    return f"Typer {version} loads no pydantic: the cap on it in pyproject.toml can be lifted."


def main(arguments: list[str]) -> None:
    """Print the table of each size."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.startup", description=__doc__)
    parser.add_argument("notes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args(arguments)
    for notes in chosen.notes:
        rows = figures(notes, chosen.rounds)
        print_table(f"Commands on a pad of {notes:,} notes, over sqlite-utils --version", rows)


if __name__ == "__main__":
    main(sys.argv[1:])
    print(f"\n{typer_cap()}")
