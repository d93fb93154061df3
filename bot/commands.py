"""The commands as Telegram's menus show them."""

from telegram import BotCommand

COMMANDS = (
    BotCommand("ask", "answer a question"),
    BotCommand("verify", "whether words stand in the articles"),
    BotCommand("sources", "the articles that I know"),
    BotCommand("help", "what I can do"),
)
ADMIN_COMMANDS = (
    *COMMANDS,
    BotCommand("reindex", "rebuild the index"),
    BotCommand("stats", "what readers thought of the answers"),
)
