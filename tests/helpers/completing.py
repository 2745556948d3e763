"""What the shells are offered when somebody presses Tab."""

from __future__ import annotations

import os
import subprocess
import sys


def completed(instruction: str, **environment: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "prefpad"],
        capture_output=True,
        env={**os.environ, "_PREFPAD_COMPLETE": instruction, **environment},
        check=True,
    )
    assert done.stderr == b""
    return done.stdout.decode().split("\n")[:-1] if done.stdout.strip() else []


def bash(*words: str) -> list[str]:
    return completed("complete_bash", COMP_WORDS="\n".join(words), COMP_CWORD=str(len(words) - 1))


def zsh(line: str) -> str:
    return "\n".join(completed("complete_zsh", _TYPER_COMPLETE_ARGS=line))


def fish(line: str) -> list[str]:
    return completed(
        "complete_fish", _TYPER_COMPLETE_ARGS=line, _TYPER_COMPLETE_FISH_ACTION="get-args"
    )


# -- what is offered -----------------------------------------------------------------------------
