from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from corpus import Passage
from embeddings.index.labels import (
    LabelIndex,
    UnitLabel,
    find_labels,
    find_point,
    fold_unit_word,
    join_labels,
    read_label,
    read_labels,
    write_labels,
)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Article 17", UnitLabel("article", ("17",))),
        ("ART. XVII", UnitLabel("art", ("17",))),
        ("Article 17 (2)", UnitLabel("article", ("17",), ("2",))),
        ("§ 5(2)(b)", UnitLabel("§", ("5",), ("2", "b"))),
        ("Flint 2:14", UnitLabel("flint", ("2", "14"))),
        ("5.1.", UnitLabel("", ("5", "1"))),
        ("Clause (6)", UnitLabel("clause", ("6",))),
        ("(6)", None),
        ("المادة التاسعة والعشرون", UnitLabel(fold_unit_word("المادة"), ("29",))),
        ("Chapter Seven", UnitLabel("chapter", ("7",))),
        ("CHAPTER THE FIRST", UnitLabel("chapter", ("1",))),
        ("Zweites Kapitel", UnitLabel("kapitel", ("2",))),
        ("Part One, Chapter Twenty-Two", UnitLabel("part", ("1", "22"))),
        ("第十七条", UnitLabel("条", ("17",))),
        ("第17条", UnitLabel("条", ("17",))),
        ("Статья 3", UnitLabel("статья", ("3",))),
        ("§ 3a", UnitLabel("§", ("3a",))),
        ("Q12", UnitLabel("q", ("12",))),
        ("B2", None),
        ("Section 3-A (2)", UnitLabel("section", ("3a",), ("2",))),
        ("Article 3 bis", UnitLabel("article", ("3bis",))),
        ("Article III bis", UnitLabel("article", ("3bis",))),
        ("Artículo 3º", UnitLabel("articulo", ("3",))),
        ("第三条之二", UnitLabel("条", ("3-2",))),
        ("第3条の2", UnitLabel("条", ("3-2",))),
        ("제3조의2", UnitLabel(fold_unit_word("조"), ("3-2",))),
        ("Chapter 1, Section 2a", UnitLabel("chapter", ("1", "2a"))),
        ("Article I", UnitLabel("article", ("1",))),
        ("Article I, Section 2", UnitLabel("article", ("1", "2"))),
        ("Chapter A, Article 2", UnitLabel("chapter", ("a", "2"))),
        ("Sec. 4-202", UnitLabel("sec", ("4", "202"))),
        ("Article L. 121-1", UnitLabel("article", ("l", "121", "1"))),
        ("Article R*421-1-2 (3)", UnitLabel("article", ("r", "421", "1", "2"), ("3",))),
        ("Annex B.2", UnitLabel("annex", ("b", "2"))),
        ("(b)", None),
        ("Preamble", None),
    ],
)
def test_a_label_is_what_is_counted_and_its_numbers(text: str, label: UnitLabel | None) -> None:
    assert read_label(text) == label


def make_index(*labels: str | None) -> LabelIndex:
    return LabelIndex(find_labels(make_passages(*labels)))


def make_passages(*labels: str | None) -> list[Passage]:
    return [
        Passage(f"{row}", "a.md", 0, 1, "x", ((0, 1),), label=label)
        for row, label in enumerate(labels)
    ]


INDEX = make_index(
    *("Article 3", "Article 3 (1)", "Article 3 (2)", "Rule 3", None, "4", "4.1", "Flint 2:14"),
    *("Article 3a", "Article 3 bis", "Chapter 7, Section 8"),
)


