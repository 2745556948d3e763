"""The pages that `prefpad help TOPIC` shows: one markdown file a topic."""

from __future__ import annotations

from importlib import resources

TOPICS = {
    "counter": "Notes and cards: what to type while a customer is there.",
    "customers": "Kinds of customers, telling a group, what to say if they ask.",
    "today": "The morning, visits, promises, problems, small gifts.",
    "import": "Lists from other programs, duplicate customers, and exports.",
    "privacy": "What stays private, consent, erasing, backups.",
    "tills": "Several tills with one pad, over ssh.",
    "scripts": "Output formats, exit codes, Python.",
    "reports": "Reports on the pad as a whole, at a terminal or as a page.",
    "reconfirmation": "How the pad knows when to ask again.",
    "speed": "How long commands and imports take, and beside what.",
    "settings": "Every setting and what it does.",
}
_SETTINGS = "<!-- settings -->"


def page(topic: str) -> str:
    """Return the page on a topic, in markdown."""
    text = resources.files(__name__).joinpath(f"{topic}.md").read_text(encoding="utf-8")
    return text.replace(_SETTINGS, _settings_table()) if _SETTINGS in text else text


def _settings_table() -> str:
    from prefpad.settings import SETTINGS

    options = [setting.option(None) for setting in SETTINGS.values()]
    rows = [(f"`{one.name}`", one.value or "none", one.sentence) for one in options]
    return _table([("setting", "default", "what it does"), *rows])


def _table(rows: list[tuple[str, ...]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    head, *body = (
        " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    rule = "-|-".join("-" * width for width in widths)
    return "\n".join((f"| {head} |", f"|-{rule}-|", *(f"| {line} |" for line in body)))
