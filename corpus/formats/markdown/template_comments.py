"""What generators leave out of Markdown before they read it: comments, and what is never so."""

import re

_CLOSED = (
    (r"\{%-?\s{0,9}comment(?:\s[^%{}\n]{0,100})?-?%\}", r"\{%-?\s{0,9}endcomment\s{0,9}-?%\}"),
    (
        r"\{%-?\s{1,9}if\s{1,9}false\s{0,9}-?%\}",
        r"\{%-?\s{0,9}(?:endif|else|elsif\s[^%{}\n]{1,200}?)\s{0,9}-?%\}",
    ),
    (r"\{\{[<%]\s{0,9}comment\s{0,9}[%>]\}\}", r"\{\{[<%]\s{0,9}/\s{0,9}comment\s{0,9}[%>]\}\}"),
    (r"\{::comment\}", r"\{:/(?:comment)?\}"),
)
COMMENTS = tuple((re.compile(opening), re.compile(closing)) for opening, closing in _CLOSED)
"""What opens and what closes one, of Liquid, Hugo and kramdown; they begin with a brace."""
