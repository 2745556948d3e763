"""The pad's own options: what each folder declares, and how an owner looks at and sets them.

A new setting is declared in the folder that it governs, and is one more line here. The folder is
loaded when the setting is asked for, since a command asks for few.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from prefpad.domain.setting import Registry
from prefpad.domain.validation import checked_type

if TYPE_CHECKING:
    from prefpad.domain.setting import Option, Setting
    from prefpad.session import Session


def _in(module: str, name: str) -> Setting[Any]:
    found: Setting[Any] = getattr(import_module(f"prefpad.{module}"), name)
    return found


def _of_a_family(module: str, name: str, of: str) -> Setting[Any]:
    found: Setting[Any] = getattr(import_module(f"prefpad.{module}"), name)(of)
    return found


def _keeping(what: str) -> Setting[Any]:
    from prefpad.privacy.tidying import KEEPING

    return KEEPING[what]


_POLICY = "reconfirmation.policy"
_WORDS = "notes.owners_words"

SETTINGS = Registry(
    {
        "question-price": partial(_in, _POLICY, "QUESTION_PRICE"),
        "count-all-answers": partial(_in, _POLICY, "COUNT_ALL_ANSWERS"),
        "date-order": partial(_in, "domain.dates", "DATE_ORDER"),
        "greeting": partial(_in, "notes.greeting_template", "GREETING"),
        "first-greeting": partial(_in, "notes.greeting_template", "FIRST_GREETING"),
        "clear-card": partial(_in, "domain.screen_settings", "CLEAR_CARD"),
        "daily-backups": partial(_in, "restore.daily", "DAILY_BACKUPS"),
        "sensitive": partial(_in, "notes.discretion", "SENSITIVE"),
        "consent": partial(_in, "customers.consent", "CONSENT"),
        "policy": partial(_in, "privacy.policy_text", "POLICY"),
        "pager": partial(_in, "domain.screen_settings", "PAGER"),
        "occasions-ahead": partial(_in, "customers.occasions", "OCCASIONS_AHEAD"),
        "poll": partial(_in, _WORDS, "POLL"),
        "about": partial(_in, _WORDS, "ABOUT"),
        **{
            f"keep-{what}s": partial(_keeping, what)
            for what in ("want", "mood", "candidate", "problem", "promise", "extra", "customer")
        },
    },
    families={
        "every:": partial(_of_a_family, _POLICY, "own_interval"),
        "lasts:": partial(_of_a_family, _POLICY, "own_lifetime"),
        "about:": partial(_of_a_family, _WORDS, "about_topic"),
        "note:": partial(_of_a_family, _WORDS, "note_for"),
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
