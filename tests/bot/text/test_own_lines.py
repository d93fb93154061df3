"""The lines around a quote, as they may have been sent in any language."""

from bot.answers.answer import Quote
from bot.text.own_lines import write_lines
from bot.text.translation import current_language
from corpus import Article, Passage, Work


def make_quote() -> Quote:
    text = "No oars."
    works = (Work("Old rules", "Port Office", None, None),)
    article = Article("a.md", "Harbour rules", text, (), source="Port Times", based_on=works)
    passage = Passage(
        "p1", "a.md", 0, len(text), text, ((0, len(text)),), headings=("3. Oars",), speaker="Ann"
    )
    return Quote(text, 0, len(text), 1.0, passage, article, (0, len(text)))


def test_each_line_is_whole_and_in_each_language() -> None:
    before = current_language()
    lines = write_lines(make_quote())
    assert {"3. Oars", "Ann:"} <= lines.above
    assert {"Ann, in", "Ann · 3. Oars"} <= lines.within
    assert "Based on: Old rules · Port Office" in lines.below
    assert lines.below.isdisjoint(lines.above | lines.within)
    assert {"Harbour rules › 3. Oars · Port Times", "Harbour rules · Port Times"} <= lines.sources
    assert "Also in: Harbour rules › 3. Oars · Port Times" in lines.also
    assert len(lines.also) > len(lines.sources)  # the words in front are in each language
    assert current_language() == before
