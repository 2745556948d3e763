"""What the shells are offered when somebody presses Tab."""

from __future__ import annotations

from typer.testing import CliRunner

from prefpad.cli.app import app


def completed(shell: str, line: str, **environment: str) -> list[str]:
    """Return the lines that the script of a shell reads."""
    done = CliRunner().invoke(
        app,
        [],
        prog_name="prefpad",
        env={"_PREFPAD_COMPLETE": shell, "_PREFPAD_LINE": f"prefpad {line}", **environment},
        catch_exceptions=False,
    )
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout.splitlines()


def bash(line: str, word: str) -> list[str]:
    """Return what bash puts in place of a word, or lists."""
    return completed("bash", line, _PREFPAD_WORD=word)[1:]


def described(line: str) -> list[str]:
    """Return all that can follow, each with what is said about it."""
    return completed("fish", line)[1:]


def offered(line: str) -> list[str]:
    """Return all that can follow."""
    return [offer.split("\t")[0] for offer in described(line)]
