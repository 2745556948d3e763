"""Settling who is meant: by what was typed, or by asking at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from prefpad.domain.errors import AskedWrongly, NoSuchCustomer, SeveralMeant

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prefpad.cli.context import Context
    from prefpad.domain.models import Customer

Answer = TypeVar("Answer")


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
    context: Context, customer: str, verb: Callable[[str], Answer], *, writing: bool = False
) -> Answer:
    """Do something about a customer; at a terminal, ask who is meant when that is not clear.

    A misspelling that can only mean one is taken for that one when nothing is written.
    """
    try:
        return verb(customer)
    except SeveralMeant as error:
        if not context.at_a_terminal:
            raise
        context.notice(error.sentence)
        return verb(_pick(context, error.choices))
    except NoSuchCustomer as error:
        if not context.at_a_terminal or not error.suggestions:
            raise
        context.notice(error.sentence)
        if error.likely and not writing:
            context.notice(f"Taken for {_introduce(error.likely)}.")
            return verb(f"@{error.likely.number}")
        return verb(_pick(context, error.suggestions))


def whom_or_new(
    context: Context, customer: str, verb: Callable[[str], Customer]
) -> Customer | None:
    """Return the customer that is meant, or None for a new one; asks where that is not clear."""
    try:
        return verb(customer)
    except SeveralMeant as error:
        context.notice(error.sentence)
        return verb(_pick(context, error.choices))
    except NoSuchCustomer as error:
        context.notice(error.sentence)
        known = [_introduce(person) for person in error.suggestions]
        chosen = context.choose("Who is meant?", [*known, f"a new customer called {customer}"])
        return error.suggestions[chosen] if chosen < len(known) else None


def _pick(context: Context, people: tuple[Customer, ...]) -> str:
    chosen = context.choose("Who is meant?", [_introduce(person) for person in people])
    return f"@{people[chosen].number}"


def _introduce(person: Customer) -> str:
    from prefpad.customers.lookup import label

    return label(person)
