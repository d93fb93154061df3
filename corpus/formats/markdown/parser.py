"""Markdown to the tokens of markdown-it: CommonMark, what GitHub and others add, and limits."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from corpus.article import ArticleError
from corpus.formats.markdown.block_rules import add_block_rules
from corpus.formats.markdown.inline.inline_rules import add_inline_rules
from corpus.formats.markdown.numbered import write_numbers
from corpus.formats.markdown.rule_choice import choose_rules

_MAX_TOKENS_PER_CHARACTER = 2
_MAX_FURTHER_TOKENS = 20_000
"""A cell of a table is three tokens, and every row of two characters is filled up to as many cells
as the first one has; no other markup has more tokens than characters."""
_MAX_BRACKET_STEPS = 20_000_000
"""Opening brackets of a paragraph times its characters: each is compared with what follows."""


def parse_tokens(markdown: str) -> tuple[list[Token], dict[str, list[Token]]]:
    """The tokens of a text, and apart from them those of each footnote that is cited, by its label.

    :raises ArticleError: if its tables are of nothing but empty cells.
    """
    env: dict[str, dict[str, dict[int, dict[str, list[Token]]]]] = {}
    tokens = write_numbers(_make_parser().parse(markdown, env))
    footnotes = {
        f"#{number}": [_inline_token(data["tokens"])]
        for number, data in env.get("footnotes", {}).get("list", {}).items()
        if "tokens" in data
    }
    return _part_footnotes(tokens, footnotes)


def parse_line(line: str) -> Token:
    """The inline token of a line that stands in HTML, where many expect Markdown to be read."""
    return _make_parser().parseInline(line)[0]


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 (the library's name)
        """Every link is one: nothing is opened here, and what is refused stays in the text as its
        source, such as a path on somebody's disk or a picture in letters."""
        return True


@cache
def _make_parser() -> MarkdownIt:
    parser = make_all_asking_parser()
    choose_rules(parser)
    return parser


def make_all_asking_parser() -> MarkdownIt:
    """The parser before `choose_rules`, which finds the same and takes longer."""
    parser = _Parser("commonmark").enable(["table", "strikethrough"])
    parser.use(footnote_plugin, move_to_end=False).use(deflist_plugin).use(admon_plugin)
    parser.block.ruler.at("table", _parse_table, {"alt": ["paragraph", "reference"]})
    parser.core.ruler.at("inline", _parse_inline)
    add_block_rules(parser)
    add_inline_rules(parser)
    return parser


def cited_footnotes(token: Token) -> list[str]:
    """The labels of the footnotes that an inline token cites, in order."""
    return [
        child.meta.get("label") or f"#{child.meta['id']}"
        for child in token.children or ()
        if child.type == "footnote_ref"
    ]


def _part_footnotes(
    tokens: list[Token], footnotes: dict[str, list[Token]]
) -> tuple[list[Token], dict[str, list[Token]]]:
    """The tokens without the definitions of footnotes that are cited, and these by their labels;
    those that nobody cites stay where they stand."""
    cited = {label for token in tokens for label in cited_footnotes(token)}
    kept: list[Token] = []
    current = kept
    for token in tokens:
        if token.type == "footnote_reference_open":
            label = token.meta["label"]
            current = footnotes.setdefault(label, []) if label in cited else kept
        elif token.type == "footnote_reference_close":
            current = kept
        else:
            current.append(token)
    return kept, footnotes


def _inline_token(children: list[Token]) -> Token:
    return Token("inline", "", 0, children=children)


def _parse_table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """The library's rule, which may be asked for 65,536 empty cells by each of many tables."""
    found = table(state, start_line, end_line, silent)
    most = _MAX_TOKENS_PER_CHARACTER * len(state.src) + _MAX_FURTHER_TOKENS
    if len(state.tokens) > most:
        raise ArticleError("its tables have far more cells than text")
    return found


def _parse_inline(state: StateCore) -> None:
    """The library's rule, but for paragraphs with so many brackets that it would take minutes;
    they are kept as they are."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = []
        if token.content.count("[") * len(token.content) > _MAX_BRACKET_STEPS:
            token.children.append(Token("text", "", 0, content=token.content))
        else:
            state.md.inline.parse(token.content, state.md, state.env, token.children)
