"""Mails and mailboxes."""

import base64
from datetime import date

import pytest

from corpus.article import Article, ArticleError
from corpus.formats.quoted_mail import mark_quoted
from corpus.formats.reading import read_article, read_file
from tests.support.counting import count_calls_of

_HEAD = """From: Anna Berg <anna@berg.example>
Date: Tue, 5 Mar 2024 10:00:00 +0100
Subject: =?utf-8?b?RGllIEJyw7xja2U=?=
"""
_PARTS = """MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="XX"

This stands above the parts.
--XX
Content-Type: multipart/alternative; boundary=YY

--YY
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Die Br=FCcke ist alt. Sie wurde aus Stein ge=
baut.

On Mon, 4 Mar 2024, Tom Flint wrote:
> Is the bridge old?

--=20
Anna
--YY
Content-Type: text/html; charset=utf-8

<p>Die Br&uuml;cke ist alt.</p>
--YY--
--XX
Content-Type: application/pdf
Content-Disposition: attachment; filename="plan.pdf"
Content-Transfer-Encoding: base64

JVBERi0=
--XX--
This stands below them.
"""


def _read(text: str | bytes, name: str = "a.eml") -> Article:
    return read_article(text if isinstance(text, bytes) else text.encode(), name)[0]


def _tell(article: Article) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(article.text[p.start : p.end], p.speaker, p.headings) for p in article.paragraphs]


def test_of_several_parts_the_plain_text_is_read_and_what_is_attached_is_named() -> None:
    reading = read_file((_HEAD + _PARTS).encode(), "a.eml")
    article = reading.article
    assert (article.title, article.author) == ("Die Brücke", "Anna Berg")
    assert article.published == date(2024, 3, 5)
    assert _tell(article) == [
        ("Die Brücke ist alt. Sie wurde aus Stein gebaut.", None, ()),
        ("Is the bridge old?", "Tom Flint", ()),
    ]
    assert reading.warnings == ("attachments are not read: plan.pdf",)
    assert reading.format == "mail"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Content-Type: text/plain; charset=koi8-r", "Мост очень старый.".encode("koi8-r")),
        ("Content-Type: text/plain; charset=utf-7", "Мост очень старый.".encode("utf-7")),
        ("Content-Type: text/plain; charset=nonsense", "Мост очень старый.".encode()),
        ("Content-Type: text/plain; charset=us-ascii", "Мост очень старый.".encode()),
        (
            "Content-Transfer-Encoding: base64",
            b"0JzQvtGB0YIg0L7Rh9C10L3RjCDRgdGC0LDRgNGL0Lku\n",
        ),
        ("Content-Type: text/html", "<html><p>Мост <b>очень</b> старый.</p>".encode()),
        (
            "Content-Type: multipart/alternative; boundary=B",
            "--B\n\nSee HTML\n--B\nContent-Type: text/html\n\n"
            "<p>Мост очень старый.</p><p>Никто не знает, кто его построил.</p>\n--B--".encode(),
        ),
        (
            "Content-Type: multipart/mixed; boundary=wrong",
            "--B\nContent-Type: text/plain\n\nМост очень старый.\n--B--".encode(),
        ),
    ],
)
def test_charsets_and_encodings(head: str, body: bytes) -> None:
    article = _read(f"{_HEAD}{head}\n\n".encode() + body)
    assert article.text.startswith("Мост очень старый.")


@pytest.mark.parametrize(
    ("charset", "encoding", "words"),
    [
        ("gb2312", "gb18030", "朱镕基的桥很旧。"),
        ("iso-8859-1", "cp1252", "“Die Brücke” kostet 5 €."),
        ("euc-kr", "cp949", "펲시맨의 다리는 낡았다."),
        ("shift_jis", "cp932", "髙橋は①に住む。"),
    ],
)
def test_a_charset_is_read_as_the_larger_one_that_is_meant(
    charset: str, encoding: str, words: str
) -> None:
    head = f"{_HEAD}Content-Type: text/plain; charset={charset}\n\n"
    assert _read(head.encode() + words.encode(encoding)).text == words


def test_a_header_that_is_not_ascii() -> None:
    article = _read("From: Zoë Müller <z@a.org>\nSubject: Brücke\n\nDie Brücke.\n".encode("cp1252"))
    assert (article.title, article.author) == ("Brücke", "Zoë Müller")


