"""`prefpad where`: which file is the pad."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from prefpad.cli.options import FormatOption
from prefpad.cli.render.formats import Listing, show
from prefpad.cli.render.history import moment
from prefpad.cli.render.serialize import write_json
from prefpad.domain.humanize import say_size
from prefpad.domain.record import Record
from prefpad.domain.sanitize import clean
from prefpad.till.address import is_serving

if TYPE_CHECKING:
    from prefpad.cli.context import Context

_NAMED_BY = {
    "--db": "--db",
    "PREFPAD_DB": "PREFPAD_DB",
    "default": "nothing, so your data folder",
    "till": "the till, which is on another machine",
}


class _Where(Record):
    """Where the pad is, or would be.

    Attributes:
        path: the file.
        named_by: `--db`, `PREFPAD_DB`, `till` or `default`.
        bytes: how large it is; None where it is not there.
        backup: its last backup that is there, or None.
        backed_up_at: the moment of that, in ISO form, or None.
    """

    path: str
    named_by: str
    bytes: int | None
    backup: str | None
    backed_up_at: str | None


def where_command(ctx: typer.Context, form: FormatOption = None) -> None:
    """Show which file is the pad, or would be, how large it is and when it was last backed up.

    \b
    Examples:
      prefpad where
      prefpad where --format json
    """
    context: Context = ctx.obj
    found = _find(context)
    chosen = context.form(form)
    lines = _lines(found)
    match chosen:
        case "table":  # a path that is broken into lines cannot be copied
            context.out.writelines(f"{label:<13}{clean(value)}\n" for label, value in lines)
        case "plain":
            context.out.writelines(f"{label}\t{clean(value)}\n" for label, value in lines)
        case "json":
            write_json(found, context.out)
        case _:
            show(Listing(_Where, [found], (), lambda _: ()), chosen, context.out)


def _find(context: Context) -> _Where:
    place = context.place
    path = place.path.absolute()
    named_by = "--db" if context.options.get("db") else "PREFPAD_DB"
    if place.is_default:
        named_by = "default"
    if is_serving():
        named_by = "till"
    if not path.exists():
        return _Where(str(path), named_by, None, None, None)
    with context.pad("where") as pad:
        backups = pad.backups()
    last, at = (backups[-1].path, backups[-1].at) if backups else (None, None)
    return _Where(str(path), named_by, path.stat().st_size, last, at)


def _lines(found: _Where) -> list[tuple[str, str]]:
    if found.bytes is None:
        return [
            ("pad", found.path),
            ("set by", _NAMED_BY[found.named_by]),
            ("size", "not there yet; `prefpad init` makes it"),
        ]
    last = f"{moment(found.backed_up_at)}, {found.backup}" if found.backed_up_at else "none"
    return [
        ("pad", found.path),
        ("set by", _NAMED_BY[found.named_by]),
        ("size", say_size(found.bytes)),
        ("last backup", last),
    ]
