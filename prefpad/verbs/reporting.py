"""The verbs that look at the pad as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.verbs.opened import OpenPad

if TYPE_CHECKING:
    from prefpad.reconfirmation.topic_report import TopicReport


class Reporting(OpenPad):
    """What the pad has learnt."""

    def topics(self, *, private: bool = False) -> list[TopicReport]:
        """Return how fast each topic changes: those with checks, the fastest first, then the others.

        Args:
            private: also the topics that only private notes have; private notes always count.
        """
        from prefpad.reconfirmation.recompute import typical_visit_rate
        from prefpad.reconfirmation.topic_report import topic_reports
        from prefpad.reconfirmation.topics import topic_tallies

        with self._plainly():
            tallies = topic_tallies(self._connection, private=private)
            visit_rate = typical_visit_rate(self._connection)
        return topic_reports(tallies, self.policy, visit_rate)
