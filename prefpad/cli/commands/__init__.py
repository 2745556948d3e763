"""Every command: its name, what it does in one line, and under which heading; one module each."""

from __future__ import annotations

from typing import NamedTuple

COUNTER = "At the counter"
CUSTOMERS = "Customers"
LOOKING = "Looking"
PRIVACY = "Privacy"
IN_AND_OUT = "In and out"
THE_PAD = "The pad"


class Command(NamedTuple):
    """One command; its module has a function of the command's name."""

    name: str
    summary: str
    panel: str
    short: tuple[str, ...] = ()

    @property
    def module(self) -> str:
        """Return the path of the command's module."""
        name = "import_" if self.name == "import" else self.name
        return f"{__name__}.{name}"


COMMANDS = {
    command.name: command
    for command in (
        Command("add", "Jot a note on a customer.", COUNTER, ("a",)),
        Command("recall", "Show the card of a customer.", COUNTER, ("r",)),
        Command("greet", "Show what the customer may see on the screen.", COUNTER),
        Command("due", "List what is worth asking again.", COUNTER),
        Command("confirm", "Say what is still true, has changed or is gone.", COUNTER, ("c",)),
        Command("visit", "Note that a customer was here.", COUNTER, ("v",)),
        Command("done", "Close a promise, problem, idea or want.", COUNTER),
        Command("search", "Find notes by their words.", COUNTER),
        Command("undo", "Take back the last change, or a named one.", COUNTER),
        Command("customer", "List customers; show and edit one.", CUSTOMERS),
        Command("duplicates", "Find the customers who are on the pad twice.", CUSTOMERS),
        Command("merge", "Make one customer of two.", CUSTOMERS),
        Command("report", "Look at the pad as a whole: how fast topics change.", LOOKING),
        Command("disclose", "Write all that is kept on a customer, for them.", PRIVACY),
        Command("forget", "Erase a customer for good, everywhere.", PRIVACY),
        Command("tidy", "Erase for good what has outlived its time.", PRIVACY),
        Command("import", "Fill the pad from a CSV file.", IN_AND_OUT),
        Command("imports", "List the imports.", IN_AND_OUT),
        Command("export", "Write json, csv, vCard or iCalendar.", IN_AND_OUT),
        Command("init", "Make a new pad.", THE_PAD),
        Command("backup", "Copy the pad into a file of its own.", THE_PAD),
        Command("restore", "Bring the pad back to how a backup has it.", THE_PAD),
        Command("settings", "Show and set the pad's own options.", THE_PAD),
        Command("log", "List what was done, by whom and when.", THE_PAD),
        Command("demo", "Make a sample pad to play with.", THE_PAD),
    )
}
SHORT = {short: command.name for command in COMMANDS.values() for short in command.short}
