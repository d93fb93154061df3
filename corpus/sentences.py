"""Sentence boundaries, with offsets, in many languages."""

from sentencex import get_sentence_boundaries


def split_sentences(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """`(start, end)` in characters of each sentence of `text`, in order, without outer space.

    `language` is an ISO 639-1 code; unknown ones and None fall back to rules that hold for most
    scripts. A line end always ends a sentence. `[]` if the text is blank.
    """
    spans = []
    line_start = 0
    for line in text.split("\n"):
        for boundary in get_sentence_boundaries(language or "en", line) if line.strip() else ():
            start = line_start + boundary["start_index"]
            end = line_start + boundary["end_index"]
            span = strip_span(text, start, end)
            if span[0] < span[1]:
                spans.append(span)
        line_start += len(line) + 1
    return spans


def strip_span(text: str, start: int, end: int) -> tuple[int, int]:
    """`(start, end)` without the white space at both ends; empty (`start == end`) if all is."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
