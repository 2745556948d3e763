"""The verbs about files that come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.core.settings import DATE_ORDER
from prefpad.core.words import CONSENTS, check_word
from prefpad.verbs.opened import OpenPad

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from prefpad.core.imports import ImportReport, RowOutcome
    from prefpad.core.previews import Preview
    from prefpad.filling import Target


class Files(OpenPad):
    """What comes from other files."""

    def import_file(
        self,
        path: Path | str | BinaryIO,
        *,
        dry_run: bool = False,
        skip_bad: bool = False,
        rejects: Path | None = None,
        progress: Callable[[int, int], None] | None = None,
        columns: Mapping[str, str] | None = None,
        date_order: str | None = None,
        consent: str | None = None,
        told: bool = False,
        tell: Callable[[RowOutcome], None] | None = None,
    ) -> ImportReport:
        """Import a list of customers: our own layout, a known program's export, or any other list.

        Args:
            path: a CSV file, or a stream of bytes that holds one.
            dry_run: go the same way and write nothing.
            skip_bad: write the good rows though others are rejected.
            rejects: where the rejected rows then go, each with its reason.
            progress: told the bytes done and the bytes to do, now and then.
            columns: the field that a column goes to, by its name; it is remembered for the next
                list of the same header. The fields are those of `prefpad.sources.homes.FIELDS`.
            date_order: `dmy` or `mdy`, where the days of the file do not prove their order.
            consent: `given`, `refused` or `withdrawn`: the consent of everybody in the file to
                messages, where no column says it.
            told: take what an outside list says as told by the customers, not relayed.
            tell: told what comes of each row.

        Returns:
            What came of each row. Nothing was written if any was rejected, unless `skip_bad`; all
            of them are counted, and the first thousand are listed with their lines and reasons.

        Raises:
            AskedWrongly: the file is no list of customers, or a wish makes no sense.
            CouldNot: it cannot be read, or changed meanwhile; nothing was written.
            PadUnusable: the pad is damaged.
        """
        from prefpad.filling import Wishes, fill

        if consent is not None:
            check_word("consent", consent, CONSENTS)
        order = DATE_ORDER.read(date_order or "")
        wishes = Wishes(
            dry_run, skip_bad, rejects, progress, columns or {}, order, consent, told, tell
        )
        with self._plainly():
            return fill(self._target(), path, wishes)

    def preview_import(
        self,
        path: Path | str,
        *,
        columns: Mapping[str, str] | None = None,
        date_order: str | None = None,
    ) -> Preview:
        """Return how a list would be read by `import_file` with the same wishes.

        Raises:
            AskedWrongly: the file is no list of customers, or a wish makes no sense.
            CouldNot: it cannot be read.
        """
        from prefpad.filling import Wishes
        from prefpad.previewing import preview

        order = DATE_ORDER.read(date_order or "")
        with self._plainly():
            return preview(self._target(), path, Wishes(columns=columns or {}, date_order=order))

    def _target(self) -> Target:
        from prefpad.filling import Target

        return Target(
            self.path, self._connection, self._notes, self._write, self.today, self.date_order
        )
