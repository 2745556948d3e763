from __future__ import annotations

import io
import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad.cli.render.disclosure import write_facts, write_page, write_text
from prefpad.domain.sanitize import clean
from prefpad.privacy.models import Disclosure, Entry, Part
from prefpad.privacy.policy_text import PrivacyPolicy
from tests.conftest import TODAY
from tests.helpers.making import HOSTILE_TEXTS, NAMES_IN_EVERY_SCRIPT, days_ago

if TYPE_CHECKING:
    from collections.abc import Callable

POLICY = PrivacyPolicy(days_ago(30), "We keep what you tell us.\n\nAsk us.")
CHECK = Entry("still true", {"on": TODAY, "how it came": "we asked you"})
COFFEE = Entry("coffee: likes oat flat white", {"noted on": days_ago(300)}, (CHECK,))


def made(*entries: Entry, policy: PrivacyPolicy | None = POLICY, name: str = "Sam") -> Disclosure:
    part = Part("preference", "What you like", "So that you need not tell us again.", entries)
    return Disclosure(name, TODAY, policy, (part,), 2, ("Mary",), (7,))


def written(write: Callable[..., None], *arguments: Any) -> str:
    out = io.StringIO()
    write(*arguments, out)
    return out.getvalue()


class Page(HTMLParser):
    """Collects the tags, attributes and texts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_text_reads_like_a_letter() -> None:
    assert written(write_text, made(COFFEE), 60).splitlines() == [
        "What is kept about Sam, 2 March 2026",
        "",
        "WHAT YOU LIKE",
        "So that you need not tell us again.",
        "- coffee: likes oat flat white",
        "    noted on 6 May 2025",
        "  - still true",
        "      on 2 March 2026 · we asked you",
        "",
        "OUR PRIVACY POLICY, OF 31 JANUARY 2026",
        "We keep what you tell us.",
        "",
        "Ask us.",
    ]


def test_json_has_these_keys() -> None:
    told = json.loads(written(write_facts, made(COFFEE)))
    assert told == {
        "customer": "Sam",
        "on": "2026-03-02",
        "policy": {"on": "2026-01-31", "text": POLICY.text},
        "parts": [
            {
                "name": "preference",
                "title": "What you like",
                "why": "So that you need not tell us again.",
                "entries": [
                    {
                        "text": "coffee: likes oat flat white",
                        "details": {"noted on": "2025-05-06"},
                        "under": [
                            {
                                "text": "still true",
                                "details": {"on": "2026-03-02", "how it came": "we asked you"},
                                "under": [],
                            }
                        ],
                    }
                ],
            }
        ],
    }
    assert json.loads(written(write_facts, made(policy=None)))["policy"] is None


@given(st.text(max_size=300), st.integers(20, 200))
def test_no_line_is_wider_than_the_terminal(text: str, width: int) -> None:
    found = made(Entry(text, {"how": text}, (Entry(text),)), name=text)
    assert all(len(line) <= width for line in written(write_text, found, width).splitlines())


def test_a_line_that_is_too_wide_would_be_noticed() -> None:
    assert len(max(written(write_text, made(COFFEE), 60).splitlines(), key=len)) > 30


@pytest.mark.parametrize("text", [*HOSTILE_TEXTS, *NAMES_IN_EVERY_SCRIPT])
def test_strange_text_acts_on_nothing(text: str) -> None:
    found = made(Entry(text, {text: text}), policy=PrivacyPolicy(TODAY, text), name=text)
    for line in written(write_text, found, 80).splitlines():
        assert line == clean(line)
    page = written(write_page, found)
    assert all(line == clean(line) for line in page.splitlines())
    assert clean(text) in Page(page).texts


TAGS = {
    *("html", "head", "meta", "title", "style", "body"),
    *("h1", "h2", "p", "ul", "li", "div", "br"),
}


@given(st.text(max_size=60))
def test_a_page_holds_text_and_nothing_that_runs_or_is_fetched(text: str) -> None:
    hostile = f"<script>alert(1)</script>\"' onload=x {text}</li><img src=x>"
    found = made(
        Entry(hostile, {hostile: hostile}, (CHECK,)),
        policy=PrivacyPolicy(TODAY, hostile),
        name=hostile,
    )
    page = Page(written(write_page, found))
    assert set(page.tags) <= TAGS
    assert page.attributes <= {"lang", "charset", "http-equiv", "content", "name", "class"}
    assert any(clean(hostile) in shown for shown in page.texts)


def test_a_tag_in_a_page_would_be_noticed() -> None:
    assert "script" in Page("<p><script>x</script>").tags


def test_a_page_says_what_the_text_says() -> None:
    page = " ".join(Page(written(write_page, made(COFFEE))).texts)
    for said in (
        "What is kept about Sam, 2 March 2026",
        "What you like",
        "So that you need not tell us again.",
        "coffee: likes oat flat white",
        "noted on 6 May 2025",
        "still true",
        "on 2 March 2026 · we asked you",
        "Our privacy policy, of 31 January 2026",
        "We keep what you tell us.",
        "Ask us.",
    ):
        assert said in page


@pytest.mark.parametrize("write", [write_facts, write_page])
def test_what_is_for_the_counter_alone_is_not_handed_over(write: Callable[..., None]) -> None:
    assert "Mary" not in written(write, made(COFFEE))
