"""What stands below the words of a mail and is none of them: regards and who sends them, the name
of a telephone, a lawyer's notice."""

import re
from collections.abc import Sequence

from corpus.formats.quoted_mail.leads import read_writer
from corpus.formats.quoted_mail.marks import split_marks
from corpus.structure.speakers.turn_labels import is_name_like

_REGARDS = (
    r"(?:(?:with )?(?:(?:very )?(?:best|kind|kindest|warm|warmest)|many|my|all the) )?"
    r"(?:wishes|regards|rgds|thanks|best)"
    r"|(?:many )?thanks,? (?:and|&|\+) (?:best |kind |warm )?(?:wishes|regards)"
    r"|cheers|thanks(?: again| a lot| so much| in advance)?|many thanks|take care|talk soon"
    r"|thank you(?: again| very much| so much| in advance)?"
    r"|warmly|sincerely(?: yours)?|respectfully(?: yours)?|faithfully yours|(?:very )?truly yours"
    r"|yours (?:ever|sincerely|faithfully|truly|very truly|respectfully)|lots of love"
    r"|have a (?:nice|great|good|lovely) (?:day|evening|week|weekend)"
    r"|(?:i'm |i am |we are )?looking forward to (?:hearing from|seeing|meeting) you(?: soon)?"
    r"|mit (?:freundlichen|besten|herzlichen|lieben) gr[üu](?:ß|ss)en|vielen dank(?: im voraus)?"
    r"|(?:viele(?: liebe)?|beste|liebe|freundliche|herzliche|schöne) gr[üu](?:ß|ss)e(?: aus \w+)?"
    r"|gr[üu](?:ß|ss)e?|mfg|vg|lg|bis bald|herzlichst|hochachtungsvoll|alles gute"
    r"|(?:bien )?cordialement|bien à (?:vous|toi)|amicalement|bises|bisous|à bientôt"
    r"|(?:(?:sincères|meilleures) )?salutations(?: distinguées)?|bonne (?:journée|soirée)"
    r"|merci (?:beaucoup|d['’]avance)"
    r"|(?:un )?(?:cordial )?saludos?(?: cordiales)?|(?:muy )?atentamente|hasta pronto"
    r"|muchas gracias"
    r"|(?:un )?(?:fuerte )?abrazos?|besos|(?:um |forte )?abraços?|atenciosamente|beijos|até breve"
    r"|(?:com os )?(?:melhores )?cumprimentos|(?:un )?(?:cordiale |caro )?saluto|a presto"
    r"|(?:cordiali |distinti |tanti )?saluti|cordialmente|grazie mille|(?:met )?"
    r"(?:vriendelijke |hartelijke )?groet(?:en|jes)?|(?:med )?(?:vänliga? )?hälsning(?:ar)?"
    r"|(?:med )?(?:vennlig |venlig )?hilsen|mvh|pozdrawiam(?: serdecznie)?|z poważaniem"
    r"|s pozdravem|s úctou|üdvözlettel|saygılarımla|sevgiler|(?:ystävällisin )?terveisin"
    r"|cu (?:stimă|respect)|hormat saya|trân trọng|с уважением|с наилучшими пожеланиями"
    r"|всего (?:доброго|хорошего)|з повагою|(?:με )?(?:εκτίμηση|χαιρετισμούς)|מ?בברכה"
    r"|(?:مع )?(?:خالص )?(?:التحية|التحيات)|تحياتي|(?:مع |ب)?أطيب التحيات|با احترام|با تشکر|والسلام"
    r"|此致(?:敬礼|敬禮)?|敬[礼禮]|祝好|谢谢|謝謝|敬具|よろしくお願い(?:いた|致)?します|감사합니다|सादर"
)
_CLOSING = re.compile(
    rf"(?:{_REGARDS})\s?[,!.،，。]{{0,3}}"
    # What may be a word of the mail is none with a comma behind it.
    r"|(?:love|yours|ciao|hugs|peace|see you(?: soon)?|br|kr|xx|tack|takk|dank|danke|merci|gracias"
    r"|obrigad[oa]|grazie|bedankt)\s?,",
    re.IGNORECASE,
)
_CLOSING_WITH_NAME = re.compile(rf"(?:{_REGARDS}),\s(?P<name>.{{2,40}})", re.IGNORECASE)
_DEVICE = re.compile(
    r"(?:--\s?)?(?:sent from (?:my|yahoo|outlook|mail for|proton)\b|get outlook for"
    r"|von meinem .{1,30}gesendet"
    r"|gesendet (?:von|mit|mit der)\b.{1,40}(?:iphone|ipad|android|samsung|outlook|mobil|app)"
    r"|envoyé (?:de|depuis) mon\b|enviado (?:desde|do) (?:mi|meu)\b|inviato da\b"
    r"|отправлено (?:с|из) (?:iphone|ipad|моего|мобильн|android|яндекс|mail)|发自我的"
    r"|أرسلت من|تم الإرسال من|sent via\b|diese e-?mail wurde von .{1,30} auf viren)",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"confidentiality notice|intended (?:only|solely|exclusively) for|intended recipient"
    r"|may contain (?:confidential|privileged)|(?:is|are) confidential and|consider the environment"
    r"|think before you print|vertrauliche und/oder"
    r"|nicht der (?:richtige |vorgesehene )?(?:adressat|empfänger)"
    r"|ausschließlich für den adressaten|enthält vertrauliche|denken sie an die umwelt"
    r"|message (?:et|ainsi).{0,40}pièces jointes"
    r"|destinataires? (?:exclusif|prévu|de ce message)"
    r"|confidentiel(?:le)?s? et|n'imprimez ce|este (?:mensaje|correo).{0,60}confidencial"
    r"|aviso (?:legal|de confidencialidad)|destinatario de este|esta mensagem.{0,60}confidencia"
    r"|questo messaggio.{0,80}riservat|конфиденциальн\w+ информаци|является конфиденциальн"
    r"|предназначен\w* (?:только|исключительно)|本(?:邮件|电子邮件).{0,30}(?:保密|机密)"
    r"|هذه الرسالة.{0,40}سرية",
    re.IGNORECASE,
)
_OF_MAIL = re.compile(
    r"\b(?:this (?:e-?mail|message|communication|transmission)"
    r"|diese[rs]? (?:e-?mail|mail|nachricht)"
    r"|ce (?:message|courriel|mail)|este (?:mensaje|correo|e-?mail)|esta mensagem|questo messaggio"
    r"|данное (?:сообщение|письмо)|настоящее (?:сообщение|письмо)|это (?:сообщение|письмо))"
    r"|本(?:邮件|电子邮件)|هذه الرسالة",
    re.IGNORECASE,
)
"""Of which such a notice speaks; others speak of reports that are intended for somebody."""
_OF_LIST = re.compile(
    r"\bmailing list\b.{0,200}(?:https?://|\S@\S)|\bto unsubscribe\b.{0,200}(?:https?://|\S@\S)"
    r"|/listinfo/\S",
    re.IGNORECASE,
)
_SMALL_WORDS = frozenset(
    (
        *("the", "is", "are", "was", "be", "to", "at", "on", "for", "no", "not", "we", "you"),
        *("they", "it", "and", "or", "but", "if", "can", "must", "should", "this", "that"),
        *("there", "with", "from", "our", "your", "all", "please", "ist", "sind", "nicht"),
        *("kein", "keine", "und", "wir", "bitte", "est", "sont", "pas", "está", "están"),
    )
)
"""Of a sentence, and of no name, whatever capitals it is written in."""
_MAX_NAME_WORDS = 4
_RULE = re.compile(r"[-_=*]{5,}")
_BESIDE_NAME = re.compile(r"\s?[|(/•]|\s[-–—]\s")
_MAX_SIGNED = 6
"""Lines of who sends regards."""
_MAX_LINE = 60
_MAX_NOTICE = 3000
_COLONS = (":", "：")
_ENDS = (".", "!", "?", "…", "。", "؟")
_ENDED = re.compile(r"(?:[.!?…。！？؟۔।]|[:;]-?[()DP])[\"'”’»)\]*_]{0,3}\Z")
"""How a line ends that no sentence goes on from; a smiley ends one, too."""
_FULL_STOPS = (".", "。")
_ADJECTIVE = "best"
"""Alone on a line, and of regards only if a name is below it."""


