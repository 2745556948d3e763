"""What may be jotted: the rules that a note obeys, whether typed or imported."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from prefpad.core.errors import AskedWrongly
from prefpad.core.names import fold, name_key
from prefpad.core.words import SOURCES, STANCES, VOICES, check_word, kind_named

if TYPE_CHECKING:
    from prefpad.core.words import Kind, Source, Stance, Standing, Voice

IDEA = "idea"
LONGEST_TEXT = 4000
LONGEST_NAME = 200
LONGEST_TOPIC = 40

_TOPIC_WORD = r"[^\W\d_][\w/-]*"
_LEADING_TOPIC = re.compile(rf"({_TOPIC_WORD}):\s+(?=\S)")
_HASHTAG = re.compile(rf"(?<![^\s(,;])#({_TOPIC_WORD})")
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")


class Frame(NamedTuple):
    """All of a note but its words and days, with the defaults filled in."""

    kind: Kind
    stance: Stance | None
    source: Source
    voice: Voice
    voice_by_hand: bool
    standing: Standing
    alert: bool
    given: bool


def frame(
    kind: str,
    stance: str | None = None,
    source: str = "told",
    voice: str | None = None,
    *,
    alert: bool = False,
) -> Frame:
    """Settle what a note is.

    Args:
        kind: a kind of note, or `idea` for an extra not given yet.
        stance: `likes`, `dislikes` or None; only preferences and needs have one.
        source: `told`, `observed` or `relayed`.
        voice: by hand; None takes that of the kind and source.
        alert: a preference that is an alert is a need.

    Raises:
        AskedWrongly: an unknown word, or words that do not go together.
    """
    settled = kind_named("extra" if kind == IDEA else kind)
    if alert and settled.name == "preference" and not stance:
        settled = kind_named("need")
    if alert and settled.name != "need":
        raise AskedWrongly(
            f"A {settled.name} cannot be an alert.", "Only a need is seen first; use --need."
        )
    if stance:
        check_word("stance", stance, STANCES)
        if not settled.asked_again:
            raise AskedWrongly(
                f"A {settled.name} has no stance.", "Only preferences and needs like or dislike."
            )
    check_word("source", source, SOURCES)
    if voice:
        check_word("voice", voice, VOICES)
        if alert and voice == "private":
            raise AskedWrongly(
                "An alert cannot be private: it must be seen first.", "Leave one of the two out."
            )
    told = source == "told"
    candidate = settled.asked_again and not told
    by_rule = "act" if alert and not told else settled.told_voice if told else settled.other_voice
    return Frame(
        settled,
        stance or None,  # type: ignore[arg-type]  # checked above
        source,  # type: ignore[arg-type]  # checked above
        voice or by_rule,  # type: ignore[arg-type]  # checked above
        bool(voice),
        "candidate" if candidate else "standing",
        alert,
        given=kind == "extra",
    )


def split_topic(text: str, topic: str | None = None) -> tuple[str | None, str]:
    """Return the topic and the text without it.

    A first word with a colon or a `#word` anywhere is the topic, unless `topic` names it. A `#word`
    at either end is taken off; inside the text only its `#` is.

    Raises:
        AskedWrongly: the text is blank, too long or unreadable, or the topic is no short word.
    """
    text = checked_text(text)
    if topic and topic.strip():
        return _checked_topic(topic.strip().removeprefix("#")), text
    if led := _LEADING_TOPIC.match(text):
        return _checked_topic(led[1]), text[led.end() :]
    if "#" in text and (tagged := _HASHTAG.search(text)):
        before, after = text[: tagged.start()].rstrip(), text[tagged.end() :].lstrip()
        if not before or not after:
            return _checked_topic(tagged[1]), before or after or tagged[1]
        return _checked_topic(tagged[1]), text[: tagged.start()] + text[tagged.start() + 1 :]
    return None, text


def checked_text(text: str) -> str:
    """Return a note's text without the space around it.

    Raises:
        AskedWrongly: it is blank, longer than `LONGEST_TEXT` characters, or unreadable.
    """
    text = text.strip()
    if not fold(text):
        raise AskedWrongly("The note has no text.", "Say in a few words what to remember.")
    if len(text) > LONGEST_TEXT:
        raise AskedWrongly(
            f"The note is {len(text):,} characters long; {LONGEST_TEXT:,} are the most.",
            "Keep what the next visit needs.",
        )
    return _readable("The note", text)


def checked_name(name: str) -> str:
    """Return a customer's name with single spaces.

    Raises:
        AskedWrongly: it has no letter or digit, is too long, or unreadable.
    """
    name = " ".join(name.split())
    if not name_key(name):
        raise AskedWrongly(
            "A name needs at least one letter or digit.", "Say whom the note is about."
        )
    if len(name) > LONGEST_NAME:
        raise AskedWrongly(
            f"The name is {len(name):,} characters long; {LONGEST_NAME} are the most.",
            "Keep the name and put the rest into a note.",
        )
    return _readable("The name", name)


def _checked_topic(topic: str) -> str:
    if len(topic) > LONGEST_TOPIC or not fold(topic):
        raise AskedWrongly(
            f"A topic is a short word of at most {LONGEST_TOPIC} characters.",
            "Use one such as coffee or room.",
        )
    return _readable("The topic", " ".join(topic.split()))


def _readable(what: str, text: str) -> str:
    if _UNREADABLE.search(text):
        raise AskedWrongly(
            f"{what} holds a character that cannot be kept.", "Type it again without it."
        )
    return text
