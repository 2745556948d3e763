"""Pads to export, and how an export is read."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import strategies as st

from prefpad import Pad
from prefpad.db.connection import create
from tests.conftest import TODAY
from tests.db.test_unit_of_work import CUSTOMERS, KIND, NOTE, STEPS, WHO, WORDS, step
from tests.history.test_history import LISTS, take

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Fresh = Callable[[str], Path]

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


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """Make a pad that is new each time, faster than from nothing."""
    template = tmp_path_factory.mktemp("pads") / "template.db"
    create(template)

    def make(name: str) -> Path:
        path = template.with_name(name)
        shutil.copyfile(template, path)
        return path

    return make


@contextmanager
def filled(path: Path, steps: list[Any]) -> Iterator[Pad]:
    """Open a pad on which these steps were taken."""
    with Pad(path, today=TODAY, author="Ana") as pad:
        take(pad, path, [*FIRST, *steps])
        yield pad
