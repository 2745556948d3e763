from __future__ import annotations

from prefpad.paths import which_pad


def test_a_home_folder_that_nobody_has_is_left_as_it_is_written() -> None:
    assert str(which_pad("~nobody-of-that-name/pad.db").path) == "~nobody-of-that-name/pad.db"
