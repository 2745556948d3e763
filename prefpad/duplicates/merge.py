"""Merging two customers without losing anything, in a way that can be undone."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from prefpad.customers import repository as customers
from prefpad.db.unit_of_work import larger_cache
from prefpad.domain.models import Customer, Occasion
from prefpad.domain.normalize import fold
from prefpad.domain.record import Record
from prefpad.domain.vocabulary import KINDS
from prefpad.duplicates import merge_rows as merging
from prefpad.duplicates.find import both
from prefpad.notes import add as jotting
from prefpad.notes.draft import Draft, NoteAttributes, insert_note, make_draft
from prefpad.notes.repository import Notes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import Any

    from prefpad.db.unit_of_work import UnitOfWork, Value
    from prefpad.domain.models import Note
    from prefpad.duplicates.merge_rows import MergeLog
    from prefpad.session import Session


class Merged(Record):
    """What merging two customers did, or would do.

    Attributes:
        customer: the one who stays, as they are afterwards.
        gone: the other, as they were.
        number: of the change, by which it can be undone; None for a dry run.
        moved: how many rows went over, by table.
        shared: how many rows both had and are one now, by table.
        went: the handles, tags and occasions that went over, in words.
        both: those that both had, in words.
        remarks: what stood in conflict and what became of it, a sentence each.
    """

    customer: Customer
    gone: Customer
    number: int | None
    moved: dict[str, int]
    shared: dict[str, int]
    went: tuple[str, ...]
    both: tuple[str, ...]
    remarks: tuple[str, ...]


_FORMS = {"formal": "formal address", "familiar": "familiar address"}
_LASTING = frozenset(
    kind.name for kind in KINDS.values() if not (kind.stays_open or kind.lasts_a_day)
)


class _Loser(NamedTuple):
    """A value that the kept customer's replaces: where it goes, and how it is told."""

    topic: str
    text: str
    remark: str


def merge(session: Session, keep: str, other: str, *, dry_run: bool) -> Merged:
    """Merge two customers; see `Pad.merge`."""
    if not dry_run:
        session.refuse_damage()
    with larger_cache(session.connection), session.transaction("merge") as writer:
        writer.keep = not dry_run
        return _merge(session, writer, *both(session, keep, other))


def _merge(session: Session, writer: UnitOfWork, keep: int, other: int) -> Merged:
    """Move everything of `other` to `keep`, and remove `other`.

    What both say is one; what differs stays as `keep` has it, and what `other` had becomes an alias
    or a fact, so that it can be looked up. Notes keep their numbers.
    """
    (gone,) = customers.get(writer.connection, [other])
    going = merging.MergeLog(defaultdict(list), defaultdict(list))
    remarks: list[str] = []
    if merging.move_apart(writer, keep, other):
        remarks.append("They were marked as different people; that is undone.")
    remarks += _settle(writer, keep, other, going, session.today)
    alike = [*_alike(Notes(writer.connection), keep, other)]
    merging.move_rows(writer, keep, other, going)
    remarks += [_see_again(session, writer, one, its) for one, its in alike]
    writer.touch("customers", keep, keep)
    writer.delete("customers", other)
    (customer,) = customers.get(writer.connection, [keep])
    number = writer.change() if writer.keep else None
    moved, shared = ({table: len(rows) for table, rows in found.items()} for found in going)
    went, shared_words = (tuple(filter(None, chain(*found.values()))) for found in going)
    return Merged(customer, gone, number, moved, shared, went, shared_words, tuple(remarks))


def _settle(
    writer: UnitOfWork, keep: int, other: int, going: MergeLog, today: date
) -> Iterator[str]:
    """Combine the fields, handles and occasions of two customers."""
    ours = merging.fields_of(writer.connection, keep)
    theirs = merging.fields_of(writer.connection, other)
    changes, losers = _fields(ours, theirs)
    taken = frozenset(_FORMS.keys() & changes.keys())
    writer.update("customers", keep, changes)
    for kind, value in merging.move_handles(writer, keep, other, taken, going):
        if kind == "name":
            yield f"{value} becomes an alias."
        else:
            yield f"{ours[kind]} stays the {_FORMS[kind]}; {value} becomes an alias."
    losers += _occasions(writer, keep, other, going)
    for loser in losers:
        draft = make_draft(loser.text, today, kind="fact", topic=loser.topic, source="relayed")
        insert_note(writer, keep, draft)
        yield f"{loser.remark} is kept as a fact."


