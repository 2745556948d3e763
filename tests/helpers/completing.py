"""What the shells are offered when somebody presses Tab."""

from __future__ import annotations

from typer.testing import CliRunner

from prefpad.cli.app import app


def completed(instruction: str, **environment: str) -> list[str]:
    done = CliRunner().invoke(
        app,
        [],
        prog_name="prefpad",
        env={"_PREFPAD_COMPLETE": instruction, **environment},
        catch_exceptions=False,
    )
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout.split("\n")[:-1] if done.stdout.strip() else []


def bash(*words: str) -> list[str]:
    return completed("complete_bash", COMP_WORDS="\n".join(words), COMP_CWORD=str(len(words) - 1))


def zsh(line: str) -> str:
    return "\n".join(completed("complete_zsh", _TYPER_COMPLETE_ARGS=line))


def fish(line: str) -> list[str]:
    return completed(
        "complete_fish", _TYPER_COMPLETE_ARGS=line, _TYPER_COMPLETE_FISH_ACTION="get-args"
    )
