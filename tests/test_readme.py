"""Every console block of the README and of the pages of help prints what it shows."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from prefpad.cli.pages import TOPICS, page
from tests.helpers.sessions import PAGES, README, as_printed, blocks, make_demo, sessions

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample pad, to be copied."""
    return make_demo(tmp_path_factory.mktemp("demo"))


def test_every_topic_has_its_page() -> None:
    assert {page.stem for page in PAGES} == {*TOPICS}


@pytest.mark.parametrize("file", [README, *PAGES], ids=lambda file: file.stem)
def test_every_console_block_begins_with_a_command(file: Path) -> None:
    assert blocks(file) or file.stem == "speed"  # figures alone
    assert all(block.startswith("$ ") for block in blocks(file))


@pytest.mark.needs("a terminal", "bash")
@pytest.mark.parametrize("file", [README, *PAGES], ids=lambda file: file.stem)
def test_every_session_prints_what_is_shown(file: Path, tmp_path: Path, demo: Path) -> None:
    shown = [sessions(block) for block in blocks(file)]
    assert as_printed(file, tmp_path, demo) == shown


def test_the_python_on_the_page_runs(tmp_path: Path) -> None:
    (program,) = re.findall(r"^```python\n(.*?)^```", page("scripts"), re.MULTILINE | re.DOTALL)
    process = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert process.stdout.startswith("Sam Smith ")
