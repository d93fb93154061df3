"""Which numbered units stand in which."""

import pytest

from corpus.formats.plain_text import parse_plain_text
from corpus.formats.reading import read_file

_UNIT = "The keeper of the pier holds the keys of both gates and of the shed.\n\n"


def test_units_that_are_counted_anew_stand_below_the_one_above_them() -> None:
    heads = "Article I,Section 1,Section 2,Article II,Amendment I,Amendment II,Section 1,Section 2"
    heads += ",Amendment III,Section 1,Section 3"
    text = "The charter of the pier\n\n" + "".join(f"{h}\n\n{_UNIT}" for h in heads.split(","))
    _, _, paragraphs = parse_plain_text(text)
    assert [p.label for p in paragraphs] == [
        *("Article I", "Article I, Section 1", "Article I, Section 2", "Article II"),
        *("Amendment I", "Amendment II", "Amendment II, Section 1", "Amendment II, Section 2"),
        *("Amendment III", "Amendment III, Section 1", "Amendment III, Section 3"),
    ]


@pytest.mark.parametrize(
    "heads",
    [
        "ARTICLE VII,AMENDMENT XXI,AMENDMENT XXII,ARTICLE VIII",
        "AMENDMENT XXI,AMENDMENT XXII,ARTICLE VIII",
        "Article 7,Amendment 1,Article 8",
        "ARTICLE 2,ARTICLE 3,APPENDIX A,ARTICLE 4",
        "Rules,Chapter I,Chapter II,Schedule 3",
    ],
)
def test_a_unit_behind_others_is_in_none_of_them(heads: str) -> None:
    text = "".join(f"{head}\n\n{_UNIT}" for head in heads.split(","))
    paragraphs = read_file(text.encode(), "pier.txt").article.paragraphs
    units = [head for head in heads.split(",") if head != "Rules"]
    assert [p.label for p in paragraphs][-len(units) :] == units
    assert [p.headings for p in paragraphs][-len(units) :] == [(unit,) for unit in units]


def test_a_title_of_several_units_ends_those_above_it() -> None:
    heads = "The charter,Article I,Article II,Schedules,Schedule 1,Section 1,Schedule 2,Article III"
    text = "".join(f"{head}\n\n{_UNIT}" for head in heads.split(","))
    _, _, paragraphs = parse_plain_text(text)
    assert [p.headings for p in paragraphs[-4:]] == [
        ("Schedules", "Schedule 1"),
        ("Schedules", "Schedule 1", "Section 1"),
        ("Schedules", "Schedule 2"),
        ("Article III",),
    ]


def test_units_go_on_counting_in_the_unit_above_them() -> None:
    heads = "The charter,Chapter 2,Article 14,Article 15,Chapter 3,Article 16"
    text = "".join(f"{head}\n\n{_UNIT}" for head in heads.split(","))
    _, _, paragraphs = parse_plain_text(text)
    assert paragraphs[-1].headings == ("Chapter 3", "Article 16")
    assert paragraphs[-4].headings == ("Chapter 2", "Article 14")


@pytest.mark.parametrize("outer", ["Article III", "Amendment I", "Schedule 1"])
def test_the_last_unit_of_one_sentence_is_quoted_whatever_follows(outer: str) -> None:
    one = "Article II\n\nSection 1. The owner pays.\n\nSection 2. The state pays.\n\n"
    _, text, paragraphs = parse_plain_text(f"The law\n\n{one}{outer}\n\nNobody pays.\n")
    found = [(text[p.start : p.end], p.headings) for p in paragraphs]
    assert ("Section 2. The state pays.", ("Article II",)) in found
    assert found[-1][1] == (outer,)


@pytest.mark.parametrize(
    ("heads", "above"),
    [
        ("1. Keys,2. Gates,3. Sheds,A. Tolls,B. Words", ()),
        ("1. Keys,A. Iron,B. Brass,2. Gates,A. Wood,B. Steel", ("2. Gates",)),
        ("1. Keys,2. Gates,A. Wood,B. Steel", ("2. Gates",)),
        ("1. Keys,2. Gates,3. Sheds,A. Tolls,B. Words,4. Ends,A. Tolls,B. Words", ("4. Ends",)),
    ],
)
def test_appendices_with_letters_stand_beside_the_numbers_before_them(
    heads: str, above: tuple[str, ...]
) -> None:
    text = "The charter of the pier\n\n" + "".join(f"{h}\n\n{_UNIT}" for h in heads.split(","))
    _, _, paragraphs = parse_plain_text(text)
    *_, first, last = heads.split(",")
    assert [p.headings for p in paragraphs[-2:]] == [(*above, first), (*above, last)]
    assert [p.label for p in paragraphs[-2:]] == [above[0][0] if above else None] * 2
