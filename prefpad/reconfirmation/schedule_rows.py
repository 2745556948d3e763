"""The schedule: rates and intervals learnt from checks and visits, stored where `due` reads them.

A check counts in a tally of its kind, topic and length, and the rate of a topic follows from its
tallies. Each customer has a class of visits and one of pace, which stand on their notes too. The
days to leave a note alone stand in `_intervals`, by kind, topic and classes, so that due days follow
a rate without a note being rewritten.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from prefpad.db.statements import ASKED_AGAIN, THESE, as_array
from prefpad.domain.memoize import Memo
from prefpad.domain.record import Record
from prefpad.reconfirmation.estimator import Pile, chance_changed
from prefpad.reconfirmation.policy import lifetimes_of, policy_of
from prefpad.reconfirmation.rates import (
    UNKNOWN_VISITS,
    expected_rate,
    has_moved,
    kind_means,
    pace,
    pace_class,
    pace_of,
    topic_rate,
    usual_gap,
    visit_class,
    visit_rate,
    visit_rate_of,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from prefpad.db.unit_of_work import ChangeSet, Topic, Value
    from prefpad.reconfirmation.authors import SignedPile
    from prefpad.reconfirmation.policy import Policy, Timing
    from prefpad.reconfirmation.rates import Tallies
    from prefpad.session import Session


_A_TENTH_MORE = 1.1
_MANY_CUSTOMERS = 1000
_MANY_DAYS = 10_000

_TO_ASK = f"{ASKED_AGAIN} AND ended_on IS NULL"
_GROUP = "kind, alert, topic_key, visit_class, pace_class"

_VISIT_DAYS = {
    "notes": "SELECT customer, noted_on AS day FROM {} WHERE source <> 'relayed'"
    " AND parent IS NULL AND ended IS NOT 'mistake'",
    "visits": "SELECT customer, on_day AS day FROM {} WHERE TRUE",
    "checks": "SELECT customer, on_day AS day FROM {} WHERE TRUE",
}
"""The days on which customers were here, by the table that tells them."""
_CHECKS = (
    "SELECT customer, outcome <> 'same', per_day, days FROM main.checks"
    f" JOIN _topic_rates USING (kind, topic_key) WHERE customer {THESE} AND counted"
    " AND (outcome <> 'same' OR ifnull(author, '') NOT IN (SELECT author FROM _set_aside))"
)

_RECKON_TALLIES = """
INSERT INTO _tallies(kind, topic_key, changed, span, author, checks, days)
SELECT kind, topic_key, outcome <> 'same', span, ifnull(author, ''), count(*), sum(days)
FROM checks WHERE counted GROUP BY 1, 2, 3, 4, 5"""
_RECKON_TOTALS = (
    "UPDATE _visit_totals SET (customers, visit_days, first_days) ="
    " (SELECT count(*), ifnull(sum(visit_days), 0), ifnull(sum(first_day), 0) FROM _rhythms)"
)

_CLASS_VISITS = (
    f"UPDATE _rhythms SET visit_class = how_often(first_day, visit_days) WHERE customer {THESE}"
)
CLASSES = {
    "visit_class": f"iif({ASKED_AGAIN} AND ended IS NULL, ifnull(comes, {UNKNOWN_VISITS}),"
    f" {UNKNOWN_VISITS})",
    "pace_class": f"iif({ASKED_AGAIN} AND ended IS NULL, ifnull(changes, 0), 0)",
}
"""SQL for the classes of a note that is about to be written, joined with `RHYTHMS`."""
RHYTHMS = (
    "(SELECT customer AS whose, visit_class AS comes, pace_class AS changes FROM main._rhythms)"
)
_MARK_NOTES = (
    "UPDATE notes SET visit_class = _rhythms.visit_class, pace_class = _rhythms.pace_class"
    f" FROM _rhythms WHERE notes.customer {THESE} AND _rhythms.customer = notes.customer"
    f" AND {_TO_ASK} AND (notes.visit_class <> _rhythms.visit_class"
    " OR notes.pace_class <> _rhythms.pace_class)"
)
_UNMARK_NOTES = (
    f"UPDATE notes SET visit_class = {UNKNOWN_VISITS}, pace_class = 0"
    f" WHERE customer {THESE} AND {_TO_ASK}"
    f" AND (visit_class <> {UNKNOWN_VISITS} OR pace_class <> 0)"
    " AND customer NOT IN (SELECT customer FROM _rhythms)"
)
_UNTIMED = (
    f"SELECT DISTINCT {_GROUP} FROM notes WHERE {{}} AND {_TO_ASK}"
    f" EXCEPT SELECT {_GROUP} FROM _intervals"
)


class Ahead(Record):
    """Rows that are yet to be written.

    Attributes:
        tables: those that have any.
        rows: the name of what has those of a table, with `{}` for the table.
        replaced: that of what has the numbers of the rows that they replace.
        number: tells under which number a customer will be whom these rows call by another.
    """

    tables: Collection[str]
    rows: str
    replaced: str
    number: Callable[[int], int]


def update_schedule(session: Session, changes: ChangeSet) -> None:
    """Update due days from what a transaction has written, settings included."""
    if "settings" in changes.tables:
        session.reload_settings()
        schedule_of(session).follow_settings()
    if changes.customers or changes.topics:
        schedule_of(session).commit(changes)


def schedule_of(session: Session) -> ScheduleUpdater:
    """Return the schedule updater of an open pad."""
    settings = session.settings
    return ScheduleUpdater(
        session.connection, policy_of(settings), session.today, lifetimes_of(settings)
    )


class ScheduleUpdater:
    """Updates the schedule inside a transaction.

    Args:
        connection: the open pad.
        policy: what a question costs, and which intervals are the owner's own.
        today: the day up to which visits are counted.
        lifetimes: how many days a preference on a topic is expected to last, by folded topic.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        policy: Policy,
        today: date,
        lifetimes: Mapping[str, float],
    ) -> None:
        self._connection = connection
        self._policy = policy
        self._today = today
        self._lifetimes = lifetimes

    def commit(self, changes: ChangeSet) -> None:
        """Update rates, classes and intervals from what was written."""
        if not changes.customers:
            return
        if changes.topics:
            self._weigh(changes.topics)
        these = self._time_customers(changes.customers)
        self._time_groups(_UNTIMED.format(f"customer {THESE}"), these)

    def learn_ahead(self, customers: Iterable[int], ahead: Ahead) -> None:
        """Learn the rhythms of customers from rows that are yet to be written, too."""
        self._learn_rhythms([*customers], ahead)

    def follow_import(self, first_note: int, customers: Iterable[int]) -> None:
        """Time what an import has written, after it was learnt from.

        Args:
            first_note: its first note.
            customers: those who may have notes of another class than theirs.
        """
        these = {"these": as_array(customers)}
        self._mark_notes(these)
        which = "number >= :first_note"
        if first_note > 1:
            which = f"({which} OR customer {THESE})"
        self._time_groups(_UNTIMED.format(which), {"first_note": first_note, **these})

    def rebuild(self) -> None:
        """Learn everything again from the notes, checks and visits, as after an upgrade."""
        for table in ("_intervals", "_topic_rates", "_tallies", "_rhythms"):
            self._connection.execute(f"DELETE FROM {table}")
        self._connection.execute(_RECKON_TALLIES)
        self._connection.execute(_RECKON_TOTALS)
        self._weigh_kinds(self._checks())
        customers = self._connection.execute("SELECT number FROM customers").fetchall()
        self._time_customers(number for (number,) in customers)
        self._time_groups(_UNTIMED.format("TRUE"), {})

    def follow_settings(self) -> None:
        """Compute every rate and interval again after the owner changed a setting."""
        self._weigh_kinds(self._checks())
        self._time_again("TRUE")

    # -- rates of topics -------------------------------------------------------------------------

    def _weigh(self, topics: set[Topic]) -> None:
        (weighed,) = self._connection.execute("SELECT max(checks) FROM _kind_rates").fetchone()
        checks = self._checks()
        if max(checks, weighed) > _A_TENTH_MORE * min(checks, weighed):
            self._weigh_kinds(checks)
            return
        means = dict(self._connection.execute("SELECT kind, per_day FROM _kind_rates"))
        for topic in topics:
            if topic[0] in means:
                self._weigh_topic(
                    topic,
                    read_tallies(self._connection, "kind = ? AND topic_key = ?", topic),
                    means,
                )

    def _weigh_kinds(self, checks: int) -> None:
        self._set_authors_aside()
        tallies = read_tallies(self._connection)
        means = kind_means(tallies, self._lifetimes)
        self._connection.executemany(
            "REPLACE INTO _kind_rates(kind, per_day, checks) VALUES (?, ?, ?)",
            [(kind, mean, checks) for kind, mean in means.items()],
        )
        known = self._connection.execute("SELECT kind, topic_key FROM _topic_rates").fetchall()
        for topic in {*known, *tallies}:
            self._weigh_topic(topic, tallies, means)

    def _set_authors_aside(self) -> None:
        far_below: set[str] = set()
        if not self._policy.counts_all:
            from prefpad.reconfirmation.authors import authors_to_set_aside

            far_below = authors_to_set_aside(read_signed_tallies(self._connection), self._lifetimes)
        self._connection.execute("DELETE FROM _set_aside")
        self._connection.executemany(
            "INSERT INTO _set_aside VALUES (?)", [(author,) for author in sorted(far_below)]
        )

    def _weigh_topic(self, topic: Topic, tallies: Tallies, means: Mapping[str, float]) -> None:
        kind, _ = topic
        expected = expected_rate(*topic, means[kind], self._lifetimes)
        piles = tallies.get(topic)
        rate = topic_rate(piles, expected).per_day if piles else expected.per_day
        row = self._connection.execute(
            "SELECT per_day FROM _topic_rates WHERE kind = ? AND topic_key = ?", topic
        ).fetchone()
        if row is None or has_moved(rate, row[0]):
            self._connection.execute("REPLACE INTO _topic_rates VALUES (?, ?, ?)", (*topic, rate))
            self._time_again("kind = ? AND topic_key = ?", topic)

    def _checks(self) -> int:
        (checks,) = self._connection.execute("SELECT total(checks) FROM _tallies").fetchone()
        return int(checks)

    # -- rhythms of customers --------------------------------------------------------------------

    def _time_customers(self, customers: Iterable[int]) -> dict[str, str]:
        """Work out the rhythms of customers again, and return the customers for a query."""
        numbers = [*customers]
        self._learn_rhythms(numbers)
        these = {"these": as_array(numbers)}
        self._mark_notes(these)
        return these

    def _learn_rhythms(self, customers: list[int], ahead: Ahead | None = None) -> None:
        """Learn how often customers come.

        How often all customers come is learnt first, from these too: what is learnt at once is then
        what would be learnt of the same rows later.
        """
        numbers = [*map(ahead.number, customers)] if ahead else customers
        known = {"these": as_array({*customers}.intersection(numbers))}
        self._connection.execute(f"DELETE FROM _rhythms WHERE customer {THESE}", known)
        rhythms = self._rhythms(known, ahead)
        self._keep_rhythms(rhythms, many=len(customers) > _MANY_CUSTOMERS)
        mean = mean_visit_rate(self._connection, self._today)
        self._class_visits({"these": as_array(numbers)}, mean)
        mean_class = visit_class(mean)
        if mean_class != _mean_class(self._connection):
            self._connection.execute("UPDATE _visit_totals SET mean_class = ?", (mean_class,))
            self._time_again(f"visit_class = {UNKNOWN_VISITS}")

    def _class_visits(self, these: dict[str, str], mean: float) -> None:
        today = self._today.toordinal()

        @lru_cache(maxsize=_MANY_DAYS)
        def often(first_day: int, visit_days: int) -> int:
            return visit_class(visit_rate(visit_days - 1, today - first_day, mean))

        self._connection.create_function("how_often", 2, often)
        self._connection.execute(_CLASS_VISITS, these)
        self._connection.create_function("how_often", 2, None)

    def _mark_notes(self, these: dict[str, str]) -> None:
        for statement in (_MARK_NOTES, _UNMARK_NOTES):
            self._connection.execute(statement, these)

    def _rhythms(
        self, known: Mapping[str, str], ahead: Ahead | None
    ) -> Iterator[tuple[Value, ...]]:
        """Yield the rhythms of some customers of the pad, and of everybody about whom rows are ahead."""
        number = ahead.number if ahead else int
        changes: Counter[int] = Counter()
        expected: defaultdict[int, float] = defaultdict(float)
        for customer, changed, rate, days in self._connection.execute(_CHECKS, known):
            changes[customer] += changed
            expected[customer] += chance_changed(rate, days)
        ordinals: dict[str, int] = Memo(lambda day: date.fromisoformat(day).toordinal())
        for customer, listed in self._connection.execute(_visit_days(ahead), known):
            days = sorted({*map(ordinals.__getitem__, listed.split(","))})
            gap = usual_gap(days)
            fast = 0
            if customer in expected:
                fast = pace_class(pace(changes[customer], expected[customer]))
            yield number(customer), days[0], len(days), UNKNOWN_VISITS, fast, days[-1], gap

    def _keep_rhythms(self, rhythms: Iterable[tuple[Value, ...]], *, many: bool) -> None:
        insert = "INSERT INTO _rhythms VALUES (?, ?, ?, ?, ?, ?, ?)"
        if not many:
            self._connection.executemany(insert, rhythms)
            return
        from prefpad.db.bulk_write import paused

        with paused(self._connection, ["rhythms_inserted"]):
            self._connection.executemany(insert, rhythms)
        self._connection.execute(_RECKON_TOTALS)

    # -- days to leave notes alone ---------------------------------------------------------------

    def _time_groups(self, groups: str, values: Mapping[str, Value]) -> None:
        """Time the groups that a query finds, and have a rate for each of their topics."""
        found = self._connection.execute(groups, values).fetchall()
        if not found:
            return
        means = dict(self._connection.execute("SELECT kind, per_day FROM _kind_rates"))
        mean_class = _mean_class(self._connection)
        for group in found:
            topic = kind, _ = group[0], group[2]
            expected = expected_rate(*topic, means[kind], self._lifetimes)
            self._connection.execute(
                "INSERT OR IGNORE INTO _topic_rates VALUES (?, ?, ?)", (*topic, expected.per_day)
            )
            (rate,) = self._connection.execute(
                "SELECT per_day FROM _topic_rates WHERE kind = ? AND topic_key = ?", topic
            ).fetchone()
            self._connection.execute(
                "INSERT INTO _intervals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*group, *vars(self._timing(group, rate, mean_class)).values()),
            )

    def _time_again(self, where: str, values: tuple[Value, ...] = ()) -> None:
        """Time those groups again whose row in `_intervals` meets a condition."""
        mean_class = _mean_class(self._connection)
        groups = self._connection.execute(
            f"SELECT {_GROUP}, per_day FROM _intervals JOIN _topic_rates USING (kind, topic_key)"
            f" WHERE {where}",
            values,
        ).fetchall()
        self._connection.executemany(
            "UPDATE _intervals SET change_rate = ?, visit_rate = ?, days = ?, set_by = ?"
            " WHERE kind = ? AND alert = ? AND topic_key = ? AND visit_class = ? AND pace_class = ?",
            [
                (*vars(self._timing(group, rate, mean_class)).values(), *group)
                for *group, rate in groups
            ],
        )

    def _timing(self, group: Iterable[Any], rate: float, mean_class: int) -> Timing:
        kind, alert, topic_key, visits, fast = group
        return self._policy.timing(
            kind,
            topic_key,
            alert=bool(alert),
            change_rate=rate * pace_of(fast),
            visit_rate=visit_rate_of(mean_class if visits == UNKNOWN_VISITS else visits),
        )


