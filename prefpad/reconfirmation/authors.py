"""Telling authors who seem to confirm without asking from the others.

Whoever confirms without asking finds hardly a change, whatever the days. Counted like the answers of
others, such a "still true" tells the pad that things last twice as long as they do, and puts off the
question that would have found the change. So it is left out where an author is far below the others.
"""

from __future__ import annotations

from functools import cache
from math import fsum, inf, sqrt
from typing import TYPE_CHECKING, NamedTuple

from prefpad.reconfirmation.estimator import chance_changed
from prefpad.reconfirmation.rates import NO_LIFETIMES, expected_rate, kind_means, topic_rate

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from prefpad.reconfirmation.estimator import Pile

    Topic = tuple[str, str]

_FAR_BELOW = -2.5

NOBODY = ""
"""Stands for the author of what nobody signed."""


class SignedPile(NamedTuple):
    """A pile of checks of one kind and topic, by one author.

    Attributes:
        topic: the kind and the folded topic.
        author: who confirmed; `NOBODY` where it is not known.
        pile: the checks.
    """

    topic: Topic
    author: str
    pile: Pile


def surprise(changes: float, expected: float, variance: float) -> float:
    """Return by how many standard deviations more changes were found than expected.

    Far below 0 for one author: someone may be confirming without asking. Far above 0 for one week:
    something happened to many at once.

    Args:
        changes: how many of some checks found a change.
        expected: the sum of the chances p of each to do so.
        variance: the sum of p(1 - p).
    """
    if variance <= 0:
        return 0.0 if changes == expected else (inf if changes > expected else -inf)
    return (changes - expected) / sqrt(variance)


def heeded(piles: Iterable[SignedPile], set_aside: Collection[str]) -> dict[Topic, list[Pile]]:
    """Return the piles of each kind and topic, without the "same" of authors set aside."""
    found: dict[Topic, list[Pile]] = {}
    for topic, author, pile in piles:
        if pile.changed or author not in set_aside:
            found.setdefault(topic, []).append(pile)
    return found


def authors_to_set_aside(
    piles: Collection[SignedPile], lifetimes: Mapping[str, float] = NO_LIFETIMES
) -> set[str]:
    """Return the authors who find far fewer changes than the others' answers suggest.

    The one furthest below is set aside first, and the rates are learned again without their checks,
    until nobody is far below. At least half are left to compare with: where most are far below the
    others, it is just as likely that the others were unlucky.

    Args:
        piles: all checks.
        lifetimes: how many days a preference on a topic is expected to last, by folded topic.
    """
    left = {author for _, author, _ in piles}
    most = len(left) // 2
    set_aside: set[str] = set()
    while len(set_aside) < most:
        rate_of = _rates(heeded(piles, set_aside), lifetimes)
        surprises = {author: _surprise_of(author, piles, rate_of) for author in left - {NOBODY}}
        furthest = min(surprises, key=surprises.__getitem__)
        if surprises[furthest] >= _FAR_BELOW:
            break
        set_aside.add(furthest)
        left.remove(furthest)
    return set_aside


def _rates(
    tallies: Mapping[Topic, Collection[Pile]], lifetimes: Mapping[str, float]
) -> Callable[[Topic], float]:
    means = kind_means(tallies, lifetimes)

    @cache
    def rate_of(topic: Topic) -> float:
        expected = expected_rate(*topic, means[topic[0]], lifetimes)
        return topic_rate(tallies.get(topic, ()), expected).per_day

    return rate_of


def _surprise_of(
    author: str, piles: Iterable[SignedPile], rate_of: Callable[[Topic], float]
) -> float:
    own = [(topic, pile) for topic, by, pile in piles if by == author]
    chances = [chance_changed(rate_of(topic), pile.days / pile.checks) for topic, pile in own]
    checks = [pile.checks for _, pile in own]
    return surprise(
        sum(pile.checks for _, pile in own if pile.changed),
        fsum(count * chance for count, chance in zip(checks, chances, strict=True)),
        fsum(count * chance * (1 - chance) for count, chance in zip(checks, chances, strict=True)),
    )
