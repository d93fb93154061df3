"""Exports of Telegram, whole, damaged and hostile, read in a process of their own."""

import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from corpus.article import ArticleError
from corpus.sources.contained_export import ContainedExportReader, Export
from corpus.sources.posts import Part
from corpus.sources.telegram_export import ExportReader
from tests.support.channel_exports import make_channel, make_post

Read = Callable[..., Export]


@pytest.fixture(scope="module")
def read() -> Iterator[Read]:
    """What is read of bytes, or of what JSON makes them of, all of it by one process."""
    with ContainedExportReader() as reader:

        def read(value: object, wanted: str | None = None) -> Export:
            if isinstance(value, bytes):
                data = value
            else:
                data = json.dumps(value, ensure_ascii=False).encode()
            return reader.read(io.BytesIO(data), wanted)

        yield read


def test_posts_are_read_as_they_are(read: Read) -> None:
    pieces = ["The ", {"type": "bold", "text": "pier"}, {"type": "pre", "text": "x  y"}, "."]
    export = read(
        make_channel(
            {"id": 1, "type": "service", "action": "create_channel"},
            make_post(2, pieces, author="Ada Pell", edited_unixtime="1700000999"),
            make_post(3, forwarded_from="Coast News", reply_to_message_id=2),
            make_post(4, reply_to_message_id=7, reply_to_peer_id="channel9"),
            make_post(5, forwarded_from=None),
        )
    )
    first, second, third, of_nobody = export.posts
    assert (first.origin, of_nobody.origin) == (None, "")
    assert first.parts == (Part("The pier"), Part("x  y", is_code=True), Part("."))
    assert (first.author, first.edited, first.at) == ("Ada Pell", 1_700_000_999, 1_700_000_120)
    assert (second.origin, second.reply_to) == ("Coast News", 2)
    assert third.reply_to is None
    assert export.chosen is not None
    assert (export.chosen.posts, export.chosen.services) == (4, 1)
    assert (export.chosen.first, export.chosen.last) == (1, 5)


def test_words_within_marks_within_marks_are_read_and_struck_out_ones_are_not(read: Read) -> None:
    pieces = [
        "It opens at ",
        {"type": "strikethrough", "text": [{"type": "bold", "text": "nine"}, " "]},
        ["ten ", {"type": "bold", "text": [{"type": "italic", "text": "sharp"}, "."]}],
        {"type": "pre", "text": [{"type": "bold", "text": "x y"}]},
    ]
    (post,) = read(make_channel(make_post(2, pieces))).posts
    assert post.parts == (Part("It opens at ten sharp."), Part("x y", is_code=True))


@pytest.mark.parametrize("piece", [1, 2, 3, 5, 1 << 20])
def test_controls_are_written_as_in_c(piece: int) -> None:
    said = rb"One\x05two \\x05 \\\x1Fthree \n\\"
    data = json.dumps(make_channel(make_post(1, "here"), make_post(2))).encode()
    reader = ExportReader(None)
    data = data.replace(b"here", said)
    posts = [
        post
        for start in range(0, len(data), piece)
        for post in reader.feed(data[start : start + piece])
    ]
    reader.end()
    texts = [post["parts"][0]["text"] for post in posts]
    assert texts == ["One two \\x05 \\ three \n\\", "The pier is open."]


def test_an_account_has_many_chats_and_one_is_chosen(read: Read) -> None:
    chats = [
        {"name": None, "type": "saved_messages", "id": 1, "messages": [make_post(1)]},
        {
            "name": "Ada",
            "type": "personal_chat",
            "id": 2,
            "messages": [make_post(1, "A secret word")],
        },
        make_channel(make_post(1), id=3),
        make_channel(make_post(5, "Of the coast"), id=4, name="Coast News", type="private_channel"),
    ]
    account = {
        "about": "…",
        "contacts": {"list": [{"messages": 3}]},
        "chats": {"about": "…", "list": chats},
        "left_chats": {"list": [make_channel(id=5, name="Gone")]},
    }
    export = read(account)
    assert [(chat.id, chat.posts) for chat in export.chats if chat.is_channel] == [
        (3, 1),
        (4, 1),
        (5, 0),
    ]
    for wanted in ("4", "-1004", "coast NEWS"):
        chosen = read(account, wanted)
        assert chosen.chosen is not None
        assert chosen.chosen.id == 4
        assert [each.id for each in chosen.posts] == [5]
    assert read(account, "2").chosen is None


def test_words_below_pictures_of_an_album_go_together(read: Read) -> None:
    def picture(number: int, text: str, stamp: str = "1700000000") -> dict[str, Any]:
        return make_post(number, text, photo="(File not included.)", date_unixtime=stamp)

    export = read(
        make_channel(
            picture(1, ""),
            picture(2, "First words"),
            picture(3, "Second words"),
            picture(4, "Of another second", "1700000001"),
            make_post(5, "No picture", date_unixtime="1700000001"),
        )
    )
    assert [each.reply_to for each in export.posts] == [None, None, 2, None, None]


