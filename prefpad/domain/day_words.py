"""The words for days and lengths of time, in the languages that dates are read in.

A bar separates what differs, a comma the forms that mean the same. Forms are written as people
write them; reading them folds case, accents, apostrophes and hyphens away. Within a language each
form means one thing: where two would clash, the rarer is left out (`sept` is seven in French, `dez`
ten in Portuguese), and so is `mar`, which is Tuesday in three languages and March in four.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import fold

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator


class Language(NamedTuple):
    """The words of one language.

    Attributes:
        near: the days around today, from two days before it to two days after it.
        weekdays: from Monday on.
        short_weekdays: their abbreviations, `-` for none.
        months: with their abbreviations, from January on.
        units: day, week, month, year.
        numbers: from one to twelve.
        around: the words around these, by what they mean in English. `on` may precede any day
            and `part` (of the day) follow it; `hence` is the `from now` of `2 days from now`;
            `1st` is the first day of a month.
        until: what precedes the day by which something is due.
    """

    near: str
    weekdays: str
    short_weekdays: str
    months: str
    units: str
    numbers: str
    around: dict[str, str]
    until: str


LANGUAGES = {
    "en": Language(
        near=(
            "day before yesterday, the day before yesterday | yesterday, last night | today, "
            "tonight, tonite, this morning, this afternoon, this evening | tomorrow, tmrw "
            "| day after tomorrow, the day after tomorrow"
        ),
        weekdays=(
            "monday | tuesday | wednesday | thursday | friday | saturday, weekend, the weekend, "
            "at the weekend | sunday"
        ),
        short_weekdays="mon | tue, tues | wed, weds | thu, thur, thurs | fri | sat | sun",
        months=(
            "january, jan | february, feb | march, mar | april, apr | may | june, jun | july, jul "
            "| august, aug | september, sept, sep | october, oct | november, nov | december, dec"
        ),
        units="day, days | week, weeks | month, months | year, years",
        numbers=(
            "one, a, an | two, a couple of | three | four | five | six | seven | eight | nine | "
            "ten | eleven | twelve"
        ),
        around={
            "in": "in, within",
            "ago": "ago",
            "hence": "from now, from today",
            "this": "this",
            "next": "next, coming, this coming",
            "last": "last, past, this past",
            "on": "on",
            "the": "the",
            "of": "of",
            "end": "end, end of, the end of, at the end of",
            "part": "morning, afternoon, evening, night, in the morning, in the afternoon",
            "1st": "first",
            "6 month": "half a year",
            "fortnight": "fortnight, fortnights",
        },
        until="by",
    ),
    "de": Language(
        near="vorgestern | gestern, gestern morgen | heute, heute morgen | morgen | übermorgen",
        weekdays=(
            "montag | dienstag | mittwoch | donnerstag | freitag | samstag, sonnabend, wochenende "
            "| sonntag"
        ),
        short_weekdays="mo | di | mi | do | fr | sa | so",
        months=(
            "januar, jänner, jan | februar, feber, feb | märz, mär, mrz | april, apr | mai | "
            "juni, jun | juli, jul | august, aug | september, sept, sep | oktober, okt | "
            "november, nov | dezember, dez"
        ),
        units=(
            "tag, tage, tagen, tages | woche, wochen | monat, monate, monaten, monats | jahr, "
            "jahre, jahren, jahres"
        ),
        numbers=(
            "ein, eine, einem, einen, einer | zwei, zwo | drei | vier | fünf | sechs | sieben | "
            "acht | neun | zehn | elf | zwölf"
        ),
        around={
            "in": "in, innerhalb von",
            "ago": "vor",
            "this": "diese, diesem, diesen, dieser, dieses",
            "next": "nächste, nächsten, nächster, nächstes, kommende, kommenden, kommendes",
            "last": "letzte, letzten, letzter, letztes, vorige, vorigen, voriges, vergangenen",
            "on": "am, an, den, der, im, zum",
            "end": "ende, ende des, am ende des, zum ende des",
            "part": "früh, vormittag, mittag, nachmittag, abend",
            "1st": "ersten",
            "1 week": "acht tage, acht tagen",
            "1 fortnight": "vierzehn tage, vierzehn tagen",
            "6 month": "ein halbes jahr, einem halben jahr",
            "end month": "monatsende",
            "end year": "jahresende",
        },
        until="bis, bis spätestens, spätestens",
    ),
    "fr": Language(
        near=(
            "avant-hier | hier | aujourd'hui, ce matin, ce midi, cet après-midi, ce soir | demain "
            "| après-demain"
        ),
        weekdays=(
            "lundi | mardi | mercredi | jeudi | vendredi | samedi, week-end, weekend | dimanche"
        ),
        short_weekdays="lun | - | mer | jeu | ven | sam | dim",
        months=(
            "janvier, janv, jan | février, févr, fév | mars | avril, avr | mai | juin | juillet, "
            "juil | août | septembre, sep | octobre, oct | novembre, nov | décembre, déc"
        ),
        units="jour, jours | semaine, semaines | mois | an, ans, année, années",
        numbers=(
            "un, une | deux | trois | quatre | cinq | six | sept | huit | neuf | dix | onze | douze"
        ),
        around={
            "in": "dans, d'ici",
            "ago": "il y a",
            "this": "ce, cet, cette",
            "next": "prochain, prochaine, qui vient",
            "last": "dernier, dernière, passé, passée",
            "on": "le, la, l', au",
            "end": "fin, fin de, fin du, à la fin de, à la fin du, la fin du, la fin de",
            "part": "matin, midi, après-midi, soir",
            "1st": "premier",
            "1 week": "huit jours",
            "1 fortnight": "quinze jours, une quinzaine de jours",
        },
        until="avant, pour, d'ici",
    ),
    "es": Language(
        near=(
            "anteayer, antes de ayer, antier | ayer, anoche | hoy, esta mañana, esta tarde, esta "
            "noche | mañana | pasado mañana"
        ),
        weekdays="lunes | martes | miércoles | jueves | viernes | sábado, fin de semana | domingo",
        short_weekdays="lun | - | mié | jue | vie | sáb | dom",
        months=(
            "enero, ene | febrero, feb | marzo, mar | abril, abr | mayo, may | junio, jun | "
            "julio, jul | agosto | septiembre, setiembre, sept, sep, set | octubre, oct | "
            "noviembre, nov | diciembre, dic"
        ),
        units="día, días | semana, semanas | mes, meses | año, años",
        numbers=(
            "un, una | dos | tres | cuatro | cinco | seis | siete | ocho | nueve | diez | once | "
            "doce"
        ),
        around={
            "in": "en, dentro de",
            "ago": "hace, atrás",
            "this": "este, esta",
            "next": "próximo, próxima, que viene",
            "last": "pasado, pasada, último, última",
            "on": "el, la, al",
            "of": "de, del",
            "end": "fin de, fines de, finales de, a fin de, a fines de, a finales de, final del",
            "part": "por la mañana, al mediodía, por la tarde, por la noche",
            "1st": "primero",
            "1 week": "ocho días",
            "1 fortnight": "quince días",
        },
        until="para, antes de, antes del",
    ),
    "it": Language(
        near=(
            "l'altro ieri, altro ieri, ieri l'altro | ieri | oggi, stamattina, stamani, stasera, "
            "questa mattina, questo pomeriggio, questa sera | domani | dopodomani"
        ),
        weekdays=(
            "lunedì | martedì | mercoledì | giovedì | venerdì | sabato, fine settimana, weekend | "
            "domenica"
        ),
        short_weekdays="lun | - | mer | gio | ven | sab | dom",
        months=(
            "gennaio, genn, gen | febbraio, febbr, feb | marzo, mar | aprile, apr | maggio, magg, "
            "mag | giugno, giu | luglio, lug | agosto | settembre, sett, set | ottobre, ott | "
            "novembre, nov | dicembre, dic"
        ),
        units="giorno, giorni | settimana, settimane | mese, mesi | anno, anni",
        numbers=(
            "un, una, un' | due | tre | quattro | cinque | sei | sette | otto | nove | dieci | "
            "undici | dodici"
        ),
        around={
            "in": "fra, tra, in, entro",
            "ago": "fa",
            "this": "questo, questa",
            "next": "prossimo, prossima, che viene",
            "last": "scorso, scorsa, passato, passata",
            "on": "il, l', la, di",
            "end": "fine, fine del, fine di, la fine del, la fine di, alla fine del, fine dell'",
            "part": "mattina, pomeriggio, sera",
            "1st": "primo",
            "1 week": "otto giorni",
            "1 fortnight": "quindici giorni",
        },
        until="entro",
    ),
    "pt": Language(
        near=(
            "anteontem | ontem | hoje, esta manhã, esta tarde, esta noite | amanhã | depois de "
            "amanhã"
        ),
        weekdays=(
            "segunda-feira, segunda | terça-feira, terça | quarta-feira, quarta | quinta-feira, "
            "quinta | sexta-feira, sexta | sábado, fim de semana, final de semana | domingo"
        ),
        short_weekdays="seg | ter | qua | qui | sex | sáb | dom",
        months=(
            "janeiro, jan | fevereiro, fev | março, mar | abril, abr | maio, mai | junho, jun | "
            "julho, jul | agosto | setembro, set | outubro, out | novembro, nov | dezembro"
        ),
        units="dia, dias | semana, semanas | mês, meses | ano, anos",
        numbers=(
            "um, uma | dois, duas | três | quatro | cinco | seis | sete | oito | nove | dez | "
            "onze | doze"
        ),
        around={
            "in": "em, dentro de, daqui a",
            "ago": "há, faz, atrás",
            "this": "este, esta, neste, nesta",
            "next": "próximo, próxima, que vem",
            "last": "passado, passada, último, última",
            "on": "a, o, ao, na, no",
            "of": "de, do",
            "end": "fim de, fim do, final do, no fim do, no final do, ao fim do",
            "part": "de manhã, pela manhã, à tarde, da tarde, à noite, da noite",
            "1st": "primeiro",
            "1 week": "oito dias",
            "1 fortnight": "quinze dias",
        },
        until="até, para, antes de",
    ),
    "nl": Language(
        near=(
            "eergisteren | gisteren, gisterochtend, gistermiddag, gisteravond | vandaag, "
            "vanmorgen, vanochtend, vanmiddag, vanavond | morgen, morgenochtend, morgenmiddag, "
            "morgenavond | overmorgen"
        ),
        weekdays=(
            "maandag | dinsdag | woensdag | donderdag | vrijdag | zaterdag, weekend, het weekend "
            "| zondag"
        ),
        short_weekdays="ma | di | wo | do | vr | za | zo",
        months=(
            "januari, jan | februari, feb | maart, mrt | april, apr | mei | juni, jun | juli, jul "
            "| augustus, aug | september, sept, sep | oktober, okt | november, nov | december, "
            "dec"
        ),
        units="dag, dagen | week, weken | maand, maanden | jaar, jaren",
        numbers=(
            "een | twee | drie | vier | vijf | zes | zeven | acht | negen | tien | elf | twaalf"
        ),
        around={
            "in": "over, binnen, in",
            "ago": "geleden",
            "this": "deze, dit",
            "next": "volgende, volgend, komende, aanstaande",
            "last": "vorige, vorig, afgelopen",
            "on": "op",
            "the": "de, het",
            "of": "van",
            "end": "eind, einde, eind van, einde van, het eind van, het einde van, aan het eind van",
            "part": "ochtend, middag, avond",
            "1st": "eerste",
            "1 fortnight": "veertien dagen",
            "6 month": "een half jaar",
        },
        until="voor, tegen",
    ),
}


def _names(section: str) -> tuple[str, ...]:
    return tuple(forms.split(",")[0].strip().capitalize() for forms in section.split("|"))


MONTHS = _names(LANGUAGES["en"].months)
WEEKDAYS = _names(LANGUAGES["en"].weekdays)


_TOKEN = pattern(
    r"(?P<day>[0-9]+)(?:(?P<th>st|nd|rd|th)|(?P<foreign>er|re|e|o|de|ste)|(?P<dot>\.))(?![a-z0-9])"
    r"|(?P<word>[0-9]+|[a-z]+)\.?|\S"
)
_BETWEEN = pattern(
    r"['`\u00b4\u02bc\u2018\u2019,]"  # l'altro, d'ici, 12 March, 2026
    "|(?<=[a-z])-(?=[a-z]|[0-9]{4}$)|(?<=[0-9])-(?=[a-z])"  # sexta-feira, 12-Mar-2025
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_SHORTEST_MISSPELT = 5
_LIKENESS = 0.8
_UNITS = ("day", "week", "month", "year")


def words_of(phrase: str) -> list[str]:
    """Return the words of a phrase, folded, without apostrophes, hyphens and stops."""
    return [
        _word(found)
        for found in _TOKEN.finditer(_BETWEEN.sub(" ", fold(phrase).replace("\u00b0", "o")))
    ]


def translated(words: list[str], code: str) -> str | None:
    """Return what words mean in a language, or None if it does not know one of them.

    Args:
        words: from `words_of`.
        code: the language, as in `LANGUAGES`.
    """
    lexicon = _lexicon(code)
    found, start = [], 0
    while start < len(words):
        end = len(words)
        while end > start and " ".join(words[start:end]) not in lexicon:
            end -= 1
        if end > start:
            found.append(lexicon[" ".join(words[start:end])])
        elif words[start][0].isdecimal():
            found.append(words[start])
        else:
            return None
        start = max(end, start + 1)
    return " ".join(found)


def mended(words: list[str], code: str) -> list[str] | None:
    """Return words with the misspelt names of days and months put right, or None if none are.

    A word of whatever language is not misspelt.
    """
    from difflib import get_close_matches

    def right(word: str) -> str:
        if len(word) < _SHORTEST_MISSPELT or any(word in _lexicon(other) for other in LANGUAGES):
            return word
        return next(iter(get_close_matches(word, _names_of_days(code), 1, _LIKENESS)), word)

    found = [*map(right, words)]
    return found if found != words else None


def meanings(language: Language) -> Iterator[tuple[str, set[str]]]:
    """Yield what words of a language mean, and the forms of each, folded, with `ue` for `ü` too."""
    for meaning, listed in _sections(language):
        yield meaning, {*_forms(listed), *_forms(listed.translate(_UMLAUTS))}


@cache
def short_weekdays(code: str) -> frozenset[str]:
    """Return the abbreviated weekdays of a language, many of which are names: Sam, Dom."""
    return frozenset(_forms(LANGUAGES[code].short_weekdays.replace("|", ",")))


@cache
def until(code: str) -> frozenset[str]:
    """Return what a language says before the day by which something is due."""
    return frozenset(_forms(LANGUAGES[code].until))


@cache
def _names_of_days(code: str) -> list[str]:
    """Return the names of days and months, and the words for the days around today."""
    language = LANGUAGES[code]
    listed = f"{language.near},{language.weekdays},{language.months}".replace("|", ",")
    return [form for form in _forms(listed) if " " not in form and len(form) >= _SHORTEST_MISSPELT]


def _word(token: re.Match[str]) -> str:
    if day := token["day"]:
        return f"{day}th" if token["th"] else f"{day}." if token["dot"] else f"{day}st"
    return token["word"] or token[0]


@cache
def _lexicon(code: str) -> dict[str, str]:
    return {form: meaning for meaning, forms in meanings(LANGUAGES[code]) for form in forms}


def _sections(language: Language) -> Iterator[tuple[str, str]]:
    for away, forms in enumerate(_listed(language.near), -2):
        yield f"n{away:+}", forms
    for listed in (language.weekdays, language.short_weekdays):
        for weekday, forms in enumerate(_listed(listed)):
            yield f"w{weekday}", forms
    for month, forms in enumerate(_listed(language.months), 1):
        yield f"m{month}", forms
    yield from zip(_UNITS, _listed(language.units), strict=True)
    for number, forms in enumerate(_listed(language.numbers), 1):
        yield str(number), forms
    yield from language.around.items()


def _listed(section: str) -> list[str]:
    return section.split("|")


def _forms(listed: str) -> list[str]:
    return [" ".join(words_of(form)) for form in listed.split(",") if form.strip() != "-"]
