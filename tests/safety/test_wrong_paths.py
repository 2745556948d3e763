"""Sixty wrong paths, wherever a file is asked for: a sentence, at once, and nothing made or changed.

Where a file is asked for is read off the commands, so that a new one is tried or the test fails.
"""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from prefpad.cli.commands import COMMANDS
from prefpad.cli.completion import CompletingFiles
from tests.conftest import TODAY
from tests.helpers.campaign import badly_told
from tests.helpers.commands import command_called
from tests.helpers.disk import modes_count
from tests.helpers.shell import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.cli.conftest import Run
    from tests.safety.conftest import Say

    Slot = Callable[[str], list[str]]

DEADLINE = 60
"""Seconds of this program's own work after which a command has hung."""

READING: dict[str, Slot] = {
    "import FILE": lambda file: ["import", file, "--yes"],
    "restore FILE": lambda file: ["restore", file, "--yes"],
    "--db, to read": lambda file: ["recall", "@1", "--db", file],
    "--db, to write": lambda file: ["add", "@1", "tea: green", "--db", file],
    "--db, to check": lambda file: ["verify", "--db", file],
    "--db, to tell of": lambda file: ["import", "list.csv", "--yes", "--db", file],
}
WRITING: dict[str, Slot] = {
    "export FILE": lambda file: ["export", file, "--format", "json"],
    "backup FILE": lambda file: ["backup", file],
    "init FILE": lambda file: ["init", file],
    "demo FILE": lambda file: ["demo", file],
    "disclose --to": lambda file: ["disclose", "@1", "--to", file],
    "report --html": lambda file: ["report", "--html", file],
    "verify --rescue": lambda file: ["verify", "--rescue", file],
}
NOTHING_THERE = (
    *(
        " ",
        "\t",
        "nothing.db",
        "nothing.csv",
        "*",
        ":memory:",
        "C:\\shop\\pad.db",
        "\\\\nas\\pad.db",
    ),
    *("-x.csv", "%s", "pad.db?mode=memory", "pad.db#1"),
)
"""Names that no file has; a new file may have them."""

NOWHERE = (
    *("", ".", "..", "/", "./", "//", "folder", "folder/", "../", "missing/x.db", "a/b/c/d.db"),
    *("text.txt/x.db", "empty/x.db", "loop", "loop/x.db", "to_nowhere", "to_folder", "socket"),
    *("fifo", "to_fifo", "/dev/null", "/dev/full", "/dev/zero", "/dev/random", "/dev/fd/99"),
    *("/proc/self/mem", "/proc/nothing", "/sys/nothing", "x" * 256, "x/" * 2500, "x" * 5000),
    *("nul\0.db", "\0", "missing\n/x.db", "missing\x1b[2J/x.db", "missing\udcff/x.db"),
    *("http://u:secret@h/x.csv", "https://h/x.json", "ftp://h/x.csv", "file:///tmp/x.db"),
    *("ssh://u:secret@h/x.db", "postgresql://u:secret@h/db", "s3://bucket/pad.db"),
    *("~nobody-of-that-name/x.db", "missing\u202e/x.db", "./missing/../x/y.db"),
)
"""Names that no file can be read under, and none be made."""

TAKEN = (
    *("strangers.db", "text.txt", "empty", "picture.png", "half.db", "unreadable", "locked/x.db"),
    *("pad.db", "to_pad", "newer.db"),
)
"""Names of files that are something else."""


THE_PAD = {"pad.db", "to_pad"}
LISTS_TOO = {"text.txt"}


def sorts_of_files(folder: Path) -> None:
    """Make whatever may be in the place of a pad or of a list."""
    (folder / "folder").mkdir()
    (folder / "loop").symlink_to("loop")
    (folder / "to_nowhere").symlink_to("missing/pad.db")
    (folder / "to_folder").symlink_to("folder")
    (folder / "to_pad").symlink_to("pad.db")
    with closing(socket.socket(socket.AF_UNIX)) as listening:
        listening.bind("socket")
    os.mkfifo(folder / "fifo")
    (folder / "to_fifo").symlink_to("fifo")
    (folder / "text.txt").write_text("Dear Ana,\nthe shower drips.\n", encoding="utf-8")
    (folder / "empty").touch()
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    (folder / "half.db").write_bytes((folder / "pad.db").read_bytes()[:100])
    with closing(sqlite3.connect(folder / "strangers.db")) as stranger:
        stranger.execute("CREATE TABLE customers(name TEXT)")
    (folder / "newer.db").write_bytes((folder / "pad.db").read_bytes())
    with closing(sqlite3.connect(folder / "newer.db")) as newer:
        newer.execute("PRAGMA user_version = 99")
    (folder / "unreadable").write_text("customer\nAnna Ek\n", encoding="utf-8")
    (folder / "unreadable").chmod(0)
    (folder / "locked").mkdir(mode=0)


