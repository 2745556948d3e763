"""How likely it is that two customers are one person, and why.

The model is that of Fellegi and Sunter (*A theory for record linkage*, 1969). Each thing that two
customers have in common, or not, is worth so many bits: the logarithm to base 2 of how much more
often it is so of one person noted twice than of two. The bits are added to those of two customers
taken at random, and the sum, read as odds, is the likelihood. A word of a name is worth the more the
fewer customers bear it, as in Winkler's frequency-based matching; a misspelt one is worth what its
rarer form is, less what a slip costs.

The bits were chosen on the FEBRL data sets 1 and 2 and rounded; `tests/bench/twins.py` tells what
they find on data set 3. What a household has in common (a phone, an address, a mailbox) says little
of two people of one surname whose first names differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp2, inf, log2
from typing import TYPE_CHECKING, Any, NamedTuple

from prefpad.customers.fuzzy_match import likeness, word_likeness
from prefpad.domain.normalize import phone_key
from prefpad.duplicates.name_match import NameSign, compare_names, most_bits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prefpad.domain.models import Occasion
    from prefpad.duplicates.name_match import Share, Worded

LIKELY = 0.8
"""From here two customers are shown as likely twins."""

_TWINS_PER_CUSTOMER = 0.1
SHORTEST_PHONE = 7
_LONGEST_PHONE = 9
_ALIKE_MAILBOX = 0.8
_WHOLE_ADDRESS = 0.8
_HALF_AN_ADDRESS = 0.55


class Weight(NamedTuple):
    """What a sign is worth, and what it is worth where two of one surname have other first names."""

    of_one_person: float
    in_a_family: float


SAME_EMAIL = Weight(16, 5)
ALIKE_EMAIL = Weight(6, 1)
SAME_PHONE = Weight(13, 1)
SAME_CARD = Weight(18, 6)
SAME_ID = Weight(20, 14)
OTHER_ID = Weight(-6, -6)
SAME_BIRTHDAY = Weight(14, 14)
SAME_DAY_OF_YEAR = Weight(8, 8)
NEAR_BIRTHDAY = Weight(7, 7)
OTHER_BIRTHDAY = Weight(-6, -8)
SAME_ADDRESS = Weight(8, 2)
ALIKE_ADDRESS = Weight(4, 1)
OTHER_ADDRESS = Weight(-2, -3)


@dataclass(frozen=True, slots=True)
class ComparisonRecord:
    """What of a customer can be compared.

    Attributes:
        number: of the customer.
        names: the name, then the aliases.
        emails: keys of e-mail addresses.
        phones: digits of phone numbers.
        cards: keys of cards.
        ids: outside ids, each as its source, empty for none, and its key.
        birthday: the day they were born, or None.
        addresses: where they live.
    """

    number: int
    names: tuple[Worded, ...]
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    birthday: Occasion | None = None
    addresses: tuple[Worded, ...] = ()


class Sign(NamedTuple):
    """One thing that speaks for or against, in bits and in words."""

    bits: float
    words: str


class Compared(NamedTuple):
    """What comparing two customers came to, in bits, with the reasons, what weighs most first."""

    bits: float
    reasons: tuple[str, ...]


_TOO_LITTLE = Compared(-inf, ())


def likelihood(bits: float, customers: int) -> float:
    """Return how likely it is, from 0 to 1, that two of so many customers are one.

    One customer in ten is taken to have a twin, so of n customers two taken at random are one with
    odds of 0.2 to n.
    """
    return 1 / (1 + exp2(_bits_of_even_odds(customers) - bits))


def bits_of(chance: float, customers: int) -> float:
    """Return the bits at which two of so many customers are one with this likelihood."""
    return _bits_of_even_odds(customers) + log2(chance / (1 - chance))


def _bits_of_even_odds(customers: int) -> float:
    return log2(max(customers, 2) / (2 * _TWINS_PER_CUSTOMER))


def compare(
    one: ComparisonRecord, other: ComparisonRecord, share: Share, least: float = -inf
) -> Compared:
    """Compare two customers.

    Args:
        one: a customer.
        other: another.
        share: from a folded word of a name to the share of the customers who bear it.
        least: the bits that matter; two who cannot have as many are not compared to the end.
    """
    found = [*_signs(one, other)]
    costly = SAME_ADDRESS.of_one_person if one.addresses and other.addresses else 0
    costly += ALIKE_EMAIL.of_one_person if one.emails and other.emails else 0
    names = max(_most_of_names(one, share), _most_of_names(other, share))
    if names + sum(max(bits) for bits, _ in found) + costly < least:
        return _TOO_LITTLE
    name, words = _best_names(one, other, share)
    signs = [Sign(name.bits, words), *(_sign(*sign, name) for sign in found)]
    if sum(sign.bits for sign in signs) + costly < least:
        return _TOO_LITTLE
    signs += (_sign(*sign, name) for sign in _costly_signs(one, other))
    signs.sort(key=lambda sign: -abs(sign.bits))
    return Compared(sum(sign.bits for sign in signs), tuple(sign.words for sign in signs))


def _most_of_names(one: ComparisonRecord, share: Share) -> float:
    return max(most_bits(name.words, share) for name in one.names)


def _sign(bits: Weight, words: str, name: NameSign) -> Sign:
    return Sign(bits.in_a_family if name.family else bits.of_one_person, words)


def _best_names(
    one: ComparisonRecord, other: ComparisonRecord, share: Share
) -> tuple[NameSign, str]:
    sign, mine, theirs = max(
        (
            (compare_names(mine.words, theirs.words, share), mine.text, theirs.text)
            for mine in one.names
            for theirs in other.names
        ),
        key=lambda found: found[0].bits,
    )
    if sign.same:
        return sign, "same name" if mine == theirs else f"same name: {mine} / {theirs}"
    what = "names alike"
    if sign.unlike:
        what = "other first names" if sign.family else "different names"
    return sign, f"{what}: {mine} / {theirs}"


def _signs(one: ComparisonRecord, other: ComparisonRecord) -> Iterator[tuple[Weight, str]]:
    if _shared(one.emails, other.emails):
        yield SAME_EMAIL, "same e-mail"
    if _any(same_phone, one.phones, other.phones):
        yield SAME_PHONE, "same phone"
    if _shared(one.cards, other.cards):
        yield SAME_CARD, "same card"
    if one.ids and other.ids:
        yield from _of_ids(one, other)
    if one.birthday and other.birthday:
        yield _of_birthdays(one.birthday, other.birthday)


def _costly_signs(one: ComparisonRecord, other: ComparisonRecord) -> Iterator[tuple[Weight, str]]:
    different = not _shared(one.emails, other.emails)
    if different and _any(_alike_mailboxes, one.emails, other.emails):
        yield ALIKE_EMAIL, "e-mails alike"
    if one.addresses and other.addresses:
        yield _of_addresses(one, other)


def _shared(ours: tuple[Any, ...], theirs: tuple[Any, ...]) -> bool:
    return not set(ours).isdisjoint(theirs)


def same_phone(one: str, other: str) -> bool:
    """Tell whether two phone numbers, as digits, are one: with or without the country's code."""
    shorter, longer = sorted((phone_tail(one), phone_tail(other)), key=len)
    return len(shorter) >= SHORTEST_PHONE and longer.endswith(shorter)


