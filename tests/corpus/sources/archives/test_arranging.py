"""What of an archive is an article, by what lies beside it."""

import io

from corpus.sources.archives.opening import read_items
from corpus.sources.archives.records import PassedOver, TakenFile
from tests.support.archives import make_zip


def read(*names: str) -> tuple[list[str], list[str]]:
    """The names of the articles, and what the others are."""
    items = list(read_items(io.BytesIO(make_zip(dict.fromkeys(names, "Text.")))))
    taken = [item.name for item in items if isinstance(item, TakenFile)]
    return taken, [item.kind for item in items if isinstance(item, PassedOver)]


def test_of_a_site_of_jekyll_what_it_is_made_with_is_left_out() -> None:
    taken, others = read(
        "site/index.md",
        "site/_posts/2024-01-02-a.md",
        "site/_drafts/b.md",
        "site/_layouts/post.html",
        "site/_docs/c.md",
    )
    assert taken == ["index.md", "_posts/2024-01-02-a.md", "_docs/c.md"]
    assert others == ["drafts", "of what the site is made with"]


def test_of_a_site_of_hugo_too() -> None:
    taken, others = read(
        "content/a.md", "layouts/b.html", "themes/x/README.md", "archetypes/c.md", "README.md"
    )
    assert taken == ["content/a.md", "README.md"]
    assert others == ["of what the site is made with"] * 3


def test_folders_that_are_called_so_elsewhere_stay() -> None:
    for names in (("layouts/b.html", "themes/a.md"), ("content/a.md", "data/b.md", "vendor/c.md")):
        assert read(*names) == (list(names), [])
