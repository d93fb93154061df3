"""A conversation over a while, with a bot as it runs for its owner: `footnote bot`, a process, that
is killed now and then."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.config.settings import Settings
from embeddings import Encoder
from tests.support.accounting import KILLED, account, list_given_up
from tests.support.bot_process import FOOTNOTE, WITH_FAKE_ENCODER, MortalBot, list_folders
from tests.support.fake_bot import make_encoder
from tests.support.harbour import build_harbour
from tests.support.measuring import Trend, Watch
from tests.support.soaking import (
    Conversation,
    Events,
    disturb,
    refuse_the_token,
    write_articles,
)
from tests.telegram_server import LimitBreach, TelegramServer

_BURST = 8
"""People who ask in the moment before a kill, of whom half are answered."""

_MOST_OF_A_KILL = 5
"""Answers that Telegram took and nobody could note any more."""

_SECONDS_UNKNOWN = 2.0
"""After a kill: within a second of it a chat may get a message that is one too many, as a bot that
begins at once does not know what its predecessor sent last. Telegram tells it to wait."""

_MAX_GROWTH = (40.0, 64.0)
"""MiB and descriptors, of a life after its warm-up: of these many are connections of the moment."""

_ASKED_WORDS = ("lighthouse", "tower of", "boiling point")

_MAX_PER_HOUR = (20.0, 5.0)
_SECONDS_TO_SWITCH = 20
"""To the new index, and until what was found before has had its turn to be sent."""

_ENOUGH_SECONDS = 20 * 60
"""Of a life, or else what comes and goes makes the slope."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long, how many questions a minute in each group, and what happens at which share of the
    time. A rebuild comes right before a kill in each, so that the next bot begins with it."""

    minutes: float
    asked_a_minute: int
    warm_up_seconds: float
    kills: tuple[float, ...]
    rebuilds: tuple[float, ...]
    module: str = WITH_FAKE_ENCODER


SHORT = Plan(2, 5, 20, kills=(0.4,), rebuilds=(0.39,))
"""All that happens in the hour happens in it; longer it would only be longer."""

HOUR = Plan(60, 5, 300, kills=(0.08, 0.2, 0.35), rebuilds=(0.199, 0.7))
WITH_MODEL = Plan(10, 10, 120, kills=(), rebuilds=(0.33, 0.66), module=FOOTNOTE)
"""With the bundled encoder: as much memory as an owner's bot has."""


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param(SHORT, id="short", marks=[pytest.mark.first, pytest.mark.timeout(600)]),
        pytest.param(WITH_MODEL, id="model", marks=[pytest.mark.soak, pytest.mark.timeout(1800)]),
        pytest.param(HOUR, id="hour", marks=[pytest.mark.soak, pytest.mark.timeout(5400)]),
    ],
)
def test_conversation(
    plan: Plan,
    server: TelegramServer,
    request: pytest.FixtureRequest,
    bot_settings: Settings,
    tmp_path: Path,
) -> None:
    """Every question is answered once, but for what has a name; nothing else is; no limit is
    broken; memory and descriptors stay flat."""
    fake = plan.module == WITH_FAKE_ENCODER
    encoder: Encoder = make_encoder() if fake else request.getfixturevalue("encoder")
    build_harbour(bot_settings, encoder, write_articles(1))
    talk = Conversation(server, 60 * plan.minutes, plan.asked_a_minute)
    watch = Watch(plan.minutes / 6, plan.warm_up_seconds)
    rebuilt_at: list[float] = []
    with MortalBot(server, list_folders(bot_settings), tmp_path, plan.module) as bot:
        server.enforce_limits()
        disturb(server)
        rebuild = _make_rebuild(bot_settings, encoder, rebuilt_at)
        talk.talk(_plan_events(plan, bot, talk, rebuild), lambda: watch.look(bot.pid))
        _wait_for_answers(server, talk)
        _wait_until_forgotten(bot_settings.state_dir)
    _check_answers(server, talk, bot)
    _check_years(server, rebuilt_at)
    _check_trends(watch)
    assert _list_breaches(server, bot) == []
    _check_silence(server, bot.log, bot_settings.state_dir)


def _list_breaches(server: TelegramServer, bot: MortalBot) -> list[LimitBreach]:
    """All but those in one chat that only a bot could know of that was killed."""
    return [
        breach
        for breach in server.limit_breaches
        if breach.limit != "chat"
        or not any(0 <= breach.at - moment <= _SECONDS_UNKNOWN for moment in bot.killed_at)
    ]


