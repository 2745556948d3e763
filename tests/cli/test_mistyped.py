"""A line that cannot be understood is answered in our own words, with what was probably meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from typer.main import get_command

from prefpad.cli.app import app
from prefpad.cli.commands import COMMANDS
from prefpad.cli.unknown_command import OPTIONS_MEANT, unknown_command
from tests.helpers.shell import refusal

if TYPE_CHECKING:
    from prefpad import Pad
    from tests.cli.conftest import Run

_NOT_A_NAME = "After `prefpad {}` comes the name, not '{}'."
_NO_COMMAND = "There is no command called '{}'."
TOOLKIT = re.compile(
    r"argument|parameter|invalid|missing|unexpected|got |range|usage|try |error", re.IGNORECASE
)
ERASING = re.compile(r"\b(forget|tidy|restore|merge)\b")


@pytest.mark.parametrize(
    ("line", "sentence", "hint"),
    [
        ("recall", "Which customer?", "`prefpad recall NAME`"),
        ("add", "Which customer?", "`prefpad add NAME`"),
        ("merge sam", "Which other customer?", "`prefpad merge CUSTOMER OTHER`"),
        ("merge", "Which customer?", "`prefpad merge CUSTOMER OTHER`"),
        ("forget", "Which customer?", "`prefpad forget NAME`"),
        ("done", "Which note?", "`prefpad done NOTE TEXT`"),
        ("confirm", "Which note or customer?", "`prefpad confirm NOTE|CUSTOMER`"),
        ("search", "Which words?", "`prefpad search WORDS`"),
        ("import", "Which file?", "`prefpad import FILE`"),
        ("restore", "No backup of this pad is known.", "`prefpad restore FILE`"),
        ("done sam", "sam is not a note number.", "`prefpad recall NAME`"),
        (
            "delete sam",
            "sam is not a note number.",
            "`prefpad help privacy` says how a customer is",
        ),
        ("done -5", "-5 is not a note number.", "`prefpad recall NAME`"),
        ("done 0", "0 is not a note number.", "`prefpad recall NAME`"),
        ("done ²", "² is not a note number.", "`prefpad recall NAME`"),
        ("add sam tea --instead tea", "tea is not a note number.", "`prefpad recall NAME`"),
        ("add sam tea --under ten", "ten is not a note number.", "`prefpad recall NAME`"),
        ("undo abc", "abc is not a change number.", "`prefpad log`"),
        ("log abc", "abc is not a change number.", "`prefpad log`"),
        ("due -n ten", "--limit must be 0 or more.", "--limit 0"),
        ("due --limit -1", "--limit must be 0 or more.", "--limit 0"),
        ("due --format pdf", "There is no format called 'pdf'.", "json"),
        ("export x --format pdf", "There is no export format called 'pdf'.", "vcard"),
        ("disclose sam --as pdf", "There is no form called 'pdf'.", "html"),
        ("report sales", "There is no report called 'sales'.", "topics"),
        ("due --within", "--within needs a value.", "--within TIME"),
        ("add sam tea --likes=yes", "--likes takes no value.", "--likes"),
        (
            "merge sam smith @2",
            "'@2' is not expected after `prefpad merge CUSTOMER OTHER`.",
            "quotes",
        ),
        ("due sam", "'sam' is not expected after `prefpad due`.", "--customer"),
        ("due this week", "'this week' is not expected after `prefpad due`.", '--within "1 week"'),
        ("tidy now", "'now' is not expected after `prefpad tidy`.", "`prefpad tidy --help`"),
        ("recall sam --histry", "There is no option '--histry'.", "--history"),
        ("add sam tea -seen", "There is no option '-seen'.", "Did you mean --seen?"),
        ("add sam -likes tea", "There is no option '-likes'.", "Did you mean --likes?"),
        ("add sam -told tea", "There is no option '-told'.", "Did you mean --told?"),
        ("add sam -x tea", "There is no option '-x'.", "Put -- before text"),
        ("add sam --dont like tea", "There is no option '--dont'.", "Did you mean --dislikes?"),
        ("add sam --stance likes", "There is no option '--stance'.", "--likes or --dislikes?"),
        ("add sam --due friday x", "There is no option '--due'.", "Did you mean --by?"),
        (
            "add sam --nickname x",
            "There is no option '--nickname'.",
            "`prefpad customer` has --alias.",
        ),
        ("add sam tea --becuase x", "There is no option '--becuase'.", "Did you mean --because?"),
        (
            "customer sam --nickname x",
            "There is no option '--nickname'.",
            "Did you mean --alias or --familiar?",
        ),
        ("customer sam --called x", "There is no option '--called'.", "--alias or --familiar?"),
        ("visit sam --when x", "There is no option '--when'.", "Did you mean --on or --expected?"),
        ("due --days 7", "There is no option '--days'.", "Did you mean --within?"),
        ("due --within 2 wks", "'2 wks' is not a length of time.", "2 weeks"),
        ("--loud", "There is no option '--loud'.", "`prefpad --help`"),
        ("rcall sam", "There is no command called 'rcall'.", "`prefpad recall`"),
        ("smith likes tea", _NO_COMMAND.format("smith"), "`prefpad add smith likes tea` adds"),
        (
            "sam smith coffee: black -n",
            _NO_COMMAND.format("sam"),
            "add sam smith coffee: black -n`",
        ),
        ("sam smith liebt Tee", _NO_COMMAND.format("sam"), "`prefpad add sam smith liebt Tee`"),
        ("sam has a nut allergy", _NO_COMMAND.format("sam"), "`prefpad add sam has a nut allergy`"),
        ("sam smith", _NO_COMMAND.format("sam"), "`prefpad recall sam smith` shows"),
        ("sam -n 5", _NO_COMMAND.format("sam"), "`prefpad recall sam` shows a customer"),
        ("forgt sam", "There is no command called 'forgt'.", "`prefpad forget`"),
        ("who is due?", "There is no command called 'who'.", "Did you mean `prefpad due`?"),
        ("whos due", "There is no command called 'whos'.", "Did you mean `prefpad due`?"),
        ("any birthdays", "There is no command called 'any'.", "`prefpad today --days 7`"),
        ("sam forget", "There is no command called 'sam'.", "`prefpad recall sam` shows"),
        ("change 4", "There is no command called 'change'.", "Did you mean `prefpad edit`?"),
        ("rename sam", "There is no command called 'rename'.", "customer NAME --name"),
        ("version", "There is no command called 'version'.", "`prefpad --version`"),
        ("edit sam", "sam is not a note number.", "`prefpad customer NAME`"),
        ("edit 1 --phone 555", "There is no option '--phone'.", "`prefpad customer` has it."),
        ("recall sam --map a=b", "There is no option '--map'.", "`prefpad import` has it."),
        ("customer list", _NOT_A_NAME.format("customer", "list"), "`prefpad customer` lists"),
        (
            "customer edit sam smith",
            _NOT_A_NAME.format("customer", "edit"),
            "`prefpad customer sam",
        ),
        ("customer edit joe b --new", _NOT_A_NAME.format("customer", "edit"), "joe b --phone"),
        ("customer delete sam", _NOT_A_NAME.format("customer", "delete"), "help privacy"),
        ("add note sam likes tea", _NOT_A_NAME.format("add", "note"), "add sam likes tea"),
        (
            "add likes sam tea",
            _NOT_A_NAME.format("add", "likes"),
            "`prefpad add NAME likes TEXT`",
        ),
        (
            "visit sam smith --served skin fade",
            "'fade' stands after the value of --served.",
            '--served "skin fade"',
        ),
        (
            "edit 1 --by friday --because the part is late",
            "'part is late' stands after the value of --because.",
            '--because "the part is late"',
        ),
        (
            "customer sam --phone 07700 900 111 --tag vip",
            "'900 111' stands after the value of --phone.",
            '--phone "07700 900 111"',
        ),
        (
            "add sam tea --because he said so",
            "'said so' stands after the value of --because.",
            '--because "he said so"',
        ),
        (
            "confirm 1 --now oat flat white",
            "'flat white' stands after the value of --now.",
            '--now "oat flat white"',
        ),
        (
            "visit sam friday",
            "'friday' can be 27 February 2026 or 6 March 2026.",
            "--on 2026-02-27",
        ),
        ("visit sam tomorrow", "'tomorrow' is still to come.", "Write --expected tomorrow."),
        ("visit sam today 9:30", "'today 9:30' is still to come.", "--expected today 9:30"),
        ("problems", "There is no command called 'problems'.", "`prefpad report problems`"),
        ("promises", "There is no command called 'promises'.", "`prefpad today --days 30`"),
        ("allergies", "There is no command called 'allergies'.", "`prefpad search allergy`"),
        ("quit", "There is no command called 'quit'.", "In `prefpad counter`, Ctrl-D leaves."),
        ("exit", "There is no command called 'exit'.", "In `prefpad counter`, Ctrl-D leaves."),
        ("edit 1 by friday", "'by friday' would be the text.", "Did you mean --by friday?"),
        ("edit 1 to friday", "'to friday' would be the text.", "Did you mean --by friday?"),
        ("edit 1 Until 3 may", "'Until 3 may' would be the text.", "Did you mean --by 3 may?"),
        ("edit 1 private", "'private' would be the text.", "Did you mean --private?"),
        ("edit 1 Private", "'Private' would be the text.", "Did you mean --private?"),
        ("done 1 withdrawn", "'withdrawn' would be the text.", "Did you mean --withdrawn?"),
        ("add sam alert", "'alert' would be the text.", "If not, put -- before the text."),
        ("slipping", "There is no command called 'slipping'.", "`prefpad report slipping`"),
        ("birthdays", "There is no command called 'birthdays'.", "`prefpad today --days 7`"),
        ("likes sam tea", "There is no command called 'likes'.", "`prefpad add NAME --likes TEXT`"),
        ("promise sam x", "There is no command called 'promise'.", "add NAME --promise TEXT"),
        ("solved 3", "There is no command called 'solved'.", "Did you mean `prefpad done`?"),
        ("RECALL sam", "There is no command called 'RECALL'.", "Did you mean `prefpad recall`?"),
        ("jones", "There is no command called 'jones'.", "hint: `prefpad recall jones` shows"),
        ("nonsense", "There is no command called 'nonsense'.", "`prefpad --help`"),
    ],
)
def test_a_line_is_answered_with_a_sentence_and_a_hint(
    run: Run, pad: Pad, line: str, sentence: str, hint: str
) -> None:
    pad.add("Sam Smith", "latte", new=True)
    told = refusal(run(*line.split()), 2)
    assert told.splitlines()[0] == sentence
    assert hint in told.splitlines()[1]
    assert not TOOLKIT.search(told)


def test_a_word_that_is_also_an_option_of_every_command_is_a_text(run: Run, pad: Pad) -> None:
    pad.add("Sam Smith", "latte", new=True)
    assert "Sam Smith, note 2: quiet" in run("add", "sam", "quiet").stdout
    assert "quiet" in run("search", "quiet").stdout


def test_a_day_is_no_option_where_the_text_goes_on(run: Run, pad: Pad) -> None:
    pad.add("Sam Smith", "latte", new=True)
    for text in ("for friday club", "to the table by the door", "due", "for Ann"):
        assert f": {text}" in run("edit", "1", *text.split()).stdout
    assert ": for friday" in run("edit", "1", "--", "for", "friday").stdout
    assert ": for monday" in run("add", "sam", "for", "monday").stdout


def test_what_follows_two_dashes_is_a_text_whatever_it_is_like(run: Run, pad: Pad) -> None:
    pad.add("Sam Smith", "latte", new=True)
    for text in ("--because he said so", "by friday", "alert"):
        assert f": {text}" in run("add", "sam", "--", *text.split()).stdout
    told = refusal(run("add", "sam", "tea", "--because", "he", "said", "--", "so"), 2)
    assert "'said' stands after the value of --because." in told


def test_a_verb_that_is_part_of_a_name_is_read_as_one(run: Run, pad: Pad) -> None:
    pad.add("Rose List", "latte", new=True)
    pad.add("New Order", "latte", new=True)
    assert "Rose List" in run("customer", "list").stdout
    assert "New Order" in run("customer", "new", "order").stdout
    assert "New Order, note 3" in run("add", "new", "likes", "tea").stdout
    assert "Add Joe" in run("customer", "Add Joe", "--new").stdout


@pytest.mark.parametrize(
    "line",
    [
        "edit 1 by hand",
        "edit 1 likes tea",
        "edit -- 1 private",
        "add sam every week",
        "add sam alert at the door",
        "add -- sam private",
    ],
)
def test_what_may_well_be_the_text_is_the_text(run: Run, pad: Pad, line: str) -> None:
    pad.add("Sam Smith", "latte", new=True)
    assert "Sam Smith, note" in run(*line.split()).stdout


def test_every_option_that_is_offered_is_one_of_some_command() -> None:
    group: Any = get_command(app)
    context = group.make_context("prefpad", [], resilient_parsing=True)
    known = {
        name
        for command in (group, *(group.get_command(context, one) for one in COMMANDS))
        for param in command.params
        for name in param.opts
    }
    assert {one for meant in OPTIONS_MEANT.values() for one in meant} <= known


TWENTY_DIGITS = "9" * 20


@pytest.mark.parametrize(
    "line",
    [
        f"done {TWENTY_DIGITS}",
        f"confirm {TWENTY_DIGITS}",
        f"add sam tea --instead {TWENTY_DIGITS}",
        f"add sam tea --under {TWENTY_DIGITS}",
        f"undo {TWENTY_DIGITS}",
        f"log {TWENTY_DIGITS}",
        f"due --limit {TWENTY_DIGITS}",
        f"customer -n {TWENTY_DIGITS}",
        f"search tea -n {TWENTY_DIGITS}",
        f"find sam -n {TWENTY_DIGITS}",
    ],
)
def test_a_number_that_is_too_large_is_refused_in_our_words(run: Run, pad: Pad, line: str) -> None:
    pad.add("Sam Smith", "latte", new=True)
    told = refusal(run(*line.split()), 2)
    assert not re.search(r"\bint\b|SQL|overflow|convert", told, re.IGNORECASE)


@pytest.mark.parametrize(
    "name", ["delete", "remove", "rm", "today", "show", "edit", "list", "rest"]
)
def test_what_erases_is_never_suggested_for_another_word(name: str) -> None:
    error = unknown_command(name)
    assert error.hint
    assert not ERASING.search(error.hint)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_with_a_letter_too_few_is_recognised(name: str) -> None:
    if len(name) > len("undo"):
        assert f"`prefpad {name}`" in unknown_command(name[:2] + name[3:]).hint


def test_a_name_after_the_options_is_read_as_before(run: Run, pad: Pad) -> None:
    pad.add("Sam Smith", "latte", new=True)
    assert (
        "Sam Smith was here today: had tea."
        in run("visit", "--served", "tea", "sam", "smith").stdout
    )
    assert "Sam Smith" in run("recall", "sam", "--format", "plain", "smith").stdout
