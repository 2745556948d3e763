"""Everything that can go wrong, each error with its sentence, its hint and its exit code.

PrefpadError
├── CouldNot            1  it could not be done
│   ├── Declined           ... because the person at the terminal said no
│   ├── AlreadyThere       ... because a new pad would replace a file
│   └── PadReadOnly        ... because the pad may only be read
├── AskedWrongly        2  an argument is not valid
│   ├── BadDay             an invalid day, or one that can be read two ways
│   └── BadInterval        an invalid length of time
├── NotFound            3  what was named is not on the pad
│   ├── NoSuchCustomer     with the names that come close
│   ├── NoSuchNote
│   └── NoSuchChange
├── SeveralMeant        4  several customers match the name
├── RowsRejected        5  a file has rows that cannot be taken
├── PadUnusable         6  missing, damaged, not a pad, newer, on a network share, or out of reach
└── PadBusy             7  another terminal holds the pad too long

The number is the status that a shell sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from prefpad.domain.models import Customer


class PrefpadError(Exception):
    """What a verb raises when it cannot do what was asked.

    Attributes:
        sentence: one sentence on what is wrong with what.
        hint: what to do about it; empty when there is nothing to add.
        exit_code: the status a shell sees.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


class CouldNot(PrefpadError):
    """It could not be done, though the request was right."""


class Declined(CouldNot):
    """The person at the terminal said no."""


class AlreadyThere(CouldNot):
    """A new pad would replace a file."""


class PadReadOnly(CouldNot):
    """The pad may only be read."""


class AskedWrongly(PrefpadError):
    """An argument is not valid."""

    exit_code = 2


class BadDay(AskedWrongly):
    """A day that cannot be read, or that can be read two ways."""


class BadInterval(AskedWrongly):
    """A length of time that cannot be read or is not positive."""


class NotFound(PrefpadError):
    """What was named is not on the pad."""

    exit_code = 3


class NoSuchCustomer(NotFound):
    """No customer matches the name.

    Attributes:
        suggestions: the customers whose names come close, best first.
        likely: the one that is surely meant, or None.
        labels: what tells the suggestions apart, each with its name.
    """

    def __init__(
        self,
        sentence: str,
        hint: str = "",
        suggestions: tuple[Customer, ...] = (),
        likely: Customer | None = None,
        labels: tuple[str, ...] = (),
    ) -> None:
        super().__init__(sentence, hint)
        self.suggestions = suggestions
        self.likely = likely
        self.labels = labels


class NoSuchNote(NotFound):
    """No note has that number."""


class NoSuchChange(NotFound):
    """The journal has no change, or no import, with that number."""


class SeveralMeant(PrefpadError):
    """Several customers match the name.

    Attributes:
        choices: who may be meant.
        labels: what tells them apart, each with its name.
    """

    exit_code = 4

    def __init__(
        self,
        sentence: str,
        hint: str = "",
        choices: tuple[Customer, ...] = (),
        labels: tuple[str, ...] = (),
    ) -> None:
        super().__init__(sentence, hint)
        self.choices = choices
        self.labels = labels


class RowsRejected(PrefpadError):
    """A file has rows that cannot be taken."""

    exit_code = 5


class PadUnusable(PrefpadError):
    """The file is missing, damaged, not a pad, too new, on a network share, or out of reach."""

    exit_code = 6


class PadBusy(PrefpadError):
    """Another terminal holds the pad too long."""

    exit_code = 7
