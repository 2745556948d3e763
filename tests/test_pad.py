from __future__ import annotations

import ast
import contextlib
import inspect
import pydoc
import re
import textwrap
from dataclasses import FrozenInstanceError, fields, is_dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

import prefpad
from prefpad import Pad, PrefpadError
from prefpad.customers.completion_search import complete
from prefpad.customers.edit import Edit
from prefpad.domain import errors
from prefpad.domain.errors import (
    AskedWrongly,
    BadDay,
    BadInterval,
    CouldNot,
    NoSuchCustomer,
    NoSuchNote,
    PadUnusable,
    SeveralMeant,
)
from prefpad.domain.models import Hidden
from tests.conftest import TODAY
from tests.helpers.making import HOSTILE_TEXTS, NAMES_IN_EVERY_SCRIPT, days_ago, unchecked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from prefpad.domain.vocabulary import KindName, Source

SIGNATURES: dict[str, dict[str, Any]] = {
    "add": {
        "customer": ..., "text": ..., "kind": "preference", "topic": None, "stance": None,
        "source": "told", "voice": None, "alert": False, "by": None, "on": None, "every": None,
        "instead": None, "new": False,
    },
    "recall": {"customer": ...},
    "due": {"within": None, "topic": None, "customer": None, "limit": None},
    "confirm": {"note": ..., "now": None, "gone": False, "on": None},
    "visit": {"customer": ..., "on": None},
    "find": {"text": ..., "limit": 5},
    "search": {"words": ..., "limit": 20},
    "import_file": {"path": ..., "dry_run": False, "skip_bad": False},
}  # fmt: skip
POSITIONAL = {"customer", "text", "note", "words", "path"}
RECORDS = {
    "Note": ["number", "customer", "kind", "topic", "text", "stance", "source", "voice",
             "standing", "alert", "noted_on", "confirmed_on", "due_on", "author"],
    "Customer": ["number", "name", "formal", "familiar"],
    "Card": ["customer", "alerts", "open", "say", "ask", "act", "hidden"],
    "Due": ["note", "due_on", "chance_changed", "why"],
    "ImportReport": ["read", "created", "updated", "unchanged", "rejected", "problems"],
}  # fmt: skip


@pytest.mark.parametrize("verb", SIGNATURES)
def test_a_verb_keeps_the_names_and_defaults_that_scripts_rely_on(verb: str) -> None:
    parameters = inspect.signature(getattr(Pad, verb)).parameters
    for name, default in SIGNATURES[verb].items():
        required = parameters[name].default is inspect.Parameter.empty
        assert required if default is ... else parameters[name].default == default
        is_positional = parameters[name].kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
        assert is_positional is (name in POSITIONAL and (verb != "due"))


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_keeps_the_fields_that_scripts_rely_on(name: str) -> None:
    record = getattr(prefpad, name)
    assert is_dataclass(record)
    known = [field.name for field in fields(record)]
    assert known[: len(RECORDS[name])] == RECORDS[name] or name == "Note"
    assert set(RECORDS[name]) <= set(known)


def test_every_name_of_the_package_is_there() -> None:
    assert all(getattr(prefpad, name) for name in prefpad.__all__)
    with pytest.raises(AttributeError):
        _ = prefpad.nothing


def test_records_cannot_be_changed(pad: Pad) -> None:
    note = pad.add("Sam Smith", "latte", new=True)
    with pytest.raises(FrozenInstanceError):
        note.text = "tea"  # type: ignore[misc]  # that is the point


def test_a_pad_takes_its_clock(path: Path) -> None:
    with Pad(path, today=date(2020, 5, 1), create=True) as pad:
        assert pad.add("Sam Smith", "latte", new=True).noted_on == date(2020, 5, 1)


def test_a_clock_may_be_iso_text(path: Path) -> None:
    with Pad(path, today="2020-05-01", create=True) as pad:
        assert pad.visit(pad.add("Sam", "x", new=True).customer).on == date(2020, 5, 1)


def test_a_pad_is_made_only_when_asked(path: Path) -> None:
    with pytest.raises(PadUnusable):
        Pad(path)
    assert not path.exists()


