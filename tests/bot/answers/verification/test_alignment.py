"""Words that stand in an article as they are, or nearly."""

import random
import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.verification import Occurrence, Place, find_verbatim
from bot.answers.verification import find_alike as find_alike_scored
from corpus import Article
from corpus.normalization import FoldedText, fold_typography
from tests.support.counting import count_calls

Form = Literal["NFC", "NFD"]
TEXT = (
    "Mary Flint said: “Nobody  keeps\nthe lamp of Skerry.” The tower is forty metres tall. "
    "We’re closed on Sunday. The plank is 5'10 long."
)
ARTICLE = Article("a.md", "A", TEXT, ())


def find_alike(claim: str, places: list[Place]) -> Occurrence | None:
    found = find_alike_scored(claim, places)
    return found.occurrence if found else None


def list_missing(finding: Occurrence) -> list[str]:
    return [one.written for one in finding.differences if one.written]


def list_differing(finding: Occurrence) -> list[str]:
    text = finding.article.text
    return [text[one.start : one.end] for one in finding.differences if one.start < one.end]


def everywhere(*articles: Article) -> list[Place]:
    return [Place(article, 0, len(article.text)) for article in articles]


@pytest.mark.parametrize(
    "claim",
    [
        "Nobody keeps the lamp of Skerry.",
        "nobody KEEPS  the\nlamp",
        "'Nobody keeps the lamp of Skerry.'",
        "said: Nobody keeps",
        "«the tower is forty metres tall»",
    ],
)
def test_case_space_and_quotation_marks_do_not_matter(claim: str) -> None:
    (finding,) = find_verbatim(claim, everywhere(ARTICLE))
    assert finding.differences == ()
    assert fold_typography(TEXT[finding.start : finding.end]) == fold_typography(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "Nobody kept the lamp of Skerry.",
        "The tower is forty-metres tall",
        "The tower is forty, metres tall",
        "The tower is not forty metres tall",
        "obody keeps the lamp",
        "were closed on Sunday",
        "the plank is 510 long",
        "The tower is forty metres tal",
        "",
        "“”",
    ],
)
def test_anything_else_does(claim: str) -> None:
    assert find_verbatim(claim, everywhere(ARTICLE)) == []


def test_each_article_is_named_once_with_its_own_span() -> None:
    other = Article("b.md", "B", f"Before. {TEXT} {TEXT}", ())
    findings = find_verbatim("the lamp of Skerry", everywhere(ARTICLE, other))
    assert [finding.article.id for finding in findings] == ["a.md", "b.md"]
    for finding in findings:
        assert finding.article.text[finding.start : finding.end] == "the lamp of Skerry"


@pytest.mark.parametrize("held", ["NFC", "NFD"])
@pytest.mark.parametrize("claimed", ["NFC", "NFD"])
def test_an_accent_is_the_same_on_its_letter_or_after_it(held: Form, claimed: Form) -> None:
    text = unicodedata.normalize(held, "Über den Café Ångström: der Kaffee ist gut, 한국어 auch.")
    article = Article("a.md", "A", text, ())
    claim = unicodedata.normalize(claimed, "den café ångström: der Kaffee ist gut, 한국어")
    (finding,) = find_verbatim(claim, everywhere(article))
    shown = text[finding.start : finding.end]
    assert shown == unicodedata.normalize(held, "den Café Ångström: der Kaffee ist gut, 한국어")
    wrong = unicodedata.normalize(claimed, "den Café Ångström: der Zucker ist gut,")
    differs = find_alike(wrong, everywhere(article))
    assert differs is not None
    assert list_differing(differs) == ["Kaffee"]
    assert list_missing(differs) == ["Zucker"]


@pytest.mark.parametrize("text", ["The café is open.", "The cafx̂ is open."])
def test_a_letter_without_its_accent_is_another_one(text: str) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    forms: tuple[Form, ...] = ("NFC", "NFD")
    for form in forms:
        article = Article("a.md", "A", unicodedata.normalize(form, text), ())
        assert find_verbatim(bare.split(" is")[0], everywhere(article)) == []


