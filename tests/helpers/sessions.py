"""The sessions that README.md and the pages of help show, and how to run them.

`python -m tests.helpers.sessions` writes into each what the program prints today.
"""

from __future__ import annotations

import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from select import select
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from prefpad.__main__ import main
from tests.conftest import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

HOME = Path(__file__).parent.parent.parent
README = HOME / "README.md"
PAGES = sorted((HOME / "prefpad" / "cli" / "pages").glob("*.md"))
DEMO = "prefpad-demo.db"

_BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```)", re.MULTILINE | re.DOTALL)
_AS_IT_STANDS = re.compile(r"""prefpad(?: (?:[\w@.,:/+=-]+|"[^"$`\\!]*"|'[^']*'))+""")
_END_OF_SESSION = "\0"
_SECONDS_BEFORE_IT_IS_A_QUESTION = 300


class Session(NamedTuple):
    """A command line, and what it prints at a terminal of 80 columns."""

    command: str
    output: str

    def __str__(self) -> str:
        """Return the session as a page shows it."""
        return f"$ {self.command}\n" + (f"{self.output}\n" if self.output else "")


def blocks(file: Path) -> list[str]:
    """Return what stands in the console blocks of a file."""
    return _BLOCK.findall(file.read_text(encoding="utf-8"))


def sessions(block: str) -> list[Session]:
    """Return the sessions of a block."""
    parts = (part.partition("\n") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:])
    return [Session(command, _trimmed(output)) for command, _, output in parts]


def as_printed(file: Path, folder: Path, demo: Path) -> list[list[Session]]:
    """Run the sessions of a file, and return them, by block, as they went.

    Those of the README run in one shell. A page begins with a copy of the sample pad, and what a
    shell would pass on as it stands is run by a copy of this process, which has the program loaded.
    """
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "TERM": "dumb",
        "COLUMNS": "80",
    }
    shown = [sessions(block) for block in blocks(file)]
    commands = [session.command for block in shown for session in block]
    if file == README:
        printed = _in_a_shell(commands, folder, environment)
    else:
        shutil.copy(demo, folder / DEMO)
        environment["PREFPAD_DB"] = DEMO
        printed = [
            _in_a_copy(command, folder, environment)
            if _AS_IT_STANDS.fullmatch(command)
            else _in_a_shell([command], folder, environment)[0]
            for command in commands
        ]
    outputs = iter(printed)
    return [[Session(one.command, next(outputs)) for one in block] for block in shown]


def _in_a_shell(commands: list[str], folder: Path, environment: dict[str, str]) -> list[str]:
    script = "\n".join(f"{command}\nprintf '\\0'" for command in commands)

    def run_them() -> None:
        os.execvpe("bash", ["bash", "-c", script], os.environ)  # noqa: S606 - what a reader has

    *outputs, _ = _said_at_a_terminal(run_them, folder, environment).split(_END_OF_SESSION)
    return [_trimmed(output) for output in outputs]


def _in_a_copy(command: str, folder: Path, environment: dict[str, str]) -> str:
    def run_it() -> None:
        sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115 - for good
        sys.argv = shlex.split(command)
        main()

    return _trimmed(_said_at_a_terminal(run_it, folder, environment))


def _said_at_a_terminal(work: Callable[[], None], folder: Path, environment: dict[str, str]) -> str:
    child, ours = pty.fork()
    if not child:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        try:
            work()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(0)
    printed = b""
    while piece := _read(ours):
        printed += piece
    os.close(ours)
    os.waitpid(child, 0)
    return printed.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    if not select([terminal], [], [], _SECONDS_BEFORE_IT_IS_A_QUESTION)[0]:
        return b""
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the other end is closed
        return b""


def _trimmed(output: str) -> str:
    return "\n".join(line.rstrip() for line in output.splitlines()).rstrip()


def _rewrite(file: Path, folder: Path, demo: Path) -> None:
    printed = iter("\n".join(map(str, block)) for block in as_printed(file, folder, demo))
    text = file.read_text(encoding="utf-8")
    file.write_text(_BLOCK.sub(lambda _: next(printed), text), encoding="utf-8")


def make_demo(home: Path) -> Path:
    """Make the sample pad in a folder, on the day of the tests, and return its path."""
    demo = home / DEMO
    subprocess.run(
        [sys.executable, "-m", "prefpad", "-q", "demo", demo],
        env={**os.environ, **at_home(home)},
        check=True,
    )
    return demo


def at_home(folder: Path) -> dict[str, str]:
    """Return the environment of a user with that home, on the day of the tests."""
    return {
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "PREFPAD_TODAY": TODAY.isoformat(),
        "PREFPAD_AUTHOR": "Ana",
    }


def _rewrite_all() -> None:
    with TemporaryDirectory() as home:
        os.environ |= at_home(Path(home))
        os.environ.pop("PREFPAD_DB", None)
        demo = make_demo(Path(home))
        for file in (README, *PAGES):
            with TemporaryDirectory() as folder:
                _rewrite(file, Path(folder), demo)


if __name__ == "__main__":
    _rewrite_all()
