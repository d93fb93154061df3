"""Chats as WhatsApp exports them, as Telegram, Discord and Slack copy them, and IRC logs."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from corpus.article import Paragraph
from corpus.fields.metadata import Metadata
from corpus.formats.shapes.blocks import join_blocks, join_questions
from corpus.formats.shapes.chat_marks import Tildes, read_marks
from corpus.structure.speakers.talk import asks, speaks_of_self
from corpus.structure.speakers.time_words import find_times
from corpus.structure.speakers.turn_labels import is_name_like

_MIN_MESSAGES = 3
_MIN_SHARE = 0.3
"""Of the lines that say anything, those that begin a message."""
_DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e]")
_NOTICE_MARK = "\u200e"
"""What WhatsApp puts before words of its own, such as "image omitted", in every language."""
_DATE = (
    r"(?:\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}|\d{1,2}[ -][^\W\d_]{3,10}\.?[ -]\d{2,4}"
    r"|[^\W\d_]{3,10}\.? \d{1,2}(?:, \d{4})?|\d{4}[年년]\s?\d{1,2}[月월]\s?\d{1,2}[日일]"
    r"|Today|Yesterday)\.?(?:\sг\.)?"
)
_HALF = r"(?:[AaPp]\.?\s?[Mm]\.?|[صم]\b|[πμ]\.\s?μ\.|[قب]\.ظ\.?|SA|CH|Ö[ÖS]|PT?G|ч\.|น\.|Uhr)"
_CLOCK = (
    rf"(?:[\u4e00-\u9fff\uac00-\ud7af]{{2}}\s?)?\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?:\s?{_HALF})?"
)
_AT = r"(?:[^\W\d_]{1,5}\.?\s){0,2}"
"""As "at", "klo" or "a las"."""
_MOMENT = rf"{_DATE}(?:[,،]?\s{{1,2}}{_AT}|T){_CLOCK}"
_STAMP = rf"(?:{_MOMENT}|{_CLOCK})"
_compile = cache(re.compile)
"""For the forms of messages, which take longer to compile than most files to read."""
_DAY = re.compile(_DATE)
_NICK = r"<\s?[@+~&%]?(?P<nick>[^<>\s]{1,40})>\s(?P<words>.*)"
_SAID = r"(?P<name>[^\s:：\[\]<>][^:：\[\]<>]{0,48}?)\s?[:：](?:\s(?P<said>.*)|$)"
_BRACKETED = rf"\[(?P<stamp>{_STAMP})\]\s?(?:{_NICK}|{_SAID}|(?P<notice>.*))$"
_DASHED = rf"(?P<stamp>{_MOMENT})(?:\s[-–—]|,)\s(?:{_SAID}|(?P<notice>.*))$"
_IRC = rf"(?:{_STAMP}\s{{1,2}})?(?:{_NICK}|(?P<notice>(?:-!-|\*\*\*|\*)\s.*))$"
_COLUMNS = (
    rf"{_STAMP}\t(?:(?:-->|<--|--|=!=)\t(?P<notice>.*)"
    r"|[@+%]?(?P<name>[^\t]{1,40}?):?\t(?P<said>.*))$"
)
_ZOOM = (
    rf"{_CLOCK}\s{{1,3}}(?:From|Von|De|От)\s{{1,3}}(?P<name>[^:：\t]{{1,48}}?)"
    r"(?:\s{1,3}(?:to|an|à|para|a)\s{1,3}[^:：]{1,40}?)?\s?[:：]\s*(?P<said>.*)$"
)
_KAKAO = rf"\[(?P<name>[^\[\]]{{1,40}})\]\s\[{_CLOCK}\]\s(?P<said>.*)$"
_NAME_BRACKETED = r"\[(?P<name>[^:：\[\]<>]{1,48})\]\s{1,3}\d{1,2}:\d{2}:\d{2}$"
"""Zoom's transcripts; a programme has no seconds."""
_HEADED = rf"\[{_MOMENT}\]\s(?P<name>[^:：\[\]<>]{{1,48}}?)(?:#\d{{4}})?$"
_NAME_STAMP = (
    rf"(?:(?P<called>\S.{{0,60}}?)\s[—–-]\s(?:(?P<moment>{_MOMENT})|{_STAMP})"
    rf"|(?P<name>[^\s:：\[\]<>][^:：\[\]<>,]{{0,48}}?)"
    rf"(?:,\s\[{_STAMP}\]:?|(?:\s[|·•])?\s{{1,3}}\[?{_CLOCK}\]?))$"
)
_NAME_MOMENT = (
    rf"(?P<name>[^\s:：\[\]<>()][^:：\[\]<>(),]{{0,48}}?)\s\({_MOMENT}\):(?:\s(?P<said>.*)|$)"
)
_FORMS = (
    *(_BRACKETED, _DASHED, _IRC, _COLUMNS, _ZOOM, _KAKAO, _NAME_BRACKETED, _HEADED, _NAME_STAMP),
    _NAME_MOMENT,
)
_NAMED_ALONE = (_NAME_BRACKETED, _HEADED, _NAME_STAMP, _NAME_MOMENT)
"""In which a line has who writes and when, and little else that a log may write."""
_WHATSAPPS = (_BRACKETED, _DASHED)
"""In whose exports what nobody says is of the program: who was added, that calls are encrypted."""
_TIMES_WRITING = 2
"""By which whoever is called as nobody is ("Pizza 24/7") is known to write, and not to be a part of
such a line, which may have a colon, too."""
_MAX_LOOKED_AT = 4000
"""Characters of a line."""
_SURE_FORMS = (_DASHED, _ZOOM, _KAKAO, _NAME_BRACKETED)
"""Those that no log of a machine has."""
_MIN_STAMPED = 4
_STAMP_OF_EXPORT = (
    rf"{_DATE}[,،]\s{{1,2}}{_CLOCK}|{_DATE}\s(?:à\s)?\d{{1,2}}[:.]\d{{2}}(?:\.\d{{2}})?"
    rf"|{_DATE}\s[^\W\d_]{{1,5}}\.?\s{_AT}{_CLOCK}|{_DATE}\s[\u4e00-\u9fff\uac00-\ud7af]{{2}}\s?{_CLOCK}"
)
"""As apps write them into an export; programs write the day and the seconds without a comma."""
_MINUTE = re.compile(r"\d[:.](\d{2})")
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_LEVEL = re.compile(
    r"trace|debug|info|notice|warn|warning|err|error|severe|fatal|critical|alert|emerg|emergency"
    r"|panic|log|verbose|system|kernel|stdout|stderr",
    re.IGNORECASE,
)
_MODULE = re.compile(
    r"[^A-Za-z\x80-\U0010ffff]*[a-z][^A-Z\x80-\U0010ffff]*$|\S*[a-z][A-Z]|[A-Z0-9_-]+$"
)
"""What parts of programs and hosts are called: "sshd", "db-1", "AuthService", "CRON"."""
_NUMBER = re.compile(r"~?\s?\+?\d[\d\s()-]{6,20}$")
_LEFT_OUT = re.compile(
    r"<[^<>]{1,40}>$|null$|(?:live )?location(?: shared)?: https?://\S+$"
    r"|\S{1,80}\.\w{2,5} \([^()]{1,40}\)$|(?:image|video|audio|GIF|sticker|document) omitted$"
    r"|(?:This message was|You) deleted(?: this message)?\.?$"
    r"|(?:Missed|Silenced) (?:group )?(?:voice|video) call\b.{0,40}$"
    r"|(?:Verpasster (?:Sprach|Video)anruf|Appel (?:vocal|vidéo) manqué"
    r"|(?:Llamada|Videollamada)(?: de voz)? perdida|Chamada de (?:voz|vídeo) perdida"
    r"|Пропущенный (?:аудио|видео)звонок|Waiting for this message.{0,60})\.?$"
    r"|(?:Diese Nachricht wurde gelöscht|Ce message a été supprimé|Se eliminó este mensaje"
    r"|Esta mensagem foi apagada|Mensagem apagada|Данное сообщение удалено)\.?$",
    re.IGNORECASE,
)
_SIGNAL = re.compile(r"\s*\[\d{4}-\d\d-\d\d,? \d\d:\d\d(?::\d\d)?\] [^\n:]{1,60}: ")
_OF_SIGNAL = re.compile(
    r"(?m)!?\[[^\]\n]{0,200}\]\(media/[^)\n]{0,300}\)|\(- [^\n]{1,300} -\)|^>.*$"
)
"""Files, reactions, and what is replied to, which stands above as a message of its own."""
_BEFORE_NAME = re.compile(r"\A[~\s]{1,4}")
_TAG_AT_END = re.compile(r"#\d{4}\Z")
"""By which Discord tells those of one name apart."""
_ASIDE_AT_END = re.compile(r"\s?[(\[][^()\[\]]{1,30}[)\]]\Z")
"""As "(she/her)"."""
_NOT_OF_NAMES = re.compile(r"[^\w\s'’.-]|[\d_]")
_MARKED_WORDS = re.compile('["“”„«»‘「」『』]')
_OF_PROGRAM = re.compile(
    r"-!-|\*\*\*|\* \S{1,40} (?:(?:has |have )?(?:joined|left|quit|parted|been kicked)\b"
    r"|is now known as|sets mode|(?:has )?(?:changed|set) (?:the )?topic|was kicked)"
)
"""Who comes and goes; what IRC marks so otherwise somebody says of themselves."""
"""Whom the owner of the telephone does not know."""
_REMARK_AT_END = re.compile(r"\s?<[^<>\s]{1,30}(?: [^<>\s]{1,30}){1,6}>$")
"""As "<This message was edited>"."""


