"""The words for days and lengths of time, in the languages that dates are read in.

A bar separates what differs, a comma the forms that mean the same. Forms are written as people
write them; reading them folds case, accents, apostrophes and hyphens away. Within a language each
form means one thing: where two would clash, the rarer is left out (`sept` is seven in French, `dez`
ten in Portuguese), and so is `mar`, which is Tuesday in three languages and March in four.
"""

from __future__ import annotations

from typing import NamedTuple


class Language(NamedTuple):
    """The words of one language.

    Attributes:
        near: the days around today, from two days before it to two days after it.
        weekdays: from Monday on.
        short_weekdays: their abbreviations, `-` for none.
        months: with their abbreviations, from January on.
        units: day, week, month, year.
        numbers: from one to twelve.
        around: what stands around these, by what it means in English. `on` may precede any day
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
            "tonight, this morning, this afternoon, this evening | tomorrow | day after tomorrow, "
            "the day after tomorrow"
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
