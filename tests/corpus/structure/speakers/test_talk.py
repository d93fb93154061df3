"""What is said, as far as it tells whether somebody says it."""

import pytest

from corpus.structure.speakers.talk import only_asks


@pytest.mark.parametrize(
    "said", ["Is it lit?", "Lit? Full?", "¿Está lleno?", "满了吗？", "lit, or not?"]
)
def test_a_question_alone_states_nothing(said: str) -> None:
    assert only_asks(said)


@pytest.mark.parametrize(
    "said", ["It is. And yours?", "Lit.", "", "满了。你呢？", "Oh! Who knows?"]
)
def test_who_states_something_does_not_only_ask(said: str) -> None:
    assert not only_asks(said)
