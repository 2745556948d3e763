"""The setting that says whether long lists go through a pager."""

from __future__ import annotations

from prefpad.domain.normalize import fold
from prefpad.domain.setting import Setting
from prefpad.domain.validation import check_word

_ON, _OFF = "on", "off"


def _is_on(text: str) -> bool:
    word = fold(text)
    check_word("setting of the pager", word, (_ON, _OFF))
    return word == _ON


def _on_or_off(is_on: bool) -> str:
    return _ON if is_on else _OFF


PAGER = Setting(
    "pager",
    "Whether lists longer than the screen go through a pager: on or off.",
    _ON,
    _is_on,
    written=_on_or_off,
    said=_on_or_off,
)
