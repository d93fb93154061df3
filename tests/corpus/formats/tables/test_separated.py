"""Files of comma- and tab-separated values."""

import pytest

from corpus.article import Article, ArticleError, Locator
from corpus.formats.reading import read_article, read_file
from corpus.formats.tables import read_comma_separated
from corpus.passages.chunking import chunk_article
from corpus.passages.token_estimate import MAX_TOKENS, estimate_tokens


def _read(text: str, name: str = "a.csv") -> Article:
    return read_article(text.encode(), name)[0]


def _tell(article: Article) -> list[tuple[str, str, int | None, str]]:
    return [
        (p.kind, article.text[p.start : p.end], p.locator.value if p.locator else None, context)
        for p in article.paragraphs
        for context in (" / ".join(article.text[s:e] for s, e in p.context),)
    ]


def test_remarks_above_a_table_are_no_rows() -> None:
    rows = "Name,Script\nArial,Latin\nOld,Gothic\nNew,Cyrillic\n"
    content = read_comma_separated(f"# Fonts\n#\n# made by us\n{rows}".encode(), "a.csv")
    said = [(p.kind, content.text[p.start : p.end]) for p in content.paragraphs]
    assert said[:3] == [("prose", "Fonts"), ("prose", "made by us"), ("table", "Arial | Latin")]
    assert content.paragraphs[2].locator == Locator("row", 5)
    for head in ("#,Name", "#Name,Script"):
        content = read_comma_separated(f"{head}\n1,Arial\n2,Gothic\n3,New\n".encode(), "a.csv")
        assert {p.kind for p in content.paragraphs} == {"table"}


@pytest.mark.parametrize(
    ("remarks", "sign"),
    [
        (("# Source: the harbour, 2023, and others", "# Made by A, B, C"), ","),
        (("# Prices,all,of them",), ","),
        (("#Source: us,them,all",), ","),
        (("# Remark; with, commas; and more",), ";"),
    ],
)
def test_remarks_with_as_many_cells_as_the_table_do_not_name_its_columns(
    remarks: tuple[str, ...], sign: str
) -> None:
    rows = [sign.join(cells) for cells in (("Name", "Price", "Year"), ("Oats", "11", "2019"))]
    told = _tell(_read("\n".join((*remarks, *rows, ""))))
    assert [(kind, said) for kind, said, _, _ in told[:-1]] == [
        ("prose", remark.strip("# ")) for remark in remarks
    ]
    assert told[-1][1:] == ("Oats | 11 | 2019", len(remarks) + 2, "Name | Price | Year")


@pytest.mark.parametrize("head", ["# Name,Price", "#Name,Price", "#,Price"])
def test_names_of_columns_may_begin_with_the_sign_of_remarks(head: str) -> None:
    told = _tell(_read(f"# Prices\n{head}\nOats,11\nRye,12\n"))
    assert [said for _, said, _, _ in told] == ["Prices", "Oats | 11", "Rye | 12"]


def test_a_row_that_says_that_it_is_withheld_is_not_read() -> None:
    rows = "A,The pump is old.,draft\nB,The pump is new.,public\n"
    article, warnings = read_article(f"title,text,status\n{rows}".encode(), "a.csv")
    assert "old" not in article.text
    assert "The pump is new." in article.text
    assert warnings == ("drafts are left out: 1",)
    with pytest.raises(ArticleError, match="draft"):
        _read("title,text,deleted\nA,The pump is old.,true\n")
    assert "pump.c | 3 | 1" in _read("file,added,deleted\npump.c,3,1\nvalve.c,2,0\n").text


def test_a_question_is_matched_and_its_answer_quoted() -> None:
    article = _read(
        "Question,Answer\n"
        'When does the ferry leave?,"At **nine**.\n\nIt comes back at ""noon""."\n'
        "Who keeps it?,<p>Mary <b>Flint</b></p><ul><li>by day</li></ul>\n"
    )
    assert _tell(article) == [
        ("question", "When does the ferry leave?", 2, ""),
        ("answer", "At nine.", 2, "When does the ferry leave?"),
        ("answer", 'It comes back at "noon".', 2, "When does the ferry leave?"),
        ("question", "Who keeps it?", 3, ""),
        ("answer", "Mary Flint", 3, "Who keeps it?"),
        ("list", "by day", 3, "Who keeps it? / Mary Flint"),
    ]


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("Frage;Antwort", ["Wann fährt sie?;Um neun."]),
        ("Вопрос\tОтвет", ["Когда паром?\tВ девять."]),
        ("答案,问题", ["九点。,渡船什么时候开？"]),
        ("سوال,جواب", ["کشتی کب چلتی ہے؟,نو بجے۔"]),
        ("", ["When does it leave?,At nine.", "Who built it?,Anna Berg built it."]),
    ],
)
def test_questions_in_other_languages_or_without_a_header(header: str, rows: list[str]) -> None:
    article = _read("\n".join(filter(None, [header, *rows])))
    assert [p.kind for p in article.paragraphs] == ["question", "answer"] * len(rows)


def test_what_a_question_is_listed_under_is_a_heading() -> None:
    article, warnings = read_article(
        b"id,Category,Question,Answer,Editor\n1,Times,When?,At nine.,Tom\n2,Access,Where?,,Tom\n"
        b"3,Access,How?,By the lift.,Tom\n",
        "a.csv",
    )
    assert [p.headings for p in article.paragraphs] == [("Times",)] * 2 + [("Access",)] * 2
    assert warnings == (
        "beside questions and answers these columns are left out: Editor",
        "questions without an answer are left out: 1",
    )


