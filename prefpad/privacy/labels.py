"""The titles, reasons, labels and values of stored data, worded for the people it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from prefpad.domain.day_words import MONTHS

if TYPE_CHECKING:
    from collections.abc import Mapping

PARTS = {
    "customers": (
        "Who you are and how to address you",
        "So that we greet you as you wish.",
    ),
    "handles": (
        "Your names, numbers and addresses",
        "So that we find what is kept for you when you come, and can reach you.",
    ),
    "consents": (
        "What you allowed",
        "So that we keep to it, and can show what you allowed and when.",
    ),
    "tags": (
        "Groups we count you in",
        "So that we think of what people who come for the same reason need.",
    ),
    "occasions": ("Your days", "So that we can wish you well."),
    "need": ("What you need", "So that you are safe and comfortable here."),
    "preference": (
        "What you like and dislike",
        "So that you need not tell us again, and we ask when it may have changed.",
    ),
    "want": ("What you hoped for", "So that we could do it that time."),
    "mood": ("How you seemed", "So that everyone here met you in the right way that day."),
    "problem": (
        "What went wrong",
        "So that you need not explain it again, and we put it right.",
    ),
    "promise": ("What we promised", "So that we keep our word."),
    "extra": (
        "Small gifts and ideas for them",
        "So that we do not repeat a surprise, and remember an idea.",
    ),
    "praise": ("What you praised", "So that we can thank whom you praised."),
    "fact": (
        "What brings you here",
        "So that we know how you found us and what your visit is about.",
    ),
    "other": ("Other remarks", "So that we can serve you well."),
    "visits": (
        "Days you were here",
        "So that we know how often you come, and do not ask you the same too often.",
    ),
    "expected_visits": ("Days we expect you", "So that we are ready when you come."),
    "_rhythms": (
        "What we work out from your visits and answers",
        "So that we ask you again neither too soon nor too late.",
    ),
    "_records": (
        "What lists from other programs said of you",
        "So that such a list does not undo what you told us since.",
    ),
    "_import_rows": (
        "Lists that repeated what we knew, or had only your name",
        "So that the same line of a list is not read twice.",
    ),
    "history": (
        "What was changed here, and what it said before",
        "So that a mistake can be found and put right.",
    ),
}
"""Title and reason of each part, by its name, in their order."""

ELSE = ("Also kept", "It is kept with you on our pad.")
"""Those of a part that has none."""

HIDDEN = frozenset(
    (
        *("number", "customer", "note", "parent", "of_row", "change"),
        *("key", "tail", "topic_key", "same_key", "identity", "imported_as"),
        *("visit_class", "pace_class", "span"),
    )
)
"""Columns that are derived from others, or only tie rows together; what they mean is told."""

HIDDEN_IN = {
    "checks": frozenset({"kind", "standing"}),
    "_name_words": frozenset({"word"}),
}
"""Such columns of one table: a check repeats what its note is, an index the words of a name."""

OWN = frozenset(
    {
        ("customers", "name"),
        ("customers", "formal"),
        ("customers", "familiar"),
        ("customers", "pronounced"),
        ("customers", "not_called"),
        ("handles", "value"),
    }
)
"""Columns that hold how the person is called and reached, where no other's name can stand."""

STAFF = frozenset({"author", "owner", "served_by"})
"""Columns that hold the name of one who works here."""

THINGS = {
    "customers": "your entry",
    "handles": "a name, number or address",
    "consents": "what you allowed",
    "tags": "a group",
    "occasions": "a day",
    "notes": "a note",
    "checks": "an answer",
    "visits": "a visit",
    "expected_visits": "a day we expect you",
    "_records": "what a list said",
    "_import_rows": "a line of a list",
}
"""What a row of a table is."""

LABELS = {
    "name": "name",
    "formal": "formal address",
    "familiar": "familiar address",
    "pronounced": "said aloud",
    "not_called": "never to be called",
    "role": "to us you are",
    "owner": "looked after by",
    "created_on": "kept since",
    "author": "written by",
    "import": "from the list",
    "about": "about",
    "status": "answer",
    "on_day": "on",
    "how": "how",
    "source": "from whom",
    "voice": "how we use it",
    "voice_by_hand": "how that was set",
    "standing": "how sure",
    "alert": "how urgent",
    "no_alert": "whether it is urgent",
    "noted_on": "noted on",
    "confirmed_on": "known to be true on",
    "by_day": "due on",
    "first_by_day": "first promised for",
    "every": "we ask again after",
    "ended_on": "ended on",
    "ended": "how it ended",
    "asked": "how it came",
    "days": "days after it was last known",
    "before": "it read",
    "after": "it reads since",
    "outcome": "answer",
    "fields": "it said",
    "kind": "kind",
    "value": "value",
    "first_day": "first visit",
    "visit_days": "days you were here",
    "last_day": "last visit",
    "usual_gap": "you usually come again after",
    "served": "served",
    "served_by": "served by",
    "at_time": "at",
    "what": "for",
    "booking": "number of the booking",
    "withdrawn_on": "called off on",
    "private": "how we use it",
    "reason": "why",
}
"""What a column is called; one that is missing is called as it is."""

