"""The pad's own options, kept in its file so that the file is complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from prefpad.domain.errors import AskedWrongly, PadUnusable
from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from prefpad.db.unit_of_work import UnitOfWork
    from prefpad.domain.setting import Registry, Setting

_T = TypeVar("_T")
_SHOWN_CHARACTERS = 40


class Settings:
    """The options of one pad; those that its owner has not set have their defaults.

    Attributes:
        texts: what the owner has set, by name.
    """

    def __init__(self, texts: Mapping[str, str], path: Path) -> None:
        self.texts = texts
        self._path = path
        self._values: dict[str, Any] = {}

    def value(self, setting: Setting[_T]) -> _T:
        """Return the value of a setting, which is read once.

        Raises:
            PadUnusable: the pad has an invalid one, which we never write.
        """
        if setting.name not in self._values:
            try:
                text = self.texts.get(setting.name, setting.default)
                self._values[setting.name] = setting.read(text)
            except AskedWrongly:
                raise self._spoilt(setting.name) from None
        value: _T = self._values[setting.name]
        return value

    def check(self, registry: Registry) -> None:
        """Read every setting that the owner has set; those of a newer program are left alone.

        Raises:
            PadUnusable: one is invalid, which we never write.
        """
        for name in filter(registry.knows, self.texts):
            try:
                setting = registry.named(name)
            except AskedWrongly:
                raise self._spoilt(name) from None
            self.value(setting)

    def _spoilt(self, name: str) -> PadUnusable:
        value = clean(self.texts[name][:_SHOWN_CHARACTERS])
        return PadUnusable(
            f"{clean(str(self._path))} has {value!r} for its {clean(name[:_SHOWN_CHARACTERS])}, "
            "which is not valid.",
            "Go back to your last backup, or correct it in its table of settings.",
        )


def read_settings(
    connection: sqlite3.Connection, path: Path, registry: Registry, before: Settings | None = None
) -> Settings:
    """Return every setting of the pad at `path`: those `before` if none has changed.

    Raises:
        PadUnusable: one is invalid, which we never write.
    """
    texts = dict(connection.execute("SELECT name, value FROM settings"))
    if before is not None and before.texts == texts:
        return before
    settings = Settings(texts, path)
    settings.check(registry)
    return settings


def keep_setting(writer: UnitOfWork, setting: Setting[Any], text: str | None) -> None:
    """Write the text of a setting, or forget it for the default."""
    row = writer.connection.execute(
        "SELECT number FROM settings WHERE name = ?", (setting.name,)
    ).fetchone()
    if row is None and text is not None:
        writer.insert("settings", {"name": setting.name, "value": text})
    elif row is not None and text is None:
        writer.delete("settings", row[0])
    elif row is not None:
        writer.update("settings", row[0], {"value": text})
