"""Posts of followed channels become articles as they are posted, by the queue of all changes of the
articles: whatever comes while the index is rebuilt is one rebuild."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

from bot.articles.change import Plan
from bot.articles.files import Announce, ArticleFileError, ArticleFiles, FileChange
from bot.articles.queue import ChangeQueue
from bot.articles.under_way import NOWHERE, Place
from bot.config.settings import Settings
from bot.sources.channels.files import ChannelFiles
from bot.sources.channels.folders import find_place
from bot.sources.channels.memory import PostMemory
from bot.sources.remembering import RememberError
from corpus.sources.post_files import NotOursError
from corpus.sources.posts import Channel, Entry, Post, make_entry

logger = logging.getLogger(__name__)

_MAX_AT_ONCE = 100
"""Posts of a rebuild, each of which is written on the event loop's turn."""
_MAX_TRIES = 12
"""Each twice as long after the last one as that after the one before: an hour."""
_PAUSE_SECONDS = 1.0
_MAX_ALBUMS = 200
_MAX_PLACES = 1000


class PostTaker:
    """Of one bot. `speed` is how many times as fast as on the clock it tries again."""

    def __init__(self, settings: Settings, speed: float = 1.0) -> None:
        self._settings = settings
        self._files = ArticleFiles.of_settings(settings)
        self._pause_seconds = _PAUSE_SECONDS / speed
        self._room = asyncio.Semaphore(_MAX_AT_ONCE)
        self._turn = asyncio.Lock()
        """A reply comes behind what it replies to, as they were posted."""
        self._albums: OrderedDict[tuple[int, str], int] = OrderedDict()
        self._places: OrderedDict[tuple[int, int], str] = OrderedDict()
        """Where the posts go that were handed on; their files may not be there yet."""
        self._on_their_way = 0
        self._remembering = asyncio.Lock()
        """What became of a post is remembered in that order."""

    def is_expecting(self) -> bool:
        """Whether posts are about to be handed to the queue, to be in the same rebuild."""
        return self._on_their_way > 0

    async def take(
        self, changes: ChangeQueue, channel: Channel, post: Post, album: str | None = None
    ) -> None:
        """Hands a post to the queue `changes`, and returns when it is answered from what it says
        now, or when that was tried for long: then the log says why not. `album` is what Telegram
        calls that which it is a picture of."""
        if album is not None:
            post = self._join_album(channel, post, album)
        pause = self._pause_seconds
        problem: str | None = None
        for _ in range(_MAX_TRIES):
            try:
                async with self._room:
                    problem = await self._try(changes, channel, post)
            except NotOursError:
                logger.info("a post is not taken: the owner has changed its file")
                return
            except (ArticleFileError, RememberError) as exc:
                problem = str(exc)
            if problem is None:
                return
            await asyncio.sleep(pause)
            pause *= 2
        logger.error("a post of %s is no article: %s", channel.folder, problem)

    async def _try(self, changes: ChangeQueue, channel: Channel, post: Post) -> str | None:
        """Why it was not done; None if it was, or nothing was to be done."""
        self._on_their_way += 1
        try:
            async with self._turn:
                waiting = await self._hand_on(changes, channel, post)
        finally:
            self._on_their_way -= 1
        problem = await waiting.wait() if waiting else None
        if waiting and problem is None:
            await self._remember(channel, post, waiting.is_article)
        return problem

    async def _hand_on(
        self, changes: ChangeQueue, channel: Channel, post: Post
    ) -> "_Waiting | None":
        """None if nothing is to be done."""
        entry = await asyncio.to_thread(make_entry, post)
        if entry is None and post.edited is None:
            return None
        files, place = await asyncio.to_thread(self._locate, channel, post)
        was_taken = partial(_was_taken, self._settings, channel.id, post.id)
        is_known = await asyncio.to_thread(was_taken)
        step = files.plan(place, post.id, entry, is_known)
        if step is None:
            if entry is not None and not is_known:  # a process that was killed has written it
                await self._remember(channel, post, True)
            return None
        if entry is None:
            await self._remember(channel, post, False)
        made: list[FileChange] = []

        def make(announce: Announce) -> FileChange:
            # What was there before it may have come in the same rebuild.
            change = _make(files, place, post.id, entry, announce, was_taken())
            made.append(change)
            return change

        title = (entry.title or None) if entry else None
        plan = Plan(step.name, title, make, lambda change: "", len(step.data or b""))
        while changes.find_refusal(plan) is not None:
            await asyncio.sleep(self._pause_seconds)
        waiting = _Waiting(made, entry is not None)
        changes.put(waiting, plan)
        return waiting

    async def _remember(self, channel: Channel, post: Post, is_article: bool) -> None:
        """That the post is one that the owner may take out, or one that the channel took back."""
        async with self._remembering:
            await asyncio.to_thread(
                _remember, self._settings, channel.id, {post.id}, is_article=is_article
            )

    def _locate(self, channel: Channel, post: Post) -> tuple[ChannelFiles, str]:
        files = ChannelFiles(self._files, find_place(self._files.folder, channel))
        place = files.locate(post)
        if post.reply_to and place == files.name(post.reply_to):
            place = self._places.get((channel.id, post.reply_to), place)
        self._places[channel.id, post.id] = place
        while len(self._places) > _MAX_PLACES:
            self._places.popitem(last=False)
        return files, place

    def _join_album(self, channel: Channel, post: Post, album: str) -> Post:
        """A picture of an album goes with the first one that has words."""
        if not post.parts:
            return post
        first = self._albums.setdefault((channel.id, album), post.id)
        while len(self._albums) > _MAX_ALBUMS:
            self._albums.popitem(last=False)
        if first == post.id or post.reply_to is not None:
            return post
        return replace(post, reply_to=first)


