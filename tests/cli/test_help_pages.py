"""The pages of `prefpad help`: listed, drawn at a terminal, plain in a pipe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from prefpad.cli.commands import COMMANDS
from prefpad.cli.pages import TOPICS
from prefpad.cli.render.console import draw_page
from prefpad.domain.vocabulary import KINDS
from prefpad.settings import SETTINGS
from tests.helpers.completing import offered
from tests.helpers.shell import Screen, answer, refusal

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def drawn(markdown: str) -> str:
    screen = Screen()
    draw_page(markdown, screen)
    return screen.getvalue()


def test_help_lists_every_topic_in_a_line(run: Run) -> None:
    _, *lines, _ = answer(run("help")).splitlines()
    assert [line.split()[0] for line in lines] == [*TOPICS]
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_a_page_that_is_plain_text_in_a_pipe(run: Run, topic: str) -> None:
    text = answer(run("help", topic))
    assert text.startswith("# ")
    assert text.endswith("\n")
    assert "\x1b" not in text


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_is_drawn_without_its_marks_and_loses_no_word(
    run: Run, topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    page = answer(run("help", topic))
    shown = re.sub(r"\x1b\[[0-9;]*m", "", drawn(page))
    assert not re.search(r"^#+ |```|\*\*", shown, re.MULTILINE)
    assert not re.search(r"\x1b\[[0-9;]*[34][0-7]", drawn(page)), "a colour of its own"
    assert set(re.findall(r"\w+", page)) - set(re.findall(r"\w+", shown)) <= {
        "console",
        "text",
        "python",
    }


def test_the_page_on_the_counter_says_which_kinds_may_be_said(run: Run) -> None:
    rows = re.findall(
        r"^\| (\w+) \| `.*\| ([^|]+) \|$", answer(run("help", "counter")), re.MULTILINE
    )
    assert dict(rows) == {
        kind.name: "if they told you" if kind.told_voice == "say" else "no"
        for kind in KINDS.values()
    }


def test_the_page_on_settings_has_them_all_with_their_sentences(run: Run) -> None:
    text = answer(run("help", "settings"))
    for setting in SETTINGS.values():
        assert f"| `{setting.name}` " in text
        assert setting.sentence in text


@pytest.mark.parametrize("name", sorted({*COMMANDS} - {*TOPICS}))
def test_help_on_a_command_is_the_help_of_that_command(run: Run, name: str) -> None:
    assert answer(run("help", name)) == answer(run(name, "--help"))


def test_help_knows_short_names(run: Run) -> None:
    assert answer(run("help", "a")) == answer(run("help", "add"))


def test_an_unknown_topic_suggests_those_that_are_near(run: Run) -> None:
    told = refusal(run("help", "privcy"), 2)
    assert told == "There is no help on 'privcy'.\nhint: Did you mean `prefpad help privacy`?\n"


def test_a_topic_like_no_other_leads_to_the_list(run: Run) -> None:
    told = refusal(run("help", "xyzzy"), 2)
    assert told == "There is no help on 'xyzzy'.\nhint: `prefpad help` lists the topics.\n"


def test_topics_and_commands_complete() -> None:
    assert offered("help rec") == ["reconfirmation", "recall"]
