"""What a message costs that people of a group send to each other: processor time, from asking
Telegram for it until the bot has done with it.

    python -m tests.benchmarks.group_message [CHECKOUT ...]

Other checkouts of the project are measured in turn with this one, each in processes of its own, and
set against it.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bot.config.settings import Settings
from bot.indexing.live import LiveRetriever
from bot.telegram.application import build_application
from embeddings import BuildFolder, Retriever, load_index
from tests.support.fake_encoder import FakeEncoder
from tests.support.harbour import build_harbour
from tests.telegram_server import TelegramServer

_ONCE = "--once"
_ROUNDS = 5
_PAGES = 20
_ON_A_PAGE = 100
"""Updates in one answer of getUpdates."""
_TEXT = "Has anybody seen https://example.org/tides? They say the sea is calm on Sunday."
_HERE = Path(__file__).resolve().parents[2]


def main(others: list[str]) -> None:
    """Prints microseconds a message, of each checkout, and the ratio to this one."""
    checkouts = [_HERE, *(Path(other).resolve() for other in others)]
    rounds = [[_measure_in(checkout) for checkout in checkouts] for _ in range(_ROUNDS)]
    costs = [statistics.median(column) for column in zip(*rounds, strict=True)]
    for checkout, cost in zip(checkouts, costs, strict=True):
        print(f"{cost:7.0f} µs  {cost / costs[0]:5.2f} times  {checkout.name}")


def _measure_in(checkout: Path) -> float:
    # -P: the packages are those of `checkout`, not what lies beside this file.
    command = [sys.executable, "-P", str(Path(__file__).resolve()), _ONCE]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return float(run.stdout)


def measure_once() -> float:
    """Microseconds of processor time for one of many messages."""
    with tempfile.TemporaryDirectory() as name, TelegramServer() as server:
        env = {
            "CORPUS_DIR": "articles",
            "INDEX_DIR": "index",
            "TELEGRAM_BOT_TOKEN": server.token,
            "TELEGRAM_API_URL": server.url,
        }
        settings = Settings.from_env(env, Path(name), Path(name))
        build_harbour(settings, FakeEncoder())
        return asyncio.run(_measure(settings, server))


async def _measure(settings: Settings, server: TelegramServer) -> float:
    encoder = FakeEncoder()
    retriever = Retriever(load_index(BuildFolder(settings.index_dir), encoder), encoder)
    live = LiveRetriever(retriever, settings)
    application = build_application(settings, server.token, live)
    await application.initialize()
    processor, bot = application.update_processor, application.bot
    group, ada = server.add_supergroup("Reading circle"), server.add_user("Ada")
    costs, following = [], 0
    for _ in range(_PAGES):
        for _ in range(_ON_A_PAGE):
            server.send_text(group, ada, _TEXT)
        # Of this thread alone: the server has others.
        begun = time.thread_time()
        updates = await bot.get_updates(offset=following, timeout=10)
        for update in updates:
            await processor.process_update(update, application.process_update(update))
        costs.append((time.thread_time() - begun) / len(updates))
        following = updates[-1].update_id + 1
    await application.shutdown()
    live.close()
    return 1e6 * statistics.median(costs)


if __name__ == "__main__":
    if sys.argv[1:] == [_ONCE]:
        print(measure_once())
    else:
        main(sys.argv[1:])
