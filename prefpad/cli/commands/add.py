"""`prefpad add`: add a note on a customer."""

from __future__ import annotations

from itertools import dropwhile
from typing import TYPE_CHECKING, Annotated, cast

import typer

from prefpad.cli.completion import NOTE_NUMBER, TEXT_AFTER_NAME
from prefpad.cli.options import (
    KIND,
    PLACE,
    SOURCE,
    AlertOption,
    BecauseOption,
    ByOption,
    CustomerArgument,
    DislikesOption,
    EveryOption,
    FormatOption,
    LearnedOption,
    LikesOption,
    NoteTopicOption,
    OwnerOption,
    PrivateOption,
    VoiceOption,
    only,
    option,
    voice_given,
)
from prefpad.cli.prompts import which_customer, whom_or_new
from prefpad.cli.replies import RECOGNISED, answer_beside, answer_note, answer_written
from prefpad.cli.values import cut, quoted
from prefpad.customers.handle_search import matches
from prefpad.customers.lookup import label, labels
from prefpad.customers.names_in_text import split_name
from prefpad.domain.errors import AskedWrongly, SeveralMeant
from prefpad.domain.humanize import say_span
from prefpad.domain.normalize import fold, name_words
from prefpad.domain.record import Record
from prefpad.domain.vocabulary import KINDS, a_note
from prefpad.notes.add import add_note
from prefpad.notes.discretion import denied
from prefpad.notes.wording import by_when, heard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer.models import OptionInfo

    from prefpad.cli.context import Context
    from prefpad.customers.lookup import Making
    from prefpad.customers.names_in_text import NameSplit
    from prefpad.domain.models import Customer, Note
    from prefpad.domain.vocabulary import Stance
    from prefpad.notes.add import AddResult
    from prefpad.pad import Pad


_SOURCES = {"told": "told", "seen": "observed", "heard": "relayed"}
_BEFORE_A_NAME = frozenset({"customer", "client", "guest", "note", "new", "to", "for", "on"})
_OF_THE_TEXT = frozenset({"likes", "loves", "prefers", "hates", "dislikes", "needs", "wants"})


class _Meant(Record):
    """Whom a note is about, and its words.

    Attributes:
        handle: the customer, for the pad.
        called: the customer, for people.
        making: when to make them.
        words: the text.
    """

    handle: str
    called: str
    making: Making
    words: Sequence[str]


def _number(help_text: str, name: str) -> OptionInfo:
    return option(help_text, PLACE, name, metavar="NOTE", click_type=NOTE_NUMBER)


WordsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TEXT]...",
        help="What to remember; leave it out to be asked, - reads stdin.",
        click_type=TEXT_AFTER_NAME,
    ),
]
NeedOption = Annotated[bool, option("They must have it.", KIND, "--need", "-n")]
WantOption = Annotated[bool, option("They hope for it this time.", KIND, "--want")]
PromiseOption = Annotated[bool, option("What we will do, by a day.", KIND, "--promise", "-p")]
ProblemOption = Annotated[bool, option("What went wrong.", KIND, "--problem")]
ExtraOption = Annotated[bool, option("A small gift, given today.", KIND, "--extra")]
IdeaOption = Annotated[bool, option("A small gift for next time.", KIND, "--idea")]
PraiseOption = Annotated[bool, option("What they praised, and whom.", KIND, "--praise")]
MoodOption = Annotated[bool, option("How they seemed.", KIND, "--mood")]
FactOption = Annotated[bool, option("How they found us, who sent them.", KIND, "--fact")]
OtherOption = Annotated[bool, option("Anything else.", KIND, "--other")]
ToldOption = Annotated[bool, option("They told us [default].", SOURCE, "--told")]
SeenOption = Annotated[bool, option("We saw it (once = not certain).", SOURCE, "--seen")]
HeardOption = Annotated[bool, option("Someone else said so.", SOURCE, "--heard")]
InsteadOption = Annotated[int | None, _number("Replace this note.", "--instead")]
UnderOption = Annotated[int | None, _number("What was tried on this problem.", "--under")]
NewOption = Annotated[
    bool, option("Make a new customer, even with a name that is taken.", PLACE, "--new")
]


