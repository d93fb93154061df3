"""Whose the state is: what root writes there, its locks as well, the bot's user could not use."""

import os
from pathlib import Path

from bot.backup.manifest import BackupError


def refuse_for_root(state_dir: Path) -> None:
    """:raises BackupError: if this user is root, and the folder, or what is there of those above
    it, is another user's."""
    if hasattr(os, "geteuid") and (reason := explain_owner(state_dir, os.geteuid())):
        raise BackupError(reason)


def explain_owner(folder: Path, user: int) -> str:
    """Why the user of the number `user` is not to write there, in a line; "" if there is no
    reason: only root could, and leave what its owner cannot use."""
    place = next(each for each in (folder, *folder.parents) if each.exists())
    owner = place.stat().st_uid
    if user or not owner:
        return ""
    import pwd  # not on Windows

    try:
        name = pwd.getpwuid(owner).pw_name
    except KeyError:
        return f"{place} belongs to the user {owner}: run this as that user, not as root"
    return (
        f"{place} belongs to the user {name}: run this as that user, not as root, with "
        f"runuser -u {name} -- before it"
    )
