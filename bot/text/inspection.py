"""What the bot makes of a file, in words for its owner's terminal."""

from collections.abc import Iterator

from bot.text.columns import wrap_columns
from corpus import Article, Locator, Passage, ReadFile, clean_line

_MAX_OUTLINE = 60
_LABEL_COLUMNS = 11
_SENTENCE = "▸ "


def list_headings(article: Article, passage: Passage) -> tuple[str, ...]:
    """The headings above `passage`; of a table's row its header row is the last."""
    before = [span for span in passage.context if span[1] <= passage.start]
    if passage.kind != "table" or not before:
        return passage.headings
    start, end = max(before)
    header = clean_line(article.text[start:end])
    return passage.headings if header in passage.headings else (*passage.headings, header)


def render_file(path: str, read: ReadFile, warnings: tuple[str, ...], width: int) -> str:
    """What was made of the file `path`: what it says of itself, its headings, its passages with
    each sentence on lines of its own, all within `width` columns."""
    lines = [clean_line(path)]
    for name, value in _list_facts(read, warnings):
        lines += _hang(f"  {name:{_LABEL_COLUMNS}}", value, width)
    lines += _list_outline(read, width)
    for number, passage in enumerate(read.passages, 1):
        lines += ["", *_hang(f"{number:4}  ", _describe(read.reading.article, passage), width)]
        for start, end in passage.sentences:
            lines += _list_sentence(passage.text[start:end], width)
    return "\n".join(lines)


def render_skipped(path: str, reason: str, width: int) -> str:
    """That the file `path` is skipped, and why."""
    return "\n".join([clean_line(path), *_hang(f"  {'skipped':{_LABEL_COLUMNS}}", reason, width)])


def _list_facts(read: ReadFile, warnings: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    reading, article = read.reading, read.reading.article
    guess = " (a guess)" if reading.is_encoding_guessed else ""
    named = "" if reading.has_title else " (not stated in the file)"
    yield "format", ", ".join(filter(None, (reading.format, reading.encoding))) + guess
    yield "title", article.title + named
    yield "author", article.author or "–"
    yield "publisher", article.source or "–"
    yield "date", article.published.isoformat() if article.published else "–"
    yield "language", article.language or "–"
    if article.url:
        yield "address", article.url
    for work in article.based_on:
        yield "based on", ", ".join(filter(None, (work.title, work.source)))
    for name, value in article.fields:
        yield clean_line(name)[: _LABEL_COLUMNS - 1], value
    characters = len(article.text)
    yield "passages", f"{len(read.passages)}, of {characters} characters of text"
    for warning in warnings:
        yield "warning", warning


def _list_outline(read: ReadFile, width: int) -> list[str]:
    """The headings, each once where it first stands above a passage, deeper ones further in."""
    lines: list[str] = []
    above: tuple[str, ...] = ()
    for headings in dict.fromkeys(passage.headings for passage in read.passages):
        for depth, heading in enumerate(headings):
            if headings[: depth + 1] != above[: depth + 1]:
                lines += _hang(f"    {'  ' * depth}", heading, width)
        above = headings
    if len(lines) > _MAX_OUTLINE:
        lines[_MAX_OUTLINE:] = [f"    and {len(lines) - _MAX_OUTLINE} more lines"]
    return ["", "  headings", *lines] if lines else []


def _describe(article: Article, passage: Passage) -> str:
    """Where a passage stands, who speaks, and what kind of block it is."""
    parts = [
        " › ".join(list_headings(article, passage)),
        passage.label or "",
        f"{passage.speaker} speaks" if passage.speaker else "",
        passage.kind,
        _name_place(passage.locator) if passage.locator else "",
    ]
    return " · ".join(filter(None, map(clean_line, parts)))


def _name_place(locator: Locator) -> str:
    if locator.kind == "scan":
        return f"page {locator.value}, read by machine"
    if locator.kind != "time":
        return f"{locator.kind} {locator.value}"
    minutes, seconds = divmod(locator.value, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


def _list_sentence(text: str, width: int) -> list[str]:
    """A sentence, marked where it begins; the line ends of code are kept."""
    lines: list[str] = []
    for line in text.split("\n"):
        mark = " " * len(_SENTENCE) if lines else _SENTENCE
        lines += _hang(f"{'':6}{mark}", line.expandtabs(4), width)
    return lines


def _hang(label: str, text: str, width: int) -> list[str]:
    """`label` and `text`, whose further lines stand under its first one."""
    indent = len(text) - len(text.lstrip(" "))
    wrapped = wrap_columns(text, max(20, width - len(label) - indent)) or [""]
    blank = " " * len(label)
    pad = " " * min(indent, 20)
    return [
        f"{blank if number else label}{pad}{line}".rstrip() for number, line in enumerate(wrapped)
    ]
