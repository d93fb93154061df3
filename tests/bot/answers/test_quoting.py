from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.answers.answer import Answer, AnswerOutcome, quotes_to_show
from bot.answers.quote_bounds import MAX_BLOCK_CHARACTERS
from bot.answers.quoting import compose_answer, select_quote
from corpus import Article, Paragraph, Passage, chunk_article
from embeddings import Hit, Judgement, Signs
from tests.support.counting import count_calls_of


def make_hit(
    text: str, scores: list[float] | None = None, score: float = 0.7, article_id: str = "a.txt"
) -> Hit:
    article = Article(article_id, article_id, text, (Paragraph(0, len(text)),))
    (passage,) = chunk_article(article, len, 1_000_000)
    scores = scores or [score] * len(passage.sentences)
    assert len(scores) == len(passage.sentences)
    return found(passage, article, score, [scores])


def found(passage: Passage, article: Article, score: float, clues: list[list[float]]) -> Hit:
    """A hit as sure as its score, whose sentences have the evidence `clues`."""
    evidence = np.asarray(clues, dtype=np.float64)
    return Hit(passage, article, score, lambda: evidence, lambda: Judgement(score, Signs(score, 1)))


def test_no_hits_are_no_answer() -> None:
    answer = compose_answer("why?", [], 5, 0.5)
    assert (answer.outcome, answer.confidence) == (AnswerOutcome.NOT_FOUND, 0.0)
    assert (answer.answered, answer.quotes) == (False, ())
    assert quotes_to_show(answer) == ()


def test_confidence_of_the_best_hit_decides() -> None:
    answers = [compose_answer("?", [make_hit("A b.", score=s)], 5, 0.5) for s in (0.2, 0.5, 0.9)]
    assert answers[0].confidence < answers[1].confidence < answers[2].confidence
    assert answers[0].outcome is AnswerOutcome.NOT_FOUND
    assert answers[2].outcome is AnswerOutcome.ANSWERED
    assert all(0 <= answer.confidence <= 1 for answer in answers)


def test_unanswered_keeps_its_quotes_but_shows_none() -> None:
    answer = compose_answer("?", [make_hit("A b.", score=0.1)], 5, 0.5)
    assert len(answer.quotes) == 1
    assert quotes_to_show(answer) == ()


def with_evidence(text: str, *clues: list[float]) -> Hit:
    return replace(make_hit(text), read_evidence=lambda: np.asarray(clues, dtype=np.float64))


ANIMALS = "One ant. Two bees. Three cats. Four dogs. Five elks."


def test_quote_is_the_best_sentence_if_no_other_adds_to_it() -> None:
    assert select_quote(with_evidence(ANIMALS, [0.1, 0.2, 0.9, 0.4, 0.3])).text == "Three cats."


def test_quote_grows_by_sentences_that_hold_what_is_missing() -> None:
    hit = with_evidence(ANIMALS, [0.1, 0.1, 0.9, 0.1, 0.1], [0, 0, 0, 0.5, 0], [0, 0, 0, 0, 0.5])
    assert select_quote(hit).text == "Three cats. Four dogs. Five elks."


def test_quote_has_at_most_four_sentences() -> None:
    clues = [[float(row == column) for column in range(5)] for row in range(5)]
    # The first of them counts four fifths of what the sentence before it says.
    assert select_quote(with_evidence(ANIMALS, *clues)).text == ANIMALS[9:]


def test_quote_that_would_grow_too_long_stays_short() -> None:
    sentences = [f"{letter * 300}." for letter in "ABC"]
    hit = with_evidence(" ".join(sentences), [0.5, 0, 0], [0, 0.6, 0], [0, 0, 0.4])
    assert select_quote(hit).text == sentences[1]


@pytest.mark.parametrize(
    ("length", "gain", "added"), [(220, 0.01, 0), (220, 0.2, 1), (60, 0.01, 1)]
)
def test_a_long_sentence_is_quoted_beside_the_best_one_if_it_adds_enough(
    length: int, gain: float, added: int
) -> None:
    best, other = f"{'A' * 180}.", f"{'B' * length}."
    hit = with_evidence(f"{best} {other}", [0.6, 0.3], [0, gain])
    assert select_quote(hit).text == (f"{best} {other}" if added else best)


