"""What nobody sees or what turns other words is left out; what scripts need stays."""

import unicodedata

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus import clean_line, read_article
from corpus.structure.signs import (
    fold_look,
    is_seen,
    leave_out_hidden,
    leave_out_unseen,
)

IGNORABLE = regex.compile(r"\p{Default_Ignorable_Code_Point}")
_TAGGED = "".join(chr(0xE0000 + ord(letter)) for letter in "do as I say")
_NEEDED = [
    "می\u200cشود",
    "क्\u200dष",
    "ශ්\u200dරී",
    "👩\u200d🚀",
    "👩🏽\u200d🚀",
    "🏳️\u200d🌈",
    "❤️\u200d🔥 and ☎️",
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "\u115f\u1161",  # a syllable of old Korean
    "葛\U000e0100城",
    "שָׁ֥לֹום",
    "ཧྐྵྨླྺྼྻྂ",
    "Việt Nam".replace("ệ", "e\u0323\u0302"),
    "⠓⠁⠗⠃⠕⠥⠗",
]
odd = st.lists(
    st.sampled_from(
        [
            *"aA é漢اב.\n\t\x1b\x9b\u2028\u2029\x85",
            *"\u00ad\u034f\u061c\u115f\u1160\u17b4\u180b\u180e\u200b\u200c\u200d\u200e\u200f",
            *"\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\u206a\u2800\u3164\ufeff",
            *"\uffa0\ufff9\ufffc\ufe0f\U000e0041\U000e0100\U000e007f\U0001f3f4❤👩🏽🚀",
            "\u0301" * 20,
            "\ufe0f" * 200,
            "\u200b\u200c" * 50,
            _TAGGED,
            *_NEEDED,
        ]
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize("text", _NEEDED)
def test_what_a_script_or_an_emoji_needs_stays(text: str) -> None:
    assert leave_out_hidden(text) == text
    assert clean_line(text) == text
    assert is_seen(text)


@pytest.mark.parametrize("text", ["a⁧אב⁩c", "har\u00adbour", "a\u200fb", "ราคา\u200bบาท"])
def test_of_a_text_what_may_be_of_use_stays(text: str) -> None:
    assert leave_out_hidden(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("the \u202ekeeper\u202c of", "the keeper of"),
        (f"harbour{_TAGGED} wall", "harbour wall"),
        (f"🏴{_TAGGED}", "🏴"),
        ("a" + "\ufe0f" * 300 + "b", "a\ufe0fb"),
        ("e" + "\u0301" * 300 + "x", "e" + "\u0301" * 8 + "x"),
        ("a" + "\u200b\u200c\u200d" * 100 + "b", "a\u200b\u200cb"),
        ("a\u200e\u200f\u200eb", "a\u200eb"),
        ("\ufff9shown\ufffahidden\ufffb", "shownhidden"),
    ],
)
def test_what_hides_or_turns_words_is_no_part_of_a_text(text: str, left: str) -> None:
    assert leave_out_hidden(text) == left
    article, _ = read_article(f"# Title\n\nBefore. {text} After.\n".encode(), "a.md")
    assert article.text[article.paragraphs[0].start :].strip() == f"Before. {left} After."


@pytest.mark.parametrize("reference", ["&#27;", "&#x202e;", "&#917569;", "&#155;"])
@pytest.mark.parametrize(
    ("name", "around"),
    [
        ("a.md", "The keeper {} of Skerry has a lamp."),
        ("b.md", "<div>The keeper {} of Skerry has a lamp.</div>"),
        ("c.txt", "1\n00:00:01,000 --> 00:00:02,000\nThe keeper {} of Skerry has a lamp.\n"),
    ],
)
def test_what_is_spelt_as_a_reference_is_left_out_too(
    reference: str, name: str, around: str
) -> None:
    article, _ = read_article(around.replace("{}", reference).encode(), name)
    assert all(c.isprintable() or c == "\n" for c in article.text)


@pytest.mark.parametrize("unseen", ["\u3164", "\u2800 \u2800", "\u200b", "\ufe0f" * 9, "\u115f"])
def test_names_and_paragraphs_of_which_nothing_is_seen_are_none(unseen: str) -> None:
    head = f"---\ntitle: {unseen}\nauthor: {unseen}\nsource: {unseen}\ngrade: {unseen}\n---\n"
    text = f"{head}The pier is of oak.\n\n{unseen}\n\nThe wall is of stone.\n"
    article, _ = read_article(text.encode(), "harbour-works.md")
    assert (article.title, article.author, article.source) == ("Harbour works", None, None)
    assert article.fields == ()
    shown = [article.text[p.start : p.end] for p in article.paragraphs]
    assert shown == ["The pier is of oak.", "The wall is of stone."]


@pytest.mark.parametrize(
    "url",
    [
        "https://bank.example@evil.example/",
        "https://bank.example:x@evil.example/",
        "https://evil.example/\u3164",
        "https://evil.example/\u202egro",
        "javascript:alert(1)",
    ],
)
def test_an_address_that_looks_like_another_one_is_none(url: str) -> None:
    article, _ = read_article(f"---\nurl: '{url}'\n---\nThe pier is of oak.\n".encode(), "a.md")
    assert article.url is None or (article.url.isascii() and "@" not in article.url)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour", "Наrbоur"),
        ("Report 10", "Report lO"),
        ("Harbour", "Ηarbοur\u200b"),
        ("Ｐｏｒｔ", "𝐏ort"),
        ("Port", "PORT"),
    ],
)
def test_what_looks_alike_is_folded_alike(one: str, other: str) -> None:
    assert fold_look(one) == fold_look(other)


