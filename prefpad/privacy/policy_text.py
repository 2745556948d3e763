"""The privacy policy of the business: its words and the day they took effect."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.record import Record
from prefpad.domain.setting import Setting
from prefpad.domain.validation import readable

if TYPE_CHECKING:
    from prefpad.session import Session

_LONGEST_POLICY = 100_000
_A_YEAR = 365  # days


class PrivacyPolicy(Record):
    """What customers are told about how the business stores what it knows about them.

    Attributes:
        on: the day on which the text was set or last changed.
        text: the policy, line by line.
    """

    on: date
    text: str


def typed_policy(text: str, today: date, before: PrivacyPolicy | None) -> str:
    """Return a policy as stored, from the text typed today.

    Raises:
        AskedWrongly: it is empty, too long, or has a character that cannot be stored.
    """
    text = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if not any(letter.isalnum() for letter in text):
        raise AskedWrongly(
            "The policy has no text.", "Write it after the name, or - to read it from stdin."
        )
    if len(text) > _LONGEST_POLICY:
        raise AskedWrongly(
            "That is too long for a policy.", f"Use at most {_LONGEST_POLICY:,} characters."
        )
    if before and before.text == text:
        return written_policy(before)
    return written_policy(PrivacyPolicy(today, readable("The policy", text)))


def read_policy(text: str) -> PrivacyPolicy | None:
    """Parse a stored policy; None for an empty text.

    Raises:
        AskedWrongly: it does not begin with its day.
    """
    if not text:
        return None
    day, _, words = text.partition("\n")
    try:
        return PrivacyPolicy(date.fromisoformat(day), words)
    except ValueError:
        raise AskedWrongly(f"{day[:20]!r} is not a valid date.") from None


def written_policy(policy: PrivacyPolicy | None) -> str:
    """Return a policy as stored: its day, then its lines."""
    return f"{policy.on}\n{policy.text}" if policy else ""


def is_old(policy: PrivacyPolicy, today: date) -> bool:
    """Tell whether a policy was last changed a year ago or longer."""
    return (today - policy.on).days >= _A_YEAR


def say_policy(policy: PrivacyPolicy | None) -> str:
    """Word a policy for the screen: `of 2026-03-02: We keep ...`."""
    return f"of {policy.on}: {policy.text}" if policy else ""


def policy_in_words(policy: PrivacyPolicy | None) -> str:
    """Say what the policy means for the pad."""
    if policy is None:
        return "Put it here with `prefpad settings policy - < policy.txt`, or a text for the -."
    return f"`disclose` gives it to customers. It reads:\n{policy.text}"


POLICY = Setting(
    "policy",
    "Your privacy policy, with the day of its last change.",
    "",
    read_policy,
    written=written_policy,
    said=say_policy,
    explained=policy_in_words,
    typed=typed_policy,
)


def old_policy(session: Session) -> PrivacyPolicy | None:
    """Return the privacy policy if it is a year old or older, or None."""
    policy = session.settings.value(POLICY)
    return policy if policy and is_old(policy, session.today) else None
