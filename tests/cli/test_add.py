from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefpad import CouldNot, Pad
from tests.conftest import TODAY
from tests.helpers.making import HOSTILE_TEXTS, NAMES_IN_EVERY_SCRIPT
from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, refusal, rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@filled
def _sam(pad: Pad) -> None:
    pad.add("Sam Smith", "first", new=True)


def test_all_remaining_words_are_the_text(run: Run, pad: Pad) -> None:
    said = answer(run("add", "Smith", "-l", "coffee:", "non-fat", "latte"))
    assert said == "Sam Smith, note 2: coffee: likes non-fat latte · may be said to them\n"
    assert (pad.note(2).text, pad.note(2).topic) == ("non-fat latte", "coffee")


def test_flags_may_stand_behind_the_text(run: Run, pad: Pad) -> None:
    answer(run("add", "smith", "extra", "towels", "tonight", "-p", "--by", "today"))
    assert (pad.note(2).kind, pad.note(2).text) == ("promise", "extra towels tonight")


def test_text_behind_two_dashes_may_begin_with_one(run: Run, pad: Pad) -> None:
    answer(run("add", "smith", "--", "-5", "degrees", "in the room"))
    assert pad.note(2).text == "-5 degrees in the room"


def test_text_is_read_from_stdin(run: Run, pad: Pad) -> None:
    answer(run("add", "smith", "-", typed="owes money\n"))
    assert pad.note(2).text == "owes money"


@pytest.mark.parametrize("short", ["add", "a"])
def test_the_command_has_a_short_name(run: Run, short: str) -> None:
    assert "note 2" in answer(run(short, "smith", "latte"))


@pytest.mark.parametrize(
    ("flag", "kind", "stance"),
    [
        ("--likes", "preference", "likes"),
        ("-d", "preference", "dislikes"),
        ("--need", "need", None),
        ("--want", "want", None),
        ("--mood", "mood", None),
        ("--problem", "problem", None),
        ("-p", "promise", None),
        ("--extra", "extra", None),
        ("--idea", "extra", None),
        ("--praise", "praise", None),
        ("--fact", "fact", None),
        ("--other", "other", None),
        ("--alert", "need", None),
        ("--told", "preference", None),
    ],
)
def test_a_flag_says_the_kind(run: Run, pad: Pad, flag: str, kind: str, stance: str | None) -> None:
    answer(run("add", "smith", "towels", flag))
    assert (pad.note(2).kind, pad.note(2).stance) == (kind, stance)


def test_an_extra_is_given_today_and_an_idea_is_not(run: Run, pad: Pad) -> None:
    run("add", "smith", "dates", "--extra")
    run("add", "smith", "figs", "--idea")
    assert (pad.note(2).ended_on, pad.note(3).ended_on) == (TODAY, None)


@pytest.mark.parametrize(
    ("flag", "source"), [("--told", "told"), ("--seen", "observed"), ("--heard", "relayed")]
)
def test_a_flag_says_the_source(run: Run, pad: Pad, flag: str, source: str) -> None:
    answer(run("add", "smith", "towels", flag))
    assert pad.note(2).source == source


@pytest.mark.parametrize("flags", [("--voice", "private"), ("--private",)])
def test_a_note_can_be_private(run: Run, pad: Pad, flags: tuple[str, ...]) -> None:
    assert "private" in answer(run("add", "smith", "owes money", *flags))
    assert pad.note(2).voice == "private"


@pytest.mark.parametrize(
    ("arguments", "mark"),
    [
        (["peanuts", "--alert"], "an alert"),
        (["window", "--seen"], "not certain yet: seen once"),
        (["towels", "-p"], "due today (no --by given)"),
        (["towels", "-p", "--by", "next friday"], "due in 4 days"),
        (["first"], "unchanged"),
        (["second", "--instead", "1"], "replaced"),
    ],
)
def test_the_answer_says_what_came_of_it(run: Run, arguments: list[str], mark: str) -> None:
    assert answer(run("add", "smith", *arguments)).strip().endswith(mark)


