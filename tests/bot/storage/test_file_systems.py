from pathlib import Path

import pytest

from bot.storage.file_systems import find_file_system, may_share_memory

_MOUNTS = """\
21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
22 21 0:5 / /srv rw - nfs4 server:/export rw,vers=4.2
23 22 8:2 / /srv/local rw - xfs /dev/sdb1 rw
24 21 0:6 / /mnt/my\\040share rw - cifs //server/share rw
25 21 0:7 / /home/a rw master:2 propagate_from:1 - fuse.sshfs b@c: rw
26 23 8:3 / /srv/local/twice rw - ext4 /dev/sdc1 rw
27 23 0:8 / /srv/local/twice rw - 9p share rw
nonsense
"""


@pytest.mark.parametrize(
    ("path", "expected", "shares"),
    [
        ("/var/state/footnote.sqlite3", "ext4", True),
        ("/srv/state/footnote.sqlite3", "nfs4", False),
        ("/srvs/footnote.sqlite3", "ext4", True),
        ("/srv/local/footnote.sqlite3", "xfs", True),
        ("/srv/local/twice/footnote.sqlite3", "9p", False),
        ("/mnt/my share/footnote.sqlite3", "cifs", False),
        ("/home/a/footnote.sqlite3", "fuse.sshfs", False),
    ],
)
def test_the_nearest_mount_counts(path: str, expected: str, shares: bool, tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(_MOUNTS)
    found = find_file_system(Path(path), mounts)
    assert found == expected
    assert may_share_memory(found) is shares


def test_where_mounts_are_not_known_a_log_is_tried(tmp_path: Path) -> None:
    found = find_file_system(tmp_path, tmp_path / "mountinfo")
    assert found is None
    assert may_share_memory(found)
