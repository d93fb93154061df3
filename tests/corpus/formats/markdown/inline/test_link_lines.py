"""Paragraphs of links alone: what leads to another page heads nothing and is not quoted."""

import pytest

from corpus.formats.markdown import parse_markdown


def read(markdown: str) -> list[tuple[tuple[str, ...], str]]:
    _, text, paragraphs = parse_markdown(markdown)
    return [(p.headings, text[p.start : p.end]) for p in paragraphs]


@pytest.mark.parametrize(
    "link",
    [
        "[What’s new in Tidewatch 3.0 →](https://t.example/3)",
        "[Release notes for 3.0](https://t.example/3)",
        "[Changes in version 3.0](https://t.example/3)",
    ],
)
def test_a_link_to_the_news_of_a_release_is_no_heading(link: str) -> None:
    news = f"# News\n\n## 3.0.2 (2022-01-24)\n\n{link}\n\n- It starts.\n\n## 3.0.1 (2022-01-20)\n\n"
    assert read(f"{news}{link}\n\n- It stops.\n") == [
        (("3.0.2 (2022-01-24)",), "It starts."),
        (("3.0.1 (2022-01-20)",), "It stops."),
    ]


def test_a_line_of_another_release_that_is_no_link_to_its_news_is_a_heading() -> None:
    lines = ["Changes in version 2.9", "[v2.8](https://t.example/2.8)"]
    for line, heading in zip(lines, ["Changes in version 2.9", "v2.8"], strict=True):
        news = f"# News\n\n## 3.0 (2022-01-24)\n\n- It starts.\n\n{line}\n\n- It stops.\n"
        assert read(news)[-1] == ((heading,), "It stops.")


@pytest.mark.parametrize(
    "link", ["[More on tides →](b.md)", "[The whole log ➜](https://e.example)"]
)
def test_a_link_with_an_arrow_behind_its_words_is_not_quoted(link: str) -> None:
    assert read(f"# Tides\n\nIt ebbs.\n\n{link}\n") == [((), "It ebbs.")]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[MIT](LICENSE)", "MIT"),
        ("See [all tides →](b.md)", "See all tides →"),
        ("- [All tides →](b.md)", "All tides →"),
        ("[Up →](b.md) [Down →](c.md)", "Up → Down →"),
        ("Tide → ebb", "Tide → ebb"),
    ],
)
def test_other_links_are_words(markdown: str, expected: str) -> None:
    assert read(f"# Tides\n\n{markdown}\n") == [((), expected)]


_BADGE = (
    "[![The newest release can be found here.](https://img.shields.io/v/t.svg)](https://t.example)"
)
_PHOTO = "[![The lock is as old as the canal.](https://t.example/lock.png)](https://t.example)"


def test_what_badges_are_called_is_not_quoted() -> None:
    other = "[![How the tests of it went today.](https://ci.example/t.svg)](https://ci.example)"
    assert read(f"# Tides\n\n{_BADGE}\n{other}\n\nIt ebbs.\n") == [((), "It ebbs.")]


@pytest.mark.parametrize("picture", [_PHOTO, f"{_PHOTO}\n{_PHOTO}", f"{_BADGE} and it ebbs"])
def test_what_other_pictures_are_called_is_if_it_is_a_sentence(picture: str) -> None:
    assert len(read(f"# Tides\n\n{picture}\n\nIt ebbs.\n")) == 2
