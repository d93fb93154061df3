"""What Telegram says of the bot's own account: modes, a webhook, another process that polls."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from telegram import Bot, User, WebhookInfo
from telegram.error import Conflict, TelegramError

from bot.config.settings import DEFAULT_API_URL, Settings, show_host
from bot.config.webhook import WebhookSettings
from bot.doctor.findings import Finding, ok, warn, wrong
from bot.text.translation import gettext

_POLL_SECONDS = 3
_RECENT_ERROR = timedelta(minutes=10)
"""A bot whose poll is ended polls again after a second."""


def find_no_token() -> Finding:
    """There is no token."""
    return wrong(
        gettext("TELEGRAM_BOT_TOKEN is not set: only the command line answers."),
        gettext("In Telegram, write /newbot to @BotFather, or /token for a bot that you have."),
        gettext("Put the token that it gives into .env: TELEGRAM_BOT_TOKEN=123456:ABC…"),
    )


def find_refused_token() -> Finding:
    """Telegram does not know the token."""
    return wrong(
        gettext("TELEGRAM_BOT_TOKEN is refused by Telegram."),
        gettext("Write /token to @BotFather, choose the bot, and copy the token into .env again."),
        gettext("Restart the bot: footnote bot."),
    )


def find_unreachable(settings: Settings, error: TelegramError) -> Finding:
    """Telegram cannot be asked anything."""
    steps = [
        gettext("Check this machine's network, proxy and clock, then run footnote doctor again.")
    ]
    if settings.telegram_api_url != DEFAULT_API_URL:
        steps.append(
            gettext("Or is TELEGRAM_API_URL wrong? Without it, Telegram's own server is asked.")
        )
    where = show_host(settings.telegram_api_url)
    return wrong(
        gettext("Telegram cannot be reached at {where}: {name}.").format(
            where=where, name=type(error).__name__
        ),
        *steps,
    )


def check_modes(user: User) -> list[Finding]:
    """What BotFather has set, as getMe tells it in `user`."""
    name = f"@{user.username}"
    return [
        ok(gettext("Telegram accepts the token: {name}.").format(name=name)),
        _check_privacy_mode(user, name),
        _check_inline_mode(user, name),
        _check_guest_mode(user, name),
    ]


def _check_privacy_mode(user: User, name: str) -> Finding:
    if user.can_read_all_group_messages:
        return ok(gettext("Privacy mode is off: the bot sees when it is mentioned in a group."))
    return warn(
        gettext(
            "Privacy mode is on: in a group the bot may not see where it is mentioned, "
            "only commands and replies to it."
        ),
        gettext("Write /setprivacy to @BotFather, choose {name}, then Disable.").format(name=name),
        gettext("Remove the bot from each group and add it again: it counts only from then on."),
    )


def _check_inline_mode(user: User, name: str) -> Finding:
    if user.supports_inline_queries:
        return ok(gettext("Inline mode is on."))
    return warn(
        gettext("Inline mode is off: nobody can look up quotes in other chats."),
        gettext(
            "Write /setinline to @BotFather, choose {name}, and send a text such as “What "
            "do you look for?”."
        ).format(name=name),
    )


def _check_guest_mode(user: User, name: str) -> Finding:
    if user.supports_guest_queries:
        return ok(gettext("Guest mode is on."))
    return warn(
        gettext("Guest mode is off: the bot cannot be mentioned where it is no member."),
        gettext("Open @BotFather, choose {name}, and turn on Guest Mode in its settings.").format(
            name=name
        ),
    )


async def check_webhook(bot: Bot, settings: Settings, delete: bool = False) -> Finding:
    """Whether the webhook is that of `settings`, and reached, or, if they have none, whether one
    keeps the bot from polling; with `delete` it is removed. Of its address only the host is shown:
    the rest may be secret."""
    info = await bot.get_webhook_info()
    if settings.webhook is not None and not delete:
        return _check_own_webhook(info, settings.webhook)
    if not info.url:
        return ok(gettext("There is no webhook."))
    host = urlsplit(info.url).hostname or gettext("an unknown host")
    if delete:
        await bot.delete_webhook(drop_pending_updates=False)
        return ok(
            gettext("The webhook at {host} was deleted; what has waited comes to the bot.").format(
                host=host
            )
        )
    return wrong(
        gettext(
            "A webhook at {host} gets what is meant for the bot, and polling is refused."
        ).format(host=host),
        gettext("Stop the program that has set it."),
        gettext("Run footnote doctor --delete-webhook."),
    )


def find_webhook_error(info: WebhookInfo) -> str:
    """Why Telegram does not reach the webhook now; "" if it does. It keeps the last error for ever,
    and some update is nearly always on its way."""
    failed_at = info.last_error_date
    if not info.pending_update_count or failed_at is None:
        return ""
    is_recent = datetime.now(UTC) - failed_at < _RECENT_ERROR
    return (info.last_error_message or "") if is_recent else ""


def _check_own_webhook(info: WebhookInfo, settings: WebhookSettings) -> Finding:
    host = urlsplit(settings.url).hostname
    if info.url != settings.url:
        found = gettext("Telegram does not hand over to TELEGRAM_WEBHOOK_URL.")
        return wrong(found, gettext("Restart the bot: footnote bot."))
    if reason := find_webhook_error(info):
        return wrong(
            gettext("Telegram does not reach the webhook at {host}: {reason}").format(
                host=host, reason=reason
            ),
            gettext(
                "Look whether the bot runs, and whether nginx or Caddy passes on to {place}."
            ).format(place=settings.place),
        )
    return ok(gettext("Telegram hands over to the webhook at {host}.").format(host=host))


async def check_polling(bot: Bot, seconds: int = _POLL_SECONDS) -> Finding:
    """Whether some process polls for the bot, by polling for a moment without confirming anything.

    Telegram ends the older of two polls, so that the running bot's ends with a conflict, after
    which it polls again a second later; then this one ends, which shows that there is somebody.
    Telegram may keep the running bot waiting for some seconds after that: it is not asked where it
    is known to poll.
    """
    try:
        waiting = await bot.get_updates(limit=1, timeout=timedelta(seconds=seconds))
    except Conflict:
        return warn(
            gettext(
                "A process polls for this bot. It should be your one footnote bot: this check "
                "cannot tell it from another one."
            ),
            gettext(
                "Write /doctor to the running bot as one of its admins: it knows whether there "
                "is another. Because of this check its log shows one conflict."
            ),
        )
    if waiting:
        return ok(gettext("Nobody polls for this bot now; messages wait for it."))
    return ok(gettext("Nobody polls for this bot now."))


def find_own_poller(pid: int) -> Finding:
    """The bot of this state folder polls, as process `pid`. Only a terminal shows it."""
    return ok(
        f"footnote bot polls, as process {pid}. Whether another process does, too, it says itself: "
        "write /doctor to it."
    )


def find_own_webhook(pid: int) -> Finding:
    """The bot of this state folder runs with a webhook, as process `pid`, and the settings have
    none. Only a terminal shows it."""
    return warn(
        f"footnote bot runs with a webhook, as process {pid}, and TELEGRAM_WEBHOOK_URL is not set "
        "here.",
        "Run footnote doctor with the settings of that bot.",
    )


def find_other_poller(has_other_poller: bool) -> Finding:
    """Whether the running bot was told of another process that polls."""
    if not has_other_poller:
        return ok(gettext("No other process polls for this bot."))
    return wrong(
        gettext(
            "Another process has polled for this bot in the last ten minutes: each takes "
            "messages from the other."
        ),
        gettext("If that was footnote doctor, all is well."),
        gettext(
            "Otherwise stop the other one: look for a second footnote bot, here and elsewhere."
        ),
        gettext(
            "If there is none that you know, write /revoke to @BotFather and take the new token."
        ),
    )