def phone_tail(digits: str) -> str:
    """Return the last digits of a phone number, those of the country and area left out."""
    return digits.lstrip("0")[-_LONGEST_PHONE:]


def _alike_mailboxes(one: str, other: str) -> bool:
    """Tell whether either the name or the place of a mailbox is a slip away, its numbers the same."""
    mine, _, here = one.partition("@")
    theirs, _, there = other.partition("@")
    if here != there:
        return mine == theirs and word_likeness(here, there) >= _ALIKE_MAILBOX
    return phone_key(mine) == phone_key(theirs) and word_likeness(mine, theirs) >= _ALIKE_MAILBOX


def _any(alike: Callable[[str, str], bool], ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return any(alike(one, other) for one in ours for other in theirs)


def _of_ids(one: ComparisonRecord, other: ComparisonRecord) -> Iterator[tuple[Weight, str]]:
    if _shared(one.ids, other.ids):
        yield SAME_ID, "same id"
        return
    for source in sorted({source for source, _ in one.ids} & {source for source, _ in other.ids}):
        yield OTHER_ID, f"different ids of {source}" if source else "different ids"


def _of_birthdays(one: Occasion, other: Occasion) -> tuple[Weight, str]:
    if (one.month, one.day) == (other.month, other.day):
        if one.year == other.year and one.year:
            return SAME_BIRTHDAY, "same birthday"
        if not (one.year and other.year):
            return SAME_DAY_OF_YEAR, "same birthday, as far as it is known"
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return NEAR_BIRTHDAY, "birthdays with day and month swapped"
    if one.year and other.year and _is_a_slip(_digits(one), _digits(other)):
        return NEAR_BIRTHDAY, "birthdays a digit apart"
    return OTHER_BIRTHDAY, "different birthdays"


def _digits(day: Occasion) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _is_a_slip(one: str, other: str) -> bool:
    """Tell whether one digit differs, or two neighbours are swapped."""
    off = [at for at, digit in enumerate(one) if digit != other[at]]
    if len(off) == 2:  # noqa: PLR2004 - two neighbours
        first, second = off
        return second == first + 1 and one[first] == other[second] and one[second] == other[first]
    return len(off) == 1


def _of_addresses(one: ComparisonRecord, other: ComparisonRecord) -> tuple[Weight, str]:
    alike = max(
        likeness(ours.words, theirs.words) for ours in one.addresses for theirs in other.addresses
    )
    if alike >= _WHOLE_ADDRESS:
        return SAME_ADDRESS, "same address"
    if alike >= _HALF_AN_ADDRESS:
        return ALIKE_ADDRESS, "addresses alike"
    return OTHER_ADDRESS, "different addresses"
