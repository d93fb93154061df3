"""The text of a piece of HTML, in one pass over it whatever it holds."""

import html
import re

from corpus.normalization import clean_line

# Every alternative matches wherever it begins, so that nothing is looked for twice: what is never
# closed is hidden to the end, as in a browser, and a tag that is not leaves `end` empty.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<!\[CDATA\[.*?(?:\]\]>|\Z)"
    r"|<(?P<hidden>script|style)\b[^>]*(?:>.*?(?:</(?P=hidden)\b[^>]*>?|\Z)|\Z)"
    r"|</?[a-z](?:[^>\"']++|\"[^\"]*\"|'[^']*')*+(?P<end>>?)"
    r"|<(?:![a-z]|[?/])[^>]*(?P<other_end>>?)",
    re.DOTALL | re.IGNORECASE,
)
_PLAIN_TAG = re.compile("<(?:!?[A-Za-z]|[?/])[^<>]*>")
_LONG_REFERENCE = re.compile(r"&#\d{8,};?")
"""To a character that there is none of, by more digits than Python makes a number of."""


def read_html(markup: str) -> str:
    """What stands between the tags of `markup`, on one line; scripts, styles and comments do not.

    Behind a tag that is never closed, whatever is no tag in itself counts as text.
    """
    parts = []
    position = 0
    for match in _MARKUP.finditer(markup):
        if "" in (match["end"], match["other_end"]):
            break
        parts.append(markup[position : match.start()])
        position = match.end()
    parts.append(_PLAIN_TAG.sub("", markup[position:]))
    return clean_line(html.unescape(_LONG_REFERENCE.sub("\ufffd", "".join(parts))))
