"""Arguments and options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from prefpad.cli.completion import (
    COLLEAGUE,
    CUSTOMER_NAME,
    LISTS,
    NOTE_NUMBER,
    PADS,
    TOPIC,
    FileName,
    one_of,
)
from prefpad.cli.values import DAY, INTERVAL, PHRASE, Limit, NumberOf, OneOf
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.vocabulary import VOICES

FILE_NAME = FileName()
FILE_OR_STREAM = FileName(or_stream=True)
LIST_OR_STREAM = FileName(or_stream=True, endings=LISTS)
PAD_FILE = FileName(endings=PADS)
CHANGE_NUMBER = NumberOf("a change", "`prefpad log` shows the changes with their numbers.")


KIND = "Kind"
SOURCE = "How we know it"
HEARING = "Who may hear it"
WHEN = "When"
PLACE = "Where it belongs"


def option(help_text: str, panel: str, *names: str, **more: Any) -> typer.models.OptionInfo:
    """Return an option that is under a heading of its command's help."""
    info: typer.models.OptionInfo = typer.Option(
        *names, help=help_text, rich_help_panel=panel, **more
    )
    return info


class Format(StrEnum):
    """The format of an answer."""

    TABLE = "table"
    PLAIN = "plain"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


CustomerArgument = Annotated[
    str,
    typer.Argument(
        help="A name, alias, phone tail, e-mail, card or @number.",
        metavar="CUSTOMER",
        click_type=CUSTOMER_NAME,
    ),
]
NameArgument = Annotated[
    list[str] | None,
    typer.Argument(
        help="A name, alias, phone tail, e-mail, card or @number; no quotes needed.",
        metavar="CUSTOMER",
        click_type=CUSTOMER_NAME,
    ),
]
NoteArgument = Annotated[
    int,
    typer.Argument(
        help="The number of a note.",
        metavar="NOTE",
        click_type=NOTE_NUMBER,
    ),
]
FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="Output format [default: table at a terminal, plain in a pipe].",
        click_type=OneOf("format", Format),
    ),
]
TopicOption = Annotated[
    str | None,
    typer.Option(
        "--topic",
        "-t",
        metavar="TOPIC",
        help="The topic, a short word.",
        click_type=TOPIC,
    ),
]
CustomerOption = Annotated[
    str | None,
    typer.Option(
        "--customer",
        "-c",
        metavar="CUSTOMER",
        help="Only this customer.",
        click_type=CUSTOMER_NAME,
    ),
]
OnOption = Annotated[
    str | None,
    typer.Option("--on", metavar="DAY", help="The day [default: today].", click_type=DAY),
]
LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit", "-n", metavar="N", help="Show at most N (0 = all).", click_type=Limit()
    ),
]
ShowPrivateOption = Annotated[bool, typer.Option("--show-private", help="Show private notes too.")]
YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


LikesOption = Annotated[bool, option("They like it.", KIND, "--likes", "-l")]
DislikesOption = Annotated[bool, option("They do not like it.", KIND, "--dislikes", "-d")]
AlertOption = Annotated[
    bool | None,
    option("A need to be seen first, as an allergy is.", KIND, "--alert/--no-alert"),
]
VoiceOption = Annotated[
    str | None,
    option(
        "say, act (use it, don't mention it) or private.",
        HEARING,
        "--voice",
        metavar="VOICE",
        autocompletion=one_of(*VOICES),
    ),
]
PrivateOption = Annotated[bool, option("Same as --voice private.", HEARING, "--private")]
BecauseOption = Annotated[
    str | None,
    option(
        "Reason for overriding the privacy check.",
        HEARING,
        "--because",
        metavar="REASON",
        click_type=PHRASE,
    ),
]
OwnerOption = Annotated[
    str | None,
    option(
        "The colleague in charge of it.",
        PLACE,
        "--owner",
        metavar="NAME",
        click_type=COLLEAGUE,
    ),
]
ByOption = Annotated[
    str | None,
    option("When a promise, problem or want is due.", WHEN, "--by", metavar="DAY", click_type=DAY),
]
LearnedOption = Annotated[
    str | None, option("When we learned it.", WHEN, "--on", metavar="DAY", click_type=DAY)
]
EveryOption = Annotated[
    str | None,
    option(
        "How often to ask again, such as '6 months'.",
        WHEN,
        "--every",
        metavar="TIME",
        click_type=INTERVAL,
    ),
]
NoteTopicOption = Annotated[
    str | None,
    option(
        "A short word, such as coffee.",
        PLACE,
        "--topic",
        "-t",
        metavar="TOPIC",
        click_type=TOPIC,
    ),
]


def only(what: str, **flags: bool) -> str | None:
    """Return the name of the one flag that was given, or None.

    Raises:
        AskedWrongly: there are several.
    """
    given = [flag for flag, is_given in flags.items() if is_given]
    if len(given) > 1:
        *first, last = (f"--{flag}" for flag in given)
        raise AskedWrongly(
            f"Use only one of {', '.join(first)} and {last}.", f"A note has one {what}."
        )
    return given[0] if given else None


def voice_given(voice: str | None, *, private: bool) -> str | None:
    """Return the given voice; --private is short for one.

    Raises:
        AskedWrongly: another one was given besides.
    """
    if private and voice not in {None, "private"}:
        raise AskedWrongly("Use only one of --private and --voice.", "A note has one voice.")
    return "private" if private else voice
