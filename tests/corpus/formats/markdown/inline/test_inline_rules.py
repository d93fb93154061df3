"""Markup in lines that is left out, and what looks like it and stays."""

import pytest

from corpus.formats.markdown import parse_markdown


def quoted(markdown: str) -> list[str]:
    _, text, paragraphs = parse_markdown(markdown)
    return [text[p.start : p.end] for p in paragraphs]


@pytest.mark.parametrize(
    ("markdown", "paragraph"),
    [
        ("Ask [[Tom Reed|Tom]] at [[Mill Lane#Office]].", "Ask Tom at Mill Lane."),
        ("See [[notes/Spring Fair]] and [[#Prices]].", "See Spring Fair and Prices."),
        ("看[[灯塔]]的人, а в[[доме]]", "看灯塔的人, а вдоме"),
        ("A map ![[map.png|300]] hangs here.", "A map hangs here."),
        ("The [[open hours|main/hours_2]] changed.", "The open hours changed."),
        ("The ==north gate== is shut.", "The north gate is shut."),
        ("水==閘門==關閉，==서울==에서 **a**==b==, (==c==).", "水閘門關閉，서울에서 ab, (c)."),
        (
            "Beans <s>and peas</s> are <span style='display:none'>*not* <b>so</b></span>sown<del>.",
            "Beans are sown.",
        ),
        (
            "It is 10<sup>3</sup> m<sup>2</sup>, H<sub>2</sub>O, 5<sup>th</sup>, 10<sub>2</sub>.",
            "It is 10³ m², H2O, 5th, 10₂.",
        ),
        (
            "It is 10<sup>3<sup>2</sup></sup>, log<sub>2</sub>8, 10<sup><b>3</b></sup> or "
            "10<span style='vertical-align: super'>3</span>.",
            "It is 10^(3²), log₂8, 10³ or 10³.",
        ),
        ("10<sup>½</sup>, 10<sup>1½</sup>, a<sub>½</sub>, 10½.", "10^½, 10^1½, a_½, 10½."),
        ("10{sup}`3`, H{sub}`2`O, 10{superscript}`-3`.", "10³, H2O, 10⁻³."),
        (
            "Ask `the\n keeper <https://e.example/k#at>`_, `Tom <http://e.example>`__.",
            "Ask the keeper, Tom.",
        ),
        ("Ask ``the <https://e.example>`_``, `a <b>`_.", "Ask the <https://e.example>`_, a <b>_."),
        (
            "Ask `Tom <https://e.example>` or `Tom <https://e.example>`_x.",
            "Ask Tom <https://e.example> or Tom <https://e.example>_x.",
        ),
        ("Beans {raw-html}`and peas` are sown.", "Beans are sown."),
        ("Beans ~~and peas~~ are sown.", "Beans are sown."),
        ("Beans ~and *ripe* peas~ are sown.", "Beans are sown."),
        ("It costs ~50 and ~60, or 5~6; H~2~O ~ ice.", "It costs ~50 and ~60, or 5~6; H2O ~ ice."),
        ("Beans [and peas]{.content-hidden} are sown.", "Beans are sown."),
        ('Beans [and peas]{.content-visible when-format="pdf"} grow.', "Beans grow."),
        ("Water daily. ^w-12", "Water daily."),
        ("Beans {--and peas--} are sown{>>ask Tom<<}.", "Beans are sown."),
        ("Beans {++and peas++} are {==sown==}.", "Beans and peas are sown."),
        ('[caption id="a" align="left"]The mill in May.[/caption]', "The mill in May."),
        ('A [gallery ids="1,2"] hangs here.', "A hangs here."),
        ("A [gallery](g.md) hangs here.", "A gallery hangs here."),
        ("Doors open %% code 12 %% at six.", "Doors open at six."),
        ("油庫%%密碼4711%%有五十桶。「桶」%%鑰匙%%", "油庫有五十桶。「桶」"),
        ("It is full.%%a key%% **Big**%%b%% (%%c%%), 50%%d%%.", "It is full. Big (), 50."),
        ("{{< icon bell >}} Ring the {% include x.html %} twice.", "Ring the twice."),
        ("Ring {{ n }} times. {{ note }}", "Ring […] times."),
        (
            "{{ site.title }} rings{% raw %} `{{ n }}` *times*, {{ b }}{% endraw %}.",
            "[…] rings {{ n }} times, {{ b }}.",
        ),
        (
            "19<sup>[3](#n3)</sup> men, 20<sup><a href='#n'>4</a></sup> and 19[<sup>5</sup>](#n5), "
            "7<a href='b.md#n6'><sup>6</sup></a> or 10<sup>2</sup>, 10<sup>[2](#exponents)x</sup>.",
            "19 men, 20 and 19, 7 or 10², 10^2x.",
        ),
        (
            "It is{% if false %} six{% else %} ten{% endif %}{% comment a %} no{% endcomment %}.",
            "It is ten.",
        ),
        ("It is {~~four~>five~~} crowns{~~ each~>~~}.", "It is five crowns."),
        (
            "Go.{% comment %} Secret.{% endcomment %} It {::comment}hid{:/comment}is late.",
            "Go. It is late.",
        ),
        (
            "Go{{< comment >}} on {{< /comment >}} at {% if false %}six{% endif %}"
            "{%-comment-%}or{%-endcomment-%}ten.",
            "Go at ten.",
        ),
        ("{{% tip %}}Shut the gate.{{% /tip %}}", "Shut the gate."),
        (
            "Fill [the form]({{< ref `f.md` >}}) or [list]({% link l.md %}).",
            "Fill the form or list.",
        ),
        ("Paint it.{: .note #p} {#paint .wide k=3}", "Paint it."),
        ("Eggs {/* of hens */} are sold.", "Eggs are sold."),
        ("Read {ref}`the guide <guide>` and {doc}`faq`.", "Read the guide and faq."),
        ("Well done :tada: all of you :wave:!", "Well done all of you!"),
        ("Press <kbd>Alt</kbd>+<kbd>F</kbd> or `F`.", "Press Alt+F or F."),
        ("[![Build](b.svg)](ci) ![logo](l.png) It works.", "It works."),
        ("The mill closed.[^9] It burnt.[^10]", "The mill closed. It burnt."),
    ],
)
def test_markup_is_left_out(markdown: str, paragraph: str) -> None:
    assert quoted(markdown) == [paragraph]


