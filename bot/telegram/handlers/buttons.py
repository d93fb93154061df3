"""Every kind of button, and what the bot does when one is pressed."""

from typing import Any

from telegram.ext import BaseHandler

from bot.telegram.handlers import adding, answer_buttons, removing, settings
from bot.telegram.handlers.presses import pressed, refuse_unknown
from bot.telegram.incoming.context import Context
from bot.telegram.messages.callback_data import (
    AddOffer,
    AskRemoval,
    CancelOffer,
    CheckQuote,
    CloseSettings,
    ConfirmRemoval,
    ListArticles,
    ReadPassage,
    RemoveReply,
    SearchEverywhere,
    SetLanguage,
    SetQuotes,
    ShowFolders,
    ToggleFolder,
    ToggleSilent,
    TurnPage,
    TurnSources,
    Vote,
)


def make_button_handlers() -> list[BaseHandler[Any, Context, Any]]:
    """A handler for each kind of button, and at the end one for what is of none."""
    return [
        pressed(ReadPassage, answer_buttons.read_on),
        pressed(TurnPage, answer_buttons.turn_page),
        pressed(Vote, answer_buttons.vote),
        pressed(CheckQuote, answer_buttons.look_again),
        pressed(RemoveReply, answer_buttons.remove),
        pressed(TurnSources, answer_buttons.turn_sources),
        pressed(SetQuotes, settings.set_quotes),
        pressed(ToggleSilent, settings.toggle_silent),
        pressed(SetLanguage, settings.set_language),
        pressed(ToggleFolder, settings.toggle_folder),
        pressed(SearchEverywhere, settings.search_everywhere),
        pressed(ShowFolders, settings.show_folders),
        pressed(CloseSettings, settings.close_settings),
        pressed(AddOffer, adding.add_offer),
        pressed(CancelOffer, adding.cancel_offer),
        pressed(ListArticles, removing.turn_list),
        pressed(AskRemoval, removing.ask_removal),
        pressed(ConfirmRemoval, removing.confirm_removal),
        refuse_unknown(),
    ]
