"""`prefpad edit`: correct a note."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from prefpad.cli.completion import CUSTOMER_NAME, TOPIC, one_of
from prefpad.cli.options import FormatOption, NoteArgument
from prefpad.cli.prompts import about
from prefpad.cli.render.notes import by_when
from prefpad.cli.replies import answer_note, answer_written
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.vocabulary import KINDS, STANCES, VOICES
from prefpad.notes.discretion import with_topic

if TYPE_CHECKING:
    from prefpad.cli.context import Context
    from prefpad.domain.models import Note

_WHAT = "What it is"
_VOICE = "Who may hear it"
_WHEN = "When"
_PLACE = "Whose it is"


def _option(help_text: str, panel: str, *names: str, **more: Any) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        *names, help=help_text, rich_help_panel=panel, **more
    )
    return option


def edit_command(
    ctx: typer.Context,
    note: NoteArgument,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT]...", help="What it should say; - reads it from stdin."),
    ] = None,
    kind: Annotated[
        str | None,
        _option(
            "need, promise, problem ...",
            _WHAT,
            "--kind",
            metavar="KIND",
            autocompletion=one_of(*KINDS, "idea"),
        ),
    ] = None,
    likes: Annotated[bool, _option("They like it.", _WHAT, "--likes", "-l")] = False,
    dislikes: Annotated[bool, _option("They do not like it.", _WHAT, "--dislikes", "-d")] = False,
    stance: Annotated[
        str | None,
        _option(
            'likes, dislikes or "".',
            _WHAT,
            "--stance",
            metavar="STANCE",
            autocompletion=one_of(*STANCES),
        ),
    ] = None,
    topic: Annotated[
        str | None,
        _option(
            "A short word, such as coffee.",
            _WHAT,
            "--topic",
            "-t",
            metavar="TOPIC",
            click_type=TOPIC,
        ),
    ] = None,
    alert: Annotated[
        bool | None, _option("A need to be seen first, or not.", _WHAT, "--alert/--no-alert")
    ] = None,
    voice: Annotated[
        str | None,
        _option(
            "say, act (use it, don't mention it) or private.",
            _VOICE,
            "--voice",
            metavar="VOICE",
            autocompletion=one_of(*VOICES),
        ),
    ] = None,
    private: Annotated[bool, _option("Same as --voice private.", _VOICE, "--private")] = False,
    because: Annotated[
        str | None,
        _option("Reason for overriding the privacy check.", _VOICE, "--because", metavar="REASON"),
    ] = None,
    by: Annotated[
        str | None,
        _option("When a promise, problem or want is due.", _WHEN, "--by", metavar="DAY"),
    ] = None,
    on: Annotated[str | None, _option("When we learned it.", _WHEN, "--on", metavar="DAY")] = None,
    every: Annotated[
        str | None,
        _option("How often to ask again, such as '6 months'.", _WHEN, "--every", metavar="TIME"),
    ] = None,
    owner: Annotated[
        str | None, _option("The colleague in charge of it.", _PLACE, "--owner", metavar="NAME")
    ] = None,
    customer: Annotated[
        str | None,
        _option(
            "Move it to this customer.",
            _PLACE,
            "--customer",
            "-c",
            metavar="CUSTOMER",
            click_type=CUSTOMER_NAME,
        ),
    ] = None,
    form: FormatOption = None,
) -> None:
    """Correct a note that is wrong: its text, topic, kind, day or customer.

    For what was right and has changed since, use `prefpad confirm NOTE --now TEXT`: only that
    counts as a change. An empty text ("") takes a topic, stance, day or owner away.

    \b
    Examples:
      prefpad edit 12 oat flat white
      prefpad edit 12 --customer "Sam Carter"
    """
    context: Context = ctx.obj
    stances = {"likes": likes, "dislikes": dislikes, stance: stance is not None}
    given = [word for word, is_given in stances.items() if is_given]
    if len(given) > 1:
        raise AskedWrongly(
            "Use only one of --likes, --dislikes and --stance.", "A note has one stance."
        )
    if private and voice not in {None, "private"}:
        raise AskedWrongly("Use only one of --private and --voice.", "A note has one voice.")
    wanted: dict[str, Any] = {
        "text": context.read_text(words) if words else None,
        "topic": topic,
        "kind": kind,
        "stance": given[0] if given else None,
        "voice": "private" if private else voice,
        "because": because,
        "alert": alert,
        "by": by,
        "on": on,
        "every": every,
        "owner": owner,
    }
    with context.pad("edit") as pad:
        before = pad.note(note)
        if customer is not None:
            person = about(context, customer, pad.customer, suggestion="doubted")
            wanted["customer"] = f"@{person.number}"
        after = pad.edit_note(note, **wanted)
        marks = _marks(context, before, after)
        if wanted["voice"] == "private":
            answer_note(context, after, form, *marks, "private")
        else:
            judged = pad.judge(with_topic(after.topic, after.text))
            answer_written(context, after, judged, form, *marks)
        if before.voice == after.voice == "private" and words and wanted["voice"] is None:
            context.notice("It stays private, as before. To change that, add --voice act (or say).")


def _marks(context: Context, before: Note, after: Note) -> tuple[str, ...]:
    if before == after:
        return ("nothing changed",)
    moved = before.customer_number != after.customer_number
    return (
        f"moved from {before.customer}" if moved else "corrected",
        f"now: {after.kind}" if before.kind != after.kind else "",
        "an alert" if after.alert else "",
        f"learned {after.noted_on}" if before.noted_on != after.noted_on else "",
        by_when(after, context.today) if after.ended_on is None else "",
        f"in charge: {after.owner}" if after.owner != before.owner and after.owner else "",
    )
