"""Tallies of the topics whose kinds are asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.db.conditions import ASKED_AGAIN, veil
from prefpad.reconfirmation.rates import NO_LIFETIMES, expected_rate
from prefpad.reconfirmation.schedule_rows import read_tallies
from prefpad.reconfirmation.topic_report import TopicTally

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

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
