"""How much is asked and how much is sent: never over a limit, and nobody at another's cost."""

import asyncio
import random
import re
from dataclasses import replace

import pytest

from bot.access.quotas import Budget, Budgets, Spending
from bot.config.settings import Settings
from bot.telegram.outgoing.rate_limiter import Limit, Limits, RateLimiter, _Window
from embeddings import Encoder
from tests.support.conversing import ask
from tests.support.harbour import KEEPER_QUESTION, LAMP_QUESTION, build_harbour
from tests.support.jumping_loop import JumpingLoop
from tests.support.running_bot import RunningBot, run_bot
from tests.telegram_server import Chat, TelegramServer, User

GRANTED, FIRST, REFUSED = Spending.GRANTED, Spending.REFUSED_FIRST, Spending.REFUSED


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_budget_is_a_sliding_window_and_tells_once() -> None:
    clock = Clock()
    budget = Budget(2, 60, clock)
    spent = []
    for now in (0, 30, 40, 50, 59.9, 60, 61, 90, 91):
        clock.now = now
        spent.append(budget.spend("a"))
    assert spent == [GRANTED, GRANTED, FIRST, REFUSED, REFUSED, GRANTED, REFUSED, GRANTED, REFUSED]
    assert budget.spend("b") is GRANTED
    for now in (151, 152, 153):
        clock.now = now
        spent.append(budget.spend("a"))
    assert spent[9:] == [GRANTED, GRANTED, FIRST], "it has stopped for a minute"


def test_budgets_are_bounded() -> None:
    budget = Budget(1, 60, Clock())
    for key in range(30_000):
        budget.spend(key)
        budget.spend(key)
    assert len(budget._spent) <= 10_001
    assert len(budget._refused) <= 10_001


@pytest.mark.parametrize(
    ("askers", "granted"),
    [
        ([1] * 20, {1: 4}),  # of a group's eight
        ([1] * 20 + [2] * 20, {1: 4, 2: 2}),
        ([1] * 20 + [2] * 20 + [3], {1: 4, 2: 2, 3: 1}),
        ([1, 2] * 20 + [3], {1: 3, 2: 3, 3: 1}),
        ([1, 2, 3] * 20, {1: 2, 2: 2, 3: 2}),
        ([-5, -6, -7] * 20 + [3], {-5: 2, -6: 1, -7: 1, 3: 1}),  # channels count as one member
        ([-1] * 20, {-1: 4}),  # an anonymous admin
    ],
)
def test_a_group_is_shared(askers: list[int], granted: dict[int, int]) -> None:
    budgets = Budgets(for_user=6, for_chat=8, clock=Clock())
    found = dict.fromkeys(granted, 0)
    for asker in askers:
        found[asker] += budgets.spend_question(-1, asker) is GRANTED
    assert found == granted


def test_who_has_thanked_too_often_is_told_of_his_next_question() -> None:
    budgets = Budgets(for_user=6, for_chat=8, clock=Clock())
    touched = [budgets.spend_touch(-1, 1) for _ in range(20)]
    assert set(touched) == {Spending.GRANTED, Spending.REFUSED}
    asked = [budgets.spend_question(-1, 1) for _ in range(3)]
    assert asked == [Spending.REFUSED_FIRST, Spending.REFUSED, Spending.REFUSED]


def test_a_flood_in_one_chat_takes_nothing_from_others() -> None:
    budgets = Budgets(for_user=6, for_chat=8, clock=Clock())
    for _ in range(100):
        budgets.spend_question(-1, 1)
    assert budgets.spend_question(-2, 2) is GRANTED
    assert budgets.spend_question(3, 3) is GRANTED


def test_who_is_refused_by_one_budget_has_not_spent_of_the_others() -> None:
    budgets = Budgets(for_user=3, for_chat=2, clock=Clock())
    assert budgets.spend_question(-1, 1) is GRANTED
    assert budgets.spend_question(-1, 2) is GRANTED
    for _ in range(10):
        assert budgets.spend_question(-1, 3) is not GRANTED
    assert budgets.spend_touch(-1, 3) is GRANTED
    for _ in range(3):
        assert budgets.spend_question(3, 3) is GRANTED, "in private all is left"


def test_buttons_of_one_do_not_silence_a_group() -> None:
    budgets = Budgets(for_user=10, for_chat=8, clock=Clock())
    pressed = [budgets.spend_touch(-1, 1) is GRANTED for _ in range(50)]
    assert sum(pressed) == 9
    assert budgets.spend_touch(-1, 2) is GRANTED
    assert budgets.spend_question(-1, 2) is GRANTED
    for _ in range(30):
        assert budgets.spend_press(1) is GRANTED, "Telegram counts no votes"


