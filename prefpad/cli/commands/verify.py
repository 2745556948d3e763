"""`prefpad verify`: check the pad, its folder and its backups."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.errors import as_typed
from prefpad.cli.options import FILE_NAME, FormatOption, only
from prefpad.cli.render.formats import Listing, show
from prefpad.cli.render.serialize import write_json
from prefpad.domain.record import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefpad.cli.context import Context
    from prefpad.verify.rescue_rows import Rescued
    from prefpad.verify.verify import Verified

_DAMAGED, _NOT_WELL = 6, 1


def verify_command(
    ctx: typer.Context,
    relearn: Annotated[
        bool,
        typer.Option(
            "--relearn", help="Work out again what follows from notes and visits, and correct it."
        ),
    ] = False,
    rescue: Annotated[
        Path | None,
        typer.Option(
            "--rescue",
            metavar="NEW",
            help="Save what can be read of a damaged pad in a new one.",
            click_type=FILE_NAME,
        ),
    ] = None,
    form: FormatOption = None,
) -> None:
    """Check the whole pad, its file and folder, the room on the disk and the last backup.

    Nobody has to wait in the meantime. The exit code is 0 if nothing is wrong, 6 if the pad is damaged, else
    1. A pad that was found damaged can be written again once this finds no damage.

    \b
    Examples:
      prefpad verify
      prefpad verify --rescue saved.db
    """
    from prefpad.pad import Pad

    context: Context = ctx.obj
    only("way to go on", relearn=relearn, rescue=rescue is not None)
    path = context.place.path
    if rescue is not None:
        saved = Pad.rescue(path, rescue, today=context.today)
        _answer(context, form, saved, [*_saved(saved)])
        return
    found = _as_typed(Pad.verify(path, today=context.today, relearn=relearn))
    lines = [*_wrong(found)] if context.options.get("quiet") else [*_wrong(found), *_well(found)]
    _answer(context, form, found, lines)
    if found.findings:
        raise typer.Exit(_NOT_WELL if found.is_sound else _DAMAGED)


def _answer(
    context: Context, form: str | None, answer: Verified | Rescued, lines: list[str]
) -> None:
    from prefpad.cli.render.screen import say

    match context.form(form):
        case "table" | "plain":
            for line in lines:
                say(line, context.out)
        case "json":
            write_json(answer, context.out)
        case chosen:
            show(Listing(type(answer), [answer], (), lambda _: ()), chosen, context.out)


def _as_typed(found: Verified) -> Verified:
    typed = tuple(replace(one, hint=as_typed(one.hint)) for one in found.findings)
    return replace(found, findings=typed)


def _wrong(found: Verified) -> Iterator[str]:
    for finding in found.findings:
        yield finding.sentence
        yield f"hint: {finding.hint}"


def _well(found: Verified) -> Iterator[str]:
    for finding in found.mended:
        yield f"{finding.sentence.removesuffix('.')}: corrected."
    if not found.findings:
        yield f"{found.path} is sound: {len(found.checks)} checks found no problem."
    rhythms = f"{found.outdated} of {found.customers} visit rhythms"
    if found.relearned:
        yield f"Relearned what follows from notes and visits; {rhythms} were out of date."
    elif found.outdated:
        yield f"{rhythms} could be updated: `prefpad verify --relearn`."


def _saved(saved: Rescued) -> Iterator[str]:
    customers, notes = (_counted(saved.saved[f"{one}s"], one) for one in ("customer", "note"))
    yield f"Saved {customers} and {notes} in {saved.file}."
    if saved.unnamed:
        yield f"Lost the row of {_counted(saved.unnamed, 'customer')}, who kept the notes: check the names."
    if saved.lost:
        lost = ", ".join(f"{rows} of {table}" for table, rows in saved.lost.items())
        yield f"Lost, at most: {lost}."
    if saved.unreadable:
        yield f"Read only in part: {', '.join(saved.unreadable)}."
    if not (saved.unnamed or saved.lost or saved.unreadable):
        yield "Nothing was lost."


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
