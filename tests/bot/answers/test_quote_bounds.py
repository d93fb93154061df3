"""Where a quote begins and ends: whole, and not with what only leads up to an answer."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.quote_bounds import (
    MAX_BLOCK_CHARACTERS,
    add_blocks,
    goes_on_within,
    is_one_entry,
    is_short_unit,
    make_whole,
    says_nothing,
    skip_answer_mark,
)
from corpus import Passage


def make_passage(*parts: str, kind: str = "prose", between: str = "\n") -> Passage:
    text, spans = "", []
    for part in parts:
        text += between if text else ""
        spans.append((len(text), len(text) + len(part)))
        text += part
    return Passage("x", "a.txt", 0, len(text), text, tuple(spans), kind=kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        (("Empty the tank with:", "pump --all"), "code"),
        (("Wear this:", "a coat and a hat."), "prose"),
        (("Bring two things：", "a lamp"), "list"),
    ],
)
def test_a_lead_in_and_what_it_leads_up_to_are_quoted_together(
    parts: tuple[str, ...], kind: str
) -> None:
    passage = make_passage(*parts, "Nothing else.", kind=kind)
    assert make_whole(passage, 0, 1)[0] == 0
    assert make_whole(passage, 0, 1)[1] >= 2
    assert make_whole(passage, 1, 2) == (0, 2)


def test_a_lead_in_takes_along_as_much_of_a_list_as_there_is_room_for() -> None:
    passage = make_passage("Bring:", "a lamp", "some oil", "x" * 300, kind="list")
    assert make_whole(passage, 0, 1) == (0, 3)


def test_a_long_block_is_quoted_without_its_lead_in() -> None:
    passage = make_passage("Type:", "x" * MAX_BLOCK_CHARACTERS, kind="code")
    assert make_whole(passage, 1, 2) == (1, 2)


@pytest.mark.parametrize("asked", ["Is it free?", "免费吗？", "هل هي مجانية؟", "“Free?”"])
def test_a_question_gives_way_to_its_answer(asked: str) -> None:
    passage = make_passage(asked, "Children ride free.", "Others pay.")
    assert make_whole(passage, 0, 1) == (1, 2)
    assert make_whole(passage, 0, 3) == (1, 3)
    assert make_whole(make_passage(asked), 0, 1) == (0, 1)


def test_what_the_mark_of_an_answer_follows_gives_way_to_that() -> None:
    passage = make_passage("The gate is shut", "Ring.", kind="answer", between="\nA2: ")
    assert make_whole(passage, 0, 1) == make_whole(passage, 0, 2) == (1, 2)
    assert add_blocks(passage, 1, 2, [1.0, 1.0]) == (1, 2)


@pytest.mark.parametrize("heading", ["Winter fares", "1.2 The old pier", "渡轮时间"])
def test_a_heading_gives_way_to_what_stands_below_it(heading: str) -> None:
    passage = make_passage(heading, "A ride is two crowns.", between="\n\n")
    assert make_whole(passage, 0, 1) == (1, 2)


@pytest.mark.parametrize(
    ("parts", "kind"),
    [(("red", "green."), "list"), (("It rains.", "It pours."), "prose"), (("a", "b"), "code")],
)
def test_what_is_no_heading_stays(parts: tuple[str, ...], kind: str) -> None:
    assert make_whole(make_passage(*parts, kind=kind, between="\n\n"), 0, 1) == (0, 1)


@pytest.mark.parametrize("sentence", ["See below.", "Why?", "Article 3."])
def test_what_says_nothing(sentence: str) -> None:
    assert says_nothing(sentence)


@given(
    st.lists(st.sampled_from(["Why?", "So:", "Fares", "It is.", "x" * 400]), min_size=1),
    st.sampled_from(["prose", "list", "code", "answer"]),
    st.data(),
)
def test_a_run_stays_within_the_passage(parts: list[str], kind: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(parts) - 1))
    last = data.draw(st.integers(first + 1, len(parts)))
    begin, end = make_whole(make_passage(*parts, kind=kind, between="\n\n"), first, last)
    assert 0 <= begin < end <= len(parts)


def test_the_quote_of_an_option_begins_with_it() -> None:
    passage = make_passage("-k FILE\nKeeps it.", "FILE is closed.", "It is dry.", kind="term")
    assert make_whole(passage, 2, 3) == (0, 3)
    long = make_passage("-k FILE\nKeeps it.", "x" * MAX_BLOCK_CHARACTERS, "Dry.", kind="term")
    assert make_whole(long, 2, 3) == (2, 3)
    prose = make_passage("Keep the file.", "It is closed.", "It is dry.")
    assert make_whole(prose, 2, 3) == (2, 3)


@pytest.mark.parametrize(
    ("parts", "kind", "between", "is_one"),
    [
        (("-a\nAll.", "-b\nBoth."), "term", "\n\n", False),
        (("-a\nAll.", "More of it."), "term", " ", True),
        (("weir\nHolds water.", "leat\nLeads it."), "term", "\n\n", False),
        (("--fast: in haste", "--slow: at leisure"), "list", "\n", False),
        (("- `-f`: in haste", "- **--slow**: at leisure"), "list", "\n", False),
        (("- first the lamp", "- then the oil"), "list", "\n", True),
        (("A lamp.", "-5 degrees of frost."), "prose", " ", True),
    ],
)
def test_two_options_are_not_one_entry(
    parts: tuple[str, str], kind: str, between: str, is_one: bool
) -> None:
    passage = make_passage(*parts, kind=kind, between=between)
    assert is_one_entry(passage, 0, 2) is is_one
    assert is_one_entry(passage, 0, 1) and is_one_entry(passage, 1, 2)


@pytest.mark.parametrize("label", ["Artículo 3.", "Статья 17.", "§ 5(2)", "第九条", "المادة ٩."])
def test_the_number_of_a_unit_is_no_quote(label: str) -> None:
    assert says_nothing(label)
    assert make_whole(make_passage(label, "Nobody fishes here.", between=" "), 0, 1) == (1, 2)
    assert make_whole(make_passage(label), 0, 1) == (0, 1)
    assert not says_nothing(f"{label} Nobody fishes here.")


@pytest.mark.parametrize(
    ("parts", "kind", "evidence", "expected"),
    [
        (("Oil the hinge.", "Wax the door."), "list", [0.6, 0.5], (0, 2)),
        (("Oil the hinge.", "Wax the door."), "list", [0.6, 0.3], (0, 1)),
        (("Wax the door.", "oil --hinge", "Air it."), "code", [0.5, 0.6, 0.1], (0, 2)),
        (("Oil the hinge.", "Then run:", "oil --all"), "prose", [0.6, 0.5, 0.1], (0, 3)),
        (("Oil the hinge.", "Then run:"), "prose", [0.6, 0.5], (0, 1)),
        (("Oil the hinge.", "Is it dry?"), "prose", [0.6, 0.6], (0, 1)),
        (("Oil the hinge.", "x" * 400), "prose", [0.6, 0.6], (0, 1)),
    ],
)
def test_a_whole_block_beside_a_quote_that_is_as_near_is_added(
    parts: tuple[str, ...], kind: str, evidence: list[float], expected: tuple[int, int]
) -> None:
    first = evidence.index(max(evidence))
    assert add_blocks(make_passage(*parts, kind=kind), first, first + 1, evidence) == expected


def test_of_running_text_no_sentence_is_added() -> None:
    passage = make_passage("Oil the hinge.", "Wax the door.", "Air it.", between=" ")
    assert add_blocks(passage, 1, 2, [0.6, 0.6, 0.6]) == (1, 2)


@given(st.lists(st.tuples(st.text("ab:?. ", min_size=1), st.floats(-1, 1)), min_size=1, max_size=9))
def test_added_blocks_leave_the_quote_in_place_and_short(
    sentences: list[tuple[str, float]],
) -> None:
    passage = make_passage(*(text for text, _ in sentences))
    for first in range(len(sentences)):
        begin, end = add_blocks(passage, first, first + 1, [score for _, score in sentences])
        assert 0 <= begin <= first < end <= len(sentences)
        length = passage.sentences[end - 1][1] - passage.sentences[begin][0]
        assert length <= 400 or (begin, end) == (first, first + 1)


@pytest.mark.parametrize(
    ("label", "parts", "expected"),
    [
        ("Rule 6", ("Oars stay dry.", "1. Guests row first.", "(2) Children row last."), True),
        ("§ 8", ("Boote ruhen im Winter.", "Der Schuppen bleibt zu."), True),
        ("第五条", ("灯火须夜间点亮。", "违者罚款。"), True),
        ("4.1", ("4.1 Oars stay dry.", "4.2 Guests row first."), False),
        ("Reed 2:3", ("Reed 2:3 A gate waits.", "Reed 2:4 The sea does not."), False),
        (None, ("Oars stay dry.", "Guests row first."), False),
        ("Rule 7", ("Oars stay dry. " * 20, "Guests row first. " * 20), False),
    ],
)
def test_a_short_unit_is_one_alone(
    label: str | None, parts: tuple[str, ...], expected: bool
) -> None:
    assert is_short_unit(replace(make_passage(*parts), label=label)) is expected


def make_nested() -> Passage:
    texts = "Ann", "built the crane", "Bo", "sold it", "bought it"
    return replace(make_passage(*texts, kind="list"), levels=(0, 1, 0, 1, 1))


@pytest.mark.parametrize(
    ("run", "whole"), [((0, 1), (0, 2)), ((1, 2), (0, 2)), ((2, 3), (2, 5)), ((3, 4), (2, 4))]
)
def test_an_item_is_quoted_with_what_it_stands_in_and_what_stands_in_it(
    run: tuple[int, int], whole: tuple[int, int]
) -> None:
    assert make_whole(make_nested(), *run) == whole
    assert add_blocks(make_nested(), *whole, [0.5] * 5)[0] == whole[0]


def test_no_quote_goes_on_from_what_stands_in_one_item_to_the_next() -> None:
    nested = make_nested()
    assert not any(goes_on_within(nested, *run) for run in [(1, 3), (0, 3), (1, 4)])
    assert goes_on_within(nested, 3, 5)
    assert goes_on_within(nested, 0, 2)


@pytest.mark.parametrize(
    ("parts", "sentence", "said"),
    [
        (("Answer: At noon.",), 0, "At noon."),
        (("Antwort. Um zwölf.",), 0, "Um zwölf."),
        (("Answer 4: At noon.",), 0, "At noon."),
        (("Ответ:", "В полдень."), 0, "В полдень."),
        (("When does it sail?", "A: At noon."), 1, "At noon."),
        (("A: At noon.",), 0, "A: At noon."),
        (("The poles:", "A: The red wire."), 1, "A: The red wire."),
        (("When does it sail?", "A. Pike rows."), 1, "A. Pike rows."),
        (("Note: At noon.",), 0, "Note: At noon."),
        (("Which is best?", "A: rye.\n\nB: oats."), 1, "A: rye.\n\nB: oats."),
        (("Answer:",), 0, "Answer:"),
    ],
)
def test_the_mark_of_an_answer_is_no_part_of_it(
    parts: tuple[str, ...], sentence: int, said: str
) -> None:
    passage = make_passage(*parts)
    assert passage.text[skip_answer_mark(passage, sentence) :] == said


def test_a_letter_below_a_heading_that_asks_or_is_counted_marks_an_answer() -> None:
    passage = make_passage("A: At noon.")
    for above in (
        replace(passage, headings=("When does it sail?",)),
        replace(passage, label="Q 4"),
    ):
        assert skip_answer_mark(above, 0) == 3
