"""The figures of each report, beside those that are counted from the plain list of what happened."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import pytest

from prefpad import AskedWrongly, Edit, Pad
from prefpad.reports.catalogue import REPORTS
from tests.conftest import TODAY
from tests.helpers.making import days_ago

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad.domain.vocabulary import KindName
    from prefpad.reports.models import Row

TOPICS = ("heating", "noise", "")


class Problem(NamedTuple):
    who: str
    topic: str
    on: date
    solved: date | None

    @property
    def days(self) -> int | None:
        return (self.solved - self.on).days if self.solved else None


class Promise(NamedTuple):
    by: date
    ended: date | None
    withdrawn: bool


class Happened(NamedTuple):
    problems: list[Problem]
    promises: list[Promise]


@pytest.fixture(scope="module")
def happened(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Happened]:
    """Play two years of problems and promises through a pad, each on its own day."""
    draw = random.Random(7)
    path = tmp_path_factory.mktemp("reports") / "pad.db"
    people = [f"Guest Number{number}" for number in range(9)]
    problems: list[Problem] = []
    promises: list[Promise] = []
    with Pad(path, create=True, today=days_ago(800), author="Ana") as pad:
        for name in people:
            pad.add(name, "coffee", new=True)
    for number in range(60):
        day = days_ago(draw.randint(1, 700))
        who, topic = draw.choice(people), draw.choice(TOPICS)
        end = day + timedelta(draw.choice((0, 1, 2, 5, 9, 40)))
        over = end if end <= TODAY and draw.random() < 0.7 else None
        withdrawn = draw.random() < 0.2
        with Pad(path, today=day, author="Ana") as pad:
            text = f"{topic}: it failed" if topic else "it failed"
            problem = pad.add(who, f"{text} {number}", kind="problem")
            promise = pad.add(who, f"will do {number}", kind="promise", by=day + timedelta(4))
        problems.append(Problem(who, topic or "no topic", day, over))
        promises.append(Promise(day + timedelta(4), over, withdrawn))
        if over:
            with Pad(path, today=over, author="Jo") as pad:
                pad.done(problem)
                pad.done(promise, withdrawn=withdrawn)
    return path, Happened(problems, promises)


def report(path: Path, name: str, **which: bool) -> dict[str, list[Row]]:
    with Pad(path, today=TODAY) as pad:
        return {part.by: [*part.rows, *part.others] for part in pad.report(name, **which).parts}


def month_of(day: date) -> str:
    return day.isoformat()[:7]


def expected(problems: list[Problem], again: set[Problem]) -> tuple[object, ...]:
    days = [one.days for one in problems if one.days is not None]
    return (
        len(problems),
        sum(one.solved is None for one in problems),
        sum(one in again for one in problems),
        median(days) if days else None,
    )


def figures(row: Row) -> tuple[object, ...]:
    return row["problems"], row["open"], row["again"], row["days_to_solve"]


def repeated(problems: list[Problem]) -> set[Problem]:
    """Return the problems that a customer had had before on the same topic."""
    ordered = sorted(problems, key=lambda one: one.on)
    return {
        one
        for place, one in enumerate(ordered)
        if any((past.who, past.topic) == (one.who, one.topic) for past in ordered[:place])
    }


def test_problems_are_counted_by_topic_and_by_month(happened: tuple[Path, Happened]) -> None:
    path, (problems, _) = happened
    found = report(path, "problems")
    again = repeated(problems)
    for part, key in (("topic", lambda one: one.topic), ("month", lambda one: month_of(one.on))):
        for row in found[part]:
            theirs = [one for one in problems if key(one) == row["what"]]
            assert figures(row) == (expected(theirs, again) if theirs else (0, 0, 0, None))
        assert sum(int(str(row["problems"])) for row in found[part]) == len(problems)


def test_the_months_of_problems_have_no_gap_and_the_latest_is_first(
    happened: tuple[Path, Happened],
) -> None:
    path, (problems, _) = happened
    months = [str(row["what"]) for row in report(path, "problems")["month"]]
    assert months == sorted(set(months), reverse=True)
    assert months[0] == max(month_of(one.on) for one in problems)
    first, last = (int(month[:4]) * 12 + int(month[5:]) for month in (months[-1], months[0]))
    assert len(months) == last - first + 1


def test_what_repeats_names_customer_and_topic(happened: tuple[Path, Happened]) -> None:
    path, (problems, _) = happened
    counts = Counter(f"{one.who}, {one.topic}" for one in problems)
    found = {row["what"]: row["problems"] for row in report(path, "problems")["customer"]}
    assert found == {what: count for what, count in counts.items() if count > 1}


def test_promises_are_kept_on_their_day_late_withdrawn_or_open(
    happened: tuple[Path, Happened],
) -> None:
    path, (_, promises) = happened
    due = [one for one in promises if one.by < TODAY or one.ended]
    rows = report(path, "promises")["month"]
    for row in rows:
        theirs = [one for one in due if month_of(min(one.by, one.ended or one.by)) == row["month"]]
        withdrawn = sum(one.withdrawn and one.ended is not None for one in theirs)
        kept = sum(bool(one.ended and one.ended <= one.by and not one.withdrawn) for one in theirs)
        late = sum(bool(one.ended and one.ended > one.by and not one.withdrawn) for one in theirs)
        counted = (row["promised"], row["kept"], row["late"], row["withdrawn"], row["open"])
        assert counted == (
            len(theirs), kept, late, withdrawn, len(theirs) - withdrawn - kept - late,
        )  # fmt: skip
        left = len(theirs) - withdrawn
        assert row["kept_rate"] == (pytest.approx(kept / left) if left else None)
    assert sum(int(str(row["promised"])) for row in rows) == len(due)


def test_an_open_promise_whose_day_has_not_come_counts_for_nothing(pad: Pad) -> None:
    pad.add("Sam Smith", "towels", kind="promise", by="in 3 days", new=True)
    pad.add("Sam Smith", "coffee", kind="promise", by="today")
    assert pad.report("promises").rows == []


def test_a_promise_closed_before_its_day_counts_in_the_month_it_was_closed(path: Path) -> None:
    with Pad(path, create=True, today=TODAY) as pad:
        kept = pad.add("Sam Smith", "towels", kind="promise", by="in 2 months", new=True)
        off = pad.add("Sam Smith", "coffee", kind="promise", by="in 2 months")
        late = pad.add("Sam Smith", "cake", kind="promise", by="today")
        pad.done(kept)
        pad.done(off, withdrawn=True)
    for today in (TODAY, TODAY + timedelta(100)):
        with Pad(path, today=today) as pad:
            if today > TODAY:
                pad.done(late)
            found = pad.report("promises")
        assert "in the month of its day, or of the day it was closed" in found.about
        (row,) = found.rows
        assert (row["month"], row["promised"]) == (month_of(TODAY), 2 + (today > TODAY))
        assert (row["kept"], row["late"], row["withdrawn"]) == (1, int(today > TODAY), 1)


def come(path: Path, who: str, *ago: int) -> None:
    for days in ago:
        with Pad(path, today=days_ago(days), create=True) as pad:
            if not pad.find(who, limit=1):
                pad.edit(who, Edit(), new=True)
            pad.visit(who)


def test_regulars_are_told_by_their_visits_and_how_long_they_have_been_with_us(path: Path) -> None:
    come(path, "Ida Cole", *range(370, 0, -30))
    come(path, "Bo Lee", 400, 200)
    come(path, "Kim Okafor", *range(720, 360, -30))
    (row,) = report(path, "regulars")["customer"]
    assert (row["customer"], row["visits"], row["days_with_us"]) == ("Ida Cole", 13, 370)
    assert row["days_between"] == 30
    assert row["last_visit"] == days_ago(10).isoformat()
    months = row["last_twelve_months"]
    assert isinstance(months, list)
    assert (len(months), sum(months)) == (12, 12)


def test_who_is_silent_for_longer_than_their_rhythm_allows_is_slipping(path: Path) -> None:
    come(path, "Ida Cole", *range(500, 200, -14))
    come(path, "Bo Lee", *range(1200, 100, -180))
    (row,) = report(path, "slipping")["customer"]
    assert row["customer"] == "Ida Cole"
    assert float(str(row["chance_gone"])) > 0.9


@pytest.mark.parametrize("how", ["visit", "note", "check", "booking"])
def test_nobody_who_was_here_since_or_is_expected_is_slipping(path: Path, how: str) -> None:
    come(path, "Ida Cole", *range(500, 200, -14))
    with Pad(path, today=days_ago(150)) as pad:
        note = pad.add("Ida Cole", "coffee: black", stance="likes")
    assert len(report(path, "slipping")["customer"]) == 1
    with Pad(path, today=days_ago(1)) as pad:
        match how:
            case "visit":
                pad.visit("ida")
            case "note":
                pad.add("ida", "asked for the paper", kind="other")
            case "check":
                pad.confirm(note)
            case _:
                pad.expect_visit("ida", "in 3 days")
    assert report(path, "slipping")["customer"] == []


def test_praise_names_the_colleague_by_any_name_and_counts_it(pad: Pad) -> None:
    pad.edit("Ana Berg", Edit({"role": "colleague", "familiar": "Annie"}), new=True)
    pad.edit("Will Rose", Edit({"role": "colleague"}), new=True)
    pad.add("Sam Smith", "Ana found her bag", kind="praise", new=True, on=days_ago(9))
    pad.add("Sam Smith", "annie is so quick", kind="praise", on=days_ago(8))
    pad.add("Bo Lee", "Ana: so kind", kind="praise", new=True, on=days_ago(7))
    pad.add("Bo Lee", "Will and Ana Berg carried the bags", kind="praise", on=days_ago(6))
    pad.add("Bo Lee", "the tea, will come again, rose garden", kind="praise")
    found = {row["colleague"]: row for row in pad.report("praise").rows}
    assert {name: row["praises"] for name, row in found.items()} == {
        "Ana Berg": 4,
        "Will Rose": 1,
        "nobody named": 1,
    }
    assert found["Ana Berg"]["customers"] == 2
    assert found["Ana Berg"]["words"] == "Will and Ana Berg carried the bags"


def test_a_word_that_two_colleagues_share_names_neither(pad: Pad) -> None:
    pad.edit("Ana Berg", Edit({"role": "colleague"}), new=True)
    pad.edit("Ana Holt", Edit({"role": "colleague"}), new=True)
    pad.add("Sam Smith", "Ana was kind, and Holt too", kind="praise", new=True)
    assert [row["colleague"] for row in pad.report("praise").rows] == ["Ana Holt"]


def test_referrals_link_to_who_sent_them_and_count_the_others_by_their_words(pad: Pad) -> None:
    pad.edit("Ida Cole", Edit(handles={"alias": ["Idi"]}), new=True)
    for name, words in (
        ("Sam Smith", "Ida Cole"),
        ("Bo Lee", "sent by Idi"),
        ("Al Ford", "Ida Cole sent them."),
        ("Kim Okafor", "Instagram"),
        ("Jo Berg", "instagram"),
    ):
        pad.add(name, f"referral: {words}", kind="fact", new=True)
    customers, others = pad.report("referrals").parts
    assert [(row["sent_by"], row["sent"], row["who"]) for row in customers.rows] == [
        ("Ida Cole", 3, "Sam Smith, Bo Lee, Al Ford")
    ]
    assert [(row["sent_by"], row["sent"]) for row in others.rows] == [("Instagram", 2)]


def test_a_note_names_who_was_praised_or_sent_them_and_nobody_else(pad: Pad) -> None:
    pad.edit("Ana Berg", Edit({"role": "colleague"}), new=True)
    pad.add("Sam Smith", "Ana carried the bags", kind="praise", new=True)
    pad.add("@2", "referral: Ana Berg", kind="fact")
    pad.add("@2", "referral: Instagram", kind="fact")
    pad.add("@2", "knows Ana Berg", kind="other")
    assert [[one.name for one in pad.named_by(number)] for number in range(1, 5)] == [
        ["Ana Berg"],
        ["Ana Berg"],
        [],
        [],
    ]


def test_without_a_question_a_poll_has_no_answers(pad: Pad) -> None:
    pad.add("Sam Smith", "poll: tea", kind="other", new=True)
    assert pad.report("poll").rows == []


def test_a_sender_of_whom_there_are_two_is_nobody_unless_numbered(pad: Pad) -> None:
    first, _ = (pad.edit("Ida Cole", Edit(), new=True) for _ in range(2))
    pad.add("Sam Smith", "referral: Ida Cole", kind="fact", new=True)
    pad.add("Bo Lee", f"referral: Ida Cole (@{first.number})", kind="fact", new=True)
    customers, others = pad.report("referrals").parts
    assert [(row["number"], row["who"]) for row in customers.rows] == [(first.number, "Bo Lee")]
    assert [row["who"] for row in others.rows] == ["Sam Smith"]


def test_the_answers_to_the_poll_are_counted_and_those_to_another_question_are_not(
    path: Path,
) -> None:
    with Pad(path, create=True, today=days_ago(40)) as pad:
        pad.set("poll", "Tea or coffee?")
        pad.add("Sam Smith", "poll: tea", kind="other", new=True)
    with Pad(path, today=days_ago(20)) as pad:
        pad.set("poll", "What is missing at breakfast?")
        for name, said in (("Sam", "Porridge"), ("Bo Lee", "porridge"), ("Kim Okafor", "nothing")):
            pad.add(name, f"poll: {said}", kind="other", new=name != "Sam")
        found = pad.report("poll")
    assert found.about == "What is missing at breakfast?"
    counted = {str(row["answer"]).lower(): row["answers"] for row in found.rows}
    assert counted == {"porridge": 2, "nothing": 1}
    assert [row["share"] for row in found.rows] == [pytest.approx(2 / 3), pytest.approx(1 / 3)]


def test_checks_are_counted_by_who_made_them(path: Path) -> None:
    with Pad(path, create=True, today=days_ago(90), author="Ana") as pad:
        notes = [pad.add("Sam Smith", f"tea {number}", new=not number) for number in range(3)]
    with Pad(path, today=days_ago(40), author="Ana") as pad:
        pad.confirm(notes[0])
        pad.confirm(notes[1], now="coffee")
    with Pad(path, today=TODAY, author="Jo") as pad:
        pad.confirm(notes[2], gone=True)
        by, months = pad.report("checks").parts
    names = ("who", "checks", "same", "changed", "gone")
    assert [tuple(row[name] for name in names) for row in by.rows] == [
        ("Ana", 2, 1, 1, 0),
        ("Jo", 1, 0, 0, 1),
    ]
    assert [row["checks"] for row in months.rows] == [1, 0, 2]


@pytest.mark.parametrize(
    ("name", "kind", "text"),
    [
        ("problems", "problem", "zqx: broken"),
        ("praise", "praise", "zqx was kind"),
        ("referrals", "fact", "referral: zqx"),
        ("promises", "promise", "zqx"),
        ("poll", "other", "poll: zqx"),
    ],
)
def test_private_notes_count_only_when_asked_for(
    pad: Pad, name: str, kind: KindName, text: str
) -> None:
    pad.set("poll", "What is missing?")
    note = pad.add("Sam Smith", text, kind=kind, voice="private", new=True)
    if kind == "promise":
        pad.done(note)
    assert pad.report(name).rows == []
    assert pad.report(name, private=True).rows != []


@pytest.mark.parametrize("name", REPORTS)
def test_what_was_entered_by_mistake_is_in_no_report(pad: Pad, name: str) -> None:
    pad.set("poll", "What is missing?")
    mistakes: dict[KindName, str] = {
        "problem": "broken", "praise": "kind", "fact": "referral: Instagram",
        "promise": "towels", "other": "poll: tea",
    }  # fmt: skip
    for kind, text in mistakes.items():
        pad.delete_note(pad.add("Sam Smith", text, kind=kind, new=kind == "problem"))
    assert pad.report(name).rows == []


def test_a_report_that_is_none_is_refused(pad: Pad) -> None:
    with pytest.raises(AskedWrongly, match="no report called"):
        pad.report("zqx")
