"""Finding the customer that was typed, asking at a terminal if it is unclear."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, TypeVar

from prefpad.cli.values import quoted
from prefpad.domain.errors import AskedWrongly, Declined, NoSuchCustomer, SeveralMeant
from prefpad.domain.normalize import name_words
from prefpad.domain.validation import LONGEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from prefpad.cli.context import Context
    from prefpad.domain.models import Customer, Note
    from prefpad.pad import Pad

Answer = TypeVar("Answer")
Suggestion = Literal["shown", "offered", "doubted"]
_NOTES_LOOKED_AT = 20
_CANCELLED = "Cancelled. Nothing was changed."
_STOPPED = "Stopped. Your answers so far are saved."


@contextmanager
def keeping_answers() -> Iterator[None]:
    """When a walk is broken off, say that earlier answers are saved.

    Raises:
        Declined: there are no more answers.
    """
    try:
        yield
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_STOPPED) from None
    except EOFError:
        raise Declined(_STOPPED) from None


def which_customer(context: Context, words: Sequence[str] | None, command: str) -> str:
    """Return the customer that was typed in words, or ask for one at a terminal.

    Raises:
        AskedWrongly: none was typed, and there is nobody to ask.
    """
    typed = " ".join(words or ())
    while not typed and context.at_a_terminal:
        typed = context.ask("Which customer?")
    if not typed:
        raise AskedWrongly("Which customer?", f"`prefpad {command} NAME`")
    return typed


def about(
    context: Context,
    customer: str,
    verb: Callable[[str], Answer],
    *,
    suggestion: Suggestion = "shown",
) -> Answer:
    """Do something about a customer; at a terminal, ask which one if that is unclear.

    Args:
        context: the terminal.
        customer: what was typed.
        verb: what to do, once it is clear about whom.
        suggestion: what becomes of a misspelling. `shown`: a sure one is taken, and that is said;
            `offered`: Enter takes a lone one; `doubted`: Enter does not.
    """
    try:
        return verb(customer)
    except SeveralMeant as error:
        if not context.at_a_terminal:
            raise
        context.notice(error.sentence)
        return verb(_pick(context, error))
    except NoSuchCustomer as error:
        if not context.at_a_terminal or not error.suggestions:
            raise
        if error.likely and suggestion == "shown":
            likely = error.labels[error.suggestions.index(error.likely)]
            context.notice(f"Showing {likely}, the closest match to {quoted(customer)}.")
            return verb(f"@{error.likely.number}")
        context.notice(error.sentence)
        return verb(_suggested(context, error, by_default=suggestion != "doubted"))


def whom_or_new(
    context: Context, customer: str, verb: Callable[[str], Customer], new: Sequence[str]
) -> Customer | int:
    """Return the customer meant, or the place among `new` of the one to create.

    It asks where that is not clear.

    Args:
        context: the terminal.
        customer: what was typed.
        verb: finds the customer.
        new: the customers that may be made, as they are offered.
    """
    try:
        return verb(customer)
    except SeveralMeant as error:
        context.notice(error.sentence)
        return verb(_pick(context, error))
    except NoSuchCustomer as error:
        if not (error.suggestions or new):
            raise
        context.notice(error.sentence)
        known = error.labels
        if len(known) == 1:
            if context.agrees(f"{known[0]}?", by_default=True):
                return error.suggestions[0]
            known = ()
        if not (known or new):
            raise Declined(_CANCELLED) from None
        chosen = context.choose([*known, *new])
        return error.suggestions[chosen] if chosen < len(known) else chosen - len(known)


def may_be_in_notes(words: str) -> bool:
    """Tell whether words that name nobody can be looked for in the notes."""
    return not words.startswith("@") and len(words) <= LONGEST_TEXT and bool(name_words(words))


def mentioning(pad: Pad, words: str) -> list[Note]:
    """Return a note of each customer whose notes have the words, such as a plate or a dog."""
    found = pad.search(words, limit=_NOTES_LOOKED_AT) if may_be_in_notes(words) else []
    return list({note.customer_number: note for note in reversed(found)}.values())[::-1]


def _suggested(context: Context, error: NoSuchCustomer, *, by_default: bool) -> str:
    people, named = error.suggestions, error.labels
    if len(people) > 1:
        return f"@{people[context.choose(named)].number}"
    if not context.agrees(f"{named[0]}?", by_default=by_default):
        raise Declined(_CANCELLED)
    return f"@{people[0].number}"


def _pick(context: Context, error: SeveralMeant) -> str:
    return f"@{error.choices[context.choose(error.labels)].number}"