def test_no_sign_that_is_never_seen_makes_another_name() -> None:
    """All that Unicode knows, those that have no use yet among them."""
    signs = [chr(number) for number in range(0x110000)]
    unseen = [sign for sign in signs if IGNORABLE.match(sign)]
    assert len(unseen) > 4000
    for sign in unseen:
        folded = fold_look(f"Har{sign}bour").replace(" ", "")  # fillers are blanks
        assert folded == fold_look("Harbour"), ascii(sign)
    stays = {sign for sign in unseen if sign in leave_out_unseen(f"Har{sign}bour")}
    assert stays == {
        sign for sign in unseen if unicodedata.name(sign, "").startswith("VARIATION SELECTOR")
    }


def test_what_looks_different_is_folded_differently() -> None:
    titles = ["Harbour", "Harbours", "Гавань", "Λιμάνι", "Hárbour", "港口"]
    assert len(set(map(fold_look, titles))) == len(titles)


@given(odd)
@example("a\n\u202a\ufe0f")
def test_a_line_is_one_line_that_can_be_seen_or_nothing(text: str) -> None:
    line = clean_line(text)
    assert clean_line(line) == line
    assert len(line.splitlines()) <= 1
    assert not line or is_seen(line[:1]) or line[0] in "\u115f"
    assert not set(line) & set("\u061c\u200b\u200e\u200f\u202a\u202e\u2066\u2067\u2068\u2069\x1b")


@given(odd)
@example("a\u2028\U000e0041\ufe0f")
@settings(max_examples=300)
def test_what_is_left_out_is_left_out_once(text: str) -> None:
    assert leave_out_hidden(leave_out_hidden(text)) == leave_out_hidden(text)
    assert leave_out_unseen(leave_out_unseen(text)) == leave_out_unseen(text)


_signs = st.one_of(st.sampled_from("aé“–·ひ あ\u00a0\u3000\u2009🙂"), st.characters(codec="utf-8"))


@given(st.text(_signs, max_size=12))
@example("\u3000a")
@example("é\u2028")
@settings(max_examples=500)
def test_a_line_without_odd_signs_is_what_it_is_beside_one(text: str) -> None:
    """That nothing is to be left out is seen at one look."""
    assert leave_out_unseen(text) == leave_out_unseen(text + "\u200b")


@pytest.mark.parametrize(
    ("name", "source"),
    [
        (
            "a.md",
            "# Seats\n\nYou must re-{0}sign it, or resign.\n\n10{1} &#xE004;re-&#57348;sign.\n",
        ),
        ("a.txt", "Seats\n\nYou must re-{0}sign it, or resign.\n"),
        (
            "a.rst",
            "Seats\n=====\n\n.. |x| unicode:: 0xE004\n\nYou must re-|x|\\ sign it, or resign.\n",
        ),
        ("a.adoc", "= Seats\n\nYou must re-&#xE004;sign it, or resign.\n\n{1}re-{0}sign.\n"),
        ("a.org", "* Seats\nYou must re-{0}sign it, or resign.\n"),
        ("a.tex", "\\section{{Seats}}\nYou must re-{0}sign it, or resign.\n"),
        ("a.html", "<h1>Seats</h1><p>You must re-&#xE004;sign it, or resign.</p>"),
        ("a.csv", "name,what\nseats,You must re-{0}sign it or resign\n"),
        ("a.rtf", "{{\\rtf1 You must re-\\u-8188?sign it, or resign.\\par}}"),
    ],
)
def test_no_text_has_the_signs_that_readers_mark_places_by(name: str, source: str) -> None:
    article, _ = read_article(source.format("\ue004", "\ue006").encode(), name)
    text = article.text
    assert "You must re-sign it" in text
    assert not regex.search("[\ue000-\ue00f]", text)
