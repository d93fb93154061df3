"""What the worst message of each handler costs, on its way through the whole bot: processor time of
the bot's threads, and of it what the event loop did in one go. No model is needed: what encoding
costs, of texts that are cut to so many tokens, is in `worst`.

    python -m tests.benchmarks.handlers [PASSAGES [MEGABYTES [ARTICLES]]]

After the handlers with each text: a question typed key by key in inline mode, "Check again" below a
quote of one article of so many megabytes, and /sources of so many articles.
"""

import asyncio
import random
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot.config.settings import Settings
from bot.indexing.live import LiveRetriever, spare_collections
from bot.storage.chats import ChatSettings, ChatStore
from bot.storage.database import Database
from bot.telegram.application import build_application
from bot.telegram.outgoing.rate_limiter import Limits
from bot.text.cleaning import clean_text
from corpus import Article, Corpus
from embeddings import BuildFolder, Retriever, build_index, load_index
from tests.benchmarks.verify_work import make_article
from tests.benchmarks.worst_texts import cut, make_texts
from tests.support.fake_encoder import FakeEncoder
from tests.telegram_server import SentMessage, TelegramServer, User

_PASSAGES = 10_000
_MEGABYTES = 32
"""As many as an article may have."""
_ARTICLES = 100_000
_KEYS = 200
_TYPED_CHARACTERS = 60
_INLINE_UNITS = 256
_CAPTION_UNITS = 1_000
_FILE_BYTES = 1_000_000
"""What a file costs grows with its length; only admins send one."""
_SECONDS, _LOOP_MS = 0.5, 50
"""What is marked as too much."""
_LIMITS = {"USER_QUESTIONS_PER_MINUTE": "999999", "CHAT_QUESTIONS_PER_MINUTE": "999999"}

_SECONDS_BETWEEN_TICKS = 0.002

Send = Callable[[], object]


