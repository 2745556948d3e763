"""Writing a file atomically: whole or not at all."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from prefpad.db.place import reason
from prefpad.domain.errors import AlreadyThere, CouldNot
from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO


class Utf8Writer:
    """A writer of text to a binary file.

    Args:
        file: takes its bytes.
        name: what the file is called where it cannot be written; None for a stream, whose reader may
            have enough.
    """

    def __init__(self, file: BinaryIO, name: str | None = None) -> None:
        self._file = file
        self._name = name

    def write(self, text: str) -> int:
        """Write a text and return how many bytes it took.

        Raises:
            CouldNot: there is no room, or the disk fails.
        """
        if self._name is None:
            return self._file.write(text.encode())
        with naming(self._name):
            return self._file.write(text.encode())


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Turn system errors into an error about the file of that name.

    Raises:
        CouldNot: it cannot be written.
    """
    try:
        yield
    except (OSError, ValueError) as error:
        raise CouldNot(
            f"{name} could not be written: {reason(error)}.",
            "Make room, or choose a file in a folder you own.",
        ) from error


@contextmanager
def new_file(path: Path, pad: Path, *, replace: bool) -> Iterator[Utf8Writer]:
    """Write a file beside its place, and move it there once it is whole and on the disk.

    Only its owner may read it, since it holds names and remarks.

    Args:
        path: where to put it.
        pad: the file that is never replaced.
        replace: whether another file that is there may be.

    Raises:
        AlreadyThere: something is there that may not be replaced.
        CouldNot: it cannot be written; nothing is left of it.
    """
    name = clean(str(path))
    part = None
    try:
        with naming(name):
            path = Path(os.path.realpath(path))
            _refuse(path, name, pad, replace=replace)
            part = path.with_name(f"{path.name}.{os.getpid()}.part")
            descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                yield Utf8Writer(file, name)
                file.flush()
                os.fsync(file.fileno())
            _refuse(path, name, pad, replace=replace)
            part.replace(path)
            _sync(path.parent)
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _refuse(path: Path, name: str, pad: Path, *, replace: bool) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise CouldNot(f"{name} is a folder.", "Name a file in it.")
    if not stat.S_ISREG(mode):
        raise CouldNot(f"{name} is a pipe or a device.", "Omit FILE to write to stdout.")
    if path.samefile(pad):
        raise CouldNot(f"{name} is the pad itself.", "Name another file.")
    if not replace:
        raise AlreadyThere(
            f"{name} already exists; nothing was written.",
            "Name another file, or replace it with `replace=True`.",
        )


def _sync(folder: Path) -> None:
    with suppress(OSError):  # a folder that cannot be opened has its own way of being kept
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
