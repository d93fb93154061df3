"""The message of /settings: what is set, and the buttons that change it."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.storage.chats import MAX_QUOTES, ChatSettings
from bot.telegram.messages.callback_data import (
    CloseSettings,
    SearchEverywhere,
    SetLanguage,
    SetQuotes,
    ShowFolders,
    ToggleFolder,
    ToggleSilent,
    shorten_id,
)
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.keyboards import make_button
from bot.telegram.messages.packing import CallbackData
from bot.telegram.messages.silencing import reply_silently
from bot.text.citations import cut_name, cut_text
from bot.text.cleaning import isolate
from bot.text.translation import LANGUAGES, gettext

FOLDERS_ON_A_PAGE = 8
_MAX_LABEL_CHARACTERS = 40
_ON, _OFF = "✓ ", ""


def render_settings(
    settings: ChatSettings, folders: Sequence[str], page: int, group_id: int | None
) -> Reply:
    """The settings of a chat, of a group if it has an id, with the page of `folders` that is shown,
    counted from 0. `folders` are those of the corpus, `""` for the articles that lie in none."""
    language = LANGUAGES.get(settings.language or "", gettext("the language of whoever asks"))
    lines = [
        gettext("How I answer in this chat"),
        gettext("Quotes at first: {count}").format(count=settings.quotes),
        gettext("Language of my own words: {language}").format(language=language),
    ]
    if group_id is not None:
        told = gettext("say nothing") if settings.silent_misses else gettext("say so")
        lines.append(gettext("If nothing is found: {what}").format(what=told))
    if len(folders) > 1 or settings.folders is not None:
        chosen = [folder for folder in folders if _is_chosen(folder, settings)]
        names = (
            gettext("all")
            if settings.folders is None
            else ", ".join(isolate(name_folder(folder)) for folder in chosen)
        )
        searched = gettext("Searched: {folders}").format(folders=names or gettext("nothing"))
        lines.append(cut_text(searched, 1000))
    if group_id is not None:
        lines.append(gettext("The id of this group is {id}.").format(id=group_id))
    keyboard = _make_keyboard(settings, folders, page, group_id is None)
    return reply_silently("\n".join(lines), keyboard)


def name_folder(folder: str) -> str:
    """A folder as readers see it."""
    if not folder:
        return gettext("(no folder)")
    # Of a name of which nothing is seen, what it is written with.
    return cut_name(folder, _MAX_LABEL_CHARACTERS) or cut_text(ascii(folder), _MAX_LABEL_CHARACTERS)


def count_folder_pages(folders: Sequence[str]) -> int:
    """How many pages of buttons `folders` take, at least one."""
    return max(1, -(-len(folders) // FOLDERS_ON_A_PAGE))


def _make_keyboard(
    settings: ChatSettings, folders: Sequence[str], page: int, is_private: bool
) -> InlineKeyboardMarkup:
    counts = range(1, MAX_QUOTES + 1)
    rows = [[_make_choice(str(n), SetQuotes(n), n == settings.quotes) for n in counts]]
    own = _make_choice(gettext("The asker's"), SetLanguage(None), settings.language is None)
    names = [
        _make_choice(name, SetLanguage(c), c == settings.language) for c, name in LANGUAGES.items()
    ]
    buttons = [own, *names]
    rows += [buttons[:4], buttons[4:]]
    if not is_private:
        label = gettext("Silent if nothing is found")
        rows.append([_make_choice(label, ToggleSilent(), settings.silent_misses)])
    if len(folders) > 1 or settings.folders is not None:
        rows += _make_folder_rows(settings, folders, page)
    rows.append([make_button(gettext("Done"), CloseSettings())])
    return InlineKeyboardMarkup(rows)


def _make_folder_rows(
    settings: ChatSettings, folders: Sequence[str], page: int
) -> list[list[InlineKeyboardButton]]:
    rows = [
        [_make_choice(gettext("Search everything"), SearchEverywhere(), settings.folders is None)]
    ]
    first = FOLDERS_ON_A_PAGE * page
    shown = folders[first : first + FOLDERS_ON_A_PAGE]
    rows += [
        [_make_choice(name_folder(f), ToggleFolder(page, shorten_id(f)), _is_chosen(f, settings))]
        for f in shown
    ]
    turning = []
    if page > 0:
        turning.append(make_button("◀", ShowFolders(page - 1)))
    if first + FOLDERS_ON_A_PAGE < len(folders):
        turning.append(make_button("▶", ShowFolders(page + 1)))
    return [*rows, turning] if turning else rows


def _is_chosen(folder: str, settings: ChatSettings) -> bool:
    return settings.folders is not None and folder in settings.folders


def _make_choice(label: str, data: CallbackData, is_on: bool) -> InlineKeyboardButton:
    return make_button((_ON if is_on else _OFF) + label, data)
