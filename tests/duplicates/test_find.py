from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad import Pad
from prefpad.customers.edit import Edit
from prefpad.db.connection import open_pad
from prefpad.domain.errors import AskedWrongly
from prefpad.duplicates import compared_rows, find
from prefpad.duplicates.candidate_rows import MOST_IN_A_BLOCK
from prefpad.duplicates.compared_rows import PASSES
from prefpad.duplicates.scoring import compare
from tests.conftest import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from prefpad import DuplicatePair
    from prefpad.duplicates.scoring import Compared, ComparisonRecord
    from tests.helpers.pads import Fresh

FIRST = ("Sam", "Samuel", "S.", "Ida", "Idda", "Jón", "Guðrún")
LAST = ("Smith", "Smyth", "Berg", "Bergmann", "Jónsdóttir", "O'Brien")
PEOPLE = st.builds(
    lambda first, last, turned, phone, born: (
        f"{last} {first}" if turned else f"{first} {last}",
        phone,
        born,
    ),
    st.sampled_from(FIRST),
    st.sampled_from(LAST),
    st.booleans(),
    st.sampled_from([(), ("030 123 4567",), ("+49 30 1234567",), ("040 765 4321",)]),
    st.sampled_from(["", "1980-03-12", "1980-12-03", "1955-10-28"]),
)


def add(pad: Pad, name: str, phones: tuple[str, ...] = (), born: str = "") -> None:
    occasions = {"birthday": born} if born else {}
    pad.edit(name, Edit(handles={"phone": [*phones]}, occasions=occasions), new=True)


def numbers(pairs: list[DuplicatePair]) -> dict[tuple[int, int], float]:
    return {(pair.one.number, pair.other.number): pair.likelihood for pair in pairs}


@given(people=st.lists(PEOPLE, min_size=2, max_size=12))
def test_the_twins_of_each_are_the_twins_of_all(
    fresh: Fresh, people: list[tuple[str, tuple[str, ...], str]]
) -> None:
    path = fresh("pad.db")
    with Pad(path, today=TODAY) as pad:
        for who in people:
            add(pad, *who)
        everyone = numbers(pad.duplicates())
        one_by_one: dict[tuple[int, int], float] = {}
        for number in range(1, len(people) + 1):
            one_by_one |= numbers(pad.duplicates(customer=f"@{number}"))
    assert everyone.items() <= one_by_one.items()


def test_the_likeliest_come_first_and_a_limit_cuts_the_rest(pad: Pad) -> None:
    for _ in range(2):
        add(pad, "Sam Smith", ("030 123 4567",))
        add(pad, "Guðrún Jónsdóttir")
    pairs = pad.duplicates()
    assert [*numbers(pairs)] == [(1, 3), (2, 4)]
    assert pairs[0].likelihood > pairs[1].likelihood
    assert pad.duplicates(limit=1) == pairs[:1]
    with pytest.raises(AskedWrongly):
        pad.duplicates(limit=-1)


def test_the_one_with_the_longer_history_is_named_first(pad: Pad) -> None:
    for _ in range(2):
        add(pad, "Guðrún Jónsdóttir")
    assert [*numbers(pad.duplicates())] == [(1, 2)]
    pad.visit("@2")
    assert [*numbers(pad.duplicates())] == [(2, 1)]


