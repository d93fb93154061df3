"""Numbered units on lines of one paragraph are each a paragraph with their own label."""

import pytest

from corpus.formats.reading import read_article
from corpus.structure.numbering.unit_lines import find_unit_lines

_LINES = ("§ 7 The yearly fee is 120 euros.", "§ 7a Students pay half.", "§ 8 Dogs pay double.")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "\n".join(_LINES)),
        ("a.md", "  \n".join(_LINES)),
        ("a.md", "\n".join(line.replace("§", "**§", 1) + "**" for line in _LINES)),
        ("a.txt", "\n".join(_LINES)),
        ("a.html", f"<p>{'<br>'.join(_LINES)}</p>"),
        ("a.html", f"<p>{'<br>'.join((*_LINES[:2], 'In May.', _LINES[2]))}</p>"),
        ("a.rst", "| " + "\n| ".join(_LINES)),
        ("a.rst", ".. note:: Of the harbour.\n\n" + "\n".join(_LINES)),
        ("a.adoc", "= Fees\n:toc:\n\n" + " +\n".join(_LINES)),
        ("a.org", "* Fees\n" + "\n".join(_LINES)),
        ("a.tex", "\\begin{document}\n" + " \\\\\n".join(_LINES) + "\n\\end{document}"),
    ],
)
def test_each_line_has_the_label_of_its_own(name: str, text: str) -> None:
    article = read_article(text.encode(), name)[0]
    said = {p.label: article.text[p.start : p.end] for p in article.paragraphs if p.label}
    assert list(said) == ["§ 7", "§ 7a", "§ 8"]
    assert said["§ 7"] == _LINES[0]
    assert said["§ 7a"].startswith(_LINES[1])
    assert said["§ 8"] == _LINES[2]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("(1) A fee is due.", "It is small.", "(2) Dogs are free."), [0, 2]),
        (("(a) a fee", "(b) a tax", "(c) a toll"), [0, 1, 2]),
        (("§ 7 (1) A fee is due.", "(2) It is small.", "§ 8 (1) Dogs.", "(2) Cats."), [0, 1, 2, 3]),
        (("§ 7. (a) A fee is due.", "(b) It is small."), [0, 1]),
        (("§ 7 (1) A fee is due as said in", "(2) of the first."), []),
        (("§ 7 A fee is due.", "(2) It is small."), []),
        (("§ 7 The fee is as said in", "§ 8 Dogs and other animals are free."), []),
        (("§ 7 Fees", "§ 8 Dogs"), [0, 1]),
        (("§ 7 The fee is as said", "below, in front of", "§ 8 Dogs are free."), []),
        (("§ 7 The fee is due.", "§ 12 Dogs are free."), []),
        (("§ 7 The fee is due.", "§ 8 of the law is not."), []),
        (("The fee is due.", "§ 7 Dogs are free.", "§ 8 Cats are free."), []),
        (("§ 7 The fee is due.",), []),
    ],
)
def test_mentions_begin_none(lines: tuple[str, ...], found: list[int]) -> None:
    assert find_unit_lines(lines) == found
