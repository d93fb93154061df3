"""Checks the bot for problems: its account, its groups, its index and its machine."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from telegram import Bot, User
from telegram.error import InvalidToken, TelegramError

from bot.access.policy import Access
from bot.config.settings import Settings
from bot.doctor.account import (
    check_modes,
    check_polling,
    check_webhook,
    find_no_token,
    find_other_poller,
    find_own_poller,
    find_own_webhook,
    find_refused_token,
    find_unreachable,
)
from bot.doctor.clock import Drift, check_clock, note_dates
from bot.doctor.findings import Finding, Health, warn
from bot.doctor.groups import check_groups
from bot.doctor.index import check_index, check_last_rebuild, check_live_index
from bot.doctor.machine import (
    check_database,
    check_disk,
    check_folders,
    check_settings,
    find_gone,
)
from bot.doctor.permissions import check_permissions
from bot.doctor.proxies import make_request
from bot.monitoring.health import Health as HealthOfBot
from bot.monitoring.health import find_health_file, has_ended, read_health
from bot.storage.chats import ChatStore
from bot.storage.database import Database, DatabaseError
from bot.text.translation import gettext
from embeddings import Manifest

_Checks = Callable[[Bot], Awaitable[list[Finding]]]


async def examine(settings: Settings, delete_webhook: bool = False) -> list[Finding]:
    """All findings, without a running bot. Nothing is confirmed or changed, but that a webhook is
    deleted if `delete_webhook` is set, and the database, if there is one, brought up to date."""

    async def check_polled(bot: Bot) -> list[Finding]:
        webhook = await check_webhook(bot, settings, delete_webhook)
        running = None if settings.webhook else _find_running_bot(settings)
        # With a webhook polling is refused, whoever does it.
        if webhook.health is Health.WRONG and running and _has_webhook(running):
            return [find_own_webhook(running.pid)]
        if webhook.health is Health.WRONG or (settings.webhook and not delete_webhook):
            return [webhook]
        polling = find_own_poller(running.pid) if running else await check_polling(bot)
        return [webhook, polling]

    drift = Drift()
    found = await _check_account(settings, check_polled, drift)
    return [
        *found,
        *await asyncio.to_thread(check_index, settings),
        *await asyncio.to_thread(_check_machine, settings, drift),
    ]


async def examine_running(
    settings: Settings,
    bot: Bot,
    manifest: Manifest,
    database: Database,
    has_other_poller: bool,
    drift: Drift,
) -> list[Finding]:
    """All findings, from inside of the running bot, which answers from the build of `manifest` and
    keeps things in `database`; `has_other_poller` says whether somebody else polls for it, `drift`
    what its last answer from Telegram said of the clock. If the database is gone that is told, and
    nothing that would make it anew is looked at."""

    async def check_polled(bot: Bot) -> list[Finding]:
        webhook = await check_webhook(bot, settings)
        return [webhook] if settings.webhook else [webhook, find_other_poller(has_other_poller)]

    if database.is_gone:
        return [
            find_gone(database.name),
            *check_modes(await bot.get_me()),
            *await check_polled(bot),
            *await asyncio.to_thread(check_live_index, settings, manifest),
            *await asyncio.to_thread(check_disk, settings),
        ]
    return [
        *await _check_beside(bot, settings, await bot.get_me(), check_polled),
        *await asyncio.to_thread(check_live_index, settings, manifest),
        *await asyncio.to_thread(_check_machine, settings, drift),
    ]


def _find_running_bot(settings: Settings) -> HealthOfBot | None:
    """What the bot with this state has said of itself lately; None if none has, or its end."""
    health = read_health(find_health_file(settings.state_dir))
    if health is None or has_ended(health) or not health.is_recent(time.monotonic()):
        return None
    return health


def _has_webhook(running: HealthOfBot) -> bool:
    return any(check.name == "webhook" for check in running.checks)


async def _check_account(settings: Settings, check_polled: _Checks, drift: Drift) -> list[Finding]:
    token = settings.telegram_bot_token
    if token is None:
        return [find_no_token()]
    try:
        request = make_request(note_dates(drift))
        url = f"{settings.telegram_api_url}/bot"
        async with Bot(token, base_url=url, request=request) as bot:
            return await _check_beside(bot, settings, bot.bot, check_polled)
    except InvalidToken:
        return [find_refused_token()]
    except TelegramError as exc:
        return [find_unreachable(settings, exc)]


async def _check_beside(
    bot: Bot, settings: Settings, user: User, check_polled: _Checks
) -> list[Finding]:
    return [*check_modes(user), *await check_polled(bot), *await _check_groups(settings, bot)]


async def _check_groups(settings: Settings, bot: Bot) -> list[Finding]:
    database = Database(settings.database_place)
    access = settings.telegram_allowed_chats, settings.telegram_admin_ids
    if database.is_empty():  # a look would make one
        return await check_groups({}, Access(*access, {}), bot)
    try:
        store = ChatStore(database)
        groups = await asyncio.to_thread(store.list_groups)
        moved = await asyncio.to_thread(store.list_moves)
    except DatabaseError:
        return [warn(gettext("The groups are not known, as the database cannot be used."))]
    return await check_groups(groups, Access(*access, moved), bot)


def _check_machine(settings: Settings, drift: Drift) -> list[Finding]:
    database = check_database(settings)  # which makes it private, if it can
    folders = [*check_folders(settings), *check_permissions(settings), *check_disk(settings)]
    past = [*check_last_rebuild(settings), *check_clock(settings, drift)]
    return [*check_settings(settings), database, *folders, *past]
