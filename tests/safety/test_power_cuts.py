"""Power cuts: what a disk has when the machine stops, at any moment of a morning's notes.

A program is watched as it writes. Up to the moment of the cut the disk has all that it was asked to
keep for good, and of the rest, page by page, what chance will. `--hypothesis-profile=long` cuts the
power 1,000 times, drawn anew.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import settings

from prefpad import Pad
from prefpad.db.connection import create

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from random import Random

    from tests.safety.conftest import Say

NOTES = 8
NOTING = """
import os, sys
from prefpad import Pad
from prefpad.db import connection as opening
opening._PRAGMAS = opening._PRAGMAS.replace("EXTRA", sys.argv[2])
with Pad(sys.argv[1], today="2026-03-02", author="Ana") as pad:
    for number in range(int(sys.argv[3])):
        pad.add("@1", f"remark {number}")
        os.write(1, b"noted")
"""
CALLS = "openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,close"
CALL = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)")


class Call(NamedTuple):
    """A call of the system: its name, what it was given, what it answered."""

    name: str
    given: list[str]
    answer: int


@dataclass
class File:
    """What the disk has for good of a file, and the writes that it was not yet asked to keep."""

    kept: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        """Keep every write."""
        for place, data in self.pending:
            write(self.kept, place, data)
        self.pending.clear()

    def by_chance(self, dice: Random) -> bytes:
        """Return what the disk may have when the power goes."""
        content = bytearray(self.kept)
        for place, data in self.pending:
            if dice.random() < 0.5:
                write(content, place, data)
        return bytes(content)


def write(content: bytearray, place: int, data: bytes | None) -> None:
    """Write data at a place; None cuts the file there."""
    if data is None:
        del content[place:]
        return
    content.extend(bytes(max(0, place - len(content))))
    content[place : place + len(data)] = data


class Disk:
    """A folder and its files; a name is there for good once its folder was synced."""

    def __init__(self, names: dict[str, File]) -> None:
        self.kept = dict(names)
        self.now = dict(names)
        self.pending: list[dict[str, File]] = []
        self._opened: dict[int, tuple[str, File | None]] = {}
        self.noted = 0

    def take(self, call: Call) -> None:
        """Do what the program asks."""
        path, file = self._opened.get(_number(call.given[0]), ("", None))
        match call.name:
            case "openat" if call.answer >= 0:
                path = _text(call.given[1]).decode()
                if path not in self.now and "O_CREAT" in call.given[2]:
                    self._rename(self.now | {path: File()})
                self._opened[call.answer] = (path, self.now.get(path))
            case "close":
                self._opened.pop(_number(call.given[0]), None)
            case "pwrite64" if file:
                file.pending.append((int(call.given[3]), _text(call.given[1])))
            case "ftruncate" if file:
                file.pending.append((int(call.given[1]), None))
            case "unlink" if not call.answer:
                gone = _text(call.given[0]).decode()
                self._rename({name: one for name, one in self.now.items() if name != gone})
            case "fsync" | "fdatasync" if file:
                file.sync()
            case "fsync" | "fdatasync" if path:
                self.kept, self.pending = self.now, []
            case "write" if _text(call.given[1]) == b"noted":
                self.noted += 1
            case _:
                pass

    def after_a_cut(self, dice: Random) -> dict[str, bytes]:
        """Return what is on the disk when the power goes now."""
        names = dice.choice([self.kept, *self.pending])
        return {name: file.by_chance(dice) for name, file in names.items()}

    def _rename(self, names: dict[str, File]) -> None:
        self.now = names
        self.pending.append(names)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else -1


def _text(quoted: str) -> bytes:
    return bytes.fromhex(quoted.strip('"').replace("\\x", ""))


def calls(path: Path, synchronous: str, traced: Path) -> Iterator[Call]:
    """Yield what a program asks of the system while it notes things on a pad."""
    watch = ["strace", "-qq", "-xx", "-s", "100000", "-e", f"trace={CALLS}", "-o", str(traced)]
    noting = [sys.executable, "-c", NOTING, str(path), synchronous, str(NOTES)]
    subprocess.run([*watch, *noting], check=True, capture_output=True)
    for line in traced.read_text().splitlines():
        if call := CALL.match(line):
            yield Call(call[1], call[2].split(", "), int(call[3]))


def lost_in_cuts(path: Path, synchronous: str, cuts: int, dice: Random) -> tuple[int, int]:
    """Cut the power so often; return how often a note was lost, and how often the pad was spoilt."""
    path.unlink(missing_ok=True)
    create(path)
    with Pad(path, today="2026-03-02") as pad:
        pad.add("Sam Smith", "coffee: latte", new=True)
    before = bytearray(path.read_bytes())
    asked = [*calls(path, synchronous, path.with_name("calls"))]
    at = sorted(dice.choices(range(len(asked)), k=cuts))
    disk = Disk({str(path): File(before)})
    cut_folder = path.with_name("cut")
    lost = spoilt = 0
    for number, call in enumerate(asked):
        disk.take(call)
        for _ in range(at.count(number)):
            shutil.rmtree(cut_folder, ignore_errors=True)
            cut_folder.mkdir()
            for name, content in disk.after_a_cut(dice).items():
                (cut_folder / name.rpartition("/")[2]).write_bytes(content)
            with closing(sqlite3.connect(cut_folder / path.name)) as pad_again:
                try:
                    sound = pad_again.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                    (notes,) = pad_again.execute("SELECT count(*) FROM notes").fetchone()
                except sqlite3.DatabaseError:
                    sound, notes = False, 0
            spoilt += not sound
            lost += sound and notes < disk.noted + 1
    assert disk.noted == NOTES
    return lost, spoilt


@pytest.mark.needs("strace")
def test_no_power_cut_takes_what_was_noted(path: Path, dice: Random, say: Say) -> None:
    cuts = 5 * settings().max_examples
    assert lost_in_cuts(path, "EXTRA", cuts, dice) == (0, 0)
    say(f"{cuts} power cuts: nothing was lost")


@pytest.mark.needs("strace")
def test_at_lower_settings_some_would(path: Path, dice: Random, say: Say) -> None:
    cuts = 5 * settings().max_examples
    lost, _ = lost_in_cuts(path, "FULL", cuts, dice)
    _, spoilt = lost_in_cuts(path, "OFF", cuts, dice)
    say(f"{cuts} power cuts each: {lost} lost a note at FULL, {spoilt} spoilt the pad at OFF")
    assert lost
    assert spoilt
