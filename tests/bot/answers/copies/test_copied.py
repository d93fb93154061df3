import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.answer import Quote
from bot.answers.copies import Compared, Quoted, find_copy, read_quote
from corpus import Article, Paragraph, Passage, chunk_article
from corpus.normalization import find_tokens
from tests.support.counting import count_calls_of

REPORT = (
    "The council of Skerry said on Monday that it would not close the harbour for 12 days, as the "
    "organisation of fishermen had asked for, because three ferries depend on it."
)


def make_passage(text: str) -> Passage:
    article = Article("a", "a", text, (Paragraph(0, len(text)),))
    (passage,) = chunk_article(article, len, 1_000_000)
    return passage


def read(passage: Passage, best: int = 0) -> Quoted:
    span = passage.start, passage.end
    article = Article("a", "a", passage.text, ())
    return read_quote(Quote(passage.text, *span, 0.9, passage, article, passage.sentences[best]))


def find(text: str, other: str, best: int = 0) -> str | None:
    """What `other` has of `text`, of whose sentences number `best` answers."""
    passage = make_passage(other)
    run = find_copy(read(make_passage(text), best), Compared(passage))
    if run is None:
        return None
    spans = passage.sentences[slice(*run)]
    return other[spans[0][0] : spans[-1][1]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("12 days, as", "12 days – as"),
        ("said on Monday", "“said” on Monday"),
        ("harbour", "harbor"),
        ("organisation", "organization"),
        ("fishermen", "fishremen"),
        ("depend", "depned"),
        ("The council", "SKERRY, May 3 (Coast News) – The council"),
        ("The council", "THE COUNCIL"),
    ],
)
def test_what_changes_nothing_is_a_copy(old: str, new: str) -> None:
    other = REPORT.replace(old, new)
    assert other != REPORT
    assert find(REPORT, other) == other
    assert find(other, REPORT) == REPORT


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("12", "13"),
        ("12", "-12"),
        ("12", "1.2"),
        ("12 days", "12 % days"),
        ("three", "thre"),
        ("three", "seven"),
        ("Skerry", "Sherry"),
        ("Monday", "Sunday"),
        ("would not close", "would close"),
        ("would not close", "would now close"),
        ("fishermen", "farmers"),
        ("harbour", "the harbour"),
        ("depend on it.", "depend on it?"),
    ],
)
def test_what_may_matter_is_none(old: str, new: str) -> None:
    other = REPORT.replace(old, new)
    assert other != REPORT
    assert find(REPORT, other) is None
    assert find(other, REPORT) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The profits of the whole company rose to nine millions.", "billions."),
        ("The firm says that it will in future allow nothing there.", "noting there."),
        ("In the next year it will have to pay for eighteen boats.", "eighteen boots."),
    ],
)
def test_words_of_numbers_and_denials_are_no_misprints(one: str, other: str) -> None:
    words = other.split()
    changed = " ".join([*one.split()[: -len(words)], *words])
    assert find(one, changed) is None


def test_a_few_slips_are_one_text_and_many_are_not() -> None:
    words = ["harbours", "councils", "fishermen", "organised"]
    words += ["mornings", "crossings", "northern", "villages"]
    text = " ".join(words * 4) + "."
    slipped = [word[:2] + word[3:] for word in words]
    for count, is_copy in ((3, True), (4, False)):
        other = " ".join([*slipped[:count], *words[count:], *words * 3]) + "."
        assert (find(text, other) is not None) is is_copy


def test_few_words_are_never_nearly_the_same() -> None:
    assert (
        find("It opens on Mondays in the morning.", "It opens on Mondays; in the morning.") is None
    )


def test_it_is_found_among_other_sentences_and_not_within_one() -> None:
    other = REPORT.replace("harbour", "harbor")
    assert find(REPORT, f"It rained. {other} Nobody was hurt.") == other
    assert find(f"{REPORT} It rained.", f"Well. {other} It rained. So.") == f"{other} It rained."
    assert find(REPORT, f"Nobody believes that {other[0].lower()}{other[1:]}") is None


TAIL = "Rain is expected on Sunday."


def test_most_of_a_quote_is_enough_with_what_answers() -> None:
    other = REPORT.replace("harbour", "harbor")
    assert find(f"{REPORT} {TAIL}", f"Well. {other} Bread is dear.") == other
    assert find(f"{REPORT} {TAIL}", f"Well. {other} Bread is dear.", best=1) is None
    assert find(f"{TAIL} {REPORT}", f"Well. {other} Bread is dear.", best=1) == other
    most = "The museum of the island shows boats of reed and nets until late in the autumn, as it "
    most += "has done for many years, and every child of the villages comes to see them once."
    assert find(f"{REPORT} {most}", f"{other} Bread is dear.") is None


def test_the_next_report_with_other_figures_is_no_copy() -> None:
    quoted = f"{REPORT} The ferries carried 900 guests in March."
    for figures in ("The ferries carried 950 guests in April.", "The ferries carried no guests."):
        assert find(quoted, f"{REPORT} {figures}") is None
    assert find(quoted, f"{REPORT} Nobody has seen a whale here since then.") == REPORT


def test_what_has_other_words_is_not_compared() -> None:
    passage = make_passage(
        "The lighthouse was painted white only once, for the visit of a queen. " * 9
    )
    quoted = read(make_passage(REPORT))
    assert find_copy(quoted, Compared(passage)) is None  # after which its own words are known
    assert count_calls_of(find_tokens, lambda: find_copy(quoted, Compared(passage))) == 0


@given(st.text(min_size=1).filter(str.strip), st.text(min_size=1).filter(str.strip))
def test_no_text_breaks_it(text: str, other: str) -> None:
    passages = []
    for one in (text, other):
        article = Article("a", "a", one, (Paragraph(0, len(one)),))
        passages += chunk_article(article, len, 80)
    for passage in passages:
        for quoted in map(read, passages):
            find_copy(quoted, Compared(passage))
