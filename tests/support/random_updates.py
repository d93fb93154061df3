"""Updates of every kind and content that the Bot API has, as python-telegram-bot's classes declare
them: any field may be there, missing, null or of a wrong type."""

import datetime as dtm
import inspect
import random
import types
import typing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import telegram
from telegram import Chat, InaccessibleMessage, Message, MessageEntity, TelegramObject, Update, User
from telegram.constants import MessageEntityType

Json = dict[str, Any]

_MAX_DEPTH = 4
"""Below it only what a class cannot do without."""

_NAMES = {"from_user": "from"}
"""Of the library's names, those that are others in the Bot API."""

_NEEDED = (
    "option_persistent_ids",
    "persistent_id",
    "allows_revoting",
    "members_only",
    "can_react_to_messages",
)
"""Required, though the library's signatures do not say so."""

_LEFT_OUT = ("api_kwargs", "update_id", "correct_option_id")
"""No fields of the Bot API, or none any more."""

_DISCRIMINATORS = ("type", "status", "source")
_CONTENTS = 2
"""How many fields of content a message has at most, most of the time."""

_WRONG: tuple[object, ...] = (
    *(None, True, 5, -1, 10**30, 0.5, "", "x", "\N{SLIGHTLY SMILING FACE}"),
    *([], [None], [[]], {}, {"id": "x"}, {"id": None, "type": 5}, ["x", 5]),
)
_WORDS = (
    *("Who has kept the lighthouse of Skerry since 2011?", "harbour wall", "the lamp", "granite"),
    *("How often does the lamp of the lighthouse turn?", "hello", "thanks", "next", "why?", "1"),
    *("Wer hütet den Leuchtturm?", "¿Quién cuida el faro?", "Кто хранит маяк?", "谁守护灯塔？"),
    *("من يحرس المنارة؟", "کون ہے؟", "दीपस्तंभ कौन?", "ใครดูแล", "등대지기는?", "灯台は誰が?"),
    *(
        "𝔏𝔦𝔤𝔥𝔱",
        "👩‍👩‍👧‍👦",
        "🙂",
        "é",
        "\u202eabc\u202c",
        "\u200b",
        "\ufeff",
        "\x00",
        "\t\n",
        "\u2028",
    ),
    *('"the harbour wall"', "author:Ada", "after:2024", "source:", "<b>&amp;", "_*`[x](y)", "ﷺ"),
    *("https://example.org/lighthouse?q=1#x", "@someone", "#wall", "$X", "+1 555 0100", "x" * 300),
)
_COMMANDS = (
    *("start", "help", "sources", "ask", "verify", "settings", "privacy", "forget", "reindex"),
    *("stats", "changed", "add", "remove", "doctor", "unknown", "ASK", "ask_", "1"),
)


@dataclass(slots=True)
class Pool:
    """What updates are about, most of the time: chats and users that there are, messages that the
    bot sent. `register` is told of each new query, of its kind, identifier and update."""

    chats: Sequence[Json]
    users: Sequence[Json]
    bot: Json
    sent: Callable[[], Json | None]
    register: Callable[[str, str, Json], None]


