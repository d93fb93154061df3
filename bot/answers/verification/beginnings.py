"""What a sentence that is quoted as a whole lacks at its beginning or its end: "Guests may climb."
is not what "No guests may climb." says, nor "Guests may climb, but not alone.", though its words
stand there."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answers.verification.denials import denies
from bot.answers.verification.places import Difference, Occurrence
from bot.answers.verification.quotations import CLOSERS
from corpus.normalization import is_spaceless, split_units
from corpus.structure.sentences.abbreviations import DAYS_AND_ZONES, abbreviations_of
from corpus.structure.sentences.sentences import split_sentences, strip_span

_LOOKED_BACK = 300
_LOOKED_INTO = 40
_LOOKED_AHEAD = 300
_MAX_WORDS = 2
_MAX_LETTERS = 3
"""Words, or letters where words are not parted, that are told as left out; who leaves out more, or
what stands behind a comma, quotes a part of a sentence."""
_ENDING = ".!?。！？।۔؟…"
_STOPS = tuple(".!。！۔")
_OPENING = "¿¡([（【-–— "
_CLOSING = ")]）】 "
_BRACKETS = ("()", "[]", "（）", "【】")
_JOINERS = str.maketrans("", "", "'’‘-‐‑")
_UP_TO_END = re.compile(rf"[^{_ENDING}\n]*")
_COMPANY_ENDS = frozenset(("Inc", "Ltd", "Co", "Corp", "Bros", "Cie", "Ltda", "GmbH"))
_BEFORE_WORD = "\"'“‘«([{¿¡*_ "
_SIGNS = tuple("-−‐‑–+.±€$£¥₹₽")
_INSIDE = ",;،，；、"
_MARKED = 4
_NEAR = 4000
"""Characters before and behind a word in which it is looked for."""
_WORD = re.compile(r"\w+")
_CLOSING_MARK = re.compile(r"[,.;!?，。]?\s?([”“»«›‹」』〞〟’‘\"＂'״])")
_GOES_ON = re.compile(r"[^.!?\n]{0,80}[,，]\s[“„«‹「『\"‘‚]\s?(?=[a-zß-öø-ÿа-яё])")
"""Behind a quotation: who says it, and more of the same sentence."""


def add_left_out(claim: str, one: Occurrence, is_whole: bool = False) -> Occurrence:
    """`one` as it is, unless `claim` is a sentence and the article's one begins before it or goes
    on behind it: with the few words that `claim` lacks there, or, if those are many, with the
    `sentence` of the article. `is_whole` says that it is all of a sentence but for its source. The
    sign of a number that it begins with is never left out unsaid."""
    found = _add_words(claim, one, is_whole)
    if found.start < one.start or not lacks_sign(one):
        return found
    sign = Difference("", one.start - 1, one.start)
    return replace(found, start=one.start - 1, differences=(sign, *found.differences))


def lacks_sign(one: Occurrence) -> bool:
    """Whether `one` begins with a number whose sign stands before it: "−5" and ".5" are not 5."""
    text, start = one.article.text, one.start
    if not text[start : start + 1].isdigit() or text[max(0, start - 1) : start] not in _SIGNS:
        return False
    before = text[max(0, start - 2) : max(0, start - 1)]
    return start > 0 and not (before.isalnum() or before == ".")


def _add_words(claim: str, one: Occurrence, is_whole: bool) -> Occurrence:
    if not one.text or not (is_whole or _is_whole(claim)):
        return _add_denial(claim, one)
    start, end = find_beginning(one), find_end(one)
    before = _trim(one, start, one.start)
    behind = _trim(one, one.end, end)
    found = [span for span in (before, behind) if span[0] < span[1]]
    few = [span for span in found if _are_few(one.article.text[slice(*span)])]
    if len(few) < len(found):
        one = replace(one, sentence=strip_span(one.article.text, start, end))
    if not few:
        return one
    differences = (*one.differences, *(Difference("", *span) for span in few))
    return replace(
        one,
        start=min(one.start, few[0][0]),
        end=max(one.end, few[-1][1]),
        differences=tuple(sorted(differences, key=lambda each: each.start)),
    )


def _add_denial(claim: str, one: Occurrence) -> Occurrence:
    """`one` with the `sentence` that it ends, if `claim` ends as one and a denial is left out
    before it; with the few words that these are, if `claim` begins with a capital that the article
    has not there."""
    ends = claim.strip().rstrip(_CLOSING)[-1:] in _STOPS
    begins = claim.strip().lstrip(_OPENING)[:1].isupper() and one.text[:1].islower()
    if not one.text or not (ends or begins):
        return one
    start = find_beginning(one)
    before = _trim(one, start, one.start)
    if not denies(one.article.text[slice(*before)]):
        return one
    if begins and _are_few(one.article.text[slice(*before)]):
        left_out = Difference("", *before)
        return replace(one, start=before[0], differences=(left_out, *one.differences))
    return replace(one, sentence=strip_span(one.article.text, start, find_end(one)))


def _trim(one: Occurrence, start: int, end: int) -> tuple[int, int]:
    """The span without the marks around its words, but for a comma between them and `one`; empty if
    it has no words."""
    text = one.article.text
    while start < end and not text[start].isalnum() and text[start] not in _INSIDE:
        start += 1
    while start < end and not text[end - 1].isalnum() and text[end - 1] not in _INSIDE:
        end -= 1
    has_words = any(map(str.isalnum, text[start:end]))
    return (start, end) if has_words else (start, start)


def _are_few(left_out: str) -> bool:
    """Whether words may have been left out, and are not the other part of a sentence."""
    units = split_units(left_out)
    most = _MAX_LETTERS if any(map(is_spaceless, units)) else _MAX_WORDS
    return len(units) <= most and all(unit.translate(_JOINERS).isalnum() for unit in units)


def find_beginning(one: Occurrence) -> int:
    """Where the sentence begins in which `one` does; the furthest that is looked at if that is
    further before it."""
    text = one.article.text
    from_ = max(0, one.start - _LOOKED_BACK)
    spans = split_sentences(text[from_ : one.start + _LOOKED_INTO], one.article.language)
    start = next((from_ + s for s, e in spans if from_ + s <= one.start < from_ + e), one.start)
    before = text[start : one.start].rstrip()
    is_capital = text[one.start].isupper() or text[one.start].istitle()
    # Behind a colon, a quotation mark or a bracket a sentence may begin within another one.
    is_inside = before[-1:].isalnum() or before[-1:] in _INSIDE
    if before[-1:].isalnum() and not denies(before):
        is_inside = not _is_small_elsewhere(one)  # else what stands before it only lacks its mark
    return one.start if is_capital and not is_inside else start


def _is_small_elsewhere(one: Occurrence) -> bool:
    """Whether the first word of `one` denies, or stands in small letters near it, so that it is no
    name, and has its capital from where it stands."""
    text = one.article.text
    word = _WORD.match(text, one.start)
    near = text[max(0, one.start - _NEAR) : one.start + _NEAR]
    return word is not None and (
        denies(word[0]) or re.search(rf"\b{word[0].lower()}\b", near) is not None
    )


def find_end(one: Occurrence) -> int:
    """Where the sentence ends in which `one` does, before its mark; a quotation that is given
    whole, from mark to mark, ends with it. The full stop of an abbreviation ends none."""
    text = one.article.text
    is_stopped = one.text[-1] == "."
    if (one.text[-1] in _ENDING and not is_stopped) or _is_whole_quotation(one):
        return one.end
    if _is_whole_bracket(one):
        return one.end
    furthest = one.end + _LOOKED_AHEAD
    end = _look_for_mark(text, one.end - is_stopped, furthest)
    if text[end : end + 1] == ".":  # what most marks are
        froms = [max(0, one.start - _LOOKED_BACK), *([one.start] if _is_in_bracket(one) else [])]
        ends = sorted(last for from_ in froms for last in _list_ends(one, from_, furthest))
        while text[end : end + 1] == "." and _goes_on_behind(one, end, ends):
            end = _look_for_mark(text, end + 1, furthest)
    return max(one.end, end)


def _list_ends(one: Occurrence, from_: int, furthest: int) -> list[int]:
    """Where sentences end in the article's text between two places."""
    spans = split_sentences(one.article.text[from_:furthest], one.article.language)
    return [from_ + last for _, last in spans]


