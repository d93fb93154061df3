"""Blocks that CommonMark does not know: comments, containers, code and formulas of generators."""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, reference
from markdown_it.token import Token

from corpus.formats.markdown.headings import read_heading
from corpus.formats.markdown.quarto import hides
from corpus.formats.markdown.template_comments import COMMENTS
from corpus.formats.rest.directives import VERSIONS, name_version

ASIDE_OPEN = "aside_open"
"""The type of a token that begins an aside, such as a tip; its content is the title, if any."""
ASIDE_CLOSE = "aside_close"
MATH_BLOCK = "math_block"

_OBSIDIAN = re.compile("%%")
_COMMENTS = (
    (_OBSIDIAN, _OBSIDIAN),
    (re.compile(r"\{/\*"), re.compile(r"\*/\}")),
    (re.compile(r"\{\{/\*"), re.compile(r"\*/\}\}")),
    (re.compile(r"\{\{%/\*"), re.compile(r"\*/%\}\}")),
    *COMMENTS,
    (re.compile(r"\{#"), re.compile(r"#\}")),
)
_MAX_TAG_CHARACTERS = 2000
_MAX_FORMULA_LINES = 200
_CONTAINER = re.compile(r":{3,}(?P<rest>(?!:).*)")
_CONTAINER_TITLE = re.compile(
    r"\s*(?:\{\s*[\w.#:-]+\s*\}|[\w.#-]+)\s*(?:\[(?P<boxed>[^\]]*)\]|(?P<plain>[^{}=\[\]]*))\s*:*\s*"
)
_TITLE_ATTRIBUTE = re.compile(r"title=\"(?P<title>[^\"]*)\"")
_CODE_TAG = re.compile(
    r"\{(?:%-?|\{[<%])\s*(?P<name>highlight|codeblock|code|prism)\b[^{}]*(?:-?%|[>%]\})\}\s*"
)
_IMPORT = re.compile(
    r"import\s+(?:[\w*{}\s,$]{1,300}\sfrom\s+)?['\"][^'\"]+['\"];?\s*"
    r"|import\s*\{\s*"
    r"|export\s+(?:const|let|var|default|function|async|class)\b.*"
)
_DEFINITION = re.compile(r"\[(?P<label>[^\[\]\n]{1,200})\]:\s*(?P<target>\S*)")
_REFERENCE = re.compile(r"\[(?P<label>[^\[\]\n]{1,200})\](?!:)")
_DIRECTIVE = re.compile(
    r"\{(?:note|warning|tip|admonition|important|caution|attention|danger|error|hint|seealso"
    rf"|dropdown|card|margin|sidebar|topic|epigraph|{'|'.join(VERSIONS)})\}}.*"
)
_VERSION = re.compile(rf"\{{\s*(?P<name>{'|'.join(VERSIONS)})\s*\}}(?P<argument>.*)")
_OF_FILE = re.compile(r"\{(?:figure|image)\}")
"""Directives behind which the name of a picture stands rather than a title."""
_NAMED = re.compile(r"\{[a-z]", re.IGNORECASE)
"""The name of a directive, below which its options stand."""
_OPTION = re.compile(r":[\w-]{1,40}:(?:\s|$)")
_OPTIONS = re.compile(r"\A(?:\s*:[\w-]+:[^\n]*\n)+")
_PAGE_BREAK = re.compile(
    r"\\(?:newpage|pagebreak|clearpage|toc|tableofcontents)\s*|\([\w:.-]{1,100}\)=\s*"
)


def add_block_rules(parser: MarkdownIt) -> None:
    """Has `parser` read containers, comments, imports, highlighted code and formulas."""
    interrupting: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    for name, rule in (
        ("hidden", _read_comment),
        ("container", _read_container),
        ("highlight", _read_code),
        ("formula", _read_formula),
    ):
        parser.block.ruler.before("fence", name, rule, interrupting)
    parser.block.ruler.before("fence", "import", _read_import)
    parser.block.ruler.at("reference", _read_definition)
    parser.block.ruler.at(
        "heading", read_heading, {"alt": ["paragraph", "reference", "blockquote"]}
    )


