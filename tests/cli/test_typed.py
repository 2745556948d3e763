from __future__ import annotations

import ast
from pathlib import Path

import pytest

import prefpad
from prefpad.cli.errors import as_typed

PACKAGE = Path(prefpad.__file__).parent
TALKS_OF_COMMANDS = {"cli", "till"}
"""The rooms whose sentences are about commands: here, and on another machine."""
SAID_TO_WHO_TYPES = {"discretion.py", "consent.py", "policy_text.py"}
"""Where sentences stand that are not hints of errors: what a setting does, how a note is kept."""


@pytest.mark.parametrize(
    ("hint", "typed"),
    [
        ("", ""),
        ("Give 0 or more.", "Give 0 or more."),
        ("`pad.recall(NAME)` shows the numbers.", "`prefpad recall NAME` shows the numbers."),
        ("Run `pad.confirm(7, gone=True)`.", "Run `prefpad confirm 7 --gone`."),
        ("Give `instead=` or `under=`.", "Give --instead or --under."),
        ("Give `voice='say'` or act too.", "Give --voice say or act too."),
        ("Give `header_line=` the number.", "Give --header-line the number."),
        ("use `kind='need'`.", "use --need."),
        ("or add `memory=False`.", "or add --no-memory."),
        ("Leave `private=True` out.", "Leave --show-private out."),
        ("`pad.set('date-order', 'dmy')` (or mdy)", "`prefpad settings date-order dmy` (or mdy)"),
        ("`Pad.restore('a b=c.db')` brings it.", "`prefpad restore 'a b=c.db'` brings it."),
        (
            "`pad.edit(\"Ida Berg\", new=True, wanted=Edit(consents=['notes=given']))`",
            '`prefpad customer "Ida Berg" --new --consent notes=given`',
        ),
        ("as in `columns={'Column': 'name'}`.", 'as in --map "Column=name".'),
    ],
)
def test_a_hint_of_the_library_is_told_as_it_is_typed(hint: str, typed: str) -> None:
    assert as_typed(hint) == typed


def test_the_library_knows_nothing_of_flags() -> None:
    for file in sorted(PACKAGE.rglob("*.py")):
        if TALKS_OF_COMMANDS & {*file.parts} or file.name in SAID_TO_WHO_TYPES:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise):
                said = ast.unparse(node)
                assert " --" not in said, said
                assert "`prefpad " not in said, said
