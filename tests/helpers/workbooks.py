"""Workbooks as tests need them: made by openpyxl, and those made elsewhere with a byte or two changed."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

HEADER = ["Name", "Mobile", "Birthday", "Likes", "Notes"]
ANN: list[Any] = ["Ann Berg", 5550104411.0, date(1990, 4, 3), "oat latte", "two\nlines"]
BO: list[Any] = ["Bo Ek", None, datetime.fromisoformat("1985-12-24"), None, None]


def workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    """Write a workbook with those sheets; one whose name begins with `hidden` is not shown."""
    import openpyxl

    book = openpyxl.Workbook()
    del book["Sheet"]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name.startswith("hidden"):
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


def changed(source: Path, target: Path, member: str, old: bytes, new: bytes) -> Path:
    """Write a zip file again with other bytes in one of its members."""
    with (
        zipfile.ZipFile(source) as before,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            if name.endswith(member):
                assert old in content
                content = content.replace(old, new)
            after.writestr(name, content)
    return target
