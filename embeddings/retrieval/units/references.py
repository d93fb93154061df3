"""Numbered units that a question names: "article 17", "§ 5(2)", "Flint 2:14-16", "第17条"."""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from corpus.structure.arabic_ordinals import ORDINAL, read_ordinal
from corpus.structure.numbering.unit_labels import UNIT_WORDS
from embeddings.index.labels import LabelIndex, UnitLabel, fold_unit_word, is_numeral, read_label
from embeddings.retrieval.units.unit_counts import read_count, says_which

_MAX_REFERENCES = 20
"""Units of a question, those of its ranges among them."""
MAX_QUESTION = 1000
"""Characters of a question that are read for units."""
_MAX_SMALL = 1000
"""From here on a number that only follows another one is a year or a quantity."""
_NUMBER_SIGN = (
    r"(?:[#№]|n[ºo°]\.?(?=\s?\p{Nd})|(?:nr|no|num|number|nummer|número|numéro|номер|رقم|نمبر)\b\.?)"
)
_REFERENCE = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}])(?P<word>§{1,2}|[\p{L}\p{M}]{1,20})?[.]?\s{0,2}"
    rf"(?:(?i:{_NUMBER_SIGN})\s?)?"
    r"(?:(?<![\p{L}\p{M}])(?P<series>[A-Z](?:\.?\s?\*?\s?(?=\p{Nd}{1,4}-\p{Nd})|\.?\*?(?=\p{Nd}))"
    r"|[a-z]\.?\s?(?=\p{Nd}{1,4}-\p{Nd})))?"
    r"(?P<the>(?<=\s)(?i:the)\s(?=\p{L}))?"
    r"(?P<number>(?<!\p{N}[.:]?)\p{Nd}{1,4}(?:[.:]\p{Nd}{1,4}){0,4}|(?<=\s)[\p{L}\p{M}-]{1,20})"
    r"(?P<suffix>(?<=\p{Nd})-?[a-zA-Zабвгд](?![\p{L}\p{M}\p{N}])"
    r"|(?:(?<=[ivxlcIVXLC])[\s-]|(?<=\p{Nd})[\s-]?)(?:bis|ter|quater|quinquies|sexies)(?!\s?\p{Nd})"
    r"(?![\p{L}\p{M}\p{N}]))?"
    r"(?:(?<=\p{Nd})(?:\.?[ºª]|(?:er|re|ère)(?!\p{L})))?"
    r"(?P<points>(?:\s?\(\w{1,4}\)){0,3})"
    r"(?![\p{L}\p{M}\p{N}])"
)
_MORE = regex.compile(
    r"(?:(?P<to>\s?[-–—]\s?|\s(?:to|through|until|bis|hasta|a|à|até|al|по|до|إلى|تا)\s)"
    r"|\s?[,،、]\s?(?:(?:and|or|und|oder|et|y|e|и|или|و|اور|یا)\s)?|\s?&\s?|\sو\s?"
    r"|\s(?:and|or|und|oder|et|ou|y|o|e|и|или|اور|یا)\s)"
    r"(?P<number>\p{Nd}{1,4}(?:[.:]\p{Nd}{1,4}){0,4}|[ivxlcIVXLC]{1,8}"
    r"|(?<=\s)(?P<spelt>[\p{L}\p{M}-]{2,20}))(?:(?<=\p{Nd})\.?[ºª])?"
    r"(?P<points>(?:\s?\(\w{1,4}\)){0,3})(?![\p{L}\p{M}\p{N}%]|[.:]\p{N}|\s?°)"
)
_BRACKETED = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}])(?P<word>[\p{L}\p{M}]{2,20})\s"
    rf"(?:\((?P<number>\p{{Nd}}{{1,4}})\)|(?P<ordinal>{ORDINAL}))(?![\p{{L}}\p{{M}}])"
)
"""As in "المادة (3)" and "المادة الحادية والعشرون"."""
_VERSE_APART = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}])(?P<word>[\p{L}\p{M}]{2,20})\.?\s(?P<chapter>\p{Nd}{1,3})"
    r"(?:,\s?|\s)(?P<verse>\p{Nd}{1,3})(?:\s?[-–—]\s?(?P<last>\p{Nd}{1,3}))?"
    r"(?![\p{L}\p{M}\p{N}%]|[.:,]\p{N})"
)
"""A verse as it is written without a colon: "Flint 2,14", "flint 2 14-16"."""
_CHAPTER = regex.compile(r"(?P<chapter>[\p{L}\p{M}]{2,20}\.?\s\p{Nd}{1,3})\s\p{Nd}")
_DEGREE = regex.compile(r"[,،]?\s(?:n°\s)?(?P<point>\p{Nd}{1,3})\s?°")
"""The second point of "article 3, 2°"."""
_HYPHENED = regex.compile(
    r"(?:-\p{Nd}{1,4}){1,4}(?:\s?(?:bis|ter|quater|quinquies|sexies)(?!\p{L}))?"
    r"(?:\s?\(\w{1,4}\)){0,3}(?![\p{L}\p{M}\p{N}])"
)
"""Behind the first part of a number, as in "§ 4-202", which may be a range, or "L. 121-1"."""
_SECOND_WORD = regex.compile(r"\s(?:[yet]{1,2}\s)?(?P<word>[\p{L}\p{M}]{2,10})")
_INNER = regex.compile(
    r"[,،]?\s(?:(?:point|punkt|punto|пункт)\s(?=\()"
    r"|(?P<of>of|in|des|der|del|de|du|da|do)\s(?:(?:the|la|el)\s)?)?(?=[(\p{L}§])"
)
_PUT_IN = r"(?:[のノ之]\s?[\p{Nd}一二三四五六七八九十百]{1,9}(?!つ))?"
"""As "第3条の2" is no part of "第3条"."""
_COUNTED = regex.compile(
    r"第[\w--[至到]]{1,9}?[\p{Han}--[〇零一二三四五六七八九十百千两兩至到]]"
    rf"{_PUT_IN}|제\s?\p{{Nd}}{{1,4}}\s?\p{{Hangul}}(?:의\s?\p{{Nd}}{{1,3}})?"
    r"|第?\s?(?<![\p{Nd}.])\p{Nd}{1,4}(?:[.]\p{Nd}{1,4}){0,4}\s?[条條款章节節項项](?!\p{Nd})"
    rf"{_PUT_IN}"
    r"|[条條]?[款文章节節项項]\s?\p{Nd}{1,4}(?:[.]\p{Nd}{1,4}){0,4}(?![\p{Nd}年月日])",
    regex.V1,
)
_COUNTED_RANGE = regex.compile(
    r"第?\s?(?P<first>\p{Nd}{1,4}|[一二三四五六七八九十百]{1,5})\s?[条條款章节節項项]?"
    r"\s?[至到~～—–-]\s?第?\s?(?P<last>\p{Nd}{1,4}|[一二三四五六七八九十百]{1,5})\s?"
    r"(?P<word>[条條款章节節項项])(?!\p{Nd})"
)
_ORDINAL = regex.compile(
    r"(?<![\w-])(?P<number>\p{Nd}{1,3}(?:st|nd|rd|th|[.ªº°]|-?(?:й|я|е|го|ой|ю|м|er|e|re|ème))"
    r"|[\p{L}\p{M}-]{3,20})\s(?P<word>[\p{L}\p{M}]{2,20})"
)
_ORDINAL_OF_TWO = regex.compile(
    r"(?P<number>[\p{L}\p{M}-]{3,20}\s[\p{L}\p{M}]{3,10})\s(?P<word>[\p{L}\p{M}]{2,20})"
)
_MAY_COUNT = re.compile(r"[0-9]|[A-Za-z]{1,20}")
_CYRILLIC_ENDING = regex.compile(
    r"(?:ь?(?:ями|ях|ям|ев|ей|ем|[яюеи])|ами|ах|ам|ов|ой|ом|[ауыоьй])$"
)
"""Of nouns: what is done ("разделил") ends otherwise."""
_IS_ONE = regex.compile(
    r"\s?(?:$|[.,;:?!()–—-]|(?:§|of|and|or|sections?|sec|clauses?|paragraphs?|para|parts?|chapters?"
    r"|says?|states?|means?|provides?|about|y|e|et|und|de|del|des|der|du|da|do)(?!\p{L}))",
    regex.IGNORECASE,
)
"""Behind the "I" of a unit's number: who asks "which article I should read" means none."""
_DONE_FIRST = regex.compile(r"\s(?!(?:say|state|mean|provide|require)s?\b)[a-z]{3,}")
"""Behind a noun and "first": "when was the chapter first printed?" names no first chapter."""
_VERSES = frozenset({"verse", "vers", "verset", "versiculo", "стих"})
_POINT = regex.compile(r"\((\w{1,4})\)")
_PLURALS = ("s", "es", "n", "en")
_LEAST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Reference:
    """A unit that a question names, as `text`, and the label that it has in an article.
    `is_certain` tells that nothing else is meant: 14:30 may be a time. `is_whole` if it is one unit
    whose number has a hyphen or a letter, "§ 4-12": where there is none, the others of that `text`
    are meant."""

    text: str
    label: UnitLabel
    is_certain: bool = True
    is_whole: bool = False


