"""What a site says below each of its texts is no text."""

import time

import pytest

from corpus.formats.html import read_page

TEXT = (
    "<p>The lock is deep, and the water in it rises by three metres within ten minutes, so that "
    "ropes have to be long, and the boats wait in a row along the northern wall of the basin.</p>"
)


def list_said(html: str) -> list[str]:
    page = f"<title>Locks</title><main><article><h1>Locks</h1>{TEXT}{html}</article></main>"
    content = read_page(page.encode(), "a.html")
    return [content.text[p.start : p.end] for p in content.paragraphs][1:]


@pytest.mark.parametrize(
    "html",
    [
        "<div><h3>Was this page helpful?</h3><p>Yes No</p><p>Thanks for your feedback!</p></div>",
        "<p>Was this article helpful? <a href=/y>Yes</a> <a href=/n>No</a></p>",
        "<p>War diese Seite hilfreich?</p>",
        "<p>Была ли эта страница полезна?</p>",
        "<hr><p>© 2024 Harbour Ltd. All rights reserved.</p>",
        "<p>Copyright © 2011 The builders. Licensed under the terms of the harbour.</p>",
        "<p>Last updated 2024-03-05 UTC.</p><p><a href=/e>Edit this page on GitHub</a></p>",
        "<p>Except as otherwise noted, the content of this page is licensed under the <a href=x>"
        "Creative Commons Attribution 4.0 License</a>.</p>",
        "<p>Text is available under the Creative Commons Attribution-ShareAlike License.</p>",
        "<p>This website uses cookies to ensure you get the best of it. <a href=/p>More</a></p>",
        "<p>Built with <a href=x>Sphinx</a> using a theme.</p>",
        "<h3>Leave a Reply</h3><p>Your email address will not be published. Required: *</p>",
        "<p>Posted in <a href=/c>News</a>, tagged <a href=/t>pier</a></p><p>Back to top</p>",
    ],
)
def test_what_stands_below_each_text_of_a_site_is_left_out(html: str) -> None:
    assert list_said(html) == []


@pytest.mark.parametrize(
    "said",
    [
        "Was this page of the logbook written by the captain of the ferry?",
        "Was this lock helpful? The fishermen say that it was.",
        "We use cookies for the children who wait at the lock. They are baked on Fridays.",
        "Last edited volumes stand on the shelf.",
        "Yes.",
        "The content is what boats carry, under a licence.",
    ],
)
def test_what_only_sounds_like_it_stays_above_other_text(said: str) -> None:
    assert list_said(f"<p>{said}</p>{TEXT}")[0] == said


def test_a_page_of_nothing_else_keeps_it() -> None:
    page = "<title>Rights</title><h1>Rights</h1><p>© 2024 Harbour Ltd. All rights reserved.</p>"
    assert "Harbour Ltd." in read_page(page.encode(), "a.html").text


def test_long_lines_at_the_end_cost_no_more_than_others() -> None:
    begun = time.process_time()
    list_said(f"<p>{'copyright (c) ' * 20}</p>" * 12 + f"<p>{'was this page ' * 100_000}</p>")
    assert time.process_time() - begun < 10
