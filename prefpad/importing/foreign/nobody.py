"""Rows that are about nobody: totals, page numbers, and the lines below a report."""

from __future__ import annotations

import re

from prefpad.domain.normalize import fold
from prefpad.importing.csv.cells import Rejected, quoted

_TOTALS = frozenset(
    [
        *("total", "totals", "grand total", "subtotal", "sub total", "sum", "summe", "gesamt"),
        *("gesamtsumme", "insgesamt", "zwischensumme", "total general", "totale", "totaal"),
        *("total geral", "somme", "suma", "soma"),
    ]
)
_FIGURE = re.compile(r"[\W\d_]*\d[\W\d_]*(?:usd|eur|gbp|chf)?")
_BELOW_A_REPORT = re.compile(
    r"""(?:page|seite|pagina|p.gina)\ \d+(?:\ ?(?:of|von|/|sur|de|di|van)\ ?\d+)?
    |(?:count|total|anzahl|summe|rows|records|customers|contacts|clients)(?:\ [a-z]+)?\ ?:\ ?\d+
    |\d+\ (?:rows|records|results|entries|customers|contacts|clients|eintrage|kunden)(?:\ .*)?
    |(?:exported|generated|printed|report\ (?:generated|run|date)|downloaded)\ ?(?:on|by|from|at|:).*
    |(?:exportiert|erstellt|gedruckt)\ (?:am|von|um).*
    |(?:exporte|genere|imprime|cree)\ (?:le|par)\ .*
    |(?:exportado|generado|impreso|gerado|esportato|generato|stampato)\ (?:el|por|em|il|da)\ .*
    |end\ of\ (?:report|list|file|export)
    |[-=*#_~]{2}.*
    |(?=.*\b(?:19|20)\d\d\b).*\b\d{1,2}:\d\d\b.*""",
    re.VERBOSE,
)


class Nobody(Rejected):
    """A row is about nobody, and is left out; its text is the reason."""


def refuse_nobody(name: str, others: list[str], *, has_handle: bool) -> None:
    """Refuse a row that a report writes below its customers.

    Args:
        name: the name in it, as it is written.
        others: its other cells that hold something.
        has_handle: whether it has an id, a phone or an e-mail address.

    Raises:
        Nobody: the row is a total, a page number or the like.
    """
    if has_handle:
        return
    said = fold(name).rstrip(": ")
    if said in _TOTALS and all(_FIGURE.fullmatch(fold(other)) for other in others):
        raise Nobody(f"{quoted(name)} looks like a total.")
    if not others and _BELOW_A_REPORT.fullmatch(said):
        raise Nobody(f"{quoted(name)} looks like a line of the report and no customer.")