def test_a_short_block_beside_the_best_one_is_quoted_if_it_is_as_near() -> None:
    text = "Ferries in winter\n\nFerry one is blue.\n\nFerry two is red."
    hit = with_evidence("One. Two. Three.", [0.2, 0.6, 0.5])
    spans = ((0, 17), (19, 37), (39, 56))
    passage = replace(hit.passage, text=text, sentences=spans, kind="list")
    assert select_quote(replace(hit, passage=passage)).text == text[19:]


def test_a_sentence_counts_what_the_one_before_it_names() -> None:
    text = "Ada Kerr built it. She died in 1931. It rained. It snowed. It froze. Ada Kerr was in."
    hit = with_evidence(text, [0.5, 0, 0, 0, 0, 0.5], [0, 0.3, 0, 0, 0, 0.2])
    assert select_quote(hit).text == "Ada Kerr built it. She died in 1931."
    listed = replace(hit, passage=replace(hit.passage, kind="list"))
    assert select_quote(listed).text == "Ada Kerr was in."


def test_a_quote_that_only_points_on_or_asks_comes_behind_one_that_says_something() -> None:
    for empty in ("See also the page on tides.", "When does the ferry leave?"):
        hits = [make_hit(empty, score=0.8), make_hit("It leaves at 9.", score=0.75, article_id="b")]
        quotes = compose_answer("?", hits, 5, 0.5).quotes
        assert [quote.text for quote in quotes] == ["It leaves at 9.", empty]
        hits[1] = replace(hits[1], score=0.3)
        assert compose_answer("?", hits, 5, 0.5).quotes[0].text == empty


def test_of_one_passage_nothing_is_quoted_that_only_points_on() -> None:
    hit = with_evidence("See below for fares. A ride is free.", [0.9, 0.1])
    assert select_quote(hit).text == "A ride is free."


def test_long_sentence_is_quoted_whole() -> None:
    text = "word " * 200 + "end."
    assert select_quote(make_hit(text)).text == text


def test_same_words_of_several_articles_are_one_quote_with_several_sources() -> None:
    hits = [
        make_hit("Water’s “wet”.", article_id="a.txt"),
        make_hit('Water\'s  "Wet".', article_id="b.txt"),
        make_hit("Fire is hot.", article_id="c.txt"),
        make_hit("Water’s “wet”.", article_id="a.txt"),
    ]
    first, second = compose_answer("?", hits, 5, 0.5).quotes
    assert (first.article.id, first.text) == ("a.txt", "Water’s “wet”.")
    (also,) = first.also
    assert (also.article.id, also.text) == ("b.txt", 'Water\'s  "Wet".')
    assert also.article.text[also.start : also.end] == also.text
    assert (second.article.id, second.also) == ("c.txt", ())


FERRY = "The council of Skerry will pay four million crowns for a new ferry to the mainland."
SLIPPED = FERRY.replace("council", "councill").replace(" to", ", to")


def test_nearly_the_same_words_are_told_with_what_each_article_has() -> None:
    hits = [
        make_hit(FERRY, article_id="a.txt"),
        make_hit(SLIPPED, article_id="b.txt"),
        make_hit(FERRY.upper(), article_id="c.txt"),
        make_hit(FERRY.replace("four", "five"), article_id="d.txt"),
        make_hit(f"It rained all day long. {SLIPPED}", [0.1, 0.7], article_id="e.txt"),
        make_hit(f"{FERRY} Bread is dear.", [0.1, 0.9], article_id="f.txt"),
    ]
    first, *others = compose_answer("?", hits, 9, 0.5).quotes
    assert first.text == FERRY
    assert [one.article.id for one in first.also] == ["c.txt", "f.txt"]
    assert [(one.article.id, one.text) for one in first.nearly] == [
        ("b.txt", SLIPPED),
        ("e.txt", SLIPPED),
    ]
    assert all(one.article.text[one.start : one.end] == one.text for one in first.places)
    # What the last one says besides is no repetition.
    assert [quote.article.id for quote in others] == ["d.txt", "f.txt"]


