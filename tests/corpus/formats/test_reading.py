"""Files to articles: front matter, titles, what cannot be read, and any text at all."""

import json
from dataclasses import asdict
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.article import Article, ArticleError, Paragraph
from corpus.fields.metadata import Metadata
from corpus.formats.content import Content
from corpus.formats.reading import make_article, read_article, read_content
from tests.support.paths import DATA

ARTICLES = DATA / "articles"
PIECES = (
    "---\n¦title: ¦x¦\n¦\n\n¦Ann: ¦Bob: ¦Q. ¦# ¦- ¦> ¦===\n¦|a|b|\n|-|-|\n¦```\n¦<b>¦"
    "<script>¦<![“¦<!--¦&#0;¦*¦[¦](¦&a [*a]¦!!int ¦date: 2024-02-31\n¦5 March 2024\n¦"
    "By Jane\n¦"
    "word word word word word word word word word word word word word word word word ¦.¦"
    ":¦：¦“¦中文。¦ไทย¦\u200b¦\u0301¦\U0001f600¦\ufffe¦\x07"
)

HOSTILE_PIECES = [
    *(piece.encode() for piece in PIECES.split("¦")),
    *(
        b"title: ",
        b"author: ",
        b"source: ",
        b"date: ",
        b"based_on: ",
        b"url: http://",
        b"? ",
        b"- ",
    ),
    *(b'"\\', b"U0000D800", b"UFFFFFFFF", b"ud83d", b"\\udE00", b'"', b"'", b"{", b"}", b"[", b"]"),
    *(b", ", b"&r ", b"*r ", b"<<: ", b"!!binary ", b"|9", b"%YAML 1.", b"9" * 5000, b"\n", b"\t"),
    *(
        b"<a ",
        b"<p x='",
        b"<!--",
        b"-->",
        b"<?",
        b"</",
        b"&#",
        b"&#xD800;",
        b"<style",
        b"<![CDATA[",
    ),
    *(
        b"\xff\xfe",
        b"\x00",
        b"\xed\xa0\x80",
        b"\xe9",
        b"= ",
        b"| a | b |\n|---|---|\n",
        b"The lamp. ",
    ),
    *(b'title: "\\U0000D800 x"\n', b'author: "\\UFFFFFFFF"\n', b"%YAML 9" + b"9" * 5000 + b".1\n"),
    *(b"<p>&#9" + b"9" * 5000, b"based_on: [&r {title: 'a'}, *r, *r]\n", b"\n\n<div>\n"),
]


def read(text: str, name: str = "a.md") -> Article:
    return read_article(text.encode(), name)[0]


def test_reads_front_matter() -> None:
    article = read("---\nTitle: 1984\ndate: 2024-03-05\nlanguage: no\nauthor: [A, B]\n---\n\nText.")
    assert (article.title, article.published, article.author) == ("1984", date(2024, 3, 5), "A, B")
    assert (article.language, article.text) == ("no", "Text.")


@pytest.mark.parametrize("name", ["a.md", "a.MD", "a.markdown", "b/c.txt"])
def test_front_matter_wins_over_the_text_in_every_format(name: str) -> None:
    article = read("---\ntitle: Stated\n---\nFound\n\nA text that goes on for a while.", name)
    assert (article.id, article.title) == (name, "Stated")


def test_an_impossible_date_is_left_out_with_a_warning() -> None:
    article, warnings = read_article(b"---\ntitle: A\ndate: 2024-02-31\n---\nText.", "a.md")
    assert article.published is None
    assert len(warnings) == 1
    assert "2024-02-31" in warnings[0]


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("title: On: the bridge", "no valid YAML in line 2"),
        ("title: A\nauthor: {", "no valid YAML in line"),
        ("title: " + "[" * 5000, "no valid YAML"),
        (f"odd: [{('[' * 90 + ']' * 90 + ',' + chr(10)) * 90}]", "no valid YAML in line 2"),
        ('title: "\\UFFFFFFFF x"', "no valid YAML"),
        ('title: "\\U00110000 x"', "no valid YAML"),
        ("title: " + "long " * 5000, "longer than 20,000 characters"),
    ],
)
def test_broken_front_matter_is_reported(front: str, reason: str) -> None:
    article, warnings = read_article(f"---\n{front}\nsource: Daily\n---\nText.".encode(), "a.md")
    assert article.text == "Text."
    assert any(reason in warning for warning in warnings)
    assert article.source == "Daily" or "longer" in reason


def test_a_directive_that_no_yaml_has_is_read_past() -> None:
    article = read(f"---\n%YAML {'1' * 5000}.1\ntitle: Odd\n---\nText.")
    assert (article.title, article.text) == ("Odd", "Text.")


