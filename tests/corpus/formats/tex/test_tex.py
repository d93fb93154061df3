"""LaTeX."""

from datetime import date

import pytest

from corpus.article import Article, ArticleError
from corpus.formats.reading import read_article
from corpus.formats.tex.inline import InlineReader
from corpus.formats.tex.reader import parse_tex
from corpus.formats.tex.tokens import read_tokens
from tests.support.counting import count_calls, count_calls_of


def _read(text: str) -> Article:
    return read_article(text.encode(), "a.tex")[0]


def _tell(text: str) -> list[tuple[str, str]]:
    article = _read(text)
    return [(p.kind, article.text[p.start : p.end]) for p in article.paragraphs]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (r"\textbf{bold} and {\em both} and \emph{\texttt{mono}}", "bold and both and mono"),
        ("one % a comment\n   two % another\n\n", "one two"),
        (r"5\,\%, \$3, \#1, a\_b, R\&D, \{x\}", "5 %, $3, #1, a_b, R&D, {x}"),
        (r"caf\'e, \c{c}a, Stra\ss e, Erd\H{o}s, \'{\i}", "café, ça, Straße, Erdős, í"),
        ("``Go,'' he said --- 3--4 times; don't", "“Go,” he said — 3–4 times; don’t"),
        (r"Mr.~Flint\ldots{} uses \LaTeX\ now", "Mr. Flint… uses LaTeX now"),
        (r"known~\cite[p.~3]{flint}, \index{x}shown", "known, shown"),
        (r"see \url{https://a.org/b_c%20d}", "see https://a.org/b_c%20d"),
        (r"see \href{https://a.org/%20}{this} \v Cech", "see this Čech"),
        (r"with $x^{2n} \leq \frac{a}{b}$ and \(y\)", "with x^2n ≤ a/b and y"),
        (
            r"at 20$^\circ$C, 5~$\mu$m, $10^{-3}$, 10$^6$ or H$_2$O",
            "at 20°C, 5 μm, 10⁻³, 10⁶ or H2O",
        ),
        (r"takes 1$\frac{1}{2}$, $\frac123$ or $1\sqrt{2}$$5$", "takes 1 1/2, 1/2 3 or 1√2 5"),
        (
            r"the \textsuperscript{14}C and $^{238}$U age\textsuperscript{1} A",
            "the ¹⁴C and ²³⁸U age¹ A",
        ),
        (r"$p<0.05$, $\le 5$, $\pm$5, $-5$, $5 - 3$", "p < 0.05, ≤ 5, ±5, −5, 5 − 3"),
        (
            r"$\log_2 8$, $n\log n$, $1{,}000$, $\sum_{i=1}^n i$",
            "log2 8, n log n, 1,000, ∑_(i = 1)^n i",
        ),
        (r"is $\binom{n}{k}$, $\|x\|$ or ${1 \over 2}5$", r"is \binom{n}{k}, ‖x‖ or 1/2 5"),
        (r"\newcommand{\half}{{1 \over 2}}\def\sq{\textsuperscript{2}}$\half$, 10\sq", "1/2, 10²"),
        (r"\DeclareMathOperator{\rank}{rank}so $\rank A = 2$", "so rank A = 2"),
        (
            r"\DeclareSIUnit\molar{\mole\per\litre}\DeclareSIUnit{\year}{a}"
            r"\SI{5}{\milli\molar}, \qty{3}{\year}",
            "5 mmol/l, 3 a",
        ),
        (r"run \verb|ls -l \foo| now", r"run ls -l \foo now"),
        (r"\textcolor{red}{shown}\vspace{3pt}\hskip 2pt plus 1fil there", "shown there"),
        (r"\unknown[option]{kept} here", "kept here"),
        (
            r"\person[x]{Ada Pell}{ada@example.org} wrote \textbf{W}{ords}.",
            "Ada Pell ada@example.org wrote Words.",
        ),
        (r"See \hypertarget{a}{this} or \hyperlink{a}{that}", "See this or that"),
        (r"The \texorpdfstring{$\pi$}{pi} rule", "The pi rule"),
        (r"\newcommand{\fee}[1]{#1 crowns}It is \fee{20}.", "It is 20 crowns."),
        (r"\newcommand{\two}[2][x]{#1, #2}\two{b}; \two[a]{b}", "x, b; a, b"),
        (r"\def\old#1{the old #1}It is \old{pier}.", "It is the old pier."),
        (r"The fee is \fee{} crowns.\centering{} So.", "The fee is […] crowns. So."),
        (r"See \ref{none}, \citet{flint} or \eqref{a}.", "See […], […] or […]."),
        (r"As in \cite{a}, \cite{b} it is so \cite{c}.", "As in […] it is so."),
        (r"\SI{5}{km}, \qty{5}{\kilo\foo}, \SIrange{1}{2}{m}", "5 km, 5 […], 1–2 m"),
        (
            r"\qty{5}{\kilo\metre\per\hour}, \SI{9}{\square\metre\per\second\squared}",
            "5 km/h, 9 m²/s²",
        ),
        (r"\SI{5}{\micro g}, \si{k\ohm}, \SI{45}{\degree}, \SI{30}[\$]{}", "5 […], kΩ, 45°, $30"),
        (
            r"\num{1.5e-3} \num{e6} \numrange{1}{5} \numlist{1;2} \num{2 x 3}",
            "1.5 × 10⁻³ 10⁶ 1–5 1; 2 2 × 3",
        ),
        (r"\ang{10;5;3} \ang{45} \numprint[kg]{12}", "10°5′3″ 45° 12 kg"),
        (r"\unit[30]{t}, \unit{kg}, \unitfrac[30]{km}{h}", "30 t, kg, 30 km/h"),
        (
            r"\tfrac12, 1\frac12, \frac1{20}, \frac 12 cup, \dfrac{1}2",
            "1/2, 1 1/2, 1/20, 1/2 cup, 1/2",
        ),
        (r"\newcommand{\half}{\frac12}1\half\ (\half)", "1 1/2 (1/2)"),
        (r"\frac{1}{2}3, \xfrac{1}{2}{3}, \frac12\frac34", "1/2 3, 1/2 3, 1/2 3/4"),
        (
            r"10\textsuperscript6 m, 10\sp{6}, 10\raisebox{1ex}{6}, 10\raise1ex\hbox{6}",
            "10⁶ m, 10⁶, 10⁶, 10⁶",
        ),
        (r"10\ensuremath{^{n+1}}, 20\ensuremath{^\circ}C", "10^(n + 1), 20°C"),
        (r"\sqrt{12}, \sqrt[3]{8}, \binom52, \overline{5}", "√12, ∛8, […], […]"),
        (r"1\hspace{1em}2 1\hskip1em2 1\kern1pt000 1\thinspace000", "1 2 1 2 1000 1 000"),
        (r"5\div2, 5\ne6, 5\foo6, \formatdate{1}{2}{2020}", "5÷2, 5≠6, 5 […] 6, 1 2 2020"),
        (
            r"Page \thepage, \the\year, \isotope[14]{C}, 5\textpertenthousand",
            "Page […], […], […] C, 5‱",
        ),
        (r"\deleted{30}\added{40} \replaced[id=A]{50}{60} \DIFdel{3}\DIFadd{4}", "40 50 4"),
        (r"10\textsuperscript{3} m, 10\textsubscript{2}, 5\textsuperscript{th}", "10³ m, 10₂, 5th"),
        (r"2\textsuperscript{1}/\textsubscript{2}, \textsuperscript{5}12 men", "2 1/2, ⁵12 men"),
        (
            r"1914\textsuperscript{1} \textsuperscript{2}, \$5.\textsuperscript{99}, so",
            "1914¹ ², $5.99, so",
        ),
        (
            r"5~\textmu g at \textminus 5 \textdegree C, \textonehalf\ of it",
            "5 µg at −5 °C, ½ of it",
        ),
        (r"Take \nicefrac{1}{2} or 1\sfrac{1}{2} of 10\up{3}", "Take 1/2 or 1 1/2 of 10³"),
        (
            r"It is \sout{shut} \st{so} open.\todo{check} \sectionauthor{Ann}{a@b.org}",
            "It is open.",
        ),
    ],
)
def test_commands_in_lines(text: str, words: str) -> None:
    assert _read(text).text == words


