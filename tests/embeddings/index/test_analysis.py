import pytest

from embeddings.index.analysis import split_words, stem_word, word_prefix


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Harbour's 2 ships!", ["the", "harbour", "s", "2", "ships"]),
        ("Straße, ﬁn ＡＢＣ", ["strasse", "fin", "abc"]),
        ("यह किताब हिन्दी में है।", ["यह", "किताब", "हिन्दी", "में", "है"]),
        ("谁守卫港口？", ["谁守", "守卫", "卫港", "港口"]),
        ("港 A1港口", ["港", "a1", "港口"]),
        ("カメラは", ["カメ", "メラ", "ラは"]),
        ("", []),
        ("?! …", []),
    ],
)
def test_words_of_any_script(text: str, words: list[str]) -> None:
    assert split_words(text) == words


def test_thai_marks_stay_with_their_letters() -> None:
    assert all(len(word) >= 2 for word in split_words("ที่นี่มีน้ำ"))
    assert split_words("ที่")[0].startswith("ที่")


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "guards", "guarding"),
        ("de", "häuser", "häusern"),
        ("ru", "плотина", "плотины"),
        ("es", "canciones", "canción"),
        ("tr", "kitaplar", "kitap"),
        ("el", "σχολείο", "σχολεία"),
    ],
)
def test_forms_of_a_word_share_a_stem(language: str, one: str, other: str) -> None:
    assert stem_word(one, language) == stem_word(other, language)


def test_language_without_a_stemmer_keeps_the_word() -> None:
    assert stem_word("nước", "vi") == "nuoc"
    assert stem_word("guards", None) == "guards"
    assert stem_word("guards", "xx") == "guards"


def test_only_longer_words_have_a_beginning() -> None:
    assert word_prefix("lighthouse") == "light"
    assert word_prefix("light") is None