def test_aliases_of_aliases_take_no_time() -> None:
    lists = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    assert read(f"---\na0: &a0 [x]\n{lists}title: Odd\n---\nText.").title == "Odd"


def test_escapes_of_json_in_front_matter_are_characters() -> None:
    front = '"title": "Fun \\ud83d\\ude00"\nsource: "odd \\ud83d"\nbased_on: ["\\ud83d\\ude00 x"]'
    article = read(f"---\n{front}\n---\nText.")
    assert article.title == "Fun 😀"
    assert "\ud83d" not in repr(article)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("\\uD800 x", "\ufffd x"),
        ("\\U0000D800 x", "\ufffd x"),
        ("x \\udfff", "x \ufffd"),
        ("a\\\\\\ud800 x", "a\\\ufffd x"),
        ("a\\\\ud800 x", "a\\ud800 x"),
        ("\\U0000d83d\\uDE00", "😀"),
    ],
)
def test_half_a_character_is_none_however_it_is_written(written: str, title: str) -> None:
    assert read(f'---\ntitle: "{written}"\n---\nText.').title == title


def test_what_nobody_thought_of_is_a_reason_too(caplog: pytest.LogCaptureFixture) -> None:
    def read_badly(data: bytes, name: str) -> Content:
        raise KeyError(name)

    with caplog.at_level("INFO"), pytest.raises(ArticleError, match="cannot be read: KeyError"):
        read_article(b"Text.", "a.xyz", read_badly)
    assert caplog.records == []


def test_an_ending_without_a_reader_is_a_reason() -> None:
    with pytest.raises(ArticleError, match=r"no reader for \.XYZ \("):
        read_article(b"Text.", "b/a.XYZ")


def read_packed(data: bytes, name: str) -> Content:
    """A reader of a format that is no text: a byte that says how long the title is, and then title
    and text with every bit the other way round."""
    plain = bytes(255 - byte for byte in data[1:]).decode()
    title, text = plain[: data[0]], plain[data[0] :]
    paragraphs = (Paragraph(0, len(text)),) if text else ()
    return Content(Metadata(title, warnings=("one",)), text, paragraphs, warnings=(f"two {name}",))


def test_a_reader_of_bytes_gives_an_article_as_those_of_text_do() -> None:
    text = "The harbour bridge will close for six weeks from Monday, the council said."
    packed = bytes(255 - byte for byte in f"Bridge{text}".encode())
    article, warnings = read_article(b"\x06" + packed, "b/a.bin", read_packed)
    assert (article.id, article.title, article.text) == ("b/a.bin", "Bridge", text)
    assert article.language == "en"
    assert warnings == ("one", "two b/a.bin")
    untitled, _ = read_article(b"\x00" + packed[6:], "a.bin", read_packed)
    assert untitled.title == text.removesuffix(".")
    with pytest.raises(ArticleError, match="holds no text"):
        read_article(b"\x00", "a.bin", read_packed)
    with pytest.raises(ArticleError, match="cannot be read: IndexError"):
        read_article(b"", "a.bin", read_packed)


def test_the_content_of_a_text_says_how_it_was_decoded() -> None:
    content = read_content("---\ntitle: Café\n---\nThé.".encode("cp1252"), "a.txt")
    assert (content.metadata.title, content.text.strip()) == ("Café", "Thé.")
    assert content.encoding in ("cp1252", "cp1254")
    assert content.is_encoding_guessed
    assert make_article(content, "a.txt").title == "Café"


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_rules_below_a_text_are_no_front_matter(name: str) -> None:
    article = read("Before the rule.\n\n---\n\ntitle: None\nkey: value\n\n---\n\nBehind it.", name)
    assert article.title == "Before the rule"
    assert "Before the rule." in article.text
    assert "Behind it." in article.text


def test_a_rule_that_nothing_closes_is_no_front_matter() -> None:
    assert read("---\n\nSome text.").text == "Some text."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("LONDON (Reuters) – The bridge closed. It is old.", "The bridge closed"),
        ("islamabad: The bridge closed. It is old.", "The bridge closed"),
        ("It is closed.", "It is closed"),
        ("桥关闭了。它很旧。", "桥关闭了"),
        ("The bridge " * 30 + "closed.", ("The bridge " * 7).strip() + "…"),
        ("\u200b…", None),
    ],
)
def test_derives_a_short_title(text: str, title: str | None) -> None:
    if title is None:
        with pytest.raises(ArticleError, match="no text"):
            read(text, "a.txt")
    else:
        assert read(text, "a.txt").title == title


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Date: 2021-05-07\n", "date"),
        ("https://mill.example/weir\n", "address"),
        ("Title: The mill\nAuthor: Ruth Penn\nDate: 2021-05-07\n", "title, author, date"),
    ],
)
def test_a_head_without_a_text_is_skipped_as_one(text: str, stated: str) -> None:
    with pytest.raises(ArticleError, match=rf"holds no text but headings or fields \({stated}\)$"):
        read(text, "a.txt")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b" \r\n\t", "it is empty"),
        (b"---\ntitle: A\n---\n", r"holds no text but headings or fields \(title\)$"),
        (b"---\ntitle: A\ndate: 2021-05-07\ngrade: hard\n---\n", r"\(title, date, grade\)$"),
        (b"# A mill\n\n## A weir\n", "holds no text but headings or fields"),
        (b"<!-- nothing -->", "holds no text$"),
        (b"# Only a heading", "holds no text but"),
        (b"\x00\x01\x02", "binary"),
    ],
)
def test_says_why_there_is_no_article(data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason):
        read_article(data, "a.md")


