"""Whatever parts hold, what is made of them is what Telegram takes, and marks the right words."""

import unicodedata
from itertools import pairwise
from typing import Literal

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import MessageEntity

from bot.telegram.messages.formatting import MAX_ENTITIES, MAX_UNITS, Part, join_parts
from bot.telegram.messages.silencing import reply_silently, silence
from bot.text.cleaning import CleanedText, clean_text, is_visible
from tests.support.accepting import accept, as_json
from tests.telegram_server.detection import detect_entities, merge_detected
from tests.telegram_server.text import utf16_slice

_RING = "\u030a"
_ODD = [
    *"aAoueEyq .\n\t\r'",
    _RING,
    *"\u0301\u0308\u0323\u0327\u0333\u033f",  # marks, two of which Telegram takes away
    *"\u200b\u200d\u200e\u202e\u2028\u00ad\ufeff\u3164\u2800",  # invisible
    *"\u212b\u00e5\u0958\u1100\u1161\U0001d15e\u0bc6\u0bbe",  # composed, or longer once composed
    *"😀👩\ufe0f𝔘\U000e0041",
    "\ud800",
]
odd_texts = st.lists(
    st.sampled_from(_ODD) | st.characters(exclude_categories=()), min_size=1, max_size=40
).map("".join)
spans = st.tuples(st.integers(0, 60), st.integers(1, 60))
urls = st.sampled_from(
    [
        "https://example.org/a",
        "http://localhost:80/x",
        "https://example.org/<b>",
        "https://exa mple.org",
        "https://[::1]/",
        "https://[:/",
        "https://example.org:0/",
        "ftp://example.org",
        "",
    ]
)
kinds = st.sampled_from([None, "blockquote", "expandable_blockquote", "bold", "italic", "code"])


@st.composite
def parts(draw: st.DrawFn) -> Part:
    text = draw(odd_texts) * draw(st.sampled_from([1, 1, 1, 200]))
    marked = []
    for start, length in draw(st.lists(spans, max_size=4)):
        if start < len(text):
            marked.append((start, min(len(text), start + length)))
    marking = draw(st.sampled_from(["bold", "underline"]))
    if draw(st.booleans()):
        return Part(text, "text_link", draw(urls), tuple(marked), marking)
    return Part(text, draw(kinds), marked=tuple(marked), marking=marking)


@settings(deadline=None)
@given(st.lists(parts(), max_size=6))
def test_telegram_takes_whatever_parts_hold(drawn: list[Part]) -> None:
    accept(join_parts(drawn))


