"""Words with which a message says whose words others are: "according to X", "X says", "X:".

They are those of the languages that the bot speaks, and of others that are much written.
"""

from functools import partial

import regex

from bot.answers.verification.attribution.citing import BRACKETED, LABEL
from bot.answers.verification.denials import contradicts

_ACCORDING = (
    r"according to|as per|source|says?|said|writes?|wrote|tells?|told|claim(?:s|ed)|report(?:s|ed)|"
    r"stated|puts? it|has it|in the words of|quot(?:es?|ed|ing)|read (?:it )?(?:in|on)|quelle|laut|"
    r"fuente|según|dice|dijo|"
    r"schreibt|schrieb|sagte?|meldet|berichtet|selon|d['’]après|dit|écrit|affirme|rapporte|"
    r"escrib(?:e|ió)|afirm[aó]|cuenta|источник|по словам|согласно|по данным|"
    r"сказал[аи]?|говорит|пишет|написал[аи]?|сообщает|сообщил[аи]?"
)
SPEAKS = regex.compile(
    rf"\b(?:{_ACCORDING})\b"
    r"|据|據|根据|根據|来源|來源|说|說|写道|寫道|报道|報道|表示|称"
    r"|وفق|بحسب|حسب|قال|كتب|ذكر|المصدر|مطابق|کہا|کہتے|کہتی|لکھا|ماخذ",
    regex.IGNORECASE,
)
_LEAD_END = regex.compile(
    r"[,:：，،]\s*|\s(?:that|que|что|أن|إن|کہ)\s+|(?<=[说說道])", regex.IGNORECASE
)
NAME = regex.compile(
    r"\p{Lu}[\p{L}\p{M}\p{N}'’.&-]*(?:\s+(?:(?:of|the|de|del|la|von|van|der|y|и|&)\s+){0,2}"
    r"\p{Lu}[\p{L}\p{M}\p{N}'’.&-]*){0,8}"
)
_WORDS = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")
MAX_LEAD_CHARACTERS = 120
_THAT = regex.compile(r"\s(?:that|que|что|أن|إن|کہ)\s*\Z", regex.IGNORECASE)
_LABEL_LEAD = regex.compile(rf"\s*({NAME.pattern})\s*[:：]\s*")
_LABELS = regex.compile(
    r"\b(?:facts?|fun|quotes?|days?|weeks?|months?|tips?|notes?|reminder|updates?|alert|breaking|warning"
    r"|question|answer|true|today|good|bad|know|rules?|lesson|chapter|section|part|step|page|fake|hoax"
    r"|zitat|tages|tipp|gut\w*|frage|antwort|cita|día|dato|pregunta|respuesta|цитата|факт|вопрос|ответ)\b",
    regex.IGNORECASE,
)
"""Words of what stands before a colon and names nobody: "Fun Fact:", "Zitat des Tages:"."""
_OPENING = "([（［【"
_VIA = regex.compile(r"\s+(?:via|h/t)\s+@?\p{L}", regex.IGNORECASE)
_MAX_THAT_WORDS = 4
_MAX_SPLITS = 3
_SHORT_WORD = 2


def take_out_saying(said: str) -> str:
    """`said` without words with which one says whose words others are."""
    return SPEAKS.sub(" ", LABEL.sub("", said, 1))


def says_who(said: str) -> bool:
    """Whether `said` has words with which one says whose words others are."""
    return SPEAKS.search(said) is not None


def is_label(said: str) -> bool:
    """Whether `said` is nothing but a name and a colon, and not "Fun Fact:"."""
    lead = _LABEL_LEAD.fullmatch(said)
    return lead is not None and not _LABELS.search(lead[1]) and not contradicts(lead[1])


def split_source(text: str) -> list[tuple[str, str]]:
    """`text` as words at its beginning or its end that may say whose it is, and the others, in each
    way that there is, the most words first; `[]` if it has none. "According to X, …", "X says
    that …", "…, says X"."""
    found: list[tuple[str, str]] = []
    head = text[:MAX_LEAD_CHARACTERS]
    for end in [match.end() for match in _LEAD_END.finditer(head)][:_MAX_SPLITS]:
        lead = text[:end]
        is_lead = SPEAKS.search(lead) or lead.rstrip().endswith((":", "：")) or is_that(lead)
        if is_lead and has_words(text[end:]):
            found.append((lead, text[end:]))
    parted = [n for n, c in enumerate(text) if c in ",،，—–("][-_MAX_SPLITS:]
    positions = sorted({*parted, *_find_citing(text)}, reverse=True)
    for position in sorted(positions, key=partial(_is_said_before, text)):
        tail = text[position:]
        is_cited = BRACKETED.fullmatch(tail) or _VIA.match(tail)
        if len(tail) <= MAX_LEAD_CHARACTERS and (is_cited or SPEAKS.search(tail)):
            found.append((tail, text[:position]))
    return found


def _is_said_before(text: str, position: int) -> bool:
    """Whether the clause right before `position` says whose the words are, as in ", says X, who
    was there": what stands behind is no more than on whom."""
    start = max(text.rfind(mark, 0, position) for mark in ",،，—–(")
    return start >= 0 and SPEAKS.search(text, start, position) is not None


def _find_citing(text: str) -> list[int]:
    """Where what may be a source begins at the end of `text`: in brackets, or behind "via"."""
    bracket = max(map(text.rfind, _OPENING))
    via = _VIA.search(text, max(0, len(text) - MAX_LEAD_CHARACTERS))
    return [*([bracket] if bracket > 0 else []), *([via.start()] if via else [])]


def is_that(lead: str) -> bool:
    """Whether `lead` is a few words that end in "that", in the languages of `_THAT`, and does not
    deny what follows."""
    is_few = len(_WORDS.findall(lead)) <= _MAX_THAT_WORDS and not contradicts(lead)
    return is_few and _THAT.search(lead) is not None


def has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def cut_saying(name: str) -> str:
    """`name` without a word that says, as in "Source Coast News", or a short one, as in "As Ada
    Pell said"."""
    spoken = SPEAKS.match(name)
    name = name[spoken.end() :].strip() if spoken else name
    first, _, others = name.partition(" ")
    return others if others and len(first) <= _SHORT_WORD else name
