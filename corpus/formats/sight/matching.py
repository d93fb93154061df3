"""Which of many selectors each element of a page is chosen by, in one pass over its elements."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from corpus.formats.sight.selectors import Selector, Step, Subject

_MAX_CLASSES = 50
_TESTS = 1_000_000
_TESTS_EACH = 100
"""Steps that are asked of the elements of a page: so many, and so many for each of them."""


@dataclass(frozen=True, slots=True)
class Tag:
    """An element: its name in lower case, its attributes, and the number of the element that it
    stands in, in the order of the page; -1 if it is in none."""

    name: str
    attributes: Mapping[str, str]
    above: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """A step of a selector, with its number and that of the step before, -1 if it is the first; and
    the number of the selector, -1 unless it is its last."""

    step: Step
    number: int
    before: int
    selector: int


@dataclass(slots=True)
class _Open:
    """An element that is open: what steps it was found for, and what the last one that has ended in
    it and all of them were."""

    number: int
    reached: set[int]
    last: set[int] = field(default_factory=set)
    earlier: set[int] = field(default_factory=set)


def match_tags(selectors: Sequence[Selector], tags: Sequence[Tag]) -> Iterator[tuple[int, ...]]:
    """For each of `tags`, which stand in the order of the page, the numbers of the `selectors` that
    choose it. From left to right: what is asked of those around an element is known when it comes,
    so that nothing is looked for twice. Once too many steps were asked, none is chosen."""
    subjects = [*_make_subjects(tags)]
    entries = _sort(selectors, {key for subject in subjects for key in _keys(subject)})
    allowance = _TESTS + _TESTS_EACH * len(tags)
    around: Counter[int] = Counter()
    stack = [_Open(-1, set())]
    for number, (tag, subject) in enumerate(zip(tags, subjects, strict=True)):
        while stack[-1].number != tag.above:
            around.subtract(stack.pop().reached)
        above = stack[-1]
        reached: set[int] = set()
        chosen: list[int] = []
        for key in _keys(subject):
            found = entries.get(key, ())
            allowance -= len(found)
            if allowance < 0:
                break
            for entry in found:
                match entry.step.combinator:
                    case " ":
                        is_next = around[entry.before] > 0
                    case ">":
                        is_next = entry.before in above.reached
                    case "+":
                        is_next = entry.before in above.last
                    case "~":
                        is_next = entry.before in above.earlier
                    case _:
                        is_next = True
                if is_next and entry.step.holds(subject):
                    if entry.selector < 0:
                        reached.add(entry.number)
                    else:
                        chosen.append(entry.selector)
        above.last = reached
        above.earlier.update(reached)
        around.update(reached)
        stack.append(_Open(number, reached))
        yield tuple(chosen)


def _sort(selectors: Sequence[Selector], keys: Set[str]) -> dict[str, list[_Entry]]:
    """The steps, by their keys, of those selectors that may choose something on a page whose
    elements have these `keys`."""
    entries: dict[str, list[_Entry]] = {}
    count = 0
    for number, selector in enumerate(selectors):
        if any(step.key not in keys for step in selector.steps):
            continue
        for place, step in enumerate(selector.steps):
            is_last = place == len(selector.steps) - 1
            before = count - 1 if place else -1
            entry = _Entry(step, count, before, number if is_last else -1)
            entries.setdefault(step.key, []).append(entry)
            count += 1
    return entries


def _make_subjects(tags: Sequence[Tag]) -> Iterator[Subject]:
    beside = Counter(tag.above for tag in tags)
    of_name = Counter((tag.above, tag.name) for tag in tags)
    seen: Counter[int] = Counter()
    seen_of_name: Counter[tuple[int, str]] = Counter()
    for tag in tags:
        key = tag.above, tag.name
        seen[tag.above] += 1
        seen_of_name[key] += 1
        yield Subject(
            tag.name,
            tag.attributes,
            frozenset((tag.attributes.get("class") or "").split()[:_MAX_CLASSES]),
            seen[tag.above],
            beside[tag.above] - seen[tag.above] + 1,
            seen_of_name[key],
            of_name[key] - seen_of_name[key] + 1,
            tag.above < 0,
        )


def _keys(subject: Subject) -> Iterator[str]:
    yield "*"
    yield subject.name
    if name := subject.attributes.get("id"):
        yield f"#{name}"
    for one in sorted(subject.classes):
        yield f".{one}"