@dataclass(slots=True)
class Updates:
    """An endless row of updates without ids; the same for the same seed and the same `pool`."""

    rng: random.Random
    pool: Pool
    wrong_share: float = 0.25
    _numbers: int = field(default=1_000, init=False)

    def make(self, kind: str | None = None) -> Json:
        """An update of this kind, or of any."""
        kind = kind or self._pick_kind()
        annotation = _fields_of(Update)[kind].annotation
        payload = self._make_value(kind, annotation, 0)
        self._complete(kind, payload)
        update = {kind: payload}
        if self.rng.random() < self.wrong_share:
            for _ in range(self.rng.randint(1, 3)):
                self._spoil(update)
        return update

    def _pick_kind(self) -> str:
        usual = ("message", "message", "edited_message", "callback_query", "inline_query")
        return self.rng.choice(usual if self.rng.random() < 0.4 else KINDS)

    def _complete(self, kind: str, payload: Json) -> None:
        """What the fields of queries have to do with each other."""
        rng = self.rng
        if kind == "callback_query":
            sent = self.pool.sent()
            if sent is not None and rng.random() < 0.7:
                payload["message"] = sent
                payload.pop("inline_message_id", None)
                payload["data"] = self._pick_data(sent)
            self.pool.register(kind, payload["id"], payload)
        elif kind == "inline_query":
            payload["query"] = payload["query"][:200]
            payload["offset"] = rng.choice(("", "", "5", "x"))
            self.pool.register(kind, payload["id"], payload)
        elif kind == "guest_message" and rng.random() < 0.9:
            payload["guest_query_id"] = self._next_id()
            self.pool.register(kind, payload["guest_query_id"], payload)

    def _pick_data(self, sent: Json) -> str:
        rows = sent.get("reply_markup", {}).get("inline_keyboard", [])
        found = [b["callback_data"] for row in rows for b in row if "callback_data" in b]
        data = self.rng.choice(found) if found else "x"
        if self.rng.random() < 0.8:
            return str(data)
        cut = self.rng.randrange(len(data) + 1)
        return data[:cut] + self.rng.choice(("", ":", "9999999", "-1", "\N{BELL}", "🙂", "a:1"))

    def _make_value(self, name: str, annotation: Any, depth: int) -> Any:
        if isinstance(annotation, typing.ForwardRef | str):
            annotation = getattr(telegram, str(getattr(annotation, "__forward_arg__", annotation)))
        origin = typing.get_origin(annotation)
        if origin in (typing.Union, types.UnionType):
            kinds = [each for each in typing.get_args(annotation) if each is not type(None)]
            return self._make_value(name, self.rng.choice(kinds), depth)
        if origin is typing.Literal:
            return self.rng.choice(typing.get_args(annotation))
        if origin in (list, tuple, Sequence) or annotation in (list, tuple, Sequence):
            inner = (typing.get_args(annotation) or (str,))[0]
            count = self.rng.choice((0, 1, 1, 2, 3))
            return [self._make_value(name, inner, depth + 1) for _ in range(count)]
        if inspect.isclass(annotation) and issubclass(annotation, TelegramObject):
            return self._make_object(annotation, depth)
        return self._make_plain(name, annotation)

    def _make_plain(self, name: str, annotation: Any) -> Any:
        rng = self.rng
        if annotation is bool:
            return rng.random() < 0.5
        if annotation is int:
            return rng.choice((0, 1, 2, rng.randrange(1_000), rng.randrange(2**31)))
        if annotation is float:
            return rng.choice((0.0, 1.5, -80.25))
        if annotation is dtm.datetime:
            return rng.randrange(1_600_000_000, 1_900_000_000)
        if annotation is dtm.timedelta:
            return rng.randrange(100_000)
        if annotation is dict:
            return {}
        if name == "id" or name.endswith("_id"):
            return self._next_id()
        return self._make_text()

    def _make_object(self, cls: type[TelegramObject], depth: int) -> Json:
        if cls is Chat and self.rng.random() < 0.9:
            return dict(self.rng.choice(self.pool.chats))
        if cls is User and self.rng.random() < 0.9:
            return dict(self.rng.choice((*self.pool.users, self.pool.bot)))
        kinds = () if cls is Message else _subclasses(cls)  # type: ignore[arg-type]
        concrete = self.rng.choice(kinds) if kinds else cls
        if concrete is Message:
            return self._make_message(depth)
        made = self._make_fields(concrete, depth, 0.3)
        for other in kinds:  # whichever the library takes it for
            made = self._make_fields(other, depth, 0.0) | made
        if concrete is InaccessibleMessage:
            made["date"] = 0
        for name in _DISCRIMINATORS:
            if name in _fields_of(cls) and (values := _list_values(cls)):  # type: ignore[arg-type]
                made[name] = self.rng.choice(values)
        return made

    def _make_fields(self, cls: type[TelegramObject], depth: int, share: float) -> Json:
        made: Json = {}
        for name, parameter in _fields_of(cls).items():  # type: ignore[arg-type]
            is_needed = parameter.default is inspect.Parameter.empty or name in _NEEDED
            if is_needed and depth > 3 * _MAX_DEPTH:
                continue
            if is_needed or (depth < _MAX_DEPTH and self.rng.random() < share):
                value = self._make_value(name, parameter.annotation, depth + 1)
                made[_NAMES.get(name, name)] = value
        return made

    def _make_message(self, depth: int) -> Json:
        rng, fields = self.rng, _fields_of(Message)
        self._numbers += 1
        chat = self._make_object(Chat, depth + 1)
        message: Json = {"message_id": self._numbers, "date": 1_700_000_000, "chat": chat}
        if chat.get("type") == "private" and rng.random() < 0.9:
            message["from"] = next((u for u in self.pool.users if u["id"] == chat.get("id")), {})
        elif chat.get("type") != "channel":
            message["from"] = self._make_object(User, depth + 1)
        if rng.random() < 0.6:
            self._add_text(message, "text", "entities", depth)
        count = rng.choice((0, 0, 1, 1, _CONTENTS, 6)) if depth < _MAX_DEPTH else 0
        for name in rng.sample(_CONTENT_FIELDS, count):
            value = self._make_value(name, fields[name].annotation, depth + 1)
            message[_NAMES.get(name, name)] = value
        if rng.random() < 0.2:
            self._add_text(message, "caption", "caption_entities", depth)
        sent = self.pool.sent()
        if sent is not None and depth == 0 and rng.random() < 0.15:
            message["reply_to_message"], message["chat"] = sent, sent["chat"]
        return message

    def _add_text(self, message: Json, text: str, entities: str, depth: int) -> None:
        rng = self.rng
        made = self._make_text()
        found: list[Json] = []
        lead = rng.random()
        if lead < 0.3:
            name = self.pool.bot["username"] if rng.random() < 0.5 else "other_bot"
            command = "/" + rng.choice(_COMMANDS) + (f"@{name}" if rng.random() < 0.5 else "")
            found.append({"type": "bot_command", "offset": 0, "length": len(command)})
            made = f"{command} {made}"
        elif lead < 0.5:
            mention = f"@{self.pool.bot['username']}"
            found.append({"type": "mention", "offset": 0, "length": len(mention)})
            made = f"{mention} {made}"
        if rng.random() < 0.3:
            found += [self._make_entity(made, depth) for _ in range(rng.randint(1, 3))]
        message[text] = made
        if found:
            message[entities] = found

    def _make_entity(self, text: str, depth: int) -> Json:
        """Anywhere, also within a character and beyond the end."""
        made = self._make_fields(MessageEntity, depth + 1, 0.3)
        made["type"] = self.rng.choice([*MessageEntityType, "new_kind"])
        made["offset"] = self.rng.randint(-1, len(text) + 2)
        made["length"] = self.rng.randint(-1, 20)
        return made

    def _make_text(self) -> str:
        rng = self.rng
        if rng.random() < 0.02:
            return rng.choice(("", " ", "x" * 4096, "wall " * 800, "🙂" * 2000, "\ud800"))
        return " ".join(rng.choice(_WORDS) for _ in range(rng.choice((1, 1, 1, 2, 4))))

    def _next_id(self) -> str:
        self._numbers += 1
        return str(self._numbers)

    def _spoil(self, update: Json) -> None:
        """Takes a field out of it, anywhere, or makes it something else."""
        rng, place = self.rng, next(iter(update.values()))
        while isinstance(place, dict | list) and place:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            key = rng.choice(keys)
            inner = place[key]
            if isinstance(inner, dict | list) and inner and rng.random() < 0.6:
                place[key] = place = inner.copy()  # what the pool has stays as it is
                continue
            if rng.random() < 0.3:
                del place[key]
            else:
                place[key] = rng.choice(_WRONG)
            return


