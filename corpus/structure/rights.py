"""Lines that say whose the rights of a text are."""

import re

_RIGHTS = re.compile(
    r"\bcopyright[\s:]{1,3}(?:\(c\)|©)|©\s?\d{4}|\ball rights reserved\b"
    r"|spdx-[a-z]{1,20}-?[a-z]{0,20}:"
    r"|^\W{0,6}(?:copyright|copr\.)[\s:]{1,3}(?:\d{4}\b|by\s)|^\W{0,6}(?:\(c\)|©)\s",
    re.I,
)


def states_rights(line: str) -> bool:
    """Whether `line` is "Copyright (C) 2024 Ann Poe", "© 2024", "SPDX-License-Identifier: MIT" or
    the like; "Copyright in Europe" is none."""
    return _RIGHTS.search(line) is not None
