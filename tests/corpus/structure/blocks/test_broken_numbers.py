"""Numbers at the beginning of a line: of an item, or of the sentence that broke in front of it."""

import pytest

from corpus.formats.plain_text import parse_plain_text


def read(text: str) -> list[str]:
    """The paragraphs of a plain text."""
    _, made, paragraphs = parse_plain_text(text)
    return [made[p.start : p.end] for p in paragraphs]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (
            "Boats\n\n  a) The keeper states in writing that the boat was lent out under section\n"
            "  9.  What is said there of oars holds for ropes, too.\n\n  b) It is brought back.\n",
            "section 9. What",
        ),
        (
            "Nets\n\n4. NOBODY WHO HAS MADE THIS NET IS LIABLE TO ANY USERS OF HERON NETS\n"
            "2.3.1 FOR ANYTHING THAT IS CAUGHT IN IT OR LEAVES IT AGAIN.\n\n5. It ends.\n",
            "NETS 2.3.1 FOR",
        ),
        (
            "Hafen\n\nEr ist so lange offen, wie es der Rat beschlossen hat, und zwar bis zum\n"
            "30. September jedes Jahres, und danach bleibt er bis zum Ende des Winters leer.\n",
            "zum 30. September",
        ),
        (
            "Terms\n\n3. Whoever lends the lamp of the pier must keep to what is said in clause\n"
            "12. The lamp is lent for a day. It is lent to those who have a boat at the pier.\n",
            "clause 12. The",
        ),
    ],
)
def test_a_number_that_the_line_above_leads_up_to_begins_no_item(text: str, number: str) -> None:
    assert any(number in paragraph for paragraph in read(text))


@pytest.mark.parametrize(
    "items",
    [
        [
            "1. Take the long rope that hangs behind the door of the boathouse and the oar",
            "2. Carry both of them to the end of the pier and lay them down beside the lamp",
            "3. Wait there until somebody comes who knows how the boat is to be launched",
        ],
        [
            "5. Take the long rope that hangs behind the door of the boathouse and the oar",
            "7. Carry both of them to the end of the pier and lay them down beside the lamp",
        ],
        [
            "2. The rope hangs behind the door of the boathouse, where the oar is, and then",
            "2.1 The oar is left where it is until the rope has been carried to the pier and",
            "2.2 The lamp is lit",
            "3. Nothing else is done on that day",
        ],
        [
            "9. The boat that came in ninth had a crew of four who had never rowed before at",
            "8. The boat that came in eighth had a crew of two who had rowed all their lives",
        ],
    ],
)
def test_items_that_count_or_stand_below_each_other_stay_items(items: list[str]) -> None:
    assert read("The boat\n\n" + "\n".join(items) + "\n")[-len(items) :] == items


def test_a_list_may_begin_below_a_full_line_without_a_colon() -> None:
    steps = ["  1. The rope is taken down", "  2. The lamp is lit"]
    lead = "All who want to launch the boat do what is said here in the order that is given and"
    assert read("\n".join(["The boat\n", lead, *steps, ""]))[-2:] == [
        step.strip() for step in steps
    ]


@pytest.mark.parametrize(
    "line",
    [
        "M. Garnier : « Le pont est trop étroit. »",
        "M. Garnier propose de repeindre le pont.",
        "D. Roux wants the bridge to be painted.",
        "C. Ahrens möchte die Brücke streichen.",
    ],
)
def test_a_letter_that_no_other_counts_up_to_begins_no_item(line: str) -> None:
    _, _, paragraphs = parse_plain_text(f"Bridge\n\nThe bridge was seen.\n{line}\nIt ends.\n")
    assert {p.kind for p in paragraphs} == {"prose"}


@pytest.mark.parametrize("letters", ["LMN", "ab", "BCD", "QA"])
def test_letters_that_count_are_marks(letters: str) -> None:
    items = [f"{letter}. Take the rope of the {letter} boat." for letter in letters]
    _, made, paragraphs = parse_plain_text("Boats\n\nThese are:\n" + "\n".join(items) + "\n")
    found = [made[p.start : p.end] for p in paragraphs if p.kind == "list"]
    assert found == items or letters == "QA"


def test_a_list_of_people_goes_on_below_a_comma() -> None:
    text = (
        "Le pont\n\n"
        "Présents : Mme Julie Garnier (présidente), M. Paul Ahrens (le trésorier),\n"
        "M. Hugo Garnier, Mme Anne Roux (secrétaire de la séance de ce mardi).\n\n"
        "Le pont est vu par les membres de la commission, et il est trouvé trop\n"
        "étroit pour les charrettes. Il sera élargi au printemps par les gens du\n"
        "village et de la ville.\n"
    )
    assert any("trésorier), M. Hugo" in paragraph for paragraph in read(text))


_ASKED = (
    (
        "When does the ferry sail in the winter, when the river is full of ice and the pier shut",
        "to all?",
        "At nine.",
    ),
    ("Who may ride?", "", "All members."),
    ("What does it cost?", "", "Two crowns."),
)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("mark", [".", ")", ".   "])
def test_letters_that_mark_questions_and_answers_count_nothing(mark: str, gap: str) -> None:
    turns = [
        f"Q{mark} {question}" + (f"\n{more}" if more else "") + f"{gap}A{mark} {answer}"
        for question, more, answer in _ASKED
    ]
    _, made, paragraphs = parse_plain_text("The ferry\n\n" + "\n\n".join(turns) + "\n")
    assert not any(p.headings for p in paragraphs)
    answers = [p for p in paragraphs if p.kind == "answer"]
    assert [made[p.start : p.end] for p in answers] == [answer for *_, answer in _ASKED]
    asked = [" ".join(made[slice(*span)] for span in p.context) for p in answers]
    assert asked == [f"{question} {more}".strip() for question, more, _ in _ASKED]


def test_letters_of_answers_to_choose_from_are_marks_of_items() -> None:
    asked = "Q. Which lamp is {}?\nA. The north lamp\nB. The south lamp"
    text = "Harbour quiz\n\n" + "\n\n".join(map(asked.format, ("red", "green", "white"))) + "\n"
    _, _, paragraphs = parse_plain_text(text)
    assert {p.kind for p in paragraphs} == {"list"}


def test_a_number_amid_the_sentence_of_a_turn_is_no_mark() -> None:
    answer = "No, as none of the ropes of\n   4.0 metres are kept here."
    text = f"Ropes\n\nQ. Is there a rope?\nA. {answer}\n\nQ. And a net?\nA. Yes.\n"
    assert " ".join(answer.split()) in read(text)
