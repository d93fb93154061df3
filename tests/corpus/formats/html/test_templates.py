"""Pages of HTML as site generators have them, before they are pages."""

import pytest

from corpus.article import ArticleError
from corpus.formats.html import read_page

BODY = "<p>The pier is shut on Mondays in winter, when the wind blows from the north.</p>"


def test_front_matter_of_a_page_is_read_and_not_quoted() -> None:
    head = "---\ntitle: The pier\nauthor: Ben Rook\ndate: 2024-03-05\nlayout: page\n---\n"
    content = read_page((head + BODY).encode(), "pier.html")
    assert (content.metadata.title, content.metadata.author) == ("The pier", "Ben Rook")
    assert str(content.metadata.published) == "2024-03-05"
    assert content.text == BODY[3:-4]


@pytest.mark.parametrize(
    "tagged",
    [
        "<p>The pier{% if x %} is{% endif %} shut{{ site.day }}.</p>",
        "<p>The pier is shut.</p>{% comment %}<p>Not that.</p>{% endcomment %}",
        "{% include head.html %}<p>The pier is shut.</p>{{< toc >}}",
    ],
)
def test_tags_of_a_page_with_front_matter_are_left_out(tagged: str) -> None:
    assert read_page(f"---\ntitle: A\n---\n{tagged}".encode(), "a.html").text == "The pier is shut."


def test_braces_of_a_page_without_front_matter_stay() -> None:
    page = "<html><title>Jinja</title><p>Write {{ name }} where the name is to stand.</p></html>"
    content = read_page(page.encode(), "a.html")
    assert content.text == "Write {{ name }} where the name is to stand."


@pytest.mark.parametrize(
    "page",
    [
        f'{{{{ define "main" }}}}<h1>{{{{ .Title }}}}</h1>{BODY}{{{{ end }}}}',
        f"{{% extends 'base.html' %}}{{% block body %}}{BODY}{{% endblock %}}",
        f"<!DOCTYPE html><html><head><title>{{{{ page.title }}}} | x</title></head>{BODY}</html>",
        f"---\nlayout: default\n---\n<h1>{{{{ page.title }}}}</h1>{{{{ content }}}}{BODY}",
        f'{{{{- partial "head.html" . -}}}}\n{BODY}',
    ],
)
def test_what_other_pages_are_made_with_is_no_article(page: str) -> None:
    with pytest.raises(ArticleError, match="is a template"):
        read_page(page.encode(), "layouts/single.html")


def test_a_draft_is_skipped() -> None:
    with pytest.raises(ArticleError, match="draft"):
        read_page(f"---\ntitle: A\ndraft: true\n---\n{BODY}".encode(), "a.html")
