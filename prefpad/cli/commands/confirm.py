"""`prefpad confirm`: mark notes as still true, changed or no longer true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from prefpad.cli.completion import NOTE_NUMBER, NOTE_OR_CUSTOMER
from prefpad.cli.errors import as_typed
from prefpad.cli.options import OPTIONS, FormatOption, OnOption, only, option
from prefpad.cli.prompts import about, keeping_answers
from prefpad.cli.replies import answer_note, answer_written
from prefpad.cli.values import PHRASE, are_numbers
from prefpad.domain.dates import past_day
from prefpad.domain.errors import AskedWrongly, PrefpadError
from prefpad.notes.confirm import confirm
from prefpad.notes.discretion import with_topic
from prefpad.notes.wording import question
from prefpad.reconfirmation.policy import MOST_QUESTIONS
from prefpad.reconfirmation.schedule_rows import set_aside

if TYPE_CHECKING:
    from datetime import date

    from prefpad.cli.context import Context
    from prefpad.cli.options import Format
    from prefpad.domain.models import Note
    from prefpad.pad import Pad

_MOVING = {"s": "skip", "u": "back", "q": "stop"}
_SAME = "still true"
_STANDING = {"y": _SAME, "c": "changed", "g": "no longer true", **_MOVING}
_OFFER = {"y": "yes", "n": "no", **_MOVING}
_GONE = frozenset("gn")


WhatArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="NOTE|CUSTOMER",
        help="Numbers of notes, or a customer to be asked about what is due.",
        click_type=NOTE_OR_CUSTOMER,
    ),
]
NowOption = Annotated[
    str | None,
    option(
        "It has changed to this text; - reads it from stdin.",
        OPTIONS,
        "--now",
        metavar="TEXT",
        click_type=PHRASE,
    ),
]
GoneOption = Annotated[bool, option("It is no longer true.", OPTIONS, "--gone")]
SeenOption = Annotated[bool, option("We saw it again, without asking.", OPTIONS, "--seen")]


def confirm_command(
    ctx: typer.Context,
    what: WhatArgument,
    now: NowOption = None,
    gone: GoneOption = False,
    seen: SeenOption = False,
    on: OnOption = None,
    form: FormatOption = None,
) -> None:
    """Mark a note as still true, changed, no longer true, or seen again.

    Give the numbers of notes, or at a terminal a customer, to go through what is due for them; each
    answer is saved at once.

    \b
    Examples:
      prefpad confirm 12 --now "oat flat white"
      prefpad confirm smith
    """
    context: Context = ctx.obj
    with context.pad("confirm") as pad:
        if are_numbers(what):
            if now is not None and len(what) > 1:
                raise AskedWrongly("--now is about one note.", "Name one note by its number.")
            only("answer", now=now is not None, gone=gone, seen=seen)
            notes = [pad.note(NOTE_NUMBER.convert(word, None, None)) for word in what]
            now = None if now is None else context.read_text([now])
            saved = confirm(pad.session, *notes, now=now, gone=gone, seen=seen, on=on)
            for before, after in zip(notes, saved, strict=True):
                _answer_saved(context, pad, before, after, form, seen=seen)
            return
        if now is not None or gone or seen:
            raise AskedWrongly(
                "--now, --gone and --seen are about one note.",
                "`prefpad recall NAME` shows the notes with their numbers.",
            )
        if not context.at_a_terminal:
            raise AskedWrongly(
                "Going through a customer's notes asks questions, and there is no terminal.",
                "Name one note by its number.",
            )
        day = past_day(on, context.today, pad.date_order)
        _walk(context, pad, " ".join(what), day, form)


def _came_of_it(before: Note, after: Note, *, seen: bool) -> str:
    if after.ended_on:
        return "no longer true"
    if after.alert and not before.alert:
        return "changed, and kept as an alert"
    changed = (before.topic, before.text) != (after.topic, after.text)
    return "changed" if changed else "seen again" if seen else _SAME


def _walk(context: Context, pad: Pad, customer: str, on: date, form: Format | None) -> None:
    card = about(context, customer, pad.recall, suggestion="doubted")
    who = f"@{card.customer.number}"
    notes = [due.note for due in pad.due(customer=who)]
    notes += [note for note in card.ask if note not in notes]
    if not notes:
        context.reply(f"Nothing is due for {card.customer.name}.")
        return
    most = f", the first {MOST_QUESTIONS} matter most" if len(notes) > MOST_QUESTIONS else ""
    context.notice(f"{card.customer.name}: {len(notes)} to ask{most}.")
    with keeping_answers():
        _ask_all(context, pad, notes, on, form)


def _ask_all(context: Context, pad: Pad, notes: list[Note], on: date, form: Format | None) -> None:
    answered: list[int | None] = []  # the change that each answer made, if it made one
    while len(answered) < len(notes):
        note = notes[len(answered)]
        choices = _OFFER if note.standing == "candidate" else _STANDING
        prompt = "  ".join(f"[{key}] {meaning}" for key, meaning in choices.items())
        answer = context.press(
            f"{note.number}  {question(note)}", f"   {prompt}:", keys=choices.keys()
        )
        if answer == "q":
            return
        if answer == "u":
            _take_back(context, pad, answered)
        else:
            is_saved = answer != "s" and _save(context, pad, note, answer, on, form)
            answered.append(pad.to_undo().number if is_saved else None)


def _take_back(context: Context, pad: Pad, answered: list[int | None]) -> None:
    if not answered:
        context.notice("   There is nothing to undo yet.")
    elif change := answered.pop():
        pad.undo(change)
        context.notice("   Undid the last answer.")


def _save(
    context: Context, pad: Pad, note: Note, answer: str, on: date, form: Format | None
) -> bool:
    """Save an answer, and tell whether that succeeded."""
    now = context.ask("   changed to:") if answer == "c" else None
    if now == "":
        context.notice("   Skipped: nothing was typed.")
        return False
    try:
        saved = pad.confirm(note.number, now=now, gone=answer in _GONE, on=on)
    except PrefpadError as error:
        context.notice(f"   {error.sentence} {as_typed(error.hint)}")
        return False
    _answer_saved(context, pad, note, saved, form)
    return True


def _answer_saved(
    context: Context,
    pad: Pad,
    before: Note,
    after: Note,
    form: Format | None,
    *,
    seen: bool = False,
) -> None:
    came_of_it = _came_of_it(before, after, seen=seen)
    standing = before.standing == "standing"
    if came_of_it == _SAME and standing and pad.session.author in set_aside(pad.session.connection):
        came_of_it = f"{_SAME}, not counted (`prefpad report checks` says why)"
    if (before.text, before.voice) == (after.text, after.voice):
        answer_note(context, after, form, came_of_it)
    else:
        judged = pad.judge(with_topic(after.topic, after.text))
        answer_written(context, after, judged, form, came_of_it)
