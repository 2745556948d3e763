"""The phones and e-mail addresses in a cell, however people write several into one."""

from __future__ import annotations

import re

_IN_ANGLES = re.compile(r"<\s*(?:mailto:)?([^<>\s@]+@[^<>\s@]+)\s*>", re.IGNORECASE)
_BEFORE_ANGLES = re.compile(r"[^<>;@]*<[^<>]*>[\s,;]*")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_MAIL_TO = re.compile(r"\bmailto:", re.IGNORECASE)
_BETWEEN_ADDRESSES = re.compile(
    r"[;,|\n]|\s+/\s*|\s*/\s+|\s+(?:or|and|oder|und|ou|et|o|y|e|of|en)\s+(?=\S+@)|\s+(?=\S+@)",
    re.IGNORECASE,
)
_BETWEEN_PHONES = re.compile(
    r"\||,\s|\s+/\s+|\s+(?:or|and|oder|und|ou|et|o|y|e|of|en)\s+|\s*[^\W\d_]{2,}:\s*",
    re.IGNORECASE,
)
_LISTED = re.compile("[;\n]")
_FEWEST_DIGITS = 6
_AS_A_NUMBER = re.compile(r"(\d{7,})\.0")


def email_addresses(cell: str) -> list[str]:
    """Return the addresses in a cell: of `Ann <ann@x.example>`, `a@x.example / b@x.example (work)`."""
    if "@" in _BEFORE_ANGLES.sub("", cell) or not (addresses := _IN_ANGLES.findall(cell)):
        bare = _MAIL_TO.sub("", _IN_BRACKETS.sub(" ", cell)).strip()
        addresses = _BETWEEN_ADDRESSES.split(bare)
    stripped = (one.strip(" <>\"'*") for one in addresses)
    return [one for one in stripped if one]


def phone_numbers(cell: str) -> list[str]:
    """Return the phones in a cell: of `555 010 4403 / 555 010 4404` both."""
    listed = [part.strip().removeprefix("* ").strip() for part in _LISTED.split(cell)]
    return [phone for part in listed if part for phone in _side_by_side(part)]


def _side_by_side(text: str) -> list[str]:
    """Return the phones in a text, which is one unless each part has the digits of a phone."""
    if number := _AS_A_NUMBER.fullmatch(text):
        return [number[1]]
    parts = [part.strip() for part in _BETWEEN_PHONES.split(text)]
    parts = [part for part in parts if part]
    are_phones = all(sum(map(str.isdigit, part)) >= _FEWEST_DIGITS for part in parts)
    return parts if parts and are_phones else [text]