def cut_closings(lines: Sequence[str]) -> list[str]:
    """`lines` of a mail without closings, each looked at once, and paragraph by paragraph."""
    kept: list[str] = []
    paragraph: list[str] = []
    said: list[str] = []
    """The words of its lines."""
    depth = 0
    signed: int | None = None
    """The marks of regards that stand above, and so perhaps the name of who sends them below."""
    for line in [*lines, ""]:
        marks, words = split_marks(line)
        is_rule = _RULE.fullmatch(words) is not None
        if paragraph and (is_rule or not words or marks.count(">") != depth):
            # Whose mail stands below is said at the end.
            end = len(said) - (read_writer(said[-1]) is not None)
            is_closed = _add(kept, paragraph[:end], said[:end], is_signed=signed == depth)
            kept += paragraph[end:]
            signed = depth if is_closed and end == len(said) else None
            paragraph, said = [], []
        if words:
            paragraph.append(line)
            said.append(words)
            depth = marks.count(">")
        else:
            kept.append(line)
    return kept[:-1]


def _add(kept: list[str], paragraph: list[str], words: list[str], *, is_signed: bool) -> bool:
    """Adds what is no closing of a paragraph, the lines with these words, to those that are `kept`;
    whether it ends in one with nothing below it."""
    if _is_notice(" ".join(words)[:_MAX_NOTICE]) or (is_signed and _is_name(words)):
        return False
    for number, line in enumerate(words):
        left = len(words) - number
        is_closing = left <= _MAX_SIGNED and _CLOSING.fullmatch(line) is not None
        is_closing = is_closing and not _is_of_sentence(words, number)
        if is_closing and not _is_said(words[number + 1 :]):
            kept += paragraph[:number]
            return left == 1
    named = _CLOSING_WITH_NAME.fullmatch(words[-1]) if words else None
    if named and _is_person(named["name"]) and not _goes_on(words, len(words) - 1):
        paragraph, words = paragraph[:-1], words[:-1]
    kept += [
        line
        for number, line in enumerate(paragraph)
        if not _DEVICE.match(words[number]) or _goes_on(words, number)
    ]
    return False


