"""Every report as data: its columns, its tables, and the query behind each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.errors import AskedWrongly
from prefpad.domain.validation import checked_type
from prefpad.domain.vocabulary import one_of
from prefpad.notes.owners_words import POLL
from prefpad.reconfirmation.policy import COUNT_ALL_ANSWERS
from prefpad.reconfirmation.schedule_rows import set_aside
from prefpad.reports import report_rows as rows
from prefpad.reports.models import Column, PartForm, Report, ReportForm, ReportPart

if TYPE_CHECKING:
    from prefpad.session import Session

_NUMBER = Column("number")
_CUSTOMER = Column("customer", "customer")
_LAST_VISIT = Column("last_visit", "last visit", "day")


def _question(session: Session) -> str:
    poll = session.settings.value(POLL)
    return poll.question if poll else ""


def _left_out(session: Session) -> str:
    names = sorted(set_aside(session.connection))
    if not names:
        return ""
    find, them = ("finds", "this name") if len(names) == 1 else ("find", "these names")
    return (
        f"{', '.join(names)} {find} far fewer changes than colleagues do for the same topics and"
        ' days. Perhaps there is often no time to ask. For now, "still true" under'
        f" {them} neither moves the day of a note nor counts; a change always does."
        f" `prefpad settings {COUNT_ALL_ANSWERS.name} yes` counts it all."
    )


def _in_which_month(_: Session) -> str:
    return (
        "A promise counts in the month of its day, or of the day it was closed if that was earlier."
    )


REPORTS = {
    form.name: form
    for form in (
        ReportForm(
            "problems",
            "What goes wrong, by topic and by month, what repeats and how soon it is solved.",
            (
                Column("what", "what"),
                Column("problems", "problems", "bar"),
                Column("open", "open", "count"),
                Column("again", "again", "count"),
                Column("days_to_solve", "solved after", "span"),
            ),
            (
                PartForm("topic", "By topic", rows.rows_of(rows.PROBLEMS_BY_TOPIC)),
                PartForm(
                    "month",
                    "By month",
                    rows.months_of(rows.PROBLEMS_BY_MONTH, (0, 0, 0, None)),
                ),
                PartForm("customer", "What repeats", rows.rows_of(rows.PROBLEMS_AGAIN)),
            ),
            "No problems are on the pad.",
        ),
        ReportForm(
            "regulars",
            "Who comes often, and for how long they have been with us.",
            (
                _NUMBER,
                _CUSTOMER,
                Column("visits", "visits", "bar"),
                Column("first_visit"),
                Column("days_with_us", "with us", "span"),
                Column("days_between", "every", "span", gives_way=True),
                _LAST_VISIT,
                Column("last_twelve_months", "12 months", "months", gives_way=True),
            ),
            (PartForm("customer", "", rows.regulars),),
            "Nobody has been here on four days or more and is still expected.",
        ),
        ReportForm(
            "slipping",
            "Who has been silent for longer than their own rhythm allows.",
            (
                _NUMBER,
                _CUSTOMER,
                Column("visits", "visits", "count"),
                Column("days_between", "every", "span", gives_way=True),
                _LAST_VISIT,
                Column("chance_gone", "gone?", "share"),
                Column("reached_by", "reach them by"),
            ),
            (PartForm("customer", "", rows.slipping),),
            "Nobody is slipping away.",
        ),
        ReportForm(
            "topics",
            "How fast what they like and need changes, by topic.",
            (
                Column("kind"),
                Column("topic"),
                Column("about", "topic"),
                Column("notes", "notes", "count"),
                Column("checks"),
                Column("changes"),
                Column("changed", "changed"),
                Column("changed_in_a_year", "in a year", "share"),
                Column("change_rate"),
                Column("low"),
                Column("high"),
                Column("lasts", "changes about every"),
                Column("ask_after"),
                Column("of_the_day"),
                Column("set_by"),
                Column("asked", "ask after"),
            ),
            (
                PartForm(
                    "topic", "", rows.topics, "Not asked about yet", lambda row: bool(row["checks"])
                ),
            ),
            "No preferences or needs are on the pad.",
        ),
        ReportForm(
            "praise",
            "Whom customers praise, and for what.",
            (
                Column("colleague", "name"),
                Column("praises", "praised", "bar"),
                Column("customers", "customers", "count"),
                Column("last", "last", "day"),
                Column("words", "what was said last"),
            ),
            (PartForm("colleague", "", rows.praise),),
            "No praise is on the pad.",
        ),
        ReportForm(
            "promises",
            "How many promises were kept on their day, by month.",
            (
                Column("month", "month"),
                Column("promised", "promised", "count"),
                Column("kept", "kept", "count"),
                Column("late", "late", "count"),
                Column("open", "open", "count"),
                Column("withdrawn", "withdrawn", "count"),
                Column("kept_rate", "kept on time", "share"),
            ),
            (PartForm("month", "", rows.months_of(rows.PROMISES_BY_MONTH, (0, 0, 0, 0, 0, None))),),
            "No promise has come due or was closed.",
            about=_in_which_month,
        ),
        ReportForm(
            "referrals",
            "Who sent us whom, and how the others found us.",
            (
                _NUMBER,
                Column("sent_by", "name"),
                Column("sent", "sent", "bar"),
                Column("who", "whom"),
                Column("last", "last", "day"),
            ),
            (
                PartForm("customer", "Customers who sent others", rows.referrals_by(True)),
                PartForm("elsewhere", "How others found us", rows.referrals_by(False)),
            ),
            "No notes say who sent whom. Add one: `prefpad add NAME referral: WHO`.",
        ),
        ReportForm(
            "poll",
            "What customers answer to your question.",
            (
                Column("answer", "answer"),
                Column("answers", "answers", "count"),
                Column("share", "share", "share"),
                Column("last", "last", "day"),
            ),
            (PartForm("answer", "", rows.poll),),
            "No answers yet. `prefpad settings poll` shows and sets the question.",
            about=_question,
        ),
        ReportForm(
            "checks",
            "Who confirms how often, and with what result.",
            (
                Column("who", "who"),
                Column("checks", "checks", "bar"),
                Column("same", "still true", "count"),
                Column("changed", "changed", "count"),
                Column("gone", "gone", "count"),
                Column("seen", "seen", "count"),
                Column("customers", "customers", "count"),
                Column("last", "last", "day"),
                Column("counts"),
            ),
            (
                PartForm("author", "By colleague", rows.rows_of(rows.CHECKS_BY_AUTHOR)),
                PartForm(
                    "month",
                    "By month",
                    rows.months_of(rows.CHECKS_BY_MONTH, (0, 0, 0, 0, 0, 0, None, None)),
                ),
            ),
            "Nothing has been confirmed yet.",
            about=_left_out,
        ),
    )
}


def report(session: Session, name: str, *, private: bool) -> Report:
    """Return a report on the pad; see `Pad.report`."""
    if checked_type("The name of a report", name) not in REPORTS:
        raise AskedWrongly(
            f"There is no report called {name[:40]!r}.", f"Use {one_of(tuple(REPORTS))}."
        )
    form = REPORTS[name]
    about = form.about(session) if form.about else ""
    parts = [_part(session, form, part, private) for part in form.parts]
    return Report(name, form.summary, about, form.columns, parts, form.nothing)


def _part(session: Session, form: ReportForm, part: PartForm, private: bool) -> ReportPart:
    keys = [column.name for column in form.columns]
    found = [dict(zip(keys, row, strict=True)) for row in part.rows(session, private)]
    if not part.others:
        return ReportPart(part.by, part.title, found)
    rows = [row for row in found if part.stands_in_it(row)]
    others = [row for row in found if not part.stands_in_it(row)]
    return ReportPart(part.by, part.title, rows, part.others, others)
