"""Scoring: how likely two customers are one person, and why.

The model is that of Fellegi and Sunter (*A theory for record linkage*, 1969). Each thing that two
customers have in common, or not, has a weight in bits: the logarithm to base 2 of how much more
often it is so of one person noted twice than of two. The bits are added to those of two customers
taken at random, and the sum, read as odds, is the likelihood. A word of a name is worth the more the
fewer customers have it, as in Winkler's frequency-based matching; a misspelt one is worth what its
rarer form is, less what a slip costs.

The bits were chosen on the FEBRL data sets 1 and 2 and rounded; `tests/bench/duplicates.py` tells
what they find on 3 and 4, and that to estimate them on a pad's own pairs would find no more. What a
household has in common (a phone, a mailbox, a card) says next to nothing of two people whose first
names, titles, generations or birthdays differ, and what more than twenty customers share says
nothing at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp2, inf, log2
from typing import TYPE_CHECKING, Any, NamedTuple

from prefpad.customers.fuzzy_match import word_likeness
from prefpad.domain.normalize import phone_key
from prefpad.duplicates.address_match import MOST_OF_AN_ADDRESS, compare_addresses
from prefpad.duplicates.name_match import (
    CUSTOMERS_ELSEWHERE,
    NameSign,
    compare_names,
    most_bits,
)
from prefpad.duplicates.two_people import (
    NO_IDENTITY,
    Identity,
    generations_of,
    have_other_titles,
    is_a_couple,
    titles_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from prefpad.domain.models import Occasion
    from prefpad.duplicates.name_match import Share, Worded

LIKELY = 0.8
"""From here two customers are shown as likely twins."""

MOST_BEARERS = 20
"""What more customers share, such as the phone of a reception, belongs to nobody."""

FEWEST_TWINS = 0.1
"""Twins per customer, as long as a pad does not show that it has more."""

MOST_TWINS = 2.0
_ROUNDS = 20
_FEWEST_CUSTOMERS = 100
"""A smaller pad is judged as if it had that many: it may be the beginning of a large one."""

SHORTEST_PHONE = 7
_LONGEST_PHONE = 9
_ALIKE_MAILBOX = 0.8


class Weight(NamedTuple):
    """The weight of a sign, and its weight between two people of one household."""

    of_one_person: float
    in_a_household: float


SAME_EMAIL = Weight(16, 1)
ALIKE_EMAIL = Weight(6, 0)
SAME_PHONE = Weight(13, 1)
SAME_CARD = Weight(18, 2)
SAME_ID = Weight(20, 14)
OTHER_ID = Weight(-6, -6)
SAME_BIRTHDAY = 14.6
SAME_DAY_OF_YEAR = 8.0
NEAR_BIRTHDAY = 7.0
OTHER_BIRTHDAY = -6.0
MOST_OF_A_SHARED_HOME = 2.0
ANOTHER_PERSON = -14.0
"""Another title or generation, or another birthday in one household."""


@dataclass(frozen=True, slots=True)
class ComparisonRecord:
    """The comparable fields of a customer.

    Attributes:
        number: of the customer.
        names: the name, then the aliases.
        emails: keys of e-mail addresses.
        phones: digits of phone numbers.
        cards: keys of cards.
        ids: outside ids, each as its source, empty for none, and its key.
        birthday: the day they were born, or None.
        addresses: where they live.
        identity: how they are called, titles and all.
    """

    number: int
    names: tuple[Worded, ...]
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    birthday: Occasion | None = None
    addresses: tuple[Worded, ...] = ()
    identity: Identity = NO_IDENTITY


class Rarity(NamedTuple):
    """How common on the pad the values are that two customers may share.

    Attributes:
        name: from a folded word of a name to the share of the customers who have it.
        address: from a folded word of an address to the share of the customers who have it.
        birthday: from a day to the share of the other customers who were born on it.
        is_crowded: whether a handle, by kind and key, is that of more than `MOST_BEARERS`.
    """

    name: Share
    address: Share
    birthday: Callable[[Occasion], float]
    is_crowded: Callable[[str, str], bool]


class Sign(NamedTuple):
    """One sign for or against, in bits and in words, and whether two people differ in it."""

    bits: float
    words: str
    tells_apart: bool = False


class Compared(NamedTuple):
    """The result of comparing two customers, in bits, with the reasons, weightiest first."""

    bits: float
    reasons: tuple[str, ...]


_TOO_LITTLE = Compared(-inf, ())


def likelihood(bits: float, customers: int, twins: float = FEWEST_TWINS) -> float:
    """Return the likelihood, from 0 to 1, that two of that many customers are one person.

    Of n customers with that many twins each, two taken at random are one with odds of 2 * twins to n.
    """
    return 1 / (1 + exp2(_bits_of_even_odds(customers, twins) - bits))


def bits_of(chance: float, customers: int, twins: float = FEWEST_TWINS) -> float:
    """Return the bits at which two of that many customers have this likelihood."""
    return _bits_of_even_odds(customers, twins) + log2(chance / (1 - chance))


def _bits_of_even_odds(customers: int, twins: float) -> float:
    return log2(max(customers, _FEWEST_CUSTOMERS) / (2 * twins))


def twins_per_customer(bits: Iterable[float], customers: int) -> float:
    """Estimate how many duplicates a customer of this pad has, from its own pairs.

    Each pair counts by its likelihood, which in turn depends on how many twins there are, so the
    number is found by expectation and maximisation. A small pad is judged as if it had more
    customers with the fewest twins; the least is one twin in ten customers.

    Args:
        bits: of the pairs that were found.
        customers: how many there are.
    """
    found, twins = [*bits], FEWEST_TWINS
    for _ in range(_ROUNDS):
        expected = sum(likelihood(one, customers, twins) for one in found)
        expected += FEWEST_TWINS * CUSTOMERS_ELSEWHERE
        twins = min(MOST_TWINS, max(FEWEST_TWINS, expected / (customers + CUSTOMERS_ELSEWHERE)))
    return twins


def compare(
    one: ComparisonRecord, other: ComparisonRecord, rarity: Rarity, least: float = -inf
) -> Compared:
    """Compare two customers.

    Args:
        one: a customer.
        other: another.
        rarity: how many have what these two may have in common.
        least: the bits that matter; two who cannot have as many are not compared to the end.
    """
    shared = [*_shared_handles(one, other, rarity)]
    signs: list[Sign] = []
    if one.birthday and other.birthday:
        signs.append(_of_birthdays(one.birthday, other.birthday, rarity))
    costly = MOST_OF_AN_ADDRESS if one.addresses and other.addresses else 0
    costly += ALIKE_EMAIL.of_one_person if one.emails and other.emails else 0
    most = costly + sum(max(bits) for bits, _ in shared) + sum(sign.bits for sign in signs)
    if max(_most_of_names(one, rarity), _most_of_names(other, rarity)) + most < least:
        return _TOO_LITTLE
    name, words = _best_names(one, other, rarity.name)
    if name.bits + most < least:
        return _TOO_LITTLE
    if not _shared(one.emails, other.emails) and _any(_alike_mailboxes, one.emails, other.emails):
        shared.append((ALIKE_EMAIL, "similar e-mails"))
    signs += _two_people(one.identity, other.identity)
    are_two = name.household or any(sign.tells_apart for sign in signs)
    is_household = are_two and any(bits.of_one_person > 0 for bits, _ in shared)
    if is_household:
        signs = [_in_a_household(sign) for sign in signs]
    signs += (Sign(bits[are_two], what) for bits, what in shared)
    signs.append(Sign(name.bits, words))
    if one.addresses and other.addresses:
        home = _of_addresses(one, other, rarity.address)
        most = MOST_OF_A_SHARED_HOME if is_household or name.family else home.bits
        signs.append(home._replace(bits=min(home.bits, most)))
    signs.sort(key=lambda sign: -abs(sign.bits))
    return Compared(sum(sign.bits for sign in signs), tuple(sign.words for sign in signs))


def _most_of_names(one: ComparisonRecord, rarity: Rarity) -> float:
    return max(most_bits(name.words, rarity.name) for name in one.names)


def _best_names(
    one: ComparisonRecord, other: ComparisonRecord, share: Share
) -> tuple[NameSign, str]:
    """Return the evidence of the two names most alike, of whole names where both have any."""
    ours, theirs = _whole(one.names), _whole(other.names)
    if not (ours and theirs):
        ours, theirs = one.names, other.names
    sign, mine, its = max(
        (
            (compare_names(mine.words, its.words, share), mine.text, its.text)
            for mine in ours
            for its in theirs
        ),
        key=lambda found: found[0].bits,
    )
    if sign.same:
        return sign, "same name" if mine == its else f"same name: {mine} / {its}"
    what = "similar names"
    if sign.unlike:
        what = "other first names" if sign.family else "different names"
    return sign, f"{what}: {mine} / {its}"


def _whole(names: tuple[Worded, ...]) -> tuple[Worded, ...]:
    return tuple(name for name in names if len(name.words) > 1)


def _shared_handles(
    one: ComparisonRecord, other: ComparisonRecord, rarity: Rarity
) -> Iterator[tuple[Weight, str]]:
    def identifies(kind: str, key: str) -> bool:
        return not rarity.is_crowded(kind, key)

    if any(identifies("email", key) for key in {*one.emails} & {*other.emails}):
        yield SAME_EMAIL, "same e-mail"
    phones = (key for key in one.phones if any(same_phone(key, its) for its in other.phones))
    if any(identifies("phone", key) for key in phones):
        yield SAME_PHONE, "same phone"
    if any(identifies("card", key) for key in {*one.cards} & {*other.cards}):
        yield SAME_CARD, "same card"
    if one.ids and other.ids:
        yield from _of_ids(one, other)


def _two_people(one: Identity, other: Identity) -> Iterator[Sign]:
    """Yield the signs in titles and generations: Mr and Mrs, Sr and Jr."""
    if have_other_titles(titles_of(one), titles_of(other)):
        yield Sign(ANOTHER_PERSON, "titles of a man and a woman", tells_apart=True)
    if is_a_couple(one) != is_a_couple(other):
        yield Sign(ANOTHER_PERSON, "a couple and one person", tells_apart=True)
    generations = generations_of(one), generations_of(other)
    if generations[0] != generations[1]:
        which = " / ".join(" ".join(sorted(names)) or "none" for names in generations)
        yield Sign(ANOTHER_PERSON, f"different generations: {which}", tells_apart=True)


def _shared(ours: tuple[Any, ...], theirs: tuple[Any, ...]) -> bool:
    return not set(ours).isdisjoint(theirs)


def same_phone(one: str, other: str) -> bool:
    """Tell whether two phone numbers, as digits, are the same with or without a country code."""
    shorter, longer = sorted((phone_tail(one), phone_tail(other)), key=len)
    return len(shorter) >= SHORTEST_PHONE and longer.endswith(shorter)


def phone_tail(digits: str) -> str:
    """Return the last digits of a phone number, without country and area."""
    return digits.lstrip("0")[-_LONGEST_PHONE:]


def _alike_mailboxes(one: str, other: str) -> bool:
    """Tell whether an address is one slip away, in its mailbox or domain, with equal digits."""
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


def _of_birthdays(one: Occasion, other: Occasion, rarity: Rarity) -> Sign:
    if (one.month, one.day) == (other.month, other.day):
        if one.year == other.year and one.year:
            return Sign(_no_more_than(SAME_BIRTHDAY, rarity.birthday(one)), "same birthday")
        if not (one.year and other.year):
            return Sign(SAME_DAY_OF_YEAR, "same birthday, as far as it is known")
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return Sign(NEAR_BIRTHDAY, "birthdays with day and month swapped")
    if one.year and other.year and _is_a_slip(_digits(one), _digits(other)):
        return Sign(NEAR_BIRTHDAY, "birthdays a digit apart")
    return Sign(OTHER_BIRTHDAY, "different birthdays", tells_apart=True)


def _no_more_than(bits: float, share: float) -> float:
    """Cap the weight of a sign by the share of other customers who have the same."""
    return min(bits, -log2(share)) if share else bits


def _digits(day: Occasion) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _is_a_slip(one: str, other: str) -> bool:
    """Tell whether one digit differs, or two neighbours are swapped."""
    off = [at for at, digit in enumerate(one) if digit != other[at]]
    match off:
        case [first, second]:
            return second == first + 1 and (one[first], one[second]) == (
                other[second],
                other[first],
            )
        case _:
            return len(off) == 1


def _in_a_household(sign: Sign) -> Sign:
    """Return a sign between two who share a phone: a son may have his father's whole name."""
    return sign._replace(bits=ANOTHER_PERSON) if sign.tells_apart else sign


def _of_addresses(one: ComparisonRecord, other: ComparisonRecord, share: Share) -> Sign:
    bits, words = max(
        compare_addresses(ours.words, theirs.words, share)
        for ours in one.addresses
        for theirs in other.addresses
    )
    return Sign(bits, words)