def test_a_note_comes_back_with_all_that_was_said(pad: Pad) -> None:
    note = pad.add(
        "Sam Smith",
        "oat latte",
        topic="coffee",
        stance="likes",
        source="observed",
        voice="say",
        on="yesterday",
        every="6 months",
        new=True,
    )
    assert (note.number, note.customer, note.kind, note.topic) == (
        1, "Sam Smith", "preference", "coffee",
    )  # fmt: skip
    assert (note.text, note.stance, note.source, note.voice) == (
        "oat latte", "likes", "observed", "say",
    )  # fmt: skip
    assert (note.standing, note.alert, note.author, note.every) == ("candidate", False, "Ana", 183)
    assert note.noted_on == note.confirmed_on == days_ago(1)
    assert note.due_on is None
    assert pad.note(1) == note


@pytest.mark.parametrize("on", [days_ago(3), days_ago(3).isoformat(), "3 days ago"])
def test_a_day_may_be_a_date_or_text(pad: Pad, on: date | str) -> None:
    assert pad.add("Sam Smith", "latte", on=on, new=True).noted_on == days_ago(3)


@pytest.mark.parametrize("every", [183, "183 days", "6 months"])
def test_an_interval_may_be_days_or_text(pad: Pad, every: int | str) -> None:
    note = pad.add("Sam Smith", "latte", every=every, new=True)
    assert note.due_on == TODAY + timedelta(183)


@pytest.mark.parametrize("name", ["Sam Smith", "smith", "@1"])
def test_add_without_new_never_makes_a_customer(pad: Pad, name: str) -> None:
    with pytest.raises(NoSuchCustomer):
        pad.add(name, "latte")
    assert pad.customers() == []


def test_add_with_new_always_makes_a_namesake(pad: Pad) -> None:
    one, other = (pad.add("Sam Smith", "latte", new=True) for _ in range(2))
    assert one.customer_number != other.customer_number
    with pytest.raises(SeveralMeant):
        pad.recall("Sam Smith")


@pytest.mark.parametrize("name", NAMES_IN_EVERY_SCRIPT)
def test_a_name_comes_back_as_it_was_written(pad: Pad, name: str) -> None:
    pad.add(name, "latte", new=True)
    assert pad.recall(name).customer.name == name


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_a_text_comes_back_as_it_was_written(pad: Pad, text: str) -> None:
    assert pad.note(pad.add("Sam Smith", text, new=True).number).text == text


BAD_CALLS: dict[str, tuple[type[PrefpadError], Callable[[Pad], Any]]] = {
    "blank text": (AskedWrongly, lambda pad: pad.add("Sam", " ")),
    "a megabyte": (AskedWrongly, lambda pad: pad.add("Sam", "x" * 2**20)),
    "half a character": (AskedWrongly, lambda pad: pad.add("Sam", "\udcff")),
    "NUL": (AskedWrongly, lambda pad: pad.add("Sam", "a\0")),
    "a kind that is none": (AskedWrongly, lambda pad: pad.add("Sam", "x", kind=unchecked("wish"))),
    "a stance that is none": (
        AskedWrongly,
        lambda pad: pad.add("Sam", "x", stance=unchecked("adores")),
    ),
    "two readings of a day": (BadDay, lambda pad: pad.add("Sam", "x", on="03/04/2025")),
    "a future day": (BadDay, lambda pad: pad.visit("Sam", on="tomorrow")),
    "an interval of zero": (BadInterval, lambda pad: pad.add("Sam", "x", every=0)),
    "within zero": (BadInterval, lambda pad: pad.due(within="0 days")),
    "a limit below zero": (AskedWrongly, lambda pad: pad.due(limit=-1)),
    "a search limit below zero": (AskedWrongly, lambda pad: pad.search("x", limit=-1)),
    "a find limit below zero": (AskedWrongly, lambda pad: pad.find("x", limit=-1)),
    "a name without letters": (AskedWrongly, lambda pad: pad.add("-", "x", new=True)),
    "nobody": (NoSuchCustomer, lambda pad: pad.recall("-")),
    "no note": (NoSuchNote, lambda pad: pad.confirm(99)),
    "no note zero": (NoSuchNote, lambda pad: pad.done(0)),
    "a number past all": (NoSuchNote, lambda pad: pad.confirm(10**30)),
    "nothing to replace": (NoSuchNote, lambda pad: pad.add("Sam", "x", instead=99)),
    "nothing to stand under": (NoSuchNote, lambda pad: pad.add("Sam", "x", under=99)),
    "changed and gone": (AskedWrongly, lambda pad: pad.confirm(1, now="x", gone=True)),
    "a preference is not done": (AskedWrongly, lambda pad: pad.done(1)),
    "a role that is none": (AskedWrongly, lambda pad: pad.customers(role=unchecked("boss"))),
}


