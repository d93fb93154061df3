"""The retriever of a running bot: off the event loop, and always of the newest index."""

import asyncio
import gc
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial

import numpy as np
from numpy.typing import NDArray

from bot.answers.answer import QUOTES_TO_KEEP, Answer
from bot.answers.follow_ups import points_back
from bot.answers.openers import Openers
from bot.answers.pipeline import answer_question, look_up
from bot.answers.quote_status import CheckedQuote, QuoteStatus, check_quote
from bot.answers.small_talk.small_talk import find_small_talk, read_small_talk
from bot.answers.small_talk.talk_phrases import Talk
from bot.answers.verification import Verdict, Verification, find_places_of, make_finder, verify_text
from bot.config.settings import Settings
from bot.indexing.failures import forget_failure, keep_failure
from bot.indexing.folders import open_folder
from bot.indexing.openings import open_talk
from bot.indexing.process import IndexProcesses, OnProgress, RebuildError, RefusedError, RunIndex
from bot.indexing.turns import FairThreads
from bot.text.answer_frames import read_frame
from bot.text.copied_citations import name_sources
from bot.text.own_lines import write_lines
from corpus import Article, Head, Passage
from embeddings import (
    ArticlePage,
    BuildError,
    BuildFolder,
    Changes,
    LocatedPassage,
    Manifest,
    PassageIndex,
    PassageIndexError,
    Retriever,
    StoreError,
    StoreFolder,
    check_live_tokens,
    find_holders,
    load_index,
    read_live_manifest,
)

logger = logging.getLogger(__name__)

_SECONDS_BETWEEN_LOOKS = 1.0
_LONG_CHARACTERS = 500
"""Of a question beside which others are answered: it takes several times as long as most."""


