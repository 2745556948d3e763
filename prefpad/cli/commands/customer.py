"""`prefpad customer`: list customers; show and edit one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from prefpad.cli.completion import CUSTOMER_NAME, one_of
from prefpad.cli.options import Format, FormatOption, LimitOption
from prefpad.cli.prompts import about
from prefpad.cli.render.customer import customer_listing, show_customer
from prefpad.cli.render.formats import show
from prefpad.cli.render.serialize import write_json
from prefpad.cli.values import quoted
from prefpad.customers.edit import Edit
from prefpad.domain.errors import AskedWrongly
from prefpad.domain.vocabulary import CONSENTS, ROLES

if TYPE_CHECKING:
    from prefpad.cli.context import Context
    from prefpad.domain.vocabulary import Role
    from prefpad.pad import Pad

_A_SCREENFUL = 50
_Texts = list[str] | None


_NAMES = "Names"
_REACH = "Phone, e-mail and numbers"
_ABOUT = "Who they are (without CUSTOMER: whom to list)"
_CONSENT = "Consent"


def _option(
    name: str, metavar: str, help_text: str, panel: str, *choices: str
) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        name,
        metavar=metavar,
        help=help_text,
        rich_help_panel=panel,
        autocompletion=one_of(*choices) if choices else None,
    )
    return option


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
    name: Annotated[str | None, _option("--name", "NAME", "Full name.", _NAMES)] = None,
    formal: Annotated[
        str | None, _option("--formal", "WORDS", "Formal address, such as Mr. Smith.", _NAMES)
    ] = None,
    familiar: Annotated[
        str | None, _option("--familiar", "WORDS", "Familiar address, if they offered it.", _NAMES)
    ] = None,
    said: Annotated[
        str | None, _option("--said", "WORDS", "How to pronounce the name.", _NAMES)
    ] = None,
    never: Annotated[
        str | None, _option("--never", "WORDS", "What never to call them.", _NAMES)
    ] = None,
    alias: Annotated[_Texts, _option("--alias", "NAME", "Another name they use.", _NAMES)] = None,
    phone: Annotated[_Texts, _option("--phone", "NUMBER", "Phone number.", _REACH)] = None,
    email: Annotated[_Texts, _option("--email", "ADDRESS", "E-mail address.", _REACH)] = None,
    card: Annotated[_Texts, _option("--card", "NUMBER", "Customer card.", _REACH)] = None,
    outside_id: Annotated[
        _Texts, _option("--id", "ID", "Their id in another program.", _REACH)
    ] = None,
    tag: Annotated[_Texts, _option("--tag", "TAG", "Tag, such as guest/business.", _ABOUT)] = None,
    role: Annotated[
        str | None, _option("--role", "ROLE", "customer, colleague or supplier.", _ABOUT, *ROLES)
    ] = None,
    owner: Annotated[
        str | None, _option("--owner", "NAME", "Who looks after them.", _ABOUT)
    ] = None,
    birthday: Annotated[
        str | None, _option("--birthday", "DAY", "'14 March', with or without a year.", _ABOUT)
    ] = None,
    occasion: Annotated[
        _Texts,
        _option("--occasion", "NAME=DAY", "Another day, such as anniversary=06-12.", _ABOUT),
    ] = None,
    consent: Annotated[
        _Texts,
        _option(
            "--consent",
            "FOR=STATUS",
            "notes or messages = asked, given, refused or withdrawn.",
            _CONSENT,
            *(f"{about}={status}" for about in ("notes", "messages") for status in CONSENTS),
        ),
    ] = None,
    how: Annotated[
        str | None, _option("--how", "WORDS", "How they gave it, such as signed card.", _CONSENT)
    ] = None,
    on: Annotated[
        str | None, _option("--on", "DAY", "When they gave it [default: today].", _CONSENT)
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
        "pronounced": said,
        "not_called": never,
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
    if new:
        person = pad.edit(customer, wanted, new=True)
    elif wanted:
        person = about(context, customer, lambda who: pad.edit(who, wanted), suggestion="doubted")
    else:
        person = about(context, customer, pad.customer)
    match context.form(form):
        case "table" | "plain":
            show_customer(person, context.form(form), context.today, context.out)
        case "json":
            write_json(person, context.out)
        case chosen:
            show(customer_listing([person], context.today), chosen, context.out)


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