def _list_names() -> dict[str, Any]:
    """What the library's annotations are written in."""
    own = {"dtm": dtm, "JSONDict": dict, "TimePeriod": int, "FileInput": str}
    return {**vars(typing), "Sequence": Sequence, **vars(telegram), **own}


@cache
def _fields_of(cls: type[TelegramObject]) -> dict[str, inspect.Parameter]:
    """The parameters by which an object of the class is made, with annotations that are types."""
    names = _list_names() | vars(inspect.getmodule(cls)) | {"FileInput": str}
    found = {}
    for name, parameter in inspect.signature(cls).parameters.items():
        if name in _LEFT_OUT:
            continue
        annotation = parameter.annotation
        if isinstance(annotation, str):
            annotation = eval(annotation, dict(names))
        found[name] = parameter.replace(annotation=annotation)
    return found


@cache
def _subclasses(cls: type[TelegramObject]) -> tuple[type[TelegramObject], ...]:
    return tuple(_walk_subclasses(cls))


def _walk_subclasses(cls: type[TelegramObject]) -> Iterator[type[TelegramObject]]:
    for each in cls.__subclasses__():
        if each.__module__.startswith("telegram._"):
            yield each


@cache
def _list_values(cls: type[TelegramObject]) -> tuple[str, ...]:
    """What tells the subclasses of `cls` from each other, one of which an object is."""
    return tuple(v for n, v in vars(cls).items() if n.isupper() and isinstance(v, str))


KINDS = tuple(_fields_of(Update))
"""Of updates, as the installed library knows them."""

_CONTENT_FIELDS = tuple(
    name
    for name, parameter in _fields_of(Message).items()
    if parameter.default is not inspect.Parameter.empty and name != "business_connection_id"
)
"""A message of a business comes in an update of its own kind."""