def take_letters_whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the whole of each letter that has a ring and that it begins or ends in."""
    for letter in regex.finditer(r"\P{M}?\p{M}+", text):
        if _RING in letter[0] and letter.start() < end and start < letter.end():
            start, end = min(start, letter.start()), max(end, letter.end())
    return start, end


def leave_out_isolates(text: str) -> str:
    """`text` without what begins and ends isolates: whether one has its partner, more than the span
    of it decides."""
    return regex.sub("[\u2060\u2066-\u2069]", "", text)


@settings(deadline=None)
@given(st.data(), odd_texts, odd_texts)
def test_what_is_marked_is_what_was_meant(data: st.DataObject, before: str, text: str) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = take_letters_whole(text, start, end)
    meant = clean_text(text[first:last]).strip(" \n")
    quote = Part(text, "blockquote", marked=((start, end),))
    reply = join_parts([Part(f"{before}x\n"), quote])
    accept(reply)
    found = [e for e in reply.entities if e.type == "bold"]
    assert len(found) == is_visible(meant)
    for entity in found:
        words = utf16_slice(reply.text, entity.offset, entity.length)
        assert leave_out_isolates(words) == leave_out_isolates(meant)


@given(odd_texts)
def test_with_places_or_without_the_text_is_the_same(text: str) -> None:
    cleaned = CleanedText(text)
    assert cleaned.text == clean_text(text)
    assert clean_text(cleaned.text) == cleaned.text
    places = [cleaned.find(n, n + 1) for n in range(len(text))]
    for (start, end), (after, _) in pairwise(places):
        assert start <= after <= max(end, after)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Ångström lived here. Le café était fermé.", "Le café était fermé."),
        ("Å. Ůž", "Ůž"),
        ("😀å\ta. 👩\u200d🚀 says å", "👩\u200d🚀 says å"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_decomposed_words_are_marked_as_composed_ones(
    text: str, meant: str, form: Literal["NFC", "NFD"]
) -> None:
    text, meant = (unicodedata.normalize(form, words) for words in (text, meant))
    start = text.rindex(meant)
    reply = join_parts([Part(text, "blockquote", marked=((start, len(text)),))])
    accept(reply)
    (bold,) = (e for e in reply.entities if e.type == "bold")
    marked = utf16_slice(reply.text, bold.offset, bold.length)
    assert unicodedata.normalize("NFC", marked) == unicodedata.normalize("NFC", meant)


def test_marks_that_nothing_parts_any_more_are_one() -> None:
    reply = join_parts([Part("ab\rcd", "blockquote", marked=((0, 2), (3, 5)))])
    accept(reply)
    assert [(e.type, e.offset, e.length) for e in reply.entities][1:] == [("bold", 0, 4)]


def test_too_much_is_cut_and_what_lies_beyond_is_not_marked() -> None:
    long = Part("😀" * 3000, "blockquote", marked=((0, 1), (2500, 3000)))
    reply = join_parts([Part("before\n"), long, Part("\nnever seen", "bold")])
    accept(reply)
    assert reply.text.endswith("😀…")
    assert len(reply.text.encode("utf-16-le")) // 2 in (MAX_UNITS, MAX_UNITS - 1)
    assert [e.type for e in reply.entities] == ["blockquote", "bold"]


def test_of_too_many_entities_quotes_and_titles_stay() -> None:
    words = Part("a b " * 200, "blockquote", marked=tuple((4 * n, 4 * n + 1) for n in range(200)))
    reply = join_parts([words, Part("\n"), Part("Title", "bold")])
    accept(reply)
    assert len(reply.entities) == MAX_ENTITIES
    assert reply.entities[0].type == "blockquote"
    assert utf16_slice(reply.text, reply.entities[-1].offset, 5) == "Title"


@pytest.mark.parametrize("text", ["", "\u3164", "\u030a", " \n", "\u202e"])
def test_nothing_to_see_is_sent_as_something(text: str) -> None:
    accept(join_parts([Part(text, "bold")]))
    accept(join_parts([Part(text)]))


_LIVE = [
    "https://evil.example/x?y=1",
    "example.com",
    "tg://resolve?domain=spam_bot",
    "http://127.0.0.1/x",
    "@spam_bot",
    "(@spam_bot)",
    "/forget",
    "/start@spam_bot",
    "#tag",
    "#\u200ctag",
    "$USD",
    "me@example.org",
    "notes.md",
    "+1 (212) 555-0123",
    "8 800 555 35 35",
    "4111 1111 1111 1111",
]


@pytest.mark.parametrize("live", _LIVE)
@pytest.mark.parametrize("kind", [None, MessageEntity.ITALIC])
@pytest.mark.parametrize("around", ["{}", "“{}” stands nowhere.", "没有“{}”。\nsee {}, or {}: {}!"])
def test_words_of_others_are_said_so_that_none_can_be_pressed(
    live: str, kind: str | None, around: str
) -> None:
    text = around.replace("{}", live)
    reply = join_parts(silence(text, kind))
    assert reply.text == text
    accept(reply)
    code = [e for e in reply.entities if e.type == "code"]
    shown = [utf16_slice(reply.text, e.offset, e.length) for e in code]
    assert len(shown) == text.count(live)
    assert all(live.strip("()") in words for words in shown)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from([*_LIVE, "word", " ", "\n", "“", "”", ".", ",", "/", "@", "#", "1"]),
        max_size=12,
    ).map("".join)
)
def test_nothing_that_telegram_finds_is_live(text: str) -> None:
    reply = reply_silently(text)
    accept(reply)
    detected = {entity["type"] for entity in detect_entities(reply.text)}
    assert not detected & {e["type"] for e in merge_detected(reply.text, as_json(reply))}


@pytest.mark.parametrize("text", ["$/\u030aa", "/\u2028a,", "\u202e/\u202e1", "#\u2028é,"])
def test_what_is_live_without_the_signs_that_telegram_removes_is_not(text: str) -> None:
    reply = reply_silently(text)
    assert [entity.type for entity in reply.entities] == ["code"]


@pytest.mark.parametrize("kind", [None, MessageEntity.ITALIC])
def test_of_many_that_could_be_pressed_none_can_be(kind: str | None) -> None:
    text = "see @abcd, " * 200
    reply = join_parts([*silence(text, kind), Part("\n"), Part("A quote.", "blockquote")])
    accept(reply)
    assert {e["type"] for e in merge_detected(reply.text, as_json(reply))} <= {
        "code",
        "italic",
        "blockquote",
    }
    assert reply.entities[-1].type == "blockquote"


@pytest.mark.parametrize(
    "text",
    [
        "“harbour mistress” stands in no article word for word.",
        "Only articles since 1 January 2024 · in “port” · from Time",
        "What is it? It is 3.5 metres, and/or more...",
    ],
)
def test_other_words_stay_as_they_are(text: str) -> None:
    (entity,) = join_parts(silence(text, MessageEntity.ITALIC)).entities
    assert (entity.type, entity.length) == (MessageEntity.ITALIC, len(text))


def test_of_too_many_entities_what_silences_stays() -> None:
    looks = [each for n in range(90) for each in (Part(f"{n}", "bold"), Part(" and "))]
    calls = [each for n in range(40) for each in (Part(f"@spam{n}_bot", "code"), Part(", "))]
    reply = join_parts([*looks, *calls])
    accept(reply)
    assert len(reply.entities) == MAX_ENTITIES
    assert [one.type for one in reply.entities].count("code") == 40
