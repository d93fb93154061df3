"""Files that are named as subtitles are."""

import pytest

from corpus.article import ArticleError, Locator
from corpus.formats.reading import read_article, read_file

_VTT = """WEBVTT - The harbour talk
Kind: captions
Language: de

STYLE
::cue { color: red }

NOTE
a remark over
two lines

1
00:01.000 --> 00:04.000 align:start position:0%
<v Anna Berg>Die Brücke, <i>Herr</i> Flint,

00:04.000 --> 00:06.000
<v Anna Berg>ist &amp; bleibt alt.
"""


def test_webvtt_says_what_it_is_called_and_in_which_language() -> None:
    article = read_article(_VTT.encode(), "a.vtt")[0]
    assert (article.title, article.language) == ("The harbour talk", "de")
    assert article.text == "Die Brücke, Herr Flint, ist & bleibt alt."
    (paragraph,) = article.paragraphs
    assert (paragraph.speaker, paragraph.locator) == ("Anna Berg", Locator("time", 1))


@pytest.mark.parametrize("above", ["", "\n\n", "1\n", "Made by nobody\nin a program\n\n1\n"])
def test_whatever_stands_above_the_first_cue(above: str) -> None:
    text = f"{above}01:00:01,500 --> 01:00:04,000\nThe bridge is old.\n"
    reading = read_file(text.encode(), "a.srt")
    assert reading.article.text == "The bridge is old."
    assert reading.article.paragraphs[0].locator == Locator("time", 3601)
    assert reading.format == "subtitles"


@pytest.mark.parametrize("text", ["Nothing of that kind.", "1\n00:00:01,000 --> 00:00:02,000\n"])
def test_a_file_without_cues_is_refused(text: str) -> None:
    with pytest.raises(ArticleError):
        read_article(text.encode(), "a.srt")


def test_cut_anywhere_the_cues_before_are_read() -> None:
    data = _VTT.encode()
    for cut in range(0, len(data), len(data) // 50):
        try:
            text = read_article(data[:cut], "a.vtt")[0].text
        except ArticleError:
            assert cut <= data.index(b"Die")
        else:
            assert text.startswith("Die Brücke"[: len(text)])
