"""Telling people apart who share a phone or an address: a couple, a family, a father and son."""

from __future__ import annotations

import re
from operator import ne
from typing import TYPE_CHECKING, NamedTuple, Self

from prefpad.domain.memoize import pattern
from prefpad.domain.names import is_title
from prefpad.domain.normalize import TELLING_DIGITS, fold, name_words, phone_key
from prefpad.domain.vocabulary import OWN_NAMES
from prefpad.duplicates.name_match import worded_name
from prefpad.duplicates.nicknames import are_two_names, is_given_name

if TYPE_CHECKING:
    from collections.abc import Iterable

_HIS = frozenset(
    [
        *("mr", "mister", "sir", "lord", "herr", "herrn", "m", "monsieur", "sr", "senor", "don"),
        *("sig", "signor", "signore", "senhor", "dhr", "heer", "meneer", "hr"),
    ]
)
_HERS = frozenset(
    [
        *("mrs", "ms", "miss", "lady", "dame", "frau", "fraulein", "mme", "madame", "mlle"),
        *("mademoiselle", "sra", "srta", "senora", "senorita", "dona", "dra", "sigra", "signora"),
        *("signorina", "senhora", "mevr", "mevrouw", "mejuffrouw", "mej", "mw", "signa", "fr"),
        *("fru", "frk", "frl"),
    ]
)
_HE = frozenset(
    [
        *("male", "man", "boy", "mannlich", "mann", "masculin", "masculino", "homme", "hombre"),
        *("varon", "maschio", "maschile", "uomo", "homem", "mannelijk", "h"),
    ]
)
_SHE = frozenset(
    [
        *("f", "w", "v", "female", "woman", "girl", "weiblich", "feminin", "femenino", "feminino"),
        *("femme", "mujer", "femmina", "femminile", "donna", "mulher", "vrouwelijk", "vrouw"),
    ]
)
_GENERATIONS = {
    "jr": "junior",
    "junior": "junior",
    "jun": "junior",
    "sr": "senior",
    "senior": "senior",
    "sen": "senior",
    "filho": "junior",
    "neto": "neto",
    "ii": "ii",
    "iii": "iii",
    "iv": "iv",
    "jnr": "junior",
    "snr": "senior",
    **dict.fromkeys(
        ("son", "daughter", "fils", "fille", "hijo", "hija", "figlio", "figlia"), "child"
    ),
    **dict.fromkeys(("filha", "sohn", "tochter", "zoon", "dochter"), "child"),
    **dict.fromkeys(("father", "mother", "dad", "mum", "mom", "pere", "mere", "padre"), "parent"),
    **dict.fromkeys(("madre", "pai", "vater", "mutter", "vader", "moeder"), "parent"),
    **dict.fromkeys(("husband", "marido", "marito", "ehemann"), "husband"),
    **dict.fromkeys(("wife", "femme", "esposa", "mujer", "moglie", "ehefrau", "vrouw"), "wife"),
}
_SAME_TITLE = {
    "mister": "mr",
    "herrn": "herr",
    "hr": "herr",
    "fr": "frau",
    "monsieur": "m",
    "madame": "mme",
    "mademoiselle": "mlle",
    **dict.fromkeys(("senor", "senhor"), "sr"),
    **dict.fromkeys(("senora", "senhora"), "sra"),
    "senorita": "srta",
    **dict.fromkeys(("signor", "signore"), "sig"),
    "signora": "sigra",
    **dict.fromkeys(("heer", "meneer"), "dhr"),
    **dict.fromkeys(("mevrouw", "mw"), "mevr"),
    "mejuffrouw": "mej",
    **dict.fromkeys(("doctor", "docteur"), "dr"),
    **dict.fromkeys(("professor", "professeur"), "prof"),
}
"""Titles that are written in other ways, by how they are compared."""

_TWO_IN_A_NAME = pattern(
    r"\s[&+]\s|\w\s?/\s?\w|\s(?:and|und|u\.|et|y|e|en|og|och)\s|\s(?:family|familie)$"
    r"|^(?:fam|familie|family|famille|familia|fam\u00edlia|famiglia|eheleute)\b",
    re.IGNORECASE,
)
_ABBREVIATION = pattern(r"(?<=\w)\.(?=\w)|/")


class Identity(NamedTuple):
    """What tells people at one address apart: names, forms of address, a birthday, a gender, phones.

    Attributes:
        names: the name and the aliases.
        formal: forms of address, such as `Mr. Park`.
        birthdays: birthdays with their year, or a year alone.
        genders: `his` or `hers`, as a list said.
        phones: phone numbers.
    """

    names: frozenset[str] = frozenset()
    formal: frozenset[str] = frozenset()
    birthdays: frozenset[str] = frozenset()
    genders: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()

    @classmethod
    def of(cls, said: Iterable[tuple[str, str]]) -> Self:
        """Return the identity made of pairs: `name`, `formal`, `birthday` and so on, each with a text."""
        pairs = [*said]
        kinds = (OWN_NAMES, ("formal",), ("birthday", "born"), ("gender",), ("phone",))
        return cls(*(frozenset(text for kind, text in pairs if kind in one) for one in kinds))


NO_IDENTITY = Identity()


def are_plainly_two(one: Identity, other: Identity) -> bool:
    """Tell whether titles, first names, generations or birthdays show two people."""
    if _have_two_birthdays(one, other) or is_a_couple(one) != is_a_couple(other):
        return True
    return (
        have_other_titles(titles_of(one), titles_of(other))
        or generations_of(one) != generations_of(other)
        or _are_surnames_with_other_titles(one, other)
        or _have_paired_first_names(one, other)
    )