@pytest.mark.parametrize(
    "text",
    [
        "if a == b and c == d, stop",
        "if x==5 and y==6 or x==甲 and y==乙 hold",
        "if a[1]==b and f(c)==(d) or 'e'==g and h=='i' hold",
        "if a!==null and b!==(c) or d===1 and e===(2) hold",
        "at http://x.org/?a==b&c==d and http://x.org/?==b&==/",
        "QQ== and QkI==. Or QkI==",
        "Sums of 100%% and (50%%) or ٥%%, 5%%and 6%%",
        'Use %%d and %%s, or "%%5.2f" and "%%x", at http://x.org/a%%20b%%20c',
        'Use ("%%d") and ("%%s"), but not 100%% here, nor "%%d" and "100%%" there',
        'On %%Y-%%m-%%d at %%H and "%%k", so "%%i" it is',
        "Sums of 100%% and 50 %% are wrong",
        "the set {1, 2} and {string} and { a: 1 }",
        "x ^2 and 2^10",
        "from 9:30:15 to 10:00 :",
        "It costs $5 or $10.",
        "Where $\\mat{a_1 * b_2}$ and $HOME$, $title$ meet",
        "if [[ -f x ]] holds",
        "an array a[1][2] of ~5",
        "of a list y[[2]] and m[['oil']], in Lua t[u[[k]]], or [[\"oil\"]] alone",
        "[Ana]: Yes",
    ],
)
def test_what_looks_like_markup_stays(text: str) -> None:
    assert quoted(text) == [text]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Where $a_1 * b_2$ and $c * d * e$ meet", "Where a1*b2 and c*d*e meet"),
        (r"at 20$^\circ$C, 5 $\mu$m, $10^{3}$ or 10$^6$", "at 20°C, 5 μm, 10³ or 10⁶"),
        (r"1$\frac{1}{2}$ of H$_2$O, $$x = \frac12$$5", "1 1/2 of H2O, x = 1/2 5"),
        ("2^1^/~2~ cups, ^3^/~4~ cup and x^1^⁄~2~", "2 1/2 cups, 3/4 cup and x 1⁄2"),
        ("**10**^3^, *10*^3^, `10`^3^, 10^**3**^ m, x^*^", "10³, 10³, 10³, 10³ m, x*"),
        ("has 10^6^ of H~2~O, 10^-3^ m^2^, the ^14^C age", "has 10⁶ of H2O, 10⁻³ m², the ¹⁴C age"),
        (
            "is 2^3^2 or x^2 + y^2, a~b, 5~6~7 or ~/x~y~z",
            "is 2^3^2 or x^2 + y^2, a~b, 5~6~7 or ~/x~y~z",
        ),
        (r"costs $5 or 3\% of $6; $\binom{n}{k}$", r"costs $5 or 3% of $6; $\binom{n}{k}$"),
    ],
)
def test_simple_formulas_are_read_in_a_line(markdown: str, text: str) -> None:
    assert quoted(markdown) == [text]


@pytest.mark.parametrize("code", ["{{ x }}", "[[a|b]]", "{% if %}", "%% a %%", "==a==", "~~a~~"])
def test_code_keeps_everything(code: str) -> None:
    assert quoted(f"Write `{code}` here.") == [f"Write {code} here."]
    assert quoted(f"```\n{code}\n```") == [code]
    assert quoted(f"Words.\n\n    {code}") == ["Words.", code]


@pytest.mark.parametrize("item", ["- [x] ~~Sweep~~", "* [ ]", "- [X] ~~Sweep the hall~~"])
def test_a_box_of_nothing_is_no_item(item: str) -> None:
    assert quoted(f"{item}\n{item[0]} [ ] Oil it.") == ["Oil it."]


@pytest.mark.parametrize("box", ["[ ]", "[x]", "[>]", "[!]", "[?]", "[-]"])
def test_boxes_of_tasks_are_left_out(box: str) -> None:
    assert quoted(f"- {box} Water the beans\n- {box} Sow peas\n") == ["Water the beans", "Sow peas"]
