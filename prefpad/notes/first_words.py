"""The first words of a remark: `likes tea` is a preference, `problem: no heating` a problem.

In seven languages. A word that is an ordinary one in another of them (`will`, `mag`) says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from prefpad.domain.normalize import name_words
from prefpad.domain.record import Record

if TYPE_CHECKING:
    from datetime import date

    from prefpad.domain.dates import DateOrder
    from prefpad.domain.vocabulary import KindName, Stance

LIKING = """
likes, loves, prefers, enjoys, adores, fancies, is fond of, is keen on, is a fan of
liebt, bevorzugt, geniesst, mag gern, mag gerne, steht auf, trinkt gern, trinkt gerne, isst gern
isst gerne, hat gern, hat gerne
aime, aime bien, adore, prefere, apprecie, raffole de
le gusta, le gustan, le encanta, le encantan, prefiere, disfruta de
ama, preferisce, gli piace, le piace, gli piacciono, le piacciono, adora
gosta de, gosta do, gosta da, prefere, aprecia
houdt van, houdt erg van, is dol op, lust graag, drinkt graag, eet graag, geeft de voorkeur aan
"""
HATING = """
dislikes, hates, loathes, detests, doesnt like, does not like, cant stand, cannot stand
is not keen on, isnt keen on, wont have
hasst, verabscheut, mag keine, mag keinen, mag kein, mag nicht
deteste, hait, naime pas, n aime pas, ne supporte pas, a horreur de
odia, no le gusta, no le gustan, detesta, no soporta
non ama, non gli piace, non le piace, non gli piacciono, non le piacciono, non sopporta
odeia, nao gosta de, nao gosta do, nao gosta da, nao suporta
haat, verafschuwt, houdt niet van, lust geen, heeft een hekel aan, mag geen
"""
DENYING = """
no, not, never, no more, kein, keine, keinen, keinerlei, nicht, nie, niemals
pas, jamais, aucun, aucune, nada de, nunca, ningun, ninguna
niente, nessun, nessuna, mai, nao, nenhum, nenhuma, geen, niet, nooit
"""
NEEDING = """
needs, must have, requires, braucht, benotigt, benoetigt, a besoin de, a besoin d, a besoin dun
a besoin dune, necesita, requiere
ha bisogno di, necessita, richiede, precisa de, precisa, vereist, moet hebben
"""
WANTING = """
wants, would like, hopes for, mochte, moechte, wunscht sich, wuenscht sich, wunscht, wuenscht
voudrait, souhaite, quiere, desea, quisiera, vuole, vorrebbe, desidera, quer, deseja, gostaria de
wenst, zou graag
"""
PROMISING = "promise, promised, versprochen, promis, prometido, promesso, prometeu, beloofd"
_KIND_NAMED = {
    "promise": f"{PROMISING}, versprechen, zusage, promesse, promesa, promessa, belofte, toezegging",
    "problem": """
        problem, problems, complaint, problema, probleme, probleem, beschwerde, reklamation
        plainte, queja, reclamo, lamentela, reclamacao, klacht
    """,
    "want": "want",
    "need": "need",
    "mood": "mood",
    "praise": "praise, praised, lob, eloge, elogio, lof",
    "idea": "idea, idee, ideia",
}
_ONE_TIME = """
today, tonight, this time, this evening, this morning, this afternoon, this week, tomorrow
heute, heute abend, diesmal, dieses mal, morgen, aujourd hui, aujourdhui, ce soir, cette fois
demain
hoy, esta noche, esta vez, manana, oggi, stasera, questa volta, domani, hoje, esta noite, desta vez
amanha, vandaag, vanavond, deze keer, ditmaal
"""
_COMPLAINT = """
refund, refunds, money back, exchange, manager, compensation, complain, ruckerstattung, geld zuruck
geld zurueck, umtausch, geschaftsfuhrer, remboursement, etre rembourse, rembourse, echange
directeur
reembolso, devolucion, encargado, gerente, rimborso, cambio merce, direttore, devolucao, troca
geld terug, terugbetaling, omruilen
"""
_SAID_OF_SOMEBODY = frozenset(
    [
        "is",
        "isnt",
        "was",
        "has",
        "had",
        "can",
        "cant",
        "cannot",
        "allergic",
        "asked",
        "asks",
        "said",
        "says",
        "called",
        "rang",
        "came",
        "comes",
        "drinks",
        "eats",
        "takes",
        "ist",
        "hat",
        "war",
        "kann",
        "mag",
        "trinkt",
        "isst",
        "bat",
        "sagt",
        "allergisch",
        "est",
        "etait",
        "a",
        "peut",
        "boit",
        "mange",
        "demande",
        "allergique",
        "es",
        "esta",
        "tiene",
        "puede",
        "bebe",
        "come",
        "pide",
        "alergico",
        "alergica",
        "e",
        "ha",
        "puo",
        "beve",
        "mangia",
        "chiede",
        "allergico",
        "allergica",
        "tem",
        "pode",
        "alergica",
        "heeft",
        "kan",
        "drinkt",
        "eet",
        "vraagt",
    ]
)
_COLONS = ":", "\N{FULLWIDTH COLON}"
_MOST_WORDS = 5
_LONGEST_DAY = 4


class FirstWords(Record):
    """What the first words of a remark say of it.

    Attributes:
        kind: the kind of note, or `idea`.
        stance: `likes`, `dislikes` or None.
        text: the remark, without them where the note says as much without them.
        may_be_said: whether they tell of a liking for a thing, which may be said to the customer.
        day: the day that a wish is for, or None.
    """

    kind: KindName | Literal["idea"]
    stance: Stance | None
    text: str
    may_be_said: bool = False
    day: date | None = None


def begins_a_note(text: str) -> bool:
    """Tell whether a text begins with words that say what a remark is, or with a topic."""
    first, _, rest = text.partition(" ")
    return bool(_led(text) or (rest and first.endswith(_COLONS)))


def follows_a_name(text: str) -> bool:
    """Tell whether a text begins as what is said of somebody does: `likes tea`, `can't have nuts`."""
    return begins_a_note(text) or bool(_SAID_OF_SOMEBODY.intersection(name_words(text)[:1]))


def read_first_words(text: str, today: date, order: DateOrder | None = None) -> FirstWords | None:
    """Read what the first words of a remark say about it; None if they say nothing.

    Args:
        text: the remark, without its topic.
        today: the day that words such as `on friday` count from.
        order: how to read `12/3`, as in `parse_day`.
    """
    found = _led(text)
    if found is None:
        return None
    from prefpad.notes.things import is_thing

    group, rest = found
    if group in _STANCES:
        stance = _STANCES[group]
        return FirstWords("preference", stance, rest, stance == "likes" and is_thing(rest))
    if group == "needing":
        return FirstWords("need", None, rest if is_thing(rest) else text)
    if _has(_COMPLAINT_WORDS, rest):
        return FirstWords("problem", None, text)
    day = _day_named(rest, today, order)
    if day or _has(_ONE_TIME_WORDS, rest):
        return FirstWords("want", None, rest if is_thing(rest) else text, day=day)
    return FirstWords("preference", None, text)


def begins_with_denial(text: str) -> bool:
    """Tell whether a text begins by denying what follows: `no carnations`, `keine Nelken`."""
    said = f"{' '.join(name_words(text))} "
    return any(said.startswith(f"{phrase} ") for phrase in _DENIALS)


def read_named_kind(
    text: str, today: date, kind: str = "preference", order: DateOrder | None = None
) -> FirstWords | None:
    """Read a kind of note that the first word of a remark names; None if it names none.

    With a colon after it, the word does, as it does on the card: `problem: brakes squeal`. Without
    one only `promised` does, before a text that ends in the day, `promised pads by friday`, or
    where it repeats the kind; `promised to` may tell what the customer will do.

    Args:
        text: the remark.
        today: the day that words such as `by friday` count from.
        kind: the kind that is already given; a word for another says nothing.
        order: how to read `12/3`, as in `parse_day`.
    """
    first, _, rest = text.partition(" ")
    word = " ".join(name_words(first))
    named, rest = _KINDS.get(word), rest.lstrip()
    if named is None or not rest or kind not in {"preference", named}:
        return None
    if not first.endswith(_COLONS):
        if word not in _phrases(PROMISING) or word == "promise" or rest.startswith("to "):
            return None
        if kind == "preference" and not _ends_in_by(rest, today, order):
            return None
    return FirstWords(named, None, rest)


def _ends_in_by(text: str, today: date, order: DateOrder | None) -> bool:
    from prefpad.domain.trailing_day import split_trailing_by

    return split_trailing_by(text, today, order) is not None


def _led(text: str) -> tuple[str, str] | None:
    """Return the group of the longest phrase that a text begins with, and what follows it."""
    words = text.split(None, _MOST_WORDS)
    for length in range(len(words) - 1, 0, -1):
        said = " ".join(name_words(" ".join(words[:length])))
        rest = text.split(None, length)[-1].lstrip(" ,:;-")
        if said in _GROUPS and rest:
            return _GROUPS[said], rest
    return None


def _day_named(text: str, today: date, order: DateOrder | None) -> date | None:
    """Return the day, not before today, that a text ends with."""
    from prefpad.domain.trailing_day import trailing_days

    ends = trailing_days(text, _LONGEST_DAY, today, order)
    return next((day for _, day in ends if day >= today), None)


def _has(phrases: frozenset[str], text: str) -> bool:
    said = f" {' '.join(name_words(text))} "
    return any(f" {phrase} " in said for phrase in phrases)


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(map(str.strip, listed.replace("\n", ",").split(","))) - {""}


_STANCES: dict[str, Stance] = {"liking": "likes", "hating": "dislikes"}
_GROUPS = {
    phrase: group
    for group, listed in (
        ("liking", LIKING),
        ("hating", HATING),
        ("needing", NEEDING),
        ("wanting", WANTING),
    )
    for phrase in _phrases(listed)
}
_KINDS = {
    word: cast('KindName | Literal["idea"]', kind)
    for kind, listed in _KIND_NAMED.items()
    for word in _phrases(listed)
}
_DENIALS = tuple(_phrases(DENYING))
_ONE_TIME_WORDS, _COMPLAINT_WORDS = _phrases(_ONE_TIME), _phrases(_COMPLAINT)
