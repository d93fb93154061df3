"""How much work a call is, so that tests need no clock."""

import sys
from collections.abc import Callable
from types import FrameType, FunctionType


def count_calls(work: Callable[[], object]) -> int:
    """How many functions are called by `work`, those of libraries and of the interpreter included:
    the same in every run, however busy the machine is."""
    return _count(work, lambda frame, event: event in ("call", "c_call"))


def count_calls_of(function: Callable[..., object], work: Callable[[], object]) -> int:
    """How often `work` calls `function`, which is written in Python."""
    assert isinstance(function, FunctionType)
    code = function.__code__
    return _count(work, lambda frame, event: event == "call" and frame.f_code is code)


def _count(work: Callable[[], object], counts: Callable[[FrameType, str], bool]) -> int:
    count = 0

    def notice(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += counts(frame, event)

    before = sys.getprofile()
    sys.setprofile(notice)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
