"""What may be done to a pad, step by step, drawn or written down, and how it is done."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from prefpad.customers.edit import Edit
from prefpad.domain.errors import PrefpadError

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Pad

CUSTOMERS = ("Sam Smith", "Siobhán O'Brien", "Łukasz Żółć")
WORDS = st.text("abc é'\"#:\n😀", min_size=1, max_size=12)
WHO = st.integers(1, 3).map(lambda number: f"@{number}")
NOTE = st.integers(1, 6)
DAYS = st.sampled_from(["2025-01-01", "2026-02-01", "yesterday", "2026-03-02"])
KIND = st.sampled_from(["preference", "need", "want", "problem", "promise", "idea", "extra"])
Step = tuple[str, tuple[object, ...], dict[str, object]]


def step(
    verb: str, *arguments: st.SearchStrategy[object], **named: object
) -> st.SearchStrategy[Any]:
    strategies = {
        name: value if isinstance(value, st.SearchStrategy) else st.just(value)
        for name, value in named.items()
    }
    return st.tuples(st.just(verb), st.tuples(*arguments), st.fixed_dictionaries(strategies))


EDITS = st.builds(
    Edit,
    fields=st.dictionaries(st.sampled_from(["name", "formal", "familiar", "owner"]), WORDS),
    handles=st.dictionaries(st.sampled_from(["alias", "phone"]), st.lists(WORDS, max_size=2)),
    tags=st.lists(st.sampled_from(["guest", "guest/business", "regular"]), max_size=2),
    occasions=st.dictionaries(st.just("birthday"), st.sampled_from(["12 March", "1980-06-01"])),
    drop=st.lists(st.sampled_from(["guest", "regular", "birthday", "a", "abc"]), max_size=1),
    consents=st.lists(st.sampled_from(["notes=given", "messages=refused"]), max_size=2),
    how=st.sampled_from(["", "by phone"]),
    on=st.one_of(st.none(), DAYS),
)
CORRECTIONS = {
    "text": st.one_of(st.none(), WORDS),
    "topic": st.sampled_from([None, "", "tea"]),
    "kind": st.one_of(st.none(), KIND),
    "voice": st.sampled_from([None, "say", "private"]),
    "alert": st.sampled_from([None, True, False]),
    "on": st.one_of(st.none(), DAYS),
    "by": st.sampled_from([None, "", "2026-03-09"]),
    "owner": st.sampled_from([None, "", "Ana"]),
}
STEPS = st.one_of(
    step("add", st.sampled_from(CUSTOMERS), WORDS, new=True, kind=KIND),
    step("add", WHO, WORDS, kind=KIND, on=DAYS, source=st.sampled_from(["told", "observed"])),
    step("add", WHO, st.sampled_from(["coffee: latte", "latte #coffee"]), on=DAYS),
    step("confirm", NOTE, on=DAYS),
    step("confirm", NOTE, now=WORDS),
    step("confirm", NOTE, gone=True),
    step("confirm", NOTE, seen=True, on=DAYS),
    step("visit", WHO, on=DAYS),
    step("done", NOTE, st.one_of(st.none(), WORDS)),
    step("done", NOTE, withdrawn=True),
    step("edit", WHO, EDITS),
    step("edit_note", NOTE, **CORRECTIONS),
    step("edit_note", NOTE, customer=WHO),
    step("delete_note", NOTE),
)
LISTS = (
    "customer,phone,tags,kind,text,source\nSam Smith,030 123 456,vip,preference,latte,observed\n",
    "customer,address,kind,text,source,on\nSam Smith,Mr. Smith,preference,latte,told,2026-01-01\n",
    "customer,tags,kind,text,source\nIda Berg,,need,quiet,told\nIda Berg,a;b,,,\nBo Ek,,,,\n",
    "customer,email,role\nŁukasz Żółć,l@example.com,supplier\n",
)
"""Customer lists, which may be taken among the steps."""

FIRST: list[Step] = [("add", (name, "coffee: latte"), {"new": True}) for name in CUSTOMERS[:2]]


def imported(pad: Pad, path: Path, text: str) -> None:
    file = path.with_name("list.csv")
    file.write_text(text, encoding="utf-8")
    pad.import_file(file)


def take(pad: Pad, path: Path, steps: list[Any]) -> None:
    for one in steps:
        with suppress(PrefpadError):
            if isinstance(one, str):
                imported(pad, path, one)
            else:
                verb, arguments, named = one
                getattr(pad, verb)(*arguments, **named)
