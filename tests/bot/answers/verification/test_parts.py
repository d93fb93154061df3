"""Words that stand in an article but are only a part of what its sentence says."""

import pytest

from bot.answers.verification import Verdict, VerifiedPart, verify_text
from bot.answers.verification.places import Place
from corpus import Article

TEXT = (
    "No dogs may enter the mill yard. The bridge was closed only once, in May. In winter the mill "
    "grinds rye on Mondays, if the stream is high.\n\nIm Winter fährt die Bahn nicht bis zum "
    "Gipfel."
)


def read(message: str, text: str = TEXT) -> tuple[VerifiedPart, ...]:
    article = Article("a.md", "A", text, ())
    return verify_text(message, lambda words, most: [Place(article, 0, len(text))]).parts


def list_sentences(message: str, text: str = TEXT) -> list[str]:
    """The sentences that are told for parts of `message`."""
    found = (part.occurrences[0] for part in read(message, text) if part.occurrences)
    return [one.article.text[slice(*one.sentence)] for one in found if one.sentence]


@pytest.mark.parametrize(
    ("message", "lacks"),
    [
        ("The bridge was closed, says the Mill Post.", "only once"),
        ("According to the Mill Post, the bridge was closed.", "only once"),
        ("Im Winter fährt die Bahn, schreibt der Bote.", "nicht bis"),
        ("The Mill Post writes that the mill grinds rye on Mondays.", "In winter"),
    ],
)
def test_what_a_source_stands_beside_is_a_whole_sentence(message: str, lacks: str) -> None:
    assert [lacks in sentence for sentence in list_sentences(message)] == [True]


def test_few_words_that_a_source_hides_are_told() -> None:
    (part,) = read("Dogs may enter the mill yard, says the Mill Post.")
    (left_out,) = part.occurrences[0].differences
    assert TEXT[left_out.start : left_out.end] == "No"


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("They have … leave to sell the mill.", "Yes. They have no leave to sell the mill."),
        ("Wir werden das Tor […] öffnen.", "Bald. Wir werden das Tor im Mai nicht öffnen."),
        ("Nous … vendons … la grange.", "Nous ne vendons pas la grange."),
        ("Ми … закриємо міст.", "Ми не закриємо міст."),
        ("El molino […] abre los lunes.", "El molino nunca abre los lunes. Es viejo."),
        ("桥 … 向公众开放。", "桥不向公众开放。"),
        ("الجسر … مفتوح للزوار.", "الجسر ليس مفتوح للزوار."),
        ("Do … feed the geese by hand.", "Do look. Do not feed the geese by hand."),
    ],
)
def test_a_denial_in_a_gap_is_told(message: str, text: str) -> None:
    assert any(sentence in text for sentence in list_sentences(message, text))


@pytest.mark.parametrize(
    ("message", "text"),
    [
        (
            "The mill is old. […] Its wheel turns.",
            "The mill is old. It is not dry. Its wheel turns.",
        ),
        ("The mill … grinds rye.", "The mill by the northern stream grinds rye."),
        ("الجسر … مفتوح للزوار", "الجسر منذ مدة لمدة عام مفتوح للزوار."),
    ],
)
def test_a_gap_that_leaves_out_no_denial_of_its_sentences(message: str, text: str) -> None:
    assert not list_sentences(message, text)


@pytest.mark.parametrize(
    "text",
    [
        "Ann Marsh: We keep the geese.\n\nBen Ford: I would sell them all.",
        "Q: Do we keep them? We do.\n\nA: Others sell them all.",
        "ANN: We do.\n\nBEN: They sell them all.\n\nANN: No.\n\nBEN: Yes.",
    ],
)
def test_a_gap_spans_no_two_speakers(text: str) -> None:
    parts = read("We (…) sell them all.", text)
    assert not all(part.verdict is Verdict.VERBATIM for part in parts)