def test_a_row_is_a_passage_with_its_header_and_number() -> None:
    article = _read('Ware;Preis\nÄpfel;"3,50"\n\nBirnen;2,10\n')
    assert _tell(article) == [
        ("table", "Äpfel | 3,50", 2, "Ware | Preis"),
        ("table", "Birnen | 2,10", 4, "Ware | Preis"),
    ]
    passages = chunk_article(article, estimate_tokens, MAX_TOKENS)
    assert [passage.locator for passage in passages] == [Locator("row", 2), Locator("row", 4)]


def test_of_many_columns_each_value_has_its_name() -> None:
    names = "name,height,width,depth,colour,price,place"
    article = _read(f"{names}\nOak,3,2,1,,40,North\n")
    lines = "name: Oak\nheight: 3\nwidth: 2\ndepth: 1\nprice: 40\nplace: North"
    assert _tell(article) == [("table", lines, 2, "")]


def test_what_stands_above_and_between_the_rows() -> None:
    article = _read(
        "Prices of the harbour,,,\n,,,\nItem,Price,Stock\nFruit,,\nApple,3,4\nRoots,,\nBeet,1,9\n"
    )
    assert [(p.headings, article.text[p.start : p.end]) for p in article.paragraphs] == [
        ((), "Prices of the harbour"),
        (("Fruit",), "Apple | 3 | 4"),
        (("Roots",), "Beet | 1 | 9"),
    ]


@pytest.mark.parametrize(
    ("text", "has_header"),
    [
        ("Name,Price\nApple,3\n", True),
        ("Country,2019,2020\nChile,3,4\n", True),
        ("Apple,3\nPear,4\n", False),
        ("2024-01-02,Oslo\n2024-01-03,Rome\n", False),
        ("The ferry leaves at nine.,North\nIt comes back at noon.,South\n", False),
        ("tom@a.org,Tom\nann@a.org,Ann\n", False),
    ],
)
def test_the_names_of_columns_are_told_from_rows(text: str, has_header: bool) -> None:
    article = _read(text)
    assert bool(article.paragraphs[0].context) == has_header
    assert len(article.paragraphs) == (1 if has_header else 2)


def test_titles_with_texts_are_sections() -> None:
    article = _read(
        'id,title,content,price,url\n7,Lamp,"A nice lamp.\n\nIt glows.",30 EUR,https://a.org/x\n'
        "8,Oil,Pour it into the lamp.,2 EUR,https://a.org/y\n"
    )
    assert _tell(article) == [
        ("prose", "A nice lamp.", 2, ""),
        ("prose", "It glows.", 2, ""),
        ("table", "price: 30 EUR", 2, ""),
        ("prose", "Pour it into the lamp.", 3, ""),
        ("table", "price: 2 EUR", 3, ""),
    ]
    assert {p.headings for p in article.paragraphs} == {("Lamp",), ("Oil",)}


def test_the_only_text_of_a_table_is_the_article() -> None:
    text = "title,author,price,text\nLamp,Ada Pell,30 EUR,It glows when it is lit.\n"
    article = _read(text)
    assert (article.title, article.author) == ("Lamp", "Ada Pell")
    assert _tell(article) == [
        ("prose", "It glows when it is lit.", 2, ""),
        ("table", "price: 30 EUR", 2, ""),
    ]
    assert {p.headings for p in article.paragraphs} == {()}
    questions = _read("question,answer,author\nWho keeps it?,The keeper does.,Ada Pell\n")
    assert questions.author is None


def test_short_texts_beside_codes_are_rows() -> None:
    article = _read("code,text\nE1,Oil pressure low\nE2,Door open\n")
    assert _tell(article)[0] == ("table", "E1 | Oil pressure low", 2, "code | text")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    data = "Straße;Größe\nKöhlergasse;über fünf Meter\n".encode(encoding)
    assert read_article(data, "a.csv")[0].text == "Straße | Größe\nKöhlergasse | über fünf Meter"


def test_tabs_separate_and_commas_do_not() -> None:
    reading = read_file(b"Name\tNote\nTom\tfast, kind\n", "a.tsv")
    assert reading.article.text == "Name | Note\nTom | fast, kind"
    assert reading.format == "tab-separated values"


@pytest.mark.parametrize("data", [b"", b" \n\n", b",,,\n,,\n", b'"'])
def test_nothing_to_quote(data: bytes) -> None:
    with pytest.raises(ArticleError):
        read_article(data, "a.csv")


def test_thousands_of_tiny_rows_are_read_together() -> None:
    article, warnings = read_article(b"a,b\n" + b"1,2\n" * 3000, "a.csv")
    assert len(article.paragraphs) == 301
    assert article.paragraphs[1].locator == Locator("row", 11)
    assert warnings == ("of 3001 very short rows 10 are read together",)


def test_cut_anywhere_the_rows_before_are_read() -> None:
    whole = 'Question,Answer\n"When, then?","At ""nine"".\nOr ten."\nWho?,"Tom, or Ann."\n' * 3
    data = whole.encode()
    for cut in range(20, len(data), max(1, len(data) // 50)):
        try:
            article = read_article(data[:cut], "a.csv")[0]
        except ArticleError:
            continue
        assert cut < 50 or "When, then?" in article.text
