import pytest

from bot.answers.framing import asks, strip_frame


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("Good evening all", ""),
        ("Thank you so much", ""),
        ("Do you know whether the inn is open?", "the inn is open?"),
        ("Please tell me when the crane was built", "when the crane was built"),
        ("When was the crane built?", "When was the crane built?"),
        ("Is the inn open?", "Is the inn open?"),
        ("Can a dog sail?", "Can a dog sail?"),
        ("Buonasera, vorrei sapere quanto costa la gru, grazie mille", "quanto costa la gru"),
        ("Bom dia, gostaria de saber quem rema, obrigada", "quem rema"),
        ("Who rows the boat, asap", "Who rows the boat"),
        ("Dzień dobry, chciałabym wiedzieć, gdzie jest dźwig, dziękuję", "gdzie jest dźwig"),
        ("Скажіть, будь ласка, де стоїть кран, дякую", "де стоїть кран"),
        ("vinç nerede, söyler misiniz lütfen", "vinç nerede"),
        ("İyi günler", ""),
        ("", ""),
    ],
)
def test_courtesy_is_left_out_and_content_is_not(sentence: str, left: str) -> None:
    assert strip_frame(sentence) == left


def test_words_that_ask_begin_a_question() -> None:
    assert asks("where is it")
    assert asks("¿cuándo abre?")
    assert not asks("the crane")
    assert not asks("…")


@pytest.mark.parametrize(
    "question",
    ["how much was the repair", "what time was the fire", "who of us was the last"],
)
def test_an_english_question_keeps_its_beginning_before_was(question: str) -> None:
    assert strip_frame(f"hello, {question}") == question


def test_a_german_one_begins_with_was() -> None:
    assert strip_frame("hallo, was kostet ein Boot") == "was kostet ein Boot"
