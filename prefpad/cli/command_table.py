"""Every command: where it is and what it does in one line; a new one is a line here."""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """One command: its name, its summary, its short names; the module has the same name."""

    name: str
    summary: str
    short: tuple[str, ...] = ()

    @property
    def module(self) -> str:
        """Return the module that holds a function of the command's name."""
        return f"prefpad.cli.commands.{self.name}_command"


COMMANDS = {
    command.name: command
    for command in (
        Command("add", "Jot a note on a customer.", ("a",)),
        Command("recall", "Show the card of a customer.", ("r",)),
        Command("greet", "Show what the customer may see on the screen."),
        Command("due", "List what is worth asking again."),
        Command("confirm", "Say what is still true, has changed or is gone.", ("c",)),
        Command("visit", "Note that a customer was here.", ("v",)),
        Command("done", "Close a promise, problem, idea or want."),
        Command("search", "Find notes by their words."),
        Command("undo", "Take back the last change, or a named one."),
        Command("log", "List what was done, by whom and when."),
        Command("customer", "List customers; show and edit one."),
        Command("duplicates", "Find the customers who are on the pad twice."),
        Command("merge", "Make one customer of two."),
        Command("disclose", "Write all that is kept on a customer, for them."),
        Command("settings", "Show and set the pad's own options."),
        Command("report", "Look at the pad as a whole: how fast topics change."),
        Command("import", "Fill the pad from a CSV file."),
        Command("export", "Write json, csv, vCard or iCalendar."),
        Command("imports", "List the imports."),
        Command("forget", "Erase a customer for good, everywhere."),
        Command("tidy", "Erase for good what has outlived its time."),
        Command("backup", "Copy the pad into a file of its own."),
        Command("restore", "Bring the pad back to how a backup has it."),
        Command("init", "Make a new pad."),
        Command("demo", "Make a sample pad to play with."),
    )
}
SHORT = {short: command.name for command in COMMANDS.values() for short in command.short}
