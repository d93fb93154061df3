"""/verify: whether words stand in the articles."""

import asyncio
from collections.abc import Mapping

from telegram import Update
from telegram.ext import ContextTypes

from bot.answers.verification import Place, find_alike, find_verbatim
from bot.telegram.incoming.addressing import command_words
from bot.telegram.incoming.language import read_chat
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.verification import render_alike, render_verbatim
from bot.telegram.outgoing.sending import send_reply
from bot.telegram.state import state_of
from bot.text.translation import gettext, gettext_noop
from corpus import Article, Passage

_USAGE = gettext_noop(
    "Write the words behind the command, or reply with /verify to a message that has them."
)
_NOT_FOUND = gettext_noop(
    "Not in the articles: these words stand in none of them, and nothing much like them."
)


async def verify(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The words after the command, or of the message replied to."""
    message, state = update.effective_message, state_of(context)
    if message is None:
        return
    claim = command_words(message)
    if not any(character.isalnum() for character in claim):
        await send_reply(message, Reply(gettext(_USAGE)))
        return
    index = state.live.index
    folders = (await read_chat(state, message.chat.id)).folders
    passages = await state.live.find_places(claim, folders)
    async with state.verifying:
        reply = await asyncio.to_thread(check_claim, claim, passages, index.articles)
    await send_reply(message, reply)


def check_claim(claim: str, passages: list[Passage], articles: Mapping[str, Article]) -> Reply:
    # A rebuild may come between.
    found = [p for p in passages if p.article_id in articles]
    places = [Place(articles[p.article_id], p.start, p.start + len(p.text)) for p in found]
    verbatim = find_verbatim(claim, places)
    if verbatim:
        return render_verbatim(verbatim)
    alike = find_alike(claim, places)
    return render_alike(alike) if alike else Reply(gettext(_NOT_FOUND))
