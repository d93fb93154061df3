"""Chats that programs export in JSON, and those that are not read."""

import json
from typing import Any

import pytest

from corpus.article import ArticleError
from corpus.formats.html import read_page
from corpus.formats.tables.json_files import read_json
from corpus.formats.tables.separated import read_comma_separated

OPEN, WHEN = "Is the pier open on Sundays?", "Yes, from ten to four."
SAID = [("Ann Bell", OPEN), ("Jim Hale", WHEN)]


def said(value: object) -> list[tuple[str | None, str]]:
    read = read_json(json.dumps(value).encode(), "general.json")
    return [(p.speaker, read.text[p.start : p.end]) for p in read.paragraphs]


def slack(text: str, user: str, name: str = "", **more: object) -> dict[str, Any]:
    profile = {"user_profile": {"real_name": name}} if name else {}
    ts = "1709629921.000100"
    return {"type": "message", "user": user, "text": text, "ts": ts, **profile, **more}


def test_slack() -> None:
    joined = slack("<@U2> has joined", "U2", subtype="channel_join")
    messages = [slack(OPEN, "U1"), joined, slack(WHEN, "U2", "Jim Hale")]
    messages.append(slack("See <https://x.example|the page> &amp; <@U2>", "U1", "Ann Bell"))
    assert said(messages) == [*SAID, ("Ann Bell", "See the page & @Jim Hale")]


def test_discord() -> None:
    messages = [
        {"id": "3", "type": "Default", "timestamp": "2024-03-05T09:12:01+00:00", "content": text}
        | {"author": {"id": "9", "name": name.lower(), "nickname": name}, "reactions": []}
        for name, text in SAID
    ]
    pinned = messages[0] | {"type": "ChannelPinnedMessage", "content": "Pinned a message."}
    export = {"guild": {"name": "Harbour"}, "channel": {"name": "general"}}
    export["messages"] = [*messages, pinned]  # type: ignore[assignment]
    assert said(export) == SAID
    read = read_json(json.dumps(export).encode(), "a.json")
    assert (read.metadata.title, read.warnings) == (
        "general",
        ("messages without words are left out: 1",),
    )


def test_what_is_struck_out_is_not_said_and_what_is_quoted_by_others() -> None:
    quoting = slack("&gt;It is five.\nNo, ~four~ six.\n> x ~y", "U2", "Jim Hale")
    assert said([slack(OPEN, "U1", "Ann Bell"), quoting])[1:] == [
        ("", "It is five."),
        ("Jim Hale", "No, six."),
        ("", "x ~y"),
    ]
    discord = [
        {"id": "3", "type": "Reply", "timestamp": "2024-03-05T09:12:01+00:00", "content": text}
        | {"author": {"id": "9", "name": "Jim Hale"}}
        for text in ("It is ~~very late~~ early, ~ 5.", "No.\n>>> It is late.\nIt is old.")
    ]
    assert said({"channel": {"name": "general"}, "messages": discord}) == [
        ("Jim Hale", "It is early, ~ 5."),
        ("Jim Hale", "No."),
        ("", "It is late.\nIt is old."),
    ]


def test_messenger() -> None:
    """Whose newest message stands first, and whose letters are bytes."""
    messages = [
        {"sender_name": name, "timestamp_ms": 1709629921000 + day * 10**8, "content": text}
        for day, (name, text) in enumerate([*SAID, ("Zoë", "Größer")])
    ]
    messages[2] |= {"sender_name": "Zo\u00c3\u00ab", "content": "Gr\u00c3\u00b6\u00c3\u009fer"}
    export = {"participants": [{"name": "Ann Bell"}], "messages": messages[::-1], "title": "Pier"}
    assert said(export) == [*SAID, ("Zoë", "Größer")]
    messages[0]["is_unsent"] = True
    assert said(export) == [*SAID[1:], ("Zoë", "Größer")]


def test_signal() -> None:
    messages = [
        {"date": 1709629921000, "sender": name, "body": text, "quote": "", "attachments": []}
        for name, text in SAID
    ]
    assert said(messages) == SAID


@pytest.mark.parametrize(
    "records",
    [
        [{"type": "message", "text": OPEN, "ts": "noon"}],
        [{"date": "2024", "sender": "Ann", "body": OPEN}],
        [{"id": 1, "timestamp": 2, "content": OPEN, "author": "Ann"}],
    ],
)
def test_other_records_are_none(records: object) -> None:
    assert all(speaker is None for speaker, _ in said(records))


def test_a_chat_without_words_is_told() -> None:
    with pytest.raises(ArticleError, match="nobody writes anything"):
        said([slack("", "U1")])


def test_what_is_not_read_says_so() -> None:
    page = '<html><body><div class="page_body chat_page"><div class="message">Hi</div></div></body>'
    with pytest.raises(ArticleError, match="export of Telegram in HTML: export it in JSON"):
        read_page(page.encode(), "messages.html")
    table = "AuthorID,Author,Date,Content,Attachments,Reactions\n9,ann,2024-03-05,Hello there,,\n"
    with pytest.raises(ArticleError, match="Discord as a table: export it in JSON"):
        read_comma_separated(table.encode(), "a.csv")
