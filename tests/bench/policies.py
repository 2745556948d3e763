"""When to ask again, by rules good and bad, and what comes of each in a shop.

A policy says how many days to leave each topic of a customer alone; what is due at a visit is asked,
the most worth first, and every answer is a check it may learn from.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cache
from math import exp, inf, log, log1p
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from prefpad.reconfirmation.authors import SignedPile, authors_to_set_aside
from prefpad.reconfirmation.estimator import Pile, best_interval, chance_changed, question_worth
from prefpad.reconfirmation.policy import DAYS_OF_PATIENCE, MOST_QUESTIONS, days_between
from prefpad.reconfirmation.rates import (
    FIRST_RATES,
    Expected,
    expected_rate,
    first_lifetimes,
    has_moved,
    is_wish_of_the_day,
    kind_means,
    pace,
    pace_class,
    pace_of,
    span_class,
    topic_rate,
    visit_class,
    visit_rate,
    visit_rate_of,
)
from tests.bench.shops import DAYS, LIFETIMES, TOPICS, YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.bench.shops import Shop, Visit

KIND = "preference"
NAMES = tuple(LIFETIMES)
NO_LIFETIMES: Mapping[str, float] = MappingProxyType({})
LEAST_NEWS = 1.05
MOST_PATIENT = 20
LEAST_KIND_NEWS = 1.1


class Score(NamedTuple):
    """What came of a policy, the first year left out."""

    preference_visits: int
    questions: int
    wrong: int

    def __add__(self, other: object) -> Score:
        if not isinstance(other, Score):
            return NotImplemented
        return Score(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    @property
    def asked(self) -> float:
        """Questions a preference-visit."""
        return self.questions / self.preference_visits

    @property
    def missed(self) -> float:
        """Wrong guesses a preference-visit."""
        return self.wrong / self.preference_visits


def play(
    shop: Shop, policy: Policy, *, ration: bool, since: int = YEAR, until: int = DAYS
) -> Score:
    """Let a policy serve a shop for its four years; what comes of it is counted between two days.

    A careless author asks nothing and so mends nothing: no question is spent, the guess stands.
    What is served unasked and refused is mended for the next visit.
    """
    notes = sum(map(len, shop.topics))
    known, last = [0] * notes, [-1] * notes
    preference_visits = questions = wrong = 0
    for visit in shop.visits[: bisect_left(shop.visits, (until + 1,))]:
        day, customer, first, changes, author, *_ = visit
        topics = shop.topics[customer]
        if last[first] < 0:
            for note, changed in enumerate(changes, first):
                known[note], last[note] = changed, day
            policy.welcome(visit)
            continue
        alone = policy.leave_alone(visit)
        held = [*zip(range(first, first + len(topics)), topics, changes, strict=True)]
        misses = sum(changed != known[note] for note, _, changed in held)
        due = [it for it in held if day - last[it[0]] >= alone[it[1]]]
        if ration:
            due.sort(key=lambda it: -policy.worth(visit, it[1], day - last[it[0]]))
            del due[MOST_QUESTIONS:]
        careful = author >= shop.world.careless
        for note, topic, changed in due:
            stale = changed != known[note]
            if policy.learn(visit, topic, day - last[note], careful and stale):
                last[note] = day
            if careful:
                known[note] = changed
                misses -= stale
        if visit.served is not None and held[visit.served] not in due:
            _serve(policy, visit, held[visit.served], known, last)
        if day >= since:
            preference_visits += len(topics)
            questions += len(due) * careful
            wrong += misses
    return Score(preference_visits, questions, wrong)


def _serve(
    policy: Policy, visit: Visit, held: tuple[int, int, int], known: list[int], last: list[int]
) -> None:
    note, topic, changed = held
    refused = changed != known[note] and not visit.is_polite
    if refused:
        known[note] = changed
    if policy.serve(visit, topic, visit.day - last[note], refused):
        last[note] = visit.day


class Policy:
    """What every policy answers; one that learns nothing answers from its own table."""

    def welcome(self, visit: Visit) -> None:
        """Take note of a customer's first visit, when their preferences are written down."""

    def leave_alone(self, visit: Visit) -> Sequence[float]:
        """Return, by topic, the days after which to ask the customer again."""
        raise NotImplementedError

    def worth(self, visit: Visit, topic: int, days: int) -> float:
        """Return what ranks the questions that are due at a visit."""
        raise NotImplementedError

    def learn(self, visit: Visit, topic: int, days: int, changed: bool) -> bool:  # noqa: ARG002 - of those who learn
        """Take note of an answer, and tell whether it moves the day."""
        return True

    def serve(self, visit: Visit, topic: int, days: int, refused: bool) -> bool:  # noqa: ARG002 - of those who learn
        """Take note that something was served unasked, and tell whether it moves the day."""
        return True


