"""Cells of a customer list: cleaned, checked, and quoted where they are rejected."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import code_key, email_key, fold, name_key, phone_key
from prefpad.domain.sanitize import clean
from prefpad.domain.validation import LONGEST_NAME
from prefpad.domain.vocabulary import one_of

if TYPE_CHECKING:
    from prefpad.domain.errors import AskedWrongly

_Word = TypeVar("_Word", bound=str)

_ALSO_NAMES = frozenset({"na", "nada", "nan", "nil", "null"})
NOTHING = _ALSO_NAMES | frozenset(
    [
        *("", "-", "--", "---", "\u2013", "\u2014", ".", "?", "n/a", "n.a.", "none", "unknown"),
        *("(blank)", "(none)", "(null)", "(empty)", "undefined", "[object object]"),
        *("unbekannt", "keine", "keiner", "keine angabe", "k.a.", "k. a.", "entfallt", "n.v."),
        *("inconnu", "inconnue", "aucun", "aucune", "neant", "sans objet", "s/o"),
        *("desconocido", "desconocida", "ninguno", "ninguna", "no aplica", "sconosciuto"),
        "nessuno",
        *("nessuna", "desconhecido", "desconhecida", "nenhum", "nenhuma", "onbekend", "geen"),
        *("n.v.t.", "nvt", "not applicable", "not available", "not provided", "not specified"),
        *("nothing", "t.b.d.", "t.b.a.", "t.b.c."),
        *("not set", "no data", "not known", "none given", "tbd", "tba", "tbc", "xxx", "[]", "{}"),
        *("n/k", "not disclosed", "undisclosed", "withheld", "prefer not to say"),
        *("n/d", "n.d.", "s/d", "s/n", "k/a", "r.a.s.", "ras", "nada", "rien", "niente", "nichts"),
        *("niets", "<null>", "(leer)", "(vide)", "(vacio)", "(vuoto)", "(vazio)", "(leeg)"),
        *("nicht angegeben", "nicht bekannt", "non renseigne", "non communique", "sin datos"),
        *("no date", "kein datum", "ohne datum", "sans date", "sin fecha", "senza data"),
        "sem data",
        *("geen datum", "no consta", "sin especificar", "non specificato", "nao informado"),
        "niet bekend",
    ]
)
"""Folded cells by which programs and people say that there is nothing."""

YES = frozenset(
    [
        *("yes", "true", "1", "y", "x", "ja", "j", "oui", "o", "si", "s", "sim"),
        *("wahr", "vrai", "verdadero", "vero", "verdadeiro", "waar", "\u2713", "\u2714", "\u2611"),
    ]
)
"""Folded cells that say yes and no more."""

_NO_NAMES = frozenset(
    [
        *("cash sale", "valued customer", "new customer", "no name", "noname", "anonymous", "anon"),
        "unnamed",
        *("guest", "walk in", "walkin", "walk in customer", "cash customer", "customer"),
        *("client", "new client", "kein name", "ohne name", "anonym", "gast"),
        *("kunde", "laufkunde", "laufkundschaft", "sans nom", "anonyme", "client de passage"),
        *("sin nombre", "anonimo", "cliente", "senza nome", "sem nome", "geen naam", "anoniem"),
        *("klant", "xxx", "xx", "x", "test", "asdf", "name", "nc", "n.c.", "untitled", "unbenannt"),
        *("sans titre", "sin titulo", "senza titolo", "sem titulo", "naamloos", "client divers"),
        *("n.n.", "nn"),
        *("clients divers", "divers", "diverse", "kunde divers", "diverse kunden"),
        "cliente varios",
        *("clientes varios", "cliente generico", "cliente vario", "publico en general", "contado"),
        *("consumidor final", "consommateur final", "barverkauf", "barzahler", "comptoir"),
        *("mostrador", "counter sale", "over the counter", "no name given", "unknown contact"),
    ]
)
"""Folded names by which people say that they know none."""

_OF_NOBODY = pattern(
    r"(?:anonymous|unknown|unnamed|nameless|anonym\w*|unbekannt\w*|inconnue?|desconocid[oa]|anonim[oa]"
    r"|sconosciut[oa]|desconhecid[oa]|onbekende?|anoniem)"
)
_NUMBERED = pattern(
    r"(?:new |neuer |nouveau |nuevo |nuovo |novo |nieuwe )?"
    r"(?:customer|client|guest|kunde|gast|cliente|ospite|huesped|klant|walk.?in|invite) ?#?\d+"
)
"""Somebody who was given a number for want of a name: `Guest 12`."""
_WHO = pattern(
    r"(?:mr|mrs|ms|miss|herr|frau|mme|sr|sra|sig|customer|client|guest|buyer|user|caller|person|kunden?|kundin|gast|kaufer|cliente|huesped"
    r"|comprador|ospite|acquirente|hospede|klant|koper|acheteur|voyageur|visitor)s?"
)
"""Words that together say no name: `anonymous customer`, `cliente an\u00f3nimo`."""

_TWICE_NOTHING = pattern(r"(\S+)\s+\1")
_NOT_A_TIME = "NaT"
_NO_LETTERS = pattern(r"[-\u2013\u2014\u2026.?_/~=]+")
_FAULT_OF_A_SPREADSHEET = pattern(
    r"#(?:n/?[abdv]|[\u00a1\u00bf]?[a-z]{2,9}(?:/0)?[!?]|#*)", re.IGNORECASE
)
"""`#N/A`, `#REF!` and the like in each language, and a column too narrow for what it holds: `####`."""
_BEGINNINGS = frozenset(word[:2] for word in NOTHING)
_LONGEST_NOTHING = max(map(len, NOTHING)) + 1
_LONGEST_NO_NAME = 30
_LONGEST_SHOWN = 40
LONGEST_SEARCHED = 2_000
"""Characters of a cell in which people may have written more than one thing."""

_E_MAIL = pattern(r"[^\s@]+@[^\s@]+")
_TEXT_FORMULA = pattern(
    r'=(?:HYPERLINK\(\s*(?:"(?:[^"]|"")*"\s*[;,]\s*)?|T\(\s*)?"((?:[^"]|"")*)"\s*\)?',
    re.IGNORECASE,
)
"""A formula that does no more than write a text: `="0155"`, `=HYPERLINK("mailto:a@b.c", "Ann")`."""
_TEXTS_FORMULA = pattern(
    r'=(?:CONCAT\w*\()?\s*"(?:[^"]|"")*"(?:\s*[&,;]\s*"(?:[^"]|"")*")+\s*\)?', re.IGNORECASE
)
"""A formula that does no more than join texts: `="0155"&"4411"`."""
_TEXT_IN_A_FORMULA = pattern(r'"((?:[^"]|"")*)"')
UNENDED_ENTITY = r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8}\d?)"
"""`&uuml;` without the `;` at its end."""
_CUT_ENTITY = pattern(UNENDED_ENTITY + r"\Z", re.IGNORECASE)
_MOST_ESCAPED = 2
_LINE_BREAK = pattern(r"\s*<(?:br\s*/?|/p|/div|/li)>\s*", re.IGNORECASE)
_TAG = pattern(r"</?(?:p|div|span|b|i|u|em|strong|font|ul|ol|li|a)(?:\s[^<>]*)?>", re.IGNORECASE)
_ADDRESS = pattern(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]{2,}")
_PHONE = pattern(r"(?=(?:\D*\d){7,15}\D*\Z)(?:\+|\(|\+\()?\d[\d\s()./-]*")
_DAY = pattern(
    r"(?:19|20)\d\d([-/.]?)(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d).*"
    r"|\d{1,2}([-/.])\d{1,2}\2(?:19|20)\d\d(?!\d).*"
)
_BYTES = {
    bytes((byte,)).decode("cp1252", "ignore") or chr(byte): bytes((byte,))
    for byte in range(0x80, 0xC0)
}
_TWICE = pattern(
    "[\u00c2-\u00df][{0}]|[\u00e0-\u00ef][{0}]{{2}}|[\u00f0-\u00f4][{0}]{{3}}".format(
        re.escape("".join(_BYTES))
    )
)
"""The bytes of a letter in UTF-8, each read as a letter of Windows-1252."""
PLAIN_ADDRESS = re.compile(
    r"[a-z0-9][a-z0-9._%+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE | re.ASCII
)
_DAY_ALONE = pattern(
    r"(?:(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:19|20)\d\d)(?:[T ,].*)?"
    r"|\d{1,2}\.?[ -][^\W\d_]{3,10}\.?[ ,-]+(?:de )?(?:19|20)?\d\d|[^\W\d_]{3,10}\.? \d{1,2},? (?:19|20)\d\d"
)
PLAIN_PHONE = re.compile(
    r"(?!(?:19|20)\d\d-\d\d?-\d\d?\Z|\d\d?-\d\d?-(?:19|20)\d\d\Z)"
    r"(?:\+?\d|\(\d{2,5}\)[ -]?\d)(?:[ -]?\d){6,14}",
    re.ASCII,
)
_NOT_A_DIGIT = pattern(r"\D+")
LOST_DIGITS = pattern(r"[+]?\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_CODES = frozenset({"id", "card"})
_ARMED = pattern("'+[=+@\t\r\n\uff1d\uff0b\uff0d\uff20-]")


class Handle(NamedTuple):
    """A handle: `id`, `alias`, `phone`, `email` or `card`, as written and as a key."""

    kind: str
    value: str
    key: str


class Rejected(Exception):
    """A row cannot be imported; its text is the reason, one sentence."""


def with_entities(cells: list[str]) -> list[str]:
    """Return the cells of a row in which the `;` of `&uuml;` was taken for the end of a cell."""
    whole: list[str] = []
    for cell in cells:
        if whole and _CUT_ENTITY.search(whole[-1]):
            whole[-1] += f";{cell}"
        else:
            whole.append(cell)
    return whole


def disarmed(cell: str) -> str:
    """Remove the apostrophe by which an export keeps a cell from being run as a formula."""
    return cell[1:] if cell[0] == "'" and _ARMED.match(cell) else cell


def bare(cell: str) -> str:
    """Return a cell without that apostrophe or surrounding space."""
    return disarmed(cell).strip() if cell else cell


def parted(cell: str, between: re.Pattern[str]) -> tuple[str, str, str]:
    """Return a cell as `str.partition` does: what stands before a pattern, the pattern, the rest."""
    found = between.search(cell)
    return (cell[: found.start()], found[0], cell[found.end() :]) if found else (cell, "", "")


def is_nothing(cell: str) -> bool:
    """Tell whether a cell stands for no value."""
    if not cell or len(cell) > _LONGEST_NOTHING:
        return not cell
    start = cell[:2].lower()
    is_plain = start.isascii() and start.isprintable() and " " not in start
    if (start in _BEGINNINGS or not is_plain) and (fold(cell) in NOTHING or cell == _NOT_A_TIME):
        return True
    if start[0] == "#":
        return bool(_FAULT_OF_A_SPREADSHEET.fullmatch(cell))
    return not start.isalnum() and bool(_NO_LETTERS.fullmatch(cell))


def is_no_name(cell: str) -> bool:
    """Tell whether a cell stands for no name; `Na` and `Nan` are people's names."""
    if len(cell) <= _LONGEST_NO_NAME:
        said = fold(cell).strip("()[]<>").replace("-", " ")
        if said in _NO_NAMES or _is_nobody(said):
            return True
    if not cell.isalpha() and (first_and_last := _TWICE_NOTHING.fullmatch(cell)):
        cell = first_and_last[1]
    return is_nothing(cell) and not (cell.istitle() and fold(cell) in _ALSO_NAMES)


