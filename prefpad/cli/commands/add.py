"""`prefpad add`: jot a note on a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple, cast

import typer

from prefpad.cli.options import CustomerArgument, FormatOption, OnOption, TopicOption
from prefpad.cli.prompts import whom_or_new
from prefpad.cli.render.notes import by_when
from prefpad.cli.replies import answer_note, answer_written
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.humanize import say_span
from prefpad.domain.normalize import fold
from prefpad.notes.add import add_note

if TYPE_CHECKING:
    from prefpad.cli.context import Context
    from prefpad.customers.lookup import Making
    from prefpad.domain.models import Note
    from prefpad.domain.vocabulary import Stance
    from prefpad.notes.add import AddResult
    from prefpad.pad import Pad


class _Meant(NamedTuple):
    """Whom a note is about: a handle for the pad, a name for people, and when to make them."""

    handle: str
    called: str
    making: Making


def _flag(help_text: str, *names: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(*names, help=help_text)
    return option


def add_command(
    ctx: typer.Context,
    customer: CustomerArgument,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TEXT]...",
            help="What to remember; - reads it from stdin, nothing asks for it.",
        ),
    ] = None,
    likes: Annotated[bool, _flag("A preference: they like it.", "--likes", "-l")] = False,
    dislikes: Annotated[bool, _flag("A preference: they do not.", "--dislikes", "-d")] = False,
    need: Annotated[bool, _flag("They must have it.", "--need", "-n")] = False,
    want: Annotated[bool, _flag("They hope for it this time.", "--want")] = False,
    mood: Annotated[bool, _flag("How they seemed.", "--mood")] = False,
    problem: Annotated[bool, _flag("What went wrong.", "--problem")] = False,
    promise: Annotated[bool, _flag("What we will do, by a day.", "--promise", "-p")] = False,
    extra: Annotated[bool, _flag("A small gift, given today.", "--extra")] = False,
    idea: Annotated[bool, _flag("A small gift for next time.", "--idea")] = False,
    praise: Annotated[bool, _flag("What they praised, and whom.", "--praise")] = False,
    fact: Annotated[bool, _flag("How they found us, who sent them.", "--fact")] = False,
    other: Annotated[bool, _flag("Anything else.", "--other")] = False,
    alert: Annotated[bool, _flag("A need that must be seen first.", "--alert")] = False,
    told: Annotated[bool, _flag("The customer said so; the default.", "--told")] = False,
    seen: Annotated[bool, _flag("Observed: once is a candidate.", "--seen")] = False,
    heard: Annotated[bool, _flag("Someone else said so.", "--heard")] = False,
    voice: Annotated[
        str | None,
        typer.Option(
            metavar="VOICE",
            help="say, act (use it, do not mention it) or private.",
            show_default=False,
        ),
    ] = None,
    private: Annotated[bool, _flag("The same as --voice private.", "--private")] = False,
    because: Annotated[
        str | None,
        typer.Option(
            metavar="WHY",
            help="Why --voice is to hold though the text is sensitive; kept with the note.",
            show_default=False,
        ),
    ] = None,
    topic: TopicOption = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="DAY", help="The day a promise, problem or want is due."),
    ] = None,
    on: OnOption = None,
    every: Annotated[
        str | None,
        typer.Option("--every", metavar="TIME", help="Ask again at this interval: '6 months'."),
    ] = None,
    instead: Annotated[
        int | None, typer.Option("--instead", metavar="NOTE", help="The note that this replaces.")
    ] = None,
    under: Annotated[
        int | None, typer.Option("--under", metavar="NOTE", help="The problem that this tried.")
    ] = None,
    new: Annotated[bool, _flag("Make a new customer, even a namesake.", "--new")] = False,
    form: FormatOption = None,
) -> None:
    """Jot a note on a customer.

    All words after the customer are the text. A first word with a colon, or a #word, is its topic.
    A name of two or more words that nobody comes near to is a new customer's.

    \b
    Examples:
      prefpad add "Sam Smith" -l coffee: non-fat latte
      prefpad add smith extra towels tonight -p --by today
    """
    context: Context = ctx.obj
    kind = _only(
        {
            "likes": likes,
            "dislikes": dislikes,
            "need": need,
            "want": want,
            "mood": mood,
            "problem": problem,
            "promise": promise,
            "extra": extra,
            "idea": idea,
            "praise": praise,
            "fact": fact,
            "other": other,
        },
        "kind",
    ) or ("need" if alert else "other" if under else "preference")
    source = _only({"told": told, "observed": seen, "relayed": heard}, "source") or "told"
    if private and voice not in {None, "private"}:
        raise AskedWrongly("A note has one voice.", "Give --private or --voice, not both.")
    stance = kind if kind in {"likes", "dislikes"} else None
    with context.pad("add", make_default=True) as pad:
        meant = _meant(context, pad, customer, "always" if new else "if unknown")
        text = _text(context, meant.called, words)
        if context.at_a_terminal and stance and instead is None and meant.making == "never":
            instead = _instead(context, pad, meant.handle, stance, topic, text)
        result = add_note(
            pad.session,
            meant.handle,
            text,
            kind="preference" if stance else kind,
            topic=topic,
            stance=stance,
            source=source,
            voice="private" if private else voice,
            alert=alert,
            by=by,
            on=on,
            every=every,
            instead=instead,
            under=under,
            because=because,
            making=meant.making,
        )
        marks = _marks(context, result, by)
        if private or voice == "private":
            answer_note(context, result.note, form, *marks, "private")
        else:
            answer_written(context, pad, result.note, form, *marks)


def _only(flags: dict[str, bool], what: str) -> str | None:
    given = [name for name, is_given in flags.items() if is_given]
    if len(given) > 1:
        raise AskedWrongly(
            f"A note has one {what}, not {' and '.join(given)}.", "Add a second note for the other."
        )
    return given[0] if given else None


def _meant(context: Context, pad: Pad, customer: str, making: Making) -> _Meant:
    if not context.at_a_terminal or making == "always" or not pad.is_known(customer):
        return _Meant(customer, customer, making)
    person = whom_or_new(context, customer, pad.customer)
    if person is None:
        return _Meant(customer, customer, "always")
    return _Meant(f"@{person.number}", person.name, "never")


def _text(context: Context, called: str, words: list[str] | None) -> str:
    if words:
        return context.read_text(words)
    if context.at_a_terminal:
        return context.ask(f"What about {called}?")
    raise AskedWrongly(
        "The note has no text.", "Write it behind the customer, or - to read it from stdin."
    )


def _instead(
    context: Context, pad: Pad, customer: str, stance: str, topic: str | None, text: str
) -> int | None:
    for known in pad.standing_on(customer, cast("Stance", stance), topic, text):
        prompt = f"{known.customer} {known.stance} {known.text} (note {known.number}): instead of it, or as well? (i/w)"
        if fold(context.ask(prompt)) in {"i", "instead"}:
            return known.number
    return None


def _marks(context: Context, result: AddResult, by: str | None) -> tuple[str, ...]:
    note = result.note
    is_dated_by_us = result.outcome == "new" and note.kind == "promise" and by is None
    return (
        f"new customer @{note.customer_number}" if result.new_customer else "",
        "" if result.outcome == "new" else result.outcome,
        "an alert" if note.alert else "",
        _candidate(note),
        f"ask every {say_span(note.every)}" if note.every else "",
        by_when(note, context.today) if note.ended_on is None else "",
        "since no --by was given" if is_dated_by_us else "",
    )


def _candidate(note: Note) -> str:
    return (
        "a candidate until they say so or it is seen again" if note.standing == "candidate" else ""
    )
