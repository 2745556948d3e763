"""Given names: their short and foreign forms, and those of men and women that differ by an ending."""

from __future__ import annotations

from functools import lru_cache
from operator import ne
from pathlib import Path

from prefpad.domain.memoize import pattern

_FORMS = """
abigail abby abbie gail
adam
agnes agnieszka
albert al bert bertie
alexander alex alec sandy sasha xander aleksander alessandro alejandro
alexandra alex lexi sandra sasha
alfred alf alfie fred freddie
alice ali
amelia amy millie
andrew andy drew andreas andre
andrea
angela angie
anna ann anne annie anja anya ana
hannah hanna
anthony tony antonio anton toni
antonia
arthur art
barbara barb barbie babs
benjamin ben benny benji
brian bryan
carla
carolina caroline carol carrie caro
catherine katherine cathrin kathrin kathryn catharine kate katie kathy cathy cath katrin katharina catalina kitty
charles charlie chuck chas carlos karl carl
charlotte lottie charlie
claudia
claudio
christian chris
christina tina chris christine kristina kirsten
christopher chris kit christoph christophe cristobal
daniel dan danny
daniela dani
david dave davy
deborah deb debbie debra
dominic dom nick
donald don donnie
dorothy dot dottie dorothea
edward ed eddie ted teddy ned eduardo eduard
eleanor ellie nora nell
elizabeth liz lizzie beth betty betsy eliza lisa elisabeth elsa bess libby
emily em emmy
emma
emil
eric erik rick
eva eve evi
florian flo
frances fran franny
francesca fran franziska
francis frank
franz francisco paco frank francesco
frederick fred freddie freddy fritz friedrich
gabriel gabe
george georgie georg jorge jurgen
gerald gerry jerry
gerard gerry
gregory greg
gustav gus
harold harry hal
henry harry hank heinrich enrique henri hal heinz
hannes
helen helena nell ellen elena
ida
ina
ines
irene rena
isabella isabel isabelle bella izzy isa
jacob jake jakob
jacqueline jackie
james jim jimmy jamie jaime
jan
jana
jane janie janet
jennifer jen jenny jennie
jessica jess jessie
joan joanie
joanna jo joanne johanna
johannes hans johann
john johnny jack jon
jonas
jonathan jon jonny
joseph joe joey josef jose pepe giuseppe
joshua josh
julia julie
judith judy
karen
julian julius
katja
kenneth ken kenny
klaus nikolaus
laura laurie
lars
lawrence larry laurence lorenzo
lea leah
lena
leonard leo len lenny leonardo
louis lou luis lewis ludwig
louise lou luise
lucas luke lukas luca
lucia lucy lucie
magdalena magda lena
manuel manny
margaret maggie meg peggy greta rita marge margie margarita gretchen
maria mary marie mia
mario
mark marc marcus markus marco
martha marta
martin marty
martina tina
matthew matt matthias matteo mateo
max maximilian maxwell
melanie mel
melissa mel missy
michael mike mick mickey micky miguel michel mikhail
michaela micha
monica monika
natalie nat natalia natasha
nathaniel nathan nate nat
nicholas nick nicky nico nicolas nikolaus
nicole nicky nicola
nina
olivia liv olive
oliver ollie
otto
paulina
pamela pam
patricia pat patty tricia trish
patrick pat paddy
paul pablo paolo
paula
peter pete pedro piet pietro pierre
petra
philip phil phillip philipp
rachel rae
raymond ray
rebecca becky becca
richard rick dick rich richie ricardo
robert bob bobby rob robbie bert roberto
roberta
roger
ronald ron ronnie
rosa rose rosie
ruth
samantha sam sammy
samuel sam sammy
sarah sara sally
sebastian seb basti bastian
silvia sylvia
silvio
simon
simone
sofia sophia sophie sofie
stephanie steph steffi
stephen steve steven stefan stevie esteban
susan sue susie suzy susanna susanne suzanne
teresa terry tess theresa
terence terry
theodore ted teddy theo
thomas tom tommy tomas
timothy tim timmy
ursula uschi
valentina
victor vic viktor
victoria vicky vicki tori
vincent vince vinny
walter walt wally
wilhelm willi
william bill billy will willie liam guillermo
zachary zach zack
zoe zoey
"""

