"""Arguments and options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from prefpad.cli.completion import CUSTOMER_NAME, NOTE_NUMBER, TOPIC, FileName
from prefpad.cli.values import Limit, NumberOf, OneOf

FILE_NAME = FileName()
CHANGE_NUMBER = NumberOf("a change", "`prefpad log` shows the changes with their numbers.")


class Format(StrEnum):
    """How an answer is written."""

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
    str | None, typer.Option("--on", metavar="DAY", help="The day [default: today].")
]
LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit", "-n", metavar="N", help="Show at most N (0 = all).", click_type=Limit()
    ),
]
ShowPrivateOption = Annotated[bool, typer.Option("--show-private", help="Show private notes too.")]
YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
