"""Passing a command on to the machine that has the pad, without loading what would run it here."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly, CouldNot, PadUnusable
from prefpad.domain.sanitize import clean
from prefpad.paths import expanded
from prefpad.till.address import COMPLETING, HERE_ALONE, SERVING, parse_address, place_of_command
from prefpad.till.ssh import NOT_THERE, UNREACHED, remote_line, run_there

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefpad.till.address import Address, Line

IMPORT_OPTIONS = frozenset(
    {
        "--author", "--consent", "--date-order", "--format", "--header-line", "--map", "--sheet",
    }
)  # fmt: skip
"""Those options of `import` that take a value, so that the next word is not the file."""
_PASSED = (
    "COLORTERM", "COLUMNS", "LINES", "NO_COLOR", "PREFPAD_TODAY", "TERM",
    "_PREFPAD_COMPLETE", "_PREFPAD_LINE", "_PREFPAD_MENU", "_PREFPAD_WORD",
)  # fmt: skip
_LOOK_FIRST = "If you were writing, the change may have been saved: check before you try again."
_LEAVE_THE_COUNTER = "\x1b[?1049l"


def pass_on(line: Line, address_as_typed: str) -> int:
    """Run a command on the machine that has the pad, and return its status.

    Raises:
        AskedWrongly: it is not an address, or the command can only be run there.
        CouldNot: a file to send cannot be read.
        PadUnusable: the machine cannot be reached, or has no prefpad.
        KeyboardInterrupt: Ctrl-C reached the till alone, with what to say of it.
    """
    address = parse_address(address_as_typed)
    if os.environ.get(COMPLETING):
        return _complete(address)
    if hint := HERE_ALONE.get(line.command):
        raise AskedWrongly(f"The pad is on {address.host}, not on this till.", hint)
    with _file_to_send(line) as (words, file):
        is_seen = all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
        mode = "-t" if is_seen and file is None else "-T"
        there = remote_line(words, _environment(address))
        try:
            status = run_there(address, there, "-q", mode, from_file=file)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(f"Cancelled. {_LOOK_FIRST}") from None
    if status == UNREACHED and line.command == "counter" and is_seen:
        sys.stdout.write(_LEAVE_THE_COUNTER)
        sys.stdout.flush()
    return _outcome(status, address)


def _outcome(status: int, address: Address) -> int:
    if status == UNREACHED:
        raise PadUnusable(
            f"{address.host} cannot be reached.",
            f"`prefpad till {address}` says why. {_LOOK_FIRST}",
        )
    if status == NOT_THERE:
        raise PadUnusable(
            f"prefpad is not on {address.host}, or not where its shell looks for programs.",
            f"Install it there for that account; `prefpad till {address}` checks.",
        )
    return status


def _complete(address: Address) -> int:
    """Have the other machine complete a line; where it cannot, nothing is offered."""
    there = remote_line((), _environment(address))
    run_there(address, there, "-q", "-T", "-oBatchMode=yes", quiet=True)
    return 0


def _environment(address: Address) -> dict[str, str]:
    from getpass import getuser

    author = os.environ.get("PREFPAD_AUTHOR")
    if not author:
        try:
            author = getuser()
        except (KeyError, OSError, ImportError):
            author = ""
    passed = {name: os.environ[name] for name in _PASSED if name in os.environ}
    ours = {SERVING: "", "PREFPAD_DB": address.path, "PREFPAD_AUTHOR": author}
    return {"PYTHONUTF8": "1", **ours, **passed}


@contextmanager
def _file_to_send(line: Line) -> Iterator[tuple[list[str], int | None]]:
    """Yield the words to pass on, and the open file of an `import`, which is sent as stdin."""
    place = _place_of_import(line)
    if place is None:
        yield line.words, None
        return
    name = line.words[place]
    try:
        descriptor = os.open(expanded(name), os.O_RDONLY)
        if os.path.isdir(descriptor):  # noqa: PTH112 - it is open
            os.close(descriptor)
            raise AskedWrongly(f"{clean(name)} is a folder, not a file.", "Name a file in it.")
    except (OSError, ValueError) as error:
        why = clean((isinstance(error, OSError) and error.strerror) or str(error)).lower()
        raise CouldNot(
            f"{clean(name)} could not be read: {why}.", "Check the name of the file."
        ) from None
    try:
        yield [*line.words[:place], "-", *line.words[place + 1 :]], descriptor
    finally:
        os.close(descriptor)


def _place_of_import(line: Line) -> int | None:
    """Return which word is the file of an `import`, or None where no file is read."""
    if line.command != "import" or "--undo" in line.words:
        return None
    start = place_of_command(line.words) + 1
    skips = ends = False
    for place, word in enumerate(line.words[start:], start):
        if skips:
            skips = False
        elif word == "--" and not ends:
            ends = True
        elif ends or not word.startswith("-") or word == "-":
            return None if word == "-" else place
        else:
            skips = word in IMPORT_OPTIONS
    return None
