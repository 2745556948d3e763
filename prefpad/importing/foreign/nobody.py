"""Rows about nobody: totals, page numbers, and lines of a report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import fold, name_words
from prefpad.duplicates.nicknames import is_given_name
from prefpad.importing.csv.cells import Rejected, bare, quoted
from prefpad.importing.foreign.fields import PARTS_OF_A_NAME

if TYPE_CHECKING:
    from prefpad.importing.foreign.models import Cells

TELLING = ("id", "email", "card", "phone")
"""The fields of handles, by which somebody is told apart without a name."""

_OF_WHOM = ("name", *PARTS_OF_A_NAME)
_FEWEST_COLUMNS = 3
"""A line without as much as a delimiter, under so many columns, was written by a report."""

_TOTALS = frozenset(
    [
        *("percentage", "percent", "%", "prozent", "pourcentage", "porcentaje", "percentuale"),
        *("total", "totals", "grand total", "subtotal", "sub total", "sum", "summe", "gesamt"),
        *("totaux", "totals:", "sums"),
        *("gesamtsumme", "insgesamt", "zwischensumme", "total general", "totale", "totaal"),
        *("total geral", "somme", "suma", "soma", "average", "avg", "mean", "median", "count"),
        *("durchschnitt", "mittelwert", "schnitt", "moyenne", "promedio", "media", "gemiddelde"),
        *("anzahl", "nombre total", "aantal", "page total", "report total", "endsumme", "saldo"),
        *("gem.", "moy.", "prom.", "durchschn.", "ave", "balance total"),
    ]
)
_OF_WHOM_A_TOTAL_IS = frozenset(
    ("for", "of", "fur", "von", "pour", "de", "para", "per", "di", "do", "voor", "van")
)
_BEHIND_A_TOTAL = pattern(
    r"\s*(?:[:(\[#\d]|[a-z]$|(?:of|for|per|pro|par|por|je|customers?|clients?|kunden"
    r"|owed|due|owing|amount|balance|sales|outstanding|spent|paid|offen|umsatz|du|facture)\b).*"
)
_TOTAL_OF_A_GROUP = pattern(r".+\s(?:sub)?(?:totals?|totale|totaal|gesamt)(?:\s*\(.*\))?\s*:?")
"""The line below a group of customers, `Kim total (2 clients)`; a name has its capitals."""
_SHORTEST_EXTENSION = 4
_SHORTEST_PHONE = 6
_ONLY_FIGURES = "The row has only figures, so it looks like a total."
_BEGINNINGS = tuple(_TOTALS)
_AROUND_A_LINE = "-\u2013\u2014=*#_~.<>[] "
_FIGURE = pattern(r"(?:[^\w]|[\d_])*\d(?:[^\w]|[\d_])*(?:usd|eur|gbp|chf)?|[-\u2013\u2014]")
_PEOPLE = (
    "rows?|records?|results?|entry|entries|customers?|contacts?|clients?|guests?|members?|patients?|people|items"
    "|eintrage|kunden|gaste|kontakte|datensatze|zeilen|lignes|enregistrements|registros|filas|righe"
    "|linhas|rijen|klanten|contactos|contatti|clientes?|clienti|huespedes|ospiti|hospedes|gasten"
)
_GROUPS = (
    "class|classes|course|league|squad|ladies|club|clubs|group|groups|choir|team|teams|society"
    "|kurs|kurse|cours|curso|corso|verein|gruppe|gruppen|chor|mannschaft|stammtisch"
    "|groupe|groupes|chorale|equipe|grupo|grupos|equipo|coro|gruppo|gruppi|squadra|equipa|vereniging"
    "|groep|groepen|koor|ploeg"
)
"""What several people are together, folded."""
_ABOUT_A_REPORT = (
    r"filters?|criteria|users?|date|time|period|sort(?:ed)?(?:\ by)?|location|branch|benutzer|datum"
    r"|zeitraum|filter|filiale|kriterien|sortierung|filtres?|criteres?|utilisateur|periode|usuario|fecha|periodo"
    "|filtros?|criterios?|utente|filtri|criteri|gebruiker|data|utilizador"
)
_BELOW_A_REPORT = pattern(
    rf"""(?:page|seite|pagina|p.gina|p\.|s\.|blatt|sheet)\ ?\d+(?:\ ?(?:of|von|/|sur|de|di|van)\ ?\d+)?
    |(?:count|total|anzahl|summe|number|nombre|numero|aantal)?\ ?(?:of\ |de\ |di\ |d['\u2019])?
        (?:{_PEOPLE})?(?:\ [a-z]+)?\ ?:\ ?\d+
    |\d+\ (?:{_PEOPLE})(?:[\ ,;(].*)?
    |[^,]*:(?:\ ?[a-z])?
    |(?:confidential|vertraulich|confidentiel|confidencial|riservato|vertrouwelijk|internal\ use)\b.*
    |(?:version\ |v\.?\ ?)?\d+(?:\.\d+){{2,}}
    |gez\.\ .*
    |(?:betriebs)?(?:urlaub|ferien|conges|vacances|vacaciones|ferie|vakantie|holidays?|closed|fermeture|cierre|chiusura)\b[^@]*\d.*
    |[^=@]{{1,20}}\ =\ .*
    |(?!(?:.*\d){{4}})[^:@,]{{2,40}}\ ?:\ .+
    |(?:report\ )?(?:{_ABOUT_A_REPORT})\ ?:.*
    |(?:19|20)\d\d
    |(?:[a-z]+\ )?(?:customers|clients|guests|members|patients|regulars|stammkunden|kunden|gaste)
    |(?:exported|generated|printed|created|produced|downloaded|prepared|run|as\ of
        |(?:report\ )?(?:generated|run|date|created|printed))\ ?(?:on|by|from|at|with|:|\d).*
    |report\ (?:run|date|generated|created).*
    |(?:exportiert|erstellt|gedruckt|erzeugt|ausgedruckt|ausdruck|auszug|druckdatum|stand)
        \ ?(?:am|vom|von|um|mit|:|\d).*
    |(?:exporte|genere|imprime|cree|edite)\ (?:le|par|a|avec)\ .*
    |(?:exportado|generado|impreso|creado|gerado|criado|esportato|generato|stampato|creato)\s(?:el|por|em|il|da|con|com)\ .*
    |(?:geexporteerd|gegenereerd|afgedrukt)\ (?:op|door|met)\ .*
    |(?:end\ of|ende\ des|ende\ der|fin\ de|fin\ del|fine\ del|fim\ do|einde)\ .*
    |(?:continued|fortsetzung|suite)(?:\ .*)?
    |(?:\(c\)|\u00a9|copyright)\ .*
    |.*all\ rights\ reserved.*
    |https?://\S+
    |[-=*#_~.]{{2}}.*
    |(?=.*\b(?:19|20)\d\d\b).*\b\d{{1,2}}:\d\d\b.*""",
    re.VERBOSE,
)
"""What stands in a line of a report that is about no customer, folded."""
_BELOW_OR_SOMEBODY = pattern(
    r"\*+\ .*|\(.*\)"
    rf"|(?:[^\W\d_]+['\u2019]?s?\ ){{0,2}}(?:{_GROUPS})"
    r"(?:\ (?:de|du|di|do|da|des|del|von|of|van)\ .*|\ ?\(.*\))?"
)
"""What stands in such a line too, unless a first name begins it: `Choir`, but `Elena Coro`."""
_MOST_WORDS_OF_SOMEBODY = 3
_OF_AN_ADDRESS = pattern(r"\s*[,;|\n\u00b7\u2022]\s*|\s[-\u2013\u2014]\s")
_STREET = pattern(
    r"\d.*\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|way|square|court|boulevard|blvd|rue|bd|chemin|quai|place)\b.*"
    r"|[^\d]*(?:str\.?|strasse|gasse|weg|platz|allee|straat|laan|plein|gracht)\s*\d+\s?[a-z]?"
    r"|(?:calle|c/|plaza|avda\.?|via|viale|piazza|corso|rua|praca|avenida|paseo)\s.*"
)
_TOWN = pattern(r".*\b(?:[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|[a-z]{2} \d{5}|\d{4,5})\b.*")
_REACHED_BY = pattern(
    r"(?:tel|telephone|phone|telefon|telefono|telefone|telefoon|fon|fax|call)\b.*\d.*"
)
"""What the parts of a postal address look like, folded."""

_SAYS_HOW = pattern(
    r"\(.*\)|\[.*\]|(?:[dmyjtag]{2,4}[./-]?){2,3}|required|optional|text|string|pflichtfeld|obligatoire"
)
"""What a row below the column names says of how each is written, folded."""


class Nobody(Rejected):
    """A row is about nobody, and is left out; its text is the reason."""


def refuse_line_of_a_report(cells: list[str], width: int) -> None:
    """Refuse a line that has one cell and is no row of so many columns.

    Raises:
        Nobody: a report wrote it.
    """
    said = [*filter(None, map(bare, cells))]
    if len(said) != 1:
        return
    is_line = len(cells) == 1 and width >= _FEWEST_COLUMNS and not _may_be_somebody(said[0])
    if is_line or _is_line_of_a_report(said[0]):
        raise Nobody(f"{quoted(said[0])} looks like a line of the report, not a customer.")


def _may_be_somebody(line: str) -> bool:
    """Tell whether the only cell of a line may be of a customer whose other cells were cut off."""
    from prefpad.importing.foreign.parse_names import is_first_name

    return (
        len(line.split()) == 1
        or any(map(str.isdigit, line))
        or "@" in line
        or any(map(is_first_name, name_words(line)))
    )


def refuse_row_of_nobody(found: Cells) -> None:
    """Refuse a row that is about nobody.

    Raises:
        Nobody: it is a total, a line of a report, or somebody without a name or an address.
    """
    if any("@" in cell.text for cell in found.of("email")):
        return
    telling = [cell.text for field in TELLING for cell in found.of(field)]
    if _is_postal_address(found.name) and not (
        found.of("id") or found.texts(without=(*_OF_WHOM, "phone"))
    ):
        raise Nobody(f"{quoted(found.name)} looks like an address, not a customer.")
    others = found.texts(without=(*_OF_WHOM, *TELLING))
    name = found.name
    if not name and not telling and others and is_of_a_report(others[0]):
        name, *others = others
    elif not name and telling:
        name = telling[0]
        others += telling[1:]
    if found.name.isdecimal() and (telling or others) and all(map(_is_figure, (*telling, *others))):
        raise Nobody(_ONLY_FIGURES)
    counts = {
        cell.text for cell in found.of("phone") if is_of_a_report(name) and _is_count(cell.text)
    }
    has_handle = not all(map(is_of_a_report, filter(None, {*telling} - counts)))
    _refuse(name, others, has_handle=has_handle, is_named=bool(found.name))


def _refuse(name: str, others: list[str], *, has_handle: bool, is_named: bool = True) -> None:
    """Refuse a row that a report writes between or below its customers.

    Args:
        name: the name in it, as it is written.
        others: its other cells that hold something.
        has_handle: whether it has an id, a phone or an e-mail address.
        is_named: whether the name stands in a column of names, where one letter heads a section.

    Raises:
        Nobody: the row is a total, a page number or the like.
    """
    if has_handle:
        return
    said = fold(name).strip(": ")
    is_total = _is_a_total(said) or _TOTAL_OF_A_GROUP.fullmatch(name.strip())
    if is_total and all(_FIGURE.fullmatch(fold(other)) for other in others):
        raise Nobody(f"{quoted(name)} looks like a total.")
    is_line = _is_line_of_a_report(name) and all(map(is_of_a_report, others))
    if said and (is_line or (is_named and len(said) == 1 and not others)):
        raise Nobody(f"{quoted(name)} looks like a line of the report, not a customer.")
    if not said and others and all(_SAYS_HOW.fullmatch(fold(other)) for other in others):
        raise Nobody("The row describes the columns, not a customer.")
    if not said and others and all(_FIGURE.fullmatch(fold(other)) for other in others):
        raise Nobody(_ONLY_FIGURES)


def is_somebody(name: str) -> bool:
    """Tell whether a name is a customer's whatever else stands in the row."""
    if name.isdecimal() or _is_postal_address(name):
        return False
    try:
        _refuse(name, [], has_handle=False)
    except Nobody:
        return False
    return True


def _is_line_of_a_report(text: str) -> bool:
    """Tell whether a text is one that a report writes around its customers: `Page 1 of 1`."""
    said = fold(text).strip()
    lines = {said, said.strip(_AROUND_A_LINE)}
    if any(map(_BELOW_A_REPORT.fullmatch, lines)):
        return True
    return any(map(_BELOW_OR_SOMEBODY.fullmatch, lines)) and not _begins_with_a_first_name(text)


def _begins_with_a_first_name(line: str) -> bool:
    words = name_words(line)
    return 1 < len(words) <= _MOST_WORDS_OF_SOMEBODY and is_given_name(words[0])


def is_of_a_report(text: str) -> bool:
    """Tell whether a text is a total or another line of a report."""
    return _is_a_total(fold(text).strip(": ")) or _is_line_of_a_report(text)


def is_total_of(text: str, name: str) -> bool:
    """Tell whether a text is the total of one customer's rows: `Total for Nora Vale`."""
    said, of = fold(text).strip(": "), fold(name).strip(": ")
    if not of or not (said.endswith(of) or said.startswith(of)):
        return False
    words = (word.strip(":-\u2013") for word in said.replace(of, " ", 1).split())
    return " ".join(one for one in words if one and one not in _OF_WHOM_A_TOTAL_IS) in _TOTALS


def _is_postal_address(text: str) -> bool:
    """Tell whether a text is a street and a town or a phone, with at most the name of a shop before."""
    if not any(map(str.isdigit, text)):
        return False
    from prefpad.importing.foreign.parse_names import is_of_a_company

    parts = [part for part in _OF_AN_ADDRESS.split(fold(text)) if part]
    if parts and is_of_a_company(parts[0]) and not _STREET.fullmatch(parts[0]):
        parts = parts[1:]
    return (
        len(parts) > 1
        and bool(_STREET.fullmatch(parts[0]))
        and any(_TOWN.fullmatch(part) or _REACHED_BY.match(part) for part in parts[1:])
    )


def _is_figure(text: str) -> bool:
    """Tell whether a text is a sum or a count, and too short for a phone."""
    digits = sum(map(str.isdigit, text))
    return bool(_FIGURE.fullmatch(fold(text))) and digits < _SHORTEST_PHONE


def _is_count(text: str) -> bool:
    """Tell whether a text is a number too short for a phone, as a total has below a column."""
    return text.isdecimal() and len(text) < _SHORTEST_EXTENSION


def _is_a_total(said: str) -> bool:
    said = said.replace("-", " ")
    if not said.startswith(_BEGINNINGS):
        return False
    return _TOTALS.issuperset(map(str.strip, said.split("/"))) or any(
        said.startswith(total) and _BEHIND_A_TOTAL.fullmatch(said[len(total) :])
        for total in _TOTALS
    )
