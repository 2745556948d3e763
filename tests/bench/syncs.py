"""How often one `add` waits for the disk: on a real disk that is most of its time.

`python -m tests.bench.syncs` counts the calls with strace.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.bench.pads import pad_to_write
from tests.bench.timing import Row, print_table, program, run

NOTES = 1_000
AT_MOST = 5


def syncs_of_an_add(strace: str, notes: int = NOTES) -> int:
    """Return how many times an `add` to a pad of so many notes asks that the disk be up to date."""
    with pad_to_write(notes) as pad:
        calls = Path(pad.parent, "calls")
        trace = [strace, "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(calls)]
        add = [program("prefpad"), "--db", str(pad), "add", "@1", "-l", "coffee: the usual"]
        run(add)
        run([*trace, *add, "again"])
        return sum("sync(" in line for line in calls.read_text().splitlines())


def main() -> None:
    """Print the count beside its floor."""
    strace = shutil.which("strace")
    if strace is None:
        print("strace is not installed, so the syncs of an add were not counted.")
        return
    row = Row("one add", "", syncs_of_an_add(strace), AT_MOST, "{:.0f}")
    print_table("Disk syncs", [row])


if __name__ == "__main__":
    main()
