"""How a list would be read, before anything is taken from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column of a list.

    Attributes:
        name: what it is called.
        field: the field that it goes to.
        cells: its cells in the first rows.
        why: why it goes there, in a few words; empty if nothing says where it belongs.
    """

    name: str
    field: str
    cells: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True)
class Preview:
    """How a list would be read.

    Attributes:
        source: whose layout it has: `prefpad`, `square`, ...; a name of its own for another list.
        title: what people call that.
        is_known: whether it is a known program's, or was mapped before.
        columns: what becomes of each column; empty for our own layout.
        names_nobody: whether no column says whom a row is about.
        doubtful_day: a day that can be read two ways, where the file does not prove its order and
            the pad has none; else empty.
        header_line: the line with the column names; 0 if there is none.
        repairs: cells whose letters were encoded twice, each with how it was meant; the first few.
    """

    source: str
    title: str
    is_known: bool
    columns: tuple[Column, ...]
    names_nobody: bool
    doubtful_day: str
    header_line: int = 1
    repairs: tuple[tuple[str, str], ...] = ()
