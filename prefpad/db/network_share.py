"""Where locks do not hold: files on network shares."""

from __future__ import annotations

import re
from pathlib import Path

from prefpad.domain.errors import PadUnusable
from prefpad.domain.sanitize import clean

_NETWORK_FILE_SYSTEMS = {
    "9p", "afs", "ceph", "cifs", "davfs", "fuse.davfs", "fuse.rclone", "fuse.sshfs", "glusterfs",
    "ncpfs", "nfs", "nfs4", "smb3", "smbfs",
}  # fmt: skip

_ESCAPED = re.compile(r"\\([0-7]{3})")


def refuse_network_share(path: Path, mounts: Path = Path("/proc/self/mounts")) -> None:
    """Refuse a file where locks do not hold.

    Raises:
        PadUnusable: `path` lies on a network file system, as listed in `mounts`.
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
        place = path.resolve()
    except (OSError, ValueError, RuntimeError):  # the last for links that lead in a circle
        return
    kinds = {}
    for line in lines:
        _, folder, kind, *_ = line.split()
        kinds[_ESCAPED.sub(lambda code: chr(int(code[1], 8)), folder)] = kind
    under = (kinds[folder] for folder in map(str, (place, *place.parents)) if folder in kinds)
    if next(under, "") in _NETWORK_FILE_SYSTEMS:
        raise PadUnusable(
            f"{clean(str(path))} is on a network share, where two terminals could damage a pad.",
            "Keep the pad on a disk of this machine.",
        )
