"""Hyphens of French words and of what is asked, which stay where a line ends behind them."""

from collections.abc import Container

_FRENCH = (
    *("les", "des", "une", "elle", "dans", "qui", "par", "et", "était", "du", "aux", "il", "ils"),
    *("pas", "pour", "sur", "avec", "est", "au", "ont", "sont", "cette"),
)
_MIN_FRENCH = 3
"""Of these words, that a text in French has."""
_THIRD_PERSON = frozenset(("il", "elle", "on", "ils", "elles"))
_PERSONS = {
    "je": ("ai", "is", "ux", "é"),
    "tu": ("s", "x"),
    "nous": ("ons", "mes"),
    "vous": ("ez", "tes"),
    "ce": ("est", "sont", "était", "fut", "sera"),
    "moi": ("ez", "tes"),
    "toi": ("ez", "is"),
    "lui": ("ez", "ons"),
    "leur": ("ez", "ons"),
}
"""Pronouns behind a verb, by how the verb then ends."""
_POINTING = frozenset(("celui", "celle", "ceux", "celles", "fois", "jour", "temps", "moment"))
_BEHIND_WORDS = {
    "être": ("peut", "bien", "mal", "mieux"),
    "à": ("est",),
    "dire": ("est-à",),
    "vis": ("vis-à",),
    "uns": ("quelques",),
    "unes": ("quelques",),
    "dessus": ("au", "ci", "par", "là"),
    "dessous": ("au", "ci", "par", "là"),
    "delà": ("au", "par"),
    "bas": ("là",),
    "haut": ("là",),
    "midi": ("après",),
    "garde": ("avant", "arrière"),
    "ci": tuple(_POINTING),
    "là": tuple(_POINTING),
}


def is_french(words: Container[str]) -> bool:
    """Whether `words`, in small letters, are of a text in French."""
    return sum(word in words for word in _FRENCH) >= _MIN_FRENCH


def keeps_hyphen(head: str, tail: str) -> bool:
    """Whether the hyphen between `head`, with the parts that hyphens join to it, and `tail` is one
    of French: "peut-être", "savaient-ils", "a-t-il", "lui-même"."""
    head, tail = head.casefold().replace("\u2010", "-"), tail.casefold()
    if tail in ("même", "mêmes"):
        return True
    if tail in _THIRD_PERSON:
        return head.endswith(("t", "d")) and (tail[-1] != "s" or head.endswith("nt"))
    if tail in _PERSONS:
        return head.endswith(_PERSONS[tail])
    return head in _BEHIND_WORDS.get(tail, ())
