"""How a topic reads in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.cli.render.formats import Listing, bar
from prefpad.notes.wording import how_fast, when_asked
from prefpad.reconfirmation.topic_report import TopicReport

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_NAMED = 5
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
    """List topics for a person to look at: those with checks, and the others in a line.

    A bar is how many in ten are changed after a year.
    """
    checked = [topic for topic in topics if topic.checks]
    return Listing(
        TopicReport,
        checked,
        ("topic", "notes#", "changed#", "in a year#", "changes about every", "ask after"),
        lambda topic: (
            _name(topic),
            f"{topic.notes:,}",
            f"{topic.changes:,} of {topic.checks:,}",
            bar(topic.changed_in_a_year),
            how_fast(topic),
            when_asked(topic),
        ),
        nothing="Nothing has been asked about yet." if topics else _NOTHING,
        footer=_others([topic for topic in topics if not topic.checks]),
    )


def _others(topics: Sequence[TopicReport]) -> str:
    if not topics:
        return ""
    most = sorted(topics, key=lambda topic: -topic.notes)[:_MOST_NAMED]
    named = ", ".join(f"{_name(topic)} {topic.notes:,}" for topic in most)
    more = f" and {len(topics) - len(most):,} more" if len(topics) > len(most) else ""
    return f"Not asked about yet: {named}{more} (--format plain lists them all)."


def _name(topic: TopicReport) -> str:
    name = topic.topic or "no topic"
    return name if topic.kind == "preference" else f"{name} ({topic.kind})"
