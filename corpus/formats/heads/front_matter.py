"""Front matter: the fields at the very top of a file, in any of the forms that programs write."""

import json
import re
import tomllib
from dataclasses import dataclass

import yaml

from corpus.fields.names import FIELD_NAMES, fold_name
from corpus.formats.heads.marked_fields import split_marked_fields

MAX_CHARACTERS = 20_000
"""Of front matter that is read, as YAML is, at a few dozen characters a millisecond."""

_MAX_BRACKETS = 20
"""That are open at once: for every token, all of them are looked at."""
_MAX_LINES = 2000
_MAX_NAME_WORDS = 3
_MAX_RULE = 100
"""Characters of the line that ends front matter, blanks behind it included."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_FIELD = re.compile(r"([^\W\d_][\w .:-]{0,60}?|\"[^\"\n]{1,60}\")\s{0,3}:(?:[ \t](.*))?$")
_ITEM = re.compile(r"\s{0,8}-\s(.*)")
_HEAD_FIELD = re.compile(r"([A-Za-z][\w -]{0,30})::?[ \t]+(\S.*)|([A-Za-z][\w-]{0,30})::?$")
_HEAD_NAMES = (
    "title",
    "date",
    "author",
    "authors",
    "slug",
    "category",
    "tags",
    "summary",
    "status",
)
_MIN_HEAD_NAMES = 2


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields, names in lower case, values as they were written; the text below them; what could
    not be read."""

    fields: dict[str, object]
    body: str
    warnings: tuple[str, ...] = ()


def split_front_matter(text: str) -> FrontMatter:
    """The front matter of `text`: YAML between lines of hyphens, TOML between lines of plus signs,
    an object of JSON, or lines of fields above a blank one. No fields if it begins with none.

    What is not well-formed is read field by field, as far as that goes.
    """
    top = text.lstrip("\n \t")
    if top.startswith("{"):
        return _split_json(text, top)
    for rule, closing, read in _FENCED:
        front = _split_fenced(text, rule, closing)
        if front:
            above = len(text[: len(text) - len(text.lstrip("\n"))])
            fields, warnings = read(front[0][:MAX_CHARACTERS], above)
            if read is _read_yaml and _is_text(front[0], fields):
                return FrontMatter({}, text)
            if len(front[0]) > MAX_CHARACTERS:
                shown = f"{MAX_CHARACTERS:,}"
                warnings += (
                    f"front matter is longer than {shown} characters: the rest is left out",
                )
            return (
                FrontMatter(_fold(fields), front[1], warnings) if fields else FrontMatter({}, text)
            )
    if marked := split_marked_fields(text):
        return FrontMatter(*marked)
    return _split_open(text) or _split_head(text)


def _fold(fields: dict[str, object]) -> dict[str, object]:
    return {str(name).strip().casefold(): value for name, value in fields.items()}


def _split_fenced(text: str, rule: str, closing: tuple[str, ...]) -> tuple[str, str] | None:
    """What stands between the two rules at the top of `text`, and what below; None if there are no
    two of them."""
    start = len(text) - len(text.lstrip("\n"))
    first_end = text.find("\n", start)
    if first_end < 0 or text[start:first_end].rstrip() != rule:
        return None
    position = first_end + 1
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        if end - position < _MAX_RULE and text[position:end].rstrip() in closing:
            return text[first_end + 1 : position], text[end:].lstrip("\n")
        position = end + 1
    return None


def _read_yaml(front: str, lines_above: int) -> tuple[dict[str, object], tuple[str, ...]]:
    try:
        fields = _load(front)
    except yaml.MarkedYAMLError as exc:
        line = f" in line {lines_above + exc.problem_mark.line + 2}" if exc.problem_mark else ""
    # A number that no character or version has ends in any of these.
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):
        line = ""
    else:
        return (_open_tables(fields), ()) if isinstance(fields, dict) else ({}, ())
    lenient = _read_fields(front)
    return lenient, (f"front matter is no valid YAML{line}: read field by field",)


