"""A name in a list and the remark that people write beside it."""

from __future__ import annotations

import re
from typing import NamedTuple

from prefpad.domain.normalize import as_spoken, fold, name_words
from prefpad.duplicates.nicknames import full_names

_REMARK = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_NO_PERSON = frozenset(
    [
        *("hotel", "restaurant", "cafe", "bar", "salon", "studio", "clinic", "school", "church"),
        *("gasthof", "praxis", "firma", "familie", "family", "company", "office", "buro"),
    ]
)
_JOBS = frozenset(
    [
        *("manager", "owner", "reception", "receptionist", "director", "assistant", "office"),
        *("accounts", "accounting", "sales", "chef", "secretary", "president", "ceo", "cfo"),
        *("buyer", "purchasing", "supervisor", "nurse", "teacher", "driver", "plumber", "admin"),
        *("rezeption", "empfang", "leiter", "leiterin", "inhaber", "inhaberin", "buchhaltung"),
        *("gerant", "gerante", "directeur", "directrice", "comptabilite", "gerente", "dueno"),
        *("recepcion", "direttore", "titolare", "segreteria", "recepcao", "eigenaar", "receptie"),
    ]
)
_TWO_WORDS = 2


class NameAndRemark(NamedTuple):
    """A name as it is said, and what stood beside it; the remark may be empty."""

    name: str
    remark: str = ""


def name_and_remark(text: str) -> NameAndRemark:
    """Take apart a name and a remark in brackets, or behind a comma that no first name follows."""
    remarks = [found.strip() for found in _REMARK.findall(text)]
    name = _REMARK.sub(" ", text).strip()
    if not name_words(name):
        return NameAndRemark(as_spoken(text))
    spoken = as_spoken(name)
    before, _, behind = name.partition(",")
    if spoken != name and not _is_first_name(before, behind):
        spoken, remarks = before.strip(), [behind.strip(), *remarks]
    return NameAndRemark(" ".join(spoken.split()), ", ".join(filter(None, remarks)))


def _is_first_name(before: str, behind: str) -> bool:
    """Tell whether what stands behind the comma of a name is the first name of what is before it."""
    surname, given = name_words(before), name_words(behind)
    if _NO_PERSON & {*surname} or _JOBS & {*given}:
        return False
    has_first_name = len(surname) >= _TWO_WORDS and bool(full_names(surname[0]))
    is_another = len(given) >= _TWO_WORDS and fold(given[-1]) == fold(surname[-1])
    return not is_another and not (has_first_name and not full_names(given[0]))
