"""What is kept on a person as one page of html that needs nothing else, to read or to print."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from prefpad.cli.render.disclosure import said_details, title
from prefpad.domain.humanize import say_date
from prefpad.domain.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefpad.cli.render.disclosure import TextSink
    from prefpad.privacy.disclosure import Disclosure, Entry

_STYLE = """
body { font: 1rem/1.5 Georgia, serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 0; break-after: avoid; }
.why { font-style: italic; margin: 0; break-after: avoid; }
li { margin: .4rem 0; break-inside: avoid; }
.details { font-size: .85rem; color: #444; }
@media print { body { margin: 0; max-width: none; } }
"""
_NOTHING_FROM_ELSEWHERE = "default-src 'none'; style-src 'unsafe-inline'"


def write_page(found: Disclosure, out: TextSink) -> None:
    """Write a disclosure as a page; nothing in it runs or is fetched."""
    for line in _lines(found):
        out.write(f"{line}\n")


def _lines(found: Disclosure) -> Iterator[str]:
    over = _safe(title(found))
    yield "<!DOCTYPE html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_NOTHING_FROM_ELSEWHERE}">'
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>{over}</title><style>{_STYLE}</style></head>"
    yield f"<body><h1>{over}</h1>"
    for part in found.parts:
        yield f'<h2>{_safe(part.title)}</h2><p class="why">{_safe(part.why)}</p><ul>'
        for entry in part.entries:
            yield from _entry(entry)
        yield "</ul>"
    if found.policy:
        yield f"<h2>Our privacy policy, of {say_date(found.policy.on)}</h2>"
        for paragraph in found.policy.text.split("\n\n"):
            yield f"<p>{'<br>'.join(map(_safe, paragraph.splitlines()))}</p>"
    yield "</body></html>"


def _entry(entry: Entry) -> Iterator[str]:
    details = " · ".join(map(_safe, said_details(entry)))
    yield f"<li>{_safe(entry.text)}{f'<div class=details>{details}</div>' * bool(details)}"
    if entry.under:
        yield "<ul>"
        for one in entry.under:
            yield from _entry(one)
        yield "</ul>"
    yield "</li>"


def _safe(text: str) -> str:
    return escape(clean(text))
