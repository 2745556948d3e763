"""Customers slipping away: silent for longer than their own rhythm allows.

A customer comes at a rate of their own and may, after any visit, stay away for good. That is the
BG/NBD model: Fader, Hardie and Lee, *"Counting Your Customers" the Easy Way* (2005). Given how often
they came, when they first did and when last, it says how likely it is that they have gone.
"""

from __future__ import annotations

from prefpad.domain.errors import AskedWrongly

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
