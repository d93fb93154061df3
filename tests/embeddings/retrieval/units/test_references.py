import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Passage
from embeddings.index.labels import LabelIndex, UnitLabel, find_labels, fold_unit_word
from embeddings.retrieval.units.references import choose_meant, find_references

KNOWN = frozenset({"article", "flint", "条"})


def find(question: str) -> list[str]:
    """The certain references of `question`, each as one text."""
    return [
        " ".join((label.word, ":".join(label.numbers), *label.points)).strip()
        for reference in find_references(question, KNOWN)
        if reference.is_certain
        for label in [reference.label]
    ]


@pytest.mark.parametrize(
    ("question", "references"),
    [
        ("What does article 12 say?", ["article 12"]),
        ("Art. 4", ["art 4"]),
        ("What does article I say?", ["article 1"]),
        ("section 2 of article I", ["article 1 2"]),
        ("what is in section xv and Section XVI", ["section 15", "section 16"]),
        ("§ 8(3), please", ["§ 8 3"]),
        ("article 12 (2) of the bridge act", ["article 12 2"]),
        ("Flint 3:7", ["flint 3:7"]),
        ("flint 3:7-9", ["flint 3:7", "flint 3:8", "flint 3:9"]),
        ("Q 9", ["q 9"]),
        ("what does chapter first say", ["chapter 1"]),
        ("chapter seven", ["chapter 7"]),
        ("what does the 21st amendment repeal", ["amendment 21"]),
        ("the fourteenth amendment", ["amendment 14"]),
        ("第8条说什么", ["条 8"]),
        ("第八条", ["条 8"]),
        ("статья 6", ["статья 6"]),
        ("paragraph 5.1", ["paragraph 5:1"]),
        ("capítulo 23", ["capitulo 23"]),
        ("the third article of the book", ["article 3"]),
        ("the first problem that they met", []),
        ("article the eight wrote", []),
        ("What is in the twenty first chapter of it?", ["chapter 21"]),
        ("Chapter the Fourth", ["chapter 4"]),
        ("chapter the thirty-second", ["chapter 32"]),
        ("Kapitel sechzehn", ["kapitel 16"]),
        ("im einundzwanzigsten Kapitel", ["kapitel 21"]),
        ("hoofdstuk vijf", ["hoofdstuk 5"]),
        ("in het vijfde hoofdstuk", ["hoofdstuk 5"]),
        ("nel capitolo diciottesimo", ["capitolo 18"]),
        ("chapitre dix-neuf", ["chapitre 19"]),
        ("capítulo décimo quinto", ["capitulo 15"]),
        ("no capítulo dezessete", ["capitulo 17"]),
        ("в двадцать второй главе", ["глава 22"]),
        # Several at once.
        ("articles six to eight", ["article 6", "article 7", "article 8"]),
        ("Artikel drei und fünf", ["artikel 3", "artikel 5"]),
        ("artículos nueve a once", ["articulo 9", "articulo 10", "articulo 11"]),
        ("第六条到第八条", ["条 6", "条 7", "条 8"]),
        ("第6至8条说什么", ["条 6", "条 7", "条 8"]),
        ("article five and one of the others", ["article 5"]),
        ("Articles 6 and 8", ["article 6", "article 8"]),
        ("las secciones 3 y 5", ["seccion 3", "seccion 5"]),
        ("what do rules 7, 9 and 11 forbid", ["rule 7", "rule 9", "rule 11"]),
        ("chapters 2 to 4", ["chapter 2", "chapter 3", "chapter 4"]),
        ("§§ 7–9", ["§ 7", "§ 8", "§ 9"]),
        ("по статьям 3 и 6", ["статья 3", "статья 6"]),
        # In whatever form the word stands.
        ("в статье 6", ["статья 6"]),
        ("пункта 3.1", ["пункт 3:1"]),
        ("о девятой главе", ["глава 9"]),
        ("des Kapitels 7", ["kapitels 7"]),
        ("第七條", ["条 7"]),
        ("第 3.1 条", ["条 3:1"]),
        # Numbers in words, behind the word and before it.
        ("статья семь", ["статья 7"]),
        ("Artikel sieben", ["artikel 7"]),
        ("im achten Kapitel", ["kapitel 8"]),
        ("l'article premier", ["article 1"]),
        ("artigo oitavo", ["artigo 8"]),
        ("el artículo séptimo", ["articulo 7"]),
        ("المادة الثالثة عشرة", ["المادة 13"]),
        ("ماذا تقول المادة الرابعة والعشرون؟", ["المادة 24"]),
        ("المادة (٦)", ["المادة 6"]),
        ("article (6)", ["article 6"]),
        ("آرٹیکل سات", ["ارٹيكل 7"]),
        ("article thirty one", ["article 31"]),
        ("the thirty-second amendment", ["amendment 32"]),
        ("rule number six", ["rule 6"]),
        ("Article No. 6", ["article 6"]),
        # A unit within another.
        ("section 6 paragraph 3", ["section 6 3"]),
        ("paragraph 3 of section 6", ["section 6 3"]),
        ("Artikel 6 Absatz 3", ["artikel 6 3"]),
        ("article 6, point (c)", ["article 6 c"]),
        # Another than the one that it was put in behind.
        ("what does article 6a say", ["article 6a"]),
        ("Art. 6-B (2)", ["art 6b 2"]),
        ("§ 6a Absatz 3", ["§ 6a 3"]),
        ("article 6 bis", ["article 6bis"]),
        ("article VI ter", ["article 6ter"]),
        ("Artikel 6 bis 8", ["artikel 6", "artikel 7", "artikel 8"]),
        ("第六条之二", ["条 6-2"]),
        ("第6条の2", ["条 6-2"]),
        ("제6조의2", [f"{fold_unit_word('조')} 6-2"]),
        ("Que dit l'article 1er ?", ["article 1"]),
        ("article 6, 3°", ["article 6 3"]),
        ("l'article 6 (2), 3° du code", ["article 6 2 3"]),
        ("artículos 6º y 8º", ["articulo 6", "articulo 8"]),
        # A number with a hyphen, or with the letter of a series.
        ("what does sec. 6-203 say", ["sec 6:203"]),
        ("§ 6-203(1)", ["§ 6:203 1"]),
        ("Sec. 6-203 and 6-204", ["sec 6:203", "sec 6:204"]),
        ("que dit l'article L. 121-3 ?", ["article l:121:3"]),
        ("article l121-3-1 du code", ["article l:121:3:1"]),
        ("art. R.* 421-3", ["art r:421:3"]),
        ("annex B.2", ["annex b:2"]),
        # A verse is called by its book, or by nothing.
        ("verse 3:7-8", ["3:7", "3:8"]),
        ("chapter 3 verse 7", ["3 7"]),
    ],
)
def test_units_that_a_question_names(question: str, references: list[str]) -> None:
    assert find(question) == references


