"""Sentence boundaries, with offsets, in many languages."""

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from corpus.structure.language import guess_by_script
from corpus.structure.sentences.companies import is_behind_company, split_behind_companies
from corpus.structure.sentences.sentence_joins import find_closing, goes_on
from corpus.structure.sentences.sentence_numbers import find_note, find_number, find_number_end
from corpus.structure.sentences.sentence_splits import split_missed

_WHITE_SPACE = re.compile(r"\s")
_BLOCK_CHARACTERS = 4000
_ONE_SENTENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ,'-]*[.?!]?")
"""A line within which no sentence can end, whatever the language."""
_ITEM_MARK = re.compile(
    r"(?<![^ ])(?<!\S )[•⁃⁌⁍■□▪▫▶▸►◆◇○●◦★☆➢➣➤](?=\s)"
    r"|(?<!\S)(?<![^\s.!?…:;,]\s)\((?=(?:\d{1,2}|[A-Za-z]|[ivxlcdm]{2,7}|[IVXLCDM]{2,7})\)\s)"
)
"""What the library takes for an item's mark, to read all behind it as one sentence; further bullets
of a line part its items."""
_READ_AS = {"da": "nb", "kl": "nb", "jut": "nb", "ca": "es", "oc": "es"}
"""Languages for which sentencex 1.0 takes a third of a millisecond at each full stop, seven hundred
times as long as for others, and others whose sentences end alike; abbreviations are our own. All
codes of two and three letters were tried: these are Danish, Catalan and what is read as them."""


def split_sentences(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """`(start, end)` in characters of each sentence of `text`, in order, without outer space.

    `language` is an ISO 639-1 code; unknown ones fall back to rules that hold for most scripts,
    None to those of a language of the text's script. A line end always ends a sentence, and one of
    thousands of characters is cut at a word. What the library ends at an abbreviation, or before
    the words that say who said it, is put together again; what it does not end at that of a
    company, the name of a file or a bracket is. `[]` if the text is blank.
    """
    language = (language or guess_by_script(text) or "en").partition("-")[0]
    spans: list[tuple[int, int]] = []
    line_start = 0
    for line in text.split("\n"):
        first = len(spans)
        for start, end in _split_line(line, language):
            start, end = strip_span(text, line_start + start, line_start + end)
            if start == end:
                continue
            if len(spans) > first and (note := find_note(text, spans[-1][1], start)):
                start, end = strip_span(text, note, end)
            elif len(spans) > first and (
                mark := find_closing(text, *spans[-1], start, language)
                or find_number_end(text, *spans[-1], start, language)
            ):
                spans[-1] = spans[-1][0], mark
                start, end = strip_span(text, mark, end)
                if start == end:
                    continue
            if len(spans) > first and (mark := find_number(text, *spans[-1], language)):
                spans[-1], start = strip_span(text, spans[-1][0], mark), mark
            elif len(spans) > first and (
                goes_on(text, *spans[-1], start, language)
                or is_behind_company(text, spans[-1][1], start, language)
            ):
                start = spans.pop()[0]
            spans.append((start, end))
        line_start += len(line) + 1
    spans = [part for span in spans for part in split_missed(text, *span, language)]
    return [part for span in spans for part in split_behind_companies(text, *span, language)]


def strip_span(text: str, start: int, end: int) -> tuple[int, int]:
    """`(start, end)` without the white space at both ends; empty (`start == end`) if all is."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _write_outer_quotes(line: str) -> str:
    """`line` with 「」 for the outer quotations and 『』 for those in them, as most write Japanese:
    the library ends sentences within the latter."""
    depth = 0
    letters = list(line)
    for place, letter in enumerate(line):
        if letter in "「『":
            letters[place] = "「『"[depth > 0]
            depth += 1
        elif letter in "」』":
            depth = max(0, depth - 1)
            letters[place] = "」』"[depth > 0]
    return "".join(letters)


def _split_line(line: str, language: str) -> Iterator[tuple[int, int]]:
    """Sentences of one line, block by block: sentencex takes quadratic time."""
    # It also panics on a letter, a space of several bytes and a full stop, and ends no sentence in
    # an item; one character stands for one here, so the offsets hold.
    if len(line) <= _BLOCK_CHARACTERS and _ONE_SENTENCE.fullmatch(line):
        yield 0, len(line)
        return
    line = _ITEM_MARK.sub("-", _WHITE_SPACE.sub(" ", line))
    if "『" in line:
        line = _write_outer_quotes(line)
    rules = _READ_AS.get(language, language)
    start = 0
    while start < len(line):
        block = line[start : start + _BLOCK_CHARACTERS]
        is_last = start + len(block) == len(line)
        ends = [sentence["end_index"] for sentence in get_sentence_boundaries(rules, block)]
        # The block may end inside its last sentence, which is then read again.
        ends = [end for end in ends if 0 < end < len(block)]
        if is_last:
            ends.append(len(block))
        elif not ends:
            ends.append(block.rfind(" ") + 1 or len(block))
        block_start = start
        for end in ends:
            yield start, block_start + end
            start = block_start + end
