"""Every report: what it shows in one line; a new one is a module here and a line in `REPORTS`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Report:
    """One report: its name and its summary; the module has the same name."""

    name: str
    summary: str

    @property
    def module(self) -> str:
        """Return the module that holds a function of the report's name."""
        return f"prefpad.cli.reports.{self.name}_report"


REPORTS = {
    report.name: report
    for report in (Report("topics", "How fast what they like and need changes, by topic."),)
}
