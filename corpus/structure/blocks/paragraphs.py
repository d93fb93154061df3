"""Paragraphs out of blocks: where they stand, what stands above them, what leads up to them."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from corpus.article import Paragraph, Span
from corpus.fields.dates import is_date_alone
from corpus.fields.names import MEANING_OF, fold_name
from corpus.structure.blocks.block import Block
from corpus.structure.blocks.headings.credited import states_credit
from corpus.structure.blocks.headings.heading import (
    Heading,
    HeadingPath,
    looks_like_heading,
    make_release,
    make_weak,
)
from corpus.structure.blocks.headings.inner_lines import find_lines_of_items
from corpus.structure.blocks.headings.releases import find_version, read_release_words
from corpus.structure.blocks.lines import (
    SENTENCE_END,
    SIGNATURE,
    has_letters,
    is_left_open,
    is_row,
    leads_in,
)
from corpus.structure.numbering.numbered_units import label_units
from corpus.structure.pointers import tells_of_another_version
from corpus.structure.sentences.sentences import strip_span
from corpus.structure.units import find_term

_MAX_LEAD_IN = 300
"""Characters of what leads up to a block; of a longer paragraph its last sentence does."""
_MAX_LEAD_INS = 3
_MAX_NESTED = 2
"""Short lines one below another that are headings, a title and one below it."""
_MAX_HEADING_SHARE = 0.4
_FIELD = re.compile(r"[^\W\d_][^:：.!?\n]{0,30}(?:: |：)\S")
_FIELDS = re.compile(r"^[ \t]*([^\W\d_]+): \S.*\n[ \t]*(?=([^\W\d_]+): \S)", re.MULTILINE)
"""A field with a label of one word, above another one."""
_LETTERED = re.compile(r"[B-HJ-Z]\s+\S")
"""What a letter stands for, which is no article and no pronoun."""
_COUNTED_FIELD = re.compile(r"[^\W\d_][^:\d]{0,30}: \d[^:]*$")
"""A field whose value is a number, such as "Serves: 8"."""
_COUNTED = re.compile(r"([^\W\d_][^\n:\d]{1,30}) (\d{1,3}): \S[^\n]{0,80}(?<![.:;,])$")
"""A title behind a word and its number."""
_MIN_COUNTED = 2
_DEPTH_INDENT = 100
_SAYS = re.compile(r"\s(?:is|are|looks|would|ist|sind|lautet|est|sont|es|son)\s", re.I)
_ASKS = re.compile(
    r"(?:wh\w+|how|if|w[aeio]\w+|que?\w*|cu[aá]\w+|c[oó]mo|comment)\b|.*[?？]$", re.I
)
"""A line with a verb above code leads up to it, if it asks nothing."""
_ADDRESS = re.compile(
    r"\s*<?(?:https?|ftp)://\S{1,2000}\s*|\s*<?[^\s<>@]{1,64}@[^\s<>@]{1,255}>?\s*"
)
_TO_ADDRESS = re.compile(r"\S \S{0,64}[^\s@]@[^\s@]{1,255}\.[^\s@.]{2,20}$")
"""A line that says where somebody is reached is no heading."""
_NUMBER = re.compile(r"(\d{1,3})\s")
_GAP = re.compile(r"(?<=\S)(?:[ \t]{2,}|\t)(?=\S)")
"""What a quoted mail counts as indented, for each mark before it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A block, and the span of the article's text that it takes, without outer white space. One
    `is_of_head` that stands between lines of a head, which are not quoted."""

    block: Block
    start: int
    end: int
    is_of_head: bool = False

    @property
    def indent(self) -> int:
        """How far it is set in, quoted mail below all else."""
        return self.block.indent + _DEPTH_INDENT * self.block.depth


@dataclass(frozen=True, slots=True)
class _Opening:
    """What the blocks that follow are understood by: a lead-in, or an item with others below it."""

    indent: int
    span: Span
    is_item: bool


def join_descriptions(blocks: Iterable[Block]) -> Iterator[Block]:
    """`blocks` with the paragraphs that stand as far in as a term's description in one with it."""
    term: Block | None = None
    gaps: list[Block] = []
    further: list[str] = []
    for block in blocks:
        if term and block.role == "gap" and not block.text.strip():
            gaps.append(block)
        elif term and _describes(term, block):
            further += (line.strip() for line in block.text.split("\n"))
            gaps = []
        else:
            if term:
                yield from (replace(term, text="\n".join((term.text, *further))), *gaps)
            term, gaps, further = (block, [], []) if block.role == "term" else (None, [], [])
            if term is None:
                yield block
    if term:
        yield from (replace(term, text="\n".join((term.text, *further))), *gaps)


