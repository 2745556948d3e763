"""The people in a vCard file (2.1, 3.0 or 4.0), as phones, iCloud and Google Contacts write it.

The lines are read here and not by vobject: its patterns take hours for a line of thirty commas and
a quote, and hundreds of megabytes for one of many parameters.
"""

from __future__ import annotations

import re
from quopri import decodestring
from typing import TYPE_CHECKING, NamedTuple

from prefpad.domain.memoize import pattern
from prefpad.domain.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COLUMNS = (
    "vCard UID", "Name", "First Name", "Middle Name", "Last Name", "Suffix", "Title",
    "Nickname", "Phonetic Name", "Company", "Job", "Phone", "Email", "Address", "Website",
    "Birthday", "Anniversary", "Day Label", "Day", "Relation", "Note", "Tags", "Other Lines",
)  # fmt: skip
"""The columns of the rows, as `prefpad.importing.foreign.formats` knows them."""

BETWEEN_VALUES = ":::"
"""What stands between the values of a cell that holds more than one."""

_COLUMN = {
    "UID": "vCard UID",
    "FN": "Name",
    "NICKNAME": "Nickname",
    "TEL": "Phone",
    "EMAIL": "Email",
    "ADR": "Address",
    "ORG": "Company",
    "TITLE": "Job",
    "ROLE": "Job",
    "URL": "Website",
    "NOTE": "Note",
    "CATEGORIES": "Tags",
    "RELATED": "Relation",
    "X-ABRELATEDNAMES": "Relation",
    "SORT-STRING": "Phonetic Name",
    "X-PHONETIC-FIRST-NAME": "Phonetic Name",
    "X-PHONETIC-MIDDLE-NAME": "Phonetic Name",
    "X-PHONETIC-LAST-NAME": "Phonetic Name",
}
_FAX = pattern(r"[;=,\"]FAX\b")
_DAYS = {
    "BDAY": "Birthday",
    "ANNIVERSARY": "Anniversary",
    "X-ANNIVERSARY": "Anniversary",
    "X-EVOLUTION-ANNIVERSARY": "Anniversary",
    "X-MS-ANNIVERSARY": "Anniversary",
    "X-ABDATE": "Day",
}
_PARTS_OF_A_NAME = ("Last Name", "First Name", "Middle Name", "Title", "Suffix")
_IS_BOOKKEEPING = pattern(
    "VERSION|PRODID|REV|SOURCE|CLASS|MAILER|LABEL|TZ|GEO|XML|CLIENTPIDMAP|GENDER|LANG|AGENT|PROFILE"
    "|NAME|BEGIN|END|FBURL|CALURI|CALADRURI|(?:.*-)?KIND|X-AB.*|X-APPLE-.*|X-ADDRESSBOOKSERVER-.*"
    "|X-IMAGE.*|X-MS-(?!ANNIVERSARY).*|X-GOOGLE-.*"
)
_PICTURES = pattern(r"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY|X-ABCROP-RECTANGLE)[;:]", re.IGNORECASE)
_GOES_ON = pattern(r"[ \t]|[A-Za-z0-9+/=]+\s*\Z")
_OF_NOBODY = frozenset({"group", "org", "location"})
_ITEM = pattern(r"((?:\\.|[^,\\])*+)(?:,|\Z)", re.DOTALL)
_PART = pattern(r"((?:\\.|[^;\\])*+)(?:;|\Z)", re.DOTALL)
_LINE = pattern(
    r"(?:(?P<group>[\w-]++)\.)?(?P<name>[\w-]++)"
    r'(?P<parameters>(?:;(?:[^":]|"[^"]*+")*+)?):(?P<value>.*)',
    re.ASCII | re.DOTALL,
)
_BLANK = (" ", "\t")
_QUOTED = pattern("[;=,]QUOTED-PRINTABLE(?![^;,:])")
_CHARSET = pattern(
    r";CHARSET=((?:UTF|ISO|WINDOWS|CP|US|ASCII|LATIN|KOI|GB|HZ|BIG|SHIFT|EUC|MAC|TIS)[\w.-]*)"
)
"""How letters are encoded; what else Python knows, as for the names of hosts, may take minutes."""

_EXTENSION = pattern("ext=(.+)", re.IGNORECASE)
_SCHEME = pattern("(?:tel|mailto|sms|callto):", re.IGNORECASE)
_ESCAPE = pattern(r"\\(.)", re.DOTALL)
_DAY = pattern(
    r"(\d{4})(?:-?(\d\d)-?(\d\d)|-(\d\d?)-(\d\d?))(?:[T ].*)?|--(\d\d)-?(\d\d)(?:[T ].*)?"
)
_NO_YEAR = frozenset({"0000", "0001", "1604"})
_LABEL_OF_APPLE = pattern(r"_\$!<(.*)>!\$_")


class _Property(NamedTuple):
    """One line of a card: the group that it shares with others, its name, and its raw value."""

    group: str
    name: str
    value: str

    @property
    def text(self) -> str:
        """The value as one text."""
        return _plain(self.value)

    @property
    def parts(self) -> list[str]:
        """The values between semicolons."""
        return [_plain(part) for part in _PART.findall(self.value)[:-1]]

    @property
    def items(self) -> list[str]:
        """The values between commas."""
        return [_plain(part) for part in _ITEM.findall(self.value)[:-1]]


