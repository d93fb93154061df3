"""What is the same word but for case, and what only folds to the same letters."""

import pytest

from bot.answers.verification import Verdict, VerifiedPart, verify_text
from bot.answers.verification.places import Place, is_sharp_elsewhere
from corpus import Article

TEXT = (
    "Die Gäste essen Kuchen in Maßen und trinken Tee. Die Straße zum Floß ist gesperrt. An der "
    "Kasse stehen Massen von Kindern.\n\nWASSER IST HEISS. Ο δρόμος κλείνει. DIE GROẞE MÜHLE MAHLT."
)


def read(message: str, text: str = TEXT) -> VerifiedPart:
    article = Article("a.md", "A", text, (), language="de")
    (part,) = verify_text(message, lambda words, most: [Place(article, 0, len(text))]).parts
    return part


def list_differences(part: VerifiedPart) -> list[tuple[str, str]]:
    (one, *_) = part.occurrences
    return [(d.written, one.article.text[d.start : d.end]) for d in one.differences]


@pytest.mark.parametrize(
    ("claim", "differences"),
    [
        ("Die Gäste essen Kuchen in Massen und trinken Tee.", [("Massen", "Maßen")]),
        ("Die Strasse zum Floss ist gesperrt.", [("Strasse", "Straße"), ("Floss", "Floß")]),
        ("An der Kaße stehen Maßen von Kindern.", [("Kaße", "Kasse"), ("Maßen", "Massen")]),
        (
            "Die Gäste essen Torte in Massen und trinken Tee.",
            [("Torte", "Kuchen"), ("Massen", "Maßen")],
        ),
        (
            "Gäste essen Kuchen in Massen.",
            [("", "Die"), ("Massen", "Maßen")],
        ),
    ],
)
def test_another_word_that_folds_to_the_same_is_told(
    claim: str, differences: list[tuple[str, str]]
) -> None:
    part = read(claim)
    assert part.verdict is Verdict.DIFFERS
    assert list_differences(part) == differences


@pytest.mark.parametrize(
    "claim",
    [
        "Die Gäste essen Kuchen in Maßen und trinken Tee.",
        "DIE STRASSE ZUM FLOSS IST GESPERRT.",
        "DIE STRAẞE ZUM FLOẞ IST GESPERRT.",
        "Wasser ist heiß.",
        "Die große Mühle mahlt.",
        "An der Kasse stehen Massen von Kindern.",
        "Ο ΔΡΌΜΟΣ ΚΛΕΊΝΕΙ.",
    ],
)
def test_case_does_not_matter(claim: str) -> None:
    assert read(claim).verdict is Verdict.VERBATIM


def test_where_both_stand_it_is_word_for_word() -> None:
    text = "Wir kaufen Wein in Maßen. Sie kaufen Wein in Massen."
    assert read("kaufen Wein in Massen", text).verdict is Verdict.VERBATIM


def test_a_word_beside_a_gap_is_told_too() -> None:
    article = Article("a.md", "A", TEXT, (), language="de")
    found = verify_text(
        "Die Gäste essen […] in Massen und trinken", lambda _, __: [Place(article, 0, len(TEXT))]
    )
    told = [difference for part in found.parts for difference in list_differences(part)]
    assert ("Massen", "Maßen") in told


@pytest.mark.parametrize(
    ("word", "other", "is_elsewhere"),
    [
        ("Buße", "Busse", True),
        ("Busse", "buße", True),
        ("BUSSE", "Buße", False),
        ("Bußgasse", "Bussgaße", True),
        ("Buße", "BUẞE", False),
        ("grosse", "große", True),
    ],
)
def test_sharp_letters(word: str, other: str, is_elsewhere: bool) -> None:
    assert is_sharp_elsewhere(word, other) is is_elsewhere
