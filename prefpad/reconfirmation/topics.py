"""How fast each topic changes, as an open pad has learnt it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.reconfirmation.policy_settings import lifetimes_of, policy_of
from prefpad.reconfirmation.schedule_rows import typical_visit_rate
from prefpad.reconfirmation.topic_report import topic_reports
from prefpad.reconfirmation.topic_rows import topic_tallies

if TYPE_CHECKING:
    from prefpad.reconfirmation.topic_report import TopicReport
    from prefpad.session import Session


def topics(session: Session, *, private: bool) -> list[TopicReport]:
    """Return how fast each topic changes; see `Pad.topics`."""
    lifetimes = lifetimes_of(session.settings)
    tallies = topic_tallies(session.connection, lifetimes, private=private)
    visit_rate = typical_visit_rate(session.connection)
    return topic_reports(tallies, policy_of(session.settings), visit_rate)
