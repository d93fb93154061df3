"""Posts of followed channels, new and edited: they are taken, and nothing is said."""

import logging

from telegram import Update

from bot.storage.background import write_if_possible
from bot.telegram.incoming.context import Context
from bot.telegram.incoming.posts import read_post, rename
from corpus.sources.post_names import MAX_POST_ID
from corpus.sources.posts import Channel

logger = logging.getLogger(__name__)


async def take_post(update: Update, context: Context) -> None:
    """Returns when the post is answered from."""
    post, state = context.request.post, context.state
    followed = state.stores.channels.find(context.request.chat_id)
    if post is None or followed is None or not 0 < post.message_id <= MAX_POST_ID:
        return
    if (renamed := rename(followed, post)) != followed:
        # Links go by the name that it has now, whether that can be kept or not.
        what = "it cannot be kept what a channel is called now"
        await write_if_possible(logger, what, state.stores.channels.follow, renamed)
    channel = Channel(renamed.number, renamed.title, renamed.name)
    changes, posts = state.work.changes, state.work.posts
    await posts.take(changes, channel, read_post(post), post.media_group_id)
