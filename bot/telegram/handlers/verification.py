"""/verify: whether words stand in the articles."""

import asyncio
from collections.abc import Mapping

from telegram import MessageEntity, Update
from telegram.ext import ContextTypes

from bot.answers.verification import Finding, Place, find_alike, find_verbatim
from bot.telegram.incoming.addressing import command_words
from bot.telegram.incoming.gatekeeper import read_chat
from bot.telegram.messages.answers import name_more, title_parts
from bot.telegram.messages.formatting import Part, Reply, join_parts
from bot.telegram.messages.silencing import silence
from bot.telegram.outgoing.sending import send_reply
from bot.telegram.state import state_of
from bot.text.citations import cut_text
from bot.text.translation import gettext, gettext_noop, ngettext
from corpus import Article, Passage

_MOST_FINDINGS = 5
_MOST_SHOWN_CHARACTERS = 1000
_MOST_UNDERLINED = 80
"""Of the hundred entities that a message may have; the others are around what is underlined."""
_MOST_WORDS = 12
_NAME_CHARACTERS = 60

_USAGE = gettext_noop(
    "Write the words behind the command, or reply with /verify to a message that has them."
)
_NOT_FOUND = gettext_noop(
    "Not in the articles: these words stand in none of them, and nothing much like them."
)
_DIFFERS = gettext_noop("Nearly. What the article says otherwise is underlined:")


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
        return _render_verbatim(verbatim)
    alike = find_alike(claim, places)
    return _render_alike(alike) if alike else Reply(gettext(_NOT_FOUND))


def _render_verbatim(findings: list[Finding]) -> Reply:
    count = len(findings)
    where = ngettext(
        "Word for word in one article:", "Word for word in {count} articles:", count
    ).format(count=count)
    first = findings[0]
    held = cut_text(first.article.text[first.start : first.end], _MOST_SHOWN_CHARACTERS)
    parts = [Part(f"{where}\n"), Part(held, MessageEntity.BLOCKQUOTE)]
    for finding in findings[:_MOST_FINDINGS]:
        held = finding.article.text[finding.start : finding.end]
        parts += [Part("\n"), *title_parts(finding.article, _NAME_CHARACTERS, held)]
    if len(findings) > _MOST_FINDINGS:
        parts.append(Part(f"\n{name_more(count - _MOST_FINDINGS)}"))
    return join_parts(parts)


def _render_alike(finding: Finding) -> Reply:
    held = finding.article.text[finding.start : finding.end]
    spans = [(start - finding.start, end - finding.start) for start, end in finding.differing]
    # Cut before what could not be underlined any more: it would pass for the same.
    most = spans[_MOST_UNDERLINED][0] if len(spans) > _MOST_UNDERLINED else len(held)
    shown = cut_text(held, min(most, _MOST_SHOWN_CHARACTERS))
    underlined = tuple(span for span in spans if span[1] < len(shown) or shown == held)
    parts = [
        Part(f"{gettext(_DIFFERS)}\n"),
        Part(
            shown,
            MessageEntity.BLOCKQUOTE,
            marked=underlined,
            marking=MessageEntity.UNDERLINE,
        ),
    ]
    if finding.missing:
        words = " ".join(finding.missing[:_MOST_WORDS])
        more = " …" if len(finding.missing) > _MOST_WORDS else ""
        absent = cut_text(words, _NAME_CHARACTERS * 5) + more
        parts += silence("\n" + gettext("Not there: {words}").format(words=absent))
    parts += [Part("\n"), *title_parts(finding.article, _NAME_CHARACTERS, held)]
    return join_parts(parts)
