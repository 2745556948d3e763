"""Showing what erasing would delete, what it deleted, and what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.cli.render.formats import Listing
from prefpad.cli.render.history import counted, listed
from prefpad.domain.humanize import say_day
from prefpad.privacy.models import Outlived

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from prefpad.privacy.models import Forgetting, Tidied

_MOST_NAMED = 20
UNCLEAN = (
    "Traces are still in the file, because another terminal is using it or it cannot be written"
    " now; the next command removes them."
)


def what_would_go(one: Forgetting, *, backups: bool) -> Iterator[str]:
    """Yield what forgetting a customer would erase, backups too if so asked, and what not."""
    yield f"{one.customer} @{one.number} would be erased for good: {listed(counted(one.rows))}."
    yield from _what_stays(one)
    if one.backups:
        how = "would be deleted" if backups else "--backups deletes them too"
        yield f"{_holding(one)} ({how}):"
        yield from (f"  {path}" for path in one.backups)


def what_went(one: Forgetting, key_file: Path | None) -> Iterator[str]:
    """Yield what forgetting a customer erased, and what is kept.

    Args:
        one: what went.
        key_file: where the key to the memory is; None if none was wanted.
    """
    yield f"{one.customer} @{one.number} is forgotten: {listed(counted(one.rows))}."
    yield from _what_stays(one)
    if one.backups_deleted:
        yield f"{_backups(one.backups_deleted)} deleted."
    if one.backups:
        yield f"{_holding(one)}; delete:"
        yield from (f"  {path}" for path in one.backups)
    if one.remembered:
        yield (
            f"Kept, so that no import brings them back: a keyed hash of {one.remembered} of their"
            f" names and numbers, and its key in {key_file}."
        )
        yield "`prefpad forget --no-memory` deletes that for every forgotten customer."
    elif key_file:
        yield "Nothing is kept that would let an import recognise them."
    if not one.is_clean:
        yield UNCLEAN


def outlived_listing(found: Iterable[Outlived], today: date) -> Listing:
    """List what is past its retention time."""
    return Listing(
        Outlived,
        found,
        ("note#", "customer", "what", "text", "since"),
        lambda one: (
            "" if one.note is None else str(one.note),
            f"{one.customer} @{one.customer_number}" if one.note is None else one.customer,
            one.why,
            "everything kept about them" if one.note is None else one.text,
            say_day(one.since, today),
        ),
        nothing="Nothing is past its retention time.",
    )


def tidied_lines(tidied: Tidied) -> Iterator[str]:
    """Yield what tidying erased."""
    yield f"Erased for good: {amount(tidied.notes, tidied.customers)}."
    if not tidied.is_clean:
        yield UNCLEAN


def amount(notes: int, customers: int) -> str:
    """Return numbers of notes and customers as `3 notes and 1 customer`."""
    rows = {"notes": notes, "customers": customers}
    return listed(counted({table: count for table, count in rows.items() if count}))


def _what_stays(one: Forgetting) -> Iterator[str]:
    numbers = one.mentioned_in
    if numbers:
        named = ", ".join(map(str, numbers[:_MOST_NAMED]))
        more = f" and {len(numbers) - _MOST_NAMED:,} more" if len(numbers) > _MOST_NAMED else ""
        have = "note on another has" if len(numbers) == 1 else "notes on others have"
        stays = "stays" if len(numbers) == 1 else "stay"
        yield f"{len(numbers):,} {have} this name in the text and {stays}: {named}{more}."


def _holding(one: Forgetting) -> str:
    count = len(one.backups)
    return f"{_backups(count)} still {'contains' if count == 1 else 'contain'} them"


def _backups(count: int) -> str:
    return "1 backup" if count == 1 else f"{count} backups"
