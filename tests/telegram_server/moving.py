"""How the bot comes into groups and out of them, and groups become supergroups."""

from typing import Literal

from tests.telegram_server.arranging import Arranging
from tests.telegram_server.chats import Chat, User
from tests.telegram_server.members import change_bot_status


class Moving(Arranging):
    """The part of ``TelegramServer`` that moves the bot; every method is thread-safe.

    What it is in a chat without coming or going is said by ``set_bot_status``.
    """

    def add_bot(self, chat: Chat, *, by: User | None = None) -> None:
        """Let a user add the bot, which gets ``my_chat_member`` and the service message.

        :raises ValueError: if it is in the chat.
        """
        if chat.bot_status not in {"left", "kicked"}:
            raise ValueError(f"the bot is in {chat.title}")
        with self._world.changed:
            by = by or self._world.owner
            change_bot_status(self._world, chat, "member", by)
            content = {"new_chat_members": [self._world.bot.to_json()]}
            self._world.deliver_message(chat, self._world.add_message(chat, content, sender=by))

    def remove_bot(
        self, chat: Chat, *, by: User | None = None, status: Literal["left", "kicked"] = "kicked"
    ) -> None:
        """Let a user remove the bot, which gets ``my_chat_member``.

        Only of a basic group it gets the service message too.

        :raises ValueError: if it is not in the chat.
        """
        if chat.bot_status in {"left", "kicked"}:
            raise ValueError(f"the bot is not in {chat.title}")
        with self._world.changed:
            by = by or self._world.owner
            change_bot_status(self._world, chat, status, by)
            content = {"left_chat_member": self._world.bot.to_json()}
            message = self._world.add_message(chat, content, sender=by)
            if chat.type == "group":
                self._world.updates.add("message", message)

    def permit_writing(self, chat: Chat, permitted: bool) -> None:
        """Say whether members of a group may write; administrators always may."""
        with self._world.changed:
            chat.members_may_write = permitted

    def migrate_to_supergroup(
        self,
        group: Chat,
        *,
        by: User | None = None,
        tell_status: bool = False,
        into: Chat | None = None,
    ) -> Chat:
        """Make a basic group a supergroup, which is returned, and queue both service messages.

        Nobody can write into the group from then on. With ``tell_status`` the bot also gets a
        ``my_chat_member`` of either chat. ``into`` is a supergroup that it was told of before.

        :raises ValueError: if the chat is no basic group, or not one any more.
        """
        if group.type != "group" or group.migrated_to is not None:
            raise ValueError(f"{group.title} cannot become a supergroup")
        with self._world.changed:
            world, by = self._world, by or self._world.owner
            chat = into or self.add_supergroup(group.title or "", has_bot=False)
            chat.members = dict(group.members)
            chat.members_may_write = group.members_may_write
            status = group.bot_status
            if tell_status:
                change_bot_status(world, chat, status, by)
            chat.bot_status, chat.bot_lacks = status, group.bot_lacks
            old = world.add_message(group, {"migrate_to_chat_id": chat.id}, sender=by)
            new_content = {"migrate_from_chat_id": group.id}
            new = world.add_message(chat, new_content, sender=by, as_chat=chat)
            world.deliver_message(group, old)
            world.deliver_message(chat, new)
            if tell_status:
                change_bot_status(world, group, "left", by)
            group.migrated_to = chat.id
            return chat
