"""Numbers that CommonMark takes for those of items: of lists that do not count from 1, and of
paragraphs that begin with a day or a year."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

_ITEM_OF_ONE_PARAGRAPH = (
    *("ordered_list_open", "list_item_open", "paragraph_open", "inline"),
    *("paragraph_close", "list_item_close", "ordered_list_close"),
)


@dataclass(slots=True)
class _NumberedList:
    """Where it begins and its items do, and their numbers."""

    place: int
    items: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


def write_numbers(tokens: Sequence[Token]) -> list[Token]:
    """`tokens` in which the items of a list that does not begin with 1 begin with their numbers, as
    readers see them: "12. The keeper". So does an only item, which is a paragraph and no list:
    "3. Oktober 1990 war". Lists that go on with another are items as any. Linear."""
    left_out: set[int] = set()
    for lists in _find_lists(tokens):
        first_numbers = {each.numbers[0] for each in lists}
        last_numbers = {each.numbers[-1] for each in lists}
        for each in lists:
            first = each.numbers[0]
            parts = range(each.place, each.place + len(_ITEM_OF_ONE_PARAGRAPH))
            kinds = tuple(token.type for token in tokens[parts.start : parts.stop])
            if first - 1 in last_numbers or first + 1 in first_numbers:
                continue
            if kinds == _ITEM_OF_ONE_PARAGRAPH:
                left_out.update((*parts[:2], *parts[-2:]))
            elif first == 1:
                continue
            for item, number in zip(each.items, each.numbers, strict=True):
                _begin_with(f"{number}{tokens[item].markup} ", tokens[item + 1 : item + 3])
    return [token for place, token in enumerate(tokens) if place not in left_out]


def _find_lists(tokens: Sequence[Token]) -> list[list[_NumberedList]]:
    """The numbered lists, those of the same depth together."""
    of_level: defaultdict[int, list[_NumberedList]] = defaultdict(list)
    for place, token in enumerate(tokens):
        if token.type == "ordered_list_open":
            of_level[token.level].append(_NumberedList(place))
        elif token.type == "list_item_open" and token.info:
            its_list = of_level[token.level - 1][-1]
            its_list.items.append(place)
            its_list.numbers.append(int(token.info))
    return list(of_level.values())


def _begin_with(number: str, paragraph: Sequence[Token]) -> None:
    """Puts `number` before the words of the paragraph that these tokens begin, if it is one."""
    if [token.type for token in paragraph] != ["paragraph_open", "inline"]:
        return
    words = paragraph[1]
    words.content = number + words.content
    words.children = [Token("text", "", 0, content=number), *(words.children or ())]
