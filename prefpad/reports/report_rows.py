"""The rows of each report: one query a table, over notes, checks and rhythms as they are stored."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from prefpad.customers.names_in_text import named_colleagues, sender_of
from prefpad.customers.visit_rows import visit_days
from prefpad.db.statements import veil
from prefpad.domain.calendar_days import by_month
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.memoize import Memo
from prefpad.domain.normalize import fold
from prefpad.domain.vocabulary import POLL_TOPIC, REFERRAL_TOPIC
from prefpad.notes.owners_words import POLL
from prefpad.notes.wording import how_fast, when_asked
from prefpad.reconfirmation.schedule_rows import mean_visit_rate
from prefpad.reconfirmation.topic_rows import topics as topics_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from prefpad.domain.models import Customer
    from prefpad.reports.models import Rows, Value
    from prefpad.session import Session

    Row = Sequence[Value]


LIKELY_GONE = 0.5
"""The chance from which somebody counts as slipping away."""

_RATE_WEIGHT = 2.0
"""How many visits what is typical of the pad counts for, as with the rate of visits."""
_STAYED_AWAY, _CAME_BACK = 1.0, 9.0
"""What is expected before anything is known: after one visit in ten a customer stays away."""


def chance_gone_for_good(
    visits_after_first: int, first_to_last: float, first_to_today: float, typical_rate: float
) -> float:
    """Return the probability that a customer will not come again.

    A customer comes at a rate of their own and may, after any visit, stay away for good. That is the
    BG/NBD model: Fader, Hardie and Lee, *"Counting Your Customers" the Easy Way* (2005).

    Args:
        visits_after_first: visit days after the first.
        first_to_last: the days from the first visit to the last.
        first_to_today: the days from the first visit to today.
        typical_rate: how often a customer of the pad comes, per day.

    Raises:
        AskedWrongly: the typical rate is not positive.
    """
    if typical_rate <= 0:
        raise AskedWrongly("The typical rate of visits must be positive.")
    if visits_after_first < 1:
        return 0.0
    before = _RATE_WEIGHT / typical_rate
    silence: float = (before + max(first_to_today, first_to_last)) / (before + first_to_last)
    odds_of_leaving = _STAYED_AWAY / (_CAME_BACK + visits_after_first - 1)
    try:
        odds: float = odds_of_leaving * silence ** (_RATE_WEIGHT + visits_after_first)
    except OverflowError:
        return 1.0
    return odds / (1 + odds)


K = TypeVar("K")

_FEWEST_VISITS_OF_A_REGULAR = 4
_FEWEST_VISITS_OF_A_RHYTHM = 3
_MOST_REGULARS = 1000
_LONGEST_SILENCE = 730  # days; after that somebody is no longer slipping
_A_YEAR = 366  # days
_MOST_NAMED = 20
_NOBODY = "nobody named"

_DAYS_TO_SOLVE = """avg(days) FILTER (
        WHERE ended = 'done' AND place IN ((many + 1) / 2, many / 2 + 1)
    )"""
"""The median of the days to solve: the middle one, or the mean of the two in the middle."""


def _problems(group: str, name: str, having: str, order: str) -> str:
    return f"""
WITH problem AS (
    SELECT number, customer, topic, topic_key, ended_on, ended, substr(noted_on, 1, 7) AS month,
        julianday(ended_on) - julianday(noted_on) AS days,
        row_number() OVER (PARTITION BY customer, topic_key ORDER BY noted_on, number) > 1 AS again
    FROM notes WHERE kind = 'problem' AND ended IS NOT 'mistake' {{veil}}
), placed AS (
    SELECT *, row_number() OVER (PARTITION BY {group}, ended IS 'done' ORDER BY days) AS place,
        count(*) OVER (PARTITION BY {group}, ended IS 'done') AS many
    FROM problem
), grouped AS (
    SELECT {name} AS what, count(*) AS problems, sum(ended_on IS NULL) AS open,
        sum(again) AS again, {_DAYS_TO_SOLVE} AS solved, max(number)
    FROM placed GROUP BY {group} HAVING {having}
)
SELECT what, problems, open, again, solved FROM grouped ORDER BY {order}"""


_TOPIC = "ifnull(topic, 'no topic')"
PROBLEMS_BY_TOPIC = _problems("topic_key", _TOPIC, "TRUE", "problems DESC, what")
PROBLEMS_BY_MONTH = _problems("month", "month", "TRUE", "what DESC")
PROBLEMS_AGAIN = _problems(
    "topic_key, customer",
    f"(SELECT name FROM customers WHERE customers.number = customer) || ', ' || {_TOPIC}",
    "count(*) > 1",
    "problems DESC, what",
)
PROMISES_BY_MONTH = """
WITH promise AS (
    SELECT *, ifnull(by_day, noted_on) AS day FROM notes
    WHERE kind = 'promise' AND ended IS NOT 'mistake' {veil}
), told AS (
    SELECT substr(min(day, ifnull(ended_on, day)), 1, 7) AS month, count(*) AS promised,
        sum(ended IS 'done' AND ended_on <= day) AS kept,
        sum(ended IS 'done' AND ended_on > day) AS late,
        sum(ended IS 'withdrawn') AS withdrawn, sum(ended IS NULL) AS open
    FROM promise WHERE day < :today OR ended IS NOT NULL GROUP BY month
)
SELECT month, promised, kept, late, open, withdrawn,
    kept * 1.0 / nullif(promised - withdrawn, 0)
