"""How soon an inline query is answered: from its arrival to the answer at Telegram's door."""

import statistics
import tempfile
import time
from pathlib import Path

from bot.questions import read_question_file
from bot.settings import Settings
from embeddings import BuildFolder, Encoder, Retriever, load_index
from tests.running_bot import PLENTY, RunningBot
from tests.telegram_server import TelegramServer

_MOST_QUERIES = 100


def measure_inline(index_dir: Path, encoder: Encoder, questions: Path) -> float:
    """The median in milliseconds, one query after the other, with the tests' server and the bot in
    this process."""
    texts = [question.text[:256] for question in read_question_file(questions)][:_MOST_QUERIES]
    retriever = Retriever(load_index(BuildFolder(index_dir), encoder), encoder)
    took = []
    with tempfile.TemporaryDirectory() as state, TelegramServer() as server:
        env = {
            "TELEGRAM_API_URL": server.url,
            "INDEX_DIR": str(index_dir),
            "STATE_DIR": state,
            **PLENTY,
        }
        settings = Settings.from_env(env, index_dir.parent, index_dir.parent)
        user = server.add_user("Alice")
        with RunningBot(server, settings, retriever):
            for text in texts:
                begun = time.perf_counter()
                server.wait_for_inline_answer(server.send_inline_query(user, text))
                arrived_at = server.calls("answerInlineQuery")[-1].arrived_at
                took.append(1000 * (arrived_at - begun))
    return statistics.median(took)
