"""Showing a disclosure as text, as json, and as a page."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import TYPE_CHECKING

from prefpad.cli.render.serialize import json_text
from prefpad.cli.render.web_page import TextSink, page, safe
from prefpad.domain.humanize import say_date
from prefpad.domain.sanitize import clean
from prefpad.privacy.labels import SELF_EVIDENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefpad.privacy.models import Disclosure, Entry

_STEP = "  "
_STYLE = """
body { max-width: 44rem; }
.why { font-style: italic; margin: 0; break-after: avoid; }
ul { padding-left: 1.4rem; }
li { margin: .4rem 0; break-inside: avoid; }
.details { font-size: .85rem; color: var(--soft); }
"""


def write_text(found: Disclosure, width: int, out: TextSink) -> None:
    """Write a disclosure as text whose lines are at most `width` wide, where words allow it."""
    for line in _lines(found, width):
        out.write(f"{clean(line)}\n")


def write_facts(found: Disclosure, out: TextSink) -> None:
    """Write a disclosure as json."""
    policy = found.policy and vars(found.policy)
    told = {
        "customer": found.customer,
        "on": found.on,
        "policy": policy,
        "parts": list(found.parts),
    }
    out.write(f"{json_text(told, getattr(out, 'encoding', None))}\n")


def title(found: Disclosure) -> str:
    """Return the title of a disclosure."""
    return f"What is kept about {found.customer}, {say_date(found.on)}"


def said_details(entry: Entry) -> list[str]:
    """Word the details of an entry."""
    found = []
    for name, value in entry.details.items():
        if isinstance(value, date):
            found.append(f"{name} {say_date(value)}")
        else:
            found.append(value if name in SELF_EVIDENT else f"{name}: {value}")
    return found


def _lines(found: Disclosure, width: int) -> Iterator[str]:
    yield from textwrap.wrap(clean(title(found)), width)
    for part in found.parts:
        yield ""
        yield from textwrap.wrap(clean(part.title.upper()), width)
        yield from textwrap.wrap(clean(part.why), width)
        for entry in part.entries:
            yield from _entry(entry, width, "")
    if found.policy:
        yield ""
        over = f"OUR PRIVACY POLICY, OF {say_date(found.policy.on).upper()}"
        yield from textwrap.wrap(over, width)
        for line in found.policy.text.splitlines():
            yield from textwrap.wrap(clean(line), width) or [""]


def _entry(entry: Entry, width: int, indent: str) -> Iterator[str]:
    within = f"{indent}{_STEP}"
    yield from textwrap.wrap(
        clean(entry.text), width, initial_indent=f"{indent}- ", subsequent_indent=within
    ) or [f"{indent}-"]
    details = clean(" · ".join(said_details(entry)))
    yield from textwrap.wrap(
        details, width, initial_indent=f"{within}{_STEP}", subsequent_indent=f"{within}{_STEP}"
    )
    for one in entry.under:
        yield from _entry(one, width, within)


# -- as a page, to read or to print ----------------------------------------------------------------


def write_page(found: Disclosure, out: TextSink) -> None:
    """Write a disclosure as a page; nothing in it runs or is fetched."""
    for line in page(title(found), _STYLE, _page_body(found)):
        out.write(f"{line}\n")


def _page_body(found: Disclosure) -> Iterator[str]:
    for part in found.parts:
        yield f'<h2>{safe(part.title)}</h2><p class="why">{safe(part.why)}</p><ul>'
        for entry in part.entries:
            yield from _item(entry)
        yield "</ul>"
    if found.policy:
        yield f"<h2>Our privacy policy, of {say_date(found.policy.on)}</h2>"
        for paragraph in found.policy.text.split("\n\n"):
            yield f"<p>{'<br>'.join(map(safe, paragraph.splitlines()))}</p>"


def _item(entry: Entry) -> Iterator[str]:
    details = " · ".join(map(safe, said_details(entry)))
    yield f"<li>{safe(entry.text)}{f'<div class=details>{details}</div>' * bool(details)}"
    if entry.under:
        yield "<ul>"
        for one in entry.under:
            yield from _item(one)
        yield "</ul>"
    yield "</li>"