def main(passages: int, megabytes: int, count: int) -> None:
    """Prints a line for each handler and input, and marks what is too much."""
    rng = random.Random(1)
    print(f"{'seconds':>9} {'loop ms':>7}")
    articles = [make_article(rng, f"{n}.md", 25) for n in range(max(1, passages // 25))]
    texts = make_texts(articles[0].text, rng)
    if passages:
        _measure_with(articles, lambda bench: bench.run_typing(articles[0].text))
        _measure_with(articles, lambda bench: bench.run(texts))
    if megabytes:
        large = make_article(rng, "large.md", megabytes * 1_000_000 // 420)
        _measure_with([large], lambda bench: bench.run_again(large.text))
    if count:
        # The text of all is one: it is their number that counts.
        many = [replace(articles[0], id=f"{n % 9}/{n}.md", title=f"No {n}") for n in range(count)]
        short = [_shorten(article) for article in many]
        _measure_with(short, lambda bench: bench.run_lists())


def _shorten(article: Article) -> Article:
    """`article` with its first paragraph alone."""
    first = article.paragraphs[0]
    return replace(article, text=article.text[: first.end], paragraphs=(first,))


def _measure_with(
    articles: Sequence[Article], run: "Callable[[_Bench], Coroutine[None, None, None]]"
) -> None:
    with tempfile.TemporaryDirectory() as name, TelegramServer() as server:
        threads = {thread.ident or 0 for thread in threading.enumerate()}
        others = frozenset(threads - {threading.get_ident()})
        env = {"INDEX_DIR": "index", "CORPUS_DIR": "articles", **_LIMITS}
        env |= {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_API_URL": server.url}
        admin = server.add_user("Ada")
        env["TELEGRAM_ADMIN_IDS"] = str(admin.id)
        settings = Settings.from_env(env, Path(name), Path(name))
        settings.corpus_dir.mkdir(parents=True, exist_ok=True)
        encoder, builds = FakeEncoder(dimension=8), BuildFolder(settings.index_dir)
        build_index(Corpus(tuple(articles), (), (), "c"), settings.corpus_dir, encoder, builds)
        with spare_collections():
            live = LiveRetriever(Retriever(load_index(builds, encoder), encoder), settings)
        asyncio.run(run(_Bench(server, settings, live, admin, others)))


class _Bench:
    """The application, and what is sent to it. Of processor time that of threads which are not
    `others`, those of the server, counts."""

    def __init__(
        self,
        server: TelegramServer,
        settings: Settings,
        live: LiveRetriever,
        admin: User,
        others: frozenset[int],
    ) -> None:
        self._server, self._live, self._others = server, live, others
        self._application = build_application(settings, server.token, live, Limits(speed=1000))
        self._chats = ChatStore(Database(settings.database_path))
        self._following = 0
        self._admin, self._bo = admin, server.add_user("Bo")
        self._private = server.private_chat(self._bo)
        self._group = server.add_supergroup("Circle")
        self._abroad = server.add_supergroup("Strangers", has_bot=False)

    async def run(self, texts: dict[str, str]) -> None:
        """Prints what each handler costs with each text."""
        async with self._open():
            question = self._say(texts["plain"] + "?")
            await self._measure()  # what is loaded once is loaded
            answer = self._server.wait_for_reply(question)
            for name, text in texts.items():
                for handler, send in self._list_ways(text, question, answer).items():
                    await self._print(handler, name, send)
            for data in [str(b["callback_data"]) for b in answer.buttons if "callback_data" in b]:
                await self._print("button", data, partial(self._press, answer, data))
            for data in ("x" * 64, "p:9999999:1", "r:" + "z" * 32, "s:9999999", "\U0001f600" * 16):
                await self._print("forged button", data, partial(self._press, answer, data))

    async def run_typing(self, text: str) -> None:
        """Prints what it costs to type `text` in inline mode."""
        async with self._open():
            await self._type(" ".join(text.split())[:_TYPED_CHARACTERS])

    async def run_again(self, text: str) -> None:
        """Prints what "Check again" costs below a quote of the article `text`, as it stands there,
        and below one that was edited since, into words of everywhere."""
        async with self._open():
            for name, asked in (("begin", text[:200]), ("end", text[-200:])):
                question = self._say(" ".join(asked.split()) + "?")
                await self._measure()
                answer = self._server.wait_for_reply(question)
                check = next(
                    str(b["callback_data"])
                    for b in answer.buttons
                    if str(b.get("callback_data", "")).startswith("a:")
                )
                press = partial(self._press, answer, check)
                await self._print("Check again", f"a quote near the {name}", press)
            for name, quoted in (
                ("edited", " ".join(w for w in text[3000:4000].split()[::2])),
                ("of common words", "the of and in to a was is for as " * 60),
                ("gone", "nowhere " * 120),
            ):
                await self._print_called(f"Check again, {name}", quoted)

    async def _print_called(self, name: str, quoted: str) -> None:
        """What looking for `quoted` costs without the chat around it, which shows no such words."""
        ticking = asyncio.create_task(_tick())
        begun = self._read_clocks()
        await self._live.check_quote(quoted, "large.md", clean_text)
        seconds = self._read_clocks() - begun
        ticking.cancel()
        self._write(name, seconds, (await asyncio.gather(ticking))[0])

    async def run_lists(self) -> None:
        """Prints what the list of articles costs: all of them, those of some folders, the pages."""
        async with self._open():
            for folders in (None, frozenset({"3"}), frozenset(map(str, range(9)))):
                name = "all" if folders is None else f"of {len(folders)} folders"
                settings = ChatSettings(folders=folders)
                await asyncio.to_thread(self._chats.write, self._private.id, settings)
                await self._print("/sources", name, partial(self._say, "/sources"))
                listed = self._server.wait_for_message(self._private)
                for data in ("s:1", "s:5000", "s:9999999"):
                    await self._print(
                        "page of sources", f"{data}, {name}", partial(self._press, listed, data)
                    )
            await self._print("/start", "all", partial(self._say, "/start"))

    async def _type(self, text: str) -> None:
        """Prints the worst of all keys typed one after the other, then what all cost at once, of
        which a reader waits for the last alone."""
        typed = [text[: n % len(text) + 1] for n in range(_KEYS)]
        measured = []
        for prefix in typed:
            self._server.send_inline_query(self._bo, prefix)
            measured.append(await self._measure())
        self._write("inline, the worst key", *map(max, zip(*measured, strict=True)))
        self._write("inline, a key in the mean", sum(s for s, _ in measured) / _KEYS, 0.0)
        for prefix in typed:
            self._server.send_inline_query(self._bo, prefix)
        seconds, longest = await self._measure(at_once=True)
        self._write("inline, a key of 100 at once", seconds / 100, longest)

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[None]:
        await self._application.initialize()
        try:
            yield
        finally:
            await self._application.shutdown()
            self._live.close()

    def _list_ways(self, text: str, question: SentMessage, answer: SentMessage) -> dict[str, Send]:
        """By handler, how `text` gets to it."""
        server, bo, group = self._server, self._bo, self._group
        mention = f"@{server.bot.username} {text}"
        caption = cut(text, _CAPTION_UNITS)
        file = (text * (_FILE_BYTES // len(text.encode()))).encode()
        forwarded = {"forward_origin": {"type": "hidden_user", "sender_user_name": "X", "date": 1}}
        admins = server.private_chat(self._admin)
        return {
            "private": lambda: self._say(text),
            "forwarded": lambda: server.send_text(self._private, bo, text, extra=forwarded),
            "reply": lambda: server.send_text(self._private, bo, text, reply_to=answer),
            "caption": lambda: server.send_photo(self._private, bo, caption=caption),
            "edited": lambda: server.edit_text(question, text),
            "mention": lambda: server.send_text(group, bo, mention),
            "/ask": lambda: server.send_text(group, bo, f"/ask {text}"),
            "/verify": lambda: self._say(f"/verify {text}"),
            "/sources": lambda: self._say(f"/sources {text}"),
            "/start": lambda: self._say(f"/start {text}"),
            "inline": lambda: server.send_inline_query(bo, cut(text, _INLINE_UNITS)),
            "guest": lambda: server.send_guest_message(self._abroad, bo, mention),
            "document": lambda: server.send_document(admins, self._admin, "a.txt", file),
        }

    def _say(self, text: str) -> SentMessage:
        return self._server.send_text(self._private, self._bo, text)

    def _press(self, answer: SentMessage, data: str) -> str:
        return self._server.press_button(self._bo, answer, data, forged=True)

    async def _print(self, handler: str, name: str, send: Send) -> None:
        send()
        self._write(f"{handler}, {name}", *await self._measure())

    @staticmethod
    def _write(name: str, seconds: float, longest: float) -> None:
        mark = "!" if seconds > _SECONDS or 1000 * longest > _LOOP_MS else " "
        print(f"{mark}{seconds:8.3f} {1000 * longest:7.0f}  {name}", flush=True)

    async def _measure(self, at_once: bool = False) -> tuple[float, float]:
        """Processor seconds from when the bot is told of what was sent, and the most that the loop
        took between two of its turns. Of several updates one follows the other, or all are
        processed `at_once`."""
        bot, processor = self._application.bot, self._application.update_processor
        updates = await bot.get_updates(offset=self._following, timeout=10)
        self._following = updates[-1].update_id + 1
        ticking = asyncio.create_task(_tick())
        begun = self._read_clocks()
        tasks = (processor.process_update(u, self._application.process_update(u)) for u in updates)
        if at_once:
            await asyncio.gather(*tasks, return_exceptions=True)
        else:
            for task in tasks:
                await task
        seconds = self._read_clocks() - begun
        ticking.cancel()
        return seconds, (await asyncio.gather(ticking))[0]

    def _read_clocks(self) -> float:
        own = {thread.ident for thread in threading.enumerate()} - self._others
        clocks = [time.pthread_getcpuclockid(ident) for ident in own if ident is not None]
        return sum(map(time.clock_gettime, clocks))


async def _tick() -> float:
    """The most processor time of this thread between two turns of the loop."""
    longest, last = 0.0, time.thread_time()
    try:
        while True:
            await asyncio.sleep(_SECONDS_BETWEEN_TICKS)
            now = time.thread_time()
            longest, last = max(longest, now - last), now
    except asyncio.CancelledError:
        return max(longest, time.thread_time() - last)


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:4]]
    main(*given, *(_PASSAGES, _MEGABYTES, _ARTICLES)[len(given) :])
