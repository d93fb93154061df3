"""A page of the web: its main text with structure, and what its head states."""

from dataclasses import replace
from itertools import takewhile

from corpus.article import ArticleError, Paragraph
from corpus.fields.metadata import Metadata
from corpus.formats.content import Content
from corpus.formats.decoding import decode_text
from corpus.formats.heads.sibling_titles import heads_a_part
from corpus.formats.html.answers import head_questions, put_accepted_first
from corpus.formats.html.blocks import write_blocks
from corpus.formats.html.elements import Element, classes_of, name_of, short_text
from corpus.formats.html.listings import find_plain_texts, read_listings, shows_plain_text
from corpus.formats.html.main.confluence import find_confluence_page
from corpus.formats.html.main.end_lines import leave_out_end_lines
from corpus.formats.html.main.head_lines import leave_out_author, take_head_lines
from corpus.formats.html.main.main_text import find_around
from corpus.formats.html.main.page_remains import leave_out_page_links
from corpus.formats.html.metadata import choose_title, read_head
from corpus.formats.html.parsing import parse_page
from corpus.formats.html.pieces import Pieces
from corpus.formats.html.rules import put_rules
from corpus.formats.html.templates import split_page
from corpus.formats.html.tree import read_tree
from corpus.formats.writing.assembly import assemble_parted
from corpus.formats.writing.block_writer import BlockWriter
from corpus.normalization import fold_case
from corpus.structure.speakers.interview import assign_speakers

_MIN_PAGE = 300
"""Characters of a page that leads to another one and has a text of its own beside that."""

_TELEGRAM = (
    "is an export of Telegram in HTML: export it in JSON, of which footnote add makes articles of "
    "the posts in it"
)
_MAX_ABOVE = 5
"""Headings above the text that may be its title."""
_FIRST_PARTS = frozenset(("abstract", "introduction", "overview", "summary", "preface", "foreword"))
_CUT = "its elements lie thousands deep in one another: what is deeper is left out"


def read_page(data: bytes, name: str) -> Content:
    """The content of a page, which is XML if it is called so.

    :raises ArticleError: if it is blank, in no readable encoding, a draft, or leads elsewhere.
    """
    decoded = decode_text(data)
    content = read_page_text(decoded.text, is_xml=name.casefold().endswith(".xhtml"))
    return replace(
        content,
        warnings=decoded.doubts + content.warnings,
        encoding=decoded.encoding,
        is_encoding_guessed=decoded.is_guess,
    )


def read_page_text(markup: str, *, is_xml: bool = False, names_speakers: bool = True) -> Content:
    """The content of a page that is decoded already; unless it `names_speakers`, the turns of an
    interview are paragraphs like others, with their labels.

    :raises ArticleError: if it is blank, a draft, or leads elsewhere.
    """
    if not markup.strip():
        raise ArticleError("it is empty")
    source = split_page(markup)
    page = parse_page(source.html, is_xml=is_xml)
    root = page.root
    if _is_telegrams(root):
        raise ArticleError(_TELEGRAM)
    head = read_head(root, source.html)
    put_rules(root)
    put_accepted_first(root)
    head_questions(root)
    body = _find(root, "body")
    if body is None or _leads_away(root, body):
        raise ArticleError("it only leads to another page or shows others: take these")
    exported = find_confluence_page(root)
    stated = source.stated.filled_from(exported.metadata) if exported else source.stated
    shown = read_tree(exported.text) if exported else read_tree(body, find_around(body))
    without_end = leave_out_end_lines(Pieces(leave_out_page_links(shown.text), shown.notes))
    own = leave_out_author(without_end.text, head.metadata.author)
    below_title, pieces = take_head_lines(Pieces(own, without_end.notes))
    plain = find_plain_texts(pieces)
    if plain:
        read = read_listings([pieces], frozenset(map(id, plain)))
        # What a listing within a page says of itself, such as a mail, is not said of the page.
        found = read.stated if shows_plain_text(pieces) else Metadata()
        text, paragraphs = read.text, read.paragraphs
        title = found.title or choose_title(head, read.first_heading)
        heading = read.first_heading or title
        parted: frozenset[int] = frozenset()
        said = tuple(leave_out_title(title, heading, text, paragraphs))
    else:
        writer = BlockWriter()
        write_blocks([pieces], writer)
        text, paragraphs, parted = assemble_parted(writer.blocks)
        above = [b.text for b in takewhile(lambda b: not b.is_quoted, writer.blocks[:_MAX_ABOVE])]
        first = writer.first_heading
        if first and head.page_title and _is_of_a_part(first, paragraphs):
            first = None
        found, title = Metadata(), choose_title(head, first, above)
        heading = next((block.text for block in writer.blocks if not block.is_quoted), None)
        if title in above:
            paragraphs = _leave_out_names(above[: above.index(title)], paragraphs)
            heading = title
        said = tuple(leave_out_title(title, heading, text, paragraphs))
        said = assign_speakers(text, said, parted) if names_speakers else said
    return Content(
        metadata=stated.filled_from(
            replace(head.metadata.filled_from(below_title).filled_from(found), title=title)
        ),
        text=text,
        paragraphs=said,
        parted=parted,
        warnings=source.warnings + ((_CUT,) if page.is_cut else ()),
    )


def leave_out_title(
    title: str | None, heading: str | None, text: str, paragraphs: list[Paragraph]
) -> list[Paragraph]:
    """`paragraphs` without the title: the first of them, if it is no more, and the `heading` of
    the whole text, if it is that."""
    folded = fold_case(title or "")
    if folded and paragraphs and fold_case(text[paragraphs[0].start : paragraphs[0].end]) == folded:
        paragraphs = paragraphs[1:]
    is_title = folded and heading and fold_case(heading) in folded
    if not is_title or heads_a_part(heading or "", paragraphs):
        return paragraphs
    return [
        replace(p, headings=p.headings[1:]) if p.headings[:1] == (heading,) else p
        for p in paragraphs
    ]


def _is_of_a_part(heading: str, paragraphs: list[Paragraph]) -> bool:
    """Whether the heading is that of a part of the page, as any page begins with."""
    others = {p.headings[0] for p in paragraphs if p.headings} - {heading}
    return bool(others) and fold_case(heading) in _FIRST_PARTS


def _leave_out_names(names: list[str], paragraphs: list[Paragraph]) -> list[Paragraph]:
    """`paragraphs` without the headings that stand above the title, such as the site's name, if
    they are above all of them."""
    count = len(names)
    if not count or any(list(p.headings[:count]) != names for p in paragraphs):
        return paragraphs
    return [replace(p, headings=p.headings[count:]) for p in paragraphs]


def _find(root: Element, name: str) -> Element | None:
    return next((element for element in root.iter() if name_of(element) == name), None)


def _is_telegrams(root: Element) -> bool:
    """Whether it is a part of what Telegram Desktop exported: messages that are numbered, below
    the head of a chat."""
    classes = (classes_of(element) for element in root.iter() if name_of(element) == "div")
    return "chat_page" in set().union(*classes)


def _leads_away(root: Element, body: Element) -> bool:
    """Whether a page does nothing but show another one at once."""
    is_short = len(short_text(body, _MIN_PAGE)) < _MIN_PAGE
    return is_short and any(
        name_of(element) == "meta"
        and (element.get("http-equiv") or "").lower() == "refresh"
        and "url" in (element.get("content") or "").lower()
        for element in root.iter()
    )