def plan_removal(
    settings: Settings, files: ChannelFiles, name: str, post_id: int | None = None
) -> Callable[[Announce], FileChange]:
    """What takes a post out of its article, or the whole article: no edit and no export brings it
    back."""

    def make(announce: Announce) -> FileChange:
        channel, posts = files.list_posts(name)
        if channel is not None:
            taken = posts if post_id is None else {post_id}
            try:
                _remember(settings, channel.id, taken, is_article=True)
            except RememberError as exc:
                raise ArticleFileError(str(exc)) from exc
        if post_id is None:
            return files.files.remove(name, announce)
        return _make(files, name, post_id, None, announce)

    return make


def _was_taken(settings: Settings, channel: int, post_id: int) -> bool:
    with PostMemory.opened(settings) as memory:
        return memory.knows(channel, post_id)


def _remember(settings: Settings, channel: int, posts: set[int], *, is_article: bool) -> None:
    with PostMemory.opened(settings) as memory:
        (memory.keep if is_article else memory.forget)(channel, posts)


def _make(
    files: ChannelFiles,
    place: str,
    post_id: int,
    entry: Entry | None,
    announce: Announce,
    was_taken: bool = False,
) -> FileChange:
    """:raises ArticleFileError: if nothing could be changed."""
    try:
        step = files.plan(place, post_id, entry, was_taken)
    except NotOursError as exc:
        raise ArticleFileError(f"{place}: {exc}") from exc
    if step is None:
        raise ArticleFileError(f"{place} is as it should be")
    if step.data is None:
        return files.files.remove(step.name, announce)
    files.files.make_folder(step.name)
    return files.files.write(step.name, step.data, announce)


def _forget(made: list[FileChange]) -> None:
    """What a post said before is not kept: it was the channel's, which has taken it back."""
    for change in made[-1:]:  # others were undone
        if change.kept is not None:
            with suppress(OSError):
                change.kept.unlink()


class _Waiting:
    """Nobody sees how it goes; who has handed it in waits for the end. `made` is filled with the
    changes that were made; `is_article` if the post is one then."""

    def __init__(self, made: list[FileChange], is_article: bool) -> None:
        self._made = made
        self.is_article = is_article
        self._ended: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()

    async def wait(self) -> str | None:
        """Why it failed; None if it did not."""
        problem = await self._ended
        if problem is None:
            _forget(self._made)
        return problem

    @property
    def place(self) -> Place:
        return NOWHERE

    async def show(self, text: str) -> None:
        pass

    async def show_waiting(self, text: str, key: str) -> None:
        pass

    async def show_now_and_then(self, text: Callable[[], str]) -> None:
        pass

    async def finish(self, text: str) -> None:
        self._end(None)

    async def fail(self, text: str) -> None:
        self._end(" ".join(text.split()))

    def _end(self, problem: str | None) -> None:
        if not self._ended.done():
            self._ended.set_result(problem)
