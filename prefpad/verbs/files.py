"""The verbs about files that come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.verbs.opened import OpenPad

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO

    from prefpad.core.imports import ImportReport


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
    ) -> ImportReport:
        """Import a customer list in our own layout.

        Args:
            path: a CSV file, or a stream of bytes that holds one.
            dry_run: go the same way and write nothing.
            skip_bad: write the good rows though others are rejected.
            rejects: where the rejected rows then go, each with its reason.
            progress: told the bytes done and the bytes to do, now and then.

        Returns:
            What came of each row. Nothing was written if any was rejected, unless `skip_bad`; all
            of them are counted, and the first thousand are listed with their lines and reasons.

        Raises:
            AskedWrongly: the file is no customer list.
            CouldNot: it cannot be read, or changed meanwhile; nothing was written.
            PadUnusable: the pad is damaged.
        """
        from prefpad.filling import Target, fill

        target = Target(
            self.path, self._connection, self._notes, self._write, self.today, self.date_order
        )
        with self._plainly():
            return fill(
                target,
                path,
                dry_run=dry_run,
                skip_bad=skip_bad,
                rejects=rejects,
                progress=progress,
            )
