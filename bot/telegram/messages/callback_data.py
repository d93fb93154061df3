"""What buttons carry, a record for each kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Annotated, ClassVar

from bot.storage.chats import MAX_QUOTES
from bot.telegram.messages.packing import CallbackData, number, one_of, word
from bot.text.translation import LANGUAGES

_MARK_BYTES = 5

PageNumber = Annotated[int, number(digits=7)]
"""Counted from 0."""
PassageId = Annotated[str, word("a-z0-9", 1, 32)]
Mark = Annotated[str, word("0-9a-f", 2 * _MARK_BYTES, 2 * _MARK_BYTES)]
"""What `shorten_id` makes."""
OfferKey = Annotated[str, word("0-9a-f", 12, 12)]
Flag = Annotated[bool, one_of({"0": False, "1": True})]


@dataclass(frozen=True, slots=True)
class ReadPassage(CallbackData):
    """Turns the message to a passage."""

    prefix: ClassVar = "r:"

    passage_id: PassageId


@dataclass(frozen=True, slots=True)
class TurnPage(CallbackData):
    """Turns an answer to a page of its quotes, the best first or by date."""

    prefix: ClassVar = "p:"

    page: PageNumber
    by_date: Flag = False


@dataclass(frozen=True, slots=True)
class ShowMore(CallbackData):
    """Opens the row of the buttons that an answer has beside those always seen, or closes it. All
    that both rows need is carried, so that they can be made when nothing is remembered: the page
    that is shown, whether its quotes have several dates, and of the first of them its passage, its
    article, and whether it begins inside of the passage."""

    prefix: ClassVar = "m:"

    is_open: Flag
    page: PageNumber
    by_date: Flag
    has_dates: Flag
    begins_inside: Flag
    passage_id: PassageId
    article_mark: Mark


@dataclass(frozen=True, slots=True)
class Vote(CallbackData):
    """Says whether the passage that is quoted first is useful."""

    prefix: ClassVar = ""
    is_light: ClassVar = True

    is_useful: Annotated[bool, one_of({"u": True, "n": False})]
    passage_id: PassageId
    article_mark: Mark


@dataclass(frozen=True, slots=True)
class CheckQuote(CallbackData):
    """Asks whether the article still says what is quoted first."""

    prefix: ClassVar = "a:"

    passage_id: PassageId
    article_mark: Mark


@dataclass(frozen=True, slots=True)
class RemoveReply(CallbackData):
    """Removes the bot's message."""

    prefix: ClassVar = "x:"
    is_light: ClassVar = True


@dataclass(frozen=True, slots=True)
class TurnSources(CallbackData):
    """Turns the list of /sources to a page."""

    prefix: ClassVar = "s:"

    page: PageNumber


@dataclass(frozen=True, slots=True)
class SetQuotes(CallbackData):
    """Sets how many quotes an answer of the chat begins with."""

    prefix: ClassVar = "t:q"
    is_light: ClassVar = True

    count: Annotated[int, one_of({str(count): count for count in range(1, MAX_QUOTES + 1)})]


@dataclass(frozen=True, slots=True)
class ToggleSilent(CallbackData):
    """Changes whether a group is told that nothing was found."""

    prefix: ClassVar = "t:s"
    is_light: ClassVar = True


@dataclass(frozen=True, slots=True)
class SetLanguage(CallbackData):
    """Sets the language of the bot's own words in the chat; None for that of each asker."""

    prefix: ClassVar = "t:l"
    is_light: ClassVar = True

    language: Annotated[str | None, one_of({"-": None} | {code: code for code in LANGUAGES})]


@dataclass(frozen=True, slots=True)
class ToggleFolder(CallbackData):
    """Takes a folder into what the chat's questions are searched in, or out of it; `page` of the
    folders is shown."""

    prefix: ClassVar = "t:f"
    is_light: ClassVar = True

    page: PageNumber
    folder_mark: Mark


@dataclass(frozen=True, slots=True)
class SearchEverywhere(CallbackData):
    """Has the chat's questions searched in all folders."""

    prefix: ClassVar = "t:e"
    is_light: ClassVar = True


@dataclass(frozen=True, slots=True)
class ShowFolders(CallbackData):
    """Turns the folders of the settings to a page."""

    prefix: ClassVar = "t:p"
    is_light: ClassVar = True

    page: PageNumber


@dataclass(frozen=True, slots=True)
class CloseSettings(CallbackData):
    """Removes the message of /settings."""

    prefix: ClassVar = "t:c"
    is_light: ClassVar = True


@dataclass(frozen=True, slots=True)
class AddOffer(CallbackData):
    """Adds the article that was offered."""

    prefix: ClassVar = "o:a:"

    key: OfferKey


@dataclass(frozen=True, slots=True)
class CancelOffer(CallbackData):
    """Forgets the article that was offered."""

    prefix: ClassVar = "o:c:"

    key: OfferKey


@dataclass(frozen=True, slots=True)
class CancelWaiting(CallbackData):
    """Takes out what waits for a rebuild to end."""

    prefix: ClassVar = "o:w:"

    key: OfferKey


@dataclass(frozen=True, slots=True)
class ListArticles(CallbackData):
    """Turns the list of /remove to a page."""

    prefix: ClassVar = "d:p::"

    page: PageNumber


@dataclass(frozen=True, slots=True)
class AskRemoval(CallbackData):
    """Asks whether to remove an article; No leads back to `page` of the list."""

    prefix: ClassVar = "d:a:"

    article_mark: Mark
    page: PageNumber


@dataclass(frozen=True, slots=True)
class ConfirmRemoval(CallbackData):
    """Removes an article; `page` is as in `AskRemoval`."""

    prefix: ClassVar = "d:y:"

    article_mark: Mark
    page: PageNumber


@dataclass(frozen=True, slots=True)
class ConfirmPostRemoval(CallbackData):
    """Takes a post out of an article of several."""

    prefix: ClassVar = "d:t:"

    article_mark: Mark
    post_id: Annotated[int, number(digits=10)]


KINDS: tuple[type[CallbackData], ...] = (
    ReadPassage,
    TurnPage,
    ShowMore,
    Vote,
    CheckQuote,
    RemoveReply,
    TurnSources,
    SetQuotes,
    ToggleSilent,
    SetLanguage,
    ToggleFolder,
    SearchEverywhere,
    ShowFolders,
    CloseSettings,
    AddOffer,
    CancelOffer,
    CancelWaiting,
    ListArticles,
    AskRemoval,
    ConfirmRemoval,
    ConfirmPostRemoval,
)


def find_kind(data: str) -> type[CallbackData] | None:
    """The kind of button that carries `data`; None if there is none."""
    return next((kind for kind in KINDS if kind.unpack(data)), None)


def shorten_id(article_id: str) -> str:
    """Ten characters that stand for an article's id, which may be longer than a button's data."""
    content = article_id.encode("utf-8", "surrogateescape")
    return blake2b(content, digest_size=_MARK_BYTES).hexdigest()


def is_marked(mark: str, one: str) -> bool:
    """Whether `one` is the id that `shorten_id` makes `mark` of."""
    return shorten_id(one) == mark


def find_marked(mark: str, ids: Iterable[str]) -> str | None:
    """That one of `ids` that `shorten_id` makes `mark` of; None if it is gone."""
    return next((one for one in ids if is_marked(mark, one)), None)
