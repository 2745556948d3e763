"""Three tills and a shop with a real sshd between them, whose connections break."""

from __future__ import annotations

import json
import signal
import socket
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.helpers.sshd import BACK, FRONT, OFFICE, TILLS, Shop, shop
from tests.helpers.terminal import Terminal
from tests.till.test_pass_on import HOSTILE, LIST

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.needs("sshd"), pytest.mark.needs("ssh"), pytest.mark.needs("/proc/self")]
NOTES_OF_A_TILL = 4
MOST_TRIES = 20


@pytest.fixture
def place() -> Iterator[Shop]:
    with shop() as place:
        yield place


@pytest.fixture
def known(place: Shop) -> Shop:
    place.answer(FRONT, "add", "Sam Smith", "-l", "coffee: oat flat white")
    return place


def notes_in(place: Shop) -> list[str]:
    with closing(sqlite3.connect(place.pad)) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM notes ORDER BY text")]


def write_until_done(place: Shop, till: str) -> None:
    """Add notes one after another, each again where the line broke, and break those of others."""
    for number in range(NOTES_OF_A_TILL):
        for _ in range(MOST_TRIES):
            done = place.run(till, "add", "sam smith", f"note {number} of the {till}")
            if done.returncode == 0:
                break
            assert done.returncode in {6, 7}, done.stderr
        else:
            pytest.fail(f"{till} never came through: {done.stderr}")
        place.signal_sessions(signal.SIGKILL)


def test_of_three_tills_whose_connections_are_killed_nothing_is_lost_or_there_twice(
    known: Shop,
) -> None:
    with ThreadPoolExecutor() as pool:
        for writing in [pool.submit(write_until_done, known, till) for till in TILLS]:
            writing.result()
    written = [f"note {number} of the {till}" for till in TILLS for number in range(4)]
    assert notes_in(known) == sorted([*written, "oat flat white"])
    assert known.connections() > len(TILLS)
    authors = {entry["author"] for entry in json.loads(known.answer(OFFICE, "log", "--json"))}
    assert authors == {f"Ana ({till})" for till in TILLS}


def test_commands_share_a_connection_until_it_is_closed(known: Shop) -> None:
    known.answer(FRONT, "till", "ssh://shop")
    known.answer(FRONT, "recall", "smith")
    assert known.connections() == 1
    known.answer(FRONT, "till", "--off", PREFPAD_DB="")
    known.answer(FRONT, "recall", "smith")
    assert known.connections() == 2


def test_a_server_that_stops_in_the_middle_of_the_day_is_out_of_reach(known: Shop) -> None:
    known.signal_sessions(signal.SIGSTOP)
    known.server.send_signal(signal.SIGSTOP)
    done = known.run(FRONT, "recall", "smith", PREFPAD_TILL_WAIT="1")
    assert done.returncode == 6
    assert done.stderr.startswith("shop cannot be reached.\n")


def test_a_machine_that_never_answers_is_out_of_reach(place: Shop) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"ssh://127.0.0.1:{silent.getsockname()[1]}"
        done = place.run(FRONT, "--db", address, "due", PREFPAD_TILL_WAIT="1")
    assert done.returncode == 6
    assert done.stderr.startswith("127.0.0.1 cannot be reached.\n")


def test_the_machine_of_another_is_not_taken_for_ours(place: Shop) -> None:
    stranger = (place.folder / FRONT / "key.pub").read_text(encoding="utf-8")
    known = f"[127.0.0.1]:{place.port} {stranger}"
    (place.folder / "known_hosts").write_text(known, encoding="utf-8")
    assert place.run(FRONT, "due").returncode == 6
    assert "not known to this till" in place.run(FRONT, "till").stderr


def test_hostile_text_is_stored_letter_by_letter_and_starts_nothing(known: Shop) -> None:
    known.answer(FRONT, "add", "sam smith", HOSTILE)
    known.answer(FRONT, "add", "sam smith", "-", typed="from a pipe")
    assert {HOSTILE, "from a pipe"} <= {*notes_in(known)}
    assert [file.name for file in (known.folder / "far").iterdir()] == ["pad.db"]


def test_an_import_an_export_and_completion_come_through(known: Shop) -> None:
    (known.folder / FRONT / "list.csv").write_text(LIST, encoding="utf-8")
    assert "1 created" in known.answer(FRONT, "import", "list.csv")
    assert "Ida Berg" in known.answer(BACK, "export", "--format", "csv")
    line = {"_PREFPAD_COMPLETE": "fish", "_PREFPAD_LINE": "prefpad recall id"}
    assert known.answer(BACK, **line).splitlines()[1:] == ["Ida Berg"]


def test_a_key_that_was_taken_away_opens_nothing(known: Shop) -> None:
    file = known.folder / "authorized_keys"
    front, *others = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(others), encoding="utf-8")
    known.signal_sessions(signal.SIGKILL)
    assert FRONT in front
    assert known.run(FRONT, "recall", "smith").returncode == 6
    assert "does not know the key" in known.run(FRONT, "till").stderr
    assert "oat flat white" in known.answer(BACK, "recall", "smith")


@pytest.mark.needs("a terminal")
def test_a_terminal_reaches_through_the_line(known: Shop) -> None:
    around = {**known.around(FRONT), "PS1": "$ "}
    terminal = Terminal(["sh", "-i"], known.folder / FRONT, around)
    try:
        terminal.press("prefpad add smith; echo ended with $?\r")
        terminal.wait_for("Note for Sam Smith:")
        terminal.press("z\x01y")
        terminal.wait_for("yz")  # from here on the line is edited, so the keys are read one by one
        terminal.press_until_heard("\x03", "Cancelled. Nothing was changed.")
        terminal.wait_for("ended with 130")
        terminal.press("prefpad counter; echo ended with $?\r")
        terminal.wait_for("> ")
        terminal.press("sam\r")
        terminal.wait_for("oat flat white")
        known.signal_sessions(signal.SIGKILL)
        terminal.wait_for("shop cannot be reached")
        terminal.wait_for("ended with 6")
    finally:
        terminal.close()
