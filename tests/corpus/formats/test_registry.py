"""Endings of files and their readers."""

import pytest

from corpus.article import ArticleError
from corpus.formats.registry import SUFFIXES, find_format, find_reader
from tests.support.paths import PROJECT

TEXTS = [suffix for suffix in SUFFIXES if suffix not in (".epub", ".docx", ".odt", ".pdf")]
_STRUCTURED = {
    ".rtf": rb"{\rtf1 The bridge is old.}",
    ".jsonl": b'{"text": "The bridge is old."}',
    ".json": b'[{"text": "The bridge is old."}]',
    ".eml": b"From: Ann <ann@a.org>\n\nThe bridge is old.\n",
    ".mbox": b"From: Ann <ann@a.org>\n\nThe bridge is old.\n",
    ".ipynb": b'{"cells": [{"cell_type": "markdown", "source": ["The bridge is old."]}]}',
    ".srt": b"1\n00:00:01,000 --> 00:00:02,000\nThe bridge is old.\n",
    **dict.fromkeys(
        (".ass", ".ssa"),
        b"[Script Info]\nDialogue: 0,0:00:01.00,0:00:02.00,Main,,0,0,0,,The bridge is old.\n",
    ),
    ".vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\nThe bridge is old.\n",
}
"""Files that say the same in formats that are no text."""


@pytest.mark.parametrize("suffix", TEXTS)
def test_every_ending_has_a_reader_whatever_its_case(suffix: str) -> None:
    data = _STRUCTURED.get(suffix, b"The bridge is old.")
    for name in (f"b.c/a{suffix}", f"a.x{suffix.upper()}"):
        assert find_reader(name)(data, name).text == "The bridge is old."


@pytest.mark.parametrize(
    ("name", "shown"), [("a.xyz", ".xyz"), ("a." + "b" * 200, f".{'b' * 15}…")]
)
def test_another_ending_is_refused_in_a_short_line(name: str, shown: str) -> None:
    with pytest.raises(ArticleError) as caught:
        find_reader(name)
    assert str(caught.value) == f"no reader for {shown} (docs/articles.md names what is read)"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a.doc", "no reader for .doc: save it as .docx"),
        ("a.XLSX", "no reader for .XLSX: save each of its tables as .csv"),
        ("a.xml", "no reader for .xml: footnote add takes exports of WordPress and MediaWiki"),
    ],
)
def test_what_many_people_have_is_refused_with_what_to_do(name: str, told: str) -> None:
    with pytest.raises(ArticleError) as caught:
        find_reader(name)
    assert str(caught.value) == told


def test_the_page_names_all_that_is_read() -> None:
    page = (PROJECT / "docs" / "articles.md").read_text("utf-8")
    assert [suffix for suffix in SUFFIXES if f"`{suffix}`" not in page] == []


@pytest.mark.parametrize("name", ["README", "b.md/a", "No. 7 of the series"])
def test_a_name_without_an_ending_is_read_if_it_holds_text(name: str) -> None:
    assert find_reader(name)(b"The bridge is old.", name).text == "The bridge is old."
    assert find_reader(name)("The bridge.".encode("utf-16"), name).text == "The bridge."
    with pytest.raises(ArticleError, match="is no text"):
        find_reader(name)(b"\x7fELF\x00\x01bridge", name)


@pytest.mark.parametrize("name", ["lock.1", "a/lock.3pm", "lock.8", "LOCK.MAN", "gate.mdoc"])
def test_a_page_of_the_manual_is_named_by_its_section(name: str) -> None:
    page = b".TH LOCK 1\n.SH NAME\nlock \\- shut the gate\n"
    assert find_reader(name)(page, name).metadata.title == "lock(1) \u2013 shut the gate"
    assert find_format(name) == "manual page"
    assert find_reader(name)(b"The bridge is old.", name).text == "The bridge is old."


@pytest.mark.parametrize("name", ["a.0", "a.10", "a.1.gz", "a.xyz", "a.mandoc"])
def test_other_numbers_are_no_sections(name: str) -> None:
    with pytest.raises(ArticleError, match="no reader"):
        find_reader(name)
    assert find_format(name) is None


@pytest.mark.parametrize("name", ["MPL-2.0", "x/LGPL-3.0-or-later", "notes_v1.10"])
def test_a_version_at_the_end_of_a_name_is_no_ending(name: str) -> None:
    assert find_reader(name)(b"The bridge is old.", name).text == "The bridge is old."
    assert find_format(name) is None


@pytest.mark.parametrize("name", ["libgate.so.0", "log2024.0"])
def test_another_number_at_the_end_of_a_name_is_an_ending(name: str) -> None:
    with pytest.raises(ArticleError, match="no reader"):
        find_reader(name)


def test_of_an_archive_it_is_told_what_to_do_with_it() -> None:
    with pytest.raises(ArticleError, match="footnote add makes articles"):
        find_reader("notes/vault.ZIP")
