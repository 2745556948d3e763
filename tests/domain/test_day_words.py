"""Days in seven languages, as people who speak them say them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

import pytest

from prefpad.domain.dates import parse_day
from prefpad.domain.day_words import LANGUAGES, MONTHS, WEEKDAYS, meanings
from prefpad.domain.errors import BadDay

if TYPE_CHECKING:
    from prefpad.domain.day_words import Language

WEDNESDAY = date(2026, 3, 4)
TODAY, TOMORROW, YESTERDAY = WEDNESDAY, date(2026, 3, 5), date(2026, 3, 3)
OVERMORROW, EREYESTERDAY = date(2026, 3, 6), date(2026, 3, 2)
FRIDAY, LAST_FRIDAY = date(2026, 3, 6), date(2026, 2, 27)
IN_TWO_WEEKS, THREE_DAYS_AGO = date(2026, 3, 18), date(2026, 3, 1)
MARCH_12, APRIL_1 = date(2026, 3, 12), date(2026, 4, 1)
IN_A_MONTH, A_YEAR_AGO = date(2026, 4, 4), date(2025, 3, 4)
NEXT_WEEK, LAST_MONTH = date(2026, 3, 11), date(2026, 2, 4)
END_OF_MARCH, END_OF_YEAR = date(2026, 3, 31), date(2026, 12, 31)

SAID = {
    "de": [
        ("heute", TODAY),
        ("heute Abend", TODAY),
        ("morgen", TOMORROW),
        ("morgen früh", TOMORROW),
        ("gestern Abend", YESTERDAY),
        ("gestern morgen", YESTERDAY),
        ("übermorgen", OVERMORROW),
        ("uebermorgen", OVERMORROW),
        ("vorgestern", EREYESTERDAY),
        ("am Freitag", FRIDAY),
        ("Fr.", FRIDAY),
        ("diesen Freitag", FRIDAY),
        ("nächsten Freitag", FRIDAY),
        ("letzten Freitag", LAST_FRIDAY),
        ("am nächsten Freitag", FRIDAY),
        ("in 2 Wochen", IN_TWO_WEEKS),
        ("in zwei Wochen", IN_TWO_WEEKS),
        ("in vierzehn Tagen", IN_TWO_WEEKS),
        ("vor 3 Tagen", THREE_DAYS_AGO),
        ("vor drei Tagen", THREE_DAYS_AGO),
        ("in einem Monat", IN_A_MONTH),
        ("vor einem Jahr", A_YEAR_AGO),
        ("nächste Woche", NEXT_WEEK),
        ("letzten Monat", LAST_MONTH),
        ("12. März", MARCH_12),
        ("12 Maerz", MARCH_12),
        ("am 12. März 2026", MARCH_12),
        ("am 12.", MARCH_12),
        ("1. April", APRIL_1),
        ("Ende des Monats", END_OF_MARCH),
        ("Monatsende", END_OF_MARCH),
        ("Ende März", END_OF_MARCH),
        ("Ende des Jahres", END_OF_YEAR),
        ("April 2026", APRIL_1),
    ],
    "fr": [
        ("aujourd'hui", TODAY),
        ("aujourd\u2019hui", TODAY),
        ("ce soir", TODAY),
        ("cet après-midi", TODAY),
        ("demain", TOMORROW),
        ("demain matin", TOMORROW),
        ("hier soir", YESTERDAY),
        ("après-demain", OVERMORROW),
        ("apres demain", OVERMORROW),
        ("avant-hier", EREYESTERDAY),
        ("vendredi", FRIDAY),
        ("ce vendredi", FRIDAY),
        ("vendredi prochain", FRIDAY),
        ("vendredi dernier", LAST_FRIDAY),
        ("dans 2 semaines", IN_TWO_WEEKS),
        ("dans quinze jours", IN_TWO_WEEKS),
        ("dans huit jours", NEXT_WEEK),
        ("d'ici deux semaines", IN_TWO_WEEKS),
        ("il y a 3 jours", THREE_DAYS_AGO),
        ("il y a trois jours", THREE_DAYS_AGO),
        ("dans un mois", IN_A_MONTH),
        ("il y a un an", A_YEAR_AGO),
        ("la semaine prochaine", NEXT_WEEK),
        ("le mois dernier", LAST_MONTH),
        ("12 mars", MARCH_12),
        ("le 12 mars 2026", MARCH_12),
        ("1er avril", APRIL_1),
        ("le premier avril", APRIL_1),
        ("fin du mois", END_OF_MARCH),
        ("à la fin du mois", END_OF_MARCH),
        ("fin mars", END_OF_MARCH),
        ("la fin de l'année", END_OF_YEAR),
        ("avril 2026", APRIL_1),
    ],
    "es": [
        ("hoy", TODAY),
        ("esta noche", TODAY),
        ("esta mañana", TODAY),
        ("mañana", TOMORROW),
        ("manana", TOMORROW),
        ("mañana por la mañana", TOMORROW),
        ("anoche", YESTERDAY),
        ("ayer por la tarde", YESTERDAY),
        ("pasado mañana", OVERMORROW),
        ("anteayer", EREYESTERDAY),
        ("el viernes", FRIDAY),
        ("este viernes", FRIDAY),
        ("el próximo viernes", FRIDAY),
        ("el viernes que viene", FRIDAY),
        ("el viernes pasado", LAST_FRIDAY),
        ("en dos semanas", IN_TWO_WEEKS),
        ("dentro de 2 semanas", IN_TWO_WEEKS),
        ("hace 3 días", THREE_DAYS_AGO),
        ("tres dias atrás", THREE_DAYS_AGO),
        ("en un mes", IN_A_MONTH),
        ("hace un año", A_YEAR_AGO),
        ("la próxima semana", NEXT_WEEK),
        ("la semana que viene", NEXT_WEEK),
        ("el mes pasado", LAST_MONTH),
        ("12 de marzo", MARCH_12),
        ("el 12 de marzo de 2026", MARCH_12),
        ("el día 12", MARCH_12),
        ("1º de abril", APRIL_1),
        ("primero de abril", APRIL_1),
        ("fin de mes", END_OF_MARCH),
        ("a finales de marzo", END_OF_MARCH),
        ("abril de 2026", APRIL_1),
    ],
    "it": [
        ("oggi", TODAY),
        ("stasera", TODAY),
        ("questa mattina", TODAY),
        ("domani", TOMORROW),
        ("domani mattina", TOMORROW),
        ("ieri sera", YESTERDAY),
        ("dopodomani", OVERMORROW),
        ("l'altro ieri", EREYESTERDAY),
        ("venerdì", FRIDAY),
        ("venerdi", FRIDAY),
        ("questo venerdì", FRIDAY),
        ("venerdì prossimo", FRIDAY),
        ("il prossimo venerdì", FRIDAY),
        ("venerdì scorso", LAST_FRIDAY),
        ("fra due settimane", IN_TWO_WEEKS),
        ("tra 2 settimane", IN_TWO_WEEKS),
        ("tre giorni fa", THREE_DAYS_AGO),
        ("fra un mese", IN_A_MONTH),
        ("un anno fa", A_YEAR_AGO),
        ("la settimana prossima", NEXT_WEEK),
        ("il mese scorso", LAST_MONTH),
        ("12 marzo", MARCH_12),
        ("il 12 marzo 2026", MARCH_12),
        ("1º aprile", APRIL_1),
        ("primo aprile", APRIL_1),
        ("fine mese", END_OF_MARCH),
        ("alla fine del mese", END_OF_MARCH),
        ("fine marzo", END_OF_MARCH),
        ("fine dell'anno", END_OF_YEAR),
        ("aprile 2026", APRIL_1),
    ],
    "pt": [
        ("hoje", TODAY),
        ("hoje à noite", TODAY),
        ("esta tarde", TODAY),
        ("amanhã", TOMORROW),
        ("amanha", TOMORROW),
        ("amanhã de manhã", TOMORROW),
        ("ontem à noite", YESTERDAY),
        ("depois de amanhã", OVERMORROW),
        ("anteontem", EREYESTERDAY),
        ("sexta-feira", FRIDAY),
        ("na sexta", FRIDAY),
        ("esta sexta", FRIDAY),
        ("na próxima sexta", FRIDAY),
        ("sexta que vem", FRIDAY),
        ("sexta passada", LAST_FRIDAY),
        ("em duas semanas", IN_TWO_WEEKS),
        ("daqui a 2 semanas", IN_TWO_WEEKS),
        ("há 3 dias", THREE_DAYS_AGO),
        ("há três dias atrás", THREE_DAYS_AGO),
        ("em um mês", IN_A_MONTH),
        ("há um ano", A_YEAR_AGO),
        ("na próxima semana", NEXT_WEEK),
        ("semana que vem", NEXT_WEEK),
        ("no mês passado", LAST_MONTH),
        ("12 de março", MARCH_12),
        ("12 de Marco de 2026", MARCH_12),
        ("dia 12", MARCH_12),
        ("1º de abril", APRIL_1),
        ("primeiro de abril", APRIL_1),
        ("fim do mês", END_OF_MARCH),
        ("fim de março", END_OF_MARCH),
        ("final do ano", END_OF_YEAR),
        ("abril de 2026", APRIL_1),
    ],
    "nl": [
        ("vandaag", TODAY),
        ("vanavond", TODAY),
        ("vanmorgen", TODAY),
        ("morgen", TOMORROW),
        ("morgenavond", TOMORROW),
        ("gisteren", YESTERDAY),
        ("gisteravond", YESTERDAY),
        ("overmorgen", OVERMORROW),
        ("eergisteren", EREYESTERDAY),
        ("op vrijdag", FRIDAY),
        ("deze vrijdag", FRIDAY),
        ("volgende vrijdag", FRIDAY),
        ("vorige vrijdag", LAST_FRIDAY),
        ("afgelopen vrijdag", LAST_FRIDAY),
        ("over twee weken", IN_TWO_WEEKS),
        ("over veertien dagen", IN_TWO_WEEKS),
        ("drie dagen geleden", THREE_DAYS_AGO),
        ("3 dagen geleden", THREE_DAYS_AGO),
        ("over een maand", IN_A_MONTH),
        ("één jaar geleden", A_YEAR_AGO),
        ("volgende week", NEXT_WEEK),
        ("vorige maand", LAST_MONTH),
        ("12 maart", MARCH_12),
        ("op 12 maart 2026", MARCH_12),
        ("12 mrt", MARCH_12),
        ("1 april", APRIL_1),
        ("eind van de maand", END_OF_MARCH),
        ("eind maart", END_OF_MARCH),
        ("het einde van het jaar", END_OF_YEAR),
        ("april 2026", APRIL_1),
    ],
}


def due(text: str) -> date:
    return parse_day(text, today=WEDNESDAY, toward="future")


def bare(text: str) -> str:
    """Return a text without its accents."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if sign.isascii())


