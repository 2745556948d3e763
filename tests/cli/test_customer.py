from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from prefpad import Edit, Pad
from tests.conftest import TODAY
from tests.helpers.pads import filled
from tests.helpers.shell import answer, answered, refusal, rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@filled
def _people(pad: Pad) -> None:
    names = {
        "formal": "Mr. Smith",
        "familiar": "Sam",
        "pronounced": "smythe",
        "not_called": "Sammy",
    }
    handles = {
        "alias": ["Colonel"],
        "phone": ["555 0101", "555 0102"],
        "email": ["sam@example.com"],
        "card": ["A-1"],
        "id": ["square:7"],
    }
    days = {"birthday": "14 March", "anniversary": "2001-06-12"}
    pad.edit(
        "Sam Smith", Edit({**names, "owner": "Ana"}, handles, ["guest/business"], days), new=True
    )
    pad.edit("Ann Lee", Edit({"role": "supplier"}, tags=["Guest"]), new=True)


def test_one_customer_is_shown_with_all_that_is_kept(run: Run) -> None:
    lines = [line.split("\t") for line in answer(run("customer", "colonel")).splitlines()]
    assert dict(lines) == {
        "number": "@1", "name": "Sam Smith", "formal": "Mr. Smith", "familiar": "Sam",
        "pronounced": "smythe", "not called": "Sammy", "role": "customer", "owner": "Ana",
        "aliases": "Colonel", "phones": "555 0101; 555 0102", "e-mails": "sam@example.com",
        "cards": "A-1", "ids": "square:7", "tags": "guest/business", "birthday": "03-14",
        "anniversary": "2001-06-12", "last visit": "none yet",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("flags", "names"),
    [
        ((), ["Ann Lee", "Sam Smith"]),
        (("--tag", "guest"), ["Ann Lee", "Sam Smith"]),
        (("--tag", "GUEST/business"), ["Sam Smith"]),
        (("--role", "supplier"), ["Ann Lee"]),
        (("--owner", "ana"), ["Sam Smith"]),
        (("--owner", "ana", "--role", "supplier"), []),
        (("--limit", "1"), ["Ann Lee"]),
    ],
)
def test_customers_are_listed_by_name_and_filtered(
    run: Run, flags: tuple[str, ...], names: list[str]
) -> None:
    listed = answer(run("customer", *flags)).splitlines()
    assert [line.split("\t")[1] for line in listed] == names


def test_a_list_cut_short_says_so(run: Run) -> None:
    assert "--limit 0 shows all" in run("customer", "--limit", "1").stderr
    assert run("customer", "--limit", "2").stderr == ""


def test_json_is_a_customer_or_a_list_of_them(run: Run) -> None:
    one = answered(run("customer", "smith", "--format", "json"))
    assert answered(run("customer", "--format", "json"))[1] == one
    assert (one["phones"], one["occasions"][0]["year"]) == (["555 0101", "555 0102"], None)


def test_csv_has_a_row_a_customer(run: Run) -> None:
    listed = list(csv.DictReader(io.StringIO(answer(run("customer", "--format", "csv")))))
    assert [row["tags"] for row in listed] == ["Guest", "guest/business"]
    assert listed[1]["occasions"] == "birthday=03-14; anniversary=2001-06-12"


def test_a_list_in_csv_brings_its_customers_and_their_days_to_another_pad(
    run: Run, tmp_path: Path
) -> None:
    run("customer", "ann", "--birthday", "2000-02-29", "--occasion", "name day=02-29")
    file = tmp_path / "guests.csv"
    file.write_text(answer(run("customer", "--format", "csv")), encoding="utf-8")
    with Pad(tmp_path / "other.db", create=True, today=TODAY) as other:
        other.import_file(file)
        ann, sam = other.customers(sort="name")
        facts = {note.topic: note.text for person in ("@1", "@2") for note in other.notes(person)}
    assert facts == {"not_called": "Sammy"}
    assert [(one.name, one.written) for one in ann.occasions] == [
        ("birthday", "2000-02-29"),
        ("name day", "02-29"),
    ]
    assert [(one.name, one.written) for one in sam.occasions] == [
        ("birthday", "03-14"),
        ("anniversary", "2001-06-12"),
    ]
    assert (sam.formal, sam.familiar, sam.pronounced) == ("Mr. Smith", "Sam", "smythe")
    assert (sam.phones, sam.tags, ann.role) == (
        ("555 0101", "555 0102"),
        ("guest/business",),
        "supplier",
    )


