"""Every sentence that a person can see, collected from the source.

`python -m tests.helpers.sentences` prints them, each with its file and line.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from prefpad.domain import errors
from prefpad.domain.errors import PrefpadError

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(errors.__file__).parent.parent
README = PACKAGE.parent / "README.md"

Role = Literal["error", "hint", "help", "text", "page"]
_ERRORS = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, PrefpadError)
}
_LISTS_OF_WORDS = re.compile(
    r"_words\.py|notes/(health_|first_words|owners_words|phrases|sensitive|things|word_lists)"
    r"|domain/day_|duplicates/nicknames"
    r"|importing/foreign/(column_|formats|nobody|parse_)|importing/csv/cells"
)
"""Files whose texts are read in notes and lists, not shown; what they raise is shown all the same."""

_CODE = re.compile(
    r"\b(SELECT|INSERT|UPDATE|DELETE|WHERE|FROM|JOIN|PRAGMA|CREATE|DROP|VALUES|ORDER BY|BEGIN)\b"
    r"|[:;] *\{|</?\w+[ >]|\\[sdb]|:first_"
)
_THREE_WORDS = re.compile(r"[A-Za-z]{2}[^ ]* +[^ ]+ +[^ ]*[A-Za-z]{2}|^[A-Z{`].* .*[.?]$")


_COMMAND = re.compile(r"cli/commands/(\w+?)_?\.py:\1_command")


class Sentence(NamedTuple):
    """A text that a person can see.

    Attributes:
        file: where it stands, from the top of the package.
        line: its line there.
        role: an error's sentence, its hint, the help of an option or command, another text of the
            program, or a paragraph of a page.
        text: its words, with what is put in between braces.
        is_counted: whether the place knows the case of one from that of several.
    """

    file: str
    line: int
    role: Role
    text: str
    is_counted: bool = False

    def __str__(self) -> str:
        """Return it as a line of the list."""
        return f"{self.file}:{self.line}: {self.role}: {' '.join(self.text.split())}"


def all_sentences() -> Iterator[Sentence]:
    """Yield every sentence of the program, its pages and the README."""
    for file in sorted(PACKAGE.rglob("*.py")):
        name = str(file.relative_to(PACKAGE))
        yield from sentences_of(name, file.read_text(encoding="utf-8"))
    for file in (*sorted(PACKAGE.rglob("*.md")), README):
        yield from paragraphs_of(file.name, file.read_text(encoding="utf-8"))


def sentences_of(name: str, source: str) -> Iterator[Sentence]:
    """Yield the sentences in the source of a module.

    Args:
        name: the module's file, from the top of the package.
        source: what it reads.
    """
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    documented = dict(_docstrings(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and _COMMAND.fullmatch(f"{name}:{node.name}"):
            yield Sentence(name, node.lineno, "help", ast.get_docstring(node) or "")
        if not isinstance(node, ast.Constant | ast.JoinedStr) or node in documented:
            continue
        if isinstance(parents[node], ast.JoinedStr | ast.FormattedValue):
            continue
        text, role = _text(node), _role(node, parents)
        if _is_shown(name, text, role):
            yield Sentence(name, node.lineno, role, text, _is_counted(node, parents))


def documentation_of(source: str) -> Iterator[tuple[int, str]]:
    """Yield the docstrings and comments in the source of a module, each with its line."""
    for node, text in _docstrings(ast.parse(source)):
        yield node.lineno, text
    for number, line in enumerate(source.splitlines(), 1):
        if comment := re.search(r"(?:^|  )# (.*)", line):
            yield number, comment[1]


def paragraphs_of(name: str, source: str) -> Iterator[Sentence]:
    """Yield the paragraphs of a page, without what is typed and printed in it."""
    prose = re.sub(
        r"^```.*?^```",
        lambda block: "\n" * block[0].count("\n"),
        source,
        flags=re.MULTILINE | re.DOTALL,
    )
    for found in re.finditer(r"(?:^(?!\s*$).+\n?)+", prose, flags=re.MULTILINE):
        yield Sentence(name, prose.count("\n", 0, found.start()) + 1, "page", found[0])


def _docstrings(tree: ast.AST) -> Iterator[tuple[ast.Constant, str]]:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else ():
            match statement:
                case ast.Expr(ast.Constant(str(text)) as constant):
                    yield constant, text


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(
        f"{{{ast.unparse(part.value)}}}"
        if isinstance(part, ast.FormattedValue)
        else str(ast.literal_eval(part))
        for part in node.values
    )


def _role(node: ast.expr, parents: dict[ast.AST, ast.AST]) -> Role:
    match parents[node]:
        case ast.keyword("help"):
            return "help"
        case ast.Call(ast.Name(name), arguments) if name in _ERRORS and node in arguments[:2]:
            return "error" if node is arguments[0] else "hint"
        case _:
            return "text"


def _is_shown(name: str, text: str, role: Role) -> bool:
    if role != "text":
        return bool(text)
    is_words = not _LISTS_OF_WORDS.search(name) and not _CODE.search(text)
    return is_words and bool(_THREE_WORDS.search(text))


def _is_counted(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    while node in parents:
        node = parents[node]
        if isinstance(node, ast.IfExp | ast.If | ast.Match):
            return True
        if isinstance(node, ast.stmt):
            return False
    return False


def _print_all() -> None:
    for sentence in all_sentences():
        sys.stdout.write(f"{sentence}\n")


if __name__ == "__main__":
    _print_all()
