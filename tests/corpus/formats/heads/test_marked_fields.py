import datetime

import pytest

from corpus.formats.heads.marked_fields import split_marked_fields
from corpus.formats.reading import read_file

BODY = "The lamp of the harbour burns again, the keepers said on Monday. It had been out.\n"
NIKOLA = ".. title: Lamp lit again\n.. date: 2023-10-14 08:00:00 UTC+02:00\n.. author: Ruth Penn\n"
ORG = "#+TITLE: Lamp lit again\n#+AUTHOR: Ruth Penn\n#+DATE: 2023-10-14\n#+OPTIONS: toc:nil\n"
PANDOC = "% Lamp lit again\n% Ruth Penn\n% 14 October 2023\n"


@pytest.mark.parametrize("ending", ["md", "txt"])
@pytest.mark.parametrize("head", [NIKOLA, f"<!--\n{NIKOLA}-->\n", ORG, ORG.lower(), PANDOC])
def test_reads_the_heads_that_programs_mark(head: str, ending: str) -> None:
    article = read_file(f"{head}\n{BODY}".encode(), f"a.{ending}").article
    assert article.title.casefold() == "lamp lit again"
    assert (article.author or "").casefold() == "ruth penn"
    assert article.published == datetime.date(2023, 10, 14)
    assert article.text.strip() == BODY.strip()


def test_a_field_that_comes_again_goes_on() -> None:
    head = "#+TITLE: The lamp\n#+KEYWORDS: oil\n#+TITLE: and the tower\n#+KEYWORDS: wick\n"
    fields, _ = split_marked_fields(f"{head}\n{BODY}") or ({}, "")
    assert fields == {"title": "The lamp and the tower", "keywords": "oil, wick"}


def test_reads_a_head_above_restructured_text() -> None:
    article = read_file(f"{NIKOLA}\n{BODY}".encode(), "a.rst").article
    assert (article.title, article.author) == ("Lamp lit again", "Ruth Penn")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("% The lamp\n% Ruth Penn; Olaf Dahl\n", ("The lamp", ["Ruth Penn", "Olaf Dahl"], "")),
        ("% The lamp\n  of the mole\n% Ruth Penn\n  Olaf Dahl\n% 2023-10-14\n",
         ("The lamp of the mole", ["Ruth Penn", "Olaf Dahl"], "2023-10-14")),
        ("% The lamp\n%\n% 14 October 2023\n", ("The lamp", [], "14 October 2023")),
        ("% LAMP(1) Manual | 2\n% Ruth Penn <r@mole.example>\n% October 2023\n",
         ("LAMP(1) Manual | 2", ["Ruth Penn <r@mole.example>"], "October 2023")),
        ("% The lamp\n% Harbour Trust\n% 2023\n", ("The lamp", ["Harbour Trust"], "2023")),
        ("% The lamp\n% Ruth Penn\n% Oktober 2023\n", ("The lamp", ["Ruth Penn"], "Oktober 2023")),
        ("% The lamp\n% R. Penn\n", ("The lamp", ["R. Penn"], "")),
        ("% The lamp\n% Ruth Penn <r@mole.example>\n",
         ("The lamp", ["Ruth Penn <r@mole.example>"], "")),
    ],
)  # fmt: skip
def test_reads_the_block_of_pandoc(head: str, expected: tuple[str, list[str], str]) -> None:
    fields, body = split_marked_fields(f"{head}\n{BODY}") or ({}, "")
    assert (fields["title"], fields["author"], fields["date"]) == expected
    assert body == BODY


@pytest.mark.parametrize(
    "head",
    [
        "% How the tower\n% The Lamp\n",
        "% lamp.pl\n% Lamp\n",
        "% The lamp is lit.\n% Ruth Penn\n",
        "% Der Turm\n% Die Lampe\n",
        "% lamp.pl\n% Ruth Penn\n% Oil and wick\n",
        "% The lamp\n% Ruth Penn\n% 14 October 2023\n% Oil\n",
        "% lamp.pl\n% lights the lamp\n",
        "% Light the Lamp\n% Trim Wicks\n",
        "% Read Levels\n% Tank Method\n% 2011 edition\n",
        "% Read Levels\n% Tank Method\n% Version 2011\n",
        "% The lamp\n% Harbour Trust\n",
    ],
)
def test_remarks_name_nobody(head: str) -> None:
    assert split_marked_fields(f"{head}\n{BODY}") is None


@pytest.mark.parametrize(
    "text",
    [
        f".. note: oil\n\n{BODY}",
        f".. _title:\n\n{BODY}",
        f"#+BEGIN_QUOTE\n{BODY}#+END_QUOTE\n",
        f"<!--\n.. title: Lamp\n\n{BODY}",
        f"% lamp.txt, rewritten by Ruth Penn,\n% based on the older lamp.txt.\n\n{BODY}",
        NIKOLA,
        "",
    ],
)
def test_other_beginnings_are_text(text: str) -> None:
    assert split_marked_fields(text) is None