def find_references(question: str, known_words: frozenset[str]) -> list[Reference]:
    """The units that `question` names, in order, a range as all of its units; `known_words` are
    what the labels of the articles count."""
    found: dict[UnitLabel, Reference] = {}
    certain: set[tuple[str, ...]] = set()
    for reference in _find_all(question[:MAX_QUESTION], known_words):
        if reference.is_certain or reference.label.numbers not in certain:
            found.setdefault(reference.label, reference)
        if reference.is_certain:
            certain.add(reference.label.numbers)
        if len(found) == _MAX_REFERENCES:
            break
    return list(found.values())


def choose_meant(references: Sequence[Reference], labels: LabelIndex) -> list[Reference]:
    """`references` without those that a number with a hyphen does not mean: a range where there is
    such a unit in the articles, which is certain then, the unit where there is none but it may be a
    range. Nor a chapter beside its verse: "Flint 2" of "Flint 2 14"."""
    whole = {r.text for r in references if r.is_whole and labels.find(r.label)}
    begun = {match["chapter"] for text in whole if (match := _CHAPTER.match(text))}
    references = [r for r in references if r.text not in begun]
    ranges = {r.text for r in references if not r.is_whole}
    return [
        replace(r, is_certain=True) if r.text in whole else r
        for r in references
        if (r.text in whole) == r.is_whole or (r.is_whole and r.text not in ranges)
    ]


