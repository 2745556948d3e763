"""Turning any failure into a sentence, a hint and an exit code."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from typer._click.exceptions import ClickException

from prefpad.domain.errors import PrefpadError
from prefpad.domain.memoize import pattern
from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

_INTERRUPTED = 130
_NOT_UNDERSTOOD = "That command line could not be understood."
_NO_ROOM = frozenset((errno.ENOSPC, errno.EFBIG, errno.EDQUOT))
_LOOK_FIRST = "The change may have been saved: check before you try again."


class Failed(Exception):
    """A failure that has been reported; `exit_code` is for the shell."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code


@contextmanager
def failures_as_sentences() -> Iterator[None]:
    """Report failures within the context on stderr.

    Raises:
        Failed: with the documented exit code.
    """
    try:
        yield
    except PrefpadError as error:
        raise _told(error.sentence, as_typed(error.hint), error.exit_code) from error
    except ClickException as error:
        raise _told(_NOT_UNDERSTOOD, "`prefpad --help` shows the commands.", 2) from error
    except (KeyboardInterrupt, typer.Abort) as error:
        raise _told(str(error) or "Cancelled. Nothing was changed.", "", _INTERRUPTED) from error
    except typer.Exit as error:
        raise Failed(error.exit_code) from error
    except BrokenPipeError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise Failed(0) from error
    except EOFError as error:
        raise _told("No answer, so nothing was changed.", "", 1) from error
    except OSError as error:
        reason = clean(error.strerror or str(error))
        if error.errno in _NO_ROOM:  # the pad has its own words for its own full disk
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise _told(f"The answer could not be written: {reason}.", _LOOK_FIRST, 1) from error
        raise _told(f"That could not be done: {reason}.", "", 1) from error
    except (sqlite3.Error, UnicodeError, OverflowError, RecursionError, MemoryError) as error:
        raise _told(f"That could not be done: {clean(str(error))}.", "", 1) from error


def _told(sentence: str, hint: str, exit_code: int) -> Failed:
    from prefpad.cli.render.screen import say_failure

    say_failure(sentence, hint)
    return Failed(exit_code)


_CODE = pattern(r"`(?:[Pp]ad\.(?P<verb>\w+)\((?P<arguments>[^`]*)\)|(?P<argument>\w+=[^`]*))`")
_BETWEEN = pattern(r", (?![^(\[]*[)\]])")
_PLAIN = pattern(r"'([\w.@/-]+)'")
_COMMANDS = {
    "make": "init",
    "rescue": "verify",
    "customers": "customer",
    "edit": "customer",
    "edit_note": "edit",
    "delete_note": "delete",
    "history": "show",
    "import_file": "import",
    "set": "settings",
    "untold": "tell --rest",
}
_FLAGS = {
    "form": "format",
    "into": "rescue",
    "path": "db",
    "private": "show-private",
    "replace": "force",
}
_COLUMNS = pattern(r"columns=\{'([^']+)': '([^']+)'\}")
_OTHERWISE = {
    "path=PAD": "--db or PREFPAD_DB",
    "wanted=Edit(consents=['notes=given'])": "--consent notes=given",
}


def as_typed(hint: str) -> str:
    """Return a hint of the library, with its code as a person types it."""
    return _CODE.sub(_typed, hint)


def _typed(code: re.Match[str]) -> str:
    if code["argument"]:
        return _argument(code["argument"])
    command = _COMMANDS.get(code["verb"], code["verb"])
    arguments = filter(None, _BETWEEN.split(code["arguments"]))
    return f"`{' '.join(('prefpad', command, *map(_argument, arguments)))}`"


def _argument(argument: str) -> str:
    if argument in _OTHERWISE:
        return _OTHERWISE[argument]
    if column := _COLUMNS.fullmatch(argument):
        return f'--map "{column[1]}={column[2]}"'
    name, equals, value = argument.partition("=")
    if not equals or not name.isidentifier():
        return _PLAIN.sub(r"\1", argument)
    value = _PLAIN.sub(r"\1", value)
    flag = f"--{_FLAGS.get(name, name).replace('_', '-')}"
    match name, value:
        case "kind", kind:
            return f"--{kind}"
        case _, "" | "True":
            return flag
        case _, "False":
            return f"--no-{name}"
        case _:
            return f"{flag} {value}"
