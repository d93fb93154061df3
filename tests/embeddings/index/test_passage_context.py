from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus import Article, Corpus, Paragraph, Passage, Span, chunk_article
from embeddings import BuildFolder, Retriever, build_index, load_index
from embeddings.index.passage_context import (
    PassageContext,
    find_passage_context,
    read_passage_context,
    write_passage_context,
)
from embeddings.index.passage_lines import LineKind
from tests.support.fake_encoder import FakeEncoder

Turn = tuple[str | None, str]


def make_article(turns: list[Turn], name: str = "a.md", headings: tuple[str, ...] = ()) -> Article:
    """An article of paragraphs, each with its speaker and, unless `headings` are given, below a
    heading of its own."""
    text, paragraphs = "", []
    for number, (speaker, said) in enumerate(turns):
        above = headings or (f"Part {number}",)
        paragraphs.append(Paragraph(len(text), len(text) + len(said), above, speaker))
        text += said + "\n\n"
    return Article(name, f"Title of {name}", text.rstrip(), tuple(paragraphs), language="en")


def look_around(*articles: Article) -> tuple[PassageContext, list[str], list[Passage]]:
    encoder = FakeEncoder(max_tokens=12)
    passages = [
        p for a in articles for p in chunk_article(a, encoder.count_tokens, encoder.max_tokens)
    ]
    around, lines = find_passage_context(passages, {article.id: article for article in articles})
    return around, lines, passages


INTERVIEW: list[Turn] = [
    ("Host", "Welcome to all of you."),
    ("Jane Doe", "Thank you."),
    ("Host", "You keep bees. Why do they swarm?"),
    ("Jane Doe", "Space runs out in the hive by May and the old queen leaves then. Half go along."),
    ("Host", "How do you catch them?"),
    ("Jane Doe", "With a box. Would you try it?"),
    ("Host", "Thank you for coming."),
    ("Jane Doe", "A pleasure."),
]


def test_an_answer_is_preceded_by_its_question_even_in_its_second_passage() -> None:
    around, _, passages = look_around(make_article(INTERVIEW))
    texts = [passage.text for passage in passages]
    question = texts.index("You keep bees. Why do they swarm?")
    answer = [row for row, p in enumerate(passages) if row > question and p.speaker == "Jane Doe"]
    assert len([p for p in passages if "queen" in p.text or "Half" in p.text]) == 2
    assert around.preceding[answer[:2]].tolist() == [question, question]
    assert around.answers[answer].all()
    assert not around.answers[[row for row, p in enumerate(passages) if p.speaker == "Host"]].any()


def test_the_turns_that_ask_are_the_hosts() -> None:
    around, _, passages = look_around(make_article(INTERVIEW))
    asking = set()
    first = 0
    for passage in passages:
        last = first + len(passage.sentences)
        if around.asks[first:last].all():
            asking.add(passage.text)
        first = last
    assert asking == {"You keep bees. Why do they swarm?", "How do you catch them?"}
    # An expert may ask back without being the one who asks.
    assert around.asks.sum() == 4


def test_passages_follow_each_other_only_within_an_article() -> None:
    one = make_article([(None, "Bees swarm in May."), (None, "They come back.")], "one.md")
    two = make_article([(None, "Boats sail.")], "two.md")
    around, lines, _ = look_around(one, two)
    assert around.preceding.tolist() == [-1, 0, -1]
    assert not around.answers.any()
    assert lines == [
        "Title of one.md",
        "one",
        "Part 0",
        "Part 1 I one first",
        "Title of two.md",
        "two",
    ]
    assert around.line_starts.tolist() == [0, 3, 6, 9]
    assert around.lines.tolist() == [0, 1, 2, 0, 1, 3, 4, 5, 2]
    kinds = [LineKind.TITLE, LineKind.NAME, LineKind.HEADING]
    assert around.line_kinds.tolist() == kinds * 3


def begin(texts: list[str]) -> list[bool]:
    """Which of the sentences of paragraphs that are packed into one passage begin a block."""
    article = make_article([(None, text) for text in texts], headings=("Bees",))
    passages = chunk_article(article, lambda text: len(text.split()), 200)
    assert len(passages) == 1
    around, _ = find_passage_context(passages, {article.id: article})
    return [bool(begins) for begins in around.begins]


def test_blocks_are_the_paragraphs_of_a_passage() -> None:
    assert begin(["They swarm. It is May.", "Then they rest.", "Snow falls. It melts."]) == [
        *(True, False, True, True, False)
    ]
    assert begin(["They swarm in May."]) == [True]


def test_places_are_counted_from_the_beginning_of_each_section() -> None:
    turns: list[Turn] = [(None, f"Bees swarm in May of year {number}.") for number in range(3)]
    bees = make_article(turns, "bees.md", headings=("Bees",))
    around, _, _ = look_around(bees, make_article(turns, "parts.md"), replace(bees, id="other.md"))
    assert around.places.tolist() == [0, 1, 2, 0, 0, 0, 0, 1, 2]


@pytest.mark.parametrize("lead", ["They need:", "他们需要：", "What do they need?"])
def test_what_leads_up_to_a_block_is_part_of_it(lead: str) -> None:
    assert begin(["They swarm in May.", lead, "Oil and ropes.", "Nothing else."]) == [
        *(True, True, False, True)
    ]


