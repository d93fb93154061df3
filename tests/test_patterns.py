"""Patterns mean the same on each Python that is promised."""

import re
from importlib import import_module
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

from tests.support.modules import list_modules

_SINGLE = (_constants.IN, _constants.LITERAL, _constants.NOT_LITERAL, _constants.ANY)


def gives_nothing_back(items: Any) -> bool:
    """Whether an atomic group, or a possessive repetition of more than one sign, is among `items`
    of a parsed pattern: the `re` of Python 3.11.0 to 3.11.4 goes on behind what the last of its
    rounds tried in vain, https://github.com/python/cpython/issues/106052."""
    for item in items:
        if isinstance(item, _parser.SubPattern) or type(item) in (list, tuple):
            if item and item[0] is _constants.ATOMIC_GROUP:
                return True
            if item and item[0] is _constants.POSSESSIVE_REPEAT:
                repeated = item[1][2]
                if len(repeated) != 1 or repeated[0][0] not in _SINGLE:
                    return True
            if gives_nothing_back(item):
                return True
    return False


def list_patterns() -> list[tuple[str, str, int]]:
    """The module, the expression and the flags of each that a module has compiled."""
    found = []
    for module in list_modules():
        if ".migrations.versions" in module:
            continue
        for value in vars(import_module(module)).values():
            held = value if isinstance(value, (tuple, list)) else (value,)
            found += [
                (module, one.pattern, one.flags)
                for one in held
                if isinstance(one, re.Pattern) and isinstance(one.pattern, str)
            ]
    return found


def test_no_pattern_of_groups_gives_nothing_back() -> None:
    patterns = list_patterns()
    assert len(patterns) > 500
    for module, pattern, flags in patterns:
        parsed = _parser.parse(pattern, flags & ~re.DEBUG)
        assert not gives_nothing_back(parsed), f"{module}: {pattern}"
