"""The verbs by which an owner sets the pad up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.db.settings import keep, read
from prefpad.privacy.policy_text import is_old
from prefpad.settings import POLICY, SETTINGS, setting_named
from prefpad.verbs.opened import OpenPad

if TYPE_CHECKING:
    from prefpad.domain.options import Option
    from prefpad.privacy.policy_text import PrivacyPolicy


class Owner(OpenPad):
    """The options of the pad."""

    def settings(self) -> list[Option]:
        """Return every option as it stands, the owner's own intervals last."""
        settings = [*SETTINGS.values(), *self._settings.own_intervals]
        return [setting.option(self._settings.texts.get(setting.name)) for setting in settings]

    def setting(self, name: str) -> Option:
        """Return the option called `name`, which may be the interval of any topic or kind.

        Raises:
            AskedWrongly: there is no such setting.
        """
        setting = setting_named(name)
        return setting.option(self._settings.texts.get(setting.name))

    def explain(self, name: str) -> str:
        """Say what follows from an option as it stands, or nothing if its sentence says it all."""
        setting = setting_named(name)
        return setting.explained(self._settings.value(setting)) if setting.name in SETTINGS else ""

    def old_policy(self) -> PrivacyPolicy | None:
        """Return the privacy policy if it is a year old or older, or None."""
        policy = self._settings.value(POLICY)
        return policy if policy and is_old(policy, self.today) else None

    def set(self, name: str, value: str | None) -> Option:
        """Set an option and return it as it stands.

        Args:
            name: what it is called; `every:coffee` is the owner's own interval for a topic, and
                `every:need` that for a kind.
            value: what it is to be; None to go back to the default.

        Raises:
            AskedWrongly: there is no such setting, or the value makes no sense for it.
        """
        setting = setting_named(name)
        if value is not None:
            is_set = setting.name in self._settings.texts
            before = self._settings.value(setting) if is_set else None
            value = setting.typed(value, self.today, before)
        text = None if value is None else setting.written(setting.read(value))
        with self._write() as writer:
            keep(writer, setting, text)
            writer.follow_settings(read(self._connection, self.path).policy)
        self._take_settings()
        return self.setting(setting.name)
