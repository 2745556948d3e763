"""Completing customers, topics, notes and files in the shell. Nothing here ever fails aloud."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer._click.shell_completion import CompletionItem
from typer._click.types import StringParamType
from typer.core import TyperArgument

from prefpad.cli.context import Context
from prefpad.cli.values import NumberOf, are_numbers, refuse_address, refuse_file
from prefpad.domain.errors import AskedWrongly, PrefpadError
from prefpad.domain.normalize import name_key
from prefpad.domain.sanitize import clean
from prefpad.till.address import is_serving

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prefpad.customers.completion_search import Completed

FILES = "file"
"""The type of the item that stands for the files of the folder."""
AFTER_A_FLAG = "prefpad.after_a_flag"
"""Says in `Context.meta` whether the word before the one to complete is an option."""
LISTS = (
    *(".csv", ".tsv", ".tab", ".txt", ".json", ".htm", ".html"),
    *(".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".vcf", ".ics"),
)
"""How files usually end that `import` reads; others are read too, once they are named."""
PADS = (".db", ".db3", ".sqlite", ".sqlite3")
"""How files usually end that are pads or backups of one."""
_STREAM = "-"
_HASH = "#"
_SHELLS_OWN = ("~", "$")
_MOST = 50


class Completing(StringParamType):
    """A text completed from the pad, whatever its case and accents.

    Args:
        what: what is looked up.
    """

    def __init__(self, what: Completed) -> None:
        self._what = what

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[CompletionItem]:
        """Return what begins as `incomplete` does; Typer itself would compare the case too."""
        del param
        return _from_pad(ctx, self._what, incomplete)


class CustomerName(StringParamType):
    """A customer's name, completed by any of its words, with or without quotes."""

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[CompletionItem]:
        """Return the names that match, or how they go on after the words typed before."""
        if before := _words_before(ctx, param):
            return _rest_of_names(ctx, before, incomplete)
        return _from_pad(ctx, "names", incomplete)


class NoteNumber(NumberOf):
    """The number of a note, with its text to choose it by.

    Args:
        what: which notes are offered; any number is taken.
        besides: what else to do where it is no number.
    """

    def __init__(self, what: Completed = "notes", besides: str = "") -> None:
        where = "`prefpad recall NAME` shows the notes with their numbers"
        super().__init__("a note", f"{where}{besides}.")
        self._what = what

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[CompletionItem]:
        """Return the notes whose numbers begin so, the newest first."""
        del param
        return _from_pad(ctx, self._what, incomplete)


class OpenNote(NoteNumber):
    """The number of a note that is open, or any other word, for the command to say what it means."""

    def __init__(self) -> None:
        super().__init__("open notes")

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return what was typed."""
        del param, ctx
        return value


class NoteOrCustomer(CustomerName):
    """Numbers of notes to confirm, or a customer."""

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[CompletionItem]:
        """Return notes where a number is begun or comes next, else names."""
        before = _words_before(ctx, param)
        if are_numbers([*before, incomplete or "0"]):
            return _others(_from_pad(ctx, "notes to confirm", incomplete), before)
        return super().shell_complete(ctx, param, incomplete)


class MoreOpenNotes(StringParamType):
    """Text, or the numbers of more notes that are open."""

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[CompletionItem]:
        """Return open notes as long as there are numbers alone."""
        before = _words_before(ctx, param)
        if not are_numbers(before):
            return []
        return _others(_from_pad(ctx, "open notes", incomplete), before)


class TextAfterName(StringParamType):
    """The text of a note; its first words may still belong to the customer's name."""

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[CompletionItem]:
        """Return how the name goes on, else the topics that a text can begin with."""
        before = _words_before(ctx, param)
        after_a_flag = ctx.meta.get(AFTER_A_FLAG, False)
        rest = [] if after_a_flag else _rest_of_names(ctx, before, incomplete)
        begins = after_a_flag or (
            incomplete and (len(before) == 1 or _from_pad(ctx, "names", " ".join(before)))
        )
        if rest or not begins:
            return rest
        word = incomplete.removeprefix(_HASH)
        topics = (one.value for one in _from_pad(ctx, "topics", word) if " " not in one.value)
        form = "{}:" if word == incomplete else f"{_HASH}{{}}"
        return [CompletionItem(form.format(topic)) for topic in topics]


