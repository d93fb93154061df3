"""Which numbered item the paragraphs below it are of, as nothing but their place tells."""

from collections.abc import Sequence

from corpus.article import Paragraph
from corpus.structure.blocks.headings.heading import looks_like_heading
from corpus.structure.blocks.lines import leads_in
from corpus.structure.numbering.unit_labels import Unit, read_number_label


def find_item_labels(
    text: str,
    paragraphs: Sequence[Paragraph],
    heads: Sequence[str],
    points: Sequence[Unit | None],
) -> dict[int, str]:
    """The labels of `paragraphs` of `text`, by their number, that items above them pass on. `heads`
    are how they begin, `points` the points that they are of. Linear."""
    items = [
        read_number_label(head) if paragraph.kind == "list" else None
        for paragraph, head in zip(paragraphs, heads, strict=True)
    ]
    return (
        _find_led_in(text, paragraphs, items)
        | _find_between(paragraphs, items)
        | _find_below_title(paragraphs, items, heads)
        | _find_owners(paragraphs, items, points)
    )


def _find_led_in(
    text: str, paragraphs: Sequence[Paragraph], items: Sequence[str | None]
) -> dict[int, str]:
    """The labels of paragraphs, by their number, that an item leads up to by a colon."""
    labels = {
        paragraph.start: item
        for paragraph, item in zip(paragraphs, items, strict=True)
        if item and leads_in(text[paragraph.start : paragraph.end])
    }
    return {
        number: labels[start]
        for number, paragraph in enumerate(paragraphs)
        if labels
        for start, _ in reversed(paragraph.context)
        if start in labels
    }


def counts_on(one: str, two: str) -> bool:
    """Whether `two` is the next number behind `one`: "2.4" behind "2.3"."""
    above, _, number = one.rpartition(".")
    beside, _, following = two.rpartition(".")
    if above != beside or not (number.isdecimal() and following.isdecimal()):
        return False
    return int(following) == int(number) + 1


def _find_between(paragraphs: Sequence[Paragraph], items: Sequence[str | None]) -> dict[int, str]:
    """The labels of paragraphs, by their number, that stand between an item and the one with the
    next number, below the same headings: that of the item, or of the "2.1" in a "2." above them.
    """
    found: dict[int, str] = {}
    last: tuple[int, str] | None = None
    for number, (paragraph, label) in enumerate(zip(paragraphs, items, strict=True)):
        if last and paragraphs[last[0]].headings != paragraph.headings:
            last = None
        if label is None:
            continue
        if last and label.startswith(f"{last[1]}."):
            continue  # it stands in that
        if last and counts_on(last[1], label):
            unit = last[1]
            for within in range(last[0] + 1, number):
                inner = items[within]
                unit = inner if inner and inner.startswith(f"{last[1]}.") else unit
                found[within] = unit
        last = number, label
    return found


def _find_below_title(
    paragraphs: Sequence[Paragraph], items: Sequence[str | None], heads: Sequence[str]
) -> dict[int, str]:
    """The label of the paragraph right below an item that is a title as the one with the number
    before is, which has text below it, too."""
    found: dict[int, str] = {}
    last: tuple[int, str] | None = None
    for number, item in enumerate(items):
        if item is None or not item.isdecimal():
            continue
        below = number + 1
        is_title = (
            below < len(items)
            and items[below] is None
            and paragraphs[below].kind == "prose"
            and looks_like_heading(heads[number][len(item) :].lstrip(".) \t") or "-")
        )
        if is_title and last and int(item) == int(last[1]) + 1:
            is_beside = paragraphs[last[0]].headings == paragraphs[below].headings
            found |= {below: item} if is_beside else {}
        last = (number, item) if is_title else None
    return found


def _find_owners(
    paragraphs: Sequence[Paragraph], items: Sequence[str | None], points: Sequence[Unit | None]
) -> dict[int, str]:
    """The "2.1" that points stand right below, by the number of each point's paragraph."""
    found: dict[int, str] = {}
    owner: tuple[str, tuple[str, ...]] | None = None
    for number, (paragraph, item) in enumerate(zip(paragraphs, items, strict=True)):
        if item:
            owner = (item, paragraph.headings) if "." in item else None
        elif owner and points[number] and paragraph.headings == owner[1]:
            found[number] = owner[0]
        else:
            owner = None
    return found
