"""What customers are handed when they ask what is kept about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from prefpad.privacy.policy_text import PrivacyPolicy


@dataclass(frozen=True)
class Entry:
    """One thing that is kept.

    Attributes:
        text: what it is.
        details: more about it, each by what it is; days are `datetime.date`.
        under: what belongs to it: answers about a note, what was tried on a problem.
    """

    text: str
    details: dict[str, str | date] = field(default_factory=dict)
    under: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Part:
    """Things that are kept for the same reason.

    Attributes:
        name: what the part is called in json, whatever its title.
        title: what stands over it.
        why: why such things are kept.
        entries: the things.
    """

    name: str
    title: str
    why: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Disclosure:
    """Everything that is kept on a person.

    Attributes:
        customer: the person's name.
        on: the day as of which it is.
        policy: the privacy policy of the business, or None.
        parts: what is kept, none of them empty.
        private: how many private notes are among it; for who hands it over.
        suspects: words in it that may be names of others; likewise.
        elsewhere: notes on others where the name stands; likewise.
    """

    customer: str
    on: date
    policy: PrivacyPolicy | None
    parts: tuple[Part, ...]
    private: int
    suspects: tuple[str, ...]
    elsewhere: tuple[int, ...]