@pytest.mark.parametrize("people", [2, 30])
def test_a_busy_group_gets_no_more_than_telegram_takes(people: int) -> None:
    """Or else its answers would come later and later."""
    clock = Clock()
    budgets = Budgets(for_user=10, for_chat=15, clock=clock)
    writes, told = [], []
    chance = random.Random(1)
    for _ in range(10_000):
        clock.now += chance.expovariate(1.0)
        member = chance.randrange(people)
        if chance.random() < 0.5:
            spending = budgets.spend_touch(-1, member)
        else:
            spending = budgets.spend_question(-1, member)
            if spending is FIRST:
                told.append(clock.now)
        if spending is GRANTED:
            writes.append(clock.now)
    sent = sorted(writes + told)
    assert all(after - first >= 60 for first, after in zip(sent, sent[20:], strict=False))
    assert len(writes) > 10 * clock.now / 60


class TestRateLimiter:
    """Times are those of a loop whose clock jumps, so that nothing waits."""

    def run(self, chats: list[int], limits: Limits, processes: int = 1) -> list[tuple[float, int]]:
        """When each message to one of `chats` is sent by one of so many processes."""
        sent: list[tuple[float, int]] = []

        async def send_all() -> None:
            loop = asyncio.get_running_loop()
            limiter = RateLimiter(limits)
            limiter.share(processes)

            async def call(chat: int) -> None:
                sent.append((loop.time() - begun, chat))

            begun = loop.time()
            await asyncio.gather(
                *(
                    limiter.process_request(
                        call, (chat,), {}, "sendMessage", {"chat_id": chat}, None
                    )
                    for chat in chats
                )
            )

        with asyncio.Runner(loop_factory=JumpingLoop) as runner:
            runner.run(send_all())
        return sent

    def test_of_several_processes_each_has_its_part(self) -> None:
        times = sorted(at for at, _ in self.run([*range(1, 26)], Limits(), 3))
        assert all(after - first >= 1 for first, after in zip(times, times[10:], strict=False))

    def test_a_part_changes_with_the_number_of_processes(self) -> None:
        window = _Window(Limit(30, 1.0), 1.0)
        window.resize(10)
        window.resize(30)
        window.resize(15)
        for _ in range(30):
            window._free()
        assert window._places._value == 30 + 15, "of thirty that come back fifteen are kept"

    @pytest.mark.parametrize(
        ("chats", "count", "seconds"),
        [([1] * 5, 1, 1.0), ([-1] * 45, 20, 60.0), ([-1] * 5, 1, 1.0), ([*range(1, 90)], 30, 1.0)],
    )
    def test_no_window_has_more(self, chats: list[int], count: int, seconds: float) -> None:
        times = sorted(time for time, _ in self.run(chats, Limits()))
        assert len(times) == len(chats)
        for first, after in zip(times, times[count:], strict=False):
            assert after - first >= seconds

    def test_chats_do_not_wait_for_each_other(self) -> None:
        limits = Limits(chat=Limit(1, 0.5), overall=Limit(1000, 1))
        sent = self.run([1, 1, 1, 2, 3], limits)
        firsts = {chat: min(t for t, c in sent if c == chat) for chat in (1, 2, 3)}
        assert max(firsts.values()) < 0.4
        assert max(t for t, _ in sent) > 1.0


def test_nothing_goes_over_telegrams_limits(
    server: TelegramServer, encoder: Encoder, bot_settings: Settings
) -> None:
    """Ten groups and ten users ask all at once, and as much as they may."""
    build_harbour(bot_settings, encoder)
    speed = 30.0
    server.enforce_limits(speed=speed)
    groups = [server.add_supergroup(f"Group {n}") for n in range(10)]
    users = [server.add_user(f"User {n}") for n in range(10)]
    with run_bot(server, bot_settings, encoder, Limits(speed=speed)) as bot:
        asked = []
        for number in range(3):
            for group, user in zip(groups, users, strict=True):
                question = (KEEPER_QUESTION, LAMP_QUESTION)[number % 2]
                asked.append(server.send_text(group, user, f"/ask {question}"))
                asked.append(server.send_text(server.private_chat(user), user, question))
        for question_message in asked:
            server.wait_for_reply(question_message, timeout_seconds=60)
        bot.wait_until_done()
    assert server.limit_breaches == []


def test_one_chats_429_halts_no_other(
    server: TelegramServer, harbour_bot: RunningBot, group: Chat, private: Chat, alice: User
) -> None:
    server.fail_next("sendMessage", 429, "Too Many Requests: retry after 2", retry_after=2)
    slow = server.send_text(group, alice, f"/ask {KEEPER_QUESTION}")
    server.wait_for_call("sendMessage")
    assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text
    assert server.messages(group) == [], "it still waits"
    assert "Mary Flint" in server.wait_for_reply(slow).text


