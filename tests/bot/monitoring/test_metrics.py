"""What is counted, as Prometheus reads it."""

import pytest
from prometheus_client.openmetrics.parser import (
    text_string_to_metric_families as parse_open_metrics,
)
from prometheus_client.parser import text_string_to_metric_families

from bot.monitoring.metrics import Metrics, QuestionOutcome, RebuildOutcome


def read(metrics: Metrics) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    text = metrics.write()[0].decode()
    return {
        (sample.name, tuple(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_what_is_counted_is_read() -> None:
    metrics = Metrics()
    metrics.count_question(QuestionOutcome.SMALL_TALK)
    for seconds in (0.15, 7.0):
        metrics.count_answer(True, seconds)
    metrics.count_answer(False, 0.01)
    metrics.count_rebuild(RebuildOutcome.REFUSED)
    metrics.count_telegram_error("TimedOut")
    found = read(metrics)
    asked = {
        outcome.value: found["footnote_questions_total", (("outcome", outcome.value),)]
        for outcome in QuestionOutcome
    }
    others = {"limited": 0, "not_served": 0, "failed": 0}
    assert asked == {"answered": 2, "declined": 1, "small_talk": 1, **others}
    assert found["footnote_rebuilds_total", (("outcome", "refused"),)] == 1
    assert found["footnote_rebuilds_total", (("outcome", "succeeded"),)] == 0
    assert found["footnote_telegram_errors_total", (("kind", "TimedOut"),)] == 1
    assert found["footnote_question_seconds_count", ()] == 3
    assert found["footnote_question_seconds_bucket", (("le", "0.2"),)] == 2


def test_what_is_followed_is_measured_when_it_is_read() -> None:
    metrics, waiting = Metrics(), [1]
    metrics.follow("footnote_waiting", "Some", lambda: waiting[0])
    metrics.follow_each("footnote_each", "Some", "queue", {"a": lambda: 3, "b": lambda: 4})
    waiting[0] = 2
    found = read(metrics)
    assert found["footnote_waiting", ()] == 2
    assert found["footnote_each", (("queue", "b"),)] == 4


OPEN = "application/openmetrics-text"


@pytest.mark.parametrize(
    ("accepted", "is_open"),
    [
        (f"{OPEN}; version=1.0.0", True),
        (f"{OPEN};version=abc,{OPEN};version=1.0.0;q=0.6,text/plain;version=0.0.4", True),
        (OPEN, True),
        ("*/*", False),
        ("", False),
        (f"{OPEN};version=abc", False),
        (f"{OPEN};version=2.\xff", False),
        (f"{OPEN};version=1.{'9' * 5000}", False),
        ("text/plain; version=1.x", False),
        (";;;=,q=;version", False),
    ],
)
def test_the_format_is_one_that_is_accepted(accepted: str, is_open: bool) -> None:
    body, media_type = Metrics().write(accepted)
    assert media_type.isascii()
    assert media_type.startswith("application/openmetrics-text" if is_open else "text/plain")
    parse = parse_open_metrics if is_open else text_string_to_metric_families
    assert "footnote_questions" in {family.name for family in parse(body.decode())}


def test_bots_of_one_process_count_for_themselves() -> None:
    one, other = Metrics(), Metrics()
    one.count_question(QuestionOutcome.FAILED)
    assert read(other)["footnote_questions_total", (("outcome", "failed"),)] == 0
