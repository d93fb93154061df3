import pytest

from bot.answers.limits import MAX_FIRST_READINGS, MAX_SECOND_READINGS, Limits
from bot.answers.pipeline import answer_question
from corpus import read_corpus
from embeddings import BuildFolder, EncodedText, Retriever, build_index, load_index
from tests.support.fake_encoder import FakeEncoder


class _Counting(FakeEncoder):
    """Counts the questions that it encodes."""

    encoded = 0

    def encode_query(self, text: str) -> EncodedText:
        self.encoded += 1
        return super().encode_query(text)


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    corpus, folder = tmp_path_factory.mktemp("corpus"), tmp_path_factory.mktemp("index")
    words = "The baker of Elm bakes oaten bread.\n\nThe well was drilled in the meadow."
    (corpus / "a.md").write_text(words)
    build_index(read_corpus(corpus), corpus, ENCODER, BuildFolder(folder))
    return Retriever(load_index(BuildFolder(folder), ENCODER), ENCODER)


ENCODER = _Counting()
PREAMBLE = "I am new here and we were talking about it at dinner, so"
SLIP = "who is the bakre of the medow and where does it stand"
MESSAGES = (
    f"{PREAMBLE} {SLIP}?",
    " ".join(f"{PREAMBLE} {SLIP} {n}?" for n in range(3)),
    "And who is the bakre, and where is his medow? And when was the wlel driled? And why?",
    " ".join(f"And what do the articles say about the bakre of thing {n}?" for n in range(20)),
    "¿Y quién es el bakre y dónde está? ¿Y cuándo? ¿Y por qué medow?",
    "what do the articles say about articles 9 to 2000, and what changed since March 2019?",
)


@pytest.mark.parametrize("message", MESSAGES)
@pytest.mark.parametrize("before", [None, *MESSAGES[:3]])
def test_a_message_costs_a_bounded_number_of_searches(
    message: str, before: str | None, retriever: Retriever
) -> None:
    ENCODER.encoded = 0
    answer_question(message, retriever, 3, 1.1, before)  # nothing is as sure: all is tried
    assert 0 < ENCODER.encoded <= MAX_FIRST_READINGS + MAX_SECOND_READINGS


def test_readings_are_counted_down() -> None:
    limits = Limits(3, 0.5, left=2)
    assert limits.take()
    assert not limits.take(2)
    assert limits.take()
    assert not limits.take()


def test_a_long_message_is_read_again_less_often_than_a_short_one_but_once() -> None:
    limits = Limits(3, 0.5)
    allowed = [limits.with_length(length).left for length in (0, 300, 1000, 1500, 4096, 9000)]
    assert allowed == [MAX_SECOND_READINGS, MAX_SECOND_READINGS, 3, 2, 1, 1]
    assert limits.left == MAX_SECOND_READINGS


@pytest.mark.parametrize("before", [None, "who is the bakre? " * 200])
def test_three_questions_as_long_as_an_encoder_reads_are_not_searched_as_one_too(
    before: str | None, retriever: Retriever
) -> None:
    parts = (f"What is {' '.join(f'wrod{n}x{m}' for m in range(50))}" for n in range(3))
    message = "".join(f"{part[:480]}? " for part in parts)
    ENCODER.encoded = 0
    answer = answer_question(message, retriever, 3, 1.1, before)
    assert not answer.answered and answer.question == message
    assert 0 < ENCODER.encoded <= 3 + 2


def test_the_question_before_counts_only_where_it_is_read_too(retriever: Retriever) -> None:
    question = "I am new here, who is the bakre of the medow and who driled the wlel there?"
    encoded = []
    for before in (None, "bread " * 600):
        ENCODER.encoded = 0
        answer_question(question, retriever, 3, 1.1, before)
        encoded.append(ENCODER.encoded)
    assert encoded[0] == encoded[1] > 2


TYPED = "who is the baker of elm and which well is in his dry meadow?"


def test_each_key_that_is_typed_costs_a_bounded_number_of_searches(retriever: Retriever) -> None:
    assert len(TYPED) == 60
    for end in range(1, len(TYPED) + 1):
        ENCODER.encoded = 0
        typed = retriever.spelling.complete_last_word(TYPED[:end])
        answer_question(typed, retriever, 20, 1.1)
        assert ENCODER.encoded <= MAX_FIRST_READINGS + MAX_SECOND_READINGS
