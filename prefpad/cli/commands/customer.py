"""`prefpad customer`: list customers; show and edit one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from prefpad.cli.completion import CUSTOMER_NAME, one_of
from prefpad.cli.options import Format, FormatOption, LimitOption, option
from prefpad.cli.prompts import about
from prefpad.cli.render.customer import customer_listing, show_customer
from prefpad.cli.render.formats import show
from prefpad.cli.render.serialize import write_json
from prefpad.cli.replies import answer_beside
from prefpad.cli.values import quoted
from prefpad.customers.edit import Edit
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.vocabulary import CONSENTS, ROLES

if TYPE_CHECKING:
    from prefpad.cli.context import Context
    from prefpad.domain.vocabulary import Role
    from prefpad.notes.add import AddResult
    from prefpad.pad import Pad

_A_SCREENFUL = 50
_Texts = list[str] | None


_NAMES = "Names"
_REACH = "Phone, e-mail and numbers"
_ABOUT = "Who they are (without CUSTOMER: whom to list)"
_CONSENT = "Consent"


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
        option("'14 March', with or without a year.", _ABOUT, "--birthday", metavar="DAY"),
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
        str | None, option("When they gave it [default: today].", _CONSENT, "--on", metavar="DAY")
    ] = None,
    drop: Annotated[
        _Texts,
        typer.Option(
            "--drop", metavar="VALUE", help="Remove a phone, e-mail, alias, tag or occasion."
        ),
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Make a new customer.")] = False,
    limit: LimitOption = None,
    form: FormatOption = None,
) -> None:
    """List the customers, or show and edit one.

    With a name, the options change what is kept; an empty text ("") removes a field. Where a
    customer can have several, such as phones and tags, a new one is added and --drop removes one.

    \b
    Examples:
      prefpad customer --tag guest/business
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
    )
    if (how or on) and not consent:
        raise AskedWrongly(
            "--how and --on go with --consent.", "Add --consent notes=given, or messages=given."
        )
    with context.pad("customer", make_default=new) as pad:
        if customer:
            _one(context, pad, " ".join(customer), wanted, form, new=new)
        elif new or set(wanted.fields) - {"role", "owner"} or handles_or_more(wanted):
            raise AskedWrongly("Which customer?", "Write the name after `prefpad customer`.")
        else:
            _list(context, pad, wanted, limit, form)


def handles_or_more(wanted: Edit) -> bool:
    """Tell whether an edit has what only one customer can have."""
    return bool(wanted.handles or wanted.occasions or wanted.drop or wanted.consents)


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

    alerts: list[AddResult] = []
    if new:
        person, alerts = edit_customer(pad.session, customer, wanted, new=True)
    elif wanted:
        person, alerts = about(
            context,
            customer,
            lambda who: edit_customer(pad.session, who, wanted, new=False),
            suggestion="doubted",
        )
    else:
        person = about(context, customer, pad.customer)
    match context.form(form):
        case "table" | "plain":
            show_customer(person, context.form(form), context.today, context.out)
        case "json":
            write_json(person, context.out)
        case chosen:
            show(customer_listing([person], context.today), chosen, context.out)
    for alert in alerts:
        answer_beside(context, alert)


def _list(context: Context, pad: Pad, wanted: Edit, limit: int | None, form: Format | None) -> None:
    if len(wanted.tags) > 1:
        raise AskedWrongly("Customers are listed by one tag.", "Use --tag once.")
    chosen = context.form(form)
    if limit is None and chosen == "table":
        limit = _A_SCREENFUL
    people = pad.customers(
        tag=wanted.tags[0] if wanted.tags else None,
        role=cast("Role | None", wanted.fields.get("role")),
        owner=wanted.fields.get("owner"),
        limit=limit + 1 if limit else None,
    )
    context.show(customer_listing(people[: limit or None], context.today), chosen)
    if limit and len(people) > limit:
        context.notice(f"The first {limit} are shown; --limit 0 shows all.")
