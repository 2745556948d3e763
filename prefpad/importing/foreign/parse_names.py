"""A name in a list and the remark that people write beside it."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from prefpad.customers.names_in_text import ordinary_words
from prefpad.domain.memoize import pattern
from prefpad.domain.names import (
    COURTESY_TITLES,
    CROSS,
    PARTICLES,
    begins_an_order,
    death_apart,
    is_mixed_case,
    is_of_the_dead,
    is_title,
    with_capitals,
)
from prefpad.domain.normalize import as_spoken, fold, name_words
from prefpad.domain.validation import LONGEST_NAME
from prefpad.duplicates.nicknames import is_given_name, is_italian_name
from prefpad.duplicates.two_people import is_of_a_family
from prefpad.importing.csv.cells import LONGEST_SEARCHED, is_nothing, parted
from prefpad.notes.health_needs import find_needs

if TYPE_CHECKING:
    from collections.abc import Iterable

_IN_BRACKETS = pattern(
    r"\s*[(\[{<]([^()\[\]{}<>]*)[)\]}>]\s*|\s*\*+([^*]*)\*+\s*|\s*!{2,}([^!]*)!{2,}\s*"
)
_QUOTED = pattern(
    r"\s+[\"\u201c\u201e\u00ab][^\W\dA-Z][^\"\u201c\u201d\u00bb]*[\"\u201c\u201d\u00bb]$"
)
_QUOTES_AND_SPACE = ' "\u201c\u201d\u201e\u00ab\u00bb'
_BETWEEN = pattern(
    r"\s+(?:-+|[/|])\s+|:\s+|\s*[\u2013\u2014|;]\s*|\s+#+\s*(?=[^\W\d])"
    r"|\s+@\s+|\s+\+\s*(?=[a-z\d])|\s+[^\w\s.,:;'\u2019\"\u201c-\u201f\u00ab\u00bb()&+*!/@#-]+\s+"
)
_CARE_OF = pattern(r"\s+(?=(?:c/o|with|mit|avec|con|com|met)\s)", re.IGNORECASE)
_REACHED_AT = pattern(r"\s+(?:\S+@\S+\.\S+|\+?[\d(][\d ()./-]{6,20}\d)$")
_NO_MORE_A_CUSTOMER = pattern(r"zz+(?:[_-]\w+)?\s+", re.IGNORECASE)
"""What is put before a name to have it at the end of a list."""
_ASKS_AND_GOES_ON = pattern(r"\w\?+\s+\w")
_BETWEEN_TWO = pattern(r"\s*[/;]\s*|\s+(?:&|\+|and|und|et|y|e|en)\s+")
_WORD = r"(?:[A-Z]')?[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:[A-Z][a-z]+)?"
_NAME_ALONE = pattern(rf"{_WORD}(?: {_WORD}){{0,2}}")
"""What is a name and nothing beside it at a glance, as most cells are."""

_OF_A_NEED = r"l(?:erg|iac)|naph|heelch|ollstu|pi.?[Pp]en|L(?:ERG|IAC)|NAPH|HEELCH|OLLSTU|PI.?PEN"
_OF_A_DEATH = (
    r"eceas|Died|rstorben|[eé]c[eé]d[eé]|allecid|alecid|ecedut|verleden|ifunt|efunt"
    r"|^Feue? |^Wijlen |^Late "
)
_MAY_STATE_A_NEED = pattern(_OF_A_NEED)
_MAY_SAY_MORE = pattern(f"{_OF_A_NEED}|{_OF_A_DEATH}")
"""Parts of words for a need or a death that hardly any name has: `Ann Nut Allergy`."""

_IS_SPELT = pattern(r"[^\W\d_]+(?:[ .'\u2019&+-]+[^\W\d_]+)*\.?")
_SMALL_IN_CAPITALS = pattern(r"\bMc(?=[A-Z]{2})")
"""The letter that stays small in `McDONALD`, a name in capitals."""
_ABBREVIATION = pattern(
    r"(?:r[bcdfmnpst]|h[bdmst]|b[bmpt]|c[bdfpt]|d[bfmp]|f[bcm]|g[mp]|l[bgpt]|p[bcd]|t[bcdfmp]|v[bp]"
    r"|w[bcfmp]|ym|sp(?=[bcdfgkmnpqstvwxz]))[a-z]{2}"
)
"""Beginnings of a folded word that no name has, as RSPCA."""

_ABBREVIATED = frozenset(
    [
        *("adac", "oamtc", "dekra", "awo", "aok", "edeka", "rewe", "basf", "ikea", "ymca", "ywca"),
        *("unicef", "nato", "nasa", "edf", "raf", "usaf", "anwb", "renfe", "inail", "asl", "usl"),
    ]
)
"""Abbreviations that are spelt as a name may be."""

_VOWEL = pattern("[aeiouy]")
_LETTERS_OF_A_WORD = 4
_SPANISH_PARTICLES = frozenset({"las", "los", "y"})
_SIGNS = " *!#-,;:/|\u2013\u2014"
_SIGNS_AND_QUESTION = f"{_SIGNS}?."
_NO_PERSON = frozenset(
    [
        *("hotel", "restaurant", "cafe", "bar", "salon", "studio", "clinic", "school", "church"),
        *("ltd", "llc", "inc", "plc", "srl", "srls", "snc", "sas", "spa", "sarl", "sasu", "eurl"),
        *("ohg", "kg", "slu", "lda", "vof"),
        *("shop", "store", "house", "market", "pub", "inn"),
        *("club", "choir", "team", "society", "verein", "chor"),
        *("gasthof", "praxis", "firma", "familie", "family", "company", "office", "buro"),
        *("partners", "partner", "sons", "sohne", "associates", "group", "gmbh", "bakery"),
        "garage",
    ]
)
_REMARKS = frozenset(
    [
        *("manager", "owner", "reception", "receptionist", "director", "assistant", "office"),
        *("accounts", "accounting", "sales", "chef", "secretary", "president", "ceo", "cfo"),
        *("buyer", "purchasing", "supervisor", "nurse", "teacher", "driver", "plumber", "admin"),
        *("rezeption", "empfang", "leiter", "leiterin", "inhaber", "inhaberin", "buchhaltung"),
        *("gerant", "gerante", "directeur", "directrice", "comptabilite", "gerente", "dueno"),
        *("recepcion", "direttore", "titolare", "segreteria", "recepcao", "eigenaar", "receptie"),
        *("vip", "banned", "barred", "blocked", "deceased", "duplicate", "inactive", "owes", "dnc"),
        *("rude", "late", "cash", "staff", "regular", "moved", "closed", "cancelled", "vegan"),
        *("stammgast", "stammkunde", "gesperrt", "verstorben", "hausverbot", "doppelt", "zahlt"),
        *("interdit", "decede", "bloque", "bloqueado", "fallecido", "bloccato", "deceduto"),
        *("geblokkeerd", "overleden", "wife", "husband", "son", "daughter", "mother", "father"),
        *("room", "zimmer", "chambre", "habitacion", "camera", "quarto", "kamer", "table", "tisch"),
    ]
)
"""Folded words by which a text beside a name is a remark: a job, a standing, a kinship."""

_BEFORE_A_LAST_NAME = frozenset(
    [
        *("o", "mac", "mc", "al", "el", "abu", "bin", "ben", "ibn", "le", "st", "saint", "san"),
        *("ten", "ter"),
    ]
)
"""Folded words that begin a last name, and stand nowhere else before a comma."""
_SHORT_IN_A_NAME = PARTICLES | _BEFORE_A_LAST_NAME | {"du", "des"}
_BEFORE_ANY_NAME = frozenset({"VIP", "DNC", "BANNED", "***"})
_GENERATIONS = frozenset({"jr", "sr", "junior", "senior", "ii", "iii", "iv"})
_TWO_WORDS = 2
_MOST_WORDS = 3
_FEW_CAPITALS = 2
_TIMES = pattern(r"x?\d+x?", re.IGNORECASE)


_DEAR = pattern(
    r"(?:dear|hello|hi|hallo|hola|bonjour|(?:sehr\s)?geehrte[rn]?|liebe[rs]?|ch[eè]re?|estimad[oa]"
    r"|querid[oa]|gentile|gentilissim[oa]|egregi[oa]|car[oa]|prezad[oa]|geachte|beste|lieve)\s+(?=\S)",
    re.IGNORECASE,
)
_OF_SEVERAL = pattern(r"\s(?:or|oder|ou|o|of|and|und|et|y|e|en|&)\s|/", re.IGNORECASE)


_DEAD_BESIDE_A_NAME = frozenset({"dec", "dec.", "Dec.", "DEC", "DEC.", "decd", "dcd", "DCD"})
"""What tells a death in brackets beside a name, and elsewhere a month or something else."""


_AS_ABOVE = frozenset(
    [
        *("idem", "ditto", "dito", "ders", "derselbe", "dieselbe", "wie oben", "s.o", "same"),
        *("same as above", "as above", "same person", "le meme", "la meme", "el mismo", "la misma"),
        *("lo stesso", "la stessa", "come sopra", "o mesmo", "a mesma", "dezelfde", "zie boven"),
        *("comme ci-dessus", "igual que arriba", "dto", "zelfde", "idem als boven"),
        *("repeat of above", "see above", "siehe oben", "voir ci-dessus", "ver arriba"),
        "vedi sopra",
    ]
)
"""What stands for the name in the row above, folded."""
_OF_NOBODY = frozenset(
    [
        *("cash", "closed", "geschlossen", "ferme", "cerrado", "chiuso", "fechado", "gesloten"),
        *("spare slot", "free slot", "open slot", "empty slot", "slot free", "available"),
        "no booking",
        *("freier termin", "termin frei", "creneau libre", "hueco libre", "posto libero"),
        "vaga livre",
        *("lunch break", "mittagspause", "pause dejeuner", "day off", "staff meeting"),
        "bank holiday",
        *("betriebsurlaub", "ruhetag", "conges annuels", "fermeture annuelle", "chiuso per ferie"),
        *("do not use", "not in use", "nicht verwenden", "ne pas utiliser", "no usar", "non usare"),
        *("libre", "libero", "livre", "vrij", "vacant", "vide", "no vender", "out of order"),
        *("hors service", "fuera de servicio", "fuori servizio", "ausser betrieb"),
        "buiten gebruik",
        *("ohne halter", "ohne besitzer", "no owner", "sans proprietaire", "sin dueno", "me"),
        *("no", "nao usar", "niet gebruiken", "not used", "left blank", "delete me"),
    ]
)
"""What stands in a column of names, folded, for a time or a row without a customer."""
_NO_NAMES = _AS_ABOVE | _OF_NOBODY | {"ferm\u00e9", "cong\u00e9s annuels", "cr\u00e9neau libre"}


class NameAndRemark(NamedTuple):
    """A name as it is said, and what stood beside it; the remark may be empty."""

    name: str
    remark: str = ""


def is_name_alone(text: str) -> bool:
    """Tell whether a text is a name that needs no reading, and nothing beside it."""
    is_name = len(text) <= LONGEST_NAME and _NAME_ALONE.fullmatch(text) is not None
    return is_name and not _MAY_SAY_MORE.search(text) and text.lower() not in _NO_NAMES


def stands_for_the_name_above(text: str) -> bool:
    """Tell whether a text stands for the name in the row above: `idem`, `ders.`."""
    return fold(text).strip(_SIGNS_AND_QUESTION) in _AS_ABOVE


def _is_of_nobody(text: str) -> bool:
    return fold(text).strip(_SIGNS_AND_QUESTION) in _NO_NAMES


def name_and_remark(text: str, *, is_italian: bool = False, is_whole: bool = True) -> NameAndRemark:
    """Take apart a name and the remark beside it.

    A remark stands in brackets, after a dash or a comma that no first name follows, or in capitals
    beside small letters. What may be a name, or part of one, stays where it is, and so does what tells
    relatives of one name apart: `Sam Reed (son)`. A need that stays in the name is a remark as well.

    Args:
        text: the cell.
        is_italian: whether the list is in Italian.
        is_whole: whether the list has names in one column, where `LEROY Annie` stands surname first.

    Returns:
        The name, empty where the whole cell is a remark such as `Pregnant? ask`, and the remark.
    """
    if is_name_alone(text) or len(text) > LONGEST_SEARCHED:
        return NameAndRemark(text)
    both = _two_people(text)
    if both or _is_no_name(text):
        return NameAndRemark(both, "" if both else text)
    bracketed = ("".join(found).strip(_SIGNS) for found in _IN_BRACKETS.findall(text))
    remarks = [CROSS if one in _DEAD_BESIDE_A_NAME else one for one in bracketed]
    name = " ".join(_IN_BRACKETS.sub(" ", text).split())
    if not name_words(name):
        return NameAndRemark(as_spoken(text.strip(_SIGNS) or text))
    name, death = death_apart(name)
    remarks.append(death)
    for apart in (_CARE_OF, _REACHED_AT, _QUOTED):
        if found := apart.search(name):
            remarks.insert(0, name[found.start() :].strip(_QUOTES_AND_SPACE))
            name = name[: found.start()].rstrip(_SIGNS)
    name, remark = _dash_apart(name)
    remarks.insert(0, remark)
    if len([part for part in name.split(",") if part.strip(_SIGNS)]) > 1:
        name, remark = _comma_apart(name)
        remarks.insert(0, remark)
    for apart_from in (_set_aside, _shouted_apart, _added_in_small_letters):
        name, remark = apart_from(name)
        remarks.append(remark)
    name = " ".join(name.split()).lstrip("*! ").rstrip("*!#, ")
    turned = _surname_last(name, is_italian=is_italian) if is_whole else ""
    name = turned or _as_written(name, is_italian=is_italian)
    said = [remark for remark in remarks if not is_nothing(remark)]
    if len(said) == 1 and is_of_a_family(said[0]):
        return NameAndRemark(f"{name} ({said[0]})")
    return NameAndRemark(name, ", ".join((*said, *_needs_left_in(name))))


def _is_no_name(text: str) -> bool:
    """Tell whether a whole cell is a question, an order, a need or words of everyday: `cash only`."""
    if _is_of_nobody(text):
        return True
    words = name_words(text)
    if len(words) < _TWO_WORDS or any(map(str.isdecimal, words)):
        return False
    if _ASKS_AND_GOES_ON.search(text):
        return True
    if _MAY_STATE_A_NEED.search(text):
        need = "".join(one.part for one in find_needs(text))
        if fold(need) == fold(text.strip(_SIGNS_AND_QUESTION)):
            return True
    written = text.split()
    is_written_as_one = not any(map(str.islower, written[1:]))
    if is_written_as_one or is_given_name(words[0]) or _NO_PERSON & {*words}:
        return False
    has_capitals = any(word[:1].isupper() and not word.isupper() for word in written)
    is_order = begins_an_order(text, is_beside_a_name=written[0].isupper() and not has_capitals)
    is_order = is_order and (written[1].islower() or not has_capitals)
    return is_order or ordinary_words() >= {*words}


def begins_as_a_letter(text: str) -> bool:
    """Tell whether a text is the first line of a letter: `Dear Ms Lee`, `Liebe Anna`."""
    return _DEAR.match(text) is not None


def address_in_a_letter(text: str) -> str:
    """Return the form of address in the first line of a letter to one person; empty for a first name."""
    address = _DEAR.sub("", text, count=1).strip(" ,")
    words = address.split()
    is_formal = len(words) > 1 and is_title(words[0]) and not is_title(words[-1])
    return address if is_formal and not _OF_SEVERAL.search(address) else ""


def _needs_left_in(name: str) -> list[str]:
    if not _MAY_STATE_A_NEED.search(name):
        return []
    return [need.part for need in find_needs(name)]


def _two_people(text: str) -> str:
    """Return the names of two people in one cell as they are said; empty if there are no two.

    Both stand surname first, or each whole behind a stroke: `Quill, Ada / Rask, Bo`.
    """
    between = _BETWEEN_TWO.findall(text)
    parts = [part.strip() for part in _BETWEEN_TWO.split(text)]
    if len(parts) != _TWO_WORDS or not all(map(name_words, parts)):
        return ""
    if all("," in part for part in parts):
        said = [_comma_apart(part) for part in parts]
        return "" if any(remark or "," in name for name, remark in said) else _joined(said)
    are_whole = between[0].strip() in {"/", ";"} and all(map(_is_whole, parts))
    return _joined([(part, "") for part in parts]) if are_whole else ""


def _joined(names: list[tuple[str, str]]) -> str:
    return " & ".join(name for name, _ in names)


def _surname_last(name: str, *, is_italian: bool) -> str:
    """Return `Mme LEROY Annie`, its surname first and in capitals, as it is said; else nothing."""
    titles, untitled = _titles_apart(name)
    words = untitled.split()
    surname = [*takewhile(_is_shouted, words)]
    given = words[len(surname) :]
    folded = {*name_words(" ".join(surname))}
    if (
        not (surname and 0 < len(given) <= _MOST_WORDS)
        or any(map(_is_shouted, given))
        or not (_are_given(given) or (titles and not _are_given(surname)))
        or any(map(_ABBREVIATION.match, folded))
        or not all(map(_VOWEL.search, folded))
        or folded & (_NO_PERSON | _ABBREVIATED)
        or not (titles or folded - ordinary_words())
    ):
        return ""
    said = _in_usual_letters(" ".join((*given, *surname)), is_italian=is_italian)
    return f"{titles} {said}".strip()


def _are_given(words: list[str]) -> bool:
    """Tell whether each word, or what stands before its hyphen, is a first name that is known."""
    return all(is_given_name(name_words(word)[0]) for word in words if name_words(word))


def _is_whole(name: str) -> bool:
    """Tell whether a text is a first name that is known and a last name."""
    words = name_words(name)
    return len(words) > 1 and _NAME_ALONE.fullmatch(name) is not None and is_given_name(words[0])


def _as_written(name: str, *, is_italian: bool) -> str:
    """Return a person's name that a list has in capitals, or without any, as it is usually written.

    What may be a company or an abbreviation stays as it is.
    """
    words = name_words(name)
    if (
        not (name.islower() or _SMALL_IN_CAPITALS.sub("MC", name).isupper())
        or _NO_PERSON & {*words}
        or not _IS_SPELT.fullmatch(name)
        or " - " in name
    ):
        return name
    if any(map(_ABBREVIATION.match, words)) or _ABBREVIATED & {*words}:
        return name
    is_long = name.islower() or all(
        len(word) == 1 or len(word) >= _LETTERS_OF_A_WORD or word in _SHORT_IN_A_NAME
        for word in words
    )
    is_a_name = any(map(is_given_name, words)) or (len(words) >= _TWO_WORDS and is_long)
    if not is_a_name:
        return name
    return _in_usual_letters(name, is_italian=is_italian)


def _in_usual_letters(name: str, *, is_italian: bool) -> str:
    words = name_words(name)
    is_italian = is_italian or any(map(is_italian_name, words))
    return with_capitals(name, is_italian=is_italian and not _SPANISH_PARTICLES & {*words})


def is_another_name(text: str, names: Iterable[str]) -> bool:
    """Tell whether a name has words that are in none of some others."""
    return not any({*name_words(text)} <= {*name_words(name)} for name in names)


def are_particles(text: str) -> bool:
    """Tell whether a text is what stands before a last name and belongs to it: `van der`."""
    return {*name_words(text)} <= PARTICLES


def _dash_apart(name: str) -> tuple[str, str]:
    """Return a name without the remark that a dash or the like parts from it, and the remark."""
    before, between, after = parted(name, _BETWEEN)
    if between and name_words(before) and ("@" in between or _is_remark(after, before)):
        return before, f"+ {after}" if "+" in between else after
    is_label = ":" in between and len(name_words(before)) == 1 and not is_first_name(before)
    if ":" in between and is_of_the_dead(before):
        return after, before.strip()
    if between and (is_label or begins_an_order(before) or _is_remark(before, after)):
        said = _surname_last(after, is_italian=False) or as_spoken(after).strip()
        if _is_whole(_titles_apart(" ".join(said.split()))[1]):
            return after, before.strip()
    return name, ""


def _comma_apart(name: str) -> tuple[str, str]:
    """Return `Lee, Ann` as it is said, or what stands before the comma and the remark after it."""
    before, after, *more = (part.strip() for part in f"{name},".split(",") if part.strip(_SIGNS))
    if more and not _of_a_generation(more[0]):
        turned, remark = _comma_apart(f"{before}, {after}")
        return turned, ", ".join(filter(None, (remark, *more)))
    given = " ".join((after, *more)).split()
    generation = given.pop() if len(given) > 1 and _of_a_generation(given[-1]) else ""
    if _may_be_a_company(before, given):
        return name, ""
    titles, last = _titles_apart(before)
    if _is_first_name(last, " ".join(given)):
        spoken = as_spoken(f"{last}, {' '.join(given)}").strip()
        return " ".join(filter(None, (titles, spoken, generation))), ""
    if _is_remark(after, before) or _names_another(after, before):
        return before, after
    return name, ""


def _may_be_a_company(before: str, given: list[str]) -> bool:
    """Tell whether a whole name stands behind the comma, of one who works for what is before it."""
    surname, words = name_words(before), name_words(" ".join(given))
    return (
        len(words) == len(surname) == _TWO_WORDS
        and not PARTICLES & {*surname}
        and not any(map(is_given_name, surname))
        and is_given_name(words[0])
        and len(words[1]) > 1
        and not is_given_name(words[1])
        and words[1] not in surname
    )


def _titles_apart(surname: str) -> tuple[str, str]:
    """Return the titles before a surname, and the surname: `Dr.` and `Alt`."""
    words = surname.split()
    last = len(words) - 1
    first = next((at for at, word in enumerate(words) if at == last or not is_title(word)), 0)
    return " ".join(words[:first]), " ".join(words[first:])


def _of_a_generation(word: str) -> bool:
    return fold(word).strip(".") in _GENERATIONS


def _is_first_name(before: str, after: str) -> bool:
    """Tell whether what stands after the comma of a name is the first name of what is before it."""
    surname = name_words(before)
    given = [word for word in name_words(after) if word not in COURTESY_TITLES]
    if given and surname and all(len(word) == 1 for word in given):
        return not is_nothing(after)
    if not given or _NO_PERSON & {*surname, *given} or _is_remark(after, before):
        return False
    if "&" in after or "+" in after:
        return all(map(is_given_name, given)) and len(surname) < _TWO_WORDS
    is_another = len(given) >= _TWO_WORDS and (
        fold(given[-1]) == fold(surname[-1])
        or (len(surname) >= _TWO_WORDS and is_given_name(surname[0]))
    )
    if is_another:
        return False
    return (
        is_given_name(given[0])
        or len(surname) < _TWO_WORDS
        or before.isupper()
        or not {*surname}.isdisjoint(PARTICLES | _BEFORE_A_LAST_NAME)
    )


def is_first_name(text: str) -> bool:
    """Tell whether a text is a first name that is known."""
    return is_given_name(fold(text))


def is_of_a_company(text: str) -> bool:
    """Tell whether a word in a text shows that it is no person's name: `Salon Bella`."""
    return not _NO_PERSON.isdisjoint(name_words(text))


