"""What is logged, and what is never: the token, and what anybody asked."""

import asyncio
import gc
import io
import json
import logging
import re
import sys
import threading
import warnings
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import redirect_stderr
from datetime import datetime, timedelta

import httpx
import pytest

from bot.config.settings import Settings
from bot.monitoring.logs import (
    JsonFormatter,
    RedactingFormatter,
    configure_logging,
    name_question,
)
from embeddings import BuildFolder, EncodedText, Encoder, Retriever, load_index
from tests.support.command_line import keep_logging
from tests.support.conversing import ask
from tests.support.harbour import FILES, KEEPER_QUESTION, build_harbour
from tests.support.running_bot import RunningBot
from tests.telegram_server import Chat, TelegramServer, User

SECRET = "Secret-part_of-the-token" + "x" * 11
TOKEN = f"123456:{SECRET}"
LINE = re.compile(r"\d{4}-\d\d-\d\d [\d:,]+ [A-Z]+(?P<id> \[q\d+\])? (?P<name>[\w.]+): ")

Read = Callable[[], str]


@pytest.fixture
def log_format() -> str:
    """That of the log."""
    return "text"


@pytest.fixture
def log(log_format: str) -> Iterator[Read]:
    """What was logged since the last call, with logging as the command line configures it; each
    line of JSON is looked at."""
    stream = io.StringIO()

    def read() -> str:
        text = stream.getvalue()
        stream.seek(0)
        stream.truncate()
        for line in text.splitlines() if log_format == "json" else ():
            assert {"time", "level", "logger", "message"} <= set(json.loads(line))
        return text

    with keep_logging():
        with redirect_stderr(stream):
            configure_logging("DEBUG", TOKEN, log_format)
        yield read


def format_record(message: str, *args: object, exc_info: bool = False) -> str:
    record = logging.LogRecord(
        "x", logging.ERROR, __file__, 1, message, args, sys.exc_info() if exc_info else None
    )
    return RedactingFormatter(TOKEN).format(record)


def format_json(message: str, *args: object) -> str:
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, message, args, None)
    return JsonFormatter(TOKEN).format(record)


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        TOKEN.replace(":", "%3A"),
        TOKEN.replace(":", "%253a"),
        f"bot{TOKEN}".encode(),
        {"token": TOKEN},
        TOKEN.partition(":")[2],
        "another 987654:" + "Z" * 35,
        "another 987654%253A" + "Z" * 35,
    ],
)
def test_token_is_cut_out(text: object) -> None:
    formatted = format_record("call of %s failed", text)
    assert formatted.endswith("failed")
    assert "Secret" not in formatted
    assert "ZZZ" not in formatted


@pytest.mark.parametrize(
    ("passwords", "text", "shown"),
    [
        (["pass@w0rd"], "it is pass@w0rd", "it is <password>"),
        (["footnote"], "footnote bot", "footnote bot"),  # what is missing would tell it
        ((), "postgresql://me:w0rd@host:5432/db is away", "postgresql://host:5432/db is away"),
    ],
)
def test_passwords_are_cut_out(passwords: Collection[str], text: str, shown: str) -> None:
    assert RedactingFormatter(TOKEN, passwords).redact(text) == shown


def test_other_text_stays() -> None:
    assert "at 12:30 in 2024" in format_record("at 12:30 in 2024")


@pytest.mark.parametrize("formatter", [RedactingFormatter(TOKEN), JsonFormatter(TOKEN)])
def test_what_a_server_says_without_end_is_cut(formatter: logging.Formatter) -> None:
    """Not through the token, of which half would stay."""
    for before in ("x" * 9_990, " " * 19_970, f"{TOKEN} " * 425):
        said = f"{before} {TOKEN}{'y' * 1_000_000}"
        line = formatter.format(logging.LogRecord("bot", logging.ERROR, "", 0, said, None, None))
        assert len(line) < 11_000
        assert SECRET[:5] not in line
        assert "(cut off)" in line


