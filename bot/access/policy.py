"""Who may ask, who may administer, and what is searched: decided here and nowhere else."""

from dataclasses import dataclass, field

_LAST_SUPERGROUP = -1_000_000_000_000
"""Ids of supergroups are below, those of groups that have not become one are above."""


@dataclass(frozen=True, slots=True)
class Access:
    """`allowed` are ids of chats and users, everybody if it is empty; `admins` are users. `moved`
    has the old id of each group that became a supergroup since the owner wrote down which."""

    allowed: frozenset[int]
    admins: frozenset[int]
    moved: dict[int, int] = field(default_factory=dict)

    def may_administer(self, user_id: int | None) -> bool:
        """Whether a user is an admin of the bot."""
        return user_id in self.admins

    def may_ask_in(self, chat_id: int, user_id: int | None) -> bool:
        """Whether a user may ask in a chat that the bot is in. In a group everybody reads the
        answers: it has to be allowed itself, whoever asks."""
        if chat_id < 0:
            return self.serves_group(chat_id)
        return self.may_ask_anywhere(user_id if user_id is not None else chat_id)

    def may_ask_as_guest(self, chat_id: int, user_id: int | None) -> bool:
        """Whether a user may call the bot in a chat that it is no member of."""
        return self.may_ask_in(chat_id, user_id) or self.may_ask_anywhere(user_id)

    def may_ask_anywhere(self, user_id: int | None) -> bool:
        """Whether a user may ask in private and in inline mode, which takes quotes to any chat."""
        return self.is_open or user_id in self.allowed or user_id in self.admins

    def serves_group(self, chat_id: int) -> bool:
        """Whether the bot works in a group."""
        return self.is_open or bool({chat_id, self.moved.get(chat_id)} & self.allowed)

    def awaits_move(self, chat_id: int) -> bool:
        """Whether `chat_id` may be what a listed group has become without anybody saying so yet."""
        is_supergroup = chat_id < _LAST_SUPERGROUP
        groups = {listed for listed in self.allowed if _LAST_SUPERGROUP <= listed < 0}
        return is_supergroup and not groups <= set(self.moved.values())

    @property
    def is_open(self) -> bool:
        """Whether everybody may ask everywhere."""
        return not self.allowed