def _fields(ours: dict[str, Any], theirs: dict[str, Any]) -> tuple[dict[str, Value], list[_Loser]]:
    """Return what to set on the kept customer, and the values it replaces."""
    changes: dict[str, Value] = {}
    losers: list[_Loser] = []
    for field in (*_FORMS, "pronounced", "not_called", "owner"):
        mine, its = ours[field], theirs[field]
        if its and not mine:
            changes[field] = its
        elif not its or fold(mine) == fold(its) or field in _FORMS:
            continue
        elif field == "not_called":
            changes[field] = f"{mine}; {its}"
        elif field == "owner":
            losers.append(_Loser("owner", f"also looked after by {its}", f"Its owner {its}"))
        else:
            losers.append(_Loser("name", f"also said {its}", f"How it is said, {its},"))
    if ours["role"] != theirs["role"]:
        role = theirs["role"]
        losers.append(_Loser("role", f"was also kept as a {role}", f"The role {role}"))
    changes["created_on"] = min(ours["created_on"], theirs["created_on"])
    return changes, losers


def _occasions(writer: UnitOfWork, keep: int, other: int, going: MergeLog) -> Iterator[_Loser]:
    ours = {row["name"]: row for row in merging.occasions_of(writer.connection, keep)}
    for its in merging.occasions_of(writer.connection, other):
        mine = ours.get(its["name"])
        if mine is None:
            writer.update("occasions", its["number"], {"customer": keep})
            going.moved["occasions"].append(f"{its['name']} {_day(its)}")
            continue
        writer.delete("occasions", its["number"])
        going.shared["occasions"].append(its["name"])
        same_day = (mine["month"], mine["day"]) == (its["month"], its["day"])
        if same_day and mine["year"] is None:
            writer.update("occasions", mine["number"], {"year": its["year"]})
        elif not same_day or its["year"] not in {None, mine["year"]}:
            day = _day(its)
            yield _Loser(its["name"], f"also kept as {day}", f"The {its['name']} {day}")


def _day(row: dict[str, Any]) -> str:
    return Occasion(row["name"], row["month"], row["day"], row["year"]).written


def _alike(notes: Notes, keep: int, other: int) -> Iterator[tuple[Note, Note]]:
    """Yield pairs of open notes of both customers that say the same, the older first."""
    taken: set[int] = set()
    joined: set[int] = set()
    for mine, its in notes.same_of_both(keep, other):
        if its.number in joined or mine.number in taken or its.kind not in _LASTING:
            continue
        if _can_be_one(mine, its):
            joined.add(its.number)
            taken.add(mine.number)
            older, newer = sorted((mine, its), key=lambda note: (note.noted_on, note.number))
            yield older, newer


def _can_be_one(one: Note, other: Note) -> bool:
    private_alert = (one.alert or other.alert) and "private" in {one.voice, other.voice}
    return one.stance == other.stance and not private_alert


def _see_again(session: Session, writer: UnitOfWork, older: Note, newer: Note) -> str:
    """Count the newer of two equal notes as seeing the older one again, and close it."""
    notes = Notes(writer.connection)
    older = notes.get(older.number) or older
    attributes = NoteAttributes(
        KINDS[newer.kind],
        newer.stance,
        newer.source,
        newer.voice,
        notes.voice_is_by_hand(newer.number),
        newer.standing,
        newer.alert,
        given=False,
    )
    draft = Draft(
        attributes, newer.topic, newer.text, newer.noted_on, newer.confirmed_on, newer.by, newer.every,
        author=newer.author,
    )  # fmt: skip
    jotting.record_seen_again(session, writer, older, draft)
    ending: dict[str, Value] = {"ended_on": session.today.isoformat(), "ended": "withdrawn"}
    writer.update("notes", newer.number, ending)
    return f"Notes {older.number} and {newer.number} say the same: note {older.number} is kept."