@pytest.mark.parametrize(
    ("text", "day"), [pytest.param(*case, id=case[0]) for said in SAID.values() for case in said]
)
def test_a_day_is_read_as_it_is_said(text: str, day: date) -> None:
    assert due(text) == due(text.upper()) == due(unicodedata.normalize("NFD", text)) == day


def test_every_language_has_its_cases() -> None:
    assert set(SAID) == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_weekday_and_month_reads_in_full_and_short_with_and_without_accents(
    code: str,
) -> None:
    language = LANGUAGES[code]
    for listed in (language.weekdays, language.short_weekdays):
        for weekday, forms in enumerate(listed.split("|")):
            for form in forms.split(",") if forms.strip() != "-" else ():
                assert due(form).weekday() == due(bare(form)).weekday() == weekday, form
    for month, forms in enumerate(language.months.split("|"), 1):
        for form in forms.split(","):
            assert due(f"7 {form}").month == due(f"7 {bare(form)}").month == month, form


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_a_language_has_all_its_words(language: Language) -> None:
    sections = (language.near, language.weekdays, language.short_weekdays, language.months)
    counts = [len(listed.split("|")) for listed in (*sections, language.units, language.numbers)]
    assert counts == [5, 7, 7, 12, 4, 12]


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_within_a_language_a_form_means_one_thing(language: Language) -> None:
    pairs = {(form, meaning) for meaning, forms in meanings(language) for form in forms}
    assert len({form for form, _ in pairs}) == len(pairs)


def test_what_names_a_day_names_no_other_in_another_language() -> None:
    """The first language that finds a day is taken, so none may hide another's."""
    pairs = {
        (form, meaning)
        for language in LANGUAGES.values()
        for meaning, forms in meanings(language)
        for form in forms
        if re.fullmatch(r"[nwm][0-9+-]+", meaning)
    }
    assert len({form for form, _ in pairs}) == len(pairs)


def test_months_and_weekdays_have_their_english_names() -> None:
    assert MONTHS[0] == "January"
    assert MONTHS[11] == "December"
    assert (WEEKDAYS[0], WEEKDAYS[5]) == ("Monday", "Saturday")


@pytest.mark.parametrize("text", ["明天", "завтра", "غدا", "明日", "내일"])
def test_other_languages_are_told_what_is_read(text: str) -> None:
    with pytest.raises(BadDay, match="is not a valid date") as caught:
        due(text)
    assert caught.value.hint.endswith('in English: "12 March", "3 weeks ago" or "next friday".')
