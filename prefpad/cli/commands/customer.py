"""`prefpad customer`: list customers; show and edit one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from prefpad.cli.completion import CUSTOMER_NAME
from prefpad.cli.options import Format, FormatOption, LimitOption
from prefpad.cli.prompts import about
from prefpad.cli.render.customer import customer_listing, show_customer
from prefpad.cli.render.formats import show
from prefpad.cli.render.serialize import write_json
from prefpad.customers.edit import Edit
from prefpad.domain.errors import AskedWrongly

if TYPE_CHECKING:
    from prefpad.cli.context import Context
    from prefpad.domain.vocabulary import Role
    from prefpad.pad import Pad

_A_SCREENFUL = 50
_Texts = list[str] | None


def _option(name: str, metavar: str, help_text: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        name, metavar=metavar, help=help_text, show_default=False
    )
    return option


def customer_command(
    ctx: typer.Context,
    customer: Annotated[
        str | None,
        typer.Argument(
            metavar="[CUSTOMER]",
            help="Any handle; none lists the customers.",
            click_type=CUSTOMER_NAME,
        ),
    ] = None,
    name: Annotated[str | None, _option("--name", "NAME", "The full name.")] = None,
    formal: Annotated[
        str | None, _option("--formal", "WORDS", "Formal address: Mr. Smith.")
    ] = None,
    familiar: Annotated[
        str | None, _option("--familiar", "WORDS", "Familiar address, if they offered it.")
    ] = None,
    said: Annotated[str | None, _option("--said", "WORDS", "How the name is said aloud.")] = None,
    never: Annotated[str | None, _option("--never", "WORDS", "What not to call them.")] = None,
    alias: Annotated[_Texts, _option("--alias", "NAME", "Another name they go by.")] = None,
    phone: Annotated[_Texts, _option("--phone", "NUMBER", "A phone number.")] = None,
    email: Annotated[_Texts, _option("--email", "ADDRESS", "An e-mail address.")] = None,
    card: Annotated[_Texts, _option("--card", "NUMBER", "A customer card.")] = None,
    outside_id: Annotated[_Texts, _option("--id", "ID", "Their id elsewhere.")] = None,
    tag: Annotated[
        _Texts, _option("--tag", "TAG", "A tag to add; without CUSTOMER, to list.")
    ] = None,
    role: Annotated[
        str | None, _option("--role", "ROLE", "customer, colleague or supplier; likewise.")
    ] = None,
    owner: Annotated[
        str | None, _option("--owner", "NAME", "Who looks after them; likewise.")
    ] = None,
    birthday: Annotated[
        str | None, _option("--birthday", "DAY", "'14 March', with or without the year.")
    ] = None,
    occasion: Annotated[
        _Texts, _option("--occasion", "NAME=DAY", "A day to remember: anniversary=06-12.")
    ] = None,
    consent: Annotated[
        _Texts,
        _option("--consent", "TO=STATUS", "notes or messages = asked, given, refused, withdrawn."),
    ] = None,
    how: Annotated[str | None, _option("--how", "WORDS", "How the consent came.")] = None,
    on: Annotated[str | None, _option("--on", "DAY", "The day of it; today by default.")] = None,
    drop: Annotated[
        _Texts, _option("--drop", "VALUE", "A handle, tag or occasion to take away.")
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Make a new customer.")] = False,
    limit: LimitOption = None,
    form: FormatOption = None,
) -> None:
    """List the customers, or show and edit one.

    Without a name, --tag, --role and --owner choose whom to list. With one, the options change what
    is kept; an empty text ("") takes a field away.

    \b
    Examples:
      prefpad customer --tag guest/business
      prefpad customer smith --consent notes=given --how "signed card" --on yesterday
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
            "--how and --on are about a consent.", "Say --consent notes=given, or messages=given."
        )
    with context.pad("customer", make_default=new) as pad:
        if customer is not None:
            _one(context, pad, customer, wanted, form, new=new)
        elif new or set(wanted.fields) - {"role", "owner"} or handles_or_more(wanted):
            raise AskedWrongly("Whose is that?", "Name the customer behind `prefpad customer`.")
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
                f"{occasion!r} is no occasion.", "Write NAME=DAY, as in anniversary=06-12."
            )
        found[name] = day
    return found


def _one(
    context: Context, pad: Pad, customer: str, wanted: Edit, form: Format | None, *, new: bool
) -> None:
    if new:
        person = pad.edit(customer, wanted, new=True)
    elif wanted:
        person = about(context, customer, lambda who: pad.edit(who, wanted), writing=True)
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
        raise AskedWrongly("Customers are listed by one tag.", "Give --tag once.")
    chosen = context.form(form)
    if limit is None and chosen == "table":
        limit = _A_SCREENFUL
    people = pad.customers(
        tag=wanted.tags[0] if wanted.tags else None,
        role=cast("Role | None", wanted.fields.get("role")),
        owner=wanted.fields.get("owner"),
        limit=limit + 1 if limit else None,
    )
    show(customer_listing(people[: limit or None], context.today), chosen, context.out)
    if limit and len(people) > limit:
        context.notice(f"The first {limit} are shown; --limit 0 shows all.")
