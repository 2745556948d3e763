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
    try:
        from prefpad.cli.app import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130
    os._exit(status)


if __name__ == "__main__":
    main()