def _visit_days(ahead: Ahead | None) -> str:
    """Return a query for the days on which customers were here, also by rows ahead."""
    found = []
    for table, days in _VISIT_DAYS.items():
        stored = f"{days.format(f'main.{table}')} AND customer {THESE}"
        if ahead and table in ahead.tables:
            stored += f" AND number NOT IN (SELECT number FROM {ahead.replaced.format(table)})"
            found.append(days.format(ahead.rows.format(table)))
        found.append(stored)
    return (
        f"SELECT customer, group_concat(day) FROM ({' UNION ALL '.join(found)}) GROUP BY customer"
    )


def read_tallies(
    connection: sqlite3.Connection, where: str = "TRUE", values: tuple[Value, ...] = ()
) -> dict[Topic, list[Pile]]:
    """Return the piles of checks that count, by kind and topic, of the rows that meet a condition."""
    from prefpad.reconfirmation.authors import heeded

    return heeded(read_signed_tallies(connection, where, values), set_aside(connection))


def read_signed_tallies(
    connection: sqlite3.Connection, where: str = "TRUE", values: tuple[Value, ...] = ()
) -> list[SignedPile]:
    """Return the piles of checks of the rows that meet a condition, by kind, topic and author."""
    from prefpad.reconfirmation.authors import SignedPile

    return [
        SignedPile((kind, topic_key), author, Pile(bool(changed), checks, days))
        for kind, topic_key, author, changed, checks, days in connection.execute(
            f"SELECT kind, topic_key, author, changed, checks, days FROM _tallies WHERE {where}",
            values,
        )
    ]


def set_aside(connection: sqlite3.Connection) -> set[str]:
    """Return the authors whose "still true" neither counts nor moves the due day."""
    return {author for (author,) in connection.execute("SELECT author FROM _set_aside")}


def mean_visit_rate(connection: sqlite3.Connection, today: date) -> float:
    """Return how often a customer of the pad comes, per day, as of a day."""
    customers, visit_days, first_days = connection.execute(
        "SELECT customers, visit_days, first_days FROM _visit_totals"
    ).fetchone()
    days = today.toordinal() * customers - first_days
    return visit_rate(visit_days - customers, days)


def typical_visit_rate(connection: sqlite3.Connection) -> float:
    """Return how often a customer comes who has not been here, per day: as often as others do."""
    return visit_rate_of(_mean_class(connection))


def _mean_class(connection: sqlite3.Connection) -> int:
    (mean_class,) = connection.execute("SELECT mean_class FROM _visit_totals").fetchone()
    return int(mean_class)
