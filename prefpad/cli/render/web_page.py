"""A self-contained page of HTML for desktop, phone and paper, in light or dark."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Protocol

from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --soft: #555; --line: #ccc; --bar: #3568a8;
  --ground: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --soft: #aaa; --line: #444;
  --bar: #7fb0ee; --ground: #16181b; } }
* { box-sizing: border-box; }
body { font: 1rem/1.5 Georgia, serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem;
  color: var(--ink); background: var(--ground); overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.2; }
h2 { font-size: 1.15rem; margin: 2rem 0 0; break-after: avoid; }
@page { size: A4; margin: 16mm; }
@media print { :root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb; --bar: #3568a8;
  --ground: #fff; } body { margin: 0; padding: 0; max-width: none; font-size: 11pt; }
  svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""
_NOTHING_FROM_ELSEWHERE = "default-src 'none'; style-src 'unsafe-inline'"


class TextSink(Protocol):
    """Anything that text can be written to."""

    def write(self, text: str, /) -> object:
        """Take a text."""


def page(title: str, style: str, body: Iterator[str]) -> Iterator[str]:
    """Yield the lines of a page; nothing in it runs or is fetched.

    Args:
        title: over the page and of its window.
        style: what the page has of its own, in CSS.
        body: its lines, in which texts are `safe`.
    """
    over = safe(title)
    yield "<!DOCTYPE html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_NOTHING_FROM_ELSEWHERE}">'
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>{over}</title><style>{_STYLE}{style}</style></head>"
    yield f"<body><h1>{over}</h1>"
    yield from body
    yield "</body></html>"


def safe(text: str) -> str:
    """Return a text as html shows it: nothing in it is markup or acts on a screen."""
    return escape(clean(text))