_DOCUMENT = r"""\documentclass[a4paper]{article}
\usepackage[english,ngerman]{babel}
\newcommand{\eg}{e.g.\ }
\newcommand{\term}[1]{\emph{#1}}
\title{Das \emph{Hafenbuch}\thanks{Dank}}
\author{Mary Flint \and Tom B\"acker}
\date{5. M\"arz 2024}
\begin{document}
\maketitle
\section{Zeiten \& Preise}\label{sec:times}
Es ist alt, \eg von 1910\footnote{Oder 1911.}. Siehe Abschnitt~\ref{sec:times}.

Man braucht:
\begin{itemize}
\item eins, \term{zwei}
\item drei
  \begin{enumerate}
  \item innen
  \end{enumerate}
\end{itemize}
\begin{description}
\item[Tom] der steuert
\end{description}
\subsection*{Tafel}
\begin{tabular}{|l|r|}
\hline
Ware & Preis \\ \hline
Apfel & 3,1 \\
\multicolumn{2}{c}{Beide} \\[2pt]
\end{tabular}
\begin{comment}
secret
\end{comment}
\iffalse secret \fi
Wir rufen:
\begin{verbatim}
ls \foo % kept
\end{verbatim}
\[ a = \frac{b}{c} \]
\end{document}
secret
"""


