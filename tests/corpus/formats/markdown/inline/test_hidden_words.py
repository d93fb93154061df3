"""Comments over several lines that begin within one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.markdown import parse_markdown
from corpus.formats.markdown.inline.hidden_words import leave_out_hidden_words


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("The weir is old. %% ask Ida\n\nwhen %%\n\nIt leaks.", "The weir is old.\n\nIt leaks."),
        ("- Oars %%\n\nhow many?\n\n%%\n- Sails", "Oars\nSails"),
        ("# Weir\n\nIt leaks. %% no\n\n# Not yet\n\nmore %%", "Weir\n\nIt leaks."),
        ("The weir leaks. %%\nask Ida\n%% It is old.", "The weir leaks. It is old."),
        ("The weir leaks. %% ask\nIda\n%%", "The weir leaks."),
        ("> Oars. %%\n> how many?\n> %%\n> Sails.", "Oars. Sails."),
        ("It leaks.%%\nask Ida\n%%\n\nNow,%% no %% yes.", "It leaks.\n\nNow, yes."),
        ("It %% no %% leaks. %%\nask\n%%\n\nIt is old.", "It leaks.\n\nIt is old."),
        ("水車漏水%%問\n\n伊達%%\n\n是", "水車漏水\n\n是"),
        ("It %%leaks\n\n, says Ida.%% is old.", "It is old."),
        ("Один %% два\n\nтри\n%%\n\nчетыре", "Один\n\nчетыре"),
    ],
)
def test_it_is_left_out(markdown: str, text: str) -> None:
    assert parse_markdown(markdown)[1] == text


@pytest.mark.parametrize(
    "markdown",
    [
        "A sign of %% is two.\n\nSo it %% is here.",
        "Write `a %% b`.\n\nAnd `c %%`",
        "```\na %% b\n\nc %%\n```",
        "    a %% b\n\n    c %%",
        "It is 50%%\nor so\n%% or 60.",
        "Write %%Y-%%m-%%d here.\n\nIt is full. %%",
        "It is %%d here.\n\nIt is full%% there.",
        "It is 50 %% or so.\n\nNothing else.",
        "A mark %% here.\n\n" + "Far away. " * 300 + "\n\nAnother %%",
    ],
)
def test_what_only_looks_like_it_stays(markdown: str) -> None:
    assert leave_out_hidden_words(markdown) == markdown


@given(st.lists(st.sampled_from(["a ", "%%", " %% ", "\n", "\n\n", "```\n", "`"])).map("".join))
def test_only_whole_comments_go(markdown: str) -> None:
    left = leave_out_hidden_words(markdown)
    assert (markdown.count("%%") - left.count("%%")) % 2 == 0 or "%%%" in markdown
    assert left.count("a") <= markdown.count("a")
