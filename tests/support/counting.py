"""How much work a call is, so that tests need no clock."""

import sys
from collections.abc import Callable
from types import FrameType, FunctionType
from typing import Any, TypeAlias

TraceFunction: TypeAlias = Callable[[FrameType, str, Any], Any]


def count_calls(work: Callable[[], object]) -> int:
    """How many functions are called by `work`, those of libraries and of the interpreter included:
    the same in every run, however busy the machine is."""
    return _count(work, lambda frame, event: event in ("call", "c_call"))


def count_steps(work: Callable[[], object]) -> int:
    """How many lines of Python are run by `work`: also what goes round in a loop that calls
    nothing."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> TraceFunction:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


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