@pytest.mark.parametrize(
    ("label", "rows"),
    [
        (UnitLabel("article", ("3",)), [0, 1, 2]),
        (UnitLabel("article", ("3a",)), [8]),
        (UnitLabel("article", ("3bis",)), [9]),
        (UnitLabel("section", ("8",)), [10]),
        (UnitLabel("chapter", ("7", "8")), [10]),
        (UnitLabel("chapter", ("8",)), []),
        (UnitLabel("art", ("3",)), [0, 1, 2]),
        (UnitLabel("article", ("3",), ("2",)), [2]),
        (UnitLabel("rule", ("3",)), [3]),
        # Nobody labelled a point 9: it may stand in the text of the article.
        (UnitLabel("article", ("3",), ("9",)), [0, 1, 2]),
        # A bare number is a section, a point, a step.
        (UnitLabel("section", ("4",)), [5, 6]),
        (UnitLabel("flint", ("2",)), [7]),
        (UnitLabel("flint", ("2", "14")), [7]),
        (UnitLabel("flint", ("2", "15")), []),
        (UnitLabel("song", ("2", "14")), []),
        (UnitLabel("article", ("31",)), []),
    ],
)
def test_units_are_found_with_their_parts(label: UnitLabel, rows: list[int]) -> None:
    assert INDEX.find(label) == rows


def test_the_words_of_labels_are_known() -> None:
    assert INDEX.words == {"article", "chapter", "flint", "rule", "section"}


@pytest.mark.parametrize(
    ("first", "second", "label"),
    [
        ("Song 3:7 The tide turns.", "Song 3:8 It turns again.", UnitLabel("song", ("3", "8"))),
        ("Rule 4. Nobody swims.", "Rule 5. Nobody fishes.", UnitLabel("rule", ("5",))),
        ("§ 2 Boats are tied.", "§ 3 Nets are dried.", UnitLabel("§", ("3",))),
    ],
)
def test_units_that_are_read_together_are_found_by_what_they_begin_with(
    first: str, second: str, label: UnitLabel
) -> None:
    text = f"{first} {second}"
    spans = ((0, len(first)), (len(first) + 1, len(text)))
    other = Passage("1", "a.md", 0, 5, "Song.", ((0, 5),))
    index = LabelIndex(find_labels([other, Passage("2", "a.md", 5, 5 + len(text), text, spans)]))
    assert index.find(label) == [1]


@pytest.mark.parametrize(
    ("sentences", "numbers"),
    [
        (("3.1 Rent is due.", "3.2 Late rent is dearer."), ("3", "2")),
        (("7.4 Nets dry here.", "They are turned.", "7.5 Boats lie there."), ("7", "5")),
        (("1.1.1 Ropes.", "1.1.2 Knots.", "1.1.3 Hooks."), ("1", "1", "3")),
    ],
)
def test_bare_numbers_that_are_read_together_are_found(
    sentences: tuple[str, ...], numbers: tuple[str, ...]
) -> None:
    text = " ".join(sentences)
    starts = [text.index(sentence) for sentence in sentences]
    spans = tuple((n, n + len(s)) for n, s in zip(starts, sentences, strict=True))
    passage = Passage("1", "a.md", 0, len(text), text, spans, label=sentences[0].split()[0])
    assert LabelIndex(find_labels([passage])).find(UnitLabel("clause", numbers)) == [0]


@pytest.mark.parametrize(
    ("one", "other", "is_one_kind"),
    [
        ("article", "artikel", True),
        ("article", "статья", True),
        ("المادة", "artigo", True),
        ("条", "article", True),
        ("abschnitt", "section", True),
        ("глава", "chapter", True),
        ("chapter", "article", False),
        ("rule", "section", False),
        ("flint", "article", False),
    ],
)
def test_a_unit_may_be_called_by_the_word_of_another_language(
    one: str, other: str, is_one_kind: bool
) -> None:
    label = read_label(f"{one} 3") if one != "条" else read_label("第3条")
    assert label is not None
    assert label.is_called(fold_unit_word(other)) is is_one_kind


def test_a_question_is_no_section() -> None:
    index = make_index("§ 3", "Q3", "Section 3", "Verse 3")
    assert index.find(UnitLabel("question", ("3",))) == [1]
    assert index.find(UnitLabel("verse", ("3",))) == [3]
    assert index.find(UnitLabel("§", ("3",))) == [0, 2]
    assert index.find(UnitLabel("section", ("3",))) == [0, 2]


