"""Blocks of Markdown between a tag that hides what stands in it and the one that ends it, where
blank lines part them, as in `<div hidden>`: to the parser each tag is a block of its own."""

from collections.abc import Iterator

from markdown_it.token import Token

from corpus.formats.html_text import hides, read_tags


def leave_out_hidden_blocks(tokens: list[Token]) -> list[Token]:
    """`tokens` without those between such tags, which stand on one level; of a tag that nothing
    ends, nothing is left out. The work grows with the tokens and their tags."""
    kept: list[Token] = []
    last = 0
    for first, end, rest in sorted(_find_hidden(tokens)):
        if first < last:
            continue
        tokens[end].content = rest
        kept += tokens[last : first + 1]
        last = end
    return kept + tokens[last:]


def _find_hidden(tokens: list[Token]) -> Iterator[tuple[int, int, str]]:
    """Of each hidden part the numbers of the tokens that open and end it, and what stands behind
    its end."""
    opened: dict[str, list[tuple[int, bool]]] = {}
    for number, token in enumerate(tokens):
        if token.type != "html_block":
            continue
        for tag in read_tags(token.content):
            name = tag["name"].casefold()
            stack = opened.setdefault(name, [])
            if not tag["closes"]:
                stack.append((number, hides(tag[0]) is not None))
                continue
            start, is_hiding = stack.pop() if stack else (number, False)
            is_apart = start < number and tokens[start].level == token.level
            if is_hiding and is_apart:
                yield start, number, token.content[tag.end() :]