def _describes(term: Block, block: Block) -> bool:
    is_set_in = block.depth == term.depth and block.indent > term.indent
    return block.role == "prose" and is_set_in and block.indent == term.body


def place_blocks(blocks: Sequence[Block]) -> tuple[str, list[Placed]]:
    """The text that `blocks` make, a line end between any two, and where each stands in it. Blanks
    and tabs within a line of running text are one blank, as nothing is aligned there."""
    texts = [_GAP.sub(" ", block.text) if block.role == "prose" else block.text for block in blocks]
    text = "\n".join(texts)
    placed = []
    start = 0
    for block, content in zip(blocks, texts, strict=True):
        end = start + len(content)
        if block.role != "gap":
            placed.append(Placed(block, *strip_span(text, start, end)))
        start = end + 1
    return text, placed


def leave_out_head(
    placed: Sequence[Placed], text: str, head: Collection[int], fields: Collection[int]
) -> list[Placed]:
    """`placed` without the lines that begin at one of `head`, and what has no letters. Of what
    stays, lines amid the head and those that begin at one of `fields` are no headings."""
    head_end = max((*head, *fields), default=-1)
    kept: list[Placed] = []
    for one in placed:
        kept += [one] if one.start > head_end else _part_at_head(one, text, head, fields)
    return [one for one in kept if has_letters(text[one.start : one.end])]


def _part_at_head(
    one: Placed, text: str, head: Collection[int], fields: Collection[int]
) -> Iterator[Placed]:
    """The runs of lines of `one` that begin at none of `head`."""
    start = begin = one.start
    is_cut = False
    while start < one.end:
        after = _next_line(one, text, start)
        if start in head:
            end = strip_span(text, begin, start)[1]
            yield replace(one, start=begin, end=max(begin, end), is_of_head=True)
            begin, is_cut = after, True
        elif is_cut and begin == start and not has_letters(text[start:after]):
            begin = after  # a rule below it
        start = after
    if not is_cut:
        yield replace(one, is_of_head=True) if one.start in fields else one
    else:
        yield replace(one, start=begin, is_of_head=begin in fields)


def _next_line(one: Placed, text: str, start: int) -> int:
    after = text.find("\n", start, one.end)
    return strip_span(text, after, one.end)[0] if after >= 0 else one.end


def make_paragraphs(
    text: str, placed: Sequence[Placed], is_turn: Callable[[str], bool] | None
) -> tuple[Paragraph, ...]:
    """The paragraphs of `text`: each block that is no heading, with the headings above it. Short
    lines above others are headings, too, unless `is_turn` calls them somebody's turn, or is None,
    as nobody is looked for in a text whose own marks tell its headings."""
    weak = _find_weak_headings(text, placed, is_turn) if is_turn else {}
    weak |= _find_releases(text, placed, weak) if is_turn else {}
    weak |= _find_counted(text, placed, weak)
    headings = [weak.get(number) or one.block.heading for number, one in enumerate(placed)]
    path = HeadingPath(filter(None, headings))
    openings: list[_Opening] = []
    paragraphs: list[Paragraph] = []
    header: Span | None = None
    before: Placed | None = None
    follows_heading = False
    for number, (one, heading) in enumerate(zip(placed, headings, strict=True)):
        content = text[one.start : one.end]
        if heading:
            path.add(heading, follows_heading)
            follows_heading, before, header = True, None, None
            openings.clear()
            if number not in weak and one.block.role == "prose":  # a release, told nothing of
                said = replace(_make_paragraph(one, path, []), headings=path.texts[:-1])
                paragraphs.append(said)
            continue
        follows_heading = False
        if one.block.role != "table":
            header = None
        _close(openings, one, before)
        context = [_shorten(text, opening.span) for opening in openings[-_MAX_LEAD_INS:]]
        if one.block.role == "code" and before and before.block.role in ("prose", "list", "term"):
            last = _shorten(text, (before.start, before.end))
            context = context if last in context else [*context, last]
        if one.block.is_header:
            header = (one.start, one.end)
        elif header:
            context.append(header)
        paragraphs.append(_make_paragraph(one, path, context))
        _open(openings, one, content)
        before = one
    return tuple(label_units(text, paragraphs))


