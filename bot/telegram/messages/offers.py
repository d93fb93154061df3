"""What is said of an article that somebody wants to add, with the buttons to add it or not."""

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup, MessageEntity

from bot.articles.drafts import Draft
from bot.telegram.messages.callback_data import AddOffer, CancelOffer, CancelWaiting
from bot.telegram.messages.formatting import Reply, join_parts
from bot.telegram.messages.keyboards import make_button
from bot.telegram.messages.silencing import silence
from bot.text.citations import MAX_NAME_CHARACTERS, say_name, source_title
from bot.text.translation import current_language, format_date, gettext, ngettext

_MAX_WARNINGS = 3
_MAX_LEFT_OUT = 10


def render_offer(draft: Draft, replaced: str | None, key: str, messages: int = 1) -> Reply:
    """The offer of `draft`, put together from so many `messages`, whose buttons carry `key`;
    `replaced` is the title of the article in whose place it would come, None if it is in nobody's.
    """
    lines = [*_describe(draft), gettext("File: {name}").format(name=draft.name)]
    if messages > 1:
        lines.append(gettext("Put together from {count} messages.").format(count=messages))
    if replaced is not None:
        name = say_name(replaced, MAX_NAME_CHARACTERS)
        lines.append(gettext("It replaces “{title}”.").format(title=name))
    lines += _list_left_out(draft.warnings[:_MAX_WARNINGS])
    lines.append(gettext("Nothing is kept unless you press Add."))
    title = silence(source_title(draft.article), MessageEntity.BOLD)
    return join_parts([*title, *silence("\n" + "\n".join(lines))], make_offer_keyboard(key))


def say_left_out(left_out: Sequence[str]) -> str:
    """What cannot be an article of what was sent, each with the reason."""
    return "\n".join(_list_left_out(left_out[:_MAX_LEFT_OUT]))


def make_offer_keyboard(key: str) -> InlineKeyboardMarkup:
    """The buttons of the offer that is kept under `key`."""
    add = make_button(gettext("Add"), AddOffer(key))
    cancel = make_button(gettext("Cancel"), CancelOffer(key))
    return InlineKeyboardMarkup([[add, cancel]])


def make_waiting_keyboard(key: str) -> InlineKeyboardMarkup:
    """The button below what waits under `key`."""
    return InlineKeyboardMarkup([[make_button(gettext("Cancel"), CancelWaiting(key))]])


def name_language(code: str) -> str:
    """A language, by its ISO 639 code, as readers of the current language call it."""
    from babel import Locale  # a second's work that a bot without new articles does without

    return str(Locale.parse(current_language()).languages.get(code, code))


def _list_left_out(said: Sequence[str]) -> list[str]:
    names = (say_name(each, MAX_NAME_CHARACTERS) for each in said)
    return [gettext("Left out: {what}").format(what=name) for name in names]


def _describe(draft: Draft) -> list[str]:
    article = draft.article
    lines = []
    if article.source:
        name = say_name(article.source, MAX_NAME_CHARACTERS)
        lines.append(gettext("Publisher: {name}").format(name=name))
    if article.author:
        name = say_name(article.author, MAX_NAME_CHARACTERS)
        lines.append(gettext("Author: {name}").format(name=name))
    if article.published:
        lines.append(gettext("Date: {day}").format(day=format_date(article.published)))
    if article.language:
        name = name_language(article.language)
        lines.append(gettext("Language: {name}").format(name=name))
    size = len(article.text.strip())
    characters = ngettext("{count} character", "{count} characters", size)
    paragraphs = ngettext("{count} paragraph", "{count} paragraphs", len(article.paragraphs))
    counted = (characters.format(count=size), paragraphs.format(count=len(article.paragraphs)))
    return [*lines, ", ".join(counted)]
