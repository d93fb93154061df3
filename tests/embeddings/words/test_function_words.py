import pytest

from embeddings.words.function_words import leave_out_function_words


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
