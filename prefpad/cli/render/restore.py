"""Showing a restore: what would happen, what happened, who is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.cli.render.erasure import amount
from prefpad.cli.render.formats import Listing
from prefpad.cli.render.history import moment
from prefpad.cli.render.import_report import alerts_of
from prefpad.restore.backup import Backup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prefpad.restore.restore import Restored
    from prefpad.restore.restore_rows import PadSize


def backup_listing(backups: Sequence[Backup]) -> Listing:
    """List backups."""
    return Listing(
        Backup,
        backups,
        ("when", "file"),
        lambda one: (moment(one.at), one.path),
        nothing="No backups yet.",
    )


def what_would_be(restored: Restored) -> Iterator[str]:
    """Yield what restoring a backup would do."""
    yield f"The pad would be as in {restored.file}{_of(restored)}: {_held(restored.then)}."
    if restored.before:
        yield (
            f"Now it has {_held(restored.before)}; that would be kept as a backup in your data"
            " folder."
        )
    elif restored.pad == "damaged":
        yield "The pad is damaged, so it would not be kept: copy the file first if you need it."
    else:
        yield "There is no pad now."
    yield from _raised(restored, "would be")
    yield from _forgotten(restored, "would be")


def what_was_done(restored: Restored) -> Iterator[str]:
    """Yield what restoring a backup did."""
    yield f"The pad is as in {restored.file}{_of(restored)}: {_held(restored.then)}."
    yield from _raised(restored, "")
    yield from _forgotten(restored, "was" if restored.erased_again == 1 else "were")
    if restored.kept_as and restored.before:
        yield f"The pad as it was, with {_held(restored.before)}, is kept in {restored.kept_as}."


def _of(restored: Restored) -> str:
    if restored.changed_at is None:
        return ""
    return f", last changed on {moment(restored.changed_at)}"


def _held(held: PadSize) -> str:
    return amount(held.notes, held.customers)


def _raised(restored: Restored, verb: str) -> Iterator[str]:
    count = sum(restored.alerts.values())
    if count:
        was, alert, is_ = ("was", "an alert", "is") if count == 1 else ("were", "alerts", "are")
        named = alerts_of(restored.alerts)
        yield f"{named} {was} not {alert} there, and {verb or is_} shown first."


def _forgotten(restored: Restored, verb: str) -> Iterator[str]:
    count = restored.erased_again
    if count:
        who = "customer who has" if count == 1 else "customers who have"
        yield f"{count:,} {who} been forgotten since then {verb} erased from it again."
    if restored.memory_lost:
        yield (
            "Customers forgotten since then cannot be recognised, because the key is missing or the"
            " pad is too damaged: check who is back, and forget them again."
        )
    elif restored.forgot_since:
        yield (
            "Customers forgotten since then who had no e-mail, phone, card or id cannot be"
            " recognised: check who is back, and forget them again."
        )
    if restored.tidied_since:
        yield "Notes tidied away since then are back; `prefpad tidy` lists them."
