"""Questions and answers that a page tells apart."""

from corpus.formats.html import read_page


def test_the_accepted_answer_stands_first() -> None:
    answers = "".join(
        f"<div itemprop='{kind}Answer'><p>{text}</p></div> and "
        for kind, text in (
            ("suggested", "It never opens in winter."),
            ("suggested", "Ask the keeper of it."),
            ("accepted", "The bridge opens at nine."),
        )
    )
    question = "<h1>The bridge</h1><p>When does the bridge open in winter?</p>"
    page = f"<body><div itemtype='https://schema.org/Question'>{question}{answers}</div></body>"
    assert read_page(page.encode(), "a.html").text.split("\n\n")[1:5] == [
        "When does the bridge open in winter?",
        "The bridge opens at nine.",
        "and",
        "It never opens in winter.",
    ]


def test_a_question_of_docbook_heads_its_answer_alone() -> None:
    def ask(number: str, asked: str, said: str) -> str:
        return (
            f'<tr class="question"><td><a name="q{number}"></a><b>{number}</b></td>'
            f'<td>{asked}</td></tr><tr class="answer"><td></td><td><p>{said}</p></td></tr>'
        )

    page = (
        '<body><div class="qandaset"><dl><dt>1.1. <a href="#q1">How do I paint a boat?</a></dt>'
        '</dl><table><tr class="qandadiv"><td colspan="2"><h3>1. Boats</h3></td></tr>'
        '<tr class="toc"><td colspan="2">1.1. <a href="#q1">How do I paint a boat?</a></td></tr>'
        + ask("1.1.", "<b>How do I paint a boat?</b>", "With a brush, in spring.")
        + ask("1.2.", "<b>My boat leaks, and its <i>hull</i> is whole.</b>", "Look at the pump.")
        + ask("1.3.", "<p>It says this:</p><pre>no oars</pre>", "Then somebody took them.")
        + "</table></div>"
    )
    content = read_page(f"{page}<p>The yard is shut.</p></body>".encode(), "a.html")
    said = {content.text[p.start : p.end]: p.headings for p in content.paragraphs}
    assert said == {
        "With a brush, in spring.": (
            "1. Boats",
            "1.1. How do I paint a boat?",
        ),
        "Look at the pump.": (
            "1. Boats",
            "1.2. My boat leaks, and its hull is whole.",
        ),
        "no oars": (
            "1. Boats",
            "1.3. It says this:",
        ),
        "Then somebody took them.": (
            "1. Boats",
            "1.3. It says this:",
        ),
        "The yard is shut.": (),
    }


def test_rows_that_are_called_questions_without_answers_are_those_of_a_table() -> None:
    page = (
        '<body><p>Of the year:</p><table><tr class="question"><td>1</td><td>Who rows?</td></tr>'
        '<tr class="question"><td>2</td><td>Who steers?</td></tr></table></body>'
    )
    content = read_page(page.encode(), "a.html")
    assert [content.text[p.start : p.end] for p in content.paragraphs] == [
        *("Of the year:", "1 | Who rows?", "2 | Who steers?"),
    ]
