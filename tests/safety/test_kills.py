"""Kill -9 at random instants, while everything that writes is done one after the other.

What was answered is on the pad afterwards, what was not is there whole or not at all, and what is
derived follows from it. `--hypothesis-profile=long` kills 1,000 times, drawn anew.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from prefpad import Edit, Pad
from prefpad.verify.content_rows import check_content
from tests.conftest import TODAY
from tests.helpers.stored import tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    from tests.helpers.stored import Tables
    from tests.safety.conftest import Say

LIST = "customer,phone,text,source,on\n" + "".join(
    f"Guest {number},030 555 {number:04},tea: green {number},told,2026-01-01\n"
    for number in range(300)
)
LONGEST = 0.004
"""Seconds that a step may go on before it is killed; the shortest steps take a tenth of it."""

WRITING: tuple[Callable[[Pad, Path], object], ...] = (
    lambda pad, _: pad.add("Sam Smith", "coffee: latte", new=True),
    lambda pad, _: pad.add("Ida Berg", "needs a ramp", new=True),
    lambda pad, _: pad.add("@1", "towels", kind="promise", by="2026-03-04"),
    lambda pad, _: pad.confirm(1, now="coffee: flat white"),
    lambda pad, _: pad.visit("@1", served="cake"),
    lambda pad, _: pad.expect_visit("@2", "2026-03-09"),
    lambda pad, _: pad.done(3),
    lambda pad, _: pad.edit("@1", Edit(fields={"familiar": "Sammy"}, tags=["guest"])),
    lambda pad, _: pad.edit_note(1, topic="drink"),
    lambda pad, _: pad.delete_note(2),
    lambda pad, _: pad.set("question-price", "0.1"),
    lambda pad, folder: pad.import_file(folder / "list.csv"),
    lambda pad, _: pad.merge("@1", "@2"),
    lambda pad, _: pad.undo(),
    lambda pad, _: pad.undo_import(),
    lambda pad, _: pad.add("@2", "tea: mint"),
    lambda pad, _: pad.forget("@2"),
    lambda pad, _: pad.tidy(),
    lambda pad, folder: pad.backup(folder / "copy.db"),
)


@pytest.fixture
def after(path: Path, tmp_path: Path) -> list[Tables]:
    """Return what is on the pad before and after each of the steps, in a folder of their own."""
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    Pad.make(path)
    shutil.copy(path, tmp_path / "empty.db")
    found = [tables(path)]
    for step in WRITING:
        with Pad(path, today=TODAY, author="Ana") as pad:
            step(pad, tmp_path)
        found.append(tables(path))
    return found


def killed_after(path: Path, folder: Path, steps: int, seconds: float) -> int:
    """Kill a process so long after it has answered so many steps; return how many it answered."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with Pad(path, today=TODAY, author="Ana") as pad:
            for step in WRITING:
                step(pad, folder)
                os.write(writing, b".")
        os._exit(0)
    os.close(writing)
    answered = 0
    while answered < steps and os.read(reading, 1):
        answered += 1
    select.select([], [], [], seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    answered += len(os.read(reading, 99))
    os.close(reading)
    return answered


def test_whatever_is_killed_leaves_what_was_answered_and_nothing_by_halves(
    path: Path, tmp_path: Path, after: list[Tables], dice: Random, say: Say
) -> None:
    kills, half_way = settings().max_examples, 0
    for _ in range(kills):
        shutil.copy(tmp_path / "empty.db", path)
        (tmp_path / "copy.db").unlink(missing_ok=True)
        steps = dice.randrange(len(WRITING))
        answered = killed_after(path, tmp_path, steps, dice.uniform(0, LONGEST))
        half_way += path.with_name("pad.db-journal").exists()
        assert tables(path) in after[answered : answered + 2], answered
        assert check_content(path, TODAY).findings == [], answered
    say(f"{kills} kills, {half_way} amid a write: nothing was lost")
