"""Consent to notes and messages: recording it, and holding notes until it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.customers import repository as customers
from prefpad.customers.consent import CONSENT, HINT, NO_CONSENT
from prefpad.domain.errors import CouldNot

if TYPE_CHECKING:
    from prefpad.notes.draft import Draft, NoteAttributes
    from prefpad.session import Session


def needs_consent(attributes: NoteAttributes) -> bool:
    """Tell whether a note needs consent in a pad that requires it.

    Promises and problems do not, since they are open and the customer's own affair; nor does an
    alert that the customer told, since it keeps them from harm.
    """
    return not (attributes.kind.stays_open or (attributes.alert and attributes.source == "told"))


def consent_gate(session: Session) -> ConsentGate | None:
    """Return the gate for notes that need consent; None in a pad that does not require it."""
    return ConsentGate(session) if session.settings.value(CONSENT) else None


class ConsentGate:
    """Decides, in a pad that requires consent, which notes may be written.

    Args:
        session: the open pad.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._allowed: dict[int, bool] = {}

    def holds_up(self, attributes: NoteAttributes, *meant: int) -> bool:
        """Tell whether a note needs consent that has not been given.

        Args:
            attributes: the note.
            meant: the customers it may be about; none if its customer is new. Of
                several it is settled elsewhere who is meant.
        """
        if len(meant) > 1 or not needs_consent(attributes):
            return False
        return not all(map(self._allows, meant)) or not meant

    def _allows(self, customer: int) -> bool:
        if customer not in self._allowed:
            (person,) = customers.get(self._session.connection, [customer])
            self._allowed[customer] = person.notes_allowed
        return self._allowed[customer]


def refuse_without(gate: ConsentGate, customer: int, draft: Draft, new: str | None) -> None:
    """Refuse a note that needs consent, except one about what was tried on a problem.

    Args:
        gate: knows who has consented.
        customer: whom it is about.
        draft: the note.
        new: the name of a customer who is made for it.

    Raises:
        CouldNot: there is none.
    """
    if draft.parent is None and gate.holds_up(draft.attributes, customer):
        whom = f'"{new}", new=True' if new else f"'@{customer}'"
        raise CouldNot(f"There is {NO_CONSENT}, so the note was not saved.", HINT.format(whom))