_SHORT = frozenset(
    [
        *("becca", "bella", "bastian", "carol", "chris", "chuck", "debra", "fritz", "magda"),
        *("micha", "sandra", "sasha", "steph", "tricia", "trish", "vince", "xander"),
    ]
)
"""Of these the short forms that do not look like one."""
_NOT_SHORT = frozenset(
    [
        *("ana", "anja", "ann", "anne", "anya", "carl", "elsa", "eric", "erik", "eva", "eve"),
        *("henri", "jane", "jose", "juan", "julie", "karl", "leah", "lisa", "luca", "lucie"),
        *("lucy", "luis", "luke", "marc", "marie", "mary", "mia", "natalie", "paul", "piet"),
        *("rosa", "rose", "sara", "sofie", "sophie", "stephanie"),
    ]
)
"""Of these the full names that look like a short form."""
_LONGEST_SHORT_FORM = 4

_FULL: dict[str, frozenset[str]] = {}
for _line in _FORMS.split("\n"):
    for _form in _line.split():
        _FULL[_form] = _FULL.get(_form, frozenset()) | {_line.split()[0]}


def full_names(word: str) -> frozenset[str]:
    """Return the full given names that a folded word may stand for: `sam` is Samuel or Samantha.

    A word that is not a known given name has none.
    """
    return _FULL.get(word, frozenset())


_HIS_AND_HER_ENDINGS = (
    *(
        ("", ending)
        for ending in ("a", "e", "ne", "le", "te", "ette", "ie", "ine", "ina", "ia", "je")
    ),
    *(("o", "a"), ("s", ""), ("us", "a"), ("os", "a"), ("n", ""), ("e", "ia"), ("e", "a")),
)
_SHORTEST_STEM = 3
_LONGEST_SHORT_NAME = 4


def are_his_and_hers(one: str, other: str) -> bool:
    """Tell whether two first names are the male and female form of one: Jean and Jeanne."""
    if full_names(one) & full_names(other):
        return False
    return any(
        _differ_by(first, second, endings)
        for first, second in ((one, other), (other, one))
        for endings in _HIS_AND_HER_ENDINGS
    )


@lru_cache(maxsize=1)
def _sections() -> dict[str, frozenset[str]]:
    """Return the first names of each language, by its heading."""
    text = Path(__file__).with_name("first_names.txt").read_text(encoding="utf-8")
    _, *parts = text.split("\n\n# ")
    return {
        heading: frozenset(names.split())
        for heading, _, names in (one.partition("\n") for one in parts)
    }


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    return frozenset[str]().union(*_sections().values())


def _is_short_form(name: str) -> bool:
    """Tell whether a folded name stands for a fuller one: `bob`, `katie`."""
    if name in _NOT_SHORT or name in full_names(name):
        return False
    return name in _SHORT or len(name) <= _LONGEST_SHORT_FORM or name.endswith(("y", "i", "ie"))


def is_italian_name(word: str) -> bool:
    """Tell whether a folded word is a first name in Italian alone."""
    headings = [heading for heading, names in _sections().items() if word in names]
    return headings == ["Italian"] and not full_names(word)


def is_given_name(word: str) -> bool:
    """Tell whether a folded word is a first name that is known."""
    return word in _given_names() or word in _FULL


def are_two_names(one: str, other: str) -> bool:
    """Tell whether two folded first names may well be two people's, and no spellings of one.

    Both are known, or so short that another letter makes another name: Ole and Oli. A short form
    stands for the full name, as Bob for Robert; two full names of one origin (Marc and Markus), or two
    short forms (Kate and Katie), may be two people.
    """
    if are_his_and_hers(one, other):
        return True
    if _plainly_spelt(one) == _plainly_spelt(other):
        return False
    if full_names(one) & full_names(other):
        return _is_short_form(one) == _is_short_form(other)
    return (is_given_name(one) and is_given_name(other)) or (
        len(one) == len(other) <= _LONGEST_SHORT_NAME and sum(map(ne, one, other)) == 1
    )


_SPELLINGS = (
    *(("ph", "f"), ("ck", "k"), ("c", "k"), ("q", "k"), ("z", "s"), ("w", "v"), ("h", "")),
    *(("ie", "i"), ("ey", "i"), ("ee", "i"), ("y", "i")),
)
_UMLAUT = pattern(r"([aou])e(?=.)")
_TWICE = pattern(r"(.)\1")


def without_umlauts(word: str) -> str:
    """Return a word in which an umlaut that is spelt out is folded as its letter is: `muller`."""
    return _UMLAUT.sub(r"\1", word)


def _plainly_spelt(name: str) -> str:
    """Return a first name as its other spellings are reduced too: Sarah and Sara, Karl and Carl."""
    name = without_umlauts(name)
    for written, plain in _SPELLINGS:
        name = name.replace(written, plain)
    return _TWICE.sub(r"\1", name)


def _differ_by(first: str, second: str, endings: tuple[str, str]) -> bool:
    his, her = endings
    stem = first.removesuffix(his)
    return len(stem) >= _SHORTEST_STEM and first.endswith(his) and second == f"{stem}{her}"
