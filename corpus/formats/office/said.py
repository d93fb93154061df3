"""What styles say, of which any may say nothing."""

from collections.abc import Iterable
from typing import TypeVar

_Said = TypeVar("_Said")


def first_said(said: Iterable[_Said | None]) -> _Said | None:
    """The first that is not None; None if there is none."""
    return next((one for one in said if one is not None), None)
