"""The users and chats of the simulated Telegram, as a test wants them."""

from collections.abc import Collection

from tests.telegram_server.chats import Chat, ChatType, MemberStatus, Topic, User
from tests.telegram_server.members import change_bot_status
from tests.telegram_server.world import World


class Arranging:
    """The part of ``TelegramServer`` that makes users and chats; every method is thread-safe."""

    _world: World

    def add_user(
        self,
        first_name: str,
        username: str | None = None,
        *,
        last_name: str | None = None,
        language_code: str | None = "en",
        is_bot: bool = False,
    ) -> User:
        """Add a user; ``language_code`` is that of his client, which a bot has not."""
        with self._world.changed:
            user_id = self._world.next_user_id()
            language_code = None if is_bot else language_code
            user = User(user_id, first_name, last_name, username, language_code, is_bot)
            self._world.users[user.id] = user
            return user

    def configure_bot(
        self,
        *,
        privacy_mode: bool | None = None,
        inline_mode: bool | None = None,
        guest_mode: bool | None = None,
        **features: bool,
    ) -> None:
        """Change what the bot's owner sets with BotFather; the rest stays as it is.

        ``features`` are other fields of getMe, such as ``can_join_groups``, which it only
        tells. To Telegram a new privacy mode matters in a group when the bot is added again,
        here at once.

        :raises ValueError: if there is no such feature.
        """
        world = self._world
        if unknown := features.keys() - world.features.keys():
            raise ValueError(f"no feature {sorted(unknown)} of a bot")
        with world.changed:
            world.privacy_mode = world.privacy_mode if privacy_mode is None else privacy_mode
            world.inline_mode = world.inline_mode if inline_mode is None else inline_mode
            world.guest_mode = world.guest_mode if guest_mode is None else guest_mode
            world.features |= features

    def private_chat(self, user: User) -> Chat:
        """Return the user's chat with the bot, which he has started."""
        with self._world.changed:
            new = Chat(user.id, "private", username=user.username, user=user)
            return self._world.chats.setdefault(user.id, new)

    def add_group(self, title: str, *, has_bot: bool = True) -> Chat:
        """Add a group; without ``has_bot`` the bot was never in it."""
        return self._add_chat("group", title, has_bot=has_bot)

    def add_supergroup(
        self,
        title: str,
        *,
        forum: bool = False,
        username: str | None = None,
        has_bot: bool = True,
    ) -> Chat:
        chat = self._add_chat("supergroup", title, username, has_bot=has_bot)
        if forum:
            chat.is_forum = True
            chat.topic_opener = self._world.open_topic
        return chat

    def add_channel(self, title: str, *, username: str | None = None, has_bot: bool = True) -> Chat:
        """Add a channel in which the bot may post; without ``has_bot`` it is not in it."""
        chat = self._add_chat("channel", title, username, has_bot=has_bot)
        if has_bot:
            chat.bot_status = "administrator"
        return chat

    def close_topic(self, topic: Topic) -> None:
        """Close a topic; the service message that says so is not simulated."""
        with self._world.changed:
            topic.is_open = False

    def delete_topic(self, chat: Chat, topic: Topic) -> None:
        """Delete a topic with its messages, of which a bot is told nothing."""
        with self._world.changed:
            del chat.topics[topic.id]
            for message_id, message in list(chat.messages.items()):
                if message.get("message_thread_id") == topic.id:
                    del chat.messages[message_id]

    def set_member(self, chat: Chat, user: User, status: MemberStatus) -> None:
        """Say what a user is in a chat; with a new creator the old one is an administrator."""
        with self._world.changed:
            if status == "creator":
                for user_id, other_status in chat.members.items():
                    if other_status == "creator":
                        chat.members[user_id] = "administrator"
            chat.members[user.id] = status

    def set_bot_status(
        self,
        chat: Chat,
        status: MemberStatus,
        *,
        by: User | None = None,
        lacks: Collection[str] = (),
    ) -> None:
        """Promote, restrict, remove or re-add the bot, and queue its ``my_chat_member``.

        ``lacks`` are rights that it has not as an administrator, as "can_delete_messages".
        """
        with self._world.changed:
            by = by or chat.user or self._world.owner
            change_bot_status(self._world, chat, status, by, lacks)

    def block_bot(self, user: User) -> None:
        self.set_bot_status(self.private_chat(user), "kicked")

    def unblock_bot(self, user: User) -> None:
        self.set_bot_status(self.private_chat(user), "member")

    def _add_chat(
        self, kind: ChatType, title: str, username: str | None = None, *, has_bot: bool = True
    ) -> Chat:
        with self._world.changed:
            chat = Chat(self._world.next_chat_id(kind), kind, title, username)
            chat.members[self._world.owner.id] = "creator"
            chat.bot_status = "member" if has_bot else "left"
            self._world.chats[chat.id] = chat
            return chat