def test_a_document() -> None:
    article = _read(_DOCUMENT)
    assert (article.title, article.author) == ("Das Hafenbuch", "Mary Flint, Tom Bäcker")
    assert (article.published, article.language) == (date(2024, 3, 5), "de")
    times, table = ("Zeiten & Preise",), ("Zeiten & Preise", "Tafel")
    assert [(p.kind, article.text[p.start : p.end], p.headings) for p in article.paragraphs] == [
        ("prose", "Es ist alt, e.g. von 1910. Siehe Abschnitt Zeiten & Preise.", times),
        ("prose", "Oder 1911.", times),
        ("prose", "Man braucht:", times),
        ("list", "eins, zwei", times),
        ("list", "drei", times),
        ("list", "innen", times),
        ("term", "Tom\nder steuert", times),
        ("table", "Apfel | 3,1", table),
        ("table", "Beide", table),
        ("prose", "Wir rufen:", table),
        ("code", "ls \\foo % kept", table),
        ("code", "a = \\frac{b}{c}", table),
    ]
    row = next(p for p in article.paragraphs if p.kind == "table")
    assert [article.text[s:e] for s, e in row.context] == ["Ware | Preis"]


@pytest.mark.parametrize(
    ("stated", "author"),
    [
        (r"Mary Flint\\University of Skerry\\m@s.org \and Tom Poe\\Mainz", "Mary Flint, Tom Poe"),
        (r"Mary Flint\\Tom Poe\\Ann Berg", "Mary Flint, Tom Poe, Ann Berg"),
        (r"\copyright\ 2024, Mary Flint\\ All rights reserved", None),
    ],
)
def test_authors_are_told_from_where_they_work(stated: str, author: str | None) -> None:
    document = r"\begin{document}It leaves.\end{document}"
    assert _read(rf"\author{{{stated}}}{document}").author == author


def test_names_of_programs_whose_command_stands_elsewhere_stay() -> None:
    assert _read(r"With \NFSS, \SLiTeX{} and \small\itshape more.").text == (
        "With NFSS, SLiTeX and more."
    )


def test_a_part_of_a_document_and_a_day_that_is_none() -> None:
    article = _read("\\chapter{Times}\nIt leaves at nine.\n\\section{Prices}\nIt costs three.\n")
    assert [p.headings for p in article.paragraphs] == [("Times",), ("Times", "Prices")]
    dated = _read("\\date{\\today}\\begin{document}It leaves.\\end{document}")
    assert (dated.text, dated.published) == ("It leaves.", None)


def test_a_sign_may_do_what_verb_does() -> None:
    text = "\\MakeShortVerb{\\|}\\begin{document}Run |ls \\foo| or |a|.\\end{document}"
    assert _read(text).text == "Run ls \\foo or a."


@pytest.mark.parametrize(
    "opened",
    [
        *("\\section{Title", "\\textbf{", "$", "\\[", "\\begin{verbatim}", "\\begin{comment}"),
        *("\\begin{equation}", "\\footnote{", "\\iffalse", "\\begin{itemize}", "\\verb|", "{", "["),
        *("\\newcommand{\\a}{", "\\def\\a", "\\begin{tabular}{ll} a & b"),
    ],
)
def test_what_is_never_closed_hides_nothing(opened: str) -> None:
    words = _read(f"The first.\n\n{opened}\n\nThe bridge is old.\n").text
    assert "The bridge is old." in words