def test_of_one_long_word_the_beginning_is_told() -> None:
    said = f"failed: {'x' * 100_000}"
    line = RedactingFormatter(TOKEN).format(
        logging.LogRecord("bot", logging.ERROR, "", 0, said, None, None)
    )
    assert "failed: xxx" in line


def test_a_message_that_the_token_was_cut_out_of_is_not_cut_off() -> None:
    said = f"x {TOKEN} y {'z' * 9_900}"
    line = RedactingFormatter(TOKEN).format(
        logging.LogRecord("bot", logging.ERROR, "", 0, said, None, None)
    )
    assert line.endswith("z")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\x1b[2J.md", "a\\x1b[2J.md"),
        ("a\u202edm.txt", "a\\u202edm.txt"),
        ("a\n2026-01-01 00:00:00 ERROR bot: forged", "a\n    2026-01-01"),
        ("a\x85\u2028b", "a\\x85\\u2028b"),
    ],
)
def test_a_name_makes_no_line_of_the_log_and_is_not_obeyed(name: str, shown: str) -> None:
    assert shown in format_record("cannot be read: %s", name)


@pytest.mark.parametrize("log_format", ["text", "json"])
class TestErrors:
    """Whoever prints an error that has the token in it."""

    def test_traceback_with_causes_and_notes(self, log: Read) -> None:
        try:
            try:
                raise KeyError(TOKEN)
            except KeyError as exc:
                error = ValueError(f"The token `{TOKEN}` was rejected")
                error.add_note(f"asked was https://example.org/bot{TOKEN}/getMe")
                raise error from exc
        except ValueError:
            logging.getLogger("bot").exception("%s failed", TOKEN)
        assert_hidden(log(), "KeyError", "direct cause", "ValueError", "asked was")

    def test_group_of_errors(self, log: Read) -> None:
        try:
            raise ExceptionGroup(TOKEN, [ValueError(TOKEN)])
        except ExceptionGroup:
            logging.getLogger("bot").exception("failed")
        assert_hidden(log(), "ExceptionGroup", "ValueError")

    def test_warning(self, log: Read) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            logging.captureWarnings(True)
            warnings.warn(f"{TOKEN} is old", stacklevel=1)
            logging.captureWarnings(False)
        assert_hidden(log(), "is old")

    def test_error_that_nobody_catches(self, log: Read) -> None:
        try:
            raise RuntimeError(TOKEN)
        except RuntimeError as exc:
            sys.excepthook(type(exc), exc, exc.__traceback__)
        assert_hidden(log(), "stopped by an error", "RuntimeError")

    def test_error_in_a_thread(self, log: Read) -> None:
        def fail() -> None:
            raise RuntimeError(TOKEN)

        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        assert_hidden(log(), "a thread was stopped", "RuntimeError")

    def test_error_while_an_object_is_removed(self, log: Read) -> None:
        class Fragile:
            def __del__(self) -> None:
                raise RuntimeError(TOKEN)

        Fragile()
        assert_hidden(log(), "nobody could catch", "RuntimeError")

    def test_task_that_nobody_awaits(self, log: Read) -> None:
        async def fail() -> None:
            raise RuntimeError(TOKEN)

        async def forget() -> None:
            task = asyncio.create_task(fail(), name=f"poll {TOKEN}")
            await asyncio.wait([task])
            del task
            gc.collect()

        asyncio.run(forget())
        assert_hidden(log(), "Task exception was never retrieved", "RuntimeError")

    def test_line_that_cannot_be_formatted(self, log: Read) -> None:
        logger = logging.getLogger("bot")
        handlers = logging.getLogger().handlers  # pytest's own among them, which would raise
        (ours,) = (each for each in handlers if isinstance(each.formatter, RedactingFormatter))
        arguments = (TOKEN,)
        ours.handle(logger.makeRecord("bot", 40, __file__, 1, "%d messages", arguments, None))
        assert_hidden(log(), "a line of the log cannot be written: TypeError in test_logs")

    def test_http_client_that_logs_addresses(self, log: Read) -> None:
        for name in ("httpx", "httpcore", "telegram"):
            logging.getLogger(name).setLevel(logging.DEBUG)
        try:
            with TelegramServer() as server:
                address = f"{server.url}/bot{TOKEN}/getMe"
                httpx.get(address)
                httpx.get(address.replace(":S", "%3AS"))
            logging.getLogger("telegram.ext.Updater").debug("polling with %s", TOKEN)
        finally:
            for name in ("httpx", "httpcore", "telegram"):
                logging.getLogger(name).setLevel(logging.NOTSET)
        assert_hidden(log(), "HTTP Request", "polling with")

    def test_libraries_are_silent_at_debug(self, log: Read) -> None:
        for name in ("httpx", "sqlalchemy.engine", "any.library"):
            logging.getLogger(name).info("what somebody wrote")
        logging.getLogger("bot.telegram.handlers.start").debug("ours")
        text = log()
        assert "somebody" not in text
        assert "ours" in text


