"""The test double of Telegram: faults in volume, conflicts of pollers, and the webhook."""

import asyncio
import threading
from typing import Any

import httpx
import pytest
import telegram

from tests.telegram_server.scene import Scene

Json = dict[str, Any]
OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
WEBHOOK = (
    "409 Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


def is_sent(scene: Scene) -> bool:
    """Send a message; tell whether the answer was good."""
    try:
        return bool(scene.post("sendMessage")["ok"])
    except httpx.RemoteProtocolError:
        return False


def test_some_calls_fail(scene: Scene) -> None:
    scene.server.fail_some("sendmessage", 502, "Bad Gateway", every=3)
    assert [is_sent(scene) for _ in range(7)] == [True, True, False] * 2 + [True]
    scene.ask("getMe")
    assert len(scene.server.messages(scene.chat)) == 5
    scene.server.stop_faults("sendMessage")
    assert [is_sent(scene) for _ in range(3)] == [True] * 3
    scene.server.fail_some("sendMessage", 429, "Too Many Requests: retry after 4", 4, every=1)
    assert scene.post("sendMessage")["parameters"] == {"retry_after": 4}
    assert scene.server.refusals == []


@pytest.mark.parametrize("after_effect", [False, True])
def test_some_connections_are_dropped(scene: Scene, after_effect: bool) -> None:
    scene.server.drop_some("sendMessage", every=2, after_effect=after_effect)
    assert [is_sent(scene) for _ in range(4)] == [True, False, True, False]
    assert len(scene.server.messages(scene.chat)) == (4 if after_effect else 2)
    scene.server.stop_faults()
    assert is_sent(scene)
    assert scene.server.refusals == []


def test_an_answer_is_cut_in_its_middle(scene: Scene) -> None:
    scene.server.cut_answer_next("sendMessage")
    assert [is_sent(scene) for _ in range(2)] == [False, True]
    assert len(scene.server.messages(scene.chat)) == 2, "it took effect"
    scene.server.cut_some_answers("sendMessage", every=2)
    assert [is_sent(scene) for _ in range(4)] == [True, False, True, False]
    assert scene.server.refusals == []


@pytest.mark.parametrize("pieces", [1, 7, 1000])
def test_an_answer_comes_late_or_in_pieces(scene: Scene, pieces: int) -> None:
    scene.server.slow_answer_next("sendMessage", 0.1, pieces=pieces)
    assert [is_sent(scene) for _ in range(2)] == [True, True]
    assert len(scene.server.messages(scene.chat)) == 2
    assert scene.server.refusals == []


def test_some_answers_come_late(scene: Scene) -> None:
    scene.server.slow_some_answers("sendMessage", 0.1, pieces=3, every=2)
    assert [is_sent(scene) for _ in range(4)] == [True] * 4
    assert [call.is_fault for call in scene.server.calls()] == [False, True] * 2
    assert len(scene.server.messages(scene.chat)) == 4


def test_some_answers_are_none(scene: Scene) -> None:
    scene.server.answer_some("sendMessage", '{"ok": false}', every=2)
    assert [is_sent(scene) for _ in range(4)] == [True, False] * 2
    assert len(scene.server.messages(scene.chat)) == 2, "it takes no effect"
    assert scene.server.refusals == []


def test_faults_of_one_method_count_apart(scene: Scene) -> None:
    scene.server.fail_some("sendMessage", 500, "Internal Server Error", every=2)
    scene.server.drop_some("sendMessage", every=3)
    scene.server.fail_next("sendMessage", 502, "Bad Gateway")
    # The first by the fault of the next call, the sixth by both of the others.
    assert [is_sent(scene) for _ in range(7)] == [False, False, False, False, True, False, True]
    codes = [call.refusal.error_code for call in scene.server.calls() if call.refusal]
    assert codes == [502, 500, 0, 500, 500]
    with pytest.raises(ValueError):
        scene.server.drop_some("sendMessage", every=0)


def test_expected_refusal_is_none_of_the_bots_mistakes(scene: Scene) -> None:
    scene.server.expect_refusals("was blocked by the user")
    scene.server.block_bot(scene.alice)
    assert scene.post("sendMessage")["error_code"] == 403
    assert scene.server.refusals == []
    assert "chat not found" in scene.refuse("sendMessage", chat_id=1)


def test_answers_and_updates_of_a_tests_own(scene: Scene) -> None:
    scene.server.answer_next("getMe", "no JSON", status=404)
    response = scene.http.post(scene.method_url("getMe"))
    assert (response.status_code, response.text) == (404, "no JSON")
    assert scene.ask("getMe")["is_bot"]
    first = scene.server.queue_faulty_update({"message": None})
    for faulty in ({"update_id": None}, {"update_id": "x"}, None):
        scene.server.queue_faulty_update(faulty)
    scene.server.send_text(scene.chat, scene.alice, "Hello?")
    *faulty_ones, good = scene.take_updates()
    assert faulty_ones == [{"update_id": first, "message": None}, {}, {"update_id": "x"}, None]
    assert good["update_id"] == first + 4
    assert scene.ask("getUpdates") == []
    assert scene.server.refusals == []


# Who polls


def poll(scene: Scene) -> tuple[threading.Thread, Json]:
    """Begin a getUpdates that waits; return its thread, and its answer when that has ended."""
    answer: Json = {}
    thread = threading.Thread(target=lambda: answer.update(scene.post("getUpdates", timeout=20)))
    thread.start()
    scene.server.wait_until_polled()
    return thread, answer


def test_other_poller_conflicts_some_times(scene: Scene) -> None:
    scene.server.pretend_other_poller(times=2)
    answers = [scene.post("getUpdates") for _ in range(3)]
    assert [answer["ok"] for answer in answers] == [False, False, True]
    assert (answers[0]["error_code"], answers[0]["description"]) == (409, OTHER_POLLER)
    assert scene.server.refusals == []


def test_other_poller_ends_the_waiting_poll(scene: Scene) -> None:
    thread, answer = poll(scene)
    scene.server.pretend_other_poller(times=1)
    thread.join(timeout=10)
    assert answer["description"] == OTHER_POLLER
    scene.ask("getUpdates")
    assert scene.server.refusals == []


def test_other_poller_stays_until_it_stops(scene: Scene) -> None:
    scene.server.pretend_other_poller()
    for _ in range(5):
        assert scene.post("getUpdates")["error_code"] == 409
    scene.ask("sendMessage")
    scene.server.stop_other_poller()
    scene.ask("getUpdates")
    assert scene.server.refusals == []


def test_webhook_excludes_polling(scene: Scene) -> None:
    assert scene.ask("getWebhookInfo")["url"] == ""
    scene.server.set_webhook("https://a.example/hook", last_error_message="Connection refused")
    scene.server.send_text(scene.chat, scene.alice, "Hello?")
    assert scene.refuse("getUpdates") == WEBHOOK
    info = scene.ask("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == ("https://a.example/hook", 1)
    assert info["last_error_message"] == "Connection refused"
    scene.ask("deleteWebhook")
    assert scene.ask("getWebhookInfo")["url"] == ""
    assert len(scene.ask("getUpdates")) == 1


def test_setting_a_webhook_ends_the_waiting_poll(scene: Scene) -> None:
    thread, answer = poll(scene)
    scene.server.set_webhook("https://a.example/hook")
    thread.join(timeout=10)
    assert answer["description"] == "Conflict: terminated by setWebhook request"
    assert scene.server.refusals == []


def test_python_telegram_bot_reads_conflicts_and_the_webhook(scene: Scene) -> None:
    server = scene.server

    async def talk() -> None:
        async with telegram.Bot(server.token, base_url=f"{server.url}/bot") as bot:
            server.set_webhook("https://a.example/hook", last_error_message="Gone")
            info = await bot.get_webhook_info()
            assert (info.url, info.last_error_message) == ("https://a.example/hook", "Gone")
            assert await bot.delete_webhook()
            server.pretend_other_poller(times=1)
            with pytest.raises(telegram.error.Conflict):
                await bot.get_updates()
            assert await bot.get_updates() == ()

    asyncio.run(talk())
    assert server.refusals == []
