"""Records: immutable values with named fields, made without generating code for each class."""

from __future__ import annotations

from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, dataclass_transform

from prefpad.domain.memoize import Memo

if TYPE_CHECKING:
    from collections.abc import Callable

AnyRecord = TypeVar("AnyRecord", bound="Record")


class _Fresh:
    """A default that is made afresh for each record."""

    def __init__(self, factory: Callable[[], Any]) -> None:
        self.factory = factory


def fresh(*, factory: Callable[[], Any]) -> Any:
    """Return a default that is made afresh for each record, such as an empty list."""
    return _Fresh(factory)


class _AsDataclass:
    """An attribute that a record's class borrows from the dataclass with the same fields."""

    def __set_name__(self, _: type, name: str) -> None:
        self._name = name

    def __get__(self, _: Record | None, of: type[Record]) -> Any:
        same = _SAME_DATACLASS[of]
        if self._name == "__signature__":
            from inspect import signature

            return signature(same)
        return getattr(same, self._name)


def _same_dataclass(of: type[Record]) -> type:
    """Return a dataclass with the fields of a record."""
    from dataclasses import dataclass, field

    defaults = {
        name: field(default_factory=value.factory) if isinstance(value, _Fresh) else value
        for name, value in of._defaults.items()  # noqa: SLF001 - a class of this module
    }
    body = {"__annotations__": of.field_types, "__doc__": of.__doc__, **defaults}
    return dataclass(frozen=True)(type(of.__name__, (), body))


_SAME_DATACLASS: Memo[type[Record], type] = Memo(_same_dataclass)


@dataclass_transform(frozen_default=True, field_specifiers=(fresh,))
class Record:
    """An immutable value: a subclass lists its fields with their types, as a dataclass does.

    A record works as a frozen dataclass: it is made, compared, hashed and shown like one, and the
    functions of the module `dataclasses` accept it. But a dataclass writes and compiles a function
    for each of these when its class is defined, and a command that takes a tenth of a second would
    spend a tenth of that on records, most of which it never makes.

    Attributes:
        field_types: the fields in order, those of the class it is derived from first, each with the
            text of its type.
    """

    field_types: ClassVar[dict[str, str]] = {}
    _names: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[dict[str, Any]] = {}
    _factories: ClassVar[dict[str, Callable[[], Any]]] = {}

    __dataclass_fields__ = _AsDataclass()
    __signature__ = _AsDataclass()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        own = cls.__annotations__
        cls.field_types = {**cls.field_types, **own}
        cls._names = tuple(cls.field_types)
        cls._defaults = cls._defaults | {name: vars(cls)[name] for name in own if name in vars(cls)}
        cls._factories = {
            name: default.factory
            for name, default in cls._defaults.items()
            if isinstance(default, _Fresh)
        }

    def __init__(self, *values: Any, **named: Any) -> None:
        if named or len(values) != len(self._names):
            values = self._completed(values, named)
        self.__dict__.update(zip(self._names, values))  # noqa: B905 - as many; a fifth faster

    def _completed(self, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        """Return the values of all fields, in order."""
        missing = len(self._names) - len(values)
        if not named and 0 < missing <= len(last := self._last_defaults()):
            return values + last[-missing:]
        rest = self._names[len(values) :]
        if len(values) > len(self._names):
            raise TypeError(f"{type(self).__name__} takes {len(self._names)} values at most")
        given = self._defaults
        if named:
            if not named.keys() <= {*rest}:
                wrong = next(name for name in named if name not in rest)
                raise TypeError(f"{type(self).__name__} takes no {wrong!r} here")
            given = {**given, **named}
        if self._factories:
            new = {name: make() for name, make in self._factories.items() if name not in named}
            given = {**given, **new}
        try:
            return (*values, *map(given.__getitem__, rest))
        except KeyError as missing:
            raise TypeError(f"{type(self).__name__} needs {missing}") from None

    @classmethod
    @cache
    def _last_defaults(cls) -> tuple[Any, ...]:
        """Return the defaults of the last fields, as far back as each has a plain one."""
        plain = cls._defaults.keys() - cls._factories.keys()
        last = [*takewhile(plain.__contains__, reversed(cls._names))]
        return tuple(cls._defaults[name] for name in reversed(last))

    def __setattr__(self, name: str, _: object) -> None:
        self.__delattr__(name)

    def __delattr__(self, name: str) -> None:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"{name!r} of a {type(self).__name__} cannot be changed")

    def __eq__(self, other: object) -> bool:
        return vars(self) == vars(other) if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(vars(self).values()))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__qualname__}({shown})"


def replace(record: AnyRecord, **changes: Any) -> AnyRecord:
    """Return a record with other values in some of its fields."""
    if changes.keys() <= record.field_types.keys():
        return type(record)(*{**vars(record), **changes}.values())
    return type(record)(**{**vars(record), **changes})
