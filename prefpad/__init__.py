"""prefpad: a customer notebook for the counter.

`Pad` opens a pad; its verbs return the records below or raise a `PrefpadError`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefpad.domain.errors import PrefpadError
    from prefpad.domain.models import Card, Customer, Note
    from prefpad.domain.outcomes import Check, Visit
    from prefpad.duplicates.models import DuplicatePair, Merged
    from prefpad.exporting.models import ExportReport
    from prefpad.importing.report import ImportReport
    from prefpad.notes.greeting import Greeting
    from prefpad.pad import Pad
    from prefpad.privacy.disclosure import Disclosure
    from prefpad.reconfirmation.due_core import Due
    from prefpad.reconfirmation.estimator import Rate, best_interval, chance_changed, change_rate

__version__ = "0.1.0"

__all__ = [
    "Card",
    "Check",
    "Customer",
    "Disclosure",
    "Due",
    "DuplicatePair",
    "ExportReport",
    "Greeting",
    "ImportReport",
    "Merged",
    "Note",
    "Pad",
    "PrefpadError",
    "Rate",
    "Visit",
    "best_interval",
    "chance_changed",
    "change_rate",
]

_HOMES = {
    "Pad": "prefpad.pad",
    "PrefpadError": "prefpad.domain.errors",
    "Rate": "prefpad.reconfirmation.estimator",
    "best_interval": "prefpad.reconfirmation.estimator",
    "chance_changed": "prefpad.reconfirmation.estimator",
    "change_rate": "prefpad.reconfirmation.estimator",
    "Check": "prefpad.domain.outcomes",
    "Disclosure": "prefpad.privacy.disclosure",
    "Due": "prefpad.reconfirmation.due_core",
    "Greeting": "prefpad.notes.greeting",
    "ExportReport": "prefpad.exporting.models",
    "ImportReport": "prefpad.importing.report",
    "Merged": "prefpad.duplicates.models",
    "DuplicatePair": "prefpad.duplicates.models",
    "Visit": "prefpad.domain.outcomes",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "prefpad.domain.models")), name)
