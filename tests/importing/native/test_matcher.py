"""Whom a row means among many of one name."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad import Pad
from prefpad.importing.native import loader, matcher
from prefpad.importing.native.matcher import HandleCache, Namesakes
from tests.conftest import TODAY
from tests.helpers.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.importing.conftest import Listed

_HEADER = "customer,id,phone,email,text\n"


def written(rows: Sequence[str], *, on_the_pad: int = 0) -> list[tuple[object, ...]]:
    """Import rows, of which the first so many stand on the pad before, and return who has what."""
    with TemporaryDirectory() as folder:
        path, file = Path(folder, "pad.db"), Path(folder, "list.csv")
        with Pad(path, create=True, today=TODAY) as pad:
            for some in (rows[:on_the_pad], rows[on_the_pad:]):
                file.write_text(_HEADER + "".join(f"{row}\n" for row in some), encoding="utf-8")
                pad.import_file(file, skip_bad=True)
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute(
                "SELECT 'handle', customer, kind, key FROM handles"
                " UNION ALL SELECT 'note', customer, kind, text FROM notes ORDER BY 1, 2, 3, 4"
            ).fetchall()


ROWS = st.lists(
    st.tuples(
        st.just("Sam"),
        st.sampled_from(["", "", "1", "2", "3"]),
        st.sampled_from(["", "", "01", "02", "01;02"]),
        st.sampled_from(["", "", "a@x", "b@x"]),
        st.sampled_from(["", "tea"]),
    ).map(",".join),
    max_size=12,
)


@given(rows=ROWS, on_the_pad=st.integers(0, 12))
def test_many_of_one_name_are_told_apart_as_few_are(rows: list[str], on_the_pad: int) -> None:
    as_few = written(rows, on_the_pad=on_the_pad)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(matcher, "MOST_NAMESAKES", 1)
        assert written(rows, on_the_pad=on_the_pad) == as_few


@given(
    rows=st.lists(st.sampled_from(["S,,,,tea", "S,,,,milk", "A,,,,tea"]), min_size=4, max_size=9),
    on_the_pad=st.integers(0, 3),
    at_once=st.integers(1, 3),
)
def test_rows_say_the_same_however_many_are_read_at_once(
    rows: list[str], on_the_pad: int, at_once: int
) -> None:
    together = written(rows, on_the_pad=on_the_pad)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(loader, "_ROWS_AT_ONCE", at_once)
        assert written(rows, on_the_pad=on_the_pad) == together


@given(rows=ROWS, at_once=st.integers(1, 3), on_the_pad=st.integers(0, 6))
def test_customers_are_found_again_once_what_a_row_calls_them_is_forgotten(
    rows: list[str], at_once: int, on_the_pad: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(loader, "_ROWS_AT_ONCE", at_once)
        remembered = written(rows, on_the_pad=on_the_pad)
        patched.setattr(matcher, "_MOST_CALLED", 0)
        assert written(rows, on_the_pad=on_the_pad) == remembered


@pytest.mark.parametrize(("names", "is_asked"), [("AAABBBCC", False), ("AAABBBAC", True)])
def test_a_list_in_order_asks_for_nobodys_notes(
    pad: Pad, listed: Listed, monkeypatch: pytest.MonkeyPatch, names: str, is_asked: bool
) -> None:
    monkeypatch.setattr(loader, "_ROWS_AT_ONCE", 2)
    statements: list[str] = []
    pad.session.connection.set_trace_callback(statements.append)
    rows = (f"{name},drinks tea {number}" for number, name in enumerate(names))
    pad.import_file(listed("customer,text", *rows))
    assert any("INDEX temp.added_notes" in statement for statement in statements) == is_asked


@pytest.mark.parametrize("handle", ["id", "phone", "email", "card"])
def test_a_row_is_compared_with_no_more_namesakes_however_many_there_are(
    pad: Pad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, handle: str
) -> None:
    compared: list[int] = []
    of_name, candidates = HandleCache.of_name, Namesakes.candidates

    def counted_names(cache: HandleCache, key: str) -> set[int]:
        compared.append(len(found := of_name(cache, key)))
        return found

    def counted_candidates(many: Namesakes, handles: list[tuple[str, str]]) -> set[int]:
        compared.append(len(found := candidates(many, handles)))
        return found

    monkeypatch.setattr(HandleCache, "of_name", counted_names)
    monkeypatch.setattr(Namesakes, "candidates", counted_candidates)
    statements: list[str] = []
    pad.session.connection.set_trace_callback(statements.append)
    of_each: list[int] = []
    file = tmp_path / "list.csv"
    for turn in range(3):
        numbers = range(turn * 300, turn * 300 + 300)
        lines = (f"Sam,{number}{'@x' if handle == 'email' else ''}\n" for number in numbers)
        file.write_text(f"customer,{handle}\n{''.join(lines)}", encoding="utf-8")
        before = len(statements)
        assert pad.import_file(file).created == 300
        of_each.append(len(statements) - before)
    once_an_import = [300, 600]
    assert [most for most in compared if most > matcher.MOST_NAMESAKES + 1] == once_an_import
    assert of_each[2] - of_each[1] < 50


def test_customers_who_have_the_names_in_a_list_are_read_at_once(pad: Pad, tmp_path: Path) -> None:
    asked: list[int] = []
    file = tmp_path / "list.csv"
    for people in (10, 100):
        for ids in ("G", "H", "I"):
            lines = (f"Sam {people}{number},{ids}{number}\n" for number in range(people))
            file.write_text(f"customer,id\n{''.join(lines)}", encoding="utf-8")
            work = counted(pad.session.connection, lambda: pad.import_file(file))
        asked.append(work.statements)
    handles_of_90 = 2 * 90
    assert asked[1] - asked[0] < handles_of_90 + 20


def test_of_many_whom_a_row_can_mean_the_first_few_are_told() -> None:
    many = Namesakes()
    for number in range(1000):
        many.add(number, [("id", str(number))])
    assert many.candidates([]) == {*range(matcher.MOST_NAMESAKES + 1)}
    assert many.candidates([("id", "x")]) == set()
    many.add(7, [("phone", "01")])
    assert many.candidates([("phone", "01")]) == {7}