class Fixed(Policy):
    """The same number of days for all; 0 is to always ask and infinity is to never ask."""

    def __init__(self, days: float) -> None:
        self.alone = [days] * TOPICS

    def leave_alone(self, visit: Visit) -> Sequence[float]:  # noqa: ARG002 - alike for all
        return self.alone

    def worth(self, visit: Visit, topic: int, days: int) -> float:  # noqa: ARG002 - alike for all
        return days


class Known(Policy):
    """Our price of a question, with the true rates of changes and visits."""

    def __init__(self, shop: Shop, price: float) -> None:
        self.shop = shop
        self.price = price
        self.tables: dict[int, list[float]] = {}

    def leave_alone(self, visit: Visit) -> Sequence[float]:
        customer = visit.customer
        if customer not in self.tables:
            visits, table = self.shop.visit_rates[customer], [inf] * TOPICS
            for topic in self.shop.topics[customer]:
                days = best_interval(self._rate(customer, topic), visits, self.price)
                table[topic] = inf if days is None else days
            self.tables[customer] = table
        return self.tables[customer]

    def worth(self, visit: Visit, topic: int, days: int) -> float:
        visits = self.shop.visit_rates[visit.customer]
        return question_worth(self._rate(visit.customer, topic), visits, days)

    def _rate(self, customer: int, topic: int) -> float:
        shop = self.shop
        own = shop.note_paces[customer][shop.topics[customer].index(topic)]
        return shop.rates[topic] * shop.paces[customer] * own


class Rules(NamedTuple):
    """Which of our rules are in force.

    Attributes:
        paces: customers who change more often than others are asked sooner.
        wishes: what changes sooner than they return is asked every time, whatever its price.
        exact: rates from the exact days of each check instead of piles.
        lifetimes: how many days a preference on a topic is expected to last.
        doubts: whether "still true" is left out of who finds far fewer changes than others.
        rise: by how much each question to a customer within 30 days makes the next one dearer.
        served: whether what was served unasked and taken moves the day, and counts as a check.
    """

    paces: bool = True
    wishes: bool = False
    exact: bool = False
    lifetimes: Mapping[str, float] = first_lifetimes()
    doubts: bool = True
    rise: float = 1.0
    served: tuple[bool, bool] = (True, False)


OURS = Rules()


