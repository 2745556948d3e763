"""Arguments and options that several commands share."""

from __future__ import annotations

from inspect import get_annotations
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_args

import typer
from typer.models import OptionInfo, ParameterInfo, ParamMeta

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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FILE_NAME = FileName()
FILE_OR_STREAM = FileName(or_stream=True)
LIST_OR_STREAM = FileName(or_stream=True, endings=LISTS)
PAD_FILE = FileName(endings=PADS)
CHANGE_NUMBER = NumberOf("a change", "`prefpad log` shows the changes with their numbers.")


OPTIONS = None
"""The heading that Typer itself gives."""
KIND = "Kind"
SOURCE = "How we know it"
HEARING = "Who may hear it"
WHEN = "When"
PLACE = "Where it belongs"


Format = Literal["table", "plain", "json", "jsonl", "csv"]
"""The format of an answer."""

_Info = TypeVar("_Info", bound=ParameterInfo)
_PLAIN: OptionInfo = typer.Option()


def _like(info: _Info, **other: Any) -> _Info:
    """Return an argument or option like another, but for some of its attributes.

    Typer makes one by two calls with forty values each, which all the options of a command together
    would take longer for than the command itself.
    """
    made = object.__new__(type(info))
    vars(made).update(vars(info), **other)
    return made


def option(help_text: str, panel: str | None, *names: str, **more: Any) -> OptionInfo:
    """Return an option that is under a heading of its command's help."""
    return _like(
        _PLAIN, default=..., param_decls=names, help=help_text, rich_help_panel=panel, **more
    )


def declared(function: Callable[..., None]) -> Iterator[ParamMeta]:
    """Yield the parameters of a command's function after the context, as Typer wants them.

    Typer does the same for functions of any form, but reads them three times over and copies each
    parameter twice: a twentieth of a short command's time. Here each parameter is `Annotated`, with
    the argument or option that it is.
    """
    named = function.__globals__
    kinds: dict[str, Any] = {
        name: named.get(text) for name, text in function.__annotations__.items()
    }
    if None in [*kinds.values()][1:-1]:  # some stand in the signature itself, not under a name
        kinds = get_annotations(function, eval_str=True)
    del kinds["ctx"], kinds["return"]
    defaults = dict(zip(reversed(kinds), reversed(function.__defaults__ or ()), strict=False))
    for name, kind in kinds.items():
        info = kind.__metadata__[0]
        names = info.param_decls or ()
        if isinstance(info, OptionInfo) and info.default is not ...:
            names = (info.default, *names)  # Typer keeps the first name there
        info = _like(info, default=defaults.get(name, ...), param_decls=names)
        yield ParamMeta(name=name, default=info, annotation=kind.__origin__)


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
    option(
        "Output format [default: table at a terminal, plain in a pipe].",
        OPTIONS,
        "--format",
        metavar="FORMAT",
        click_type=OneOf("format", get_args(Format)),
    ),
]
TopicOption = Annotated[
    str | None,
    option(
        "The topic, a short word.",
        OPTIONS,
        "--topic",
        "-t",
        metavar="TOPIC",
        click_type=TOPIC,
    ),
]
CustomerOption = Annotated[
    str | None,
    option(
        "Only this customer.",
        OPTIONS,
        "--customer",
        "-c",
        metavar="CUSTOMER",
        click_type=CUSTOMER_NAME,
    ),
]
OnOption = Annotated[
    str | None,
    option("The day [default: today].", OPTIONS, "--on", metavar="DAY", click_type=DAY),
]
LimitOption = Annotated[
    int | None,
    option("Show at most N (0 = all).", OPTIONS, "--limit", "-n", metavar="N", click_type=Limit()),
]
ShowPrivateOption = Annotated[bool, option("Show private notes too.", OPTIONS, "--show-private")]
YesOption = Annotated[bool, option("Do not ask.", OPTIONS, "--yes")]


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
