"""Articles that admins add: files, links, text after /add or pasted, read first and offered."""

import asyncio
import logging
from dataclasses import replace

from telegram import Document, File, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, TelegramError
from telegram.ext import filters

from bot.access.policy import Access
from bot.articles.change import Plan
from bot.articles.drafts import (
    Draft,
    DraftError,
    Unpacked,
    check_size,
    draft_archive,
    draft_file,
    draft_text,
    is_archive,
    join_texts,
)
from bot.articles.file_names import NameRefusedError, clean_name
from bot.articles.files import Announce, ArticleFileError, ArticleFiles, FileChange
from bot.articles.rebuilding import KEPT
from bot.telegram.handlers.articles.links import draft_link, is_link
from bot.telegram.handlers.presses import Press, pressed
from bot.telegram.incoming.admins import check_private_admin
from bot.telegram.incoming.context import Context
from bot.telegram.memory.offers import Offer
from bot.telegram.memory.pastes import MAX_QUESTION_CHARACTERS, Paste, Pastes, read_part
from bot.telegram.messages.callback_data import AddOffer, CancelOffer
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.offers import make_offer_keyboard, render_offer, say_left_out
from bot.telegram.messages.silencing import reply_silently
from bot.telegram.outgoing.sending import call_with_retries, edit_text, send_reply
from bot.telegram.outgoing.status_message import StatusMessage
from bot.telegram.state import State
from bot.text.citations import source_title
from bot.text.cleaning import isolate
from bot.text.translation import gettext, gettext_noop

logger = logging.getLogger(__name__)

FOR_ADMINS = gettext_noop("Only the bot's admins can do that.")
_USAGE = gettext_noop(
    "Send me the article as a file, or the link to its page, or write /add with its text after it, "
    "or reply with /add to the message that it is in."
)
_NOT_DOWNLOADED = gettext_noop("The file could not be downloaded from Telegram. Send it again.")
_OVER = gettext_noop("This offer has expired. Send me the article again.")
_CHANGED = gettext_noop("The articles have changed meanwhile. Look again before you add it.")
_NOT_ADDED = gettext_noop("“{title}” is not added.")
_ADDED = gettext_noop("“{title}” is added. I answer from it now.")
_DOWNLOAD_SECONDS = 30.0


class FromAdmin(filters.MessageFilter):
    """A message that an admin of the bot wrote in private, and no quote of the bot's."""

    def __init__(self, access: Access) -> None:
        super().__init__()
        self._access = access

    def filter(self, message: Message) -> bool:
        user = message.from_user
        is_private = message.chat.type == ChatType.PRIVATE and not message.via_bot
        return is_private and self._access.may_administer(user.id if user else None)


class IsPasted(filters.MessageFilter):
    """A text too long for a question, or the rest of one."""

    def __init__(self, pastes: Pastes) -> None:
        super().__init__()
        self._pastes = pastes

    def filter(self, message: Message) -> bool:
        is_long = len(message.text or "") > MAX_QUESTION_CHARACTERS
        return is_long or self._pastes.is_part(message.chat.id, read_part(message))


async def add(update: Update, context: Context) -> None:
    """/add: with text or a link after it, or in reply to one, or to a file."""
    message, state = context.message, context.state
    if not await check_private_admin(context, "add"):
        return
    replied = message.reply_to_message
    if replied and replied.document and not context.args:
        await _offer_document(message, replied.document, state)
    elif words := context.request.wording.words:
        await (_offer_link if is_link(words) else _offer_text)(message, words, state)
    else:
        await send_reply(message, Reply(gettext(_USAGE)))


async def receive_document(update: Update, context: Context) -> None:
    """A file that an admin sends in private."""
    message = context.message
    if message.document:
        await _offer_document(message, message.document, context.state)


async def receive_link(update: Update, context: Context) -> None:
    """A link that an admin sends in private."""
    await _offer_link(context.message, context.message.text or "", context.state)