@pytest.mark.parametrize("call", BAD_CALLS)
def test_what_makes_no_sense_is_refused_with_a_hint_and_writes_nothing(pad: Pad, call: str) -> None:
    pad.add("Sam Smith", "latte", new=True)
    error, wrong = BAD_CALLS[call]
    with pytest.raises(error) as refusal:
        wrong(pad)
    assert refusal.value.sentence.endswith(".")
    assert refusal.value.hint
    assert [note.text for note in pad.notes("Sam")] == ["latte"]
    assert pad.checks("Sam") == []
    assert len(pad.customers()) == 1


def test_a_new_customer_is_not_left_behind_by_a_note_that_fails(pad: Pad) -> None:
    with pytest.raises(NoSuchNote):
        pad.add("Sam Smith", "latte", instead=7, new=True)
    assert pad.customers() == []


def test_recall_lays_out_the_card(pad: Pad) -> None:
    said = pad.add("Sam Smith", "latte", stance="likes", new=True)
    alert = pad.add("Sam Smith", "peanut allergy", alert=True)
    promise = pad.add("Sam Smith", "towels", kind="promise")
    private = pad.add("Sam Smith", "owes money", kind="fact", voice="private")
    card = pad.recall("smith")
    assert (card.alerts, card.open, card.say, card.hidden) == (
        [alert],
        [promise],
        [said],
        Hidden(private=1),
    )
    assert pad.recall("smith", private=True).act == [private]


def test_a_visit_is_counted_once_a_day(pad: Pad) -> None:
    pad.add("Sam Smith", "latte", on=days_ago(9), new=True)
    first, second = pad.visit("smith", on="yesterday"), pad.visit("smith", on=days_ago(1))
    assert first == second
    assert (first.customer, first.on) == ("Sam Smith", days_ago(1))
    assert pad.customer("smith").last_visit == days_ago(1)


@pytest.mark.parametrize(
    ("source", "visited"), [("told", True), ("observed", True), ("relayed", False)]
)
def test_a_note_told_or_observed_makes_a_visit_day(pad: Pad, source: Source, visited: bool) -> None:
    pad.add("Sam Smith", "latte", source=source, on=days_ago(4), new=True)
    assert pad.customer("smith").last_visit == (days_ago(4) if visited else None)


@pytest.mark.parametrize(
    ("kind", "withdrawn", "ended"),
    [
        ("promise", False, "done"),
        ("promise", True, "withdrawn"),
        ("problem", False, "done"),
        ("idea", False, "done"),
        ("want", False, "done"),
    ],
)
def test_done_ends_a_note(pad: Pad, kind: KindName, withdrawn: bool, ended: str) -> None:
    note = pad.add("Sam Smith", "towels", kind=kind, new=True)
    over = pad.done(note.number, withdrawn=withdrawn)
    assert (over.ended, over.ended_on) == (ended, TODAY)
    assert pad.recall("smith").open == []


def test_done_keeps_what_was_done_under_the_note(pad: Pad) -> None:
    problem = pad.add("Sam Smith", "shower drips", kind="problem", new=True)
    pad.done(problem.number, "new washer")
    assert [(note.text, note.parent) for note in pad.notes("smith")[1:]] == [("new washer", 1)]


def test_done_twice_is_refused(pad: Pad) -> None:
    note = pad.add("Sam Smith", "towels", kind="promise", new=True)
    pad.done(note.number)
    with pytest.raises(CouldNot, match="already kept today"):
        pad.done(note.number)


def test_overdue_lists_promises_and_problems_whose_day_has_come_the_oldest_first(pad: Pad) -> None:
    dated: tuple[tuple[str, KindName, str], ...] = (
        ("towels", "promise", "today"),
        ("leak", "problem", "last friday"),
        ("cake", "promise", "tomorrow"),
        ("view", "want", "yesterday"),
    )
    for text, kind, by in dated:
        pad.add("Sam Smith", text, kind=kind, by=by, new=not pad.customers())
    assert [note.text for note in pad.overdue()] == ["leak", "towels"]
    assert [note.text for note in pad.overdue(within=1)] == ["leak", "towels", "cake"]