def test_waits_that_telegram_asks_for_are_no_failures(
    server: TelegramServer, harbour_bot: RunningBot, private: Chat, alice: User
) -> None:
    server.fail_next("sendMessage", 429, "Too Many Requests: retry after 1", 1, times=2)
    server.fail_next("sendMessage", 500, "Internal Server Error", times=3)
    assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text
    assert len(server.calls("sendMessage")) == 6


def test_a_chat_that_is_shut_for_long_is_given_up(
    server: TelegramServer,
    harbour_bot: RunningBot,
    group: Chat,
    private: Chat,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.fail_next("sendMessage", 429, "Too Many Requests: retry after 3600", retry_after=3600)
    for _ in range(3):
        server.send_text(group, alice, f"/ask {KEEPER_QUESTION}")
        harbour_bot.wait_until_done()
    assert len(server.calls("sendMessage")) == 1, "no apology, no other try"
    assert caplog.text.count("a chat was given up") == 3
    assert "Traceback" not in caplog.text
    assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text


def test_ending_waits_for_no_groups_turn(
    server: TelegramServer,
    encoder: Encoder,
    bot_settings: Settings,
    group: Chat,
    alice: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    build_harbour(bot_settings, encoder)
    hour = Limits(group=Limit(1, 3600_000), speed=1000)
    with run_bot(server, bot_settings, encoder, hour, seconds_to_end=0.1):
        for question in (KEEPER_QUESTION, LAMP_QUESTION, KEEPER_QUESTION):
            asked = server.send_text(group, alice, f"/ask {question}")
        server.edit_text(asked, f"/ask {LAMP_QUESTION}")  # waits for its message's turn
        server.wait_for_message(group)
        server.wait_until(lambda: len(server.calls("sendChatAction")) == 3)
    assert len(server.messages(group)) == 1
    # The one that was answered may still be kept for those who ask again.
    assert re.search("ended before [34] messages or buttons were dealt with", caplog.text)
    assert server.refusals == []


def test_too_many_questions_are_told_once(
    server: TelegramServer, encoder: Encoder, bot_settings: Settings, private: Chat, alice: User
) -> None:
    build_harbour(bot_settings, encoder)
    few = replace(bot_settings, user_questions_per_minute=2)
    with run_bot(server, few, encoder) as bot:
        for _ in range(2):
            assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text
        assert "in a minute" in ask(server, private, alice, KEEPER_QUESTION).text
        for _ in range(5):
            bot.assert_silent(private, lambda: server.send_text(private, alice, KEEPER_QUESTION))
        bob = server.add_user("Bob")
        other = server.private_chat(bob)
        assert "Mary Flint" in ask(server, other, bob, KEEPER_QUESTION).text


def test_a_flood_of_updates_is_shed(
    server: TelegramServer, harbour_bot: RunningBot, group: Chat, alice: User, private: Chat
) -> None:
    """Two thousand questions of one chat, and one of another behind them."""
    for _ in range(2000):
        server.send_text(group, alice, f"/ask {KEEPER_QUESTION}")
    bob = server.add_user("Bob")
    question = server.send_text(server.private_chat(bob), bob, KEEPER_QUESTION)
    assert "Mary Flint" in server.wait_for_reply(question, timeout_seconds=30).text


def test_chatter_drops_no_question(
    server: TelegramServer, encoder: Encoder, bot_settings: Settings, group: Chat, alice: User
) -> None:
    """What has gathered while the bot was away comes all at once."""
    build_harbour(bot_settings, encoder)
    for _ in range(300):
        server.send_text(group, alice, "see you on Sunday")
    question = server.send_text(group, alice, f"/ask {KEEPER_QUESTION}")
    with run_bot(server, bot_settings, encoder):
        assert "Mary Flint" in server.wait_for_reply(question).text


def test_an_album_is_one_question(
    server: TelegramServer, harbour_bot: RunningBot, private: Chat, alice: User
) -> None:
    photo = {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]}
    album = photo | {"media_group_id": "7"}
    server.send_content(private, alice, album | {"caption": KEEPER_QUESTION})
    for _ in range(5):
        server.send_content(private, alice, album)
    harbour_bot.wait_until_done()
    (answer,) = server.messages(private)
    assert "Mary Flint" in answer.text


def test_a_caption_may_be_a_command(
    server: TelegramServer, harbour_bot: RunningBot, group: Chat, alice: User
) -> None:
    asked = server.send_photo(group, alice, caption=f"/ask {KEEPER_QUESTION}")
    assert "Mary Flint" in server.wait_for_reply(asked).text
