"""What a document of a text processor says of itself, where it is not the program that says it."""

from collections.abc import Iterable

from corpus.fields.metadata import Metadata, is_web_url, parse_metadata
from corpus.formats.heads.program_words import is_nobody, is_program_title
from corpus.normalization import clean_line

_MAX_VALUE = 2000
_MAX_VALUES = 20
_FIELDS = {
    "dc:title": "title",
    "dc:creator": "author",
    "meta:initial-creator": "first author",
    "dcterms:created": "date",
    "meta:creation-date": "date",
    "dc:language": "language",
    "dc:description": "description",
    "dc:subject": "subject",
    "cp:keywords": "keywords",
    "meta:keyword": "keywords",
    "dc:identifier": "url",
}
_TEMPLATE_DAY = "2013-12-23"
"""On which the template of python-docx was made, and hence all that is written with it."""


class PropertiesReader:
    """Reads a part of properties: a handler of `read_events`."""

    def __init__(self) -> None:
        self.stated: dict[str, list[str]] = {}
        self._name = ""
        self._parts: list[str] = []
        self._length = 0

    def start(self, name: str, _: dict[str, str]) -> None:
        self._name = _FIELDS.get(name, "")
        self._parts, self._length = [], 0

    def end(self, _: str) -> None:
        value = clean_line("".join(self._parts)[:_MAX_VALUE])
        values = self.stated.setdefault(self._name, []) if self._name and value else None
        if values is not None and len(values) < _MAX_VALUES:
            values.append(value)
        self._name = ""

    def data(self, text: str) -> None:
        if self._name and self._length < _MAX_VALUE:
            self._parts.append(text)
            self._length += len(text)


def choose_properties(stated: dict[str, list[str]]) -> Metadata:
    """The fields that `PropertiesReader` found, without what a program or its template put there.

    :raises ArticleError: if it is said to be a draft.
    """
    fields: dict[str, object] = {name: values for name, values in stated.items() if values}
    first_author = stated.get("first author", [])
    fields.pop("first author", None)
    authors = [*first_author, *(() if first_author else stated.get("author", []))]
    fields["author"] = [name for one in authors for name in _persons(one)]
    fields["title"] = [line for line in stated.get("title", []) if not is_program_title(line)]
    is_template = "python-docx" in stated.get("author", []) or not authors
    fields["date"] = [
        day for day in stated.get("date", []) if not (is_template and day[:10] == _TEMPLATE_DAY)
    ]
    fields["url"] = list(filter(is_web_url, stated.get("url", [])))
    if any("python-docx" in line for line in stated.get("description", [])):
        fields.pop("description")
    return parse_metadata({name: value for name, value in fields.items() if value})


def _persons(said: str) -> Iterable[str]:
    return () if is_nobody(said) else (name for name in said.split(";") if not is_nobody(name))
