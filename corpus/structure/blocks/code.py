"""Code and what a console shows, told from prose."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from corpus.structure.blocks.lines import SENTENCE_END, SPACELESS, Line

_PROMPT = re.compile(
    r"(?:\$|%|>>>|\.\.\.|#|C:\\\S*>|[\w.-]{1,40}@[\w.-]{1,60}[:~\w/-]{0,60}[$#%]"
    r"|\w{0,12}[=#]?[>#$]) +\S"
)
_SURE_PROMPT = re.compile(
    r"(?:\$|%|>>>|C:\\[^>\s]*>|[\w.-]{1,40}@[\w.-]{1,60}:\S{0,80}[$#]) +\S"
    r"|[a-z][\w.-]{0,40}[$#] +[a-z./]"
)
_ROOT_PROMPT = re.compile(
    r"# +(?:[a-z][\w.+-]{0,40}|[.~]?/[\w./-]{1,100}) (?:.{0,200} )?(?:--?\w|[|>]|[.~]?/\w|['\"]\S)"
)
"""A command of the administrator, told from a heading or a comment by its option, path or quote."""
_CALL = re.compile(r"[\w.:]+\((?!\d\))[^)]*\)[;{]?$")
_ASSIGNMENT = re.compile(r"[\w.\[\]\"'-]{1,40}\s*[:+]?=\s*\S")
_COMMAND = re.compile(
    r"(?:sudo|git|apt(?:-get)?|pip3?|python3?|npm|yarn|make|cd|ls|cp|mv|rm|mkdir|export|import|from|"
    r"def|class|return|if|for|while|echo|curl|wget|docker|cat|grep|find|ssh|dpkg|brew|set|var|let|"
    r"const|function|public|private|static|void|int|char|use|end|else)\b"
)
_SYMBOLS = re.compile(r"[{}<>=|\\$@_~^;&*+]|--\w|\w/\w|::|\(\)|->|^[.#/%]|\s-\w")
_SIGN = re.compile(r"[=<>{}*\\]|\w\(")
_TRACEBACK = "Traceback (most recent call last):"
_OPENED = re.compile(r"([({\[])$")
_CLOSING = {"(": ")", "{": "}", "[": "]"}
_DRAWN = re.compile(r"[\u2500-\u257f]")
_CORNER = re.compile(r"[\u250c-\u254b\u2552-\u2573]")
_MIN_DRAWN = 3
"""Lines with a stroke of a box that are a drawing; a table is read as such before."""
_KEY = re.compile(r"(?:- )?[\w./-]{1,40}:(?: \S.*)?$|- \S+$")
# Within prose: a literal of reStructuredText or Markdown, an address in angle brackets.
_INLINE_CODE = re.compile(
    r"(?::[\w:-]{1,30}:)?`{1,2}[^`]{1,200}`{1,2}_{0,2}|<[^<>=]{1,100}(?:[@:]| at )[^<>=]{1,100}>"
)
_ADDRESS = re.compile(r"\b(?:https?|ftp)://\S+")
_MIN_SPACELESS = 12
"""Characters of a line of words that no spaces part."""
_COLUMNS = re.compile(r"[^\s.!?:] {2,}\S")
_WORD = re.compile(r"[\"'“‘«(]?[^\W\d_]+(?:['’-][^\W\d_]+)*[\"'”’».,:;!?)]*$")


def looks_like_code(lines: Sequence[Line]) -> bool:
    """Whether most of `lines` read as code rather than as sentences."""
    said = [line.text for line in lines if line.text]
    if not said:
        return False
    return sum(_score(text) for text in said) >= 0.5 * len(said)


def is_shaped_as_code(lines: Sequence[Line]) -> bool:
    """Whether `lines` have the shape of code, whatever their words are: a bracket that one of them
    opens at its end closes at the beginning of the last, they end in a semicolon and hold signs,
    or they are keys, some of them with others set in below."""
    said = [line for line in lines if line.text]
    if said and said[0].text == _TRACEBACK:
        return True
    if len(said) < 2 or any(
        SENTENCE_END.search(line.text) and line.text[-1] != ")" for line in said
    ):
        return False
    opened = _OPENED.search(said[0].text)
    if opened and said[-1].text[0] == _CLOSING[opened[1]] and len(said[-1].text) <= 3:
        return said[-1].indent == said[0].indent
    if said[-1].text.endswith(";"):
        return any(_SIGN.search(line.text) for line in said)
    nested = sum(
        line.text.endswith(":") and after.indent > line.indent for line, after in pairwise(said)
    )
    return nested > 0 and len(said) > 2 and all(_KEY.match(line.text) for line in said)


def is_drawing(lines: Sequence[Line]) -> bool:
    """Whether `lines` are a drawing of boxes and what joins them, whatever words they hold: most of
    them have strokes of a box, and a corner or a branch is among these."""
    said = [line.text for line in lines if line.text]
    if len(said) < _MIN_DRAWN or not _CORNER.search("\n".join(said)):
        return False
    drawn = sum(bool(_DRAWN.search(text)) for text in said)
    return drawn >= _MIN_DRAWN and 2 * drawn > len(said)


def starts_with_prompt(line: Line) -> bool:
    """Whether `line` begins with a console's prompt and a command behind it."""
    return _starts_with_prompt(line.text)


