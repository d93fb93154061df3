"""Lists of questions as a digest or a browser for terminals writes them, and points that count."""

import pytest

from corpus.formats.plain_text import parse_plain_text

RULE = f"     {'_' * 65}\n\n"
SAID = "The ferry takes bikes, prams and dogs, but no cars and no carts."


def read(text: str) -> list[tuple[tuple[str, ...], str]]:
    """The headings and the text of each paragraph."""
    _, content, paragraphs = parse_plain_text(text)
    return [(p.headings, content[p.start : p.end]) for p in paragraphs]


@pytest.mark.parametrize("mark", ["Q2.{}", "Q2.{} --", "2.{}"])
def test_a_question_may_stand_behind_its_subject(mark: str) -> None:
    heads = [f"{mark.format(number)} What does it take?" for number in range(1, 5)]
    parts = (f"{'Subject: ' * (n % 2)}{head}\n\n   {SAID}\n{RULE}" for n, head in enumerate(heads))
    found = read(f"The ferry\n\n{''.join(parts)}")
    assert found == [((head,), SAID) for head in heads]


@pytest.mark.parametrize(
    "field", ["Date: March 3, 2021", "Updated: 4 May 2022", "Date: 2021-03-03"]
)
def test_the_day_of_an_answer_heads_nothing(field: str) -> None:
    heads = [f"Q{number} -- What does it take?" for number in range(1, 4)]
    found = read("The ferry\n\n" + "".join(f"{h}\n\n   {field}\n\n   {SAID}\n\n" for h in heads))
    assert [one for one in found if one[1] != field] == [((head,), SAID) for head in heads]


def test_a_title_above_a_day_is_a_heading_still() -> None:
    found = read(f"The ferry\n\nMeeting: March 3, 2021\n\n{SAID} {SAID}\n")
    assert found == [(("Meeting: March 3, 2021",), f"{SAID} {SAID}")]


@pytest.mark.parametrize("said", [SAID, "It does."])
def test_no_rule_that_parts_pages_underlines_a_sentence(said: str) -> None:
    found = read(f"The ferry\n\nWhat it takes\n\n   {said}\n{RULE}{SAID}\n{RULE}{SAID}\n")
    assert said in [text for _, text in found]
    assert not any(said in headings for headings, _ in found)


def test_points_that_count_stand_beside_each_other_whatever_they_end_in() -> None:
    points = {
        "Point of order 1: The boat": SAID,
        "Point of order 2: The vote": "For it were:\n- Ruth\n- Finn",
        'Point of order 3: Talk "Eels"': SAID,
        "Point of order 4: The rest": SAID,
    }
    found = read("The meeting\n\n" + "\n\n".join("\n".join(p) for p in points.items()) + "\n")
    assert {headings for headings, _ in found} == {(point,) for point in points}


def test_points_that_do_not_count_up_are_as_before() -> None:
    text = (
        f"The meeting\n\nPoint of order 1: The boat\n{SAID}\n\nPoint of order 2: The oars\n{SAID}\n"
        f'\nPoint of order 1: Talk "Eels"\n{SAID}\n'
    )
    assert not any('Point of order 1: Talk "Eels"' in headings for headings, _ in read(text))