def _is_nobody(said: str) -> bool:
    """Tell whether two words together name nobody: `Guest 12`, `anonymous customer`."""
    first, _, second = said.partition(" ")
    if second[-1:].isdigit() and _NUMBERED.fullmatch(said):
        return True
    first = first.rstrip(".")
    return bool(second) and bool(
        (_OF_NOBODY.fullmatch(first) and _WHO.fullmatch(second))
        or (_WHO.fullmatch(first) and _OF_NOBODY.fullmatch(second))
    )


def read_plainly(cell: str) -> str:
    """Return a cell of a spreadsheet or web page as its reader would see it."""
    if cell.startswith("="):
        if formula := _TEXT_FORMULA.fullmatch(cell):
            cell = formula[1].replace('""', '"').strip()
        elif _TEXTS_FORMULA.fullmatch(cell):
            cell = "".join(_TEXT_IN_A_FORMULA.findall(cell)).replace('""', '"').strip()
    for _ in range(_MOST_ESCAPED):
        if "&" in cell and ";" in cell:
            from html import unescape

            cell = unescape(cell)
    if "<" in cell:
        cell = _TAG.sub("", _LINE_BREAK.sub("\n", cell)).strip()
    return cell.replace("\xa0", " ").strip() if "\xa0" in cell else cell


