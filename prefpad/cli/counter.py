"""The counter: how a typed line is understood, whom it is about, and what it does."""

from __future__ import annotations

from contextlib import contextmanager
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from prefpad.cli.commands import ALIASES, COMMANDS
from prefpad.cli.errors import Failed, failures_as_sentences
from prefpad.cli.prompts import mentioning, whom_or_new
from prefpad.cli.unknown_command import LEAVING
from prefpad.cli.values import are_numbers, is_day, quoted
from prefpad.customers.edit import Edit
from prefpad.customers.handle_search import matches
from prefpad.customers.lookup import label, labels, named_by
from prefpad.customers.names_in_text import as_new_name, split_name
from prefpad.domain.errors import AskedWrongly, PrefpadError, SeveralMeant
from prefpad.domain.normalize import name_key
from prefpad.domain.screen_settings import CLEAR_CARD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import typer

    from prefpad.cli.context import Context
    from prefpad.domain.models import Customer, Note
    from prefpad.pad import Pad


HELP = """\
NAME           show the card; each line after it is a note on that customer
coffee: latte  the first word with a colon is the topic, as in `prefpad add`,
               or the kind: promise, problem, need, want, idea, mood, praise
-p towels by friday
               options of `prefpad add` that take no value may come first
done 5 6       close promises, problems, ideas or wants
c 5            note 5 is still true
visit          they are here today
today          who is expected, what is owed and what to ask them
due            what to ask: this customer, or everyone if none is shown
undo           take back the last change
/NAME          another customer, whatever the name
'TEXT          a note, whatever the text
               An empty line leaves the customer and clears the screen.
Ctrl-C clears the line, Ctrl-D leaves.
"""
NAME_MARK, NOTE_MARK = "/", "'"
_MOST_NOTED = 5
_OTHER_FLAGS = frozenset({"new", "quiet", "help"})
_ASKING = frozenset({"who", "whos", "who's", "what", "whats", "what's", "which"})
_LISTS = frozenset({"due", "today"})
_WORDS = frozenset({"visit", "due", "undo", "today"})
_SHOWING = frozenset({"recall", "r", "greet", "customer", "find"})
_WITH_NUMBERS = {"done": "done", "c": "confirm"}


LineKind = Literal["leave", "help", "name", "note", "command", "shell", "either"]


class Line(NamedTuple):
    """A line as the counter understands it.

    Attributes:
        kind: what it is; `either` is a name or a note, `shell` is meant for the shell.
        text: the name or the note.
        command: the command and its numbers.
    """

    kind: LineKind
    text: str = ""
    command: tuple[str, ...] = ()


def read_line(typed: str) -> Line:
    """Return how a line is understood."""
    line = typed.strip()
    match line.split():
        case []:
            return Line("leave")
        case ["?"]:
            return Line("help")
        case [word] if word in _WORDS:
            return Line("command", command=(word,))
        case [word, _, *_] if word in _WITH_NUMBERS and are_numbers(numbers := line.split()[1:]):
            return Line("command", command=(_WITH_NUMBERS[word], *numbers))
        case ["prefpad", _, *_]:
            return Line("shell")
    if line.startswith(NAME_MARK):
        return Line("name", line.removeprefix(NAME_MARK).strip())
    if line.startswith(NOTE_MARK):
        return Line("note", line.removeprefix(NOTE_MARK).strip())
    return Line("either", line)


