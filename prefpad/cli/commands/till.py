"""`prefpad till`: use a pad on another machine."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.sanitize import clean
from prefpad.paths import data_folder
from prefpad.till.address import forget, is_address, parse_address, remember, remembered

if TYPE_CHECKING:
    from prefpad.cli.context import Context
    from prefpad.till.address import Address


def till_command(
    ctx: typer.Context,
    address: Annotated[
        str | None,
        typer.Argument(
            metavar="[ADDRESS]",
            help="ssh://account@machine/~/pad.db; leave it out to see which it is.",
        ),
    ] = None,
    off: Annotated[
        bool,
        typer.Option("--off", help="Use a pad on this machine again, and close the connection."),
    ] = False,
) -> None:
    """Use a pad on another machine of the shop, over ssh, for every command from now on.

    The connection, the program there and the pad are checked first. A pad that is named for one
    command, or by PREFPAD_DB, wins over this, and may be such an address. `prefpad help tills`
    shows how to set it up.

    \b
    Examples:
      prefpad till ssh://pad@shop/~/pad.db
      prefpad till --off
    """
    context: Context = ctx.obj
    if off and address:
        raise AskedWrongly(
            "Use only one of ADDRESS and --off.", "`prefpad till` shows which it is."
        )
    if off:
        _leave(context)
    elif address:
        _join(context, parse_address(address))
    else:
        _show(context)


def _join(context: Context, address: Address) -> None:
    path = _look(context, address)
    remember(address)
    context.reply(f"This till uses the pad on {address.host} from now on: {path}.")
    own = data_folder(os.environ) / "pad.db"
    if own.exists():
        context.notice(f"The pad on this machine is still there: `prefpad --db {own}` opens it.")
    if named := os.environ.get("PREFPAD_DB"):
        context.notice(f"But PREFPAD_DB names {_told(named)}, which counts first: unset it.")


def _leave(context: Context) -> None:
    from prefpad.till.ssh import close_line

    known = remembered()
    if known:
        with suppress(AskedWrongly):  # a file that was edited by hand has no line to close
            close_line(parse_address(known))
        forget()
    again = "again" if known else "already"
    context.reply(f"This till uses a pad on this machine {again}.")
    named = os.environ.get("PREFPAD_DB")
    if named and is_address(named):
        context.notice(f"But PREFPAD_DB names {_told(named)}: unset it.")


def _show(context: Context) -> None:
    named = str(context.options.get("db") or os.environ.get("PREFPAD_DB") or "")
    known = named if is_address(named) else None if named else remembered()
    if not known:
        context.reply("This till uses a pad on this machine; `prefpad where` shows which.")
        return
    address = parse_address(known)
    path = _look(context, address)
    context.reply(f"This till uses the pad on {address.host}: {path}.")


def _look(context: Context, address: Address) -> str:
    """Return the file of the pad there, and say if the programs are of two versions."""
    from prefpad import __version__
    from prefpad.till.check import look

    there = look(address)
    if there.version != __version__:
        context.notice(
            f"{address.host} has prefpad {there.version} and this till {__version__}: "
            "update the older one."
        )
    return there.path


def _told(named: str) -> str:
    return str(parse_address(named)) if is_address(named) else clean(named)
