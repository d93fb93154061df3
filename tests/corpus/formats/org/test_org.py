"""Emacs' Org."""

from datetime import date

import pytest

from corpus.article import ArticleError
from corpus.formats.org.inline import InlineReader
from corpus.formats.reading import read_article


def _tell(text: str) -> list[tuple[str, str]]:
    article = read_article(text.encode(), "a.org")[0]
    return [(p.kind, article.text[p.start : p.end]) for p in article.paragraphs]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("some *bold* and /italic/ and _under_", "some bold and italic and under"),
        ("*/both/*, twice", "both, twice"),
        ("=verbatim *x*= and ~code~", "verbatim *x* and code"),
        ("a +struck+ word", "a word"),
        ("a word +or two+, so, +no+.", "a word, so."),
        ("2*3*4 and a/b/c, snake_case_name", "2*3*4 and a/b/c, snake_case_name"),
        ("a [[https://a.org][link]] and [[https://a.org]]", "a link and https://a.org"),
        ("[[file:crane.png]] [[./a.jpg][b.png]] seen", "seen"),
        ("see [[*Times]] and [[file:b.org::*X]]", "see Times and b.org"),
        ("on <2024-03-05 Tue> or [2024-03-06 Wed]", "on 2024-03-05 Tue or 2024-03-06 Wed"),
        ("a <<target>> and <<<radio>>>", "a and radio"),
        (r"10\nbsp{}km \to 5\deg{}", "10 km → 5°"),
        ("H_{2}O, {{{macro(x)}}}@@html:<b>@@now", "H2O, […]now"),
        ("10^{3} m^{-2} of 10_{2}, 5^{th}", "10³ m⁻² of 10₂, 5th"),
        ("*10*^{3}, =10=^{3}, [[https://a.org][10]]^{3}", "10³, 10³, 10³"),
        ("10^{*3*}, 10^{[[https://a.org][3]]}, ^{5}12 men", "10³, 10³, ⁵12 men"),
        ("2^{1}/_{2} cups, ^{1}/_{2} cup, x^{1}/_{2}", "2 1/2 cups, 1/2 cup, x 1/2"),
        ("in 1914^{1} ^{2} and $5.^{99}, so", "in 1914¹ ² and $5.99, so"),
        ("as [cite/t:@flint] says so [cite:@reed]", "as […] says so"),
        (r"so \ldots it is", "so … it is"),
        ("cited [cite:@flint2024] here", "cited here"),
        ("src_python{x + 1} is code", "x + 1 is code"),
    ],
)
def test_markup_in_lines(text: str, words: str) -> None:
    assert InlineReader().read(text) == words


def test_headlines_without_states_priorities_and_tags() -> None:
    article = read_article(
        b"#+TODO: ASK | ANSWERED\n#+title: The book\n* TODO [#A] Times [2/3] :ship:harbour:\n"
        b"It leaves.\n** ASK Prices\nIt costs.\n* Private :noexport:\nsecret\n** below\nsecret\n"
        b"* COMMENT hidden\nsecret\n* Last\nIt ends.\n",
        "a.org",
    )[0]
    assert [p.headings for p in article.paragraphs] == [("Times",), ("Times", "Prices"), ("Last",)]
    assert "secret" not in article.text


def test_what_it_states_of_itself() -> None:
    text = ":PROPERTIES:\n:ID: x\n:END:\n#+title: The /harbour/\n#+AUTHOR: Mary Flint\n"
    text += "#+date: <2024-03-05 Tue>\n\nIt is open.\n"
    article = read_article(text.encode(), "a.org")[0]
    assert (article.title, article.author) == ("The harbour", "Mary Flint")
    assert (article.published, article.text) == (date(2024, 3, 5), "It is open.")
    alone = read_article(b"* The harbour\nIt is open.\n** Times\nAt nine.\n", "a.org")[0]
    assert alone.title == "The harbour"
    assert [p.headings for p in alone.paragraphs] == [(), ("Times",)]


def test_lists_with_terms_boxes_and_lists_in_them() -> None:
    text = "It leaves:\n- [X] at *nine*\n  every day\n  - from the pier\n- Tom :: who steers\n"
    text += "  the ferry\n1) [@3] three\n\n\nEnd of it.\n"
    assert _tell(text) == [
        ("prose", "It leaves:"),
        ("list", "at nine every day"),
        ("list", "from the pier"),
        ("term", "Tom\nwho steers the ferry"),
        ("list", "three"),
        ("prose", "End of it."),
    ]


