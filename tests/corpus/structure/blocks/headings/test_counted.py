"""Headings that only their number tells."""

import pytest

from corpus.formats.plain_text import parse_plain_text
from corpus.structure.blocks.block import Block
from corpus.structure.blocks.headings.counted import leave_out_steps
from corpus.structure.blocks.headings.heading import Heading

_OPENING = "Keeping bees\n\nWritten for those who begin.\n\n"


def headings(text: str) -> list[tuple[tuple[str, ...], str]]:
    _, made, paragraphs = parse_plain_text(_OPENING + text)
    return [(p.headings, made[p.start : p.end]) for p in paragraphs]


@pytest.mark.parametrize(
    ("heading", "read_as"),
    [
        ("3. The club's rules say that hives must be \"well apart\". So how far\n"
         "   is that, where gardens are small?",
         "3. The club's rules say that hives must be \"well apart\". So how far "
         "is that, where gardens are small?"),
        ("3. smoke() does nothing.", "3. smoke() does nothing."),
        ("3. Kann ich zwei Völker vereinigen, und was wird dann aus der\n"
         "   zweiten Königin?",
         "3. Kann ich zwei Völker vereinigen, und was wird dann aus der zweiten Königin?"),
        ("3. xylocopa and bombus", "3. xylocopa and bombus"),
    ],
)  # fmt: skip
def test_the_next_number_above_running_text_is_a_heading(heading: str, read_as: str) -> None:
    text = (
        "1. What do I need?\n\n    A hive, a veil and a smoker.\n\n"
        "2. When do I begin?\n\n    In April, when it is warm.\n\n"
        f"{heading}\n\n    That depends on the place.\n\n"
        "4. Who helps me?\n\n    The club does.\n"
    )
    found = [above[-1:] for above, _ in headings(text)]
    assert found[-2:] == [(read_as,), ("4. Who helps me?",)]


@pytest.mark.parametrize(
    "items",
    [
        "3. Open the hive slowly and keep the smoker at hand, because bees that are taken by "
        "surprise sting. Then wait.",
        "3. Open the hive as follows:",
        "3. 打开蜂箱时请慢慢来，并把喷烟器放在手边。",
        "9. are hums (three of them)",
    ],
)
def test_a_sentence_or_another_number_stays_text(items: str) -> None:
    text = (
        "1. What do I need?\n\n    A hive, a veil and a smoker.\n\n"
        "2. When do I begin?\n\n    In April, when it is warm.\n\n"
        f"{items}\n\nGo on with care.\n"
    )
    assert " ".join(items.split()) in " ".join(said for _, said in headings(text))


@pytest.mark.parametrize("rule", ["-" * 60, "=" * 72, "*" * 40])
def test_numbers_below_headings_between_rules_count_on(rule: str) -> None:
    text = "".join(
        f"{rule}\n{number}. {title}\n{rule}\n\n{number}.1. {question}\n\nIn the shed.\n\n"
        for number, title, question in (
            (1, "Hives", "Where do I keep the frames that are\nnot in use?"),
            (2, "Honey", "Where do jars stand, and what about\nlids?"),
            (3, "Wax", "Where is wax melted, so that nothing\nburns?"),
        )
    )
    found = [above[-2:] for above, said in headings(text) if said == "In the shed."]
    assert found == [
        ("1. Hives", "1.1. Where do I keep the frames that are not in use?"),
        ("2. Honey", "2.1. Where do jars stand, and what about lids?"),
        ("3. Wax", "3.1. Where is wax melted, so that nothing burns?"),
    ]


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (["Approbation du procès-verbal", "Divers"], "Approuvé à l'unanimité."),
        (["Accounts", "The new lamp"], "They are approved by all."),
        (["Kasse", "Verschiedenes"], "Keine Wortmeldungen."),
    ],
)
def test_points_of_minutes_are_headings_of_what_is_right_below(
    points: list[str], said: str
) -> None:
    heads = [f"{number}. {point}" for number, point in enumerate(points, 1)]
    found = headings("\n\n".join(f"{head}\n{said}" for head in heads) + "\n")
    assert found[-2:] == [((heads[0],), said), ((heads[1],), said)]


