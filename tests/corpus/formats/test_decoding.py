"""Bytes to text: marks, legacy encodings, line ends, control characters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import ArticleError
from corpus.formats.decoding import decode_text

LEGACY = {
    "cp1252": "The council’s plan costs £3m, officials said – “a fair price”, as they put it.",
    "cp1250": "Starosta řekl, že most bude v květnu opraven. Příliš žluťoučký kůň úpěl ódy.",
    "cp1251": "Мэр города сказал, что мост будет закрыт до мая. Движение переведут на паром.",
    "cp1254": "Başbakan köprünün kapatılacağını açıkladı. Görüşme salı günü yapıldı.",
    "cp1256": "أعلنت الحكومة عن إجراءات أمنية جديدة يوم الثلاثاء. وقال إن الجسر سيفتح قريبا.",
    "shift_jis": "市長は火曜日に新しい計画を発表した。橋は来月開通する予定である。",
    "gb18030": "市议会周二宣布了新的计划。市长说大桥将于下月通车。",
    "euc_kr": "시장은 화요일에 새로운 계획을 발표했다. 다리는 다음 달에 개통될 예정이다.",
}


@pytest.mark.parametrize("encoding", LEGACY)
def test_reads_legacy_encoding(encoding: str) -> None:
    assert decode_text(LEGACY[encoding].encode(encoding)).text == LEGACY[encoding]


@pytest.mark.parametrize("text", ["El niño comió una piña.", "It cost £5.", "Café naïve"])
def test_prefers_the_common_western_encoding_to_its_neighbours(text: str) -> None:
    assert decode_text(text.encode("cp1252")).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_reads_unicode_with_and_without_mark(encoding: str) -> None:
    text = "The bridge is closed.\nМост закрыт.\n"
    assert decode_text(text.encode(encoding)).text == text


def test_keeps_utf8_around_a_stray_byte_of_an_older_text() -> None:
    text = "“Naïve”, he’d say – “très naïve”. " * 3
    assert decode_text(text.encode() + b"A caf\xe9.").text == text + "A café."


@pytest.mark.parametrize(
    ("data", "encoding", "is_guess"),
    [
        (b"Closed.", "utf-8", False),
        ("Café.".encode("utf-8-sig"), "utf-8", False),
        ("Café.".encode("utf-16"), "utf-16-le", False),
        ("Closed.".encode("utf-16-be"), "utf-16-be", True),
        ("“Naïve”, he’d say. ".encode() * 4 + b"A caf\xe9.", "utf-8", True),
        (LEGACY["cp1251"].encode("cp1251"), "cp1251", True),
    ],
)
def test_says_which_encoding_it_was_and_if_that_was_guessed(
    data: bytes, encoding: str, is_guess: bool
) -> None:
    decoded = decode_text(data)
    assert (decoded.encoding, decoded.is_guess) == (encoding, is_guess)


def test_line_ends_become_newlines_and_controls_spaces() -> None:
    data = "a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h\x07i\x1bj\tk".encode()
    assert decode_text(data).text == "a\nb\nc\nd\ne\nf\ng\nh i j\tk"


def test_the_marks_of_info_in_a_manual_are_no_text() -> None:
    data = b"* Menu:\n\x00\x08[index\x00\x08]\n* lamp: Trimming. (line 4)\n"
    assert decode_text(data).text == "* Menu:\n\n* lamp: Trimming. (line 4)\n"


def test_no_bytes_are_no_text() -> None:
    assert decode_text(b"").text == ""


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 9, b"\xff\xfe\x00", b"\xef\xbb\xbf\xff", b"\x00\x00\x00"]
)
def test_refuses_what_is_no_text(data: bytes) -> None:
    with pytest.raises(ArticleError):
        decode_text(data)


@given(st.binary(max_size=200))
def test_any_bytes_give_clean_text_or_article_error(data: bytes) -> None:
    try:
        text = decode_text(data).text
    except ArticleError:
        return
    dirty = [c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"]
    assert not dirty


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    [
        "番人は言った。灯は消えた。",
        "守夜人说，灯熄灭了。村里的人都知道这件事。",
        "番人は\n言った。\n",
    ],
)
def test_utf16_of_han_needs_no_mark(text: str, encoding: str) -> None:
    decoded = decode_text(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.is_guess) == (text, encoding, True)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Сторож сказал, что маяк погас в среду.", "cp1251"),
        ("Strážný řekl, že žárovka zhasla ve středu a světlo se nevrátí.", "iso8859_2"),
        ("Fener bekçisi ışığın çarşamba günü söndüğünü söyledi.", "cp1254"),
        ("등대지기는 수요일에 불이 꺼졌다고 말했다.", "cp949"),
    ],
)
def test_much_english_does_not_hide_the_encoding_of_a_line(text: str, encoding: str) -> None:
    english = "The keeper wrote down what the wind did, and when the boats came in.\n" * 40
    assert text in decode_text((english + text).encode(encoding)).text


@pytest.mark.parametrize("pasted", ["naïve", "Zoë", "señor"])
def test_a_word_of_an_older_encoding_spares_the_rest_of_utf8(pasted: str) -> None:
    data = "The café – no, the bar – is shut. ".encode() + pasted.encode("cp1252")
    assert decode_text(data).text == f"The café – no, the bar – is shut. {pasted}"


@pytest.mark.parametrize("count", [1, 2, 3])
def test_marks_that_several_programs_wrote_are_no_text(count: int) -> None:
    assert decode_text(b"\xef\xbb\xbf" * count + b"The lamp is lit.").text == "The lamp is lit."


def test_latin_letters_are_no_chinese_two_by_two() -> None:
    for data in (
        b"There are 0A of them at the works, " * 40 + b"\0\n",
        b"It is 0A0B. " * 90 + b"\0.",
    ):
        with pytest.raises(ArticleError, match="binary"):
            decode_text(data)
