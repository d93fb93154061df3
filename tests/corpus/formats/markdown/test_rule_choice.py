"""Rules chosen by a character find what all rules asked one after the other find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from corpus.formats.markdown.parser import make_all_asking_parser
from corpus.formats.markdown.rule_choice import choose_rules

_PIECES = (
    *(
        "a ",
        "word",
        "\n",
        "\n\n",
        "    ",
        "  ",
        "\t",
        "1. ",
        "- ",
        "+ ",
        "* ",
        "> ",
        "# ",
        "=",
        "-",
    ),
    *("---\n", "***\n", "```\n", "~~~\n", "~~", "**", "*", "_", "`", "[", "](", ")", "![", "[^1]"),
    *("[^1]: ", "[a]: /u\n", "<b>", "<div>\n", "<!-- ", "-->", "<http://a.b>", "&amp;", "&", "\\"),
    *("|a|b|\n|-|-|\n", "|", ": ", "~ ", '!!! note "a"\n', "??? note\n", ":::tip\n", ":::\n"),
    *(
        "%% ",
        "%%\n",
        "{# ",
        "#}",
        "{{",
        "}}",
        "{% code %}\n",
        "{% endcode %}\n",
        "$$\n",
        "$",
        ":a:",
    ),
    *(
        "import a from 'b'\n",
        "\\newpage\n",
        "(a)=\n",
        "export const a\n",
        "==",
        "^[",
        "^ab\n",
        "![",
    ),
    *("[[a|b]]", "![[a]]", "{.a}", "{a}`b`", "[a]({% b %})", "ex", "i", "e", "(", "é", "。"),
)


def _dump(parser: MarkdownIt, text: str) -> list[str]:
    return [str(token.as_dict()) for token in parser.parse(text)]


_ALL_ASKING = make_all_asking_parser()
_CHOOSING = make_all_asking_parser()
choose_rules(_CHOOSING)


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_the_same_is_found(text: str) -> None:
    assert _dump(_CHOOSING, text) == _dump(_ALL_ASKING, text)


@pytest.mark.parametrize("mark", "`~>*+-_9[<#!?%{:$ie\\(^&=\n |é")
def test_what_each_mark_begins_is_found(mark: str) -> None:
    for text in (mark, mark * 3, f"a\n{mark} b\n", f"{mark * 2}a{mark * 2} b", f"{mark}\n\n{mark}"):
        assert _dump(_CHOOSING, text) == _dump(_ALL_ASKING, text)


def test_a_rule_that_is_not_named_is_always_asked() -> None:
    asked: list[str] = []

    def read_line(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        asked.append("line")
        return False

    def read_mark(state: StateInline, silent: bool) -> bool:
        asked.append("mark")
        return False

    parser = MarkdownIt("commonmark")
    parser.block.ruler.before("paragraph", "own", read_line)
    parser.inline.ruler.before("text", "own", read_mark)
    choose_rules(parser)
    parser.parse("Words.")
    assert asked == ["line", "mark"]
