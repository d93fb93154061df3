"""Markup inside lines that CommonMark does not know: what its rules leave out, and what they keep.

Each rule looks only so far ahead as its markup may be long, so that the work grows with the text.
"""

import re
from collections.abc import Callable
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from corpus.formats.markdown.quarto import hides
from corpus.formats.markdown.template_comments import COMMENTS
from corpus.formats.writing.formulas.formulas import LEFT_OUT as UNKNOWN

InlineRule: TypeAlias = Callable[[StateInline, bool], bool]

LEFT_OUT = "left_out"
"""The type of a token that stands for markup without words."""
MATH = "math"

_MAX_TAG = 2000
_MAX_MARKED = 2000
_TAG_ENDS = (
    ("{{<", ">}}"),
    ("{{%", "%}}"),
    ("{{/*", "*/}}"),
    ("{{{", "}}}"),
    ("{{", "}}"),
    ("{%", "%}"),
    ("{/*", "*/}"),
)
"""Tags of Hugo, Jekyll, Hexo, Jinja and MDX, longer beginnings first."""
_SAYING = ("}}", "}}}")
"""The ends of those in whose place words are."""
_MAX_BLANKS = 4
_BETWEEN = "\n.!?:;…。！？}>*_|"
"""What stands before a tag that is in no sentence."""
_WORDS_BEHIND = re.compile(r" {1,3}\w")
_RAW = re.compile(
    r"\{%-?\s{0,9}raw\s{0,9}-?%\}(?P<kept>(?:(?!\{%).){0,2000})\{%-?\s{0,9}endraw\s{0,9}-?%\}",
    re.DOTALL,
)
_IN_RAW = "is within raw"
_ITEM = (
    r"(?:[#.][\w:.-]{1,80}+"
    r"|[\w:-]{1,40}+=(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|[\w./%-]{1,80}+))"
)
_ATTRIBUTES = re.compile(
    rf"\{{:[^{{}}\n]{{0,200}}\}}|\{{\s{{0,3}}{_ITEM}(?:\s{{1,3}}{_ITEM}){{0,9}}\s{{0,3}}\}}"
    r"|\{#[^{}\n]{0,500}#\}|\{--[^{}]{1,1000}?--\}|\{>>[^{}]{1,1000}?<<\}"
)
"""Of kramdown and Pandoc; a remark of Nunjucks; what CriticMarkup takes out or remarks."""
_WIKI_LINK = re.compile(
    r"\[\[(?P<page>[^\s\[\]|!][^\[\]\n|]{0,200})(?:\|(?P<shown>[^\[\]\n]{0,200}))?\]\](?![(\[])"
)
_ROLE = re.compile(
    r"\{(?P<mark>\+\+|==)(?P<kept>[^{}\n]{1,1000}?)(?P=mark)\}|"
    r"\{~~[^{}\n]{0,1000}?~>(?P<new>[^{}\n]{0,1000}?)~~\}|"
    r"\{(?P<role>[A-Za-z][\w:+-]{0,40})\}`(?P<text>[^`<\n]{1,300}?)(?:\s{1,3}<[^`<>\n]{1,200}>)?`"
)
_REST_LINK = re.compile(
    r"`(?P<text>[^`<>]{1,300}?)\s{1,9}<(?:https?|ftp)://[^`<>\s]{1,400}>`__?(?!\w)"
)
"""A link of reStructuredText, which converters and authors leave behind: `text <address>`_."""
_LEVELS = {"sup": "sup", "superscript": "sup", "sub": "sub", "subscript": "sub"}
_EMBED = re.compile(r"!\[\[[^\[\]\n]{1,400}\]\]")
_TEMPLATE_LINK = re.compile(
    r"!?\[(?P<label>[^\[\]\n]{0,300})\]"
    r"\([^(){}\n]{0,200}\{[{%][^()\n]{0,300}(?:\([^()\n]{0,100}\)[^()\n]{0,100})?\)"
)
_UNDEFINED_FOOTNOTE = re.compile(
    r"\[\^(?:\d{1,4}|fn[\w-]{0,20}|note[\w-]{0,20})\]"
    r"|\[/?(?:caption|gallery|embed|audio|video|playlist|contact-form-7|(?:su|vc|et_pb)_\w{1,30})"
    r"(?:\s[^\[\]\n]{0,300})?\](?![(\[:])"
)
"""And the shortcodes of WordPress."""
_BLOCK_ID = re.compile(r"\^[A-Za-z0-9-]{2,60}[ \t]{0,9}(?=\n|\Z)")
_EMOJI = re.compile(r":[a-z][a-z0-9_+-]{1,60}:(?:\{[^{}\n]{0,100}\})?(?=[\s.,;!?)]|\Z)")
_MATH = re.compile(
    r"\$\$[^$]{1,1000}\$\$|\$(?![\s\d.,])[^$\n]{1,300}(?<![\s\\])\$(?![\w$])"
    r"|\$[\d.,](?=[^$\n]{0,300}[\\^_])[^$\n]{1,300}(?<![\s\\])\$(?![\w$])"
)
_MATH_IN_WORD = re.compile(r"\$[\^_\\][^$\n]{1,300}(?<![\s\\])\$(?!\d)")
"""What stands above or below the line in the midst of a word: `20$^\\circ$C`."""
_LEVEL = re.compile(
    r"\^(?P<over>\d{1,4})\^(?=[/⁄∕]~\d{1,4}~(?!~))|(?<=\d\^[/⁄∕])~(?P<under>\d{1,4})~(?!~)"
    r"|(?<=[\w)*`])\^(?P<above>[^\s^\[\]]{1,20})\^(?![\w^])|(?<!\S)\^(?P<before>\d{1,3})\^(?=[A-Z])"
    r"|(?<=[^\W\d_])~(?P<below>\d{1,2}|[^\W\d_]{1,3}(?=~(?!\w)))~(?!~)"
)
"""What Pandoc sets above and below the line, without blanks, such as a fraction; 2^3^2 is none."""
_MARK_CLOSING = re.compile(r"(?<![\s=])==(?![=(\[{])")
_COMPARED = "=!<)]}"
"""What `==` stands behind where it compares."""
_QUOTES = "\"'”’"
_ADDRESS = re.compile(r"://[!-~]*\Z")
_MAX_ADDRESS = 200
_FIGURES = re.compile(r"\d%%(?:\W|.*\d\Z)", re.DOTALL)
_CONVERTED = re.compile(r"%%[-+#.\d]{0,6}[A-Za-z](?!\w)")
_TOLD = "percents that are told"
_STRUCK = re.compile(r"(?<![\w~\\])~(?![\s~])[^~`]{1,1000}(?<![\s\\])~(?![\w~])")
"""What GitHub strikes out between single tildes: beside words, and no "~50 and ~60"."""
_SPAN = re.compile(r"\[[^\[\]\n]{1,1000}\](?P<attributes>\{[^{}\n]{1,300}\})")
_TOC = re.compile(
    r"\[\[?_?toc_?\]?\]|\[/?toc\b[^\]\n]{0,100}\]|toc\s{0,3}\{:[^}\n]{0,100}\}|\$\{toc\}",
    re.IGNORECASE,
)


