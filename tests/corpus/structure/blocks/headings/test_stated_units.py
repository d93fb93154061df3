"""The last unit of a run of sentences is a sentence, too."""

import pytest

from corpus.formats.plain_text import parse_plain_text


def read(text: str) -> list[tuple[str | None, tuple[str, ...], str]]:
    _, body, paragraphs = parse_plain_text(text)
    return [(p.label, p.headings, body[p.start : p.end]) for p in paragraphs]


@pytest.mark.parametrize(
    ("units", "below"),
    [
        (("Rule 1. Lids stay on.", "Rule 2. Ovens stay shut."), "Agreed by all bakers in May."),
        (("§ 1 Türen sind zu schließen.", "§ 2 Das Licht ist aus."), "Es gilt ab sofort."),
        (("Стаття 1. Двері зачинено.", "Стаття 2. Світло вимкнено."), "Ст. 3. Тихо тут."),
    ],
)
def test_the_last_unit_of_a_run_of_sentences_is_no_heading(
    units: tuple[str, ...], below: str
) -> None:
    text = "KITCHEN\n\n" + "\n\n".join((*units, below))
    found = read(text)
    assert [content for _, _, content in found][-3:] == [*units, below]
    assert not any(headings[1:] for _, headings, _ in found)
    assert found[-2][0] == units[-1].partition(".")[0].rstrip(" ") or found[-2][0] == "§ 2"


def test_a_short_title_that_an_empty_unit_stands_above_stays_a_heading() -> None:
    text = (
        "Section 1. Short title.\n\nThis act is called the oven act and has no other name.\n\n"
        "Section 2. Repealed.\n\n"
        "Section 3. Ovens defined.\n\nAn oven is what bread is baked in, whatever its size.\n"
    )
    assert read(text)[-1][1] == ("Section 3. Ovens defined.",)


@pytest.mark.parametrize(
    "line",
    [
        "Article 13 (1) The ferry sails daily.",
        "§ 8 (1) Dogs ride free.",
        "Art. 2. (a) Cats pay half.",
    ],
)
def test_what_the_first_point_says_behind_its_unit_is_no_heading(line: str) -> None:
    text = (
        f"Rules of the ferry\n\n{line}\n\nNobody else is on board, but for the crew and a cook.\n"
    )
    found = read(text)
    assert next(content for *_, content in found) == line
    assert not any(headings for _, headings, _ in found)


@pytest.mark.parametrize(
    ("label", "line"),
    [
        ("Section 4", "Section 4. No boat may leave after dark."),
        ("§ 4", "§ 4 Kein Boot darf nachts auslaufen."),
        ("Article 4", "Article 4. Le conseil est élu par tous."),
    ],
)
def test_a_unit_that_is_a_sentence_is_quoted_and_stands_above_what_is_below(
    label: str, line: str
) -> None:
    below = "The keeper rings the bell at dusk, so that everybody knows of it in time."
    found = read(
        f"Rules of the harbour\n\nSection 3. Moorings\n\nThere are two.\n\n{line}\n\n{below}\n"
    )
    assert found[-2:] == [(label, found[-2][1], line), (label, (*found[-2][1], line), below)]


@pytest.mark.parametrize(
    "line",
    [
        "Section 4. Boats",
        "Section 4. Duties of the members.",
        "Section 4. Who may vote.",
        "Section 4. Boats that are lent.",
        "Section 4 (b). Restrictions on the transfer of boats.",
        "Section 4 (b) Boats.",
        "Chapter 4. The king is dead.",
    ],
)
def test_the_title_of_a_unit_is_no_sentence(line: str) -> None:
    below = "The keeper rings the bell at dusk, so that everybody knows of it in time."
    found = read(f"The harbour of the town\n\nThere is one pier here.\n\n{line}\n\n{below}\n")
    assert found[-1][1:] == ((line,), below)
    assert line not in [content for *_, content in found]


def test_thai_units_need_no_full_stop_to_be_sentences() -> None:
    units = ["มาตรา ๑ ครัวเปิดทุกวัน", "มาตรา ๒ เตาปิดตอนเย็น"]
    assert [content for *_, content in read("กฎครัว\n\n" + "\n\n".join(units))][-2:] == units


@pytest.mark.parametrize(
    "units",
    [
        ("Article 1. Lids stay on.", "Art. 2. Ovens stay shut.", "Article 3. The cat stays out."),
        ("المادة 1: الغطاء مغلق.", "مادة 2: الفرن مغلق.", "المادة 3: القط خارج المطبخ."),
    ],
)
def test_a_unit_with_another_form_of_the_word_is_the_next(units: tuple[str, ...]) -> None:
    found = read("\n\n".join(("Kitchen law", *units)))
    assert [content for *_, content in found][-3:] == list(units)


@pytest.mark.parametrize("title", ["Step 3. Clean the ovens!", "Step 3. Who cleans the ovens?"])
def test_what_ends_without_a_full_stop_may_be_a_heading(title: str) -> None:
    units = "Step 1. Lids stay on.\n\nStep 2. Ovens stay shut."
    text = f"Kitchen\n\n{units}\n\n{title}\n\nA brush is kept on the shelf. It is long.\n"
    assert read(text)[-1][1] == (title,)
