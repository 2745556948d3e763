"""Reading a json object as a stream, however long a list in it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.memoize import pattern
from prefpad.domain.sanitize import clean
from prefpad.importing.csv.sniff import failures_told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TextIO

_CHUNK = 1 << 16
_HEAD = 1 << 10
_NEAR_THE_END = 16
_BLANK = pattern(r"[ \t\r\n]*")
_FIRST = pattern(r'\s*\{\s*"prefpad"\s*:')


class Member(NamedTuple):
    """A value of the object, or one element of its list: `place` is its place there, from 0."""

    name: str
    place: int | None
    value: Any


def is_archive(path: Path) -> bool:
    """Tell whether a file is a json object that begins with the key of our exports."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(_HEAD)
        text = head.decode(json.detect_encoding(head), errors="ignore")
    except (OSError, ValueError):
        return False
    return _FIRST.match(text) is not None


def members(path: Path, listed: str, progress: Callable[[int], None]) -> Iterator[Member]:
    """Yield the members of the object in a file, and one by one the elements of one of its lists.

    Args:
        path: the file.
        listed: the name of that list; the others are yielded whole.
        progress: told the bytes read so far.

    Raises:
        AskedWrongly: it is not sound json, or a name stands twice in an object.
        CouldNot: the file cannot be read.
    """
    with failures_told(path):
        with path.open("rb") as file:
            encoding = json.detect_encoding(file.read(4))
        text = path.open(encoding=encoding, newline="")
    with text:
        reader = _Reader(path, text, progress)
        reader.take("{")
        names: set[str] = set()
        while True:
            name = reader.value()
            if not isinstance(name, str) or name in names:
                reader.fail(f"{clean(str(name))[:40]!r} is not a name that belongs there")
            names.add(name)
            reader.take(":")
            if name == listed and reader.goes_on("["):
                place = 0
                while not reader.goes_on("]"):
                    if place:
                        reader.take(",")
                    yield Member(name, place, reader.value())
                    place += 1
                yield Member(name, None, [])
            else:
                yield Member(name, None, reader.value())
            if reader.goes_on("}"):
                break
            reader.take(",")
        reader.end()


class _Reader:
    def __init__(self, path: Path, file: TextIO, progress: Callable[[int], None]) -> None:
        self._path = path
        self._file = file
        self._progress = progress
        self._decode = json.JSONDecoder(
            object_pairs_hook=_object, parse_constant=_no_number
        ).raw_decode
        self._text = ""
        self._at = 0
        self._lines = 1

    def goes_on(self, character: str) -> bool:
        """Take a character if it comes next, and tell whether it did."""
        found = self._next() == character
        self._at += found
        return found

    def take(self, character: str) -> None:
        if not self.goes_on(character):
            self.fail(f"a {character} is missing")

    def value(self) -> Any:
        self._next()
        while True:
            try:
                value, end = self._decode(self._text, self._at)
            except json.JSONDecodeError as error:
                ahead = error.pos - self._at
                cut_short = error.msg.startswith("Unterminated") or (
                    error.pos >= len(self._text) - _NEAR_THE_END
                )
                if not (cut_short and self._more()):
                    self.fail(error.msg[0].lower() + error.msg[1:], ahead)
            except RecursionError:
                self.fail("it is nested too deeply")
            except ValueError as error:
                self.fail(str(error))
            else:
                if end < len(self._text) or not self._more():
                    self._at = end
                    return value

    def end(self) -> None:
        if self._next():
            self.fail("there is something after its end")

    def fail(self, why: str, ahead: int = 0) -> NoReturn:
        at = self._at + ahead
        line = self._lines + self._text.count("\n", 0, at)
        if at >= len(self._text):
            why = "it is cut short"
        raise AskedWrongly(
            f"{self._path.name} is not valid json at line {line}: {why}.",
            "Fix it there, or export the pad again.",
        )

    def _next(self) -> str:
        while True:
            blank = _BLANK.match(self._text, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def _more(self) -> bool:
        left = len(self._text) - self._at
        with failures_told(self._path):
            piece = self._file.read(max(_CHUNK, left))
        self._lines += self._text.count("\n", 0, self._at)
        self._text = self._text[self._at :] + piece
        self._at = 0
        if piece:
            self._progress(self._file.buffer.tell())
        return bool(piece)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{clean(twice)[:40]!r} appears twice in one object")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")
