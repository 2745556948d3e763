"""The pad's own options: what each folder declares, and how an owner looks at and sets them.

A new setting is declared in the folder that it governs, and is one more name here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.customers.consent import CONSENT
from prefpad.customers.occasions import OCCASIONS_AHEAD
from prefpad.domain.dates import DATE_ORDER
from prefpad.domain.paging import PAGER
from prefpad.domain.setting import Registry
from prefpad.domain.validation import checked_type
from prefpad.notes.card_clearing import CLEAR_CARD
from prefpad.notes.discretion import SENSITIVE
from prefpad.notes.greeting_template import FIRST_GREETING, GREETING
from prefpad.notes.owners_words import (
    ABOUT,
    ABOUT_TOPIC,
    NOTE_FOR,
    POLL,
    about_topic,
    note_for,
)
from prefpad.privacy.keeping import KEEPING
from prefpad.privacy.policy_text import POLICY
from prefpad.reconfirmation.policy_settings import (
    COUNT_ALL_ANSWERS,
    EVERY,
    LASTS,
    QUESTION_PRICE,
    own_interval,
    own_lifetime,
)
from prefpad.restore.daily import DAILY_BACKUPS

if TYPE_CHECKING:
    from prefpad.domain.setting import Option
    from prefpad.session import Session

SETTINGS = Registry(
    (
        *(QUESTION_PRICE, COUNT_ALL_ANSWERS, DATE_ORDER, GREETING, FIRST_GREETING, CLEAR_CARD),
        *(DAILY_BACKUPS, SENSITIVE, CONSENT, POLICY, PAGER, OCCASIONS_AHEAD, POLL, ABOUT),
        *KEEPING.values(),
    ),
    families={
        EVERY: own_interval,
        LASTS: own_lifetime,
        ABOUT_TOPIC: about_topic,
        NOTE_FOR: note_for,
    },
)


def all_options(session: Session) -> list[Option]:
    """Return every option as it stands, those of a topic, kind or tag last."""
    settings = [*SETTINGS.values(), *SETTINGS.of_families(session.settings.texts)]
    return [setting.option(session.settings.texts.get(setting.name)) for setting in settings]


def option(session: Session, name: str) -> Option:
    """Return the option called `name` as it stands."""
    setting = SETTINGS.named(name)
    return setting.option(session.settings.texts.get(setting.name))


def explain(session: Session, name: str) -> str:
    """Say what follows from an option as it stands, or nothing if its sentence says it all."""
    setting = SETTINGS.named(name)
    return setting.explained(session.settings.value(setting)) if setting.name in SETTINGS else ""


def set_option(session: Session, name: str, value: str | None) -> Option:
    """Set an option, or put it back to its default, and return it as it stands."""
    from prefpad.db.settings_store import keep_setting

    setting = SETTINGS.named(name)
    if value is not None:
        checked_type("The value of a setting", value)
        is_set = setting.name in session.settings.texts
        before = session.settings.value(setting) if is_set else None
        value = setting.typed(value, session.today, before)
    text = None if value is None else setting.written(setting.read(value))
    with session.transaction() as writer:
        keep_setting(writer, setting, text)
    return option(session, setting.name)
