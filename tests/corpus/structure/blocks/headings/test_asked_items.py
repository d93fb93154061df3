"""Numbered items that are questions of an FAQ though they do not look like one."""

import pytest

from corpus.formats.plain_text import parse_plain_text

_OPENING = "Keeping bees\n\nWritten for those who begin.\n\n"
_ASKED = ["1. What do I need?", "2. When do I begin?", "4. Who helps me?", "5. Is it dear?"]


def read(text: str) -> list[tuple[str, str]]:
    """The innermost heading and the text of each paragraph."""
    _, made, paragraphs = parse_plain_text(_OPENING + text)
    return [("".join(p.headings[-1:]), made[p.start : p.end]) for p in paragraphs]


def join(*asked: str, indent: str = "    ") -> str:
    return "".join(
        f"{one}\n\n{indent}That is told by whoever has kept bees for {number} years.\n\n"
        for number, one in enumerate(asked, 1)
    )


@pytest.mark.parametrize(
    "item",
    [
        "3. While I open the hive, my smoker goes out, and nobody has any idea what is to be done.",
        "3. I have read that bees sting!  My neighbours have read it as well, and fear it.",
        "3. I opened the hive.  What now?  There are no bees in it any more, and no honey at all:",
    ],
)
@pytest.mark.parametrize("indent", ["", "    "])
def test_an_item_among_questions_heads_its_answer(item: str, indent: str) -> None:
    found = read(join(*_ASKED[:2], item, *_ASKED[2:], indent=indent))
    assert [heading for heading, _ in found[-5:]] == [
        *_ASKED[:2],
        " ".join(item.split()),
        *_ASKED[2:],
    ]


def test_few_questions_are_proof_where_all_items_stand_in_the_contents() -> None:
    items = [
        "1. The bees of mine do not fly any more, not even at noon, whatever I may do about it.",
        "2. While I open the hive, my smoker goes out, and nobody has any idea what is to be done.",
        "3. What do I need?",
        "4. I cannot find the queen, though I have looked for her on every frame there is.",
        "5. When do I begin?",
        "6. My neighbours are afraid of bees!",
        "7. Who helps me?",
    ]
    found = read("\n".join(items) + "\n\n" + join(*items))
    assert [heading for heading, _ in found[-7:]] == items
    without = read(join(*items))
    assert items[1] in [said for _, said in without]


@pytest.mark.parametrize(
    "items",
    [
        # Most of them ask nothing.
        ["1. Is it warm?", "2. Open the hive, slowly.", "3. Wait for the bees, for a while.",
         "4. Take the frame out of it, and look.", "5. Is it full?"],
        # Two questions are no proof.
        ["1. Is it warm?", "2. Is it full?", "3. Open the hive slowly, and wait until they fly."],
        # One does not count on.
        ["1. Is it warm?", "2. Is it full?", "3. Is it May?",
         "7. Open the hive slowly, and wait until they fly out of it and are gone."],
    ],
)  # fmt: skip
def test_other_items_stay_items(items: list[str]) -> None:
    said = [said for _, said in read(join(*items))]
    assert [item for item in items if item in said] == [
        i for i in items if i[-1] == "." and i in said
    ]
    assert items[-1] in said or items[-1][-1] == "?"


def test_an_item_without_an_answer_leaves_all_as_they_are() -> None:
    item = "3. Open the hive slowly, and wait until the bees fly out of it and are gone."
    text = join(*_ASKED[:2]) + f"{item}\n" + join(*_ASKED[2:])
    assert item in [said for _, said in read(text)]
