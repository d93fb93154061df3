"""That the soak sees what it is there for: a question that is lost or answered twice, and what
grows."""

import time
from contextlib import suppress

import httpx
import pytest

from tests.support.accounting import (
    APOLOGY,
    CUT,
    GIVEN_UP,
    KILLED,
    LOST,
    NOT_TOLD,
    ONCE,
    SORRY,
    TOLD,
    TWICE,
    UNWRITTEN,
    account,
)
from tests.support.measuring import Sample, Watch
from tests.telegram_server import SentMessage
from tests.telegram_server.scene import Scene

_TOO_MANY = "That is more than I can answer at once. Please try again in a minute."
_SORRY = "Sorry, something went wrong here. The owner will find it in the log."


def ask(scene: Scene) -> SentMessage:
    return scene.server.send_text(scene.chat, scene.alice, "Is water wet?")


def answer(scene: Scene, question: SentMessage, text: str = "Yes.") -> None:
    """Whatever becomes of it."""
    reply = {"message_id": question.message_id}
    with suppress(httpx.RemoteProtocolError):
        scene.post("sendMessage", text=text, reply_parameters=reply)


def end_of(
    scene: Scene, question: SentMessage, *killed_at: float, may_be_lost: bool = False
) -> str:
    result = account(scene.server, [question], [], killed_at, may_be_lost)
    (end,) = result.ends
    assert bool(result.wrong) == (end in (LOST, TWICE, SORRY))
    return end


def test_an_answer_counts_once(scene: Scene) -> None:
    question = ask(scene)
    assert end_of(scene, question) == LOST
    assert end_of(scene, question, may_be_lost=True) == UNWRITTEN
    answer(scene, question)
    assert end_of(scene, question) == ONCE
    answer(scene, question)
    assert end_of(scene, question) == TWICE


def test_an_answer_that_was_cut_may_come_again(scene: Scene) -> None:
    question = ask(scene)
    scene.server.cut_answer_next("sendMessage")
    scene.server.drop_connection_next("sendMessage", after_effect=True)
    for _ in range(3):
        answer(scene, question)
        assert end_of(scene, question) in (ONCE, CUT)
    assert end_of(scene, question) == CUT
    answer(scene, question)
    assert end_of(scene, question) == TWICE, "the last but one was not cut"


def test_an_answer_before_a_kill_may_come_again(scene: Scene) -> None:
    question = ask(scene)
    answer(scene, question)
    killed_at = time.perf_counter()
    answer(scene, question)
    assert end_of(scene, question, killed_at) == KILLED
    assert end_of(scene, question, killed_at + 5) == TWICE
    assert end_of(scene, question, killed_at - 5) == TWICE


@pytest.mark.parametrize("failures", [3, 4])
def test_what_fails_four_times_may_be_given_up(scene: Scene, failures: int) -> None:
    question = ask(scene)
    scene.server.fail_next("sendMessage", 502, "Bad Gateway", times=failures)
    for _ in range(failures):
        answer(scene, question)
    assert end_of(scene, question) == (GIVEN_UP if failures == 4 else LOST)
    answer(scene, question, _SORRY)
    assert end_of(scene, question) == (APOLOGY if failures == 4 else SORRY)


def test_who_floods_is_told_once(scene: Scene) -> None:
    flood = [ask(scene) for _ in range(4)]
    answer(scene, flood[0])
    assert account(scene.server, flood, [flood], [], False).ends == {ONCE: 1, LOST: 3}
    answer(scene, flood[1], _TOO_MANY)
    result = account(scene.server, flood, [flood], [], False)
    assert result.ends == {ONCE: 1, TOLD: 1, NOT_TOLD: 2}
    assert result.wrong == []


def test_what_answers_nobody_is_stray(scene: Scene) -> None:
    answer(scene, ask(scene))
    scene.ask("sendMessage")
    assert account(scene.server, [], [], [], False).stray == 2


@pytest.mark.parametrize(("memory_an_hour", "descriptors_an_hour"), [(0, 0), (24, 0), (3, 12)])
def test_growth_is_found_below_what_comes_and_goes(
    memory_an_hour: float, descriptors_an_hour: float
) -> None:
    samples = [
        Sample(
            second,
            200.0 + memory_an_hour * second / 3600 + 30 * (second % 40 == 0),
            10 + int(descriptors_an_hour * second / 3600) + 20 * (second % 30 == 0),
        )
        for second in range(0, 3600, 10)
    ]
    (trend,) = Watch(10, 300, {1: samples}).find_trends()
    assert trend is not None
    memory, descriptors = trend.per_hour()
    assert memory == pytest.approx(memory_an_hour, abs=0.1)
    assert descriptors == pytest.approx(descriptors_an_hour, abs=1)


def test_a_short_life_has_no_trend() -> None:
    samples = [Sample(second, 200.0, 10) for second in range(0, 400, 10)]
    assert Watch(10, 300, {1: samples}).find_trends() == [None]