def _may_name(question: str, known_words: frozenset[str]) -> bool:
    """Whether `question` may name a unit: it has a digit, a word that counts units or letters that
    are not told apart here. Most have none, which takes a tenth of the time to see."""
    return not question.isascii() or any(
        word.isdecimal() or _read_word(word, known_words) for word in _MAY_COUNT.findall(question)
    )


def _find_all(question: str, known_words: frozenset[str]) -> Iterator[Reference]:
    if not _may_name(question, known_words):
        return
    if not question.isascii():
        yield from _find_counted(question)
    done = 0
    for one in _ORDINAL.finditer(question, overlapped=True):
        two = _ORDINAL_OF_TWO.match(question, one.start())
        for match in filter(None, (two, one) if one.start() >= done else ()):
            word = _read_word(match["word"], known_words)
            # Of nearly all words that stand side by side, the second is none.
            number = _read_ordinal(match["number"]) if word and not word.is_plural else None
            label = UnitLabel(word.name, (str(number),)) if word and number else None
            # In the middle of a question it may be anything: "the first problem that they met".
            if label and (match is two or two is None or label.is_any_of(known_words)):
                done = match.end()
                yield Reference(match[0], label)
                break
    question = _BRACKETED.sub(lambda match: _write_out(match, known_words), question)
    done = 0
    for match in _REFERENCE.finditer(question, overlapped=True):
        if match.start() < done:
            continue
        word = _read_word(match["word"] or "", known_words)
        if word is None and not match["number"][0].isdecimal():
            continue  # two words, as nearly all are
        if word and ":" in match["number"] and word.name not in known_words:
            word = _UnitWord("")  # the verses of a book are called by its name, if at all
        found, end = _read_match(match, word, question, known_words)
        found, end = _read_inner(found, end, question, known_words) if word else (found, end)
        done = end if found else done
        yield from found
    yield from _find_verses(question, known_words)


