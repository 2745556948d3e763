"""Detecting the layout of a list: our own, a known program's, one mapped before, or another."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import fold
from prefpad.domain.record import Record
from prefpad.domain.vocabulary import named
from prefpad.importing.foreign.fields import (
    DAYS,
    FACT,
    OF_CONSENT,
    REFUSAL,
    TargetField,
    column_key,
    home_named,
)
from prefpad.importing.native import layout as own

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from prefpad.importing.foreign.formats import Source

OWN = "prefpad"
_NAMES = frozenset({"name", "first name", "last name", "alias", "company"})
_FOR_WANT_OF_A_NAME = frozenset({"email", "phone"})
_NOT_OF_A_NAME = pattern(r"[\W\d_]+")
_LEAST_KNOWN = 2


class ReadPlan(Record):
    """How to read a list.

    Attributes:
        source: the name of the program, of a list of the owner's, or `OWN`.
        title: what people call it.
        homes: where each column goes, None for one that is not read; empty for our own layout.
        several: what stands between the values of a cell that holds more than one, or empty.
        consent: the consent to messages of everybody in the file, as its name says, or empty.
        is_known: whether nobody need be asked: a known program's, or mapped before.
        day_columns: the places of the columns that hold days.
        whys: why each column goes where it does, in a few words.
        in_groups: whether the first column has the name of each customer above their rows.
        saved: the saved mapping for lists with these columns, or None.
    """

    source: str
    title: str
    homes: tuple[TargetField | None, ...] = ()
    several: str = ""
    consent: str = ""
    is_known: bool = True
    day_columns: tuple[int, ...] = ()
    whys: tuple[str, ...] = ()
    in_groups: bool = False
    saved: tuple[str, Mapping[str, str]] | None = None

    @property
    def is_own(self) -> bool:
        """Whether it is our own layout."""
        return self.source == OWN

    @property
    def names_nobody(self) -> bool:
        """Whether no column names the customer, or only an unrecognised one might."""
        fields = {home.field for home in self.homes if home}
        if self.is_own or fields & _NAMES:
            return False
        return FACT in self.homes or not fields & _FOR_WANT_OF_A_NAME

    def memory(self, header: Sequence[str]) -> dict[str, str]:
        """Return the target of each column by its folded name, for remembering."""
        pairs = zip(header, self.homes, strict=True)
        return {fold(name): str(home) for name, home in pairs if home}


def header_key(header: Sequence[str]) -> str:
    """Return a key that headers with the same columns share, in whatever order."""
    return "\n".join(sorted(fold(name) for name in _without_reason(header)))


def planned(
    header: Sequence[str],
    file: str,
    wanted: Mapping[str, TargetField],
    remembered: Mapping[str, tuple[str, Mapping[str, str]]],
    rows: Sequence[Sequence[str]] = (),
    today: date = date.max,
) -> ReadPlan:
    """Plan how to read a list.

    Args:
        header: its column names.
        file: what the file is called.
        wanted: the homes that the owner gives to columns.
        remembered: the source and homes of lists that were mapped before, by `header_key`.
        rows: its first rows, which say what a column holds where its name does not.
        today: the day it is.

    Raises:
        AskedWrongly: a column that was given a home is not there, or the list lies on its side.
    """
    _refuse_unknown(header, wanted)
    if not wanted and own.is_own(header):
        names = [fold(name) for name in header]
        days = (place for place, name in enumerate(names) if name in own.DAYS)
        return ReadPlan(OWN, OWN, day_columns=tuple(days))
    from prefpad.importing.foreign.child_rows import are_in_groups
    from prefpad.importing.foreign.column_contents import homes_by_content
    from prefpad.importing.foreign.columns_together import homes_by_name
    from prefpad.importing.foreign.formats import KNOWN

    if not wanted:
        _refuse_turned(rows)
    known = remembered.get(header_key(header))
    keys = {column_key(name) for name in header}
    program = program_of(keys)
    homes: Sequence[TargetField | None]
    if known:
        source, by_name = known
        homes = [home_named(by_name.get(fold(name), "fact")) for name in header]
        whys = ["as before"] * len(header)
    elif program:
        source, homes, whys = program.name, program.homes(header), [program.title] * len(header)
    else:
        taken = {one.name for one in KNOWN} | {OWN} | {source for source, _ in remembered.values()}
        source, homes = _named_after(file, taken), homes_by_name(header)
        whys = ["" if home == FACT else "its name" for home in homes]
    given = {fold(name): _not_turned_round(name, home) for name, home in wanted.items()}
    homes = [given.get(fold(name), home) for name, home in zip(header, homes, strict=True)]
    whys = [
        "you said so" if fold(name) in given else why
        for name, why in zip(header, whys, strict=True)
    ]
    in_groups = not program and are_in_groups(rows)
    if in_groups:
        homes[0], whys[0] = TargetField("name"), "above their rows"
    if not known:
        settled = {at for at, name in enumerate(header) if fold(name) in given}
        settled |= program.places(header) if program else set()
        settled |= {0} if in_groups else set()
        for place, found in homes_by_content(header, homes, rows, today, settled).items():
            homes[place], whys[place] = found.home, f"cells: {found.cells}"
    is_known_without = own.REASON not in known[1] if known else program is not None
    if is_known_without and len(_without_reason(header)) < len(header):
        homes[-1] = None
    return ReadPlan(
        source,
        program.title if program else source,
        tuple(homes),
        program.several if program else "",
        (program.consent_of(file) if program else "") or _consent_of(file, homes),
        is_known=bool(known or program),
        day_columns=tuple(at for at, home in enumerate(homes) if home and home.field in DAYS),
        whys=tuple(whys),
        in_groups=in_groups,
        saved=known,
    )


def program_of(keys: set[str]) -> Source | None:
    """Return the program that exports these columns, as `column_key` has them, if one is known."""
    from prefpad.importing.foreign.formats import KNOWN

    likest = max(KNOWN, key=lambda source: source.likeness(keys))
    return likest if likest.likeness(keys) else None


def is_header(cells: Sequence[str], remembered: Container[str]) -> bool:
    """Tell whether the cells of a record are the column names of a list."""
    names = [cell.strip() for cell in cells]
    if own.is_header(names) or header_key(names) in remembered:
        return True
    keys = {column_key(name) for name in names if name}
    if program_of(keys):
        return True
    from prefpad.importing.foreign.column_names import is_known

    known = sum(is_known(name) for name in {*names} if name)
    return known >= _LEAST_KNOWN and 2 * known >= len(keys)


def _not_turned_round(name: str, home: TargetField) -> TargetField:
    """Correct the target of a column of refusals, so that its yes is never a consent."""
    from prefpad.importing.foreign.column_names import home_by_name

    is_refusal = home.field == "messages" and home_by_name(name).field == REFUSAL.field
    return REFUSAL if is_refusal else home


def _refuse_turned(rows: Sequence[Sequence[str]]) -> None:
    """Refuse a list that lies on its side, with a customer in each column.

    Raises:
        AskedWrongly: the cells of its first column are what columns are called.
    """
    from prefpad.importing.foreign.column_names import home_by_name, is_known

    names = [cells[0].strip() for cells in rows if cells]
    known = {home_by_name(name).field for name in names if is_known(name)}
    if len(known) > _LEAST_KNOWN and known & _FOR_WANT_OF_A_NAME and 2 * len(known) >= len(names):
        raise AskedWrongly(
            f"The list lies on its side: {named(names[:3])} are rows, not columns.",
            "Transpose it in a spreadsheet (Paste special), and import the result.",
        )


def _without_reason(header: Sequence[str]) -> Sequence[str]:
    return header[:-1] if header and fold(header[-1]) == own.REASON else header


def _refuse_unknown(header: Sequence[str], wanted: Mapping[str, TargetField]) -> None:
    names = {fold(name) for name in header}
    for name in wanted:
        if fold(name) not in names:
            raise AskedWrongly(
                f"The file has no column named {name[:40]!r}.",
                f"Its columns are {named(header)}.",
            )


def _consent_of(file: str, homes: Sequence[TargetField | None]) -> str:
    """Return `withdrawn` for a list that is called after those who left, unless a column tells."""
    from prefpad.importing.foreign.column_names import names_those_who_left

    if any(home and home.field in OF_CONSENT for home in homes):
        return ""
    return "withdrawn" if names_those_who_left(file.rpartition(".")[0] or file) else ""


def _named_after(file: str, taken: Container[str]) -> str:
    name = " ".join(_NOT_OF_A_NAME.sub(" ", file.rpartition(".")[0] or file).split()).lower()
    name = name or "list"
    others = (f"{name} {number}" for number in range(2, 10_000))
    return name if name not in taken else next(one for one in others if one not in taken)
