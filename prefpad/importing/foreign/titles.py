"""The titles by which people are addressed, in seven languages; a job is none of them."""

from __future__ import annotations

import re

from prefpad.domain.normalize import fold
from prefpad.importing.foreign.column_words import word_set

_TITLES = word_set(
    "mr mister mrs ms miss mx dr doctor prof professor sir dame lord lady rev reverend father sister",
    "brother rabbi imam pastor hon judge justice capt captain col colonel major maj sergeant sgt",
    "lieutenant lt general gen admiral master madam messrs esq",
    "herr herrn frau fraulein familie dipl ing mag magister pfarrer",
    "m mme mlle mm monsieur madame mademoiselle messieurs mesdames docteur professeur maitre me",
    "sr sra srta senor senora senorita don dona dra dna profesor profesora",
    "sig sigra signor signore signora signorina dott dottssa dottore dottoressa avv avvocato arch geom",
    "rag profssa egr",
    "senhor senhora menina doutor doutora eng exmo exma",
    "dhr mw mevr mevrouw heer meneer mej mejuffrouw drs ir",
)
_BESIDE = word_set("and und et y e en i de der the med h c")
_WORD = re.compile(r"[^\W\d_]+")


def is_title(text: str) -> bool:
    """Tell whether a text is a title, or several: `Dr.`, `Herr Prof. Dr.`, `Mr & Mrs`."""
    words = set(_WORD.findall(fold(text).replace(".", "").replace("/", " ")))
    return bool(words & _TITLES) and words <= _TITLES | _BESIDE
