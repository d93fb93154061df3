"""Words that deny, in the languages that the bot speaks and in others that are much written."""

import regex

_DENIES = regex.compile(
    r"n['’]t\b|\b(?:"
    r"not|no|non|nor|none|cannot|never|nobody|nothing|nowhere|neither|hardly|false|untrue|myth"
    r"|den(?:y|ies|ied)|doubts?"
    r"|ne|pas|jamais|aucune?|nicht|nichts|kein\p{L}{0,2}|nie|niemals|niemand|weder"
    r"|nunca|jamás|nadie|ning[uú]n[ao]?|tampoco|não|nem|ninguém|(?-i:mai)|nessun[oa]?|niet|geen|inte"
    r"|ikke|не|нет|ни|ні|никогда|нельзя|никто|değil|hiç|asla|nahin|tidak|bukan"
    r"|لا|لم|لن|ليس|ليست|ليسوا|غير|نہیں|نہ|مت|نه"
    r")\b|\bn['’](?=\p{L})"
    r"|[不没沒無无未莫勿]|ない|なかった|ません|않|못|नहीं",
    regex.IGNORECASE,
)

_CONTRADICTS = regex.compile(
    r"n['’]t\b|\b(?:(?:not?|nor|none|не)\b|never|nothing|nowhere|neither|nobody|hardly|false|untrue|wrong|myth|lies?|den(?:y|ies|ied)|doubt"
    r"|nadie|nunca|falso|mentira|nieg|никто|неправда|ложь|ليس|لا|لم|كذب|نفى|نہیں|غلط|جھوٹ)",
    regex.IGNORECASE,
)


def denies(text: str) -> bool:
    """Whether `text` has a word that denies."""
    return _DENIES.search(text) is not None


def contradicts(said: str) -> bool:
    """Whether `said`, beside a quotation, has a word that denies it or calls it false."""
    return _CONTRADICTS.search(said) is not None