def _names_another(text: str, name: str) -> bool:
    words = name_words(text)
    is_kin = len(words) > 1 and words[-1] == name_words(name)[-1]
    return is_kin or (len(words) > 1 and is_given_name(words[0]))


def _is_remark(text: str, name: str) -> bool:
    """Tell whether a text beside a name is a remark, and surely no part of the name."""
    words = name_words(text)
    if not words or any(map(str.isdecimal, words)) or len(words) > _MOST_WORDS:
        return True
    has_capital = name[:1].isupper()
    if has_capital and text[:1].islower() and not PARTICLES & {fold(text.split(maxsplit=1)[0])}:
        return True
    if text.isupper() and not name.isupper() and len(words) > 1:
        return True
    if _REMARKS & {*words} or is_nothing(text):
        return True
    if is_given_name(words[0]):
        return False
    if find_needs(text):
        return True
    are_capitals = name.isupper() and text.isupper() and not begins_an_order(text)
    is_person = not are_capitals or any(map(is_given_name, name_words(name)))
    return is_person and len(words) > 1 and ordinary_words() >= {*words}


def _shouted_apart(name: str) -> tuple[str, str]:
    """Return a name without the words in capitals beside it that are no part of it: `BANNED`."""
    words = name.split()
    if name.isupper() and len(words) > _TWO_WORDS and words[0] in _BEFORE_ANY_NAME:
        return " ".join(words[1:]), words[0]
    shouted = [word for word in words if _is_shouted(word)]
    shouted = [word for word in words if word in shouted or (shouted and _TIMES.fullmatch(word))]
    others = [word for word in words if word not in shouted]
    if not shouted or not is_mixed_case(others):
        return name, ""
    folded = {fold(word.strip(_SIGNS)) for word in shouted}
    if not {*name_words(" ".join(others))} - _NO_PERSON:
        return name, ""
    heavy = [word for word in shouted if fold(word) not in PARTICLES]
    spelt = {word for word in folded if word.isalpha()}
    said = " ".join(shouted).strip(_SIGNS)
    is_remark = (
        bool(folded & _REMARKS)
        or len(heavy) > _FEW_CAPITALS
        or (len(shouted) > 1 and spelt <= ordinary_words())
        or begins_an_order(said, is_beside_a_name=len(others) > 1)
        or bool(find_needs(said))
    )
    if not is_remark or len(" ".join(others).strip(_SIGNS)) <= 1:
        return name, ""
    return " ".join(others).strip(_SIGNS), said


def _is_shouted(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and all(map(str.isupper, letters)) and "." not in word


def _set_aside(name: str) -> tuple[str, str]:
    """Return a name without the `zz` before it that moves it to the end of a list."""
    found = _NO_MORE_A_CUSTOMER.match(name)
    return (name[found.end() :], found[0].strip()) if found else (name, "")


def _added_in_small_letters(name: str) -> tuple[str, str]:
    """Return a name without the words in small letters after it that are no part of it: `x3 no shows`."""
    words = name.split()
    last = max((at for at, word in enumerate(words) if not _is_small(word)), default=-1)
    added = words[last + 1 :]
    folded = {*map(fold, added)}
    if (
        last < 1
        or not folded & ordinary_words()
        or folded & (PARTICLES | _GENERATIONS)
        or {"+", "&"} & {*words}
    ):
        return name, ""
    return " ".join(words[: last + 1]), " ".join(added)


def _is_small(word: str) -> bool:
    return word[:1].islower() or _TIMES.fullmatch(word) is not None