def test_words_that_differ_are_shown() -> None:
    finding = find_alike("The tower is thirty metres tall.", everywhere(ARTICLE))
    assert finding is not None
    assert list_differing(finding) == ["forty"]
    assert list_missing(finding) == ["thirty"]
    assert TEXT[finding.start : finding.end] == "The tower is forty metres tall."


@pytest.mark.parametrize(
    ("claim", "differing", "missing"),
    [
        ("The weir kept nine pike and a lamp from Norway.", ["It"], ["The weir"]),
        ("It kept nine pike and a lamp from Norway, and two eels", [], [", and two eels"]),
    ],
)
def test_of_the_sentence_beside_it_nothing_differs(
    claim: str, differing: list[str], missing: list[str]
) -> None:
    text = "Tom Pike dug a pond. It kept nine pike and a lamp from Norway.\n\nThe sluice is shut."
    finding = find_alike(claim, everywhere(Article("b.md", "B", text, ())))
    assert finding is not None
    assert list_differing(finding) == differing
    assert list_missing(finding) == missing


def test_an_apostrophe_of_any_kind_is_one() -> None:
    assert len(find_verbatim("we're closed on Sunday", everywhere(ARTICLE))) == 1


@pytest.mark.parametrize("claim", ["Water boils at a hundred degrees.", "", "forty forty"])
def test_what_is_not_much_like_it_is_not_found(claim: str) -> None:
    finding = find_alike(claim, everywhere(ARTICLE))
    assert finding is None


LINES = [f"Line {n} of the log says that boat {n * 7} came in at {n % 24}." for n in range(200)]
LOG = Article("log.md", "Log", "\n".join(LINES), ())


def read_place(finding: Occurrence | None) -> str:
    return finding.article.text[finding.start : finding.end] if finding else ""


def test_words_may_begin_before_the_place_and_end_behind_it() -> None:
    place = Place(LOG, LOG.text.index("Line 50 "), LOG.text.index("Line 51 "))
    claim = " ".join(LINES[48:53])
    (found,) = find_verbatim(claim.upper(), [place])
    assert read_place(found).split() == claim.split()
    assert find_verbatim(" ".join(LINES[60:63]), [place]) == []


def test_long_words_with_slips_are_found() -> None:
    claim = " ".join(LINES[40:60]).replace("boat 350", "ship 350")
    assert len(claim) > 900
    finding = find_alike(claim, [Place(LOG, 0, 300), Place(LOG, 3000, 3200)])
    assert read_place(finding).split() == " ".join(LINES[40:60]).split()
    assert finding and list_missing(finding) == ["ship"]
    assert list_differing(finding) == ["boat"]


WORDS = ["".join(random.Random(n).choices("abcdefghijklmnop", k=4 + n % 5)) for n in range(400)]
DRAWN = random.Random(1)
SCRIPTS = {
    "Chinese": "".join(
        chr(DRAWN.randrange(0x4E00, 0x5E00)) + "。" * (n % 20 == 9) for n in range(2500)
    ),
    "Thai": "".join(
        chr(DRAWN.randrange(0x0E01, 0x0E2F)) + " " * (n % 60 == 9) for n in range(2500)
    ),
    "Latin": " ".join(WORDS),
}


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("length", [100, 390, 410, 900, 2000])
def test_one_letter_more_or_less_is_nearly_in_any_script(script: str, length: int) -> None:
    text = SCRIPTS[script]
    article = Article("a.md", "A", text, ())
    start = text.index(" ", 200) + 1 if script == "Latin" else 200
    claim = list(text[start : start + length].strip())
    for place in range(10, len(claim), 60):
        claim[place] = "q"
    finding = find_alike("".join(claim), [Place(article, 0, 800), Place(article, 800, 1600)])
    assert finding is not None
    assert abs(finding.start - start) < 20
    assert abs(finding.end - start - length) < 20
    # Words that differ are underlined, and not all around them.
    differing = sum(one.end - one.start for one in finding.differences)
    assert 0 < differing < length / 3


