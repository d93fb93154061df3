"""Chats as WhatsApp exports them, as Telegram, Discord and Slack copy them, and IRC logs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.article import Paragraph
from corpus.formats.shapes.blocks import join_blocks
from corpus.metadata import Metadata
from corpus.structure.talk import asks
from corpus.structure.turn_labels import is_name_like

_MIN_MESSAGES = 3
_MIN_SHARE = 0.3
"""Of the lines that say anything, those that begin a message."""
_DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e]")
_DATE = r"(?:\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}|(?:Today|Yesterday)(?: at)?)\.?"
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?(?:[AaPp]\.?\s?[Mm]\.?))?"
_STAMP = rf"(?:{_DATE},?\s{{1,2}})?{_CLOCK}"
_NICK = r"<\s?[@+~&%]?(?P<nick>[^<>\s]{1,40})>\s(?P<words>.*)"
_SAID = r"(?P<name>[^\s:：\[\]<>][^:：\[\]<>]{0,48}?)[:：](?:\s(?P<said>.*)|$)"
_BRACKETED = re.compile(rf"\[{_STAMP}\]\s?(?:{_NICK}|{_SAID}|(?P<notice>.*))$")
_DASHED = re.compile(rf"{_DATE},?\s{{1,2}}{_CLOCK}\s[-–—]\s(?:{_SAID}|(?P<notice>.*))$")
_IRC = re.compile(rf"(?:{_STAMP}\s{{1,2}})?(?:{_NICK}|(?P<notice>(?:-!-|\*\*\*|\*)\s.*))$")
_NAME_STAMP = re.compile(
    rf"(?P<name>[^\s:：\[\]<>][^:：\[\]<>,]{{0,48}}?)"
    rf"(?:,\s\[{_STAMP}\]|\s[—–-]\s{_STAMP}|\s{{1,3}}\[?{_CLOCK}\]?)$"
)
_FORMS = (_BRACKETED, _DASHED, _IRC, _NAME_STAMP)
_NUMBER = re.compile(r"~?\s?\+?\d[\d\s()-]{6,20}$")
_LEFT_OUT = re.compile(r"<[^<>]{1,40}>$|\S{1,60} \([^()]{1,40}\)$|(?:image|video|audio|GIF|sticker)"
                       r" omitted$")  # fmt: skip


@dataclass(slots=True)
class _Message:
    speaker: str | None
    lines: list[str] = field(default_factory=list)


def parse_chat(text: str) -> tuple[Metadata, str, tuple[Paragraph, ...]] | None:
    """The messages that `text` consists of, each a paragraph with who wrote it; None if it is
    no chat."""
    lines = [_DIRECTION_MARKS.sub("", line).strip() for line in text.split("\n")]
    spoken = sum(bool(line) for line in lines)
    for form in _FORMS:
        matches = [form.match(line[:4000]) for line in lines]
        count = sum(_read_name(match) is not None for match in matches)
        if count >= _MIN_MESSAGES and count >= _MIN_SHARE * spoken:
            messages = list(_read_messages(lines, matches))
            if _is_conversation(messages):
                return Metadata(), *_build(messages)
    return None


def _read_name(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    groups = match.groupdict()
    if groups.get("nick"):
        return str(groups["nick"])
    name = groups.get("name")
    if name and (_NUMBER.match(name) or is_name_like(name.lstrip("~ "))):
        return name.lstrip("~ ")
    return None


def _read_messages(lines: list[str], matches: list[re.Match[str] | None]) -> Iterator[_Message]:
    message = _Message(None)
    for line, match in zip(lines, matches, strict=True):
        name = _read_name(match)
        if match and (name or match.groupdict().get("notice")):
            yield message
            groups = match.groupdict()
            message = _Message(name)
            line = groups.get("said") or groups.get("words") or groups.get("notice") or ""
        if line:
            message.lines.append(line)
    yield message


def _is_conversation(messages: list[_Message]) -> bool:
    """Whether at least two write, and more than a word: a log of a machine is none."""
    names = {message.speaker for message in messages if message.speaker}
    words = [" ".join(m.lines) for m in messages if m.speaker]
    sayings = sum(len(said.split()) > 1 or not said.isascii() for said in words)
    return len(names) > 1 and 2 * sayings >= len(words) and any(map(asks, words))


def _build(messages: list[_Message]) -> tuple[str, tuple[Paragraph, ...]]:
    kept = [m for m in messages if m.lines and not _LEFT_OUT.match(m.lines[0])]
    text, paragraphs = join_blocks(
        (" ".join(m.lines), Paragraph(0, 0, speaker=m.speaker)) for m in kept
    )
    built: list[Paragraph] = []
    question: Paragraph | None = None
    for paragraph in paragraphs:
        if question and question.speaker != paragraph.speaker and paragraph.speaker:
            paragraph = replace(paragraph, context=((question.start, question.end),))
        is_question = asks(text[paragraph.start : paragraph.end])
        if is_question or (question and question.speaker == paragraph.speaker):
            question = paragraph if is_question else question
        else:
            question = None
        built.append(paragraph)
    return text, tuple(built)
