"""How many labelled remarks are judged rightly, and what a judgement costs.

`python -m tests.bench.sensitive` prints the figures by language and by subject. The remarks that are
held out were written before the word lists, the later ones after them; no word was chosen by either.
The same hand wrote lists and remarks, so the later ones say best what to expect of a shop's own.
"""

from __future__ import annotations

import csv
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from prefpad.notes.sensitive import JUDGEMENT, RULE_OF_FAITH, OwnWords, WordList, judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prefpad.notes.sensitive import Sensitivity

REMARKS = Path(__file__).parent.parent / "data" / "sensitive.csv"
HELD_OUT = "held out"
LATER = "later"
_HARMLESS = "harmless"
_A_MILLION = 1_000_000


class Remark(NamedTuple):
    """A labelled remark: what part and language it is of, and how it is to be judged."""

    part: str
    language: str
    label: str
    subject: str
    sentence: str


def remarks(part: str | None = None) -> list[Remark]:
    """Return the labelled remarks, of one part or all."""
    with REMARKS.open(encoding="utf-8", newline="") as file:
        rows = [Remark(*row) for row in csv.reader(file)][1:]
    return [row for row in rows if part in {None, row.part}]


def label_of(judged: Sensitivity) -> str:
    """Return the label that a judgement stands for."""
    if judged.need and not judged.subject:
        return "need"
    if judged.subject == RULE_OF_FAITH:
        return "act"
    return "private" if judged.subject else JUDGEMENT if judged.judgement else _HARMLESS


def is_right(remark: Remark) -> bool:
    """Tell whether a remark is judged as it is labelled."""
    return label_of(judge(remark.sentence)) == remark.label


def share_right(rows: Iterable[Remark]) -> float:
    """Return the share of remarks that are judged rightly."""
    verdicts = [*map(is_right, rows)]
    return sum(verdicts) / len(verdicts)


def _lines(title: str, rows: list[Remark]) -> Iterator[str]:
    right = sum(map(is_right, rows))
    yield f"{title:24} {right:4} of {len(rows):4}  {right / len(rows):6.1%}"


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
    for sentence in sentences:
        words.judge_quickly(sentence)
    again = time.perf_counter()
    rounds = 200
    for _ in range(rounds):
        for sentence in sentences:
            words.judge_quickly(sentence)
    done = time.perf_counter()
    return {
        "reading the lists, ms": (read - started) * 1000,
        "one remark, ms": (judged - read) * 1000 / len(sentences),
        "a harmless one of many, µs": (done - again) * _A_MILLION / (rounds * len(sentences)),
    }


def main() -> None:
    """Print the figures, and each remark that is judged wrongly."""
    everything = remarks()
    print("Judged rightly")
    parts = [("all", everything), *_by(everything, "part").items()]
    groups = [*parts, *_by(everything, "language").items(), *_by(everything, "subject").items()]
    for title, rows in groups:
        print(*_lines(f"  {title}", rows))
    print("\nJudged wrongly")
    for row in everything:
        if not is_right(row):
            judged = judge(row.sentence)
            print(f"  {row.part}, {row.language}, {row.subject or row.label}: {row.sentence}")
            print(f"    {label_of(judged)}: {judged.word or judged.judgement or judged.need}")
    print("\nCost")
    for label, figure in costs().items():
        print(f"  {label:27} {figure:8.2f}")


if __name__ == "__main__":
    main()
