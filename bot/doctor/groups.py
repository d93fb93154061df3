"""The groups that the bot knows: whether it is still there, may write, and is meant to be there."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from telegram import Bot, Chat, ChatFullInfo, ChatMember, ChatMemberRestricted
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.access.policy import Access
from bot.doctor.findings import Finding, ok, warn
from bot.storage.chats import Membership
from bot.text.translation import gettext

MAX_GROUPS = 50
_AT_ONCE = 5
_OUTSIDE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


@dataclass(frozen=True, slots=True)
class _Group:
    """A group as Telegram has it now; `title` is its title and its id."""

    chat_id: int
    title: str
    chat: ChatFullInfo
    member: ChatMember


async def check_groups(
    groups: Mapping[int, Membership], access: Access, bot: Bot, most: int = MAX_GROUPS
) -> list[Finding]:
    """What is not as it should be in the first `most` of `groups`, and how many are well."""
    known = [chat_id for chat_id, membership in groups.items() if membership is not Membership.GONE]
    places = asyncio.Semaphore(_AT_ONCE)

    async def check(chat_id: int) -> Finding | None:
        async with places:
            return await _check_group(chat_id, access, bot)

    looked_at = await asyncio.gather(*(check(chat_id) for chat_id in known[:most]))
    found = [finding for finding in looked_at if finding]
    well = len(looked_at) - len(found)
    if well or not found:
        may_write = gettext("Groups in which the bot is and may write: {count}.")
        found.insert(0, ok(may_write.format(count=well)))
    if len(known) > most:
        left = gettext("Groups that were not looked at: {count}.")
        found.append(ok(left.format(count=len(known) - most)))
    if len(groups) > len(known):
        gone = gettext("Groups that the bot was removed from: {count}.")
        found.append(ok(gone.format(count=len(groups) - len(known))))
    return found


async def _check_group(chat_id: int, access: Access, bot: Bot) -> Finding | None:
    """What is not well in a group, if anything."""
    try:
        chat = await bot.get_chat(chat_id)
        member = await bot.get_chat_member(chat_id, bot.id)
    except (Forbidden, BadRequest) as exc:
        return _find_gone(gettext("group {chat_id}").format(chat_id=chat_id), exc.message)
    except TelegramError as exc:
        return warn(
            gettext("Group {chat_id} could not be looked at: {message}.").format(
                chat_id=chat_id, message=exc.message
            ),
            gettext("Run the doctor again in a minute."),
        )
    return _judge(_Group(chat_id, f"{chat.title} ({chat_id})", chat, member), access)


def _judge(group: _Group, access: Access) -> Finding | None:
    if group.member.status in _OUTSIDE or _has_left(group.member):
        return _find_gone(group.title, group.member.status)
    if not access.serves_group(group.chat_id):
        return warn(
            gettext("The bot is in {title}, where TELEGRAM_ALLOWED_CHATS keeps it silent.").format(
                title=group.title
            ),
            gettext(
                "To serve the group, add {chat_id} to TELEGRAM_ALLOWED_CHATS and restart."
            ).format(chat_id=group.chat_id),
            gettext(
                "Or else remove the bot there; with TELEGRAM_LEAVE_FOREIGN_CHATS=yes it leaves "
                "such groups itself."
            ),
        )
    if _may_write(group.member, group.chat):
        return None
    return warn(
        gettext("The bot is muted in {title}: it may not send messages.").format(title=group.title),
        gettext("Ask an admin of the group to let it send messages, or to make it an admin."),
    )


def _may_write(member: ChatMember, chat: ChatFullInfo) -> bool:
    if member.status in (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER):
        return chat.type != Chat.CHANNEL
    if isinstance(member, ChatMemberRestricted) and not member.can_send_messages:
        return False
    return chat.permissions is None or chat.permissions.can_send_messages is not False


def _has_left(member: ChatMember) -> bool:
    return isinstance(member, ChatMemberRestricted) and not member.is_member


def _find_gone(name: str, reason: str) -> Finding:
    return warn(
        gettext("The bot is not in {name} any more: {reason}.").format(name=name, reason=reason),
        gettext(
            "If it should be, ask an admin of the group to add it again; one who has banned "
            "it has to lift that first."
        ),
    )
