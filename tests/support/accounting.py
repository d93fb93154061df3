"""What became of each question: answered once, or why not."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.telegram_server import Call, SentMessage, TelegramServer

ONCE = "once"
TOLD = "over a limit: told"
NOT_TOLD = "over a limit: the next of who was told"
APOLOGY = "each of four tries failed: told that something went wrong"
GIVEN_UP = "each of four tries failed, and those to say so, too: not told"
CUT = "again: Telegram took it, and the HTTP answer was cut"
KILLED = "again: Telegram took it in the moment of a kill"
UNWRITTEN = "lost: the state file was busy before a kill, as the log said"
LOST = "LOST"
TWICE = "TWICE"
SORRY = "AN APOLOGY"
WRONG = (LOST, TWICE, SORRY)

_TRIES = 4

_MOMENT_SECONDS = 1.0
"""Before a kill: what Telegram took is noted in a transaction, on a busy machine."""
_SECONDS_ON_THE_WAY = 0.5
"""After a kill: what was sent before it may be read after it."""

_TOO_MANY = "That is more than I can answer at once."
_APOLOGY = "Sorry, something went wrong here."

Key = tuple[int, int]
"""A chat and a message in it."""


@dataclass(frozen=True, slots=True)
class Account:
    """How many questions ended how; messages that reply to no question, and questions without an
    excuse."""

    ends: Counter[str]
    stray: int
    wrong: list[str]

    def __str__(self) -> str:
        return "\n".join(f"{count:6} {end}" for end, count in self.ends.most_common())


def account(
    server: TelegramServer,
    asked: Iterable[SentMessage],
    floods: Sequence[Sequence[SentMessage]],
    killed_at: Sequence[float],
    may_be_lost: bool,
) -> Account:
    """Each question is one of `asked`; `floods` are those of one person at once among them. With
    `may_be_lost` the log said before a kill that it would lose what was under way."""
    taken, failed = _find_calls(server)
    questions = {_key(message): message for message in asked}
    stray = sum(len(calls) for key, calls in taken.items() if key not in questions)
    told = {
        _key(message)
        for flood in floods
        if any(_says(taken[_key(each)], _TOO_MANY) for each in flood)
        for message in flood
    }
    ends: Counter[str] = Counter()
    wrong: list[str] = []
    for key, message in questions.items():
        end = _find_end(taken[key], failed[key] >= _TRIES, key in told, killed_at)
        if end == LOST and may_be_lost:
            end = UNWRITTEN
        ends[end] += 1
        if end in WRONG:
            when = _describe_times(taken[key], killed_at)
            wrong.append(f"{end}: {message.text!r} in {message.chat_id}{when}")
    return Account(ends, stray, wrong)


def list_given_up(server: TelegramServer, asked: Iterable[SentMessage]) -> list[SentMessage]:
    """Those of `asked` that got no answer as each of four tries failed."""
    taken, failed = _find_calls(server)
    return [each for each in asked if failed[_key(each)] >= _TRIES and not taken[_key(each)]]


def _find_calls(server: TelegramServer) -> "tuple[defaultdict[Key, list[Call]], Counter[Key]]":
    """The messages that took effect, and how many did not, by what they reply to."""
    taken: defaultdict[Key, list[Call]] = defaultdict(list)
    failed: Counter[Key] = Counter()
    for call in server.calls("sendMessage"):
        reply = call.parameters.get("reply_parameters") or {}
        key = int(call.parameters["chat_id"]), int(reply.get("message_id", 0))
        if call.refusal is None:
            taken[key].append(call)
        else:
            failed[key] += 1
    return taken, failed


def _find_end(
    calls: list[Call], has_failed: bool, was_told: bool, killed_at: Sequence[float]
) -> str:
    if not calls:
        return NOT_TOLD if was_told else GIVEN_UP if has_failed else LOST
    if len(calls) > 1:
        excuses = [_excuse(call, killed_at) for call in calls[:-1]]
        return next((excuse for excuse in excuses if excuse == TWICE), excuses[0])
    if _says(calls, _TOO_MANY):
        return TOLD
    if _says(calls, _APOLOGY):
        return APOLOGY if has_failed else SORRY
    return ONCE


def _excuse(call: Call, killed_at: Sequence[float]) -> str:
    """Why what a call sent had to be sent again."""
    if call.is_fault:
        return CUT
    moments = (moment - call.arrived_at for moment in killed_at)
    return KILLED if any(-_SECONDS_ON_THE_WAY <= m <= _MOMENT_SECONDS for m in moments) else TWICE


def _describe_times(calls: list[Call], killed_at: Sequence[float]) -> str:
    """When what was sent came after the first of it, and kills, in seconds."""
    if not calls:
        return ""
    begun = calls[0].arrived_at
    sent = ", ".join(f"{call.arrived_at - begun:.2f}" for call in calls)
    kills = ", ".join(f"{moment - begun:.2f}" for moment in killed_at)
    return f" (sent at {sent}; kills at {kills or 'none'})"


def _says(calls: list[Call], words: str) -> bool:
    return any(call.parameters["text"].startswith(words) for call in calls)


def _key(message: SentMessage) -> Key:
    return message.chat_id, message.message_id
