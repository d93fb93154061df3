"""Notebooks of Jupyter."""

import json
from typing import Any

import pytest

from corpus.article import Article, ArticleError
from corpus.formats.reading import read_article, read_file


def _cell(kind: str, *lines: str, outputs: list[Any] | None = None) -> dict[str, Any]:
    cell: dict[str, Any] = {"cell_type": kind, "metadata": {}, "source": list(lines)}
    return cell if outputs is None else cell | {"outputs": outputs, "execution_count": 1}


def _read(*cells: dict[str, Any], **metadata: Any) -> Article:
    value = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return read_article(json.dumps(value).encode(), "a.ipynb")[0]


def _tell(article: Article) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    return [
        (
            p.kind,
            article.text[p.start : p.end],
            p.headings,
            tuple(article.text[s:e] for s, e in p.context),
        )
        for p in article.paragraphs
    ]


_CELLS = (
    _cell("markdown", "# Tides\n", "\n", "The **tide** turns.\n", "\n", "## Times\n"),
    _cell("markdown", "We read the table:"),
    _cell(
        "code",
        "rows = read()\n",
        "rows[:2]",
        outputs=[
            {"output_type": "stream", "name": "stdout", "text": ["two rows\n"]},
            {"output_type": "stream", "name": "stderr", "text": ["warning\n"]},
            {
                "output_type": "execute_result",
                "data": {"text/plain": ["[6, 12]"], "image/png": "iVBOR" * 9},
            },
            {"output_type": "display_data", "data": {"text/plain": ["<Figure size 3x4 with 1>"]}},
            {"output_type": "error", "ename": "E", "evalue": "x", "traceback": ["\u001b[31mE"]},
        ],
    ),
    _cell("raw", "\\newpage"),
    _cell("markdown", "It is low at six."),
)


def test_cells_are_one_text_and_code_knows_what_leads_up_to_it() -> None:
    article = _read(*_CELLS)
    assert article.title == "Tides"
    lead, code = "We read the table:", "rows = read()\nrows[:2]"
    assert _tell(article) == [
        ("prose", "The tide turns.", (), ()),
        ("prose", lead, ("Times",), ()),
        ("code", code, ("Times",), (lead,)),
        ("code", "two rows", ("Times",), (lead, code)),
        ("code", "[6, 12]", ("Times",), (lead, code)),
        ("prose", "It is low at six.", ("Times",), ()),
    ]


def test_what_it_states_of_itself() -> None:
    stated = _read(*_CELLS, title="Tides of Skerry", authors=[{"name": "Mary Flint"}])
    assert (stated.title, stated.author) == ("Tides of Skerry", "Mary Flint")
    front = _read(_cell("raw", "---\n", "title: Ebb\n", "date: 2024-03-05\n", "---"), *_CELLS)
    assert (front.title, str(front.published)) == ("Ebb", "2024-03-05")


def test_what_one_cell_leaves_open_ends_with_it() -> None:
    for opened in ("```\nopen code", "<!-- a comment", "<div>", "$$\nx", "    %%"):
        article = _read(_cell("markdown", opened), _cell("markdown", "The tide turns."))
        assert "The tide turns." in [words for _, words, _, _ in _tell(article)]


def test_an_old_notebook() -> None:
    value = {
        "metadata": {"name": "x"},
        "nbformat": 3,
        "worksheets": [
            {
                "cells": [
                    {"cell_type": "heading", "level": 1, "source": ["Tides"]},
                    {"cell_type": "markdown", "source": ["It turns."]},
                    {
                        "cell_type": "code",
                        "input": ["x"],
                        "outputs": [{"output_type": "pyout", "text": ["6"]}],
                    },
                ]
            }
        ],
    }
    article, _ = read_article(json.dumps(value).encode(), "a.ipynb")
    assert article.title == "Tides"
    assert [told[:2] for told in _tell(article)] == [
        ("prose", "It turns."),
        ("code", "x"),
        ("code", "6"),
    ]


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"text", b'{"cells": []}', b"[" * 9999, b'{"cells": [5]}']
)
def test_what_is_no_notebook_is_refused(data: bytes) -> None:
    with pytest.raises(ArticleError):
        read_article(data, "a.ipynb")


def test_cut_anywhere_the_cells_before_are_read() -> None:
    data = json.dumps({"cells": _CELLS, "metadata": {}, "nbformat": 4}).encode()
    for cut in range(0, len(data), len(data) // 50):
        try:
            reading = read_file(data[:cut], "a.ipynb")
        except ArticleError:
            assert cut < 200
        else:
            assert reading.article.text.startswith("Tides")
            assert "cut off" in reading.warnings[0]


_PRINTED = [{"output_type": "stream", "name": "stdout", "text": "two"}]


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        ({"tags": ["remove-cell"]}, []),
        ({"tags": ["remove_cell"]}, []),
        ({"nbsphinx": "hidden"}, []),
        ({"tags": ["x", "remove-input"]}, ["two"]),
        ({"tags": ["remove_input"]}, ["two"]),
        ({"tags": ["remove-output"]}, ["count()"]),
        ({"tags": ["hide-input", "hide-cell"]}, ["count()", "two"]),
        ({"jupyter": {"source_hidden": True, "outputs_hidden": True}}, ["count()", "two"]),
        ({"tags": "remove-cell"}, ["count()", "two"]),
    ],
)
def test_what_a_page_of_it_leaves_out_is_no_text(metadata: Any, said: list[str]) -> None:
    cell = _cell("code", "count()", outputs=_PRINTED) | {"metadata": metadata}
    text = _cell("markdown", "So it is.") | {"metadata": metadata}
    article = _read(_cell("markdown", "Now."), cell, text)
    expected = ["Now.", *said, *(["So it is."] if said else [])]
    assert [words for _, words, *_ in _tell(article)] == expected


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("#| include: false", []),
        ("#| hide", []),
        ("#| label: tide\n#| echo: false", ["two"]),
        ("#| output: false", ["#| output: false\ncount()"]),
        ("#| echo: true", ["#| echo: true\ncount()", "two"]),
    ],
)
def test_options_in_the_comments_of_code(option: str, said: list[str]) -> None:
    cell = _cell("code", f"{option}\ncount()", outputs=_PRINTED)
    assert [words for _, words, *_ in _tell(_read(_cell("markdown", "Now."), cell))] == [
        "Now.",
        *said,
    ]
