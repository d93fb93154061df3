"""Answers to the bot's calls that are none, come in part or late, or refuse: one line of the log
without a trace, and the next question is answered as ever."""

from collections.abc import Callable

import pytest

from tests.support.conversing import ask
from tests.support.fake_encoder import FakeEncoder
from tests.support.harbour import KEEPER_QUESTION
from tests.support.running_bot import RunningBot
from tests.telegram_server import Chat, SentMessage, TelegramServer, User

HTML = "<html><body><h1>502 Bad Gateway</h1>nginx</body></html>"
Disturb = Callable[[TelegramServer, str], object]
NO_MESSAGES = ("{}", "[]", "5", '"sent"', '{"message_id": "x", "date": 1, "chat": 5}')


def _make_result(result: str) -> Disturb:
    body = f'{{"ok": true, "result": {result}}}'
    return lambda server, method: server.answer_next(method, body)


BAD: dict[str, Disturb] = {
    "cut in the middle": lambda server, method: server.cut_answer_next(method),
    "late": lambda server, method: server.slow_answer_next(method, 0.3),
    "in pieces": lambda server, method: server.slow_answer_next(method, 0.3, pieces=20),
    "HTML, 200": lambda server, method: server.answer_next(method, HTML),
    "HTML, 502": lambda server, method: server.answer_next(method, HTML, status=502),
    "HTML, 404": lambda server, method: server.answer_next(method, HTML, status=404),
    "null": lambda server, method: server.answer_next(method, "null"),
    "a null result": lambda server, method: server.answer_next(
        method, '{"ok": true, "result": null}'
    ),
    "nothing": lambda server, method: server.answer_next(method, ""),
    **{f"{result} as a result": _make_result(result) for result in NO_MESSAGES},
    "401": lambda server, method: server.fail_next(method, 401, "Unauthorized"),
    "404": lambda server, method: server.fail_next(method, 404, "Not Found"),
    "409": lambda server, method: server.fail_next(
        method, 409, "Conflict: terminated by other getUpdates request"
    ),
    "413": lambda server, method: server.fail_next(method, 413, "Request Entity Too Large"),
    "500": lambda server, method: server.fail_next(method, 500, "Internal Server Error"),
    "dropped": lambda server, method: server.drop_connection_next(method),
}
SUCCEEDING = ("late", "in pieces")

REFUSED = {
    "message to be replied not found": 400,
    "chat not found": 400,
    "TOPIC_CLOSED": 400,
    "TOPIC_DELETED": 400,
    "message thread not found": 400,
    "not enough rights to send text messages to the chat": 400,
    "have no rights to send a message": 400,
    "CHAT_WRITE_FORBIDDEN": 400,
    "message is too long": 400,
    "can't parse entities: unsupported start tag": 400,
    "BUTTON_DATA_INVALID": 400,
    "group chat was deactivated": 400,
    "user is deactivated": 403,
    "bot was blocked by the user": 403,
    "bot was kicked from the supergroup chat": 403,
    "bot is not a member of the supergroup chat": 403,
    "bot can't initiate conversation with a user": 403,
    "retry after 7200": 429,
}
NAMES = {400: "Bad Request", 403: "Forbidden", 429: "Too Many Requests"}