def people_in(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the first line of each card, and its cells under `COLUMNS`.

    Cards of groups are left out, as are photos, keys and what a program notes for itself. A line
    that cannot be read is passed over.
    """
    for number, card in _cards(lines):
        properties = [*_properties(card)]
        kinds = {fold(one.text) for one in properties if one.name.endswith("KIND")}
        if not kinds & _OF_NOBODY:
            cells = _cells(properties)
            yield number, [BETWEEN_VALUES.join(cells.get(column, ())) for column in COLUMNS]


def _cards(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the cards of a file without their pictures; cards within cards are left out."""
    card: list[str] = []
    depth = begins = 0
    in_picture = False
    for number, line in enumerate(lines, 1):
        tag = line.strip().upper()
        if tag == "BEGIN:VCARD":
            depth += 1
            if depth == 1:
                card, begins = [line], number
            continue
        if tag == "END:VCARD" and depth:
            depth -= 1
            if not depth:
                yield begins + 1, [*card, line]
            continue
        in_picture = bool(_PICTURES.match(line) or (in_picture and _GOES_ON.match(line)))
        if depth == 1 and not in_picture and tag:
            card.append(line)


def _properties(card: Iterable[str]) -> Iterator[_Property]:
    for line in _unfolded(card):
        if found := _LINE.fullmatch(line):
            parameters = found["parameters"].upper()
            value = _decoded(found["value"], parameters)
            if value is not None:
                name = found["name"].upper().replace("_", "-")
                if name == "TEL" and _FAX.search(parameters):
                    name = "FAX"
                yield _Property((found["group"] or "").upper(), name, value)


def _unfolded(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines with those that go on in the next put together."""
    pieces: list[str] = []
    is_quoted = goes_on = False
    for folded in lines:
        line = folded.rstrip("\r\n")
        if goes_on:
            pieces += ["\n", line]
        elif line[:1] in _BLANK:
            pieces.append(line[1:])
        else:
            yield "".join(pieces)
            pieces = [line]
            is_quoted = _QUOTED.search(line.upper()) is not None
        goes_on = is_quoted and line.endswith("=")
    yield "".join(pieces)


def _decoded(value: str, parameters: str) -> str | None:
    """Return a value as it was before it was made ASCII; None if that cannot be told."""
    if not _QUOTED.search(parameters):
        return value
    charset = _CHARSET.search(parameters)
    for encoding in (charset[1] if charset else "UTF-8", "WINDOWS-1252"):
        try:
            return decodestring(value.encode()).decode(encoding)
        except UnicodeError:
            continue
        except LookupError:
            break
    return None


def _cells(properties: list[_Property]) -> dict[str, list[str]]:
    cells: dict[str, list[str]] = {}
    labels = {one.group: _label(one.text) for one in properties if one.name == "X-ABLABEL"}
    for one in properties:
        label = labels.get(one.group, "") if one.group else ""
        if one.name == "N":
            named = zip(_PARTS_OF_A_NAME, one.parts, strict=False)
            cells |= {column: [part] for column, part in named if part}
        elif one.name in _DAYS:
            _put_day(cells, one, label)
        else:
            column = _COLUMN.get(
                one.name, "" if _IS_BOOKKEEPING.fullmatch(one.name) else "Other Lines"
            )
            texts = filter(None, _texts(one, label))
            cells.setdefault(column, []).extend(texts)
    _settle_name(cells)
    return cells


def _texts(one: _Property, label: str) -> list[str]:
    """Return the values of a property as people write them."""
    match one.name:
        case "ADR" | "ORG":
            return [", ".join(filter(None, one.parts))]
        case "NICKNAME" | "CATEGORIES":
            return one.items
        case "TEL":
            number, *parameters = _SCHEME.sub("", one.text).split(";")
            found = [_EXTENSION.fullmatch(parameter) for parameter in parameters]
            return [" ".join([number, *(f"ext. {one[1]}" for one in found if one)])]
        case "EMAIL":
            return [_SCHEME.sub("", one.text)]
        case "RELATED" | "X-ABRELATEDNAMES":
            return [f"{label.lower()}: {one.text}" if label else one.text]
        case name if name in _COLUMN:
            return [one.text]
        case name:
            return [f"{name}: {one.text}"] if one.text else []


def _plain(text: str) -> str:
    text = _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)
    return text.replace("\r\n", "\n").strip()


def _label(text: str) -> str:
    of_apple = _LABEL_OF_APPLE.fullmatch(text)
    return of_apple[1] if of_apple else text


def _put_day(cells: dict[str, list[str]], one: _Property, label: str) -> None:
    column, value = _DAYS[one.name], one.text
    if fold(label) == "anniversary":
        column = "Anniversary"
    found = _DAY.fullmatch(value)
    if not found or column in cells:
        if value:
            cells.setdefault("Other Lines", []).append(f"{label or column}: {value}")
        return
    year, month, day = ["", *filter(None, found.groups())][-3:]
    month, day = f"{month:0>2}", f"{day:0>2}"
    cells[column] = [f"{month}-{day}" if not year or year in _NO_YEAR else f"{year}-{month}-{day}"]
    if column == "Day":
        cells["Day Label"] = [label or "day"]


def _settle_name(cells: dict[str, list[str]]) -> None:
    """Strip prefix and suffix from the name, and drop a stand-in for one."""
    handles = {*cells.get("Phone", ()), *cells.get("Email", ()), *cells.get("Company", ())}
    name = " ".join(cells.get("Name", [""])[:1]).strip()
    for title in cells.get("Title", ()):
        if fold(name).startswith(f"{fold(title)} "):
            name = name[len(title) :].strip()
    for suffix in cells.get("Suffix", ()):
        name = name.removesuffix(suffix).rstrip(" ,")
    has_parts = any(part in cells for part in ("First Name", "Last Name"))
    cells["Name"] = [] if not name or (name in handles and not has_parts) else [name]
