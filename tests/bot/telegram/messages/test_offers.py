"""Offers and pasted texts on their own: how many are kept, how long, and what belongs together."""

import itertools
from dataclasses import replace

import pytest

from bot.articles.drafts import MAX_BYTES, Draft, draft_text, join_texts
from bot.telegram.memory.offers import Offers
from bot.telegram.memory.pastes import PastedMessage, Pastes

CHAT = 7


@pytest.fixture
def draft() -> Draft:
    return draft_text("The ferry sails at noon.")


def find(offers: Offers, key: str) -> Draft | None:
    offer = offers.find(key, CHAT)
    return offer.draft if offer else None


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_an_offer_is_kept_for_an_hour_and_for_its_chat(draft: Draft) -> None:
    clock = Clock()
    offers = Offers(clock)
    key = offers.put(draft, CHAT)
    clock.seconds = 3599
    assert find(offers, key) is draft
    assert offers.find(key, CHAT + 1) is None
    assert offers.find("other", CHAT) is None
    clock.seconds = 3600
    assert offers.find(key, CHAT) is None


def test_one_put_again_takes_the_place_of_the_first(draft: Draft) -> None:
    offers = Offers()
    key = offers.put(draft, CHAT)
    other = replace(draft, name="other.md")
    assert offers.put(other, CHAT, key=key) == key
    assert find(offers, key) is other
    offers.forget_chat(CHAT)
    assert offers.find(key, CHAT) is None


@pytest.mark.parametrize(("size", "kept"), [(10, 20), (MAX_BYTES, 4)])
def test_the_oldest_give_way(draft: Draft, size: int, kept: int) -> None:
    offers = Offers()
    keys = [offers.put(replace(draft, data=bytes(size)), CHAT) for _ in range(25)]
    assert [key for key in keys if offers.find(key, CHAT)] == keys[-kept:]


@pytest.mark.parametrize(
    ("first", "text", "seconds", "belongs"),
    [
        ("x" * 4000, "y" * 4000, 10, True),
        ("x" * 4000, "y" * 4000, 11, False),
        ("x" * 4000, "the rest", 3, True),
        ("x" * 4000, "a question?", 4, False),
        ("x" * 1500, "the rest", 0, False),
        ("😀" * 1024, "the rest", 0, True),
        ("x" * 4000, "---\ntitle: Another\n---\n" + "y" * 4000, 0, False),
        ("---\ntitle: One\n---\n" + "x" * 4000, "y" * 4000, 0, True),
    ],
)
def test_what_belongs_to_a_pasted_text(
    first: str, text: str, seconds: float, belongs: bool
) -> None:
    pastes = Pastes()
    paste = pastes.add(CHAT, PastedMessage(1, first, 100.0))
    part = PastedMessage(2, text, 100.0 + seconds)
    assert pastes.is_part(CHAT, part) is belongs
    assert not pastes.is_part(CHAT + 1, part)
    assert (pastes.add(CHAT, part) is paste) is belongs
    pastes.end(CHAT)
    assert not pastes.is_part(CHAT, PastedMessage(3, text, 100.0))


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True), (True, True)])
def test_what_is_forwarded_is_a_text_of_its_own(first: bool, second: bool) -> None:
    pastes = Pastes()
    pastes.add(CHAT, PastedMessage(1, "x" * 4000, 100.0, first))
    assert not pastes.is_part(CHAT, PastedMessage(2, "y" * 4000, 100.0, second))


@pytest.mark.parametrize("order", list(itertools.permutations((1, 2, 3))))
def test_parts_are_joined_in_the_order_of_their_messages(order: tuple[int, ...]) -> None:
    pastes = Pastes()
    for number in order:
        paste = pastes.add(CHAT, PastedMessage(number, f"{number}" * 4000, 100.0))
    assert [text[0] for text in paste.ordered] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        ([], ""),
        (["one"], "one"),
        (["one", "two"], "one two"),
        (["One.", "Two."], "One.\nTwo."),
        (["Zero.\n\nOne.”", "Two."], "Zero.\n\nOne.”\n\nTwo."),
        (["港口。", "船"], "港口。\n船"),
        (["x" * 4096, "y"], "x" * 4096 + "y"),
    ],
)
def test_parts_are_joined_as_they_were_cut(texts: list[str], joined: str) -> None:
    assert join_texts(texts) == joined


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The ferry\n\nIt sails at noon - often.\n-----\n* and so on", "the-ferry.txt"),
        ("# The ferry\n\nIt sails at noon.", "the-ferry.md"),
        ("---\ntitle: The ferry\n---\nIt sails at noon.", "the-ferry.md"),
    ],
)
def test_a_text_is_named_after_its_title(text: str, name: str) -> None:
    assert draft_text(text).name == name
