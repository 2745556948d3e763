from __future__ import annotations

import pytest

from prefpad.domain.errors import AskedWrongly
from prefpad.privacy.policy_text import (
    PrivacyPolicy,
    is_old,
    read_policy,
    typed_policy,
    written_policy,
)
from tests.conftest import TODAY
from tests.helpers.making import days_ago

OLD = PrivacyPolicy(days_ago(400), "We keep what you tell us.\n\n2026-01-01 is a day.")


def test_a_policy_is_kept_with_the_day_on_which_its_text_changed() -> None:
    new = PrivacyPolicy(TODAY, "We keep little.\n\nAsk us.")
    assert read_policy(typed_policy("  We keep little. \n\nAsk us.\n", TODAY, OLD)) == new


def test_the_same_text_again_keeps_its_day() -> None:
    assert read_policy(typed_policy(OLD.text, TODAY, OLD)) == OLD


def test_what_is_written_is_read_again() -> None:
    assert read_policy(written_policy(OLD)) == OLD
    assert read_policy(written_policy(None)) is None


@pytest.mark.parametrize("text", ["", " \n ", "---", "x" * 100_001, "half\udcff", "nul\0"])
def test_what_is_no_policy_is_refused(text: str) -> None:
    with pytest.raises(AskedWrongly):
        typed_policy(text, TODAY, None)


def test_a_policy_without_a_day_makes_no_sense() -> None:
    with pytest.raises(AskedWrongly):
        read_policy("We keep little.")


@pytest.mark.parametrize(("days", "old"), [(0, False), (364, False), (365, True), (-1, False)])
def test_a_policy_is_old_after_a_year(days: int, old: bool) -> None:
    assert is_old(PrivacyPolicy(days_ago(days), "We keep little."), TODAY) is old
