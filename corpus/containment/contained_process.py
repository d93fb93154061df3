"""A process that is asked about bytes by strangers, none of which costs more than itself."""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self, TypeVar

from corpus.containment.frames import FrameError, LongFrameError, read_frame, write_frame
from corpus.containment.limits import Limits, is_pdf
from corpus.containment.serving import OUT_OF_MEMORY, READY
from corpus.errors import FootnoteError

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

_SECONDS_TO_START = 60.0
_SECONDS_TO_END = 5.0
_TOO_MUCH = "has more paragraphs than are taken of one file: part it into several"
_TOO_LARGE = "needs more memory than is allowed"
# A stranger's file has no use for the bot's token.
_KEPT_VARIABLES = (
    *("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR"),
    *("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"),
)
# Each thread of a library would take a share of the address space, on many processors all of it.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "MALLOC_ARENA_MAX")


class ReaderStartError(FootnoteError):
    """The process that reads files does not start; the text says what to look at."""


class EndedError(Exception):
    """The process is gone while it read a file; the text is why that file is skipped."""

    def __init__(self, reason: str, is_sure: bool, is_slow: bool = False) -> None:
        super().__init__(reason)
        self.is_sure = is_sure
        """Whether it was this file, and not perhaps what others left behind in the process."""
        self.is_slow = is_slow
        """Whether more time might have helped."""


class ContainedProcess:
    """`python -m MODULE LIMITS ARGUMENTS`, which serves (`corpus/containment/serving.py`): started
    for the first question, and again after one that ended it or had to be ended. Threads wait for
    each other.

    To be closed.
    """

    def __init__(self, limits: Limits, module: str, *arguments: str) -> None:
        self._limits = limits
        self._module = module
        self._command = [sys.executable, "-P", "-m", module, limits.dump(), *arguments]
        self._process: subprocess.Popen[bytes] | None = None
        self._is_ready = False
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Starts the process, if none runs, and does not wait for it: the first question does.

        :raises ReaderStartError: if it cannot be run.
        """
        with self._lock:
            if self._process is None:
                self._start()

    def ask(self, request: bytes, data: bytes, unpack: Callable[[bytes], Answer]) -> Answer:
        """What `unpack` makes of what the process says to `request`, which is about `data`. If
        that raises ValueError, KeyError, TypeError or AttributeError, it is no answer.

        :raises EndedError: if there is none, or not within the limits.
        :raises ReaderStartError: if the process does not start.
        """
        with self._lock:
            has_read = self._is_ready
            try:
                return self._ask(request, data, unpack)
            except EndedError as exc:
                if exc.is_sure or not has_read:
                    raise
                return self._ask(request, data, unpack)

    def close(self) -> None:
        """Ends the process, if one runs."""
        with self._lock:
            self._end()

    def _ask(self, request: bytes, data: bytes, unpack: Callable[[bytes], Answer]) -> Answer:
        """:raises EndedError: if the process is gone afterwards."""
        process = self._process or self._start()
        if not self._is_ready:
            self._wait_until_ready(process)
        seconds = self._limits.clock_seconds(len(data), is_pdf(data))
        with _Deadline(process, seconds) as deadline:
            payload = self._exchange(process, request, data)
        is_large = payload == OUT_OF_MEMORY
        try:
            answers = [] if payload is None or is_large else [unpack(payload)]
        except (ValueError, KeyError, TypeError, AttributeError) as exc:
            logger.debug("no answer of %s: %s", self._module, exc)
            answers = []
        if deadline.is_over or not answers:
            code = self._end()
            if not answers:
                raise self._explain(code, deadline, is_large, data)
        return answers[0]

    def _exchange(
        self, process: "subprocess.Popen[bytes]", request: bytes, data: bytes
    ) -> bytes | None:
        """The answer to a request; None if there is none.

        :raises EndedError: if it is longer than may be.
        """
        assert process.stdin
        try:
            write_frame(process.stdin, request)
            write_frame(process.stdin, data)
        except OSError:
            return None
        try:
            return _receive(process, self._limits.answer_bytes)
        except LongFrameError as exc:
            process.kill()  # it waits until somebody has read what it says
            self._end()
            raise EndedError(_TOO_MUCH, is_sure=True) from exc

    def _explain(self, code: int, deadline: "_Deadline", is_large: bool, data: bytes) -> EndedError:
        is_out_of_time = code == -getattr(signal, "SIGXCPU", 0)
        if deadline.is_over or is_out_of_time:
            own = self._limits.processor_seconds(len(data), is_pdf(data))
            seconds = deadline.seconds if deadline.is_over else own
            reason = f"took longer than {seconds:g} s to read"
            return EndedError(reason, is_sure=True, is_slow=True)
        return EndedError(_TOO_LARGE if is_large else "ended the reader", is_sure=False)

    def _start(self) -> subprocess.Popen[bytes]:
        """:raises ReaderStartError: if it cannot be run."""
        try:
            process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_make_environment(),
                start_new_session=True,  # what ends the command at a terminal is not for it
            )
        except OSError as exc:
            raise ReaderStartError(f"the reader of files cannot be run: {exc.strerror}") from exc
        self._process, self._is_ready = process, False
        return process

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        """:raises ReaderStartError: if it does not say that it is."""
        with _Deadline(process, _SECONDS_TO_START):
            greeting = _greet(process)
        if greeting != READY:
            self._end()
            raise ReaderStartError(
                f"the reader of files does not start: try python -m {self._module}"
            )
        self._is_ready = True

    def _end(self) -> int:
        """Ends the process; gives its exit code, as it would have been without that."""
        process, self._process = self._process, None
        is_ready, self._is_ready = self._is_ready, False
        if process is None:
            return 0
        if not is_ready:
            process.kill()  # it would first import all that it needs
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                if stream:
                    stream.close()
        try:
            return process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


class Contained:
    """What asks a process of its own, which is started for the first question.

    To be closed, or used with `with`.
    """

    def __init__(self, process: ContainedProcess) -> None:
        self._process = process

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def begin(self) -> None:
        """Starts the process now, and does not wait for it.

        :raises ReaderStartError: if it cannot be run.
        """
        self._process.begin()

    def close(self) -> None:
        """Ends the process, if one runs."""
        self._process.close()


class _Deadline:
    """Kills `process` if the block takes longer than `seconds`, in which nobody could else end a
    wait for it."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.seconds = seconds
        self.is_over = False
        self._process = process
        self._timer = threading.Timer(seconds, self._kill)
        self._timer.daemon = True

    def __enter__(self) -> "_Deadline":
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        self._timer.join()
        if error is not None:  # as by somebody who presses Ctrl-C
            self._process.kill()

    def _kill(self) -> None:
        self.is_over = True
        self._process.kill()


def _greet(process: subprocess.Popen[bytes]) -> bytes | None:
    """The first thing that it says; None if that is nothing, or something else."""
    try:
        return _receive(process, len(READY))
    except LongFrameError:
        return None


def _receive(process: subprocess.Popen[bytes], max_bytes: int) -> bytes | None:
    """:raises LongFrameError: if what it says is longer than that."""
    assert process.stdout
    try:
        return read_frame(process.stdout, max_bytes)
    except LongFrameError:
        raise
    except (OSError, FrameError):
        return None


def _make_environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path if entry)  # noqa: PTH100
    return kept | dict.fromkeys(_ONE_THREAD, "1") | {"PYTHONPATH": path}
