"""What is kept on a person as a page, to read or to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.cli.render.disclosure import said_details, title
from prefpad.cli.render.web_page import page, safe
from prefpad.domain.humanize import say_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefpad.cli.render.disclosure import TextSink
    from prefpad.privacy.models import Disclosure, Entry

_STYLE = """
body { max-width: 44rem; }
.why { font-style: italic; margin: 0; break-after: avoid; }
ul { padding-left: 1.4rem; }
li { margin: .4rem 0; break-inside: avoid; }
.details { font-size: .85rem; color: var(--soft); }
"""


def write_page(found: Disclosure, out: TextSink) -> None:
    """Write a disclosure as a page; nothing in it runs or is fetched."""
    for line in page(title(found), _STYLE, _body(found)):
        out.write(f"{line}\n")


def _body(found: Disclosure) -> Iterator[str]:
    for part in found.parts:
        yield f'<h2>{safe(part.title)}</h2><p class="why">{safe(part.why)}</p><ul>'
        for entry in part.entries:
            yield from _entry(entry)
        yield "</ul>"
    if found.policy:
        yield f"<h2>Our privacy policy, of {say_date(found.policy.on)}</h2>"
        for paragraph in found.policy.text.split("\n\n"):
            yield f"<p>{'<br>'.join(map(safe, paragraph.splitlines()))}</p>"


def _entry(entry: Entry) -> Iterator[str]:
    details = " · ".join(map(safe, said_details(entry)))
    yield f"<li>{safe(entry.text)}{f'<div class=details>{details}</div>' * bool(details)}"
    if entry.under:
        yield "<ul>"
        for one in entry.under:
            yield from _entry(one)
        yield "</ul>"
    yield "</li>"
