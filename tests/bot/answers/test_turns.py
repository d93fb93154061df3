"""Whose turn of a conversation is quoted first."""

from dataclasses import replace

import numpy as np
import pytest

from bot.answers.answer import Quote
from bot.answers.turns import is_called, leave_out_quoted, order_turns, replies
from corpus import Article, Passage
from corpus.article import BlockKind
from embeddings.retrieval.calibration import Signs
from embeddings.retrieval.hits import Hit, Judgement

ARTICLE = Article("talk.txt", "The talk", "", ())


def make_quote(
    text: str,
    score: float,
    speaker: str | None = None,
    start: int = 0,
    context: tuple[tuple[int, int], ...] = (),
    kind: BlockKind = "prose",
) -> Quote:
    end = start + len(text)
    passage = Passage(
        f"p{start}",
        ARTICLE.id,
        start,
        end,
        text,
        ((0, len(text)),),
        speaker=speaker,
        context=context,
        kind=kind,
    )
    return Quote(text, start, end, score, passage, ARTICLE, (0, len(text)))


def texts(question: str, *quotes: Quote) -> list[str]:
    return [quote.text for quote in order_turns(question, quotes)]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Why is the oven cold?", "Nobody brought wood."),
        ("Warum ist der Ofen kalt?", "Niemand hat Holz gebracht."),
        ("炉子为什么是冷的？", "没有人带来木柴。"),
    ],
)
def test_an_answer_stands_for_its_question_however_far(asked: str, said: str) -> None:
    question = make_quote(asked, 0.9, "Host")
    other = make_quote("The bread is sold.", 0.8, "Baker", start=500)
    answer = make_quote(said, 0.3, "Baker", start=100, context=((0, len(asked)),))
    assert texts(asked, question, other, answer) == [said, "The bread is sold."]


def test_a_question_is_quoted_beside_its_answer_if_it_says_more_or_its_asker_is_named() -> None:
    asked = "Why is the oven cold?"
    answer = make_quote("Nobody brought wood.", 0.9, "Baker", start=100, context=((0, 21),))
    question = make_quote(asked, 0.8, "Nora Lind")
    assert texts("oven cold", answer, question) == [answer.text]
    assert asked in texts("What did Nora Lind ask about the oven?", answer, question)
    more = make_quote("It was lit in May. Why is it cold?", 0.8, "Nora Lind")
    more = replace(more, passage=replace(more.passage, sentences=((0, 18), (19, 34))))
    assert texts("oven cold", answer, more) == [answer.text, more.text]


def test_a_question_without_its_answer_gives_way_only_to_what_is_near() -> None:
    question = make_quote("Why is the oven cold?", 0.9)
    near, far = make_quote("Wood is wet.", 0.8, start=100), make_quote("Ash.", 0.3, start=200)
    assert texts("why?", question, near)[0] == "Wood is wet."
    assert texts("why?", question, far)[0] == "Why is the oven cold?"


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("What did Nora Lind say about the oven?", "Nora Lind"),
        ("What is Lind's view of the oven?", "LIND"),
        ("Что сказала Марина Орлова о печи?", "Марина Орлова"),
        ("Что мы узнали от Марины Орловой о печи?", "Марина Орлова"),
        ("林诺拉对炉子有什么看法？", "林诺拉"),
    ],
)
def test_who_is_named_speaks_first(question: str, speaker: str) -> None:
    other = make_quote("The oven is old.", 0.6, "Max Berg")
    own = make_quote("It is a good oven.", 0.4, speaker, start=100)
    assert texts(question, other, own)[0] == "It is a good oven."


def test_who_is_named_does_not_speak_first_off_the_subject() -> None:
    other = make_quote("The oven is old.", 0.9, "Max Berg")
    own = make_quote("Rain again.", 0.3, "Nora Lind", start=100)
    assert texts("What did Nora Lind say of ovens?", other, own)[0] == "The oven is old."


@pytest.mark.parametrize("question", ["Who is Nora Lind?", "Wer ist Nora Lind?", "谁是诺拉？"])
def test_others_say_who_somebody_is(question: str) -> None:
    introduction = make_quote("Nora Lind has baked here since May.", 0.6)
    own = make_quote("Thank you.", 0.6, "诺拉" if "谁" in question else "Nora Lind", start=100)
    assert texts(question, introduction, own)[0] == introduction.text


def test_nobody_is_named_by_part_of_a_word() -> None:
    other = make_quote("Lindens grow here.", 0.6)
    own = make_quote("Rain again.", 0.6, "Al Lin", start=100)
    assert texts("Where do the lindens grow also?", other, own)[0] == other.text