FROM told ORDER BY month DESC"""
CHECKS_BY_AUTHOR = """
SELECT ifnull(author, 'not said'), count(*), sum(outcome = 'same'), sum(outcome = 'changed'),
    sum(outcome = 'gone'), sum(outcome = 'seen'), count(DISTINCT customer), max(on_day),
    CASE WHEN author IN (SELECT author FROM _set_aside) THEN 'changes' ELSE 'all' END
FROM checks GROUP BY author ORDER BY count(*) DESC, author"""
CHECKS_BY_MONTH = """
SELECT substr(on_day, 1, 7) AS month, count(*), sum(outcome = 'same'), sum(outcome = 'changed'),
    sum(outcome = 'gone'), sum(outcome = 'seen'), count(DISTINCT customer), max(on_day), NULL
FROM checks GROUP BY month ORDER BY month DESC"""

_RHYTHMS = """
SELECT customers.number, customers.name, first_day, visit_days, last_day, EXISTS (
    SELECT 1 FROM expected_visits
    WHERE customer = customers.number AND on_day >= :today AND withdrawn_on IS NULL
)
FROM _rhythms JOIN customers ON customers.number = _rhythms.customer
WHERE visit_days >= :fewest"""
_REACHED_BY = """
SELECT value FROM handles WHERE customer = ? AND kind IN ('phone', 'email')
ORDER BY kind DESC, number LIMIT 1"""
_PRAISE = """
SELECT customer, topic, text, owner, noted_on FROM notes
WHERE kind = 'praise' AND ended IS NOT 'mistake' {veil} ORDER BY noted_on, number"""
_REFERRALS = """
SELECT customers.name, notes.text, noted_on FROM notes
JOIN customers ON customers.number = notes.customer
WHERE topic_key = :topic AND kind = 'fact' AND ended IS NULL {veil} ORDER BY noted_on, notes.number"""
_ANSWERS = """
SELECT text, noted_on FROM notes
WHERE topic_key = :topic AND noted_on >= :since AND ended IS NULL {veil}
ORDER BY noted_on, number"""


def rows_of(query: str) -> Rows:
    """Return the rows of a query, which may name `:today` and `{veil}`."""

    def rows(session: Session, private: bool) -> Iterable[Row]:
        return _select(session, query, private)

    return rows


def months_of(query: str, empty: tuple[Value, ...]) -> Rows:
    """Return the rows of a query by month, the latest first, and `empty` for months between."""

    def rows(session: Session, private: bool) -> Iterable[Row]:
        found = {str(row[0]): row for row in _select(session, query, private)}
        months = _months_between(min(found), max(found)) if found else []
        return [found.get(month, (month, *empty)) for month in reversed(months)]

    return rows


def regulars(session: Session, _: bool) -> Iterator[Row]:
    """Yield who comes often and is still expected to, those with most visits first."""
    ranked = [
        one for one in _rhythms(session, _FEWEST_VISITS_OF_A_REGULAR) if one.gone < LIKELY_GONE
    ]
    ranked.sort(key=lambda one: (-one.visits, one.name, one.number))
    a_year_ago = (session.today - timedelta(_A_YEAR)).isoformat()
    for one in ranked[:_MOST_REGULARS]:
        yield (
            one.number,
            one.name,
            one.visits,
            one.first.isoformat(),
            (session.today - one.first).days,
            one.every,
            one.last.isoformat(),
            by_month(visit_days(session.connection, one.number, a_year_ago), session.today),
        )


def slipping(session: Session, _: bool) -> Iterator[Row]:
    """Yield who has been silent for longer than their rhythm allows, most visits first."""
    found = [
        one
        for one in _rhythms(session, _FEWEST_VISITS_OF_A_RHYTHM)
        if one.gone >= LIKELY_GONE and (session.today - one.last).days <= _LONGEST_SILENCE
    ]
    found.sort(key=lambda one: (-one.visits, one.name, one.number))
    for one in found:
        reached = session.connection.execute(_REACHED_BY, (one.number,)).fetchone()
        last = one.last.isoformat()
        yield one.number, one.name, one.visits, one.every, last, one.gone, (reached or [None])[0]


def topics(session: Session, private: bool) -> Iterator[Row]:
    """Yield how fast each topic changes: those asked about, the fastest first, then the others."""
    for topic in topics_of(session, private=private):
        name = topic.topic or "no topic"
        yield (
            topic.kind,
            topic.topic,
            name if topic.kind == "preference" else f"{name} ({topic.kind})",
            topic.notes,
            topic.checks,
            topic.changes,
            f"{topic.changes:,} of {topic.checks:,}",
            topic.changed_in_a_year,
            topic.change_rate,
            topic.low,
            topic.high,
            how_fast(topic),
            topic.ask_after,
            topic.of_the_day,
            topic.set_by,
            when_asked(topic),
        )


def praise(session: Session, private: bool) -> Iterator[Row]:
    """Yield whom customers praised: how often, how many of them, and what was said last."""
    colleagues = named_colleagues(session.connection)
    found: dict[str, list[Row]] = {}
    for note in _select(session, _PRAISE, private):
        _, topic, text, owner, _ = note
        named = colleagues.named_in(str(owner or f"{topic or ''} {text}"))
        for colleague in [one.name for one in named] or [str(owner or _NOBODY)]:
            found.setdefault(colleague, []).append(note)
    for colleague, notes in _most_first(found):
        _, topic, text, _, day = notes[-1]
        said = f"{topic}: {text}" if topic and fold(str(topic)) != fold(colleague) else text
        givers = len({customer for customer, *_ in notes})
        yield colleague, len(notes), givers, day, said


def referrals_by(customer: bool) -> Rows:
    """Return who sent whom: the customers who did, or else how the others found us."""

    def rows(session: Session, private: bool) -> Iterator[Row]:
        found: dict[tuple[int, str] | str, list[Row]] = {}
        spelt: dict[str, str] = {}
        senders: dict[str, Customer | None] = Memo(lambda text: sender_of(session.connection, text))
        for note in _select(session, _REFERRALS, private, topic=REFERRAL_TOPIC):
            text = str(note[1])
            key = fold(text)
            spelt.setdefault(key, text)
            sender = senders[text]
            if customer is (sender is not None):
                who = (sender.number, sender.name) if sender else key
                found.setdefault(who, []).append(note)
        for by, notes in _most_first(found):
            number, name = (None, spelt[by]) if isinstance(by, str) else by
            names = [str(one) for one, *_ in notes[:_MOST_NAMED]]
            more = f" and {len(notes) - _MOST_NAMED:,} more" if len(notes) > _MOST_NAMED else ""
            yield number, name, len(notes), f"{', '.join(names)}{more}", notes[-1][-1]

    return rows


def poll(session: Session, private: bool) -> Iterator[Row]:
    """Yield the answers to the question of the poll that is set, those given most first."""
    asked = session.settings.value(POLL)
    if asked is None:
        return
    since = asked.on.isoformat()
    found: dict[str, list[Row]] = {}
    total = 0
    for note in _select(session, _ANSWERS, private, topic=POLL_TOPIC, since=since):
        found.setdefault(fold(str(note[0])), []).append(note)
        total += 1
    for _, notes in _most_first(found):
        spelt = Counter(str(text) for text, _ in notes).most_common(1)[0][0]
        yield spelt, len(notes), len(notes) / total, notes[-1][1]


class _Rhythm:
    """How often somebody comes, and how likely it is that they no longer do."""

    def __init__(self, row: Sequence[int | str], today: date, typical: float) -> None:
        self.number, self.name = int(row[0]), str(row[1])
        self.first = date.fromordinal(int(row[2]))
        self.visits = int(row[3])
        self.last = date.fromordinal(int(row[4]))
        known_for = (self.last - self.first).days
        self.every = known_for / (self.visits - 1)
        since = (today - self.first).days
        is_expected = bool(row[5])
        gone = chance_gone_for_good(self.visits - 1, known_for, since, typical)
        self.gone = 0.0 if is_expected else gone


def _rhythms(session: Session, fewest: int) -> Iterator[_Rhythm]:
    typical = mean_visit_rate(session.connection, session.today)
    values = {"fewest": fewest, "today": session.today.isoformat()}
    for row in session.connection.execute(_RHYTHMS, values):
        yield _Rhythm(row, session.today, typical)


def _months_between(first: str, last: str) -> list[str]:
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]


def _most_first(found: dict[K, list[Row]]) -> list[tuple[K, list[Row]]]:
    return sorted(found.items(), key=lambda each: (-len(each[1]), str(each[0])))


def _select(
    session: Session, query: str, private: bool, **values: str
) -> Iterator[tuple[Value, ...]]:
    named = {"today": session.today.isoformat(), **values}
    return session.connection.execute(query.format(veil=veil(private)), named)
