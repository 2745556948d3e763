"""Telling whether words name a thing rather than a person."""

from __future__ import annotations

import re

from prefpad.domain.normalize import fold, name_words

MOST_WORDS = 6

_PERSONS = """
he she him her hers his they them their theirs it its himself herself themselves someone somebody
everyone everybody anyone people woman women man men girl girls boy boys lady ladies guy guys bloke
blokes wife husband partner ex girlfriend boyfriend son daughter sons daughters kid kids child
children baby mother father mum mom mummy dad daddy parents sister brother friend friends boss
neighbour neighbor neighbours staff waiter waitress waitresses stylist colleague colleagues
customer customers guest guests us we me you blonde blondes brunette brunettes redhead redheads
foreigner foreigners immigrant immigrants local locals audience crowd crowds baby babies teen teens
teenager teenagers student students bride model models

er ihm ihn ihr ihre ihren ihrem ihrer sein seine seinen seinem seiner frau mann frauen manner
leute kinder kind sohn tochter mutter vater eltern schwester bruder freund freundin chef chefin
nachbar nachbarn kollege kollegin jemand sich

elle lui leur leurs elles eux femme femmes mari homme hommes fils fille filles enfant enfants
mere pere parents soeur frere ami amie copain copine patron patronne voisin voisins collegue gens
se soi

ella ellos ellas su sus mujer mujeres marido esposa esposo hombre hombres hijo hija hijos hijas
madre padre padres hermana hermano amigo amiga novio novia jefe jefa vecino vecinos gente

lei lui loro suo sua suoi sue moglie marito uomo uomini donna donne figlio figlia figli madre
padre genitori sorella fratello amico amica fidanzato fidanzata capo vicino vicini gente

ele ela eles elas dele dela seu sua seus suas mulher mulheres marido esposa homem homens filho
filha filhos mae pai pais irma irmao amigo amiga namorado namorada chefe vizinho vizinhos pessoas

hij zij hem haar hun zijn vrouw vrouwen man mannen zoon dochter kind kinderen moeder vader ouders
zus broer vriend vriendin baas buurman buren collega mensen zich
"""
_NO_THINGS = """
drink drinks tipple bottle booze pint attention drama gossip argument arguments fight fights trouble
moan moans moaning row rows fuss bargain bargains discount discounts freebie freebies money cash
credit tip tips flattery compliment compliments praise refund refunds complaint complaints rumour
rumours rumor rumors secret secrets gamble flutter bet bets sex porn affair affairs flirt chat talk
voice opinion opinions punishment power control revenge blame excuse excuses lie lies sympathy pity
life death suicide drugs weed dope smoke fag fags

alkohol schluck streit aufmerksamkeit klatsch tratsch arger geld rabatt rabatte trinkgeld drogen
verre alcool dispute disputes attention ragots argent remise remises drogue drogues potins
copa copas alcohol pelea peleas atencion cotilleo dinero descuento descuentos droga drogas
bicchiere alcol litigio litigi attenzione pettegolezzo pettegolezzi soldi sconto sconti droga
copo alcool briga brigas atencao fofoca dinheiro desconto descontos
borrel drank alcohol ruzie aandacht roddel roddels geld korting kortingen drugs
"""
_ACTIONS = """
asks brings buys calls comes cooks does drinks drives eats gets gives goes has hates hears is
keeps knows leaves likes lives looks loves needs orders owes pays plays prefers reads says sees
sends sits sleeps smokes speaks stays takes talks tells thinks travels uses visits walks wants was
wears were works writes always never often usually sometimes cannot cant doesnt isnt wont will
would
"""
_DOES = frozenset(_ACTIONS.split())
_OF_PERSONS = frozenset(_PERSONS.split())
_OF_NO_THING = frozenset(_NO_THINGS.split())
_DOING = (
    r"(?:to|zu|a|di|de)\s+\w+(?:en|eln|ern|er|ir|ar|are|ere|ire)\b"
    r"|(?:not|to|being|having|getting|when|if|that|how|what|who|why|where|wenn|dass|quand|que"
    r"|cuando|si|quando|che|als|wanneer|dat)\b|\w+ing\b|\w{2,}(?:ar|er|ir|oir|re|are|ere|ire|en|eln|ern)\b"
)
_LIKE_ACTIONS = """
bar beer burger butter carrier caviar cellar chair cedar cheddar cider corner culture cucumber
cover dinner dressing evening filter flower ginger lager lavender leather lemon letter mirror
morning nectar oven paper pepper pasture plaster pudding rubber seating shower silver slipper
solar spring stuffing sugar summer supper timber toner tower vinegar water winter wing building
ceiling ring string icing lighting parking pudding railing garden kitchen linen chicken ocean open
green keen golden woollen wooden other another under over after quieter softer warmer colder
lighter darker shorter longer larger smaller firmer cooler earlier later higher lower wholemeal
fire centre theatre
"""
_THINGS_THAT_LOOK_LIKE_DOING = frozenset(_LIKE_ACTIONS.split())


def names_nobody(text: str) -> bool:
    """Tell whether a text mentions nobody: no pronoun, no person, no action."""
    words = name_words(text)
    return _OF_PERSONS.isdisjoint(words) and words[:1] != [] and words[0] not in _DOES


def is_thing(text: str) -> bool:
    """Tell whether a text names a thing in a few words, without a person or an action."""
    words = name_words(text)
    if not words or len(words) > MOST_WORDS or not names_nobody(text):
        return False
    does = re.match(_DOING, fold(text)) and words[0] not in _THINGS_THAT_LOOK_LIKE_DOING
    return not does and _OF_NO_THING.isdisjoint(words)
