"""Damaged pads: whatever is asked of one, it is answered or told in a sentence that is true.

A third of the damage is a disk's and passes through the bytes, a third leaves a file that SQLite
finds sound. 3,000 pads in the long run, drawn anew.
"""

from __future__ import annotations

import random
import signal
import sqlite3
from collections import Counter
from contextlib import closing, nullcontext
from functools import partial
from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from prefpad.cli.commands import COMMANDS
from prefpad.db.migrations import is_whole
from tests.cli.test_tells_nothing import NEXT_LIST, OWN_ROWS, fill
from tests.conftest import TODAY
from tests.helpers.campaign import asked, badly_told, lines
from tests.helpers.damage import damage
from tests.helpers.processes import done_apart
from tests.helpers.sizes import scaled

if TYPE_CHECKING:
    from pathlib import Path

    from tests.safety.conftest import Say

AT_ONCE, LINES = 25, 6
UNUSABLE = 6
DEADLINE = 60
"""Seconds of the processor after which a pad is given up, and the process with it."""
NO_PAD = {"init", "demo", "help", "where", "till", "restore"}
READING = [name for name, one in COMMANDS.items() if not one.writes and name not in NO_PAD]
WRITING = [name for name, one in COMMANDS.items() if one.writes and name not in NO_PAD]
UNTRUE = ("could not be done", "refused that")
"""Sentences that blame the command for what the file has."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, dict[str, int]]:
    """Return a pad with something of everything, and the numbers of its notes."""
    path = tmp_path_factory.mktemp("filled") / "pad.db"
    (path.parent / "list.csv").write_text(NEXT_LIST, encoding="utf-8")
    with Pad(path, create=True, today=TODAY, author="Ana") as pad:
        numbers = fill(pad)
        pad.import_file(path.parent / "list.csv")
        pad.visit("@1")
        pad.expect_visit("@2", "2026-03-09")
    with closing(sqlite3.connect(path, isolation_level=None)) as disk:
        disk.execute("DELETE FROM _soundness")
    return path.read_bytes(), numbers


def is_damaged(path: Path) -> bool:
    """Check a file without prefpad: its structure, the search, and whether its schema is whole."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as disk:
            disk.execute("PRAGMA cell_size_check = ON")
            sound = disk.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
            disk.execute(
                "INSERT INTO notes_search(notes_search, rank) VALUES ('integrity-check', 1)"
            )
            return not (sound and is_whole(disk))
    except (sqlite3.Error, UnicodeDecodeError):
        return True


def asked_of_damaged_pads(
    path: Path, whole: bytes, numbers: dict[str, int], seeds: range
) -> tuple[list[str], Counter[str]]:
    """Damage a pad once a seed, ask of it, and return what was told badly and what came of it."""
    faults: list[str] = []
    figures: Counter[str] = Counter()
    for seed in seeds:
        signal.setitimer(signal.ITIMER_VIRTUAL, DEADLINE)
        dice = random.Random(seed)
        how = damage(whole, path, dice)
        spoilt = path.read_bytes()
        path.with_name("checked.db").write_bytes(spoilt)
        broken = is_damaged(path.with_name("checked.db"))
        figures["damaged" if broken else "sound"] += 1
        for name in (*dice.choices(READING, k=LINES - 2), *dice.choices(WRITING, k=2)):
            line = dice.choice(lines(name, path.parent, **numbers))
            path.write_bytes(spoilt)
            path.with_name("pad.db-journal").unlink(missing_ok=True)
            result = asked(line, dice.choice(("", "y\n")))
            figures[f"exit {result.exit_code}"] += 1
            wrong = badly_told(result)
            if any(words in result.stderr for words in UNTRUE):
                wrong = result.stderr
            if f"{path} is damaged" in result.stderr and not broken:
                wrong = "called damaged, and is not"
            if wrong:
                faults.append(f"{seed} {how} {line}: {wrong}")
    return faults, figures


def test_whatever_is_asked_of_a_damaged_pad_is_answered_or_told(
    path: Path,
    filled: tuple[bytes, dict[str, int]],
    say: Say,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PREFPAD_DB", str(path))
    for name, text in (("next", NEXT_LIST), ("own", OWN_ROWS)):
        path.with_name(f"{name}.csv").write_text(text, encoding="utf-8")
    first, pads = scaled(0, random.randrange(10**6)), scaled(AT_ONCE, 3000)
    faults: list[str] = []
    figures: Counter[str] = Counter()
    for begin in range(first, first + pads, AT_ONCE):
        seeds = range(begin, begin + AT_ONCE)
        came = done_apart(partial(asked_of_damaged_pads, path, *filled, seeds))
        if isinstance(came, int):
            faults.append(f"{seeds} ended with {came}")
            continue
        faults += came[0]
        figures.update(came[1])
    told = ", ".join(f"{count} x {what}" for what, count in sorted(figures.items()))
    say(f"{pads} damaged pads, {pads * LINES} command lines: {told}")
    assert not faults, f"{len(faults)}\n" + "\n".join(faults)


def test_of_a_whole_pad_nothing_is_called_damaged(
    path: Path, filled: tuple[bytes, dict[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFPAD_DB", str(path))
    path.write_bytes(filled[0])
    assert not is_damaged(path)
    for name in READING:
        (line, *_) = lines(name, path.parent, **filled[1])
        assert asked(line).exit_code != UNUSABLE, line


def test_a_trace_of_python_would_be_noticed(
    path: Path, filled: tuple[bytes, dict[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFPAD_DB", str(path))
    monkeypatch.setattr("prefpad.cli.context.refuse_unreadable", lambda _: nullcontext())
    monkeypatch.setattr("prefpad.session.translate_errors", lambda _: nullcontext())
    monkeypatch.setattr("prefpad.db.connection.translate_errors", lambda _: nullcontext())
    faults, _ = done_apart(partial(asked_of_damaged_pads, path, *filled, range(25)))
    assert any("could not be done" in fault for fault in faults)