@pytest.mark.parametrize("other", ["Not all left.", "All left at 15.", "All left at -5.", "None."])
def test_another_word_makes_another_quote(other: str) -> None:
    hits = [make_hit("All left at 5.", article_id="a.txt"), make_hit(other, article_id="b.txt")]
    assert len(compose_answer("?", hits, 5, 0.5).quotes) == 2


def test_another_article_comes_before_a_second_quote_if_it_says_as_much() -> None:
    scores = [("a", 0.80), ("a", 0.79), ("b", 0.78), ("a", 0.70), ("c", 0.60)]
    hits = []
    for number, (name, score) in enumerate(scores):
        hit = make_hit(f"Text {number}.", score=score, article_id=name)
        hits.append(replace(hit, passage=replace(hit.passage, start=10 * number)))
    quotes = compose_answer("?", hits, 5, 0.5).quotes
    assert [quote.text[5] for quote in quotes] == ["0", "2", "1", "3", "4"]


def test_overlapping_quotes_of_one_article_are_shown_once() -> None:
    hit = with_evidence("One ant. Two bees. Three cats.", [1, 0, 0], [0, 1, 0], [0, 0, 1])
    shifted = replace(
        hit.passage, id="x", start=9, text=hit.passage.text[9:], sentences=((0, 9), (10, 21))
    )
    hits = [hit, found(shifted, hit.article, 0.6, [[0.6, 0.6]])]
    assert len(compose_answer("?", hits, 5, 0.5).quotes) == 1


def test_only_quotes_near_the_best_one_are_shown() -> None:
    hits = [make_hit(f"Text {s}.", score=s, article_id=str(s)) for s in (0.9, 0.85, 0.5, 0.4)]
    answer = compose_answer("?", hits, 5, 0.5)
    assert len(answer.quotes) == 4
    assert [quote.score for quote in quotes_to_show(answer)] == [0.9, 0.85]


@pytest.mark.parametrize("most", [1, 2, 5])
def test_most_quotes_is_kept(most: int) -> None:
    hits = [make_hit(f"Text {n}.", article_id=str(n)) for n in range(9)]
    assert len(compose_answer("?", hits, most, 0.5).quotes) == most


FERRIES = f"The ferry leaves at nine. {'It rained all day. ' * 30}The other ferry leaves at noon."
AT_NINE, AT_NOON = FERRIES[:25], FERRIES[-31:]

_ODD = ["What is it?", "See below.", FERRY, SLIPPED, f"{SLIPPED} Text 1.", FERRIES]
_HITS = st.lists(
    st.tuples(
        st.sampled_from([*(f"Text {n}." for n in range(6)), *_ODD]),
        st.sampled_from([0.9, 0.89, 0.88, 0.7, 0.5]),
        st.sampled_from("abc"),
    ),
    max_size=12,
)


@example([("Text 0.", 0.9, "a"), ("Text 1.", 0.9, "a"), ("Text 2.", 0.88, "b")], 2, None)
@example([("What is it?", 0.9, "a"), ("Text 1.", 0.8, "a")], 1, None)
@example([("Text 0.", 0.9, "a"), ("Text 1.", 0.7, "a")], 1, "Ann Flint")
@given(_HITS, st.integers(1, 5), st.sampled_from([None, None, "Ann Flint"]))
def test_first_quotes_are_the_same_however_many_are_asked_for(
    drawn: list[tuple[str, float, str]], most: int, speaker: str | None
) -> None:
    hits = []
    for number, (text, score, article_id) in enumerate(drawn):
        hit = make_hit(text, score=score, article_id=article_id)
        passage = replace(hit.passage, start=100 * number, speaker=speaker if number % 2 else None)
        hits.append(replace(hit, passage=passage))
    question = "What does Flint say on the ferry today?"
    few, all_ = (compose_answer(question, hits, n, 0.5).quotes for n in (most, len(hits) + 1))
    assert few == all_[:most]


