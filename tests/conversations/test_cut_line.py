"""A line to Telegram that is cut for longer than a few tries take: what was under way is answered
when it is mended, once."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.config.settings import Settings
from tests.support.fake_encoder import FakeEncoder
from tests.support.harbour import KEEPER_QUESTION, build_harbour
from tests.support.line import Line
from tests.support.running_bot import run_bot
from tests.telegram_server import TelegramServer


@pytest.fixture(scope="module")
def encoder() -> FakeEncoder:
    """What is answered does not matter here."""
    return FakeEncoder(dimension=16, max_tokens=60)


@pytest.fixture
def line(server: TelegramServer) -> Iterator[Line]:
    # That a poll has been given up may come through later than the next one.
    server.expect_refusals("terminated by other getUpdates")
    with Line(server.url) as line:
        yield line


@pytest.mark.parametrize("seconds", [5, pytest.param(120, marks=pytest.mark.soak)])
def test_what_was_under_way_is_answered_once_when_the_line_is_mended(
    seconds: int,
    server: TelegramServer,
    line: Line,
    encoder: FakeEncoder,
    bot_settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    build_harbour(bot_settings, encoder)
    people = [server.add_user(f"Person {number}") for number in range(10)]
    with run_bot(server, replace(bot_settings, telegram_api_url=line.url), encoder) as bot:
        server.fail_next("sendMessage", 429, "Too Many Requests", 1, times=len(people))
        asked = [
            server.send_text(server.private_chat(user), user, KEEPER_QUESTION) for user in people
        ]
        server.wait_until(lambda: len(server.calls("sendMessage")) >= len(people))
        line.cut()
        time.sleep(seconds)
        line.mend()
        for question in asked:
            assert server.wait_for_reply(question, timeout_seconds=30).text
        bot.wait_until_done()
        later = server.send_text(server.private_chat(people[0]), people[0], KEEPER_QUESTION)
        server.wait_for_reply(later, timeout_seconds=30)
    counts = [len(server.messages(server.private_chat(user))) for user in people]
    assert counts == [2] + [1] * 9
    assert not [record for record in caplog.records if "could not be sent" in record.message]
    assert len([r for r in caplog.records if "trying again" in r.message]) <= 2 * len(people) + 1
    assert "lighthouse" not in caplog.text
    assert "Traceback" not in caplog.text
