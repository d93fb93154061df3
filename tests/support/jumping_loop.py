"""An event loop in which nothing waits: where there is nothing to do, its clock jumps to when there
is."""

import asyncio
from selectors import DefaultSelector, SelectorKey


class JumpingLoop(asyncio.SelectorEventLoop):
    """Its time begins with 0 and is that of what it waited for, however long the rest takes."""

    def __init__(self) -> None:
        self._now = 0.0
        super().__init__(_Selector(self))

    def time(self) -> float:
        """Seconds since it began."""
        return self._now

    def jump(self, seconds: float) -> None:
        """Is so much later."""
        self._now += seconds


class _Selector(DefaultSelector):
    def __init__(self, loop: JumpingLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        ready = super().select(timeout and 0)
        if timeout and not ready:
            self._loop.jump(timeout)
        return ready