def test_tables_with_their_header_and_blocks_with_what_leads_up_to_them() -> None:
    text = (
        "We run:\n#+BEGIN_SRC sh :results x\n  ls\n  ,* star\n#+END_SRC\n#+RESULTS:\n: total 0\n\n"
    )
    text += "#+CAPTION: Prices\n| Ware | Price |\n|------+-------|\n| <l> | <r> |\n| Pear | 2 |\n"
    text += "#+TBLFM: $2=x\n#+begin_quote\nWords.\n#+end_quote\n#+begin_comment\nsecret\n"
    text += "#+end_comment\n#+begin_export html\n<b>\n#+end_export\n# secret\nLast words.\n"
    article = read_article(text.encode(), "a.org")[0]
    told = [
        (article.text[p.start : p.end], [article.text[s:e] for s, e in p.context])
        for p in article.paragraphs
    ]
    assert told == [
        ("We run:", []),
        ("ls\n* star", ["We run:"]),
        ("total 0", ["We run:"]),
        ("Prices", []),
        ("Pear | 2", ["Prices", "Ware | Price"]),
        ("Words.", []),
        ("Last words.", []),
    ]


def test_footnotes_stand_below_what_cites_them() -> None:
    text = "The bridge[fn:1] is old[fn:: of 1910].\n\nIt leads north.\n\n* Footnotes\n"
    text += "[fn:1] Of stone\nand wood.\n\n[fn:2] Never cited.\n"
    assert [words for _, words in _tell(text)] == [
        "The bridge is old.",
        "Of stone and wood.",
        "of 1910",
        "It leads north.",
        "Never cited.",
    ]


@pytest.mark.parametrize(
    "opened", ["#+begin_src\n", "#+begin_comment\n", ":LOGBOOK:\n", "[[a][b\n"]
)
def test_what_is_never_closed_hides_nothing(opened: str) -> None:
    assert _tell(f"{opened}\nThe bridge is old.\n")[-1] == ("prose", "The bridge is old.")


@pytest.mark.parametrize(
    "piece",
    [
        *("* a\n", "#+begin_src\n", "#+begin_quote\n", ":A:\n", "- a\n", "| a ", "[[", "[fn:1] "),
        *("*a ", "=a ", "/a/", "[fn:a: b", "{{{", "@@a:", "<<a ", "\\a", "- a :: ", "_{", "src_a{"),
    ],
)
def test_many_of_one_thing_cost_no_more_than_their_number(piece: str) -> None:
    try:
        read_article((piece * 20_000).encode(), "a.org")
    except ArticleError as exc:
        assert "\n" not in str(exc)
    deep = "".join(f"{' ' * n}- a\n" for n in range(300)) + "#+begin_a\n" * 300 + "#+end_a\n" * 300
    assert read_article(deep.encode(), "a.org")[0].paragraphs


def test_macros_and_links_are_what_the_file_says() -> None:
    text = (
        "#+TITLE: Piers\n#+MACRO: fee $1 crowns\n\n* TODO The rules :open:\n:PROPERTIES:\n"
        ":CUSTOM_ID: rules\n:END:\n{{{title}}}: it is {{{fee(20)}}} by [[#rules]] and [[#none]].\n"
        "- [ ] Task :: described\n"
    )
    assert _tell(text) == [
        ("prose", "Piers: it is 20 crowns by The rules and none."),
        ("term", "Task\ndescribed"),
    ]


@pytest.mark.parametrize("name", ["html", "latex", "EXPORT html", "comment"])
def test_blocks_for_one_format_alone_are_left_out(name: str) -> None:
    block = f"#+begin_{name}\n<div class='a'>In it.</div>\n#+end_{name.split()[0]}"
    text = f"Before it.\n\n{block}\n\nBehind.\n"
    assert [words for _, words in _tell(text)] == ["Before it.", "Behind."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("#+FILETAGS: :a:noexport:\nTop.\n* One\nIn it.", "Top."),
        ("* One :noexport:\nIn it.\n** Two\nIn it.\n* Three\nBehind.", "Behind."),
        (
            "#+EXCLUDE_TAGS: own\n* One :noexport:\nSeen.\n* Two :own:\nIn it.\n** Three\nIn it.",
            "Seen.",
        ),
        (
            "#+SELECT_TAGS: pub\nTop.\n* One\nAbove.\n** Two :pub:\nSeen.\n*** Deep\nBelow.\n"
            "** Three\nIn it.\n* Four\nIn it.",
            "Top. Above. Seen. Below.",
        ),
        ("#+SELECT_TAGS: pub\n* One\nSeen.", "Seen."),
        ("#+FILETAGS: pub\n#+SELECT_TAGS: pub\n* One\nSeen.\n* Two :pub:\nSeen.", "Seen. Seen."),
        ("* One :ARCHIVE:\nIn it.\n** Two\nIn it.\n* Three\nBehind.", "Behind."),
        ("#+OPTIONS: arch:t\n* One :ARCHIVE:\nSeen.", "Seen."),
        ("#+begin_src sh :exports none\nrun\n#+end_src\nBehind.", "Behind."),
        ("#+begin_src sh :exports both\nrun\n#+end_src\nBehind.", "run Behind."),
        (
            "#+begin_example\n#+FILETAGS: noexport\n#+end_example\n* One\nSeen.",
            "#+FILETAGS: noexport Seen.",
        ),
    ],
)
def test_what_is_not_exported_is_no_text(text: str, said: str) -> None:
    assert " ".join(words for _, words in _tell(text)) == said
