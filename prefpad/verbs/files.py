"""The verbs about files that come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.vocabulary import CONSENTS, check_word
from prefpad.paths import place_for_backup
from prefpad.settings import DATE_ORDER
from prefpad.verbs.opened import OpenPad

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from prefpad.exporting.models import ExportReport
    from prefpad.exporting.service import Exported
    from prefpad.importing.previews import Preview
    from prefpad.importing.report import ImportReport, RowOutcome
    from prefpad.importing.service import Target


class Files(OpenPad):
    """What comes from other files, what goes into them, and copies of the pad."""

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

        Into an empty pad also a json of `export`.

        Args:
            path: a CSV file or a json, or a stream of bytes that holds one.
            dry_run: go the same way and write nothing.
            skip_bad: write the good rows though others are rejected.
            rejects: where the rejected rows then go, each with its reason.
            progress: told the bytes done and the bytes to do, now and then.
            columns: the field that a column goes to, by its name; it is remembered for the next
                list of the same header. The fields are those of `prefpad.importing.foreign.fields.FIELDS`.
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
            RowsRejected: a json says what cannot be; nothing was written.
            CouldNot: it cannot be read, or changed meanwhile, or it is a json and the pad is not
                empty; nothing was written.
            PadUnusable: the pad is damaged.
        """
        from prefpad.importing.service import Wishes, import_list

        if consent is not None:
            check_word("consent", consent, CONSENTS)
        order = DATE_ORDER.read(date_order or "")
        wishes = Wishes(
            dry_run, skip_bad, rejects, progress, columns or {}, order, consent, told, tell
        )
        with self._plainly():
            report = import_list(self._target(), path, wishes)
            self._take_settings()
        return report

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
        from prefpad.importing.preview import preview
        from prefpad.importing.service import Wishes

        order = DATE_ORDER.read(date_order or "")
        with self._plainly():
            return preview(self._target(), path, Wishes(columns=columns or {}, date_order=order))

    def backup(self, path: Path | None = None) -> Path:
        """Copy the pad into a new file, others may write meanwhile, and return where it is.

        Args:
            path: the file; None for one named after the pad and the day, in the data folder.

        Raises:
            AlreadyThere: there is a file of that name.
            CouldNot: it cannot be written.
            PadUnusable: the pad is damaged.
        """
        from prefpad.db import backup as backups

        place = place_for_backup(self.path, self.today) if path is None else path
        with self._plainly():
            backups.make(self._connection, self.path, place)
            with self._write("backup") as writer:
                backups.remember(writer, place)
        return place

    def _target(self) -> Target:
        from prefpad.importing.service import Target

        return Target(
            self.path,
            self._connection,
            self._notes,
            self._write,
            self.today,
            self.date_order,
            self._words.judge_quickly,
            self._gate,
        )

    def export(
        self,
        target: Path | str | BinaryIO,
        *,
        form: str | None = None,
        customer: str | None = None,
        tag: str | None = None,
        private: bool = False,
        replace: bool = False,
    ) -> ExportReport:
        """Write what the pad holds into a file that only its owner may read.

        Args:
            target: the file, or a stream that takes bytes.
            form: `json`: everything but the journal and the list of imports, which are the history
                of this file; `import_file` takes it into an empty pad. `csv`: customers and the
                notes that hold, in the layout of `import_file`. `vcard`: how to reach customers,
                and what may be said. `ical`: promises, occasions, days to ask. None for what the
                ending of the file means, `.json`, `.csv`, `.vcf` or `.ics`; json for a stream.
            customer: only this one.
            tag: only customers with this tag or a level below it.
            private: private notes stand in an `ical` too. In a `json` and `csv` they always do,
                and in a `vcard` never.
            replace: a file that is there may be replaced.

        Raises:
            AskedWrongly: there is no such form, or the arguments do not go together.
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
            AlreadyThere: the file is there already.
            CouldNot: it cannot be written; nothing is left of it.
        """
        from prefpad.archive.rows import steady
        from prefpad.exporting import service as exporting

        form = exporting.form_of(target, form)
        exporting.refuse_what_does_not_go_together(form, customer, tag, private=private)
        with (
            exporting.opened(target, self.path, form, replace=replace) as out,
            self._plainly(),
            steady(self._connection),
        ):
            return exporting.write(self._exported(customer, tag, private=private), form, out)

    def _exported(self, customer: str | None, tag: str | None, *, private: bool) -> Exported:
        from prefpad.archive.rows import numbers
        from prefpad.exporting.service import Exported

        found = numbers(self._connection, tag) if customer is None else [self._number(customer)]
        return Exported(
            self._connection,
            self._notes,
            found,
            customer is None and tag is None,
            self.today,
            private,
        )