def test_replies_are_what_stands_below_a_question() -> None:
    assert replies(make_quote("Yes.", 1, "Nora", context=((0, 9),)).passage)
    assert replies(make_quote("Yes.", 1, context=((0, 9),), kind="answer").passage)
    assert not replies(make_quote("Yes.", 1, "Nora").passage)
    assert not replies(make_quote("Yes.", 1, context=((0, 9),), kind="list").passage)


@pytest.mark.parametrize(
    ("before", "asked", "said"),
    [
        ("Fine, thanks.", "Who has the net?", "I do."),
        ("Bin da.", "Wer hat das Netz?", "Ich habe es."),
        ("Hola a todos.", "¿Quién tiene la red?", "La tengo yo."),
    ],
)
def test_a_reply_comes_before_the_question_that_is_sought(
    before: str, asked: str, said: str
) -> None:
    text = f"{before} {asked}"
    first, second = (0, len(before)), (len(before) + 1, len(text))
    question = make_quote(text, 0.9, "Max")
    passage = replace(question.passage, sentences=(first, second))
    question = replace(question, passage=passage, best=second)
    reply = make_quote(said, 0.4, "Ida", start=100, context=((0, len(text)),))
    assert texts(asked, question, reply) == [said, text]
    introduced = replace(question, best=first)
    assert texts(before, introduced, reply) == [text, said]


def test_who_is_named_but_says_nothing_near_leaves_the_answer_before_its_question() -> None:
    asked = "Why did Nora Lind leave the oven cold?"
    question = make_quote(asked, 0.9, "Host")
    answer = make_quote("She had no wood.", 0.7, "Baker", start=100, context=((0, len(asked)),))
    own = make_quote("Rain again.", 0.3, "Nora Lind", start=200)
    assert texts(asked, question, answer, own) == ["She had no wood.", "Rain again."]


@pytest.mark.parametrize("end", ["...", "…", " --", " —"])
@pytest.mark.parametrize(
    "question", ["What is wrong with the oven?", "What did Lind say of ovens?"]
)
def test_what_breaks_off_gives_way_to_what_is_said_whole(question: str, end: str) -> None:
    broken = make_quote(f"The oven, as I said, it{end}", 0.9, "Lind")
    whole = make_quote("The oven has a crack.", 0.8, "Lind", start=100)
    far = make_quote("It rains.", 0.3, "Lind", start=200)
    assert texts(question, broken, far, whole)[:2] == [whole.text, broken.text]
    assert texts(question, broken, far)[0] == broken.text


def test_an_article_may_end_a_sentence_with_dots() -> None:
    dotted = make_quote("And then the oven went out...", 0.9)
    whole = make_quote("The oven has a crack.", 0.8, start=100)
    assert texts("What is wrong with the oven?", dotted, whole)[0] == dotted.text


def make_hit(text: str, score: float, speaker: str | None, start: int) -> Hit:
    passage = make_quote(text, score, speaker, start).passage
    judgement = Judgement(score, Signs(0.0, 1))
    return Hit(passage, ARTICLE, score, lambda: np.zeros((1, 1)), lambda: judgement)


COLD = "The oven by the old quay is cold again today."


def test_a_message_comes_once_where_its_writer_sent_it() -> None:
    own = make_hit(
        "Dear all, the oven by the old\nquay is cold again today. Bring wood.", 0.6, "Nora Lind", 0
    )
    first = make_hit(COLD, 0.9, "Nora Lind", 100)
    second = make_hit(
        "the oven by the old quay is cold again today. Bring wood.", 0.5, "Nora Lind", 200
    )
    other = make_hit(COLD, 0.7, "Baker", 300)
    left = leave_out_quoted([first, other, own, second])
    assert [hit.passage.start for hit in left] == [0, 300]
    assert (left[0].score, left[0].confidence) == (0.9, 0.9)
    again = make_hit(COLD, 0.9, "Nora Lind", 400)
    left = leave_out_quoted([again, second, other, own])
    assert [hit.passage.start for hit in left] == [0, 300]
    assert leave_out_quoted([own, other]) == [own, other]
    assert leave_out_quoted([own, first, other]) == [own, other]
    assert leave_out_quoted([]) == []
    short = [make_hit("I know, no.", 0.9, "Baker", 0), make_hit("No.", 0.8, "Baker", 50)]
    assert leave_out_quoted(short) == short


@pytest.mark.parametrize(
    ("speaker", "name", "called"),
    [
        ("Nora Lind", "nora", True),
        ("Nora Lind", "Lind", True),
        ("Nora Lind", "nora lind", True),
        ("Nora Lind", "nora berg", False),
        ("Nora Lind", "nor", False),
        ("Nora Lind", "", False),
        (None, "nora", False),
    ],
)
def test_who_speaks_is_called_by_any_of_their_names(
    speaker: str | None, name: str, called: bool
) -> None:
    assert is_called(speaker, name) is called