def _write_out(match: "regex.Match[str]", known_words: frozenset[str]) -> str:
    """The unit in `match`, whose number stands in brackets or is written in Arabic words, with its
    number behind its word."""
    if _read_word(match["word"], known_words) is None:
        return match[0]
    number = match["number"] or read_ordinal(match["ordinal"])
    return f"{match['word']} {number}" if number else match[0]


def _find_verses(question: str, known_words: frozenset[str]) -> Iterator[Reference]:
    """The verses that may be meant by two numbers behind the name of a book, which labels may have
    or not: where there are none, the numbers mean something else."""
    for match in _VERSE_APART.finditer(question):
        word = fold_unit_word(match["word"])
        is_book = word in known_words
        if _read_word(match["word"], frozenset()):  # "articles 2, 14"
            continue
        first = _label(
            _UnitWord(word if is_book else ""), f"{match['chapter']}.{match['verse']}", ""
        )
        following = first and match["last"] and _label(_UnitWord(first.word), match["last"], "")
        for label in [first, *(_fill(first, following) if first and following else [])]:
            if label:
                yield Reference(match[0], label, is_certain=is_book, is_whole=is_book)


def _find_counted(question: str) -> Iterator[Reference]:
    """The units whose words are written together with their numbers, in Chinese or Korean."""
    for match in _COUNTED_RANGE.finditer(question):
        first, last = (read_label(f"第{match[n]}{match['word']}") for n in ("first", "last"))
        if first and last and _goes_on(first, last, True, _UnitWord(first.word)):
            yield from (Reference(match[0], each) for each in (first, *_fill(first, last)))
    for match in _COUNTED.finditer(question):
        if (label := read_label(match[0])) and label.word:
            yield Reference(match[0], label)


def _read_ordinal(number: str) -> int | None:
    """The number that `number`, such as "21st" or "twenty first", is; None if it does not say
    which."""
    if number[0].isdecimal():
        return int("".join(filter(str.isdecimal, number)))
    words = number.split()
    found = read_count(words)
    if found is None or found[1] < len(words):
        return None
    return found[0] if says_which(words[-1]) or says_which(words[0]) else None


@dataclass(frozen=True, slots=True)
class _UnitWord:
    """What says what is counted, as the articles or a dictionary have it; `is_plural` of several
    units, or of something that is done: "who rules 30 islands"."""

    name: str
    is_plural: bool = False


def _read_match(
    match: "regex.Match[str]",
    word: _UnitWord | None,
    question: str,
    known_words: frozenset[str],
) -> tuple[list[Reference], int]:
    """The units that `match` and the numbers that follow it are, and where they end; none if it
    names no unit."""
    if match["the"] and not says_which(match["number"]):
        return [], match.end()  # "with the eight"
    whole, end = _read_whole(match, word, question)
    found, last = _read_plain(match, word, question, known_words)
    if whole is None:
        return found, last
    wholes = [whole]
    while len(wholes) < _MAX_REFERENCES and (more := _MORE.match(question, end)):
        hyphened = None if more["to"] else _HYPHENED.match(question, more.end())
        label = read_label(f"Unit {more['number']}{hyphened[0]}") if hyphened else None
        if hyphened is None or label is None:
            break
        wholes.append(UnitLabel(whole.word, label.numbers, label.points))
        end = hyphened.end()
    is_range = not match["series"] and len(found) > 1
    if word is None or not is_range or (len(found) == _MAX_REFERENCES and not word.is_plural):
        found = []  # "§ 4-202" alone is no range of two hundred
    end = max(end, last) if found else end
    text = question[match.start() : end].strip()
    units = [Reference(text, label, word is not None, is_whole=True) for label in wholes]
    return [*units, *(replace(unit, text=text) for unit in found)], end