def is_an_initial_of(one: Identity, other: Identity) -> bool:
    """Tell whether one first name is an initial and the other whole: J. Vale may be Jana or Jiri."""
    pairs = [(mine, its) for mine in _person_names(one) for its in _person_names(other)]
    return bool(pairs) and all(
        mine[-1] == its[-1] and (len(mine[0]) == 1) != (len(its[0]) == 1) for mine, its in pairs
    )


def have_other_phones(one: Identity, other: Identity) -> bool:
    """Tell whether each has a phone of their own beside the only one in common, as a landline is."""
    mine, theirs = (frozenset(map(_end_of, person.phones)) for person in (one, other))
    return len(mine & theirs) == 1 and bool(mine - theirs and theirs - mine)


def _end_of(phone: str) -> str:
    return phone_key(phone)[-TELLING_DIGITS:]


def is_of_a_family(word: str) -> bool:
    """Tell whether a word beside a name tells relatives of one name apart: `son`, `Jr.`, `père`."""
    return fold(word).strip(".") in _GENERATIONS


def have_other_titles(his: frozenset[str], hers: frozenset[str]) -> bool:
    """Tell whether both have titles, as from `titles_of`, and these differ."""
    return bool(his and hers) and his != hers


def is_a_couple(person: Identity) -> bool:
    """Tell whether each name is of two people or a family: `John & Mary Park`, `Park Family`."""
    return bool(person.names) and all(map(_TWO_IN_A_NAME.search, person.names))


def has_first_name(name: str) -> bool:
    """Tell whether a name has a first name that is more than an initial, and a last name."""
    words = worded_name(name).words
    return len(words) > 1 and len(words[0]) > 1


def telling_names(names: Iterable[str]) -> list[str]:
    """Return names without those of an initial where another tells the first name: J. and Jana Vale."""
    known = [*names]
    return [*filter(has_first_name, known)] or known


def _have_two_birthdays(one: Identity, other: Identity) -> bool:
    """Tell whether both have birthdays that differ by more than a slip in day or month."""
    pairs = [(mine.split("-"), its.split("-")) for mine in one.birthdays for its in other.birthdays]
    return bool(pairs) and all(
        mine[0] != its[0] or (mine[1:] and its[1:] and all(map(ne, mine[1:], its[1:])))
        for mine, its in pairs
    )


def titles_of(person: Identity) -> frozenset[str]:
    """Return `his` or `hers`, or both, by the titles before somebody's names or their gender."""
    names = map(_words, person.names | person.formal)
    first = {word for words in names if len(words) > 1 for word in words[:-1]}
    said = (("his", _HIS), ("hers", _HERS))
    return person.genders.union(who for who, titles in said if first & titles)


def gender_in(cell: str) -> str:
    """Return `his` or `hers` for the gender in a cell of a list, or empty for any other."""
    said = frozenset(name_words(fold(cell)))
    his, hers = (not said.isdisjoint(words) for words in (_HIS | _HE, _HERS | _SHE))
    return "" if his == hers else "his" if his else "hers"


def generations_of(person: Identity) -> frozenset[str]:
    """Return what follows the names: `junior`, `senior`, `iii`."""
    last = (words[-1] for words in map(_words, person.names) if len(words) > 1)
    return frozenset(_GENERATIONS[word] for word in last if word in _GENERATIONS)


def _words(name: str) -> list[str]:
    return name_words(_ABBREVIATION.sub("", fold(name)))


def _have_paired_first_names(one: Identity, other: Identity) -> bool:
    """Tell whether two first names are two people's, and none is the first name of both.

    One who is called Sam and Samuel is not Samantha, though Sam alone may be either; nor is one who is
    called Anna Maria and Anna, Maria.
    """
    pairs = [(mine, its) for mine in _person_names(one) for its in _person_names(other)]
    if pairs and all(_differ_behind_a_surname(mine, its) for mine, its in pairs):
        return True
    if any(mine[0] == its[0] for mine, its in pairs):
        return False
    return any(
        mine[0] not in its and its[0] not in mine and are_two_names(mine[0], its[0])
        for mine, its in pairs
    )


def _differ_behind_a_surname(mine: tuple[str, ...], its: tuple[str, ...]) -> bool:
    """Tell whether only the last words of two names differ, as first names do: `Rossi Maria`."""
    *before, last = mine
    *before_its, last_its = its
    if before != before_its or last == last_its:
        return False
    if len(last) == len(last_its) == 1:
        return True
    return is_given_name(last) and is_given_name(last_its) and are_two_names(last, last_its)


def _person_names(person: Identity) -> list[tuple[str, ...]]:
    """Return the words of the names that have a first name and a last."""
    names = (worded_name(name).words for name in telling_names(person.names))
    return [words for words in names if len(words) > 1]


def _are_surnames_with_other_titles(one: Identity, other: Identity) -> bool:
    """Tell whether both are a last name alone with a title, and these differ: `Mlle` and `Mme Duval`."""
    if _person_names(one) or _person_names(other):
        return False
    mine, theirs = _all_titles(one), _all_titles(other)
    return bool(mine and theirs) and mine != theirs


def _all_titles(person: Identity) -> frozenset[str]:
    words = {word for name in person.names | person.formal for word in _words(name)}
    return frozenset(_SAME_TITLE.get(word, word) for word in words if is_title(word))
