"""What an option of the pad is: its name, how it is read and written, what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from prefpad.domain.options import Option

T = TypeVar("T")


def _nothing(_: object) -> str:
    return ""


def _as_typed(text: str, *_: object) -> str:
    return text.strip()


class Setting(NamedTuple, Generic[T]):
    """One option that an owner may set.

    Attributes:
        name: how it is named.
        sentence: what it does.
        default: its text where the owner has set none.
        read: from a text to the value; raises `AskedWrongly`.
        written: from the value to the text that the pad keeps.
        said: from the value to what people read.
        explained: from the value to what follows from it, in a sentence or two.
        typed: from what a person types, the day and the value before to the text to `read`.
    """

    name: str
    sentence: str
    default: str
    read: Callable[[str], T]
    written: Callable[[T], str] = str
    said: Callable[[T], str] = str
    explained: Callable[[T], str] = _nothing
    typed: Callable[[str, date, T | None], str] = _as_typed

    def option(self, text: str | None) -> Option:
        """Return how the setting stands with this text in the pad, or with none."""
        from prefpad.domain.options import Option

        default = self.said(self.read(self.default)) if self.default else ""
        value = default if text is None else self.said(self.read(text))
        return Option(self.name, value, default, text is None, self.sentence)
