"""What a running bot counts and measures, for Prometheus. No label holds a word of what anybody
wrote, or says in which chat."""

from collections.abc import Callable, Mapping
from enum import Enum

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.exposition import choose_encoder

_SECONDS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
"""Of an answer, from what needs no thought to what nobody waits for."""

_VERSIONS = {"0.0.1", "0.0.4", "1.0.0"}
"""Those of both formats."""

_ERRORS = ("BadRequest", "Conflict", "Forbidden", "NetworkError", "RetryAfter", "TimedOut")
"""The usual ones."""


class QuestionOutcome(Enum):
    """What became of a message that asks something, or only talks to the bot."""

    ANSWERED = "answered"
    """With quotes."""
    DECLINED = "declined"
    """The articles hold no answer, or it was not understood."""
    SMALL_TALK = "small_talk"
    LIMITED = "limited"
    """Too many came at once, and this one was not looked at."""
    NOT_SERVED = "not_served"
    """The bot does not work for the chat, or for who asks."""
    FAILED = "failed"
    """There was an error, or no answer came through."""


class RebuildOutcome(Enum):
    """How a rebuild that the bot has begun ended."""

    SUCCEEDED = "succeeded"
    REFUSED = "refused"
    """The articles were not taken; of several changes, halves are tried again."""
    FAILED = "failed"


class Metrics:
    """Those of one bot. Counting takes microseconds and may be done in any thread."""

    def __init__(self) -> None:
        # When each began would be told once more for each that there is.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._questions = Counter(
            "footnote_questions",
            "Questions, by what became of them",
            ["outcome"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "footnote_question_seconds",
            "From when an answer was looked for until Telegram has taken it",
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._errors = Counter(
            "footnote_telegram_errors",
            "Calls of Telegram's that failed, each try, by the library's name of the error",
            ["kind"],
            registry=self._registry,
        )
        self._rebuilds = Counter(
            "footnote_rebuilds",
            "Rebuilds that the bot has begun, by their end",
            ["outcome"],
            registry=self._registry,
        )
        # What has not happened yet is 0, and not missing: or else its first time shows no rise.
        for asked in QuestionOutcome:
            self._questions.labels(asked.value)
        for rebuilt in RebuildOutcome:
            self._rebuilds.labels(rebuilt.value)
        for kind in _ERRORS:
            self._errors.labels(kind)

    def count_question(self, outcome: QuestionOutcome) -> None:
        """A question has come to its end."""
        self._questions.labels(outcome.value).inc()

    def count_answer(self, is_answered: bool, seconds: float) -> None:
        """A question was dealt with, so many seconds after its answer was begun to be looked for:
        by an answer, or by saying that there is none."""
        outcome = QuestionOutcome.ANSWERED if is_answered else QuestionOutcome.DECLINED
        self.count_question(outcome)
        self._seconds.observe(seconds)

    def count_telegram_error(self, kind: str) -> None:
        """A call of Telegram's has failed; `kind` is one of the library's few names of errors."""
        self._errors.labels(kind).inc()

    def count_rebuild(self, outcome: RebuildOutcome) -> None:
        """A rebuild has ended."""
        self._rebuilds.labels(outcome.value).inc()

    def follow(self, name: str, meaning: str, measure: Callable[[], float]) -> None:
        """From now on there is a gauge `name`, measured whenever somebody asks, in any thread.

        :raises ValueError: if there is a metric of that name.
        """
        Gauge(name, meaning, registry=self._registry).set_function(measure)

    def follow_each(
        self, name: str, meaning: str, label: str, measures: Mapping[str, Callable[[], float]]
    ) -> None:
        """As `follow`, of several with one name, told apart by `label`."""
        gauge = Gauge(name, meaning, [label], registry=self._registry)
        for value, measure in measures.items():
            gauge.labels(value).set_function(measure)

    def write(self, accepted: str = "") -> tuple[bytes, str]:
        """All of it as Prometheus reads it, and its media type, one of those `accepted`."""
        known = ",".join(each for each in accepted.split(",") if _is_known(each))
        encode, media_type = choose_encoder(known)
        return encode(self._registry), media_type


def _is_known(media_range: str) -> bool:
    """Whether it asks for no version, or one that there is: the library breaks at what is no
    number, and calls what it writes by each higher one."""
    pairs = (part.strip().partition("=") for part in media_range.split(";"))
    return all(value in _VERSIONS for name, _, value in pairs if name == "version")
