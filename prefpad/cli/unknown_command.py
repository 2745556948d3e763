"""Unknown commands and options: what people probably meant."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import takewhile
from typing import TYPE_CHECKING

from prefpad.cli.commands import COMMANDS
from prefpad.cli.values import cut, quoted
from prefpad.domain.errors import AskedWrongly

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEAVING = frozenset({"exit", "quit", "q", "bye", "logout"})
_OPEN = "`prefpad today --days 30` lists the promises and problems that are open"
_AHEAD = "`prefpad today --days 7` shows who is expected, and birthdays."
_KINDS = ("dislikes", "extra", "fact", "idea", "likes", "mood", "need", "praise")
_INSTEAD = {
    **dict.fromkeys(LEAVING, "Nothing is left open. In `prefpad counter`, Ctrl-D leaves."),
    **{kind: f"`prefpad add NAME --{kind} TEXT` adds one." for kind in _KINDS},
    **dict.fromkeys(("appointments", "birthdays", "bookings", "expected", "tomorrow"), _AHEAD),
    **dict.fromkeys(
        ("alerts", "allergies"), "`prefpad search allergy` finds the notes on allergies."
    ),
    **dict.fromkeys(("open", "owed"), f"{_OPEN}."),
    "erase": "`prefpad help privacy` says how a customer is erased.",
    "new": '`prefpad add "Full Name" TEXT` makes a customer with a first note.',
    "problem": f"`prefpad add NAME --problem TEXT` adds one; {_OPEN}.",
    "problems": f"{_OPEN}; `prefpad report problems` counts them.",
    "promise": f"`prefpad add NAME --promise TEXT` adds one; {_OPEN}.",
    "promises": f"{_OPEN}; `prefpad report promises` counts them.",
    "rename": '`prefpad customer NAME --name "New Name"` renames a customer.',
    "save": "Everything is saved at once; `prefpad backup` makes a copy.",
    "version": "`prefpad --version` shows the version.",
}
_SAME_AS = {
    "card": "recall",
    "change": "edit",
    "close": "done",
    "config": "settings",
    "connect": "till",
    "dedupe": "duplicates",
    "fixed": "done",
    "here": "visit",
    "history": "log",
    "info": "where",
    "lookup": "find",
    "man": "help",
    "modify": "edit",
    "move": "edit",
    "note": "add",
    "options": "settings",
    "query": "search",
    "remember": "add",
    "remove": "delete",
    "rm": "delete",
    "solved": "done",
    "ssh": "till",
    "stats": "report",
    "update": "edit",
    "view": "show",
    "write": "add",
}
OPTIONS_MEANT = {
    ("aka", "called", "nickname", "other-name"): ("--alias", "--familiar"),
    ("cell", "mobile", "number", "tel", "telephone"): ("--phone",),
    ("address", "mail"): ("--email",),
    ("bday", "born", "dob"): ("--birthday",),
    ("label", "group"): ("--tag",),
    ("date", "day", "when"): ("--by", "--on", "--expected"),
    ("before", "deadline", "due", "until"): ("--by", "--last-visit-before"),
    ("days", "months", "next", "weeks"): ("--within", "--days", "--every"),
    ("avoid", "dont", "hates", "never", "no", "not"): ("--dislikes",),
    ("enjoys", "loves", "prefers"): ("--likes",),
    ("stance",): ("--likes", "--dislikes"),
    ("kind", "type"): ("--need", "--promise", "--problem"),
    ("allergic", "allergy", "important", "urgent", "warning"): ("--alert",),
    ("confidential", "hidden", "secret"): ("--private",),
    ("observed",): ("--seen",),
    ("relayed", "rumour"): ("--heard",),
    ("reason", "why"): ("--because",),
    ("count", "first", "max", "top"): ("--limit",),
    ("output",): ("--format",),
    ("database", "file", "pad"): ("--db",),
    ("me", "user", "who"): ("--author",),
}
_ERASING = frozenset({"forget", "merge", "restore", "tidy"})
_SURELY, _PERHAPS = 0.85, 0.7
_LONGEST_NAME = 4


_WITHIN_CUSTOMER = {
    ("list", "ls", "all"): "`prefpad customer` lists the customers.",
    ("show", "view", "get", "find", "search", "open"): "`prefpad customer {}` shows them.",
    ("edit", "change", "update", "modify", "set"): (
        "`prefpad customer {} --phone NUMBER` changes what is kept; --help lists the options."
    ),
    ("rename",): '`prefpad customer {} --name "New Name"` renames them.',
    ("add", "new", "create"): '`prefpad customer "Full Name" --new` makes a customer.',
    ("delete", "remove", "rm", "erase"): "`prefpad help privacy` says how a customer is erased.",
}


def verb_before_name(words: Sequence[str]) -> AskedWrongly | None:
    """Return the error for `customer edit joe brown`, where a verb is read as part of the name.

    Args:
        words: what was typed after `customer`; a name in quotes is one word.
    """
    verb, *name = words
    for verbs, hint in _WITHIN_CUSTOMER.items():
        if verb.lower() in verbs:
            return AskedWrongly(
                f"After `prefpad customer` comes the name, not {quoted(verb)}.",
                hint.format(cut(" ".join(name)) or "NAME"),
            )
    return None


def unknown_command(name: str, words: Sequence[str] = ()) -> AskedWrongly:
    """Return the error for a command that does not exist, with what was probably meant.

    What erases is suggested only for a slip of the finger. Where the name suggests nothing, it may be
    that of a customer with a note after it, or a later word may name a command: `who is due`.

    Args:
        name: what stands where a command does.
        words: what follows it.
    """
    named = (_meant(word.lower().strip("?!.,")) for word in words if word.lower() not in _ERASING)
    typed = [name, *words]
    hint = _meant(name.lower()) or _close_meant(name.lower())
    if not (hint or _has_a_note(typed)):
        hint = next(filter(None, named), "")
    hint = hint or f"{_for_a_customer(typed)}; `prefpad --help` lists the commands."
    return AskedWrongly(f"There is no command called {quoted(name)}.", hint)


def _for_a_customer(typed: Sequence[str]) -> str:
    """Say how to add the note on a customer that was typed without a command, or how to show them."""
    name = [*takewhile(lambda word: not (word.startswith("-") or word in COMMANDS), typed)]
    if len(name) > _LONGEST_NAME or _has_a_note(typed):
        return f"`prefpad add {cut(' '.join(typed))}` adds a note"
    return f"`prefpad recall {cut(' '.join(name))}` shows a customer"


def _has_a_note(typed: Sequence[str]) -> bool:
    """Tell whether a name is followed by the first words of a note."""
    from prefpad.notes.first_words import begins_a_note

    return any(begins_a_note(" ".join(typed[at:])) for at in range(1, _LONGEST_NAME))


def _meant(word: str) -> str:
    """Return the hint for a word that names a command, a report or something that they do."""
    from prefpad.reports.catalogue import REPORTS

    if word in _INSTEAD:
        return _INSTEAD[word]
    if word in REPORTS:
        return f"Did you mean `prefpad report {word}`?"
    command = _SAME_AS.get(word, word)
    return f"Did you mean `prefpad {command}`?" if command in COMMANDS else ""


def _close_meant(word: str) -> str:
    near = _close_to(word)
    return f"Did you mean `prefpad {near[0]}`?" if near else ""


def options_meant(name: str) -> tuple[str, ...]:
    """Return the options of any command that another word for them stands for: `--nickname`."""
    word = name.lstrip("-").lower()
    return next((meant for words, meant in OPTIONS_MEANT.items() if word in words), ())


def close_options(name: str, known: Iterable[str]) -> list[str]:
    """Return the known option that a name is a slip of the finger from, if there is one."""
    words = {option.lstrip("-"): option for option in known}
    near = get_close_matches(name.lstrip("-"), words, 1, _PERHAPS) if len(name) > len("-x") else []
    return [words[word] for word in near]


def _close_to(name: str) -> list[str]:
    slips = get_close_matches(name, _ERASING, cutoff=_SURELY)
    return slips or get_close_matches(name, COMMANDS.keys() - _ERASING, cutoff=_PERHAPS)