_TAKING = ("qty{", "frac{1", "frac", "textsuperscript{3", "raisebox{", "sqrt[", "ang{", "unit{")
_ENDED = (
    "SI{5}",
    "footnote{It",
    "ensuremath{",
    "multicolumn{2}",
    "newcommand{\\f}[1]{",
    "f{",
    "'{",
)
_UNCLOSED = [f"\\{name}" for name in (*_TAKING, *_ENDED)] + ["^{", "{", "{\\frac}", "\\label{"]


@pytest.mark.parametrize("first", _UNCLOSED)
@pytest.mark.parametrize("then", ["", "\\qty{", "\\frac", "]", "}"])
def test_an_argument_that_is_not_closed_takes_no_word_behind_its_paragraph(
    first: str, then: str
) -> None:
    text = f"The old pump.\n\n10{first} {then}\n\nSecond one.\n\n" + f"{first}{then}" * 100
    paragraphs = _read(text).text.split("\n")
    assert paragraphs[0] == "The old pump."
    assert "Second one." in paragraphs
    assert "103" not in "".join(paragraphs)
    tokens = len(read_tokens(text).kinds)
    assert count_calls_of(InlineReader.read_token, lambda: parse_tex(text)) < 3 * tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\\qty{\\qty{\n\nEnd.", "[…]\n\nEnd."),
        ("a \\frac{1\n\nSo.", "a […] 1\n\nSo."),
        ("10\\textsuperscript{3\n\nSo.", "10 […] 3\n\nSo."),
        ("old\\footnote{It broke\n\nSo.", "old […] It broke\n\nSo."),
        ("is \\label{x old\n\nSo.", "is […]\n\nSo."),
        ("{\\frac}{1}{2}", "[…]12"),
        ("\\qty{5} metres, \\SI{5}\\metre, 10\\textsuperscript$n$", "5 metres, 5 m, 10ⁿ"),
        ("\\textbf{\\fbox{one\\break two} \\item[So] it\\item is}", "one two So it is"),
    ],
)
def test_arguments_that_are_not_there(text: str, words: str) -> None:
    assert _read(text).text == words


def test_blocks_in_arguments_are_words_of_one_line() -> None:
    text = r"A.\footnote{See \begin{tabular}{ll}a&b\end{tabular}\begin{quote}c\end{quote} d.} B."
    assert [words for _, words in _tell(text)] == ["A. B.", "See a b c d."]


@pytest.mark.parametrize(
    "piece",
    [
        *("\\frac", "{", "}", "[", "]", "$", "\\[", "\\(", "&", "\\\\", "~", "%", "\\verb|", "\\'"),
        *("\\begin{a}", "\\begin{verbatim}", "\\begin{itemize}", "\\begin{tabular}{ll}"),
        *("\\section{", "\\footnote{", "\\textbf{", "\\label{a}", "\\ref{a}", "\\cite["),
        *("\\def\\a{\\a\\a}\\a ", "\\newcommand\\a{", "\\url{", "\\begin{equation}"),
        *("\\end{a}", "\\item ", "\\iffalse ", "\\foo[", "\\'{", "\\footnote{\\section{"),
    ],
)
def test_many_of_one_thing_cost_no_more_than_their_number(piece: str) -> None:
    for text in (piece * 3000, f"a\n\n{piece}\n\n" * 700, piece * 1500 + "}" * 1500):
        try:
            _read(text)
        except ArticleError as exc:
            assert "\n" not in str(exc)


