"""prefpad: a customer notebook for the counter.

    from prefpad import Edit, NoSuchCustomer, Pad

    with Pad("shop.db", create=True, author="Ana") as pad:
        pad.add("Sam Smith", "coffee: oat flat white", stance="likes", new=True)
        pad.edit("smith", Edit(fields={"formal": "Mr. Smith"}, tags=["guest"]))
        for note in pad.recall("smith").ask:
            pad.confirm(note, now="oat cappuccino")
        try:
            pad.visit("jones")
        except NoSuchCustomer as error:
            print(error.sentence, error.hint)

`Pad` opens a pad; `help(Pad)` lists its verbs. They return frozen records:

    Note, Customer (with Occasion, Consent), Card, Greeting (with Saying), Check
    Visit, ExpectedVisit, Rhythm, Briefing (with Counts, Awaited, ComingUp, Waiting)
    Due, TopicReport, Report (with ReportPart), ToTell, Answer, Sensitivity
    DuplicatePair, Merged
    Change, ChangedRow, NoteHistory, Import, Undone (with Kept)
    Preview (with Column), ImportReport (with RowOutcome, Problem, PossibleTwin, Difference)
    ExportReport, Backup, Restored (with PadSize), Verified (with Finding), Rescued
    Option, PrivacyPolicy
    Disclosure (with Part, Entry), Forgetting, Outlived, Tidied

or raise a `PrefpadError`, of which `help("prefpad.domain.errors")` draws the tree. `change_rate`,
`chance_changed` and `best_interval` are the arithmetic of asking again, for other programs.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in the module typing, which takes a while to load
if TYPE_CHECKING:
    from prefpad.customers.edit import Edit
    from prefpad.domain.errors import (
        AlreadyThere,
        AskedWrongly,
        BadDay,
        BadInterval,
        CouldNot,
        Declined,
        NoSuchChange,
        NoSuchCustomer,
        NoSuchNote,
        NotFound,
        PadBusy,
        PadReadOnly,
        PadUnusable,
        PrefpadError,
        RowsRejected,
        SeveralMeant,
    )
    from prefpad.domain.models import (
        Card,
        Check,
        Consent,
        Customer,
        ExpectedVisit,
        Note,
        Occasion,
        Rhythm,
        Visit,
    )
    from prefpad.domain.setting import Option
    from prefpad.duplicates.find import DuplicatePair
    from prefpad.duplicates.merge import Merged
    from prefpad.exporting.models import ExportReport
    from prefpad.history.models import Change, ChangedRow, Import, Kept, NoteHistory, Undone
    from prefpad.importing.report import (
        Column,
        Difference,
        ImportReport,
        PossibleTwin,
        Preview,
        Problem,
        RowOutcome,
    )
    from prefpad.notes.due import Due
    from prefpad.notes.greeting import Greeting, Saying
    from prefpad.notes.owners_words import Answer
    from prefpad.notes.sensitive import Sensitivity
    from prefpad.notes.telling import ToTell
    from prefpad.pad import Pad
    from prefpad.privacy.models import Disclosure, Entry, Forgetting, Outlived, Part, Tidied
    from prefpad.privacy.policy_text import PrivacyPolicy
    from prefpad.reconfirmation.estimator import Rate, best_interval, chance_changed, change_rate
    from prefpad.reconfirmation.topic_rows import TopicReport
    from prefpad.reports.models import Report, ReportPart
    from prefpad.restore.backup import Backup
    from prefpad.restore.restore import Restored
    from prefpad.restore.restore_rows import PadSize
    from prefpad.verify.content_rows import Finding
    from prefpad.verify.rescue_rows import Rescued
    from prefpad.verify.verify import Verified
    from prefpad.visits.today import Awaited, Briefing, ComingUp, Counts, Waiting

__version__ = "0.1.0"

__all__ = [
    "AlreadyThere",
    "Answer",
    "AskedWrongly",
    "Awaited",
    "Backup",
    "BadDay",
    "BadInterval",
    "Briefing",
    "Card",
    "Change",
    "ChangedRow",
    "Check",
    "Column",
    "ComingUp",
    "Consent",
    "CouldNot",
    "Counts",
    "Customer",
    "Declined",
    "Difference",
    "Disclosure",
    "Due",
    "DuplicatePair",
    "Edit",
    "Entry",
    "ExpectedVisit",
    "ExportReport",
    "Finding",
    "Forgetting",
    "Greeting",
    "Import",
    "ImportReport",
    "Kept",
    "Merged",
    "NoSuchChange",
    "NoSuchCustomer",
    "NoSuchNote",
    "NotFound",
    "Note",
    "NoteHistory",
    "Occasion",
    "Option",
    "Outlived",
    "Pad",
    "PadBusy",
    "PadReadOnly",
    "PadSize",
    "PadUnusable",
    "Part",
    "PossibleTwin",
    "PrefpadError",
    "Preview",
    "PrivacyPolicy",
    "Problem",
    "Rate",
    "Report",
    "ReportPart",
    "Rescued",
    "Restored",
    "Rhythm",
    "RowOutcome",
    "RowsRejected",
    "Saying",
    "Sensitivity",
    "SeveralMeant",
    "Tidied",
    "ToTell",
    "TopicReport",
    "Undone",
    "Verified",
    "Visit",
    "Waiting",
    "best_interval",
    "chance_changed",
    "change_rate",
]

_NAMES = {
    "prefpad.pad": ("Pad",),
    "prefpad.customers.edit": ("Edit",),
    "prefpad.domain.errors": (
        *("PrefpadError", "CouldNot", "Declined", "AlreadyThere", "AskedWrongly", "BadDay"),
        *("BadInterval", "NotFound", "NoSuchCustomer", "NoSuchNote", "NoSuchChange"),
        *("SeveralMeant", "RowsRejected", "PadReadOnly", "PadUnusable", "PadBusy"),
    ),
    "prefpad.domain.models": (
        *("Note", "Customer", "Occasion", "Consent", "Card", "Check", "ExpectedVisit"),
        *("Rhythm", "Visit"),
    ),
    "prefpad.domain.setting": ("Option",),
    "prefpad.duplicates.find": ("DuplicatePair",),
    "prefpad.duplicates.merge": ("Merged",),
    "prefpad.exporting.models": ("ExportReport",),
    "prefpad.history.models": ("Change", "ChangedRow", "Import", "Kept", "NoteHistory", "Undone"),
    "prefpad.importing.report": (
        *("Column", "Preview", "ImportReport", "RowOutcome", "Problem", "PossibleTwin"),
        *("Difference",),
    ),
    "prefpad.notes.due": ("Due",),
    "prefpad.notes.greeting": ("Greeting", "Saying"),
    "prefpad.notes.owners_words": ("Answer",),
    "prefpad.notes.sensitive": ("Sensitivity",),
    "prefpad.notes.telling": ("ToTell",),
    "prefpad.privacy.models": ("Disclosure", "Entry", "Part", "Forgetting", "Outlived", "Tidied"),
    "prefpad.privacy.policy_text": ("PrivacyPolicy",),
    "prefpad.reconfirmation.estimator": ("Rate", "best_interval", "chance_changed", "change_rate"),
    "prefpad.reconfirmation.topic_rows": ("TopicReport",),
    "prefpad.reports.models": ("Report", "ReportPart"),
    "prefpad.restore.backup": ("Backup",),
    "prefpad.restore.restore": ("Restored",),
    "prefpad.restore.restore_rows": ("PadSize",),
    "prefpad.verify.content_rows": ("Finding",),
    "prefpad.verify.rescue_rows": ("Rescued",),
    "prefpad.verify.verify": ("Verified",),
    "prefpad.visits.today": ("Awaited", "Briefing", "ComingUp", "Counts", "Waiting"),
}
_HOMES = {name: home for home, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