def _make_paragraph(one: Placed, path: HeadingPath, context: list[Span]) -> Paragraph:
    role = one.block.role
    assert role != "heading" and role != "gap"
    depth = one.block.depth
    return Paragraph(
        *(one.start, one.end, path.texts),
        context=tuple(context),
        label=path.label,
        kind=role,
        depth=depth,
    )


def _close(openings: list[_Opening], one: Placed, before: Placed | None) -> None:
    """Drops what does not lead up to `one`: an item beside or above it, and any lead-in that it
    does not stand below if it is running text or such parts them."""
    parts = before is not None and before.block.role == "prose"
    while openings and openings[-1].indent >= one.indent:
        last = openings[-1]
        is_next = before is not None and before.start <= last.span[0] < before.end
        if one.block.role != "prose" and not last.is_item and (is_next or not parts):
            break
        openings.pop()


def _open(openings: list[_Opening], one: Placed, content: str) -> None:
    role = one.block.role
    if role not in ("prose", "list", "term"):
        return
    leads = leads_in(content)
    if leads or role != "prose":
        # Of an option with a long description only the option tells what goes on below it.
        start, end = find_term(content) if role == "term" and not leads else (0, len(content))
        span = (one.start + start, one.start + end)
        openings.append(_Opening(one.indent, span, role != "prose"))


def _shorten(text: str, span: Span) -> Span:
    """`span`, or the last sentence in it if it is long."""
    start, end = span
    if end - start <= _MAX_LEAD_IN:
        return span
    least = end - _MAX_LEAD_IN
    cut = max(text.rfind(stop, least, end - 1) for stop in (". ", "? ", "! ", "。", "\n"))
    return strip_span(text, cut + 1 if cut >= 0 else text.find(" ", least, end) + 1 or least, end)


def _find_weak_headings(
    text: str, placed: Sequence[Placed], is_turn: Callable[[str], bool]
) -> dict[int, Heading]:
    """The blocks that only their shape tells to be headings: one or two short lines above a text,
    but no longer run of them."""
    contents = [text[one.start : one.end] for one in placed]
    short = [
        one.block.role == "prose"
        and not one.is_of_head
        and "\n" not in content
        and looks_like_heading(content)
        and not is_row(one.block.text.strip())
        and not _COUNTED_FIELD.match(content)
        and not _states_day(content)
        and not states_credit(content)
        and not _TO_ADDRESS.search(content)
        and not is_turn(content)
        for one, content in zip(placed, contents, strict=True)
    ]
    if contents and tells_of_another_version(contents[0]):
        short[0] = False
    parted = sum(two.start - one.end > 1 for one, two in pairwise(placed))
    has_gaps = 2 * parted > len(placed)
    runs = [len(list(run)) for is_short, run in groupby(short) if is_short]
    # Where longer runs stand, as of ingredients, two lines are a list as well.
    most = 1 if max(runs, default=0) > _MAX_NESTED else _MAX_NESTED
    no_headings = find_lines_of_items([one.block for one in placed])
    no_headings.update(_find_no_headings(text, placed, contents, is_turn))
    found: list[int] = []
    number = 0
    while number < len(placed):
        end = number
        while end < len(placed) and short[end]:
            end += 1
        if 1 <= end - number <= most and end < len(placed):
            after_lead_in = number > 0 and leads_in(contents[number - 1])
            alone = not has_gaps or _is_set_off(placed, number, end)
            last = end - 1
            heads = _stands_above(placed[last], contents[last], placed[end], contents[end])
            heads = heads and not _is_interrupted(placed, contents, end)
            if alone and heads and not after_lead_in and no_headings.isdisjoint(range(number, end)):
                found += range(number, end)
        number = end + 1
    # A poem's lines look like headings, but no text is so full of them.
    if sum(len(contents[n]) for n in found) > _MAX_HEADING_SHARE * sum(map(len, contents)):
        return {}
    return {number: make_weak(contents[number]) for number in found}


