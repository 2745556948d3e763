"""Every command: its name, what it does in one line, and its heading; a module for each."""

from __future__ import annotations

from prefpad.domain.record import Record

COUNTER = "At the counter"
CUSTOMERS = "Customers"
LOOKING = "Looking"
PRIVACY = "Privacy"
IN_AND_OUT = "In and out"
THE_PAD = "The pad"


class Command(Record):
    """One command; its module has a function of the command's name.

    Attributes:
        name: what is typed.
        gloss: a few words for the screen that shows all commands.
        summary: what it does, in a sentence.
        panel: the heading it is listed under.
        short: shorter names for it.
        writes: whether it changes the pad, so that the author matters.
        takes_text: whether its words are, but for the first, a text that people may begin with a dash.
    """

    name: str
    gloss: str
    summary: str
    panel: str
    short: tuple[str, ...] = ()
    writes: bool = True
    takes_text: bool = False

    @property
    def module(self) -> str:
        """Return the path of the command's module."""
        name = "import_" if self.name == "import" else self.name
        return f"{__name__}.{name}"


COMMANDS = {
    command.name: command
    for command in (
        Command("counter", "all day", "Keep a prompt open for the day.", COUNTER),
        Command("add", "a note", "Add a note on a customer.", COUNTER, ("a",), takes_text=True),
        Command(
            "recall", "the card", "Show the card of a customer.", COUNTER, ("r",), writes=False
        ),
        Command(
            "greet",
            "on screen",
            "Show what the customer may see on the screen.",
            COUNTER,
            writes=False,
        ),
        Command(
            "today",
            "",
            "Show who is expected today, what is owed and what to ask.",
            COUNTER,
            writes=False,
        ),
        Command("due", "what to ask", "List what is worth asking again.", COUNTER, writes=False),
        Command(
            "confirm",
            "still true?",
            "Mark a note as still true, changed or no longer true.",
            COUNTER,
            ("c",),
        ),
        Command("visit", "was here", "Record that a customer was here.", COUNTER, ("v",)),
        Command(
            "done",
            "kept",
            "Mark a promise, problem, idea or want as done.",
            COUNTER,
            takes_text=True,
        ),
        Command("search", "notes", "Find notes by their words.", COUNTER, writes=False),
        Command("show", "", "Show one note with its history.", COUNTER, writes=False),
        Command("edit", "correct it", "Correct a note.", COUNTER, takes_text=True),
        Command("delete", "", "Delete a note entered by mistake.", COUNTER),
        Command("undo", "", "Undo the last change, or one by its number.", COUNTER),
        Command("customer", "list, show, edit", "List customers; show and edit one.", CUSTOMERS),
        Command("find", "", "Find customers.", CUSTOMERS, writes=False),
        Command("visits", "", "List the visits of a customer.", CUSTOMERS, writes=False),
        Command("duplicates", "same person?", "Find duplicate customers.", CUSTOMERS),
        Command("merge", "two into one", "Merge two customers.", CUSTOMERS),
        Command("tell", "a group", "List whom to tell something, and who was told.", CUSTOMERS),
        Command(
            "report",
            "problems, regulars",
            "Show reports on the pad as a whole.",
            LOOKING,
            writes=False,
        ),
        Command(
            "about",
            "if they ask",
            "Show what to say when customers ask about you.",
            LOOKING,
            writes=False,
        ),
        Command(
            "disclose",
            "their data",
            "Write everything kept about a customer, for that customer.",
            PRIVACY,
            writes=False,
        ),
        Command("forget", "erase for good", "Erase a customer permanently.", PRIVACY),
        Command(
            "tidy",
            "erase what is too old",
            "Delete notes past their retention time, permanently.",
            PRIVACY,
        ),
        Command("import", "a list", "Import customers from a file.", IN_AND_OUT),
        Command("imports", "", "List the imports.", IN_AND_OUT, writes=False),
        Command(
            "export",
            "json, csv, vCard, iCal",
            "Write the pad for other programs.",
            IN_AND_OUT,
            writes=False,
        ),
        Command("init", "a new pad", "Make a new pad.", THE_PAD),
        Command("where", "which file", "Show which file is the pad.", THE_PAD, writes=False),
        Command("backup", "a copy", "Copy the pad to a new file.", THE_PAD),
        Command("restore", "from a backup", "Restore the pad from a backup.", THE_PAD),
        Command(
            "verify",
            "",
            "Check the whole pad and what lies around it.",
            THE_PAD,
            writes=False,
        ),
        Command("settings", "", "Show and change the settings.", THE_PAD),
        Command(
            "log",
            "who did what",
            "List the changes: what, by whom and when.",
            THE_PAD,
            writes=False,
        ),
        Command("till", "pad elsewhere", "Use a pad on another machine.", THE_PAD, writes=False),
        Command("demo", "a sample pad", "Make a sample pad to try.", THE_PAD, writes=False),
        Command("help", "pages to read", "Show a page of help.", THE_PAD, writes=False),
    )
}
SHORT = {short: command.name for command in COMMANDS.values() for short in command.short}
ALIASES = {**SHORT, "list": "customer"}