def test_find_puts_the_best_first_and_forgives_misspellings(pad: Pad) -> None:
    for name in ("Katharine Montgomery", "Sam Smith", "Sam Smithers"):
        pad.add(name, "x", new=True)
    assert pad.find("smith")[0].name == "Sam Smith"
    assert [person.name for person in pad.find("Catherine Montgomry")] == ["Katharine Montgomery"]
    assert pad.find("zzzzzz") == []
    assert len(pad.find("sam", limit=1)) == 1


def test_customers_are_listed_by_name_and_filtered(pad: Pad) -> None:
    from prefpad.customers.edit import Edit

    pad.edit("zoe", Edit(tags=["guest/business"], fields={"owner": "Ana"}), new=True)
    pad.edit("Ann", Edit(tags=["Guest"], fields={"role": "supplier"}), new=True)
    pad.edit("Bob", Edit(tags=["guestbook"]), new=True)
    names = [person.name for person in pad.customers()]
    assert names == ["Ann", "Bob", "zoe"]
    assert [p.name for p in pad.customers(tag="guest")] == ["Ann", "zoe"]
    assert [p.name for p in pad.customers(tag="GUEST/business")] == ["zoe"]
    assert [p.name for p in pad.customers(role="supplier")] == ["Ann"]
    assert [p.name for p in pad.customers(owner="ana")] == ["zoe"]
    assert [p.name for p in pad.customers(limit=2)] == ["Ann", "Bob"]


def test_completion_offers_topics_and_numbers(pad: Pad) -> None:
    pad.add("Sam Smith", "coffee: latte", new=True)
    pad.add("Sam Smith", "cough: bad", kind="preference", voice="private")
    assert [it.value for it in complete(pad.path, "topics", "co", 9)] == ["coffee"]
    assert [it.value for it in complete(pad.path, "notes", "", 9)] == ["2", "1"]


def test_overdue_leaves_out_what_is_private_until_asked(pad: Pad) -> None:
    pad.add("Sam Smith", "refund", kind="promise", voice="private", new=True)
    assert pad.overdue() == []
    assert [note.text for note in pad.overdue(private=True)] == ["refund"]


def test_customers_are_listed_by_owner_in_any_case_and_without_accents(pad: Pad) -> None:
    pad.edit("Sam Smith", Edit({"owner": "Élodie"}), new=True)
    assert [person.name for person in pad.customers(owner="elodie")] == ["Sam Smith"]
    assert pad.customers(owner="Ana") == []


# -- the manual ----------------------------------------------------------------------------------

