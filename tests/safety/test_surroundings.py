"""Every command where the disk, the folder or the file lets it down: a sentence, and no harm."""

from __future__ import annotations

import resource
import shlex
import shutil
import signal
from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from prefpad.cli.commands import COMMANDS
from tests.cli.conftest import run  # noqa: F401 - a fixture
from tests.cli.test_tells_nothing import CALLS
from tests.helpers.shell import rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run

WITHOUT_A_PAD = {"init", "demo", "help", "where", "till"}
READS_NO_PAD = {"report", "restore"}
"""Those that may answer without one: which reports there are, what a rehearsal would restore."""
DOCUMENTED = {0, 1, 2, 3, 4, 5, 6, 7}


def lines(name: str, folder: Path) -> list[list[str]]:
    """Return command lines, each with the numbers and files of the pad at hand."""
    values: defaultdict[str, object] = defaultdict(lambda: 1, folder=folder)
    return [shlex.split(call.arguments.format_map(values)) for call in CALLS[name]]


@pytest.fixture
def filled(pad: Pad, path: Path) -> Path:
    pad.add("Sam Smith", "coffee: latte", new=True)
    pad.add("Ida Berg", "towels", kind="promise", new=True)
    pad.backup(path.with_name("backup.db"))
    pad.close()
    return path


@contextmanager
def no_file_may_grow_beyond(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handled = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handled)


@pytest.mark.parametrize("name", sorted({*COMMANDS} - WITHOUT_A_PAD))
def test_in_a_folder_that_is_gone_a_sentence_is_said_and_nothing_made(
    run: Run,  # noqa: F811
    filled: Path,
    tmp_path: Path,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone = tmp_path / "gone"
    monkeypatch.setenv("PREFPAD_DB", str(gone / "pad.db"))
    for line in lines(name, filled.parent):
        result = run(*line)
        assert result.exit_code in DOCUMENTED - ({7} if name in READS_NO_PAD else {0, 7}), line
        assert "Traceback" not in result.stderr, line
        assert not gone.exists(), line


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_where_no_file_may_grow_a_sentence_is_said_and_nothing_lost(
    run: Run,  # noqa: F811
    filled: Path,
    name: str,
) -> None:
    whole = filled.read_bytes()
    before = rows(filled)
    for line in lines(name, filled.parent):
        with no_file_may_grow_beyond(2048):
            result = run(*line)
        assert result.exit_code in DOCUMENTED, line
        assert "Traceback" not in result.stderr, line
        assert rows(filled) == before, line
        assert filled.read_bytes() == whole, line


def test_where_files_may_grow_something_would_be_written(run: Run, filled: Path) -> None:  # noqa: F811
    before = rows(filled)
    assert run("add", "@1", "tea: green").exit_code == 0
    assert rows(filled) != before


@pytest.mark.parametrize("name", sorted({*COMMANDS} - WITHOUT_A_PAD))
def test_a_pad_that_is_a_link_to_nothing_is_named(
    run: Run,  # noqa: F811
    filled: Path,
    name: str,
) -> None:
    shutil.move(filled, filled.with_name("elsewhere.db"))
    filled.symlink_to(filled.with_name("nowhere.db"))
    for line in lines(name, filled.parent):
        result = run(*line)
        assert result.exit_code in DOCUMENTED - {7}, line
        assert "Traceback" not in result.stderr, line