def test_the_answer_may_be_json(run: Run) -> None:
    note = answered(run("add", "smith", "latte", "--on", "yesterday", "--format", "json"))
    assert (note["number"], note["customer"], note["noted_on"]) == (2, "Sam Smith", "2026-03-01")


def test_quiet_answers_nothing(run: Run, pad: Pad) -> None:
    assert answer(run("add", "smith", "latte", "-q")) == ""
    assert pad.note(2)


def test_a_topic_and_an_interval_may_be_given(run: Run, pad: Pad) -> None:
    answer(run("add", "smith", "latte", "-t", "coffee", "--every", "6 months"))
    assert (pad.note(2).topic, pad.note(2).every) == ("coffee", 183)


def test_the_author_is_who_writes(run: Run, pad: Pad) -> None:
    run("add", "smith", "latte", "--author", "Bea")
    assert pad.note(2).author == "Bea"


def test_a_new_name_of_two_words_makes_the_customer_and_says_so(run: Run, pad: Pad) -> None:
    assert "new customer @2" in answer(run("add", "Ann Lee", "latte"))
    assert pad.customer("Ann Lee").number == 2


@pytest.mark.parametrize("name", ["Zoe", "5550101", "555 0101", "ann lee@example.com", "smiht"])
def test_a_word_a_number_or_an_email_needs_new(run: Run, pad: Pad, name: str) -> None:
    refusal(run("add", name, "latte"), 3)
    answer(run("add", name, "latte", "--new"))
    assert len(pad.customers()) == 2


def test_a_near_miss_is_asked_about_and_never_written(run: Run) -> None:
    assert "Did you mean Sam Smith (@1)?" in refusal(run("add", "Sam Smiht", "latte"), 3)


def test_new_makes_a_namesake(run: Run, pad: Pad) -> None:
    answer(run("add", "Sam Smith", "latte", "--new"))
    told = refusal(run("add", "Sam Smith", "tea"), 4)
    assert "Sam Smith (@1, last visit 2026-03-02, “first”); Sam Smith (@2," in told