@pytest.mark.parametrize(
    "question",
    [
        "who came first in 1931?",
        "in part of the law",
        "which article I should read",
        "in which section i find it",
        "two articles of 2024",
        "when was the chapter first printed",
        "where did the rule first appear in 1931",
        "is it a question I should ask?",
        "python 3 or 4",
        "does the ferry leave at 14:30",
        "第一次",
        "step by step",
        "who rules 30 islands",
        "how many articles in 1987",
        "он разделил 3 хлеба",
    ],
)
def test_numbers_that_are_no_units(question: str) -> None:
    assert find(question) == []


def test_a_bare_verse_may_be_a_time() -> None:
    (reference,) = find_references("what about 14:30?", KNOWN)
    assert (reference.label.numbers, reference.is_certain) == (("14", "30"), False)


@pytest.mark.parametrize("question", ["Kiln 2,3", "what does kiln 2 3 say", "kiln 2, 3"])
def test_two_numbers_behind_a_name_may_be_a_verse(question: str) -> None:
    (reference,) = find_references(question, KNOWN)
    assert (reference.label.numbers, reference.is_certain) == (("2", "3"), False)


@pytest.mark.parametrize("question", ["4.2", "what does 4.2 say", "and 4.2?"])
def test_a_bare_number_may_be_a_unit(question: str) -> None:
    (reference,) = find_references(question, KNOWN)
    assert (reference.label.numbers, reference.is_certain) == (("4", "2"), False)


@pytest.mark.parametrize(
    ("question", "labels", "meant"),
    [
        ("section 4-6", ("Section 4-6", "Section 5"), [("4", "6")]),
        ("section 4-6", ("Section 4", "Section 5"), [("4",), ("5",), ("6",)]),
        ("sections 4-6 and 9-10", ("Section 5",), [("4",), ("5",), ("6",), ("9",), ("10",)]),
        ("section 6-4", ("Section 6", "Section 4"), [("6", "4")]),
        ("section 4-203", ("Section 4", "Section 5"), [("4", "203")]),
        ("L. 4-6", ("Article L. 4-6", "Article R. 4-6"), [("l", "4", "6")]),
        ("Flint 2 3", ("Flint 2:2", "Flint 2:3"), [("2", "3")]),
        ("Flint 2,3", ("Flint 2:2", "Flint 2:3"), [("2", "3")]),
        ("flint 2, 3-4", ("Flint 2:3", "Flint 2:4"), [("2", "3"), ("2", "4")]),
        ("section 2, 3", ("Section 2", "Section 3"), [("2",), ("3",)]),
    ],
)
def test_a_hyphen_is_that_of_a_range_where_no_unit_has_it(
    question: str, labels: tuple[str, ...], meant: list[tuple[str, ...]]
) -> None:
    passages = [
        Passage(str(n), "a.md", n, n + 1, "x", ((0, 1),), label=label)
        for n, label in enumerate(labels)
    ]
    index = LabelIndex(find_labels(passages))
    found = choose_meant(find_references(question, index.words), index)
    assert [reference.label.numbers for reference in found] == meant
    assert all(reference.is_certain for reference in found)


def test_the_letter_of_a_series_may_be_left_out() -> None:
    passages = [
        Passage(str(n), "a.md", n, n + 1, "x", ((0, 1),), label=label)
        for n, label in enumerate(("Article L. 4-6", "Article R. 4-6", "Article L. 4-7"))
    ]
    index = LabelIndex(find_labels(passages))
    assert index.find(UnitLabel("article", ("4", "6"))) == [0, 1]
    assert index.find(UnitLabel("article", ("r", "4", "6"))) == [1]


def test_annex_2_is_no_annex_b_2() -> None:
    passages = [
        Passage(str(n), "a.md", n, n + 1, "x", ((0, 1),), label=label)
        for n, label in enumerate(("Annex B.2", "Annex 2"))
    ]
    assert LabelIndex(find_labels(passages)).find(UnitLabel("annex", ("2",))) == [1]


def test_no_more_than_twenty_units() -> None:
    assert len(find_references("flint 1:1-9999", KNOWN)) == 20
    many = " ".join(f"article {number}" for number in range(90))
    assert len(find_references(many, KNOWN)) == 20


@given(st.text(max_size=300))
def test_any_question_may_be_asked(question: str) -> None:
    assert len(find_references(question, KNOWN)) <= 20
