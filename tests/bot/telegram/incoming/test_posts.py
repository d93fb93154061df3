"""What a post shows besides its text, as Telegram hands it over."""

import pytest
from telegram import Message

from bot.telegram.incoming.posts import read_post
from bot.telegram.incoming.shapes import UPDATE, find_flaw
from corpus.sources.posts import Part, make_entry

_POST = {"message_id": 5, "date": 1_700_000_000, "chat": {"id": -100_5, "type": "channel"}}
_OPTIONS = [
    {"persistent_id": "1", "text": "At nine", "voter_count": 7},
    {"persistent_id": "2", "text": "At ten", "voter_count": 0},
]
_POLL = {
    "id": "1",
    "question": "When does the pier open?",
    "options": _OPTIONS,
    "total_voter_count": 7,
    "is_closed": False,
    "is_anonymous": True,
    "type": "quiz",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}


def _read(**content: object) -> tuple[Part, ...]:
    message = Message.de_json({**_POST, **content}, None)
    return read_post(message).parts


def test_a_poll_is_its_question_and_its_options() -> None:
    message = Message.de_json({**_POST, "poll": _POLL}, None)
    entry = make_entry(read_post(message))
    assert entry is not None
    assert entry.body == "\nWhen does the pier open?\n\n- At nine\n- At ten\n"
    assert entry.title == "When does the pier open?"


def test_words_of_a_place_a_sound_and_a_contact_are_lines_below_the_text() -> None:
    place = {"location": {"latitude": 1.5, "longitude": 2.5}, "title": "Old pier", "address": "Q 3"}
    assert [p.text for p in _read(venue=place)] == ["\nOld pier\n", "\nQ 3\n"]
    sound = {"file_id": "a", "file_unique_id": "b", "duration": 9, "title": "Gulls"}
    assert [p.text for p in _read(audio=sound, caption="Hear.")] == ["Hear.", "\nGulls\n"]
    person = {"phone_number": "+99 1", "first_name": "Ada", "last_name": "Pell"}
    assert [p.text for p in _read(contact=person)] == ["\nAda Pell\n"]


@pytest.mark.parametrize(
    "content",
    [
        {"poll": {"question": 5, "options": []}},
        {"poll": {"question": "Open?", "options": [{"text": ["Yes"]}]}},
        {"venue": {"title": {}}},
        {"contact": {"first_name": 1}},
        {"audio": "a.mp3"},
    ],
)
def test_what_is_of_another_kind_is_a_flaw(content: dict[str, object]) -> None:
    update = {"update_id": 1, "channel_post": {**_POST, **content}}
    assert find_flaw(update, UPDATE) is not None