@lru_cache(maxsize=256)  # of a line it is asked by each kind of block that it may begin
def _starts_with_prompt(text: str) -> bool:
    is_prompt = _SURE_PROMPT.match(text) or _ROOT_PROMPT.match(text)
    return bool(is_prompt) and not _reads_as_prose(text.split(None, 1)[1])


def is_session(lines: Sequence[Line]) -> bool:
    """Whether `lines` are commands with what they print, the first of them a command."""
    return all(
        starts_with_prompt(line) or not looks_like_prose([line]) or _is_aligned(line)
        for line in lines
    )


def _is_aligned(line: Line) -> bool:
    """Whether `line` may be a row of columns: there is a gap in it, and it ends no sentence."""
    return bool(_COLUMNS.search(line.text)) and not SENTENCE_END.search(line.text)


def is_plainly_code(text: str) -> bool:
    """Whether the line `text` can stand by itself and still be told to be code."""
    return _score(text) == 1 and len(_SYMBOLS.findall(text)) >= 2 and not SENTENCE_END.search(text)


def opens_code(text: str) -> bool:
    """Whether the line `text` ends in a bracket that code below it closes, or closes one itself: a
    call alone may be the heading of what says how it is made."""
    return text.endswith(("{", "};"))


def looks_like_prose(lines: Sequence[Line]) -> bool:
    """Whether `lines` together hold what reads as a sentence or several."""
    text = " ".join(line.text for line in lines[:12])
    return _reads_as_prose(_ADDRESS.sub("name", _INLINE_CODE.sub("name", text)))


def are_sentences(lines: Sequence[Line]) -> bool:
    """Whether `lines` read as prose and are whole sentences, from a capital to a full stop."""
    first = lines[0].text.lstrip("*_\"'“‘«([")
    is_whole = first[:1].isupper() and SENTENCE_END.search(lines[-1].text.rstrip("*_"))
    return bool(is_whole) and looks_like_prose(lines)


def _reads_as_prose(text: str) -> bool:
    tokens = text.split()
    plain = sum(bool(_WORD.match(token)) for token in tokens)
    if not text.isascii() and len(text) >= _MIN_SPACELESS and not _SYMBOLS.search(text):
        return True
    if _is_spaceless(text) and not _ASSIGNMENT.match(text):
        return True  # "<Return>" and the like in it are keys
    return plain >= 0.75 * len(tokens) and (
        len(tokens) >= 8 or (len(tokens) >= 3 and bool(SENTENCE_END.search(text)))
    )


def _is_spaceless(text: str) -> bool:
    """Whether `text` is written without spaces, as Japanese is, but for names in it."""
    if text.isascii() or len(text) < _MIN_SPACELESS:
        return False
    letters = sum(map(str.isalnum, text))
    return 2 * len(SPACELESS.findall(text)) > letters


@lru_cache(maxsize=256)  # of a line it is asked by itself, and with those around it
def _score(text: str) -> float:
    """How much of a line of code `text` is, from 0 to 1."""
    if "`" in text or "<" in text:
        text = _INLINE_CODE.sub("name", text)
    if _PROMPT.match(text):
        return 1
    if text.endswith(("{", "}", "\\", "};", "*/")) or _CALL.match(text):
        return 1
    if text.endswith(";") and (" " not in text or _COMMAND.match(text) or _SIGN.search(text)):
        return 1
    if _reads_as_prose(text) or text.endswith("。"):
        return 0
    tokens = text.split()
    if _ASSIGNMENT.match(text) or (_COMMAND.match(text) and len(tokens) <= 12):
        return 1
    signs = len(_SYMBOLS.findall(text))
    return 1 if signs >= 2 or (signs and len(tokens) <= 3) else 0.4 if signs else 0
