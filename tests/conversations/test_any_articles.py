"""Articles and questions of any kind, from the file to what is shown: nothing fails, every quote
stands in its article, Telegram takes every message. `tests/data/article_seeds.txt` has the seeds
that were too much once."""

from pathlib import Path

import pytest

from tests.support.any_articles.showing import ARTICLES, Outcome, show_seed


@pytest.mark.parametrize(
    ("first_seed", "seeds"),
    [
        pytest.param(1, 2, id="short"),
        *(
            pytest.param(
                1_000 * part,
                200,
                id=f"part-{part}",
                marks=[pytest.mark.soak, pytest.mark.timeout(3600)],
            )
            for part in range(1, 11)
        ),
    ],
)
def test_whatever_is_read_is_shown_as_it_stands(first_seed: int, seeds: int) -> None:
    total = Outcome()
    for seed in range(first_seed, first_seed + seeds):
        outcome = show_seed(seed)
        assert not outcome.failures, f"{len(outcome.failures)} failures: {outcome.failures[0]}"
        total.articles += outcome.articles
        total.answered += outcome.answered
        total.messages += outcome.messages
    asked = seeds * ARTICLES
    assert total.articles > 0.8 * asked, "most can be read"
    assert total.answered > 0.3 * asked, "much is answered"
    print(f"{total.articles} articles, {total.answered} answered, {total.messages} messages")


def test_what_was_too_much_once(project_dir: Path) -> None:
    lines = (project_dir / "tests/data/article_seeds.txt").read_text("utf-8").splitlines()
    for seed in (int(line) for line in lines if not line.startswith("#")):
        assert show_seed(seed).failures == []