def test_a_tag_that_states_a_need_is_an_alert_too(run: Run, pad: Pad) -> None:
    told = run("customer", "smith", "--tag", "diet/nut allergy", "--tag", "vip")
    assert told.stderr == (
        "note 1: nut allergy · kept as an alert (`prefpad edit 1 --no-alert` if it is not)\n"
    )
    run("customer", "smith", "--tag", "severe nut allergy")
    assert [(one.text, one.source, one.voice) for one in pad.recall("smith").alerts] == [
        ("nut allergy", "relayed", "act")
    ]
    run("edit", "1", "--no-alert")
    assert pad.recall("smith").alerts == []


def test_an_edit_is_shown(run: Run, pad: Pad) -> None:
    shown = answer(run("customer", "smith", "--familiar", "", "--drop", "555 0102", "--tag", "vip"))
    assert "familiar" not in shown
    person = pad.customer("smith")
    assert (person.familiar, person.phones) == (None, ("555 0101",))
    assert person.tags == ("guest/business", "vip")


def test_a_new_name_is_answered_with_what_becomes_of_the_old_one(run: Run) -> None:
    kept = run("customer", "smith", "--name", "Sam Jones")
    assert "The old name still finds them" in kept.stderr
    assert "Smith" not in kept.stdout.replace("Mr. Smith", "") + kept.stderr
    assert run("customer", "smith", "--name", "Sam Hill", "--drop-old-name").stderr == ""
    assert "Sam Hill" in answer(run("customer", "sam"))


@pytest.mark.parametrize(
    ("arguments", "exit_code", "sentence"),
    [
        (["smith", "--drop-old-name"], 2, "--drop-old-name goes with --name"),
        (["nobody"], 3, "'nobody'"),
        (["-"], 3, "'-'"),
        (["-", "--new"], 2, "letter or digit"),
        (["smiht", "--formal", "x"], 3, "Did you mean"),
        (["smith", "--role", "boss"], 2, "'boss' is not a role"),
        (["--role", "boss"], 2, "'boss' is not a role"),
        (["smith", "--phone", "none"], 2, "'none' is not a usable phone"),
        (["smith", "--email", "none"], 2, "'none' is not a usable email"),
        (["smith", "--tag", "/"], 2, "letter or digit"),
        (["smith", "--name", " "], 2, "letter or digit"),
        (["smith", "--birthday", "31 June"], 2, "31 June"),
        (["smith", "--birthday", "03/04/1980"], 2, "3 April 1980 or 4 March 1980"),
        (["smith", "--birthday", "12/3"], 2, "12 March or 3 December"),
        (["smith", "--birthday", "march 1980"], 2, "does not say which day"),
        (["smith", "--occasion", "anniversary"], 2, "not an occasion"),
        (["smith", "--drop", "vip"], 1, "'vip'"),
        (["smith", "--formal", "x" * 2**16], 2, "too long"),
        (["smith", "--formal", "half\udcff"], 2, "cannot be stored"),
        (["--formal", "x"], 2, "Which customer?"),
        (["--new"], 2, "Which customer?"),
        (["--limit", "-1"], 2, "limit"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    run: Run, path: Path, arguments: list[str], exit_code: int, sentence: str
) -> None:
    before = rows(path)
    assert sentence in refusal(run("customer", *arguments), exit_code)
    assert rows(path) == before


@pytest.mark.parametrize("name", ["[bold]Sam[/]", ":coffee: Sam", "Sam\x1b[2J\u202e"])
@pytest.mark.parametrize("form", ["table", "plain", "csv"])
def test_a_strange_name_is_shown_harmless(run: Run, name: str, form: str) -> None:
    answer(run("customer", name, "--new"))
    shown = answer(run("customer", "--format", form))
    assert name.partition("\x1b")[0] in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
