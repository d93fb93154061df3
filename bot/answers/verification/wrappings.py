"""What people and programs put around the words that they post: pictures, hashtags, tags of HTML,
the head of a mail or of a copied message."""

import html
from collections.abc import Sequence

import regex

from bot.answers.verification.denials import denies

_PICTURE = (
    r"(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\ufe0f\u200d--[©®™]]"
    r"|[#*]\ufe0f?\u20e3)"
)
_NUMBER = r"(?:[0-9]\ufe0f?\u20e3)++(?=\s*+[^\p{Ll}\p{Lo}\s]|\s++\p{Lo})"
"""Keys with the number of a line on them: in front of a small letter it is of the sentence."""
_HASHTAG = r"#(?=[\p{N}_]{0,20}\p{L})[\p{L}\p{M}\p{N}_]+"
_BEFORE = regex.compile(rf"^\s*(?:(?:{_PICTURE}|{_NUMBER}|{_HASHTAG}(?=\s))\s*)++", regex.VERSION1)
_PICTURES = regex.compile(rf"{_PICTURE}+", regex.VERSION1)
_TAGGED = regex.compile(rf"(?:{_HASHTAG})+", regex.VERSION1)
_SIGN = regex.compile(rf"(?<!\S)#(?={_HASHTAG[1:]})")
_WORD = regex.compile(r"\S+")
_ENDS = tuple(".?!…。！？؟۔।”»\"'’)")
_BETWEEN = regex.compile(
    rf"(?<=[.?!…。！？][\s”»\"'’)]{{0,2}})(?:{_PICTURE}|[0-9]\ufe0f?\u20e3)++", regex.VERSION1
)
_TAG = regex.compile(
    r"</?(a|b|blockquote|br|code|del|em|i|mark|p|pre|q|s|span|strong|u)(?:\s[^<>]{0,200})?\s?/?>",
    regex.IGNORECASE,
)
_STRUCK = regex.compile(r"~~[^~\n]{1,500}~~|<(s|del|strike)>[^<>\n]{1,500}</\1>", regex.IGNORECASE)
_CLOSING = regex.compile(r"</([A-Za-z]{1,12})\s?>")
_DATED = regex.compile(
    r"(?:[^\[\],]{1,80},\s)?\[[^\[\]]{0,20}\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[^\[\]]{0,20}\]:?\s*"
)
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+"
_STAMP = regex.compile(
    rf"\s*(?:\[(?:{_DAY})?{_TIME}\]|{_DAY}{_TIME})\s*(?:[-–]\s)?\s*"
    r"(?P<name>[^:\n]{1,40}:\s+)(?=\S)"
)
"""What a messenger writes before a message that is copied from it or exported: a time and who wrote
it."""
_MOMENT = regex.compile(rf"\[(?:{_DAY})?{_TIME}\]|(?:{_DAY})?{_TIME}")
_MAX_NAME_WORDS = 3
_NAMED = regex.compile(r"\s*(?:@\w{2,32}\s+)+(?=\S+\s\S)")
_FORWARDED = regex.compile(
    r"\s*(?:forwarded (?:message\s*)?from|fwd from|weitergeleitet von|transféré de|reenviado de"
    r"|encaminhado de|переслано от|пересланное сообщение от|转发自|轉寄自"
    r"|محوَّلة من|أعيد توجيهها من|فارورڈ از)\b.{0,80}[^.?!…]\s*",
    regex.IGNORECASE,
)
"""The line above a message that is passed on, as Telegram writes it."""
_FIELD = regex.compile(r"\s*\p{Lu}[\p{L} -]{1,20}:\s+.*[^.?!…:;。！？؟۔।\s]\s*")
_RULE = regex.compile(r"\s*[-–—_=*]{3,}.{0,60}")
_MIN_FIELDS = 2
_MAX_FIELDS = 12


def unwrap_line(line: str) -> str:
    """`line` without tags of HTML, without pictures and hashtags before and behind its words, and
    without pictures behind a sentence of it. Within a sentence pictures are words of it, and
    hashtags too, without their sign."""
    if stamp := _STAMP.match(line):
        line = line[stamp.end() if _is_name(stamp["name"]) else stamp.start("name") :]
    line = _NAMED.sub("", line, 1) if _NAMED.match(line) else line
    plain = strip_tags(line)
    if plain.isascii() and "#" not in plain:
        return plain
    bare = _BETWEEN.sub(" ", _cut_behind(_BEFORE.sub("", plain)))
    return _SIGN.sub("", bare)


def strip_tags(line: str) -> str:
    """`line` without tags of HTML, and with the characters that its references stand for. A tag
    between blanks that nothing closes is a word of a sentence on tags."""
    if "<" not in line and "&" not in line:
        return line
    closed = {tag[1].casefold() for tag in _CLOSING.finditer(line)}

    def replace_tag(tag: regex.Match[str]) -> str:
        is_apart = line[max(0, tag.start() - 1)] == " " == line[tag.end() : tag.end() + 1]
        return tag[0] if is_apart and tag[1].casefold() not in {*closed, "br"} else ""

    return html.unescape(_TAG.sub(replace_tag, line))


def strip_struck(text: str) -> str:
    """`text` without what is struck out in it and denies; as it is if nothing else is in it. Other
    words that are struck out stay, to be told where the articles have them not."""
    if "~~" not in text and "</" not in text:
        return text
    left = _STRUCK.sub(lambda struck: " " if denies(struck[0]) else struck[0], text)
    return left if any(map(str.isalnum, left)) else text


def take_out_times(text: str) -> str:
    """`text` without times of the day, with the day before them, as they are in stamps."""
    return _MOMENT.sub(" ", text)


def _is_name(stamped: str) -> bool:
    """Whether it may be a name: one word, or up to three none of which is in small letters."""
    words = stamped.rstrip().rstrip(":").split()
    return len(words) <= _MAX_NAME_WORDS and (
        len(words) == 1 or not any(word[0].islower() for word in words)
    )


def _cut_behind(line: str) -> str:
    """`line` without the pictures and hashtags at its end; a single hashtag may be the last word of
    a sentence, unless that has ended."""
    words = list(_WORD.finditer(line))
    count = len(words)
    while count and _is_ornament(words[count - 1][0]):
        count -= 1
    tags = [word for word in words[count:] if _TAGGED.fullmatch(word[0])]
    bare = line[: words[count - 1].end()] if count else ""
    if len(tags) == 1 and bare and not bare.endswith(_ENDS) and tags[0] is words[count]:
        bare = line[: tags[0].end()]
    end = len(bare)
    while end and _PICTURES.fullmatch(bare[end - 1]):
        end -= 1
    return bare[:end].rstrip()


def _is_ornament(word: str) -> bool:
    return bool(_PICTURES.fullmatch(word) or _TAGGED.fullmatch(word))


def skip_head(lines: Sequence[str]) -> list[str]:
    """`lines` without those that only say who wrote a copied message and when, such as "Ada Pell,
    [04.05.2021 09:12]", and without the fields at the head of a mail, of which there are at least
    two."""
    left = [line for line in lines if not _DATED.fullmatch(line)]
    left = left[1:] if left[1:] and _FORWARDED.fullmatch(left[0]) else left
    start = fields = 0
    for number, line in enumerate(left[: _MAX_FIELDS * 2]):
        if _FIELD.fullmatch(line):
            fields += 1
            start = number + 1
        elif line.strip() and not _RULE.fullmatch(line):
            break
    return left[start:] if fields >= _MIN_FIELDS and any(map(str.strip, left[start:])) else left
