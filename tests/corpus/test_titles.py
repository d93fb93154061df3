"""Titles of files that state none."""

import pytest

from corpus.article import Paragraph
from corpus.formats.reading import read_article
from corpus.titles import is_telling, name_subject, title_of_name, title_of_text


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("vault/Lamp Oil.md", "Lamp Oil"),
        ("lamp-oil.md", "Lamp oil"),
        ("docs/lamp_oil_v2.txt", "Lamp oil v2"),
        ("2023-10-15-lamp-oil.md", "Lamp oil"),
        ("Lamp oil 2023-10-15.md", "Lamp oil"),
        ("lamp_oil_20231015.txt", "Lamp oil"),
        ("03 Lamp oil.md", "Lamp oil"),
        ("01_02_lamp_oil.md", "Lamp oil"),
        ("3 - Lamp oil.md", "Lamp oil"),
        ("15-10-2023 lamp oil.md", "Lamp oil"),
        ("9-11 report.txt", "9-11 report"),
        ("24-7-service.txt", "24 7 service"),
        ("10 000 lamps.txt", "10 000 lamps"),
        ("101 lamps.txt", "101 lamps"),
        ("1999-2000 season.md", "1999-2000 season"),
        ("Öl für die Lampe.txt", "Öl für die Lampe"),
        ("灯塔的历史.md", "灯塔的历史"),
        ("README.md", None),
        ("lamp/index.md", None),
        ("2023-10-15.md", None),
        ("12.txt", None),
        ("3f2a9c81d04b77e1.md", None),
        ("note 3.txt", None),
    ],
)
def test_a_name_with_words_is_a_title(path: str, title: str | None) -> None:
    assert title_of_name(path) == title


@pytest.mark.parametrize(
    "title",
    [
        "-*- mode: org -*-",
        "https://example.org/a",
        "12",
        "0:05",
        "[![build](x.svg)](y)",
        "![logo](a.png)",
        "—",
    ],
)
def test_an_address_a_number_and_an_image_are_no_titles(title: str) -> None:
    assert not is_telling(title)


@pytest.mark.parametrize("title", ["The lamp", "1984", "灯", "[Draft] The lamp"])
def test_other_lines_are(title: str) -> None:
    assert is_telling(title)


def test_a_file_takes_title_and_day_of_its_path_if_it_states_none() -> None:
    article, _ = read_article(b"It is lit at dusk.", "2023-10-15-lamp-oil.md")
    assert (article.title, str(article.published)) == ("Lamp oil", "2023-10-15")
    article, _ = read_article(b"---\ndate: 2022-01-02\n---\nIt is lit.", "2023/10/15/README.md")
    assert (article.title, str(article.published)) == ("It is lit", "2022-01-02")


@pytest.mark.parametrize(
    ("title", "path", "expected"),
    [
        ("Introduction", "pumps/README.md", "Introduction (pumps)"),
        ("README", "old/pumps/docs/README", "README (pumps)"),
        ("Введение", "pumps/index.md", "Введение (pumps)"),
        ("目录", "pumps/index.md", "目录 (pumps)"),
        ("Version 2.1", "pumps/01.md", "Version 2.1 (pumps)"),
        ("Contents", "pumps/lamp-oil.md", "Lamp oil"),
        ("NAME", "lampoil.txt", "Lampoil"),
        ("Introduction", "README.md", "Introduction"),
        ("Storage", "guide/pump-storage.md", "Pump storage"),
        ("Storage", "guide/storage.md", "Storage"),
        ("Storage of lamps", "guide/lamps.md", "Storage of lamps"),
        ("Introduction to pumps", "guide/README.md", "Introduction to pumps"),
        ("PUMP(8) Harbour Manual PUMP(8)", "man/pump.txt", "pump(8)"),
        ("pump(8)", "man/pump.fr.8", "pump(8)"),
        ("pump_oil(3x) Manual pump_oil(3x)", "man/3.txt", "pump_oil(3x)"),
        ("Pump (8) and pump (9)", "man/8.txt", "Pump (8) and pump (9)"),
    ],
)
def test_what_says_nothing_is_told_with_the_name_of_the_file_or_folder(
    title: str, path: str, expected: str
) -> None:
    assert name_subject(title, path) == expected


def test_an_item_of_a_list_is_no_title() -> None:
    todo = b"- Mend the pump.\n- Fill the lamp.\n- Paint the pier.\n"
    assert read_article(todo, "harbour/TODO")[0].title == "TODO (harbour)"
    assert read_article(b"The pump is to be mended.\n", "harbour/TODO")[0].title == (
        "The pump is to be mended"
    )


@pytest.mark.parametrize(
    "title",
    ["Frequently Asked Questions", "Foire aux questions", "New in version 4.3", "Häufige Fragen"],
)
def test_a_title_of_any_faq_or_release_gives_way_to_the_name_of_the_file(title: str) -> None:
    assert name_subject(title, "docs/pump-faq.txt") == "Pump faq"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Not confirmed: the ferry company is bankrupt.", "Not confirmed: the ferry company is"),
        ("Water in the outer basin: 9 degrees.", "Water in the outer basin: 9 degrees"),
        ("Price of diesel at the quay: 1.79 euros.", "Price of diesel at the quay: 1.79 euros"),
        ("Denied: The ferry company is bankrupt.", "Denied: The ferry company is bankrupt"),
        ("NEW SKERRY, May 3 – The harbour is open again.", "The harbour is open again"),
        ("New Skerry: The harbour is open again.", "The harbour is open again"),
    ],
)
def test_nothing_but_a_dateline_is_taken_from_a_first_sentence(text: str, title: str) -> None:
    paragraph = Paragraph(0, len(text))
    assert title_of_text(text, (paragraph,), "en").startswith(title)


@pytest.mark.parametrize("name", ["2024-3-5-ferry-fares.md", "2024_3_5 ferry fares.md"])
def test_a_day_of_single_digits_is_no_part_of_the_title(name: str) -> None:
    assert title_of_name(name) == "Ferry fares"


def test_a_title_ends_where_the_quoted_sentences_of_its_language_do() -> None:
    text = (
        "Der 4. November ist ein Ruhetag im ganzen Backhaus.\n\n"
        "An diesem Tag bleibt der große Ofen kalt, und niemand knetet den Teig.\n"
    )
    article, _ = read_article(text.encode(), "1.txt")
    assert article.title == "Der 4. November ist ein Ruhetag im ganzen Backhaus"