def test_cut_anywhere_what_stands_before_is_read() -> None:
    begin = _DOCUMENT.index("Es ist alt")
    for cut in range(0, len(_DOCUMENT), len(_DOCUMENT) // 50):
        try:
            article = _read(_DOCUMENT[:cut])
        except ArticleError:
            continue
        if cut > begin + 20:
            assert article.title == "Das Hafenbuch"
            assert "Es ist alt" in article.text


def test_cells_over_rows_and_columns() -> None:
    text = (
        r"\begin{tabular}{lll}Who & Fee & Day\\ \hline \multirow{2}{*}{Ann} & 1 & 2\\ & 3 & 4\\"
        r"\multicolumn{2}{c}{All} & 5\\ Bob & & 6\end{tabular}"
    )
    assert [words for _, words in _tell(text)] == [
        *("Ann | 1 | 2", "Ann | 3 | 4", "All |  | 5", "Bob |  | 6"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        (
            r"\toprule\noalign{}\begin{minipage}[b]{\linewidth}\raggedright Who\end{minipage}"
            r"& Fee\\"
            r"\midrule\noalign{}\endhead\bottomrule\noalign{}\endlastfoot Ann & 1\\ Bob & 2\\",
            ["Ann | 1", "Bob | 2"],
        ),
        (
            r"\caption{Fees}\tabularnewline\toprule Who & Fee\\ \midrule\endfirsthead Who & Fee\\"
            r"\endhead On page 2\\ \endfoot All & 3\\ \endlastfoot Ann & 1\\ Bob & 2\\",
            ["Fees", "Ann | 1", "Bob | 2", "All | 3"],
        ),
        (
            r"\toprule[1pt] Who & Fee\\ \cmidrule(lr){1-2}\cmidrule[1pt](r{.5em}){1-1}\rowcolor{a}"
            r"Ann & \cellcolor[gray]{0.9}1\\ \specialrule{1pt}{2pt}{3pt}\rowcolor[gray]{0.9}[2pt]"
            r"Bob & 2\tnote{1}\\[2pt] \hhline{|=|=|}\multirow{2}{*}[3pt]{Cid}"
            r"& \makecell[l]{3 \\ 4}\\ & 5",
            ["Ann | 1", "Bob | 2", "Cid | 3 4", "Cid | 5"],
        ),
    ],
)
def test_rules_and_colours_of_tables_are_no_words(rows: str, read: list[str]) -> None:
    article = _read(
        rf"\rowcolors{{2}}{{red}}{{white}}\begin{{longtable}}{{ll}}{rows}\end{{longtable}}"
    )
    said = [article.text[p.start : p.end] for p in article.paragraphs]
    assert [words for words in said if words != "Who | Fee"] == read
    header = {
        article.text[slice(*p.context[-1])]
        for p in article.paragraphs
        if p.kind == "table" and p.context
    }
    assert header == {"Who | Fee"}


def test_commands_that_grow_by_each_other_end() -> None:
    text = r"\newcommand{\a}[1]{#1#1#1#1}" + r"\a{" * 18 + "x" * 1000 + "}" * 18
    assert len(_read(f"Said. {text}").text) < 20_000


def test_code_that_pandoc_coloured_is_as_it_was() -> None:
    text = (
        r"\begin{Shaded}\begin{Highlighting}[]" + "\n"
        r"\KeywordTok{def}\NormalTok{ pay(x):}" + "\n"
        r"\NormalTok{    }\ControlFlowTok{return}\NormalTok{ \{}"
        r"\StringTok{\textquotesingle{}a{-}b\textquotesingle{}}\NormalTok{\}}" + "\n"
        r"\end{Highlighting}\end{Shaded}"
    )
    assert _tell(text) == [("code", "def pay(x):\n    return {'a-b'}")]


_WHOLE = "\\documentclass{article}\n%s\\begin{document}\n%s\nBehind.\n\\end{document}\n"


@pytest.mark.parametrize(
    ("head", "body", "said"),
    [
        ("", r"\iffalse In \ifx\a\b it. \else and \fi still. \fi", "Behind."),
        ("", r"\iffalse In it. \else Seen. \fi", "Seen. Behind."),
        ("", r"\iftrue Seen. \else In it. \fi", "Seen. Behind."),
        ("", r"\unless\iffalse Seen. \fi", "Seen. Behind."),
        ("", "\\if0\nIn it.\n\\else Seen.\n\\fi", "Seen. Behind."),
        (r"\let\ifnote\iffalse", r"\ifnote In it. \else Seen. \fi", "Seen. Behind."),
        ("", r"\let\ifnote=\iftrue \ifnote Seen. \else In it. \fi", "Seen. Behind."),
        (r"\newif\ifdraft", r"\ifdraft In it. \else Seen. \fi", "Seen. Behind."),
        (r"\newif\ifdraft\draftfalse", r"\ifdraft In it. \fi", "Behind."),
        (r"\newif\ifdraft\drafttrue", r"\ifdraft Seen. \else In it. \fi", "Seen. Behind."),
        (r"\newif\ifdraft %\drafttrue", "\n" r"\ifdraft In it. \fi", "Behind."),
        (r"\newif\ifdraft\input{set}", r"\ifdraft Perhaps. \fi", "Perhaps. Behind."),
        (r"\newif\ifdraft\newcommand\on{\drafttrue}", r"\ifdraft Perhaps. \fi", "Perhaps. Behind."),
        (r"\newif\ifdraft\drafttrue\draftfalse", r"\ifdraft Perhaps. \fi", "Perhaps. Behind."),
        (r"\newif\ifdraft\let\ifdraft\iftrue", r"\ifdraft Perhaps. \fi", "Perhaps. Behind."),
        ("", r"\ifdraft Perhaps. \else So. \fi", "Perhaps. So. Behind."),
        (r"\newcommand{\blind}{1}", r"\if0\blind In it. \fi \if1\blind Seen. \fi", "Seen. Behind."),
        ("", r"\if0 In it. \fi", "Behind."),
        ("", r"A \hphantom{In it.}\vphantom{In it.}b.\typeout{In it.}", "A b. Behind."),
        (r"\excludecomment{answer}", r"\begin{answer}In it.\end{answer}", "Behind."),
        (r"\includecomment{answer}", r"\begin{answer}Seen.\end{answer}", "Seen. Behind."),
        ("", r"\unless\iftrue In it. \else Seen. \fi", "Seen. Behind."),
        ("", r"\ifnum1=2 In it.\else Seen. \fi\ifnum 3>2 So. \fi", "Seen. So. Behind."),
        ("", r"\ifdim1pt>2mm In it.\fi \ifodd2 In it.\else Seen. \fi", "Seen. Behind."),
        ("", r"\ifcase1 In\or Seen. \or in\else it\fi \ifcase 7 In\or it\fi", "Seen. Behind."),
        (
            "",
            r"\ifcase5 In\or it\else Seen. \fi \ifcase\a One\or two. \fi",
            "Seen. One two. Behind.",
        ),
        ("", r"\ifnum\value{page}>3 A. \else B. \fi\ifnum\a<\b C. \fi", "A. B. C. Behind."),
        ("", r"\ifnum3>\value{page}A. \fi\ifdim\textwidth>10pt B. \fi", "A. B. Behind."),
        ("", r"\ifnum\strcmp{\a}{x=1}=0 A. \fi\ifodd\value{page} >3. \fi", "A. >3. Behind."),
        ("", r"\ifnum\numexpr\value{page}+1\relax=3 So. \fi", "So. Behind."),
        ("", r"\ifx\a\b Some. \else So. \fi\if\a\b C. \fi", "Some. So. C. Behind."),
        (r"\usepackage{ifdraft}", r"\ifdraft{In it.}{Seen.}", "Seen. Behind."),
        (r"\NewDocumentCommand{\hide}{o m}{}", r"\hide{In it.}\hide[a]{In.}", "Behind."),
        (r"\NewDocumentCommand\fee{O{5} m}{#1 #2}", r"\fee{or}\fee[6]{so}", "5 or6 so Behind."),
        (r"\NewDocumentCommand{\kept}{s o m}{#3}", r"\kept{Seen.}", "Seen. Behind."),
        (r"\DeclareRobustCommand{\hide}[1]{}", r"\hide{In it.}", "Behind."),
        (r"\let\hide=\@gobble\newcommand\no{\@gobbletwo}", r"\hide{In}\no{i}{t}", "Behind."),
        ("", r"\excludecomment{answer}\begin{answer}In it.\end{answer}", "Behind."),
        (r"\newsavebox{\kept}", r"\savebox{\kept}[3em]{In it.}\sbox\kept{In it.}", "Behind."),
        (r"\newsavebox{\kept}", r"\sbox{\kept}{Seen.}\usebox{\kept}", "Seen. Behind."),
        (r"\newsavebox{\kept}", r"\begin{lrbox}{\kept}In it.\end{lrbox}", "Behind."),
        (r"\newbool{draft}", r"\ifbool{draft}{In it.}{Seen.}", "Seen. Behind."),
        (r"\newtoggle{a}\toggletrue{a}", r"\iftoggle{a}{Seen.}{In it.}", "Seen. Behind."),
        (
            r"\newboolean{a}\setboolean{a}{true}",
            r"\ifthenelse{\boolean{a}}{So.}{In.}",
            "So. Behind.",
        ),
        (r"\newbool{a}\booltrue{a}\boolfalse{a}", r"\ifbool{a}{In}{So.}", "In So. Behind."),
        (r"\newbool{a}", r"\ifbool{a}{In}{So.}\booltrue{a}", "In So. Behind."),
        (r"\newbool{a}\ifx\b\c\booltrue{a}\fi", r"\ifbool{a}{In}{So.}", "In So. Behind."),
        (r"\newbool{a}\input{b}", r"\notbool{a}{In}{So.}", "In So. Behind."),
        (r"\newbox\kept", r"\setbox\kept=\hbox{In it.}", "Behind."),
        ("", r"A \textcolor{white}{In it.} b {\color{white}In it.} c.", "A b c. Behind."),
        ("", r"A \textcolor[gray]{1}{In it.} {\color[HTML]{FFFFFF} In it.}", "A Behind."),
        (r"\definecolor{paper}{rgb}{1,1,1}", r"A \textcolor{paper}{In it.} b.", "A b. Behind."),
        (
            "",
            "Seen.\n\n\\color{white}In it.\n\nIn \\\\ it.\n\\color{black} So.",
            "Seen. So. Behind.",
        ),
        ("", r"{\color{white}In it. \begin{center}In it.\end{center}} So.", "So. Behind."),
        ("", r"A \textcolor{white!100}{In it.} \textcolor{black!0}{In} b.", "A b. Behind."),
        ("", r"\textcolor{white!50!black}{Seen.} \textcolor{black!10}{So.}", "Seen. So. Behind."),
        ("", r"A \colorbox{black}{In it.} \fcolorbox{red}{black}{In} b.", "A b. Behind."),
        ("", r"A \colorbox{black}{\color{white}Seen.} \colorbox{red}{So.}", "A Seen. So. Behind."),
        (r"\pagecolor{black}", r"\textcolor{white}{Seen.}", "Seen. Behind."),
        ("", r"\colorbox{black}{\textcolor{white}{Seen.}}", "Seen. Behind."),
        ("", r"{\color{white}In it. {\color{red}Seen.}}", "Seen. Behind."),
        ("", r"{\begin{center}\color{white}In it.\end{center} Seen.}", "Seen. Behind."),
        ("", "Seen.\n\\endinput\nIn it.", "Seen."),
        ("", "\\ifx\\a\\b\\endinput\\fi\nSeen.", "Seen. Behind."),
    ],
)
def test_what_nobody_sees_is_no_text(head: str, body: str, said: str) -> None:
    assert " ".join(words for _, words in _tell(_WHOLE % (head + "\n", body))) == said


def test_notes_of_slides_are_for_who_speaks() -> None:
    text = _WHOLE.replace("article", "beamer") % ("", r"A.\note<1>[item]{In it.} \note{In it.}")
    assert [words for _, words in _tell(text)] == ["A. Behind."]
    assert "In it." in " ".join(words for _, words in _tell(_WHOLE % ("", r"\note{In it.}")))
    text = _WHOLE.replace("article", "beamer") % (
        "",
        r"A \only<0>{In it.}\invisible{In it.}\invisible<1->{In}\uncover<2->{c.} \invisible<1>{d.} "
        r"\alert<0>{e.}\visible<beamer:0>{In} \alt<0>{In it.}{f.}"
        r"\begin{onlyenv}<0>In it.\end{onlyenv}\begin{frame}<0>{In}In it.\end{frame}",
    )
    assert [words for _, words in _tell(text)] == ["A c. d. e. f. Behind."]
    text = _WHOLE.replace("article", "beamer") % (
        "",
        r"A \textbf<3>{7} < 8. \begin{block}<2->{At six.} Go.\end{block}"
        r"\mode<handout>{In it.} \onslide<4> B. "
        r"\mode<article> In it. \mode<presentation> {C.}\begin{itemize}\item<1-> D.\end{itemize}",
    )
    assert [words for _, words in _tell(text)] == [
        *("A 7 < 8.", "At six. Go.", "B. C.", "D.", "Behind."),
    ]


def test_many_heads_of_a_long_table_cost_little() -> None:
    table = r"\begin{longtable}{l}" + "\\endhead\n" * 400 + r"a\\\end{longtable} Words of it."
    assert count_calls(lambda: _read(table)) < 200 * 400


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (r"\only<article>{In it.} \only<2-| handout:0>{A} \only<handout:0>{b.}", "A b."),
        (
            r"\begin{onlyenv}<article>In it.\end{onlyenv}\begin{uncoverenv}<2->A.\end{uncoverenv}",
            "A.",
        ),
        (r"\begin{itemize}\item<article> In it.\item<2-| alert@2> A.\end{itemize}", "A."),
        (r"\begin{frame}<1->[fragile]{Title}{Sub}A.\end{frame}", "A."),
        (r"\frame<1->{\frametitle{Title}A.}", "A."),
        (r"\if00 A.\else In it.\fi \if01 In it.\fi", "A."),
        (r"\def\sign{0}\if\sign1 In it.\else A.\fi", "A."),
        (r"\ifdefined\nothing In it.\else A.\fi", "A."),
        (r"\ifcsname nothing\endcsname In it.\else A.\fi", "A."),
        (r"\newcommand{\some}{x}\ifdefined\some A.\else In it.\fi", "A."),
        (r"\newcommand{\some}{x}\ifx\some\undefined In it.\else A.\fi", "A."),
        (r"\ifx\nothing\undefined A.\else In it.\fi", "A."),
    ],
)
def test_what_is_on_no_slide_or_below_an_unmet_condition_is_left_out(
    source: str, said: str
) -> None:
    text = f"\\documentclass{{beamer}}\n\\begin{{document}}\n{source}\n\\end{{document}}\n"
    article = read_article(text.encode(), "a.tex")[0]
    assert [article.text[p.start : p.end] for p in article.paragraphs] == [said]