def _look_for_mark(text: str, start: int, furthest: int) -> int:
    found = _UP_TO_END.match(text, start, furthest)
    return found.end() if found else start


def _goes_on_behind(one: Occurrence, stop: int, ends: Sequence[int]) -> bool:
    """Whether the sentence goes on behind the full stop at `stop`, of those that end at `ends`. In
    front of a capital an abbreviation ends one if it may, as few languages tell that apart."""
    text, language = one.article.text, (one.article.language or "en").partition("-")[0]
    end = next((end for end in ends if end > stop), stop)
    behind = text[stop + 1 : end]
    if not any(map(str.isalnum, behind)) or _CLOSING_MARK.match(behind):
        return False
    following = _WORD.match(behind.lstrip(_BEFORE_WORD))
    known = abbreviations_of(language)
    words = text[max(0, stop - _LOOKED_INTO) : stop].split()[-2:]
    word = words[-1].lstrip(_OPENING) if words else ""
    if not following or not following[0][0].isupper():
        is_known = word in known.names | known.numbered | known.measures | _COMPANY_ENDS
        is_initial = len(word) == 1 or (len(words) > 1 and words[0].endswith("."))
        return is_known or "." in word or is_initial or not behind[:1].isspace()
    if following[0].lower() in DAYS_AND_ZONES:
        return True
    if word.isdigit() and words[0] in known.ordinal_leads:  # "am 5. Mai"
        return True
    may_end = {word, "".join(words)} & known.measures  # "etc", or "т. д"
    is_shortened = language == "en" or word in known.names | known.numbered
    return is_shortened and not may_end


