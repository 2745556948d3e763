"""`prefpad customer`: list customers; show and edit one."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from prefpad.cli.completion import CUSTOMER_NAME, Completing, one_of
from prefpad.cli.options import Format, FormatOption, LimitOption, option
from prefpad.cli.prompts import about
from prefpad.cli.render.customer import customer_listing, show_customer
from prefpad.cli.render.formats import show
from prefpad.cli.render.serialize import write_json
from prefpad.cli.replies import answer_beside
from prefpad.cli.unknown_command import verb_before_name
from prefpad.cli.values import DAY, quoted
from prefpad.customers.edit import Edit, checked_tag
from prefpad.customers.handle_search import matches
from prefpad.customers.lookup import checked_filter, each_customer
from prefpad.customers.repository import SORTS, WITHOUT
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.normalize import fold
from prefpad.domain.vocabulary import CONSENTS, ROLES
from prefpad.domain.vocabulary import one_of as one_of_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefpad.cli.context import Context
    from prefpad.domain.models import Customer
    from prefpad.pad import Pad

_A_SCREENFUL = 50
_Texts = list[str] | None


_NAMES = "Names"
_REACH = "Phone, e-mail and numbers"
_ABOUT = "Who they are (without CUSTOMER: who to list)"
_CONSENT = "Consent"
_OLD_NAME = "The old name still finds them, and is shown nowhere; --drop-old-name forgets it."
_LIST = "Without CUSTOMER"


def customer_command(
    ctx: typer.Context,
    customer: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CUSTOMER]",
            help="Name, alias, phone, e-mail, card or @number; leave it out to list all.",
            click_type=CUSTOMER_NAME,
        ),
    ] = None,
    name: Annotated[str | None, option("Full name.", _NAMES, "--name", metavar="NAME")] = None,
    drop_old_name: Annotated[
        bool, option("With --name: no longer find the old one.", _NAMES, "--drop-old-name")
    ] = False,
    formal: Annotated[
        str | None,
        option("Formal address, such as Mr. Smith.", _NAMES, "--formal", metavar="WORDS"),
    ] = None,
    familiar: Annotated[
        str | None,
        option("Familiar address, if they offered it.", _NAMES, "--familiar", metavar="WORDS"),
    ] = None,
    pronounced: Annotated[
        str | None, option("How to pronounce the name.", _NAMES, "--pronounced", metavar="WORDS")
    ] = None,
    not_called: Annotated[
        str | None, option("What never to call them.", _NAMES, "--not-called", metavar="WORDS")
    ] = None,
    alias: Annotated[
        _Texts, option("Another name they use.", _NAMES, "--alias", metavar="NAME")
    ] = None,
    phone: Annotated[_Texts, option("Phone number.", _REACH, "--phone", metavar="NUMBER")] = None,
    email: Annotated[
        _Texts, option("E-mail address.", _REACH, "--email", metavar="ADDRESS")
    ] = None,
    card: Annotated[_Texts, option("Customer card.", _REACH, "--card", metavar="NUMBER")] = None,
    outside_id: Annotated[
        _Texts, option("Their id in another program.", _REACH, "--id", metavar="ID")
    ] = None,
    tag: Annotated[
        _Texts, option("Tag, such as guest/business.", _ABOUT, "--tag", metavar="TAG")
    ] = None,
    role: Annotated[
        str | None,
        option(
            "customer, colleague or supplier.",
            _ABOUT,
            "--role",
            metavar="ROLE",
            autocompletion=one_of(*ROLES),
        ),
    ] = None,
    owner: Annotated[
        str | None, option("Who looks after them.", _ABOUT, "--owner", metavar="NAME")
    ] = None,
    birthday: Annotated[
        str | None,
        option(
            "'14 March', with or without a year.",
            _ABOUT,
            "--birthday",
            metavar="DAY",
            click_type=DAY,
        ),
    ] = None,
    occasion: Annotated[
        _Texts,
        option("Another day, such as anniversary=06-12.", _ABOUT, "--occasion", metavar="NAME=DAY"),
    ] = None,
    consent: Annotated[
        _Texts,
        option(
            "notes or messages = asked, given, refused or withdrawn.",
            _CONSENT,
            "--consent",
            metavar="FOR=STATUS",
            autocompletion=one_of(
                *(f"{about}={status}" for about in ("notes", "messages") for status in CONSENTS)
            ),
        ),
    ] = None,
    how: Annotated[
        str | None,
        option("How they gave it, such as signed card.", _CONSENT, "--how", metavar="WORDS"),
    ] = None,
    on: Annotated[
        str | None,
        option(
            "When they gave it [default: today].", _CONSENT, "--on", metavar="DAY", click_type=DAY
        ),
    ] = None,
    drop: Annotated[
        _Texts,
        typer.Option(
            "--drop", metavar="VALUE", help="Remove a phone, e-mail, alias, tag or occasion."
        ),
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Make a new customer.")] = False,
    without: Annotated[
        _Texts,
        option(
            f"Who lacks it: {one_of_words(tuple(WITHOUT))}.",
            _LIST,
            "--without",
            metavar="WHAT",
            autocompletion=one_of(*WITHOUT),
        ),
    ] = None,
    last_visit_before: Annotated[
        str | None,
        option(
            "Who was last here before that.",
            _LIST,
            "--last-visit-before",
            metavar="DAY",
            click_type=DAY,
        ),
    ] = None,
    sort: Annotated[
        str | None,
        option(
            f"{one_of_words(tuple(SORTS))} [default: name].",
            _LIST,
            "--sort",
            metavar="ORDER",
            autocompletion=one_of(*SORTS),
        ),
    ] = None,
    add_tag: Annotated[
        _Texts,
        option(
            "Give this tag to all that are listed.",
            _LIST,
            "--add-tag",
            metavar="TAG",
            click_type=Completing("tags"),
        ),
    ] = None,
    remove_tag: Annotated[
        _Texts,
        option(
            "Take this tag from all that are listed.",
            _LIST,
            "--remove-tag",
            metavar="TAG",
            click_type=Completing("tags"),
        ),
    ] = None,
    dry_run: Annotated[
        bool, option("Show whose tags would change; change nothing.", _LIST, "--dry-run")
    ] = False,
    yes: Annotated[bool, option("Change tags without asking.", _LIST, "--yes")] = False,
    limit: LimitOption = None,
    form: FormatOption = None,
) -> None:
    """List the customers, or show and edit one.

    With a name, the options change what is kept; an empty text ("") removes a field. Where a
    customer can have several, such as phones and tags, a new one is added and --drop removes one.
    Without a name, --tag, --role and --owner choose who to list, and --add-tag and --remove-tag
    change all of those, after showing them; one undo takes it back.

    \b
    Examples:
      prefpad customer --last-visit-before "1 year ago" --add-tag winback
      prefpad customer smith --consent notes=given --how "signed card"
    """
    context: Context = ctx.obj
    fields = {
        "name": name,
        "formal": formal,
        "familiar": familiar,
        "pronounced": pronounced,
        "not_called": not_called,
        "role": role,
        "owner": owner,
    }
    handles = {"alias": alias, "phone": phone, "email": email, "card": card, "id": outside_id}
    wanted = Edit(
        {key: value for key, value in fields.items() if value is not None},
        {kind: values for kind, values in handles.items() if values},
        tag or [],
        _occasions(birthday, occasion),
        drop or [],
        consent or [],
        how or "",
        on,
        drop_old_name,
    )
    if drop_old_name and name is None:
        raise AskedWrongly(
            "--drop-old-name goes with --name.",
            'Add --name, or --drop "OLD NAME" if it was kept before.',
        )
    if (how or on) and not consent:
        raise AskedWrongly(
            "--how and --on go with --consent.", "Add --consent notes=given, or messages=given."
        )
    listing = _Listing(
        tuple(without or ()), last_visit_before, sort, tuple(add_tag or ()), tuple(remove_tag or ())
    )
    if (customer or new) and any(listing):
        raise AskedWrongly(
            "--without, --last-visit-before, --sort, --add-tag and --remove-tag are for a list.",
            "Leave the name out; for one customer use --tag and --drop.",
        )
    if (yes or dry_run) and not (add_tag or remove_tag):
        raise AskedWrongly(
            "--yes and --dry-run go with --add-tag or --remove-tag.", "Add one of these."
        )
    with context.pad("customer", make_default=new) as pad:
        if customer:
            _refuse_verb(pad, customer, new=new)
            _one(context, pad, " ".join(customer), wanted, form, new=new)
        elif new or set(wanted.fields) - {"role", "owner"} or handles_or_more(wanted):
            raise AskedWrongly("Which customer?", "Write the name after `prefpad customer`.")
        else:
            chosen = context.form(form)
            most = _A_SCREENFUL if limit is None and chosen == "table" else limit or None
            if add_tag or remove_tag:
                found = pad.customers(**_whom(wanted, listing), limit=limit or None)
                _retag(context, pad, found, listing, chosen, dry_run=dry_run, yes=yes)
            else:
                whom = checked_filter(pad.session, **_whom(wanted, listing))
                people = each_customer(pad.session, whom, most and most + 1)
                _list(context, people, most, chosen)


class _Listing(NamedTuple):
    """Whom to list, in which order, and which of their tags to change."""

    without: tuple[str, ...]
    last_visit_before: str | None
    sort: str | None
    add_tag: tuple[str, ...]
    remove_tag: tuple[str, ...]


def handles_or_more(wanted: Edit) -> bool:
    """Tell whether an edit has changes that only make sense for one customer."""
    return bool(wanted.handles or wanted.occasions or wanted.drop or wanted.consents)


def _refuse_verb(pad: Pad, words: list[str], *, new: bool) -> None:
    """Refuse a verb before the name, where that is not how somebody is called."""
    error = verb_before_name(words)
    if error and (new or not matches(pad.session.connection, " ".join(words))):
        raise error


def _occasions(birthday: str | None, occasions: _Texts) -> dict[str, str]:
    found = {} if birthday is None else {"birthday": birthday}
    for occasion in occasions or []:
        name, equals, day = occasion.partition("=")
        if not equals or not name.strip():
            raise AskedWrongly(
                f"{quoted(occasion)} is not an occasion.",
                "Write NAME=DAY, as in anniversary=06-12.",
            )
        found[name] = day
    return found


def _one(
    context: Context, pad: Pad, customer: str, wanted: Edit, form: Format | None, *, new: bool
) -> None:
    from prefpad.notes.add import edit_customer

    edited = None
    if new:
        edited = edit_customer(pad.session, customer, wanted, new=True)
    elif wanted:
        edited = about(
            context,
            customer,
            lambda who: edit_customer(pad.session, who, wanted, new=False),
            suggestion="doubted",
        )
    person = edited.customer if edited else about(context, customer, pad.customer)
    match context.form(form):
        case "table" | "plain":
            show_customer(person, context.form(form), context.today, context.out)
        case "json":
            write_json(person, context.out)
        case chosen:
            show(customer_listing([person], context.today), chosen, context.out)
    if edited:
        for alert in edited.alerts:
            answer_beside(context, alert)
        if edited.keeps_old_name:
            context.notice(_OLD_NAME)


def _whom(wanted: Edit, listing: _Listing) -> dict[str, Any]:
    return {
        "tag": wanted.tags,
        "role": wanted.fields.get("role"),
        "owner": wanted.fields.get("owner"),
        "without": listing.without,
        "last_visit_before": listing.last_visit_before,
        "sort": listing.sort or "name",
    }


def _list(context: Context, people: Iterator[Customer], most: int | None, form: str) -> None:
    context.show(customer_listing(islice(people, most), context.today), form)
    if next(people, None):
        context.notice(f"The first {most} are shown; --limit 0 shows all.")


def _retag(
    context: Context,
    pad: Pad,
    people: list[Customer],
    listing: _Listing,
    form: str,
    *,
    dry_run: bool,
    yes: bool,
) -> None:
    """Change the tags of everyone who is listed, after showing who that is."""
    added, removed = (list(map(checked_tag, tags)) for tags in listing[-2:])
    concerned = [
        person
        for person in people
        if any(fold(tag) not in map(fold, person.tags) for tag in added)
        or any(fold(tag) in map(fold, person.tags) for tag in removed)
    ]
    if dry_run or not concerned:
        context.show(customer_listing(concerned, context.today), form)
        context.notice(f"{_people(concerned)} would change.")
        return
    if not yes:
        if context.at_a_terminal:
            context.show(customer_listing(concerned, context.today), form)
        what = " and ".join(
            [
                *(f"add the tag {tag}" for tag in added),
                *(f"remove the tag {tag}" for tag in removed),
            ]
        )
        context.confirm_or_abort(
            f"That would {what}: {_people(concerned)}.",
            f"{what.capitalize()}: {_people(concerned)}?",
            "Nothing was changed.",
        )
    changed = pad.retag(concerned, add=added, remove=removed)
    if yes or not context.at_a_terminal:
        context.show(customer_listing(changed, context.today), form)
    context.notice(f"{_people(changed)} changed; `prefpad undo` takes it back.")


def _people(people: list[Customer]) -> str:
    return "1 customer" if len(people) == 1 else f"{len(people):,} customers"
