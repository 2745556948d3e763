"""How many labelled remarks are judged rightly, and what a judgement costs.

`python -m tests.bench.sensitive` prints the figures of `tests/data/sensitive.csv` by part, language and
subject. No word was chosen by the remarks that were held out or are untouched; the later ones were
written after the first lists. The same hand wrote lists and remarks: another's say best what to expect.
Slang was split in halves before a word was added, but whoever added them had written both. The oblique
remarks were written after that, to say it in turns of phrase that no list has: hardly any is told.

`python -m tests.bench.sensitive FILE ...` prints how often a note would be kept private that need not
be, or the other way round. A csv has the columns `language`, `text` and `subject`, the last empty where
the remark is harmless; any other file has a harmless line (a review, a dish) a line.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from prefpad.notes.health_needs import find_needs
from prefpad.notes.phrases import SHORTEST_MISTYPED
from prefpad.notes.sensitive import JUDGEMENT, RULE_OF_FAITH, OwnWords, WordList, judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


REMARKS = Path(__file__).parent.parent / "data" / "sensitive.csv"
HELD_OUT = "held out"
LATER = "later"
UNTOUCHED = "untouched"
SLANG = "slang untouched"
_HARMLESS = "harmless"
_A_MILLION = 1_000_000


class Remark(NamedTuple):
    """A labelled remark: what part and language it is of, and how it is to be judged."""

    part: str
    language: str
    label: str
    subject: str
    sentence: str


class Rates(NamedTuple):
    """How far one can trust what is kept private, and that everything private is."""

    precision: float
    recall: float


def remarks(part: str | None = None) -> list[Remark]:
    """Return the labelled remarks, of one part or all."""
    with REMARKS.open(encoding="utf-8", newline="") as file:
        rows = [Remark(*row) for row in csv.reader(file)][1:]
    return [row for row in rows if part in {None, row.part}]


def label_of(text: str) -> str:
    """Return the label that the judgement of a remark stands for."""
    judged = judge(text)
    if judged.subject == RULE_OF_FAITH:
        return "act"
    if judged.subject:
        return "private"
    return "need" if find_needs(text) else JUDGEMENT if judged.judgement else _HARMLESS


def is_right(remark: Remark) -> bool:
    """Tell whether a remark is judged as it is labelled."""
    return label_of(remark.sentence) == remark.label


def share_right(rows: Iterable[Remark]) -> float:
    """Return the share of remarks that are judged rightly."""
    verdicts = [*map(is_right, rows)]
    return sum(verdicts) / len(verdicts)


def is_kept(text: str) -> bool:
    """Tell whether a note would be kept private."""
    return judge(text).voice == "private"


def rates(rows: Iterable[Remark]) -> Rates:
    """Return how well what is private is told from what is not."""
    kept = [(is_kept(row.sentence), row.label == "private") for row in rows]
    rightly = kept.count((True, True))
    flagged, private = (sum(column) for column in zip(*kept, strict=True))
    return Rates(rightly / (flagged or 1), rightly / (private or 1))


def mistyped(rows: Iterable[Remark]) -> list[str]:
    """Return private remarks with two letters of their telling word changed over."""
    return [
        row.sentence.lower().replace(word, f"{word[:3]}{word[4]}{word[3]}{word[5:]}")
        for row in rows
        if (word := judge(row.sentence).word)
        and len(word) >= SHORTEST_MISTYPED
        and row.label == "private"
        and word.isalpha()
        and word[3] != word[4]
        and word in row.sentence.lower()
    ]


def _by(rows: list[Remark], field: str) -> dict[str, list[Remark]]:
    found: defaultdict[str, list[Remark]] = defaultdict(list)
    for row in rows:
        found[getattr(row, field) or _HARMLESS].append(row)
    return dict(sorted(found.items()))


def costs() -> dict[str, float]:
    """Return milliseconds to read the lists and to judge a remark, and microseconds in bulk."""
    started = time.perf_counter()
    words = WordList(OwnWords())
    read = time.perf_counter()
    sentences = [row.sentence for row in remarks() if row.label == _HARMLESS]
    for sentence in sentences:
        words.judge(sentence)
    judged = time.perf_counter()
    rounds = 50
    for _ in range(rounds):
        for sentence in sentences:
            words.judge(sentence)
    done = time.perf_counter()
    return {
        "reading the lists, ms": (read - started) * 1000,
        "one remark, ms": (judged - read) * 1000 / len(sentences),
        "a harmless one of many, µs": (done - judged) * _A_MILLION / (rounds * len(sentences)),
    }


def _table(rows: list[Remark]) -> Iterator[str]:
    yield f"  {'':24} {'right':>14} {'precision':>10} {'recall':>7}"
    groups = [
        ("all", rows),
        *(one for field in Remark._fields[:4] for one in _by(rows, field).items()),
    ]
    for title, group in groups:
        right = f"{sum(map(is_right, group))} of {len(group)}"
        precision, recall = rates(group)
        has_private = any(row.label == "private" for row in group)
        figures = f"{precision:10.2f} {recall:7.2f}" if has_private else ""
        yield f"  {title:24} {right:>14} {figures}".rstrip()


def _of_a_file(file: Path) -> Iterator[str]:
    """Yield the figures of a file that was not made for this program."""
    if file.suffix == ".csv":
        with file.open(encoding="utf-8", newline="") as text:
            rows = [
                Remark(
                    file.name,
                    row["language"],
                    "private" if row["subject"] else _HARMLESS,
                    row["subject"],
                    row["text"],
                )
                for row in csv.DictReader(text)
            ]
        yield from _table(rows)
        return
    lines = [line for line in file.read_text("utf-8", "replace").splitlines() if line.strip()]
    kept = [line for line in lines if is_kept(line)]
    yield f"  {file.name}: {len(kept)} of {len(lines)} lines kept private, {len(kept) / len(lines):.2%}"
    for line in kept:
        judged = judge(line)
        yield f"    {judged.subject} ({judged.word}): {line[:80]}"


def main(files: Iterable[str] = ()) -> None:
    """Print the figures, and each remark that is judged wrongly."""
    if files:
        print(*(line for file in files for line in _of_a_file(Path(file))), sep="\n")
        return
    everything = remarks()
    print("Judged rightly", *_table(everything), sep="\n")
    slips = mistyped(everything)
    print(f"  with a slip of typing    {sum(map(is_kept, slips)):4} of {len(slips):4} still kept")
    print("\nJudged wrongly")
    for row in everything:
        if not is_right(row) and not row.part.endswith(UNTOUCHED):
            judged = judge(row.sentence)
            print(f"  {row.part}, {row.language}, {row.subject or row.label}: {row.sentence}")
            print(f"    {label_of(row.sentence)}: {judged.word or judged.judgement or ''}")
    print("\nCost")
    for label, figure in costs().items():
        print(f"  {label:27} {figure:8.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
