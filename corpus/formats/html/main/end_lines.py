"""What a site says below each of its texts: "Was this page helpful?", "© 2024 Harbour Ltd."."""

import re

from corpus.formats.html.pieces import Piece, Pieces

_MAX_LINE = 300
_MAX_LINES = 12
"""At the end of a page, that are looked at."""
_ASIDE = r"[^\n]{0,200}"
_SITE_LINES = (
    # Whether it helped.
    r"(?:was|is|did|has) (?:this|the) (?:page|article|answer|section|content|information|document)"
    r" (?:been )?(?:helpful|useful|help you|answer your question)[^\n]{0,60}",
    r"(?:did you find|how helpful (?:was|is)) this (?:page|article|information)[^\n]{0,60}",
    r"war (?:diese seite|dieser (?:artikel|beitrag)) hilfreich[^\n]{0,40}",
    r"cet(?:te page|\s?article) vous a-t-(?:elle|il) été utile[^\n]{0,40}",
    r"¿?te (?:ha resultado|fue|ha sido) útil (?:esta página|este artículo)[^\n]{0,40}",
    r"была ли эта (?:страница|статья) полезн[^\n]{0,40}",
    r"(?:yes|no|👍|👎|[ /|·]){2,12}",
    r"thank(?:s| you) for your feedback\W{0,3}",
    # Where it may be changed, and when it was.
    r"(?:edit|improve|view|suggest (?:edits|changes) (?:to|for)) (?:this page|this article"
    r"|page source|source)(?: (?:on|at|in) [\w. -]{1,40})?",
    r"report (?:a problem|an issue)(?: with this page)?",
    r"(?:this page was )?last (?:updated|modified|edited|changed|reviewed)"
    r"(?: (?:on|at|by)|:)? [^\n]{4,60}",
    # Whose it is.
    rf"(?:©|\(c\) (?=\d)|copyright (?:©|\(c\)|\d)){_ASIDE}",
    rf"all rights reserved\b{_ASIDE}",
    r"(?:except (?:as|where) otherwise (?:noted|stated)|unless otherwise (?:noted|stated))"
    rf",?{_ASIDE}\blicen[cs]e{_ASIDE}",
    r"(?:the )?(?:text|content)s?(?: of this (?:page|site))? (?:is|are) (?:available|licen[cs]ed)"
    rf" under{_ASIDE}",
    r"this (?:page|article|work) is licen[cs]ed under a creative commons[^\n]{0,200}",
    # With what it was made, where it is filed.
    r"(?:built|made|generated|created|powered) (?:with|by|using) (?:sphinx|mkdocs|docusaurus|hugo"
    rf"|jekyll|doxygen|mdbook|gitbook|wordpress|javadoc){_ASIDE}",
    r"(?:posted|filed) (?:in|under):? [^\n]{2,80}",
    # Who else may say something.
    r"leave a (?:reply|comment)\W{0,3}",
    r"your e-?mail address will not be published[^\n]{0,80}",
    r"(?:this|our) (?:web)?site uses cookies[^\n]{0,250}",
    r"we use cookies (?:to|on|for)[^\n]{0,250}",
    r"(?:back|return) to (?:the )?top\W{0,3}",
)
_SITE_LINE = re.compile("|".join(_SITE_LINES), re.IGNORECASE)
_WITH_LINES = frozenset(("words", "heading", "caption", "aside_title"))
_WITHOUT = frozenset(("rule", "aside_open", "aside_close"))


def leave_out_end_lines(pieces: Pieces) -> Pieces:
    """`pieces` without such lines at the end, unless they are all there is."""
    text = pieces.text
    left_out: set[int] = set()
    for number in range(len(text) - 1, max(-1, len(text) - 1 - _MAX_LINES), -1):
        piece = text[number]
        if piece.kind in _WITH_LINES and _is_of_site(piece):
            left_out.add(number)
        elif piece.kind not in _WITHOUT:
            break
    kept = [piece for number, piece in enumerate(text) if number not in left_out]
    is_more = any(piece.lines and piece.kind != "heading" for piece in kept)
    return Pieces(kept, pieces.notes) if left_out and is_more else pieces


def _is_of_site(piece: Piece) -> bool:
    line = " ".join(piece.lines)
    return len(line) <= _MAX_LINE and _SITE_LINE.fullmatch(line) is not None