LABELS_IN = {
    ("handles", "source"): "given by the program",
    ("_records", "source"): "written by the program",
    ("notes", "owner"): "in charge of it",
}
"""What a column of one table is called where it means another thing there."""

SELF_EVIDENT = frozenset(
    LABELS[column]
    for column in (
        "source",
        "voice",
        "voice_by_hand",
        "standing",
        "alert",
        "no_alert",
        "asked",
        "ended",
        "private",
    )
)
"""Labels whose values can be read without them."""

VALUES: dict[str, dict[str | int, str]] = {
    "role": {
        "customer": "a customer",
        "colleague": "a colleague",
        "supplier": "a supplier",
    },
    "about": {"notes": "that we keep notes on you", "messages": "that we send you messages"},
    "status": {
        "asked": "you were asked",
        "given": "you agreed",
        "refused": "you refused",
        "withdrawn": "you withdrew it",
    },
    "source": {"told": "you told us", "observed": "we saw it", "relayed": "someone else told us"},
    "voice": {
        "say": "we may mention it to you",
        "act": "we act on it without mentioning it",
        "private": "private: we see it only when we ask for it",
    },
    "voice_by_hand": {1: "as someone set by hand"},
    "standing": {"standing": "we rely on it", "candidate": "not sure yet"},
    "alert": {1: "seen first by everyone here"},
    "no_alert": {1: "not urgent, as someone set by hand"},
    "private": {1: "private: we see it only when we ask for it"},
    "ended": {
        "gone": "no longer true",
        "done": "done",
        "withdrawn": "taken back",
        "mistake": "noted by mistake",
    },
    "asked": {1: "we asked you", 0: "you said it yourself, or we saw it"},
    "outcome": {
        "same": "still true",
        "changed": "changed",
        "gone": "no longer true",
        "seen": "seen again",
    },
    "kind": {
        "name": "name",
        "alias": "another name",
        "former": "former name",
        "formal": "formal address",
        "familiar": "familiar address",
        "phone": "phone",
        "email": "e-mail",
        "card": "customer card",
        "id": "your number in another program",
        **{kind: PARTS[kind][0].lower() for kind in ("need", "preference", "want", "mood")},
        **{kind: PARTS[kind][0].lower() for kind in ("problem", "promise", "extra", "praise")},
        **{kind: PARTS[kind][0].lower() for kind in ("fact", "other")},
    },
}
"""What a value of a column means, where it is a word of the pad's own."""


LINES = {
    "customers": "{name}",
    "handles": "{kind}: {value}",
    "consents": "{about}: {status}",
    "tags": "{tag}",
    "checks": "{outcome}",
    "visits": "you were here",
    "expected_visits": "we expect you, or expected you",
    "_rhythms": "how often you come, and how often what you like changes",
    "_records": "a list from {source}",
    "_import_rows": "a line of a list",
}
"""What a row says in one line."""


def line(table: str, row: Mapping[str, Any]) -> tuple[str, frozenset[str]]:
    """Return a row in one line, and the columns that this line covers."""
    if table == "notes":
        topic = f"{row['topic']}: " if row["topic"] else ""
        stance = f"{row['stance']} " if row["stance"] else ""
        said = ("topic", "stance", "text") if row["parent"] else ("topic", "stance", "text", "kind")
        return f"{topic}{stance}{row['text']}", frozenset(said)
    if table == "occasions":
        day = f"{row['day']} {MONTHS[row['month'] - 1]} {row['year'] or ''}".strip()
        return f"{row['name']}: {day}", frozenset({"name", "month", "day", "year"})
    template = LINES.get(table, table.replace("_", " "))
    told = frozenset(re.findall(r"{(\w+)}", template))
    words = {column: VALUES.get(column, {}).get(row[column], row[column]) for column in told}
    return template.format(**words), told


def label(table: str, column: str) -> str:
    """Return the label of a column."""
    return LABELS_IN.get((table, column)) or LABELS.get(column, column.replace("_", " "))


def meaning(table: str, column: str, value: Any) -> str | None:
    """Return what a value means that is one of the pad's words; empty if it means nothing.

    Return None for a value that is shown as it is.
    """
    if value is None or value == "":
        return ""
    if (table, column) in LABELS_IN or column not in VALUES:
        return None
    return VALUES[column].get(value, "" if value == 0 else None)


def is_hidden(table: str, column: str) -> bool:
    """Tell whether a column is left out because it adds nothing."""
    return column in HIDDEN or column in HIDDEN_IN.get(table, ())


def initials(name: str) -> str:
    """Return the initials of a colleague: `A. B.` for Ana Berg."""
    return " ".join(f"{word[0].upper()}." for word in name.split())
