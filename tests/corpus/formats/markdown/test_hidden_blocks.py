"""Blocks between a tag that hides them and its end, with blank lines within."""

import pytest

from corpus.formats.markdown import parse_markdown


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Oars.\n\n<div hidden>\n\nNo.\n\n</div>\n\nSails.", "Oars.\n\nSails."),
        ("Oars.\n\n<div style='opacity:0'>\n\n## No\n\n- no\n</div>\n\nSails.", "Oars.\n\nSails."),
        ("Oars.\n\n<template>\n\nNo.\n\n</template>\n\nSails.", "Oars.\n\nSails."),
        ("Oars.\n\n<del>\n\nNo.\n\n</del>\n\nSails.", "Oars.\n\nSails."),
        ("<div hidden>\n\nNo.\n\n<div>\n\nNo.\n\n</div>\n\nNo.\n\n</div>\n\nSails.", "Sails."),
        ("<div>\n<svg>\n\n<desc>No.</desc> No.\n\n</svg>\n</div>\n\nSails.", "Sails."),
        ("<div hidden>\n\nNo.\n\n<p>No.</p>\n</div>\nSails.", "Sails."),
        ("> <div hidden>\n>\n> No.\n>\n> </div>\n>\n> Sails.", "Sails."),
        ("<div hidden>\n\nNo[^1].\n\n</div>\n\nSails.\n\n[^1]: No.", "Sails."),
    ],
)
def test_they_are_left_out(markdown: str, text: str) -> None:
    assert parse_markdown(markdown)[1] == text


@pytest.mark.parametrize(
    "markdown",
    [
        "<div>\n\nOars.\n\n</div>",
        "<div hidden>\n\nOars.",
        "<!-- <div hidden> -->\n\nOars.\n\n</div>",
        "<div hidden></div>\n\nOars.\n\n</div>",
        "<details>\n\nOars.\n\n</details>",
        "> <div hidden>\n\nOars.\n\n</div>",
    ],
)
def test_what_is_seen_stays(markdown: str) -> None:
    assert parse_markdown(markdown)[1] == "Oars."
