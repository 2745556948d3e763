"""Redacting other people's names in a text that one person receives."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import name_key

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

BLANK = "[name]"
_LONGEST_NAME = 6
_WORD = pattern("[^\\W\\d_]+(?:['`\u00b4\u02bc\u2018\u2019](?!s\\b)[^\\W\\d_]+)*")
_BETWEEN = pattern(r"[\s.\-]{1,3}")


class Run(NamedTuple):
    """Adjacent words of a text, and whether they can be a whole name.

    A single word can, if it does not begin with a small letter.
    """

    begin: int
    end: int
    key: str
    can_be_a_name: bool


def keys_in(text: str) -> set[str]:
    """Return the keys of everything in a text that can be a whole name."""
    return {run.key for runs in _runs(text) for run in runs if run.can_be_a_name}


def capitalised(text: str) -> dict[str, str]:
    """Return the capitalised words of a text by their keys."""
    words = (found[0] for found in _WORD.finditer(text))
    return {name_key(word): word for word in words if not word[0].islower()}


def redact(
    text: str, others: Container[str], own: Container[str], always: Container[str] = ()
) -> str:
    """Return a text with the names of others redacted, longest first.

    Args:
        text: what will be handed over.
        others: the keys of the names of others.
        own: the keys of the person's own names, which stay even where others are called so too.
        always: the keys of words that are blanked however they are written.
    """
    parts: list[str] = []
    done = 0
    for runs in _runs(text):
        if runs[0].begin < done:
            continue
        for run in runs:
            goes = run.key in always or (run.can_be_a_name and run.key in others)
            stays = run.can_be_a_name and run.key in own and run.key not in always
            if goes or stays:
                parts += [text[done : run.begin], text[run.begin : run.end] if stays else BLANK]
                done = run.end
                break
    return "".join((*parts, text[done:]))


def _runs(text: str) -> Iterator[list[Run]]:
    """Yield for each word the runs that begin with it, longest first."""
    words = list(_WORD.finditer(text))
    for first, word in enumerate(words):
        runs = [Run(*word.span(), name_key(word[0]), not word[0][0].islower())]
        for before, last in pairwise(words[first : first + _LONGEST_NAME]):
            if not _BETWEEN.fullmatch(text, before.end(), last.start()):
                break
            begin, end = word.start(), last.end()
            runs.append(Run(begin, end, name_key(text[begin:end]), can_be_a_name=True))
        yield runs[::-1]
