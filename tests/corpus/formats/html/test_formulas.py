"""MathML and raised numbers of pages: 10³ is not 103, and half a tablet is not twelve."""

import pytest

from corpus.formats.html import read_page
from corpus.formats.html_text import read_html
from corpus.formats.markdown import parse_markdown


def _read(part: str) -> str:
    page = f"<body><h1>Doses</h1><p>Take {part} a day.</p><p>The keeper has them.</p></body>"
    content = read_page(page.encode(), "a.html")
    return content.text.split("Take ")[1].split(" a day.")[0]


def _read_markdown(part: str) -> str:
    text = parse_markdown(f"# Doses\n\n{part}\n\nThe end.\n")[1]
    return text.split("Take ")[1].split(" a day.")[0]


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
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>0 tablets", "1/2 0 tablets"),
        (r"<script type='math/tex'>\displaystyle \frac{1}{2}</script> tablet", "1/2 tablet"),
        ("<math><mn>1</mn><mn style='display:none'>0</mn><mn>5</mn></math>", "15"),
        ("<math><mn>1</mn><mn mathcolor='white'>0</mn><mn>5</mn></math>", "1[…]5"),
        ("<math mathcolor='blue'><mn>5</mn></math>", "5"),
        ("<math><mtext>five <span hidden>hundred</span></mtext></math>", "five"),
        ("<math><mn>1</mn><mspace width='1em'/><mn>2</mn></math>", "1 2"),
        ("<math><msup><mfrac><mn>1</mn><mn>2</mn></mfrac><mn>3</mn></msup></math>", "(1/2)³"),
        (
            "<math><mfrac><mn>1</mn><mrow><mn>2</mn><mi>x</mi></mrow></mfrac><mi>y</mi></math>",
            "1/(2x)y",
        ),
        ("<math><maction><mn>5</mn><mtext>five</mtext></maction></math>", "5"),
        ("10<sup>6.5</sup>", "10^6.5"),
        ("10<sup>6,5</sup>", "10^6,5"),
        ("10<sup>3/2</sup>", "10^(3/2)"),
        ("10<sup>–3</sup>", "10⁻³"),
        ("10<sup><b>3</b></sup>", "10³"),
        ("the 21<sup>st</sup> one", "the 21st one"),
        ("5 m<sup>2</sup>", "5 m²"),
        ("10 <sup>3</sup>", "10 ³"),
        ("10<sup>3<sup>2</sup></sup>", "10^(3²)"),
        ("10<sup><sup>3</sup></sup>", "10³"),
        ("10<sup><a href='#there'>3</a></sup>", "10³"),
        ("2<sup>k</sup>", "2^k"),
        ("2<sup>n+1</sup>", "2^(n+1)"),
        ("the 2<sup>e</sup> one", "the 2e one"),
        ("10<span style='vertical-align: super'>3</span>", "10³"),
        ("10<span style='position: relative; top: -0.4em'>3</span>", "10³"),
        ("10<span style='position: relative; top: -1px'>3</span>", "103"),
        ("10<span class='superscript'>3</span>", "10³"),
        ("2<sup>1</sup>⁄<sub>2</sub> tablets", "2 1⁄2 tablets"),
        ("<sup>1</sup>/<sub>2</sub> tablet", "1/2 tablet"),
        ("log<sub>2</sub>8", "log₂8"),
        ("log<sub>2</sub> 8", "log2 8"),
        ("H<sub>2</sub>O", "H2O"),
        ("CO<sub>2</sub>e", "CO2e"),
        ("x<sub>10</sub>", "x10"),
        ("x<sub>-1</sub>", "x₋₁"),
        ("x<sub>i+1</sub>", "x_(i+1)"),
        ("1<sub>2</sub>", "1₂"),
        ("(1010)<sub>2</sub>", "(1010)₂"),
        ("1F<sub>16</sub>", "1F₁₆"),
        ("FF<sub>16</sub>", "FF₁₆"),
        ("<math><msub><mi>log</mi><mn>2</mn></msub><mn>8</mn></math>", "log2 8"),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac><mn>3</mn></math>", "1/2 3"),
        ("<math><mfrac linethickness='0pt'><mi>n</mi><mi>k</mi></mfrac></math>", "[…]"),
        ("<math><mover accent='true'><mi>x</mi><mo>¯</mo></mover></math>", "x̄"),
        ("<math><mover><mi>v</mi><mo>→</mo></mover></math>", "v\u20d7"),
        ("<math><munder><mi>x</mi><mo>_</mo></munder></math>", "x̲"),
        ("<math><mn>0.</mn><mover><mn>33</mn><mo>¯</mo></mover></math>", "0.[…]"),
        ("<math><mover><mo>→</mo><mtext>heat</mtext></mover></math>", "[…]"),
        ("<math><munder><mi>lim</mi><mi>n</mi></munder><mi>x</mi></math>", "lim_n x"),
        ("<math><msup><mi>x</mi><mi>k</mi></msup><mi>y</mi></math>", "x^k y"),
        ("<math><munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover></math>", "∑_iⁿ"),
        ("<math><munderover><mo>→</mo><mi>i</mi><mi>n</mi></munderover></math>", "[…]"),
        ("<math><menclose notation='box'><mn>5</mn></menclose></math>", "5"),
        ("<math><menclose notation='updiagonalstrike'><mn>5</mn></menclose></math>", "[…]"),
        ("<math><menclose notation='radical'><mn>5</mn></menclose></math>", "√5"),
    ],
)
def test_a_number_stays_the_number(part: str, said: str) -> None:
    assert _read(part) == said


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("5 <font face='Symbol'>m</font>g", "5 μg"),
        ("5 <span style='font-family:Symbol, serif'>m</span>g", "5 μg"),
        ("5 <b style='font: italic 7.0pt \"Symbol\"'>m</b>g", "5 μg"),
        ("it <span style=\"font-family: 'Wingdings'\">J</span>", "it ☺"),
        ("<i style='font-family:Symbol'>m<i style='font:7pt Arial'>m</i>m</i>m", "μmμm"),
        ("5 <font face='Segoe UI Symbol'>m</font>g", "5 mg"),
        ("5 <i style='font-family: inherit'>m</i>g", "5 mg"),
        ("5 <font face='Symbol'>μ</font>g", "5 μg"),
        ("<font face='Wingdings'>J<br></font>J", "☺ J"),
    ],
)
def test_letters_of_fonts_of_signs_are_the_signs(part: str, said: str) -> None:
    assert _read(part) == said
    assert read_html(f"<p>Take {part} a day.</p>")[0].text == f"Take {said} a day."
    assert f"Take {said} a day." in parse_markdown(f"Take {part} a day.\n")[1]


