"""A few words beside a quotation are the writer's own, though some article has them."""

import pytest

from bot.answers.verification import verify_text
from bot.answers.verification.places import Place
from corpus import Article

TEXT = "The lamp turns once in twelve seconds. It was not. False. Never!"
ARTICLE = Article("a.md", "A", TEXT, ())


@pytest.mark.parametrize("remark", ["It was not.", "False.", "Never!"])
def test_a_denial_has_no_verdict(remark: str) -> None:
    message = f"“The lamp turns once in twelve seconds.” {remark}"
    found = verify_text(message, lambda words, most: [Place(ARTICLE, 0, len(TEXT))])
    assert [part.text for part in found.parts] == ["The lamp turns once in twelve seconds."]
    assert found.own_words == (remark,)
