from __future__ import annotations

import pytest

from prefpad.domain.names import bare_name, is_title, with_capitals


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Dr.", True),
        ("Herr Prof. Dr.", True),
        ("Mr & Mrs", True),
        ("Mr/Mrs", True),
        ("and", False),
        ("Dr. Smith", False),
        ("", False),
    ],
)
def test_a_title_is_made_of_titles_alone(text: str, is_one: bool) -> None:
    assert is_title(text) is is_one


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ANN VAN DER BERG", "Ann van der Berg"),
        ("van der berg", "Van der Berg"),
        ("sam mcbride", "Sam McBride"),
        ("maeve o'brien", "Maeve O'Brien"),
        ("charles 's jacob", "Charles 's Jacob"),
        ("JP MORGAN", "JP Morgan"),
        ("ST JOHN", "St John"),
        ("DR SMITH", "Dr Smith"),
        ("henry park iii", "Henry Park III"),
        ("ijsbrand bakker", "IJsbrand Bakker"),
        ("I\u015fIK", "I\u015fIK"),
        ("I\u015eIK", "I\u015eIK"),
    ],
)
def test_a_name_in_one_case_is_written_as_usual(typed: str, name: str) -> None:
    assert with_capitals(typed) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Sam Smith (regular)", "Sam Smith"),
        ("Sam Smith - window seat", "Sam Smith"),
        ("Smith, Sam", "Smith, Sam"),
        ("Smith, Sam, call first", "Smith, Sam"),
        ("Sam Smith, likes tea", "Sam Smith"),
        ("Sam Smith,", "Sam Smith"),
        ("Sam Smith DEBTOR", "Sam Smith"),
        ("Jean DUPONT", "Jean DUPONT"),
        ("Jean DEBTOR", "Jean"),
        ("Jean WATCH", "Jean"),
        ("SAM SMITH", "SAM SMITH"),
        ("J. R. SMITH", "J. R. SMITH"),
        ("Sam Smith III", "Sam Smith III"),
        ("Never call Sam", ""),
        ("see sam", ""),
        ("Mai Nguyen", "Mai Nguyen"),
    ],
)
def test_a_name_is_told_from_the_remarks_beside_it(typed: str, name: str) -> None:
    assert bare_name(typed, "DEBTOR".__eq__) == name
