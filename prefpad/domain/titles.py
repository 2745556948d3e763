"""The titles by which people are addressed, in seven languages; a job is none of them."""

from __future__ import annotations

import re

from prefpad.domain.normalize import fold

COURTESY_TITLES = frozenset(
    [
        "mr",
        "mister",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "sir",
        "herr",
        "herrn",
        "frau",
        "fraulein",
        "monsieur",
        "madame",
        "mademoiselle",
        "mme",
        "mlle",
        "sr",
        "sra",
        "srta",
        "senor",
        "senora",
        "senorita",
        "sig",
        "sigra",
        "signor",
        "signore",
        "signora",
        "signorina",
        "dott",
        "senhor",
        "senhora",
        "dhr",
        "mevr",
        "mevrouw",
        "meneer",
        "mejuffrouw",
    ]
)
"""Folded titles that stand before anybody's name, so that they tell nobody from another."""

_OTHER_TITLES = frozenset(
    [
        "doctor",
        "professor",
        "dame",
        "lord",
        "lady",
        "rev",
        "reverend",
        "father",
        "sister",
        "brother",
        "rabbi",
        "imam",
        "pastor",
        "hon",
        "judge",
        "justice",
        "capt",
        "captain",
        "col",
        "colonel",
        "major",
        "maj",
        "sergeant",
        "sgt",
        "lieutenant",
        "lt",
        "general",
        "gen",
        "admiral",
        "master",
        "madam",
        "messrs",
        "esq",
        "familie",
        "dipl",
        "ing",
        "mag",
        "magister",
        "pfarrer",
        "m",
        "mm",
        "messieurs",
        "mesdames",
        "docteur",
        "professeur",
        "maitre",
        "me",
        "don",
        "dona",
        "dra",
        "dna",
        "profesor",
        "profesora",
        "dottssa",
        "dottore",
        "dottoressa",
        "avv",
        "avvocato",
        "arch",
        "geom",
        "rag",
        "profssa",
        "egr",
        "menina",
        "doutor",
        "doutora",
        "eng",
        "exmo",
        "exma",
        "mw",
        "heer",
        "mej",
        "drs",
        "ir",
    ]
)
_BESIDE = frozenset(("and", "und", "et", "y", "e", "en", "i", "de", "der", "the", "med", "h", "c"))
_WORD = re.compile(r"[^\W\d_]+")


def is_title(text: str) -> bool:
    """Tell whether a text is a title, or several: `Dr.`, `Herr Prof. Dr.`, `Mr & Mrs`."""
    words = set(_WORD.findall(fold(text).replace(".", "").replace("/", " ")))
    titles = COURTESY_TITLES | _OTHER_TITLES
    return bool(words & titles) and words <= titles | _BESIDE
