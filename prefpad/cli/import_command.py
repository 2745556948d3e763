"""`prefpad import`: fill the pad from a CSV file."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.options import FormatOption
from prefpad.cli.undo_command import undo_import
from prefpad.core.errors import AskedWrongly, RowsRejected
from prefpad.render.facts import write_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prefpad.cli.world import World
    from prefpad.core.imports import ImportReport

_FROM_STDIN = "-"
_MOST_PROBLEMS = 20
_LONG_ENOUGH_TO_WAIT = 200_000  # bytes, about 2,000 rows


def import_command(
    ctx: typer.Context,
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="A CSV file; - reads it from stdin.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Go the same way and write nothing.")
    ] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Write the good rows; keep the bad in a file.")
    ] = False,
    undo: Annotated[
        bool,
        typer.Option("--undo", help="Take back the last import, or the one whose number is FILE."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before an undo.")] = False,
    form: FormatOption = None,
) -> None:
    """Fill the pad from a CSV file with one row a note, or a customer without one.

    The columns: customer, id, phone, email, card, address, tags, role, kind, topic, stance, text,
    source, voice, alert, on, by, every, confirmed, author. Only customer is required; the order is
    free. One bad row stops the import and nothing is written, unless --skip-bad. The same file
    again changes nothing.

    \b
    Examples:
      prefpad import customers.csv --dry-run
      prefpad import customers.csv --skip-bad
    """
    world: World = ctx.obj
    if undo:
        undo_import(world, file, form, dry_run=dry_run, yes=yes)
        return
    if file is None:
        raise AskedWrongly("There is no file to import.", "Name a CSV file, or - for stdin.")
    rejects = _free(Path("stdin") if file == _FROM_STDIN else Path(file))
    with (
        world.pad("import", make_default=not dry_run) as pad,
        _progress(world, file) as progress,
    ):
        report = pad.import_file(
            sys.stdin.buffer if file == _FROM_STDIN else file,
            dry_run=dry_run,
            skip_bad=skip_bad,
            rejects=rejects,
            progress=progress,
        )
    _answer(world, report, form, written=not dry_run and (skip_bad or not report.rejected))
    if report.rejected:
        raise _rejected(report, rejects, dry_run=dry_run, skip_bad=skip_bad)


def _free(source: Path) -> Path:
    """Return a file name beside `source` for its rejected rows that is not taken yet."""
    names = (source.with_suffix(f".rejected{again}.csv") for again in ("", *range(2, 10_000)))
    return next(name for name in names if not name.exists())


@contextmanager
def _progress(world: World, file: str) -> Iterator[Callable[[int, int], None] | None]:
    is_short = Path(file).is_file() and Path(file).stat().st_size < _LONG_ENOUGH_TO_WAIT
    if is_short or not sys.stderr.isatty() or world.options.get("quiet"):
        yield None
        return
    from rich.progress import Progress

    from prefpad.render.tables import console

    with Progress(console=console(sys.stderr), transient=True) as bar:
        task = bar.add_task("Importing")
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _answer(world: World, report: ImportReport, form: str | None, *, written: bool) -> None:
    if form in {"json", "jsonl"}:
        write_json(report, world.out, indent=2 if form == "json" else None)
        return
    would = "" if written else "would be "
    counts = (
        f"{report.created:,} {would}created",
        f"{report.updated:,} {would}updated",
        f"{report.unchanged:,} unchanged",
        f"{report.rejected:,} rejected",
    )
    rows = "1 row" if report.read == 1 else f"{report.read:,} rows"
    world.answer(f"{rows} read: {', '.join(counts)}.")


def _rejected(
    report: ImportReport, rejects: Path, *, dry_run: bool, skip_bad: bool
) -> RowsRejected:
    lines = [f"line {problem.line}: {problem.reason}" for problem in report.problems]
    for line in lines[:_MOST_PROBLEMS]:
        typer.echo(line, err=True)
    if len(lines) > _MOST_PROBLEMS:
        typer.echo(f"and {report.rejected - _MOST_PROBLEMS:,} more.", err=True)
    rows = "1 row was" if report.rejected == 1 else f"{report.rejected:,} rows were"
    if skip_bad and not dry_run:
        kept = "it is" if report.rejected == 1 else "they are"
        return RowsRejected(
            f"{rows} rejected; {kept} in {rejects}.", "Mend that file and import it."
        )
    why = "; a dry run writes nothing" if dry_run else ", so nothing was written"
    how = (
        "Mend the file." if skip_bad else "Mend the file, or import the good rows with --skip-bad."
    )
    return RowsRejected(f"{rows} rejected{why}.", how)
