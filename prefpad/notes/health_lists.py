"""The words by which an allergy or access need is told, in seven languages.

They are data: one file a language in `words_health`, with a section for each thing a word can do in a
sentence. Phrases stand between commas, as they are compared: folded, without accents and apostrophes;
a star stands for any letters. Every command that writes a note reads them, so reading is cheap.

- What tells a need: the sections that `health_rules.RULES` names.
- What it may be about: `allergens` (what "no ..." is enough for), `may harm` and `foods` (only beside a
  medical word), `face`, `stairs`, `aid`, `in the air` and the others that come second in a rule.
- What takes it back: `not` before it, `gone` after it, `past` beside it unless there is a `still`;
  `figurative` ("mornings"), `trade` ("sells"), `likes`, `harmless` and `harmless after`.
- What only joins: `bridge` and `does` may stand between, `because` begins a clause, `and` may end the part
  that is shown, `whose` names another, and after `speaks` the one named is not the one meant.
- What answers a column (`ASKED`): `denial`, `unknown`, the names of columns, and `very`, which is skipped.

`ordinary.txt` has the words that are one slip of typing from a telling one and mean something else.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")

MOST_WORDS = 6
"""How many words a phrase has at most."""

SHORTEST_STEM = 3
"""How many letters stand before a star at least."""

ASKED = ("very", "denial", "unknown", "allergy column", "access column", "other column")
"""The sections that give no sense to a remark: of answers, of columns, of words that only stress."""

_FILES = Path(__file__).with_name("words_health")


@cache
def text_of(name: str) -> str:
    """Return one file: of a language, or `ordinary`."""
    return (_FILES / f"{name}.txt").read_text(encoding="ascii")


def sections_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the sections of a file, each with its phrases between commas and lines."""
    for part in text.split("\n\n[")[1:]:
        section, _, phrases = part.partition("]\n")
        yield section, phrases


def phrases_in(listed: str) -> list[str]:
    """Return the phrases of a section."""
    return listed.rstrip().replace("\n", ", ").split(", ")


@cache
def ordinary_words() -> frozenset[str]:
    """Return the words that are one slip of typing from a telling one and mean something else."""
    return frozenset(text_of("ordinary").partition("\n")[2].split())