def _read_whole(
    match: "regex.Match[str]", word: _UnitWord | None, question: str
) -> tuple[UnitLabel | None, int]:
    """The unit whose number goes on behind a hyphen, "§ 4-202", "L. 121-1", or that a letter stands
    before, "annex B.2", and where it ends; None if `match` is none."""
    number, end = match["number"], match.end()
    if not number[0].isdecimal() or ":" in number:
        return None, end
    hyphened = None if match["suffix"] or match["points"] else _HYPHENED.match(question, end)
    series, before = match["series"] or "", match["word"] or ""
    if word is None and hyphened and len(before) == 1 and before.isupper():
        series = before
    elif word is None or not (hyphened or series):
        return None, end
    behind = hyphened[0] if hyphened else f"{match['suffix'] or ''}{match['points']}"
    label = read_label(f"Unit {series.upper()}{number}{behind}")
    if label is None:
        return None, end
    end = hyphened.end() if hyphened else end
    return UnitLabel(word.name if word else "", label.numbers, label.points), end


def _read_plain(
    match: "regex.Match[str]",
    word: _UnitWord | None,
    question: str,
    known_words: frozenset[str],
) -> tuple[list[Reference], int]:
    """As `_read_match`, of numbers without a letter or a hyphen in them."""
    number, end = match["number"], match.end()
    if number in ("I", "i") and not _IS_ONE.match(question, end):
        return [], end
    if word is None and not (number[0].isdecimal() and set(number) & {".", ":"}):
        return [], end
    if word is None and match["word"] and match["word"].casefold() in ("v", "version"):
        return [], end
    if number.casefold() == "first" and not match["the"] and _DONE_FIRST.match(question, end):
        return [], end
    first, end = _read_number(number, end, question, bool(word))
    suffix = match["suffix"] or ""
    label = _label(word, first + suffix, match["points"])
    if label is None or (suffix and word is None):
        return [], end
    labels = [label]
    while not suffix and len(labels) < _MAX_REFERENCES and (more := _MORE.match(question, end)):
        following = _read_following(word, more, labels[-1])
        if following is None or not _goes_on(labels[-1], following, bool(more["to"]), word):
            break
        labels += _fill(labels[-1], following) if more["to"] else [following]
        end = more.end()
    if word and word.is_plural and len(labels) == 1:
        return [], end
    text = question[match.start() : end].strip()
    # Of what no article counts "3d" may be anything: "in order 3d models are printed".
    is_certain = word is not None and (not suffix or label.is_any_of(known_words))
    return [Reference(text, found, is_certain) for found in labels[:_MAX_REFERENCES]], end


def _read_following(
    word: _UnitWord | None, more: "regex.Match[str]", last: UnitLabel
) -> UnitLabel | None:
    """The unit that `more` names behind `last`; None if it names none. Of numbers in words, which
    may be said of anything, only a larger one is."""
    if not more["spelt"]:
        return _label(word, _fold_numeral(more["number"]), more["points"])
    found = read_count([more["spelt"]]) if word else None
    if found is None or found[0] <= int(last.numbers[-1]):
        return None
    return _label(word, str(found[0]), more["points"])


def _read_number(number: str, end: int, question: str, is_unit: bool) -> tuple[str, int]:
    """`number` in digits, `""` if it is none, and where it ends in `question`: in words it may be
    two."""
    if number[0].isdecimal():
        return number, end
    second = _SECOND_WORD.match(question, end)
    found = read_count([number, *([second["word"]] if second else [])]) if is_unit else None
    if found is None:
        return _fold_numeral(number), end
    return str(found[0]), second.end() if second and found[1] == 2 else end


def _fold_numeral(number: str) -> str:
    return number.upper() if set(number.casefold()) <= set("ivxlc") else number


def _label(word: _UnitWord | None, number: str, points: str | None) -> UnitLabel | None:
    if not number[:1].isdecimal() and not is_numeral(number.casefold()):
        return None
    found = read_label(f"Unit {number}{points or ''}")
    return found and UnitLabel(word.name if word else "", found.numbers, found.points)


