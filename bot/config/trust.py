"""Whose `.env` is believed: one that was found, not named, may be a stranger's; and whose links are
followed where something is written."""

import errno
import os
import stat
from collections.abc import Set
from pathlib import Path

from corpus import FootnoteError

_MAX_LINKS = 40
"""As many as Linux follows."""


class DistrustError(FootnoteError):
    """Something of another user's is in the way; the text says what to do."""


def follow_links(path: Path) -> Path:
    """Where `path` leads, as `os.path.realpath` has it, also if nothing is there. A link in a
    folder that everybody can write to is only followed if it is this user's, root's, or that of the
    folder's owner, as by Linux itself: who reads links himself is not held back by it.

    :raises DistrustError: if there is another one.
    :raises OSError: if there are too many links, or a folder cannot be looked at.
    """
    whole = Path.cwd() / path
    place, rest = Path(whole.anchor), [*reversed(whole.parts[1:])]
    followed = 0
    while rest:
        part = rest.pop()
        step = place.parent if part == ".." else place / part
        if not step.is_symlink():
            place = step
            continue
        _refuse_strangers_link(step)
        followed += 1
        if followed > _MAX_LINKS:
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
        target = step.readlink()
        if target.is_absolute():
            place = Path(target.anchor)
        rest += reversed(target.parts[1:] if target.is_absolute() else target.parts)
    return place


def is_own(path: Path) -> bool:
    """Whether what is at `path`, of a link the link itself, is this user's."""
    return not hasattr(os, "geteuid") or path.lstat().st_uid == os.geteuid()


def explain_distrust(path: Path, opened: int) -> str:
    """Why the file at `path`, open by the descriptor `opened`, is not believed, in a line; "" if
    none but this user and root can have written it, or the platform has no such owners. Root
    believes no other user either, also by `sudo`: that user could not use what it then writes."""
    if not hasattr(os, "geteuid"):
        return ""
    return find_stranger(path, opened, {0, os.geteuid()})


def find_stranger(path: Path, opened: int, users: Set[int]) -> str:
    """The same, if `users` are those who are believed."""
    status = os.fstat(opened)
    owners = (path.lstat().st_uid, status.st_uid)  # of a link as well: it chooses the file
    if strangers := [owner for owner in owners if owner not in users]:
        return (
            f"{path} belongs to the user {_name(strangers[0])}, and is not believed: run this as "
            "that user, or in another folder; or make the file yours, if you trust what it says"
        )
    if status.st_mode & stat.S_IWOTH:
        return (
            f"{path} can be written by everybody, and is not believed: look at what it says, then "
            "chmod 600 it"
        )
    return ""


def _refuse_strangers_link(link: Path) -> None:
    """:raises DistrustError: if the link is one."""
    folder, owner = link.parent.stat(), link.lstat().st_uid
    if folder.st_mode & stat.S_IWOTH and not (is_own(link) or owner in {0, folder.st_uid}):
        raise DistrustError(
            f"{link} is a link of the user {_name(owner)} in a folder that everybody can write to, "
            "and is not followed: name another place"
        )


def _name(user: int) -> str:
    import pwd  # not on Windows

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)
