"""What Obsidian, its plug-ins, Logseq and Jekyll write for themselves is not quoted."""

import pytest

from corpus.article import ArticleError
from corpus.formats.markdown import parse_markdown, read_markdown

ID = "64f1a2b3-1111-2222-3333-444455556666"


def quoted(markdown: str) -> list[str]:
    _, text, paragraphs = parse_markdown(markdown)
    return [text[p.start : p.end] for p in paragraphs]


@pytest.mark.parametrize(
    ("markdown", "paragraphs"),
    [
        ("#port #port/crane\n\nThe crane stands.", ["The crane stands."]),
        ("#port\nThe crane stands.\nTags: #end, #fin", ["The crane stands."]),
        ("The crane stands.\n\nKeywords:: #日本 #été", ["The crane stands."]),
        ("- #todo\n- Oil it #todo", ["Oil it #todo"]),
        ("#1234\n\nIt is mended.", ["#1234", "It is mended."]),
        ("\\#port\n\nIt is mended.", ["#port", "It is mended."]),
        ("Tags: none of these", ["Tags: none of these"]),
        ("Do this #now please", ["Do this #now please"]),
        ("It is.\n\n```dataview\nTABLE x\n```", ["It is."]),
        ("It is.\n\n```dataviewjs\ndv.list()\n```", ["It is."]),
        ("It is.\n\n```query\ntag:#port\n```", ["It is."]),
        ("It is.\n\n```query\n{ pier { name } }\n```", ["It is.", "{ pier { name } }"]),
        ("It is.\n\n```python\ntasks = 1\n```", ["It is.", "tasks = 1"]),
        ("Count `= this.file.name` and `$= dv.x()` end.", ["Count and end."]),
        ("Write `= 1` in a cell.", ["Write = 1 in a cell."]),
        (f"- The pier\n  id:: {ID}\n  collapsed:: true", ["The pier"]),
        ("Use `{% raw %}{{ x }}{% endraw %}` here.", ["Use {{ x }} here."]),
        ("Use `{% raw %}` and `{% endraw %}`.", ["Use {% raw %} and {% endraw %}."]),
        ("```\n{% raw %}{{ x }}{%- endraw -%}/y\n```", ["{{ x }}/y"]),
        ("Owner:: Mary Flint", ["Owner:: Mary Flint"]),
    ],
)
def test_marks_of_programs_are_left_out(markdown: str, paragraphs: list[str]) -> None:
    assert quoted(markdown) == paragraphs


def test_a_drawing_is_no_article() -> None:
    drawing = b"---\nexcalidraw-plugin: parsed\n---\n# Data\n\nHello there\n"
    with pytest.raises(ArticleError, match="Excalidraw"):
        read_markdown(drawing, "a.md")


@pytest.mark.parametrize("closing", ["{:/comment}", "{:/}"])
def test_comments_of_kramdown_are_left_out(closing: str) -> None:
    assert quoted(f"One.\n\n{{::comment}}\nHidden.\n\nToo.\n{closing}\n\nTwo.") == ["One.", "Two."]


@pytest.mark.parametrize("line", ["private:: yes", "- draft:: true", "[publish:: no]"])
def test_a_note_that_says_so_within_is_not_published(line: str) -> None:
    with pytest.raises(ArticleError, match="draft"):
        parse_markdown(f"# The pier\n\n{line}\n\nIt is mended.\n")
    assert quoted("status:: open\n\nIt is mended.")[-1] == "It is mended."
