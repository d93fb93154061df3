"""Numbers that CommonMark takes for those of items: of lists that do not count from 1, and of
paragraphs that begin with a day or a year."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markdown_it.token import Token

_ITEM_OF_ONE_PARAGRAPH = (
    *("ordered_list_open", "list_item_open", "paragraph_open", "inline"),
    *("paragraph_close", "list_item_close", "ordered_list_close"),
)


_PARTED_BY = frozenset(("fence", "code_block", "html_block"))
"""What stands between the items of one list where nobody has set it in."""


@dataclass(slots=True)
class _NumberedList:
    """Where it begins and ends, where its items begin, and their numbers as they are written."""

    place: int
    items: list[int] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    end: int = 0


def write_numbers(tokens: Sequence[Token]) -> list[Token]:
    """`tokens` in which the items of a list that does not begin with 1 begin with their numbers, as
    readers see them: "12. The keeper". So does an only item, which is a paragraph and no list:
    "3. Oktober 1990 war". Lists that go on with the one before are items as any. Linear, for each
    depth."""
    left_out: set[int] = set()
    for lists in _find_lists(tokens):
        going_on = {
            number
            for number, (one, other) in enumerate(pairwise(lists))
            if _goes_on(tokens, one, other)
        }
        for number, each in enumerate(lists):
            if number in going_on or number - 1 in going_on:
                continue
            parts = range(each.place, each.place + len(_ITEM_OF_ONE_PARAGRAPH))
            kinds = tuple(token.type for token in tokens[parts.start : parts.stop])
            if kinds == _ITEM_OF_ONE_PARAGRAPH:
                left_out.update((*parts[:2], *parts[-2:]))
            elif each.numbers[0] == "1":
                continue
            for item, written in zip(each.items, each.numbers, strict=True):
                _begin_with(f"{written}{tokens[item].markup} ", tokens[item + 1 : item + 3])
    return [token for place, token in enumerate(tokens) if place not in left_out]


def _find_lists(tokens: Sequence[Token]) -> list[list[_NumberedList]]:
    """The numbered lists, those of the same depth together."""
    of_level: defaultdict[int, list[_NumberedList]] = defaultdict(list)
    for place, token in enumerate(tokens):
        if token.type == "ordered_list_open":
            of_level[token.level].append(_NumberedList(place))
        elif token.type == "ordered_list_close":
            of_level[token.level][-1].end = place
        elif token.type == "list_item_open" and token.info:
            its_list = of_level[token.level - 1][-1]
            its_list.items.append(place)
            its_list.numbers.append(token.info)
    return list(of_level.values())


def _goes_on(tokens: Sequence[Token], one: _NumberedList, other: _NumberedList) -> bool:
    """Whether `other` counts on from `one`, and nothing but code parts them."""
    if int(other.numbers[0]) != int(one.numbers[-1]) + 1:
        return False
    return all(token.type in _PARTED_BY for token in tokens[one.end + 1 : other.place])


def _begin_with(number: str, paragraph: Sequence[Token]) -> None:
    """Puts `number` before the words of the paragraph that these tokens begin, if it is one."""
    if [token.type for token in paragraph] != ["paragraph_open", "inline"]:
        return
    words = paragraph[1]
    words.content = number + words.content
    words.children = [Token("text", "", 0, content=number), *(words.children or ())]
