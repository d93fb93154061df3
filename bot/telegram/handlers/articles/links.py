"""Links that admins send, alone in a message: the page is fetched, and read as an article."""

import asyncio
import re
from functools import partial

from telegram import Message
from telegram.ext import filters

from bot.articles.drafts import Draft, DraftError, draft_stored
from bot.articles.files import ArticleFileError
from bot.sources.linked import LinkError, fetch_linked, remember_linked
from bot.sources.remembering import RememberError
from bot.telegram.outgoing.typing import show_if_slow
from bot.telegram.state import State
from bot.text.translation import gettext, gettext_noop
from corpus import ReaderStartError, clean_line

_LINK = re.compile(r"\s*https?://\S+\s*", re.IGNORECASE)

_NO_PAGE = gettext_noop("I can make no article of this link: {reason}")


class IsLink(filters.MessageFilter):
    """A text that is a link, and nothing else."""

    def filter(self, message: Message) -> bool:
        return is_link(message.text or "")


def is_link(text: str) -> bool:
    """Whether it is the address of a page, and nothing else."""
    return _LINK.fullmatch(text) is not None


async def draft_link(message: Message, address: str, state: State) -> Draft:
    """The article on the page at `address`; "typing" is shown while `message` waits for it. One
    page is fetched at a time.

    :raises DraftError: if there is none.
    """
    return await show_if_slow(message, _draft(address, state), state.seconds_to_typing)


async def _draft(address: str, state: State) -> Draft:
    async with state.work.fetching:
        return await asyncio.to_thread(_fetch, address, state)


def _fetch(address: str, state: State) -> Draft:
    def is_at(article_id: str, url: str) -> bool:
        article = state.live.find_article(article_id)
        return article is not None and article.url == url

    try:
        page = fetch_linked(state.settings, address.strip(), is_at)
    except (LinkError, ArticleFileError, RememberError, ReaderStartError) as exc:
        raise DraftError(gettext(_NO_PAGE).format(reason=clean_line(str(exc)))) from exc
    when_live = partial(remember_linked, state.settings, page)
    return draft_stored(page.name, page.data, when_live, state.settings.secret_of_token)
