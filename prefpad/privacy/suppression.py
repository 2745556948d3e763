"""The suppression list: people who asked to be forgotten, by keyed hashes."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from prefpad.db.place import make_room, whole_or_not_there
from prefpad.domain.errors import CouldNot
from prefpad.domain.normalize import TELLING_DIGITS
from prefpad.domain.sanitize import clean
from prefpad.paths import data_folder
from prefpad.privacy import suppression_rows as forgotten

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from prefpad.db.unit_of_work import UnitOfWork

_KEY_BYTES = 32


def key_file() -> Path:
    """Return the path of the key, in the user's data folder."""
    return data_folder(os.environ) / "forgotten.key"


def remember(writer: UnitOfWork, customer: int) -> int:
    """Store the marks of a customer who is about to be erased; return the number of handles.

    Raises:
        CouldNot: the key is not valid.
        OSError: it cannot be read or made.
    """
    names, handles = forgotten.handles_of(writer.connection, customer)
    if handles:
        secret = _key() or _new_key()
        forgotten.keep(writer, {_proof(secret), *keyed_hashes(secret, names, handles, alone=True)})
    return len(handles)


class SuppressionList:
    """Tells who asked to be forgotten; falsy if nobody did.

    Attributes:
        is_blind: whether some cannot be recognised, since their key is not here.
        is_elsewhere: whether somebody was forgotten on another pad, and nobody on this one.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._marks = forgotten.all_marks(connection)
        self._secret = (_key() or b"") if self._marks else b""
        self.is_elsewhere = not self._marks and _key() is not None
        self.is_blind = bool(self._marks) and _proof(self._secret) not in self._marks

    def __bool__(self) -> bool:
        return bool(self._marks) and not self.is_blind

    def holds(self, names: list[str], handles: list[tuple[str, str]]) -> bool:
        """Tell whether somebody with these folded names and handles asked to be forgotten.

        Who has come back since, and is on the pad again, does not count.
        """
        found = self._marks & keyed_hashes(self._secret, names, handles, alone=not names)
        if not found:
            return False
        keys = [key.rpartition(":")[2] if kind == "id" else key for kind, key in handles]
        back = forgotten.bearers(self._connection, keys)
        return not any(found & self._marks_of(number) for number in back)

    def known_in(self, copy: sqlite3.Connection) -> list[int]:
        """Return the customers of another state of the pad who asked to be forgotten.

        Whoever has the same number on the pad now has not asked since, and does not count.
        """
        if not self:
            return []
        found = (
            (number, self._marks & keyed_hashes(self._secret, names, handles, alone=not names))
            for number, names, handles in forgotten.everybody(copy)
        )
        return [
            number for number, theirs in found if theirs and not theirs & self._marks_of(number)
        ]

    def _marks_of(self, customer: int) -> set[str]:
        return keyed_hashes(
            self._secret, *forgotten.handles_of(self._connection, customer), alone=True
        )


def _proof(secret: bytes) -> str:
    """Return the mark that proves which key a pad was marked with."""
    return mark(secret, "key")


def _key() -> bytes | None:
    try:
        key = bytes.fromhex(key_file().read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return None
    return key if len(key) == _KEY_BYTES else None


def _new_key() -> bytes:
    """Make a key that only its owner can read, unless another terminal has just made one."""
    path = key_file()
    try:
        _write_key(path)
    except OSError as error:
        raise CouldNot(
            f"{clean(str(path))} could not be written: {clean(error.strerror or '').lower()}.",
            "Make its folder writable, or add `memory=False`.",
        ) from error
    key = _key()
    if key is None:
        raise CouldNot(
            f"{clean(str(path))} is not the right key, so nothing was done.",
            "Delete that file (imports may then bring forgotten people back), or add `memory=False`.",
        )
    return key


def _write_key(path: Path) -> None:
    make_room(path)
    with suppress(FileExistsError), whole_or_not_there(path) as part, part.open("w") as file:
        file.write(os.urandom(_KEY_BYTES).hex())
        file.flush()
        os.fsync(file.fileno())


_MARK_BYTES = 16


def keyed_hashes(
    secret: bytes, names: Iterable[str], handles: Iterable[tuple[str, str]], *, alone: bool
) -> set[str]:
    """Return the marks of a person.

    A card or an id is a mark by itself. An e-mail address is a mark together with any word of the
    name, a phone with the whole name: colleagues and families share them. A name alone is no mark.

    Args:
        secret: the key.
        names: folded names.
        handles: kind and key; the key of an outside id begins with its source.
        alone: add the marks of an e-mail address and a phone by themselves, for rows that have no
            name.
    """
    found = (
        part for kind, key in handles if key for part in _parts(kind, key, [*names], alone=alone)
    )
    return {mark(secret, *part) for part in found}


def mark(secret: bytes, *parts: str) -> str:
    """Return one mark."""
    from hashlib import blake2b

    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=_MARK_BYTES, key=secret).hexdigest()


def _parts(kind: str, key: str, names: list[str], *, alone: bool) -> Iterator[tuple[str, ...]]:
    match kind:
        case "card" | "id":
            yield kind, key
        case "email":
            yield from ((kind, key, word) for name in names for word in name.split())
            if alone:
                yield kind, key
        case "phone":
            end = key[-TELLING_DIGITS:]
            yield from ((kind, end, " ".join(sorted(name.split()))) for name in names)
            if alone:
                yield kind, end
