"""Answers that a page's microdata tell."""

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
