"""`prefpad till`: from now on, which it is, and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.till.conftest import Till

ADDRESS = "ssh://pad@shop/~/pad.db"


def test_a_till_uses_the_pad_of_the_shop_from_now_on_and_no_longer(till: Till) -> None:
    home = {"PREFPAD_DB": ""}
    told = till.answer("till", ADDRESS, **home)
    assert told == f"This till uses the pad on shop from now on: {till.pad}.\n"
    assert "oat flat white" in till.answer("recall", "smith", **home)
    assert till.answer("till", **home) == f"This till uses the pad on shop: {till.pad}.\n"
    assert "on this machine again" in till.answer("till", "--off", **home)
    assert "-Oexit" in till.seen_by_ssh
    assert "on this machine already" in till.answer("till", "--off", **home)
    assert till.run("recall", "smith", **home).returncode == 6
    assert "`prefpad where` shows which" in till.answer("till", **home)


def test_what_counts_first_is_said(till: Till) -> None:
    own = till.near / ".local" / "share" / "prefpad" / "pad.db"
    till.answer("--db", "x.db", "init")
    own.parent.mkdir(parents=True)
    own.touch()
    done = till.run("till", ADDRESS, PREFPAD_DB="x.db").stderr.decode()
    assert f"`prefpad --db {own}` opens it" in done
    assert "PREFPAD_DB names x.db" in done
    assert f"PREFPAD_DB names {ADDRESS}: unset it" in till.run("till", "--off").stderr.decode()


@pytest.mark.parametrize(
    ("says", "sentence", "hint"),
    [
        ("ssh: Could not resolve hostname shop: Name or service", "no machine called shop", "name"),
        (
            "connect to host shop port 22: Connection refused",
            "accepts nobody over ssh",
            "ssh server",
        ),
        ("Host key verification failed.", "not known to this till", "`ssh pad@shop`"),
        (
            "REMOTE HOST IDENTIFICATION HAS CHANGED!\nHost key verification failed.",
            "not known to this till, or is not the machine that it was",
            "fingerprint",
        ),
        ("pad@shop: Permission denied (publickey).", "does not know the key", "authorized_keys"),
        ("Connection timed out during banner exchange", "shop does not answer", "connection"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do_and_nothing_is_remembered(
    till: Till, says: str, sentence: str, hint: str
) -> None:
    told = till.refusal("till", ADDRESS, exit_code=6, SAYS=says)
    assert sentence in told
    assert hint in told.partition("\nhint: ")[2]
    assert not (till.near / ".local").exists()


def test_a_pad_that_is_not_there_is_told(till: Till) -> None:
    told = till.refusal("till", "ssh://pad@shop/~/other.db", exit_code=6)
    assert told.startswith(f"There is no pad {till.far}/other.db on shop.\n")
    assert f"`prefpad init {till.far}/other.db`" in told


def test_a_shop_without_prefpad_or_with_another_version_is_told(till: Till) -> None:
    program = till.near.parent / "programs" / "prefpad"
    ours = program.read_text(encoding="utf-8")
    older = f'#!/bin/sh\n[ "$1" = --version ] && exec echo prefpad 0.0.9\n{ours}'
    program.write_text(older, encoding="utf-8")
    told = till.run("till", ADDRESS).stderr.decode()
    assert "shop has prefpad 0.0.9 and this till 0.1.0: update the older one." in told
    program.unlink()
    assert "prefpad is not installed on shop" in till.refusal("till", ADDRESS, exit_code=6)


def test_an_address_that_was_spoilt_is_told_and_no_other_pad_is_written(till: Till) -> None:
    place = till.near / ".local" / "share" / "prefpad"
    place.mkdir(parents=True)
    (place / "till").write_text("shop\n", encoding="utf-8")
    told = till.refusal("add", "Ida Berg", "tea", exit_code=2, PREFPAD_DB="")
    assert told.startswith("That is not the address of a pad on another machine.\n")
    till.answer("till", "--off", PREFPAD_DB="")
    assert [*place.iterdir()] == []


def test_an_address_with_a_password_and_two_wishes_at_once_are_refused(till: Till) -> None:
    told = till.refusal("till", "ssh://pad:secret@shop", exit_code=2)
    assert "secret" not in told
    assert "Use only one" in till.refusal("till", ADDRESS, "--off", exit_code=2)
