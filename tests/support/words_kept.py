"""Which words of a file are not in what was made of it, but for those left out by a named rule."""

import re
from collections import Counter
from collections.abc import Iterator

from corpus.article import Article
from corpus.formats.decoding import decode_text

_WORD = re.compile("[\u2e80-\u9fff]|[^\\W_\u2e80-\u9fff]+")  # of scripts without spaces, letters
_BROKEN = re.compile(r"(?<=\w)[-‐]\n[ \t>]{0,40}(?=\w)")

FRONT_MATTER = {
    "front matter": re.compile(r"\A\ufeff?(---|\+\+\+)\n(?:.*\n)*?\1[ \t]*(?:\n|\Z)"),
    "head lines": re.compile(r"\A(?:[A-Z][\w-]{1,30}: ?.*\n(?:[ \t]+\S.*\n)*)+(?=\n|\Z)"),
}
"""What a file says of itself; what is not shown of it is `draft`, `layout` and the like."""

MARKUP = {
    "comments": re.compile(r"<!--.*?-->|%%.*?%%|\{/\*.*?\*/\}|\{#.*?#\}", re.DOTALL),
    "what a fence is named": re.compile(r"^([ \t>]*)(```+|~~~+).*$", re.MULTILINE),
    "template tags": re.compile(r"\{\{[<%]?.*?[%>]?\}\}|\{%.*?%\}", re.DOTALL),
    "directives of ikiwiki": re.compile(r"\[\[!.*?\]\]", re.DOTALL),
    "names of roles": re.compile(r"\{[A-Za-z][\w:+-]*\}(?=`)"),
    "targets of pages": re.compile(r"^\([\w:.-]+\)=", re.MULTILINE),
    "attribute lists": re.compile(r"\{[:.#][^{}\n]*\}"),
    "tags": re.compile(r"</?[A-Za-z][^<>]*>", re.DOTALL),
    "pictures": re.compile(r"!\[[^\[\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])"),
    "definitions of links": re.compile(r"^ {0,3}\[[^\[\]^]+\]:.*$", re.MULTILINE),
    "targets of wiki links": re.compile(r"\[\[[^\[\]|\n]*\|(?=[^\[\]\n]*\]\])"),
    "targets of links": re.compile(
        r"(?<=\])(?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]*\])"
    ),
    "marks of footnotes": re.compile(r"\[\^[^\[\]\s]+\]:?"),
    "kinds of callouts": re.compile(
        r"^[> ]*\[![\w-]+\][+-]?|^ *(?:!!!|\?\?\?\+?) \w+|:::\w*", re.M
    ),
    "numbers of items": re.compile(r"^[ \t>]*\d{1,9}[.)](?=\s)", re.MULTILINE),
    "references": re.compile(r"&#?\w+;"),
    "what is struck out": re.compile(r"~~[^~\n]+~~"),
    "tables of contents": re.compile(r"^[ \t]*(?:[-*+]|\d+\.)?[ \t]*\[[^\[\]]*\]\(#[^()]*\)", re.M),
}
"""What Markdown's readers do not see."""

PLAIN_TEXT = {
    "marks of footnotes": re.compile(r"\[\d{1,3}\]"),
    "targets of wiki links": re.compile(r"\[\[[^\[\]|\n]*\|(?=[^\[\]\n]*\]\])|(?<=\[\[)\w+:"),
    "pictures of wikis": re.compile(r"\{\{[^{}]*\}\}"),
    "page heads": re.compile(r"(?:^.*\n)?\f(?:.*\n)?", re.MULTILINE),
}


def words_lost(data: bytes, article: Article) -> Counter[str]:
    """The words of a file that stand nowhere in `article`, and are not left out by one of the
    rules above; a word counts as often as it stands there."""
    text = decode_text(data).text
    rules = FRONT_MATTER | (PLAIN_TEXT if article.id.endswith(".txt") else MARKUP)
    for rule in rules.values():
        text = rule.sub(" ", text)
    kept = Counter(word for said in _list_said(article) for word in _WORD.findall(said))
    lost = Counter(_WORD.findall(text)) - kept
    for place in _BROKEN.finditer(text):
        halves = re.search(r"\w+\Z", text[max(0, place.start() - 60) : place.start()])
        rest = re.match(r"\w+", text[place.end() : place.end() + 60])
        if halves and rest:
            lost[halves[0]] -= 1
            lost[rest[0]] -= 1
    return +lost


def _list_said(article: Article) -> Iterator[str]:
    yield article.text
    yield from (article.title, article.source or "", article.author or "", article.url or "")
    yield from (said for pair in article.fields for said in pair)
    yield from {paragraph.label or "" for paragraph in article.paragraphs}
    yield from {paragraph.speaker or "" for paragraph in article.paragraphs}
    if article.published:
        yield str(article.published)
