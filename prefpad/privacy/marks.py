"""By which marks somebody who asked to be forgotten is known again without a word being kept.

A mark is a hash under a secret key. Without the key a phone number is found from its hash by trying
all of them, which takes minutes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MARK_BYTES = 16
_COMPARED_DIGITS = 8
"""Of the end of a phone number, by which it is the same with and without its country code."""


def keyed_hashes(
    secret: bytes, names: Iterable[str], handles: Iterable[tuple[str, str]], *, alone: bool
) -> set[str]:
    """Return the marks of a person.

    A card or an id is a mark by itself. An e-mail address is one together with any word of the
    name, a phone with the whole name: colleagues and families share them. A name alone is none.

    Args:
        secret: the key.
        names: folded names.
        handles: kind and key; the key of an outside id begins with its source.
        alone: add the marks of an e-mail address and a phone by themselves, for rows that have no
            name.
    """
    found = (
        part for kind, key in handles if key for part in _parts(kind, key, [*names], alone=alone)
    )
    return {mark(secret, *part) for part in found}


def mark(secret: bytes, *parts: str) -> str:
    """Return one mark."""
    from hashlib import blake2b

    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=_MARK_BYTES, key=secret).hexdigest()


def _parts(kind: str, key: str, names: list[str], *, alone: bool) -> Iterator[tuple[str, ...]]:
    match kind:
        case "card" | "id":
            yield kind, key
        case "email":
            yield from ((kind, key, word) for name in names for word in name.split())
            if alone:
                yield kind, key
        case "phone":
            end = key[-_COMPARED_DIGITS:]
            yield from ((kind, end, " ".join(sorted(name.split()))) for name in names)
            if alone:
                yield kind, end
