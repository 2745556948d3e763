"""What each report costs over a large pad: `python -m tests.bench.looking 1000000`.

Each runs in a process of its own, as at a terminal; the CPU of its children is what counts.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys

from prefpad.reports.catalogue import REPORTS
from tests.bench.pads import TODAY, kept_pad

_MOST_SECONDS = 3.0
_NOTES = 100_000


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds_of(name: str, pad: str) -> float:
    """Return the seconds of CPU that a report takes, its start included."""
    before = _cpu()
    subprocess.run(
        [sys.executable, "-m", "prefpad", "report", name, "--format", "table"],
        env={**os.environ, "PREFPAD_DB": pad, "PREFPAD_TODAY": TODAY.isoformat()},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return _cpu() - before


def main(notes: int) -> None:
    """Print what each report costs over a pad of so many notes."""
    pad = str(kept_pad(notes))
    print(f"{notes:,} notes; each report is to take less than {_MOST_SECONDS:.0f} s of CPU")
    for name in REPORTS:
        print(f"{name:10} {seconds_of(name, pad):5.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _NOTES)
