"""What a post is called: its first sentence that tells what it is about."""

import re
from collections.abc import Iterable, Iterator

import regex

from corpus.article import Paragraph
from corpus.fields.dates import is_date_alone
from corpus.sources.post_words import leave_out_addresses, says_something
from corpus.structure.sentences.sentences import split_sentences
from corpus.structure.signs import leave_out_hidden
from corpus.titles import title_of_text

_MAX_LINES = 20
_MAX_LOOKED_AT = 1000
"""Characters of a line."""
_MAX_LABELS = 3
_MAX_CREDIT_WORDS = 5
"""Of whoever made a picture; more are a caption."""
_SMALL_OF_CAPTIONS = 2
_MAX_GREETING_WORDS = 5
_LABELS = r"""
    breaking|breaking news|just in|urgent|upd|updates?|updated|important|attention|alert|news|live
    reminder|exclusive|note|edit|correction|announcement|watch|read|new|ps
    eil|eilmeldung|wichtig|achtung|aktuell|nachtrag|aktualisiert|aktualisierung|korrektur|hinweis
    erinnerung|neu|alerte|dernière minute|mise à jour|màj|maj|flash|flash info|rappel|info|annonce
    urgente|última hora|actualización|actualizado|importante|atención|aviso|alerta|exclusiva
    recordatorio|atualização|atualizado|atenção|lembrete
    срочно|молния|важно|внимание|обновлено|обновление|апдейт|апд|дополнено|новости|напоминание
    объявление|важное|срочная новость|терміново|увага
    عاجل|خبر عاجل|هام|مهم|تحديث|تنبيه|بریکنگ نیوز|اہم|اہم خبر|تازہ ترین
    快讯|快訊|突发|突發|更新|重要|紧急|緊急|最新|最新消息|公告|通知|提醒
"""
"""What is called before what a post says, and says nothing of it."""
_CREDITS = r"""
    sources?|photos?|pictures?|pics?|videos?|images?|credits?|via|author|by|text|translation
    quellen?|fotos?|bild|bilder|autor|autorin|crédits?|vidéos?|auteur|texte
    fuentes?|vídeos?|imagen|imágenes|autora|créditos?|texto|fontes?|imagem
    источники?|фото|видео|автор|текст|перевод|картинка|изображение|джерело
    المصدر|مصدر|الصورة|صورة|صور|فيديو|الكاتب|ذریعہ|تصویر|تصاویر|ویڈیو|بشکریہ
    来源|來源|图片|圖片|图|图源|摄影|攝影|视频|影片|作者|翻译
"""
"""Behind which stands whose something is, or what is seen in it."""
_GREETINGS = r"""
    good (?:morning|afternoon|evening|day|night)|hello|hi|hey|dear|happy \w+day|welcome
    guten (?:morgen|tag|abend)|hallo|moin|servus|liebe[rs]?|bonjour|bonsoir|salut|ch[eè]re?s?
    buenos días|buenas (?:tardes|noches)|hola|querid[oa]s|estimad[oa]s|bom dia|boa (?:tarde|noite)
    olá|доброе утро|доброго утра|добрый (?:день|вечер)|доброй ночи|привет|всем привет|дорогие
    здравствуйте|уважаемые|друзья|коллеги|доброго дня|صباح الخير|مساء الخير|السلام عليكم|مرحبا
    大家好|早上好|下午好|晚上好|各位
"""
_CLOCK = r"\d{1,2}[:.]\d{2}"


def _any_of(names: str) -> str:
    return "|".join(line.strip() for line in names.strip().split("\n"))


_LABEL = re.compile(
    rf"(?:{_any_of(_LABELS)})(?:\s?[№#]?\d{{1,2}})?(?:\s\(?{_CLOCK}\)?)?\s{{0,3}}"
    r"(?:[:：.!！|,—–]+(?:\s|(?<=[：！]))\s{0,3}|\s-\s|[:：.!！]*$)",
    re.IGNORECASE,
)
_CREDIT = re.compile(rf"(?:{_any_of(_CREDITS)})\s?[:：—–-]\s{{0,3}}", re.IGNORECASE)
_GREETING = re.compile(rf"(?:{_any_of(_GREETINGS)})(?!\w)", re.IGNORECASE)
_TAGS = re.compile(r"(?:#\w+[\s,|·]{0,3})+")
_TAGS_AT_END = re.compile(r"(?:\s{1,3}[#@]\w{1,100})+$")
_SIGNS = regex.compile(
    r"(?:[0-9#*]\ufe0f?\u20e3|-(?=\s)|[^\p{L}\p{N}\"“”„«»‘’'「『《(\[¿¡$€£#@+-])+"
)
"""Emoji, bullets and rules; not what begins a word, a quotation or a number."""
_SIGNS_AT_END = regex.compile(r"[\p{So}\p{Sk}\p{Cf}\ufe0f\s]+$")


def find_title(texts: Iterable[str]) -> str:
    """The first sentence in the lines of `texts` that tells what they are about, cut as titles are:
    not who made a picture, a call such as "Breaking:", tags, a day, a greeting, an address. `""` if
    there is none in the first few lines."""
    lines = (line for text in texts for line in text.split("\n") if line.strip())
    for _, line in zip(range(_MAX_LINES), lines, strict=False):
        if title := _read_title(line[:_MAX_LOOKED_AT]):
            return title
    return ""


def _read_title(line: str) -> str:
    line = _leave_out_labels(" ".join(leave_out_addresses(leave_out_hidden(line)).split()))
    if credit := _CREDIT.match(line):
        line = line[credit.end() :]
        if _names_somebody(line.split()):
            return ""
    for start in _find_sentences(line):
        rest = _leave_out_labels(line[start:])
        title = title_of_text(rest, (Paragraph(0, len(rest)),), None) if rest else ""
        title = _SIGNS_AT_END.sub("", _TAGS_AT_END.sub("", title)).rstrip(":：")
        if says_something(title) and not (_greets(title) or is_date_alone(title)):
            return title
    return ""


def _names_somebody(words: list[str]) -> bool:
    """Whether a few words behind "Photo:" are a name, of which at most a particle has a small
    letter."""
    small = sum(word[0].islower() for word in words)
    return len(words) <= _MAX_CREDIT_WORDS and small < _SMALL_OF_CAPTIONS


def _find_sentences(line: str) -> Iterator[int]:
    """Where the sentences of `line` begin."""
    for start, _ in split_sentences(line):
        yield start


def _leave_out_labels(line: str) -> str:
    """`line` without signs, tags and calls before what it says. A tag with which a sentence begins
    stays: "#Rotterdam closes its port"."""
    for _ in range(_MAX_LABELS):
        before = line
        line = _leave_out_start(line, _SIGNS.match(line))
        tags = _TAGS.match(line)
        if tags and not line[tags.end() : tags.end() + 1].islower():
            line = line[tags.end() :]
        line = _leave_out_start(line, _LABEL.match(line))
        if line == before:
            break
    return line


def _leave_out_start(line: str, found: "re.Match[str] | regex.Match[str] | None") -> str:
    return line[found.end() :] if found else line


def _greets(title: str) -> bool:
    return len(title.split()) <= _MAX_GREETING_WORDS and _GREETING.match(title) is not None
