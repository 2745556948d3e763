"""Installing completion where each shell looks for it."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from prefpad.domain.errors import CouldNot


class Installed(NamedTuple):
    """What was installed.

    Attributes:
        shell: its name.
        path: the script.
        begin: the command that makes a shell that is open read it.
    """

    shell: str
    path: Path
    begin: str


_COMPINIT = "fpath+=~/.zfunc; autoload -Uz compinit; compinit"


def script(shell: str) -> str:
    """Return the script that completes in a shell."""
    name = f"{shell}.fish" if shell == "fish" else f"{shell}.sh"
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def install(shell: str) -> Installed:
    """Install completion for a shell of this user, changing no line that is there.

    Raises:
        CouldNot: a file cannot be written.
    """
    home = Path.home()
    start: Path | None = None
    line = ""
    match shell:
        case "bash":
            path, begin = home / ".bash_completions" / "prefpad.sh", "source ~/.bashrc"
            start, line = home / ".bashrc", "source ~/.bash_completions/prefpad.sh"
        case "zsh":
            path, begin = home / ".zfunc" / "_prefpad", "exec zsh"
            start, line = Path(os.environ.get("ZDOTDIR") or home) / ".zshrc", _COMPINIT
        case _:
            folder = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
            path, begin = folder / "fish" / "completions" / "prefpad.fish", "exec fish"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script(shell), encoding="utf-8")
        if start:
            _append(start, line)
    except OSError as error:
        raise CouldNot(
            f"Completion could not be installed: {error.filename} cannot be written.",
            "`prefpad --show-completion` prints the script, to install by hand.",
        ) from error
    return Installed(shell, path, begin)


def shell_in_use() -> str:
    """Return the name of the shell that runs this program.

    Raises:
        CouldNot: it is not one that can complete.
    """
    from typer._completion_shared import _get_shell_name

    name = _get_shell_name()
    if name not in {"bash", "zsh", "fish"}:
        raise CouldNot(
            "Completion works in bash, zsh and fish only.", "Run this command in one of them."
        )
    return name


def _append(file: Path, line: str) -> None:
    known = file.read_text(encoding="utf-8", errors="surrogateescape") if file.exists() else ""
    if line in known.splitlines():
        return
    with file.open("a", encoding="utf-8") as end:
        end.write(f"{'' if not known or known.endswith(chr(10)) else chr(10)}{line}\n")