class CompletingFiles(StringParamType):
    """The name of a file."""

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[CompletionItem]:
        """Leave files to the shell."""
        del ctx, param
        return [CompletionItem(incomplete, type=FILES)]

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Return the name as it was typed, or refuse an empty one, such as a variable without value."""
        del param, ctx
        name = str(value)
        if not name.strip():
            raise AskedWrongly("The name of the file is empty.", "Name a file, or leave it out.")
        return name


class FileName(CompletingFiles):
    """The name of a file; neither a folder nor an address, nor a file named by a till.

    Args:
        or_stream: whether `-` stands for stdin or stdout.
        endings: how files end that are offered; all are if there are none. Any name is taken.
    """

    def __init__(self, *, or_stream: bool = False, endings: tuple[str, ...] = ()) -> None:
        self._or_stream = or_stream
        self._endings = endings

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[CompletionItem]:
        """Return the folders, and the files of these endings, whose names begin so.

        The shell of a till completes its own; of the shop's files it learns nothing.
        """
        if not self._endings or is_serving() or incomplete.startswith(_SHELLS_OWN):
            return super().shell_complete(ctx, param, incomplete)
        return [CompletionItem(name) for name in _files(incomplete, self._endings)]

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Return the name as it was typed, or refuse it."""
        name = refuse_address(super().convert(value, param, ctx))
        if is_serving() and not (self._or_stream and name == _STREAM):
            refuse_file(name, or_stream=self._or_stream)
        if Path(name).is_dir():
            raise AskedWrongly(f"{name} is a folder, not a file.", "Name a file in it.")
        return name


CUSTOMER_NAME = CustomerName()
NOTE_NUMBER = NoteNumber(besides="; `prefpad customer NAME` shows and edits a customer")
NOTE_TO_DELETE = NoteNumber(besides="; `prefpad help privacy` says how a customer is erased")
OPEN_NOTE = OpenNote()
NOTE_OR_CUSTOMER = NoteOrCustomer()
MORE_OPEN_NOTES = MoreOpenNotes()
TEXT_AFTER_NAME = TextAfterName()
TOPIC = Completing("topics")
COLLEAGUE = Completing("colleagues")


def one_of(*words: str) -> Callable[[str], list[str]]:
    """Complete one of a few words."""
    return lambda incomplete: [word for word in words if word.startswith(incomplete)]


def _from_pad(ctx: Any, what: Completed, incomplete: str) -> list[CompletionItem]:
    from prefpad.customers.completion_search import complete

    try:
        offers = complete(ctx.ensure_object(Context).place.path, what, incomplete, _MOST)
    except (PrefpadError, OSError):
        return []
    return [
        CompletionItem(clean(offer.value), help=clean(offer.about), customer=offer.customer)
        for offer in offers
    ]


def _files(incomplete: str, endings: tuple[str, ...]) -> list[str]:
    """Return the folders, each with a slash, and the files with some endings that begin like this."""
    folder, begin = os.path.split(incomplete)
    try:
        with os.scandir(folder or ".") as found:
            entries = [entry for entry in found if _may_be_meant(entry.name, begin)]
        named = [
            f"{entry.name}/" if entry.is_dir() else entry.name
            for entry in entries
            if entry.is_dir() or entry.name.lower().endswith(endings)
        ]
    except OSError:
        return []
    return sorted(os.path.join(folder, name) for name in named)  # noqa: PTH118 - a Path drops "./" and the slash at the end


def _may_be_meant(name: str, begin: str) -> bool:
    is_hidden = name.startswith(".") and not begin.startswith(".")
    return name.startswith(begin) and not is_hidden and clean(name) == name


def _words_before(ctx: Any, param: Any) -> list[str]:
    """Return the words before the one to complete, where several are read as one."""
    if param.nargs != -1:
        return []
    arguments = (each for each in ctx.command.params if isinstance(each, TyperArgument))
    values = (ctx.params.get(each.name) or [] for each in arguments)
    lists = (value if isinstance(value, (list, tuple)) else [value] for value in values)
    return [word for value in lists for typed in value for word in str(typed).split()]


def _others(notes: list[CompletionItem], numbers: Sequence[str]) -> list[CompletionItem]:
    return [note for note in notes if note.value not in numbers]


def _rest_of_names(ctx: Any, before: Sequence[str], incomplete: str) -> list[CompletionItem]:
    found = _from_pad(ctx, "names", " ".join((*before, incomplete)))
    rests: dict[str, int | None] = {}
    for item in found:
        rest = _rest_of_name(item.help or item.value, before, incomplete)
        rests[rest] = None if rest in rests else item.customer
    return [CompletionItem(rest, customer=whose) for rest, whose in rests.items() if rest]


def _rest_of_name(name: str, before: Sequence[str], incomplete: str) -> str:
    """Return how a name continues after some of its words, or else a word of it that begins as typed."""
    words = name.split()
    if all(map(_begins, words, (*before, incomplete))):
        return " ".join(words[len(before) :])
    left = (word for word in words if not any(_begins(word, typed) for typed in before))
    return next((word for word in left if incomplete and _begins(word, incomplete)), "")


def _begins(word: str, typed: str) -> bool:
    return name_key(word).startswith(name_key(typed))
