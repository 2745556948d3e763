"""Arguments and options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from prefpad.cli.completion import CUSTOMER_NAME, TOPIC, note_numbers


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
        show_default=False,
    ),
]
NoteArgument = Annotated[
    int,
    typer.Argument(help="The note's number.", metavar="NOTE", autocompletion=note_numbers, min=1),
]
FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        help="The form of the answer; a table at a terminal, plain lines in a pipe.",
        show_default=False,
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
        show_default=False,
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
        show_default=False,
    ),
]
OnOption = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help="The day; today by default.")
]
LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit", metavar="N", min=0, help="At most so many; 0 for all.", show_default=False
    ),
]
ShowPrivateOption = Annotated[bool, typer.Option("--show-private", help="Show private notes too.")]
YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