def mended(cell: str) -> str:
    """Repair a cell that was encoded twice: `CafÃ©` becomes `Café`."""
    while not cell.isascii() and (once := _TWICE.sub(_meant, cell)) != cell:
        cell = once
    return cell


def _meant(found: re.Match[str]) -> str:
    text = found[0]
    read = b"".join(_BYTES.get(letter) or bytes((ord(letter),)) for letter in text)
    try:
        return read.decode()
    except UnicodeDecodeError:
        return text


def reaches_somebody(cell: str) -> bool:
    """Tell whether a cell contains an e-mail address or is just a phone."""
    return ("@" in cell and bool(_ADDRESS.search(cell))) or is_phone(cell)


def is_address(cell: str) -> bool:
    """Tell whether a cell is just an e-mail address."""
    return "@" in cell and bool(_ADDRESS.fullmatch(cell.strip()))


def is_phone(cell: str) -> bool:
    """Tell whether a cell is written like a phone and not like a day."""
    cell = cell.strip().removeprefix("'")
    return bool(_PHONE.fullmatch(cell)) and not _DAY.fullmatch(cell)


def is_day_alone(cell: str) -> bool:
    """Tell whether a cell is a day, perhaps with a time, and surely no phone."""
    return bool(_DAY_ALONE.fullmatch(cell.strip()))


