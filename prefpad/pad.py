"""The pad: every verb that the command line and scripts have."""

from __future__ import annotations

from prefpad.verbs.asking import Asking
from prefpad.verbs.counter import Counter
from prefpad.verbs.customers import Customers
from prefpad.verbs.disclosing import Disclosing
from prefpad.verbs.erasing import Erasing
from prefpad.verbs.files import Files
from prefpad.verbs.history import History
from prefpad.verbs.looking import Looking
from prefpad.verbs.owner import Owner
from prefpad.verbs.reporting import Reporting
from prefpad.verbs.restoring import Restoring
from prefpad.verbs.twins import OneOrTwo


class Pad(
    Counter,
    Asking,
    Looking,
    Reporting,
    Customers,
    Files,
    Owner,
    History,
    OneOrTwo,
    Disclosing,
    Erasing,
    Restoring,
):
    """An open pad, to be used as a context manager.

    Days are `datetime.date` or text as people write it; intervals are days or text ("6 months");
    a customer is any handle, or `@7` for number 7. Every verb returns frozen records or raises a
    `PrefpadError`; none prints, prompts or exits.

    Args:
        path: the SQLite file.
        today: the day it is, for tests and rehearsals; None for the real one.
        create: make the file if it is not there.
        author: who writes; None for the name of the login.
        command: what the journal calls the writing command.
    """