def add_command(
    ctx: typer.Context,
    customer: CustomerArgument = "",
    words: WordsArgument = None,
    likes: LikesOption = False,
    dislikes: DislikesOption = False,
    need: NeedOption = False,
    alert: AlertOption = None,
    want: WantOption = False,
    promise: PromiseOption = False,
    problem: ProblemOption = False,
    extra: ExtraOption = False,
    idea: IdeaOption = False,
    praise: PraiseOption = False,
    mood: MoodOption = False,
    fact: FactOption = False,
    other: OtherOption = False,
    told: ToldOption = False,
    seen: SeenOption = False,
    heard: HeardOption = False,
    voice: VoiceOption = None,
    private: PrivateOption = False,
    because: BecauseOption = None,
    by: ByOption = None,
    on: LearnedOption = None,
    every: EveryOption = None,
    topic: NoteTopicOption = None,
    instead: InsteadOption = None,
    owner: OwnerOption = None,
    under: UnderOption = None,
    new: NewOption = False,
    form: FormatOption = None,
) -> None:
    """Add a note on a customer.

    All words after the customer are the text. A first word with a colon, or a #word, is its topic;
    likes, hates, needs, wants, problem: and similar words at the start say what it is, unless you
    use one of the kinds below. Leave out the text to be asked for it: there you can type quotes, ? and $
    freely. A name of two or more words that is close to no other makes a new customer.

    \b
    Examples:
      prefpad add "Sam Smith" -l coffee: non-fat latte
      prefpad add smith extra towels tonight -p --by today
    """
    context: Context = ctx.obj
    customer = which_customer(context, [customer] * bool(customer), "add")
    flagged = only(
        "kind",
        likes=likes,
        dislikes=dislikes,
        need=need,
        want=want,
        mood=mood,
        problem=problem,
        promise=promise,
        extra=extra,
        idea=idea,
        praise=praise,
        fact=fact,
        other=other,
    )
    kind = flagged or ("need" if alert else "other" if under else "preference")
    source = _SOURCES.get(only("source", told=told, seen=seen, heard=heard) or "")
    voice = voice_given(voice, private=private)
    stance = kind if kind in {"likes", "dislikes"} else None
    with context.pad("add", make_default=True) as pad:
        if new:
            meant = _Meant(customer, customer, "always", words or ())
        else:
            from prefpad.notes.first_words import follows_a_name

            split = split_name(pad.session, [customer, *(words or ())], follows_a_name)
            meant = _meant(context, pad, split)
        text = _text(context, meant.called, meant.words)
        is_preference = kind in {"likes", "dislikes", "preference"}
        if context.at_a_terminal and is_preference and instead is None and meant.making == "never":
            instead = _instead(context, pad, meant.handle, stance, topic, text)
        result = add_note(
            pad.session,
            meant.handle,
            text,
            kind="preference" if stance else kind,
            topic=topic,
            stance=stance,
            source=source,
            voice=voice,
            alert=alert,
            by=by,
            on=on,
            every=every,
            instead=instead,
            under=under,
            because=because,
            owner=owner,
            making=meant.making,
        )
        marks = (*_marks(context, result), _names(pad, result.note))
        if result.note.voice == voice == "private":
            answer_note(context, result.note, form, *marks, "private")
        else:
            answer_written(context, result.note, result.sensitivity, form, *marks)
        if result.beside:
            answer_beside(context, result.beside)
        if _is_dated_by_us(result) and (day := _day_at_the_end(result.note.text, pad)):
            context.notice(
                f"hint: If it is due {day}: `prefpad edit {result.note.number} --by {day}`. Next time,"
                f" end it with by {day}."
            )
        for one in result.denied:
            context.notice(f"hint: {denied(one)}")


def _meant(context: Context, pad: Pad, split: NameSplit) -> _Meant:
    name, words = split.name, split.text
    error = _word_before_name(name, words)
    if error and not matches(pad.session.connection, name):
        raise error
    if split.rivals:
        return _one_or_new(context, pad, split)
    if not context.at_a_terminal or not pad.is_known(name):
        return _Meant(name, name, "if unknown", words)
    new = split.new_customers
    offers = [_offer(called, text) for called, text in new]
    person = whom_or_new(context, name, pad.customer, offers)
    if isinstance(person, int):
        called, text = new[person]
        return _Meant(called, called, "always", text)
    if not matches(pad.session.connection, name):
        words = _after_the_name(person, name, words)
    return _Meant(f"@{person.number}", person.name, "never", words)


def _after_the_name(person: Customer, typed: str, words: Sequence[str]) -> tuple[str, ...]:
    """Return the words after a misspelt name that are not the rest of it: `sma smith likes tea`.

    The word that was misspelt is no rest, so it begins the note: `brwon brown shoes`.
    """
    from prefpad.customers.fuzzy_match import word_likeness

    of_name = name_words(person.name)
    misspelt = max(of_name, key=lambda word: word_likeness(word, fold(typed)), default="")
    if misspelt in name_words(" ".join(words[:1])):
        return tuple(words)
    return tuple(dropwhile(lambda word: {*of_name}.issuperset(name_words(word) or [word]), words))


