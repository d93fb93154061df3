"""The two seeds come out right as they are; absent seeds are skipped.

Their wording is compared by short markers only: they are not ours.
"""

from datetime import date

import pytest

from corpus.article import Article
from corpus.formats.reading import read_article
from corpus.passages.chunking import MAX_WINDOWS, chunk_article
from tests.support.paths import PROJECT

SEEDS = PROJECT.parent / "shared" / "seeds"
OP_ED, REPORT = "003_9340aa3bd52f370a.txt", "000_d3d8f42e4e31672a.txt"
EDITOR, EXPERT = "Time.news Editor", "Dr. Amina Hassan"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not part of the project")


def read_seed(name: str) -> Article:
    article, warnings = read_article((SEEDS / name).read_bytes(), name)
    assert warnings == ()
    return article


@pytest.mark.parametrize("name", [OP_ED, REPORT])
def test_the_text_stays_the_file_as_it_stands(name: str) -> None:
    assert read_seed(name).text == (SEEDS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [OP_ED, REPORT])
@pytest.mark.parametrize("max_tokens", [20, 60, 200])
def test_every_sentence_is_in_a_passage(name: str, max_tokens: int) -> None:
    article = read_seed(name)
    passages = chunk_article(article, lambda text: len(text.split()), max_tokens)
    covered = {n for passage in passages for n in range(passage.start, passage.end)}
    for paragraph in article.paragraphs:
        said = range(paragraph.start, paragraph.end)
        assert all(n in covered or article.text[n].isspace() for n in said)
    for passage in passages:
        assert passage.text == article.text[passage.start : passage.end]
        is_one = len(passage.sentences) == 1
        assert len(passage.text.split()) <= max_tokens * (MAX_WINDOWS if is_one else 1)


def test_op_ed_has_title_date_and_publisher() -> None:
    article = read_seed(OP_ED)
    assert article.title.startswith("Pakistan’s Commitment To Safeguarding")
    assert article.title.endswith("Terrorist Threats – OpEd")
    assert (article.published, article.source) == (date(2024, 11, 13), "Eur Asia News")
    assert article.author is None


def test_op_ed_has_its_headings() -> None:
    article = read_seed(OP_ED)
    headings = [paragraph.headings for paragraph in article.paragraphs]
    assert list(dict.fromkeys(headings)) == [
        (),
        ("Strengthening Security Protocols for Chinese Nationals",),
        ("Comprehensive Counterterrorism Measures",),
        ("Bilateral Security Collaboration and Intelligence Sharing",),
        ("Addressing Chinese Concerns and Ensuring Long-Term Security",),
        ("Conclusion",),
    ]
    assert [headings.count(above) for above in dict.fromkeys(headings)] == [2, 1, 2, 2, 2, 2]
    assert {paragraph.speaker for paragraph in article.paragraphs} == {None}


def test_report_gets_a_short_title_without_its_dateline() -> None:
    article = read_seed(REPORT)
    assert article.title.startswith("Pakistan Prime Minister Shehbaz Sharif")
    assert len(article.title) <= 80
    assert (article.published, article.source, article.author) == (None, None, None)


def test_report_keeps_its_dateline_and_its_one_heading() -> None:
    article = read_seed(REPORT)
    first = article.paragraphs[0]
    assert article.text[first.start : first.end].startswith("islamabad: ")
    assert {paragraph.headings for paragraph in article.paragraphs[1:]} == {
        ("Sharif assured China",)
    }


def test_interview_knows_who_speaks() -> None:
    article = read_seed(REPORT)
    speakers = [paragraph.speaker for paragraph in article.paragraphs]
    assert speakers == [None] * 4 + [EDITOR, EXPERT] * 7
    for paragraph in article.paragraphs[4:]:
        assert not article.text[paragraph.start :].startswith((EDITOR + ":", EXPERT + ":"))