def _is_text(front: str, fields: dict[str, object]) -> bool:
    """Whether the `fields` that YAML sees in `front` are words of a text between two rules, as in
    "The quarry shuts at noon: bring rope.": no usual name is among them, and they begin like
    sentences between two blank lines, or one has more words than a name has, and ends as sentences
    do."""
    names = [str(name).strip() for name in fields]
    usual = any(fold_name(name) in FIELD_NAMES or name.casefold() in _HEAD_NAMES for name in names)
    if usual or not all(names):
        return False
    is_set_off = front.lstrip(" \t").startswith("\n") and front.rstrip(" \t").endswith("\n\n")
    if is_set_off:
        return not any(name[0].islower() for name in names)
    return any(
        len(name.split()) > _MAX_NAME_WORDS and str(value).rstrip().endswith((".", "!", "?"))
        for name, value in zip(names, fields.values(), strict=True)
    )


def _read_fields(front: str) -> dict[str, object]:
    """The fields of what is no YAML: each by itself, as it stands where that is none either."""
    fields: dict[str, object] = {}
    block: list[str] = []
    for line in [*front.replace("\t", "  ").split("\n")[:_MAX_LINES], "end:"]:
        if block and _FIELD.match(line):
            fields |= _read_field(block)
            block = []
        if block or _FIELD.match(line):
            block.append(line)
    return fields


def _read_field(block: list[str]) -> dict[str, object]:
    try:
        fields = _load("\n".join(block))
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):
        fields = None
    if isinstance(fields, dict):
        return fields
    field = _FIELD.match(block[0])
    if field is None:
        return {}
    value = (field[2] or "").strip().strip("\"'")
    items = [item[1].strip().strip("\"'") for line in block[1:] if (item := _ITEM.match(line))]
    return {field[1].strip('"'): value or items or " ".join(line.strip() for line in block[1:])}


def _load(front: str) -> object:
    return yaml.load(front, Loader=_Loader)


class _Loader(yaml.BaseLoader):
    """Every value as it was written: `no` is a language, 1984 a title, and whether there is a
    31st of February is for us to say."""

    def fetch_flow_collection_start(self, TokenClass: type[yaml.Token]) -> None:  # noqa: N803
        if self.flow_level >= _MAX_BRACKETS:
            raise yaml.MarkedYAMLError(problem="too many brackets", problem_mark=self.get_mark())
        super().fetch_flow_collection_start(TokenClass)

    def construct_scalar(self, node: yaml.ScalarNode) -> str:
        return _join_surrogates(str(super().construct_scalar(node)))


def _join_surrogates(text: str) -> str:
    """Text that a file can hold. YAML takes each half of an escaped pair, as writers of JSON
    put it ("\\ud83d\\ude00"), for a character; a half without the other becomes a mark."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _read_toml(front: str, _lines_above: int) -> tuple[dict[str, object], tuple[str, ...]]:
    try:
        return _write_values(tomllib.loads(front)), ()
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        pass
    fields: dict[str, object] = {}
    for line in front.split("\n")[:_MAX_LINES]:
        name, equals, value = line.partition("=")
        if equals and name.strip().replace("_", "").replace("-", "").isalnum():
            fields[name.strip()] = value.strip().strip("\"'")
    return fields, ("front matter is no valid TOML: read line by line",)


def _read_json(front: str, _lines_above: int) -> tuple[dict[str, object], tuple[str, ...]]:
    try:
        fields = json.loads(front)
    except (ValueError, RecursionError):
        return {}, ()
    return (_write_values(fields), ()) if isinstance(fields, dict) else ({}, ())


_FENCED = (
    ("---", ("---", "..."), _read_yaml),
    ("----", ("----",), _read_yaml),
    ("---yaml", ("---",), _read_yaml),
    ("+++", ("+++",), _read_toml),
    ("---toml", ("---",), _read_toml),
    ("---json", ("---",), _read_json),
    (";;;", (";;;",), _read_json),
)
"""The rule above front matter, those below it, and what reads it; Eleventy names the form."""


def _split_open(text: str) -> FrontMatter | None:
    """Hexo's fields of YAML above a rule, with none above them; None if `text` begins otherwise."""
    end = text.find("\n---", 0, MAX_CHARACTERS)
    above = text[: end + 1]
    if end < 0 or "\n\n" in above or text[end + 4 : end + 5] not in ("\n", ""):
        return None
    first = _HEAD_FIELD.fullmatch(above.partition("\n")[0].rstrip())
    if (
        first is None
        or (first[1] or first[3]).casefold() not in _HEAD_NAMES
        or above.count("\n") < 2
    ):
        return None
    fields, warnings = _read_yaml(above, -1)
    usual = sum(str(name).casefold() in _HEAD_NAMES for name in fields)
    if usual < _MIN_HEAD_NAMES:
        return None
    return FrontMatter(_fold(fields), text[end + 4 :].lstrip("\n"), warnings)


