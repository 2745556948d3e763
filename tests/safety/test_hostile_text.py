"""Hostile text in every field, through every output: nothing in it acts on a terminal."""

from __future__ import annotations

import shlex
from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING, get_args
from unicodedata import category

import pytest

from prefpad import Edit, Pad, PrefpadError
from prefpad.cli.commands import COMMANDS
from prefpad.domain.vocabulary import KindName
from tests.cli.test_tells_nothing import calls_in_formats
from tests.conftest import TODAY
from tests.helpers.making import HOSTILE_TEXTS, UNSEEN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

READING = sorted({name for name, one in COMMANDS.items() if not one.writes} - {"demo", "till"})
HOSTILE = (*HOSTILE_TEXTS, *(f"zq{unseen}x" for unseen in UNSEEN))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a pad with every hostile text in each of its fields that takes it."""
    path = tmp_path_factory.mktemp("hostile") / "pad.db"
    with Pad(path, today=TODAY, create=True, author="Ana \x1b[31m") as pad:
        for number, text in enumerate(HOSTILE):
            with suppress(PrefpadError):
                pad.add(f"Guest {number} {text}", f"topic {number}: {text}", new=True)
        for place, text in enumerate(HOSTILE):
            for kind in get_args(KindName):
                with suppress(PrefpadError):
                    pad.add("@1", f"{kind} {place} {text}", kind=kind, topic=text[:20], owner=text)
            for fields in ("formal", "familiar", "pronounced", "not_called", "owner"):
                with suppress(PrefpadError):
                    pad.edit("@1", Edit(fields={fields: text}))
            for wish in (
                Edit(handles={"alias": [text]}),
                Edit(tags=[text]),
                Edit(occasions={text: "12 March"}),
                Edit(consents=["notes=given"], how=text),
            ):
                with suppress(PrefpadError):
                    pad.edit("@1", wish)
            with suppress(PrefpadError):
                pad.visit("@1", on=f"2026-02-{place + 1:02}", served=text, served_by=text)
            with suppress(PrefpadError):
                pad.expect_visit("@1", f"2026-03-{place + 3:02}", what=text)
            for name in ("greeting", "policy", "poll", "about", "about:tea", "sensitive"):
                with suppress(PrefpadError):
                    pad.set(name, text)
        assert len(pad.notes("@1")) > len(HOSTILE)
    return path.read_bytes()


def acting(text: str) -> set[str]:
    """Return the characters of an answer that a terminal acts on."""
    return {
        letter
        for letter in text
        if (category(letter) == "Cc" and letter not in "\n\r\t") or letter in UNSEEN
    }


@pytest.mark.sized
@pytest.mark.parametrize("name", READING)
def test_no_answer_acts_on_a_terminal(run: Run, path: Path, hostile: bytes, name: str) -> None:
    path.write_bytes(hostile)
    values: defaultdict[str, object] = defaultdict(lambda: 1, folder=path.parent)
    for call, form in calls_in_formats(name):
        line = [*shlex.split(call.arguments.format_map(values)), *form]
        result = run(*line)
        assert acting(result.stdout + result.stderr) == set(), line


def test_were_it_written_as_it_is_it_would() -> None:
    assert all(acting(f"zq{unseen}x") for unseen in UNSEEN)
    assert acting("plain, é, 🥐 and 東京") == set()
