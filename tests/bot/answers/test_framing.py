import pytest

from bot.answers.framing import asks, begins_asking, strip_frame


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
        ("By how many feet did it sink?", "By how many feet did it sink?"),
        ("Hello, by how many feet did it sink?", "by how many feet did it sink?"),
        ("Please tell us for whom it was painted", "for whom it was painted"),
        ("Hola, ¿a quién saluda?", "a quién saluda?"),
        ("cheers buddy", ""),
        ("Hi guys, when does it sink?", "when does it sink?"),
        ("When does it sink, thanks mate", "When does it sink"),
        ("the dude ranch", "the dude ranch"),
        ("Who rows, if that's alright?", "Who rows?"),
        ("Who rows if you don't mind", "Who rows"),
        ("What happens if it's fine?", "What happens if it's fine?"),
        ("Kind regards, Oda Brill", ""),
        ("Regards, Oda rows", "Regards, Oda rows"),
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


def test_a_word_may_stand_before_the_one_that_asks() -> None:
    assert begins_asking("by how many feet")
    assert begins_asking("who rows")
    assert not begins_asking("by the crane")
    assert not begins_asking("by")