def test_what_is_far_behind_is_not_read_for_quotes() -> None:
    scores = (0.9, 0.85, 0.8, 0.7, 0.6, 0.5)
    hits = [make_hit(f"Text {s}.", score=s, article_id=str(s)) for s in scores]
    hits.append(make_hit("Text 0.85.", score=0.4, article_id="another.txt"))

    def compose() -> Answer:
        return compose_answer("?", hits, 2, 0.5)

    assert count_calls_of(select_quote, compose) == 3
    assert [len(quote.also) for quote in compose().quotes] == [0, 1]


def test_what_is_far_behind_is_no_source_twice_and_not_read_for_that() -> None:
    texts = {"Text 0.9.": 0.9, "Text 0.8.": 0.8, "Again: Text 0.9.": 0.4}
    hits = []
    for number, (text, score) in enumerate(texts.items()):
        hit = make_hit(text, score=score)
        hits.append(replace(hit, passage=replace(hit.passage, start=100 * number)))
    assert count_calls_of(select_quote, lambda: compose_answer("?", hits, 2, 0.5)) == 2


@given(st.text(min_size=1).filter(str.strip), st.lists(st.floats(-1, 1), min_size=200))
def test_every_quote_is_verbatim_and_short(text: str, scores: list[float]) -> None:
    article = Article("a", "a", text, (Paragraph(0, len(text)),))
    for passage in chunk_article(article, len, 80):
        hit = found(passage, article, 0.5, [scores[: len(passage.sentences)]])
        quote = select_quote(hit)
        assert article.text[quote.start : quote.end] == quote.text
        assert quote.text.strip() == quote.text != ""
        assert len(quote.text) <= MAX_BLOCK_CHARACTERS


def test_two_options_do_not_stand_in_one_quote() -> None:
    text = "-a\nShow all boats.\n\n-r\nTurn the order round.\n\n-s\nSort boats by size."
    spans = ((0, 18), (20, 44), (46, 68))
    hit = with_evidence("One. Two. Three.", [0.9, 0.1, 0.1], [0.1, 0.1, 0.8], [0.1, 0.7, 0.1])
    passage = replace(hit.passage, text=text, sentences=spans, kind="term")
    assert select_quote(replace(hit, passage=passage)).text == "-a\nShow all boats."
    as_prose = replace(hit.passage, text=text, sentences=spans)
    assert select_quote(replace(hit, passage=as_prose)).text == text


@pytest.mark.parametrize("label", ["Rule 5", "§ 12", "Статья 3"])
def test_a_short_unit_that_is_asked_for_is_quoted_whole(label: str) -> None:
    hit = with_evidence(ANIMALS, [0.1, 0.2, 0.9, 0.1, 0.1])
    hit = replace(hit, passage=replace(hit.passage, label=label))
    assert select_quote(hit).text == "Three cats."
    assert select_quote(replace(hit, is_unit=True)).text == ANIMALS


def test_a_long_unit_that_alone_is_asked_for_is_quoted_from_its_beginning() -> None:
    text = " ".join(f"{word} " * 25 + "end." for word in ("Ant", "Bee", "Cat", "Dog", "Elk"))
    hit = replace(make_hit(text, [0.1, 0.1, 0.2, 0.9, 0.1]), is_unit=True)
    hit = replace(hit, passage=replace(hit.passage, label="Section 3"))
    assert select_quote(hit).text.startswith("Dog")
    quote = select_quote(replace(hit, is_asked_whole=True)).text
    assert quote.startswith("Ant") and "Dog" in quote and "Elk" not in quote


def test_a_reply_is_quoted_from_its_beginning_as_far_as_there_is_room() -> None:
    hit = with_evidence(ANIMALS, [0.1, 0.2, 0.2, 0.1, 0.1])
    replying = replace(hit.passage, kind="answer", context=((900, 910),))
    assert select_quote(hit).text == "Two bees."
    assert select_quote(replace(hit, passage=replying)).text == ANIMALS[:41]


def test_below_a_heading_that_asks_a_quote_is_filled() -> None:
    hit = with_evidence(ANIMALS, [0.1, 0.2, 0.2, 0.1, 0.1])
    below = replace(hit.passage, headings=("Who lives there?",))
    assert select_quote(replace(hit, passage=below)).text == ANIMALS[9:]


