"""Articles to passages: small paragraphs together, others alone, long ones as runs of sentences."""

import functools
import hashlib
import logging
import re
from base64 import b32encode
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.article import Article, BlockKind, Locator, Paragraph, Span
from corpus.collecting import collecting_later
from corpus.collection import Corpus, Note
from corpus.passages.lead_ins import part_lead_ins
from corpus.passages.packing import pack_paragraphs
from corpus.structure.item_levels import find_levels
from corpus.structure.sentences.sentences import strip_span
from corpus.structure.units import MAX_UNIT, find_term, split_units

logger = logging.getLogger(__name__)

_ID_BYTES = 10
_MAX_CHARACTERS = 4000
"""Of a passage. Some tokenizers count a word that they do not know, or a line of Thai, as one
token; and to count those of a book for each passage of it would take hours."""
_COUNTS_KEPT = 16
"""Of texts last counted: packing is no more than a few paragraphs ahead."""
MAX_WINDOWS = 2
"""How many texts of an encoder's length a sentence may take that stays whole: it is read in as
many windows. A script that is spelt letter by letter needs them for one long sentence."""
_WORD_END = re.compile(r"(?<=\S)[ \n]")
_CLAUSE_MARKS = frozenset(",;:–—،؛、，；：·")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stored slice of an article: `article.text[start:end] == text`, in characters.

    `sentences` are `(start, end)` within `text`, in order, at least one: what is quoted whole, so
    an item of a list or a block of code is one, too. `headings` are those above it, outermost
    first; `speaker` is who says it, None for the article's own voice, `""` for an unknown one's.
    `label` is its paragraphs', `locator` where its beginning stands, `places` where in `text`
    further pages begin, or whatever that counts, with their numbers, `context` theirs outside the
    slice, and `kind` that of most of its text. `levels` is how many items of lists each sentence
    stands in, `()` if none does in any. `id` is 16 lower-case ASCII letters and digits, the
    same in every build while article id, text and number of earlier passages with the
    same text are.
    """

    id: str
    article_id: str
    start: int
    end: int
    text: str
    sentences: tuple[tuple[int, int], ...]
    headings: tuple[str, ...] = ()
    speaker: str | None = None
    locator: Locator | None = None
    context: tuple[Span, ...] = ()
    label: str | None = None
    kind: BlockKind = "prose"
    places: tuple[tuple[int, int], ...] = ()
    levels: tuple[int, ...] = ()

    def locate(self, offset: int) -> Locator | None:
        """Where in the original file what is at `offset` in `text` stands."""
        begun = [value for start, value in self.places if start <= offset]
        return replace(self.locator, value=begun[-1]) if self.locator and begun else self.locator

    def find_item(self, number: int) -> int | None:
        """The last sentence of the item that the sentence `number` stands in; None if it stands in
        none, or in one that is no part of the passage."""
        levels = self.levels
        before = range(number - 1, -1, -1) if levels and levels[number] else ()
        return next((n for n in before if levels[n] < levels[number]), None)


def chunk_corpus(
    corpus: Corpus,
    count_tokens: Callable[[str], int],
    max_tokens: int,
    on_progress: Callable[[int, int], None] | None = None,
) -> tuple[Corpus, list[Passage]]:
    """The passages of all articles that were read, in their order, as `chunk_article` makes them;
    and `corpus` without the articles of which it cannot, which are among the skipped files.
    `on_progress` is called with the number of articles that have been cut and that of all.

    This is done in the caller's process, by the encoder's own tokenizer, which the process that
    reads files has not. No clock watches it. What bounds it: the size of a file; sentences are
    looked for in 4,000 characters at a time, and nothing longer is given to `count_tokens`, a few
    dozen times for a passage at most; whatever is raised skips the article.
    """
    passages: list[Passage] = []
    kept: list[Article] = []
    failed: list[Note] = []
    for number, article in enumerate(corpus.articles, start=1):
        try:
            passages += chunk_article(article, count_tokens, max_tokens)
            kept.append(article)
        except Exception as exc:  # by whatever a stranger's text does to a tokenizer
            logger.debug("%s cannot be cut into passages", article.id, exc_info=True)
            failed.append(Note(article.id, f"cannot be cut into passages: {type(exc).__name__}"))
        if on_progress:
            on_progress(number, len(corpus.articles))
    lost = {note.path for note in failed}
    skipped = sorted((*corpus.skipped, *failed), key=lambda note: note.path)
    left = replace(
        corpus,
        articles=tuple(kept),
        skipped=tuple(skipped),
        digests={name: digest for name, digest in corpus.digests.items() if name not in lost},
    )
    return left, passages


def chunk_article(
    article: Article, count_tokens: Callable[[str], int], max_tokens: int
) -> list[Passage]:
    """The passages of `article` in order, none with more than `max_tokens` by `count_tokens`, but
    for single sentences of up to `MAX_UNIT` characters, which may have `MAX_WINDOWS` times as many.

    Paragraphs that `pack_paragraphs` puts together are one; of others each that fits is a passage
    (natural paragraphs measured best); a longer one becomes runs of sentences, each beginning
    with the last sentence of the run before, so that what two sentences say together is in one
    passage; the last run reaches back as far as fits, so that no short rest stands without what
    it is about. A longer sentence is cut at its clauses or else at words.
    """
    passages: list[Passage] = []
    seen: Counter[str] = Counter()
    # A paragraph by itself is counted to see whether others go with it, and whether it fits.
    count = functools.lru_cache(_COUNTS_KEPT)(count_tokens)
    article = replace(article, paragraphs=tuple(part_lead_ins(article, count, max_tokens)))
    levels = find_levels(article.paragraphs)
    with collecting_later():
        for paragraphs in pack_paragraphs(article, count, max_tokens, levels):
            for sentences in _group_sentences(article, paragraphs, count, max_tokens):
                made = _make_passage(article, paragraphs, sentences, seen)
                passages.append(replace(made, levels=_list_levels(paragraphs, sentences, levels)))
    return passages


def _group_sentences(
    article: Article,
    paragraphs: Sequence[Paragraph],
    count_tokens: Callable[[str], int],
    max_tokens: int,
) -> Iterator[list[tuple[int, int]]]:
    """Runs of sentences, as spans in the article's text, that fit into `max_tokens`."""

    def fits(start: int, end: int) -> bool:
        return end - start <= _MAX_CHARACTERS and (
            count_tokens(article.text[start:end]) <= max_tokens
        )

    spans = [
        (paragraph.start + start, paragraph.start + end)
        for paragraph in paragraphs
        for start, end in split_units(
            article.text[paragraph.start : paragraph.end], paragraph.kind, article.language
        )
    ]
    if fits(spans[0][0], spans[-1][1]):
        yield spans
        return
    most = MAX_WINDOWS * max_tokens
    pieces: list[Span] = []
    for start, end in spans:
        if end - start <= MAX_UNIT and count_tokens(article.text[start:end]) <= most:
            pieces.append((start, end))
        else:
            pieces += cut_to_fit(article.text, (start, end), fits)
    first = 0
    while (last := _end_run(pieces, first, fits)) < len(pieces) - 1:
        yield pieces[first : last + 1]
        goes_back = last > first and fits(pieces[last][0], pieces[last + 1][1])
        first = last if goes_back else last + 1
    first = -find_last(-first, 0, lambda number: fits(pieces[-number][0], pieces[-1][1]))
    yield pieces[first:]


