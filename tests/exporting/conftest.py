"""Pads to export, and how an export is read."""

from __future__ import annotations

from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from prefpad import Pad
from tests.conftest import TODAY
from tests.helpers.steps import CUSTOMERS, KIND, LISTS, NOTE, STEPS, WHO, WORDS, step, take

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


MORE_STEPS = st.lists(
    st.one_of(
        STEPS,
        st.sampled_from(LISTS),
        step("add", WHO, WORDS, under=NOTE, voice=st.sampled_from([None, "private", "say"])),
        step("add", WHO, WORDS, kind=KIND, by="next friday", every="90 days"),
        step("add", WHO, WORDS, kind="need", alert=True),
        step("add", WHO, WORDS, kind=KIND, voice="say"),
        step("set", st.just("every:coffee"), st.sampled_from(["6 months", "1 week"])),
        step("undo"),
    ),
    max_size=12,
)
FIRST = [("add", (name, "coffee: latte"), {"new": True}) for name in CUSTOMERS]


def exported(pad: Pad, **wanted: Any) -> bytes:
    """Return an export as it goes to a stream."""
    stream = BytesIO()
    pad.export(stream, **wanted)
    return stream.getvalue()


@contextmanager
def filled(path: Path, steps: list[Any]) -> Iterator[Pad]:
    """Open a pad on which these steps were taken."""
    with Pad(path, today=TODAY, author="Ana") as pad:
        take(pad, path, [*FIRST, *steps])
        yield pad
