"""What a record is: facts under names, which nobody can change behind anybody's back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

AnyRecord = TypeVar("AnyRecord", bound="Record")


class _Fresh:
    """Stands for a default that is made anew for each record."""

    def __init__(self, factory: Callable[[], Any]) -> None:
        self.factory = factory


def fresh(*, factory: Callable[[], Any]) -> Any:
    """Return the default of a field that is made anew for each record, such as an empty list."""
    return _Fresh(factory)


class _AsDataclass:
    """An attribute of a record's class that is worked out when somebody asks for it.

    It is that of the dataclass with the same fields.
    """

    def __set_name__(self, _: type, name: str) -> None:
        self._name = name

    def __get__(self, _: Record | None, of: type[Record]) -> Any:
        from dataclasses import dataclass, field
        from inspect import signature

        defaults = {
            name: field(default_factory=value.factory) if isinstance(value, _Fresh) else value
            for name, value in of._defaults.items()  # noqa: SLF001 - its own class
        }
        body = {"__annotations__": of.field_types, "__doc__": of.__doc__, **defaults}
        same: Any = dataclass(frozen=True)(type(of.__name__, (), body))
        return signature(same) if self._name == "__signature__" else getattr(same, self._name)


@dataclass_transform(frozen_default=True, field_specifiers=(fresh,))
class Record:
    """Facts under names: a subclass lists its fields with their types, as a dataclass does.

    A record is a frozen dataclass to whoever uses it: made, compared, hashed and shown as one, with
    what the module `dataclasses` can do to one. But a dataclass writes and compiles a function for
    each of these things when its class is defined, and a command that is over in a tenth of a second
    would spend a tenth of that on records, most of which it never makes.

    Attributes:
        field_types: the fields in order, those of the class it is derived from first, each with the
            text of its type.
    """

    field_types: Mapping[str, str] = {}
    _defaults: Mapping[str, Any] = {}
    _names: tuple[str, ...] = ()
    _has_fresh = False

    __dataclass_fields__ = _AsDataclass()
    __signature__ = _AsDataclass()

    def __init_subclass__(cls) -> None:
        own = cls.__annotations__
        cls.field_types = {**cls.field_types, **own}
        cls._defaults = {
            **cls._defaults,
            **{name: vars(cls)[name] for name in own if name in vars(cls)},
        }
        cls._names = tuple(cls.field_types)
        cls._has_fresh = any(isinstance(value, _Fresh) for value in cls._defaults.values())

    def __init__(self, *values: Any, **named: Any) -> None:
        if named or len(values) != len(self._names):
            values = self._completed(values, named)
        self.__dict__.update(zip(self._names, values, strict=True))

    def _completed(self, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        rest = self._names[len(values) :]
        called = type(self).__name__
        if len(values) > len(self._names):
            raise TypeError(f"{called} has {len(self._names)} fields, not {len(values)}")
        if unknown := named.keys() - rest:
            raise TypeError(f"{called} has no field {min(unknown)!r} that is not yet given")
        given = {**self._defaults, **named}
        if missing := [name for name in rest if name not in given]:
            raise TypeError(f"{called} needs {', '.join(missing)}")
        made = [given[name] for name in rest]
        if self._has_fresh:
            made = [one.factory() if isinstance(one, _Fresh) else one for one in made]
        return (*values, *made)

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
