"""A day of lines as people type them, in one bash at a terminal: tests/data/typed.tsv."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest

from tests.conftest import TODAY
from tests.helpers.terminal import Terminal, our_program

LINES = Path(__file__).parents[1] / "data" / "typed.tsv"
ENDED = r"(?s)(.*?)<ended (\d+)>\r\n"


@pytest.mark.needs("bash", "a terminal")
def test_each_line_ends_and_shows_as_it_should(tmp_path: Path) -> None:
    our_program(tmp_path / "bin")
    bash = Terminal(
        ["bash", "--norc", "--noprofile", "--noediting"],
        tmp_path,
        {
            "HOME": str(tmp_path / "home"),
            "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
            "PAGER": "cat",
            "PREFPAD_TODAY": TODAY.isoformat(),
            "PS1": "",
            "PS2": "",
        },
    )
    bash.press("stty -echo cols 100; set +H; echo '<ended' '0>'\r")
    bash.wait_for(ENDED)
    with LINES.open(encoding="utf-8", newline="") as file:
        lines = [*csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    otherwise = []
    for line in lines:
        bash.press(f'{{ {line["typed"]}\r}} </dev/null; echo "<ended $?>"\r')
        ended = bash.wait_for(ENDED)
        shown = re.sub(r"\s+", " ", ended[1])
        if ended[2] != line["exit"] or line["shown"] not in shown:
            otherwise.append((line["typed"], ended[2], shown))
    bash.close()
    assert len(lines) > 120
    assert otherwise == []