def _goes_on(last: UnitLabel, following: UnitLabel, is_range: bool, word: _UnitWord | None) -> bool:
    """Whether `following` is named together with `last`: a larger number, if it is no year."""
    if word is None and not is_range:
        return False
    number = int(following.numbers[-1])
    if is_range:
        return len(following.numbers) in (1, len(last.numbers)) and number > int(last.numbers[-1])
    return int(following.numbers[0]) < _MAX_SMALL


def _fill(last: UnitLabel, following: UnitLabel) -> list[UnitLabel]:
    """The units behind `last` up to `following`."""
    first = int(last.numbers[-1]) + 1
    numbers = range(first, min(int(following.numbers[-1]), first + _MAX_REFERENCES) + 1)
    outer = last.numbers[:-1]
    return [UnitLabel(last.word, (*outer, str(number)), following.points) for number in numbers]


def _read_inner(
    found: list[Reference], end: int, question: str, known_words: frozenset[str]
) -> tuple[list[Reference], int]:
    """`found` with what stands behind it as a point of it: "section 5 paragraph 2"."""
    gap = _INNER.match(question, end) if len(found) == 1 else None
    degree = _DEGREE.match(question, end) if len(found) == 1 else None
    if degree:
        outer, end = found[0], degree.end()
        points = (*outer.label.points, degree["point"])
        label = UnitLabel(outer.label.word, outer.label.numbers, points)
        return [Reference(f"{outer.text}{degree[0]}", label)], end
    if gap is None:
        return found, end
    outer = found[0]
    if (point := _POINT.match(question, gap.end())) and not gap["of"]:
        points = (point[1].casefold(),)
        end = point.end()
    else:
        match = _REFERENCE.match(question, gap.end())
        word = _read_word(match["word"] or "", known_words) if match else None
        if match is None or word is None or word.name == outer.label.word:
            return found, end
        inner, inner_end = _read_match(match, word, question, known_words)
        if len(inner) != 1:
            return found, end
        end = inner_end
        whole, part = (inner[0].label, outer.label) if gap["of"] else (outer.label, inner[0].label)
        points = (*part.numbers, *part.points)
        if part.word in _VERSES and whole.word not in known_words:
            whole = UnitLabel("", whole.numbers, whole.points)
        outer = Reference(outer.text, whole)
    label = UnitLabel(outer.label.word, outer.label.numbers, (*outer.label.points, *points))
    return [Reference(f"{outer.text}{question[gap.start() : end]}", label)], end


def _read_word(word: str, known_words: frozenset[str]) -> _UnitWord | None:
    """What `word` counts; None if it counts nothing: in a label of some article, or in any
    language that labels are read in, in whatever form it stands."""
    folded = fold_unit_word(word)
    if folded[:1] == "§":
        return _UnitWord("§", len(word) > 1)
    if not folded:
        return None
    listed = _unit_words()
    if folded in known_words or folded in listed:
        return _UnitWord(folded)
    if "\u0400" <= folded[0] <= "\u04ff":
        return _read_cyrillic(folded, known_words)
    for ending in _PLURALS:
        if not folded.endswith(ending):
            continue
        base = folded.removesuffix(ending)
        if (base in known_words or base in listed) and len(base) > _LEAST_LETTERS:
            return _UnitWord(base, is_plural=True)
    return None


def _read_cyrillic(word: str, known_words: frozenset[str]) -> _UnitWord | None:
    """The unit that `word` is a case of: "статье" is "статья"."""
    stem = _CYRILLIC_ENDING.sub("", word)
    alike = (u for u in known_words | _unit_words() if u[:_LEAST_LETTERS] == word[:_LEAST_LETTERS])
    name = next((u for u in sorted(alike) if _CYRILLIC_ENDING.sub("", u) == stem), None)
    return _UnitWord(name) if name else None


@functools.cache
def _unit_words() -> frozenset[str]:
    return frozenset(map(fold_unit_word, UNIT_WORDS))
