from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from prefpad.privacy.suppression import keyed_hashes

KEY = bytes(range(32))
NAMES = st.lists(st.text("ab c", max_size=5), max_size=2)
HANDLES = st.lists(
    st.tuples(
        st.sampled_from(("email", "phone", "card", "id")), st.text("0123456789", max_size=12)
    ),
    max_size=3,
)


def test_a_name_alone_has_no_mark() -> None:
    assert keyed_hashes(KEY, ["sam smith"], [], alone=True) == set()


def test_an_empty_handle_has_no_mark() -> None:
    assert keyed_hashes(KEY, ["sam"], [("card", ""), ("phone", "")], alone=True) == set()


def test_a_phone_is_the_same_with_and_without_its_country_code() -> None:
    ours = keyed_hashes(KEY, ["sam smith"], [("phone", "442079460101")], alone=False)
    assert ours == keyed_hashes(KEY, ["smith sam"], [("phone", "02079460101")], alone=False)
    assert ours.isdisjoint(
        keyed_hashes(KEY, ["eva smith"], [("phone", "02079460101")], alone=False)
    )


def test_the_kinds_of_handles_are_told_apart() -> None:
    card = keyed_hashes(KEY, [], [("card", "1")], alone=True)
    assert card.isdisjoint(keyed_hashes(KEY, [], [("id", "1")], alone=True))


@given(NAMES, HANDLES)
def test_another_key_has_other_marks(names: list[str], handles: list[tuple[str, str]]) -> None:
    ours = keyed_hashes(KEY, names, handles, alone=True)
    assert ours.isdisjoint(keyed_hashes(bytes(32), names, handles, alone=True))
    assert all(len(mark) == 32 for mark in ours)


@given(NAMES, HANDLES)
def test_the_marks_of_a_row_are_among_those_of_the_person(
    names: list[str], handles: list[tuple[str, str]]
) -> None:
    person = keyed_hashes(KEY, names, handles, alone=True)
    for name in names:
        assert keyed_hashes(KEY, [name], handles, alone=False) <= person
    assert keyed_hashes(KEY, [], handles, alone=True) <= person


def test_what_others_may_be_called_too_is_no_mark() -> None:
    assert keyed_hashes(KEY, ["sam smith"], [("alias", "colonel")], alone=True) == set()
