"""Follow-ups that are only a word that asks: "Who?", "And why?".

They ask of what was asked before, so the word takes the place of the one that asked there. The same
quote answers again only if it has what is asked for: of a time and of a reason that can be told by
small closed classes of words, which are listed for some languages.
"""

import regex

from bot.answers.framing import ASKING_WORDS, strip_frame

_BESIDE = "by for from to with at in on since until de con por para en с до от von für mit seit"
_BARE = ASKING_WORDS | frozenset(_BESIDE.split())
_MAX_WORDS = 2
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*")
_ASKING = regex.compile(
    rf"[¿\s]*(?:(?:{_BESIDE.replace(' ', '|')})\s)?"
    rf"(?:{'|'.join(sorted(ASKING_WORDS, key=len, reverse=True))})(?![\p{{L}}\p{{M}}])"
    # "how old", "what year", "how many"
    r"(?:\s(?:many|much|old|long|far|often|year|day|time)(?!\p{L}))?",
    regex.IGNORECASE,
)
_WHEN = regex.compile(r"\b(?:when|wann|cuándo|quand|когда)\b")
_WHY = regex.compile(r"\b(?:why|warum|wieso|weshalb|por qué|pourquoi|почему|зачем)\b")
_DAYS = r"\p{Nd}|century|centuries|"
_TIMES = {
    "en": r"\b(?:days?|weeks?|months?|years?|morning|evening|night|noon|midnight|hours?|before"
    r"|after|when|since|until|while|during|spring|summer|autumn|winter|today|now|ago|always"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july"
    r"|august|september|october|november|december)\b",
    "de": r"\b(?:tage?n?|wochen?|monate?n?|jahre?n?s?|morgens?|abends?|nachts?|mittags?|vor|nach"
    r"|als|wenn|seit|bis|während|frühling|sommer|herbst|winter|heute|jetzt|immer|\p{L}+tags?|januar"
    r"|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)\b",
}
_REASONS = {
    "en": r"\b(?:because|since|so|in order|due to|owing|therefore|thus|hence|reasons?|caus\w+"
    r"|thanks to|as|for|lest|out of|why|led to|to (?!the\b|an?\b|this\b|that\b|his\b|her\b|its\b))",
    "de": r"\b(?:weil|denn|da|damit|um|wegen|aufgrund|deshalb|daher|darum|grund|gründe|ursache"
    r"|infolge|dank|zum|zur|aus)\b",
}
_FORMS = (
    (_WHEN, {language: _DAYS + words for language, words in _TIMES.items()}),
    (_WHY, _REASONS),
)


def only_asks(question: str) -> bool:
    """Whether `question` is a word that asks, and at most one beside it, such as "by whom"."""
    words = [word.casefold() for word in _WORD.findall(question)]
    is_short = 0 < len(words) <= _MAX_WORDS
    return is_short and _BARE.issuperset(words) and not ASKING_WORDS.isdisjoint(words)


def ask_instead(before: str, word: str) -> str | None:
    """`before` with `word`, which only asks, in place of what asks there: "When was it built?" and
    "who?" are "who was it built?"; None if `before` does not begin with a word that asks."""
    asked = strip_frame(before)
    first = _ASKING.match(asked)
    return f"{word.strip(' ?？؟.!')} {asked[first.end() :].strip()}" if first else None


def has_asked(word: str, text: str, language: str | None) -> bool:
    """Whether something in `text`, which is in `language`, may be what `word` asks for; false only
    of a time or a reason, in a language whose words for it are known."""
    folded = word.casefold()
    forms = (words.get(language or "") for asks, words in _FORMS if asks.search(folded))
    return all(regex.search(form, text, regex.I) for form in forms if form)
