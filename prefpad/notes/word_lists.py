"""Word lists as data: one file for each language, and an index that is quick to read.

The folders `words_sensitive` and `words_health` have the lists, and `index.txt` beside them says the same
by word. It counts as long as the lists have the sizes that they were indexed with: to change a
list, nothing else is needed. `python -m prefpad.notes.sensitive` and `python -m prefpad.notes.health_words`
write the indexes again.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections import defaultdict
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from prefpad.domain.memoize import Memo, pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")

# English, German, French, Spanish, Italian, Portuguese and Dutch, folded
_SMALL = """
a about after all also am an and are as at be been before but by can could did do does for from
had has have he her here hers him his how i if in into is it its just me more my no not of off
on one only or our out over she so some than that the their them then there these they this to
too two under up us very was we were what when where which who will with would yes you your

aber als am an auch auf aus bei bin das dass dem den der des die durch ein eine einem einen
einer er es fur hat ich ihm ihn ihr im in ist ja kein keine keinen man mit nach nicht noch nur
oder ohne sehr sich sie sind so uber um und uns vom von vor wenn wie wir wird zu zum zur

au aux avec ce ces c d dans de des du elle en est et eux il ils j je l la le les leur lui m ma
mais me mes moi n ne nous on ou par pas plus pour qu que qui sa sans se ses si son sont sur ta
te tu un une vos votre vous y

al algo como con cuando del el ella ellos esta este la las lo los mas mi muy nada o para pero
por porque su sus sin tiene una uno ya yo

alla anche che chi col come da dal dei della di e gli ha ho io lei ma nel nella non per piu sono
su sul suo sua uno

ao aos com da das do dos e ela ele em essa esse eu mais mas mesmo na nao nas nos os pela pelo
que sem seu um uma

aan bij dan dat de deze dit een en geen haar heeft hem het hij hun ik is je maar meer met mijn
naar niet nog om onder ons ook op te tot uit van voor wat wel wij ze zich zij zijn zo zonder
"""
SMALL_WORDS = frozenset(_SMALL.split())
"""Words that every sentence has, and that give nothing away."""

_EVERYDAY = """
bill can cant cannot comes day days doesn evening every face family first house kids likes morning
much never open said see side step table take takes through time too used want wants week

