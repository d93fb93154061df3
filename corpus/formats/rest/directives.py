"""What the directives of reStructuredText are: code, asides, tables, descriptions, or nothing."""

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from corpus.formats.rest.lines import FIELD, dedent, has_marks
from corpus.structure.blocks.code import looks_like_code
from corpus.structure.blocks.lines import make_line

DirectiveKind: TypeAlias = Literal[
    "none", "code", "lines", "body", "titled", "heading", "version", "table", "csv", "rows", "term"
]
"""What its content is: nothing to read, code, lines with markup, text that goes on with the
argument, text below the argument as a title, a title by itself, text below a version, a table with
a caption, values with commas, lists that are rows, or the description of what the argument names.
"""

_FILE = re.compile(r"/|\.\w{2,5}$|,|^\d|^$")
_TOKEN = re.compile(r"`~?([^\s`]{1,100})`")
_LANGUAGE = re.compile(r"[a-z][a-z\d+#-]{0,20}")
_DIRECTIVE = re.compile(r"\.\. +(?P<name>[^\W_][\w:+.-]{0,60}?) ?::(?: +(?P<argument>.*))?$")
_NONE = re.compile(
    r"toctree|contents|index|(?:\w{1,8}:)?(?:current)?module|highlight(?:lang)?|default-domain|meta"
    r"|image|include|literalinclude|raw|sectnum|title|role|default-role|unicode|date"
    r"|tabularcolumns|(?:code|section|module)author|auto\w{1,30}|graphviz|digraph|graph"
    r"|todo(?:list)?|testsetup|testcleanup|inheritance-diagram|mermaid|uml|plantuml|youtube|video|target-notes|program|bibliography"
)
_CODE = re.compile(
    r"code|code-block|code-tab|sourcecode|console|productionlist|doctest|testcode"
    r"|testoutput|prompt|math|ipython|jupyter-execute|plot|shell|cli"
)
_HIDING = frozenset(("hide", "suppress", "hide-code"))
"""Options of code that a page does not show, though it is run."""
_BODY = re.compile(
    r"note|warning|tip|hint|important|caution|danger|attention|error|seealso|epigraph"
    r"|impl-detail|pull-quote|highlights|compound|glossary|acks|centered"
    r"|header|footer|line-block"
)
# Of those whose argument is for the program alone.
_UNNAMED = re.compile(
    r"figure|container|class|rst-class|cssclass|only|ifconfig|hlist|tabs|tab-set|grid|grid-item"
    r"|card-carousel|parsed|parallel"
)
# Names of styles are small letters and hyphens.
_SIGNATURE = re.compile(r"[(.\[A-Z]|::")
_MEMBER = re.compile(
    r":(?:param|arg|type|raises?|returns?|rtype|ivar|vartype)\b[^:\n]{0,100}:"
    r"|\.\. +(?:\w{1,8}:)?(?:\w{0,6}method|attribute|property|data|function)::"
)
_TITLED = re.compile(
    r"admonition|topic|sidebar|tab|tab-item|group-tab|dropdown|card|grid-item-card|details"
    r"|collapse|md-tab-item|custom"
)
VERSIONS = {
    "versionadded": "Added in version",
    "version-added": "Added in version",
    "versionchanged": "Changed in version",
    "version-changed": "Changed in version",
    "versionremoved": "Removed in version",
    "version-removed": "Removed in version",
    "deprecated": "Deprecated since version",
    "deprecated-removed": "Deprecated since version",
}
"""What Sphinx writes in front of the version; here it stands above the text, and is not quoted."""
_MAX_CONDITION = 200
_OF_PAGES = frozenset(("html", "builder_html", "builder_dirhtml", "format_html", "dirhtml"))
_DESCRIBED = re.compile(
    r"(?:\w{1,8}:)?(?:function|method|class|attribute|data|exception|(?:cmd)?option|envvar|confval"
    r"|macro|type|struct|union|enum|enumerator|member|var|staticmethod|classmethod|property"
    r"|decorator|decoratormethod|opcode|describe|object|token)"
)


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive: what kind it is, what stands behind its colons, the lines of its content."""

    name: str
    kind: DirectiveKind
    argument: tuple[str, ...]
    content: list[str]
    options: dict[str, str]


def read_directive(lines: Sequence[str]) -> Directive | None:
    """The directive that `lines`, an explicit block of the text, are; None if they are none."""
    match = _DIRECTIVE.match(lines[0])
    if match is None:
        return None
    name = match["name"].casefold()
    below = dedent(lines[1:])
    is_apart = len(lines) > 1 and not lines[1]
    argument = [match["argument"].strip()] if match["argument"] else []
    options: dict[str, str] = {}
    number = 0
    while not is_apart and number < len(below) and below[number]:
        field = FIELD.match(below[number])
        if field is None and options:
            if below[number][0] == " ":
                number += 1
                continue
            break
        if field is None:
            argument.append(below[number].strip())
        else:
            options[field["name"].casefold()] = below[number][field.end() :].strip()
        number += 1
    content = dedent(below[number:])
    kind = _find_kind(name, argument, content)
    if kind == "code" and any(option in _HIDING and not options[option] for option in options):
        kind = "none"
    if kind == "term" and any(
        key.startswith(("param", "return", "type", "rais")) for key in options
    ):
        content = [*(f":{key}: {value}" for key, value in options.items()), "", *content]
    return Directive(name, kind, tuple(argument), content, options)


def name_version(name: str, argument: str) -> tuple[str, str]:
    """The title of one of `VERSIONS`, which is the version that `argument` begins with, and the
    text that stands behind that."""
    version, _, text = argument.partition(" ")
    title = f"{VERSIONS[name]} {version}".strip()
    if name == "deprecated-removed" and text:
        removed, _, text = text.partition(" ")
        title += f", removed in version {removed}"
    return title, text.strip()


def _find_kind(name: str, argument: list[str], content: list[str]) -> DirectiveKind:
    if _NONE.fullmatch(name):
        return "none"
    if _CODE.fullmatch(name):
        return "code"
    if name == "parsed-literal":
        return "lines"
    if name in ("only", "ifconfig"):
        return "body" if name == "only" and _is_of_pages(" ".join(argument)) else "none"
    if name == "class" and _is_signature(argument, content):
        return "term"
    if _BODY.fullmatch(name) or _UNNAMED.fullmatch(name):
        return "body"
    if _TITLED.fullmatch(name):
        return "titled"
    if name in VERSIONS:
        return "version"
    fixed: dict[str, DirectiveKind] = {
        "table": "table",
        "csv-table": "csv",
        "list-table": "rows",
        "flat-table": "rows",
        "rubric": "heading",
    }
    return fixed.get(name) or _guess_kind(name, argument, content)


def _is_signature(argument: list[str], content: list[str]) -> bool:
    """Whether what stands behind `class` is one of a program, as Sphinx has it, rather than names
    of styles of what is set in below, as Docutils has it."""
    named = " ".join(argument)
    return _SIGNATURE.search(named) is not None or any(map(_MEMBER.match, content))


def _is_of_pages(condition: str) -> bool:
    """Whether what stands below `only` does in a page of the web, as far as that can be told: of
    tags that a project has itself nothing is set. What is no condition is shown."""
    if not condition or len(condition) > _MAX_CONDITION:
        return bool(condition)
    try:
        return _holds(ast.parse(condition.strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True


def _holds(condition: ast.expr) -> bool:
    match condition:
        case ast.Name(name):
            return name in _OF_PAGES
        case ast.UnaryOp(ast.Not(), inner):
            return not _holds(inner)
        case ast.BoolOp(ast.And(), parts):
            return all(map(_holds, parts))
        case ast.BoolOp(ast.Or(), parts):
            return any(map(_holds, parts))
    return True


def _guess_kind(name: str, argument: list[str], content: list[str]) -> DirectiveKind:
    """Of one that only the project's own program knows."""
    if _DESCRIBED.fullmatch(name):
        return "term"
    if not content:
        # It names what stands below it, unless that is a file.
        return "heading" if argument and not _FILE.search(argument[0]) else "none"
    # What is named is described, whatever its sentences look like; code has its language there.
    is_named = bool(argument) and _LANGUAGE.fullmatch(" ".join(argument)) is None
    lines = [make_line(line) for line in content[:20]]
    if not is_named and looks_like_code(lines) and not has_marks(content):
        return "code"
    return "term" if argument else "body"


def code_lines(directive: Directive) -> list[str]:
    """The code of a directive; of a grammar without marks at names and without its own name."""
    if directive.name != "productionlist":
        return directive.content or list(directive.argument)
    lines = [*directive.argument, *directive.content]
    is_grouped = bool(lines) and ":" not in lines[0]
    return [_TOKEN.sub(r"\1", line) for line in lines[is_grouped:]]


def body_lines(directive: Directive) -> list[str]:
    """The text of a directive that goes on with its argument, unless that is no text."""
    if not directive.argument or _UNNAMED.fullmatch(directive.name):
        return directive.content
    return [*directive.argument, *([""] if directive.content else []), *directive.content]
