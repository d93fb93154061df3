"""What the worst message of each handler costs, on its way through the whole bot: processor time of
the bot's threads, and of it what the event loop did in one go. No model is needed: what encoding
costs, of texts that are cut to so many tokens, is in `worst`.

    python -m tests.benchmarks.handlers [PASSAGES]
"""

import asyncio
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bot.config.settings import Settings
from bot.indexing.live import LiveRetriever, spare_collections
from bot.telegram.application import build_application
from bot.telegram.outgoing.rate_limiter import Limits
from corpus import Corpus
from embeddings import BuildFolder, Retriever, build_index, load_index
from tests.benchmarks.verify_work import make_article
from tests.benchmarks.worst import invent_words
from tests.support.fake_encoder import FakeEncoder
from tests.telegram_server import SentMessage, TelegramServer, User

_PASSAGES = 10_000
_UNITS = 4_000
"""Characters of a message that are left behind a command or a mention."""
_INLINE_UNITS = 256
_CAPTION_UNITS = 1_000
_FILE_BYTES = 1_000_000
"""What a file costs grows with its length; only admins send one."""
_SECONDS, _LOOP_MS = 0.5, 50
"""What is marked as too much."""
_LIMITS = {"USER_QUESTIONS_PER_MINUTE": "999999", "CHAT_QUESTIONS_PER_MINUTE": "999999"}

_SECONDS_BETWEEN_TICKS = 0.002

Send = Callable[[], object]


def main(passages: int) -> None:
    """Prints a line for each handler and input, and marks what is too much."""
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as name, TelegramServer() as server:
        threads = {thread.ident or 0 for thread in threading.enumerate()}
        others = frozenset(threads - {threading.get_ident()})
        env = {"INDEX_DIR": "index", "CORPUS_DIR": "articles", **_LIMITS}
        env |= {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_API_URL": server.url}
        admin = server.add_user("Ada")
        env["TELEGRAM_ADMIN_IDS"] = str(admin.id)
        settings = Settings.from_env(env, Path(name), Path(name))
        settings.corpus_dir.mkdir(parents=True, exist_ok=True)
        articles = [make_article(rng, f"{n}.md", 25) for n in range(max(1, passages // 25))]
        encoder, builds = FakeEncoder(dimension=8), BuildFolder(settings.index_dir)
        build_index(Corpus(tuple(articles), (), (), "c"), settings.corpus_dir, encoder, builds)
        with spare_collections():
            live = LiveRetriever(Retriever(load_index(builds, encoder), encoder), settings)
        texts = make_texts(articles[0].text, rng)
        print(f"{'seconds':>9} {'loop ms':>7}")
        asyncio.run(_Bench(server, settings, live, admin, others).run(texts))


def make_texts(plain: str, rng: random.Random) -> dict[str, str]:
    """By name, the worst that may be written."""
    words = plain.split()
    slips = [word[:-1] + rng.choice("qxz") + word[-1] for word in words]
    common = ("the", "of", "and", "in", "to", "a", "was", "is", "for", "as")
    texts = {
        "plain": plain[:100],
        "a piece of an article": plain,
        "unknown words": invent_words(rng, ord("a"), 26, _UNITS),
        "misspelt words": " ".join(slips[:512]),
        "common phrases": " ".join(f'"{word}"' for word in common),
        "common words": " ".join(rng.choices(common, k=1500)),
        "emoji": "👩‍👩‍👧‍👦🏳️‍🌈" * 400,
        "combining marks": ("a" + "\u0301" * 40) * 100,
        "right to left": "\u202e\u05d0\u0627\u200f " * 800,
        "question marks": "?" * _UNITS,
        "questions": "Who is it? " * 400,
        "quotation marks": "“'”\"" * 1000,
        "one letter": "a " * 2000,
        "one word": "a" * _UNITS,
        "Chinese": "".join(chr(0x4E00 + rng.randrange(20_000)) for _ in range(_UNITS)),
        "filters": "in:'" * 1000,
        "verses": "1:1 a\n" * 600,
        "hashtags": "#a 😀 " * 600,
        "tags": "<b " * 1300,
    }
    return {name: _cut(text, _UNITS) for name, text in texts.items()}


def _cut(text: str, units: int) -> str:
    """The first so many UTF-16 units of `text`."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


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
        self._following = 0
        self._admin, self._bo = admin, server.add_user("Bo")
        self._private = server.private_chat(self._bo)
        self._group = server.add_supergroup("Circle")
        self._abroad = server.add_supergroup("Strangers", has_bot=False)

    async def run(self, texts: dict[str, str]) -> None:
        """Prints what is measured."""
        await self._application.initialize()
        try:
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
        finally:
            await self._application.shutdown()
            self._live.close()

    def _list_ways(self, text: str, question: SentMessage, answer: SentMessage) -> dict[str, Send]:
        """By handler, how `text` gets to it."""
        server, bo, group = self._server, self._bo, self._group
        mention = f"@{server.bot.username} {text}"
        caption = _cut(text, _CAPTION_UNITS)
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
            "inline": lambda: server.send_inline_query(bo, _cut(text, _INLINE_UNITS)),
            "guest": lambda: server.send_guest_message(self._abroad, bo, mention),
            "document": lambda: server.send_document(admins, self._admin, "a.txt", file),
        }

    def _say(self, text: str) -> SentMessage:
        return self._server.send_text(self._private, self._bo, text)

    def _press(self, answer: SentMessage, data: str) -> str:
        return self._server.press_button(self._bo, answer, data, forged=True)

    async def _print(self, handler: str, name: str, send: Send) -> None:
        send()
        seconds, longest = await self._measure()
        mark = "!" if seconds > _SECONDS or 1000 * longest > _LOOP_MS else " "
        print(f"{mark}{seconds:8.3f} {1000 * longest:7.0f}  {handler}, {name}", flush=True)

    async def _measure(self) -> tuple[float, float]:
        """Processor seconds from when the bot is told of what was sent, and the most that the loop
        took between two of its turns."""
        bot, processor = self._application.bot, self._application.update_processor
        updates = await bot.get_updates(offset=self._following, timeout=10)
        self._following = updates[-1].update_id + 1
        ticking = asyncio.create_task(_tick())
        begun = self._read_clocks()
        for update in updates:
            await processor.process_update(update, self._application.process_update(update))
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
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _PASSAGES)
