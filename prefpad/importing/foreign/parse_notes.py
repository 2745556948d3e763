"""The notes in a row of a list: remarks, what they like and need, and facts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.normalize import fold
from prefpad.domain.validation import checked_text
from prefpad.importing.csv.cells import Rejected, is_nothing
from prefpad.importing.foreign.models import Remark
from prefpad.notes.alerts import alert_of_tag, apart
from prefpad.notes.discretion import discreet, with_topic
from prefpad.notes.draft import LONGEST_TOPIC, Draft, resolve_attributes, split_topic
from prefpad.notes.health_needs import needs_of_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from prefpad.importing.foreign.models import Cells
    from prefpad.notes.health_rules import Sort
    from prefpad.notes.sensitive import Sensitivity

_KINDS = {
    "note": ("other", None),
    "likes": ("preference", "likes"),
    "dislikes": ("preference", "dislikes"),
    "need": ("need", None),
    "allergy": ("need", None),
    "access": ("need", None),
    "fact": ("fact", None),
}
_OF_NEEDS: tuple[Sort, ...] = ("allergy", "access")
_WORDS_OF_A_BARE_ANSWER = 3
_BETWEEN_TAGS = re.compile(r"[;,|\n]|\s+(?=#)")
_AROUND_A_TAG = " \t#\"'[]{}*"
_NAMES_OF_A_TAG = ("name", "label", "title", "tag", "value", "text")
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
        judge: tells what a remark mentions.
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
        yield from _remarks("fact", text, about[:LONGEST_TOPIC].strip(), today, judge, told=told)
    for field in ("note", "likes", "dislikes", "need", *_OF_NEEDS):
        texts = [cell.text for cell in found.of(field) if not is_nothing(cell.text)]
        topic = field if field in _OF_NEEDS else None
        for text in {fold(text): text for text in texts}.values():
            yield from _remarks(field, text, topic, today, judge, told=told)


def remark_beside(
    text: str, today: date, judge: Callable[[str], Sensitivity], *, told: bool
) -> Iterator[Remark]:
    """Yield the note that stands beside a name, such as `(pays late)`; none if it is empty."""
    if any(map(str.isalnum, text)):
        for remark in _remarks("note", text, None, today, judge, told=told):
            yield remark._replace(field=f"{remark.field} beside the name")


def tags_in(cell: str) -> list[str]:
    """Return the tags in a cell: of `vip; weekly`, `vip|weekly`, `#vip #weekly` or json."""
    if cell[:1] in {"[", "{"} and (told := _tags_in_json(cell)):
        return told
    parts = (part.strip(_AROUND_A_TAG) for part in _BETWEEN_TAGS.split(cell))
    return [part for part in parts if part]


def _tags_in_json(cell: str) -> list[str]:
    import json

    try:
        found = json.loads(cell)
    except ValueError:
        return []
    listed = found if isinstance(found, list) else [found]
    named = (
        next((one[key] for key in _NAMES_OF_A_TAG if key in one), "")
        if isinstance(one, dict)
        else one
        for one in listed
    )
    return [str(one).strip() for one in named if one]


def needs_in_tags(
    tags: tuple[str, ...], today: date, judge: Callable[[str], Sensitivity]
) -> Iterator[Remark]:
    """Yield an alert for each tag that states an allergy or access need."""
    for tag in tags:
        if found := alert_of_tag(tag, today, judge):
            yield Remark(f"tag {fold(tag)}", found.draft, alert_for=found.alert_for)


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if words := " ".join(_KEPT_AS_TEXT.sub("", line).split()):
            yield words


def _remarks(
    field: str,
    text: str,
    topic: str | None,
    today: date,
    judge: Callable[[str], Sensitivity],
    *,
    told: bool,
) -> Iterator[Remark]:
    """Yield the note that a cell holds, and what of it is a note of its own."""
    column = next((one for one in _OF_NEEDS if one == field), None)
    if column and not needs_of_answer(text, column):
        if len(text.split()) <= _WORDS_OF_A_BARE_ANSWER:
            return
        field, column = "note", None
    kind, stance = _KINDS[field]
    settled = resolve_attributes(kind, stance, "told" if told else "relayed")
    try:
        about, text = split_topic(text, topic) if field != "note" else (topic, checked_text(text))
    except AskedWrongly as error:
        raise Rejected(f"{field}: {error.sentence}") from None
    found = apart(Draft(settled, about, text, today, today), judge, column)
    place = f"{field} {fold(about)}" if about else field
    yield _remark(place, found.draft, found.alert_for, judge)
    if found.beside:
        yield _remark(f"{place} beside", found.beside, None, judge)


def _remark(
    field: str, draft: Draft, alert_for: Sort | None, judge: Callable[[str], Sensitivity]
) -> Remark:
    judged = judge(with_topic(draft.topic, draft.text))
    kept = discreet(draft.attributes, judged)
    kept_for = judged.subject if kept.voice == "private" else None
    return Remark(field, draft._replace(attributes=kept), kept_for, alert_for)
