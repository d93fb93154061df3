"""Formulas of TeX in a line."""

import pytest

from corpus.formats.writing.formulas.tex_formulas import write_formula


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (r"10^{3}", "10³"),
        (r"3 \times 10^{-3}", "3 × 10⁻³"),
        (r"1\frac{1}{2}", "1 1/2"),
        (r"10^23", "10² 3"),
        (r"\sqrt[3]{x+1}", "∛(x + 1)"),
        (r"20^{\circ}\mathrm{C}", "20°C"),
        (r"x ^ 2 + a'^2", "x² + a′^2"),
        (r"\left(\frac{a}{b}\right)^2", "(a/b)²"),
        (r"f(x, y) = \int_0^1 x^2", "f(x, y) = ∫_0^1 x²"),
        (r"x = 5\text{ if } y", "x = 5 if y"),
        (r"\bar{x} \in \mathbb{R}^n", "x̄ ∈ ℝⁿ"),
        (r"50\%", "50%"),
        (r"\{1, 2\}", "{1, 2}"),
        (r"\half x", "1/2 x"),
    ],
)
def test_simple_formulas(source: str, line: str) -> None:
    formula = write_formula(source, {"half": r"\frac12"})
    assert formula is not None
    assert formula.text == line


@pytest.mark.parametrize(
    "source",
    [
        *(
            "",
            r"\binom{n}{k}",
            "a & b",
            r"\begin{cases}1\end{cases}",
            "a_1_2",
            "{",
            "}",
            r"\vec{ab}",
        ),
        *(r"\text{a $b$}", r"\frac{}{2}", r"\loop", "5 % a", "{" * 900 + "}" * 900, "x" * 3000),
        *(r"\twice" * 200, r"\sqrt" * 300),
    ],
)
def test_what_cannot_be_written_is_none(source: str) -> None:
    assert write_formula(source, {"loop": r"\loop", "twice": "x"}) is None


def test_what_stands_at_its_beginning() -> None:
    formula = write_formula(r"^{14}\mathrm{C}_2")
    assert formula is not None
    assert (formula.text, formula.above, formula.below) == ("C2", "14", "")
