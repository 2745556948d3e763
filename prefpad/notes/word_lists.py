"""The lists of sensitive words: a file a language, with sections of a phrase a line.

`index.txt` beside them says the same by word, so that it is read in no time. It counts as long as the
lists have the sizes that they were indexed with: whoever changes a list need not know of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from prefpad.notes.phrases import Section, index_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefpad.notes.phrases import Index

LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")
_FOLDER = Path(__file__).with_name("words_sensitive")
_LISTS = [_FOLDER / f"{language}.txt" for language in LANGUAGES]
INDEX = _FOLDER / "index.txt"


def written_sections(language: str) -> Iterator[Section]:
    """Yield the sections of one language's file; its groups are named `@en.kin`."""
    text = (_FOLDER / f"{language}.txt").read_text(encoding="ascii")
    for section in text.replace("@", f"@{language}.").split("\n[")[1:]:
        meaning, _, lines = section.partition("]\n")
        yield Section(meaning, tuple(lines.split() if meaning[0] == "@" else lines.splitlines()))


def sections(language: str) -> Iterator[Section]:
    """Yield the same as a text may have it: an apostrophe parts two words or is left out."""
    for meaning, phrases in written_sections(language):
        without = (phrase.replace("'", "") for phrase in phrases if "'" in phrase)
        yield Section(meaning, (*(phrase.replace("'", " ") for phrase in phrases), *without))


def read_index() -> Index:
    """Return what all lists say, by word."""
    made_from, _, text = INDEX.read_text(encoding="ascii").partition("\n")
    if made_from != _sizes():
        return _index()
    cells = text.replace("\t", "\n").split("\n")
    return dict(zip(cells[::2], cells[1::2], strict=False))


def index_text() -> str:
    """Return what `index.txt` has to be."""
    entries = (f"{word}\t{said}" for word, said in sorted(_index().items()))
    return "\n".join([_sizes(), *entries, ""])


def _index() -> Index:
    return index_of(section for language in LANGUAGES for section in sections(language))


def _sizes() -> str:
    return " ".join(str(file.stat().st_size) for file in _LISTS)


if __name__ == "__main__":
    INDEX.write_text(index_text(), encoding="ascii")