@pytest.mark.parametrize("name", NAMES_IN_EVERY_SCRIPT)
def test_a_new_customers_name_may_be_in_any_script(run: Run, pad: Pad, name: str) -> None:
    assert name in answer(run("add", name, "latte"))
    assert "note 3" in answer(run("add", name, "tea"))


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_strange_text_is_kept_and_shown_harmless(run: Run, pad: Pad, text: str) -> None:
    said = answer(run("add", "smith", "--", text))
    assert pad.note(2).text == text
    assert "\x1b" not in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "exit_code", "sentence"),
    [
        (["smith", ""], 2, "no text"),
        (["smith", "  \t"], 2, "no text"),
        (["smith"], 2, "no text"),
        (["smith", "x" * 2**20], 2, "1,048,576 characters long"),
        (["smith", "half\udcff"], 2, "cannot be stored"),
        (["smith", "x", "--wish"], 2, "--wish"),
        (["smith", "x", "-l", "-n"], 2, "Use only one of --likes and --need."),
        (["smith", "x", "-l", "-d"], 2, "Use only one of --likes and --dislikes."),
        (["smith", "x", "--seen", "--heard"], 2, "one source"),
        (["smith", "x", "--private", "--voice", "say"], 2, "one voice"),
        (["smith", "x", "--voice", "loud"], 2, "'loud' is not a voice"),
        (["smith", "x", "--alert", "--private"], 2, "cannot be private"),
        (["smith", "x", "-p", "--alert"], 2, "cannot be an alert"),
        (["smith", "x", "--on", "03/04/2025"], 2, "3 April 2025 or 4 March 2025"),
        (["smith", "x", "-p", "--by", "03/04/2026"], 2, "3 April 2026 or 4 March 2026"),
        (["smith", "x", "--on", "tomorrow"], 2, "--by"),
        (["smith", "x", "--on", "someday"], 2, "'someday' is not a valid date"),
        (["smith", "x", "--by", "today"], 2, "have a due day"),
        (["smith", "x", "--every", "0 days"], 2, "shorter than a day"),
        (["smith", "x", "--every", "0"], 2, "shorter than a day"),
        (["smith", "x", "-p", "--every", "2 weeks"], 2, "Only preferences and needs are"),
        (["smith", "x", "--instead", "99"], 3, "no note 99"),
        (["smith", "x", "--instead", "x"], 2, "x is not a note number."),
        (["smith", "x", "--under", "1"], 2, "nothing can belong under"),
        (["smith", "x", "--format", "xml"], 2, "xml"),
        (["-", "x"], 3, "'-'"),
        (["-", "x", "--new"], 2, "letter or digit"),
        (["@99", "x"], 3, "'@99'"),
        (["", "x"], 2, "Which customer?"),
        (["x" * 300, "x", "--new"], 2, "300 characters long"),
        ([], 2, "Which customer?"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    run: Run, path: Path, arguments: list[str], exit_code: int, sentence: str
) -> None:
    before = rows(path)
    assert sentence in refusal(run("add", *arguments), exit_code)
    assert rows(path) == before


@pytest.mark.parametrize("typed", ["", "\n", "x" * 2**20])
def test_stdin_without_a_usable_text_is_refused(run: Run, path: Path, typed: str) -> None:
    before = rows(path)
    refusal(run("add", "smith", "-", typed=typed), 2)
    assert rows(path) == before


def test_drop_table_drops_no_table(run: Run, path: Path, pad: Pad) -> None:
    run("add", "Robert'); DROP TABLE customers;--", "'; DROP TABLE notes; --")
    assert len(pad.customers()) == 2
    assert "CREATE TABLE" in "".join(rows(path))


def test_the_default_pad_is_made_and_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFPAD_DB")
    result = run("add", "Sam Smith", "latte")
    assert "new customer @1" in answer(result)
    assert result.stderr.startswith("Made a new pad at ")


@pytest.mark.parametrize(
    "line",
    [
        "add sam latte",
        "add sam --new",
        "add Sam-Smith --new latte --by friday",
        "add Sam-Smith --new latte --on tomorrow",
        "add Sam-Smith --new latte --instead 7",
        "import none.csv",
        "import bad.csv",
        "customer Sam --new --birthday never",
    ],
)
def test_what_fails_makes_no_pad(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.delenv("PREFPAD_DB")
    (tmp_path / "bad.csv").write_text("customer,text,on\nSam Smith,latte,never\n")
    result = run(*line.split())
    assert result.exit_code
    assert "Made a new pad" not in result.stderr
    assert [*(tmp_path / "home").rglob("*.db")] == []


def test_what_another_terminal_made_meanwhile_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "first.db"
    with Pad(path, create="when written") as slow:
        with Pad(path, create="when written") as quick:
            quick.add("Ann Lee", "tea", new=True)
            assert [note.text for note in quick.notes("ann")] == ["tea"]
            assert quick.visit("ann").customer == "Ann Lee"
        with pytest.raises(CouldNot, match="nothing was written"):
            slow.add("Sam Smith", "latte", new=True)
    with Pad(path) as pad:
        assert [customer.name for customer in pad.customers()] == ["Ann Lee"]
        assert len(pad.log()) == 2


def test_a_pad_that_was_named_is_not_made(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    assert "prefpad init" in refusal(run("add", "Sam Smith", "latte", "--db", str(other)), 6)
    assert not other.exists()


def test_a_promise_again_is_not_said_to_be_of_today(run: Run) -> None:
    answer(run("add", "Sam Smith", "towels", "-p", "--by", "2026-03-09"))
    again = answer(run("add", "Sam Smith", "towels", "-p"))
    assert "unchanged" in again
    assert "no --by given" not in again
