"""Objects of JSON, one list after another, to one text."""

from collections.abc import Mapping
from dataclasses import replace

from corpus.article import ArticleError
from corpus.fields.names import fold_name
from corpus.formats.content import Content
from corpus.formats.tables.alone import (
    is_withheld,
    leave_out_stated,
    read_only,
    read_stated,
    without_title,
)
from corpus.formats.tables.columns import Columns, sort_columns
from corpus.formats.tables.headers import MIN_TEXT
from corpus.formats.tables.json_values import Found, Value
from corpus.formats.tables.objects import Record, is_of_head, names_whom, read_record
from corpus.formats.tables.record_writer import RecordWriter
from corpus.formats.writing.assembly import assemble_text
from corpus.formats.writing.block_writer import BlockWriter
from corpus.normalization import clean_line
from corpus.structure.speakers.talk import ends_in_question

_MAX_NESTING = 5
"""Of lists of records within records."""
_PLAIN_NAMES = frozenset(
    (
        *("items", "item", "data", "results", "result", "records", "rows", "entries", "posts"),
        *("articles", "pages", "documents", "docs", "list", "faq", "faqs", "faqlist", "questions"),
        *("qa", "qas", "qapairs", "pairs", "mainentity", "graph", "features", "value", "values"),
        *("objects", "content", "contents", "paragraphs", "sections", "children", "messages"),
        *("conversations", "intents", "examples", "dataset", "response", "hits", "edges", "nodes"),
        *("topics", "categories", "groups"),
    )
)
"""What lists are called that is no heading."""
_QUESTIONS = "holds questions for `footnote evaluate`, which are no articles"
_MAX_ID = 300
NO_RECORDS = "holds no list of records, such as questions with answers, or titles with texts"