@dataclass(slots=True)
class Message:
    """What somebody writes; `speaker` is None of what nobody does, `""` of what somebody does whose
    name is none, `day` as it is to be shown."""

    speaker: str | None
    day: str = ""
    lines: list[str] = field(default_factory=list)


def parse_chat(text: str) -> tuple[Metadata, str, tuple[Paragraph, ...]] | None:
    """The messages that `text` consists of, each a paragraph with who wrote it; None if it is
    no chat."""
    marked = [line.strip() for line in text.split("\n")]
    lines = marked
    if not text.isascii():
        lines = [_DIRECTION_MARKS.sub("", line).strip() for line in marked]
    spoken = sum(bool(line) for line in lines)
    heads = [line[:_MAX_LOOKED_AT] if _may_be_message(line) else "" for line in lines]
    least = max(_MIN_MESSAGES, _MIN_SHARE * spoken)
    if sum(map(bool, heads)) < least:
        return None
    for form in _FORMS:
        pattern = _compile(form)
        matches = [pattern.match(head) if head else None for head in heads]
        if _count_named(matches) < least:
            continue
        if form == _NAME_STAMP:  # exports of apps have names there
            matches = _leave_out_times(matches)
        count = _count_named(matches)
        if count >= least:
            notices = [f": {_NOTICE_MARK}" in line for line in marked]
            messages = list(_read_messages(lines, matches, notices, form in _WHATSAPPS))
            is_sure = form in _SURE_FORMS
            stamped = _MIN_MESSAGES if is_sure else _MIN_STAMPED
            is_export = 2 * count >= spoken and _is_export(matches, stamped)
            if _is_conversation(messages, is_sure=is_sure, is_export=is_export):
                tildes: Tildes = "~" if form in _WHATSAPPS else "~~"
                return Metadata(), *join_messages(messages, tildes)
    return None