async def receive_text(update: Update, context: Context) -> None:
    """A long text that an admin pastes in private, or the rest of it."""
    await _offer_text(context.message, context.message.text or "", context.state)


async def cancel_offer(press: Press[CancelOffer]) -> str | None:
    """Forgets what was offered."""
    message, state, key = press.message, press.state, press.data.key
    if not state.door.access.may_administer(press.query.from_user.id):
        return FOR_ADMINS
    offer = state.memory.offers.find(key, message.chat.id)
    if offer is None:
        return _OVER
    state.memory.offers.drop(key)
    state.memory.pastes.end(message.chat.id)
    text = gettext(_NOT_ADDED).format(title=isolate(source_title(offer.draft.article)))
    await edit_text(message.chat.id, message.message_id, reply_silently(text), message)
    return None


async def add_offer(press: Press[AddOffer]) -> str | None:
    """Begins to add what was offered, or has it wait, unless that would now replace another
    article."""
    message, state, key = press.message, press.state, press.data.key
    if not state.door.access.may_administer(press.query.from_user.id):
        return FOR_ADMINS
    offer = state.memory.offers.find(key, message.chat.id)
    if offer is None:
        return _OVER
    if _find_replaced(offer.draft, state) != offer.replaced:
        _, reply = await _make_offer(offer.draft, message.chat.id, state, key, offer.messages)
        await edit_text(message.chat.id, message.message_id, reply, message)
        return _CHANGED
    plan = _plan(offer, state)
    if refusal := state.work.changes.find_refusal(plan):
        return refusal
    state.memory.offers.drop(key)
    state.memory.pastes.end(message.chat.id)

    def offer_again() -> InlineKeyboardMarkup:
        state.memory.offers.put(offer.draft, offer.chat_id, offer.replaced, key, offer.messages)
        return make_offer_keyboard(key)

    state.work.changes.put(StatusMessage(message, message, offer_again), plan)
    return None


def _plan(offer: Offer, state: State) -> Plan:
    draft, files = offer.draft, ArticleFiles.of_settings(state.settings)

    def write(announce: Announce) -> FileChange:
        if offer.replaced is None and files.is_taken(draft.name):
            raise ArticleFileError(gettext(_CHANGED))  # as a removal before it did not succeed
        files.make_folder(draft.name)
        return files.write(draft.name, draft.data, announce)

    def describe(change: FileChange) -> str:
        lines = [gettext(_ADDED).format(title=isolate(source_title(draft.article)))]
        if change.kept:
            lines.append(gettext(KEPT).format(path=change.kept))
        return "\n".join(lines)

    title = draft.article.title
    return Plan(draft.name, title, write, describe, len(draft.data), draft.when_live)


async def _offer_document(message: Message, document: Document, state: State) -> None:
    try:
        async with state.work.taking:
            unpacked = await _unpack(document, state.settings.secret_of_token)
    except DraftError as exc:
        await send_reply(message, reply_silently(str(exc)))
        return
    for draft in unpacked.drafts:
        _, reply = await _make_offer(draft, message.chat.id, state)
        await send_reply(message, reply)
    if unpacked.left_out:
        await send_reply(message, reply_silently(say_left_out(unpacked.left_out)))


async def _unpack(document: Document, secret: str) -> Unpacked:
    """What is in the file, read, unless it has `secret` in it.

    :raises DraftError: if it cannot be taken.
    """
    data = await _download(document)
    if is_archive(document.file_name):
        return await asyncio.to_thread(draft_archive, data, secret)
    draft = await asyncio.to_thread(draft_file, document.file_name, data, secret)
    return Unpacked((draft,), ())


async def _offer_link(message: Message, address: str, state: State) -> None:
    try:
        draft = await draft_link(message, address, state)
    except DraftError as exc:
        await send_reply(message, reply_silently(str(exc)))
        return
    _, reply = await _make_offer(draft, message.chat.id, state)
    await send_reply(message, reply)


