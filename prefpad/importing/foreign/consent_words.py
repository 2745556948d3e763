"""Reading consent to messages, in the words that programs and people use.

A consent is never guessed: a word that is not known is refused, so that the owner says what it means.
A column of refusals (`Email Opt Out`) is read the other way round; a no in it is no consent either.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import fold
from prefpad.domain.sanitize import clean
from prefpad.importing.csv.cells import YES, Rejected, is_nothing, quoted
from prefpad.importing.csv.day_order import is_no_day
from prefpad.importing.foreign import column_words as table
from prefpad.importing.foreign.column_names import (
    is_of_all_messages,
    is_of_calls,
    may_state_an_end,
    names_an_agreement,
    permits_messages,
    takes_back,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from prefpad.importing.foreign.models import Cell

_PLAIN_YES = YES.union(
    [
        *("on", "ok", "given", "granted", "accepted", "agreed", "erteilt", "zugestimmt"),
        *("checked", "ticked", "allowed", "permitted", "erlaubt", "gestattet", "toegestaan"),
        *("autorisee", "permitido", "permitida", "consentito", "consentita", "autorizado"),
        *("accepte", "aceptado", "accettato", "aceito"),
        *("akkoord", "gegeven", "signed up", "confirmed"),
        *("bestatigt", "confirme", "confirmee", "confirmado", "confermato", "bevestigd"),
        *("consented", "einverstanden", "d'accord", "de acuerdo", "acepta", "accetta", "aceita"),
        *("autorise", "autoriza", "autorizza", "d'accordo", "de acordo"),
    ]
)


def _by_word(said: Mapping[str, str]) -> dict[str, str]:
    return {word: consent for consent, words in said.items() for word in words.split(", ")}


_OF_MESSAGES = {
    "given": (
        "subscribed, subscribe, subscriber, opted in, opt in, optin, abonniert, angemeldet,"
        " eingewilligt, inscrit, inscrite, abonne, abonnee, suscrito, suscrita, iscritto,"
        " iscritta, inscrito, inscrita, ingeschreven, aangemeld, geabonneerd, double opt in,"
        " single opt in, subscribed explicit, express, explicit, i agree, i accept, i consent,"
        " ich stimme zu, ich willige ein, j'accepte, je consens, acepto, accetto, acconsento,"
        " aceito,"
        " concordo, ik ga akkoord, ik stem in"
    ),
    "refused": (
        "not subscribed, non subscribed, nonsubscribed, not opted in, abgelehnt, verweigert,"
        " nicht abonniert, refuse, non inscrit, non abonne, rechazado, no suscrito, rifiutato,"
        " non iscritto, recusado, nao inscrito, geweigerd, niet ingeschreven"
    ),
    "withdrawn": (
        "unsubscribed, unsubscribe, unsub, objected, widersprochen, opposto, bezwaar, withdrawn,"
        " revoked, opted out, opt out, optout,"
        " suppressed, user suppressed, spam complaint, do not contact, abgemeldet, abbestellt,"
        " widerrufen, desinscrit, desinscrite, desabonne, desabonnee, retire, revoque,"
        " dado de baja, revocado, desuscrito, disiscritto, disiscritta, revocato, descadastrado,"
        " revogado, uitgeschreven, afgemeld, ingetrokken, opgezegd, do not email, do not mail,"
        " remove me, marked as spam, ausgetragen, blacklisted, blocklisted, email blacklisted,"
        " liste noire, sur liste noire, schwarze liste, lista negra, lista nera, zwarte lijst"
    ),
    "": (
        "implicit, implied, awaiting confirmation, active, inactive, unsure,"
        " subscription pending, soft bounce, spam, undeliverable, never subscribed, never asked,"
        " not set, not asked, not specified, not sure, pending, unconfirmed,"
        " subscribed not confirmed, unbestatigt, soft bounced, hard bounced, transactional,"
        " cleaned, bounced, bounce, hard bounce, invalid email, unbekannt, ausstehend, bereinigt,"
        " nie abonniert, inconnu, en attente, nettoye, jamais inscrit, desconocido, pendiente,"
        " nunca suscrito, sconosciuto, in attesa, mai iscritto, desconhecido, pendente,"
        " nunca inscrito, onbekend, in afwachting, nooit ingeschreven, junk"
    ),
}
"""Words about messages, by the consent that they say, or under nothing if they say none."""

_OF_ANYTHING = {
    "refused": (
        "no, n, false, 0, off, refused, declined, denied, never, nein, falsch, non, faux, jamais,"
        " falso, nunca, lehnt ab, will nicht, rechaza, rifiuta, recusa, weigert, mai, nao, nee,"
        " onwaar, nooit, forbidden, prohibited, untersagt, verboten, interdit, prohibido, vietato,"
        " proibido,"
        " verboden, rather not, certainly not, absolutely not, lieber nicht, auf keinen fall,"
        " bitte nicht, plutot pas, surtout pas, mejor no, meglio no, melhor nao, liever niet,"
        " \u2717, \u2718, \u2612"
    ),
    "withdrawn": (
        "cancelled, canceled, complained, blocked, gesperrt, cancelado, baja, annullato, removed,"
        " expired, stop, excluded, ausgeschlossen, exclu, excluido, escluso, uitgesloten,"
        " no longer, not any more, not anymore, nicht mehr, plus maintenant, ya no, non piu,"
        " nao mais,"
        " niet meer, gekundigt, resilie, annule, cancellato, cancellata, cancelou, cancelo"
    ),
    "": (
        "\u2610, \u25a1, not confirmed, pending confirmation, nicht bestatigt, non confirme,"
        " no confirmado,"
        " non confermato, nao confirmado, niet bevestigd, archived, deleted"
    ),
}
"""Words that may be about anything else as well, beside those for a yes."""

_CONSENT_OF_ANYTHING = _by_word(_OF_ANYTHING) | dict.fromkeys(_PLAIN_YES, "given")
_CONSENT = _by_word(_OF_MESSAGES) | _CONSENT_OF_ANYTHING

_NOT = pattern(r"(?:not|non|nicht|kein|keine|pas|no|nao|niet|geen|ne)\ (.+)")
_NO_LONGER = pattern(
    r"(?:no\ longer|not\ any\ more|nicht\ mehr|plus|ya\ no|non\ piu|nao\ mais|niet\ meer)\ (.+)"
)
_NEVER = pattern(r"(?:never|nie|jamais|nunca|mai|nooit)\ (.+)")
_BEFORE_A_YES = ((_NOT, "refused"), (_NO_LONGER, "withdrawn"), (_NEVER, ""))
"""What stands before a word for a yes, and the consent that both say together."""

_SAYING = frozenset({word for word, said in _CONSENT.items() if said}) - _CONSENT_OF_ANYTHING.keys()
"""The words that can only be about consent: `subscribed`, and never `yes`."""

_COURTESY = pattern(
    r",?\ (?:please|thanks|thank\ you|thx|bitte|danke|vielen\ dank|s'il\ vous\ plait|merci|por\ favor"
    r"|graag|gerne?|volontiers|con\ gusto|of\ course|absolutely|sure"
    r"|gracias|per\ favore|grazie|obrigad[oa]|alstublieft|bedankt|dank\ u)$"
)
"""What people write after a yes or a no: `no thanks`."""
_BETWEEN_WORDS = pattern(r"[\s_-]+")
_DAY = r"\d{4}-\d\d-\d\d|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
_BEGINS_WITH_A_DAY = pattern(rf"(?:{_DAY})(.*)")
_AROUND_WORDS = " ,;:()[]-\u2013"
_WHEN = pattern(
    r"[\s,(](?:(?:on|at|since|am|seit|vom|le|depuis|el|desde|il|dal|em|op|sinds)\s)?"
    rf"(?:{_DAY}|(?:19|20)\d\d\b)[\d\s:.,TZ+/()-]*$",
    re.IGNORECASE,
)
"""The day that stands behind a word: `unsubscribed on 2025-03-12`."""
_IN_BRACKETS = pattern(r"\([^)]*\)")
_BEFORE_A_REASON = pattern(r"\s?[-\u2013,;:]\s|\s(?:by|via|per|par|por|because|due|since|as)\s")
"""What stands between a no and how or why it was said: `opted out by phone`."""
_A_WORD = pattern(r"[^\W_]+")
_BETWEEN_CLAUSES = pattern(r"[.,;:!?\n]+(?:\s|$)|\b(?:but|aber|pero|maar)\b")
_OPTED_OUT = pattern(
    r"\bopt(?:ed|s)?[ _-]?out|\bunsub|\bdnc\b|\bde baja\b"
    r"|\btaken? off (?:everything|(?:all|the|our) .*lists?)"
)
_ENDING = (
    (table.ENDED - table.STATUS)
    | (table.REFUSED - {"stopped", "stopp"})
    | table.TAKING_BACK
    | (table.LEAVING - {"departure", "exit"})
    | {"block", "blockieren", "bloquer", "bloquear", "bloccare", "blokkeren", "cancel", "annuler"}
    | {"cancelar", "annullare", "abbestellen", "desabonner", "resilier", "opzeggen"}
    | {"remove", "removing", "austragen", "streichen", "entfernen", "sortir"}
    | {"retirer", "quitter", "salir", "quitar", "borrar", "togliere", "uscire", "rimuovere"}
    | {"sair", "saiu", "retirar", "remover", "verwijderen", "stoppen", "intrekken"}
)
"""Words of an end, beside what ends in `_LISTS`: `asked to be removed from the mailing list`."""
_LISTS = table.MAILINGS | {
    *("mailing", "mailings", "mailinglist", "emails", "mails", "correos", "messages"),
    "nachrichten",
    *("list", "lists", "liste", "listes", "lista", "listas", "lijst", "verteiler", "mailingliste"),
    *("dsgvo", "rgpd", "lgpd", "avg", "envios", "ads", "advertising", "promotions", "offers"),
}
_NO_MORE = (table.REFUSING - {"sem"}) | {
    *("don", "doesn", "stopped", "plus", "remove", "hates", "hasst", "deteste", "odia", "haat")
}
_SAYING_NO = table.UNSUBSCRIBED | _ENDING | _NO_MORE
_WRITING = (
    (table.REACHING | table.MAILINGS | table.EMAIL)
    | {"emailed", "mailed", "contacted", "werbemails", "send", "sending"}
) - (table.CALLS | {"phone", "post", "market"})
_NEAR = 6
"""How many words behind a `not` what is not wanted stands at most."""
_BESIDE_A_NO = (
    table.MAILINGS
    | table.EMAIL
    | table.ON
    | table.FILLERS
    | {"from", "sms", "text", "dalla", "alla", "by", "user"}
)
"""Words beside a no that take nothing from it: `Cancelou newsletter`."""
_YESES = {word for word, said in _CONSENT.items() if said == "given"} | {"but", "aber", "mais"}
NOES = frozenset({"refused", "withdrawn"})
_MOST_TO_LEAST = ("withdrawn", "given", "refused")
_OUTRIGHT = frozenset(
    [
        *("dnc", "unsubscribed", "unsubscribe", "opted out", "opt out", "optout", "no marketing"),
        *("do not contact", "do not email", "do not mail", "no emails", "no newsletter"),
        *("no email", "no mail", "no mailings", "stop", "stop sms", "stopall", "stop all"),
        *("keine werbung", "kein newsletter", "nicht kontaktieren", "desabonne", "desabonnee"),
        *("desinscrit", "desinscrite", "ne pas contacter", "desuscrito", "no contactar"),
        *("disiscritto", "disiscritta", "non contattare", "descadastrado", "nao contactar"),
        *("uitgeschreven", "niet contacteren", "geen nieuwsbrief", "geen reclame"),
    ]
)
_BEGINNINGS_OUTRIGHT = frozenset(word[:2] for word in _OUTRIGHT)
_LONGEST_OUTRIGHT = max(map(len, _OUTRIGHT)) + 1
_LONGEST_WORDS = 100
_LONGEST_ANSWERS = 1_000
_MOST_REMEMBERED = 1000


@lru_cache(maxsize=_MOST_REMEMBERED)
def consent_in(about: str, cell: str) -> str:
    """Return the consent in a cell: `given`, `refused`, `withdrawn`, or empty if it says none.

    A day is when they agreed if the column is named so, as `Opt-in time`, unless a no stands behind it;
    else it says nothing. Who may be called has not agreed to messages.

    Raises:
        Rejected: its word is not known.
    """
    if _says_nothing(cell):
        return ""
    if is_day(cell):
        return _no_behind_a_day(cell) or ("given" if names_an_agreement(about) else "")
    consent = _consent(about, cell)
    return "" if consent == "given" and is_of_calls(about) else consent


@lru_cache(maxsize=_MOST_REMEMBERED)
def refusal_in(about: str, cell: str) -> str:
    """Return `withdrawn` if a cell in a column of refusals refuses, else empty.

    Raises:
        Rejected: its word is not known.
    """
    if _says_nothing(cell):
        return ""
    if is_day(cell) or refuses_outright(cell):
        return "withdrawn"
    refuses = _consent(about, cell) == "withdrawn" or _undated(cell) in _PLAIN_YES
    return "withdrawn" if refuses else ""


def _says_nothing(cell: str) -> bool:
    """Tell whether a cell says nothing, or has a day that exports write for none."""
    return is_nothing(cell) or (is_day(cell) and is_no_day(cell))


def is_day(cell: str) -> bool:
    """Tell whether a cell is a day, perhaps with a time."""
    return _BEGINS_WITH_A_DAY.fullmatch(cell) is not None


def day_at_the_start(cell: str) -> str:
    """Return a cell without what stands behind the day at its start: `2025-03-12 by phone`."""
    found = _BEGINS_WITH_A_DAY.fullmatch(cell)
    return cell[: found.start(1)] if found else cell


def _no_behind_a_day(cell: str) -> str:
    """Return the no in `2025-03-12 (withdrawn in May)`; empty if there is none."""
    found = _BEGINS_WITH_A_DAY.fullmatch(cell)
    behind = found[1].strip(_AROUND_WORDS) if found else ""
    if not any(map(str.isalpha, behind)):
        return ""
    words = (word for word in _A_WORD.findall(fold(behind)) if word.isalpha())
    return of_several({_said_in(behind) or "", *(_said(word) or "" for word in words)} & NOES)


def says_yes(cell: str) -> bool:
    """Tell whether a cell says yes in words, whatever it was asked."""
    return not is_nothing(cell) and not is_day(cell) and _said_in(cell) == "given"


def of_several(consents: set[str]) -> str:
    """Combine the consents of a customer who was asked about several kinds of messages.

    One who withdrew any has withdrawn; else it is given if it is given for any.
    """
    return next((consent for consent in _MOST_TO_LEAST if consent in consents), "")


def refused_for_all(cells: Iterable[Cell]) -> bool:
    """Tell whether a no among cells takes every yes back: one about all messages, as `OK to contact`.

    So does one in a column that is called as the one with the yes.
    """
    said = [(cell.about, consent_in(*cell)) for cell in cells]
    agreed = {about for about, consent in said if consent == "given"}
    refused = {about for about, consent in said if consent in NOES}
    return not agreed.isdisjoint(refused) or any(map(is_of_all_messages, refused))


def answers_in(cells: Iterable[Cell]) -> str:
    """Return what each cell says of consent, in the words of the list: `E-mail yes, SMS no`."""
    said = (" ".join(clean(f"{cell.about} {cell.text}").split()) for cell in cells)
    answers = ", ".join(said)
    return answers if len(answers) <= _LONGEST_ANSWERS else f"{answers[:_LONGEST_ANSWERS]}…"


def answers_but_for(cells: Iterable[Cell], doubts: Iterable[str]) -> str:
    """Return the answers in cells, and the columns that make them doubtful: `E-mail yes, but see Notes`."""
    return f"{answers_in(cells) or 'yes'}, but see {', '.join(doubts)}"


def refuses_outright(cell: str) -> bool:
    """Tell whether a cell of any column says that they want no messages, and can say nothing else."""
    start = cell[:2].lower()
    begins_plainly = start.isascii() and start.isalnum()
    if len(cell) > _LONGEST_OUTRIGHT or (begins_plainly and start not in _BEGINNINGS_OUTRIGHT):
        return False
    return _word(cell) in _OUTRIGHT


@lru_cache(maxsize=_MOST_REMEMBERED)
def takes_a_yes_back(about: str, cell: str) -> bool:
    """Tell whether a cell of a column about anything makes a yes to messages beside it doubtful.

    It does if the column is about what ends a consent, as `Abmeldegrund`, unless it says no there,
    or if its words ask to send nothing. A count of ends, such as of cancelled visits, says nothing.
    """
    is_end, may_say_no = takes_back(about), permits_messages(about)
    may_state = may_state_an_end(about)
    if is_end is False and not (may_say_no or may_state):
        return _asks_for_nothing(cell)
    if _says_nothing(cell):
        return False
    said = None if is_day(cell) else _said_in(cell)
    if said == "refused":
        return may_say_no or _asks_for_nothing(cell)
    if is_end is None:
        is_end = is_day(cell) or bool(said or _said_in(_BEFORE_A_REASON.split(cell, maxsplit=1)[0]))
    is_count = cell.isdecimal() and said is None
    if (is_end and not is_count) or _asks_for_nothing(cell):
        return True
    return may_state and any(map(_says_an_end, _BETWEEN_CLAUSES.split(cell)))


def _says_an_end(part: str) -> bool:
    """Tell whether a word of a status or a tag ends more than a visit: `blocked`."""
    said = _said_in(part) == "withdrawn"
    return said and table.STATUS.isdisjoint(_A_WORD.findall(fold(part)))


def _asks_for_nothing(text: str) -> bool:
    """Tell whether a text asks to send nothing: `asked not to be emailed any more`."""
    folded = fold(text)
    if _SAYING_NO.isdisjoint(_A_WORD.findall(folded)) and not _OPTED_OUT.search(folded):
        return False
    return any(map(_refuses_messages, _BETWEEN_CLAUSES.split(folded)))


def _refuses_messages(clause: str) -> bool:
    words = _A_WORD.findall(clause)
    if not table.UNSUBSCRIBED.isdisjoint(words) or _OPTED_OUT.search(clause):
        return True
    if not (_ENDING.isdisjoint(words) or _LISTS.isdisjoint(words)):
        return True
    no = next((at for at, word in enumerate(words) if word in _NO_MORE), len(words))
    return not _WRITING.isdisjoint(words[no + 1 : no + _NEAR])


def says_consent(cell: str) -> bool | None:
    """Tell whether a word can only be about consent; None if it may be about anything."""
    word = _word(cell)
    said = _said(word)
    if said is None:
        return False
    return True if word in _SAYING or _NOT.fullmatch(word) or _NEVER.fullmatch(word) else None


def _said(word: str) -> str | None:
    """Return the consent in a word, perhaps after `not` or `never`; None if unknown."""
    if (said := _CONSENT.get(word)) is not None:
        return said
    for before, consent in _BEFORE_A_YES:
        if (found := before.fullmatch(word)) and _CONSENT.get(found[1]) == "given":
            return consent
    return None


def _said_in(cell: str) -> str | None:
    """Return the consent in a cell, with the day or the newsletter beside it; None if unknown."""
    if (said := _said(_word(cell))) is not None or len(cell) > _LONGEST_WORDS:
        return said
    if refuses_outright(cell):
        return "withdrawn"
    if (said := _said(_undated(cell))) is not None:
        return said
    text = _IN_BRACKETS.sub(" ", cell)
    if _YESES & {*_A_WORD.findall(fold(text))}:
        return None
    for part in (text, _BEFORE_A_REASON.split(text, maxsplit=1)[0]):
        words = (word for word in _A_WORD.findall(_undated(part)) if word not in _BESIDE_A_NO)
        if (said := _said(" ".join(words))) is not None and said != "given":
            return said
    return None


def _undated(cell: str) -> str:
    """Return the words of a cell without a day at their end."""
    return _word(_WHEN.sub("", cell[:_LONGEST_WORDS]).rstrip(" ,(-"))


def _consent(about: str, cell: str) -> str:
    consent = _said_in(cell)
    if consent is None:
        raise Rejected(
            f"{about} {quoted(cell)} is not a known word for consent."
            ' Map the column to "keep" to store it unread.'
        )
    return consent


@lru_cache(maxsize=1_000)
def _word(cell: str) -> str:
    word = _BETWEEN_WORDS.sub(" ", fold(cell)).strip(" .!")
    return word if word in _CONSENT else _COURTESY.sub("", word)
