import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from embeddings.words.analysis import (
    find_endings,
    find_forms,
    find_stumps,
    is_grammar,
    split_joined,
    split_words,
    stem_word,
    word_prefix,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Harbour's 2 ships!", ["the", "harbour", "s", "2", "ships"]),
        ("Straße, ﬁn ＡＢＣ", ["strasse", "fin", "abc"]),
        ("यह किताब हिन्दी में है।", ["यह", "किताब", "हिन्दी", "में", "है"]),
        ("谁守卫港口？", ["谁守", "守卫", "卫港", "港口"]),
        ("港 A1港口", ["港", "a1", "港口"]),
        ("カメラは", ["カメ", "メラ", "ラは"]),
        ("선착장은 넓다", ["선착", "착장", "장은", "넓다"]),
        ("ตลาดปลา", ["ตลา", "ลาด", "าดป", "ดปล", "ปลา"]),
        ("開館", ["开馆"]),
        ("می‌روند", ["می‌روند"]),
        ("Schiff\u00adfahrt", ["schiff\u00adfahrt"]),
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
    assert word_prefix("港口") == "港"
    assert word_prefix("선착") == "선"
    assert word_prefix("メラ") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كشتي", "کشتی"),
        ("کتاب‌ها", "كتابها"),
        ("ہوا", "هوا"),
        ("١٨٩٠", "1890"),
        ("۱۸۹۰", "1890"),
        ("१८९०", "1890"),
        ("Schiff\u00adfahrt".lower(), "schifffahrt"),
        ("cafe\u0301", "café"),
    ],
)
def test_what_keyboards_write_otherwise_is_one_word(one: str, other: str) -> None:
    assert stem_word(one, None) == stem_word(other, None)


def test_what_stands_before_a_joiner_is_a_word_as_well() -> None:
    assert split_joined("قایق‌های") == ["قایق‌های", "قایق"]
    assert split_joined("boats") == ["boats"]
    assert split_joined("می‌روند") == ["می‌روند", "می"]


def test_endings_and_particles_are_told_from_words() -> None:
    assert find_endings("선착장은 배가 언덕으로") == {"장은", "으로"}
    assert find_endings("ships 港口 배") == set()
    assert [word for word in split_words("港へ行きます") if is_grammar(word)] == [
        *("港へ", "へ行", "行き", "きま", "ます")
    ]
    assert not is_grammar("港口")
    assert not is_grammar("カメ")


def test_what_stands_before_a_not_is_no_word() -> None:
    text = "I don't and Isn’t it? Nets aren't won, don's can't."
    assert find_stumps(text) == {"don", "isn", "aren", "can"}


_texts = st.text(
    st.one_of(
        st.sampled_from("aeinst AEß'’.,-5\n"),
        st.sampled_from("éçĳﬁ\u0301\u00ad\u200c\u200dكيیرو港圖館ラは선착ตล"),
        st.characters(codec="utf-8"),
    ),
    max_size=40,
)


@given(_texts, st.sampled_from([None, "en", "de", "tr", "ar", "zh", "xx"]))
@example("Running runners ran; " + "a" * 60 + "s", "en")
@example("می\u200cروند ab\u200ccdefgh Schiff\u00adfahrt", "fa")
def test_the_forms_of_a_text_are_those_of_each_of_its_words(
    text: str, language: str | None
) -> None:
    forms = {form for word in split_words(text) for form in split_joined(word)}
    stems, beginnings = find_forms(text, language)
    assert stems == {stem_word(form, language) for form in forms}
    assert beginnings == {word_prefix(form) for form in forms} - {None}


@given(_texts, _texts)
def test_words_are_the_same_whatever_stands_beside_them(one: str, other: str) -> None:
    assert split_words(f"{one} {other}") == [*split_words(one), *split_words(other)]
