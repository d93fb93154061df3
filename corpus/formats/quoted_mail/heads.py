"""Mails that are quoted or forwarded below a head ("From: … Sent: … To: …") and without marks, as
Outlook and others do: marks are put before them, so that they are read as what is quoted is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.formats.mail_headers import decode_words
from corpus.formats.quoted_mail.leads import may_begin_lead, read_writer, says_wrote
from corpus.formats.quoted_mail.marks import split_marks
from corpus.formats.quoted_mail.tagged import mark_tagged

_NAMES = {
    "from": (
        "from|von|de|da|от|van|från|fra|od|від|发件人|寄件人|寄件者|差出人|送信者"
        "|보낸 사람|보낸사람|من|gönderen|kimden|από|feladó|lähettäjä|de la|šalje|מאת|فرستنده|từ"
        "|dari"
    ),
    "date": (
        "sent|date|gesendet|datum|envoyé|enviado|enviado el|enviada em|enviado em|fecha|data"
        "|inviato|отправлено|дата|verzonden|skickat|wysłano|wysłane|надіслано|发送时间|发送日期|日期"
        "|寄件日期|傳送時間|送信日時|日時|日付|보낸 날짜|보낸날짜|날짜|sendt|dato"
        "|gönderildi|gönderme tarihi|gönderilme tarihi|tarih|στάλθηκε|εστάλη|αποστολή|ημερομηνία"
        "|odesláno|odoslané|dátum|elküldve|küldve|lähetetty|päivämäärä|päiväys|trimis|dată"
        "|poslano|изпратено|נשלח|תאריך|تاریخ|đã gửi|ngày|dikirim|terkirim|tanggal"
        "|تاريخ|التاريخ|تم الإرسال|تاريخ الإرسال|أرسلت"
    ),
    "to": (
        "to|cc|bcc|an|kopie|à|para|a|кому|копия|копія|aan|till|til|do|dw|收件人|收件者|抄送|副本|宛先"
        "|받는 사람|받는사람|참조|kime|bilgi|προς|κοινοποίηση|κοιν|komu|kópia|címzett"
        "|másolatot kap|vastaanottaja|kopio|către|prima|до|אל|گیرنده|đến|kepada|إلى|نسخة"
        "|reply-to|antwort an|répondre à|responder a"
    ),
    "other": (
        "importance|priority|attachment|attachments|priorität|wichtigkeit|anlage|anlagen"
        "|pièce jointe|pièces jointes|adjuntos"
        "|datos adjuntos|importancia|anexos|prioridade|вложения|важность|附件|重要性|message-id"
    ),
    "subject": (
        "subject|betreff|objet|asunto|assunto|oggetto|тема|onderwerp|ämne|temat|主题|主旨|件名|제목"
        "|emne|konu|θέμα|předmět|predmet|tárgy|aihe|subiect|относно|נושא|موضوع|chủ đề|perihal"
        "|subjek|الموضوع"
    ),
}
_KINDS = {name.casefold(): kind for kind, names in _NAMES.items() for name in names.split("|")}
_ALL_NAMES = "|".join(sorted("|".join(_NAMES.values()).split("|"), key=len, reverse=True))
_HEADER = re.compile(rf"[*_]?({_ALL_NAMES})\s?[*_]?[:：][*_]?(?:\s{{0,5}}(.*)|$)", re.IGNORECASE)
_ANNOUNCED = (
    r"(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message réexpédié"
    r"|inicio del mensaje reenviado|início da mensagem reencaminhada|inizio messaggio inoltrato"
    r"|начало переадресованного сообщения|开始转发的邮件|بداية الرسالة المعاد توجيهها)\s?[:：]$"
)
_ABOVE = re.compile(
    r"[-_=*—–]{2,}.{0,80}[-_=*—–]{2,}$|[-_=—–]{5,}$"
    rf"|{_ANNOUNCED}",
    re.IGNORECASE,
)
"""A line that says that another mail follows."""
_BETWEEN_RULES = re.compile(
    r"[-_=*—–]{2,}\s?(?:original message|forwarded (?:message|by .{1,60})|original mail"
    r"|(?:ursprüngliche|weitergeleitete) nachricht|message (?:d['’]origine|transféré|original)"
    r"|mensaje (?:original|reenviado)|mensagem (?:original|(?:en|reen)caminhada)"
    r"|messaggio (?:originale|inoltrato)|(?:исходное|пересылаемое|пересланное) сообщение"
    r"|(?:oorspronkelijk|doorgestuurd) bericht|ursprungligt meddelande|原始邮件|转发邮件信息"
    r"|原始郵件|轉寄郵件|元のメッセージ|転送メッセージ|원본 메(?:시지|일)|전달된 메(?:시지|일)"
    r"|wiadomość (?:oryginalna|przekazana)|oryginalna wiadomość|(?:původní|přeposlaná) zpráva"
    r"|(?:eredeti|továbbított) üzenet|(?:alkuperäinen|välitetty) viesti"
    r"|mesaj(?:ul)? (?:original|redirecționat)|(?:orijinal|özgün) (?:ileti|İleti|mesaj)"
    r"|(?:αρχικό|προωθημένο) μήνυμα|(?:оригінальне|вихідне|переслане) повідомлення"
    rf"|الرسالة الأصلية)\s?[-_=*—–]{{2,}}$|{_ANNOUNCED}",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"[-_=*—–]{2,}\s?(?:end(?: of)?(?: the)? (?:forwarded|original|encapsulated) (?:message|mail)"
    r"|ende (?:der )?(?:weitergeleiteten?|ursprünglichen?) (?:nachricht|e-?mail)"
    r"|fin (?:du|de) (?:message|courriel) (?:transféré|réexpédié|original)"
    r"|fin del? mensaje (?:reenviado|original)"
    r"|fim da mensagem (?:original|(?:en|reen)caminhada)"
    r"|fine (?:del )?messaggio (?:inoltrato|originale)"
    r"|(?:конец|завершение) (?:пересылаемого|пересланного|исходного) сообщения"
    r"|einde (?:van )?(?:het )?(?:doorgestuurde?|oorspronkelijke?) bericht"
    r"|koniec (?:przekazanej|oryginalnej) wiadomości|slut på vidarebefordrat meddelande"
    r"|转发邮件结束|轉寄郵件結束|転送メッセージ(?:の)?終わり)(?:\s?[-_=*—–]{2,})?$",
    re.IGNORECASE,
)
"""A line that says that another mail ends."""
_RULED_LEAD = re.compile(r"[-–—]{2,}\s?(?P<lead>[^\s-].{0,280}?)\s?[-–—]{2,}")
_IN_ONE_LINE = re.compile(rf"\s+(?=[*_]?(?:{_ALL_NAMES})\s?[*_]?[:：]\s)", re.IGNORECASE)
_COLONS = (":", "：")
_MAX_LEAD = 300
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
    marks: str
    """Before its first line; one that says that another mail follows may have none."""
    end: int
    """The number of the first line below it."""
    headers: dict[str, str] = field(default_factory=dict)


def says_mail_follows(line: str) -> bool:
    """Whether all of `line` says that a mail follows: "-----Original Message-----"."""
    return _BETWEEN_RULES.match(line.strip()) is not None


def mark_quoted(lines: Sequence[str]) -> list[str]:
    """`lines` of a mail with one more mark of quotation before what stands below the head of
    another mail, and instead of the head who wrote that, and when; nobody, if the words above say
    that answers stand in it, or if nothing says where it ends."""
    return _Marker(list(_set_off_leads(list(_write_out(mark_tagged(lines)))))).mark()


def _write_out(lines: Sequence[str]) -> Iterator[str]:
    """`lines` with each lead in one line and without rules around it, and each header of a head in
    its own, as most programs write them."""
    is_joined = False
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if is_joined:
            is_joined = False
            continue
        if line.count(":") < _MIN_HEADERS and "--" not in line and below[-1:] not in _COLONS:
            yield line
            continue
        marks, words = split_marks(line)
        if len(words) > 2 * _MAX_LEAD:
            yield line
        elif (ruled := _RULED_LEAD.fullmatch(words)) and _is_lead(f"{ruled['lead'].rstrip(':')}:"):
            yield f"{marks}{ruled['lead'].rstrip(':')}:"
        elif words and _is_wrapped_lead(marks, words, below):
            is_joined = True
            yield f"{line.rstrip()} {split_marks(below)[1]}"
        elif (first := _HEADER.match(words)) and _KINDS[first[1].casefold()] == "from":
            parts = _IN_ONE_LINE.split(words)
            is_whole = len(parts) >= _MIN_HEADERS
            yield from (f"{marks}{part}" for part in parts) if is_whole else (line,)
        else:
            yield line


def _set_off_leads(lines: Sequence[str]) -> Iterator[str]:
    """`lines` with a blank one between what somebody writes and a lead right below it that is
    whole, or else both were read as one: "Hello" above "3.4.2024 10:12 ... wrote:"."""
    for number, line in enumerate(lines):
        if number and line.rstrip().endswith(_COLONS) and _is_set_on(lines, number):
            yield split_marks(line)[0]
        yield line


def _is_set_on(lines: Sequence[str], number: int) -> bool:
    """Whether the lead there stands right below words which are no part of it."""
    marks, words = split_marks(lines[number])
    marks_above, above = split_marks(lines[number - 1])
    following = (split_marks(line) for line in lines[number + 1 : number + 3])
    below = next((marks for marks, said in following if said), "")
    is_quoting = marks.count(">") == marks_above.count(">") < below.count(">")
    is_named_above = words.startswith("<")  # a name that is wrapped before its address
    is_apart = bool(is_quoting and above) and not (is_named_above or may_begin_lead(above))
    return is_apart and _is_lead(words)


def _is_wrapped_lead(marks: str, words: str, below: str) -> bool:
    """Whether a line and the one below are a lead together, and none by themselves."""
    if words.endswith(_COLONS) or not below.endswith(_COLONS):
        return False
    marks_below, rest = split_marks(below)
    is_one = marks_below.count(">") == marks.count(">") and len(words) + len(rest) < _MAX_LEAD
    return is_one and not _is_lead(rest) and _is_lead(f"{words} {rest}")


class _Marker:
    """Reads the lines of a mail one after another."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._read = [_read_line(line) for line in lines]  # once: a head is looked for at each
        self._last_marked = max((n for n, line in enumerate(self._read) if line.depth), default=-1)
        self._marked: list[str] = []
        self._inner: str | None = None
        """The marks before the last head, if what is read stands below one."""
        self._deeper = ""
        """One more, below another mail in that one of which nobody is named."""
        self._opened = 0
        """How many mails have begun since then, and not ended."""
        self._names: frozenset[str] = frozenset()
        self._has_answers = False
        """Whether the words above say that answers stand in what is quoted below."""

    def mark(self) -> list[str]:
        number = 0
        while number < len(self._lines):
            line = self._read[number]
            if self._inner is not None and line.depth < self._inner.count(">"):
                self._leave()
            if _ENDED.match(line.words):
                self._end(line)
                number += 1
                continue
            head = _read_head(self._read, number)
            if head is not None and self._is_listed(number, head):
                for listed in range(number, head.end):
                    self._add_line(listed)
                number = head.end
                continue
            if head is None and _BETWEEN_RULES.match(line.words):
                head = self._read_below_rule(number)
                if head is None:
                    self._marked.append(line.marks)
                    number += 1
                    continue
            if head is not None:
                self._add_head(head)
                number = head.end
                continue
            if not self._opens_by_lead(number):
                self._add_line(number)
            number += 1
        return self._marked

    def _is_listed(self, number: int, head: _Head) -> bool:
        """Whether the head only stands as a list in what a sentence above says, indented as nothing
        below it is: a report of what could not be delivered."""
        above = next((line for line in reversed(self._marked[-_MAX_REST:]) if line.strip()), "")
        near = self._lines[head.end : head.end + _MAX_REST]
        below = next((line for line in near if line.strip()), "")
        if not above.rstrip().endswith((":", "：")) or _leads_to_head(above):
            return False
        own = self._lines[number : head.end]
        return all(line.startswith((" ", "\t")) for line in own if line.strip()) and not (
            below.startswith((" ", "\t"))
        )

    def _read_below_rule(self, number: int) -> _Head | None:
        """The head below a line that says that another mail follows; if there is none, what follows
        is quoted, unless a line of its own says whose it is."""
        below = _find_below(self._read, number)
        head = _read_head(self._read, below, least=1)
        if head is None and not (self._read[below].depth or _is_lead(self._read[below].words)):
            self._opened += 1
            if self._inner is None:
                self._inner = self._read[number].marks
            else:
                self._deeper = "> "
        return head

    def _end(self, line: _Line) -> None:
        """Closes the last mail that has begun: below it goes on who wrote the one around that, the
        mail itself, or nobody that is known."""
        self._marked.append(line.marks)
        if self._inner is None or self._inner.count(">") != line.depth:
            return
        self._opened -= 1
        if self._opened > 0:
            self._deeper = "> "
        else:
            self._leave()

    def _leave(self) -> None:
        self._inner, self._deeper, self._opened = None, "", 0

    def _opens_by_lead(self, number: int) -> bool:
        """Whether the line is all that says that somebody else wrote what stands below: by name if
        it has a day, as programs write it; else nobody knows where that ends."""
        words = self._read[number].words
        if self._inner is not None or number <= self._last_marked:
            return False
        if any(map(str.strip, self._marked)) and _is_lead(words):
            self._marked.append(self._lines[number])
        elif says_wrote(words) and self._read_alone(number) and read_writer(words):
            # With more marks than what stands below, it names the writer of nothing.
            self._marked.append(f"> > {self._lines[number]}")
        else:
            return False
        self._inner, self._opened = "", 1
        return True

    def _read_alone(self, number: int) -> bool:
        """Whether the line stands by itself above others."""
        beside = self._read[max(0, number - 1) : number] + self._read[number + 1 : number + 2]
        has_more = any(line.words for line in self._read[number + 1 : number + 1 + _MAX_REST])
        return has_more and not any(line.words for line in beside)

    def _add_line(self, number: int) -> None:
        words, line = self._read[number].words, self._lines[number]
        if self._inner is None:
            self._has_answers |= _ANSWERS_BELOW.search(words) is not None
            self._marked.append(line)
            return
        is_signed = words and self._names.issuperset(words.casefold().strip(" .,-–—").split())
        if not is_signed:
            self._marked.append(f"> {self._deeper}{line}")

    def _add_head(self, head: _Head) -> None:
        while self._marked and _leads_to_head(self._marked[-1]):
            self._marked.pop()
        is_mixed = self._inner is None and self._has_answers
        if self._inner is None or head.marks.count(">") < self._inner.count(">"):
            self._inner = head.marks
        self._has_answers, self._deeper = False, ""
        self._opened += 1
        named = [] if is_mixed else [f"{head.marks}{_name_writer(head)}", head.marks]
        self._marked += [head.marks, *named]
        self._names = frozenset(re.findall(r"[^\W\d_]+", head.headers["from"].casefold()))


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
    head, rest, last = _Head(lines[start].marks, start), 0, ""
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
        words.endswith((":", "："))
        and _TIME.search(words) is not None
        and ("@" in words or says_wrote(words))
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
