"""Numbers before what is quoted: those of a list, and those of the sentence."""

import pytest

from bot.answers.verification import Place, Verdict, VerifiedPart, verify_text
from bot.answers.verification.messages import list_numbers
from bot.answers.verification.numbering import compare_number, take_number
from bot.answers.verification.places import Occurrence
from corpus import Article

TEXT = (
    "Rye grows here. 9.5 tonnes of it are sold. 5. Mai 1931 fuhr sie zuerst. 9:30 trains stop. "
    "It was built in 1871. The mill is of wood."
)
ARTICLE = Article("a.md", "A", TEXT, ())


@pytest.mark.parametrize(
    ("message", "held", "told"),
    [
        ("2.5 tonnes of it are sold.", "tonnes of it are sold.", [("2.5", "9.5")]),
        ("7. Mai 1931 fuhr sie zuerst.", "Mai 1931 fuhr sie zuerst.", [("7.", "5.")]),
        ("4:30 trains stop.", "trains stop.", [("4:30", "9:30")]),
        ("9.5 tonnes of it are sold.", "tonnes of it are sold.", []),
        ("5. Mai 1931 fuhr sie zuerst.", "Mai 1931 fuhr sie zuerst.", []),
        ("1. The mill is of wood.", "The mill is of wood.", []),
        ("3) Rye grows here.", "Rye grows here.", []),
    ],
)
def test_another_number_is_a_difference(
    message: str, held: str, told: list[tuple[str, str]]
) -> None:
    start = TEXT.index(held)
    part = VerifiedPart(held, Verdict.VERBATIM, (Occurrence(ARTICLE, start, start + len(held)),))
    number = take_number(list_numbers(message), held)
    assert number
    (found,) = compare_number([part], number)
    differences = found.occurrences[0].differences
    assert [(one.written, TEXT[one.start : one.end]) for one in differences] == told
    assert (found.verdict is Verdict.DIFFERS) == bool(told)


def test_numbers_are_taken_in_their_order() -> None:
    numbers = list_numbers("1. One oar\n- a line\n2. Two oars\n3. One oar")
    lines = ["One oar", "a line", "One oar"]
    assert [take_number(numbers, line) for line in lines] == ["1.", "", "3."]


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        ("1. The owner pays ten pounds.", Verdict.VERBATIM),
        ("2. The owner pays ten pounds.", Verdict.VERBATIM),
        ("3. The owner pays ten pounds.", Verdict.DIFFERS),
        ("2. The clerk notes the day.", Verdict.VERBATIM),
        ("1. The clerk notes the day.", Verdict.DIFFERS),
        ("4. The owner pays ten pounds.", Verdict.DIFFERS),
    ],
)
def test_the_number_may_be_of_a_second_place(message: str, verdict: Verdict) -> None:
    text = (
        "Late boats\n\n1. The owner pays ten pounds.\n2. The clerk notes the day.\n\n"
        "Lost keys\n\n1. The member tells the warden.\n2. The owner pays ten pounds.\n"
        "4. Never: the owner pays ten pounds.\n"
    )
    place = Place(Article("fines.txt", "Fines", text, ()), 0, len(text))
    assert [part.verdict for part in verify_text(message, lambda *_: [place]).parts] == [verdict]
