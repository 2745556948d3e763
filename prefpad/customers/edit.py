"""Editing a customer: how to address them, their handles, tags, role, owner and occasions."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from prefpad.customers import repository as customers
from prefpad.customers.consent import parse_consent
from prefpad.customers.lookup import get_or_create
from prefpad.customers.occasions import parse_occasion
from prefpad.domain.dates import past_day
from prefpad.domain.errors import AskedWrongly, CouldNot
from prefpad.domain.models import Consent
from prefpad.domain.names import bare_name
from prefpad.domain.normalize import fold, name_key
from prefpad.domain.record import Record, fresh
from prefpad.domain.validation import checked_name, checked_word, checked_words
from prefpad.domain.vocabulary import ADDRESSES, FORMER_NAME, ROLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from prefpad.db.unit_of_work import UnitOfWork
    from prefpad.domain.dates import DateOrder, Day
    from prefpad.domain.models import Customer
    from prefpad.domain.vocabulary import Consenting
    from prefpad.session import Session


_DROPPED = ("alias", FORMER_NAME, "phone", "email", "card", "id")


class Edit(Record):
    """What to change about a customer.

    Attributes:
        fields: new values of `name`, `formal`, `familiar`, `pronounced`, `not_called`, `role` and
            `owner`; an empty text removes one.
        handles: new handles by kind: `alias`, `phone`, `email`, `card`, `id`.
        tags: tags to add.
        occasions: days to remember, by name.
        drop: handles, tags and occasions to remove.
        consents: what they answered when asked, each as `notes=given` or `messages=refused`.
        how: how they said it.
        on: the day they said it; today by default.
        drop_old_name: keep the old name of a renamed customer not even for search.
    """

    fields: dict[str, str] = fresh(factory=dict)
    handles: dict[str, list[str]] = fresh(factory=dict)
    tags: list[str] = fresh(factory=list)
    occasions: dict[str, str] = fresh(factory=dict)
    drop: list[str] = fresh(factory=list)
    consents: list[str] = fresh(factory=list)
    how: str = ""
    on: Day | None = None
    drop_old_name: bool = False

    def __bool__(self) -> bool:
        lists = (self.handles, self.tags, self.occasions, self.drop, self.consents)
        return any((self.fields, *lists))


def change_customer(
    session: Session,
    customer: str,
    wanted: Edit,
    *,
    new: bool,
    is_remark: Callable[[str], bool],
    also: Callable[[UnitOfWork, int], object],
) -> tuple[Customer, bool]:
    """Change a customer's details as `Pad.edit` describes.

    Args:
        session: the open pad.
        customer: any handle; of a new customer the name.
        wanted: what to change.
        new: make the customer.
        is_remark: tells whether words in a name are a remark by what they mean.
        also: done in the same transaction, with the customer's number.

    Returns:
        The customer, and whether an old name is found from now on.
    """
    if not isinstance(wanted, Edit):
        raise AskedWrongly(
            "What to change must be an Edit.", "Pass Edit(tags=['guest']), for example."
        )
    if wanted.drop_old_name and (new or "name" not in wanted.fields):
        raise AskedWrongly(
            "An old name is dropped when a customer is renamed.", "Give the new name too."
        )
    with session.transaction() as writer:
        number, _ = get_or_create(writer, customer, "always" if new else "never", session.today)
        (before,) = customers.get(session.connection, [number])
        _edit(writer, number, wanted, session.today, session.date_order)
        (person,) = customers.get(session.connection, [number])
        keeps_old_name = person.name != before.name and _keep_old_name(
            writer, before, person, wanted.drop_old_name or _holds_a_remark(before.name, is_remark)
        )
        also(writer, number)
    return person, keeps_old_name


def _keep_old_name(writer: UnitOfWork, before: Customer, after: Customer, drop: bool) -> bool:
    customers.drop_handle(writer, after.number, (FORMER_NAME,), after.name)
    return not drop and customers.add_former_name(writer, after.number, before.name)


def _holds_a_remark(name: str, is_remark: Callable[[str], bool]) -> bool:
    first, last = name[0], name.rsplit(maxsplit=1)[-1][0]
    ends_in_small_letters = first.isupper() and last.islower()
    return ends_in_small_letters or bare_name(name, is_remark) != name


def _edit(
    writer: UnitOfWork, number: int, wanted: Edit, today: date, order: DateOrder | None
) -> None:
    """Change a customer; `order` says how this pad's owner writes days in figures.

    Raises:
        AskedWrongly: an invalid name, handle, tag, role or consent.
        BadDay: an occasion or a consent whose day is none.
        CouldNot: something to drop that the customer does not have.
    """
    fields = {name: _field(name, value) for name, value in wanted.fields.items()}
    if fields:
        customers.change(writer, number, fields)
    for kind, values in wanted.handles.items():
        for value in values:
            source, bare = _source_and_id(kind, checked_handle(kind, value))
            customers.add_handle(writer, number, kind, bare, source)
    for tag in wanted.tags:
        customers.add_tag(writer, number, checked_tag(tag))
    for name, day in wanted.occasions.items():
        occasion = parse_occasion(_occasion_name(name), day, today, order)
        customers.set_occasion(writer, number, occasion)
    for consent in wanted.consents:
        about, status = parse_consent(consent)
        said_on = past_day(wanted.on, today, order)
        how = " ".join(checked_words("consent", wanted.how).split()) or None
        said = Consent(about, cast("Consenting", status), said_on, how)
        customers.add_consent(writer, number, said)
    for value in wanted.drop:
        _drop(writer, number, value)


def checked_handle(kind: str, value: str) -> str:
    """Return a handle without the space around it.

    Raises:
        AskedWrongly: nothing of it could be looked up, or an e-mail has no `@`.
    """
    value = checked_words(kind, value)
    if not customers.HANDLE_KEYS[kind](value) or (kind == "email" and "@" not in value):
        example = {"phone": "+44 20 7946 0101", "email": "sam@example.com"}.get(kind, "A-4711")
        raise AskedWrongly(f"{value!r} is not a usable {kind}.", f"Write one such as {example}.")
    return value


def checked_tag(tag: str) -> str:
    """Return a tag with its levels joined by single slashes.

    Raises:
        AskedWrongly: it has no letter or digit.
    """
    levels = [" ".join(level.split()) for level in checked_words("tag", tag).split("/")]
    joined = "/".join(filter(None, levels))
    if not any(letter.isalnum() for letter in fold(joined)):
        raise AskedWrongly(
            "A tag needs at least one letter or digit.", "Use one such as guest/business."
        )
    return joined


def _field(name: str, value: str) -> str | None:
    value = " ".join(value.split())
    if name == "name":
        return checked_name(value)
    if name == "role":
        checked_word("role", value, ROLES)
    if name in ADDRESSES and value and not name_key(value):
        raise AskedWrongly(
            f"The {name} address needs at least one letter or digit.",
            "Write one such as Mr. Smith.",
        )
    return checked_words(name, value) or None


def _occasion_name(name: str) -> str:
    return " ".join(checked_words("occasion", name).lower().split())


def _source_and_id(kind: str, value: str) -> tuple[str | None, str]:
    source, colon, bare = value.partition(":")
    if kind == "id" and colon and source.strip() and customers.HANDLE_KEYS["id"](bare):
        return source.strip(), bare.strip()
    return None, value


def _drop(writer: UnitOfWork, number: int, value: str) -> None:
    dropped = (
        customers.drop_handle(writer, number, _DROPPED, value),
        customers.drop_tag(writer, number, value),
        customers.drop_occasion(writer, number, _occasion_name(value)),
    )
    if not any(dropped):
        raise CouldNot(
            f"There is no phone, e-mail, alias, tag or occasion {value!r} to drop.",
            "`pad.customer(NAME)` shows what there is.",
        )
