"""Checking a whole pad: what it has, the file, and what lies around it."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from contextlib import suppress
from datetime import date
from shutil import disk_usage
from typing import TYPE_CHECKING

from prefpad.db import connection as opening
from prefpad.db.backup import remembered
from prefpad.db.erasure import is_unfinished
from prefpad.db.errors import refuse_unreadable
from prefpad.db.place import refuse_second_name
from prefpad.db.soundness import note
from prefpad.domain.errors import PadUnusable, PrefpadError
from prefpad.domain.humanize import say_day, say_size
from prefpad.domain.record import Record
from prefpad.domain.sanitize import clean
from prefpad.session import open_session
from prefpad.verify.content_rows import (
    CHECKS,
    RESCUE,
    ContentReport,
    Finding,
    derive_anew,
    has_customers,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from prefpad.domain.setting import Registry
    from prefpad.session import Session


class Verified(Record):
    """What a check of the whole pad found.

    Attributes:
        path: the pad.
        checks: the checks that were made, by name.
        findings: what is wrong, the worst first.
        customers: how many have a rhythm of visits.
        outdated: how many of these are more than one class off what would be learnt now. Each is
            learnt when its customer is here, so many are a class behind, which is no fault.
        mended: what was wrong until it was derived again.
        relearned: whether derived data was derived again.
    """

    path: str
    checks: tuple[str, ...]
    findings: tuple[Finding, ...]
    customers: int
    outdated: int
    mended: tuple[Finding, ...]
    relearned: bool

    @property
    def is_sound(self) -> bool:
        """Whether nothing that was written may be lost."""
        return not any(finding.severity == "damage" for finding in self.findings)


_AROUND = ("settings", "mode", "links", "folder", "leftovers", "room", "backup", "erasing")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_ROOM_FOR_COPIES = 3
_DAYS_WITHOUT_BACKUP = 7
_SEVERITIES = ("damage", "derived", "around")


def verify(
    path: Path,
    registry: Registry,
    today: date,
    on_upgrade: Callable[[Session], None],
    *,
    relearn: bool,
) -> Verified:
    """Check the pad at `path` and what lies around it; see `Pad.verify`."""
    opening.open_though_damaged(path).close()
    found = _content_in_a_child(path, today)
    findings = [*found.findings, *_around_the_file(path)]
    mended: list[Finding] = []
    try:
        session = open_session(path, registry, today, command="verify", on_upgrade=on_upgrade)
    except PrefpadError as error:
        findings.append(Finding("settings", "damage", error.sentence, error.hint))
    else:
        damage = [one.sentence for one in found.findings if one.severity == "damage"]
        note(session.connection, today, damage[0] if damage else None)
        try:
            with refuse_unreadable(path):
                findings += [*_around_the_pad(session)]
        except PrefpadError as error:
            findings.append(Finding("settings", "damage", error.sentence, error.hint))
        if relearn and not damage:
            with session.transaction():
                derive_anew(session)
            mended = [one for one in findings if one.severity == "derived"]
            findings = [one for one in findings if one not in mended]
        session.close()
    return Verified(
        path=str(path),
        checks=(*CHECKS, *_AROUND),
        findings=tuple(sorted(findings, key=lambda one: _SEVERITIES.index(one.severity))),
        customers=found.customers,
        outdated=found.outdated,
        mended=tuple(mended),
        relearned=relearn and not any(one.severity == "damage" for one in findings),
    )


def _content_in_a_child(path: Path, today: date) -> ContentReport:
    child = subprocess.run(  # noqa: S603 - our own module, with a path that no shell reads
        [sys.executable, "-m", "prefpad.verify.content_rows", path.absolute(), today.isoformat()],
        capture_output=True,
        check=False,
    )
    try:
        found = json.loads(child.stdout)
    except ValueError:
        sentence = "The file is damaged: it could not be checked to the end."
        return ContentReport([Finding("structure", "damage", sentence, RESCUE)])
    return ContentReport(
        [Finding(**finding) for finding in found["findings"]],
        found["customers"],
        found["outdated"],
    )


def _around_the_file(path: Path) -> Iterator[Finding]:
    name, file, folder = clean(str(path)), path.stat(), path.resolve().parent
    if file.st_mode & _OTHERS:
        yield _around(
            "mode", f"Others on this machine can open {name}.", f"Run `chmod 600 {name}`."
        )
    try:
        refuse_second_name(path)
    except PadUnusable as error:
        sentence = f"{name} has {file.st_nlink} names (hard links), so it is not written."
        yield _around("links", sentence, error.hint)
    mode = folder.stat().st_mode
    if mode & _OTHERS_WRITE and not mode & stat.S_ISVTX:
        yield _around(
            "folder",
            f"Others on this machine can delete or replace files in {clean(str(folder))}.",
            f"Run `chmod 700 {clean(str(folder))}`.",
        )
    yield from _leftovers(path)
    with suppress(OSError):
        free = disk_usage(folder).free
        if free < _ROOM_FOR_COPIES * file.st_size:
            yield _around(
                "room",
                f"The disk with {name} has {say_size(free)} left, too little to back it up or"
                " to erase somebody.",
                "Make room.",
            )


def _leftovers(path: Path) -> Iterator[Finding]:
    for ending in ("new", "part"):
        for left in sorted(path.resolve().parent.glob(f"*.[0-9]*.{ending}")):
            yield _around(
                "leftovers",
                f"{clean(str(left))} was left by a command that stopped halfway, and may have notes in it.",
                "Delete it.",
            )


def _around_the_pad(session: Session) -> Iterator[Finding]:
    connection = session.connection
    if is_unfinished(connection):
        yield _around(
            "erasing",
            "Traces of what was erased are still in the file.",
            "Close other terminals and make room on the disk; the next command removes them.",
        )
    if not has_customers(connection):
        return
    last = max((at for _, at in remembered(connection)), default=None)
    if last is None:
        yield _around("backup", "There is no backup of the pad.", "Run `pad.backup()`.")
    elif (session.today - (day := date.fromisoformat(last[:10]))).days > _DAYS_WITHOUT_BACKUP:
        when = say_day(day, session.today)
        yield _around("backup", f"The last backup was made {when}.", "Run `pad.backup()`.")


def _around(check: str, sentence: str, hint: str) -> Finding:
    return Finding(check, "around", sentence, hint)
