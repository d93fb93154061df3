"""The Telegram application: which handler gets which update, and what runs beside them."""

import asyncio
import importlib.util
import logging
import os
import signal
import sys
import time
from contextlib import suppress
from functools import partial
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    Update,
)
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import (
    ApplicationBuilder,
    BaseHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.access.shared_quotas import SharedBudgets
from bot.articles.settling import settle
from bot.articles.under_way import Journal
from bot.config.settings import DEFAULT_API_URL, Settings, SettingsError, show_host
from bot.indexing.live import LiveRetriever, spare_collections
from bot.indexing.opening import open_retriever
from bot.monitoring.metrics import Metrics, QuestionOutcome
from bot.storage.background import read_beside
from bot.storage.database import Database, DatabaseError, UnknownFileError
from bot.storage.freshness import CHATS
from bot.storage.stores import SharedStores
from bot.storage.under_way.processes import ProcessCounter
from bot.telegram.handlers import (
    admin,
    doctor,
    errors,
    inline,
    membership,
    privacy,
    questions,
    start,
    verification,
)
from bot.telegram.handlers import settings as chat_settings
from bot.telegram.handlers.articles import adding, links, removing
from bot.telegram.handlers.buttons import make_button_handlers
from bot.telegram.handlers.channels import following, posts
from bot.telegram.incoming.context import BotApplication, Context
from bot.telegram.incoming.gatekeeper import receive
from bot.telegram.incoming.keeping import Keeper
from bot.telegram.incoming.polling import PollingBot
from bot.telegram.incoming.request import current_request
from bot.telegram.incoming.shapes import SERVED_KINDS
from bot.telegram.incoming.update_processor import FairProcessor
from bot.telegram.incoming.webhook import WebhookUpdater, derive_secret, make_secret
from bot.telegram.memory.polling import Problems
from bot.telegram.messages.menu import list_group, list_private
from bot.telegram.monitoring import Monitoring
from bot.telegram.outgoing.rate_limiter import TELEGRAMS_LIMITS, Limits, RateLimiter
from bot.telegram.outgoing.status_message import tell_end
from bot.telegram.state import State, make_state
from bot.text.build_report import count_indexed
from bot.text.translation import LANGUAGES, use_language
from corpus import FootnoteError

logger = logging.getLogger(__name__)

_BOOTSTRAP_RETRIES = 3
_SECONDS_TO_END = 5.0
"""With the last word of a rebuild less than the ten of Docker, which then kills."""

_SECONDS_OF_ONE_END = 1.0
"""After the first signal, within which another says the same: who ends a terminal's or a
container's processes may send several, of whatever kind."""

_SECONDS_BETWEEN_LOOKS = 0.1
"""In which what has been put into the queue is taken, as long as it is taken at all."""

_SECONDS_BETWEEN_REFRESHES = 1.0

_REVOKED = (
    "Telegram refuses the token, which it took before: if TELEGRAM_BOT_TOKEN was revoked, copy the "
    "new one from @BotFather, and start again"
)
_ALL_SHOWN = "and as no chat has ever chosen folders, all of them are searched"
_NONE_SHOWN = (
    "and where articles lie in several folders, a chat whose settings cannot be read is shown none"
)
_FIRST = -1
"""The group of handlers before all others."""


class BotError(FootnoteError):
    """The bot cannot run; the text says what to do."""


def build_application(
    settings: Settings,
    token: str,
    live: LiveRetriever,
    limits: Limits = TELEGRAMS_LIMITS,
    seconds_to_end: float = _SECONDS_TO_END,
) -> BotApplication:
    """The application, ready to run. What is still under way `seconds_to_end` after it was told to
    end is given up."""
    # Spans of time as such, as the library is going to give them; numbers come with a warning.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    metrics = Metrics()
    problems = Problems(metrics.count_telegram_error)

    def end() -> None:
        application.stop_running()

    async def begin(bot: Bot, queue: "asyncio.Queue[object]") -> None:
        await _begin(bot, queue, state, keeper, monitoring)
        if state.stores.shared:
            counter = _make_counter(state.stores.shared, state.door.budgets, limiter)
            await counter.beat()
            state.work.tasks.add(asyncio.create_task(counter.run()))

    url, limiter = settings.telegram_api_url, RateLimiter(limits, metrics.count_telegram_error)
    state = make_state(settings, live, problems, metrics, token, limits.speed)
    keeper = Keeper(state.stores.pending, state.stores.channels)
    count_dropped = partial(metrics.count_question, QuestionOutcome.LIMITED)
    processor = FairProcessor(settings.telegram_admin_ids, keeper, count_dropped)
    bot = PollingBot(token, url, limiter, problems, keeper, end, limits.speed)
    application = (
        ApplicationBuilder()
        .application_class(_PunctualApplication, {"state": state, "seconds_to_end": seconds_to_end})
        .context_types(ContextTypes(context=Context))
        .bot(bot)
        .concurrent_updates(processor)
        .post_init(lambda begun: begin(begun.bot, begun.update_queue))
        .post_stop(lambda ended: _end(state, monitoring))
        .build()
    )
    assert isinstance(application, BotApplication)
    queue = application.update_queue
    if settings.webhook is not None:
        secret = derive_secret(token) if settings.state_url else make_secret()
        application.updater = WebhookUpdater(
            *(bot, queue, settings.webhook, secret, keeper, problems, end)
        )
    monitoring = Monitoring(state, lambda: queue.qsize() + processor.current_concurrent_updates)
    application.add_handler(
        MessageHandler(filters.StatusUpdate.MIGRATE, membership.follow_migration), _FIRST
    )
    application.add_handler(TypeHandler(Update, receive), _FIRST)
    application.add_handlers(_make_handlers(state))
    application.add_error_handler(errors.apologise)
    return application


def receive_updates(application: BotApplication, **kwargs: Any) -> None:
    """Runs `application` until it is told to end, by its webhook, if it has one, or else polling;
    `kwargs` are the library's.

    :raises SettingsError, WebhookError: if the webhook cannot be set, or listened for.
    """
    if application.state.settings.webhook is not None:
        application.run_webhook(allowed_updates=SERVED_KINDS, **kwargs)
    else:
        application.run_polling(allowed_updates=SERVED_KINDS, **kwargs)


def run_bot(settings: Settings, token: str) -> None:
    """Runs the bot until SIGINT or SIGTERM, or SIGHUP, as of a terminal that is closed.

    :raises BotError: if Telegram cannot be reached at the start, or refuses.
    :raises SettingsError: if Telegram refuses the token, also later: no new start mends that.
    :raises ModelError, PassageIndexError: if there is nothing to answer from.
    :raises UnknownFileError: if a newer Footnote has written the state file.
    :raises SettingsError, WebhookError: if the webhook cannot be set, or listened for.
    """
    try:
        Database(settings.database_place).open()
    except UnknownFileError:
        raise  # what it says of chats cannot be read, and is not to be overwritten
    except DatabaseError:
        pass  # told when the bot begins, which answers all the same
    with spare_collections():
        retriever = open_retriever(settings)
        # A second thread: a long question holds up nobody else's.
        threads = 2 if retriever.is_thread_safe else 1
        live = LiveRetriever(retriever, settings, encoder_threads=threads)
    _spare_searches()
    application = build_application(settings, token, live)
    _handle_signals()
    try:
        # A closed loop would leave a second signal to the system, which kills.
        receive_updates(
            application,
            bootstrap_retries=_BOOTSTRAP_RETRIES,
            close_loop=False,
            stop_signals=None,
        )
    except InvalidToken as exc:
        raise SettingsError(
            "TELEGRAM_BOT_TOKEN is refused by Telegram: copy it again from @BotFather"
        ) from exc
    except TelegramError as exc:
        where = f"Telegram at {show_host(settings.telegram_api_url)}"
        if settings.telegram_api_url != DEFAULT_API_URL:
            where = f"{show_host(settings.telegram_api_url)} (TELEGRAM_API_URL)"
        what = f"cannot reach {where}" if isinstance(exc, NetworkError) else f"{where} refuses"
        raise BotError(f"{what}: {type(exc).__name__}") from exc
    finally:
        live.close()
    if application.state.problems.is_refused:
        raise SettingsError(_REVOKED)


def _spare_searches() -> None:
    """What speaks HTTP imports `sniffio` several times at each call, which it can do without: a
    quarter of what a call costs is the search for it in all folders of modules. That it is not
    there is noted once."""
    if importlib.util.find_spec("sniffio") is None:
        sys.modules["sniffio"] = None  # type: ignore[assignment]


def _handle_signals() -> None:
    """A new loop, which each of them ends: the first in an orderly way, another one at once, unless
    it comes right behind. Where loops handle none, Ctrl-C does so by itself."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    first_at: float | None = None

    def end() -> None:
        nonlocal first_at
        now = time.monotonic()
        if first_at is not None and now - first_at < _SECONDS_OF_ONE_END:
            return
        first_at = first_at or now
        raise SystemExit

    for number in _list_stop_signals():
        loop.add_signal_handler(number, end)


def _list_stop_signals() -> tuple[int, ...]:
    """SIGHUP is left alone by whom nohup has begun."""
    if sys.platform == "win32":
        return ()
    stopping = (signal.SIGINT, signal.SIGTERM, signal.SIGABRT)
    is_hung_up = signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN
    return (*stopping, signal.SIGHUP) if is_hung_up else stopping


class _PunctualApplication(BotApplication):
    """Ends in seconds. The library waits for all that is under way, and that may wait for a minute
    until its group takes another message."""

    def __init__(self, *, seconds_to_end: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._seconds_to_end = seconds_to_end

    async def stop(self) -> None:
        ending = [
            asyncio.create_task(each) for each in (self._give_up_waiting(), self._drop_late())
        ]
        try:
            await super().stop()
        finally:
            for each in ending:
                each.cancel()

    async def _give_up_waiting(self) -> None:
        await asyncio.sleep(self._seconds_to_end)
        processor = self.update_processor
        if isinstance(processor, FairProcessor) and (count := processor.cancel_pending()):
            logger.warning("ended before %d messages or buttons were dealt with", count)

    async def _drop_late(self) -> None:
        """Leaves to the next start what comes when updates are taken no more, such as what the last
        process left, of which one waits for another: the library would wait for it for ever."""
        while True:
            await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
            while not self.update_queue.empty():
                self.update_queue.get_nowait()
                self.update_queue.task_done()


class _ForAdmins(filters.UpdateFilter):
    """A message whose command may be one for the bot's admins."""

    def filter(self, update: Update) -> bool:
        return current_request().wording.may_command


def _make_handlers(state: State) -> list[BaseHandler[Any, Context, Any]]:
    """In the order in which they are asked: the first that takes an update is the only one."""
    return [
        *_make_command_handlers(),
        *_make_message_handlers(state),
        *make_button_handlers(),
        InlineQueryHandler(inline.answer_inline),
        MessageHandler(filters.UpdateType.GUEST_MESSAGE, inline.answer_guest),
        MessageHandler(filters.UpdateType.CHANNEL_POSTS, posts.take_post),
        ChatMemberHandler(membership.change_membership, ChatMemberHandler.MY_CHAT_MEMBER),
    ]


def _make_command_handlers() -> list[BaseHandler[Any, Context, Any]]:
    message = filters.UpdateType.MESSAGE
    for_admins = message & _ForAdmins()
    return [
        CommandHandler(["start", "help"], start.greet, message),
        CommandHandler("sources", start.list_sources, message),
        CommandHandler("ask", questions.answer_message, message),
        CommandHandler("verify", verification.verify, message),
        CommandHandler("settings", chat_settings.show_settings, message),
        CommandHandler("privacy", privacy.show_privacy, message),
        CommandHandler("forget", privacy.forget, message),
        CommandHandler("reindex", admin.reindex, for_admins),
        CommandHandler("stats", admin.show_stats, for_admins),
        CommandHandler("changed", admin.show_changed, for_admins),
        CommandHandler("add", adding.add, for_admins),
        CommandHandler("remove", removing.list_articles, for_admins),
        CommandHandler("doctor", doctor.examine, for_admins),
        CommandHandler("follow", following.follow, for_admins),
        CommandHandler("unfollow", following.unfollow, for_admins),
    ]


def _make_message_handlers(state: State) -> list[BaseHandler[Any, Context, Any]]:
    message = filters.UpdateType.MESSAGE
    edited = filters.UpdateType.EDITED_MESSAGE
    words = filters.TEXT | filters.CAPTION
    private = message & filters.ChatType.PRIVATE
    wordless = private & ~filters.StatusUpdate.ALL & ~words
    from_admin = message & adding.FromAdmin(state.door.access)
    file = filters.Document.ALL & ~filters.ANIMATION
    pasted = filters.TEXT & adding.IsPasted(state.memory.pastes)
    link = filters.TEXT & links.IsLink()
    return [
        # Before questions: what an admin sends may be an article, and a part of it may begin with
        # what looks like a command.
        MessageHandler(from_admin & file, adding.receive_document),
        MessageHandler(from_admin & pasted, adding.receive_text),
        MessageHandler(from_admin & link, adding.receive_link),
        # Behind the commands that there are.
        MessageHandler(private & filters.COMMAND, start.refuse_unknown_command),
        MessageHandler(message & words & ~filters.COMMAND, questions.answer_message),
        MessageHandler(wordless, start.refuse_wordless),
        MessageHandler(edited & words, questions.answer_edited),
    ]


async def _begin(
    bot: Bot,
    queue: "asyncio.Queue[object]",
    state: State,
    keeper: Keeper,
    monitoring: Monitoring,
) -> None:
    live = state.live
    state.work.tasks.add(asyncio.create_task(live.watch()))
    # Posts are answered from within seconds.
    state.work.tasks.add(asyncio.create_task(live.keep_ready(state.stores.channels.has_any)))
    # Before anybody may begin another one.
    journal = Journal.of_settings(state.settings)
    tell = partial(tell_end, bot)
    state.work.changes.begin_settling(lambda: settle(journal, state.settings, live, tell))
    try:
        await read_beside(state.stores.database.examine)
        await read_beside(state.stores.channels.read)
        await read_beside(state.door.chats.learn_limited)
        state.door.access.moved.update(await read_beside(state.door.chats.list_moves))
        await _read_admins(state)
    except DatabaseError as exc:
        # At a first start there is nothing to keep to, as if the file could have been made.
        is_first = await read_beside(state.door.chats.learn_unlimited)
        logger.error(
            "%s. Until that is mended nothing is kept, %s. To mend it run footnote doctor",
            *(exc, _ALL_SHOWN if is_first else _NONE_SHOWN),
        )
    if state.stores.database.is_shared:
        state.work.tasks.add(asyncio.create_task(_keep_fresh(state)))
    await keeper.resume(bot, queue, state.work.tasks)
    if state.settings.webhook is None:
        await _tell_webhook(bot)
    # Beside the first questions: nobody waits for menus. The task has its own language.
    state.work.tasks.add(asyncio.create_task(_set_menus(bot)))
    monitoring.start()
    logger.info("@%s answers from %s, %s", bot.username, *count_indexed(live.manifest))


def _make_counter(
    shared: SharedStores, budgets: SharedBudgets, limiter: RateLimiter
) -> ProcessCounter:
    """Has each of several bots take its part of what all may do together."""

    def share(processes: int) -> None:
        budgets.share(processes)
        limiter.share(processes)

    return ProcessCounter(shared.processes, share, shared.sweep)


async def _read_admins(state: State) -> None:
    """What is known need not be read: the parts of a pasted article stay in their order."""
    for admin_id in state.door.access.admins:
        await read_beside(state.door.chats.read, admin_id)


async def _keep_fresh(state: State) -> None:
    """Has what other bots change known here within seconds; also what could not be read at the
    start."""
    while True:
        with suppress(DatabaseError):  # whoever needs something of it says so
            if CHATS in await read_beside(state.stores.freshness.refresh):
                state.door.access.moved.update(await read_beside(state.door.chats.list_moves))
                await _read_admins(state)
        await asyncio.sleep(_SECONDS_BETWEEN_REFRESHES)


async def _tell_webhook(bot: Bot) -> None:
    """That there is one, which polling is going to remove: it may be another program's."""
    with suppress(TelegramError):  # polling says what is wrong
        if url := (await bot.get_webhook_info()).url:
            logger.warning("the webhook at %s is removed: this bot polls", show_host(url))


async def _set_menus(bot: Bot) -> None:
    """In each language; admins get their own when they say /start."""
    for language in LANGUAGES:
        use_language(language)
        await _set_menu(bot, list_private(), BotCommandScopeAllPrivateChats(), language)
        await _set_menu(bot, list_group(), BotCommandScopeAllGroupChats(), language)


async def _set_menu(
    bot: Bot, commands: list[BotCommand], scope: BotCommandScope, language: str
) -> None:
    # English is for all languages that there is no menu in.
    code = "" if language == "en" else language
    try:
        await bot.set_my_commands(commands, scope, code)
    except TelegramError as exc:
        logger.warning("a command menu could not be set: %s", exc)


async def _end(state: State, monitoring: Monitoring) -> None:
    for task in state.work.tasks:
        task.cancel()
    ending = state.work.changes.stop(), *state.work.tasks
    for ended in await asyncio.gather(*ending, return_exceptions=True):
        if isinstance(ended, Exception):
            logger.error("a task of the bot had failed", exc_info=ended)
    await state.stores.pending.close()
    await asyncio.to_thread(state.stores.database.close)
    await asyncio.to_thread(monitoring.stop)
