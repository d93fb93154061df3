"""A channel of many posts: what an export costs, and how soon a running bot answers from what is
posted, edited, or forwarded there many at once:

    python -m tests.benchmarks.channel [POSTS [FOLDER]]

In FOLDER, if it is given, all stays for another run, which need not encode it again.

The posts are sentences of the articles that are shipped, mixed by a fixed seed, of ten to forty
words, a tenth of them replies to the one before. The bot is all of `footnote bot` but its process,
with Telegram's limits, against the tests' server; each rebuild is a process of its own, as always.
A time is from the post to the answer that quotes it, by the clock.
"""

import os
import random
import resource
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bot.config.settings import Settings
from bot.indexing.opening import open_retriever
from bot.indexing.rebuild import Step, rebuild_index
from bot.sources.channels.exports import Names, format_report, import_export
from corpus import Article, read_corpus
from embeddings import BuildFolder
from tests.support.channel_exports import make_channel, make_post, write_export
from tests.support.conversing import Person
from tests.support.paths import PROJECT
from tests.support.running_bot import PLENTY, RunningBot
from tests.telegram_server import Chat, TelegramServer

_POSTS = 20_000
_NAME = "Harbour_News"
_FIRST = 1001
"""Of an export; the numbers before are those of live posts."""
_BURST = 40
_CHANGED, _GONE, _NEW = 25, 10, 50
"""Of a newer export."""
_PATIENCE_SECONDS = 600.0
_SECONDS_BETWEEN_LOOKS = 0.05
_WHO = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
_ROUNDS = 3
_SECONDS_OF_REST = 10.0
"""Before a post: most come alone."""


def main(posts: int, kept: str | None) -> None:
    """Prints a line for each step."""
    with ExitStack() as stack:
        server = stack.enter_context(TelegramServer())
        name = kept or stack.enter_context(tempfile.TemporaryDirectory(prefix="footnote-bench-"))
        admin = server.add_user("Ada")
        settings = _make_settings(Path(name), server, admin.id)
        _remove_live(settings)
        channel = server.add_channel("Harbour News", username=_NAME)
        messages = _Messages(channel, posts)
        path = Path(name) / "result.json"
        _import(settings, messages.write(path), "an export")
        _build(settings, "its index")
        with RunningBot(server, settings, open_retriever(settings), run_index=None) as bot:
            owner = Person(server, server.private_chat(admin), admin)
            print(owner.ask(f"/follow @{_NAME}").text)
            _post_live(server, channel, _Asker(bot, owner, settings))
            bot.wait_until_done()
        messages.change()
        _import(settings, messages.write(path), "a newer export")
        _build(settings, "its index")
        _import(settings, path, "the same once more")


def _remove_live(settings: Settings) -> None:
    """The server counts posts and updates anew in each run."""
    for path in settings.state_dir.glob(f"{settings.database_path.name}*"):
        path.unlink()
    for path in (settings.corpus_dir / _NAME.lower()).glob("*.md"):
        if int(path.stem) < _FIRST:
            path.unlink()


class _Messages:
    """The messages of a channel, as an export has them."""

    def __init__(self, channel: Chat, posts: int) -> None:
        shipped = read_corpus(PROJECT / "corpus" / "articles").articles
        self._words = [word for article in shipped for word in _list_words(article)]
        self._random = random.Random(20)
        self._number = -1_000_000_000_000 - channel.id
        self.posts = {number: self._make(number) for number in range(_FIRST, _FIRST + posts)}

    def write(self, path: Path) -> Path:
        """The export; its path."""
        known = {"name": "Harbour News", "id": self._number}
        return write_export(path, make_channel(*self.posts.values(), **known))

    def change(self) -> None:
        """Some are edited, some deleted, some new."""
        chosen = self._random.sample(sorted(self.posts), _CHANGED + _GONE)
        for number in chosen[:_GONE]:
            del self.posts[number]
        edited = str(1_800_000_000)
        for number in chosen[_GONE:]:
            self.posts[number] = self._make(number) | {"edited_unixtime": edited}
        last = max(self.posts)
        for number in range(last + 1, last + 1 + _NEW):
            self.posts[number] = self._make(number)

    def _make(self, number: int) -> dict[str, Any]:
        said = " ".join(self._make_sentence() for _ in range(self._random.randint(1, 2)))
        more = {"reply_to_message_id": number - 1} if self._random.random() < 0.1 else {}
        return make_post(number, f"Number {number}: {said}", **more)

    def _make_sentence(self) -> str:
        place = self._random.randrange(len(self._words) - 40)
        words = self._words[place : place + self._random.randint(10, 18)]
        self._random.shuffle(words)
        return " ".join(words).capitalize() + "."


