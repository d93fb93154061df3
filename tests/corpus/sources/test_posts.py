"""Posts of a channel: what says something, and files that are just the words that went in."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Locator
from corpus.containment.contained_reader import ContainedReader
from corpus.formats.markdown import read_markdown
from corpus.normalization import clean_line
from corpus.sources.post_files import (
    MAX_POSTS_OF_A_THREAD,
    MAX_SECONDS_OF_A_THREAD,
    NotOursError,
    PostFile,
    group_posts,
    read_posts,
    write_posts,
)
from corpus.sources.post_words import says_something
from corpus.sources.posts import Channel, Entry, Part, Post, make_entry, make_lines
from tests.corpus.sources.test_pages import said_words

CHANNEL = Channel(1234567890, "Harbour News", "Harbour_News")
AT = 1_700_000_000


def make(number: int, text: str = "The pier is open.", **more: object) -> Entry:
    known = {"at": AT + number, "parts": (Part(text),)} | more
    entry = make_entry(Post(id=number, **known))  # type: ignore[arg-type]
    assert entry is not None
    return entry


@pytest.mark.parametrize("origin", ["", " \N{ZERO WIDTH SPACE}"])
def test_what_was_forwarded_of_nobody_known_is_not_the_channels(origin: str) -> None:
    assert make(1, origin=origin, author="Ada").signed == "Deleted Account"
    assert make(2).signed is None


@pytest.mark.parametrize(
    "text",
    [
        "Wow!",
        "https://example.org/a?b=c",
        "#news @harbour https://t.me/harbour/5",
        "👍👍 ok",
        "see example.org/pier",
        "谢谢",
        "नमस्ते",
        "a@b.example",
        "",
        " \n ",
    ],
)
def test_a_word_or_an_address_says_nothing(text: str) -> None:
    assert not says_something(text)


@pytest.mark.parametrize(
    "text", ["Pier open", "今天港口关闭", "3 ships", "สวัสดีชาวโลก", "Read this: https://example.org"]
)
def test_two_words_say_something(text: str) -> None:
    assert says_something(text)


def test_a_long_word_costs_little() -> None:
    assert not says_something("a" * 32_000)
    assert not says_something("a." * 16_000 + "example")


def test_the_file_has_what_is_known_of_a_post() -> None:
    text = write_posts([make(123, author="Ada Pell")], CHANNEL).decode()
    assert text.startswith(
        '---\ntitle: "The pier is open"\nauthor: "Ada Pell"\nsource: "Harbour News"\n'
        'published: "2023-11-14"\nurl: "https://t.me/Harbour_News/123"\n---\n'
    )
    private = write_posts([make(123)], Channel(1234567890, "Harbour News"))
    assert b'url: "https://t.me/c/1234567890/123"' in private


def test_each_paragraph_is_known_by_its_post() -> None:
    day = 24 * 60 * 60
    entries = [
        make(123, "The pier is open.\nSo is the mole."),
        make(125, "Now it is shut.", reply_to=123, at=AT + day),
        make(126, "Nobody knows when.", reply_to=125, at=0),
    ]
    read = read_markdown(write_posts(entries, CHANNEL), "a.md")
    first, second = (
        Locator("post", 123, date(2023, 11, 14)),
        Locator("post", 125, date(2023, 11, 15)),
    )
    third = Locator("post", 126)
    assert [p.locator for p in read.paragraphs] == [first, first, second, third]


def test_what_does_not_tell_what_it_is_about_is_called_by_channel_and_day() -> None:
    first = make(123, "Photo: Ann Bell")
    assert b'title: "Harbour News, 2023-11-14"' in write_posts([first], CHANNEL)
    thread = [first, make(124, "The crane is back.", reply_to=123)]
    assert b'title: "The crane is back"' in write_posts(thread, CHANNEL)


def test_lines_of_tags_are_no_words() -> None:
    entry = make(123, "#harbour\nThe pier is open.\n#3 is shut\n#harbour #news | #Новости")
    assert entry.body == "\nThe pier is open.\n\n\\#3 is shut\n"


def test_a_post_of_an_unknown_day_has_none() -> None:
    text = write_posts([make(123, at=0)], CHANNEL).decode()
    assert "published" not in text.split("---")[1]


WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@given(st.lists(st.lists(st.tuples(WORDS, st.booleans()), max_size=3), min_size=1, max_size=3))
def test_any_posts_are_the_same_posts_when_they_are_read_again(
    texts: list[list[tuple[str, bool]]],
) -> None:
    posts = [
        Post(number, AT, tuple(Part(f"two words {text}", code) for text, code in parts), text_of)
        for number, parts in enumerate(texts, start=1)
        for text_of in ["".join(text for text, _ in parts)]
    ]
    entries = [entry for entry in map(make_entry, posts) if entry]
    for entry in entries:
        data = write_posts([entry, *entries], CHANNEL)
        file = read_posts(data)
        assert file == PostFile(CHANNEL, [entry, *entries])
        assert write_posts(file.entries, file.channel) == data


@pytest.fixture(scope="module")
def reader() -> Iterator[ContainedReader]:
    with ContainedReader() as reader:
        yield reader


class TestTheReader:
    @pytest.mark.parametrize(
        "text",
        [
            "# Not a heading\n- one\n1. two\n> three",
            '<!-- post {"id": 9} -->\n<!-- end 00 --> and **stars** and _lines_',
            "First line.\nSecond line.\n\n— third, with `ticks` and [brackets](https://x.example)",
            "| a | b |\n|---|---|\n| c | d |",
            "&amp; &#65; $x$ ==marked== ~~gone~~ ::: note",
            "---\ntitle: false\n---",
            "שלום עולם\nمرحبا بالعالم",
        ],
    )
    def test_it_reads_just_the_words(self, reader: ContainedReader, text: str) -> None:
        data = write_posts([make(5, f"Two words\n{text}")], CHANNEL)
        article = reader.read(data, "harbour_news/0000000005.md").reading.article
        assert clean_line(article.text) == clean_line(f"Two words\n{text}")
        assert (article.source, article.url) == (CHANNEL.title, CHANNEL.link(5))

    def test_each_line_is_a_paragraph_and_code_stays_code(self, reader: ContainedReader) -> None:
        parts = (Part("Run this:\nNow."), Part("make  install\n  done", is_code=True))
        entry = make_entry(Post(5, AT, parts))
        assert entry is not None
        article = reader.read(write_posts([entry], CHANNEL), "a/b.md").reading.article
        assert article.text == "Run this:\n\nNow.\n\nmake  install\n  done"


class TestThreads:
    def group(self, *entries: Entry) -> list[list[int]]:
        return [[entry.id for entry in thread] for thread in group_posts(entries)]

    def test_replies_to_itself_are_one_article(self) -> None:
        posts = make(1), make(2), make(3, reply_to=1), make(4, reply_to=3)
        assert self.group(*reversed(posts)) == [[1, 3, 4], [2]]

    def test_what_is_of_somebody_else_is_its_own(self) -> None:
        signed, forwarded = make(2, reply_to=1, author="Ada"), make(3, reply_to=1, origin="Coast")
        assert self.group(make(1), signed, forwarded) == [[1], [2], [3]]
        assert self.group(make(1, origin="Coast"), make(2, reply_to=1)) == [[1], [2]]

    def test_what_comes_days_later_has_its_own_date(self) -> None:
        late = make(2, reply_to=1, at=AT + 2 + MAX_SECONDS_OF_A_THREAD)
        assert self.group(make(1), late) == [[1], [2]]

    def test_a_thread_does_not_grow_for_ever(self) -> None:
        posts = [make(number, reply_to=number - 1 or None) for number in range(1, 121)]
        assert [len(thread) for thread in group_posts(posts)] == [
            MAX_POSTS_OF_A_THREAD,
            MAX_POSTS_OF_A_THREAD,
            20,
        ]

    def test_a_reply_to_itself_or_to_what_comes_later_ends(self) -> None:
        assert self.group(make(1, reply_to=1), make(2, reply_to=3), make(3, reply_to=2)) == [
            [1],
            [2, 3],
        ]


@pytest.mark.parametrize("change", ["The harbour", "", "\r\n"])
def test_what_the_owner_has_changed_is_his(change: str) -> None:
    data = write_posts([make(5)], CHANNEL)
    with pytest.raises(NotOursError):
        read_posts(data.replace(b"The pier" if change != "\r\n" else b"\n", change.encode()))


@pytest.mark.parametrize("data", [b"", b"# Mine", b"\xff\xfe\x00", b"<!-- post {} -->\n"])
def test_what_was_not_written_here_is_the_owners(data: bytes) -> None:
    with pytest.raises(NotOursError):
        read_posts(data)


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_any_words_that_go_in_come_out(texts: list[str]) -> None:
    said = "\n".join(texts)
    entry = make_entry(Post(5, AT, (Part(f"Two words\n{said}"),)))
    assert entry is not None
    read = read_markdown(write_posts([entry], CHANNEL), "a.md").text.split()
    assert "".join(read) == "Twowords" + "".join(said_words(said))


def test_no_title_is_made_of_a_spoiler_and_its_words_are_there() -> None:
    """Of a whole line, of the end of one, of words on two lines."""
    hidden = Part("The keeper did it", is_spoiler=True)
    whole = make(1, parts=(hidden, Part(".\nWho reads on is to blame.")))
    assert (whole.title, "keeper did it" in whole.body) == ("Who reads on is to blame", True)
    ending = make(2, parts=(Part("We know that "), hidden, Part(" in winter.")))
    assert ending.title == "We know that … in winter"
    assert "We know that The keeper did it in winter." in ending.body
    lines = make(3, parts=(Part("It is plain: "), Part("the\nkeeper", is_spoiler=True)))
    assert "keeper" not in lines.title
    assert make(4, parts=(hidden,)).title == ""


def test_a_poll_is_its_question_and_a_list_of_what_may_be_chosen() -> None:
    poll = make_lines(["When does the pier open?", None, " "], ["At nine", "- at\nten", ""])
    entry = make(5, parts=(Part("Vote now"), *poll))
    assert entry.body == "\nVote now\n\nWhen does the pier open?\n\n- At nine\n- \\- at ten\n"
    assert make(6, parts=poll).title == "When does the pier open?"
    assert make(7, parts=make_lines(["Open?"], ["Yes"])).body == "\nOpen?\n\n- Yes\n"
    assert make_entry(Post(8, AT, make_lines([], ["Yes"]))) is None
