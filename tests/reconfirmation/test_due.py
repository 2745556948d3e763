from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from prefpad.reconfirmation.policy import MOST_COUNTED, policy_of
from tests.conftest import TODAY
from tests.helpers.counting import counted
from tests.helpers.making import days_ago

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from prefpad.domain.models import Note

DRAW = random.Random(3)
TOPICS = (None, "coffee", "Room", "cut")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pad]:
    path = tmp_path_factory.mktemp("shop") / "pad.db"
    with Pad(path, today=TODAY, create=True, author="Ana") as pad:
        _fill(pad)
        yield pad


def _fill(pad: Pad) -> None:
    for number in range(120):
        pad.add(
            f"Customer Number{number % 10}",
            f"remark {number}",
            kind=DRAW.choice(("preference", "preference", "need", "fact", "promise")),
            topic=DRAW.choice(TOPICS),
            source=DRAW.choice(("told", "told", "observed")),
            on=days_ago(DRAW.randrange(1500)),
            new=number < 10,
        )
    for number in range(15):
        pad.add(
            f"Customer Number{number % 10}",
            f"of the owner's own {number}",
            topic=DRAW.choice(TOPICS),
            every=DRAW.randrange(1, 400),
            on=days_ago(DRAW.randrange(600)),
        )
    for number in range(10):
        for _ in range((0, 8, 120)[number % 3]):
            pad.visit(f"Customer Number{number}", on=days_ago(DRAW.randrange(1500)))
    for number in range(20, 120):
        note = pad.note(number)
        if note.kind in {"preference", "need"}:
            now = f"changed {number}" if note.customer_number < 4 else None
            pad.confirm(number, now=now, on=days_ago(DRAW.randrange((TODAY - note.noted_on).days)))
    for number in range(1, 12):
        if pad.note(number).kind in {"preference", "need"}:
            pad.confirm(number, gone=True)


def test_the_shop_has_notes_of_many_rates_and_rhythms(shop: Pad) -> None:
    notes = [note for note in all_notes(shop) if note.due_on]
    assert len({note.change_rate for note in notes}) > 6
    assert len({note.visit_rate for note in notes}) > 1
    assert len({note.pace for note in notes}) > 1


def all_notes(pad: Pad) -> list[Note]:
    return [note for person in pad.customers() for note in pad.notes(f"@{person.number}")]


def brute_force(pad: Pad, days: int = 0, topic: str | None = None) -> list[int]:
    until = TODAY + timedelta(days)
    due = [
        note
        for note in all_notes(pad)
        if note.due_on
        and note.due_on <= until
        and (topic is None or (note.topic or "").lower() == topic.lower())
    ]
    return [
        n.number
        for n in sorted(
            due, key=lambda n: (-policy_of(pad.session.settings).worth(n, TODAY), n.number)
        )
    ]


@pytest.mark.parametrize("topic", [None, "coffee", "ROOM", "nothing"])
@pytest.mark.parametrize("days", [0, 14, 400])
def test_what_is_due_is_all_notes_sorted_by_worth(shop: Pad, days: int, topic: str | None) -> None:
    due = shop.due(within=days or None, topic=topic)
    assert [one.note.number for one in due] == brute_force(shop, days, topic)


@pytest.mark.parametrize("limit", [0, 1, 7, 1000])
def test_a_limit_keeps_those_most_worth_asking(shop: Pad, limit: int) -> None:
    assert [one.note.number for one in shop.due(limit=limit)] == brute_force(shop)[:limit]


def test_one_customers_are_in_the_same_order(shop: Pad) -> None:
    theirs = [one for one in shop.due() if one.note.customer == "Customer Number3"]
    assert theirs
    assert shop.due(customer="Number3") == theirs


def test_the_count_is_that_of_the_list(shop: Pad) -> None:
    assert shop.count_due() == len(shop.due())
    assert shop.count_due(within="1 year", topic="coffee") == len(
        shop.due(within="1 year", topic="coffee")
    )


def test_no_more_than_a_thousand_are_counted(pad: Pad) -> None:
    pad.add("Sam Smith", "latte", new=True)
    with pad.session.transaction() as writer:
        writer.connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            " INSERT INTO notes(customer, kind, text, source, voice, standing, noted_on,"
            " confirmed_on, same_key, visit_class) SELECT 1, 'preference', 'x' || i, 'told', 'say',"
            " 'standing', '2020-01-01', '2020-01-01', i, visit_class FROM n, notes",
            (MOST_COUNTED + 5,),
        )
    assert pad.count_due() == MOST_COUNTED


def test_each_due_note_says_since_when_how_likely_and_why(shop: Pad) -> None:
    for one in shop.due():
        assert one.due_on == one.note.due_on
        assert one.due_on <= TODAY
        assert 0 < one.chance_changed < 1
        assert one.why.endswith("changed.")


def test_an_own_interval_falls_due_on_its_day(pad: Pad) -> None:
    note = pad.add("Sam Smith", "latte", every=10, on=days_ago(9), new=True)
    assert pad.due() == []
    assert [one.note for one in pad.due(within=1)] == [note]


def test_a_confirmed_note_is_no_longer_due(pad: Pad) -> None:
    note = pad.add("Sam Smith", "latte", on=days_ago(800), new=True)
    pad.confirm(note.number)
    assert pad.due() == []


def test_what_is_due_is_found_without_going_past_what_is_private(tmp_path: Path) -> None:
    def steps(private: int) -> int:
        lines = ["customer,kind,topic,text,source,voice,on"]
        lines += [
            f"Person {at},need,medication,tablets {at},told,private,{days_ago(3000)}"
            for at in range(private)
        ]
        lines += [f"Sam Smith,need,medication,insulin,told,act,{days_ago(2900)}"]
        listed = tmp_path / f"{private}.csv"
        listed.write_text("\n".join(lines), encoding="utf-8")
        with Pad(tmp_path / f"{private}.db", today=TODAY, create=True) as pad:
            assert not pad.import_file(listed).rejected
            work = counted(pad.session.connection, lambda: pad.due(limit=5, private=False))
            return work.steps

    few, many = steps(20), steps(1_000)
    assert many < few + 400
