"""What the bot keeps of those who ask, and how long, as its settings and constants have it."""

from bot.access.quotas import MAX_KEYS
from bot.config.settings import DEFAULT_API_URL, Settings
from bot.storage.answers import FOLLOW_UP_SECONDS, MAX_ANSWERS
from bot.storage.repeated_questions import KEPT_SECONDS
from bot.storage.unanswered import MAX_KEPT
from bot.storage.under_way.pending import MAX_AGE_SECONDS
from bot.telegram.memory.votes import MAX_VOTES
from bot.telegram.messages.formatting import Part, Reply, join_parts
from bot.text.translation import gettext, gettext_noop

_IN_MEMORY = gettext_noop("In memory only, gone when I am restarted")
_QUESTIONS = gettext_noop(
    "your questions and which message of mine answers each, for buttons, edits and follow-ups: "
    "the last {answers} of all chats together; a follow-up such as “When was it?” reaches back "
    "{minutes} minutes"
)
_GROUP_QUESTIONS = gettext_noop(
    "questions that are put to me, who asked, and which message of mine answers each, for "
    "buttons, edits and follow-ups: the last {answers} of all chats together"
)
_VOTES = gettext_noop(
    "who pressed 👍 or 👎 on which message, so that nobody counts twice: the last {votes}"
)
_BUDGETS = gettext_noop(
    "when somebody asked last, as there is a limit of questions a minute: of the last {people} "
    "people; /forget does not lift the limit"
)
_ON_DISK = gettext_noop("Written down")
_COUNTS = gettext_noop("how many pressed 👍 and 👎 on each passage, without who")
_CHAT = gettext_noop("the /settings of this chat, if they were changed")
_GROUP = gettext_noop("the /settings of this group, and whether I am in it and may write here")
_EARLIER = gettext_noop(
    "of each question that was answered here: numbers that stand for what it means, and which "
    "message answers it; no text and not who asked; used for {hours} hours, and removed with the "
    "next answer after that"
)
_GAPS = gettext_noop(
    "questions that I found no answer to, with their day, for my owner to see what is missing: "
    "the last {gaps}; not who asked or where"
)
_OLD_GAPS = gettext_noop(
    "questions that I found no answer to while my owner wanted them kept, with their day: {count}; "
    "not who asked or where"
)
_PENDING = gettext_noop(
    "what is sent to me, as Telegram hands it over, until it is answered: if I am ended before, it "
    "is answered at my next start, or removed if it is older than {hours} hours by then"
)
_POSTS = gettext_noop(
    "posts of Telegram channels, with their day and who signed them or wrote them first, as "
    "articles. Telegram does not tell me when a post is deleted there: it stays here until an "
    "admin of mine takes it out by /remove and its link, or by a newer export"
)
_NO_GAPS = gettext_noop("No question is written down for longer than that, answered or not.")
_NO_NEW_GAPS = gettext_noop(
    "No more questions are written down for longer than that, answered or not."
)
_LOG = gettext_noop(
    "My log (level {level}) says how long an answer took and how sure I was. At no level does it "
    "say what you wrote or who you are."
)
_SENT = gettext_noop(
    "The search runs on my owner's own machine: what you write is sent to nobody but Telegram, "
    "where it comes from. Telegram itself keeps this chat."
)
_OWN_SERVER = gettext_noop("Between Telegram and me stands a server that my owner has chosen.")
_FORGET = gettext_noop("/forget makes me forget what I keep of you and of this chat.")
_GROUP_FORGET = gettext_noop(
    "/forget makes me forget this group, if an admin of it says so; if anybody else does, what I "
    "keep of them in memory."
)


def describe_privacy(
    settings: Settings,
    is_private: bool,
    gaps: int = 0,
    has_posts: bool = False,
    is_shared: bool = False,
) -> Reply:
    """What is kept of a private chat, or of a group, and of whoever writes there; `gaps` is how
    many questions are written down. `has_posts` says that some articles are posts of channels, or
    are going to be; `is_shared` that several bots write down what one has in memory."""
    questions, votes, budgets = _list_in_memory(is_private)
    in_memory = [votes] if is_shared else [questions, votes, budgets]
    on_disk = [questions, budgets] if is_shared else []
    on_disk += _list_on_disk(settings, is_private, gaps, has_posts)
    parts = [*_make_list(_IN_MEMORY, in_memory), *_make_list(_ON_DISK, on_disk)]
    lines = [] if settings.keep_unanswered else [gettext(_NO_NEW_GAPS if gaps else _NO_GAPS)]
    lines += [gettext(_LOG).format(level=settings.log_level), gettext(_SENT)]
    if settings.telegram_api_url != DEFAULT_API_URL:
        lines.append(gettext(_OWN_SERVER))
    lines.append(gettext(_FORGET if is_private else _GROUP_FORGET))
    return join_parts([*parts, Part("\n\n".join(lines))])


def _list_in_memory(is_private: bool) -> list[str]:
    questions = _QUESTIONS if is_private else _GROUP_QUESTIONS
    minutes = round(FOLLOW_UP_SECONDS / 60)
    return [
        gettext(questions).format(answers=MAX_ANSWERS, minutes=minutes),
        gettext(_VOTES).format(votes=MAX_VOTES),
        gettext(_BUDGETS).format(people=MAX_KEYS),
    ]


def _list_on_disk(settings: Settings, is_private: bool, gaps: int, has_posts: bool) -> list[str]:
    pending = gettext(_PENDING).format(hours=round(MAX_AGE_SECONDS / 3600))
    kept = [pending, gettext(_CHAT if is_private else _GROUP)]
    if not is_private:
        kept.append(gettext(_EARLIER).format(hours=round(KEPT_SECONDS / 3600)))
    kept.append(gettext(_COUNTS))
    if settings.keep_unanswered:
        kept.append(gettext(_GAPS).format(gaps=MAX_KEPT))
    elif gaps:
        kept.append(gettext(_OLD_GAPS).format(count=gaps))
    if has_posts:
        kept.append(gettext(_POSTS))
    return kept


def _make_list(heading: str, items: list[str]) -> list[Part]:
    lines = "".join(f"\n• {item}" for item in items)
    return [Part(gettext(heading), "bold"), Part(f"{lines}\n\n")]
