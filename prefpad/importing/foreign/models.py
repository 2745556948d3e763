"""What one row of a list of customers says, whichever program wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from prefpad.domain.normalize import fold
from prefpad.importing.foreign.two_people import Identity

if TYPE_CHECKING:
    from datetime import date

    from prefpad.domain.models import Occasion
    from prefpad.importing.csv.cells import Handle
    from prefpad.importing.foreign.three_way import FieldValue
    from prefpad.notes.draft import Draft
    from prefpad.notes.health_rules import Sort


class Remark(NamedTuple):
    """A note that a row holds.

    Attributes:
        field: the field of the record it comes from.
        draft: the note.
        kept_for: the sensitive subject that made it private, or None.
        alert_for: what made it an alert, `allergy` or `access`, or None.
    """

    field: str
    draft: Draft
    kept_for: str | None = None
    alert_for: Sort | None = None


class ForeignRecord(NamedTuple):
    """What a row says of one customer; what it leaves blank is empty.

    Attributes:
        name: the name, or what has to do for one.
        key: the folded name.
        is_named: whether the name is a person's own, and no e-mail address, phone or company.
        ids: ids in the program that wrote the list.
        handles: aliases, e-mails, cards and phones.
        forms: `formal`, `familiar` and `pronounced`, and the `role`.
        tags: tags.
        occasions: days to remember.
        visits: days they were here.
        messages: `given`, `refused` or `withdrawn`: consent to messages.
        remarks: notes.
        kept: columns without a home, by name.
        identity: a signed 64-bit number that another row of other cells hardly has.
    """

    name: str
    key: str
    is_named: bool
    ids: tuple[Handle, ...]
    handles: tuple[Handle, ...]
    forms: dict[str, str]
    tags: tuple[str, ...]
    occasions: tuple[Occasion, ...]
    visits: tuple[date, ...]
    messages: str
    remarks: tuple[Remark, ...]
    kept: dict[str, str]
    identity: int

    @property
    def who(self) -> Identity:
        """What tells this customer from others who share an address."""
        aliases = (("alias", one.value) for one in self.handles if one.kind == "alias")
        formal = (("formal", self.forms[form]) for form in ("formal",) if form in self.forms)
        days = ((one.name, one.written) for one in self.occasions if one.year)
        return Identity.of((("name", self.name), *aliases, *formal, *days))

    def fields(self) -> dict[str, FieldValue]:
        """Return what the row says by field, as the pad's record of it keeps it."""
        said: dict[str, FieldValue] = {"name": self.name, **self.forms}
        for one in self.handles:
            many = said.setdefault(one.kind, [])
            assert isinstance(many, list)  # noqa: S101 - no form is called as a handle is
            many.append(one.key)
        if self.tags:
            said["tags"] = [fold(tag) for tag in self.tags]
        if self.visits:
            said["visits"] = [day.isoformat() for day in self.visits]
        said |= {f"occasion {one.name}": one.written for one in self.occasions}
        if self.messages:
            said["messages"] = self.messages
        said |= {one.field: one.draft.text for one in self.remarks}
        return said | {f"keep {column}": cell for column, cell in self.kept.items()}
