import pytest

from corpus.normalization import fold_accents
from embeddings.words.function_words import LISTED_LANGUAGES, leave_out_function_words
from tests.support.counting import count_calls_of


@pytest.mark.parametrize(
    ("languages", "words", "left"),
    [
        (["de"], "hat der Verein einen Hut", "verein hut"),
        (["fr"], "il y peut un port avec moi", "port"),
        (["es"], "hay puede tienda entre nosotros", "tienda"),
        (["ru"], "есть ли порт между можно", "порт"),
        (["ar"], "توجد ميناء في الى إلى", "ميناء"),
        (["ur"], "بندرگاہ میں ہے تک", "بندرگاہ"),
        (["en"], "hat with them between harbours", "hat harbours"),
        (["en", "de"], "hat harbours", "harbours"),
        (["nb"], "havnen mellom dem", "havnen"),
        (["zh-Hans", "xx"], "hat port", "hat port"),
        ([], "hat the port", "hat the port"),
    ],
)
def test_what_names_nothing_in_one_of_the_languages_is_left_out(
    languages: list[str], words: str, left: str
) -> None:
    assert leave_out_function_words(words.casefold().split(), languages) == left.split()


def test_two_words_are_left_out_if_both_are() -> None:
    words = ["with the", "with harbours", "harbours"]
    assert leave_out_function_words(words, ["en"]) == words[1:]


def test_each_word_is_folded_once_however_many_languages_there_are() -> None:
    words = [f"stone{number}" for number in range(300)]
    leave_out_function_words(words, LISTED_LANGUAGES)  # what is loaded once is loaded
    folds = count_calls_of(fold_accents, lambda: leave_out_function_words(words, LISTED_LANGUAGES))
    assert folds == len(words)