haus heute immer kann mehr sitzt tisch zeit chez peut porte table toujours casa gosta muito nada
pode puede puo sempre siempre tafel houdt kan zit
"""
_COMMON_WORDS = SMALL_WORDS.union(_EVERYDAY.split())
"""Words that so many texts have that a phrase is looked for by others, if it has any."""

CLAUSE_END, NUMBER, GAP = ",", "#", "..."
"""What may stand in a phrase beside words; see `phrases`."""

LONGEST_WORD = 100
"""A longer word is judged by as many letters: what it takes grows with their square."""

_LISTED_NUMBERS = frozenset(
    "0 061 1 100 104 112 118 12 125 15 18 192 2 50 60 70 75 80 90 911 95 999".split()  # noqa: SIM905 - read more easily
)
"""The numbers that the lists have."""

ANY_NUMBER = "0000"
"""One of all others: they mean the same."""

_NUMBER = pattern(r"\b\d+\b")

HERE = Path(__file__).parent
_LINE, _GROUP = 2, 3
_BETWEEN_GROUPS = "\f"
_WHOLE_INDEX = 1 << 20
"""So many bytes are read at once: hundreds of reads of the usual size take five times as long."""


def as_judged(word: str) -> str:
    """Return a word for judging, one longer than any real word cut to its beginning and end."""
    if len(word) <= LONGEST_WORD:
        return word
    half = LONGEST_WORD // 2
    return word[:half] + word[-half:]


def is_any_number(word: str) -> bool:
    """Tell whether a word is a number that no list has."""
    return word.isdigit() and word not in _LISTED_NUMBERS


def as_any_number(word: str) -> str:
    """Return a word, `ANY_NUMBER` for a number that no list has."""
    return ANY_NUMBER if is_any_number(word) else word


ALONE = "!"
"""What stands behind every word: so a word tells something by itself, whatever else does."""

ANY_WORD = "?"
"""What may be any word, behind one that tells something beside some."""

_ANYTHING = 1.5
"""How common what follows is if it may be any word: more than a word of most texts, less than two."""

NOTHING: frozenset[str] = frozenset()
TELLS_ALONE = frozenset([ALONE])

Beside = tuple[frozenset[str], tuple[str, ...]]
"""What tells something behind a word, and as what the word itself may stand behind another."""


class Glance(Memo[str, Beside]):
    """Tells at a glance of most texts that they tell nothing: no word does, nor two neighbours.

    Args:
        words_of: returns the words of what stands between spaces.
        beside: says of a word what tells something behind it, `ALONE` and `ANY_WORD` among it, and as
            what it may itself stand behind another.
        end: as what the end of a text may stand there.
    """

    def __init__(
        self,
        words_of: Callable[[str], list[str]],
        beside: Callable[[str], Beside],
        end: tuple[str, ...] = (),
    ) -> None:
        super().__init__(self._beside_piece)
        self._words_of = words_of
        self._beside_word = beside
        self._end = (ALONE, *end)

    def __missing__(self, piece: str) -> Beside:
        """Work out what tells something beside a piece of a text; numbers that no list has are one."""
        alike = _with_any_number(piece)
        return super().__missing__(piece) if alike == piece else self[alike]

    def _beside_piece(self, piece: str) -> Beside:
        words = [*map(self._beside_word, self._words_of(piece))]
        if not words:
            return NOTHING, (ALONE, ANY_WORD)
        is_told_within = any(
            ALONE in behind or not behind.isdisjoint(stands_as)
            for (behind, _), (_, stands_as) in pairwise(words)
        )
        return TELLS_ALONE if is_told_within else words[-1][0], (ALONE, *words[0][1])

    def may_tell(self, text: str) -> bool:
        """Tell whether a text is worth a closer look."""
        telling = NOTHING
        for piece in text.split():
            behind, stands_as = self[piece]
            if telling and not telling.isdisjoint(stands_as):
                return True
            telling = behind
        return not telling.isdisjoint(self._end)


def rarest(tokens: list[str]) -> tuple[str, str]:
    """Return the two neighbours in a phrase that fewest texts have, or a word and `ALONE`."""
    neighbours = [*pairwise(tokens), *zip(tokens, [ALONE] * len(tokens), strict=True)]
    return min((both for both in neighbours if GAP not in both), key=_how_common)


def _how_common(both: tuple[str, str]) -> tuple[float, int]:
    """Return how common two neighbours are; short words are commoner than long ones."""
    word, following = both
    common = _is_common(word) + (_is_common(following) if following != ALONE else _ANYTHING)
    return common, -sum(min(map(len, token.split("/"))) for token in both)


def _is_common(token: str) -> bool:
    """Tell whether one of the words of a token stands in most texts, or may be a word of many."""
    return token == CLAUSE_END or any(
        word in _COMMON_WORDS or word[0] in {"@", NUMBER} for word in token.split("/")
    )


def _with_any_number(piece: str) -> str:
    if not piece.isascii() or piece.isalpha():
        return piece
    if piece.isdigit():
        return as_any_number(piece)
    return _NUMBER.sub(lambda found: as_any_number(found[0]), piece)


class _Groups(dict[str, dict[str, str]]):
    """Index entries by their first three characters; each group is parsed when first asked for."""

    def __init__(self, stored: Sequence[bytes]) -> None:
        super().__init__()
        self._stored = stored
        self._lines = Memo(self._groups_in_line)

    def __missing__(self, begin: str) -> dict[str, str]:
        written = self._lines[begin[:_LINE]].get(begin)
        cells = written.split("\t") if written else []
        group = self[begin] = dict(zip(cells[::2], cells[1::2], strict=True))
        return group

    def _groups_in_line(self, begin: str) -> dict[str, str]:
        """Return the groups in the line of some first characters, as they are written."""
        at = bisect_left(self._stored, begin.encode())
        line = self._stored[at].decode().rstrip("\n") if at < len(self._stored) else ""
        groups = line.split(_BETWEEN_GROUPS) if _beginning(line, _LINE) == begin else ()
        return {_beginning(group, _GROUP): group for group in groups}

    def read_all(self) -> None:
        """Parse the groups that have not been parsed yet."""
        for line in self._stored:
            for begin in self._lines[_beginning(line.decode(), _LINE)]:
                self[begin]


def _beginning(written: str, length: int) -> str:
    return written[:length].partition("\t")[0]


class WordIndex:
    """What word lists say about a word; only the groups asked for are parsed.

    Args:
        stored: a line for the words with the same two signs in front, in alphabetical order. It has
            a group for those with the same three, with form feeds between: of cells with tabs
            between, a word, what is said of it with `|` between, the next word and so on.
    """

    def __init__(self, stored: Sequence[bytes] = ()) -> None:
        self._groups = _Groups(stored)

    def __contains__(self, word: str) -> bool:
        return word in self._groups[word[:_GROUP]]

    def get(self, word: str) -> str:
        """Return the entry of a word, or an empty text."""
        return self._groups[word[:_GROUP]].get(word, "")

    def several(self, word: str) -> list[str]:
        """Return the single entries of a word."""
        said = self.get(word)
        return said.split("|") if said else []

    def add(self, entries: Iterable[tuple[str, str]]) -> None:
        """Add entries to those of the same words."""
        for word, said in entries:
            group = self._groups[word[:_GROUP]]
            known = group.get(word)
            group[word] = f"{known}|{said}" if known else said

    def entries(self) -> list[tuple[str, str]]:
        """Return every word with its entry, in alphabetical order."""
        self._groups.read_all()
        return sorted(entry for group in self._groups.values() for entry in group.items())

    def written(self) -> str:
        """Return the index in its stored form."""
        groups = groupby(self.entries(), lambda entry: entry[0][:_GROUP])
        written = ("\t".join(map("\t".join, group)) for _, group in groups)
        lines = groupby(written, lambda group: _beginning(group, _LINE))
        return "\n".join(_BETWEEN_GROUPS.join(line) for _, line in lines)

    def beginning(self, start: str) -> dict[str, str]:
        """Return the entries of the words that share the first three characters of `start`."""
        return self._groups[start[:_GROUP]]


def list_text(folder: str, name: str) -> str:
    """Return the text of one list."""
    return (HERE / folder / f"{name}.txt").read_text(encoding="ascii")


def read_index(folder: str, names: Iterable[str], build: Callable[[], WordIndex]) -> WordIndex:
    """Return the index of a folder's lists, built again by `build` if the lists have changed."""
    with (HERE / folder / "index.txt").open("rb", buffering=_WHOLE_INDEX) as lines:
        made_from, *stored = lines
    return WordIndex(stored) if made_from.decode().rstrip() == _sizes(folder, names) else build()


def index_text(folder: str, names: Iterable[str], index: WordIndex) -> str:
    """Return the text that a folder's `index.txt` should have."""
    return f"{_sizes(folder, names)}\n{index.written()}"


def write_index(folder: str, names: Iterable[str], index: WordIndex) -> None:
    """Write the `index.txt` of a folder."""
    (HERE / folder / "index.txt").write_text(index_text(folder, names, index), encoding="ascii")


def _sizes(folder: str, names: Iterable[str]) -> str:
    with os.scandir(HERE / folder) as files:
        sizes = {file.name: file.stat().st_size for file in files}
    return " ".join(str(sizes[f"{name}.txt"]) for name in names)


def joined(entries: Iterable[tuple[str, str]]) -> WordIndex:
    """Return an index of entries, those of the same word joined."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for word, one in entries:
        said[word].append(one)
    index = WordIndex()
    index.add((word, "|".join(filter(None, ones))) for word, ones in said.items())
    return index
