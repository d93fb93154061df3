"""/follow and /unfollow: of which channels the posts become articles."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import ParamSpec

from telegram import Bot, ChatFullInfo, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden

from bot.articles.files import ArticleFileError
from bot.sources.channels.folders import find_place
from bot.storage.background import write_if_possible
from bot.storage.channels import FollowedChannel, find_chat_id
from bot.telegram.incoming.admins import check_private_admin
from bot.telegram.incoming.context import Context
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.silencing import reply_silently
from bot.telegram.outgoing.sending import call_with_retries, send_reply
from bot.text.citations import say_name
from bot.text.translation import gettext, gettext_noop
from corpus.sources.post_names import (
    MAX_CHANNEL_ID,
    PRIVATE_FOLDER,
    clean_title,
    read_link,
    read_name,
)
from corpus.sources.posts import Channel

P = ParamSpec("P")

logger = logging.getLogger(__name__)

MAX_FOLLOWED = 50

_HOW = gettext_noop(
    "Write /follow and the channel: its @name, a link to one of its posts, or its number."
)
_HOW_TO_END = gettext_noop("Write /unfollow and the channel whose posts I shall leave alone.")
_NONE = gettext_noop("I follow no channel.")
_THESE = gettext_noop("I follow:")
_UNKNOWN = gettext_noop(
    "I cannot see that channel. Make me an admin of it, where I post nothing, and write /follow "
    "again."
)
_NO_CHANNEL = gettext_noop("“{title}” is no channel.")
_NO_ADMIN = gettext_noop(
    "“{title}” does not show me its posts. Make me an admin of it, where I post nothing, and write "
    "/follow again."
)
_TOO_MANY = gettext_noop("I follow {count} channels already, and no more than that.")
_FOLLOWED = gettext_noop(
    "I follow “{title}” now: what is posted or edited there is an article within seconds. What "
    "was posted before comes by an export: {command}"
)
_UNFOLLOWED = gettext_noop(
    "I follow “{title}” no more. What I have of it stays among the articles, in {folder}."
)
_NOT_FOLLOWED = gettext_noop("I do not follow that channel.")
_NOT_KEPT = gettext_noop("It could not be saved. The owner will find the reason in the log.")
_MAX_TITLE = 100
_MAX_DIGITS = 20

_ADMINS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


async def follow(update: Update, context: Context) -> None:
    """/follow, which lists the channels if none is named."""
    if not await check_private_admin(context, "follow"):
        return
    named = " ".join(context.args or ())
    if not named:
        reply = _list_followed(context)
    else:
        place = _read_place(named, context)
        reply = Reply(gettext(_HOW)) if place is None else await _follow(place, context)
    await send_reply(context.message, reply)


async def unfollow(update: Update, context: Context) -> None:
    """/unfollow, which lists the channels if none is named."""
    if not await check_private_admin(context, "unfollow"):
        return
    named = " ".join(context.args or ())
    channel = _find_followed(_read_place(named, context), context)
    if not named:
        reply = _list_followed(context)
        if _list(context):
            reply = reply_silently(f"{reply.text}\n{gettext(_HOW_TO_END)}")
    elif channel is None:
        reply = _list_followed(context)
        reply = reply_silently(f"{gettext(_NOT_FOLLOWED)} {reply.text}")
    elif await _keep(context.state.stores.channels.unfollow, channel.chat_id):
        told = gettext(_UNFOLLOWED)
        folder = await _find_folder(channel, context)
        reply = reply_silently(told.format(title=_say(channel.title), folder=folder))
    else:
        reply = Reply(gettext(_NOT_KEPT))
    await send_reply(context.message, reply)


async def _follow(place: int | str, context: Context) -> Reply:
    """Follows the channel, if it is one that shows its posts to the bot."""
    channels = context.state.stores.channels
    try:
        chat = await call_with_retries(lambda: context.bot.get_chat(place))
        if chat.type != ChatType.CHANNEL:
            return reply_silently(gettext(_NO_CHANNEL).format(title=_say(chat.effective_name)))
        is_admin = await _is_admin(chat, context.bot)
    except (BadRequest, Forbidden):
        return Reply(gettext(_UNKNOWN))
    if not is_admin:
        return reply_silently(gettext(_NO_ADMIN).format(title=_say(chat.title)))
    if len(_list(context)) >= MAX_FOLLOWED and channels.find(chat.id) is None:
        return Reply(gettext(_TOO_MANY).format(count=MAX_FOLLOWED))
    name = chat.username if read_name(f"@{chat.username}") else None
    followed = FollowedChannel(chat.id, clean_title(chat.title or "") or str(chat.id), name)
    if not await _keep(channels.follow, followed):
        return Reply(gettext(_NOT_KEPT))
    logger.info("a channel is followed: %d", chat.id)
    command = "footnote add result.json" + (f" --channel @{name}" if name else "")
    told = gettext(_FOLLOWED).format(title=_say(chat.title), command=command)
    return reply_silently(told)


async def _is_admin(chat: ChatFullInfo, bot: Bot) -> bool:
    member = await call_with_retries(lambda: chat.get_member(bot.id))
    return member.status in _ADMINS


def _read_place(named: str, context: Context) -> int | str | None:
    """The channel that an admin names, as the Bot API takes it; None if he names none."""
    if name := read_name(named):
        return f"@{name}"
    if named.lstrip("-").isdecimal() and named.isascii() and len(named) <= _MAX_DIGITS:
        number = int(named)
        return number if number < 0 else find_chat_id(min(number, MAX_CHANNEL_ID))
    if (linked := read_link(named)) is None:
        return None
    folder = linked[0]
    if folder.startswith(PRIVATE_FOLDER):
        return find_chat_id(min(int(folder.removeprefix(PRIVATE_FOLDER)), MAX_CHANNEL_ID))
    return f"@{folder}"


def _find_followed(place: int | str | None, context: Context) -> FollowedChannel | None:
    return next(
        (
            channel
            for channel in _list(context)
            if place in (channel.chat_id, f"@{channel.name}")
            or (isinstance(place, str) and place.lower() == f"@{channel.name}".lower())
        ),
        None,
    )


async def _find_folder(followed: FollowedChannel, context: Context) -> str:
    channel = Channel(followed.number, followed.title, followed.name)
    root = context.state.settings.corpus_dir
    with suppress(ArticleFileError):
        channel = await asyncio.to_thread(find_place, root, channel)
    return channel.folder


def _list(context: Context) -> list[FollowedChannel]:
    return context.state.stores.channels.list_known()


def _list_followed(context: Context) -> Reply:
    followed = _list(context)
    if not followed:
        return Reply(f"{gettext(_NONE)} {gettext(_HOW)}")
    lines = [
        f"• {_say(channel.title)} ({f'@{channel.name}' if channel.name else channel.number})"
        for channel in followed
    ]
    return reply_silently("\n".join([gettext(_THESE), *lines]))


async def _keep(write: Callable[P, object], /, *args: P.args, **kwargs: P.kwargs) -> bool:
    return await write_if_possible(
        logger, "it cannot be kept which channels are followed", write, *args, **kwargs
    )


def _say(title: str | None) -> str:
    return say_name(title or "", _MAX_TITLE)
