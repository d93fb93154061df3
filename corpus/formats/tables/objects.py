"""Objects of JSON as records: their fields in one row, and the lists of records in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from corpus.fields.names import MEANING_OF, fold_name
from corpus.formats.tables.columns import (
    is_answer_name,
    is_question_name,
    is_wrong_name,
    says_it_is_wrong,
    sort_columns,
)
from corpus.formats.tables.json_values import Value

_MAX_FIELDS = 60
_MAX_PATH = 3
"""Names of objects within each other that one field may have: "address.city"."""
_TEXT_KEYS = ("text", "rendered", "value", "content", "body", "html", "plain_text", "markdown")
_NAME_KEYS = ("name", "title", "label", "text", "value")
_LEADING = ("@type", "@id", "id", "type", "url", "sameas", "image", "logo", "email", "avatar")
"""What is said of somebody who is named besides, and of whom nobody asks."""
_TALKS = ("messages", "conversations", "conversation", "turns", "dialogue", "dialog")
_ROLE_KEYS = ("role", "from", "speaker")
_ASKERS = ("user", "human", "customer", "prompter", "question")
_HELPERS = ("assistant", "gpt", "bot", "agent", "model", "chatgpt", "answer")
_TITLE_KEYS = ("title", "name", "headline", "tag")
_MAX_NAME_FIELDS = 4
_LONG = 60
"""Characters of one of several values from which on each is a paragraph."""


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of an object in the order of `names`, with the lists of further records that
    stand in it by their names, and questions with their answers if it is a talk with a machine."""

    names: tuple[str, ...]
    values: tuple[str, ...]
    lists: Mapping[str, list[Value]]
    turns: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """What the object is called, `""` if nothing says so."""
        known = dict(zip(map(str.casefold, self.names), self.values, strict=True))
        return next((known[key] for key in _TITLE_KEYS if known.get(key)), "")


def read_record(found: Mapping[str, Value]) -> Record:
    """The object `found` as a record; an answer, a text or a name that is an object itself, or
    several, is told by what it holds."""
    turns = tuple(_find_turns(found))
    if turns:
        return Record((), (), {}, turns)
    fields = _Fields()
    fields.read(_rename_question(found), ())
    return Record(tuple(fields.values), tuple(fields.values.values()), fields.lists)


@dataclass(slots=True)
class _Fields:
    values: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[Value]] = field(default_factory=dict)

    def read(self, found: Mapping[str, Value], path: tuple[str, ...]) -> None:
        for key, value in found.items():
            if len(self.values) >= _MAX_FIELDS:
                break
            if is_wrong_name(key):
                continue
            name = ".".join((*path, key))
            if isinstance(value, str):
                self.values[name] = value
            elif isinstance(value, list):
                self._read_list(name, key, value)
            elif (text := _find_text(value)) is not None:
                self.values[name] = text
            elif not path and _is_whole_name(key, value):
                self.values[name] = _name(value)
            elif len(path) + 1 < _MAX_PATH:
                self.read(value, (*path, key))

    def _read_list(self, name: str, key: str, found: list[Value]) -> None:
        if is_answer_name(key):
            found = [item for item in found if not _is_wrong(item)]
        if not found:
            self.values[name] = ""
        texts = [item for item in found if isinstance(item, str) and item]
        objects = [item for item in found if isinstance(item, dict)]
        if objects and (is_question_name(key) or is_answer_name(key)):
            # "questions" may be a list of records with an answer each
            told = [text for item in objects if (text := _find_text(item)) is not None]
            if len(told) == len(objects):
                texts, objects = told, []
        elif objects and all(_is_only_named(item) or _is_whole_name(key, item) for item in objects):
            texts, objects = [_name(item) for item in objects], []
        if objects:
            self.lists[name] = found
        elif texts:
            is_long = any(len(text) > _LONG for text in texts) or is_answer_name(key)
            self.values[name] = ("\n\n" if is_long else ", ").join(texts)


def _is_wrong(answer: Value) -> bool:
    return isinstance(answer, dict) and says_it_is_wrong(answer)


def _rename_question(found: Mapping[str, Value]) -> Mapping[str, Value]:
    """A question of schema.org, which is called by what it asks, with fields that say so."""
    answers = [found[key] for key in ("acceptedAnswer", "suggestedAnswer") if key in found]
    if not answers or "name" not in found:
        return found
    told: list[Value] = []
    for answer in answers:
        told += answer if isinstance(answer, list) else [answer]
    return {"question": found["name"], "answers": told}


def _find_text(found: Mapping[str, Value]) -> str | None:
    """The text that an object stands for; None if it does not hold exactly one."""
    if sort_columns(tuple(found)[:_MAX_FIELDS]).has_answers:
        return None
    texts = [found[key] for key in _TEXT_KEYS if key in found]
    return next((text for text in texts if isinstance(text, str)), None)


def _is_only_named(found: Mapping[str, Value]) -> bool:
    """Whether an object is a person, a tag or the like, of which its name says enough."""
    if len(found) > _MAX_NAME_FIELDS or not isinstance(found.get("name"), str):
        return False
    return not sort_columns(tuple(found)).numbers


def _is_whole_name(key: str, found: Value) -> bool:
    """Whether `found`, below `key`, is an author or a publisher of whom it has the name and besides
    what leads to them, as in JSON-LD."""
    if not names_whom(key) or not isinstance(found, dict):
        return False
    has_name = isinstance(found.get("name"), str)
    return has_name and all(name.casefold() in _LEADING for name in found.keys() - {"name"})


def _name(found: Mapping[str, Value]) -> str:
    return next((v for key in _NAME_KEYS if isinstance(v := found.get(key), str)), "")


def _find_turns(found: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """What somebody asks a machine, and what that says, in the lists that models are taught by."""
    turns = next((found[key] for key in _TALKS if isinstance(found.get(key), list)), [])
    asked = ""
    for turn in turns if isinstance(turns, list) else []:
        role = _take(turn, _ROLE_KEYS).casefold()
        said = _take(turn, _TEXT_KEYS)
        if role in _ASKERS:
            asked = said
        elif role in _HELPERS and asked and said:
            yield asked, said
            asked = ""


def _take(turn: Value, keys: tuple[str, ...]) -> str:
    if not isinstance(turn, dict):
        return ""
    return next((v for key in keys if isinstance(v := turn.get(key), str)), "")


def names_whom(key: str) -> bool:
    """Whether what stands below `key` is who wrote or published it."""
    return MEANING_OF.get(fold_name(key)) in ("author", "source")


def is_of_head(name: str) -> bool:
    """Whether a list called `name`, beside records, says something of all of them."""
    folded = fold_name(name)
    return MEANING_OF.get(folded) == "author" or folded in ("hubs", "icons", "links")
