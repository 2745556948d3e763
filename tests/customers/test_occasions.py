from __future__ import annotations

import pytest

from prefpad.customers.occasions import parse_occasion
from prefpad.domain.errors import BadDay
from prefpad.domain.models import Occasion
from tests.conftest import TODAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1980-03-14", (3, 14, 1980)),
        ("14 March 1980", (3, 14, 1980)),
        ("14 March", (3, 14, None)),
        ("march 14", (3, 14, None)),
        ("03-14", (3, 14, None)),
        ("--03-14", (3, 14, None)),
        ("0000-03-14", (3, 14, None)),
        ("1604-03-14", (3, 14, None)),
        (" 02-29 ", (2, 29, None)),
        ("29 February", (2, 29, None)),
        ("31/12", (12, 31, None)),
        ("12/31", (12, 31, None)),
        ("31.12.", (12, 31, None)),
        ("31/12/85", (12, 31, 1985)),
        ("14.3.70", (3, 14, 1970)),
        ("14.3.27", (3, 14, 1927)),
        ("14 mars 1980", (3, 14, 1980)),
    ],
)
def test_the_year_of_an_occasion_may_be_unknown(
    text: str, day: tuple[int, int, int | None]
) -> None:
    assert parse_occasion("birthday", text, TODAY) == Occasion("birthday", *day)


@pytest.mark.parametrize(
    "text",
    [
        *("", "13-01", "02-30", "1981-02-29", "some day", "03/04/1980", "3/4", "3/4/80"),
        *("march 1980", "März 1980", "end of march 1980", "26-03-04", "march", "x" * 9999 + "1980"),
    ],
)
def test_what_is_no_day_or_can_be_read_two_ways_is_refused(text: str) -> None:
    with pytest.raises(BadDay) as caught:
        parse_occasion("birthday", text, TODAY)
    assert len(caught.value.sentence) < 80


def test_the_owners_order_of_dates_decides() -> None:
    occasion = parse_occasion("birthday", "03/04/1980", TODAY, "dmy")
    assert occasion == Occasion("birthday", 4, 3, 1980)
