"""prefpad: a customer notebook for the counter.

`Pad` opens a pad; its verbs return the records below or raise a `PrefpadError`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefpad.core.disclosure import Disclosure
    from prefpad.core.due import Due
    from prefpad.core.errors import PrefpadError
    from prefpad.core.exports import ExportReport
    from prefpad.core.greeting import Greeting
    from prefpad.core.imports import ImportReport
    from prefpad.core.merges import Merged, Twins
    from prefpad.core.outcomes import Check, Visit
    from prefpad.core.reconfirm import Rate, best_interval, chance_changed, change_rate
    from prefpad.core.records import Card, Customer, Note
    from prefpad.pad import Pad

__version__ = "0.1.0"

__all__ = [
    "Card",
    "Check",
    "Customer",
    "Disclosure",
    "Due",
    "ExportReport",
    "Greeting",
    "ImportReport",
    "Merged",
    "Note",
    "Pad",
    "PrefpadError",
    "Rate",
    "Twins",
    "Visit",
    "best_interval",
    "chance_changed",
    "change_rate",
]

_HOMES = {
    "Pad": "prefpad.pad",
    "PrefpadError": "prefpad.core.errors",
    "Rate": "prefpad.core.reconfirm",
    "best_interval": "prefpad.core.reconfirm",
    "chance_changed": "prefpad.core.reconfirm",
    "change_rate": "prefpad.core.reconfirm",
    "Check": "prefpad.core.outcomes",
    "Disclosure": "prefpad.core.disclosure",
    "Due": "prefpad.core.due",
    "Greeting": "prefpad.core.greeting",
    "ExportReport": "prefpad.core.exports",
    "ImportReport": "prefpad.core.imports",
    "Merged": "prefpad.core.merges",
    "Twins": "prefpad.core.merges",
    "Visit": "prefpad.core.outcomes",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "prefpad.core.records")), name)
