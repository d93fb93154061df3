"""Where words were struck out of a line: no blank or comma stays before the stop behind them."""

import re

STRUCK = "\ue00a"
"""Stands in place of words that are struck out."""
_BEFORE_SIGN = re.compile(rf"(?:\s{{0,9}}{STRUCK})+(?=[,;:])")
_BEFORE_STOP = re.compile(rf"(?:[\s,;]{{0,9}}{STRUCK})+(?=[.!?)]|\s{{0,9}}$)")


def close_struck(text: str) -> str:
    """`text` without `STRUCK`."""
    if STRUCK not in text:
        return text
    return _BEFORE_STOP.sub("", _BEFORE_SIGN.sub("", text)).replace(STRUCK, "")
