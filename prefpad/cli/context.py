"""The context of a command: its streams, terminal, clock and pad."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING, TextIO

from prefpad.cli.errors import as_typed
from prefpad.cli.values import refuse_address
from prefpad.db import connection as opening
from prefpad.db.errors import refuse_unreadable
from prefpad.domain.errors import BadDay, CouldNot, Declined, PrefpadError
from prefpad.domain.sanitize import clean
from prefpad.paths import which_pad
from prefpad.till.address import SERVING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from prefpad.cli.render.formats import Listing
    from prefpad.domain.record import Record
    from prefpad.pad import Pad
    from prefpad.paths import Place

_YES = frozenset({"y", "yes"})
_NO = frozenset({"n", "no"})
_CANCELLED = "Cancelled. Nothing was changed."
_UNDER_A_CHOICE = "     "
_UNDER_A_PROMPT = "   "
_SAVED = "Stopped, but the change was saved. `prefpad undo` takes it back."


_COPIED_AT_ONCE = 16_000_000
"""The bytes of a pad that is copied before the next prompt, in some hundredths of a second."""


class Context:
    """The context in which a command runs.

    Attributes:
        options: those given before or after the command's name: `db`, `author`, `quiet`, `no_pager`.
        pages_lists: whether long lists go through a pager, as the pad's setting says.
        lines_noticed: how many lines on the screen are not part of an answer.
    """

    def __init__(self) -> None:
        self.options: dict[str, str | bool] = {}
        self.pages_lists = True
        self.lines_noticed = 0
        self._shared: Pad | None = None
        self._is_waiting = False
        self._opened: Path | None = None
        self._to_check: Path | None = None
        self._to_back_up: Path | None = None

    @property
    def place(self) -> Place:
        """Which file is the pad."""
        named = self.options.get("db") or os.environ.get("PREFPAD_DB") or ""
        return which_pad(refuse_address(str(named)))

    @property
    def today(self) -> date:
        """The day it is; `PREFPAD_TODAY` sets it for rehearsals and tests."""
        from prefpad.domain.dates import checked_day, local_today

        rehearsed = os.environ.get("PREFPAD_TODAY")
        if not rehearsed:
            return local_today()
        try:
            return checked_day(date.fromisoformat(rehearsed))
        except (ValueError, BadDay):
            raise BadDay(
                f"PREFPAD_TODAY is {clean(rehearsed[:20])!r}, which is not a valid date.",
                "Write it as 2026-03-04, in the years 1900 to 2200, or unset it.",
            ) from None

    @property
    def author(self) -> str | None:
        """The author, if one was given."""
        author = self.options.get("author") or os.environ.get("PREFPAD_AUTHOR")
        till = os.environ.get(SERVING)
        if till:
            return f"{author} ({till})" if author else till
        return str(author) if author else None

    @property
    def at_a_terminal(self) -> bool:
        """Whether there is a person to ask."""
        return bool(sys.stdin and sys.stdin.isatty() and sys.stderr.isatty())

    @property
    def out(self) -> TextIO:
        """The stream for the answer."""
        return sys.stdout

    def form(self, chosen: str | None) -> str:
        """Return the format to show in: as chosen, else a table at a terminal, else plain."""
        return chosen or ("table" if self.out.isatty() else "plain")

    @contextmanager
    def pad(self, command: str, *, make_default: bool = False) -> Iterator[Pad]:
        """Open the pad for a command, or use the one that is shared.

        Args:
            command: what the journal calls it.
            make_default: make the pad in the default place if there is none, once something is
                written, and say so.
        """
        if self._shared:
            self._shared.session.command = command
            yield self._shared
            return
        from prefpad.pad import Pad

        place = self.place
        making = make_default and place.is_default and not place.path.exists()
        pad = Pad(
            place.path,
            today=self.today,
            create="when written" if making else False,
            author=self.author,
            command=command,
            wait_on=self._wait_on,
        )
        self._opened = pad.path
        with pad:
            if not pad.is_clean:
                self.notice(
                    "Traces of what was erased are still in the file; the next command removes them."
                )
            try:
                yield pad
                self._note_what_is_due(pad)
            except KeyboardInterrupt as error:
                if not error.args and pad.session.has_saved():
                    raise KeyboardInterrupt(_SAVED) from None
                raise
            except EOFError:
                if pad.session.has_saved():
                    raise Declined(_SAVED) from None
                raise
            finally:
                if making and pad.session.is_made:
                    self.notice(f"Made a new pad at {place.path}.")
            if self.out.isatty():
                from prefpad.domain.screen_settings import PAGER

                self.pages_lists = pad.session.settings.value(PAGER)

    def _wait_on(self, seconds: float) -> bool:
        """Wait for another terminal: for ten seconds, or for as long as a person wants to."""
        waits = self.at_a_terminal or opening.not_for_long(seconds)
        if waits and not self._is_waiting:
            self._is_waiting = True
            how_long = (
                "until it is done; Ctrl-C cancels"
                if self.at_a_terminal
                else f"up to {opening.WAIT_SECONDS:.0f} seconds"
            )
            self.notice(f"Another terminal is writing; waiting {how_long}.")
        return waits

    @contextmanager
    def blaming_the_pad(self) -> Iterator[None]:
        """Report failures after a pad was opened as failures of that pad.

        What it has that nobody can understand may come to light only when it is drawn.
        """
        try:
            yield
        except Exception:
            if self._opened is None:
                raise
            with refuse_unreadable(self._opened):
                raise

    def look_after_the_pad(self) -> None:
        """Check and back up a changed pad once a day, after the answer."""
        to_check, to_back_up = self._to_check, self._to_back_up
        self._to_check = self._to_back_up = None
        path = to_check or to_back_up
        if path is None:
            return
        from prefpad.pad import Pad

        try:
            if to_check:
                with Pad(path, today=self.today) as pad:
                    pad.session.refuse_damage()
            if to_back_up and path.stat().st_size < _COPIED_AT_ONCE:
                self._back_up(path)
            elif to_back_up:
                _in_the_background(lambda: self._back_up(path))
        except KeyboardInterrupt:
            raise KeyboardInterrupt(_SAVED) from None
        except OSError:
            return
        except PrefpadError as error:
            if to_check:  # once a day
                self.notice(error.sentence)
                self.notice(f"hint: {as_typed(error.hint)}")

    def back_up_before(self, pad: Pad, list_: str) -> None:
        """Make the backup of today before a long list is imported, where it can be made."""
        if "PREFPAD_TODAY" in os.environ or not pad.session.is_made:
            return
        from prefpad.importing.engine import LONG_LIST

        with suppress(OSError, PrefpadError):
            if os.stat(list_).st_size > LONG_LIST:  # noqa: PTH116 - a name that no file can have
                from prefpad.restore.daily import back_up_daily

                back_up_daily(pad.session)

    def _back_up(self, path: Path) -> None:
        from prefpad.pad import Pad
        from prefpad.restore.daily import back_up_daily

        with Pad(path, today=self.today, author=self.author, command="backup") as pad:
            back_up_daily(pad.session)

    def _note_what_is_due(self, pad: Pad) -> None:
        """Note whether a change calls for a check and a backup; in a rehearsal, for no backup."""
        if pad.session.is_check_due():
            self._to_check = pad.path
        if "PREFPAD_TODAY" not in os.environ and pad.session.has_saved():
            from prefpad.restore.daily import is_backup_due

            if is_backup_due(pad.session):
                self._to_back_up = pad.path

    @contextmanager
    def page(self, form: str) -> Iterator[TextIO]:
        """Yield a stream for a list; one longer than the screen goes through a pager.

        Args:
            form: of the list; only a table at a terminal is paged.
        """
        is_read = form == "table" and self.out.isatty() and os.environ.get("TERM") != "dumb"
        if is_read and self.pages_lists and not self.options.get("no_pager"):
            from prefpad.cli.terminal import paged

            with paged(self.out) as out:
                yield out
        else:
            yield self.out

    def show(self, listing: Listing, form: str) -> None:
        """Write a list in one of the formats, through a pager if it is longer than the screen."""
        from prefpad.cli.render.formats import show

        with self.page(form) as out:
            show(listing, form, out)

    @contextmanager
    def sharing_a_pad(self) -> Iterator[Pad]:
        """Open the pad once for all commands within the context."""
        with self.pad("counter") as pad:
            self._shared = pad
            try:
                yield pad
            finally:
                self._shared = None

    def reply(self, line: str) -> None:
        """Write a line of the answer, unless quiet."""
        if not self.options.get("quiet"):
            _say(line, self.out)

    def answer(self, record: Record, lines: Iterable[str], form: str | None) -> None:
        """Answer with a record as json where that is asked for, else with lines."""
        if form in {"json", "jsonl"}:
            from prefpad.cli.render.serialize import write_json

            write_json(record, self.out, indent=2 if form == "json" else None)
            return
        for line in lines:
            self.reply(line)

    def notice(self, line: str) -> None:
        """Write a line that is not part of the answer, unless quiet."""
        if not self.options.get("quiet"):
            self.lines_noticed += _say(line, sys.stderr)

    def ask(self, *prompt: str, seconds: float | None = None) -> str:
        """Ask for a line, and return it stripped.

        Args:
            prompt: the lines.
            seconds: how long to wait at most, or None for as long as it takes.

        Raises:
            TimeIsUp: nobody pressed Enter for so long.
            EOFError, KeyboardInterrupt: Ctrl-D, Ctrl-C.
        """
        import readline

        from prefpad.cli.terminal import read_line

        if readline.get_completer() is None:
            readline.set_completer(_offer_nothing)
            readline.parse_and_bind(r'"\e&": ""')
        sys.stdout.flush()
        last = _prompt(prompt)
        known = last if self.out.isatty() else ""  # where the line begins, for editing it
        sys.stderr.write("" if known else last)
        sys.stderr.flush()
        try:
            return read_line(known, seconds).strip()
        except (EOFError, KeyboardInterrupt):
            sys.stderr.write("\n")
            raise

    def read_text(self, words: Sequence[str]) -> str:
        """Join the words of a text; a dash alone reads it from stdin instead."""
        if [*words] == ["-"]:
            return sys.stdin.read() if sys.stdin else ""
        return " ".join(words)

    def agrees(
        self, question: str, *, by_default: bool = False, also: Collection[str] = ()
    ) -> bool:
        """Ask for yes or no; Enter means the default.

        Args:
            question: what to ask.
            by_default: what Enter means.
            also: what means yes besides.
        """
        yes = {*_YES, *also}
        given = self.ask(f"{question} ({'Y/n' if by_default else 'y/N'})").lower()
        while given not in {"", *yes, *_NO}:
            given = self.ask("Type y or n:").lower()
        return given in yes or (by_default and not given)

    def press(self, *prompt: str, keys: Collection[str]) -> str:
        """Ask for one of a few keys; at a terminal no Enter is needed."""
        known = [*keys]
        which = f"Type {listed_or(known)}."
        while True:
            given = self._key(*prompt)
            if given in known:
                return given
            self.notice(which)

    def _key(self, *prompt: str) -> str:
        from prefpad.cli.terminal import single_keys

        with single_keys() as read_key:
            if read_key is None:
                given = self.ask(*prompt).lower()
                return given[:1] if given in {*_YES, *_NO} else given
            sys.stdout.flush()
            sys.stderr.write(_prompt(prompt))
            sys.stderr.flush()
            try:
                given = read_key().lower()
            except (EOFError, KeyboardInterrupt):
                sys.stderr.write("\n")
                raise
        sys.stderr.write(f"{clean(given)}\n")
        return given

    def confirm_or_abort(
        self, would: str, question: str, otherwise: str, shown: Iterable[str] = ()
    ) -> None:
        """Ask before a command with far-reaching effects goes on.

        Args:
            would: what it would do, told where there is nobody to ask.
            question: what to ask.
            otherwise: what is told after a no.
            shown: what to know before answering.

        Raises:
            Declined: the answer is no.
            CouldNot: there is nobody to ask.
        """
        if not self.at_a_terminal:
            raise CouldNot(would, "Add --yes to go ahead, or --dry-run to preview.")
        for line in shown:
            self.notice(line)
        if not self.agrees(question):
            raise Declined(otherwise)

    def choose(self, choices: Sequence[str], question: str = "Which one?") -> int:
        """Let the person pick one of several and return its place in the list.

        One alone is asked about, and Enter does not take it.

        Raises:
            Declined: nothing was picked.
        """
        if len(choices) == 1:
            if self.agrees(f"{choices[0][:1].upper()}{choices[0][1:]}?", also="1"):
                return 0
            raise Declined(_CANCELLED)
        for number, choice in enumerate(choices, 1):
            _say(f"{number:3}  {choice}", sys.stderr, _UNDER_A_CHOICE)
        which = f"1-{len(choices)}"
        prompt = f"{question} ({which}, Enter to cancel)"
        while picked := self.ask(prompt):
            if picked.isdecimal() and picked.isascii() and 1 <= int(picked[:9]) <= len(choices):
                return int(picked) - 1
            prompt = f"Type {which}, or press Enter to cancel:"
        raise Declined(_CANCELLED)


def _offer_nothing(_text: str, _state: int) -> None:
    """Complete nothing; readline would list this machine's files to a till."""


def _in_the_background(work: Callable[[], None]) -> None:
    """Do something in a process detached from the terminal, while the person goes on."""
    if os.fork():
        return
    try:
        os.setsid()
        for stream in range(3):
            os.dup2(os.open(os.devnull, os.O_RDWR), stream)
        with suppress(Exception):
            work()
    finally:
        os._exit(0)


def listed_or(keys: Collection[str]) -> str:
    """Return the keys for a sentence: `y, n or q`."""
    *first, last = keys
    return f"{', '.join(first)} or {last}" if first else last


def _say(line: str, out: TextIO, indent: str = "") -> int:
    from prefpad.cli.render.screen import say

    return say(line, out, indent)


def _prompt(lines: Sequence[str]) -> str:
    """Write the lines of a prompt but for the end of the last, and return that."""
    from prefpad.cli.render.screen import said

    *above, last = (line for prompt in lines for line in said(prompt, sys.stderr, _UNDER_A_PROMPT))
    sys.stderr.write("".join(f"{line}\n" for line in above))
    return f"{last} "
