"""Waiting for a line or a key, each in a program at a terminal that is told when to go on."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from tests.helpers.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ASKING = """
import _thread, os, readline, signal, sys, threading
from prefpad.cli import terminal

def press_when_told():
    with open("told") as told:
        told.read()
    _thread.interrupt_main(signal.SIGINT)  # as a signal that the wait does not see

def line():
    return terminal.read_line("asked> ")

def key():
    with terminal.single_keys() as read_key:
        print("asked> ", end="", flush=True)
        return read_key()

def hooked():
    readline.set_startup_hook(lambda: signal.raise_signal(signal.SIGINT))
    return line()

def hurried():
    return terminal.read_line("asked> ", 0.01)

threading.Thread(target=press_when_told, daemon=True).start()
try:
    print("got", globals()[sys.argv[1]](), flush=True)
except BaseException as error:
    print("raised", type(error).__name__, flush=True)
    print("then", signal.getsignal(signal.SIGINT) is signal.default_int_handler, flush=True)
"""


@pytest.fixture
def asking(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    os.mkfifo(tmp_path / "told")
    program = (sys.executable, "-c", ASKING, request.param)
    terminal = Terminal(program, tmp_path, {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    terminal.wait_for("asked> ")
    yield terminal
    terminal.close()


@pytest.mark.needs("a terminal")
@pytest.mark.parametrize("asking", ["line", "key"], indirect=True)
def test_ctrl_c_that_comes_just_before_the_wait_is_heard(asking: Terminal, tmp_path: Path) -> None:
    (tmp_path / "told").write_text("now", encoding="utf-8")
    asking.wait_for("raised KeyboardInterrupt")
    asking.wait_for("then True")


@pytest.mark.needs("a terminal")
@pytest.mark.parametrize("asking", ["hooked"], indirect=True)
def test_so_is_one_that_comes_while_a_hook_runs(asking: Terminal) -> None:
    asking.wait_for("raised KeyboardInterrupt")


@pytest.mark.needs("a terminal")
@pytest.mark.parametrize("asking", ["line", "key"], indirect=True)
def test_and_one_that_comes_while_it_waits(asking: Terminal) -> None:
    asking.press("\x03")
    asking.wait_for("raised KeyboardInterrupt")


@pytest.mark.needs("a terminal")
@pytest.mark.parametrize("asking", ["hurried"], indirect=True)
def test_the_time_is_up_once_it_is(asking: Terminal) -> None:
    asking.wait_for("raised TimeIsUp")


@pytest.mark.needs("a terminal")
@pytest.mark.parametrize(("asking", "keys"), [("line", "tea\r"), ("key", "t")], indirect=["asking"])
def test_what_is_typed_is_returned(asking: Terminal, keys: str) -> None:
    asking.press(keys)
    asking.wait_for(f"got {keys.strip()}")
