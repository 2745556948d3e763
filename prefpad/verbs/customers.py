"""The verbs about customers: who is meant, who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.customers import lookup as people
from prefpad.customers import repository as customers
from prefpad.domain.vocabulary import ROLES, check_word
from prefpad.verbs.opened import OpenPad, checked_limit

if TYPE_CHECKING:
    from prefpad.customers.edit import Edit
    from prefpad.customers.lookup import Making
    from prefpad.domain.models import Customer


class Customers(OpenPad):
    """Who they are and how they are found."""

    def customer(self, customer: str) -> Customer:
        """Return the one customer that a handle means.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
        """
        with self._plainly():
            (person,) = customers.get(self._connection, [self._number(customer)])
        return person

    def find(self, text: str, *, limit: int = 5) -> list[Customer]:
        """Return the customers that `text` may mean, best first, misspellings included."""
        with self._plainly():
            return people.find(self._connection, text, checked_limit(limit))

    def customers(
        self,
        *,
        tag: str | None = None,
        role: str | None = None,
        owner: str | None = None,
        limit: int | None = None,
    ) -> list[Customer]:
        """Return the customers with a tag or a level below it, a role, an owner, by name.

        Raises:
            AskedWrongly: the role is none.
        """
        if role is not None:
            check_word("role", role, ROLES)
        with self._plainly():
            wanted = customers.Filter(tag, role, owner)
            numbers = customers.numbers_of(self._connection, wanted, checked_limit(limit))
            return customers.get(self._connection, numbers)

    def edit(self, customer: str, wanted: Edit, *, new: bool = False) -> Customer:
        """Change what is kept about a customer and return it; with `new`, make the customer.

        Raises:
            AskedWrongly: a name, handle, tag, role or day that is none.
            CouldNot: something to drop that the customer does not have.
        """
        from prefpad.customers import edit as editing

        making: Making = "always" if new else "never"
        with self._write() as writer:
            number, _ = people.get_or_create(writer, customer, making, self.today)
            editing.edit(writer, number, wanted, self.today, self.date_order)
        return self.customer(f"@{number}")

    def is_known(self, name: str) -> bool:
        """Tell whether a name is not to be taken for a new customer's without `--new`."""
        with self._plainly():
            return people.must_be_known(self._connection, name)
