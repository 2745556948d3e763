from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.bad_files import EXPECTED, bad_file, is_one_sentence

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad
    from tests.cli.conftest import Run


OF_EACH_SORT = (
    "bars.csv", "colons.csv", "conflict_markers.csv", "control_characters_in_the_header.csv",
    "days_that_are_none.csv", "direction_overrides.csv", "empty.csv", "gb18030.csv",
    "header_names_unknown.csv", "nul_in_a_cell.csv",
)  # fmt: skip


@pytest.mark.parametrize("name", OF_EACH_SORT)
def test_the_command_line_answers_with_a_sentence(
    run: Run, pad: Pad, tmp_path: Path, name: str
) -> None:
    expected = EXPECTED[name]
    result = run("import", str(bad_file(name, tmp_path)))
    code = 2 if expected.read is None else 5 if expected.rejected else 0
    assert result.exit_code in ({0, 2, 5} if expected.either else {code})
    said = (result.stderr or result.stdout).splitlines()
    assert "Traceback" not in " ".join(said)
    assert all(map(str.isprintable, said))
    sentence, *_ = (line for line in said if not line.startswith(("line ", "and ")))
    assert is_one_sentence(sentence)
    assert all(len(line) < 400 for line in said)