def test_a_long_reply_is_quoted_where_it_answers() -> None:
    text = " ".join(f"{word} " * 40 + "end." for word in ("Ant", "Bee", "Cat"))
    hit = make_hit(text, [0.1, 0.1, 0.9])
    replying = replace(hit.passage, speaker="Ann", context=((900, 910),))
    assert select_quote(replace(hit, passage=replying)).text.startswith("Cat")


def test_what_is_asked_is_not_quoted_beside_its_answer() -> None:
    text = "How many hives are there? Seventeen hives. Bees sleep."
    article = Article("talk.txt", "The talk", text, (Paragraph(0, len(text)),))
    (whole,) = chunk_article(article, len, 1_000_000)

    def cut(number: int, context: tuple[tuple[int, int], ...] = ()) -> Passage:
        start, end = whole.sentences[number]
        spans = ((0, end - start),)
        return Passage(str(number), article.id, start, end, text[start:end], spans, context=context)

    asked, answer, more = cut(0), cut(1, (whole.sentences[0],)), cut(2)
    hits = [
        found(passage, article, score, [[score]])
        for passage, score in ((answer, 0.9), (asked, 0.8), (more, 0.7))
    ]
    for most in (1, 2, 3):
        quotes = compose_answer("How many hives?", hits, most, 0.5).quotes
        assert [quote.text for quote in quotes] == ["Seventeen hives.", "Bees sleep."][:most]


def with_others(hit: Hit, *scores: float) -> list[Hit]:
    """`hit`, and one of each of `scores` of another article."""
    others = [make_hit(f"Text {s}.", score=s, article_id=f"{s}.txt") for s in scores]
    return [hit, *others]


def compose_texts(hits: list[Hit], most: int = 5) -> list[str]:
    return [quote.text for quote in compose_answer("?", hits, most, 0.5).quotes]


def rate_ferries(last: float) -> Hit:
    """A hit of `FERRIES`, the last sentence of which has the evidence `last`, the first 0.7."""
    return with_evidence(FERRIES, [0.7, *[0.0] * 30, last])


def test_what_else_the_first_passage_says_comes_before_a_third_quote_that_says_less() -> None:
    hits = with_others(rate_ferries(0.65), 0.68, 0.4, 0.3)
    assert compose_texts(hits) == [AT_NINE, "Text 0.68.", AT_NOON, "Text 0.4.", "Text 0.3."]
    assert compose_texts(hits, 3) == [AT_NINE, "Text 0.68.", AT_NOON]
    assert compose_texts(hits, 2) == [AT_NINE, "Text 0.68."]


@pytest.mark.parametrize("last", [0.65, 0.4, 0.0])
def test_what_the_first_passage_says_besides_is_not_quoted_if_the_third_says_more(
    last: float,
) -> None:
    hits = with_others(rate_ferries(last), 0.68, 0.64)
    assert compose_texts(hits) == [AT_NINE, "Text 0.68.", "Text 0.64."]


def test_what_the_first_passage_says_besides_is_no_question_and_no_pointer() -> None:
    for empty in ("When does the other ferry leave?", "See also the page on ferries."):
        text = f"{FERRIES[:-31]}{empty}"
        hits = with_others(with_evidence(text, [0.7, *[0.0] * 30, 0.65]), 0.68, 0.6, 0.55)
        assert compose_texts(hits) == [AT_NINE, "Text 0.68.", "Text 0.6.", "Text 0.55."]


def test_who_else_has_what_the_first_passage_says_besides_is_a_source_of_it() -> None:
    hits = with_others(rate_ferries(0.65), 0.68, 0.5)
    hits.append(make_hit(AT_NOON, score=0.46, article_id="noon.txt"))
    quotes = compose_answer("?", hits, 5, 0.5).quotes
    assert [quote.text for quote in quotes] == [AT_NINE, "Text 0.68.", AT_NOON, "Text 0.5."]
    assert [also.article.id for also in quotes[2].also] == ["noon.txt"]
