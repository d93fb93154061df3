"""Which of markdown-it's rules are asked: those that the next character may be the beginning of.

The library asks each rule at each line and at each mark, some twenty, of which all but a few look
at one character first. To look that up instead halves the time that many short lines take.
"""

from collections.abc import Callable
from typing import Generic, TypeVar, cast

from markdown_it import MarkdownIt
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_BLOCK_OPENINGS = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
    "footnote_def": "[",
    "admonition": "!?",
    "hidden": "%{",
    "container": ":",
    "highlight": "{",
    "formula": "$",
    "import": "ie\\(",
}
_INLINE_OPENINGS = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "rest_link": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "link": "[",
    "template_link": "[!",
    "wiki_link": "[",
    "image": "!",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "undefined_footnote": "[",
    "template_tag": "{",
    "role": "{",
    "attributes": "{",
    "embed": "!",
    "mark": "=",
    "comment": "%",
    "block_id": "^",
    "emoji": ":",
    "math": "$",
    "level": "^~",
    "struck": "~",
    "hidden_span": "[",
}
"""What the markup of each rule begins with; a rule that is not named is always asked."""

_Rule = TypeVar("_Rule", bound=Callable[..., bool])


def choose_rules(parser: MarkdownIt) -> None:
    """Has `parser`, which has all its rules, ask only those that may find something."""
    parser.block.ruler = _ChosenRules(parser.block.ruler, _BLOCK_OPENINGS, _ask_block_rules)
    parser.inline.ruler = _ChosenRules(parser.inline.ruler, _INLINE_OPENINGS, _ask_inline_rules)


class _ChosenRules(Ruler[_Rule], Generic[_Rule]):
    """The rules of `ruler`, each chain of them as one rule."""

    def __init__(
        self,
        ruler: Ruler[_Rule],
        openings: dict[str, str],
        ask: "Callable[[dict[str, list[_Rule]], list[_Rule]], Callable[..., bool]]",
    ) -> None:
        super().__init__()
        self._ruler, self._ask = ruler, ask
        names = zip(ruler.getRules(""), ruler.get_active_rules(), strict=True)
        self._openings = {rule: openings.get(name) for rule, name in names}
        self._chains: dict[str, list[_Rule]] = {}

    def getRules(self, chainName: str = "") -> list[_Rule]:  # noqa: N802, N803
        """The rule of a chain."""
        if chainName not in self._chains:
            rules = self._ruler.getRules(chainName)
            marks = {mark for rule in rules for mark in self._openings[rule] or ""}
            chosen = {mark: self._may_begin(mark, rules) for mark in marks}
            rule = self._ask(chosen, self._may_begin("", rules))
            self._chains[chainName] = [cast(_Rule, rule)]
        return self._chains[chainName]

    def get_active_rules(self) -> list[str]:
        """The names of all rules: some ask whether there is another."""
        return self._ruler.get_active_rules()

    def _may_begin(self, mark: str, rules: list[_Rule]) -> list[_Rule]:
        openings = ((rule, self._openings[rule]) for rule in rules)
        return [rule for rule, those in openings if those is None or (mark and mark in those)]


def _ask_block_rules(
    chosen: dict[str, list[Callable[..., bool]]], others: list[Callable[..., bool]]
) -> Callable[..., bool]:
    def read(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        place = state.bMarks[start_line] + state.tShift[start_line]
        for rule in chosen.get(state.src[place : place + 1], others):
            if rule(state, start_line, end_line, silent):
                return True
        return False

    return read


def _ask_inline_rules(
    chosen: dict[str, list[Callable[..., bool]]], others: list[Callable[..., bool]]
) -> Callable[..., bool]:
    def read(state: StateInline, silent: bool) -> bool:
        for rule in chosen.get(state.src[state.pos : state.pos + 1], others):
            if rule(state, silent):
                return True
        return False

    return read
