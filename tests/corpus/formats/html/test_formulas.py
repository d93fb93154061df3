"""MathML and raised numbers of pages: 10³ is not 103, and half a tablet is not twelve."""

import pytest

from corpus.formats.html import read_page


def _read(part: str) -> str:
    page = f"<body><h1>Doses</h1><p>Take {part} a day.</p><p>The keeper has them.</p></body>"
    content = read_page(page.encode(), "a.html")
    return content.text.split("Take ")[1].split(" a day.")[0]


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> tablet", "1/2 tablet"),
        ("1<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> tablets", "1 1/2 tablets"),
        ("<math><mn>1</mn><mfrac><mn>1</mn><mn>2</mn></mfrac></math>", "1 1/2"),
        (
            "<math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></math>",
            "(a + b)/2",
        ),
        ("<math><msup><mn>10</mn><mn>3</mn></msup></math>", "10³"),
        (
            "<math><msup><mi>x</mi><mrow><mi>n</mi><mo>+</mo><mn>1</mn></mrow></msup></math>",
            "x^(n + 1)",
        ),
        ("<math><msub><mi>H</mi><mn>2</mn></msub><mi>O</mi></math>", "H2O"),
        ("<math><msqrt><mn>16</mn></msqrt><mo>=</mo><mn>4</mn></math>", "√16 = 4"),
        ("<math><mroot><mn>27</mn><mn>3</mn></mroot></math>", "∛27"),
        (
            "<math><semantics><mi>x</mi><annotation>\\\\hat x</annotation></semantics></math>",
            "x",
        ),
        ("<math><mtable><mtr><mtd><mn>1</mn></mtd></mtr></mtable></math>", "[…]"),
        ("<math><mn>1</mn><mn>0</mn></math>", "10"),
        ("<math><maction><mn>5</mn><mtext>five</mtext></maction></math>", "5"),
        ("10<sup>6.5</sup>", "10^6.5"),
        ("10<sup>6,5</sup>", "10^6,5"),
        ("10<sup>3/2</sup>", "10^3/2"),
        ("10<sup>–3</sup>", "10⁻³"),
        ("10<sup><b>3</b></sup>", "10³"),
        ("the 21<sup>st</sup> one", "the 21st one"),
        ("5 m<sup>2</sup>", "5 m²"),
    ],
)
def test_a_number_stays_the_number(part: str, said: str) -> None:
    assert _read(part) == said


def test_a_formula_without_end_is_left_out() -> None:
    assert "[…]" in _read("<math>" + "<mrow>" * 90 + "<mn>1</mn>" + "</mrow>" * 90 + "</math>")
