"""Whether what follows a label is said by somebody: what people do who talk to each other."""

import re

_MAX_CHARACTERS = 4000
"""Of what is said, looked at from its beginning: a turn is told from its first lines."""
_BRACKETS = ("(", "[", "（", "【")
_GREEK_ASKS = re.compile(r"[α-ωά-ώ];(?=\s|$)")
_QUESTION = re.compile(r"[?？؟](?=[\s\"'”’»」』)\]*_]|$|[^\x00-\x7f])")
_STATEMENT_END = re.compile(r"[^\W_]{2}[.!](?=\s)|[。！｡।۔](?=.)")
_FIRST_PERSON = re.compile(
    r"(?<![\w'’/.-])(?:I(?=\s|['’](?:m|ve|d|ll)\b)|[Mm]e|[Mm]y|[Mm]yself"
    r"|[Ii]ch|[Mm]ich|[Mm]ir|[Mm]eine?[mnrs]?|[Jj]e|[Mm]oi|[Jj]['’]\w+|[Yy]o|[Cc]reo"
    r"|[Ee]u|[Mm]eu|[Mm]inha|[Ii]o|[Mm]io|[Ii]k|[Mm]ijn|[Jj]ag|[Jj]eg|[Mm]inä|[Tt]ôi|[Ss]aya"
    r"|[Aa]ku|[Яя]|[Мм]не|[Мм]еня|[Мм]ой|[Мм]оя|أنا|میں|मैं|मुझे|मेरे|আমি)(?![\w/-]|\.\w)"
)
_SECOND_PERSON = re.compile(
    r"(?<![\w'’/.-])(?:[Yy]ou|[Yy]our|[Yy]ours|[Yy]ourself|[Dd]u|[Dd]ich|[Dd]ir|[Dd]eine?[mnrs]?|Sie"
    r"|Ihnen|[Tt]u|[Tt]oi|[Tt]on|[Vv]ous|[Vv]otre|[Tt]ú|[Tt]us?|[Uu]sted|[Vv]ocê|[Vv]oi|[Tt]e"
    r"|[Тт]ы|[Тт]ебя|[Тт]ебе|[Вв]ы|[Вв]ас|[Вв]ам)(?![\w/-]|\.\w)|[你您]"
)
_FIRST_PERSON_SPACELESS = re.compile("[我俺僕]|私|わたし|咱|저는|제가|나는|내가|우리|ผม|ฉัน|ดิฉัน")


def asks(said: str) -> bool:
    """Whether a question stands in what is `said`."""
    said = said[:_MAX_CHARACTERS]
    if _has_question_mark(said) and _QUESTION.search(said):
        return True
    return ";" in said and bool(_GREEK_ASKS.search(said))


def ends_in_question(said: str) -> bool:
    """Whether what is `said` ends in a question, so that somebody else has to answer; "(laughs)"
    may stand behind it."""
    last = said[-_MAX_CHARACTERS:]
    marks = [*_QUESTION.finditer(last)] if _has_question_mark(last) else []
    marks += _GREEK_ASKS.finditer(last) if ";" in last else ()
    if not marks:
        return False
    behind = last[max(mark.end() for mark in marks) :].lstrip()
    return behind[:1] in _BRACKETS or not any(map(str.isalnum, behind))


def only_asks(said: str) -> bool:
    """Whether what is `said` is one question, or several, and nothing else."""
    if not ends_in_question(said):
        return False
    return _STATEMENT_END.search(said, 0, _MAX_CHARACTERS) is None


def is_sentence(said: str) -> bool:
    """Whether what is `said` ends as sentences do, which notes behind a field do not."""
    return said.rstrip("\"'”’»」』)]*_ ")[-1:] in (*".!…。！।۔", "?", "？", "؟")


def asks_back(said: str, asked: str, asker: str) -> bool:
    """Whether what is `said` behind `asked` turns to `asker`, by name or with "I" for "you" and
    "you" for "I"."""
    said, asked = said[:_MAX_CHARACTERS], asked[:_MAX_CHARACTERS]
    if f", {asker}" in said or said.startswith(f"{asker}, "):
        return True
    if speaks_of_self(said) and _SECOND_PERSON.search(asked):
        return True
    return speaks_of_self(asked) and _SECOND_PERSON.search(said) is not None


def _has_question_mark(text: str) -> bool:
    return "?" in text or "？" in text or "؟" in text


def speaks_of_self(said: str) -> bool:
    """Whether who says it says "I", "me" or "my", in one of the languages most written."""
    said = said[:_MAX_CHARACTERS]
    if _FIRST_PERSON.search(said):
        return True
    return not said.isascii() and bool(_FIRST_PERSON_SPACELESS.search(said))