@pytest.fixture(scope="module")
def encoder() -> FakeEncoder:
    """What is answered does not matter here."""
    return FakeEncoder(dimension=16, max_tokens=60)


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("method", ["getUpdates", "sendMessage", "sendChatAction"])
def test_it_goes_on_answering(
    kind: str,
    method: str,
    server: TelegramServer,
    harbour_bot: RunningBot,
    private: Chat,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    BAD[kind](server, method)
    server.send_text(private, alice, KEEPER_QUESTION)
    harbour_bot.wait_until_done()
    _assert_calm(caplog)
    before = len(server.messages(private))
    for _ in range(2):
        assert _ask(server, private, alice).text
    assert len(server.messages(private)) == before + 2, "each is answered once"
    if kind in SUCCEEDING:
        assert before == 1
        assert [r for r in caplog.records if r.levelname == "ERROR"] == []


@pytest.mark.parametrize(
    "kind",
    ["HTML, 200", "HTML, 502", "null", "a null result", "nothing", "{} as a result", "401"],
)
@pytest.mark.parametrize("times", [1, 3])
def test_what_stands_between_costs_no_answer(
    kind: str,
    times: int,
    server: TelegramServer,
    harbour_bot: RunningBot,
    private: Chat,
    alice: User,
) -> None:
    """It is sent again, up to four times in all, and nobody reads of a mistake."""
    for _ in range(times):
        BAD[kind](server, "sendMessage")
    server.send_text(private, alice, KEEPER_QUESTION)
    harbour_bot.wait_until_done()
    (answer,) = server.messages(private)
    assert "Sorry" not in answer.text
    assert len(server.calls("sendMessage")) == times + 1


@pytest.mark.parametrize("reason", REFUSED)
@pytest.mark.parametrize(
    "text",
    [
        KEEPER_QUESTION,
        *(
            pytest.param(command, marks=pytest.mark.soak)
            for command in ("/start", "/sources", "/privacy", "/nothing")
        ),
    ],
)
def test_a_refusal_is_one_line(
    reason: str,
    text: str,
    server: TelegramServer,
    harbour_bot: RunningBot,
    private: Chat,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    _refuse(server, "sendMessage", reason, times=2)  # an apology, too
    server.send_text(private, alice, text)
    harbour_bot.wait_until_done()
    _assert_calm(caplog)
    assert 1 <= _count_told(caplog, reason) <= 2, "once, and once of the apology"
    server.stop_faults()
    if REFUSED[reason] != 429:  # who is to wait for two hours is not written to
        assert _ask(server, private, alice).text


@pytest.mark.parametrize(
    "reason", ["query is too old and response timeout expired", "QUERY_ID_INVALID"]
)
def test_a_query_that_is_too_old_is_no_error(
    reason: str,
    server: TelegramServer,
    harbour_bot: RunningBot,
    private: Chat,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    answer = ask(server, private, alice, "/settings")
    data = next(str(b["callback_data"]) for b in answer.buttons if "callback_data" in b)
    abroad = server.add_supergroup("Strangers", has_bot=False)
    for method in ("answerCallbackQuery", "answerInlineQuery", "answerGuestQuery"):
        server.fail_next(method, 400, f"Bad Request: {reason}")
    server.press_button(alice, answer, data)
    server.send_inline_query(alice, "wall")
    server.send_guest_message(abroad, alice, f"@{server.bot.username} {KEEPER_QUESTION}")
    harbour_bot.wait_until_done()
    _assert_calm(caplog)
    assert [r.getMessage() for r in caplog.records if r.levelname == "ERROR"] == []


@pytest.mark.parametrize(
    "reason", ["message is not modified", "message to edit not found", "message can't be edited"]
)
def test_what_cannot_be_edited_is_no_trace(
    reason: str,
    server: TelegramServer,
    harbour_bot: RunningBot,
    private: Chat,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    question = server.send_text(private, alice, KEEPER_QUESTION)
    server.wait_for_reply(question)
    for method in ("editMessageText", "editMessageReplyMarkup"):
        server.fail_next(method, 400, f"Bad Request: {reason}")
    server.edit_text(question, "How often does the lamp of the lighthouse turn?")
    harbour_bot.wait_until_done()
    _assert_calm(caplog)
    server.stop_faults()
    assert _ask(server, private, alice).text


def test_a_question_that_is_gone_is_answered_all_the_same(
    server: TelegramServer,
    harbour_bot: RunningBot,
    group: Chat,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    _refuse(server, "sendMessage", "message to be replied not found", times=1)
    server.send_text(group, alice, f"/ask {KEEPER_QUESTION}")
    harbour_bot.wait_until_done()
    _assert_calm(caplog)
    (answer,) = server.messages(group)
    assert "Mary Flint" in answer.text
    assert answer.reply_to_message_id is None
    assert [r for r in caplog.records if r.levelname in ("WARNING", "ERROR")] == []


def _ask(server: TelegramServer, chat: Chat, user: User) -> SentMessage:
    return server.wait_for_reply(server.send_text(chat, user, KEEPER_QUESTION))


def _refuse(server: TelegramServer, method: str, reason: str, *, times: int) -> None:
    code = REFUSED[reason]
    wait = 7200 if code == 429 else None
    server.fail_next(method, code, f"{NAMES[code]}: {reason}", wait, times=times)


def _count_told(caplog: pytest.LogCaptureFixture, reason: str) -> int:
    said = "retry in 2:00:00" if "7200" in reason else reason.lower()
    told = [r for r in caplog.records if r.levelname in ("WARNING", "ERROR")]
    return sum(said in record.getMessage().lower() for record in told)


def _assert_calm(caplog: pytest.LogCaptureFixture) -> None:
    """No trace, nothing of what was asked, and few lines."""
    assert "Traceback" not in caplog.text
    assert "a handler failed" not in caplog.text
    assert "lighthouse" not in caplog.text
    told = [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]
    assert len(told) <= 5, [record.getMessage() for record in told]