@pytest.mark.parametrize(
    ("name", "title", "published", "speakers"),
    [
        ("arabic.txt", "إغلاق جسر الميناء للإصلاح", date(2024, 3, 5), {None, "الصحفي", "العمدة"}),
        ("chinese.txt", "海港大桥将关闭维修", date(2024, 3, 5), {None, "记者", "市长"}),
        ("hindi.txt", "मरम्मत के लिए बंदरगाह पुल बंद", date(2024, 3, 5), {None}),
        ("thai.txt", "ปิดสะพานท่าเรือเพื่อซ่อมแซม", date(2024, 3, 5), {None}),
        ("urdu.txt", "بندرگاہ کا پل مرمت کے لیے بند", date(2024, 3, 5), {None}),
        ("mixed_line_ends.txt", "Ferry timetable changes", None, {None}),
    ],
)
def test_reads_articles_in_many_scripts(
    name: str, title: str, published: date | None, speakers: set[str | None]
) -> None:
    article, warnings = read_article((ARTICLES / name).read_bytes(), name)
    assert (article.title, article.published, warnings) == (title, published, ())
    assert {paragraph.speaker for paragraph in article.paragraphs} == speakers
    assert "\r" not in article.text


def check_article(article: Article) -> None:
    """Whether `article` can be written as a record and cut at its paragraphs."""
    json.dumps(asdict(article), ensure_ascii=False, default=date.isoformat).encode()
    assert article.title
    assert "\n" not in article.title
    end_before = 0
    for paragraph in article.paragraphs:
        content = article.text[paragraph.start : paragraph.end]
        assert end_before <= paragraph.start < paragraph.end <= len(article.text)
        # Code keeps what its first line is set in by.
        is_set_in = paragraph.kind == "code"
        assert content == (content.strip("\n").rstrip() if is_set_in else content.strip())
        end_before = paragraph.end


@settings(deadline=None)  # the first date loads 200 languages
@given(
    st.lists(st.sampled_from(PIECES.split("¦")), max_size=25).map("".join),
    st.sampled_from(["a.md", "a.txt"]),
)
@example("```\n\x07title: ", "a.md")
def test_any_text_gives_an_article_or_article_error(text: str, name: str) -> None:
    try:
        article = read(text, name)
    except ArticleError:
        return
    check_article(article)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(HOSTILE_PIECES) | st.binary(max_size=6), max_size=12).map(b"".join),
    st.lists(st.sampled_from(HOSTILE_PIECES) | st.binary(max_size=6), max_size=12).map(b"".join),
    st.sampled_from(["a.md", "a.txt"]),
)
@example(b'title: "\\U0000D800 x"', b"Text.", "a.md")
@example(b'author: "\\UFFFFFFFF"', b"Text.", "a.txt")
@example(b"", b"<p>&#" + b"9" * 5000, "a.md")
def test_any_bytes_give_an_article_or_article_error(front: bytes, body: bytes, name: str) -> None:
    for data in (body, b"---\n" + front + b"\n---\n" + body):
        try:
            article, warnings = read_article(data, name)
        except ArticleError as exc:
            assert "\n" not in str(exc)
            continue
        check_article(article)
        assert all(len(warning) < 200 for warning in warnings)


@pytest.mark.parametrize(
    ("name", "marks", "quote"),
    [("a.md", "{}\n\n", "> {}\n\n"), ("a.html", "<p>{}", "<blockquote>{}</blockquote>")],
)
def test_what_an_interview_quotes_as_a_block_is_not_the_last_speakers(
    name: str, marks: str, quote: str
) -> None:
    talk = ("Ann: Why?", "Bob: I left.", "Ann: And you?", "Bob: I came.")
    article = read_article(
        ("".join(map(marks.format, talk)) + quote.format("It was sold.")).encode(), name
    )[0]
    assert [p.speaker for p in article.paragraphs] == ["Ann", "Bob", "Ann", "Bob", None]
