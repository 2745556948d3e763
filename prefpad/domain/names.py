"""Names of people: titles, and stripping the remarks written into them: `Bob Grey (bad payer)`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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
        "hr",
        "fr",
        "fru",
        "frk",
        "frl",
        "signa",
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
_WORD = pattern(r"[^\W\d_]+")


def is_title(text: str) -> bool:
    """Tell whether a text is a title, or several: `Dr.`, `Herr Prof. Dr.`, `Mr & Mrs`."""
    words = set(_WORD.findall(fold(text).replace(".", "").replace("/", " ")))
    titles = COURTESY_TITLES | _OTHER_TITLES
    return bool(words & titles) and words <= titles | _BESIDE


PARTICLES = frozenset(
    ("de", "del", "la", "las", "los", "da", "das", "do", "dos", "di", "van", "von", "der", "den")
)
"""Folded words within a name that belong to the last name; most have no capitals."""

_WITHIN_A_NAME = (PARTICLES - {"di"}) | {"ten", "ter", "zu", "zum", "zur", "and", "und", "et"}
_ITALIAN_PARTICLES = frozenset({"de", "del", "la"})
_BEFORE_A_LAST_NAME = frozenset({"mc", "st"})
_NUMERALS = frozenset({"ii", "iii", "iv"})
_INITIALS = pattern(r"[B-DF-HJ-NP-TV-XZ]{2,}")
_PART = pattern(r"(?P<apostrophe>['\u2019])?(?:(?P<mc>mc)(?=[^\W\d_]{2}))?(?P<rest>[^\W\d_]+)")
_DUTCH_IJ = pattern(r"ij[fkmnpsz]")
_TURKISH_I = pattern(r"[\u0131\u0130]")
_MAY_BE_TURKISH_I = pattern(r"I|\bi")
_TURKISH_LETTER = pattern(r"[\u011f\u011e\u015f\u015e]")


def with_capitals(name: str, *, is_italian: bool = False) -> str:
    """Return a name in capitals, or without any, as it is usually written: `Ann van der McBride`.

    A Turkish name with an i that has another capital there stays as it is. An Italian particle has a
    capital: `Chiara De Luca`.
    """
    if _TURKISH_I.search(name) or (_TURKISH_LETTER.search(name) and _MAY_BE_TURKISH_I.search(name)):
        return name
    words = name.split()
    last = len(words) - 1
    small = _WITHIN_A_NAME - _ITALIAN_PARTICLES if is_italian else _WITHIN_A_NAME
    return " ".join(
        word.lower()
        if 0 < at < last and fold(word) in small
        else _with_capital(word, is_last=at == last)
        for at, word in enumerate(words)
    )


def _with_capital(word: str, *, is_last: bool) -> str:
    are_initials = not is_last and _INITIALS.fullmatch(word) and not is_title(word)
    folded = word.lower()
    if folded in _NUMERALS or (are_initials and folded not in _BEFORE_A_LAST_NAME):
        return word.upper()
    return _PART.sub(_capital, folded)


def _capital(part: re.Match[str]) -> str:
    apostrophe, mc, rest = (part[name] or "" for name in ("apostrophe", "mc", "rest"))
    if apostrophe and len(rest) == 1:
        return part[0]
    capital = f"IJ{rest[2:]}" if _DUTCH_IJ.match(rest) else rest.capitalize()
    return f"{apostrophe}{mc.capitalize()}{capital}"


_DIED = (
    "deceased|the late|died|passed away|passed on|r\\.?i\\.?p\\.?|dec\\W?d|verst"
    "|verstorben(?:e|er)?|gestorben|decedee?|fallecid[oa]"
    "|fallecio|difunt[oa]|decedut[oa]|defunt[oa]|falecid[oa]|faleceu|overl|overleden|zmarl[ay]"
    "|zmar\u0142[ay]?|\u2020"
    "|(?:date of )?death(?: date)?|date of passing|sterbedatum|todestag|date de deces"
    "|fecha de (?:fallecimiento|defuncion)|data (?:di|do) (?:decesso|morte)|data de falecimento"
    "|overlijdensdatum"
)
_MONTHS = (
    "jan[a-z]*|f[ae][bv][a-z]*|mar(?:ch|s|zo|co|t)?|marz|maart|mrt|a[pbv]r[a-z]*|ma[yi]o?|maggio|mei"
    "|ju[nil][a-z]*|giu[a-z]*|lug[a-z]*|gen[a-z]*|ene[a-z]*|aug[a-z]*|ago[a-z]*|aout|sept?[a-z]*"
    "|set[a-z]*|o[kc]t[a-z]*|out[a-z]*|ott[a-z]*|nov[a-z]*|de[czs][a-z]*|dic[a-z]*"
)
_OF_THE_DEAD = pattern(
    rf"""(?:(?:is|has|ist|est|ha|e|on|am|le|el|il|em|op|customer|client|kund(?:e|in))\ |[\d./-]+\ )*
    (?:{_DIED.replace(" ", "[ ]")})
    (?:\W+(?:on|in|am|im|le|en|el|il|em|op|de|aged)\b|\W+(?:{_MONTHS})\b|\W+\d+)*\W*""",
    re.VERBOSE,
)
_BEHIND_A_CLAUSE = pattern(
    r"(?<=\w)[.!]?(?:\s+[-\u2013\u2014(]|(?<!verst)(?<!overl)[.;!]\s+(?=[^\W\d_]{2})).*", re.DOTALL
)
_LONGEST_OF_THE_DEAD = 80
_THE_LATE = pattern(
    r"(?:the late|late(?= (?:mrs?|ms|miss|dr|sir)\b)|feue?|wijlen|(?:der|die) verstorbene|verst\."
    r"|(?:el|la) difunt[oa]"
    r"|(?:il|la) defunt[oa]|o falecido|a falecida|\u015bp\.|\u015b\.\s?p\.|(?-i:fu(?= [A-Z]))) (?=\S+ \S)",
    re.IGNORECASE,
)
_IN_A_DEATH = pattern(
    "ceased|the late|died|passed|r\\.?i\\.?p|dec|d\u00e9c[\u00e8\u00e9]|verst|gestorb|fallec|falec"
    "|fun[tc]|overl|zmar|[\u2020\u271d-\u271f\u2620\u26b0]"
    "|death|sterbe|todes|morte|of passing"
)
"""What stands in every word for a death, so that hardly any other text is looked at closely."""
_FIRST_WORDS = 40
CROSS = "\u2020"
"""The sign of a death beside a name."""
_CROSSES = dict.fromkeys(map(ord, "\u271d\u271e\u271f\u2620\u26b0"), CROSS) | {0xFE0F: None}
"""Other signs of a death by the usual one."""
_ALSO_A_NAME = "Rip"


def is_of_the_dead(text: str) -> bool:
    """Tell whether a text says first that a customer has died: `verstorben 2024`, `deceased (wife rang)`."""
    if not _IN_A_DEATH.search(text[:_FIRST_WORDS].lower()):
        return False
    said = fold(text[:_LONGEST_OF_THE_DEAD].translate(_CROSSES)).strip()
    return bool(_OF_THE_DEAD.fullmatch(_BEHIND_A_CLAUSE.sub("", said)))


def death_apart(name: str) -> tuple[str, str]:
    """Return a name without the words beside it that say that its bearer has died, and those words."""
    name = name.translate(_CROSSES)
    if name.startswith(CROSS):
        return name.strip(f"{CROSS} "), CROSS
    if led := _THE_LATE.match(name):
        said = led[0].strip()
        return name[led.end() :], said if is_of_the_dead(said) else CROSS
    words = name.replace(CROSS, f" {CROSS} ").split()
    for at in range(1, len(words)):
        said = " ".join(words[at:]).strip(" ,-\u2013")
        if is_of_the_dead(said) and said != _ALSO_A_NAME:
            return " ".join(words[:at]).rstrip(" ,-\u2013*"), said
    return name, ""


_IN_BRACKETS = pattern(r"[(\[{<][^)\]}>]*(?:[)\]}>]|$)|[*!]+")
_AFTER_A_DASH = pattern(
    r"\s(?:c/o\s|#).*$|\s[-\u2013\u2014/|:;]+(?:\s.*)?$|\s*[\u2013\u2014|;:/].*$", re.DOTALL
)
_INSTRUCTION = pattern(
    r"(?:do not|don.?t|dont|never|please|beware|careful|caution|warning|attention|avoid|ask|call|no|not"
    r"|see|watch|achtung|vorsicht|nicht|nie|bitte|ne|pas|jamais|nunca|non|mai|niet|nooit|nao|não)\b",
    re.IGNORECASE,
)
_ALSO_NAMES = frozenset({"ask", "no", "see", "mai", "ne", "non", "pas", "nie"})
_FEW_CAPITALS = 2
_WORDS_OF_A_NAME = 2


def bare_name(name: str, is_remark: Callable[[str], bool]) -> str:
    """Return a name without remarks; empty if it is uncertain what the name is.

    What is in brackets, after a dash or a second comma, in small letters after a comma, in
    capitals beside mixed case, or in front as an instruction is a remark. A surname in capitals
    (`Jean DUPONT`) is none, unless its words tell one.

    Args:
        name: as it was written.
        is_remark: tells whether a word in capitals is a remark by what it means.
    """
    text = _AFTER_A_DASH.sub("", " ".join(_IN_BRACKETS.sub(" ", name).split()))
    before, comma, after = text.partition(",")
    second, _, _ = after.partition(",")
    if comma:
        second = second.strip()
        text = f"{before}, {second}" if second and not second[:1].islower() else before
    text = _without_capitals(text.strip(" ,#"), is_remark).strip(" ,")
    led = _INSTRUCTION.match(text)
    return "" if led and not (led[0].lower() in _ALSO_NAMES and _is_capitalised(text)) else text


def _without_capitals(text: str, is_remark: Callable[[str], bool]) -> str:
    words = text.split()
    capitals = [word for word in words if _is_shouted(word)]
    mixed = [word for word in words if word not in capitals]
    if not capitals or not is_mixed_case(mixed):
        return text
    shouted = " ".join(capitals)
    untitled = [word for word in mixed if not is_title(word)]
    is_surname = len(untitled) < _WORDS_OF_A_NAME and len(capitals) <= _FEW_CAPITALS
    if is_surname and not (is_remark(shouted) or _INSTRUCTION.match(shouted)):
        return text
    return " ".join(mixed)


def begins_an_order(text: str, *, is_beside_a_name: bool = False) -> bool:
    """Tell whether two words or more begin as an instruction does: `DO NOT CALL`.

    Args:
        text: the words.
        is_beside_a_name: whether a whole name stands beside them, so that `NO` is no part of one.
    """
    led = _INSTRUCTION.match(text)
    if not led or not text[led.end() :].strip():
        return False
    return is_beside_a_name or led[0].lower() not in _ALSO_NAMES


def is_mixed_case(words: Iterable[str]) -> bool:
    """Tell whether words beside some in capitals are written otherwise; initials may be either."""
    return any(any(map(str.isalpha, word)) and not word.isupper() for word in words)


def _is_shouted(word: str) -> bool:
    if word.strip(",").lower() in _NUMERALS:
        return False
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters) and "." not in word


def _is_capitalised(text: str) -> bool:
    return all(word[:1].isupper() for word in text.split())