def _make_settings(folder: Path, server: TelegramServer, admin_id: int) -> Settings:
    env = {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "TELEGRAM_ADMIN_IDS": str(admin_id),
        **PLENTY,
        "CORPUS_DIR": str(folder / "articles"),
        "INDEX_DIR": str(folder / "index"),
        "STATE_DIR": str(folder / "state"),
    }
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    return Settings.from_env(env, PROJECT, folder)


def _post_live(server: TelegramServer, channel: Chat, asker: "_Asker") -> None:
    for number in range(_ROUNDS):
        ship, first, then = f"Skarv{number}x", f"Quistin{number}", f"Harrowel{number}"
        said = "The ferry {} sails every Tuesday, and its captain is called {}."
        question = f"Who is the captain of the ferry {ship}?"
        time.sleep(_SECONDS_OF_REST)
        asker.begin()
        post = server.post_to_channel(channel, said.format(ship, first))
        print(f"a post: {asker.wait(question, first)}")
        asker.begin()
        server.edit_text(post, said.format(ship, then))
        print(f"its edit, at once: {asker.wait(question, then)}", flush=True)
    time.sleep(_SECONDS_OF_REST)
    asker.begin()
    for number in range(_BURST):
        server.post_to_channel(channel, f"The barge Bargel{number} has a mast of pinewood.")
    last = f"Bargel{_BURST - 1}"
    took = asker.wait(f"What mast has the barge {last}?", f"{last} has a mast")
    print(f"{_BURST} posts at once: {took}, {asker.rebuilds} rebuilds", flush=True)


class _Asker:
    """Asks whenever another index is live."""

    def __init__(self, bot: RunningBot, person: Person, settings: Settings) -> None:
        self._bot, self._person = bot, person
        self._folder = BuildFolder(settings.index_dir)
        self._begun = self._used = 0.0
        self._asked_of: str | None = None
        self.rebuilds = 0
        """Since it was begun."""

    def begin(self) -> None:
        """What is waited for begins now."""
        self._asked_of = self._folder.find_live_name()
        self._begun, self._used = time.perf_counter(), _count_processor()
        self.rebuilds = 0

    def wait(self, question: str, words: str) -> str:
        """What it costs until an answer has these words."""
        while time.perf_counter() - self._begun < _PATIENCE_SECONDS:
            name = self._folder.find_live_name()
            if name != self._asked_of:
                self._asked_of = name
                self.rebuilds += 1
                self._bot.refresh()
                if words in self._person.ask(question).text:
                    return _say_cost(self._begun, self._used)
            time.sleep(_SECONDS_BETWEEN_LOOKS)
        raise TimeoutError(question)


def _import(settings: Settings, path: Path, what: str) -> None:
    begun, used = time.perf_counter(), _count_processor()
    report = import_export(settings, path, Names(_NAME))
    told = format_report(report).replace("\n", " ")
    size = path.stat().st_size / 1e6
    print(f"{what} of {size:.1f} MB: {_say_cost(begun, used)}. {told}", flush=True)


def _build(settings: Settings, what: str) -> None:
    encoded = 0

    def note(step: Step, done: int, total: int) -> None:
        nonlocal encoded
        encoded = total if step is Step.ENCODED else encoded

    begun, used = time.perf_counter(), _count_processor()
    passages = rebuild_index(settings, note).manifest.passages
    cost = _say_cost(begun, used)
    print(f"{what}: {passages:,} passages, of which {encoded:,} encoded: {cost}", flush=True)


def _say_cost(begun: float, used: float) -> str:
    """Children count when they have ended."""
    seconds = time.perf_counter() - begun
    memory = max(resource.getrusage(who).ru_maxrss for who in _WHO) / 1e6
    processor = _count_processor() - used
    return f"{seconds:.1f} s, {processor:.1f} of the processor, {memory:.2f} GB at most"


def _count_processor() -> float:
    used = [resource.getrusage(who) for who in _WHO]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _list_words(article: Article) -> list[str]:
    return [word.strip('.,;:!?()"“”') for word in article.text.split()]


if __name__ == "__main__":
    given = [*sys.argv[1:], None, None]
    main(int(given[0] or _POSTS), given[1])
