"""What an option of the pad is: its name, how it is read and written, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.normalize import fold
from prefpad.domain.record import Record
from prefpad.domain.validation import checked_type
from prefpad.domain.vocabulary import one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

T = TypeVar("T")


def _nothing(_: object) -> str:
    return ""


def _as_typed(text: str, *_: object) -> str:
    return text.strip()


class Setting(Record, Generic[T]):
    """One option that an owner may set.

    Attributes:
        name: what it is called.
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
        default = self.said(self.read(self.default)) if self.default else ""
        value = default if text is None else self.said(self.read(text))
        return Option(self.name, value, default, text is None, self.sentence)


class Registry(Mapping[str, "Setting[Any]"]):
    """The settings there are, by name, each found when it is asked for.

    Args:
        declared: from the name of a setting to what finds it.
        families: from what the names of a family begin with to the setting of what follows.
    """

    def __init__(
        self,
        declared: Mapping[str, Callable[[], Setting[Any]]],
        families: Mapping[str, Callable[[str], Setting[Any]]],
    ) -> None:
        self._declared = declared
        self._families = families

    def __getitem__(self, name: str) -> Setting[Any]:
        return self._declared[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._declared)

    def __len__(self) -> int:
        return len(self._declared)

    def knows(self, name: str) -> bool:
        """Tell whether a name is that of a setting, or begins like those of a family."""
        return name in self or any(map(name.startswith, self._families))

    def of_families(self, names: Iterable[str]) -> list[Setting[Any]]:
        """Return the settings of a family among those with these names, by name."""
        return [self.named(name) for name in sorted(names) if name not in self and self.knows(name)]

    def named(self, name: str) -> Setting[Any]:
        """Return the setting called `name`, one of a family included.

        Raises:
            AskedWrongly: there is none, with those that there are.
        """
        name = fold(checked_type("The name of a setting", name))
        for beginning, setting_of in self._families.items():
            if name.startswith(beginning) and (rest := fold(name.removeprefix(beginning))):
                return setting_of(rest)
        if name not in self:
            families = (f"{beginning}TOPIC" for beginning in self._families)
            raise AskedWrongly(
                f"There is no setting called {name[:40]!r}.",
                f"The settings are {one_of((*self, *families))}.",
            )
        return self[name]


class Option(Record):
    """A setting as it is in a pad.

    Attributes:
        name: what it is called.
        value: as people read it; empty for none.
        default: its value until the owner sets one, as people read it.
        is_default: whether the owner has not set it.
        sentence: what it does.
    """

    name: str
    value: str
    default: str
    is_default: bool
    sentence: str
