"""The test double of Telegram: many chats, users and messages, and how a test follows them."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle

import pytest

from tests.telegram_server import Chat, SentMessage, User
from tests.telegram_server.scene import Scene

GROUPS = 20
USERS = 200
MESSAGES = 10_000


@contextmanager
def later(do: Callable[[], object]) -> Iterator[None]:
    """Do something a little after the body has begun, and end with both."""
    timer = threading.Timer(0.05, do)
    timer.start()
    yield
    timer.join()


def answer(scene: Scene, question: SentMessage, text: str = "Yes") -> SentMessage:
    sent = scene.ask(
        "sendMessage",
        chat_id=question.chat_id,
        text=text,
        reply_parameters={"message_id": question.message_id},
    )
    return SentMessage.from_json(sent)


def fill(scene: Scene) -> list[tuple[Chat, User]]:
    """Let users write 10,000 messages into groups; return who writes where."""
    server = scene.server
    groups = [server.add_supergroup(f"Group {number}") for number in range(GROUPS)]
    users = [server.add_user(f"User {number}") for number in range(USERS)]
    pairs = list(zip(cycle(groups), users, strict=False))
    for number, (group, user) in zip(range(MESSAGES), cycle(pairs), strict=False):
        server.send_text(group, user, f"Is water {number} wet?")
    return pairs


def seconds_of_talk(scene: Scene, group: Chat, user: User) -> float:
    """Return the seconds of work of 40 questions, each fetched, answered and waited for.

    Of the processor's time: how busy the machine is does not matter.
    """
    began = time.process_time()
    for _ in range(40):
        question = scene.server.send_text(group, user, "Is water wet?")
        scene.take_updates()
        answer(scene, question)
        assert scene.server.wait_for_reply(question).text == "Yes"
        assert scene.server.wait_for_message(group).text == "Yes"
    return time.process_time() - began


@pytest.mark.soak
def test_talk_is_as_fast_after_ten_thousand_messages(scene: Scene) -> None:
    group = scene.server.add_supergroup("Small")
    seconds_of_talk(scene, group, scene.alice)  # warm
    before = min(seconds_of_talk(scene, group, scene.alice) for _ in range(2))
    filling = time.process_time()
    group, user = fill(scene)[0]
    assert time.process_time() - filling < 10
    while scene.take_updates():
        pass
    after = min(seconds_of_talk(scene, group, user) for _ in range(2))
    assert after < 2 * before + 0.1


def test_messages_and_edits_are_counted(scene: Scene) -> None:
    server = scene.server
    group = server.add_supergroup("Readers")
    question = server.send_text(group, scene.alice, "Wet?")
    reply = answer(scene, question)
    scene.ask("sendMessage")
    scene.ask("editMessageText", chat_id=group.id, message_id=reply.message_id, text="No")
    assert (server.count_messages(group), server.count_messages()) == (1, 2)
    assert server.count_written() == 3
    scene.ask("deleteMessage", chat_id=group.id, message_id=reply.message_id)
    assert (server.count_messages(group), server.messages(group)) == (1, [])


def test_reply_is_found_by_its_question(scene: Scene) -> None:
    server = scene.server
    group = server.add_supergroup("Forum", forum=True)
    topic = group.add_topic("Water")
    first, second = (server.send_text(group, scene.alice, text, topic=topic) for text in "ab")
    with later(lambda: answer(scene, second, "To b")):
        assert server.wait_for_reply(second).text == "To b"
    with pytest.raises(AssertionError, match="no reply to 'a' in Forum"):
        server.wait_for_reply(first, timeout_seconds=0.01)
    scene.ask("deleteMessage", chat_id=group.id, message_id=answer(scene, first).message_id)
    with later(lambda: answer(scene, first, "Again")):
        assert server.wait_for_reply(first).text == "Again"
    # A message of a topic is no reply to the one that opened it.
    scene.ask("sendMessage", chat_id=group.id, message_thread_id=topic.id)
    opening = group.sent_message(topic.id)
    with pytest.raises(AssertionError):
        server.wait_for_reply(opening, timeout_seconds=0.01)


def test_message_is_found_by_a_condition(scene: Scene) -> None:
    server = scene.server
    group = server.add_supergroup("Readers")
    seen: list[str] = []

    def fits(message: SentMessage) -> bool:
        seen.append(message.text)
        return message.text.startswith("Found")

    sent = scene.ask("sendMessage", chat_id=group.id, text="One")
    scene.ask("sendMessage", text="Found elsewhere")
    with later(lambda: scene.ask("sendMessage", chat_id=group.id, text="Found")):
        assert server.wait_for_message_where(fits, chat=group).text == "Found"
    assert seen == ["One", "Found"]
    assert server.wait_for_message_where(fits).text == "Found elsewhere"
    since = server.count_written()
    with pytest.raises(AssertionError, match="no message that fits"):
        server.wait_for_message_where(fits, since=since, timeout_seconds=0.01)
    edit = {"chat_id": group.id, "message_id": sent["message_id"], "text": "Found late"}
    with later(lambda: scene.ask("editMessageText", **edit)):
        assert server.wait_for_message_where(fits, since=since).text == "Found late"


def test_any_condition_is_waited_for(scene: Scene) -> None:
    server = scene.server
    with later(lambda: [scene.ask("sendMessage") for _ in range(3)]):
        server.wait_until(lambda: server.count_messages(scene.chat) == 3)
    with pytest.raises(AssertionError, match="not reached"):
        server.wait_until(lambda: server.count_messages() > 3, timeout_seconds=0.01)
