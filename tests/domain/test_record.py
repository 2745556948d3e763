from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from typing import Generic, TypeVar

import pytest

from prefpad.domain.record import Record, fresh, replace
from tests.helpers.making import unchecked


class Point(Record):
    """Where something is."""

    x: int
    y: int = 0
    names: list[str] = fresh(factory=list)


class Peak(Point):
    height: int = 0


Content = TypeVar("Content")


class Box(Record, Generic[Content]):
    content: Content


@dataclasses.dataclass(frozen=True)
class Same:
    """The dataclass with the same fields."""

    x: int
    y: int = 0
    names: list[str] = dataclasses.field(default_factory=list)


def test_fields_are_given_in_order_or_by_name() -> None:
    assert Point(1, 2) == Point(x=1, y=2) == Point(1, y=2, names=[])
    assert Point(1) != Point(1, 1)
    assert Point(1) != Peak(1)
    assert list(vars(Point(y=1, names=["a"], x=2))) == ["x", "y", "names"]


def test_a_derived_record_has_the_fields_of_its_base_first() -> None:
    assert repr(Peak(1, height=3)) == "Peak(x=1, y=0, names=[], height=3)"


def test_a_default_that_can_be_changed_is_not_shared() -> None:
    one, other = Point(1), Point(1)
    one.names.append("here")
    assert other.names == []


def test_a_derived_record_may_have_another_default_than_its_base() -> None:
    class Nameless(Point):
        names: list[str] = None  # type: ignore[assignment]  # any other default

    assert Nameless(1).names is None


def test_a_record_can_be_of_any_type() -> None:
    assert Box[int](1) == Box(1)


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((), {}),
        ((), {"y": 1}),
        ((1,), {"x": 1}),
        ((1,), {"z": 1}),
        ((1, 2, [], 4), {}),
    ],
)
def test_what_a_dataclass_refuses_a_record_refuses(
    values: tuple[int], named: dict[str, int]
) -> None:
    for kind in (Same, Point):
        with pytest.raises(TypeError):
            unchecked(kind)(*values, **named)


def test_a_record_cannot_be_changed() -> None:
    point = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.x = 2  # type: ignore[misc]  # that is the point
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.x
    assert point == Point(1)


def test_equal_records_have_one_hash() -> None:
    assert len({Peak(1, 2, unchecked(()), 3), Peak(1, 2, unchecked(()), 3)}) == 1
    with pytest.raises(TypeError, match="unhashable"):
        hash(Point(1))


def test_other_values_make_another_record() -> None:
    assert replace(Peak(1, 2), y=3) == Peak(1, 3)
    with pytest.raises(TypeError, match="'z'"):
        replace(Point(1), z=3)


def test_dataclasses_knows_a_record_as_one_of_its_own() -> None:
    point = Point(1, names=["a"])
    for of in (dataclasses.asdict, dataclasses.astuple):
        assert of(point) == of(Same(1, names=["a"]))
    assert [one.name for one in dataclasses.fields(Peak)] == ["x", "y", "names", "height"]
    assert dataclasses.replace(point, y=2) == Point(1, 2, ["a"])
    assert str(inspect.signature(Point)) == str(inspect.signature(Same))
    assert dataclasses.is_dataclass(Point)


def test_a_record_is_copied_and_pickled() -> None:
    point = Point(1, names=["a"])
    assert pickle.loads(pickle.dumps(point)) == copy.deepcopy(point) == point  # noqa: S301 - our own