def with_context(article: Article, *context: Span) -> Article:
    """`article` with these spans as the context of its last paragraph."""
    *others, last = article.paragraphs
    return replace(article, paragraphs=(*others, replace(last, context=context)))


def test_the_context_of_a_passage_is_among_its_lines_but_no_more_than_three_short_ones() -> None:
    long = "bees " * 200
    turns: list[Turn] = [(None, "A keeper\nneeds:"), (None, "* * *"), (None, long), (None, "Oil.")]
    article = make_article(turns)
    spans = [(p.start, p.end) for p in article.paragraphs[:3]]

    def find_context(*context: Span) -> list[str]:
        around, lines, _ = look_around(with_context(article, *context))
        of_context = np.flatnonzero(around.line_kinds == LineKind.CONTEXT)
        return [lines[line] for line in around.lines[of_context].tolist()]

    assert find_context(spans[0], spans[1]) == ["A keeper needs:"]
    found = find_context(spans[2], spans[0], (0, 8), (2, 8))
    assert found == [("bees " * 60).strip(), "A keeper needs:", "A keeper"]


def test_two_who_both_ask_are_no_askers() -> None:
    turns: list[Turn] = [("A", "Shall we go?"), ("B", "Why not?")] * 2
    around, _, _ = look_around(make_article(turns))
    assert not around.answers.any()
    assert around.asks.all()


def test_what_stands_below_see_also_answers_as_little_as_what_asks() -> None:
    around, _, passages = look_around(
        make_article(
            [(None, "The ferry leaves at nine."), (None, "See page 9.")], "a.md", ("Ferry",)
        ),
        make_article([(None, "ferry, pier, boats")], "b.md", ("Ferry", "SEE ALSO")),
        make_article([(None, "The pier is of oak.")], "c.md", ("See also", "Pier")),
    )
    says_little = {
        passage.text[start:end]
        for (passage, (start, end)), asks in zip(
            ((p, span) for p in passages for span in p.sentences), around.asks, strict=True
        )
        if asks
    }
    assert says_little == {"See page 9.", "ferry, pier, boats"}


@pytest.mark.parametrize("mark", ["?", "?”", "？", "؟", '?" '])
def test_a_sentence_that_asks(mark: str) -> None:
    around, _, _ = look_around(make_article([(None, "Who guards it" + mark)]))
    assert around.asks.tolist() == [True]


def test_what_was_written_is_read(tmp_path: Path) -> None:
    around, _, _ = look_around(make_article(INTERVIEW))
    write_passage_context(around, tmp_path)
    again = read_passage_context(tmp_path)
    for name in PassageContext.__slots__:
        assert np.array_equal(getattr(around, name), getattr(again, name))
    objects = np.empty(1, dtype=object)
    np.savez(tmp_path / "passage_context.npz", preceding=objects)
    with pytest.raises(ValueError, match="allow_pickle"):
        read_passage_context(tmp_path)


def test_words_around_a_passage_help_to_find_it(tmp_path: Path) -> None:
    turns = [*INTERVIEW[:3], ("Jane Doe", "Space runs out in the hive."), *INTERVIEW[4:]]
    other = make_article([(None, "Boats run out of the harbour. Space is wide there.")], "b.md")
    encoder = FakeEncoder(dimension=64, max_tokens=30)
    corpus = Corpus((make_article(turns), other), (), (), "c")
    folder = BuildFolder(tmp_path / "index")
    build_index(corpus, tmp_path, encoder, folder)
    retriever = Retriever(load_index(folder, encoder), encoder)
    # "bees", "swarm" and "why" stand in the question that the host asked, not in the answer.
    hits = retriever.search("why bees swarm", 3)
    assert hits[0].passage.text == "Space runs out in the hive."
    # The speaker's name stands nowhere in what she said.
    assert retriever.search("box Jane Doe", 1)[0].passage.text == "With a box. Would you try it?"


def test_a_line_that_leads_up_to_a_passage_helps_to_find_it(tmp_path: Path) -> None:
    lead = "Who keeps the lighthouse needs:"
    between = "Boats are painted in spring."
    plain = make_article([(None, lead), (None, between), (None, "Ropes, oil and a spare lamp.")])
    led = with_context(plain, (0, len(lead)))

    def find(article: Article) -> Passage:
        other = make_article([(None, "Ropes, tar and a needle.")], "b.md")
        encoder = FakeEncoder(dimension=64, max_tokens=30)
        folder = BuildFolder(tmp_path / "index")
        build_index(Corpus((article, other), (), (), "c"), tmp_path, encoder, folder)
        index = load_index(folder, encoder)
        assert list(index.heads.values()) == [article.head, other.head]
        assert index.article_texts["a.md"] == article.text
        return Retriever(index, encoder).search("ropes lighthouse needs", 1)[0].passage

    # The lead itself has two of the words; what it leads up to has the third.
    assert find(plain).text == lead
    found = find(led)
    assert (found.text, found.context) == ("Ropes, oil and a spare lamp.", ((0, len(lead)),))
    encoder = FakeEncoder()
    ids = [passage.id for passage in chunk_article(plain, encoder.count_tokens, 30)]
    assert found.id == ids[2]
