"""Forgetting, restoring, importing, undoing and backing up, in every order.

From the moment somebody is forgotten, no later step leaves a word of them in the bytes of the pad, of
what lies beside it or of a backup that it knows, and a step that would have brought them back says
so. The long run takes all 720 orders.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from prefpad import Pad, PrefpadError
from prefpad.privacy.suppression import SuppressionList
from prefpad.verify.content_rows import check_content
from tests.conftest import TODAY
from tests.helpers.sizes import scaled
from tests.helpers.traces import NAME, OWN_LIST, WORDS, haunt, traces

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from tests.safety.conftest import Say

OLDER = "older.db"


@pytest.fixture(scope="module")
def haunted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a pad full of a person, a copy that it knows nothing of, and a list."""
    folder = tmp_path_factory.mktemp("haunted")
    haunt(folder / "pad.db")
    shutil.copy(folder / "pad.db", folder / OLDER)
    (folder / "list.csv").write_text(OWN_LIST, encoding="utf-8")
    return folder


def forget(pad: Pad) -> str:
    done = pad.forget(NAME, backups=True)
    return "forgotten" if done.is_clean else ""


def restore(pad: Pad) -> str:
    restored = Pad.restore(pad.path, pad.path.with_name(OLDER), today=TODAY, author="Ana")
    return "left out" if restored.erased_again else ""


def import_list(pad: Pad) -> str:
    return "left out" if pad.import_file(pad.path.with_name("list.csv")).forgotten else ""


def undo(pad: Pad) -> str:
    pad.undo()
    return ""


def undo_import(pad: Pad) -> str:
    pad.undo_import()
    return ""


def back_up(pad: Pad) -> str:
    pad.backup()
    return ""


STEPS: tuple[Callable[[Pad], str], ...] = (
    *(forget, restore, import_list, undo, undo_import, back_up),
)
BRINGING_BACK = {restore, import_list}


def step(path: Path, do: Callable[[Pad], str]) -> str:
    """Take a step as a command does, on a pad of its own, and return what was said of it."""
    with Pad(path, today=TODAY, author="Ana") as pad, suppress(PrefpadError):
        return do(pad)
    return "refused"


def left_anywhere(path: Path) -> set[str]:
    """Return the words that stand in the pad, beside it, and in the backups that it made."""
    with Pad(path, today=TODAY) as pad:
        copies = {Path(backup.path) for backup in pad.backups()} - {path.with_name(OLDER)}
    return set().union(*map(traces, (path, *copies)))


def faults_of(order: Sequence[Callable[[Pad], str]], haunted: Path, path: Path) -> list[str]:
    """Take the steps in an order, and return what of the person was left or unsaid."""
    shutil.rmtree(path.parent, ignore_errors=True)
    shutil.copytree(haunted, path.parent)
    step(path, lambda pad: pad.add("Eva Brown", "black tea").text)
    step(path, back_up)
    faults, is_forgotten = [], False
    told = " ".join(one.__name__ for one in order)
    for one in order:
        said = step(path, one)
        if is_forgotten and one in BRINGING_BACK and said != "left out":
            faults.append(f"{told}: {one.__name__} said nothing")
        is_forgotten |= one is forget
        if is_forgotten and (words := left_anywhere(path)):
            faults.append(f"{told}: {len(words)} words left by {one.__name__}")
            break
    if check_content(path, TODAY).findings:
        faults.append(f"{told}: the pad is not sound")
    return faults


def test_in_no_order_is_a_word_left_of_who_was_forgotten(
    haunted: Path, tmp_path: Path, dice: Random, say: Say
) -> None:
    orders = list(permutations(STEPS))
    tried = dice.sample(orders, scaled(8, len(orders)))
    faults = [
        fault
        for order in tried
        for fault in faults_of(order, haunted, tmp_path / "shop" / "pad.db")
    ]
    say(f"{len(tried)} of {len(orders)} orders: {len(faults)} left a word of who was forgotten")
    assert faults == []


@pytest.mark.parametrize("order", [(forget, restore), (forget, import_list)])
def test_without_the_memory_they_would_be_back_and_nobody_told(
    haunted: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    order: tuple[Callable[[Pad], str], ...],
) -> None:
    path = tmp_path / "shop" / "pad.db"
    assert faults_of(order, haunted, path) == []
    monkeypatch.setattr(SuppressionList, "__bool__", lambda _: False)
    name = order[1].__name__
    unsaid, left = faults_of(order, haunted, path)
    assert unsaid.endswith(f"{name} said nothing")
    assert left.endswith(f"words left by {name}")


def test_before_they_are_forgotten_every_word_is_there(haunted: Path) -> None:
    assert left_anywhere(haunted / "pad.db") == set(WORDS)
