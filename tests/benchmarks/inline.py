"""How soon an inline query is answered: from its arrival to the answer at Telegram's door."""

import statistics
import tempfile
import time
from pathlib import Path

from bot.evaluation.labelled_questions import read_question_file
from tests.support.bot_process import run_bot_process
from tests.support.running_bot import PLENTY
from tests.telegram_server import TelegramServer

_MAX_QUERIES = 100


def measure_inline(index_dir: Path, questions: Path) -> float:
    """The median in milliseconds, one query after the other, with the tests' server in this process
    and `footnote bot` in its own."""
    texts = [question.text[:256] for question in read_question_file(questions)][:_MAX_QUERIES]
    took = []
    with tempfile.TemporaryDirectory() as folder, TelegramServer() as server:
        env = {"INDEX_DIR": str(index_dir), "STATE_DIR": folder, **PLENTY}
        user = server.add_user("Alice")
        with run_bot_process(server, env, Path(folder)):
            for text in texts:
                begun = time.perf_counter()
                server.wait_for_inline_answer(server.send_inline_query(user, text))
                arrived_at = server.calls("answerInlineQuery")[-1].arrived_at
                took.append(1000 * (arrived_at - begun))
    return statistics.median(took)
