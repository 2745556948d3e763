"""`prefpad report topics`: how fast each topic changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.cli.render.topics import topic_bars, topic_listing

if TYPE_CHECKING:
    from prefpad.cli.render.formats import Listing
    from prefpad.pad import Pad


def topics_report(pad: Pad, form: str, *, private: bool) -> Listing:
    """Return how fast each topic changes, with a bar in a table."""
    listed = topic_bars if form == "table" else topic_listing
    return listed(pad.topics(private=private))