class Counter:
    """Takes line after line, and runs the same commands as the shell.

    The pad is open only while a line is done, so that the day and what other terminals have written
    are read again, and nobody waits for this one.

    Args:
        ctx: the command under which the others run.
        clear: clears the screen.

    Attributes:
        customer: who is meant, or None.
        called: how the prompt calls them: with their number where somebody else has the same name.
        clear_after: after how many idle seconds the screen is cleared, or None for never.
    """

    def __init__(self, ctx: typer.Context, clear: Callable[[], None] = lambda: None) -> None:
        self._ctx: Any = ctx.parent
        self._context: Context = ctx.obj
        self._clear = clear
        self._skipped: int | None = None  # lines since a name failed, where a script is skipped
        self.customer: Customer | None = None
        self.called = ""
        with self._context.pad("counter") as pad:
            self.clear_after: int | None = pad.session.settings.value(CLEAR_CARD)

    def take(self, typed: str) -> int:
        """Do what a line says, and return the exit code that its command alone would have had."""
        try:
            with failures_as_sentences():
                self._take(typed)
        except Failed as failed:
            return failed.exit_code
        finally:
            self._context.out.flush()
        return 0

    def leave(self) -> None:
        """Leave the customer, and clear the screen for the next one."""
        self._mean(None)
        if self._skipped:
            lines = "line" if self._skipped == 1 else "lines"
            self._context.notice(f"Skipped {self._skipped} {lines} after a name that failed.")
        self._skipped = None
        self._clear()

    def _take(self, typed: str) -> None:
        line = read_line(typed)
        if line.kind == "leave":
            self.leave()
            return
        if self._skipped is not None:
            self._skipped += 1
            return
        if line.kind == "help":
            self._context.out.write(HELP)
            return
        with self._context.sharing_a_pad() as pad:
            self.clear_after = pad.session.settings.value(CLEAR_CARD)
            self._do(pad, line)

    def _do(self, pad: Pad, line: Line) -> None:
        match line.kind:
            case "command":
                self._command(*line.command)
            case "shell":
                raise AskedWrongly(
                    "That is a command for the shell.",
                    f"Run it in another terminal, or write {NOTE_MARK} first for a note.",
                )
            case "name":
                self._turn_to(pad, line.text)
            case "note":
                self._note(line.text, self._handle("Whose note?"))
            case _ if self.customer is None:
                name = line.text
                if self._context.at_a_terminal and not matches(pad.session.connection, name):
                    _refuse_a_command(name, NAME_MARK)
                    after = _name_after_a_command(name)
                    name = after if matches(pad.session.connection, after) else name
                self._turn_to(pad, name)
            case _:
                self._name_or_note(pad, line.text)

    def _command(self, name: str, *numbers: str) -> None:
        match name:
            case "visit":
                self._run("visit", self._handle("Whose visit?"))
            case "due" if self.customer:
                self._run("due", "--customer", self._handle())
            case _:
                self._run(name, *numbers)

    def _turn_to(self, pad: Pad, name: str) -> None:
        """Show the card of a customer and turn to them; if that fails, to nobody."""
        if self.customer:
            self.leave()
        with self._or_skip():
            if not name:
                raise AskedWrongly("Which customer?", "Write the name after the slash.")
            self._mean(self._known_or_new(pad, name), pad)
        self._run("recall", self._handle())

    def _mean(self, person: Customer | None, pad: Pad | None = None) -> None:
        self.customer, self.called = person, person.name if person else ""
        if person and pad:
            named = map(attrgetter("name"), named_by(pad.session, person.name))
            if [*map(name_key, named)].count(name_key(person.name)) > 1:
                self.called = f"{person.name} @{person.number}"

    def _known_or_new(self, pad: Pad, name: str) -> Customer:
        if not self._context.at_a_terminal:
            return pad.customer(name)
        may_be_new = any(map(str.isalpha, name)) and "@" not in name
        called = as_new_name(name)
        noted = [] if matches(pad.session.connection, name) else mentioning(pad, name)[:_MOST_NOTED]
        offers = [f"{note.customer} (@{note.customer_number}): {note.text}" for note in noted]
        offers += [f"new customer {called}"] * may_be_new
        found = whom_or_new(self._context, name, pad.customer, offers)
        if not isinstance(found, int):
            return found
        if found < len(noted):
            return pad.customer(f"@{noted[found].customer_number}")
        return pad.edit(called, Edit(), new=True)

    def _name_or_note(self, pad: Pad, text: str) -> None:
        """Note a line on the customer; if it names somebody, ask before writing anything.

        Numbers alone are more likely a slip, such as a choice from a list that is no longer there.
        """
        who = self._handle()
        with self._or_skip():
            person = pad.customer(who)
            self._mean(person, pad)
            named = named_by(pad.session, text)
            if not named and self._context.at_a_terminal:
                named = named_by(pad.session, _name_after_a_command(text))
            others = [other for other in named if other != person]
            if others and not self._context.at_a_terminal:
                told_apart = labels(pad.session.connection, others)
                raise SeveralMeant(
                    f"{quoted(text)} may be a note on {label(person)}, or mean {' or '.join(told_apart)}.",
                    f"Write {NOTE_MARK}{text} for a note, {NAME_MARK}{text} for a customer.",
                    tuple(others),
                    told_apart,
                )
        if others:
            self._ask(pad, text, person, others)
        elif named:
            self._run("recall", who)
        elif are_numbers(numbers := text.split()):
            raise AskedWrongly(
                "Numbers alone are not a note.",
                f"Write done {numbers[0]} or c {numbers[0]} for note {numbers[0]}, "
                f"{NOTE_MARK}{text} for a note.",
            )
        elif self._context.at_a_terminal and (meant := self._nearly_a_command(pad, text, person)):
            said, *command = meant
            if self._context.choose([said, f"a note on {label(person)}: {text}"]) == 0:
                self._run(*command)
            else:
                self._note(text, who)
        else:
            _refuse_a_command(text, NOTE_MARK)
            self._note(text, who, read_options=True)

    def _nearly_a_command(self, pad: Pad, text: str, person: Customer) -> tuple[str, ...]:
        """Return what a line may mean beside a note, and the command that does it, or nothing."""
        word, *rest = text.split()
        told = " ".join(rest)
        match word.lower():
            case "done" if (
                rest and are_numbers(rest[:1]) and (note := _open_note(pad, person, rest[0]))
            ):
                close = f"close note {note.number}, {note.text}: {' '.join(rest[1:])}"
                return close, "done", *rest
            case "undo" if len(rest) == 1 and are_numbers(rest):
                return f"undo change {told}", "undo", *rest
            case "confirm" if rest and are_numbers(rest):
                return f"still true: {told}", "confirm", *rest
            case "visit" if rest and is_day(told):
                return f"a visit: {told}", "visit", self._handle(), *rest
            case "search" if rest:
                return f"search the notes for {told}", "search", "--", *rest
            case asking if asking in _ASKING and (asked := _LISTS.intersection(_plain_words(told))):
                listed = min(asked)
                return f"`{listed}` for everyone", listed
            case "add" if rest:
                from prefpad.notes.first_words import follows_a_name

                split = split_name(pad.session, rest, follows_a_name)
                named = named_by(pad.session, split.name)
                if split.text and len(named) == 1 and named != [person]:
                    who, said = named[0], " ".join(split.text)
                    return f"a note on {label(who)}: {said}", "add", "--", f"@{who.number}", said
        return ()

    def _ask(self, pad: Pad, text: str, person: Customer, others: list[Customer]) -> None:
        *told_apart, noted_on = labels(pad.session.connection, [*others, person])
        choices = [*told_apart, f"a note on {noted_on}: {text}"]
        chosen = self._context.choose(choices)
        if chosen < len(others):
            self._turn_to(pad, f"@{others[chosen].number}")
        else:
            self._note(text, f"@{person.number}")

    def _note(self, text: str, who: str, *, read_options: bool = False) -> None:
        options: list[str] = []
        while read_options and text.partition(" ")[0] in self._options_of_a_note():
            option, _, text = text.partition(" ")
            options.append(option)
            text = text.lstrip()
        self._run("add", *options, "--", who, *filter(None, [text]))

    def _options_of_a_note(self) -> set[str]:
        """Return the options of `add` that a line may begin with: those without a value."""
        flags = [param for param in self._loaded("add").params if getattr(param, "is_flag", False)]
        return {name for param in flags if param.name not in _OTHER_FLAGS for name in param.opts}

    def _handle(self, otherwise: str = "") -> str:
        if self.customer is None:
            raise AskedWrongly(otherwise, "Type a name first.")
        return f"@{self.customer.number}"

    @contextmanager
    def _or_skip(self) -> Iterator[None]:
        """Turn to nobody after a name failed; a script continues after the next empty line."""
        try:
            yield
        except PrefpadError:
            self._mean(None)
            self._skipped = None if self._context.at_a_terminal else 0
            raise

    def _run(self, name: str, *arguments: str) -> None:
        command = self._loaded(name)
        with command.make_context(name, [*arguments], parent=self._ctx) as inner:
            command.invoke(inner)

    def _loaded(self, name: str) -> Any:
        return self._ctx.command.get_command(self._ctx, name)


def _plain_words(text: str) -> list[str]:
    return [word.strip("?!.,") for word in text.lower().split()]


def _open_note(pad: Pad, person: Customer, number: str) -> Note | None:
    """Return the note of that number if it is the customer's, and can still be closed."""
    from prefpad.notes.done import can_be_done

    theirs = filter(can_be_done, pad.notes(f"@{person.number}"))
    return next((note for note in theirs if note.number == int(number[:9])), None)


def _name_after_a_command(text: str) -> str:
    """Return what follows `recall` and the like, which a shell needs and the counter does not."""
    word, _, name = text.partition(" ")
    return name if word.lower() in _SHOWING else ""


def _refuse_a_command(text: str, mark: str) -> None:
    """Refuse the name of a command alone, which nobody means as a note or as a new customer."""
    word = text.lower()
    if word in LEAVING or word in COMMANDS or word in ALIASES:
        meant = "Ctrl-D leaves" if word in LEAVING else "? lists the lines that do something"
        raise AskedWrongly(
            f"{quoted(text)} alone does nothing here.",
            f"{meant}; {mark}{text} is a {'note' if mark == NOTE_MARK else 'name'}.",
        )
