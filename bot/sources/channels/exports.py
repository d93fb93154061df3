"""An export of Telegram becomes articles: what has changed is written, what has vanished from what
it covers is taken out, and nothing else is touched."""

import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from bot.articles.files import ArticleFiles
from bot.articles.under_way import Journal
from bot.config.settings import Settings
from bot.sources.channels.files import ChannelFiles, Difference, Shelf
from bot.sources.channels.folders import find_linked, find_place, read_owner
from bot.sources.channels.memory import PostMemory
from bot.sources.holding import hold_articles
from corpus import FootnoteError, clean_line
from corpus.sources.contained_export import ContainedExportReader, Export, OnBytes
from corpus.sources.posts import Channel, Entry, make_entry
from corpus.sources.telegram_export import FoundChat, is_called, is_chosen

_MAX_LISTED = 20
_MAX_TITLE = 60
_MAX_NAMED = 20
_EXPORT_NAME = "result.json"


class ExportError(FootnoteError):
    """No articles can be made of an export; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the owner says of a channel: `name` is that by which anybody finds it, `wanted` its
    number or title in the export; `is_renamed` that the name is another one than before, or was
    another channel's; `is_restored` that what was taken out is wanted again."""

    name: str | None = None
    wanted: str | None = None
    is_renamed: bool = False
    is_restored: bool = False


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What became of an export. Of its posts the `empty` have no text, the `silent` say nothing,
    those that were `taken_out` by the owner stay out."""

    channel: Channel
    chat: FoundChat
    empty: int
    silent: int
    difference: Difference
    taken_out: tuple[int, ...]
    damage: str | None


def import_export(
    settings: Settings,
    path: Path,
    names: Names,
    on_bytes: OnBytes = lambda done: None,
    sleep: Callable[[float], None] = time.sleep,
    reader: ContainedExportReader | None = None,
) -> ExportReport:
    """Makes articles of the channel in the export at `path`, a file or the folder that it is in.
    `reader` reads it, and stays open; else a new one does.

    :raises ExportError: if it cannot be read, it is not clear of which channel, or its name is
        another one than before.
    :raises ArticleFileError: if they cannot be written.
    :raises ArticleError, ReaderStartError: as `ContainedExportReader.read`.
    :raises HeldError: if a bot rebuilds its index for very long.
    :raises RememberError: if it cannot be told which posts were taken out.
    """
    file_path = path / _EXPORT_NAME if path.is_dir() else path
    if not file_path.is_file():
        raise ExportError(f"there is no file {file_path}")
    with (
        file_path.open("rb") as file,
        nullcontext(reader) if reader else ContainedExportReader() as contained,
    ):
        export = contained.read(file, names.wanted, on_bytes)
    chat = _choose(export, names.wanted)
    if chat.kind == "public_channel" and names.name is None:
        raise ExportError(
            f"links to the posts of “{clean_line(chat.title)}” need its name, which no export "
            "has: add --channel @name"
        )
    if chat.kind == "private_channel" and names.name is not None:
        raise ExportError(
            f"“{clean_line(chat.title)}” is private in this export, and has no name: leave "
            f"--channel @{names.name} out, or export it anew if it is public now"
        )
    named = replace(chat.channel, name=names.name)
    entries, empty, silent = _make_entries(export)
    export = replace(export, posts=())  # of many posts one copy is enough
    articles = ArticleFiles.of_settings(settings)
    articles.remove_old_left_overs()
    with (
        hold_articles(Journal.of_settings(settings), sleep),
        PostMemory.opened(settings) as memory,
    ):
        channel = find_place(articles.folder, named, may_share=True)
        files = ChannelFiles(articles, channel)
        shelf = files.read_all()
        if not names.is_renamed:
            _check_name(articles.folder, named, shelf)
        is_whole = export.damage is None
        merged = _merge(shelf, entries, chat, is_whole)
        known = memory.list_known(channel.id)
        if names.is_restored or not articles.is_taken(channel.folder):
            # Whoever took the whole folder out begins anew.
            memory.forget(channel.id, known)
            known = set()
        taken_out = merged.keys() & (known - shelf.posts)
        kept = {number: entry for number, entry in merged.items() if number not in taken_out}
        difference = files.compare(shelf, kept.values())
        memory.forget(channel.id, shelf.posts - kept.keys() - shelf.owned_posts)
        files.change(difference)
        memory.keep(channel.id, kept)
    out = tuple(sorted(taken_out))
    return ExportReport(channel, chat, empty, silent, difference, out, export.damage)


def format_report(report: ExportReport) -> str:
    """What was done, in lines."""
    chat, difference = report.chat, report.difference
    counts = {
        "new": difference.added,
        "changed": len(difference.written) - difference.added,
        "unchanged": difference.unchanged,
        "taken out": len(difference.removed),
    }
    done = ", ".join(f"{count} {what}" for what, count in counts.items() if count) or "none"
    lines = [
        f"{clean_line(report.channel.title)}: {_count(chat.posts, 'post')}. Articles: {done}, "
        f"in {report.channel.folder}.",
    ]
    left = (
        (report.empty, f"{report.empty} without text"),
        (report.silent, f"{report.silent} of a word or an address"),
        (chat.services, f"{_count(chat.services, 'message')} of Telegram itself"),
    )
    if told := ", ".join(words for count, words in left if count):
        lines.append(f"Left out: {told}.")
    if difference.owned:
        named = ", ".join(difference.owned[:_MAX_NAMED])
        more = len(difference.owned) - _MAX_NAMED
        lines.append(f"Left as you have changed them: {named}{f' and {more} more' * (more > 0)}")
    if report.taken_out:
        named = ", ".join(map(report.channel.link, report.taken_out[:_MAX_NAMED]))
        more = len(report.taken_out) - _MAX_NAMED
        lines.append(
            f"Left out, as you took them out: {named}{f' and {more} more' * (more > 0)}; "
            "--restore brings them back"
        )
    if report.damage is not None:
        lines.append(f"The export {report.damage}; so nothing was taken out.")
    return "\n".join(lines)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' * (number != 1)}"


def _choose(export: Export, wanted: str | None) -> FoundChat:
    """:raises ExportError: if there is none, or several."""
    found = [chat for chat in export.chats if is_chosen(chat, wanted)]
    channels = [chat for chat in export.chats if chat.is_channel]
    if len(found) == 1 and export.chosen is not None:
        return export.chosen
    other = next((chat for chat in export.chats if is_called(chat, wanted)), None)
    if other and not found:
        raise ExportError(
            f"“{clean_line(other.title)[:_MAX_TITLE]}” is no channel, but a chat in which others "
            "write, too: articles are made of channels only"
        )
    if not channels:
        raise ExportError(
            "no channel is in this export: choose one in Telegram Desktop, or of all data the "
            "channels, and JSON"
        )
    listed = ", ".join(
        f"{chat.id} ({clean_line(chat.title)[:_MAX_TITLE]}, {_count(chat.posts, 'post')})"
        for chat in (found or channels)[:_MAX_LISTED]
    )
    what = "several channels are" if wanted is None else "not one channel called so, but these are"
    raise ExportError(f"{what} in this export; name one by its number, as --channel N: {listed}")


def _check_name(root: Path, channel: Channel, shelf: Shelf) -> None:
    """:raises ExportError: if a channel is called as it was not before, or as another one is: by
    mistake that would have every link of it lead elsewhere."""
    if channel.name is None or channel.name.lower() in shelf.names:
        return
    renamed = "if the name is right now, say so by --renamed"
    name = channel.name.lower()
    if shelf.names:
        before = ", ".join(f"@{known}" for known in sorted(shelf.names))
        raise ExportError(
            f"“{clean_line(channel.title)}” was added as {before}, not as @{channel.name}: nothing "
            f"was changed; {renamed}"
        )
    other = read_owner(root, find_linked(root, name))
    if other is not None and other.id != channel.id and (other.name or "").lower() == name:
        raise ExportError(
            f"@{channel.name} is “{clean_line(other.title)}” ({other.id}), and this export is of "
            f"“{clean_line(channel.title)}” ({channel.id}): nothing was changed; {renamed}"
        )


def _make_entries(export: Export) -> tuple[dict[int, Entry], int, int]:
    """The posts that say something, and how many have no text, and how many say nothing."""
    entries: dict[int, Entry] = {}
    empty = silent = 0
    for post in export.posts:
        entry = make_entry(post)
        if entry is not None:
            entries[post.id] = entry
        elif any(part.text.strip() for part in post.parts):
            silent += 1
        else:
            empty += 1
    return entries, empty, silent


def _merge(
    shelf: Shelf, new: dict[int, Entry], chat: FoundChat, is_whole: bool
) -> dict[int, Entry]:
    """The posts that are there then: of those that the export covers the ones that it has, unless
    what is there was edited later."""
    merged = dict(new)
    for old in shelf.list_entries():
        entry = new.get(old.id)
        is_covered = is_whole and chat.first <= old.id <= chat.last
        if (entry is None and not is_covered) or (
            entry is not None and (old.edited or 0) > (entry.edited or 0)
        ):
            merged[old.id] = old
    return merged