def _states_day(content: str) -> bool:
    """Whether `content` is a field such as "Updated: July 7, 2021"."""
    label, _, value = content.partition(":")
    return MEANING_OF.get(fold_name(label)) == "date" and is_date_alone(value.strip())


def _find_no_headings(
    text: str, placed: Sequence[Placed], contents: Sequence[str], is_turn: Callable[[str], bool]
) -> Iterator[int]:
    """The blocks that are no headings by what stands right above or below them: fields between two
    others, as of a recipe ("Time: an hour", "Ingredients: beets", "Tip: serve it cold."), or two
    with nothing right below them whose labels stand together elsewhere, too ("Usage: turn",
    "Default: off"), lines further in with which a sentence goes on, what a letter stands for, below
    another one, and what somebody
    has said whose name stands below."""
    names = [_FIELD.match(content) and not is_turn(content) for content in contents]
    pairs = enumerate(pairwise(placed), start=1)
    attached = {n for n, (one, two) in pairs if text.count("\n", one.end, two.start) == 1}
    lettered = [_LETTERED.match(content) for content in contents]
    known = {pair for pair, count in Counter(_FIELDS.findall(text)).items() if count > 1}
    last = attached - {n - 1 for n in attached} if known else ()
    both = (n for n in last if names[n - 1] and names[n])
    again = [n for n in both if _read_labels(contents[n - 1 : n + 1]) in known]
    paired = {*again, *(number - 1 for number in again)}
    for number in range(len(placed)):
        is_inner = number in attached and number + 1 in attached
        is_signed = number + 1 in attached and SIGNATURE.match(contents[number + 1])
        if (
            (is_inner and all(names[number - 1 : number + 2]))
            or number in paired
            or (number and lettered[number - 1] and lettered[number])
            or (number in attached and _hangs(text, placed[number - 1], placed[number]))
            or (is_signed and not contents[number][-1].isalnum())
        ):
            yield number


def _read_labels(contents: Iterable[str]) -> tuple[str, ...]:
    """What stands before the colons of fields."""
    return tuple(content.partition(":")[0].rstrip() for content in contents)


def _hangs(text: str, above: Placed, one: Placed) -> bool:
    """Whether `one` stands further in than running text that has no end."""
    said = text[above.start : above.end]
    is_open = above.block.role == "prose" and not (SENTENCE_END.search(said) or leads_in(said))
    places = [each.start - text.rfind("\n", 0, each.start) - 1 for each in (above, one)]
    return is_open and not looks_like_heading(said) and places[1] > places[0] + 1


def _find_releases(
    text: str, placed: Sequence[Placed], weak: Mapping[int, Heading]
) -> dict[int, Heading]:
    """The headings that name releases in the same words, once no other kind of heading names one
    any more, and the lines in these words that stand by themselves right above a text."""
    known: dict[int, tuple[str, ...]] = {}
    strong: set[tuple[str, ...]] = set()
    others = -1
    for number, one in enumerate(placed):
        heading = weak.get(number, one.block.heading)
        if heading is None:
            continue
        words = read_release_words(heading.text)
        if words and (heading.is_weak or heading.family == "outdented"):
            known[number] = words
            strong |= set() if heading.is_weak else {words}
        elif not heading.is_weak and find_version(heading.text):
            others = number
    if not known:
        return {}
    lines = {
        number: read_release_words(text[one.start : one.end])
        for number, one in enumerate(placed)
        if one.block.role == "prose" and number not in weak
    }
    said = set(known.values())
    heads = known | {
        number: words
        for number, words in lines.items()
        if words in said and _is_right_above(placed, number, lines)
    }
    counts = Counter(words for number, words in heads.items() if number > others)
    return {
        number: make_release(text[placed[number].start : placed[number].end], words not in strong)
        for number, words in heads.items()
        if number > others and counts[words] > 1
    }