def parse_signal(markdown: str) -> tuple[Metadata, str, tuple[Paragraph, ...]] | None:
    """The same of a chat that signal-export wrote as Markdown; None if `markdown` is none."""
    if not _SIGNAL.match(markdown):
        return None
    return parse_chat(_OF_SIGNAL.sub("", markdown))


def _may_be_message(line: str) -> bool:
    """Whether one of `_FORMS` may match `line`: all of them have a time, but for IRC's nicknames
    and notices, which begin with their sign."""
    return line.startswith(("<", "*", "-")) or bool(_DIGITS.search(line, 0, _MAX_LOOKED_AT))


def _read_name(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    groups = match.groupdict()
    if groups.get("nick"):
        return str(groups["nick"])
    name = groups.get("called") or groups.get("name")
    if name is None:
        return None
    if match.re.pattern in _NAMED_ALONE:
        bare = _TAG_AT_END.sub("", name)
        return bare if is_name_like(bare) or _is_handle(bare) else None
    bare = _BEFORE_NAME.sub("", name, count=1)
    return bare if _NUMBER.match(name) or is_name_like(bare) else None


def _count_named(matches: list[re.Match[str] | None]) -> int:
    return sum(_read_name(match) is not None for match in matches if match)


def _leave_out_times(matches: list[re.Match[str] | None]) -> list[re.Match[str] | None]:
    """`matches` without those of lines in which a day or a part of one has the place of a name, as
    in a diary: "Monday 10:05"."""
    names = [match and _read_name(match) for match in matches]
    times = find_times(dict.fromkeys(filter(None, names)))
    if not times:
        return matches
    return [None if name in times else x for x, name in zip(matches, names, strict=True)]


def _is_handle(name: str) -> bool:
    """Whether somebody may write under `name`, which signs, numbers or emoji stand in; the words of
    a program, "Ann added Bob", are none."""
    if _MARKED_WORDS.search(name):
        return False
    letters = " ".join(_NOT_OF_NAMES.sub(" ", _ASIDE_AT_END.sub("", name)).split())
    return is_name_like(letters) or (len(name.split()) == 1 and name.isprintable())


def _read_messages(
    lines: list[str],
    matches: list[re.Match[str] | None],
    notices: list[bool],
    is_whatsapps: bool,
) -> Iterator[Message]:
    """The messages; of those that are the program's own words (`notices`, and in WhatsApp's exports
    what nobody says) nothing."""
    named = Counter(
        match.groupdict().get("called") or match.groupdict().get("name")
        for match in matches
        if match
    )
    message = Message(None)
    for line, match, is_notice in zip(lines, matches, notices, strict=True):
        name = _read_name(match)
        groups = match.groupdict() if match else {}
        if match and is_whatsapps and name is None and _DAY.match(groups["stamp"]):
            called = groups.get("name") or ""
            bare = _BEFORE_NAME.sub("", called, count=1)
            name = bare if named[called] >= _TIMES_WRITING or _is_handle(bare) else None
            is_notice = is_notice or name is None
            groups["notice"] = groups.get("notice") or " "
        elif name is None and groups.get("moment"):
            is_notice = groups["called"].endswith((".", "!", "…", "。"))
            is_known = named[groups["called"]] >= _TIMES_WRITING
            name = None if is_notice else groups["called"] if is_known else ""
            groups["notice"] = " "
        elif _OF_PROGRAM.match(groups.get("notice") or ""):
            is_notice = True
        if match and (name or groups.get("notice")):
            yield message
            day = _DAY.match(groups.get("stamp") or "")
            message = Message(name, day[0].rstrip(".,") if day else "")
            line = groups.get("said") or groups.get("words") or groups.get("notice") or ""
            line = "" if is_notice else _REMARK_AT_END.sub("", line)
        if line:
            message.lines.append(line)
    yield message


def _is_export(matches: list[re.Match[str] | None], least: int) -> bool:
    """Whether the stamps alone tell that people write: `least` or more, of one form that apps
    write, not all at the round times of a programme, before names of which one comes back and none
    is a level or, as most of a log are, a part of a program."""
    named = [(match, name) for match in matches if match and (name := _read_name(match))]
    stamps = [match.groupdict().get("stamp") or "" for match, _ in named]
    names = {name for _, name in named}
    if not max(least, len(names) + 1) <= len(named):
        return False
    forms = {_DIGITS.sub("0", _LETTERS.sub("a", stamp)) for stamp in stamps}
    if len(forms) > 1 or not all(map(_compile(_STAMP_OF_EXPORT).fullmatch, stamps)):
        return False
    clocks = [_compile(_DATE).sub("", stamp, count=1) for stamp in stamps]
    minutes = [clock[1] for clock in map(_MINUTE.search, clocks) if clock]
    return (
        any(int(minute) % 5 for minute in minutes)
        and not any(map(_LEVEL.fullmatch, names))
        and 2 * sum(bool(_MODULE.match(name)) for name in names) <= len(names)
    )


def _is_conversation(messages: list[Message], *, is_sure: bool, is_export: bool) -> bool:
    """Whether at least two write, and more than a word: a log of a machine is none, and unless
    the stamps tell (`is_export`), somebody has to ask, or, where only the form of the lines does
    (`is_sure`), to ask or to say "I"."""
    names = {message.speaker for message in messages if message.speaker}
    words = [" ".join(m.lines) for m in messages if m.speaker]
    sayings = sum(len(said.split()) > 1 or not said.isascii() for said in words)
    return (
        len(names) > 1
        and 2 * sayings >= len(words)
        and (is_export or any(map(asks, words)) or (is_sure and any(map(speaks_of_self, words))))
    )


def join_messages(
    messages: list[Message], tildes: Tildes = "~~"
) -> tuple[str, tuple[Paragraph, ...]]:
    """The text of messages and their paragraphs, without those that are but a picture or a call,
    and without words that are struck out between `tildes`; what they quote is said by nobody."""
    kept = [m for m in map(_leave_out_file, messages) if m.lines]
    text, paragraphs = join_blocks(_place_days(kept, tildes))
    return text, join_questions(text, paragraphs)


def _leave_out_file(message: Message) -> Message:
    """`message` without a first line that is but a picture or a call; what stands below that is
    said of it."""
    if message.lines and _LEFT_OUT.match(message.lines[0]):
        return replace(message, lines=message.lines[1:])
    return message


def _place_days(messages: list[Message], tildes: Tildes) -> Iterator[tuple[str, Paragraph | None]]:
    """The lines of each message, and between two of different days the later one by itself: what
    somebody writes today does not go on with what they wrote last week."""
    day = ""
    for message in messages:
        if day and message.day and message.day != day:
            yield message.day, None
        day = message.day or day
        for words, is_quoted in read_marks(message.lines, tildes):
            speaker = "" if is_quoted else message.speaker
            yield words, Paragraph(0, 0, speaker=speaker, depth=int(is_quoted))
