import pytest

from bot.articles.drafts import MAX_ARCHIVED, MAX_BYTES, DraftError, draft_archive
from tests.support.archives import make_zip


def test_of_an_archive_no_article_is_larger_than_one_that_is_sent_by_itself() -> None:
    packed = make_zip({"large.txt": "Tide. " * (MAX_BYTES // 6 + 1), "small.txt": "A pier of oak."})
    assert len(packed) < MAX_BYTES
    unpacked = draft_archive(packed)
    assert [draft.name for draft in unpacked.drafts] == ["small.txt"]
    assert unpacked.left_out == (
        "large.txt: That is larger than 5 MiB, which is the most that I take.",
    )


def test_of_more_articles_than_are_offered_it_is_said_how_many_there_are() -> None:
    packed = make_zip({f"{number}.txt": "A pier of oak." for number in range(MAX_ARCHIVED + 3)})
    with pytest.raises(DraftError, match="holds 13 articles, and I take 10 of one at most"):
        draft_archive(packed)
