"""An allergy or access need is an alert, whoever said it and wherever it was written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefpad import CouldNot, Edit, Pad
from prefpad.notes.add import add_note
from prefpad.notes.alerts import alert_in
from prefpad.notes.sensitive import judge
from tests.bench.health_needs import NO_NEED, lines
from tests.conftest import TODAY
from tests.helpers.making import days_ago

if TYPE_CHECKING:
    from pathlib import Path

    from prefpad import Note
    from prefpad.domain.vocabulary import KindName, Source

NEEDS = st.sampled_from(["severe nut allergy", "uses a wheelchair", "Zöliakie", "sin gluten"])
PRIVATE = st.sampled_from(["bipolar", "getting divorced", "HIV positive", "in rehab"])


@pytest.fixture
def sam(pad: Pad) -> Pad:
    pad.add("Sam Smith", "tea", stance="likes", new=True)
    return pad


def alerts(pad: Pad, customer: str = "smith") -> list[str]:
    return [note.text for note in pad.recall(customer).alerts]


def is_seen_first(pad: Pad, note: Note) -> bool:
    card = pad.recall(f"@{note.customer_number}")
    return note.number in {one.number for one in card.alerts}


# -- add -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ["told", "observed", "relayed"])
@pytest.mark.parametrize("kind", ["preference", "need", "fact", "other", "mood"])
def test_it_is_a_standing_need_whatever_the_source_and_kind(
    sam: Pad, source: Source, kind: KindName
) -> None:
    note = sam.add("smith", "severe nut allergy", source=source, kind=kind)
    assert (note.kind, note.alert, note.standing, note.stance) == ("need", True, "standing", None)
    assert is_seen_first(sam, note)


@pytest.mark.parametrize("source", ["told", "relayed"])
def test_no_later_notes_push_it_off_the_card(sam: Pad, source: Source) -> None:
    sam.add("smith", "severe nut allergy", source=source, on=days_ago(200))
    for number in range(30):
        sam.add("smith", f"remark {number}", stance="likes")
    assert alerts(sam) == ["severe nut allergy"]


def test_it_is_never_offered_or_listed_for_erasure(sam: Pad) -> None:
    sam.add("smith", "allergic to bees", source="observed", on=days_ago(700))
    card = sam.recall("smith")
    assert [note.text for note in card.ask if note.standing == "candidate"] == []
    assert [one for one in sam.outlived() if "bees" in one.text] == []


def test_somebody_who_knows_better_lowers_it(sam: Pad) -> None:
    note = sam.add("smith", "nut allergy leaflet wanted", no_alert=True)
    assert not note.alert
    assert note.kind == "preference"


def test_it_is_not_private_even_if_asked(sam: Pad) -> None:
    note = sam.add("smith", "EpiPen in her bag", voice="private")
    assert (note.alert, note.voice) == (True, "act")


@pytest.mark.parametrize("line", ["loves nuts", "allergic to mornings", "could kill for a coffee"])
def test_what_only_sounds_like_one_is_none(sam: Pad, line: str) -> None:
    assert not sam.add("smith", line).alert


def test_it_is_for_staff_until_somebody_marks_it(sam: Pad) -> None:
    assert sam.add("smith", "nut allergy").voice == "act"
    assert sam.add("smith", "egg allergy", alert=True).voice == "say"
    assert sam.add("smith", "milk allergy", kind="need").voice == "say"
    assert sam.add("smith", "soy allergy", voice="say").voice == "say"
    assert sam.add("smith", "fish allergy", source="relayed", kind="need").voice == "act"


def test_or_the_customer_confirmed_it(sam: Pad) -> None:
    note = sam.add("smith", "nut allergy", source="observed", on=days_ago(9))
    assert sam.confirm(note.number, seen=True).voice == "act"
    assert sam.confirm(note.number).voice == "say"


def test_the_same_again_is_never_a_twin(sam: Pad) -> None:
    first = sam.add("smith", "nut allergy", on=days_ago(9))
    assert sam.add("smith", "Nut  Allergy", source="relayed").number == first.number


# -- with something else -------------------------------------------------------------------------


def test_what_is_private_in_the_remark_is_kept_apart(sam: Pad) -> None:
    result = add_note(sam.session, "smith", "bipolar, allergic to nuts", source="relayed")
    assert result.beside is not None
    assert (result.note.text, result.note.alert) == ("allergic to nuts", True)
    assert (result.beside.note.text, result.beside.note.voice) == ("bipolar", "private")
    assert alerts(sam) == ["allergic to nuts"]


@given(NEEDS, PRIVATE, st.sampled_from([", ", "; ", ". ", " - "]), st.booleans())
def test_wherever_it_stands(need: str, private: str, between: str, first: bool) -> None:
    text = f"{need}{between}{private}" if first else f"{private}{between}{need}"
    alert = alert_in(None, text, judge)
    assert alert is not None
    assert (alert.text, alert.rest) == (need, private)


@given(st.sampled_from([line.text for line in lines() if line.label != NO_NEED]), PRIVATE)
def test_the_need_is_shown_and_the_private_words_are_not(need: str, private: str) -> None:
    alert = alert_in(None, f"{need}. {private}", judge)
    if alert is not None:
        assert private not in alert.text
        assert alert.rest is not None
        assert private in alert.rest


@pytest.mark.parametrize(
    ("text", "need"),
    [("deaf alcoholic", "deaf"), ("wheelchair-bound cancer patient", "wheelchair-bound")],
)
def test_nor_where_they_stand_amid_the_need(text: str, need: str) -> None:
    alert = alert_in(None, text, judge)
    assert alert is not None
    assert (alert.text, alert.need, alert.rest) == (need, need, text)


@pytest.mark.parametrize(
    "text",
    ["sans gluten (maladie cœliaque)", "gluten free (celiac disease)", "glutenfrei (Zöliakie)"],
)
def test_the_illness_in_brackets_that_tells_the_need_is_shown_whole(text: str) -> None:
    alert = alert_in(None, text, judge)
    assert alert is not None
    assert (alert.text, alert.rest) == (text, None)


def test_a_bracket_around_a_need_and_what_is_private_is_closed() -> None:
    alert = alert_in(None, "nut allergy (anaphylaxis, depression)", judge)
    assert alert is not None
    assert alert.text == "nut allergy (anaphylaxis)"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("allergic to HIV medication", "allergic to (private)"),
        ("HIV medication allergy", "(private) allergy"),
        ("son is allergic to HIV medication", "son is allergic to (private)"),
        ("allergic to HIV medication and penicillin", "allergic to (private) and penicillin"),
        ("allergic to HIV drugs and antidepressants", "allergic to (private)"),
        ("allergisch gegen HIV-Medikamente", "allergisch gegen (private)-Medikamente"),
        ("allergique aux antidépresseurs", "allergique aux (private)"),
        ("alérgica a los antidepresivos", "alérgica a los (private)"),
        ("allergica agli antidepressivi", "allergica agli (private)"),
        ("alérgica a antidepressivos", "alérgica a (private)"),
        ("allergisch voor antidepressiva", "allergisch voor (private)"),
        ("sans gluten (VIH cœliaque)", "sans gluten (private) cœliaque"),
    ],
)
def test_an_allergy_to_what_is_private_says_that_there_is_more_to_see(
    sam: Pad, text: str, shown: str
) -> None:
    result = add_note(sam.session, "smith", text)
    assert is_seen_first(sam, result.note)
    assert alerts(sam) == [shown]
    assert result.beside is not None
    assert (result.beside.note.text, result.beside.note.voice) == (text, "private")


def test_in_a_column_of_allergies_a_thing_is_one_and_an_answer_of_none_is_not() -> None:
    alert = alert_in(None, "peanuts", judge, "allergy")
    assert alert is not None
    assert alert.sort == "allergy"
    assert alert_in(None, "none", judge, "allergy") is None


def test_whose_it_is_stands_first() -> None:
    alert = alert_in(None, "likes tea, son is allergic to peanuts, in rehab", judge)
    assert alert is not None
    assert alert.text == "son is allergic to peanuts"


@pytest.mark.parametrize("kind", ["promise", "problem", "want", "extra", "idea", "praise"])
def test_a_promise_stays_one_and_the_alert_stands_beside_it(sam: Pad, kind: KindName) -> None:
    result = add_note(sam.session, "smith", "gluten-free cake for Friday", kind=kind)
    assert result.note.kind == {"idea": "extra"}.get(kind, kind)
    assert result.beside is not None
    assert is_seen_first(sam, result.beside.note)


def test_but_not_for_an_alert_that_is_there(sam: Pad) -> None:
    sam.add("smith", "gluten allergy")
    result = add_note(sam.session, "smith", "gluten-free cake for Friday", kind="promise")
    assert result.beside is None
    assert alerts(sam) == ["gluten allergy"]


# -- later ---------------------------------------------------------------------------------------


def test_a_preference_that_changes_to_one_becomes_an_alert(sam: Pad) -> None:
    note = sam.confirm(1, now="allergic to tea, divorced")
    assert (note.kind, note.alert, note.stance, note.text) == (
        "need",
        True,
        None,
        "allergic to tea",
    )
    (rest,) = [one for one in sam.notes("smith") if one.number != note.number]
    assert (rest.text, rest.voice) == ("divorced", "private")


def test_so_does_one_that_is_corrected_to_it(sam: Pad) -> None:
    note = sam.edit_note(1, text="allergic to tea, divorced")
    assert (note.kind, note.alert, note.text) == ("need", True, "allergic to tea")
    assert [(one.text, one.voice) for one in sam.notes("smith")[1:]] == [("divorced", "private")]
    assert not sam.edit_note(1, alert=False).alert
    assert not sam.edit_note(1, text="allergic to green tea").alert


def test_one_that_was_lowered_stays_so(sam: Pad) -> None:
    note = sam.add("smith", "nut allergy", no_alert=True)
    assert not sam.confirm(note.number, now="peanut allergy").alert


def test_in_place_of_another_note_it_is_one_too(sam: Pad) -> None:
    assert sam.add("smith", "allergic to tea", stance="dislikes", instead=1).alert
    assert sam.add("smith", "allergic to black tea", instead=1).alert
    assert alerts(sam) == ["allergic to black tea"]


@pytest.mark.parametrize("denial", ["no allergies", "not allergic any more", "no nut allergy"])
def test_a_denial_removes_none_and_names_it(sam: Pad, denial: str) -> None:
    sam.add("smith", "nut allergy")
    result = add_note(sam.session, "smith", denial)
    assert [note.text for note in result.denied] == ["nut allergy"]
    assert "nut allergy" in alerts(sam)
    assert add_note(sam.session, "smith", "likes jazz").denied == ()


def test_a_denial_of_one_sort_names_no_alert_of_the_other(sam: Pad) -> None:
    sam.add("smith", "nut allergy")
    sam.add("smith", "on crutches")
    crutches = add_note(sam.session, "smith", "brought the crutches back")
    assert [note.text for note in crutches.denied] == ["on crutches"]
    nuts = add_note(sam.session, "smith", "no allergies")
    assert [note.text for note in nuts.denied] == ["nut allergy"]


def test_one_undo_takes_back_both_notes(sam: Pad) -> None:
    sam.add("smith", "bipolar, allergic to nuts")
    sam.undo()
    assert [note.text for note in sam.notes("smith")] == ["tea"]


def test_an_export_and_an_import_change_nothing(sam: Pad, tmp_path: Path) -> None:
    sam.add("smith", "bipolar, allergic to nuts")
    sam.add("smith", "nut allergy", no_alert=True)
    sam.add("smith", "gluten-free cake", kind="promise", by=TODAY)
    sam.export(tmp_path / "all.csv")
    with Pad(tmp_path / "other.db", today=TODAY, create=True) as other:
        other.import_file(tmp_path / "all.csv")
        ours, theirs = (
            sorted((one.kind, one.text, one.alert, one.voice) for one in pad.notes("smith"))
            for pad in (sam, other)
        )
    assert ours == theirs


# -- pads and archives that others wrote -----------------------------------------------------------


@pytest.fixture
def written_elsewhere(sam: Pad, tmp_path: Path) -> Path:
    """Return a pad whose notes another program wrote, but for those that were lowered."""
    for text in ("pays cash", "by bus", "in rehab", "nut allergy, divorced", "left early"):
        sam.add("smith", text, kind="other")
    sam.add("smith", "egg allergy", no_alert=True)
    sam.edit_note(sam.add("smith", "milk allergy"), alert=False)
    sam.edit_note(sam.add("smith", "soy allergy"), kind="fact")
    sam.export(tmp_path / "lowered.json")
    file = sam.backup(tmp_path / "elsewhere.db")
    with closing(sqlite3.connect(file)) as elsewhere:
        elsewhere.execute("UPDATE notes SET text = 'uses a wheelchair' WHERE text = 'pays cash'")
        elsewhere.execute("UPDATE notes SET text = 'bee allergy, bipolar' WHERE text = 'by bus'")
        elsewhere.execute(
            "UPDATE notes SET text = 'fish allergy', ended_on = '2020-01-01', ended = 'gone'"
            " WHERE text = 'left early'"
        )
        elsewhere.commit()
    return file


RAISED = ["bee allergy", "nut allergy", "uses a wheelchair"]
LOWERED = {"egg allergy", "milk allergy", "soy allergy"}


def test_a_denial_and_a_promise_beside_its_alert_raise_none(sam: Pad, tmp_path: Path) -> None:
    sam.add("smith", "nut allergy")
    sam.add("smith", "bring a cake, nut allergy", kind="promise")
    sam.add("smith", "not allergic to eggs")
    assert Pad.restore(sam.path, sam.backup(tmp_path / "one.db"), today=TODAY).alerts == {}
    assert alerts(sam) == ["nut allergy"]


def test_a_promise_in_an_archive_stays_one_beside_the_alert_in_it(sam: Pad, tmp_path: Path) -> None:
    sam.add("smith", "a cake", kind="promise")
    file = tmp_path / "all.json"
    sam.export(file)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("a cake", "a cake, nut allergy"), encoding="utf-8")
    with Pad(tmp_path / "other.db", today=TODAY, create=True) as other:
        other.import_file(file)
        (promise,) = (one for one in other.notes("smith") if one.kind == "promise")
        assert (promise.text, promise.alert) == ("a cake, nut allergy", False)
        assert len(alerts(other)) == 1


def test_what_another_program_wrote_is_judged_where_it_is_restored(
    sam: Pad, written_elsewhere: Path
) -> None:
    assert alerts(sam) == ["nut allergy"]
    restored = Pad.restore(sam.path, written_elsewhere, today=TODAY)
    assert restored.alerts == {"access": 1, "allergy": 1}
    assert sorted(alerts(sam)) == RAISED
    assert {note.text for note in sam.notes("smith")} >= LOWERED
    (bipolar,) = [one for one in sam.notes("smith") if one.text == "bipolar"]
    assert bipolar.voice == "private"


def test_and_where_its_archive_is_imported(
    sam: Pad, written_elsewhere: Path, tmp_path: Path
) -> None:
    with Pad(written_elsewhere, today=TODAY) as elsewhere:
        elsewhere.export(tmp_path / "all.json")
    with Pad(tmp_path / "other.db", today=TODAY, create=True) as other:
        assert other.import_file(tmp_path / "all.json").alerts == {"access": 1, "allergy": 1}
        assert sorted(alerts(other)) == RAISED
        assert {note.text for note in other.notes("smith")} >= LOWERED
        assert [note.text for note in other.search("bipolar", private=True)] == ["bipolar"]
        other.undo()
        assert other.customers() == []


@pytest.mark.usefixtures("written_elsewhere")
def test_what_was_lowered_stays_so_in_both(sam: Pad, tmp_path: Path) -> None:
    before = [(note.text, note.alert) for note in sam.notes("smith")]
    assert Pad.restore(sam.path, sam.backup(tmp_path / "b.db"), today=TODAY).alerts == {}
    assert [(note.text, note.alert) for note in sam.notes("smith")] == before
    with Pad(tmp_path / "other.db", today=TODAY, create=True) as other:
        assert other.import_file(tmp_path / "lowered.json").alerts == {}
        assert [(one.text, one.alert) for one in other.notes("smith")] == before


def test_an_archive_without_the_mark_is_judged(sam: Pad, tmp_path: Path) -> None:
    sam.add("smith", "nut allergy", no_alert=True)
    sam.export(tmp_path / "all.json")
    text = (tmp_path / "all.json").read_text(encoding="utf-8")
    assert '"no_alert": true' in text
    (tmp_path / "all.json").write_text(text.replace('"no_alert": true, ', ""), encoding="utf-8")
    with Pad(tmp_path / "other.db", today=TODAY, create=True) as other:
        other.import_file(tmp_path / "all.json")
        assert alerts(other) == ["nut allergy"]


# -- lists ---------------------------------------------------------------------------------------


def imported(pad: Pad, path: Path, text: str) -> dict[str, int]:
    (path / "list.csv").write_text(text, encoding="utf-8")
    return pad.import_file(path / "list.csv").alerts


def test_our_own_layout_is_read_likewise(pad: Pad, tmp_path: Path) -> None:
    text = (
        'customer,kind,text,alert\nAnn Lee,,"bipolar, allergic to nuts",\n'
        "Ann Lee,promise,gluten-free cake,\nAnn Lee,,allergic to bees,no\nAnn Lee,fact,wheelchair,\n"
    )
    assert imported(pad, tmp_path, text) == {"allergy": 2, "access": 1}
    assert sorted(alerts(pad, "ann")) == ["allergic to nuts", "gluten-free cake", "wheelchair"]
    (private,) = [one for one in pad.notes("ann") if one.voice == "private"]
    assert private.text == "bipolar"
    assert imported(pad, tmp_path, text) == {}
    assert len(pad.notes("ann")) == 6


@pytest.mark.parametrize(
    ("column", "cell", "sort"),
    [
        ("Food Allergies", "peanuts - anaphylaxis", "allergy"),
        ("Dietary Restrictions", "no dairy", "allergy"),
        ("Known allergies", "son: peanuts", "allergy"),
        ("Allergens", "latex", "allergy"),
        ("Mobility", "uses a stick", "access"),
        ("Notes", "Allergic to latex gloves", "allergy"),
        ("Client notes", "swells up from peanuts", "allergy"),
        ("Memo", "allergic to PPD", "allergy"),
        ("Tags", "VIP;nut allergy", "allergy"),
        ("Zusatzinfo", "Zöliakie", "allergy"),
    ],
)
def test_so_is_every_column_of_another_program(
    pad: Pad, tmp_path: Path, column: str, cell: str, sort: str
) -> None:
    text = f"First Name,Last Name,Email,{column}\nAnn,Lee,ann@x.com,{cell}\n"
    assert imported(pad, tmp_path, text) == {sort: 1}
    (alert,) = pad.recall("ann").alerts
    assert cell.endswith(alert.text)
    assert (alert.source, alert.voice, alert.standing) == ("relayed", "act", "standing")


@pytest.mark.parametrize(
    ("column", "cell", "shown"),
    [
        ("Child allergies", "peanuts", "child: peanuts"),
        ("Daughter's allergies", "peanuts", "daughter: peanuts"),
        ("DogAllergies", "chicken", "dog: chicken"),
        ("Allergies (partner)", "no nuts", "partner: no nuts"),
        ("Child allergies", "son: peanuts", "son: peanuts"),
        ("Allergien Kind", "Erdnüsse", "kind: Erdnüsse"),
        ("Allergien Hund", "Huhn", "hund: Huhn"),
        ("Allergies de l'enfant", "arachides", "enfant: arachides"),
        ("Alergias del hijo", "cacahuetes", "hijo: cacahuetes"),
        ("Allergie figlia", "arachidi", "figlia: arachidi"),
        ("Alergias do cão", "frango", "cão: frango"),
        ("Allergieën zoon", "pinda's", "zoon: pinda's"),
        ("Allergien nicht bekannt?", "Latex", "Latex"),
        ("Guest allergies", "latex", "latex"),
    ],
)
def test_a_column_of_anothers_allergies_says_whose_they_are(
    pad: Pad, tmp_path: Path, column: str, cell: str, shown: str
) -> None:
    text = f"First Name,Last Name,Email,{column}\nAnn,Lee,ann@x.com,{cell}\nBo,Ray,b@x.com,none\n"
    assert imported(pad, tmp_path, text) == {"allergy": 1}
    assert alerts(pad, "ann") == [shown]
    assert imported(pad, tmp_path, text) == {}


def test_their_own_stand_beside_it(pad: Pad, tmp_path: Path) -> None:
    text = "Name,Email,Allergies,Child allergies\nAnn Lee,ann@x.com,peanuts,peanuts\n"
    assert imported(pad, tmp_path, text) == {"allergy": 2}
    assert sorted(alerts(pad, "ann")) == ["child: peanuts", "peanuts"]
    assert imported(pad, tmp_path, text) == {}


@pytest.mark.parametrize("cell", ["no", "None known", "NKDA", "#N/A", "0", "keine", ""])
def test_an_answer_that_there_is_none_is_none(pad: Pad, tmp_path: Path, cell: str) -> None:
    text = f"First Name,Last Name,Email,Food Allergies\nAnn,Lee,ann@x.com,{cell}\n"
    assert imported(pad, tmp_path, text) == {}
    assert pad.notes("ann") == []


def test_one_that_a_list_has_later_is_added(pad: Pad, tmp_path: Path) -> None:
    text = "First Name,Last Name,Email,Notes\nAnn,Lee,ann@x.com,{}\n"
    imported(pad, tmp_path, text.format("likes tea"))
    assert imported(pad, tmp_path, text.format("nut allergy")) == {"allergy": 1}
    assert alerts(pad, "ann") == ["nut allergy"]
    assert imported(pad, tmp_path, text.format("none known")) == {}
    assert alerts(pad, "ann") == ["nut allergy"]


def test_so_is_a_tag_in_our_own_layout_unless_a_row_says_it(pad: Pad, tmp_path: Path) -> None:
    long_ago = days_ago(300)
    text = (
        "customer,text,kind,tags,on\n"
        "Ann,likes tea,,guest;diet/nut allergy,\n"
        "Ann,window seat,,guest;diet/nut allergy,\n"
        f"Bob,deaf,need,deaf,{long_ago}\n"
        "Cy,,,guest,\n"
    )
    assert imported(pad, tmp_path, text) == {"allergy": 1, "access": 1}
    assert (alerts(pad, "ann"), alerts(pad, "bob"), alerts(pad, "cy")) == (
        ["nut allergy"],
        ["deaf"],
        [],
    )
    assert pad.recall("bob").alerts[0].noted_on == long_ago
    assert imported(pad, tmp_path, text) == {}
    pad.confirm(pad.recall("ann").alerts[0], gone=True)
    assert imported(pad, tmp_path, text) == {}
    assert alerts(pad, "ann") == []


def test_a_tag_waits_for_consent_where_notes_do(pad: Pad, tmp_path: Path) -> None:
    pad.set("consent", "required")
    pad.edit("Ann", Edit(consents=["notes=given"]), new=True)
    assert imported(pad, tmp_path, "customer,tags\nAnn,deaf\nBob,deaf\n") == {"access": 1}
    assert (alerts(pad, "ann"), alerts(pad, "bob")) == (["deaf"], [])
    with pytest.raises(CouldNot, match="no consent"):
        pad.edit("bob", Edit(tags=["wheelchair user"]))
    assert pad.customer("bob").tags == ("deaf",)


def test_a_reason_to_say_it_keeps_the_whole_remark_in_the_alert(sam: Pad) -> None:
    note = sam.add("smith", "nut allergy, getting divorced", because="asked for it", voice="say")
    assert (note.text, note.alert) == ("nut allergy, getting divorced", True)
    assert len(sam.notes("smith")) == 2


@pytest.mark.parametrize(
    "text", ["asthmatic - no hairspray near her", "keine Treppen nach Knie-OP"]
)
def test_what_is_private_is_shown_where_it_is_what_they_need(sam: Pad, text: str) -> None:
    note = sam.add("smith", text)
    assert (note.alert, note.text) == (True, text)