def _is_in_bracket(one: Occurrence) -> bool:
    """Whether a bracket is open before `one`, in which there is none: the sentences in it are those
    that they would be without it."""
    if any(bracket in one.text for bracket in "".join(_BRACKETS)):
        return False
    before = one.article.text[max(0, one.start - _LOOKED_BACK) : one.start]
    return any(before.rfind(pair[0]) > before.rfind(pair[1]) for pair in _BRACKETS)


def _is_whole_bracket(one: Occurrence) -> bool:
    """Whether `one` is a bracket with the mark of a sentence before its end, and a sentence of the
    article ends there, or one has ended before it and none goes on in small letters."""
    inner = one.text[1:-1]
    if one.text[0] + one.text[-1] not in _BRACKETS or not inner.endswith(tuple(_ENDING)):
        return False
    if any(bracket in inner for bracket in "".join(_BRACKETS)):
        return False
    text, from_ = one.article.text, max(0, one.start - _LOOKED_BACK)
    if one.end in _list_ends(one, from_, one.end + _LOOKED_AHEAD):
        return True
    before = text[from_ : one.start].rstrip(" ")
    behind = text[one.end : one.end + _MARKED].lstrip(" ")[:1]
    return not behind.islower() and (not before or before[-1] in _ENDING + "\n")


def _is_whole_quotation(one: Occurrence) -> bool:
    """Whether quotation marks open right before `one` and close right behind it, and what they
    hold does not go on behind who says it."""
    text = one.article.text
    before = text[max(0, one.start - _MARKED) : one.start].rstrip()[-1:]
    closing = _CLOSING_MARK.match(text, one.end, one.end + _MARKED)
    if closing is None or closing[1] not in CLOSERS.get(before, ""):
        return False
    return not _GOES_ON.match(text, closing.end(), one.end + _LOOKED_AHEAD)


def _is_whole(claim: str) -> bool:
    """Whether it begins and ends as a sentence does, or as one of a script without capitals."""
    claim = claim.strip().lstrip(_OPENING).rstrip(_CLOSING)
    first = claim[:1]
    return claim[-1:] in _ENDING and first.isalnum() and not first.islower()
