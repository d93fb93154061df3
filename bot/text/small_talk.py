"""What is said to who greets, thanks, or asks what the bot is."""

from bot.answers.openers import Openers
from bot.answers.small_talk.talk_phrases import Talk
from bot.text.citations import say_name
from bot.text.cleaning import isolate
from bot.text.translation import gettext, gettext_noop, ngettext

_MAX_TITLE_CHARACTERS = 90

_SHORT = {
    Talk.THANKS: gettext_noop("You are welcome. Ask me whenever you like."),
    Talk.FAREWELL: gettext_noop("Goodbye! Ask me whenever you like."),
    Talk.REMARK: gettext_noop("All right. Ask me whenever you like."),
    Talk.COMPLAINT: gettext_noop(
        "I am sorry if that did not help. Other words may find more; /sources lists what I know."
    ),
}


def is_about_the_bot(talk: Talk) -> bool:
    """Whether the reply to `talk` says what the bot is about."""
    return talk not in _SHORT


def word_talk(talk: Talk, openers: Openers, greeting: str = "") -> str:
    """The reply to small talk; `greeting` is the owner's line of what the bot is, `""` if there is
    none, then what there is to ask stands below, a line each."""
    if talk in _SHORT:
        return gettext(_SHORT[talk])
    return greeting or "\n".join(_introduce(openers))


def _introduce(openers: Openers) -> list[str]:
    about = ngettext(
        "Hello! I answer questions with quotes, word for word, from {count} article.",
        "Hello! I answer questions with quotes, word for word, from {count} articles.",
        openers.count,
    )
    lines = [about.format(count=openers.count)]
    if openers.questions:
        lines += [gettext("Ask me, for example:"), *(f"• {isolate(q)}" for q in openers.questions)]
    if openers.titles:
        names = (f"• {say_name(title, _MAX_TITLE_CHARACTERS)}" for title in openers.titles)
        lines += [gettext("You may ask about:"), *names]
    return lines