class TestJson:
    def test_a_line_for_each_record(self) -> None:
        line = format_json("a %s\nb\u2028\u202e\ud800", 'é"')
        assert len(line.splitlines()) == 1
        assert line.isascii()
        record = json.loads(line)
        assert record["message"] == 'a é"\nb\u2028\u202e\ud800'
        assert (record["level"], record["logger"]) == ("ERROR", "x")
        assert datetime.fromisoformat(record["time"]).utcoffset() == timedelta(0)
        assert {"exception", "question"}.isdisjoint(record)

    def test_what_looks_like_a_token_behind_a_letter_breaks_nothing(self) -> None:
        """An escape ends in digits, as those a token begins with."""
        assert json.loads(format_json("é%s", TOKEN))["message"] == "é<token>"

    @pytest.mark.parametrize("log_format", ["json"])
    def test_a_question_that_fails_has_its_number_and_no_words(self, log: Read) -> None:
        def fail() -> None:
            name_question(7)
            try:
                raise ValueError(KEEPER_QUESTION)
            except ValueError:
                logging.getLogger("bot").exception("failed")

        thread = threading.Thread(target=fail)  # which has the number for itself
        thread.start()
        thread.join()
        record = json.loads(text := log())
        assert record["question"] == 7
        assert "ValueError: (its text is not shown" in record["exception"]
        assert "lighthouse" not in text


