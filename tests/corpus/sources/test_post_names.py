"""Links to posts, and the files that they are."""

import pytest

from corpus.sources.post_names import clean_title, name_file, read_file_name, read_link, read_name


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("https://t.me/Harbour_News/123", ("harbour_news", 123)),
        ("t.me/s/harbour_news/123?single#x", ("harbour_news", 123)),
        ("http://telegram.me/harbour_news/", ("harbour_news", None)),
        ("https://t.me/c/1234567890/5", ("c-1234567890", 5)),
        ("https://t.me/c/123/45/6", None),
        ("https://t.me/+AbCdEf", None),
        ("https://example.org/t.me/harbour/5", None),
        ("https://t.me.example.org/harbour/5", None),
        ("the pier", None),
        ("https://t.me/" + "a" * 5000, None),
    ],
)
def test_links(link: str, place: tuple[str, int | None] | None) -> None:
    assert read_link(link) == place


def test_files_are_in_the_order_of_posts() -> None:
    names = [name_file("c-5", number) for number in (9, 10, 123, 2**31 - 1)]
    assert names == sorted(names)
    assert [read_file_name(name) for name in names][1] == ("c-5", 10)
    assert read_file_name("harbour/notes.md") is None


def test_names() -> None:
    assert read_name("@Harbour_News") == "Harbour_News"
    assert [read_name(name) for name in ("Harbour", "@a/b", "@..", "@c", "")] == [None] * 5


@pytest.mark.parametrize(
    ("title", "cleaned"),
    [
        ("../../evil", "evil"),
        ("..\\..\\evil/../news", "evil/news"),
        ("../..", ""),
        ("\u202eswen\u202c \u200bof\u200b\nSkerry\x1b", "swen of Skerry"),
        ("News/Events", "News/Events"),
        (".NET and C#", ".NET and C#"),
        ("Wait... what", "Wait... what"),
        ("/dev/null", "/dev/null"),
    ],
)
def test_a_channel_is_called_by_words(title: str, cleaned: str) -> None:
    assert clean_title(title) == cleaned