def _is_of_sentence(words: Sequence[str], number: int) -> bool:
    """Whether the line with this number reads like regards, and yet is the end of the sentence
    above it ("greeted her⏎warmly.") or the beginning of the one below ("Best⏎Price Forty")."""
    line, below = words[number], words[number + 1 :]
    if line.casefold() == _ADJECTIVE and below and len(below[0].split()) > 2:
        return True
    if number == 0 or _ENDED.search(words[number - 1]):
        return False
    if _goes_on(words, number) and not line.endswith((",", "，", "،")):
        return True
    return (line[0].islower() or line.endswith(_FULL_STOPS)) and not _is_name(below)


def _goes_on(words: Sequence[str], number: int) -> bool:
    """Whether the line with this number goes on in small letters from one that is not ended."""
    return number > 0 and words[number][0].islower() and not _ENDED.search(words[number - 1])


def _is_said(words: Sequence[str]) -> bool:
    """Whether lines below regards are more than who sends them: a sentence ends in one, or is
    written in capitals."""
    if not words:
        return False
    is_ended = words[-1].endswith(_ENDS) and len(" ".join(words).split()) > _MAX_NAME_WORDS
    is_ended = is_ended or any(line.endswith(("!", "?", "…", "؟")) for line in words)
    small = [word for word in words[0].split() if word.casefold() in _SMALL_WORDS]
    return is_ended or len(small) > 1 or any(map(_is_sentence, words))


def _is_sentence(line: str) -> bool:
    """Whether words of it have capitals that none in a name are, or there are too many of these."""
    words = line.split()
    small = [word for word in words if word[0].isupper() and word.casefold() in _SMALL_WORDS]
    if line.isupper():
        return bool(small) or len(words) > _MAX_NAME_WORDS
    return bool(small and small != words[:1])


def _is_person(name: str) -> bool:
    """Whether it is a few words with capitals, as behind "Cheers,"."""
    words = name.strip(" .!").split()
    return len(words) <= _MAX_NAME_WORDS and all(word[0].isupper() for word in words)


def _is_notice(text: str) -> bool:
    is_lawyers = _NOTICE.search(text) and _OF_MAIL.search(text)
    return bool(is_lawyers or _OF_LIST.search(text))


def _is_name(words: Sequence[str]) -> bool:
    """Whether the lines with these words are the name of somebody, and where they are reached."""
    is_short = all(len(line) <= _MAX_LINE and not line.endswith(_ENDS) for line in words)
    is_short = is_short and 0 < len(words) <= _MAX_SIGNED and not words[-1].endswith(_COLONS)
    is_short = is_short and not _is_said(words)
    return is_short and is_name_like(_BESIDE_NAME.split(words[0].lstrip("-–—~ "), 1)[0].strip(" ,"))
