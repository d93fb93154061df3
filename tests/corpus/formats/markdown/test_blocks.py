"""What a block is, and what it is not understood without."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import check_context
from corpus.formats.markdown import parse_markdown

Outline = list[tuple[str, str, list[str]]]


def outline(markdown: str) -> Outline:
    """The kind, the text and the context of each paragraph."""
    _, text, paragraphs = parse_markdown(markdown)
    return [
        (p.kind, text[p.start : p.end], [text[start:end] for start, end in p.context])
        for p in paragraphs
    ]


def headings(markdown: str) -> list[tuple[tuple[str, ...], str]]:
    _, text, paragraphs = parse_markdown(markdown)
    return [(p.headings, text[p.start : p.end]) for p in paragraphs]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (
            "Bring:\n\n- a rope\n- two\n  hooks\n",
            [
                ("prose", "Bring:", []),
                ("list", "a rope", ["Bring:"]),
                ("list", "two hooks", ["Bring:"]),
            ],
        ),
        (
            "- Tools:\n  - saw\n  - axe\n- Wood\n\n  of oak",
            [
                ("list", "Tools:", []),
                ("list", "saw", ["Tools:"]),
                ("list", "axe", ["Tools:"]),
                ("list", "Wood", []),
                ("list", "of oak", ["Wood"]),
            ],
        ),
        (
            "- [ ] Sweep\n- [x] Dust",
            [("list", "Sweep", []), ("list", "Dust", [])],
        ),
        (
            "Run this:\n\n```sh\nmake a\n\n  make b\n```\n",
            [("prose", "Run this:", []), ("code", "make a\n\n  make b", ["Run this:"])],
        ),
        (
            "1. Build:\n\n   ```\n   make\n   ```\n2. Go",
            [("list", "Build:", []), ("code", "make", ["Build:"]), ("list", "Go", [])],
        ),
        (
            "Fees:\n\n| Day | Fee |\n|---|---|\n| Mon | 3 |\n| Tue | |\n",
            [
                ("prose", "Fees:", []),
                ("table", "Mon | 3", ["Fees:", "Day | Fee"]),
                ("table", "Tue", ["Fees:", "Day | Fee"]),
            ],
        ),
        (
            "<table><tr><th>Day</th><th>Fee</th></tr>\n<tr><td>Mon<td>3<br>or 4</table>",
            [("table", "Mon | 3 or 4", ["Day | Fee"])],
        ),
        (
            "`-q`\n: Says less.\n\n`-v`, `-w`\n: Says more.\n: Twice more.",
            [("term", "-q\nSays less.", []), ("term", "-v, -w\nSays more.\nTwice more.", [])],
        ),
        (
            "Two options\n\n`-q`\n: Says less.\n\n  In all.\n\n`-v`\n: Says more.",
            [
                ("prose", "Two options", []),
                ("term", "-q\nSays less.", ["Two options"]),
                ("prose", "In all.", ["Two options", "-q\nSays less."]),
                ("term", "-v\nSays more.", ["Two options"]),
            ],
        ),
        (
            "The crane is high,\\\nthe boat is dry,\\\nand nobody knows why.",
            [("prose", "The crane is high,\nthe boat is dry,\nand nobody knows why.", [])],
        ),
        ("The crane is high,\\\nso they say.", [("prose", "The crane is high, so they say.", [])]),
        ("He wrote:\n\n> No.", [("prose", "He wrote:", []), ("prose", "No.", ["He wrote:"])]),
    ],
)
def test_blocks_know_what_leads_up_to_them(markdown: str, expected: Outline) -> None:
    assert outline(markdown) == expected


@pytest.mark.parametrize(
    "markdown",
    [
        "The roof leaks.[^a] It rains.\n\nLater.\n\n[^a]: Since\n    May.",
        "The roof leaks.[^1] It rains.\n\n[^1]: Since May.\n\nLater.",
        "The roof leaks.^[Since May.] It rains.\n\nLater.",
    ],
)
def test_a_footnote_stands_below_what_cites_it(markdown: str) -> None:
    assert outline(markdown) == [
        ("prose", "The roof leaks. It rains.", []),
        ("prose", "Since May.", ["The roof leaks. It rains."]),
        ("prose", "Later.", []),
    ]


@pytest.mark.parametrize(
    "markdown",
    [
        "> [!note] Wet paint\n> Do not sit.\n\nEnd.",
        '!!! note "Wet paint"\n    Do not sit.\n\nEnd.',
        "??? tip Wet paint\n\n    Do not sit.\n\nEnd.",
        ":::tip Wet paint\nDo not sit.\n:::\n\nEnd.",
        ":::note[Wet paint]\n\nDo not sit.\n\n:::\nEnd.",
        '=== "Wet paint"\n\n    Do not sit.\n\nEnd.',
        "```{admonition} Wet paint\n:class: tip\nDo not sit.\n```\n\nEnd.",
        "<details><summary>Wet paint</summary>\n\nDo not sit.\n\n</details>\n\nEnd.",
    ],
)
def test_the_title_of_an_aside_is_a_heading_as_far_as_it_goes(markdown: str) -> None:
    assert headings(markdown) == [(("Wet paint",), "Do not sit."), ((), "End.")]


@pytest.mark.parametrize("mark", ["> [!WARNING]\n> ", "!!! warning\n    ", "::: warning\n"])
def test_an_aside_without_a_title_has_none(mark: str) -> None:
    assert headings(f"{mark}Do not sit.\n") == [((), "Do not sit.")]


@pytest.mark.parametrize(
    "comment",
    [
        "%% the key\n\nis here %%",
        "%%\nthe key\n\nis here\n%%",
        "{/* the key\n\nis here */}",
        "{% comment %}\nthe key\n\nis here\n{% endcomment %}",
        "{{/* the key */}}",
        "<!-- the key\n\nis here -->",
        "%% the key is never closed",
        'import Key from "./key";\nimport "x";',
        "(the-key)=",
        "\\newpage",
        "export const key = {\n  a: 1,\n};",
    ],
)
def test_what_is_hidden_is_left_out(comment: str) -> None:
    _, text, _ = parse_markdown(f"Seen.\n\n{comment}\n\nToo.")
    assert text == "Seen.\n\nToo."


@pytest.mark.parametrize("comment", ["%% the\n\nkey %%", "{/* the\nkey */}", "%% the key %%"])
def test_what_follows_a_comment_stays(comment: str) -> None:
    assert parse_markdown(f"Seen.\n\n{comment} Too.")[1] == "Seen.\n\nToo."


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**Who pays?**\n\nWe do.", [(("Who pays?",), "We do.")]),
        ("**Who pays?**\nWe do.", [(("Who pays?",), "We do.")]),
        ("## Prices[¶](#prices)\n\nTwo.", [(("Prices",), "Two.")]),
        ("**Prices**\n\nTwo.", [(("Prices",), "Two.")]),
        ("**Mind the step.**\n\nTwo.", [((), "Mind the step."), ((), "Two.")]),
        ("Old.\n\n**Prices**", [((), "Old."), ((), "Prices")]),
        (
            "**Table 2. Prices**\n\n| a | b |\n|--|--|\n| c | d |\n\nTwo.",
            [((), "Table 2. Prices"), ((), "c | d"), ((), "Two.")],
        ),
        ("- **Why?**\n  So.", [((), "Why?"), ((), "So.")]),
        ("**-v**\n\nSays.\n\n**--id**\n\nTells.", [(("-v",), "Says."), (("--id",), "Tells.")]),
        (
            "**-v**\n\nSays.\n\n**--id**=*N*\n\nTells.",
            [((), "-v"), ((), "Says."), ((), "--id=N"), ((), "Tells.")],
        ),
    ],
)
def test_bold_lines_that_head_something(
    markdown: str, expected: list[tuple[tuple[str, ...], str]]
) -> None:
    assert headings(markdown) == expected


@pytest.mark.parametrize(
    "markdown",
    [
        "## The gate is never locked at night.\n\n## Fees\n\nTwo.",
        "The gate is never\nlocked at night.\n---\n\n## Fees\n\nTwo.",
    ],
)
def test_a_heading_hides_no_paragraph(markdown: str) -> None:
    found = headings(markdown)
    assert found == [((), "The gate is never locked at night."), (("Fees",), "Two.")]


def test_a_table_of_contents_is_not_quoted() -> None:
    markdown = "[TOC]\n\n- [Fees](#fees)\n  - [Days](#days)\n- [Site](https://x.org)\n"
    assert outline(markdown) == [("list", "Site", [])]


def test_code_of_generators_is_code() -> None:
    markdown = "So:\n\n{% highlight sh %}\n# run {{ x }}\nmake\n{% endhighlight %}\n"
    assert outline(markdown)[1:] == [("code", "# run {{ x }}\nmake", ["So:"])]
    assert outline("```{note}\nMind *it*.\n```") == [("prose", "Mind it.", [])]
    assert outline("$$\na * b * c\n$$") == [("code", "$$\na * b * c\n$$", [])]


@pytest.mark.parametrize("fence", ["```", ":::"])
@pytest.mark.parametrize(
    ("argument", "title"),
    [
        ("{versionadded} 3.2", "Added in version 3.2"),
        ("{versionchanged} 12", "Changed in version 12"),
        ("{versionremoved} v2-beta", "Removed in version v2-beta"),
        ("{deprecated} 4.0.1", "Deprecated since version 4.0.1"),
        ("{deprecated-removed} 4.0 5.1", "Deprecated since version 4.0, removed in version 5.1"),
    ],
)
def test_what_a_version_brought_is_a_heading(fence: str, argument: str, title: str) -> None:
    below = f"{fence}{argument}\nThe gate *opens* by itself.\n{fence}\n\nFar off.\n"
    assert headings(below) == [((title,), "The gate opens by itself."), ((), "Far off.")]
    beside = f"{fence}{argument} The gate *opens*.\nIt shuts.\n{fence}\n\nFar off.\n"
    found = headings(beside)
    assert found == [((title,), "The gate opens."), ((title,), "It shuts."), ((), "Far off.")]
    assert headings(f"Near.\n\n{fence}{argument}\n{fence}\n\nFar off.\n") == [
        ((), "Near."),
        ((), "Far off."),
    ]


_MARKS = "*-> |#`~=:![](){}%$^_<\n\t"
_PIECES = st.sampled_from(
    [
        *_MARKS,
        *("\n\n", "1. ", "---", "```", ":::", "!!!", "%%", "[[", "]]", "{{", "}}", "[^1]", "[^1]:"),
        *("<td>", "<li>", "<table>", "<details>", "</details>", "<summary>", "<pre>", "|---|"),
        *("word ", "two. ", "Three? "),
    ]
)


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_whatever_it_holds_the_spans_are_in_the_text(markdown: str) -> None:
    _, text, paragraphs = parse_markdown(markdown)
    end = 0
    for paragraph in paragraphs:
        assert end <= paragraph.start < paragraph.end <= len(text)
        assert text[paragraph.start : paragraph.end].strip()
        check_context(paragraph.context, (paragraph.start, paragraph.end), len(text))
        end = paragraph.end


_WORD = st.from_regex(r"[a-z]{3,8}", fullmatch=True)
_WORDS = st.lists(_WORD, min_size=1, max_size=6).map(" ".join)
_FRAMES = st.sampled_from(
    [
        *("{}", "# {}", "- {}", "1. {}", "> {}", "```\n{}\n```", "**{}**", "t\n: {}", "==a {}=="),
        *("<div>{}</div>", "<table><tr><td>{}</td></tr></table>", "<ul><li>{}</li></ul>"),
        *(":::tip\n{}\n:::", "!!! note\n    {}", "[{}](http://x.org)", "{}\n==="),
        *("x[^q]\n\n[^q]: {}", "| {} | b |\n|---|---|\n| a | c |"),
    ]
)


@given(st.lists(st.tuples(_FRAMES, _WORDS), max_size=8))
def test_no_word_is_lost(blocks: list[tuple[str, str]]) -> None:
    _, text, _ = parse_markdown("\n\n".join(frame.format(words) for frame, words in blocks))
    for _, words in blocks:
        assert words in text


def test_a_title_of_a_callout_behind_a_backslash_is_words() -> None:
    assert outline("> \\[!NOTE] is written so.") == [("prose", "[!NOTE] is written so.", [])]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("## [1.2.0](https://e.example/1.2.0) - 2026-10-27 ## {: #v1.2.0 }", "1.2.0 - 2026-10-27"),
        ("### The lock ### {#lock .wide}", "The lock"),
        ("## The gate # { .gate }", "The gate"),
        ("## Locks in C# {#c}", "Locks in C#"),
        (r"## The sign \# {#sign}", "The sign #"),
        ("## Gate ## 4", "Gate ## 4"),
        ("## Gate ## {4}", "Gate ## {4}"),
    ],
)
def test_a_heading_ends_before_the_marks_that_close_it(line: str, expected: str) -> None:
    assert headings(f"# Canal\n\n{line}\n\nIt is open.\n") == [((expected,), "It is open.")]


@pytest.mark.parametrize("code", ["```{cli}\n$ moor\n```\n", "    $ moor\n", "~~~\n$ moor\n~~~\n"])
def test_a_footnote_stands_below_the_code_that_what_cites_it_leads_up_to(code: str) -> None:
    markdown = f"Moor[^a] it.\n\n{code}\nIt is shut.\n\n[^a]: With a rope.\n"
    assert outline(markdown) == [
        ("prose", "Moor it.", []),
        ("code", "$ moor", ["Moor it."]),
        ("prose", "With a rope.", ["Moor it."]),
        ("prose", "It is shut.", []),
    ]


def test_a_footnote_stands_above_what_its_paragraph_does_not_lead_up_to() -> None:
    note = "```{note}\nIt is old.\n```\n"
    for below, words in (
        ("- a rope\n", "a rope"),
        (note, "It is old."),
        ("It shuts.\n", "It shuts."),
    ):
        texts = [text for _, text, _ in outline(f"Moor[^a].\n\n{below}\n[^a]: Tom says.\n")]
        assert texts == ["Moor.", "Tom says.", words]
    two = "Moor[^a].\n\n```\none\n```\n\n```\ntwo\n```\n\n[^a]: Tom says.\n"
    assert [text for _, text, _ in outline(two)] == ["Moor.", "one", "two", "Tom says."]