_BOX = """From tom@a.org Mon Mar  4 09:00:00 2024
From: Tom Flint <tom@a.org>
Date: Mon, 4 Mar 2024 09:00:00 +0000
Subject: [works] The bridge

Is the bridge old?
>From the north it looks so.

From anna@b.org  Tue Mar  5 10:00:00 2024
From: Anna Berg <anna@b.org>
Date: Tue, 5 Mar 2024 10:00:00 +0000
Subject: Re: [works] The bridge

Tom Flint wrote on 4 March 2024:
> Is the bridge old?

It was built in 1910.

From nobody Tue Mar  5 11:00:00 2024
From: Nobody <n@b.org>
Subject: Re: [works] The bridge

"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_mails_of_a_mailbox_are_sections(ends: str) -> None:
    article, warnings = read_article(_BOX.replace("\n", ends).encode(), "a.mbox")
    asked = "[works] The bridge · Tom Flint · 2024-03-04"
    answered = "Re: [works] The bridge · Anna Berg · 2024-03-05"
    assert article.title == "[works] The bridge"
    assert (article.author, article.published) == (None, None)
    assert _tell(article) == [
        ("Is the bridge old?", "Tom Flint", (asked,)),
        ("From the north it looks so.", "Tom Flint", (asked,)),
        ("Is the bridge old?", "Tom Flint", (answered,)),
        ("It was built in 1910.", "Anna Berg", (answered,)),
    ]
    assert article.text.startswith(asked)
    assert warnings == ("mails without a text are left out: 1",)


_UNREADABLE = (
    b"From x@x.example Mon Mar  4 09:00:00 2024\nFrom: x@x.example\nSubject: Its picture\n"
    b"Date: Mon, 4 Mar 2024 09:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n"
)


@pytest.mark.parametrize(
    "bad", [b"\x89PNG\n\x1a\n\x00\x00\x00\n\n", bytes(range(128, 256)) + b"\x00\x81\xff\n\n"]
)
def test_a_mail_that_cannot_be_read_costs_no_other_of_its_mailbox(bad: bytes) -> None:
    for box in (_UNREADABLE + bad + _BOX.encode(), _BOX.encode() + b"\n" + _UNREADABLE + bad):
        reading = read_file(box, "a.mbox")
        assert [said for said, _, _ in _tell(reading.article)].count("It was built in 1910.") == 1
        (told,) = (one for one in reading.warnings if "cannot be read" in one)
        assert "left out: 1 (Its picture · x@x.example · 2024-03-04: binary data, not text)" in told
        assert "mails without a text are left out: 1" in reading.warnings
    with pytest.raises(ArticleError, match="binary data"):
        _read(_UNREADABLE + bad)


def test_a_part_that_cannot_be_read_costs_no_other_of_its_mail() -> None:
    data = (_HEAD + _PARTS).replace("--XX--", "--XX\n\n\x89PNG\x00\x00\n--XX--").encode("latin-1")
    reading = read_file(data, "a.eml")
    assert reading.article.text.startswith("Die Brücke ist alt.")
    assert "texts of mails that cannot be read are left out: 1 (" in reading.warnings[1]


def test_a_thread_under_the_name_of_a_mail_is_a_mailbox() -> None:
    assert _tell(_read(_BOX)) == _tell(_read(_BOX, "a.mbox"))


def test_a_boundary_that_no_header_names_may_begin_with_hyphens() -> None:
    body = base64.b64encode("<p>Die Brücke ist alt, und sie ist aus Stein.</p>".encode() * 9)
    article = _read(
        f"{_HEAD}Content-Type: multipart/alternative; boundary=X\n\n----=_Gl\n"
        "Content-Type: text/html;\nContent-Transfer-Encoding: base64\n\n".encode()
        + body
        + b"\n----=_Gl--\n"
    )
    assert article.text.startswith("Die Brücke ist alt, und sie ist aus Stein.")


def test_each_mail_of_a_mailbox_is_in_its_own_encoding() -> None:
    said = {"utf-8": "Die Brücke ist alt.", "koi8-r": "Мост очень старый.", "gb2312": "桥很旧。"}
    box = b"".join(
        f"From a@a.example Mon Mar  4 09:00:00 2024\nFrom: a@a.example\nSubject: {name}\n"
        f"Content-Type: text/plain; charset={name}\n\n{words}\n\n".encode(name)
        for name, words in said.items()
    )
    article = read_file(box, "a.mbox").article
    assert [words for words, _, _ in _tell(article)] == list(said.values())


def test_a_sentence_that_begins_as_the_line_above_a_mail_does_begins_none() -> None:
    box = _BOX.replace(">From the north it", "\nFrom Monday 10:00 on it is closed.\nIt")
    article = _read(box, "a.mbox")
    assert "From Monday 10:00 on it is closed." in article.text
    assert len({p.headings for p in article.paragraphs}) == 2


def test_what_is_quoted_goes_on_below_with_a_number() -> None:
    article = _read(
        f"{_HEAD}\nOn Mon, 4 Mar 2024, Tom Flint wrote:\n"
        "> I asked two firms for an offer: Brandt wants 8,400 euros, Sailer\n"
        "> 6,950 euros, both without scaffolding.\n\nSailer.\n"
    )
    assert _tell(article)[0][0].endswith("Sailer 6,950 euros, both without scaffolding.")


@pytest.mark.parametrize("mark", ["", "> "])
def test_of_many_blank_lines_one_is_left(mark: str) -> None:
    blank = f"{mark}\n"
    article = _read(
        f"{_HEAD}\n{mark}The bridge is old, and it was built of stone.\n{9 * blank}"
        f"{mark}It is closed.\n{2 * blank}{mark}It opens again.\n"
    )
    assert "stone.\n\nIt is closed.\n\n\nIt opens again." in article.text


def test_where_somebody_is_reached_is_no_heading() -> None:
    article = _read(
        f"{_HEAD}\nSend what you have to the list:\n\tworks@x.example\n\n"
        "You can reach the person managing the list at\n\tworks-admin@x.example\n\n"
        "When replying, please edit your Subject line so it is more specific\nthan this.\n"
    )
    assert {headings for _, _, headings in _tell(article)} == {()}
    assert "at works-admin@x.example" in article.text


def test_a_mail_within_a_mail_is_a_section_of_it() -> None:
    article = _read(
        f"{_HEAD}Content-Type: multipart/mixed; boundary=B\n\n--B\n\nLook at this.\n"
        "--B\nContent-Type: message/rfc822\n\n"
        "From: Tom <t@a.org>\nSubject: Stone\nDate: Mon, 4 Mar 2024 09:00:00 +0000\n\n"
        "It is of stone.\n--B--\n"
    )
    assert _tell(article) == [
        ("Look at this.", None, ()),
        ("It is of stone.", "Tom", ("Stone · Tom · 2024-03-04",)),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no mail"),
        (b"Only some words.", "no mail"),
        (b"From: a@b.org\nSubject: x\n\n", "no text"),
        (
            b"From: a@b.org\nContent-Type: application/pdf; name=a.pdf\n\nJVBE",
            "attachments: a.pdf",
        ),
    ],
)
def test_what_is_refused(data: bytes, reason: str) -> None:
    for name in ("a.eml", "a.mbox"):
        with pytest.raises(ArticleError, match=reason):
            read_article(data, name)


@pytest.mark.parametrize(
    "made",
    [
        lambda n: b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * (n // 45),
        lambda n: b"Content-Type: message/rfc822\n\n" * (n // 30),
        lambda n: b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\n" * (n // 5),
        lambda n: b"Content-Type: text/plain" + b';a="' * (n // 4) + b"\n\nx",
        lambda n: b"X: y\n" * (n // 5) + b"\nx",
        lambda n: b"Subject: =?utf-8?q?" + b"=C3" * (n // 3) + b"?=\n\nx",
        lambda n: b"Subject: " + b"=?utf-8?q?a?= " * (n // 14) + b"\n\nx",
        lambda n: b"From: " + b"(" * n + b"\n\nx",
        lambda n: b"Content-Transfer-Encoding: base64\n\n" + b"=" * n,
        lambda n: b"Content-Transfer-Encoding: x-uuencode\n\n" + b"begin 644 a\n" * (n // 12),
        lambda n: b"\nFrom a 1:00\nFrom: b\n\nx\n" * (n // 25),
    ],
)
def test_hostile_mails_cost_no_more_than_their_length(made: object) -> None:
    assert callable(made)
    for name in ("a.eml", "a.mbox"):
        try:
            read_article(b"From: a@b.org\n" + made(60_000), name)
        except ArticleError as exc:
            assert "\n" not in str(exc)


def test_cut_anywhere_what_stands_before_is_read() -> None:
    data = (_HEAD + _PARTS.replace("This stands above the parts.\n", "")).encode()
    for cut in range(0, len(data), len(data) // 50):
        try:
            article = read_article(data[:cut], "a.eml")[0]
        except ArticleError:
            assert cut <= data.index(b"Die Br=FCcke")
        else:
            assert article.author == "Anna Berg"
            assert article.text.startswith("Die Brücke ist alt"[: len(article.text)])


def test_what_is_quoted_in_a_mail_is_looked_for_once() -> None:
    body = "From: a\nSent: b\n\n" * 10
    data = f"{_HEAD}\n{body}The bridge is old.\n".encode()
    assert count_calls_of(mark_quoted, lambda: read_file(data, "a.eml")) == 1
