"""What a message claims, and what in it is quoted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.verification.messages import MAX_CLAIMS, Claim, SourceLine, read_message
from bot.answers.verification.pieces import split_gaps, split_message, trim_claim
from bot.answers.verification.quotations import find_quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "no oars" and left.', ['"no oars"']),
        ("„Kein Ruder“, sagte er, “no oar”.", ["„Kein Ruder“", "“no oar”"]),
        ("«Весла нет» и »kein Ruder«", ["«Весла нет»", "»kein Ruder«"]),
        ("他说「没有桨」和“没有船”。", ["「没有桨」", "“没有船”"]),
        ("‚Kein Ruder‘ and ‘no oar’ and 'none'", ["‚Kein Ruder‘", "‘no oar’", "'none'"]),
        ("“He said ‘no’ to me” once", ["“He said ‘no’ to me”"]),
        ("the boatmen's oars and the miller’s house", []),
        ("a plank of 5'10\" and one of 6'", []),
        ('ראש צה"ל אמר "אין משוטים" היום', ['"אין משוטים"']),
        ("“never closed", []),
        ('""', []),
    ],
)
def test_quotations_are_what_stands_between_a_pair_of_marks(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in find_quotations(text)] == quoted


@pytest.mark.parametrize(
    ("message", "claims"),
    [
        ("Oars are wet. Boats are dry.", ["Oars are wet.", "Boats are dry."]),
        ("1. Oars are wet\n2. Boats are dry", ["Oars are wet", "Boats are dry"]),
        ("> Oars are\n> wet.\nSure", ["Oars are wet.", "Sure"]),
        ("│ Oars are\n│ wet.\nSure", ["Oars are wet.", "Sure"]),
        ("Oars that have been\nleft out are wet.", ["Oars that have been left out are wet."]),
        ("**Oars** are `wet`.", ["Oars are wet."]),
        ("Oars_of_oak are wet.", ["Oars_of_oak are wet."]),
        ("[Oars](https://example.org/x) are wet.", ["Oars are wet."]),
        ("https://example.org/a?b=c\nOars are wet.", ["Oars are wet."]),
        ("“Oars are wet. Boats are dry.”", ["“Oars are wet. Boats are dry.”"]),
        ("Oars are wet. [...] Boats are dry.", ["Oars are wet. [...] Boats are dry."]),
        ("😀 !", []),
        ("— Oars are wet in winter", ["Oars are wet in winter"]),
        ("— Oars are wet\n— Boats are dry", ["Oars are wet", "Boats are dry"]),
        ("--Oars are wet.", ["Oars are wet."]),
        ("~~Oars are wet.~~", ["Oars are wet."]),
        ("~~Oars are wet~~", ["Oars are wet"]),
        ("-5 degrees are usual", ["-5 degrees are usual"]),
        ("–12 is cold.", ["–12 is cold."]),
        ("Oars daily · nine to five", ["Oars daily · nine to five"]),
        ("Raise 2 ** 3 or 2 * 3.", ["Raise 2 ** 3 or 2 * 3."]),
        ("The *old* oars are in /dev/oar*.", ["The old oars are in /dev/oar*."]),
        ("Of draft_* and 2**5 *all* count.", ["Of draft_* and 2**5 all count."]),
        ("***Oars* are** wet.", ["Oars are wet."]),
    ],
)
def test_claims_are_sentences_without_marks_of_lists_and_markup(
    message: str, claims: list[str]
) -> None:
    assert [one.text for one in read_message(message)] == claims


@pytest.mark.parametrize(
    "line",
    [
        *("— Ada Pell", "-- Ada Pell, Coast News", "Oars · Ada Pell"),
        *("Вёсла · Анна Петрова · 3 мая 2021 г.", "Вёсла › Статья 7. Уход · 3 мая 2021\u202fг."),
    ],
)
def test_a_line_below_may_name_the_source(line: str) -> None:
    kinds = [type(one) for one in read_message(f"Oars are wet.\n{line}")]
    assert kinds == [Claim, SourceLine]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Oars […] are wet", ["Oars", "are wet"]),
        ("Oars (...) are … wet", ["Oars", "are", "wet"]),
        ("Oars . . . are wet", ["Oars", "are wet"]),
        ("Oars are wet …", ["Oars are wet …"]),
        ("Oars are wet.", ["Oars are wet."]),
    ],
)
def test_signs_for_what_is_left_out_part_pieces(text: str, pieces: list[str]) -> None:
    assert split_gaps(text) == pieces


@pytest.mark.parametrize("text", ["…oars are wet", "“Oars are wet [...]”", "[…] oars are wet…"])
def test_what_is_left_out_at_the_ends_is_nothing(text: str) -> None:
    assert trim_claim(text).casefold() == "oars are wet"


@given(
    st.text(
        st.sampled_from("aB. \n\"“”'‘’>*-_[]…()·—:1") | st.characters(exclude_categories=["Cs"]),
        max_size=300,
    )
)
def test_any_message_is_read_and_its_quotations_lie_in_its_claims(text: str) -> None:
    found = read_message(text)
    assert len(found) <= 2 * MAX_CLAIMS + 1
    for one in found:
        if isinstance(one, Claim):
            assert any(character.isalnum() for character in one.text)
            assert all(0 <= start < end <= len(one.text) for start, end in one.quotations)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Der Beitrag ist bis zum 31. März fällig.", 1),
        ("Am 1. Mai ruht die Fähre. Am 2. Mai fährt sie.", 2),
        ("Mødet er den 3. Juni i hallen.", 1),
        ("I am 31. Bob is 30.", 2),
        ("It has closed in 31. Bob left.", 2),
        ("Er wartet bis 8.\nAnna geht.", 2),
    ],
)
def test_no_sentence_ends_at_the_number_of_a_day(text: str, sentences: int) -> None:
    assert len(split_message(text)) == sentences