def _find_counted(
    text: str, placed: Sequence[Placed], weak: Mapping[int, Heading]
) -> dict[int, Heading]:
    """The lines that count in the same words as several weak headings do ("Agenda item 4: ..."),
    and stand as these do, whatever they and what stands below them end in: all of these words must
    count up. Linear."""
    kinds: dict[str, dict[int, int]] = {}
    for number, one in enumerate(placed):
        counted = _COUNTED.match(text[one.start : one.end])
        if counted and (number in weak or one.block.role == "prose"):
            kinds.setdefault(counted[1].casefold(), {})[number] = int(counted[2])
    found: dict[int, Heading] = {}
    for counts in kinds.values():
        further = [number for number in counts if number not in weak]
        if len(counts) - len(further) < _MIN_COUNTED:
            continue
        counts_up = all(one < two for one, two in pairwise(counts.values()))
        if counts_up and all(_is_right_above(placed, number, {}) for number in further):
            spans = {number: (placed[number].start, placed[number].end) for number in further}
            found |= {number: make_weak(text[slice(*span)]) for number, span in spans.items()}
    return found


def _is_right_above(
    placed: Sequence[Placed], number: int, lines: Mapping[int, tuple[str, ...]]
) -> bool:
    """Whether the block there has a blank line above it and a text below it that names no
    release."""
    if number + 1 == len(placed) or lines.get(number + 1):
        return False
    one, below = placed[number], placed[number + 1]
    is_apart = number == 0 or one.start - placed[number - 1].end > 1
    return is_apart and below.block.role != "heading" and one.block.depth == below.block.depth


def _is_interrupted(placed: Sequence[Placed], contents: Sequence[str], end: int) -> bool:
    """Whether code stands at `end` and the text behind it goes on in small letters, so that what
    stands above it is the beginning of a sentence."""
    if placed[end].block.role != "code" or end + 1 == len(placed):
        return False
    return placed[end + 1].block.role == "prose" and contents[end + 1][0].islower()


def _is_set_off(placed: Sequence[Placed], first: int, end: int) -> bool:
    """Whether blank lines lie before and behind the blocks from `first` to `end`."""
    before = first == 0 or placed[first].start - placed[first - 1].end > 1
    return before and placed[end].start - placed[end - 1].end > 1


def _stands_above(one: Placed, content: str, after: Placed, following: str) -> bool:
    role = after.block.role
    if role == "heading" or one.block.depth != after.block.depth:
        return False
    is_open = is_left_open(content) or content.endswith((" is", " are"))
    is_open |= role == "code" and bool(_SAYS.search(content)) and not _ASKS.match(content)
    is_set_in = role == "code" or after.block.indent > one.block.indent
    is_right_above = after.start - one.end == 1
    if (is_open and (is_set_in or is_right_above)) or _ADDRESS.fullmatch(following):
        return False
    if role in ("list", "term", "code", "table"):
        return after.start - one.end > 1 and len(content.split()) <= 8
    if _counts_on(content, following):
        return False  # a verse, with the next one below it
    if following[0].islower() and not content.endswith("?"):
        return False
    return bool(SENTENCE_END.search(following)) or len(following) > 2 * len(content)


def _counts_on(content: str, following: str) -> bool:
    """Whether both begin with a bare number and that of `following` is the next one."""
    one, two = _NUMBER.match(content), _NUMBER.match(following)
    return one is not None and two is not None and int(two[1]) == int(one[1]) + 1