_RULES = """<!-- @import "a.css"; /* .e {vertical-align: super} */
.a, span.b { font-size: 58%; vertical-align: super }  .c {vertical-align:sub} .line{color:red}
.a.x { vertical-align: baseline } .x .d { vertical-align: super } .e:hover{vertical-align:super}
@media print { .e { vertical-align: super } .f{} } span.line { vertical-align: baseline !important }
.up { position: relative; top: -.5em; vertical-align: baseline } .gone{text-decoration:line-through}
.shut { display: none } .nest { color: red; .e { color: red; vertical-align: super; top: 0 } } -->
"""


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("10<span class='a'>3</span>", "10³"),
        ("10<span class='line b'>3</span>", "103"),
        ("10<span class='b'>3</span>", "10³"),
        ("10<i class='b'>3</i>", "103"),
        ("10<i class='line a'>3</i>", "10³"),
        ("10<span class='up'>-3</span>", "10⁻³"),
        ("log<span class='c'>2</span>8", "log₂8"),
        *((f"10<span class='{name}'>3</span>", "103") for name in ("d", "e", "f", "nest", "A")),
        ("10<span class='a' style='vertical-align: baseline'>3</span>", "103"),
        ("1 <span class='gone'>or 2</span> pills", "1 pills"),
        ("1 <span class='shut'>or 2</span> pills", "1 pills"),
        ("1 <span class='shut'>or 2</span> pills<script></script>", "1 or 2 pills"),
    ],
)
def test_rules_of_a_class_say_what_stands_above_the_line(part: str, said: str) -> None:
    assert _read(f"<style>{_RULES}</style>{part}") == said