def _end_run(pieces: Sequence[Span], first: int, fits: Callable[[int, int], bool]) -> int:
    """The last of the pieces that fit together with the piece `first` and those between."""
    start = pieces[first][0]
    return find_last(first, len(pieces) - 1, lambda number: fits(start, pieces[number][1]))


def find_last(first: int, last: int, holds: Callable[[int], bool]) -> int:
    """The last number of `first` to `last` of which `holds` is true, if it is true of `first` and
    of all up to there. It is asked of twice as many each time, and then by halves: what is asked
    of a stretch of a text costs its length."""
    low, step = first, 1
    while low + step <= last and holds(low + step):
        low, step = low + step, 2 * step
    high = min(low + step, last + 1)
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def cut_to_fit(
    text: str, span: tuple[int, int], fits: Callable[[int, int], bool]
) -> Iterator[tuple[int, int]]:
    """`span` itself if it fits, else pieces of it that do, cut at words where there are any, behind
    a comma or the like if that leaves half of what fits. A word is looked into only if it does not
    fit itself; one character always counts as fitting."""
    start, end = span
    while start < end and not fits(start, end):
        cut = _find_cut(text, start, min(end, start + _MAX_CHARACTERS), fits)
        yield strip_span(text, start, cut)
        start = strip_span(text, cut, end)[0]
    if start < end:
        yield start, end


