"""Whether a value of an outside list is taken: what was set by hand since the last import wins."""

from __future__ import annotations

from typing import Literal

Verdict = Literal["take", "leave", "differs"]

FieldValue = str | list[str]
"""What a field of a list says: one value, or the keys of several."""


def three_way_merge(before: str | None, ours: str | None, theirs: str) -> Verdict:
    """Compare a value of a list with the pad's, and with what the same list said before.

    Args:
        before: what the record of the list said when it was last imported, or None.
        ours: what the pad has, or None.
        theirs: what the list says now.

    Returns:
        `take` where the pad has nothing, or still has what the list said before; `leave` where
        there is nothing new in it; `differs` where a person has set or taken away the value.
    """
    if theirs in {ours, before}:
        return "leave"
    return "take" if ours == before else "differs"