@contextmanager
def at_once() -> Iterator[None]:
    """Fail where something waits that may wait for ever."""

    def hung(*_: object) -> None:
        raise AssertionError("it hangs")

    before = signal.signal(signal.SIGALRM, hung)
    signal.alarm(DEADLINE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(autouse=True)
def _shop(path: Path, tmp_path: Path) -> Iterator[None]:
    with Pad(path, create=True, today=TODAY, author="Ana") as pad:
        pad.add("Sam Smith", "coffee: latte", new=True)
    (tmp_path / "list.csv").write_text("customer\nAnna Ek\n", encoding="utf-8")
    sorts_of_files(tmp_path)
    yield
    (tmp_path / "locked").chmod(0o700)


def everything(folder: Path) -> dict[str, bytes | None]:
    """Return the names in a folder and below, with the bytes of plain files."""
    return {
        str(file): file.read_bytes() if file.is_file() and not file.is_symlink() else None
        for file in folder.rglob("*")
        if "pad.db" not in file.name
    }


def wrongly_answered(run: Run, path: Path, slot: Slot, names: tuple[str, ...]) -> list[str]:
    """Give each name where a file is asked for, and return what was not refused as it should be."""
    faults = []
    before, whole, there = rows(path), path.read_bytes(), everything(path.parent)
    for name in names:
        with at_once(), modes_count():
            result = run(*slot(name))
        line = [word[:60] for word in slot(name)]
        if wrong := badly_told(result):
            faults.append(f"{line}: {wrong}")
        if not result.exit_code:
            faults.append(f"{line}: {result.stdout[:200]}")
        if "secret" in result.stderr:
            faults.append(f"{line}: tells a secret")
        if not all(map(str.isprintable, result.stderr.splitlines())):
            faults.append(f"{line}: {result.stderr!r} is not printable")
        is_changed = path.read_bytes() != whole and rows(path) != before
        if is_changed or everything(path.parent) != there:
            faults.append(f"{line}: something was made or changed")
            before, there = rows(path), everything(path.parent)
        whole = path.read_bytes()
    return faults


@pytest.mark.parametrize("slot", READING)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    run: Run, path: Path, slot: str, say: Say
) -> None:
    right = THE_PAD if slot.startswith("--db") else LISTS_TOO
    names = tuple(name for name in (*NOTHING_THERE, *NOWHERE, *TAKEN) if name not in right)
    faults = wrongly_answered(run, path, READING[slot], names)
    say(f"{slot}: {len(names)} wrong paths, {len(faults)} answered wrongly")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("slot", WRITING)
def test_where_no_file_can_be_made_a_sentence_says_so(
    run: Run, path: Path, slot: str, say: Say
) -> None:
    names = (*NOWHERE, *TAKEN)
    faults = wrongly_answered(run, path, WRITING[slot], names)
    say(f"{slot}: {len(names)} wrong paths, {len(faults)} answered wrongly")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("slot", [*READING, *WRITING])
def test_a_right_path_is_taken(run: Run, path: Path, slot: str) -> None:
    backup = path.with_name("backup.db")
    assert run("backup", str(backup)).exit_code == 0
    right = "list.csv" if slot.startswith("import") else str(backup if "restore" in slot else path)
    new = {"report --html": "new.html", "disclose --to": "new.txt", "export FILE": "new.json"}
    line = READING[slot](right) if slot in READING else WRITING[slot](new.get(slot, "new.db"))
    result = run(*line)
    assert result.exit_code == 0, result.stderr


def test_wherever_a_file_is_asked_for_it_is_tried() -> None:
    asking = set()
    for name in COMMANDS:
        command, _ = command_called(name)
        for parameter in command.params:
            if isinstance(parameter.type, CompletingFiles):
                option = next((one for one in parameter.opts if one.startswith("--")), "FILE")
                asking.add("--db" if option == "--db" else f"{name} {option}")
    tried = {slot.partition(",")[0] for slot in (*READING, *WRITING)}
    assert asking == tried
