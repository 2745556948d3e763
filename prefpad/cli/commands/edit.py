"""`prefpad edit`: correct a note."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from prefpad.cli.completion import CUSTOMER_NAME, one_of
from prefpad.cli.options import (
    HEARING,
    KIND,
    PLACE,
    AlertOption,
    ByOption,
    DislikesOption,
    EveryOption,
    FormatOption,
    LearnedOption,
    LikesOption,
    NoteArgument,
    NoteTopicOption,
    OwnerOption,
    PrivateOption,
    VoiceOption,
    only,
    option,
    voice_given,
)
from prefpad.cli.prompts import about
from prefpad.cli.replies import answer_note, answer_written
from prefpad.cli.values import PHRASE
from prefpad.domain.humanize import say_date
from prefpad.domain.vocabulary import KINDS, STANCES
from prefpad.notes.discretion import with_topic
from prefpad.notes.wording import by_when

if TYPE_CHECKING:
    from prefpad.cli.context import Context
    from prefpad.domain.models import Note


def edit_command(
    ctx: typer.Context,
    note: NoteArgument,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT]...", help="What it should say; - reads it from stdin."),
    ] = None,
    kind: Annotated[
        str | None,
        option(
            "need, promise, problem ...",
            KIND,
            "--kind",
            metavar="KIND",
            autocompletion=one_of(*KINDS, "idea"),
        ),
    ] = None,
    likes: LikesOption = False,
    dislikes: DislikesOption = False,
    stance: Annotated[
        str | None,
        option(
            'likes, dislikes or "".',
            KIND,
            "--stance",
            metavar="STANCE",
            autocompletion=one_of(*STANCES),
        ),
    ] = None,
    topic: NoteTopicOption = None,
    alert: AlertOption = None,
    voice: VoiceOption = None,
    private: PrivateOption = False,
    because: Annotated[
        str | None,
        option(
            "Reason for the change, shown by log and show.",
            HEARING,
            "--because",
            metavar="REASON",
            click_type=PHRASE,
        ),
    ] = None,
    by: ByOption = None,
    on: LearnedOption = None,
    every: EveryOption = None,
    owner: OwnerOption = None,
    customer: Annotated[
        str | None,
        option(
            "Move it to this customer.",
            PLACE,
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
    counts as a change. A promise that is moved keeps the day it was first due, and the reason. An
    empty text ("") removes a topic, stance, day or owner.

    \b
    Examples:
      prefpad edit 12 oat flat white
      prefpad edit 17 --by friday --because "the part is late"
    """
    context: Context = ctx.obj
    voice = voice_given(voice, private=private)
    flagged = only("stance", likes=likes, dislikes=dislikes, stance=stance is not None)
    wanted: dict[str, Any] = {
        "text": context.read_text(words) if words else None,
        "topic": topic,
        "kind": kind,
        "stance": flagged if flagged in STANCES else stance,
        "voice": voice,
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
        if voice == "private":
            answer_note(context, after, form, *marks, "private")
        else:
            judged = pad.judge(with_topic(after.topic, after.text))
            answer_written(context, after, judged, form, *marks)
        if before.voice == after.voice == "private" and words and voice is None:
            context.notice("It stays private, as before. To change that, add --voice act (or say).")


def _marks(context: Context, before: Note, after: Note) -> tuple[str, ...]:
    if before == after:
        return ("nothing changed",)
    if before.customer_number != after.customer_number:
        what = f"moved from {before.customer}"
    elif after.first_by and before.by != after.by:
        what = f"moved, first due {say_date(after.first_by)}"
    else:
        what = "corrected"
    return (
        what,
        f"now: {after.kind}" if before.kind != after.kind else "",
        "an alert" if after.alert else "",
        f"learned {after.noted_on}" if before.noted_on != after.noted_on else "",
        by_when(after, context.today) if after.ended_on is None else "",
        f"in charge: {after.owner}" if after.owner != before.owner and after.owner else "",
    )
