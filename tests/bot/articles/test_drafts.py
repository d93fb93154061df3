from functools import partial

import pytest

from bot.articles.drafts import (
    MAX_ARCHIVED,
    MAX_BYTES,
    DraftError,
    draft_archive,
    draft_file,
    draft_stored,
    draft_text,
)
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


def test_a_text_without_a_title_is_called_by_its_first_sentence_and_replaces_no_other() -> None:
    said = "The harbour of Ystad, say all, was rebuilt."
    first, second = draft_text(f"{said} It has a quay."), draft_text(f"{said} It is deep.")
    assert first.article.title == second.article.title == said.rstrip(".")
    assert first.name != second.name
    assert first.name.startswith("the-harbour-of-ystad-say-all-was-rebuilt-")
    assert draft_text(f"{said} It has a quay.").name == first.name


def test_texts_that_are_all_lists_replace_no_other() -> None:
    names = {draft_text(f"- {word} of oak\n- {word} of tar").name for word in ("piers", "hulls")}
    assert len(names) == 2


def test_a_text_with_a_title_is_named_by_that_alone() -> None:
    names = {draft_text(f"# Old Pier\n\nThe pier is {word}.").name for word in ("new", "old")}
    assert names == {"old-pier.md"}


def test_what_has_the_secret_in_it_is_not_drafted() -> None:
    """It would be added and then skipped, and what it replaces would be gone."""
    said = "# Lamps\n\nThe key is 1:Secret-part."
    for make in (
        partial(draft_text, said),
        partial(draft_file, "lamps.md", said.encode()),
        partial(draft_archive, make_zip({"lamps.md": said.encode()})),
        partial(draft_stored, "lamps.md", said.encode(), lambda: None),
    ):
        make()
        with pytest.raises(DraftError, match="holds a secret of the settings: take it out"):
            make(secret="Secret-part")
