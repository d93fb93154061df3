"""The structure of Markdown: headings, blocks, lists, tables, HTML, interviews."""

import pytest

from corpus.article import ArticleError
from corpus.formats.markdown import parse_markdown
from tests.support.paths import DATA

ARTICLES = DATA / "articles"


def outline(markdown: str) -> list[tuple[tuple[str, ...], str | None, str]]:
    """The headings, the speaker and the text of each paragraph."""
    _, text, paragraphs = parse_markdown(markdown)
    return [(p.headings, p.speaker, text[p.start : p.end]) for p in paragraphs]


def contents(markdown: str) -> list[str]:
    return [content for _, _, content in outline(markdown)]


def test_takes_markup_off() -> None:
    assert contents((ARTICLES / "markup.md").read_text(encoding="utf-8")) == [
        "The harbour bridge will close for six weeks from Monday, the city council said on "
        "Tuesday.",
        "1932 | Built",
        "1988 | Repaired",
        "Reasons:",
        "money",
        "loans",
        "taxes",
        "time",
        "A second paragraph of the item.",
        "one",
        "two",
        "A quote block goes on.",
        'print("hi")',
        "Some html text",
        "Ends here.",
        "A note.",
    ]


@pytest.mark.parametrize(
    "title", ["# The *bridge*\n", "The bridge\n==========\n", "# The bridge #\n"]
)
def test_the_first_heading_of_the_first_level_is_the_title(title: str) -> None:
    markdown = f"{title}\nOld.\n\n## History\n\nLong.\n\n### Early\n\nShort.\n\n## Now\n\nClosed."
    assert parse_markdown(markdown)[0].title == "The bridge"
    assert outline(markdown) == [
        ((), None, "Old."),
        (("History",), None, "Long."),
        (("History", "Early"), None, "Short."),
        (("Now",), None, "Closed."),
    ]


def test_a_later_heading_is_no_title() -> None:
    metadata, _, paragraphs = parse_markdown("Text.\n\n# Late\n\nMore.")
    assert metadata.title is None
    assert [p.headings for p in paragraphs] == [(), ("Late",)]


def test_a_paragraph_above_a_stray_row_of_hyphens_is_no_heading() -> None:
    markdown = "The bridge is old. " * 20 + "\n---\n\nText."
    assert parse_markdown(markdown)[0].title is None
    assert contents(markdown) == [("The bridge is old. " * 20).strip(), "Text."]


def test_joins_hard_wrapped_lines() -> None:
    assert contents("The bridge\nis old  \nand long.") == ["The bridge is old and long."]
    assert contents("桥很旧，\n也很长。") == ["桥很旧，也很长。"]


def test_blocks_are_apart_by_a_blank_line() -> None:
    assert parse_markdown("# A\n\nB\n\n- c\n- d\n\nE\n")[1] == "A\n\nB\n\nc\nd\n\nE"


def test_broken_html_keeps_its_text() -> None:
    assert contents("<div>\nBefore <![“ after\n</div>") == ["Before <![“ after"]


def test_tables_of_empty_cells_are_refused() -> None:
    """A row of two characters is filled up to the width of the first one."""
    table = "|" + "a|" * 250 + "\n|" + "-|" * 250 + "\n" + "|\n" * 250 + "\n"
    with pytest.raises(ArticleError, match="more cells than text"):
        parse_markdown(table * 4)


def test_scripts_are_no_text() -> None:
    assert contents("<div><script>alert(1)</script>Shown</div>") == ["Shown"]


@pytest.mark.parametrize(
    "markdown",
    [
        "**Jane Doe:** How long?\n\n**Mayor:** Six weeks.\n\n**Jane Doe:** Who?\n\n**Mayor:** Us.",
        "**Jane Doe**: How long?\n**Mayor**: Six weeks.\n**Jane Doe**: Who?\n**Mayor**: Us.",
        "- Jane Doe: How long?\n- Mayor: Six weeks.\n- Jane Doe: Who?\n- Mayor: Us.",
        "Jane Doe: How long?<br>Mayor: Six weeks.<br>Jane Doe: Who?<br>Mayor: Us.",
        "> Jane Doe: How\n> long?\n\n> Mayor: Six weeks.\n\n> Jane Doe: Who?\n\n> Mayor: Us.",
    ],
)
def test_each_turn_of_an_interview_is_a_paragraph(markdown: str) -> None:
    assert outline(markdown) == [
        ((), "Jane Doe", "How long?"),
        ((), "Mayor", "Six weeks."),
        ((), "Jane Doe", "Who?"),
        ((), "Mayor", "Us."),
    ]


@pytest.mark.parametrize("rule", ["---", "―――――", "— — —", "—", "§", ". . ."])
def test_nobody_says_what_stands_below_a_rule(rule: str) -> None:
    turns = "Jane Doe: How long?\n\nMayor: Six weeks.\n\nJane Doe: Who?\n\nMayor: Us.\n\nAll of us."
    said = outline(f"{turns}\n\n{rule}\n\nThe bridge is old.\n\nVery.")
    assert [speaker for _, speaker, _ in said[3:]] == ["Mayor", "Mayor", None, None]


@pytest.mark.parametrize("markdown", ["", "***", "# Only\n\n## headings", "<!-- a comment -->"])
def test_markdown_without_paragraphs(markdown: str) -> None:
    assert parse_markdown(markdown)[2] == ()