def test_words_of_which_every_second_has_a_slip_are_nearly() -> None:
    claim = " ".join(word[:-1] + "q" if n % 2 else word for n, word in enumerate(WORDS[50:250]))
    finding = find_alike(claim, everywhere(Article("a.md", "A", " ".join(WORDS), ())))
    assert read_place(finding) == " ".join(WORDS[50:250])


@pytest.mark.parametrize("claim", [" ".join(LINES[5:9]), "the " * 1000, "a " * 2000, "boat"])
def test_work_does_not_grow_with_the_article(claim: str) -> None:
    def check(times: int) -> int:
        article = Article("log.md", "Log", LOG.text * times, ())
        middle = len(article.text) // 2
        places = [Place(article, middle, middle + 500)]
        return count_calls(lambda: (find_verbatim(claim, places), find_alike(claim, places)))

    assert check(200) < 1.2 * check(20)


def test_few_of_many_places_are_compared() -> None:
    articles = [Article(str(n), "", LOG.text[n:], ()) for n in range(300)]
    claim = "Line 50 of the log says that ship 350 came in."

    def check(count: int) -> int:
        return count_calls(lambda: find_alike(claim, everywhere(*articles[:count])))

    # Each costs a look; to compare it letter by letter, some hundreds of calls for its words.
    assert check(300) - check(100) < 200 * 30


@given(
    before=st.text(max_size=30),
    claim=st.text(min_size=1, max_size=30),
    after=st.text(max_size=30),
)
def test_what_stands_there_is_found_and_its_span_is_its_words(
    before: str, claim: str, after: str
) -> None:
    text = f"{before} {claim} {after}"
    folded = FoldedText(claim).text
    findings = find_verbatim(claim, everywhere(Article("a", "A", text, ())))
    assert bool(findings) == bool(folded)
    for finding in findings:
        assert folded == fold_typography(text[finding.start : finding.end])


SHORT = (
    ("a few words that stand once", "the ferry sells hot soup", "the ferry sells cold soup"),
    ("four", "lanterns hang on deck", "lanterns hung on deck"),
    ("one is left out", "the harbour master of Skerry", "the harbour of Skerry"),
)


@pytest.mark.parametrize(("text", "claim"), [case[1:] for case in SHORT])
def test_one_word_of_a_few_differs(text: str, claim: str) -> None:
    assert (
        find_alike(claim, everywhere(Article("w.md", "W", f"In winter {text}. It rains.", ())))
        is not None
    )


def test_a_turn_of_phrase_with_another_word_is_no_slip() -> None:
    ends = ("oldest boats", "tallest masts", "finest ropes")
    texts = [f"It was one of the {end} of all." for end in ends]
    places = everywhere(*(Article(text, "B", text, ()) for text in texts))
    assert find_alike("one of the best", places) is None
    assert find_alike("one of the oldest boots", places) is not None


SWAPPED = Article(
    "s.md",
    "S",
    "The ferry from Skerry to Kolm carries salt and wool. Old Ada Pell taught young Bob Hart to "
    "mend nets. In March the north quay is dry and the south quay is wet.",
    (),
)


@pytest.mark.parametrize(
    "claim",
    [
        "The ferry from Kolm to Skerry carries salt and wool.",
        "Old Bob Hart taught young Ada Pell to mend nets.",
        "In March the south quay is dry and the north quay is wet.",
    ],
)
def test_words_that_are_swapped_are_told(claim: str) -> None:
    found = find_alike(claim, everywhere(SWAPPED))
    assert found is not None
    assert list_missing(found) and list_differing(found)
    assert found.text.split()[0] == claim.split()[0]


def test_the_same_words_in_no_order_are_another_text() -> None:
    claim = "Wool and salt carries, to the Kolm from ferry Skerry."
    assert find_alike(claim, everywhere(SWAPPED)) is None
