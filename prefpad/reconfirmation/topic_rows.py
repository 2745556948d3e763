"""Topics whose kinds are asked again: their tallies, and how fast each changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.db.conditions import ASKED_AGAIN, veil
from prefpad.reconfirmation.policy_settings import lifetimes_of, policy_of
from prefpad.reconfirmation.rates import NO_LIFETIMES, expected_rate
from prefpad.reconfirmation.schedule_rows import read_tallies, typical_visit_rate
from prefpad.reconfirmation.topic_report import TopicTally, topic_reports

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from prefpad.reconfirmation.topic_report import TopicReport
    from prefpad.session import Session

_STANDING = f"FROM notes WHERE ended_on IS NULL AND standing = 'standing' AND {ASKED_AGAIN}"
_NOTES = f"""
SELECT kind, topic_key, sum(notes) FROM (
    SELECT kind, topic_key, count(*) AS notes {_STANDING} AND every IS NULL
        GROUP BY kind, alert, topic_key
    UNION ALL SELECT kind, topic_key, count(*) {_STANDING} AND every IS NOT NULL
        GROUP BY kind, topic_key
) GROUP BY kind, topic_key"""

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
