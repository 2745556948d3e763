"""How fast each topic changes: the tallies of its checks, and the report on them for the owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from prefpad.db.statements import ASKED_AGAIN, veil
from prefpad.domain.calendar_days import DAYS_IN
from prefpad.domain.record import Record
from prefpad.reconfirmation.estimator import chance_changed
from prefpad.reconfirmation.policy import lifetimes_of, policy_of
from prefpad.reconfirmation.rates import NO_LIFETIMES, expected_rate, topic_rate
from prefpad.reconfirmation.schedule_rows import read_tallies, typical_visit_rate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from prefpad.domain.vocabulary import SetBy
    from prefpad.reconfirmation.estimator import Pile
    from prefpad.reconfirmation.policy import Policy
    from prefpad.reconfirmation.rates import Expected
    from prefpad.session import Session


class TopicTally(NamedTuple):
    """The tally of one topic of one kind.

    Attributes:
        kind: one that is asked again.
        topic_key: the folded topic; empty for notes without one.
        topic: the topic as people write it, or None.
        notes: how many standing notes hold.
        piles: the checks.
        expected: what it was expected to change at before any check.
        change_rate: the rate that due days follow, which trails the checks by up to a tenth.
    """

    kind: str
    topic_key: str
    topic: str | None
    notes: int
    piles: tuple[Pile, ...]
    expected: Expected
    change_rate: float


class TopicReport(Record):
    """How fast one topic of one kind changes, and when it is asked again.

    Attributes:
        kind: one that is asked again: `preference` or `need`.
        topic: as people write it, or None for the notes without one.
        notes: how many standing notes hold, private ones too.
        checks: how many times one was asked about.
        changes: how many of those found a change.
        change_rate: changes per day; without checks, what is typical of the topic or kind here.
        low, high: the ends of its 80% interval.
        changed_in_a_year: the probability that such a note no longer holds after a year.
        ask_after: the days to leave it alone, for a customer who comes as often as others do and
            changes as they do; None to never ask.
        of_the_day: whether it changes sooner than such a customer returns, so is asked each visit.
        set_by: whose the days are: the owner's for the `topic` or `kind`, or `learned`.
    """

    kind: str
    topic: str | None
    notes: int
    checks: int
    changes: int
    change_rate: float
    low: float
    high: float
    changed_in_a_year: float
    ask_after: int | None
    of_the_day: bool
    set_by: SetBy


def topic_reports(
    tallies: Iterable[TopicTally], policy: Policy, visit_rate: float
) -> list[TopicReport]:
    """Return the reports on topics that have checks, then on the others.

    Topics with checks stand first, since the pad knows something of them that its owner may not:
    the fastest changing at the top. The others follow, those with most notes first.

    Args:
        tallies: what the pad keeps on each topic.
        policy: what a question costs, and which intervals are the owner's own.
        visit_rate: how often a typical customer comes, per day.
    """

    def place(tally: TopicTally, report: TopicReport) -> tuple[float | str, ...]:
        rank = (0, -report.change_rate) if report.checks else (1, 0)
        return (*rank, -report.notes, tally.kind, tally.topic_key)

    reports = [(tally, _report(tally, policy, visit_rate)) for tally in tallies]
    return [report for _, report in sorted(reports, key=lambda both: place(*both))]


def _report(tally: TopicTally, policy: Policy, visit_rate: float) -> TopicReport:
    rate = topic_rate(tally.piles, tally.expected)
    timing = policy.timing(
        tally.kind,
        tally.topic_key,
        alert=False,
        change_rate=tally.change_rate,
        visit_rate=visit_rate,
    )
    return TopicReport(
        kind=tally.kind,
        topic=tally.topic,
        notes=tally.notes,
        checks=rate.checks,
        changes=rate.changes,
        change_rate=rate.per_day,
        low=rate.low,
        high=rate.high,
        changed_in_a_year=chance_changed(rate.per_day, DAYS_IN["year"]),
        ask_after=timing.days,
        of_the_day=timing.is_of_the_day,
        set_by=timing.set_by,
    )


_STANDING = f"FROM notes WHERE ended_on IS NULL AND standing = 'standing' AND {ASKED_AGAIN}"
_NOTES = f"""
SELECT kind, topic_key, sum(notes) FROM (
    SELECT kind, topic_key, (
        SELECT count(*) {_STANDING} AND every IS NULL AND notes.kind = _topic_rates.kind
            AND alert IN (0, 1) AND notes.topic_key = _topic_rates.topic_key
    ) AS notes FROM _topic_rates
    UNION ALL SELECT kind, topic_key, count(*) {_STANDING} AND every IS NOT NULL
        GROUP BY kind, topic_key
) GROUP BY kind, topic_key HAVING sum(notes) > 0"""
"""How many standing notes each topic has: each span of the index is counted, none is grouped."""

_SEEN_FOR_ITS_SPELLING = 100
_TOPICS = f"""
SELECT kind, topic_key, _kind_rates.per_day, _topic_rates.per_day, (
    SELECT topic FROM (
        SELECT topic FROM notes
        WHERE notes.topic_key = _topic_rates.topic_key AND notes.kind = _topic_rates.kind {{veil}}
        ORDER BY number DESC LIMIT {_SEEN_FOR_ITS_SPELLING}
    ) GROUP BY topic ORDER BY count(*) DESC, topic LIMIT 1
) FROM _topic_rates JOIN _kind_rates USING (kind)"""


def topic_tallies(
    connection: sqlite3.Connection,
    lifetimes: Mapping[str, float] = NO_LIFETIMES,
    *,
    private: bool = False,
) -> list[TopicTally]:
    """Return the tally of each topic with notes or checks, in no order.

    A topic is spelt as most of its newest hundred notes of the kind spell it.

    Args:
        connection: the open pad.
        lifetimes: how many days a preference on a topic is expected to last, by folded topic.
        private: also the topics that only private notes of the kind have.
    """
    notes = {(kind, key): count for kind, key, count in connection.execute(_NOTES)}
    piles = read_tallies(connection)
    found = connection.execute(_TOPICS.format(veil=veil(private))).fetchall()
    return [
        TopicTally(
            kind,
            topic_key,
            topic,
            notes.get((kind, topic_key), 0),
            tuple(piles.get((kind, topic_key), ())),
            expected_rate(kind, topic_key, kind_mean, lifetimes),
            change_rate,
        )
        for kind, topic_key, kind_mean, change_rate, topic in found
        if (topic or not topic_key) and ((kind, topic_key) in notes or (kind, topic_key) in piles)
    ]


def topics(session: Session, *, private: bool) -> list[TopicReport]:
    """Return how fast each topic changes; see `Pad.topics`."""
    lifetimes = lifetimes_of(session.settings)
    tallies = topic_tallies(session.connection, lifetimes, private=private)
    visit_rate = typical_visit_rate(session.connection)
    return topic_reports(tallies, policy_of(session.settings), visit_rate)
