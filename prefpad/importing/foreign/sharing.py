"""What so many people share that it identifies none of them: a reception's phone, a shop's address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.duplicates.name_match import may_share_an_address

if TYPE_CHECKING:
    from prefpad.importing.foreign.models import ForeignRecord

MOST_BEARERS = 20
"""People whom a handle in common may be about; what more of them share is nobody's."""

_MOST_UNLIKE = 3


class _Crowd:
    """Those who share a handle: the keys of their names, and one name of each that is unlike."""

    def __init__(self) -> None:
        self._keys: set[str] = set()
        self._unlike: list[str] = []

    @property
    def is_too_large(self) -> bool:
        """Whether they are too many, or too unlike, for what they share to identify one of them."""
        return len(self._keys) > MOST_BEARERS or len(self._unlike) > _MOST_UNLIKE

    def join(self, key: str, name: str) -> None:
        """Count somebody in, as long as that can change anything."""
        if key in self._keys or self.is_too_large:
            return
        self._keys.add(key)
        if not any(may_share_an_address(name, other) for other in self._unlike):
            self._unlike.append(name)


class SharedHandles:
    """Counts by what names the rows of a file bear each phone and e-mail address."""

    def __init__(self) -> None:
        self._alone: dict[tuple[str, str], tuple[str, str]] = {}
        self._crowds: dict[tuple[str, str], _Crowd] = {}

    def count(self, contact: ForeignRecord) -> None:
        """Count what a row bears."""
        if not contact.is_named:
            return
        who = contact.key, contact.name
        for one in contact.handles:
            if one.kind not in {"email", "phone"}:
                continue
            at = one.kind, one.key
            before = self._alone.setdefault(at, who)
            if before[0] == who[0]:
                continue
            if at not in self._crowds:
                self._crowds[at] = _Crowd()
                self._crowds[at].join(*before)
            self._crowds[at].join(*who)

    def identifies_nobody(self, kind: str, key: str) -> bool:
        """Tell whether too many people share a handle."""
        crowd = self._crowds.get((kind, key))
        return crowd is not None and crowd.is_too_large