@pytest.mark.parametrize("word", ["chapter", "kapitel", "глава", "章", "part", "annex", "table"])
def test_the_sign_of_sections_stands_for_no_chapter(word: str) -> None:
    label = UnitLabel(fold_unit_word(word), ("3",))
    assert make_index("§ 3", "Article 3").find(label) == []
    assert make_index(f"{word.title()} 3").find(UnitLabel("§", ("3",))) == []


@pytest.mark.parametrize("word", ["section", "article", "clause", "пункт", "paragraph", "rule"])
def test_the_sign_of_sections_stands_for_what_laws_are_cited_by(word: str) -> None:
    assert make_index("§ 3").find(UnitLabel(fold_unit_word(word), ("3",))) == [0]


def test_the_sign_of_another_script_stands_for_a_word_only_if_nothing_has_it() -> None:
    assert make_index("§ 8", "第八条").find(UnitLabel("条", ("8",))) == [1]
    assert make_index("§ 8", "第七条").find(UnitLabel("条", ("8",))) == [0]
    assert make_index("§ 8", "第八条").find(UnitLabel("§", ("8",))) == [0, 1]


def test_labels_of_several_parts_are_found_together(tmp_path: Path) -> None:
    one = find_labels(make_passages("Article 3", "Rule 4", "Article 3 (1)"))
    two = find_labels(make_passages(None, "Rule 3", "§ 3"))
    write_labels(two, tmp_path)
    # The second part lies before the first, of which the rule is left out.
    places = np.asarray([3, -1, 4]), np.asarray([0, 1, 2])
    index = LabelIndex(join_labels(list(zip((one, read_labels(tmp_path)), places, strict=True))))
    assert index.find(UnitLabel("", ("3",))) == [1, 2, 3, 4]
    assert index.find(UnitLabel("article", ("3",), ("1",))) == [4]
    assert index.find(UnitLabel("rule", ("3",))) == [1, 2]
    assert index.find(UnitLabel("rule", ("4",))) == []
    assert index.words == {"article", "rule", "§"}


def test_nothing_is_labelled(tmp_path: Path) -> None:
    none = find_labels(make_passages(None))
    write_labels(none, tmp_path)
    assert LabelIndex(join_labels([(read_labels(tmp_path), np.asarray([0]))])).words == frozenset()
    assert LabelIndex(join_labels([])).find(UnitLabel("rule", ("3",))) == []


def test_a_point_is_told_from_a_number() -> None:
    index = make_index("§ 4 (2)", "4.2", "Rule 5 (1)", "6.1")
    assert index.find(UnitLabel("§", ("4",), ("2",))) == [0]
    assert index.find(UnitLabel("section", ("4", "2"))) == [1]
    assert index.find(UnitLabel("rule", ("5", "1"))) == [2]  # some write it so
    assert index.find(UnitLabel("rule", ("6",), ("1",))) == [3]
    assert index.find(UnitLabel("", ("4",))) == [0, 1]


def test_of_any_article_a_bare_number_is_no_lesson_where_others_say_that_they_are() -> None:
    def find(index: LabelIndex, word: str, *numbers: str) -> list[int]:
        label = UnitLabel(word, numbers)
        return next(filter(None, index.list_ways(label, of_any=True)), [])

    index = make_index("Unit 1", "Unit 2", "7", "2.3", "Lektion 4")
    assert find(index, "unit", "7") == []
    assert find(index, "unit", "2") == [1]
    assert find(index, "unit", "2", "3") == [3]
    assert find(index, "lesson", "7") == []
    assert find(index, "section", "7") == [2]
    assert find(index, "step", "7") == [2]
    assert index.find(UnitLabel("unit", ("7",))) == [2]
    assert find(make_index("Section 1", "7"), "unit", "7") == [1]


