"""On which file systems SQLite may keep a write-ahead log."""

import re
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
_SHARED = frozenset(
    {
        *("9p", "afs", "beegfs", "ceph", "cifs", "fakeowner", "gfs2", "glusterfs", "gpfs"),
        *("lustre", "nfs", "nfs4", "ocfs2", "orangefs", "prl_fs", "smb2", "smb3", "smbfs"),
        *("vboxsf", "virtiofs", "vmhgfs"),
    }
)
"""File systems of other machines, or of the machine around a virtual one: memory is not shared with
those who open the same file there, which a write-ahead log needs (https://sqlite.org/wal.html)."""

_OCTAL = re.compile(r"\\([0-7]{3})")


def find_file_system(path: Path, mounts: Path = _MOUNTS) -> str | None:
    """The type of the file system that `path` is on, such as `ext4`, after the list of the kernel
    in `mounts`; None if that cannot be read, as on macOS. See proc(5)."""
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return None
    place = path.resolve()
    found, depth = None, -1
    for line in lines:
        before, separator, behind = line.partition(" - ")
        fields = before.split(" ")
        if not separator or len(fields) < 5:
            continue
        mounted = Path(_OCTAL.sub(lambda code: chr(int(code[1], 8)), fields[4]))
        # Of two that are mounted at one place the later one hides the other.
        if len(mounted.parts) >= depth and place.is_relative_to(mounted):
            found, depth = behind.split(" ")[0], len(mounted.parts)
    return found


def may_share_memory(file_system: str | None) -> bool:
    """Whether all who open a file on such a file system share its memory."""
    if file_system is None:
        return True
    # FUSE is anything: sshfs, rclone, the folders that Docker Desktop shares.
    return file_system not in _SHARED and not file_system.startswith("fuse")
