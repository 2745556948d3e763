"""Reading the consent to messages in the row of another program's list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.memoize import Memo
from prefpad.importing.foreign.column_names import (
    dates_a_refusal,
    dates_an_agreement,
    expires_a_consent,
)
from prefpad.importing.foreign.consent_words import (
    NOES,
    answers_but_for,
    answers_in,
    consent_in,
    is_day,
    of_several,
    refusal_in,
    refused_for_all,
    refuses_outright,
    says_yes,
    takes_a_yes_back,
)
from prefpad.importing.foreign.fields import KEEP, OF_CONSENT
from prefpad.importing.foreign.models import Cell
from prefpad.importing.foreign.parse_notes import OF_REMARKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from prefpad.importing.foreign.models import Cells, Column, ForeignRecord

_MOST_CONSENTS = 1_000
_OF_ANYTHING = frozenset(
    {"fact", "keep", "status", "booking", "tags", "nowhere", "name", *OF_REMARKS}
)
"""The fields whose cells may take back a yes that another gives."""


class ConsentReader:
    """Reads the consent to messages in rows.

    Args:
        columns: the columns that are read.
        of_everybody: the consent of everybody in the file; empty if columns say it.
        past_day: the day that a cell begins with, or None if it is none or still ahead.
    """

    def __init__(
        self, columns: Sequence[Column], of_everybody: str, past_day: Callable[[str], date | None]
    ) -> None:
        self._of_everybody = of_everybody
        self._past_day = past_day
        self._is_asked = any(one.home.field in OF_CONSENT for one in columns)
        dated = [one.name for one in columns if one.home.field in {KEEP.field, *OF_CONSENT}]
        refused = [*filter(dates_a_refusal, dated)]
        self._dated = {
            "given": [*filter(dates_an_agreement, dated)],
            "refused": refused,
            "withdrawn": refused,
        }
        self._consents = Memo(self._consent_in, most=_MOST_CONSENTS)

    def read(self, found: Cells, tags: Iterable[str], beside: Iterable[str]) -> tuple[str, str]:
        """Return the consent in a row, and the answers where one says yes and another no.

        Args:
            found: the cells of the row.
            tags: its tags.
            beside: the remarks beside its names and addresses.
        """
        refusing = [Cell("tag", tag) for tag in tags if refuses_outright(tag)]
        given = tuple(found.of("messages"))
        messages, answers = self.consent(given, (*found.of("not messages"), *refusing))
        if messages == "given" and (doubts := self._doubts(found, beside)):
            return "refused", answers_but_for(given, doubts)
        return messages, answers

    def consent(self, given: tuple[Cell, ...], refused: tuple[Cell, ...]) -> tuple[str, str]:
        """Return the consent in cells that give and refuse it, and the answers where they differ."""
        is_asked = self._is_asked or refused
        return self._consents[given, refused] if is_asked else (self._of_everybody, "")

    def takes_back(self, field: str, cell: Cell) -> bool:
        """Tell whether a cell of another field takes back a yes."""
        if not (self._is_asked or self._of_everybody == "given") or field not in _OF_ANYTHING:
            return False
        if is_day(cell.text) and expires_a_consent(cell.about):
            return self._past_day(cell.text) is not None
        return takes_a_yes_back(*cell)

    def said_on(self, contact: ForeignRecord) -> date | None:
        """Return the day of the consent in a row, the last of several; None if untold."""
        names = self._dated.get(contact.messages, ())
        days = (self._past_day(contact.kept[name]) for name in names if name in contact.kept)
        return max(filter(None, days), default=None)

    def _doubts(self, found: Cells, beside: Iterable[str]) -> dict[str, None]:
        """Return what makes a yes doubtful: columns, or a remark beside a name or address."""
        cells = ((field, cell) for field, said in found.items() for cell in said)
        doubts = {cell.about: None for field, cell in cells if self.takes_back(field, cell)}
        if any(takes_a_yes_back("", text) for text in beside):
            doubts["the name or address"] = None
        return doubts

    def _consent_in(self, cells: tuple[tuple[Cell, ...], tuple[Cell, ...]]) -> tuple[str, str]:
        """Return the consent in cells that give and refuse it; an opt-out wins.

        A no in a column wins over the yes of everybody in the file, and the no of everybody over a yes.
        Behind it stands what each of them says, where one says yes and another no.
        """
        given, refused = cells
        told = [cell for cell in given if not is_day(cell.text)]
        dated = {consent_in(*cell) for cell in given if is_day(cell.text)}
        said = {consent_in(*cell) for cell in told}
        said |= dated - {"given"} if told else dated
        said |= {refusal_in(*cell) for cell in refused}
        if refused_for_all(given):
            said.discard("given")
        if self._of_everybody in NOES:
            return of_several((said & NOES) | {self._of_everybody}), ""
        agreed = any(says_yes(cell.text) for cell in told)
        is_mixed = agreed and not said.isdisjoint(NOES)
        answers = answers_in((*given, *refused)) if is_mixed else ""
        return of_several(said) or self._of_everybody, answers