@pytest.mark.parametrize("first", ["1. It is lit.", "1. lamp", "2. The lamp"])
def test_items_with_text_below_are_none(first: str) -> None:
    found = headings(f"{first}\nIt is lit at six.\n\n2. The oil\nIt is filled up.\n")
    assert not any("2. The oil" in above for above, _ in found)


@pytest.mark.parametrize(
    "steps",
    [
        "1. Move the crane above the crate.\n\n---> It lifts twenty crates.\n\n"
        "2. The crates are stored in shed nine, next to the old granary.\n",
        "1. Take the rope.\n\n2. Wait for the boat, and hold the rope until it is made fast.\n\n"
        "3. If you are sure, go to the pier 1.4\n\nNote: it is long.\n",
    ],
)
def test_steps_of_a_list_are_no_headings(steps: str) -> None:
    assert {above for above, _ in headings(steps)} == {()}


def test_a_step_behind_a_heading_that_is_set_in_is_none() -> None:
    said, step = "which calls", "2) Now assume that the boat leaves."
    blocks = [
        Block("list", "1) The boat is in."),
        Block("heading", said, 3, heading=Heading(said, "outdented", 3)),
        Block("heading", step, heading=Heading(step, "number", 1)),
    ]
    assert [block.role for block in leave_out_steps(blocks)] == ["list", "heading", "list"]


def test_a_title_of_a_few_words_beside_an_item_stays_one() -> None:
    text = "1. Rent.\n\nIt is paid in May.\n\n2. The tenant keeps the house in order, and so on.\n"
    assert headings(text)[-2][0] == ("1. Rent.",)


_RULE = "~" * 78


@pytest.mark.parametrize("above", ["Go on to the next one.", "a line\n   and another"])
def test_a_line_in_the_middle_below_a_rule_begins_a_part(above: str) -> None:
    text = (
        f"     {above}\n{_RULE}\n\t\t\tBerth 1.1: Mooring\n\n\n   ** Hold the rope as shown. **\n\n"
        "     1. Hold it.\n\n     2. Wait for the boat.\n\n     They say that it holds.\n\n"
        f"---> It is wet, and\n     it is long.\n\n     So it is.\n\n{_RULE}\n"
        "\t\tBerth 1.2: Leaving\n\n  ** Let it go. **\n\n     1. Let go.\n     2. Wave.\n\n"
        "     Then go home.\n"
    )
    found = [above for above, quote in headings(text) if quote.startswith(("They", "So", "Then"))]
    assert found == [("Berth 1.1: Mooring",), ("Berth 1.1: Mooring",), ("Berth 1.2: Leaving",)]


def test_questions_with_their_answers_right_below_are_headings() -> None:
    text = (
        "1.1. What is it?\nA hive of bees.\n\n"
        '1.2. Where does the name "hive" come from?\nFrom an old word, as many say.\n\n'
        "1.3. When one opens the hive in winter, and finds that the bees are far too few for the\n"
        "cold, something like this:\n\n    bees: 20\n\nThey have to be fed.\n"
    )
    assert [(above[-1][:4], quote[:7]) for above, quote in headings(text)[1:]] == [
        ("1.1.", "A hive "),
        ("1.2.", "From an"),
        ("1.3.", "bees: 2"),
        ("1.3.", "They ha"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1. Is it so?\nNobody knows.\n\nThat is all.\n",
        "1. Is it so?\n2. Is it not?\n3. Who knows?\n\nNobody does.\n",
    ],
)
def test_a_question_alone_or_in_a_list_heads_nothing(text: str) -> None:
    assert {above for above, _ in headings(text)} == {()}


@pytest.mark.parametrize("mark", ["{})", "[{}]", "{}."])
@pytest.mark.parametrize("gap", ["\n\n", "\n\n   "])
def test_numbered_titles_that_ask_nothing_head_what_is_below(mark: str, gap: str) -> None:
    titles = ("How to open the hive", "Smoking the bees out", "What bees eat")
    text = "".join(
        f"{mark.format(number)} {title}{gap}Go about it slowly. Then wait.\n\n"
        for number, title in enumerate(titles, 1)
    )
    assert headings(text)[-3:] == [
        ((f"{mark.format(number)} {title}",), "Go about it slowly. Then wait.")
        for number, title in enumerate(titles, 1)
    ]
