"""Whose `.env` is believed: one that was found, not named, may be a stranger's."""

import os
import stat
from collections.abc import Set
from pathlib import Path


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


def _name(user: int) -> str:
    import pwd  # not on Windows

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)