def _word_before_name(word: str, following: Sequence[str]) -> AskedWrongly | None:
    """Return the error for `add note sam likes tea` or `add likes sam tea`, where the name is late."""
    if word.lower() in _OF_THE_TEXT and following:
        return AskedWrongly(
            f"After `prefpad add` comes the name, not {quoted(word)}.",
            f"Write it after the name: `prefpad add NAME {word} TEXT`.",
        )
    if word.lower() not in _BEFORE_A_NAME or not following:
        return None
    return AskedWrongly(
        f"After `prefpad add` comes the name, not {quoted(word)}.",
        f"Leave it out: `prefpad add {cut(' '.join(following))}`.",
    )


def _offer(called: str, text: Sequence[str]) -> str:
    return f"new customer {called}{': ' * bool(text)}{' '.join(text)}"


def _one_or_new(context: Context, pad: Pad, split: NameSplit) -> _Meant:
    """Ask whether the word after a given name is a surname or belongs to the note."""
    new, rest = split.longer_name, split.text[1:]
    named = labels(pad.session.connection, split.rivals)
    if not context.at_a_terminal:
        raise SeveralMeant(
            f"{quoted(new)} may be a new customer, or {quoted(split.text[0])} part of a note on"
            f" {' or '.join(named)}.",
            f'Put a new customer\'s name in quotes, as in "{new}"; name a known one in full.',
            split.rivals,
            named,
        )
    known_text = " ".join(split.text)
    choices = [f"{one}: {known_text}" for one in named]
    chosen = context.choose([*choices, _offer(new, rest)])
    if chosen == len(choices):
        return _Meant(new, new, "always", rest)
    person = split.rivals[chosen]
    return _Meant(f"@{person.number}", person.name, "never", split.text)


def _text(context: Context, called: str, words: Sequence[str]) -> str:
    if words:
        return context.read_text(words)
    if context.at_a_terminal:
        return context.ask(f"Note for {called}:")
    raise AskedWrongly(
        "The note has no text.", "Write it after the customer, or - to read it from stdin."
    )


def _instead(
    context: Context, pad: Pad, customer: str, stance: str | None, topic: str | None, text: str
) -> int | None:
    for known in pad.standing_on(customer, cast("Stance | None", stance), topic, text):
        said = f"{known.customer} {known.stance} {known.text} (note {known.number})."
        if context.press(said, "Replace it [r] or keep both [b]?", keys="rb") == "r":
            return known.number
    return None


def _marks(context: Context, result: AddResult) -> tuple[str, ...]:
    note = result.note
    due = by_when(note, context.today) if note.ended_on is None else ""
    return (
        f"new customer @{note.customer_number}" if result.new_customer else "",
        "" if result.outcome == "new" else result.outcome,
        (RECOGNISED if result.is_recognised else "an alert") if note.alert else "",
        a_note(note.kind) if result.is_understood and _is_unseen(note) else "",
        "not yet confirmed" if note.alert and note.source != "told" else "",
        _for_whom(result),
        _candidate(note),
        f"ask every {say_span(note.every)}" if note.every else "",
        f"{due} (no --by given)" if _is_dated_by_us(result) else due,
        f"in charge: {note.owner}" if note.owner and note.kind != "praise" else "",
    )


def _is_dated_by_us(result: AddResult) -> bool:
    return result.outcome == "new" and result.note.kind == "promise" and not result.is_dated


def _day_at_the_end(text: str, pad: Pad) -> str:
    """Return the coming day that a text ends in, or nothing: `ring her tomorrow`."""
    from prefpad.domain.trailing_day import trailing_days

    ends = trailing_days(text, len(text.split()) - 1, pad.today, pad.session.date_order)
    tail, day = next(ends, ("", pad.today))
    return tail if day > pad.today else ""


def _names(pad: Pad, note: Note) -> str:
    """Say whom praise is for, or who sent the customer; for praise, also that nobody was named."""
    if note.kind == "praise" or (note.kind == "fact" and note.topic):
        named = ", ".join(label(person) for person in pad.named_by(note))
        if note.kind == "praise":
            return f"for {named or note.owner or 'nobody by name: --owner NAME says whom'}"
        return f"sent by {named}" if named else ""
    return ""


def _is_unseen(note: Note) -> bool:
    """Tell whether the answer would otherwise not show the kind of the note."""
    return note.kind != "preference" and not note.alert


def _for_whom(result: AddResult) -> str:
    """Say whether a note may be read to the customer, unless the reason is given anyway."""
    note, judged = result.note, result.sensitivity
    is_plain = result.outcome in {"new", "changed"} and note.standing == "standing"
    if not is_plain or note.alert or note.because or KINDS[note.kind].told_voice != "say":
        return ""
    if note.voice == "say":
        return "may be said to them"
    return "for staff" if note.voice == "act" and judged.voice == "say" else ""


def _candidate(note: Note) -> str:
    return f"not certain yet: {heard(note)}" if note.standing == "candidate" else ""