def is_directive(info: str) -> bool:
    """Whether a fence with the words `info` beside it holds Markdown, as MyST has it."""
    return _DIRECTIVE.fullmatch(info.strip()) is not None


def split_directive(fence: Token) -> tuple[str, str]:
    """The title of a directive, and its text without the options above it."""
    content = _OPTIONS.sub("", fence.content, count=1)
    title, text = _split_title(fence.info.strip())
    return title, f"{text}\n\n{content}" if text else content


def _split_title(info: str) -> tuple[str, str]:
    """The title that stands beside a directive's name, of one about a version what that says, and
    the text behind the version."""
    if version := _VERSION.fullmatch(info):
        return name_version(version["name"], version["argument"].strip())
    return info.partition("}")[2].strip(), ""


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _read_comment(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A comment that takes whole lines, with blank ones between them or without.

    One of Obsidian that is never closed hides what is left of its paragraph.
    """
    if state.is_code_block(start_line):
        return False
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.src[start : start + 1] not in ("%", "{"):
        return False
    if end := _end_of_tag(state, start, start_line):
        return _skip_lines(state, start_line, end_line, end, silent)
    for opening, closing in _COMMENTS:
        if opened := opening.match(state.src, start):
            end = _find_end(state, closing, opened.end())
            if end < 0 and opening is _OBSIDIAN:
                return _skip_paragraph(state, start_line, end_line, silent)
            if end < 0:
                continue
            return _skip_lines(state, start_line, end_line, end, silent)
    return False


def _end_of_tag(state: StateBlock, start: int, start_line: int) -> int:
    """Where the shortcode that begins at `start` ends, if that is in a later line of the same
    paragraph, at most `_MAX_TAG_CHARACTERS` on; 0 if it is in the same line or nowhere. Its last
    line may begin with the ">" of a quotation."""
    for opening, closing in (("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")):
        if state.src.startswith(opening, start):
            begin = start + len(opening)
            end = state.src.find(closing, begin, begin + _MAX_TAG_CHARACTERS)
            is_later = end > state.eMarks[start_line]
            return end + len(closing) if is_later and "\n\n" not in state.src[start:end] else 0
    return 0


def _find_end(state: StateBlock, closing: re.Pattern[str], start: int) -> int:
    """Where what is next of `closing` ends, -1 if there is none; each stretch of the text is looked
    through once."""
    found_at, end = state.env.get(closing.pattern, (-1, 0))
    if end < 0 or found_at >= start:
        return int(end)
    found = closing.search(state.src, start)
    found_at, end = found.span() if found else (-1, -1)
    state.env[closing.pattern] = (found_at, end)
    return int(end)


def _skip_paragraph(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if not silent:
        last = start_line
        while last + 1 < end_line and not state.isEmpty(last + 1):
            last += 1
        state.line = last + 1
    return True


def _skip_lines(state: StateBlock, start_line: int, end_line: int, end: int, silent: bool) -> bool:
    """Leaves out what lies before the offset `end`, unless that is in the same line as more text,
    of which the rules for lines take care."""
    last = start_line
    while last < end_line and state.eMarks[last] < end:
        last += 1
    rest = state.src[end : state.eMarks[last]] if last < end_line else ""
    if last == end_line or (rest.strip() and last == start_line):
        return False
    if not silent:
        state.line = last if rest.strip() else last + 1
        if rest.strip():  # what follows begins a block
            state.bMarks[last] = end
            state.tShift[last] = len(rest) - len(rest.lstrip())
            state.sCount[last] = state.blkIndent
    return True


def _read_container(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A line such as `:::tip Title` or `:::`; what is between them is read as anywhere."""
    line = _line(state, start_line)
    match = line.startswith(":::") and _CONTAINER.fullmatch(line)
    if not match or state.is_code_block(start_line):
        return False
    if not silent:
        rest = match["rest"].strip()
        if hides(rest):
            state.line = _find_container_end(state, start_line, end_line)
            return True
        token = state.push(ASIDE_OPEN if rest else ASIDE_CLOSE, "", 0)
        is_version = _VERSION.fullmatch(rest) is not None
        token.content, text = _split_title(rest) if is_version else (_find_title(rest), "")
        if text:
            _push_paragraph(state, text, start_line)
        state.line = start_line + 1
        while _NAMED.match(rest) and state.line < end_line:
            if not _OPTION.match(_line(state, state.line)):
                break
            state.line += 1
    return True


def _push_paragraph(state: StateBlock, text: str, line: int) -> None:
    state.push("paragraph_open", "p", 1).map = [line, line + 1]
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = text, [line, line + 1], []
    state.push("paragraph_close", "p", -1)


def _find_container_end(state: StateBlock, start_line: int, end_line: int) -> int:
    """The line behind the one that closes the container there; one that is never closed goes on to
    the end, so that no line is looked at for two."""
    depth = 0
    for number in range(start_line, end_line):
        match = _CONTAINER.fullmatch(_line(state, number))
        depth += (1 if match["rest"].strip() else -1) if match else 0
        if not depth:
            return number + 1
    return end_line


def _find_title(rest: str) -> str:
    attribute = _TITLE_ATTRIBUTE.search(rest)
    if _OF_FILE.match(rest):
        return ""
    if attribute:
        return attribute["title"]
    match = _CONTAINER_TITLE.fullmatch(rest)
    return (match["boxed"] or match["plain"] or "").strip().strip('"') if match else ""


def _read_code(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Code between template tags, as Jekyll, Hexo and Hugo have it."""
    line = _line(state, start_line)
    match = line.startswith("{") and _CODE_TAG.fullmatch(line)
    if not match or state.is_code_block(start_line):
        return False
    last = _find_closing_tag(state, match["name"], start_line + 1, end_line)
    if last == end_line:
        return False
    if not silent:
        indent = state.sCount[start_line]
        token = state.push("fence", "code", 0)
        token.content = state.getLines(start_line + 1, last, indent, True)
        state.line = last + 1
    return True


def _find_closing_tag(state: StateBlock, name: str, start_line: int, end_line: int) -> int:
    """The line that closes the tag `name`, `end_line` if none does. Where it was looked for in vain
    it is not looked for again: many tags that are never closed would cost their square."""
    first, last = state.env.get(f"end of {name}", (0, 0))
    if first <= start_line and end_line <= last:
        return end_line
    closing = re.compile(rf"\{{(?:%-?|\{{[<%])\s*(?:end|/)\s*{name}\b.*")
    for number in range(start_line, end_line):
        if closing.fullmatch(_line(state, number)):
            return number
    state.env[f"end of {name}"] = (start_line, end_line)
    return end_line


def _read_formula(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A formula between lines that begin and end with `$$`."""
    line = _line(state, start_line).rstrip()
    if not line.startswith("$$") or state.is_code_block(start_line):
        return False
    last = start_line
    if line == "$$" or not line.endswith("$$"):
        if "$$" in line[2:]:
            return False
        last += 1
        bound = min(end_line, start_line + _MAX_FORMULA_LINES)
        while last < bound and not _line(state, last).rstrip().endswith("$$"):
            last += 1
        if last == bound:
            return False
    if not silent:
        token = state.push(MATH_BLOCK, "", 0)
        token.content = state.getLines(start_line, last + 1, state.sCount[start_line], False)
        state.line = last + 1
    return True


def _read_import(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Imports and exports of MDX down to a blank line; page breaks, and targets of MyST."""
    line = _line(state, start_line)
    if state.level == 0 and not state.is_code_block(start_line):
        if _IMPORT.fullmatch(line):
            return _skip_paragraph(state, start_line, end_line, silent)
        if _PAGE_BREAK.fullmatch(line):
            return _skip_paragraph(state, start_line, start_line + 1, silent)
    return False


def _read_definition(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """The library's rule for `[label]: target`, but not for `[Name]: Yes`, which are words: what
    is no address is a target if something refers to it."""
    line = _line(state, start_line)
    match = line.startswith("[") and _DEFINITION.match(line)
    if match and not any(mark in match["target"] for mark in "/.#:@<"):
        if "labels" not in state.env:
            found = _REFERENCE.finditer(state.src)
            state.env["labels"] = {referring["label"].casefold() for referring in found}
        if match["label"].casefold() not in state.env["labels"]:
            return False
    return reference(state, start_line, end_line, silent)
