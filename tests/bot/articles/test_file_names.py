"""Names of files that come from outside."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.file_names import MAX_NAME_BYTES, NameRefusedError, clean_name, make_name
from corpus import MUST_ANSWER_NAME, SUFFIXES

HOSTILE = [
    ("keeper.md", "keeper.md"),
    ("The keeper (2).TXT", "The keeper 2.txt"),
    ("../../../etc/passwd.md", "passwd.md"),
    ("/etc/cron.d/x.md", "x.md"),
    ("..\\..\\windows\\x.txt", "x.txt"),
    ("C:\\x.txt", "x.txt"),
    ("a.txt:stream.md", "stream.md"),
    ("tar.1", "tar.1"),
    ("../lamp(8).8", "lamp 8.8"),
    ("Gull.3P", "Gull.3p"),
    ("ferry.man", "ferry.man"),
    ("a\0.md", "a.md"),
    ("a\nb\r\x1b[31mc.md", "a b 31mc.md"),
    ("\u202edm.exe.md", "dm.exe.md"),
    (".hidden.md", "hidden.md"),
    ("...md", "article.md"),
    (".md", "article.md"),
    ("-rf.md", "rf.md"),
    ("~/x.md", "x.md"),
    ("$(reboot).md", "reboot.md"),
    ("a'b\"c;d|e&f.md", "a b c d e f.md"),
    ("CON.md", "article CON.md"),
    ("nul .tar.md", "article nul .tar.md"),
    ("lpt1.txt", "article lpt1.txt"),
    ("console.md", "console.md"),
    ("x.md. . ", "x.md"),
    ("e\u0301te\u0301.md", "été.md"),
    ("\u0301.md", "article.md"),
    ("\u3164\u200b.md", "article.md"),
    ("\ud800x.md", "x.md"),
    ("😀.md", "article.md"),
    ("بندر گوادر.txt", "بندر گوادر.txt"),
    ("港口.markdown", "港口.markdown"),
    (f"{'x' * 300}.md", f"{'x' * 97}.md"),
    (f"{'港' * 300}.txt", f"{'港' * 32}.txt"),
    (f"{MUST_ANSWER_NAME}.md", f"{MUST_ANSWER_NAME}.md"),
]
REFUSED = [
    None,
    "",
    ".",
    "..",
    "md",
    "x",
    "x.xyz",
    MUST_ANSWER_NAME,
    "x.md/",
    "x.md.exe",
    "x.0",
    "x.12",
    "x.1.gz",
    "a.md\0.sh",
]

_NASTY = st.sampled_from(["..", "/", "\\", "\0", ":", ".", "-", "\u0301", "\u202e", "CON", "nul."])
_NAMES = st.lists(_NASTY | st.text(max_size=8), max_size=30).map("".join)


@pytest.mark.parametrize(("given_name", "stored"), HOSTILE)
def test_a_hostile_name_becomes_a_harmless_one(given_name: str, stored: str) -> None:
    assert clean_name(given_name) == stored


@pytest.mark.parametrize("given_name", REFUSED)
def test_what_is_not_read_is_refused(given_name: str | None) -> None:
    with pytest.raises(NameRefusedError, match=r"\.md, \.markdown, \.mdx, \.txt, \.text"):
        clean_name(given_name)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The lighthouse of Skerry", "the-lighthouse-of-skerry.md"),
        ("Who? What - and where…", "who-what-and-where.md"),
        ("../../x", "x.md"),
        ("Éric & Zoë", "éric-zoë.md"),
        ("港口。", "港口.md"),
        ("!!!", "article.md"),
        ("NUL", "article-nul.md"),
    ],
)
def test_a_title_becomes_a_name(title: str, name: str) -> None:
    assert make_name(title, ".md") == name


def _check(name: str, folder: Path) -> None:
    path = (folder / name).resolve()
    assert path.parent == folder
    assert path.suffix in SUFFIXES
    assert len(name.encode()) <= MAX_NAME_BYTES
    assert unicodedata.is_normalized("NFC", name)
    assert all(c in "-_. " or unicodedata.category(c)[0] in "LMN" for c in name)
    assert name[0] not in ".-" and name != MUST_ANSWER_NAME
    assert clean_name(name) == name


@given(_NAMES, st.sampled_from(SUFFIXES))
def test_any_name_stays_inside(name: str, suffix: str) -> None:
    folder = Path("/corpus")
    _check(clean_name(name + suffix), folder)
    _check(make_name(name, suffix), folder)
