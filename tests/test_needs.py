from __future__ import annotations

import os
import pty
from types import SimpleNamespace
from typing import Any

import pytest

from tests.helpers.needs import is_there, pytest_runtest_setup


def needing(*what: str) -> Any:
    marks = [pytest.mark.needs(*what).mark]
    return SimpleNamespace(iter_markers=lambda name: marks if name == "needs" else [])


def test_what_is_there_is_found() -> None:
    assert is_there("sh")
    assert is_there("/dev/null")
    assert not is_there("no-such-program")
    assert not is_there("/dev/no-such-device")


def test_a_test_whose_needs_are_met_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFPAD_FULL", raising=False)
    pytest_runtest_setup(needing("/dev/null", "module pytest"))
    monkeypatch.setenv("PREFPAD_FULL", "1")
    pytest_runtest_setup(needing("sh", "/dev/null"))


def test_one_whose_needs_are_not_is_skipped_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFPAD_FULL", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"needs /dev/no-such-device$"):
        pytest_runtest_setup(needing("/dev/null", "/dev/no-such-device"))


def test_a_plain_run_is_the_same_whether_a_program_is_there_or_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PREFPAD_FULL", raising=False)
    for program in ("sh", "no-such-program"):
        with pytest.raises(pytest.skip.Exception, match=f"needs {program}: PREFPAD_FULL=1"):
            pytest_runtest_setup(needing("/dev/null", program))


def test_where_everything_must_be_there_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFPAD_FULL", "1")
    with pytest.raises(pytest.fail.Exception, match="no-such-program is missing"):
        pytest_runtest_setup(needing("sh", "no-such-program"))


def test_a_test_that_does_not_say_so_gets_no_terminal() -> None:
    with pytest.raises(AssertionError, match="needs"):
        pty.openpty()


@pytest.mark.needs("a terminal")
def test_one_that_says_so_does() -> None:
    for end in pty.openpty():
        os.close(end)
