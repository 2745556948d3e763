"""The voice of the program: rules that every sentence a person can see keeps."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.helpers.sentences import (
    PACKAGE,
    Role,
    Sentence,
    all_sentences,
    documentation_of,
    sentences_of,
)

ODD = {
    r"\b(is|are) to be\b": "say what happens, or what to do",
    r"\bwhat is kept on\b": "everything about",
    r"\bmakes? no sense\b": "is not valid",
    r"\bspeaks? of\b": "mentions",
    r"\b(holds?|held)\b": "contains, is true, is using",
    r"\bbehind\b": "after",
    r"\b(take|takes|taken|took) for\b": "treated as",
    r"\b(come|comes|came) of\b": "result of",
    r"\b(mend|mends|mended)\b": "fix",
    r"\blikewise\b": "also",
    r"\b(borne|bears?)\b": "has",
    r"\banswers? to '": "matches",
    r"\bthat is none\b": "is not valid",
    r"\bshall\b": "will, or the present tense",
    r"(?<!There )\bis no (setting|folder|day|field|number|customer)\b": "is not a, or There is no",
    r"\bmeanwhile\b": "in the meantime",
    r"\bbut for the\b": "except",
    r"\bare the most\b": "the limit is",
    r"\b(under|over) (a|one) third\b": "another",
    r"\bso it stands\b": "say what to do",
    r"\b(is|are) gone over\b": "moved",
    r"^(Say|Give) one of\b": "Use one of",
    r"^Say `": "Run",
}
"""What readers of English stop at, and what to write in its place."""

ODD_INSIDE = (
    r"\bmakes? no sense\b",
    r"\bthat is none\b",
    r"\bshall\b",
    r"\bborne\b",
    r"\bspeaks? of\b",
    r"\banswers? to the name\b",
)
"""What stands in no docstring and no comment either."""

SEVERAL_ALWAYS = {"{count} customers match {shown(query)}."}
_COUNT = re.compile(
    r"(?<!of )(?<!first )\{(?!_?[A-Z])[^}]*\} "
    r"(customers|notes|rows|backups|days|cells|visits|tags|changes|lines|files)\b"
)
_BEGINS = re.compile(r"[A-Z`{'\"@]|--|prefpad |serve-till |ssh ")


def faults(sentence: Sentence) -> list[str]:
    """Return what is wrong with a sentence, in the words of the one who has to change it."""
    role, text = sentence.role, sentence.text.strip()
    found = [
        f"{odd[0]!r}: {better}" for word, better in ODD.items() if (odd := re.search(word, text))
    ]
    if re.search(r"\b[Pp]lease\b|\b[Ss]orry\b|\b[Oo]ops\b", text):
        found.append("say what to do, without please or sorry")
    if re.search(r"[\u2018\u2019\u201c\u201d]", text):
        found.append("quotes are straight")
    if "(s)" in text or (
        _COUNT.search(text) and not sentence.is_counted and text not in SEVERAL_ALWAYS
    ):
        found.append("one is written apart from several")
    if role in {"error", "hint"} and not _BEGINS.match(text):
        found.append("it begins with a capital letter")
    if role == "error" and not re.search(r"[.?}]$", text):
        found.append("an error is a sentence with a full stop")
    if role == "hint" and not re.search(r"[.?`}]$", text):
        found.append("a hint ends with a full stop, or with the command to run")
    if role == "help" and not text.partition("Examples:")[0].rstrip("\b\n ").endswith((".", "?")):
        found.append("a text of help ends with a full stop")
    if (
        role in {"error", "hint"}
        and not sentence.file.startswith(("cli/", "till/"))
        and " --" in text
    ):
        found.append("the library knows no flags: write `name=value`")
    return found


@cache
def everything() -> list[Sentence]:
    return list(all_sentences())


def test_every_sentence_keeps_the_rules() -> None:
    assert [f"{one} <- {why}" for one in everything() for why in faults(one)] == []


@pytest.mark.parametrize(
    ("role", "text", "why"),
    [
        ("error", "'loud' is no setting.", "There is no"),
        ("error", "A limit below zero makes no sense.", "is not valid"),
        ("text", "No note holds all of these words.", "contains"),
        ("page", "What stands behind the name.", "after"),
        ("page", "Who shall be\nforgotten?", "will"),
        ("error", "The name is 300 characters long; 200 are the most.", "the limit is"),
        ("hint", "Say `pad.done(3)`.", "Run"),
        ("hint", "Please try again.", "without please"),
        ("text", "Sam\u2019s card", "straight"),
        ("text", "{count} notes were deleted.", "one is written apart"),
        ("text", "Deleted {count} note(s).", "one is written apart"),
        ("error", "no customer matches.", "capital"),
        ("error", "No customer matches", "full stop"),
        ("hint", "Name one", "full stop"),
        ("help", "Show the card\n\nExamples:\n  prefpad recall smith", "full stop"),
        ("error", "Only promises have a --by.", "knows no flags"),
    ],
)
def test_a_sentence_against_a_rule_would_be_noticed(role: Role, text: str, why: str) -> None:
    sentence = Sentence("notes/add.py", 1, role, text)
    assert any(why in fault for fault in faults(sentence))


@pytest.mark.parametrize(
    ("source", "role", "text"),
    [
        ("raise CouldNot('There is nothing to undo.', 'x')", "error", "There is nothing to undo."),
        ("raise CouldNot('x', f'`pad.undo({n})` is next.')", "hint", "`pad.undo({n})` is next."),
        ("Option('--all', help='Show all.')", "help", "Show all."),
        ("def add_command():\n    'Add a note.'", "help", "Add a note."),
        ("context.reply('Nothing was ' 'changed.')", "text", "Nothing was changed."),
        ("_ASK = 'Which one?'", "text", "Which one?"),
        ("def f():\n    return f'{name} was here {day}.'", "text", "{name} was here {day}."),
    ],
)
def test_a_sentence_is_found_wherever_it_stands(source: str, role: str, text: str) -> None:
    found = {(one.role, one.text) for one in sentences_of("cli/commands/add.py", source)}
    assert (role, text) in found


@pytest.mark.parametrize(
    "source",
    [
        "'''Say what a module is for.'''",
        "connection.execute('SELECT number FROM notes WHERE customer = ?')",
        "return f'{value}'",
    ],
)
def test_what_nobody_sees_is_left_out(source: str) -> None:
    assert list(sentences_of("notes/add.py", source)) == []


def test_the_list_has_the_sentences_of_every_room() -> None:
    rooms = {one.file.partition("/")[0] for one in everything()}
    assert {"cli", "customers", "db", "domain", "importing", "notes", "README.md"} <= rooms
    assert {one.role for one in everything()} == {"error", "hint", "help", "text", "page"}


def odd_inside(source: str) -> list[str]:
    documentation = documentation_of(source)
    return [text for _, text in documentation if any(re.search(odd, text) for odd in ODD_INSIDE)]


def test_docstrings_and_comments_are_plain_english() -> None:
    odd = [text for file in PACKAGE.rglob("*.py") for text in odd_inside(file.read_text("utf-8"))]
    assert odd == []


@pytest.mark.parametrize(
    "source", ["'''Return a day that is none.'''", "x = 1  # one shall be enough"]
)
def test_an_odd_docstring_or_comment_would_be_noticed(source: str) -> None:
    assert odd_inside(source)
