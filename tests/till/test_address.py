"""What is an address of a pad on another machine, and what is not."""

from __future__ import annotations

import pytest

from prefpad.domain.errors import AskedWrongly
from prefpad.till.address import Address, forget, parse_address, remember, remembered

GOOD = {
    "ssh://shop": Address("shop"),
    "ssh://pad@shop/~/pad.db": Address("shop", "pad", None, "~/pad.db"),
    "ssh://shop:2222/srv/our pad.db": Address("shop", None, 2222, "/srv/our pad.db"),
    "ssh://shop/~ana/pad.db": Address("shop", None, None, "~ana/pad.db"),
    "ssh://pad@[fe80::1%eth0]:22": Address("fe80::1%eth0", "pad", 22),
    " SSH://Shop-1.example ": Address("Shop-1.example"),
}
BAD = [
    "ssh://",
    "ssh:///pad.db",
    "ssh://-oProxyCommand=id/pad.db",
    "ssh://-l@shop",
    "ssh://shop -oProxyCommand=id",
    "ssh://$(id)/pad.db",
    "ssh://shop;id",
    "ssh://shop:0/pad.db",
    "ssh://shop:70000",
    "ssh://shop/a\nb",
    "ssh://[shop]",
    "ssh://a@b@shop",
]


@pytest.mark.parametrize("text", GOOD)
def test_an_address_is_read(text: str) -> None:
    assert parse_address(text) == GOOD[text]


@pytest.mark.parametrize("address", GOOD.values(), ids=str)
def test_an_address_is_written_as_it_is_read(address: Address) -> None:
    assert parse_address(str(address)) == address


@pytest.mark.parametrize("text", BAD)
def test_what_ssh_or_a_shell_could_misread_is_no_address(text: str) -> None:
    with pytest.raises(AskedWrongly):
        parse_address(text)


@pytest.mark.parametrize("text", ["ssh://pad:secret@shop/pad.db", "ssh://:secret@shop"])
def test_a_password_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(AskedWrongly, match="password") as refused:
        parse_address(text)
    assert "secret" not in f"{refused.value.sentence} {refused.value.hint}"


def test_an_address_is_remembered_for_this_user_alone_until_it_is_forgotten() -> None:
    assert remembered() is None
    remember(parse_address("ssh://pad@shop/~/pad.db"))
    remember(parse_address("ssh://shop"))
    assert remembered() == "ssh://shop"
    forget()
    forget()
    assert remembered() is None
