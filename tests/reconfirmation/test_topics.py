from __future__ import annotations

import random
import sqlite3
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from prefpad.db.statements import veil
from prefpad.domain.normalize import fold
from prefpad.reconfirmation.estimator import change_rate
from tests.helpers.making import days_ago

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Note, Pad
    from prefpad.domain.vocabulary import KindName
    from prefpad.reconfirmation.topic_rows import TopicReport

DRAW = random.Random(5)


def only(pad: Pad, *, private: bool = False) -> TopicReport:
    (report,) = pad.topics(private=private)
    return report


def all_notes(pad: Pad) -> list[Note]:
    return [note for person in pad.customers() for note in pad.notes(f"@{person.number}")]


def test_notes_are_counted_as_one_by_one(pad: Pad) -> None:
    pad.add("Sam Smith", "here", kind="fact", new=True)
    kinds: tuple[KindName, ...] = ("preference", "preference", "need", "fact")
    for number in range(120):
        kind = DRAW.choice(kinds)
        note = pad.add(
            "Sam Smith",
            f"remark {number}",
            kind=kind,
            topic=DRAW.choice((None, "coffee", "Room", "cut")),
            source=DRAW.choice(("told", "told", "observed")),
            every=None if kind == "fact" else DRAW.choice((None, None, 90)),
            voice=DRAW.choice((None, "private")),
            on=days_ago(DRAW.randrange(1, 900)),
        )
        if number % 9 == 0:
            pad.add("Sam Smith", f"alert {number}", alert=True, topic=note.topic)
        if number % 7 == 0:
            pad.confirm(note.number, gone=True)
    expected = Counter(
        (note.kind, note.topic and fold(note.topic))
        for note in all_notes(pad)
        if note.kind in {"preference", "need"} and note.standing == "standing" and not note.ended_on
    )
    counted = {(one.kind, one.topic and fold(one.topic)): one.notes for one in pad.topics()}
    assert {topic: notes for topic, notes in counted.items() if notes} == expected
    assert len(expected) == 8


def test_checks_are_counted_and_weighed(pad: Pad) -> None:
    first = pad.add("Sam Smith", "coffee: latte", on=days_ago(700), new=True)
    pad.confirm(first.number, on=days_ago(300))
    pad.confirm(first.number, now="mocha")
    report = only(pad)
    assert (report.notes, report.checks, report.changes) == (1, 2, 1)
    with closing(sqlite3.connect(pad.path)) as connection:
        (mean,) = connection.execute(
            "SELECT per_day FROM _kind_rates WHERE kind = 'preference'"
        ).fetchone()
    rate = change_rate([(400, False), (300, True)], mean)
    assert report.change_rate == pytest.approx(rate.per_day)
    assert (report.low, report.high) == pytest.approx((rate.low, rate.high))


def test_the_interval_is_that_of_a_customer_who_comes_as_others_do(pad: Pad) -> None:
    note = pad.add("Sam Smith", "coffee: latte", source="relayed", on=days_ago(9), new=True)
    pad.add("Sam Smith", "coffee: mocha", source="relayed", on=days_ago(9))
    assert pad.topics() == []
    pad.confirm(note.number, seen=True)
    assert only(pad).ask_after == pad.note(note.number).ask_after


def test_what_was_checked_is_shown_when_no_note_holds_any_more(pad: Pad) -> None:
    note = pad.add("Sam Smith", "song: waltz", on=days_ago(30), new=True)
    pad.confirm(note.number, gone=True)
    report = only(pad)
    assert (report.topic, report.notes, report.checks, report.changes) == ("song", 0, 1, 1)


def test_what_ended_unasked_and_candidates_are_no_topic(pad: Pad) -> None:
    note = pad.add("Sam Smith", "song: waltz", new=True)
    pad.add("Sam Smith", "tea: green", source="observed")
    pad.confirm(note.number, gone=True)
    assert pad.topics() == []


def test_a_topic_that_no_note_has_any_more_is_left_out(pad: Pad) -> None:
    note = pad.add("Sam Smith", "song: waltz", on=days_ago(30), new=True)
    pad.confirm(note.number, now="tea: green")
    assert [report.topic for report in pad.topics(private=True)] == ["tea"]


def test_a_topic_is_spelt_as_most_notes_spell_it(pad: Pad) -> None:
    for topic, text in (("room", "a"), ("Room", "b"), ("Room", "c"), ("ROOM", "d")):
        pad.add("Sam Smith", text, topic=topic, new=text == "a")
    report = only(pad)
    assert (report.topic, report.notes) == ("Room", 4)


def test_notes_without_a_topic_are_together(pad: Pad) -> None:
    pad.add("Sam Smith", "by the fire", voice="private", new=True)
    report = only(pad)
    assert (report.topic, report.notes) == (None, 1)


# -- private notes -------------------------------------------------------------------------------


def test_a_topic_that_only_private_notes_of_the_kind_have_is_left_out(pad: Pad) -> None:
    pad.add("Sam Smith", "divorce: hers", voice="private", new=True)
    pad.add("Sam Smith", "divorce: papers by post", kind="need", voice="act", because="so")
    assert [(report.kind, report.notes) for report in pad.topics()] == [("need", 1)]
    shown = {(report.kind, report.topic) for report in pad.topics(private=True)}
    assert shown == {("need", "divorce"), ("preference", "divorce")}


def test_private_notes_count_but_do_not_spell(pad: Pad) -> None:
    pad.add("Sam Smith", "a", topic="room", new=True)
    for text in "bc":
        pad.add("Sam Smith", text, topic="ROOM", voice="private")
    report = only(pad)
    assert (report.topic, report.notes) == ("room", 3)
    assert only(pad, private=True).topic == "ROOM"


# -- speed ---------------------------------------------------------------------------------------


def test_notes_are_counted_by_the_indexes_that_hold_them(pad: Pad, path: Path) -> None:
    from prefpad.reconfirmation import topic_rows as topics

    with closing(sqlite3.connect(path)) as connection:
        for query in (topics._NOTES, topics._TOPICS.format(veil=veil(False))):  # noqa: SLF001 - its plan
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}")]
            assert plan
            assert not [step for step in plan if step in {"SCAN notes", "SCAN n"}]
