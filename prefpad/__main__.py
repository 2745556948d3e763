"""The console entry: `prefpad` and `python -m prefpad`."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line and leave at once.

    A command lives for a tenth of a second: collecting garbage and taking the interpreter apart
    would be a fifth of that. The pad is closed and the streams are flushed before.
    """
    gc.disable()
    from prefpad.domain.errors import PrefpadError

    _read_utf_8()
    try:
        status = run(sys.argv[1:])
    except KeyboardInterrupt as stopped:
        status = _failed(str(stopped), "", 130)
    except PrefpadError as error:
        status = _failed(error.sentence, error.hint, error.exit_code)
    os._exit(status)


def _failed(sentence: str, hint: str, status: int) -> int:
    from prefpad.cli.render.screen import say_failure

    say_failure(sentence, hint)
    return status


def _read_utf_8() -> None:
    """Begin again in UTF-8 where Python was told to know ASCII alone, since shells pass on UTF-8."""
    if sys.getfilesystemencoding() == "ascii":
        arguments = [sys.executable, "-X", "utf8", "-m", "prefpad", *sys.argv[1:]]
        os.execv(sys.executable, arguments)  # noqa: S606 - itself, with what it was given


def run(arguments: list[str]) -> int:
    """Run a command line here, or on the machine that has the pad, and return its status.

    Raises:
        PrefpadError: it could not be passed on, or a till may not ask for it.
    """
    if arguments[:1] == ["serve-till"]:
        from prefpad.till.serve import requested

        arguments = requested(arguments[1:])
    else:
        from prefpad.till.address import address_of, read_line

        line = read_line(arguments)
        if address := address_of(line):
            from prefpad.till.pass_on import pass_on

            return pass_on(line, address)
    from prefpad.cli.app import run as run_here

    return run_here(arguments)


if __name__ == "__main__":
    main()
