"""Mails that are quoted or forwarded below a head ("From: … Sent: … To: …") and without marks, as
Outlook and others do: marks are put before them, so that they are read as what is quoted is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.formats.mail_headers import decode_words
from corpus.formats.quoted_mail.leads import read_writer, says_wrote
from corpus.formats.quoted_mail.marks import split_marks

_NAMES = {
    "from": ("from|von|de|da|от|van|från|od|від|发件人|寄件人|寄件者|差出人|من"),
    "date": (
        "sent|date|gesendet|datum|envoyé|enviado|enviado el|enviada em|enviado em|fecha|data"
        "|inviato|отправлено|дата|verzonden|skickat|wysłano|надіслано|发送时间|发送日期|日期|送信日時"
        "|تاريخ|التاريخ|تم الإرسال|تاريخ الإرسال|أرسلت"
    ),
    "to": (
        "to|cc|bcc|an|kopie|à|para|a|кому|копия|aan|till|do|收件人|抄送|宛先|إلى|نسخة"
        "|reply-to|antwort an|répondre à|responder a"
    ),
    "other": (
        "importance|priority|attachment|attachments|priorität|wichtigkeit|anlage|anlagen"
        "|pièce jointe|pièces jointes|adjuntos"
        "|datos adjuntos|importancia|anexos|prioridade|вложения|важность|附件|重要性|message-id"
    ),
    "subject": (
        "subject|betreff|objet|asunto|assunto|oggetto|тема|onderwerp|ämne|temat|主题|主旨|件名"
        "|الموضوع"
    ),
}
_KINDS = {name: kind for kind, names in _NAMES.items() for name in names.split("|")}
_ALL_NAMES = "|".join(sorted(_KINDS, key=len, reverse=True))
_HEADER = re.compile(rf"[*_]?({_ALL_NAMES})\s?[*_]?[:：][*_]?(?:\s{{0,5}}(.*)|$)", re.IGNORECASE)
_ABOVE = re.compile(
    r"[-_=*—–]{2,}.{0,80}[-_=*—–]{2,}$|[-_=—–]{5,}$"
    r"|(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message réexpédié"
    r"|inicio del mensaje reenviado|início da mensagem reencaminhada|inizio messaggio inoltrato"
    r"|начало переадресованного сообщения|开始转发的邮件|بداية الرسالة المعاد توجيهها)\s?[:：]$",
    re.IGNORECASE,
)
"""A line that says that another mail follows."""
_BETWEEN_RULES = re.compile(
    r"[-_=*—–]{2,}\s?(?:original message|forwarded (?:message|by .{1,60})|original mail"
    r"|(?:ursprüngliche|weitergeleitete) nachricht|message (?:d['’]origine|transféré|original)"
    r"|mensaje (?:original|reenviado)|mensagem (?:original|(?:en|reen)caminhada)"
    r"|messaggio (?:originale|inoltrato)|(?:исходное|пересылаемое|пересланное) сообщение"
    r"|(?:oorspronkelijk|doorgestuurd) bericht|ursprungligt meddelande|原始邮件|转发邮件信息"
    r"|الرسالة الأصلية)\s?[-_=*—–]{2,}$",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d[:.]\d\d|(?:19|20)\d\d")
_MIN_HEADERS = 3
_MAX_HEADERS = 8
_MAX_REST = 3
"""Lines that a list of recipients goes on over."""
_BRACKETED = re.compile(r"\s?\([^()]{0,80}\)\s?")
"""A department, or a place."""
_LAST_FIRST = re.compile(r'"?([^\W\d_][\w’\'-]{0,40}), ([^\W\d_][\w. ’\'-]{0,40})"?(?=\s?[<\[(]|$)')


_ANSWERS_BELOW = re.compile(
    r"\b(?:answer|repl|respon|comment|remark|see|find|antwort|anmerk|kommentar|sieh|réponse"
    r"|réponds|remarque|commentaire|respuesta|respond|comentario|resposta|comentário|rispost"
    r"|ответ|комментари|antwoord|opmerking|reactie)[^\W\d_]*\b"
    r"(?:(?!mail|message|nachricht|thread|forward).){0,60}?\b(?:below|in-?line"
    r"|interspersed|between the lines|in (?:the )?(?:text|body)"
    r"|in (?:red|blue|green|purple|bold|italics|capitals|caps|colou?r)"
    r"|unten|weiter unten|im text|in (?:rot|blau|grün|fett)|(?:rot|blau|grün|fett) markiert"
    r"|(?:ci-)?dessous|plus bas|dans le (?:texte|corps)|en (?:rouge|bleu|vert|gras)"
    r"|(?:más )?abajo|entre líneas|en el texto|en (?:rojo|azul|verde|negrita)"
    r"|(?:mais )?abaixo|no texto|em (?:vermelho|azul|verde|negrito)"
    r"|(?:qui )?sotto|nel testo|in (?:rosso|blu|verde|grassetto)"
    r"|ниже|в тексте|(?:красным|синим|зел[её]ным)"
    r"|hieronder|onder|in de tekst|in (?:rood|blauw|groen|vet))\b",
    re.IGNORECASE,
)
"""Of somebody who writes between the lines of what they answer, in a colour that is lost."""


@dataclass(slots=True)
class _Line:
    """A line as each head is looked for in it."""

    marks: str
    words: str
    depth: int
    header: re.Match[str] | None


@dataclass(slots=True)
class _Head:
    end: int
    """The number of the first line below it."""
    headers: dict[str, str] = field(default_factory=dict)


def mark_quoted(lines: Sequence[str]) -> list[str]:
    """`lines` of a mail with one more mark of quotation before what stands below the head of
    another mail, and instead of the head who wrote that, and when; nobody, if the words above say
    that answers stand in it."""
    marked: list[str] = []
    inner: str | None = None
    """The marks before such a head, if what is read stands below one."""
    names: frozenset[str] = frozenset()
    has_answers = False
    """Whether the words above say that answers stand in what is quoted below."""
    read = [_read_line(line) for line in lines]  # once: a head is looked for at each of them
    last_marked = max((n for n, line in enumerate(read) if line.depth), default=-1)
    number = 0
    while number < len(lines):
        marks, words = read[number].marks, read[number].words
        if inner is not None and read[number].depth < inner.count(">"):
            inner = None
        head = _read_head(read, number)
        if head is None and inner is None and _BETWEEN_RULES.match(words):
            below = _find_below(read, number)
            head = _read_head(read, below, least=1)
            if head is None and not (read[below].depth or _is_lead(read[below].words)):
                inner = marks
            if head is None:
                marked.append(marks)
                number += 1
                continue
        if head is None:
            if inner is None and number > last_marked and any(map(str.strip, marked)):
                inner = "" if _is_lead(words) else None
                if inner is not None:
                    marked.append(lines[number])
                    number += 1
                    continue
            has_answers |= inner is None and _ANSWERS_BELOW.search(words) is not None
            is_name = names.issuperset(words.casefold().strip(" .,-–—").split()) and words
            if inner is None or not is_name:  # else it is signed
                marked.append(lines[number] if inner is None else f"> {lines[number]}")
            number += 1
            continue
        while marked and _leads_to_head(marked[-1]):
            marked.pop()
        is_mixed = inner is None and has_answers
        inner, has_answers = (marks if inner is None else inner), False
        marked += [inner] if is_mixed else [inner, f"{inner}{_name_writer(head)}", inner]
        names = frozenset(re.findall(r"[^\W\d_]+", head.headers["from"].casefold()))
        number = head.end
    return marked


def _leads_to_head(line: str) -> bool:
    """Whether a line is blank, or says that another mail follows."""
    _, words = split_marks(line)
    return not words or _ABOVE.match(words) is not None


def _read_line(line: str) -> _Line:
    marks, words = split_marks(line)
    return _Line(marks, words, marks.count(">"), _HEADER.match(words))


def _find_below(lines: Sequence[_Line], number: int) -> int:
    """The number of the next line with words, or of one of the blank ones that stand there."""
    last = min(number + _MAX_REST, len(lines) - 1)
    return next((n for n in range(number + 1, last + 1) if lines[n].words), last)


def _read_head(lines: Sequence[_Line], start: int, least: int = _MIN_HEADERS) -> _Head | None:
    """The head that begins at the line `start`, of `least` headers, of which one names a writer;
    None if none does."""
    if lines[start].header is None:
        return None
    head, rest, last = _Head(start), 0, ""
    for number in range(start, min(len(lines), start + 2 * _MAX_HEADERS)):
        words = lines[number].words
        header = lines[number].header if lines[number].depth == lines[start].depth else None
        if header is not None:
            last = _KINDS.get(header[1].casefold(), "other")
            head.headers.setdefault(last, decode_words(header[2] or "").strip().rstrip("*_"))
            head.end, rest = number + 1, 0
        elif words and last == "to" and rest < _MAX_REST and ("@" in words or ";" in words):
            rest += 1  # it is one of the head if another header follows, or nothing does
            head.end = number + 1
        elif words or number > head.end:
            break
    is_head = "from" in head.headers
    is_head &= least < _MIN_HEADERS or not {"date", "subject"}.isdisjoint(head.headers)
    return head if is_head and len(head.headers) >= least else None


def _is_lead(words: str) -> bool:
    """Whether a line names the writer of what stands below it, with an address, or a word such as
    "wrote", and a time; where nothing below is marked, that is all of it."""
    return (
        ("@" in words or says_wrote(words))
        and _TIME.search(words) is not None
        and words.endswith((":", "："))
        and read_writer(words) is not None
    )


def _name_writer(head: _Head) -> str:
    """A line as programs put it above what is quoted: who wrote it and when."""
    writer = head.headers["from"]
    if "<" in writer:
        writer = _BRACKETED.sub(" ", writer)
    writer = _LAST_FIRST.sub(lambda found: f"{found[2].strip()} {found[1]}", writer, count=1)
    date = head.headers.get("date")
    return (f"{writer}, {date}" if date else f"From: {writer}").rstrip(":") + ":"
