"""The verb that tells customers what is kept about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.settings import POLICY
from prefpad.verbs.opened import OpenPad

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prefpad.privacy.disclosure import Disclosure


class Disclosing(OpenPad):
    """What customers have a right to know."""

    def disclose(self, customer: str, *, blank: Sequence[str] = ()) -> Disclosure:
        """Return everything that is kept on a customer, private notes too.

        Names of other customers are blanked where they stand whole, and so are those in `blank`;
        who works here has initials only.

        Raises:
            NoSuchCustomer, SeveralMeant: who is meant is not clear.
        """
        from prefpad.privacy.access_request import disclose

        policy = self._settings.value(POLICY)
        with self._plainly():
            number = self._number(customer)
            return disclose(self._connection, number, policy, self.today, blank)