def add_inline_rules(parser: MarkdownIt) -> None:
    """Has `parser`, which knows footnotes, read wiki links, template tags, attributes, marks,
    comments and formulas."""
    parser.inline.ruler.before("link", "template_link", _read_template_link)
    parser.inline.ruler.before("link", "wiki_link", _read_wiki_link)
    parser.inline.ruler.before("link", "hidden_span", _leave_span_out)
    parser.inline.ruler.before("backticks", "rest_link", _read_rest_link)
    undefined = _leave_out("[", _UNDEFINED_FOOTNOTE)
    parser.inline.ruler.after("footnote_ref", "undefined_footnote", undefined)
    for name, rule in (
        ("template_tag", _read_tag),
        ("role", _read_role),
        ("attributes", _leave_out("{", _ATTRIBUTES)),
        ("embed", _leave_out("!", _EMBED)),
        ("mark", _read_mark),
        ("comment", _read_comment),
        ("block_id", _leave_out("^", _BLOCK_ID, starts_word=True)),
        ("emoji", _leave_out(":", _EMOJI, starts_word=True)),
        ("math", _read_math),
        ("level", _read_level),
        ("struck", _leave_out("~", _STRUCK)),
    ):
        parser.inline.ruler.before("emphasis", name, rule)


def is_contents_mark(content: str) -> bool:
    """Whether a paragraph is only the place where a table of contents goes."""
    return len(content) < 200 and _TOC.fullmatch(content.strip()) is not None