def _split_json(text: str, top: str) -> FrontMatter:
    """The object at the very top; what looks like one and is none stays text."""
    try:
        value, end = json.JSONDecoder().raw_decode(top[:MAX_CHARACTERS])
    except (ValueError, RecursionError):
        return FrontMatter({}, text)
    below = top[end:]
    if not isinstance(value, dict) or not value or not below.startswith("\n"):
        return FrontMatter({}, text)
    return FrontMatter(_fold(_write_values(value)), below.lstrip("\n"))


def _write_values(fields: dict[str, object]) -> dict[str, object]:
    """`fields` with further tables opened, in text that a file can hold."""
    opened = _open_tables(fields)
    return {_join_surrogates(str(name)): _clean(value, 0) for name, value in opened.items()}


def _open_tables(fields: dict[str, object]) -> dict[str, object]:
    """`fields` with those of the further tables that Hugo and Zola have."""
    opened = {
        name: item
        for name, item in fields.items()
        if name not in ("params", "extra") or not isinstance(item, dict)
    }
    for table in ("params", "extra"):
        if isinstance(inner := fields.get(table), dict):
            opened = inner | opened
    return opened


def _clean(value: object, depth: int) -> object:
    if depth > _MAX_BRACKETS:
        return ""
    if isinstance(value, str):
        return _join_surrogates(value)
    if isinstance(value, list):
        return [_clean(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_join_surrogates(str(key)): _clean(item, depth + 1) for key, item in value.items()}
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


def _split_head(text: str) -> FrontMatter:
    """Lines of fields above the first blank line, as MultiMarkdown and Pelican have them; a value
    goes on in lines that are indented. They must say that they are such a head: by a title, or by
    two of the usual names."""
    fields: dict[str, object] = {}
    position, last = 0, ""
    while position < min(len(text), MAX_CHARACTERS):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        line = text[position:end]
        position = end + 1
        if not line.strip():
            break
        if last and line[0] in " \t":
            fields[last] = f"{fields[last]} {line.strip()}".strip()
            continue
        field = _HEAD_FIELD.fullmatch(line.rstrip())
        if field is None or len(fields) > 60:
            return FrontMatter({}, text)
        last = (field[1] or field[3]).casefold()
        if last in fields:
            return FrontMatter({}, text)
        fields[last] = (field[2] or "").strip()
    usual = sum(name in _HEAD_NAMES for name in fields)
    if not fields or not ("title" in fields or usual >= _MIN_HEAD_NAMES):
        return FrontMatter({}, text)
    body = text[position:].lstrip("\n")
    # A head alone is no article: its words are all there is to quote.
    return FrontMatter(fields, body) if body.strip() else FrontMatter({}, text)
