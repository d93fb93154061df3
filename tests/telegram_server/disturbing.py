"""What a test lets go wrong, and the limits that it lets Telegram enforce."""

import math

from tests.telegram_server.calls import CallLog
from tests.telegram_server.chats import SentMessage
from tests.telegram_server.faults import Delivery, Fault
from tests.telegram_server.files import DownloadFault
from tests.telegram_server.limits import LimitBreach
from tests.telegram_server.refusals import ApiError
from tests.telegram_server.webhooks import Webhook
from tests.telegram_server.world import World


class Disturbing:
    """The part of ``TelegramServer`` that makes calls fail; every method is thread-safe.

    What fails so is a fault, and not among ``refusals``.
    """

    _world: World
    _log: CallLog

    def fail_next(
        self,
        method: str,
        error_code: int,
        description: str,
        retry_after: int | None = None,
        *,
        times: int = 1,
    ) -> None:
        """Answer the next calls of a method that arrive with this error, without effect.

        A getUpdates that waits already has arrived. Of several faults of one method each call
        takes the oldest. A call with malformed parameters is refused for these.
        """
        fault = Fault(ApiError(error_code, description, retry_after=retry_after))
        with self._world.changed:
            for _ in range(times):
                self._log.faults.add(method, fault)

    def answer_next(self, method: str, body: str, *, status: int = 200, times: int = 1) -> None:
        """Answer the next calls of a method with this body, whatever it is, without effect."""
        fault = Fault(ApiError(status, "an answer of the test's own"), body=body)
        with self._world.changed:
            for _ in range(times):
                self._log.faults.add(method, fault)

    def answer_some(self, method: str, body: str, *, status: int = 200, every: int = 50) -> None:
        """Answer so every so-maniest call with this body, without effect, until ``stop_faults``."""
        fault = Fault(ApiError(status, "an answer of the test's own"), body=body)
        with self._world.changed:
            self._log.faults.add_recurring(method, fault, every)

    def fail_some(
        self,
        method: str,
        error_code: int,
        description: str,
        retry_after: int | None = None,
        *,
        every: int = 50,
    ) -> None:
        """Answer so every so-maniest call of a method, until ``stop_faults``."""
        fault = Fault(ApiError(error_code, description, retry_after=retry_after))
        with self._world.changed:
            self._log.faults.add_recurring(method, fault, every)

    def drop_connection_next(self, method: str, *, after_effect: bool = False) -> None:
        """Hang up on the next call of a method: before, or only after it took effect."""
        with self._world.changed:
            self._log.faults.add(method, Fault(None, after_effect))

    def drop_some(self, method: str, *, every: int = 50, after_effect: bool = False) -> None:
        """Hang up on every so-maniest call of a method, until ``stop_faults``."""
        with self._world.changed:
            self._log.faults.add_recurring(method, Fault(None, after_effect), every)

    def cut_answer_next(self, method: str, *, times: int = 1) -> None:
        """Hang up in the middle of the answers of the next calls, which took effect."""
        self._deliver_next(method, Delivery(is_cut=True), times)

    def slow_answer_next(
        self, method: str, seconds: float, *, pieces: int = 1, times: int = 1
    ) -> None:
        """Answer the next calls, which took effect, so late, or in pieces that take so long."""
        self._deliver_next(method, Delivery(seconds, pieces), times)

    def cut_some_answers(self, method: str, *, every: int = 50) -> None:
        """Hang up in the middle of every so-maniest answer, until ``stop_faults``."""
        self._deliver_some(method, Delivery(is_cut=True), every)

    def slow_some_answers(
        self, method: str, seconds: float, *, pieces: int = 1, every: int = 50
    ) -> None:
        """Answer every so-maniest call, which took effect, so late, until ``stop_faults``."""
        self._deliver_some(method, Delivery(seconds, pieces), every)

    def _deliver_some(self, method: str, delivery: Delivery, every: int) -> None:
        fault = Fault(None, after_effect=True, delivery=delivery)
        with self._world.changed:
            self._log.faults.add_recurring(method, fault, every)

    def _deliver_next(self, method: str, delivery: Delivery, times: int) -> None:
        fault = Fault(None, after_effect=True, delivery=delivery)
        with self._world.changed:
            for _ in range(times):
                self._log.faults.add(method, fault)

    def stop_faults(self, method: str | None = None) -> None:
        """Forget the faults of one method, or of all, also those of the next call."""
        with self._world.changed:
            self._log.faults.stop(method)

    def expect_refusals(self, part: str) -> None:
        """Take refusals whose description has this part for faults, from now on.

        For a test in which the bot cannot know better: it was removed, say, or a group became
        a supergroup.
        """
        with self._world.changed:
            self._log.expected.append(part)

    def enforce_limits(self, speed: float = 1.0, *, tolerance_seconds: float = 0.005) -> None:
        """Enforce Telegram's sending limits from now on, refusing with 429 what breaks one.

        With a ``speed`` of 20 a minute of the limits takes 3 seconds, a second 50 ms; what
        ``retry_after`` says are real seconds. ``tolerance_seconds``, of real time too, is by
        how much a message may come too early.
        """
        with self._world.changed:
            self._world.limits.enforce(speed, tolerance_seconds)

    def lift_limits(self) -> None:
        with self._world.changed:
            self._world.limits.lift()

    @property
    def limit_breaches(self) -> list[LimitBreach]:
        with self._world.changed:
            return list(self._world.limits.breaches)

    def pretend_other_poller(self, times: int | None = None) -> None:
        """Refuse getUpdates, the waiting one first, as if another process polled too.

        So many times, or until ``stop_other_poller``.
        """
        with self._world.changed:
            self._world.updates.poll_elsewhere(math.inf if times is None else times)

    def stop_other_poller(self) -> None:
        with self._world.changed:
            self._world.updates.poll_elsewhere(0)

    def repeat_updates(self, times: int | None = None) -> None:
        """Hand over again all that was confirmed, the newest hundred, before what is new.

        With so many answers, or with all until ``stop_repeating``.
        """
        with self._world.changed:
            self._world.updates.repeat_confirmed(math.inf if times is None else times)

    def stop_repeating(self) -> None:
        with self._world.changed:
            self._world.updates.repeat_confirmed(0)

    def set_webhook(self, url: str, *, last_error_message: str | None = None) -> None:
        """Let someone set a webhook, which ends and refuses getUpdates until it is deleted.

        Nothing is sent to it.
        """
        with self._world.changed:
            self._world.updates.set_webhook(Webhook(url, last_error_message))

    def fail_downloads(
        self, message: SentMessage, error_code: int, *, times: int | None = None
    ) -> None:
        """Answer the downloads of a message's file with this error, so many times or always."""
        self._disturb_downloads(message, DownloadFault(error_code, times=times))

    def cut_downloads(
        self, message: SentMessage, after_bytes: int, *, times: int | None = None
    ) -> None:
        """Hang up on the downloads of a message's file when so many bytes are sent."""
        self._disturb_downloads(message, DownloadFault(None, after_bytes, times))

    def mend_downloads(self, message: SentMessage) -> None:
        self._disturb_downloads(message, None)

    def forget_file(self, message: SentMessage) -> None:
        """Let Telegram lose a message's file: neither getFile nor a download finds it."""
        with self._world.changed:
            self._world.files.forget(message.raw["document"]["file_id"])

    def tell_path(self, path: str) -> None:
        """Name this path for each file, as a server with ``--local`` names one of its machine."""
        with self._world.changed:
            self._world.files.told_path = path

    def _disturb_downloads(self, message: SentMessage, fault: DownloadFault | None) -> None:
        with self._world.changed:
            file = self._world.files.by_id[message.raw["document"]["file_id"]]
            file.fault, file.fault_count = fault, 0