class TestQuestions:
    """The real bot at DEBUG: each line of a question has its id, and none a word of it."""

    def test_answered_question(
        self,
        server: TelegramServer,
        log: Read,
        harbour_bot: RunningBot,
        alice: User,
        private: Chat,
        group: Chat,
    ) -> None:
        log()
        ask(server, private, alice, f"{KEEPER_QUESTION} xyzzy")
        ask(server, group, alice, f"/ask {KEEPER_QUESTION} xyzzy")
        harbour_bot.assert_silent(private, lambda: None)
        lines = log().splitlines()
        assert len(check_lines(lines)) == 2
        assert not any(word in line for line in lines for word in words_of(KEEPER_QUESTION))
        assert any("answered in" in line for line in lines)

    def test_question_whose_handler_fails(
        self, server: TelegramServer, log: Read, failing_bot: RunningBot, alice: User, private: Chat
    ) -> None:
        log()
        assert ask(server, private, alice, KEEPER_QUESTION).text.startswith("Sorry")
        text = log()
        assert "a handler failed" in text
        assert "builtins.LookupError: (its text is not shown" in text
        assert "which led to:" in text
        assert "in encode_query" in text
        assert "any.library: no such word" in text  # out of the encoder's thread
        lines = [line for line in text.splitlines() if LINE.match(line)]
        assert len(check_lines(lines)) == 1
        # Lines of the program are in a traceback, and it may use the same words.
        assert not any(word in text for word in ("Skerry", "lighthouse", "2011"))

    def test_updates_that_the_library_cannot_read(self, log: Read) -> None:
        raw = [{"message": {"text": KEEPER_QUESTION}}]
        logger = logging.getLogger("telegram.Bot")
        logger.critical("Error while parsing updates! Received data was %r", raw)
        assert "Received data was …" in log()
        assert "lighthouse" not in log()

    def test_answers_of_telegram_that_are_no_json(self, log: Read) -> None:
        """The library prints what it has got."""
        raw = '{"ok": true, "result": [{"message": {"text": "' + KEEPER_QUESTION
        logger = logging.getLogger("telegram.request.BaseRequest")
        logger.error("Can not load invalid JSON data: %s", raw)
        text = log()
        assert "invalid JSON data: …" in text
        assert "lighthouse" not in text

    def test_task_that_nobody_awaits(self, log: Read) -> None:
        async def fail() -> None:
            raise ValueError(KEEPER_QUESTION)

        async def forget() -> None:
            task = asyncio.create_task(fail())
            await asyncio.wait([task])
            del task
            gc.collect()

        asyncio.run(forget())
        text = log()
        assert "Task exception was never retrieved" in text
        assert "ValueError" in text
        assert "in fail" in text
        assert "lighthouse" not in text

    def test_outside_of_questions_errors_speak(self, log: Read) -> None:
        try:
            raise ValueError("disk is full")
        except ValueError:
            logging.getLogger("bot").exception("failed")
        assert "ValueError: disk is full" in log()

    def test_errors_that_hold_no_words_speak(self, log: Read) -> None:
        place = "/somewhere"

        def fail() -> None:
            name_question(7)
            try:
                raise ExceptionGroup(place, [OSError(28, "No space left", place)])
            except ExceptionGroup:
                logging.getLogger("bot").exception("failed")

        thread = threading.Thread(target=fail)  # which has the id for itself
        thread.start()
        thread.join()
        text = log()
        assert "ERROR [q7] bot: failed" in text
        assert "builtins.OSError: No space left" in text
        assert place not in text


class _FailingEncoder:
    """An encoder that cannot encode questions and says which, in the log, too."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name, self.fingerprint = encoder.name, encoder.fingerprint
        self.backend, self.why_slow = encoder.backend, encoder.why_slow
        self.is_thread_safe = encoder.is_thread_safe
        self.dimension, self.max_tokens = encoder.dimension, encoder.max_tokens

    def count_tokens(self, text: str) -> int:
        return self._encoder.count_tokens(text)

    def encode_query(self, text: str) -> EncodedText:
        try:
            raise LookupError(text)
        except LookupError as exc:
            logging.getLogger("any.library").exception("no such word")
            exc.add_note(text)
            raise RuntimeError(f"cannot encode {text}") from exc

    def encode_passages(self, texts: Sequence[str]) -> list[EncodedText]:
        return self._encoder.encode_passages(texts)


@pytest.fixture
def failing_bot(
    server: TelegramServer, encoder: Encoder, bot_settings: Settings
) -> Iterator[RunningBot]:
    build_harbour(bot_settings, encoder, {"notes.md": FILES["notes.md"]})
    index = load_index(BuildFolder(bot_settings.index_dir), encoder)
    with RunningBot(server, bot_settings, Retriever(index, _FailingEncoder(encoder))) as bot:
        yield bot


def assert_hidden(text: str, *expected: str) -> None:
    """`text` has these parts, and nothing of the token."""
    for part in expected:
        assert part in text
    assert SECRET not in text
    assert "Secret" not in text


def check_lines(lines: Sequence[str]) -> set[str]:
    """The ids of questions that the lines have, each one."""
    matches = [LINE.match(line) for line in lines]
    ids = {match["id"] for match in matches if match}
    assert lines
    assert all(matches), lines
    assert None not in ids, lines
    return ids


def words_of(question: str) -> list[str]:
    """The words of a question that no line of the log has by chance."""
    return [word for word in re.findall(r"\w+", f"{question} xyzzy") if len(word) > 3]