VERBS = {
    name: verb
    for name, verb in inspect.getmembers(Pad, inspect.isfunction)
    if not name.startswith("_")
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_has_its_manual_and_at_most_four_statements(verb: str) -> None:
    assert VERBS[verb].__doc__
    (function,) = ast.parse(textwrap.dedent(inspect.getsource(VERBS[verb]))).body
    assert isinstance(function, ast.FunctionDef)
    body = [one for part in function.body[1:] for one in ast.walk(part)]
    statements = [one for one in body if isinstance(one, ast.stmt)]
    assert sum(not isinstance(one, ast.ImportFrom) for one in statements) <= 4


def test_what_verbs_return_is_exported() -> None:
    returned = " ".join(str(inspect.signature(verb).return_annotation) for verb in VERBS.values())
    records = set(re.findall(r"\b[A-Z]\w+", returned)) - {"Path", "Self", "None"}
    assert records <= set(prefpad.__all__)
    assert len(records) > 20


def test_every_error_is_exported() -> None:
    kinds = {name for name, kind in vars(errors).items() if isinstance(kind, type)}
    assert {name for name in kinds if issubclass(getattr(errors, name), PrefpadError)} <= set(
        prefpad.__all__
    )


def test_help_of_the_package_names_all_there_is_on_one_page() -> None:
    manual = prefpad.__doc__ or ""
    named = set(re.findall(r"\w+", f"{manual} {errors.__doc__}"))
    assert set(prefpad.__all__) - {"Rate"} <= named
    assert len(manual.splitlines()) < 60


def test_help_of_a_pad_tells_nothing_of_its_inside() -> None:
    manual = pydoc.plain(pydoc.render_doc(Pad))
    assert "Session" not in manual
    assert all(f" {verb}(" in manual for verb in VERBS)


def test_a_pad_says_which_file_it_is(pad: Pad) -> None:
    assert repr(pad) == f"Pad({str(pad.path)!r})"


def test_a_closed_pad_says_so(path: Path) -> None:
    with Pad(path, today=TODAY, create=True) as pad:
        pad.add("Sam Smith", "latte", new=True)
    for use in (
        lambda: pad.recall("smith"),
        lambda: pad.add("smith", "x"),
        pad.due,
        lambda: pad.export(path.with_suffix(".json")),
        lambda: pad.set("date-order", "dmy"),
        lambda: pad.is_clean,
    ):
        with pytest.raises(PrefpadError, match="This pad is closed"):
            use()
    pad.close()


# -- arguments of a wrong type -------------------------------------------------------------------

NOT_ASKED = {"progress", "tell", "memory"}
MISTAKES: list[Any] = [None, 7, 30.5, True, b"x", "", "x", [], ["x"], {}, object(), 2**70, date.max]
RIGHT: dict[str, Any] = {
    "customer": "smith", "text": "tea", "words": "tea", "note": 1, "number": 1, "name": "date-order",
    "value": "dmy", "stance": "likes", "topic": "tea", "wanted": Edit(), "one": "@1", "other": "@2",
    "keep": "@1",
}  # fmt: skip


@pytest.mark.parametrize("verb", sorted(set(VERBS) - {"close", "restore", "make"}))
def test_a_wrong_argument_is_told_as_an_error_of_ours(path: Path, verb: str) -> None:
    with Pad(path, today=TODAY, create=True) as pad:
        for name in ("Sam Smith", "Ann Lee"):
            pad.add(name, "coffee: latte", new=True)
        parameters = inspect.signature(getattr(pad, verb)).parameters.values()
        right = {
            one.name: RIGHT.get(one.name, path.with_name("no.csv"))
            for one in parameters
            if one.default is inspect.Parameter.empty
        }
        for one in parameters:
            for mistake in MISTAKES if one.name not in NOT_ASKED else ():
                with contextlib.suppress(PrefpadError):
                    getattr(pad, verb)(**{**right, one.name: mistake})


@pytest.mark.parametrize(
    "call",
    [
        lambda pad: pad.add("Sam", None),
        lambda pad: pad.add(None, "x"),
        lambda pad: pad.add("Sam", "x", every=30.5),
        lambda pad: pad.add("Sam", "x", on=5),
        lambda pad: pad.add("Sam", "x", topic=5),
        lambda pad: pad.add("Sam", "x", kind=["need"]),
        lambda pad: pad.confirm("1"),
        lambda pad: pad.confirm(True),
        lambda pad: pad.due(limit="3"),
        lambda pad: pad.search(None),
        lambda pad: pad.search(""),
        lambda pad: pad.edit("Sam", {"name": "x"}),
        lambda pad: pad.import_file(None),
    ],
)
def test_a_wrong_type_is_refused(pad: Pad, call: Callable[[Any], object]) -> None:
    pad.add("Sam Smith", "latte", new=True)
    with pytest.raises(AskedWrongly) as refusal:
        call(pad)
    assert refusal.value.hint


def test_a_limit_past_all_numbers_is_none(pad: Pad) -> None:
    pad.add("Sam Smith", "latte", new=True)
    assert len(pad.search("latte", limit=2**70)) == len(pad.customers(limit=2**70)) == 1


def test_a_note_stands_for_its_number(pad: Pad) -> None:
    note = pad.add("Sam Smith", "shower drips", kind="problem", new=True)
    tried = pad.add("Sam Smith", "new washer", kind="other", under=note)
    assert (pad.note(note), tried.parent) == (note, note.number)
    tea = pad.add("Sam Smith", "tea")
    assert pad.add("Sam Smith", "chai", instead=pad.confirm(tea)).number == tea.number
    assert pad.done(note).ended == "done"
    (change, *_) = pad.log()
    assert pad.undo(change).number