class LiveRetriever:
    """Answers from one build at a time and changes to a new one as a whole. That happens between
    two steps of the event loop: what is asked there without waiting meanwhile is of one build.

    Questions are answered in `encoder_threads` of their own, so that the event loop stays free;
    more than one only of a model whose calls may overlap, and beside a long question. What reads
    through articles without a model runs in another. In front of both each asker has a share
    (`FairThreads`). `run_index` is what a rebuild runs; a process of its own by default.
    """

    def __init__(
        self,
        retriever: Retriever,
        settings: Settings,
        run_index: RunIndex | None = None,
        encoder_threads: int = 1,
    ) -> None:
        self._retriever = retriever
        self._settings = settings
        processes = IndexProcesses()
        self._run_index = run_index or processes.run
        self._processes = None if run_index else processes
        self._folder = open_folder(settings)
        self._encoding = FairThreads("encoder", encoder_threads, min_beside=_LONG_CHARACTERS)
        self._reading = FairThreads("reader")
        self._refreshing = asyncio.Lock()
        self._unusable_build: str | None = None
        self._not_followed = ""
        self._is_rebuilding = False

    @property
    def manifest(self) -> Manifest:
        """The manifest of the build that is answered from."""
        return self._retriever.index.manifest

    @property
    def changes(self) -> Changes:
        """What the build that is answered from changed of the one before it."""
        return self._retriever.index.changes

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders of the corpus that articles are in, in order, `""` for none."""
        return self._retriever.index.folders

    @property
    def has_posts(self) -> bool:
        """Whether some articles are posts of a channel."""
        return bool(self._retriever.index.posts)

    def find_head(self, article_id: str) -> Head | None:
        """What is known of the article with this id without reading it; None if there is none."""
        return self._retriever.index.find_head(article_id)

    def find_article(self, article_id: str) -> Article | None:
        """The article with this id; None if there is none. It is read, which may take a while, so
        this is not for the event loop's thread, nor are the next two."""
        return self._retriever.index.find_article(article_id)

    async def find_marked(self, is_marked: Callable[[str], bool]) -> Head | None:
        """The first article whose id `is_marked`; None if there is none. All are looked through."""
        index = self._retriever.index

        def find() -> Head | None:
            marked = next(filter(is_marked, index.article_ids), None)
            return None if marked is None else index.find_head(marked)

        return await self._reading.run(0, find)

    async def list_articles(
        self, page: int, size: int, folders: frozenset[str] | None = None, words: str = ""
    ) -> ArticlePage:
        """A page of the articles in `folders` with `words` in their names, as
        `PassageIndex.list_articles`; if either is given, beside the event loop."""
        list_page = self._retriever.index.list_articles
        if folders is None and not words:
            return list_page(page, size)
        return await self._reading.run(len(words), list_page, page, size, folders, words)

    def find_passage(self, passage_id: str) -> LocatedPassage | None:
        """The passage with this id and its place in its article; None if there is none."""
        return self._retriever.index.find_passage(passage_id)

    def list_passages(self, article_id: str) -> list[Passage]:
        """The passages of an article, in order; `[]` if there is no such article."""
        return self._retriever.index.list_passages(article_id)

    async def answer(
        self,
        question: str,
        before: str | None = None,
        min_confidence: float | None = None,
        max_quotes: int = QUOTES_TO_KEEP,
        folders: frozenset[str] | None = None,
        today: date | None = None,
    ) -> Answer:
        """The answer to `question`, which follows the question `before` and is asked on the day
        `today`, with as many quotes as a reader may turn to, all of one build and out of `folders`.
        `min_confidence` is that of the settings by default."""
        read = f"{before} {question}" if before and points_back(question) else question
        return await self._encoding.run(
            len(read),
            answer_question,
            question,
            self._retriever,
            max_quotes,
            self._settings.min_confidence if min_confidence is None else min_confidence,
            before,
            folders,
            today,
        )

    async def answer_typed(
        self,
        typed: str,
        min_confidence: float,
        max_quotes: int,
        folders: frozenset[str] | None,
        today: date,
    ) -> Answer:
        """The answer to what somebody types, its last word completed as the articles have it."""
        retriever = self._retriever

        def find() -> Answer:
            words = retriever.spelling.complete_last_word(typed)
            numbers = retriever, max_quotes, min_confidence
            return answer_question(words, *numbers, folders=folders, today=today)

        return await self._encoding.run(len(typed), find)

    async def look_up(self, words: str, folders: frozenset[str] | None) -> Answer:
        """What there is on `words` that ask nothing, as `pipeline.look_up`."""
        confidence = self._settings.min_confidence
        numbers = self._retriever, QUOTES_TO_KEEP, confidence
        return await self._encoding.run(len(words), look_up, words, *numbers, folders)

    async def read_small_talk(self, message: str) -> Talk | None:
        """What `message` is that asks nothing of the articles; None if it is to be searched."""
        if find_small_talk(message) is None:
            return None  # most messages: nobody waits for the encoder's thread
        return await self._encoding.run(len(message), read_small_talk, message, self._retriever)

    async def find_openers(self, folders: frozenset[str] | None) -> Openers:
        """What to ask first of the articles in `folders`."""
        corpus_dir = self._settings.corpus_dir
        return await asyncio.to_thread(open_talk, self._retriever, corpus_dir, folders)

    async def encode(self, question: str) -> NDArray[np.float32]:
        """The vector of a question, of unit length, shape `[dimension]`."""
        encode = self._retriever.encoder.encode_query
        return (await self._encoding.run(len(question), encode, question)).vector

    async def verify(self, text: str, folders: frozenset[str] | None) -> Verification:
        """Whether what `text` says stands in the articles in `folders`, beside the encoder, which
        has no part in it."""
        is_over = threading.Event()
        try:
            index = self._retriever.index
            find_places = make_finder(partial(find_holders, index), folders)

            def verify() -> Verification:
                found = verify_text(
                    text,
                    find_places,
                    is_over.is_set,
                    find_passage=index.find_passage_at,
                    name_sources=name_sources,
                    read_frame=read_frame,
                    write_lines=write_lines,
                    has_title=partial(index.is_titled, folders=folders),
                    find_located=index.find_passage,
                )
                if found.count(Verdict.NOT_FOUND):
                    index.check_whole()
                return found

            return await self._reading.run(len(text), verify)
        finally:
            is_over.set()  # a thread cannot be cancelled

    async def check_quote(
        self,
        quoted: str,
        article_id: str | None,
        clean: Callable[[str], str],
        folders: frozenset[str] | None = None,
    ) -> CheckedQuote:
        """What became of words of an article, as `quote_status.check_quote`; None is one that is
        not there by its name, whose words are then looked for in the articles in `folders`."""
        index = self._retriever.index

        def check() -> CheckedQuote:
            article = index.find_article(article_id) if article_id else None
            passages = index.list_passages(article_id) if article_id else []
            holders = partial(find_holders, index)
            anywhere = make_finder(holders, folders)
            find_places = find_places_of(holders, article_id) if article_id else anywhere
            checked = check_quote(quoted, article, passages, find_places, clean)
            if checked.status is QuoteStatus.GONE:
                index.check_whole()
            return checked

        return await self._reading.run(len(quoted), check)

    def check_live(self) -> None:
        """Looks whether the index on disk is there, and one that the bot could change to; of its
        files no more is read than the manifest.

        :raises PassageIndexError: if it is not, whatever is still answered from.
        """
        read_live_manifest(self._folder)
        name = self._folder.find_live_name()
        if name is not None and name == self._unusable_build:
            raise PassageIndexError("the index on the disk cannot be used, the log says why")

    async def watch(self) -> None:
        """Changes to each new build as it goes live, whoever made it, until cancelled. Beside that,
        what is not read at a start is compared with its checksums once."""
        # Nobody waits for it, not even at the end: of a large index it takes a minute.
        threading.Thread(target=self._check_tokens, daemon=True).start()
        while True:
            await self.refresh()
            await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)

    async def refresh(self) -> None:
        """Changes to the live build if it is another one. If it cannot be used, that is logged
        once and the present one stays."""
        async with self._refreshing:
            if isinstance(self._folder, StoreFolder):
                await self._follow(self._folder)
            try:
                build = self._folder.current()
            except BuildError as exc:
                build, problem = None, str(exc)
            else:
                problem = "the index is gone"
            name = build.name if build else problem
            if name in (self._retriever.index.build_name, self._unusable_build):
                return
            try:
                if build is None:
                    raise PassageIndexError(problem)
                index = await asyncio.to_thread(self._load_index)
            except PassageIndexError as exc:
                self._unusable_build = name
                logger.error(
                    "still answering from the index loaded before: %s, or restart the bot if .env "
                    "has changed since its start",
                    exc,
                )
                return
            self._retriever = self._retriever.with_index(index)
            self._unusable_build = None
            logger.info("answering from the index built at %s", index.manifest.created)

    async def _follow(self, folder: StoreFolder) -> None:
        """Fetches what is live in the engine; that this is not possible is logged once."""
        try:
            await asyncio.to_thread(folder.follow)
        except (StoreError, BuildError) as exc:
            problem = str(exc)
        else:
            problem = ""
        if problem and problem != self._not_followed:
            logger.error("%s; it is asked again and again", problem)
        elif self._not_followed and not problem:
            logger.warning("the engine can be asked again")
        self._not_followed = problem

    async def keep_ready(self, is_soon: Callable[[], bool]) -> None:
        """While `is_soon`, rebuilds begin without delay, for the memory that takes. Until
        cancelled."""
        if self._processes:
            await self._processes.keep_ready(self._settings, is_soon)

    async def rebuild(self, on_progress: OnProgress) -> None:
        """Rebuilds the index as `footnote index` does, and changes to it.

        :raises RebuildError: if one is running already or it fails; the bot answers as before.
        """
        if self._is_rebuilding:
            raise RebuildError("a rebuild is running already")
        self._is_rebuilding = True
        try:
            await self._run_index(self._settings, on_progress)
        except RebuildError as exc:
            # Also of a process that could not say so itself, as it was killed.
            refused = isinstance(exc, RefusedError)
            await asyncio.to_thread(keep_failure, self._settings, str(exc), is_refused=refused)
            raise
        finally:
            self._is_rebuilding = False
        await asyncio.to_thread(forget_failure, self._settings)
        await self.refresh()
        if self._retriever.index.build_name != self._folder.find_live_name():
            raise RebuildError("the new index cannot be loaded, the log says why")

    def find_live_name(self) -> str | None:
        """The name of the build that is live on disk, which the next start answers from, or which
        was brought into the engine; None if none is."""
        return BuildFolder(self._settings.index_dir).find_live_name()

    def _check_tokens(self) -> None:
        try:
            check_live_tokens(self._folder)
        except PassageIndexError as exc:
            logger.error("%s", exc)

    def _load_index(self) -> PassageIndex:
        with spare_collections():
            encoder, shown = self._retriever.encoder, self._settings.show_fields
            return load_index(self._folder, encoder, shown, before=self._retriever.index)

    def close(self) -> None:
        """Ends all threads; what waits is dropped."""
        self._encoding.close()
        self._reading.close()


@contextmanager
def spare_collections() -> Iterator[None]:
    """What is loaded meanwhile is never looked through by the garbage collector: an index has no
    cycles, and looking through ten thousand passages holds everything up for half a second."""
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()
