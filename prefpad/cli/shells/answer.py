"""The answer to a shell when somebody presses Tab.

A script beside this file sends the line up to the cursor, as it was typed. The first line of the
answer says what follows: `files` (the shell completes them itself), `one`, `part` (as far as all
agree, or a folder), `several` to choose from, or `none`.
"""

from __future__ import annotations

import os
import re
from itertools import takewhile
from shlex import split
from typing import TYPE_CHECKING, Any, NamedTuple

from typer._click.shell_completion import _resolve_context, _resolve_incomplete

from prefpad.cli.completion import AFTER_A_FLAG, FILES
from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from typer._click.shell_completion import CompletionItem


class Offer(NamedTuple):
    """One way to go on.

    Attributes:
        word: the whole word that is then on the line.
        about: what it is, where the word alone does not tell.
        otherwise: a word that means the same and begins with the letters typed, if there is one.
    """

    word: str
    about: str
    otherwise: str


def answer(group: Any, shell: str, environment: Mapping[str, str] = os.environ) -> list[str]:
    """Return the lines of the answer to a shell.

    Args:
        group: the commands.
        shell: a key of `SHELLS`.
        environment: where its script has put the line.
    """
    line = environment.get("_PREFPAD_LINE", "")
    typed = read_line(line)
    offers = _offers(group, typed)
    if offers is None:
        return ["files"]
    return SHELLS[shell](typed, offers, environment)


def _offers(group: Any, typed: Typed) -> list[Offer] | None:
    """Return what the last word can become, None where it is a file."""
    words = [*typed.words]
    ctx = _resolve_context(group, {}, "prefpad", words)
    ctx.meta[AFTER_A_FLAG] = bool(words) and words[-1].startswith("-")
    asked, incomplete = _resolve_incomplete(ctx, words, typed.last)
    found: list[CompletionItem] = asked.shell_complete(ctx, incomplete)
    if any(item.type == FILES for item in found):
        return None
    option = typed.last.removesuffix(incomplete)  # --format= of --format=js
    return [
        Offer(
            f"{option}{item.value}",
            item.help or "",
            f"{typed.last} @{item.customer}" if item.customer else "",
        )
        for item in found
    ]


def _in_bash(typed: Typed, offers: list[Offer], environment: Mapping[str, str]) -> list[str]:
    """Answer bash, which puts a word in place of what it sees as one, as it is and unquoted."""
    seen = environment.get("_PREFPAD_WORD", "")
    line = environment.get("_PREFPAD_LINE", "")
    stays = read_line(line.removesuffix(seen)).last
    fitting = [offer for offer in offers if offer.word.startswith(stays)]

    def quoted(word: str) -> str:
        return for_bash(word.removeprefix(stays), typed.quote)

    kind, words = _chosen(typed, fitting)
    if kind == "part":  # bash would close the quotes after a single one
        return [kind, quoted(words[0]), f"{quoted(words[0])} "]
    if kind == "several" and environment.get("_PREFPAD_MENU") not in _INSERTING:
        # The blank keeps bash from replacing what was typed with what all begin with.
        return [kind, *(f"{word}  {about}".rstrip() for word, about, _ in fitting), " "]
    return [kind, *map(quoted, words)]


def _in_zsh(typed: Typed, offers: list[Offer], _: Mapping[str, str]) -> list[str]:
    """Answer zsh, which quotes by itself."""
    kind, words = _chosen(typed, offers)
    if kind == "several":
        return [kind, *("\t".join(filter(None, offer[:2])) for offer in offers)]
    return [kind, *words]


def _in_fish(typed: Typed, offers: list[Offer], _: Mapping[str, str]) -> list[str]:
    """Answer fish, which quotes and chooses by itself, but only what has the letters typed."""
    letters = typed.last.casefold()
    lines = (
        (offer.word, offer.about)
        if letters in offer.word.casefold()
        else (offer.otherwise, offer.word)
        for offer in offers
    )
    return ["several", *("\t".join(filter(None, line)) for line in lines if line[0])]


def _chosen(typed: Typed, offers: list[Offer]) -> tuple[str, list[str]]:
    """Return the first line of the answer, and the words that it is about."""
    words = [offer.word for offer in offers]
    if not words:
        return "none", words
    if len(words) == 1:
        return "part" if words[0].endswith(_FOLDER) else "one", words
    common = _common_beginning(words)
    typed_key, common_key = name_key(typed.last), name_key(common)
    if common_key.startswith(typed_key) and len(common_key) > len(typed_key):
        return "part", [common]
    return "several", words


def _common_beginning(words: list[str]) -> str:
    pairs = zip(min(words), max(words), strict=False)
    return "".join(letter for letter, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


_FOLDER = "/"
_INSERTING = {"37", "42"}  # bash cycles through them, or inserts all of them
SHELLS: dict[str, Callable[[Typed, list[Offer], Mapping[str, str]], list[str]]] = {
    "bash": _in_bash,
    "zsh": _in_zsh,
    "fish": _in_fish,
}


_END = "\ue000"  # a letter that nobody types; it keeps a blank or a backslash before it in the word
_READ_UNQUOTED = pattern(r"([^\w@.,:/+-])", re.ASCII)
_READ_IN_QUOTES = pattern(r'([\\$"`])')
_KEPT_ESCAPED = pattern(r"\\([$`])")  # `shlex` leaves these as they are within double quotes


class Typed(NamedTuple):
    """A line up to the cursor.

    Attributes:
        words: the words after the program's name, without the last.
        last: the word at the cursor.
        quote: the quote that is still open there, or nothing.
    """

    words: list[str]
    last: str
    quote: str


def read_line(line: str) -> Typed:
    """Read a line, whose quotes may not be closed yet."""
    for quote in ("", "'"):
        try:
            return _read(line, quote)
        except ValueError:
            continue
    return _read(line, '"')


def for_bash(word: str, quote: str) -> str:
    """Return a word as bash takes it literally, after the quote that is open."""
    if quote == "'":
        return word.replace("'", "'\\''")
    if quote == '"':
        return _READ_IN_QUOTES.sub(r"\\\1", word).replace("!", "\"'!'\"")
    return "".join(
        letter if letter.isalnum() or not _READ_UNQUOTED.match(letter) else f"\\{letter}"
        for letter in word
    )


def _read(line: str, quote: str) -> Typed:
    *words, last = split(f"{line}{_END}{quote}")
    last = last.removesuffix(_END)
    return Typed(words[1:], _KEPT_ESCAPED.sub(r"\1", last) if quote == '"' else last, quote)
