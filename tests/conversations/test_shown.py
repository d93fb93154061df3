"""Articles whose names hide, turn or fake lines, and words that do, in whole conversations."""

from collections.abc import Iterator

import pytest

from bot.config.settings import Settings
from tests.support.conversing import Person
from tests.support.fake_encoder import FakeEncoder
from tests.support.harbour import FILES, build_harbour
from tests.support.nasty import NASTY
from tests.support.running_bot import run_bot
from tests.telegram_server import SentMessage, TelegramServer, User

_WORDS = "The pier of Skerry number {} is made of oak."
_SHORT = [words.replace("\x00", "")[:200] for words in NASTY]


def _make_file(number: int, words: str) -> str:
    line = " ".join(words.splitlines())
    head = f"title: {line}\nauthor: {line}\nsource: {line}"
    return f"---\n{head}\ndate: 2024-05-01\n---\n{_WORDS.format(number)} {words}\n"


_HOSTILE = {f"{n}/pier.md": _make_file(n, words) for n, words in enumerate(_SHORT)}


@pytest.fixture
def hostile_owner(
    server: TelegramServer, bot_settings: Settings, owner: Person
) -> Iterator[Person]:
    """An admin of a bot whose articles are called as `NASTY` has it."""
    encoder = FakeEncoder(max_tokens=60)
    build_harbour(bot_settings, encoder, _HOSTILE | FILES)
    with run_bot(server, bot_settings, encoder):
        yield owner


def _turn_all(owner: Person, shown: SentMessage) -> list[str]:
    """The texts of all pages from `shown` on."""
    texts = [shown.text]
    while any(button["text"] == "▶" for button in shown.buttons):
        owner.press(shown, "▶")
        shown = owner.server.current(shown)
        texts.append(shown.text)
    return texts


def test_lists_have_a_line_for_each_article(hostile_owner: Person) -> None:
    texts = _turn_all(hostile_owner, hostile_owner.ask("/sources"))
    lines = [line for text in texts for line in text.splitlines()]
    assert len([line for line in lines if line.startswith("• ")]) == len(_HOSTILE) + len(FILES)
    assert len(lines) == len(_HOSTILE) + len(FILES) + len(texts)
    _turn_all(hostile_owner, hostile_owner.ask("/remove"))


def test_what_is_asked_and_verified_is_shown_plainly(hostile_owner: Person) -> None:
    owner = hostile_owner
    for number, drawn in enumerate(_SHORT):
        words = _WORDS.format(number)
        assert words in owner.ask(f"What is “{words}”?").text
        verified = owner.ask(f"/verify {words}")
        assert verified.text.startswith("Word for word in one article:")
        assert len(verified.text.splitlines()) == 3
        query = owner.server.send_inline_query(owner.user, words)
        owner.server.wait_for_inline_answer(query)
        owner.ask(f"/remove pier {drawn}")


def test_what_is_to_be_added_is_shown_plainly(hostile_owner: Person) -> None:
    drawn = " ".join(" ".join(_SHORT).split())
    title = f"title: a {drawn[:250]}\nauthor: a {drawn[250:500]}\nsource: {drawn[500:700]}"
    hostile_owner.server.send_text(
        hostile_owner.chat, hostile_owner.user, f"/add {title}\n\nThe pier is of oak. {drawn}"
    )
    offer = hostile_owner.server.wait_for_message(hostile_owner.chat, timeout_seconds=60)
    assert [button["text"] for button in offer.buttons] == ["Add", "Cancel"]
    assert len(offer.text.splitlines()) <= 8


@pytest.mark.parametrize("place", [(1, 2), (-1, 3), (0, 10**9), (10**9, 1)])
def test_an_entity_that_splits_a_character_is_survived(
    place: tuple[int, int], hostile_owner: Person, alice: User
) -> None:
    server = hostile_owner.server
    broken = {"type": "mention", "offset": place[0], "length": place[1]}
    extra = {"entities": [broken]}
    server.send_text(hostile_owner.chat, hostile_owner.user, "😀 the wall of Skerry?", extra=extra)
    assert server.wait_for_message(hostile_owner.chat).text
