"""Posts of followed channels, new and edited: they are taken, and nothing is said."""

from telegram import Update

from bot.telegram.incoming.context import Context
from bot.telegram.incoming.posts import read_channel, read_post
from corpus.sources.post_names import MAX_POST_ID


async def take_post(update: Update, context: Context) -> None:
    """Returns when the post is answered from."""
    post, state = context.request.post, context.state
    followed = state.stores.channels.find(context.request.chat_id)
    if post is None or followed is None or not 0 < post.message_id <= MAX_POST_ID:
        return
    channel = read_channel(followed, post)
    changes, posts = state.work.changes, state.work.posts
    await posts.take(changes, channel, read_post(post), post.media_group_id)
