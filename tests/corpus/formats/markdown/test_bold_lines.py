"""Bold lines with a remark in brackets behind them."""

import pytest

from corpus.formats.markdown import parse_markdown


def read(markdown: str) -> list[tuple[tuple[str, ...], str]]:
    _, text, paragraphs = parse_markdown(markdown)
    return [(p.headings, text[p.start : p.end]) for p in paragraphs]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("**moor** (since `lock@4.0`)", "moor (since lock@4.0)"),
        ("__cast off__ (DEPRECATED)", "cast off (DEPRECATED)"),
        ("**Hauben** (ab 4. Mai)", "Hauben (ab 4. Mai)"),
    ],
)
@pytest.mark.parametrize("mark", ["*", "-"])
def test_it_heads_the_list_below_it(line: str, heading: str, mark: str) -> None:
    markdown = (
        f"# Lock\n\n{line}\n{mark} Runs before the gate opens.\n\n**shut**\n{mark} Runs last.\n"
    )
    assert read(markdown) == [
        ((heading,), "Runs before the gate opens."),
        (("shut",), "Runs last."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "**moor** (since 4.0) is new",
        "**moor** and (since 4.0)",
        "**moor**: (since 4.0)",
        "**moor** ([since](b.md) **4.0**)",
        "**moor** (since 4.0, where the second of the two gates was built)",
        "**moor.** and (since 4.0)\n**shut** (since 5.0)",
    ],
)
def test_other_lines_stay_words(line: str) -> None:
    assert read(f"# Lock\n\n{line}\n\n* It runs.\n")[-1] == ((), "It runs.")


def test_it_heads_nothing_above_running_text_or_where_it_comes_again() -> None:
    assert read("# Lock\n\n**moor** (since 4.0)\n\nIt runs.\n")[-1] == ((), "It runs.")
    again = "**Overall** (good)\n\n- It runs.\n\n" * 3
    assert {headings for headings, _ in read(f"# Lock\n\n{again}")} == {()}


def test_beside_labels_it_is_a_label() -> None:
    labels = "**Repairs**\n\n- It shuts.\n\n" * 3
    markdown = f"# Lock\n\n**Changes** (small ones)\n\n- It opens.\n\n{labels}"
    assert {headings for headings, _ in read(markdown)} == {()}