def _find_cut(text: str, start: int, end: int, fits: Callable[[int, int], bool]) -> int:
    """Where the longest piece from `start` on ends that fits."""
    words = _find_word_ends(text, start, end, fits)
    if words and fits(start, words[0]):
        most = find_last(0, len(words) - 1, lambda number: fits(start, words[number]))
        clauses = (w for w in words[most : most // 2 : -1] if text[w - 1] in _CLAUSE_MARKS)
        return next(clauses, words[most])
    most = words[0] if words else end
    return find_last(start + 1, most, lambda place: fits(start, place))


def _find_word_ends(text: str, start: int, end: int, fits: Callable[[int, int], bool]) -> list[int]:
    """Where a blank or a line end follows a word in `text[start:end]`, which begins with one, up
    to where it does not fit any more, asked of twice as many each time."""
    ends: list[int] = []
    for match in _WORD_END.finditer(text, start + 1, end):
        ends.append(match.start())
        if len(ends).bit_count() == 1 and not fits(start, ends[-1]):
            break
    return ends


def _make_passage(
    article: Article,
    paragraphs: Sequence[Paragraph],
    sentences: list[tuple[int, int]],
    seen: Counter[str],
) -> Passage:
    start, end = sentences[0][0], sentences[-1][1]
    first = paragraphs[0]
    text = article.text[start:end]
    occurrence = seen[text]
    seen[text] += 1
    locator, places = _find_places(paragraphs, start, end)
    return Passage(
        id=_hash_passage(article.id, text, occurrence),
        article_id=article.id,
        start=start,
        end=end,
        text=text,
        sentences=tuple((begin - start, stop - start) for begin, stop in sentences),
        headings=first.headings,
        speaker=first.speaker,
        locator=locator,
        context=_join_context(article, paragraphs, start, end),
        label=first.label,
        kind=_find_kind(paragraphs),
        places=places,
    )


def _list_levels(
    paragraphs: Sequence[Paragraph], sentences: Sequence[Span], levels: Mapping[int, int]
) -> tuple[int, ...]:
    """The level of the paragraph that each of `sentences` is of, `()` if all are 0."""
    starts = [paragraph.start for paragraph in paragraphs]
    found = tuple(levels[starts[bisect_right(starts, start) - 1]] for start, _ in sentences)
    return found if any(found) else ()


def _find_places(
    paragraphs: Sequence[Paragraph], start: int, end: int
) -> tuple[Locator | None, tuple[tuple[int, int], ...]]:
    """Where the slice from `start` to `end` begins in the original file, and where in it further
    places begin."""
    first = paragraphs[0].locator
    if first is None:
        return None, ()
    begun = [
        place
        for p in paragraphs
        if p.locator
        for place in ((p.start, p.locator.value), *p.places)
        if place[0] < end
    ]
    value = next((value for at, value in reversed(begun) if at <= start), first.value)
    places: list[tuple[int, int]] = []
    for at, number in begun:
        if at > start and number != (places[-1][1] if places else value):
            places.append((at - start, number))
    return replace(first, value=value), tuple(places)


def _join_context(
    article: Article, paragraphs: Sequence[Paragraph], start: int, end: int
) -> tuple[Span, ...]:
    """The context of `paragraphs`, each span once, without what stands in the passage itself; of
    the rest of an entry that is too long for one passage its term is."""
    spans = dict.fromkeys(span for paragraph in paragraphs for span in paragraph.context)
    spans |= dict.fromkeys(_find_terms(article, paragraphs[0], start))
    return tuple(span for span in spans if span[1] <= start or end <= span[0])


def _find_terms(article: Article, paragraph: Paragraph, start: int) -> Iterator[Span]:
    """The term of an entry that goes on at `start`, if it does."""
    if paragraph.kind == "term" and start > paragraph.start:
        term = find_term(article.text[paragraph.start : start])
        yield paragraph.start + term[0], paragraph.start + term[1]


def _find_kind(paragraphs: Sequence[Paragraph]) -> BlockKind:
    """The kind of most of the text of `paragraphs`, a question aside that others of them answer."""
    if len(paragraphs) == 1:
        return paragraphs[0].kind
    paragraphs = [p for p in paragraphs if p.kind != "question"] or paragraphs
    lengths: Counter[BlockKind] = Counter()
    for paragraph in paragraphs:
        lengths[paragraph.kind] += paragraph.end - paragraph.start
    return lengths.most_common(1)[0][0]


def _hash_passage(article_id: str, text: str, occurrence: int) -> str:
    content = "\0".join((article_id, text, str(occurrence))).encode()
    return b32encode(hashlib.blake2b(content, digest_size=_ID_BYTES).digest()).decode().lower()