def test_plain_tex_is_read_without_what_sets_it() -> None:
    text = (
        "\\magnification=1200 \\hsize=5in\n\\parskip=4pt plus 1pt "
        "\\tolerance=900\\hoffset=\\hsize\n"
        "\\font\\big=cmbx12 scaled \\magstep2 \\font\\small=cmr8\n"
        "\\centerline{\\big The Ferry}\n\\centerline{by Ada Pell}\n"
        "\\beginsection 2. Its {\\it day}\n\n"
        "It sails at \\hbox to 2in{ten\\hss}.\\vskip 3pt\n\\beginsection Night\\par It rests.\n"
        "\\bye\nNobody sees this."
    )
    article = _read(text)
    assert [(p.headings, article.text[p.start : p.end]) for p in article.paragraphs] == [
        ((), "The Ferry"),
        ((), "by Ada Pell"),
        (("2. Its day",), "It sails at ten."),
        (("Night",), "It rests."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\\def\\key#1#2{{\\tt #1}\\hfil #2\\break}\n\\key{f}{opens the gate}\n\\bye",
        "\\font\\big=cmbx12\n\\halign{#&#\\cr\nf&opens the gate\\cr\ng&shuts it\\cr\n}\n\\end",
        "\\magnification=1200\n\\settabs 2\\columns\n\\+ f & opens the gate\\cr\n\\bye",
        "\\def\\section#1{{\\bf #1}}\\newdimen\\wide \\section{Gates} They open.\\bye",
    ],
)
def test_plain_tex_with_a_program_of_its_own_is_not_read(text: str) -> None:
    with pytest.raises(ArticleError, match="is plain TeX with macros or tables of its own"):
        _read(text)


