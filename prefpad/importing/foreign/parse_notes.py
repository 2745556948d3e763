"""The notes in a row of a list: remarks, what they like and need, and facts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.normalize import fold
from prefpad.domain.validation import checked_text
from prefpad.importing.csv.cells import Rejected, is_nothing
from prefpad.importing.foreign.models import Remark
from prefpad.notes.discretion import discreet, with_topic
from prefpad.notes.draft import LONGEST_TOPIC, Draft, resolve_attributes, split_topic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from prefpad.importing.foreign.row import Cells
    from prefpad.notes.sensitive import Sensitivity

_KINDS = {
    "note": ("other", None),
    "likes": ("preference", "likes"),
    "dislikes": ("preference", "dislikes"),
    "need": ("need", None),
    "allergy": ("need", None),
    "fact": ("fact", None),
}
_ALLERGY = "allergy"
_KEPT_AS_TEXT = re.compile(r"^'(?=[A-Z0-9]*\d)")
"""The apostrophe by which a spreadsheet keeps a number or a postcode as it is."""


def remarks(
    found: Cells,
    today: date,
    several: str,
    judge: Callable[[str], Sensitivity],
    name: str = "",
    *,
    told: bool,
) -> Iterator[Remark]:
    """Yield the notes in a row; cells that are about the same thing are one fact.

    Args:
        found: the cells of the row.
        today: the day on which it is read.
        several: what stands between the values of a cell that holds more than one.
        judge: tells what a remark speaks of.
        name: the customer's name, which is no company.
        told: whether the customers said so themselves.

    Raises:
        Rejected: a text or topic is none that a pad can keep.
    """
    facts: dict[str, list[str]] = {}
    for cell in found.of("company"):
        if fold(cell.text) == fold(name):
            continue
        facts.setdefault("company", []).append(cell.text)
    for cell in found.of("fact"):
        facts.setdefault(cell.about, []).append(cell.text)
    for about, texts in facts.items():
        lines = (line for text in texts for part in text.split(several) for line in _lines(part))
        text = ", ".join(dict.fromkeys(lines))
        yield _remark("fact", text, about[:LONGEST_TOPIC].strip(), today, judge, told=told)
    for field in ("note", "likes", "dislikes", "need", _ALLERGY):
        texts = [cell.text for cell in found.of(field) if not is_nothing(cell.text)]
        topic = _ALLERGY if field == _ALLERGY else None
        for text in {fold(text): text for text in texts}.values():
            yield _remark(field, text, topic, today, judge, told=told)


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if words := " ".join(_KEPT_AS_TEXT.sub("", line).split()):
            yield words


def _remark(
    field: str,
    text: str,
    topic: str | None,
    today: date,
    judge: Callable[[str], Sensitivity],
    *,
    told: bool,
) -> Remark:
    kind, stance = _KINDS[field]
    settled = resolve_attributes(
        kind, stance, "told" if told else "relayed", alert=field == _ALLERGY
    )
    try:
        about, text = split_topic(text, topic) if field != "note" else _whole(text)
    except AskedWrongly as error:
        raise Rejected(f"{field}: {error.sentence}") from None
    judged = judge(with_topic(about, text))
    kept = discreet(settled, judged)
    draft = Draft(kept, about, text, today, today)
    is_private = kept.voice == "private"
    return Remark(
        f"{field} {fold(about)}" if about else field, draft, judged.subject if is_private else None
    )


def _whole(text: str) -> tuple[str | None, str]:
    return None, checked_text(text)
