"""A person whose every word is told apart, put through all that leaves a trace; and the traces."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from prefpad import Pad
from prefpad.customers.edit import Edit
from prefpad.domain.errors import PrefpadError
from tests.conftest import TODAY

if TYPE_CHECKING:
    from pathlib import Path

NAME = "Quillon Vexworth"
WORDS = (
    "quillon", "vexworth", "wexford", "jorvic", "ybarra", "quimby", "kwame", "zephyrine",
    "q.vex@ex.example", "0309876543", "gx77001", "kx88002", "hx99003",
    "zinfandel", "ylangylang", "xanthan", "walnutwine", "vetiver", "umbrella", "turmeric",
    "sassafras", "rhubarb", "yuzutopic", "jicamatag", "okraday", "kvetch",
)  # fmt: skip
"""Folded words that stand in a pad only because of that person."""

_OTHERS = ("Eva Brown", "Piet Bakker", "Mina Sato")
OWN_LIST = (
    "customer,id,email,text,on\n"
    f"{NAME},GX77001,q.vex@ex.example,ylangylang soap,2026-01-05\n"
    "Eva Brown,G2,eva@ex.example,plain soap,2026-01-05\n"
)
_OUTSIDE_LIST = (
    "First Name,Last Name,Email,Customer Ref,Thread\n"
    "Quillon,Vexworth,q.vex@ex.example,HX99003,xanthan gum\n"
    "Mina,Sato,mina@ex.example,H4,rice\n"
)


def haunt(path: Path) -> None:
    """Put the person on a pad among others: told, changed, undone, imported, mended, ended."""
    with Pad(path, create=True, today=TODAY, author="Ana") as pad:
        for name in _OTHERS:
            pad.add(name, "coffee: latte", stance="likes", on="2025-03-01", new=True)
        pad.add(NAME, "yuzutopic: zinfandel", on="2025-02-01", new=True)
        pad.undo()
        pad.add(NAME, "yuzutopic: zinfandel", on="2025-02-01", new=True)
        edit = Edit(
            {"familiar": "Jorvic", "pronounced": "kwame", "not_called": "quimby"},
            {
                "phone": ["030 9876543"],
                "email": ["q.vex@ex.example"],
                "card": ["KX88002"],
                "alias": ["Ybarra Zephyrine"],
            },
            ["guest/jicamatag"],
            {"okraday": "14 March"},
            [],
        )
        pad.edit("vexworth", edit)
        pad.edit("vexworth", Edit({"name": "Quillon Wexford"}, {}, [], {}, []))
        pad.edit("wexford", Edit({"name": NAME}, {}, [], {}, []))
        note = pad.notes("vexworth")[0].number
        pad.confirm(note, now="walnutwine", on="2025-08-01")
        problem = pad.add("vexworth", "kvetch: vetiver smell", kind="problem").number
        pad.done(problem, "umbrella stand aired")
        pad.add("vexworth", "turmeric stain", kind="mood", voice="private")
        pad.add("vexworth", "sassafras root", source="observed", on="2026-01-02")
        pad.visit("vexworth")
        pad.visit("brown")
        pad.add("vexworth", "rhubarb tart")
        pad.undo()
        for name, text in (("own.csv", OWN_LIST), ("outside.csv", _OUTSIDE_LIST)):
            file = path.with_name(name)
            file.write_text(text, encoding="utf-8")
            pad.import_file(file)
            pad.undo_import()
            pad.import_file(file)
            file.unlink()


def traces(path: Path) -> set[str]:
    """Return the words of the person that stand in the bytes of the pad and of files beside it."""
    files = [file for file in path.parent.glob(f"{path.name}*") if file.is_file()]
    bytes_of_all = b"\n".join(file.read_bytes() for file in files).lower()
    return {word for word in WORDS if word.encode() in bytes_of_all}


def undo_all(pad: Pad) -> None:
    """Take back every change that can be, the newest first, and then bring each back."""
    for _ in range(2):
        for change in pad.log():
            with suppress(PrefpadError):
                pad.undo(change.number)