@pytest.mark.parametrize(
    "text",
    [
        "\\section{Gates}\n\\font\\big=cmbx12 \\def\\key#1{{\\big #1}}\nThey \\key{open} at six.\n",
        "\\begin{quote}\\newdimen\\wide\\font\\x=cmr8 They open at six.\\end{quote}",
        "They \\emph{open} at six.\\font\\x=cmr8 \\newdimen\\wide\n",
        "They open \\def\\at#1{at #1}\\at{six}.",
    ],
)
def test_a_part_of_a_document_in_latex_is_read(text: str) -> None:
    assert "They open at six." in [text for _, text in _tell(text)]


def test_a_command_whose_arguments_end_at_words_takes_none_of_the_text() -> None:
    text = "\\def\\gate#1;#2\\endgate{#1: #2}\n\n\\gate Northern; it is shut\\endgate{} at night."
    assert _tell(text)[0][1].startswith("Northern; it is shut")


def test_what_follows_a_command_of_the_file_itself_is_no_setting() -> None:
    tex = "\\beginsection Divers\n\n\\crewsize = 120 divers came.\\smallskip\n\\bye\n"
    assert "120 divers came." in parse_tex(tex)[1]
    tex = "\\beginsection Divers\n\n\\hsize=5 \\boxheight=2\\baselineskip Divers came.\n\\bye\n"
    assert parse_tex(tex)[1].endswith("Divers\n\nDivers came.")
