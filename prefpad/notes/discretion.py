"""Discretion: how openly a remark may be told, given what it mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.record import replace
from prefpad.domain.setting import Setting
from prefpad.domain.validation import checked_type

if TYPE_CHECKING:
    from prefpad.domain.models import Note
    from prefpad.domain.vocabulary import Voice
    from prefpad.notes.draft import NoteAttributes
    from prefpad.notes.sensitive import OwnWords, Sensitivity, WordList
    from prefpad.session import Session

HIDDEN = "(private)"
"""What is shown in place of a private text."""

_OPENNESS: tuple[Voice, ...] = ("private", "act", "say")
_OTHERWISE = 'To change that: `prefpad edit {} --voice act --because "reason"` (or say).'
_FOR_STAFF = "To see it first on the card, for staff alone: --alert."
_OF_HEALTH = frozenset({"health", "disability"})
_INSTEAD = "Write what to do for them instead: not 'rude' but 'prefers short answers'."


def _own_words_explained(_: object) -> str:
    return (
        "Write words and phrases with commas between, a star for any ending: `golf club, debut*,"
        " not kosher`. They apply to notes written from now on."
    )


def _own_words(text: str) -> OwnWords:
    from prefpad.notes.sensitive import own_words

    return own_words(text)


def _said_words(own: OwnWords) -> str:
    from prefpad.notes.sensitive import said_words

    return said_words(own)


SENSITIVE = Setting(
    "sensitive",
    "Words that keep a note private, besides those prefpad knows; `not WORD` takes one off.",
    "",
    _own_words,
    written=_said_words,
    said=_said_words,
    explained=_own_words_explained,
)


def words_of(session: Session) -> WordList:
    """Return the words that tell what a remark mentions, the owner's own among them."""
    from prefpad.notes.sensitive import word_list

    return word_list(session.settings.value(SENSITIVE))


def judge(session: Session, topic: str | None, text: str) -> Sensitivity:
    """Return what a remark and its topic mention, by our word lists and the owner's."""
    return words_of(session).judge(with_topic(topic, checked_type("A remark", text)))


def with_topic(topic: str | None, text: str) -> str:
    """Return a remark with its topic, in the form that is judged."""
    return f"{topic} {text}" if topic else text


def at_most(voice: Voice, judged: Sensitivity, *, alert: bool) -> Voice:
    """Lower a voice to what the judgement allows; an alert is never hidden."""
    most = judged.voice
    if most == "say":
        return voice
    if alert and most == "private":
        most = "act"
    return least_open(voice, most)


def least_open(*voices: Voice) -> Voice:
    """Return the most private of some voices."""
    return min(voices, key=_OPENNESS.index)


def discreet(attributes: NoteAttributes, judged: Sensitivity) -> NoteAttributes:
    """Return a note's attributes with the voice lowered to what the judgement allows."""
    voice = at_most(attributes.voice, judged, alert=attributes.alert)
    return (
        attributes
        if voice == attributes.voice
        else replace(attributes, voice=voice, voice_by_hand=False)
    )


def why_kept(judged: Sensitivity, note: Note) -> str:
    """Say briefly why a note has its voice; empty unless one of its words is the reason."""
    if note.because:
        return f"voice {note.voice} because '{note.because}'"
    if note.voice == "say":
        return ""
    how = "kept private" if note.voice == "private" else "won't be shown to them"
    if judged.subject:
        return f"{how}: mentions {judged.subject} ('{judged.word}')"
    if note.voice == "private":
        return "private"
    return f"{how}: it passes judgement ('{judged.judgement}')" if judged.judgement else ""


def denied(alert: Note) -> str:
    """Advise on a remark that denies an existing alert, which stays in place."""
    return (
        f"Note {alert.number} says '{alert.text}' and is still shown first."
        f" If that is no longer true: `prefpad confirm {alert.number} --gone`."
    )


def hint(judged: Sensitivity, note: Note) -> str:
    """Say what the writer can do about a note's voice; empty if nothing."""
    if judged.subject and not note.because and not note.alert:
        otherwise = _OTHERWISE.format(note.number)
        return f"{otherwise} {_FOR_STAFF}" if judged.subject in _OF_HEALTH else otherwise
    return _INSTEAD if judged.judgement else ""