def test_a_gap_within_what_one_says() -> None:
    text = "Ann Marsh: We keep geese. On Mondays we sell them all.\n\nBen Ford: I see."
    assert [part.verdict for part in read("We keep geese (…) sell them all.", text)] == [
        Verdict.VERBATIM
    ] * 2


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ('Ida Moss: "We keep the mill."', 'Fine. "We keep the mill," said Ida Moss, the miller.'),
        ("Jan Weiß: „Wir öffnen im Mai.“", "„Wir öffnen im Mai“, sagte Jan Weiß am Montag."),
        ("Luc Roux : « Nous restons ici. »", "« Nous restons ici », assure Luc Roux, le meunier."),
        ("We keep the mill, says Ida Moss.", "“We keep the mill,” Ida Moss told us on Monday."),
    ],
)
def test_a_quotation_given_whole_is_whole(message: str, text: str) -> None:
    (part,) = read(message, text)
    assert part.verdict is Verdict.VERBATIM
    assert not list_sentences(message, text)


def test_a_quotation_that_goes_on_behind_its_speaker_is_a_part() -> None:
    text = '"We keep the mill," said Ida Moss, "if the stream is high."'
    assert list_sentences('Ida Moss: "We keep the mill."', text)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (
            "In winter the mill grinds rye on Mondays, if the stream is high, says the Mill Post.",
            "In winter the mill grinds rye on Mondays, if the stream is high",
        ),
        (
            "The bridge was closed only once, in May, according to the Mill Post.",
            "The bridge was closed only once, in May",
        ),
        (
            "No dogs may enter the mill yard, says Ida Moss, who wrote for the Mill Post.",
            "No dogs may enter the mill yard",
        ),
    ],
)
def test_the_last_clause_before_a_source_is_of_the_words(message: str, words: str) -> None:
    assert [part.text for part in read(message)] == [words]
    assert not list_sentences(message)


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("swim behind the weir at dusk.", "Do not swim behind the weir at dusk. It is deep."),
        ("die Bahn fährt bis zum Gipfel.", "Niemand sagt, die Bahn fährt bis zum Gipfel."),
        ("the mill is for sale.", "It is untrue that the mill is for sale."),
        ("~~Nobody~~ was seen at the weir.", "Nobody was seen at the weir."),
        ("<s>Never</s> open the sluice.", "Never open the sluice."),
    ],
)
def test_a_denial_before_words_that_end_as_a_sentence(message: str, text: str) -> None:
    assert list_sentences(message, text) == [text.split(". ")[0].rstrip(".") + "."]


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("swim behind the weir at dusk", "Do not swim behind the weir at dusk."),
        ("swim behind the weir at dusk.", "In May we swim behind the weir at dusk."),
        ("The weir is ~~not~~ deep.", "The weir is deep."),
    ],
)
def test_words_that_no_denial_stands_before(message: str, text: str) -> None:
    assert [part.verdict for part in read(message, text)] == [Verdict.VERBATIM]
    assert not list_sentences(message, text)


def test_a_message_that_is_struck_out_as_a_whole_is_read() -> None:
    assert [part.text for part in read("~~The weir is deep.~~", "The weir is deep.")]


def test_a_quotation_is_not_judged_by_another_one_in_it_alone() -> None:
    text = (
        'A miller must say who owns the sacks and any loads added at night, and "keep all notes".'
    )
    for message, verdicts in (
        (f"“{text.replace('any loads', 'no loads')}”", [Verdict.DIFFERS]),
        (
            "“The moon is made of green cheese, of rye and of oak, and of "
            'some that "keep all notes".”',
            [Verdict.NOT_FOUND, Verdict.VERBATIM],
        ),
        ('“He then wrote: "keep all notes".”', [Verdict.VERBATIM]),
    ):
        assert [part.verdict for part in read(message, text)] == verdicts


@pytest.mark.parametrize("sign", ["−", "-", ".", "€"])
def test_the_sign_of_a_number_is_not_left_out_unsaid(sign: str) -> None:
    text = f"{sign}5 was the least that anybody had seen there. It was 3{sign}5 once."
    (part,) = read("“5 was the least that anybody had seen there.”", text)
    assert part.verdict is Verdict.DIFFERS
    (left_out,) = part.occurrences[0].differences
    assert text[left_out.start : left_out.end] == sign
    (part,) = read(f"“{sign}5 was the least that anybody had seen there.”", text)
    assert part.verdict is Verdict.VERBATIM