_MATH = "<math><semantics><mn>5</mn><annotation>5</annotation></semantics></math>"


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("<img alt='1/2'> tablet", "1/2 tablet"),
        ("<img alt='½'> tablet", "½ tablet"),
        ("<img src='a.png' alt='x^2 + 1'>", "x^2 + 1"),
        ("<img class='latex' alt='$n$'>", "n"),
        ("<img class='math' alt=''>", "[…]"),
        ("<img src='https://a.org/latex.php?latex=5' alt='5'> pills", "5 pills"),
        ("<img src='/equation?tex=5' alt=''> pills", "[…] pills"),
        ("five <img src='latex-gloves.png' alt='Latex'> pills", "five pills"),
        ("five <img alt='Red crane'> pills", "five pills"),
        ("five <img alt='½' hidden> pills", "five pills"),
        (
            "<span class='mwe-math-element'><span class='mwe-math-a11y' style='display:none'>"
            f"{_MATH}</span><img class='mwe-math-fallback-image-inline' aria-hidden='true' alt='5'>"
            "</span> pills",
            "5 pills",
        ),
        ("<img class='tex' alt='{\\displaystyle 5}'> pills", "5 pills"),
        (
            f"<span class='katex'><span class='katex-mathml'>{_MATH}</span>"
            "<span class='katex-html' aria-hidden='true'>5</span></span> pills",
            "5 pills",
        ),
        (
            "<span class='katex'><span class='katex-html' aria-hidden='true'>5</span></span> pills",
            "[…] pills",
        ),
        (
            "<span class='MathJax_Preview'>5</span><span class='MathJax' data-mathml='x'>"
            f"<nobr aria-hidden='true'>5</nobr><span class='MJX_Assistive_MathML'>{_MATH}</span>"
            "</span><script type='math/tex'>5</script> pills",
            "5 pills",
        ),
        (
            "<span class='MathJax'><nobr>5</nobr></span><script type='math/tex'>5</script> pills",
            "5 pills",
        ),
        ("<script type='math/tex'>x^2</script> pills", "x² pills"),
        (
            "<mjx-container><mjx-math aria-hidden='true'></mjx-math><mjx-assistive-mml>"
            f"{_MATH}</mjx-assistive-mml></mjx-container> pills",
            "5 pills",
        ),
        ("<mjx-container><svg></svg></mjx-container> pills", "[…] pills"),
        (
            f"<mjx-container><svg><g><path/></g></svg>{_MATH}</mjx-container> <b>pills</b>",
            "5 pills",
        ),
        (
            "<span class='katex'><span class='katex-html' aria-hidden='true'>"
            "<span class='mord'>5</span></span></span><script>a = 5</script> pills",
            "[…] pills",
        ),
        ("<span class='mathjax'>five <b>white</b></span> pills", "five white pills"),
    ],
)
def test_a_formula_is_read_once_however_it_is_drawn(part: str, said: str) -> None:
    assert _read(part) == said
    for before, after in (("", ""), ("<div>", "</div>")):
        assert _read_markdown(f"{before}Take {part} a day.{after}") == said


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (
            "<span class='frac'>2<span class='sr-only'>+</span><span class='num'>1</span>⁄"
            "<span class='den'>2</span></span> pills",
            "2 1/2 pills",
        ),
        (
            "<span class='sfrac'><span class='num'>1</span><span class='sr-only'>/</span>"
            "<span class='den'>2</span></span> pill",
            "1/2 pill",
        ),
    ],
)
def test_a_fraction_may_be_parts_that_are_called_so(part: str, said: str) -> None:
    assert _read(part) == said


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("1<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> tablets", "1 1/2 tablets"),
        ("<math><msup><mn>10</mn><mn>3</mn></msup></math> pills", "10³ pills"),
        ("<img alt='½'> tablet", "½ tablet"),
        ("five <img alt='½' hidden> pills", "five pills"),
        (
            f"<span class='katex'><span class='katex-mathml'>{_MATH}</span>"
            "<span class='katex-html' aria-hidden='true'><span>5</span></span></span> pills",
            "5 pills",
        ),
        ("<ruby>丸<rp>(</rp><rt>がん</rt><rp>)</rp></ruby> pills", "丸 pills"),
        ("<ruby>丸<rt>がん<rb>薬<rt>やく</ruby> pills", "丸薬 pills"),
    ],
)
def test_in_markdown_they_are_the_same(part: str, said: str) -> None:
    for before, after in (("", ""), ("<div>", "</div>")):
        assert _read_markdown(f"{before}Take {part} a day.{after}") == said


def test_a_picture_of_markdown_may_show_a_formula() -> None:
    text = parse_markdown("Take ![1/2](half.png) tablet of ![the red box](box.png) daily.")[1]
    assert text == "Take 1/2 tablet of daily."
    text = parse_markdown("Take ![5](https://latex.codecogs.com/svg?5) of ![5](a.png) daily.")[1]
    assert text == "Take 5 of daily."


def test_a_formula_without_end_is_left_out() -> None:
    assert "[…]" in _read("<math>" + "<mrow>" * 90 + "<mn>1</mn>" + "</mrow>" * 90 + "</math>")
