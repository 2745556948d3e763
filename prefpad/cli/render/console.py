"""What Rich draws by itself: a page of help, and what moves while it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.console import Console
from rich.markdown import CodeBlock, Heading, Markdown, MarkdownElement
from rich.text import Text
from rich.theme import Theme

from prefpad.cli.render.screen import screen_of

if TYPE_CHECKING:
    from typing import TextIO

    from rich.console import ConsoleOptions, RenderResult


class _Paper(Console):
    def on_broken_pipe(self) -> None:
        """Leave a broken pipe to the command line; Rich would exit."""
        raise BrokenPipeError


def console(out: TextIO) -> Console:
    """Return a Rich console on `out` that reads no text as markup, emoji or code."""
    return _Paper(file=out, width=screen_of(out).width, markup=False, emoji=False, highlight=False)


_IN_THE_COLOURS_OF_THE_TERMINAL = Theme(
    {
        "markdown.code": "bold",
        "markdown.item.bullet": "bold",
        "markdown.table.border": "dim",
        "markdown.table.header": "bold",
    }
)


class _PlainHeading(Heading):
    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Set the heading in bold at the left."""
        del console, options
        yield Text(f"\n{self.text.plain}", style="bold")


class _PlainCode(CodeBlock):
    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Show the text as it is, with what is typed in bold."""
        del console, options
        text = Text(str(self.text).rstrip())
        text.highlight_regex(r"(?m)^\$ .*", "bold")
        yield text


class _Page(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "heading_open": _PlainHeading,
        "fence": _PlainCode,
    }


def draw_page(markdown: str, out: TextIO) -> None:
    """Draw a page at a terminal, as wide as the screen."""
    paper = console(out)
    with paper.use_theme(_IN_THE_COLOURS_OF_THE_TERMINAL):
        paper.print(_Page(markdown, hyperlinks=False))
