"""What a column says of consent to messages, in the words that programs and people use."""

from __future__ import annotations

from prefpad.domain.normalize import fold

_WORDS = {
    "given": (
        "yes, y, true, 1, x, subscribed, given, granted, accepted, opted in, opted-in, opt in, ja,"
        " wahr, abonniert, oui, vrai, inscrit, si, suscrito, iscritto, sim, inscrito, ingeschreven"
    ),
    "refused": "no, n, false, 0, refused, declined, never, nein, falsch, non, faux, nao, nee",
    "withdrawn": (
        "unsubscribed, withdrawn, cancelled, canceled, opted out, opted-out, opt out, abgemeldet,"
        " desinscrit, cancelado, disiscritto, uitgeschreven"
    ),
}
_CONSENT = {word: consent for consent, words in _WORDS.items() for word in words.split(", ")}
_MOST_TO_LEAST = ("given", "withdrawn", "refused")


def consent_in(cell: str) -> str:
    """Return `given`, `refused` or `withdrawn`, or nothing for another word."""
    return _CONSENT.get(fold(cell), "")


def of_several(consents: set[str]) -> str:
    """Return the consent of one who was asked about several kinds of messages: given for any."""
    return next((consent for consent in _MOST_TO_LEAST if consent in consents), "")
