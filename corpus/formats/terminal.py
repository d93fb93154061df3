"""What a terminal or a printer is told inside a text: bold and underlined letters, colours."""

import re

_OVERSTRUCK = re.compile("(?:_\b(?=.)|(.)\b(?=\\1))")
_SEQUENCE = re.compile(
    "\x1b(?:\\[[0-9;:?]{0,40}[A-Za-z]|\\][^\x07\x1b\n]{0,300}(?:\x07|\x1b\\\\)|[()][A-Z0-9])"
)


def strip_terminal(text: str) -> str:
    """`text` without letters struck over (`N\\bN`, `_\\bN`) and without escape sequences, such as
    those of colours and links."""
    if "\b" in text:
        text = _OVERSTRUCK.sub("", text)
        # A bullet is made of two signs, "+" and "o".
        text = text.replace("+\bo", "•").replace("o\b+", "•")
    return _SEQUENCE.sub("", text) if "\x1b" in text else text
