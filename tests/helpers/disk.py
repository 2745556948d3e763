"""A disk that lets a program down: it says no to every write, or lets nobody in."""

from __future__ import annotations

import _sqlite3
import ctypes
import errno
import os
import resource
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_POINTER = ctypes.c_void_p
_WRITE = ctypes.CFUNCTYPE(
    ctypes.c_ssize_t, ctypes.c_int, _POINTER, ctypes.c_size_t, ctypes.c_int64, use_errno=True
)
_CALLS_OF_WRITING = (b"pwrite", b"pwrite64")


class _Vfs(ctypes.Structure):
    """The beginning of SQLite's `sqlite3_vfs`, up to what replaces a call of the system."""

    _fields_ = (
        ("before", ctypes.c_int * 3),
        ("pointers", _POINTER * 16),
        ("set_call", ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, ctypes.c_char_p, _POINTER)),
    )


@contextmanager
def every_write_is_answered(code: int) -> Iterator[None]:
    """Answer what SQLite writes, and what this program asks to be kept, with an error of the system."""

    def refuse(*_: Any) -> int:
        ctypes.set_errno(code)
        return -1

    def refuse_to_keep(_: int) -> None:
        raise OSError(code, os.strerror(code))

    find = ctypes.CDLL(_sqlite3.__file__).sqlite3_vfs_find
    find.restype = ctypes.POINTER(_Vfs)
    disk = find(None)
    refusing = _WRITE(refuse)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", refuse_to_keep)
        for name in _CALLS_OF_WRITING:
            disk.contents.set_call(disk, name, ctypes.cast(refusing, _POINTER))
        try:
            yield
        finally:
            for name in _CALLS_OF_WRITING:
                disk.contents.set_call(disk, name, None)


@contextmanager
def no_file_may_grow_beyond(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond so many bytes, as `ulimit -f` does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handled = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handled)


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("process", ctypes.c_int))


class _Powers(ctypes.Structure):
    _fields_ = (
        ("in_force", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inherited", ctypes.c_uint32),
    )


_VERSION = 0x20080522
_PASSING_OVER_MODES = 0b110
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: root's leave to pass over the modes of files."""


@contextmanager
def modes_count() -> Iterator[None]:
    """Take from root, if that is who runs this, the leave to pass over the modes of files."""
    if os.geteuid():
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header, powers = _Header(_VERSION, 0), (_Powers * 2)()

    def do(call: Any) -> None:
        if call(ctypes.byref(header), powers):
            raise OSError(ctypes.get_errno(), "the powers of this process")

    do(libc.capget)
    in_force = powers[0].in_force
    powers[0].in_force = in_force & ~_PASSING_OVER_MODES
    do(libc.capset)
    try:
        yield
    finally:
        powers[0].in_force = in_force
        do(libc.capset)


@contextmanager
def of_mode(path: Path, mode: int) -> Iterator[None]:
    """Give a file or a folder another mode, and have it count."""
    before = path.stat().st_mode
    path.chmod(mode)
    try:
        with modes_count():
            yield
    finally:
        path.chmod(before)


FULL, OVER_QUOTA, FAILING = errno.ENOSPC, errno.EDQUOT, errno.EIO
