"""Lines of a file of news that stand for a release: "--1.0.0--", "* 1.0 (2020-01-01)", "1.0:"."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from corpus.structure.blocks.headings.heading import (
    Heading,
    make_release,
    read_marked,
    read_stars,
    read_underlined,
)
from corpus.structure.blocks.headings.releases import (
    MAY_NAME_RELEASE,
    Release,
    read_release,
    strip_release_mark,
)
from corpus.structure.blocks.lines import SENTENCE_END, Line, goes_on, read_item_mark
from corpus.structure.numbering.unit_labels import read_unit

_MIN_BARE = 3
"""Numbers such as "1.9" by themselves, from which on they may be versions."""
_MIN_BELOW = 3
"""Words below such a number, which may as well be a value below its label."""
_MIN_ROWS = 3
_MAX_BELOW = 5
"""Lines down to what stands below a line."""
_ITEM_SIGNS = "-*+•‣–—o"
_Shape: TypeAlias = tuple[int, str, str, bool]


@dataclass(frozen=True, slots=True)
class _Head:
    """The `number` of a line that may stand for a release, and which."""

    number: int
    release: Release


def find_release_lines(lines: Sequence[Line], skipped: Collection[int]) -> dict[int, Heading]:
    """The lines that stand for a release above what is told of it, where two or more releases are
    told of; none of those `skipped`. Underlined ones are headings as they are. Linear."""
    heads: list[_Head] = []
    underlined: set[tuple[int, ...]] = set()
    for number, is_likely in enumerate(map(MAY_NAME_RELEASE.search, [x.text for x in lines])):
        if not is_likely or number in skipped:
            continue
        release = read_release(lines[number].text)
        if release is None or read_unit(lines[number].text):
            continue
        if read_underlined(lines[number : number + 2]) or (
            number > 0 and read_underlined(lines[number - 1 : number + 2])
        ):
            underlined.add(release.numbers)
        else:
            heads.append(_Head(number, release))
    if not heads:
        return {}
    shapes: defaultdict[_Shape, list[_Head]] = defaultdict(list)
    for head in _leave_out_rows(lines, heads):
        if _is_apart(lines, head.number, head.release):
            release = head.release
            indent = lines[head.number].indent
            shapes[indent, release.mark, release.words, release.is_dated_first].append(head)
    found = (head for alike in _choose(lines, shapes, underlined) for head in alike)
    return {head.number: _make_heading(lines[head.number].text) for head in found}


def _choose(
    lines: Sequence[Line],
    shapes: Mapping[_Shape, Sequence[_Head]],
    underlined: Collection[tuple[int, ...]],
) -> Iterator[Sequence[_Head]]:
    """Those of the lines of one shape that stand for releases."""
    # The stars of an outline tell more levels than that of the releases.
    is_outline = any(shape[1] == "*" for shape in shapes) and any(
        read_stars(line.text)[0] == 2 for line in lines
    )
    above = _find_outdented(lines) if any(shape[0] for shape in shapes) else []
    told = {
        shape: heads
        for shape, heads in shapes.items()
        if not _are_rows(lines, heads)
        and not (shape[0] and _are_within(heads, above))
        and not (is_outline and shape[1] == "*")
    }
    sure = [
        (shape, head) for shape, heads in told.items() for head in heads if head.release.is_sure
    ]
    known = {*underlined, *(head.release.numbers for _, head in sure)}
    plain = {*underlined, *(head.release.numbers for shape, head in sure if not _is_item(shape))}
    for shape, heads in told.items():
        is_own = not shape[2] or not (plain if _is_item(shape) else known)
        is_own |= not _is_item(shape) and any(head.release.is_sure for head in heads)
        if not is_own:
            continue  # what it names has versions of its own
        if _count_down(lines, heads):
            yield heads
        elif len(known) > 1 and (len(heads) > 1 or not _is_item(shape)):
            yield [head for head in heads if head.release.is_sure]


def _is_item(shape: _Shape) -> bool:
    return _is_item_sign(shape[1])


def _is_item_sign(mark: str) -> bool:
    return len(mark) == 1 and mark in _ITEM_SIGNS


def _leave_out_rows(lines: Sequence[Line], heads: Sequence[_Head]) -> list[_Head]:
    """`heads` without those that stand line by line in a list of releases: three or more, or two
    items, or two that stand again elsewhere."""
    counts = Counter(head.release.numbers for head in heads)
    runs: list[list[_Head]] = []
    for head in heads:
        if runs and runs[-1][-1].number == head.number - 1:
            runs[-1].append(head)
        else:
            runs.append([head])
    return [
        head
        for run in runs
        if len(run) == 1 or (len(run) < _MIN_ROWS and not _are_listed(run, counts))
        for head in run
    ]


def _are_listed(run: Sequence[_Head], counts: Mapping[tuple[int, ...], int]) -> bool:
    is_again = all(counts[head.release.numbers] > 1 for head in run)
    return is_again or all(_is_item_sign(head.release.mark) for head in run)


def _make_heading(text: str) -> Heading:
    marked = read_marked(text)
    if marked and not marked.is_weak:
        return marked
    return make_release(strip_release_mark(text), is_weak=False)


def _find_outdented(lines: Sequence[Line]) -> list[int]:
    """For each line the last one above it that begins left of it; -1 if none does. Linear."""
    found = []
    left: list[int] = []
    for number, line in enumerate(lines):
        if line.text:
            while left and lines[left[-1]].indent >= line.indent:
                left.pop()
            found.append(left[-1] if left else -1)
            left.append(number)
        else:
            found.append(-1)
    return found


def _are_within(heads: Sequence[_Head], outdented: Sequence[int]) -> bool:
    """Whether something further left stands between most of `heads`, which they are told of."""
    parted = sum(outdented[two.number] > one.number for one, two in pairwise(heads))
    return 2 * parted >= len(heads) - 1


def _is_apart(lines: Sequence[Line], number: int, release: Release) -> bool:
    """Whether no sentence goes on in the line there, or from it."""
    line = lines[number]
    above = lines[number - 1] if number else None
    below = lines[number + 1] if number + 1 < len(lines) else None
    goes_on_below = below is not None and below.text[:1].islower() and not line.text.endswith(":")
    if above is None or above.says_nothing:
        return release.is_sure or not goes_on_below
    if release.is_named:
        return False
    if _stands_out(lines, number):
        return True
    if goes_on_below or goes_on(above, line):
        return False
    is_marked = release.is_sure or bool(release.mark) or line.text.endswith(":")
    ends = SENTENCE_END.search(above.text) or read_item_mark(above.text)
    return is_marked and (above.indent > line.indent or bool(ends))


def _stands_out(lines: Sequence[Line], number: int) -> bool:
    """Whether the line there stands left of what is told above and below it, as "pump-1.1" at the
    margin does; one more release, which nothing is told of, may stand beside it."""
    line = lines[number]
    for step in (-1, 1):
        at = number + step
        if 0 < at < len(lines) - 1 and _is_release_beside(line, lines[at]):
            at += step
        if not 0 <= at < len(lines):
            return False
        if lines[at].indent <= line.indent and not (step < 0 and lines[at].is_blank):
            return False
    return True


def _is_release_beside(line: Line, other: Line) -> bool:
    return other.indent == line.indent and read_release(other.text) is not None


def _are_rows(lines: Sequence[Line], heads: Sequence[_Head]) -> bool:
    """Whether most of `heads` have nothing below them, as in a list of what there is."""
    empty = sum(_find_below(lines, one.number) == two.number for one, two in pairwise(heads))
    return 2 * empty > len(heads)


def _find_below(lines: Sequence[Line], number: int) -> int:
    """The next line that says something; the number of `lines` if there is none near."""
    below = range(number + 1, min(number + 1 + _MAX_BELOW, len(lines)))
    return next((at for at in below if not lines[at].says_nothing), len(lines))


def _count_down(lines: Sequence[Line], heads: Sequence[_Head]) -> bool:
    """Whether `heads` go from newer releases to older ones, as numbers of sections do not."""
    releases = [head.release for head in heads]
    falls = sum(one.numbers > two.numbers for one, two in pairwise(releases))
    if len(heads) < 2 or 3 * falls < 2 * (len(heads) - 1):
        return False
    first = releases[0]
    if first.mark or first.words or any(x.is_sure or len(x.numbers) > 2 for x in releases):
        return True
    if all(x.numbers[-1] > 9 for x in releases) or len(heads) < _MIN_BARE:
        return False  # hours of a day, or prices
    below = [lines[at] for one in heads if (at := _find_below(lines, one.number)) < len(lines)]
    return all(len(line.text.split()) >= _MIN_BELOW for line in below)
