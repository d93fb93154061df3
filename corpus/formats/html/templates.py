"""Pages as site generators have them: below front matter, with tags that the generator fills in."""

import re
from dataclasses import dataclass

from corpus.article import ArticleError
from corpus.fields.metadata import Metadata, parse_metadata
from corpus.formats.heads.front_matter import split_front_matter

_RULES = ("---", "+++")
_MAX_TAG = 2000
_TAG = re.compile(
    rf"\{{\{{[^{{}}]{{0,{_MAX_TAG}}}\}}\}}|\{{%[^%]{{0,{_MAX_TAG}}}%\}}|\{{#[^#]{{0,{_MAX_TAG}}}#\}}"
)
_REMARK = re.compile(r"\{%-?\s{0,9}(end)?comment\s{0,9}-?%\}")
_BEGINS = re.compile(
    r"\s*(?:\{\{-?\s*(?:define|block|partial|template|with|if|range|end|/\*|\$)"
    r"|\{%-?\s*(?:extends|block|load|import|from|macro|layout)\b)"
)
_TITLE = re.compile(r"<title[^<>]{0,200}>\s{0,300}\{[{%]", re.IGNORECASE)
_CONTENT = re.compile(r"\{\{-?\s{0,9}\.?content\s{0,9}(?:\|[^{}]{0,99})?-?\}\}", re.IGNORECASE)
_HEAD_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class SourcePage:
    """`stated` is what the front matter says, `html` the page below it; nothing and all of it, if
    it has none."""

    stated: Metadata
    html: str
    warnings: tuple[str, ...] = ()


def split_page(text: str) -> SourcePage:
    """A page of HTML, which may be one of a generator's.

    :raises ArticleError: if other pages are made with it, or it is a draft.
    """
    has_head = text.lstrip("\n").startswith(_RULES)
    front = split_front_matter(text) if has_head else None
    body = front.body if front and front.fields else text
    if _BEGINS.match(body) or _TITLE.search(body[:_HEAD_CHARACTERS]):
        raise ArticleError("is a template, with which pages are made, and none itself")
    if front is None or not front.fields:
        return SourcePage(Metadata(), text)
    if _CONTENT.search(body):
        raise ArticleError("is a template, with which pages are made, and none itself")
    stated = parse_metadata(front.fields)
    return SourcePage(stated, _TAG.sub("", _without_remarks(body)), front.warnings)


def _without_remarks(text: str) -> str:
    """`text` without what stands between the tags of a comment."""
    kept, start = [], 0
    is_remark = False
    for match in _REMARK.finditer(text):
        if not match[1] and not is_remark:
            kept.append(text[start : match.start()])
            is_remark = True
        elif match[1] and is_remark:
            start, is_remark = match.end(), False
    return "".join([*kept, text[start:]]) if not is_remark else text
