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


@pytest.mark.parametrize(
    ("second", "speaker"),
    [
        ("00:04.000 --> 00:06.000\nist alt.", "Anna Berg"),
        ("00:04.000 --> 00:06.000\nIst sie alt?", None),
        ("00:08.000 --> 00:09.000\nist alt.", None),
    ],
)
def test_a_sentence_goes_on_with_the_voice_of_its_beginning(second: str, speaker: str) -> None:
    text = f"WEBVTT\n\n00:01.000 --> 00:04.000\n<v Anna Berg>Die Brücke\n\n{second}\n"
    assert read_article(text.encode(), "a.vtt")[0].paragraphs[-1].speaker == speaker


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"{\i1}The bridge{\i0} is {he says: was}\Nold.", "The bridge is old."),
        (r"{\p1}m 0 0 l 100 0{\p0}The bridge is old.", "The bridge is old."),
        (r"{\pos(4,5)\p2}m 0 0 l 1 0", ""),
        (r"The {\k20}bridge \{it\} is old.", "The bridge {it} is old."),
    ],
)
def test_nobody_reads_remarks_orders_and_drawings_of_substation_alpha(
    written: str, shown: str
) -> None:
    line = "Dialogue: 0,0:00:0{0}.00,0:00:0{0}.50,Main,,0,0,0,,{1}\n"
    text = "[Script Info]\n\n[Events]\n" + line.format(1, written) + line.format(2, "Yes.")
    comment = line.format(3, "A secret.").replace("Dialogue", "Comment")
    said = read_article((text + comment).encode(), "a.ass")[0].text
    assert said == f"{shown} Yes.".strip()


def test_a_voice_says_nothing_behind_its_end() -> None:
    cue = "00:01.000 --> 00:04.000\n<v Ann>It is old,\nbut it works.</v> I disagree.\nSo do I.\n"
    article = read_article(f"WEBVTT\n\n{cue}".encode(), "a.vtt")[0]
    said = [(p.speaker, article.text[p.start : p.end]) for p in article.paragraphs]
    assert said == [("Ann", "It is old, but it works."), (None, "I disagree. So do I.")]


@pytest.mark.parametrize(
    ("style", "words", "shown"),
    [
        ("D", r"{\alpha&HFF&}The key.", ""),
        ("D", r"It is {\1a&HFF&}not {\1a&H00&}old.", "It is old."),
        ("D", r"It is {\s1}not {\s0}old.", "It is old."),
        ("D", r"10{\fs0}0{\r}5 g of oil.", "105 g of oil."),
        ("D", r"{\alpha&H80&\fs20\shad2}It is old.", "It is old."),
        ("K", "The key.", ""),
        ("K", r"The key. {\s0}It is old.", "It is old."),
    ],
)
def test_what_substation_alpha_hides_is_not_said(style: str, words: str, shown: str) -> None:
    head = "[Script Info]\n\n[V4+ Styles]\nFormat: Name, Fontname, StrikeOut\n"
    event = "Dialogue: 0,0:00:01.00,0:00:02.00,{},,0,0,0,,{}\n"
    events = event.format("D", "All.") + event.format(style, words)
    text = read_article(
        f"{head}Style: D,Arial,0\nStyle: K,Arial,-1\n\n[Events]\n{events}".encode(), "a.ass"
    )[0].text
    assert text == f"All. {shown}".strip()


@pytest.mark.parametrize("words", ["It is <s>not</s> old.", "It is <S>not\nat all</S> old."])
def test_what_subtitles_strike_is_not_said(words: str) -> None:
    text = read_article(f"1\n00:00:01,000 --> 00:00:02,000\n{words}\n".encode(), "a.srt")[0].text
    assert text == "It is old."


def test_the_words_of_two_are_no_sentence() -> None:
    text = "1\n00:00:01,000 --> 00:00:04,000\nIt was built in\n\n"
    text += "2\n00:00:04,000 --> 00:00:06,000\n- Who says so?\n- I do.\n"
    article = read_article(text.encode(), "a.srt")[0]
    told = [article.text[p.start : p.end] for p in article.paragraphs]
    assert told == ["It was built in", "Who says so? I do."]


@pytest.mark.parametrize(
    ("head", "between", "told"),
    [
        ("", "\n\nnot\n\n2\n", ["The mill is not for sale."]),
        ("", "\n \nnot\n2\n", ["The mill is not for sale."]),
        ("", "\n\nnot\n\n2\n\n", ["The mill is not for sale."]),
        ("", "\n\n1932\n\n", ["The mill is 1932 for sale."]),
        ("", "\n\n2\n", ["The mill is for sale."]),
        ("WEBVTT" + 50 * "\nA remark." + "\n\n", "\n\nnot\n\n2\n", ["The mill is", "for sale."]),
        ("WEBVTT\n\n", "\n\nnot\n\n2\n", ["The mill is", "for sale."]),
        ("WEBVTT\n\n", "\n\nnot\nat all\n", ["The mill is", "for sale."]),
        ("WEBVTT\n\n", "\n\nNOTE not\nat all\n\n2\n", ["The mill is for sale."]),
        ("WEBVTT\n\n", "\n\nsecond cue\n", ["The mill is for sale."]),
    ],
)
def test_blank_lines_within_a_cue_make_no_sentence_that_nobody_said(
    head: str, between: str, told: list[str]
) -> None:
    cues = f"1\n00:00:01,000 --> 00:00:04,000\nThe mill is{between}00:00:04,000 --> 00:00:06,000\n"
    # SubRip is what its first line says, whichever sign its times are written with.
    for dot in ".," if not head else ".":
        text = f"{head}{cues.replace(',', dot)}for sale."
        article = read_article(text.encode(), "a.srt")[0]
        assert [article.text[p.start : p.end] for p in article.paragraphs] == told


def test_words_above_others_in_some_cues_name_nobody() -> None:
    said = ["Old Harbour\nis far away.", "We row\nall night.", "Old Harbour\nat last.", "Land!"]
    cues = [f"00:00:0{n},000 --> 00:00:0{n},900\n{one}\n" for n, one in enumerate(said)]
    article = read_file("\n".join(cues).encode(), "a.srt").article
    assert not any(p.speaker for p in article.paragraphs)


def _subtitles(*said: str) -> bytes:
    cues = (
        f"{n + 1}\n00:00:{2 * n:02},000 --> 00:00:{2 * n + 1:02},900\n{words}\n"
        for n, words in enumerate(said)
    )
    return "\n".join(cues).encode()


def test_names_begin_cues_but_those_in_which_a_sentence_goes_on() -> None:
    data = _subtitles("ADA: We bake the bread", "at four.", "BO: That is early.", "ADA: Is it?")
    article = read_article(data, "a.srt")[0]
    said = [(p.speaker, article.text[p.start : p.end]) for p in article.paragraphs]
    assert said == [
        ("ADA", "We bake the bread at four."),
        ("BO", "That is early."),
        ("ADA", "Is it?"),
    ]


def test_names_at_few_cues_name_nobody() -> None:
    said = ["ADA: We bake.", "It is four.", "It is dark.", "BO: Early.", "So it is.", "ADA: Yes."]
    article = read_article(_subtitles(*said), "a.srt")[0]
    assert not any(p.speaker for p in article.paragraphs)
    assert all(words in article.text for words in said)
