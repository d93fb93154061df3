"""Unanswered questions: kept by the bot, gathered by `footnote gaps`."""

import json
from datetime import date, timedelta

import numpy as np
import pytest

from bot.config.settings import Settings
from bot.evaluation.topics import count_repeats, gather_topics
from bot.storage.database import Database
from bot.storage.unanswered import MAX_KEPT, GapStore
from embeddings import EncodedText, Encoder
from tests.conftest import ShareEncoder
from tests.support.command_line import CommandLine
from tests.support.fake_encoder import FakeEncoder

FIRST, LAST = date(2026, 3, 1), date(2026, 4, 2)
FERRY = ["How much does the ferry cost?", "What is the price of the ferry?", "ferry ticket price"]
DOGS = ["May I bring my dog on board?", "Are dogs allowed on the ferry?"]
MAYOR = "Who is the mayor of Skerry?"


@pytest.fixture
def footnote(
    bot_settings: Settings,
    share_encoder: ShareEncoder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> CommandLine:
    share_encoder(bot_settings.state_dir)
    return CommandLine(bot_settings, monkeypatch, capsys)


@pytest.fixture
def kept(bot_settings: Settings) -> GapStore:
    """What the bot has kept: three topics."""
    days = iter([FIRST, *[FIRST + timedelta(days=3)] * 6, LAST])
    store = GapStore(Database(bot_settings.database_path), lambda: next(days))
    for question in (*FERRY, FERRY[1].lower(), *DOGS, f"{MAYOR}\x1b[31m", MAYOR):
        store.keep(question)
    return store


class TestCommand:
    @pytest.mark.usefixtures("kept")
    def test_topics_come_with_their_questions_and_days(self, footnote: CommandLine) -> None:
        footnote.set(KEEP_UNANSWERED="yes")
        code, output, errors = footnote.run("gaps")
        assert (code, errors) == (0, "encoded 7 of 7 questions\n")
        blocks = output.strip().split("\n\n")
        assert blocks[0] == "8 unanswered questions on 4 topics, 1 March 2026 – 2 April 2026."
        assert blocks[1].startswith("4 ×  What is the price of the ferry?\n")
        assert "     also: How much does the ferry cost?\n" in blocks[1]
        assert blocks[1].endswith("     1 March 2026 – 4 March 2026")

    @pytest.mark.usefixtures("kept")
    def test_json_has_a_line_for_each_topic(self, footnote: CommandLine) -> None:
        code, output, _ = footnote.run("gaps", "--json")
        assert code == 0
        records = [json.loads(line) for line in output.splitlines()]
        assert list(records[0]) == ["count", "question", "first", "last", "questions"]
        assert [record["count"] for record in records] == [4, 2, 1, 1]
        assert records[0]["first"] == "2026-03-01"
        assert records[0]["questions"][0] == {"question": FERRY[1], "count": 2}
        assert "\x1b" not in output

    @pytest.mark.usefixtures("kept")
    def test_switched_off_is_told_beside_what_is_left(self, footnote: CommandLine) -> None:
        assert footnote.run("gaps")[1].endswith("KEEP_UNANSWERED is off: no new ones are kept.\n")

    def test_clear_forgets_all(self, footnote: CommandLine, kept: GapStore) -> None:
        assert footnote.run("gaps", "--clear")[:2] == (0, "Forgot 8 unanswered questions.\n")
        assert kept.list() == []

    def test_nothing_is_one_line(self, footnote: CommandLine) -> None:
        code, output, _ = footnote.run("gaps")
        assert code == 0
        assert output.count("\n") == 1
        assert "KEEP_UNANSWERED=yes" in output
        footnote.set(KEEP_UNANSWERED="yes")
        output = footnote.run("gaps")[1]
        assert output.count("\n") == 1
        assert "since KEEP_UNANSWERED is on" in output
        assert footnote.run("gaps", "--json")[:2] == (0, "")

    def test_database_that_cannot_be_read_is_one_line(
        self, footnote: CommandLine, bot_settings: Settings
    ) -> None:
        bot_settings.state_dir.mkdir(exist_ok=True)
        bot_settings.database_path.mkdir()
        code, output, errors = footnote.run("gaps")
        assert (code, output) == (1, "")
        assert errors.startswith("footnote: ")
        assert errors.count("\n") == 1


class TestRepeats:
    def test_spellings_are_counted_once(self) -> None:
        questions = [
            ("Who  is it?", FIRST),
            ("who is it", LAST),
            ("Who is it?", LAST),
            (" ?", LAST),
        ]
        (gap,) = count_repeats(questions)
        assert (gap.question, gap.count, gap.first, gap.last) == ("Who is it?", 3, FIRST, LAST)

    def test_most_asked_come_first_then_the_latest(self) -> None:
        questions = [("a", FIRST), ("b", LAST), ("c", FIRST), ("c", FIRST)]
        assert [gap.question for gap in count_repeats(questions)] == ["c", "b", "a"]


class TestTopics:
    def test_same_meanings_come_together(self, encoder: Encoder) -> None:
        gaps = count_repeats([(question, FIRST) for question in (*FERRY, MAYOR)])
        topics = gather_topics(gaps, encoder)
        assert [topic.count for topic in topics] == [3, 1]
        assert {gap.question for gap in topics[0].gaps} == set(FERRY)

    def test_nothing_and_one_question_are_gathered_too(self) -> None:
        assert gather_topics([], FakeEncoder()) == []
        (topic,) = gather_topics(count_repeats([("who?", LAST)]), FakeEncoder())
        assert (topic.count, topic.first, topic.last) == (1, LAST, LAST)

    def test_all_that_can_be_kept_is_gathered_in_bounded_time(self) -> None:
        subjects = 40
        questions = [(f"s{number % subjects} {number}", FIRST) for number in range(MAX_KEPT)]
        topics = gather_topics(count_repeats(questions), _SubjectEncoder())
        assert sum(topic.count for topic in topics) == MAX_KEPT
        # What came after the first thousands has joined those, by its subject.
        assert len(topics) == subjects
        for topic in topics:
            assert len({gap.question.split()[0] for gap in topic.gaps}) == 1


class _SubjectEncoder(FakeEncoder):
    """Texts whose vectors are nearly that of their first word."""

    def __init__(self) -> None:
        super().__init__(dimension=64)

    def _encode(self, text: str) -> EncodedText:
        subject, rest = text.split()
        vector = self.embed_word(subject) + 0.3 * self.embed_word(rest)
        nothing = np.zeros((0, self.dimension), dtype=np.float32)
        return EncodedText(
            vector=np.asarray(vector / np.linalg.norm(vector), dtype=np.float32),
            token_vectors=nothing,
            token_ids=np.zeros(0, dtype=np.int64),
            token_spans=np.zeros((0, 2), dtype=np.int64),
        )