class Learned(Policy):
    """Our price of a question, with the rates that the shop's own checks and visits teach."""

    def __init__(self, price: float, rules: Rules = OURS) -> None:
        self.price = price
        self.rules = rules
        self.mean = FIRST_RATES[KIND]
        self.rates = [self.expected_of(topic).per_day for topic in range(TOPICS)]
        self.piles: list[dict[tuple[int, bool, int], Pile]] = [{} for _ in range(TOPICS)]
        self.set_aside: set[int] = set()
        self.checks, self.weighed = [0] * TOPICS, [0] * TOPICS
        self.all_checks = self.kind_weighed = 0
        self.tables: dict[tuple[int, float, int], list[float]] = {}
        self.asked: dict[int, list[int]] = defaultdict(list)
        self.first_days: dict[int, int] = {}
        self.visits: dict[int, int] = defaultdict(int)
        self.all_visits = self.all_first_days = 0
        self.classes: dict[int, tuple[int, float, int]] = {}
        self.found: dict[int, int] = defaultdict(int)
        self.expected: dict[int, float] = defaultdict(float)

    def welcome(self, visit: Visit) -> None:
        self.first_days[visit.customer] = visit.day
        self.all_first_days += visit.day

    def leave_alone(self, visit: Visit) -> Sequence[float]:
        day, customer = visit.day, visit.customer
        self.visits[customer] += 1
        self.all_visits += 1
        mean = visit_rate(self.all_visits, day * len(self.first_days) - self.all_first_days)
        often = visit_rate(self.visits[customer], day - self.first_days[customer], mean)
        fast = 1.0
        if self.rules.paces:
            fast = pace_of(pace_class(pace(self.found[customer], self.expected[customer])))
        recent = self._asked_lately(visit) if self.rules.rise > 1 else 0
        key = visit_class(often), fast, recent
        self.classes[customer] = key
        if key not in self.tables:
            self.tables[key] = [self.days(rate, *key) for rate in self.rates]
        return self.tables[key]

    def _asked_lately(self, visit: Visit) -> int:
        asked = self.asked[visit.customer][-MOST_PATIENT:]
        return sum(visit.day - day < DAYS_OF_PATIENCE for day in asked)

    def worth(self, visit: Visit, topic: int, days: int) -> float:
        visits, fast, _ = self.classes[visit.customer]
        return question_worth(self.rates[topic] * fast, visit_rate_of(visits), days)

    def learn(self, visit: Visit, topic: int, days: int, changed: bool) -> bool:
        if not changed and visit.author in self.set_aside:
            return False
        self.asked[visit.customer].append(visit.day)
        self._count(visit, topic, days, changed)
        return True

    def _count(self, visit: Visit, topic: int, days: int, changed: bool) -> None:
        self.found[visit.customer] += changed
        self.expected[visit.customer] += chance_changed(self.rates[topic], days)
        key = days if self.rules.exact else span_class(days), changed, visit.author
        pile = self.piles[topic].get(key, Pile(changed, 0, 0))
        self.piles[topic][key] = Pile(changed, pile.checks + 1, pile.days + days)
        self.checks[topic] += 1
        self.all_checks += 1
        if self.all_checks > self.kind_weighed * LEAST_KIND_NEWS:
            self._weigh_kind()
        elif self.checks[topic] > self.weighed[topic] * LEAST_NEWS:
            self._weigh(topic)

    def serve(self, visit: Visit, topic: int, days: int, refused: bool) -> bool:
        moves, counts = self.rules.served
        if counts:
            self._count(visit, topic, days, refused)
        return moves or refused

    def heeded(self, topic: int) -> list[Pile]:
        """Return the checks of a topic that count."""
        return [
            pile
            for (_, changed, author), pile in self.piles[topic].items()
            if changed or author not in self.set_aside
        ]

    def expected_of(self, topic: int) -> Expected:
        """Return what a topic is expected to change at before its own checks say more."""
        return expected_rate(KIND, NAMES[topic], self.mean, self.rules.lifetimes)

    def days(self, rate: float, visits: int, fast: float, recent: int) -> float:
        """Return the days to leave a topic alone for a class of visits, a pace and recent questions."""
        if self.rules.wishes and is_wish_of_the_day(rate * fast, visit_rate_of(visits)):
            return 0
        return _days(round(log(rate) * 20), visits, fast, self.price * self.rules.rise**recent)

    def _weigh_kind(self) -> None:
        self.kind_weighed = self.all_checks
        if self.rules.doubts:
            piles = [
                SignedPile((KIND, NAMES[topic]), str(author), pile)
                for topic, of_topic in enumerate(self.piles)
                for (_, _, author), pile in of_topic.items()
            ]
            self.set_aside = {*map(int, authors_to_set_aside(piles, self.rules.lifetimes))}
        tallies = {(KIND, NAMES[topic]): self.heeded(topic) for topic in range(TOPICS)}
        self.mean = kind_means(tallies, self.rules.lifetimes)[KIND]
        for topic in range(TOPICS):
            self._weigh(topic)

    def _weigh(self, topic: int) -> None:
        self.weighed[topic] = self.checks[topic]
        rate = topic_rate(self.heeded(topic), self.expected_of(topic)).per_day
        if has_moved(rate, self.rates[topic]):
            self.rates[topic] = rate
            for key, table in self.tables.items():
                table[topic] = self.days(rate, *key)


class Threshold(Learned):
    """Ask when the chance that it has changed reaches the price, with learned rates."""

    def days(self, rate: float, visits: int, fast: float, recent: int) -> float:  # noqa: ARG002 - alike for all
        return -log1p(-self.price) / (rate * fast)

    def worth(self, visit: Visit, topic: int, days: int) -> float:
        return self.rates[topic] * self.classes[visit.customer][1] * days


@cache
def _days(rate_class: int, visits: int, fast: float, price: float) -> float:
    """Return `days_between` on a grid of rates a twentieth apart."""
    days = days_between(exp(rate_class / 20) * fast, visit_rate_of(visits), price)
    return inf if days is None else days