def _leave_out(opening: str, markup: re.Pattern[str], *, starts_word: bool = False) -> InlineRule:
    """A rule for `markup`, of which all begins with the character `opening`."""

    def read(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != opening or (starts_word and not _starts_word(state)):
            return False
        match = markup.match(state.src, state.pos, state.posMax)
        return match is not None and _skip_to(match.end(), state, silent)

    return read


def _leave_span_out(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    match = _SPAN.match(state.src, state.pos, state.posMax)
    if match is None or not hides(match["attributes"]):
        return False
    return _skip_to(match.end(), state, silent)


def _read_tag(state: StateInline, silent: bool) -> bool:
    """A tag, and all that it leaves out. What one within a sentence would say is not known."""
    if state.src[state.pos] != "{" or state.env.get(_IN_RAW):
        return False
    if raw := _RAW.match(state.src, state.pos, min(state.posMax, state.pos + _MAX_MARKED)):
        return _read_raw(state, raw, silent)
    for opened, closed in COMMENTS:
        if found := opened.match(state.src, state.pos, state.posMax):
            most = min(state.posMax, found.end() + _MAX_MARKED)
            ending = closed.search(state.src, found.end(), most)
            return _skip_to((ending or found).end(), state, silent)
    for opening, closing in _TAG_ENDS:
        if state.src.startswith(opening, state.pos):
            begin = state.pos + len(opening)
            end = state.src.find(closing, begin, min(state.posMax, begin + _MAX_TAG))
            if end < 0:
                return False
            end += len(closing)
            if not silent and closing in _SAYING and _is_in_sentence(state, end):
                state.push("text", "", 0).content = UNKNOWN
            return _skip_to(end, state, silent)
    return False


def _is_in_sentence(state: StateInline, end: int) -> bool:
    """Whether words stand before what begins here, or behind its `end`, in the same sentence."""
    before = state.src[max(0, state.pos - _MAX_BLANKS) : state.pos].rstrip(" ")[-1:]
    return bool(before.strip(_BETWEEN)) or _WORDS_BEHIND.match(state.src, end) is not None


def _read_raw(state: StateInline, raw: re.Match[str], silent: bool) -> bool:
    """What Jekyll and its like are to leave as it is, as it is."""
    if not silent:
        state.env[_IN_RAW] = True
        _read_inside(state, *raw.span("kept"))
        del state.env[_IN_RAW]
    state.pos = raw.end()
    return True


def _read_role(state: StateInline, silent: bool) -> bool:
    """A role of MyST, of which the text stays and the target does not, nor what is for the program;
    CriticMarkup's additions, and what it replaces other words by."""
    match = state.src[state.pos] == "{" and _ROLE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    role = (match["role"] or "").casefold()
    if role.startswith("raw"):
        return _skip_to(match.end(), state, silent)
    if not silent:
        words = match["text"] or match["kept"] or match["new"]
        _push_words(state, words, _LEVELS.get(role))
    state.pos = match.end()
    return True


def _read_rest_link(state: StateInline, silent: bool) -> bool:
    is_mark = state.src[state.pos] == "`" and state.src[state.pos - 1 : state.pos] != "`"
    match = is_mark and _REST_LINK.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        _push_words(state, " ".join(match["text"].split()), None)
    state.pos = match.end()
    return True


def _push_words(state: StateInline, words: str, level: str | None) -> None:
    """`words` as text, above or below the line if `level` is the element that sets them there."""
    if level:
        state.push("html_inline", "", 0).content = f"<{level}>"
    state.push("text", "", 0).content = words
    if level:
        state.push("html_inline", "", 0).content = f"</{level}>"


def _read_wiki_link(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[[", state.pos):
        return False
    if state.src.startswith("[[!", state.pos):  # a directive of ikiwiki
        end = state.src.find("]]", state.pos, min(state.posMax, state.pos + _MAX_TAG))
        return end >= 0 and _skip_to(end + 2, state, silent)
    match = _WIKI_LINK.match(state.src, state.pos, state.posMax)
    if match is None or _is_element(state.src[state.pos - 1 : state.pos], match[0]):
        return False
    if not silent:
        state.push("text", "", 0).content = _shown(match["page"], match["shown"])
    state.pos = match.end()
    return True


def _is_element(before: str, link: str) -> bool:
    """Whether `link` takes an element of what is named right before it, as in R and Lua: `x[[1]]`.
    Scripts that are not Latin have links within words. What stands in quotation marks is one, too,
    or a list, unless it is as a title is written: `[["Heroes"]]`."""
    if before.isascii() and before.isalnum():
        return True
    mark, quoted = link[2], link[3:-3]
    if mark not in "\"'" or link[-3] != mark:
        return False
    is_title = quoted[:1].isupper() and mark not in quoted
    return not (is_title and (before.isspace() or before in "([“«—"))


def _shown(page: str, shown: str | None) -> str:
    """What a reader sees of a wiki link."""
    if shown and " " in page and " " not in shown and ("/" in shown or "_" in shown):
        return page  # some wikis have it the other way round
    if shown and shown.strip():
        return shown.strip()
    name = page.partition("#")[0].strip() or page.rpartition("#")[2].strip(" ^")
    return "" if name.casefold().strip("_") == "toc" else name.rpartition("/")[2] or name


def _read_template_link(state: StateInline, silent: bool) -> bool:
    """A link to where a template tag says, of which the text stays."""
    match = state.src[state.pos] in "[!" and _TEMPLATE_LINK.match(
        state.src, state.pos, state.posMax
    )
    if not match:
        return False
    if not silent and not match[0].startswith("!"):
        _read_inside(state, *match.span("label"))
    state.pos = match.end()
    return True


def _read_mark(state: StateInline, silent: bool) -> bool:
    """Words between `==` and `==`, but none within a word, a comparison or an address."""
    source, start = state.src, state.pos
    if not source.startswith("==", start) or not _opens_mark(source, start):
        return False
    most = min(state.posMax, start + _MAX_MARKED)
    closings = _MARK_CLOSING.finditer(source, start + 3, most)
    end = next((m.start() for m in closings if not _is_in_word(source[m.end() : m.end() + 1])), -1)
    if end < 0 or "\n\n" in source[start:end]:
        return False
    if not silent:
        _read_inside(state, start + 2, end)
    state.pos = end + 2
    return True


def _opens_mark(source: str, start: int) -> bool:
    if source[start + 2 : start + 3].strip(" \n=") == "":
        return False
    above, before = source[max(0, start - 2) : max(0, start - 1)], source[max(0, start - 1) : start]
    if _is_in_word(before) or (before and before in _COMPARED):
        return False
    is_quoted = bool(before) and before in _QUOTES and _is_in_word(above)
    return not is_quoted and not _ADDRESS.search(source, max(0, start - _MAX_ADDRESS), start)


def _is_in_word(character: str) -> bool:
    """Whether it is of a word that blanks part from others; such as Chinese and Korean have, a mark
    may stand in."""
    is_joined = "\u0e00" <= character < "\u1e00" or character >= "\u2c00"
    return character.isalnum() and not is_joined


def _read_comment(state: StateInline, silent: bool) -> bool:
    """Obsidian's `%% hidden %%`, wherever it stands; the percents of figures are none (`5%% of`),
    nor are those of a form (`%%d and %%s`) or an address."""
    source, start = state.src, state.pos
    if not source.startswith("%%", start) or source[max(0, start - 1) : start] == "%":
        return False
    end = source.find("%%", start + 2, state.posMax)
    if end < 0:
        return False
    told = _read_told(state)
    if start in told:
        return False
    if _are_percents(source, start, end):
        # The second of two begins no comment either, as they are a pair.
        told.add(end)
        return False
    is_figure = _FIGURES.match(source, max(0, start - 1), end)
    if is_figure or _ADDRESS.search(source, max(0, start - _MAX_ADDRESS), start):
        return False
    return _skip_to(end + 2, state, silent)


def _read_told(state: StateInline) -> set[int]:
    """Where percents are in what `state` reads that close a pair of no comment, to be added to."""
    source: str
    told: set[int]
    source, told = state.env.get(_TOLD, ("", set()))
    if source is not state.src:
        told = set()
        state.env[_TOLD] = state.src, told
    return told


def _are_percents(source: str, start: int, end: int) -> bool:
    """Whether the marks there are both of a form or, in quotation marks the first, of a figure."""
    if not _CONVERTED.match(source, start):
        return False
    is_quoted = source[max(0, start - 1) : start] in tuple(_QUOTES)
    is_figure = is_quoted and _FIGURES.match(source, end - 1, end + 3)
    return bool(is_figure or _CONVERTED.match(source, end))


def _read_math(state: StateInline, silent: bool) -> bool:
    """A formula, of which nothing is markup."""
    if state.src[state.pos] != "$":
        return False
    match = _MATH_IN_WORD.match(state.src, state.pos, state.posMax)
    if match is None and not state.src[max(0, state.pos - 1) : state.pos].isalnum():
        match = _MATH.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push(MATH, "", 0).content = match[0]
    state.pos = match.end()
    return True


def _read_level(state: StateInline, silent: bool) -> bool:
    match = _LEVEL.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        words = match[match.lastgroup or 0].replace("\\", "")
        _push_words(
            state, words.strip("*") or words, "sub" if match["below"] or match["under"] else "sup"
        )
    state.pos = match.end()
    return True


def _starts_word(state: StateInline) -> bool:
    return state.pos == 0 or state.src[state.pos - 1].isspace()


def _skip_to(end: int, state: StateInline, silent: bool) -> bool:
    if not silent:
        state.push(LEFT_OUT, "", 0)
    state.pos = end
    return True


def _read_inside(state: StateInline, start: int, end: int) -> None:
    """Has the rules read what lies from `start` to `end`, as they read a link's text."""
    whole = state.posMax
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = whole