class ObjectWriter:
    """Writes the elements of lists as they are found; `head` is what is said beside them."""

    def __init__(self) -> None:
        self.head: dict[str, object] = {}
        self._writer = BlockWriter()
        self._records = RecordWriter(self._writer)
        self._path: tuple[str, ...] = ()
        self._texts = 0
        self._last: dict[str, object] = {}
        self._drafts = 0
        self._found = 0
        self._labelled = 0
        self._names_articles = False
        self._first: Found | None = None
        """The first element, until it is known whether it is the only one."""
        self._count = 0

    def write(self, found: Found) -> None:
        """Adds an element; one that is no object is left out, but for rows of a table."""
        self._count += 1
        if self._count == 1:
            self._first = found
            return
        self._write_first(is_only=False)
        self._write(found)

    def _write_first(self, *, is_only: bool) -> None:
        found, self._first = self._first, None
        if found is not None:
            self._write(found, is_only=is_only)

    def _write(self, found: Found, *, is_only: bool = False) -> None:
        if len(found.path) == 1 and is_of_head(found.path[0]):
            self._enter_head(found.path[0], found.value)
            return
        self._found += 1
        article = _find_labelled(found.value)
        self._labelled += article is not None
        self._names_articles |= bool(article)
        if found.path != self._path:
            self._records.begin_list()
            self._path = found.path
            self._writer.above = None
            names = [_as_heading(name) for name in found.path]
            for level, name in enumerate(filter(None, names), start=1):
                self._records.write_heading(level, name)
        level = 1 + sum(bool(_as_heading(name)) for name in found.path)
        if isinstance(found.value, dict):
            self._write_object(found.value, found.number, level, 0, is_only=is_only)
        elif isinstance(found.value, list):
            cells = [cell for cell in found.value if isinstance(cell, str)]
            if any(cells):
                self._records.write((), cells, found.number, Columns())

    def write_alone(self, values: Mapping[tuple[str, ...], str]) -> None:
        """Adds what stands in no list: a record that is the whole file, or questions that are the
        names of their answers; the rest says something of the file."""
        number = 0
        path: tuple[str, ...] = ()
        for names, value in values.items():
            if ends_in_question(names[-1]) and value.strip():
                number += 1
                if names[:-1] != path:
                    path = names[:-1]
                    self._records.write_heading(1, _as_heading(path[-1]) if path else "")
                self._records.write(("question", "answer"), (names[-1], value), number, level=2)
            elif len(names) == 1 or (names[1:] == ("name",) and names_whom(names[0])):
                self.head[names[0]] = value
        self._write_first(is_only=True)
        told = {name: value for name, value in self.head.items() if isinstance(value, str)}
        columns = sort_columns(tuple(told))
        if not self._writer.blocks and (columns.texts or columns.has_answers):
            self._write_object(told, 1, 1, 0, alone=True)
            self.head = {n: v for n, v in self.head.items() if not isinstance(v, str)}

    def finish(self, warnings: tuple[str, ...], encoding: str) -> Content:
        """The content of all that was written.

        :raises ArticleError: if that is nothing, all of it is said to be a draft, or it is what
            `footnote evaluate` reads.
        """
        self._write_first(is_only=True)
        if self._names_articles and self._labelled == self._found:
            raise ArticleError(_QUESTIONS)
        if self._drafts and not self._writer.blocks:
            raise ArticleError("it is a draft")
        text, paragraphs = assemble_text(self._writer.blocks)
        if not paragraphs:
            raise ArticleError(NO_RECORDS)
        metadata = read_stated(self.head)
        is_one = self._texts == 1 and len({p.locator for p in paragraphs}) == 1
        if is_one:  # then it is the article
            metadata = read_only(self.head, self._last, metadata)
            paragraphs = without_title(metadata.title, paragraphs)
        left = (f"drafts are left out: {self._drafts}",) if self._drafts else ()
        return Content(
            metadata=metadata,
            text=text,
            paragraphs=tuple(paragraphs),
            warnings=(*warnings, *self._records.left.tell(), *left),
            encoding=encoding,
        )

    def _enter_head(self, name: str, value: Value) -> None:
        stated = self.head.setdefault(name, [])
        if isinstance(stated, list):
            stated.append(value)

    def _write_object(
        self,
        found: Mapping[str, Value],
        number: int,
        level: int,
        depth: int,
        alone: bool = False,
        is_only: bool = False,
    ) -> None:
        record = read_record(found)
        if is_withheld(record.names, record.values):
            self._drafts += 1
            return
        for asked, said in record.turns:
            self._records.write(("question", "answer"), (asked, said), number, level=level)
        columns = _sort(record)
        if alone:  # the rest is said of the article
            columns = replace(columns, others=())
        elif is_only:
            columns = leave_out_stated(columns, record.names)
        is_text = False
        if record.names and (columns.numbers or not (record.lists and _is_only_title(record))):
            is_text = self._records.write(record.names, record.values, number, columns, level)
        if is_text:
            self._texts += 1
            used = {record.names[n] for n in (*columns.texts, *columns.questions, *columns.answers)}
            fields = zip(record.names, record.values, strict=True)
            self._last = {name: value for name, value in fields if name not in used}
        if depth < _MAX_NESTING:
            self._write_lists(record, number, level, depth, has_heading=columns.title is not None)

    def _write_lists(
        self, record: Record, number: int, level: int, depth: int, *, has_heading: bool
    ) -> None:
        if not record.lists:
            return
        if not has_heading:
            self._records.write_heading(level, record.title)
        for name, items in record.lists.items():
            self._records.begin_list()
            heading = _as_heading(name.rpartition(".")[2])
            self._records.write_heading(level + 1, heading)
            for item in items:
                if isinstance(item, dict):
                    self._write_object(item, number, level + 1 + bool(heading), depth + 1)


def _sort(record: Record) -> Columns:
    """What the fields of a record are for; a short text without a title is but one of them."""
    columns = sort_columns(record.names)
    if columns.has_answers or columns.title is not None or not columns.others:
        return columns
    length = sum(len(record.values[n]) for n in columns.texts)
    return Columns() if length < MIN_TEXT else columns


def _is_only_title(record: Record) -> bool:
    """Whether nothing but ids stands beside the name of an object."""
    others = sort_columns(record.names).others
    return all(not record.values[n] or record.values[n] == record.title for n in others)


def _find_labelled(found: Value) -> str | None:
    """Which article answers a question that is there with its answers, for somebody to count how
    many are found, `""` if that is not told; None if this is something else."""
    if not isinstance(found, dict) or not isinstance(found.get("question"), str):
        return None
    answers, article = found.get("answers"), found.get("article", "")
    is_told = isinstance(answers, list) and all(isinstance(answer, str) for answer in answers)
    return article if is_told and isinstance(article, str) and len(article) <= _MAX_ID else None


def _as_heading(name: str) -> str:
    """`name` of a list, as a heading; `""` if it only says that it is a list."""
    folded = fold_name(name).replace(" ", "").strip("@")
    return "" if folded in _PLAIN_NAMES else clean_line(name.replace("_", " "))