def test_controls_and_half_characters_are_no_end(read: Read) -> None:
    text = json.dumps(make_channel(make_post(1, "The CONTROL pier"))).replace(
        "CONTROL", "\x01\x1f\\ud83d"
    )
    (only,) = read(text.encode()).posts
    assert only.parts[0].text.startswith("The   ")
    with_mark = b"\xef\xbb\xbf" + json.dumps(make_channel(make_post(1))).encode()
    assert len(read(with_mark).posts) == 1
    assert len(read(json.dumps(make_channel(make_post(1))).encode("utf-16")).posts) == 1


def test_an_export_that_is_cut_is_read_up_to_there(read: Read) -> None:
    data = json.dumps(make_channel(*map(make_post, range(1, 40)))).encode()
    for size in range(200, len(data), len(data) // 50):
        export = read(data[:size])
        assert export.damage == "ends in its middle, and was read up to there"
        assert all(each.parts for each in export.posts)
    assert len(read(data[:-2]).posts) == 39


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "ends in its middle"),
        (b"<html>", "is damaged"),
        (b"{}", "is no export"),
        (b'[{"a": 1}]', "is no export"),
        (b"[" * 100_000, "objects without end"),
        (b'{"messages": ' * 100, ""),
        (b"\x00" * 2_000_000, "ends in its middle"),
    ],
)
def test_what_is_no_export_is_refused(read: Read, data: bytes, reason: str) -> None:
    try:
        export = read(data)
    except ArticleError as exc:
        assert reason in str(exc)
    else:
        assert export.damage
        assert not export.posts


@pytest.mark.parametrize(
    "strange",
    [
        make_post(True),
        make_post(2**40),
        make_post(-1),
        make_post(1) | {"id": 1.0},
        {"id": "1", "type": "message", "text": "The pier is open."},
        {"type": "message"},
        [],
        [[{"id": 1}]],
        None,
        7,
        make_post(2, {"a": 1}),
        make_post(2, [[["deep"]]]),
        make_post(2, ["x", 5, None, {"type": 3, "text": 4}]),
        make_post(2, date_unixtime="9" * 900, date={}, author=[], forwarded_from={}),
        make_post(2, "x" * 3_000_000),
        make_post(2, ["x"] * 50_000),
        make_post(2, more={"a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": {"i": "deep"}}}}}}}}}),
    ],
)
def test_strange_messages_are_no_harm_to_others(read: Read, strange: object) -> None:
    export = read(make_channel(strange, make_post(9)))
    assert export.damage is None
    assert export.posts[-1].parts == (Part("The pier is open."),)
    assert all(len(part.text) <= 32_768 for each in export.posts for part in each.parts)


def test_a_number_without_end_is_no_end(read: Read) -> None:
    data = json.dumps(make_channel(make_post(1), make_post(2))).replace(
        '"id": 2,', f'"id": {"9" * 9_000},'
    )
    assert [each.id for each in read(data.encode()).posts] == [1]


def test_spoilers_are_parts_with_all_the_marks_in_them(read: Read) -> None:
    inner = [{"type": "bold", "text": "Ada"}, {"type": "strikethrough", "text": " Bo"}, " Pell"]
    pieces = ["It was ", {"type": "spoiler", "text": inner}, "."]
    (post,) = read(make_channel(make_post(2, pieces))).posts
    assert post.parts == (Part("It was "), Part("Ada Pell", is_spoiler=True), Part("."))


def test_a_channel_that_is_called_like_a_way_to_a_file_is_called_by_its_words(read: Read) -> None:
    value = make_channel(make_post(2)) | {"name": "../../evil\u202e"}
    assert [chat.title for chat in read(value).chats] == ["evil"]
    assert read(value, "../../evil").posts


def test_polls_places_contacts_and_sounds_are_read_and_votes_are_not(read: Read) -> None:
    answers = [{"text": "At nine", "voters": 7, "chosen": False}, {"text": ["At ", "ten"]}, 5]
    poll = {"question": "When does the pier open?", "closed": False, "answers": answers}
    contact = {"first_name": "Ada", "last_name": "Pell", "phone_number": "+99 1"}
    posts = read(
        make_channel(
            make_post(1, "Vote now.", poll=poll),
            make_post(2, "", place_name="Old pier", address="Quay 3", title="Gulls"),
            make_post(3, "", contact_information=contact),
            make_post(4, "", poll={"question": None, "answers": {}}, contact_information=[1]),
        )
    ).posts
    assert posts[0].parts == (
        Part("Vote now."),
        Part("\nWhen does the pier open?\n"),
        Part("At nine", is_item=True),
        Part("At ten", is_item=True),
    )
    shown = [[part.text.strip() for part in post.parts] for post in posts[1:]]
    assert shown == [["Old pier", "Quay 3", "Gulls"], ["Ada Pell"], []]
