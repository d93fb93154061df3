"""What the bot does with messages that ask nothing of the articles."""

from bot.answers.small_talk.talk_phrases import Talk
from bot.telegram.incoming.context import Context
from bot.telegram.messages.silencing import reply_silently
from bot.telegram.outgoing.sending import send_reply
from bot.text.small_talk import word_talk


async def reply_to_talk(talk: Talk, context: Context) -> None:
    """One friendly line in private; in groups people talk to each other, and the bot is silent.
    Nothing is remembered: a question after it may follow the one before it."""
    if context.request.is_private:
        await _say(talk, context)


async def introduce(context: Context) -> None:
    """What there is to ask, anywhere: somebody has called the bot without a question."""
    await _say(Talk.GREETING, context)


async def word_talk_here(talk: Talk, context: Context) -> str:
    """What is said, with what there is to ask of the articles of this chat."""
    state = context.state
    openers = await state.live.find_openers(context.request.settings.folders)
    return word_talk(talk, openers, state.settings.greeting)


async def _say(talk: Talk, context: Context) -> None:
    await send_reply(context.message, reply_silently(await word_talk_here(talk, context)))
