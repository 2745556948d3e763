from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from prefpad import Pad
from prefpad.domain.errors import PadUnusable
from prefpad.reconfirmation.policy import policy_of
from tests.conftest import TODAY

if TYPE_CHECKING:
    from pathlib import Path


def set_to(path: Path, name: str, value: str) -> Path:
    Pad.make(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO settings(name, value) VALUES (?, ?)", (name, value))
    return path


def test_a_pad_without_settings_has_the_defaults(pad: Pad) -> None:
    assert (policy_of(pad.session.settings).question_price, pad.date_order) == (0.3, None)


@pytest.mark.parametrize(("value", "price"), [("0", 0.0), ("0.75", 0.75), (" 2 ", 2.0)])
def test_a_pad_has_its_own_price_of_a_question(path: Path, value: str, price: float) -> None:
    with Pad(set_to(path, "question-price", value), today=TODAY) as pad:
        assert policy_of(pad.session.settings).question_price == price


def test_a_pad_has_its_own_order_of_dates(path: Path) -> None:
    with Pad(set_to(path, "date-order", "mdy"), today=TODAY) as pad:
        assert pad.date_order == "mdy"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("every:coffee", "often"),
        ("every:promise", "30"),
        *(("question-price", value) for value in ("dear", "", "nan", "inf", "-1", "0,3", "9e999")),
        ("date-order", "myd"),
    ],
)
def test_a_setting_that_makes_no_sense_is_told_with_its_name_and_value(
    path: Path, name: str, value: str
) -> None:
    with pytest.raises(PadUnusable, match=f"{value!r} for its {name}") as refusal:
        Pad(set_to(path, name, value), today=TODAY)
    assert refusal.value.hint


def test_a_setting_is_told_no_longer_than_a_sentence_bears(path: Path) -> None:
    with pytest.raises(PadUnusable) as refusal:
        Pad(set_to(path, "question-price", "\x1b[2J" + "x" * 10_000), today=TODAY)
    assert "\x1b" not in refusal.value.sentence
    assert len(refusal.value.sentence) < len(str(path)) + 120


def test_a_setting_of_a_later_version_is_left_alone(path: Path) -> None:
    with Pad(set_to(path, "colour", "green"), today=TODAY) as pad:
        assert pad.customers() == []


def test_an_interval_of_the_owners_is_one_of_the_policys(path: Path) -> None:
    with Pad(set_to(path, "every:coffee", "30"), today=TODAY) as pad:
        assert (
            policy_of(pad.session.settings).by_topic,
            policy_of(pad.session.settings).by_kind,
        ) == ({"coffee": 30}, {})
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE settings SET name = 'every:need'")
    with Pad(path, today=TODAY) as pad:
        assert (
            policy_of(pad.session.settings).by_topic,
            policy_of(pad.session.settings).by_kind,
        ) == ({}, {"need": 30})
