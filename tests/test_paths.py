from __future__ import annotations

from pathlib import Path

import pytest

from prefpad.paths import data_folder, which_pad

HOME = {"HOME": "/home/sam"}


def test_a_home_folder_that_nobody_has_is_left_as_it_is_written() -> None:
    assert str(which_pad("~nobody-of-that-name/pad.db").path) == "~nobody-of-that-name/pad.db"


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {}, ".local/share/prefpad"),
        ("linux", {"XDG_DATA_HOME": "/home/sam/data"}, "data/prefpad"),
        ("darwin", {}, "Library/Application Support/prefpad"),
        ("win32", {}, "AppData/Local/prefpad"),
        ("win32", {"LOCALAPPDATA": "/home/sam/local"}, "local/prefpad"),
    ],
)
def test_each_platform_has_its_own_place_for_data(
    platform: str, environment: dict[str, str], folder: str
) -> None:
    assert data_folder(HOME | environment, platform) == Path(HOME["HOME"], folder)


def test_a_pad_is_where_it_is_named_else_where_the_environment_says_else_at_home() -> None:
    assert which_pad("shop.db", {"PREFPAD_DB": "other.db"} | HOME).path == Path("shop.db")
    assert which_pad(None, {"PREFPAD_DB": "other.db"} | HOME).path == Path("other.db")
    assert which_pad(None, HOME).is_default