def test_what_is_counted_in_some_rows() -> None:
    index = make_index("Rule 1", None, "Clause 2", "4.2")
    assert index.list_words(range(2)) == {"rule"}
    assert index.list_words(range(2, 4)) == {"clause", ""}
    assert index.list_words(range(1, 2)) == frozenset()


@pytest.mark.parametrize(
    ("heading", "rows"),
    [
        ("4b. Proxies", [0]),
        ("4b Proxies", [0]),
        ("4b – Proxies", [0]),
        ("4b", []),
        ("4b proxies", []),
        ("4B Proxies", []),
        ("4 b Proxies", []),
        ("14bis Proxies", []),
        ("Room 4b Proxies", []),
    ],
)
def test_a_heading_with_a_letter_behind_its_number_is_a_unit(heading: str, rows: list[int]) -> None:
    passage = Passage("1", "a.md", 0, 1, "x", ((0, 1),), headings=("4. Votes", heading))
    index = LabelIndex(find_labels([passage]))
    assert index.find(UnitLabel("section", ("4b",))) == rows
    assert index.find(UnitLabel("section", ("4",))) == []


def test_a_bare_number_below_a_unit_is_of_such_a_unit() -> None:
    passage = Passage("1", "a.md", 0, 1, "x", ((0, 1),), headings=("Rule 4. Nets",), label="4.2")
    index = LabelIndex(find_labels([passage]))
    assert index.find(UnitLabel("chapter", ("4",))) == []
    assert index.find(UnitLabel("rule", ("4",))) == [0]
    assert index.find(UnitLabel("section", ("4", "2"))) == [0]


def make_list(label: str, *items: str, kind: Literal["list", "prose"] = "list") -> Passage:
    text = "\n".join(items)
    starts = [text.index(item) for item in items]
    sentences = tuple((start, start + len(x)) for start, x in zip(starts, items, strict=True))
    return Passage("1", "a.md", 0, len(text), text, sentences, label=label, kind=kind)


def test_points_with_letters_are_found_within_their_unit() -> None:
    first = make_list("Section 1", "a. A raft floats.", "b. A buoy is red.")
    later = make_list("Section 1", "c) Share means to lend.", "It is free.", "D. Low said no.")
    index = LabelIndex(find_labels([first, later, make_list("Rule 1", "c. None.", kind="prose")]))
    for letter, row in (("a", 0), ("b", 0), ("c", 1)):
        assert index.find(UnitLabel("section", ("1",), (letter,))) == [row]
    assert index.find(UnitLabel("section", ("1",), ("d",))) == [0, 1]  # of the section that has it
    assert index.find(UnitLabel("rule", ("1",), ("c",))) == [2]
    assert find_point(first, UnitLabel("section", ("1",), ("b",))) == [1]
    assert find_point(later, UnitLabel("section", ("1",), ("c", "2"))) == [0]
    assert find_point(first, UnitLabel("section", ("2",), ("b",))) == []
    assert find_point(first, UnitLabel("section", ("1",))) == []
    assert find_point(make_list("Rule 1 (b)", "c. None."), UnitLabel("", ("1",), ("c",))) == []


def test_the_first_point_of_a_unit() -> None:
    index = make_index("Section 3 (a)", "Section 4 (1)", "Section 5")
    assert index.find_first_point(UnitLabel("section", ("3",), ("f",))) == [0]
    assert index.find_first_point(UnitLabel("section", ("3",), ("2",))) == []
    assert index.find_first_point(UnitLabel("section", ("4",), ("9",))) == [1]
    assert index.find_first_point(UnitLabel("section", ("5",), ("f",))) == []
    assert index.find_first_point(UnitLabel("section", ("3",))) == []


def test_what_lies_in_a_point_is_looked_for_in_that() -> None:
    index = make_index("Section 3 (a)", "Section 3 (b)", "Section 3")
    assert index.find(UnitLabel("section", ("3",), ("b", "7"))) == [1]