async def _download(document: Document) -> bytes:
    """What is in the file.

    :raises DraftError: if it does not come through, or would not be taken.
    """
    try:
        if not is_archive(document.file_name):
            clean_name(document.file_name)
        check_size(document.file_size)
        file = await call_with_retries(document.get_file)
        _check_place(file)
        check_size(file.file_size)
        data = await call_with_retries(
            lambda: file.download_as_bytearray(read_timeout=_DOWNLOAD_SECONDS)
        )
    except NameRefusedError as exc:
        raise DraftError(str(exc)) from exc
    except (TelegramError, UnicodeError) as exc:  # as of half a character in its path
        logger.warning("a file could not be downloaded: %s", exc)
        raise DraftError(gettext(_NOT_DOWNLOADED)) from exc
    check_size(len(data))
    if file.file_size is not None and len(data) != file.file_size:
        raise DraftError(gettext(_NOT_DOWNLOADED))
    return bytes(data)


def _check_place(file: File) -> None:
    """The library reads what is called as a file of this machine is, whoever's that is.

    :raises DraftError: if the file does not lie at the server that was asked.
    """
    if not (file.file_path or "").startswith(f"{file.get_bot().base_file_url}/"):
        path = "a path of this machine" if file.file_path else "no path"
        logger.warning("a file was not downloaded: the Bot API server names %s", path)
        raise DraftError(gettext(_NOT_DOWNLOADED))


async def _offer_text(message: Message, text: str, state: State) -> None:
    chat_id = message.chat.id
    paste = state.memory.pastes.add(chat_id, replace(read_part(message), text=text))
    # One message tells of all parts, also of those that come while it is being sent.
    async with paste.showing:
        count = len(paste.parts)
        if count == paste.shown_count or paste.is_over:
            return
        paste.shown_count = count
        reply = await _render_paste(paste, chat_id, state)
        if not paste.is_over:
            await _show(message, paste, reply)


async def _render_paste(paste: Paste, chat_id: int, state: State) -> Reply:
    """The offer of what was pasted so far, or why there is none."""
    try:
        text, secret = join_texts(paste.ordered), state.settings.secret_of_token
        draft = await asyncio.to_thread(draft_text, text, secret)
    except DraftError as exc:
        if paste.key:
            state.memory.offers.drop(paste.key)
        return reply_silently(str(exc))
    paste.key, reply = await _make_offer(draft, chat_id, state, paste.key, len(paste.parts))
    return reply


async def _show(message: Message, paste: Paste, reply: Reply) -> None:
    if paste.shown_id is not None:
        try:
            await edit_text(message.chat.id, paste.shown_id, reply, message)
            return
        except BadRequest as exc:
            logger.info("an offer is told in a new message: %s", exc.message)
    paste.shown_id = (await send_reply(message, reply)).message_id


async def _make_offer(
    draft: Draft, chat_id: int, state: State, key: str | None = None, messages: int = 1
) -> tuple[str, Reply]:
    """An offer of what was put together from so many `messages`, and its key; with `key` it takes
    the place of an earlier one."""
    replaced = _find_replaced(draft, state)
    key = state.memory.offers.put(draft, chat_id, replaced, key, messages)
    # In a thread, as the names of languages take a while to load.
    return key, await asyncio.to_thread(render_offer, draft, replaced, key, messages)


def _find_replaced(draft: Draft, state: State) -> str | None:
    """The title of the article in whose place the draft would come, also of one that is about to be
    added; None if it is in nobody's."""
    if planned := state.work.changes.find_planned(draft.name):
        return planned.title
    if not ArticleFiles.of_settings(state.settings).is_taken(draft.name):
        return None
    head = state.live.find_head(draft.name)
    return head.title if head else draft.name


BUTTONS = (
    pressed(AddOffer, add_offer),
    pressed(CancelOffer, cancel_offer),
)