def test_a_name_that_too_many_bear_brings_nobody_together(pad: Pad, path: Path) -> None:
    with closing(open_pad(path)) as connection:
        for many in (MOST_IN_A_BLOCK, MOST_IN_A_BLOCK + 1):
            while len(pad.customers()) < many:
                add(pad, "Sam Smith")
            found = {pair for block in PASSES for pair in block(connection)}
            assert len(found) == (many * (many - 1) // 2 if many == MOST_IN_A_BLOCK else 0)


def test_an_alias_and_an_address_count_too(pad: Pad) -> None:
    add(pad, "Guðrún Jónsdóttir")
    pad.edit("Jane Miller", Edit(handles={"alias": ["Gudrun Jonsdottir"]}), new=True)
    (pair,) = pad.duplicates()
    assert pair.reasons == ("same name: Guðrún Jónsdóttir / Gudrun Jonsdottir",)
    for who in ("@1", "@2"):
        pad.add(who, "12 Brick Lane, London", kind="fact", topic="address")
    (pair,) = pad.duplicates()
    assert "same address" in pair.reasons


PEOPLE_OF_THEIR_OWN = (
    *("Ida Berg", "Otto Park", "Guðrún Jónsdóttir", "Paul Lindqvist"),
    *("Mei Chen", "Ana Lopes", "Zoe Baker", "Hugo Novak"),
)


# -- what is remembered --------------------------------------------------------------------------


def comparisons(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Return a list of the pairs that are compared from now on."""
    seen: list[tuple[int, int]] = []

    def counted(one: ComparisonRecord, other: ComparisonRecord, *rest: Any) -> Compared:
        seen.append((one.number, other.number))
        return compare(one, other, *rest)

    monkeypatch.setattr(find, "compare", counted)
    return seen


def namesakes(pad: Pad, pairs: int) -> None:
    """Add so many people twice, each under a name and a phone of their own."""
    for number, name in enumerate(PEOPLE_OF_THEIR_OWN[:pairs]):
        for _ in range(2):
            add(pad, name, (f"030 555 {number:04}",))


def test_what_was_compared_is_compared_no_more_but_for_what_is_shown(
    pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    namesakes(pad, 8)
    seen = comparisons(monkeypatch)
    first = pad.duplicates()
    assert len(seen) == len({*seen})
    seen.clear()
    assert pad.duplicates() == first
    assert sorted(seen) == sorted({(one, one + 1) for one in range(1, 16, 2)})


def read_on(connection: sqlite3.Connection, query: str) -> Iterator[tuple[int, int]]:
    """Yield the pairs that a query finds, one by one from the pad."""
    with closing(connection.execute(query)) as rows:
        yield from rows


@pytest.mark.parametrize("holds", [False, True])
def test_others_write_while_everyone_is_compared_since_the_pad_is_not_read_meanwhile(
    pad: Pad, monkeypatch: pytest.MonkeyPatch, holds: bool
) -> None:
    namesakes(pad, 8)
    wrote: list[bool] = []

    def beside(one: ComparisonRecord, other: ComparisonRecord, *rest: Any) -> Compared:
        with closing(sqlite3.connect(pad.path, timeout=0, isolation_level=None)) as theirs:
            try:
                theirs.execute("UPDATE customers SET owner = 'Bo' WHERE number = 7")
                wrote.append(True)
            except sqlite3.OperationalError:
                wrote.append(False)
        return compare(one, other, *rest)

    if holds:
        monkeypatch.setattr(compared_rows, "_found", read_on)
    monkeypatch.setattr(find, "_AT_ONCE", 2)
    monkeypatch.setattr(find, "compare", beside)
    pad.duplicates(limit=20)
    assert (False in wrote) is holds
    assert wrote


def test_it_is_told_how_many_pairs_are_compared_of_how_many(pad: Pad) -> None:
    namesakes(pad, 8)
    told: list[tuple[int, int]] = []
    pad.duplicates(progress=lambda *figures: told.append(figures))
    assert (8, 8) in told
    assert all(done <= of for done, of in told)


def test_a_customer_who_changed_is_compared_again_and_no_other(
    pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    namesakes(pad, 8)
    pad.duplicates()
    seen = comparisons(monkeypatch)
    add(pad, "Paul Lindqvist", ("030 555 0003",))
    found = numbers(pad.duplicates())
    assert {(7, 17), (8, 17)} <= found.keys()
    assert {pair for pair in seen if pair not in found} == set()
    assert sorted(seen) == sorted(found)


@pytest.mark.parametrize(
    "change",
    [
        lambda pad: pad.edit("@1", Edit(occasions={"birthday": "1955-10-28"})),
        lambda pad: pad.forget("@1"),
        lambda pad: pad.merge("@2", "@1"),
        lambda pad: pad.apart("@1", "@2"),
    ],
    ids=["born another day", "forgotten", "merged", "different"],
)
def test_nothing_remembered_outlives_what_it_was_about(
    pad: Pad, change: Callable[[Pad], object]
) -> None:
    add(pad, "Ida Berg")
    add(pad, "Ida Berg", born="1980-03-12")
    add(pad, "Sam Smith")
    assert [*numbers(pad.duplicates())] == [(1, 2)]
    change(pad)
    assert pad.duplicates() == []
    if pad.log()[0].command in {"merge", "duplicates", "script"}:
        pad.undo()
        assert [*numbers(pad.duplicates())] == [(1, 2)]


def test_a_pad_that_cannot_be_written_is_compared_all_the_same(pad: Pad, path: Path) -> None:
    namesakes(pad, 2)
    with closing(open_pad(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert len(pad.duplicates()) == 2
        assert compared_rows.memory_of(other) is None
        other.execute("ROLLBACK")
    pad.duplicates()
    with closing(open_pad(path)) as other:
        assert compared_rows.memory_of(other) is not None


def test_after_an_interruption_the_pad_is_written_and_waited_for_as_before(
    pad: Pad, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    namesakes(pad, 2)
    patience = pad.session.connection.execute("PRAGMA busy_timeout").fetchone()
    with monkeypatch.context() as patch:
        patch.setattr(compared_rows, "_write", interrupted)
        with pytest.raises(KeyboardInterrupt):
            pad.duplicates()
    assert pad.session.connection.execute("PRAGMA busy_timeout").fetchone() == patience
    with closing(open_pad(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    assert len(pad.duplicates()) == 2


def test_what_another_terminal_compared_meanwhile_stays(pad: Pad, path: Path) -> None:
    namesakes(pad, 2)
    pad.duplicates()
    with closing(open_pad(path)) as connection:
        theirs = compared_rows.memory_of(connection)
        assert theirs is not None
        compared_rows.remember(connection, None, theirs._replace(passes=0), {})
        assert compared_rows.memory_of(connection) == theirs
    assert len(pad.duplicates()) == 2


def test_a_number_of_a_list_in_common_counts_from_either_side(pad: Pad) -> None:
    for name in ("Ida Berg", "Ida Bergmann"):
        pad.edit(name, Edit({"formal": "Mrs. Berg"}, {"id": ["square:77"]}), new=True)
    for pairs in (pad.duplicates(), pad.duplicates(customer="@2")):
        assert [*numbers(pairs)] == [(1, 2)]
        assert pairs[0].reasons[0] == "same id"


def test_where_many_changed_everyone_is_compared_again(
    pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "_A_FEW", 2)
    namesakes(pad, 2)
    pad.duplicates()
    for number in range(1, 4):
        pad.edit(f"@{number}", Edit(occasions={"birthday": f"19{number}0-0{number}-1{number}"}))
    seen = comparisons(monkeypatch)
    assert [*numbers(pad.duplicates())] == [(3, 4)]
    assert {(1, 2), (3, 4)} <= {*seen}


def test_a_phone_of_few_digits_brings_nobody_together(pad: Pad) -> None:
    add(pad, "Ida Berg", ("112",))
    add(pad, "Otto Park", ("112",))
    assert pad.duplicates() == pad.duplicates(customer="@1") == []


# -- work that does not grow with how common a thing is ------------------------------------------


def test_a_short_list_is_filled_from_the_best_blocks_alone(
    pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    namesakes(pad, 5)
    for number in range(30):
        add(pad, f"Ida Berg {number}y", born="1980-03-12")
    seen = comparisons(monkeypatch)
    assert len(pad.duplicates(limit=3)) == 3
    assert len(seen) <= 8


def test_on_a_large_pad_a_list_with_a_limit_leaves_out_whose_names_only_sound_alike(
    pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Guðrún Jónsdóttir", "Gudrun Jonsdotir"):
        add(pad, name)
        pad.add(name, "9 Mill Road, Leeds", kind="fact", topic="address")
    monkeypatch.setattr(find, "_A_LARGE_PAD", 1)
    assert pad.duplicates(limit=50) == []
    assert not pad.everyone_was_compared()
    assert [*numbers(pad.duplicates())] == [(1, 2)]
    assert pad.everyone_was_compared()
    assert [*numbers(pad.duplicates(limit=50))] == [(1, 2)]


def crowd(path: Path, many: int) -> None:
    """Give so many customers one name, one phone and one e-mail address."""
    with closing(open_pad(path)) as connection:
        connection.execute("BEGIN")
        for number in range(1, many + 1):
            connection.execute(
                "INSERT INTO customers(number, name, created_on) VALUES (?, 'Sam Smith', '2026-01-01')",
                (number,),
            )
            connection.executemany(
                "INSERT INTO handles(customer, kind, value, key, tail) VALUES (?, ?, ?, ?, ?)",
                [
                    (number, "name", "Sam Smith", "sam smith", None),
                    (number, "email", "sam@example.com", "sam@example.com", None),
                    (number, "phone", "030 123 4567", "0301234567", "7654321030"),
                ],
            )
        connection.execute("COMMIT")


def test_who_shares_everything_with_thousands_is_compared_with_few(
    pad: Pad, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(path, 3000)
    seen = comparisons(monkeypatch)
    assert pad.duplicates(customer="@1") == []
    assert len(seen) < 200
    assert pad.duplicates(limit=50) == []
    assert len(seen) < 400