def _make_rebuild(
    settings: Settings, encoder: Encoder, rebuilt_at: list[float]
) -> Callable[[], None]:
    """`rebuilt_at` gets the moments at which a rebuild was done."""

    def rebuild() -> None:
        build_harbour(settings, encoder, write_articles(2 + len(rebuilt_at)))
        rebuilt_at.append(time.perf_counter())

    return rebuild


def _plan_events(
    plan: Plan, bot: MortalBot, talk: Conversation, rebuild: Callable[[], None]
) -> Events:
    def kill() -> None:
        """When Telegram has just taken an answer, and others are under way."""
        talk.ask_at_once(_BURST)
        sent = talk.server.count_calls("sendMessage")
        talk.server.wait_until(
            lambda: talk.server.count_calls("sendMessage") >= sent + _BURST // 2, timeout_seconds=60
        )
        bot.kill()

    return [
        *((share, kill) for share in plan.kills),
        *((share, rebuild) for share in plan.rebuilds),
        *((share, talk.flood) for share in (0.15, 0.6)),
        *((share, lambda: refuse_the_token(talk.server)) for share in (0.1, 0.5, 0.8)),
    ]


def _wait_for_answers(server: TelegramServer, talk: Conversation) -> None:
    """Returns when all are answered, but for those that were given up, which have a name, and so is
    somebody who asks after them."""
    server.stop_faults()
    answered_otherwise = {id(message) for flood in talk.floods for message in flood}
    answered_otherwise.update(map(id, list_given_up(server, talk.asked)))
    for message in talk.asked:
        if id(message) not in answered_otherwise:
            server.wait_for_reply(message, timeout_seconds=90)
    last = server.add_user("Last")
    talk.asked.append(server.send_text(server.private_chat(last), last, "/help"))
    server.wait_for_reply(talk.asked[-1], timeout_seconds=60)
    server.wait_until_idle(timeout_seconds=60)


def _check_answers(server: TelegramServer, talk: Conversation, bot: MortalBot) -> None:
    result = account(server, talk.asked, talk.floods, bot.killed_at, bot.may_have_lost)
    faults = sum(call.is_fault for call in server.calls())
    print(
        f"{talk.messages} messages, {len(talk.asked)} questions, {talk.edited} edits, "
        f"{talk.faulty} updates that cannot be read, {faults} faults, "
        f"{len(bot.killed_at)} kills\n{result}"
    )
    assert result.wrong == []
    assert result.stray == 0
    assert result.ends[KILLED] <= _MOST_OF_A_KILL * len(bot.killed_at)


def _check_years(server: TelegramServer, rebuilt_at: list[float]) -> None:
    """What is quoted is of the build that was live, soon after a rebuild of the new one."""
    quoted = [
        (call.arrived_at, int(match[1]))
        for call in server.calls("sendMessage")
        if (match := re.search(r"Keeper(\d)", call.parameters["text"]))
    ]
    assert {year for _, year in quoted} == set(range(1, 2 + len(rebuilt_at)))
    for number, moment in enumerate(rebuilt_at):
        late = [year for at, year in quoted if at > moment + _SECONDS_TO_SWITCH]
        assert min(late) >= 2 + number


def _check_trends(watch: Watch) -> None:
    trends = watch.find_trends()
    print(*(f"life of {trend or 'too few samples'}" for trend in trends), sep="\n")
    for trend in trends:
        if trend is not None:
            _check_trend(trend)


def _check_trend(trend: Trend) -> None:
    grown = (trend.memory, trend.descriptors)
    assert all(value < most for value, most in zip(grown, _MAX_GROWTH, strict=True)), trend
    if trend.seconds >= _ENOUGH_SECONDS:
        slopes = zip(trend.per_hour(), _MAX_PER_HOUR, strict=True)
        assert all(value < most for value, most in slopes), trend


def _wait_until_forgotten(state_dir: Path) -> None:
    """Returns when the text of nothing that was asked is kept."""
    end = time.monotonic() + 60
    while kept := _find_words(state_dir):
        assert time.monotonic() < end, f"{kept} is still there"
        time.sleep(0.1)


def _find_words(state_dir: Path) -> list[str]:
    kept = b"".join(path.read_bytes() for path in state_dir.iterdir() if path.is_file())
    return [word for word in _ASKED_WORDS if word.encode() in kept]


def _check_silence(server: TelegramServer, log: Path, state_dir: Path) -> None:
    """Nothing of what was asked is left anywhere."""
    said = log.read_text()
    assert "Traceback" not in said
    assert server.token not in said
    assert [word for word in _ASKED_WORDS if word in said] == []
    assert _find_words(state_dir) == []
