"""Which words of a file are not in what was made of it, but for those left out by a named rule."""

import re
from collections import Counter
from collections.abc import Iterator

from corpus.article import Article
from corpus.formats.asciidoc import looks_like_asciidoc
from corpus.formats.decoding import decode_text
from corpus.formats.rest import looks_like_rest
from corpus.formats.shapes.manual.manual import parse_manual

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

REST = PLAIN_TEXT | {
    "what is for the program": re.compile(
        r"^[ \t]*\.\. (?:code-block|sourcecode|highlight|index|(?:current)?module|program"
        r"|include|image|literalinclude|default-domain|class|rst-class)::.*$",
        re.MULTILINE,
    ),
    "lists of pages": re.compile(r"^\.\. (?:toctree|contents)::.*\n(?:[ \t]+.*\n|\n)*", re.M),
    "names of directives": re.compile(r"^[ \t]*\.\. (?:\|[^|\n]*\| )?[\w:+.-]+::", re.MULTILINE),
    "options of directives": re.compile(r"^[ \t]+:[\w-]+:.*$", re.MULTILINE),
    "targets": re.compile(r"^[ \t]*(?:\.\. _[^\n]*?:(?:\s|$)|__ ).*$", re.MULTILINE),
    "targets shown as titles": re.compile(r":(?:ref|doc|numref|term):`[^<>`]+`"),
    "fields of a page": re.compile(r"^:(?:tocdepth|orphan):.*$", re.MULTILINE),
    "comments": re.compile(r"^[ \t]*\.\. (?![\[_|]|[\w:+.-]+::).*$", re.MULTILINE),
    "names of roles": re.compile(r"(?<![\w`]):[\w:+.-]+:(?=`)"),
    "targets of links": re.compile(r"\s*<[^<>`]+>(?=`)"),
    "where a name is from": re.compile(r"(?<=`)~[\w.]+\.(?=\w+(?:\(\))?`)"),
}
"""What a reader of reStructuredText sees is for the program that sets it."""

ASCIIDOC = {
    "names and targets of macros": re.compile(r"\b[a-z]\w+::?[^\s\[\]]*(?=\[)"),
    "styles": re.compile(r"^\[.*\]$", re.MULTILINE),
    "attributes": re.compile(r"^:[\w!-]+:.*$", re.MULTILINE),
    **PLAIN_TEXT,
}
MANUAL = PLAIN_TEXT | {
    "head and foot": re.compile(r"\A\s*\S.*\n|\n\S.*\s*\Z"),
}


def _find_rules(text: str, name: str) -> dict[str, re.Pattern[str]]:
    """What is left out of the file `name`, by the reader that takes it."""
    if not name.endswith(".txt"):
        return MARKUP
    if parse_manual(text) is not None:
        return MANUAL
    if looks_like_asciidoc(text):
        return ASCIIDOC
    return REST if looks_like_rest(text) else PLAIN_TEXT


def words_lost(data: bytes, article: Article) -> Counter[str]:
    """The words of a file that stand nowhere in `article`, and are not left out by one of the
    rules above; a word counts as often as it stands there."""
    text = decode_text(data).text
    rules = FRONT_MATTER | _find_rules(text, article.id)
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