def short(column: str, cell: str) -> str:
    """Return a cell bare.

    Raises:
        Rejected: it is longer than `LONGEST_NAME` characters.
    """
    cell = bare(cell)
    if len(cell) > LONGEST_NAME:
        raise Rejected(
            f"{column} {quoted(cell)} is {len(cell):,} characters long;"
            f" the limit is {LONGEST_NAME}."
        )
    return cell


def word_among(column: str, cell: str, allowed: tuple[_Word, ...]) -> _Word | Literal[""]:
    """Return the folded word in a cell as one of those allowed, empty if it is blank.

    Raises:
        Rejected: it is not among those allowed.
    """
    word = fold(bare(cell))
    if not word:
        return ""
    for one in allowed:
        if one == word:
            return one
    raise Rejected(f"{column} {quoted(cell)} is not {one_of(allowed)}.")


def rejected(column: str, cell: str, error: AskedWrongly) -> Rejected:
    """Return a rejection that quotes the cell."""
    return Rejected(f"{column} {quoted(cell)}: {error.sentence}")


def quoted(cell: str) -> str:
    """Return a cell quoted, cleaned and shortened for a sentence."""
    cut = cell if len(cell) <= _LONGEST_SHOWN else f"{cell[:_LONGEST_SHOWN]}…"
    return f"'{clean(cut)}'"


def plain_handle(kind: str, cell: str) -> Handle | None:
    """Return the handle in a cell that has nothing else, in the usual spelling; None otherwise."""
    if len(cell) > LONGEST_NAME or not cell.isascii():
        return None
    if kind == "email" and PLAIN_ADDRESS.fullmatch(cell):
        return Handle(kind, cell, cell.lower())
    if kind == "phone" and PLAIN_PHONE.fullmatch(cell):
        key = cell.replace("+", "").replace("-", "").replace(" ", "")
        return Handle(kind, cell, _NOT_A_DIGIT.sub("", key) if key[0] == "(" else key)
    if kind in _CODES and (key := cell.replace("-", "").lower()).isalnum():
        is_lost = "e" in key and LOST_DIGITS.fullmatch(cell)
        return None if is_lost or is_nothing(cell) else Handle(kind, cell, key)
    return None


def handles_in(kind: str, cell: str) -> list[Handle]:
    """Return the handles in a cell, separated by semicolons, each once.

    Raises:
        Rejected: one of them is not valid.
    """
    if not cell:
        return []
    if plain := plain_handle(kind, cell):
        return [plain]
    if ";" not in cell:
        value = short(kind, cell)
        return [handle(kind, value)] if value else []
    handles: dict[str, Handle] = {}
    for part in cell.split(";"):
        if value := short(kind, part):
            one = handle(kind, value)
            handles.setdefault(one.key, one)
    return [*handles.values()]


def handle(kind: str, value: str) -> Handle:
    """Return a handle as written and with its key.

    Raises:
        Rejected: its key would be empty, or it is not a valid e-mail address.
    """
    key_of, fault = _HANDLES[kind]
    key = key_of(value)
    if not key:
        raise Rejected(f"{kind} {quoted(value)} {fault}.")
    return Handle(kind, value, key)


def fitted(cells: list[str], width: int) -> list[str]:
    """Return as many cells as the header has, without empty ones after them.

    Raises:
        Rejected: there are fewer, or more that are not blank.
    """
    if len(cells) < width or any(cells[width:]):
        raise Rejected(
            f"The row has {len(cells)} {'cell' if len(cells) == 1 else 'cells'},"
            f" but the header has {width}."
        )
    return cells[:width]


def _checked_email_key(value: str) -> str:
    return email_key(value) if _E_MAIL.fullmatch(value) else ""


_HANDLES = {
    "id": (code_key, "has no letter or digit"),
    "alias": (name_key, "has no letter or digit"),
    "email": (_checked_email_key, "is not an e-mail address"),
    "card": (code_key, "has no letter or digit"),
    "phone": (phone_key, "has no digit"),
}
