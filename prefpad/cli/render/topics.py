"""How a topic reads in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.cli.render.formats import Listing, bar
from prefpad.notes.wording import how_fast, when_asked
from prefpad.reconfirmation.topic_report import TopicReport

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOTHING = "No preference or need is on the pad yet."


def topic_listing(topics: Sequence[TopicReport]) -> Listing:
    """List topics with every figure in a column of its own."""
    return Listing(
        TopicReport,
        topics,
        ("topic", "kind", "notes#", "checks#", "changes#", "changes about every", "ask after"),
        lambda topic: (
            topic.topic or "",
            topic.kind,
            str(topic.notes),
            str(topic.checks),
            str(topic.changes),
            how_fast(topic),
            when_asked(topic),
        ),
        nothing=_NOTHING,
    )


def topic_bars(topics: Sequence[TopicReport]) -> Listing:
    """List topics for a person to look at; a bar is how many in ten are changed after a year."""
    return Listing(
        TopicReport,
        topics,
        ("topic", "notes#", "changed#", "in a year#", "changes about every", "ask after"),
        lambda topic: (
            _name(topic),
            f"{topic.notes:,}",
            f"{topic.changes:,} of {topic.checks:,}" if topic.checks else "",
            bar(topic.changed_in_a_year),
            how_fast(topic),
            when_asked(topic),
        ),
        nothing=_NOTHING,
    )


def _name(topic: TopicReport) -> str:
    name = topic.topic or "no topic"
    return name if topic.kind == "preference" else f"{name} ({topic.kind})"
