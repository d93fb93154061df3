"""A hundred people who ask in a hundred chats at once, two hundred who type inline at once, and how
soon a bot that begins asks for updates: `footnote bot` in its own process, over HTTP, against the
tests' server in this one, which keeps to Telegram's limits and is not counted.

    [CORPUS_DIR=...] python -m tests.benchmarks.rush [fake | real] [ROUNDS]

`fake` is an encoder that costs next to nothing: what is left is the search and the bot's own.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.config.settings import Settings
from bot.evaluation.labelled_questions import read_question_file
from corpus import read_corpus
from embeddings import BuildFolder, Encoder, build_index, load_encoder
from tests.support.bot_process import FOOTNOTE, WITH_FAKE_ENCODER, begin_bot_process
from tests.support.fake_bot import make_encoder
from tests.support.paths import PROJECT
from tests.support.running_bot import PLENTY
from tests.telegram_server import Chat, TelegramServer, User

_QUESTIONS = PROJECT / "tests" / "data" / "shipped_questions.jsonl"
_ASKING = 100
_TYPING = 200
_PATIENCE_SECONDS = 30.0
_SECONDS_BETWEEN = 2.5
"""No chat's limit, and nothing that the bot does once it is quiet, falls into the next round."""
_MAX_INLINE_CHARACTERS = 250


@dataclass(frozen=True, slots=True)
class Round:
    """How many were `answered`, after how many `seconds` the last, and processor time of the bot's
    process for each that was asked, in milliseconds."""

    answered: int
    seconds: float
    processor_ms: float


class _Bot:
    """The process, and what is sent to it."""

    def __init__(self, server: TelegramServer, pid: int, texts: Sequence[str]) -> None:
        self._server, self._pid, self._texts = server, pid, texts
        self._users = [server.add_user(f"Person {n}") for n in range(max(_ASKING, _TYPING))]
        self._chats = [server.private_chat(user) for user in self._users[:_ASKING]]

    def ask(self, number: int) -> Round:
        """All ask at once, each in a chat of his own."""
        asked = list(zip(self._chats, self._users, strict=False))
        return self._measure("sendMessage", number, asked)

    def type_inline(self, number: int) -> Round:
        """All type at once."""
        return self._measure("answerInlineQuery", number, [(None, user) for user in self._users])

    def _measure(
        self, method: str, number: int, asked: Sequence[tuple[Chat | None, User]]
    ) -> Round:
        server, before = self._server, self._server.count_calls(method)
        begun, used = time.perf_counter(), read_processor_seconds(self._pid)
        for place, (chat, user) in enumerate(asked):
            text = self._texts[(number * len(asked) + place) % len(self._texts)]
            if chat is None:
                server.send_inline_query(user, text[:_MAX_INLINE_CHARACTERS])
            else:
                server.send_text(chat, user, text)
        until = begun + _PATIENCE_SECONDS
        while server.count_calls(method) - before < len(asked) and time.perf_counter() < until:
            time.sleep(0.02)
        time.sleep(_SECONDS_BETWEEN)
        used = read_processor_seconds(self._pid) - used
        calls = [call for call in server.calls(method)[before:] if call.refusal is None]
        last = max((call.arrived_at for call in calls), default=until)
        return Round(len(calls), last - begun, 1000 * used / len(asked))


def main(kind: str, rounds: int) -> None:
    """Prints the rates, the processor time and the start, the medians of all rounds."""
    with tempfile.TemporaryDirectory(prefix="footnote-rush-") as name, TelegramServer() as server:
        folder = Path(name)
        env = {**PLENTY, "LOG_LEVEL": "INFO", "INDEX_DIR": str(folder / "index")}
        # A bot that refuses to answer, as its encoder knows nothing, would have less to do.
        env |= {"STATE_DIR": name, **({"MIN_CONFIDENCE": "0.01"} if kind == "fake" else {})}
        settings = Settings.from_env({**os.environ, **env}, PROJECT, folder)
        env["CORPUS_DIR"] = str(settings.corpus_dir)
        _build(settings, kind)
        texts = [question.text for question in read_question_file(_QUESTIONS)]
        module = WITH_FAKE_ENCODER if kind == "fake" else FOOTNOTE
        starts: list[tuple[float, float]] = []
        for _ in range(rounds):
            _start(server, env, folder, module, starts)
        process = begin_bot_process(server, env, folder, module)
        try:
            server.wait_until_polled(timeout_seconds=_PATIENCE_SECONDS)
            bot = _Bot(server, process.pid, texts)
            time.sleep(_SECONDS_BETWEEN)
            bot.ask(0)  # what is loaded once is loaded
            server.enforce_limits()
            asked = [bot.ask(number) for number in range(1, rounds + 1)]
            typed = [bot.type_inline(number) for number in range(1, rounds + 1)]
        finally:
            process.terminate()
            process.wait(30)
    print(f"encoder: {kind}, {rounds} rounds, medians")
    _print(f"{_ASKING} asking at once", asked, _ASKING)
    _print(f"{_TYPING} typing inline at once", typed, _TYPING)
    wall, used = (statistics.median(each) for each in zip(*starts, strict=True))
    print(f"asks for updates {wall:.2f} s after its start, {used:.2f} s of processor time")


def read_processor_seconds(pid: int) -> float:
    """What a process has used so far, without its children (on Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _print(name: str, rounds: Sequence[Round], asked: int) -> None:
    seconds = statistics.median(each.seconds for each in rounds)
    processor = statistics.median(each.processor_ms for each in rounds)
    print(
        f"{name}: {min(each.answered for each in rounds)} answered, the last after {seconds:.2f} s"
        f" ({asked / seconds:.1f} a second), {processor:.1f} ms of processor time each"
    )


def _build(settings: Settings, kind: str) -> None:
    encoder: Encoder = make_encoder()
    if kind == "real":
        encoder = load_encoder(settings.embedding_model, settings.fingerprints_path)
    builds = BuildFolder(settings.index_dir)
    build_index(read_corpus(settings.corpus_dir), settings.corpus_dir, encoder, builds)


def _start(
    server: TelegramServer,
    env: dict[str, str],
    folder: Path,
    module: str,
    starts: list[tuple[float, float]],
) -> None:
    begun = time.perf_counter()
    process = begin_bot_process(server, env, folder, module)
    try:
        server.wait_until_polled(timeout_seconds=_PATIENCE_SECONDS)
        starts.append((time.perf_counter() - begun, read_processor_seconds(process.pid)))
    finally:
        process.terminate()
        process.wait(30)


if __name__ == "__main__":
    given = sys.argv[1:]
    main(given[0] if given else "fake", int(given[1]) if len(given) > 1 else 3)
