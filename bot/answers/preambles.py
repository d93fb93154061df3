"""What somebody says of themselves before they ask: "I have looked for this all day - who …?".

Nobody can list all of that. So a clause before the question counts as said of the asking where most
of its words are such as people say around questions, and one of them is more than a filler. It may
still be what is asked about: who leaves it out does so only where the message as a whole has no
answer.
"""

import itertools
from collections.abc import Iterator

import regex

from bot.answers.framing import ASKING_WORDS, FRAME, is_listed

MAX_CHARACTERS = 600
"""Of a message: a longer one is no question with a preamble."""

_TALK = FRAME | frozenset(
    " ".join(
        (
            "but hope bother bothering disturb looked looking look searching searched find found",
            "anywhere answer answers asking asked ask random new here homework cannot not no",
            "according based article articles document documents text texts book forgive",
            "ignorance",
            "right place sure remember forgot wondered appreciate appreciated guys thing",
            "something anything lol btw hello again yo tl dr um umm uh uhm er erm hmm hm actually",
            "basically wassup sup whats gonna asap urgent urgently as",
            "según acuerdo artículos artículo textos documentos ver echar mano recuerdo olvidé",
            "espero espere que estéis estén esté bien duda dudas perdonad perdonen perdona",
            "molestia",
            "molestar mil equipo encuentro encontrar respuesta ningún ninguna lado parte sitio",
            "tengo",
            "ayuda ayudar ayudarme necesito curiosidad tan amable amables sería oye oigan pero no",
            "согласно судя статьям статье текстам документам помню забыл забыла нужно надо ребята",
            "разобраться случайно надеюсь хорошо хорошего беспокойство беспокою но не",
            "подсказать слушайте команда",
            "коллеги нигде могу найти ответ помогите помочь помощь нужна интересно ищу нашёл",
            "нашел",
            "нашла был бы были так любезны",
            "حسب وفق وفقا المقالات المقالة النصوص الوثائق بارك الله فيكم فيك تحية طيبة ساعدوني",
            "النور",
            "أحتاج احتاج إلى نسيت أتذكر أتمنى تكونوا تكون بخير عذرا عذراً الإزعاج إزعاج ولكن",
            "لكن جماعة تكرمتم تكرمت الفريق",
            "أجد لم الجواب جواب مكان عندي لدي سؤالي مساعدة أرجو على في أي لأحد أحد يخبرني يا",
            "مضامین مضمون کے مطابق گا اگر دیں ہو یاد کریں ذرا بھائی آداب امید خیریت سے گے معذرت",
            "لیکن مگر چھوٹا چھوٹی سا سی کوئی کر سکتا سکتے یار محترم ٹیم",
            "کہیں جواب نہیں ملا مدد نہ پوچھنا چاہتے",
            "laut gemäß artikel artikeln texten dokumenten weiß mehr erinnere vergessen hoffe",
            "hoffentlich euch geht gut entschuldigt entschuldigen störung aber",
            "freundlicherweise freundlich team liebes wüsste finde gefunden nirgends nirgendwo",
            "antwort hilfe brauche hätte habe suche",
            "selon d'après articles article textes documents souviens plus oublié espère allez",
            "bien désolé désolée déranger mais gentillesse gentil aurait auriez équipe",
            "aimerais coucou trouve trouvé ne réponse nulle part aide besoin j ai qu pour",
        )
    ).split()
)
_FILLERS = frozenset(
    " ".join(
        (
            "a all an and are be but by do does did d for had has have here i if is it like",
            "love of",
            "one out so the this to two up us used very was we well were whether will about time",
            "right place text book best day did great happen in lot lots many may might much no",
            "nice not possible small as",
            "simple short morning afternoon evening night find found new of three cannot",
            "acuerdo mano de la el los las es un una si que tan sería bien lado parte sitio no",
            "por todos todas",
            "нужно надо буду был бы были не но так у я все всем с за день утро вечер хорошо такой",
            "إلى على في أي يا هل أن لم لا صباح مساء مكان",
            "کے گا اگر دیں ہو سے گے سا سی کر کے ہے ہوں میں بہت صبح ایک نہ کہ ہیں",
            "mehr es eine sie ihr du ich ob schon mal im so gut sehr tag abend morgen würde will",
            "plus d un une le la les l et ne pour par bien tout tous monde part si s est a qu",
        )
    ).split()
)
"""Of these words those that stand in any sentence."""

IN_PLACE = frozenset(("کیا", "کون", "کس", "کب", "کہاں", "کیسے", "کیوں", "کتنا", "کتنے", "کتنی"))
"""Words that ask and stand where the answer would, not first: a clause goes on before them."""
_FIRST = ASKING_WORDS - IN_PLACE
_BEHIND = frozenset(
    (
        *("again", "asap", "urgent", "urgently", "exactly", "actually", "anyway", "anyways"),
        *("though", "tho", "btw", "lol", "haha", "hehe"),
    )
)
"""Words behind a question that may be said of the asking: "who was it again?"."""
_TELL = regex.compile(
    r"\b(?:tell|show|remind|give)\s(?:me|us)\s|\blet\s(?:me|us)\sknow\s"
    r"|\b(?:kindly|please|pls)\s(?:advise|state|confirm|specify)\s(?:me\s|us\s)?(?:of\s|on\s|about\s)?",
    regex.IGNORECASE,
)
_WANTS = regex.compile(
    r"\b(?:needs?|wants?|wanted|needed|like|likes|love|trying|hoping|keen|curious)\sto\s"
    r"(?:know|find\sout|learn|understand)\s$",
    regex.IGNORECASE,
)
"""The end of a clause that tells who wants to know what follows."""
_LINK = r"but|pero|но|aber|mais|و?لكن|لیکن|مگر"
_STOP = regex.compile(
    rf"[,;:،؛!]\s|[…—–]|\.{{2,}}\s?|\s-+\s|\s(?=[¿«“\"])|(?<!\p{{L}})(?:{_LINK})\s",
    regex.IGNORECASE,
)
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*")

_SPACELESS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_SPACELESS_STOP = regex.compile(r"[，、。：:！!～~…—,；;\n]+\s*")
_SAID = regex.compile(
    r"[请請]?[问問]一?下?|[谢謝]|你们?好|您好|大家好|打[扰擾]|不好意思|麻[烦煩]|抱歉|希望|[帮幫]|我"
    r"|答案|根[据據]|文章|[资資]料|[问問][题題]|知道|作[业業]|感恩"
    r"|すみません|ちょっと|質問|教えて|お願い|初めて|恐れ入|失礼"
    r"|안녕|죄송|실례|질문|궁금|부탁|혹시|찾아"
)
_TOLD = regex.compile(
    r"(?:[告请請][诉訴教]|[跟和][你您大]家?)我?[们們]?(?:一下)?"
    r"|[想要求](?:知道|了解|[请請]教|[问問])(?:一?下)?"
    r"|[请請][问問](?:一?下)?|[帮幫](?:我|忙)?(?:看看|查查|找找|[看查找问問]?一下)"
)
_ASKED_FOR = regex.compile(
    r"(?:か|のか|について|を)?、?(?:教えて|知りたい|お教え|ご存知|ご存じ|分かり|わかり)\p{Hiragana}*[か]?$"
    r"|(?:지|는지|를|을)?\s?(?:좀\s)?(?:알려|가르쳐|말씀해|궁금|알고\s?싶|아시)"
    r"\s?[\p{Hangul} ]{0,12}$"
)
_MIN_LEFT = 3
"""Characters of a question in a script without spaces, at least."""


def drop_preamble(question: str) -> str | None:
    """`question` without the clauses before it, and the words behind it, that speak of the asking;
    None if there are none."""
    if len(question) > MAX_CHARACTERS:
        return None
    if _SPACELESS.search(question):
        return _drop_spaceless(question)
    start, end = 0, _find_end(question)
    for first, last in itertools.pairwise(_find_boundaries(question)):
        if _speaks_of_asking(question[first:last], start > 0):
            start = last
        elif start or not _is_filler(question[first:last]):
            break
    left = question[start:end].strip(" ,;:،؛–—-…\t")
    return left if (start or end < len(question)) and _WORD.search(left) else None


def _find_end(question: str) -> int:
    """Where the words behind a question begin that speak of the asking; its length without any."""
    end = len(question)
    for match in reversed(list(_WORD.finditer(question))):
        if match[0].casefold() not in _BEHIND or not match.start():
            break
        end = match.start()
    return end


def _find_boundaries(question: str) -> Iterator[int]:
    """Where clauses may begin: at the beginning, behind a stop or what asks to be told, before a
    word that asks."""
    places = {match.end() for stop in (_STOP, _TELL) for match in stop.finditer(question)}
    places |= {
        match.start()
        for match in _WORD.finditer(question)
        if match[0].casefold() in _FIRST and question[match.start() - 1 : match.start()] != "'"
    }
    yield from sorted({0, *places})


def _speaks_of_asking(clause: str, is_behind_one: bool) -> bool:
    """Whether `clause` speaks of the asking; behind one that does, fillers such as "but" do."""
    words = [match[0].casefold() for match in _WORD.finditer(clause)]
    if _WANTS.search(clause) and words[0] not in _FIRST:
        return True
    listed = [word for word in words if is_listed(word, _TALK)]
    if not words or (is_behind_one and len(listed) == len(words)):
        return True
    return any(word not in _FILLERS for word in listed) and 2 * len(listed) >= len(words)


def _is_filler(clause: str) -> bool:
    """Whether `clause` may stand before one that speaks of the asking: "So, um, who was it?"."""
    return all(match[0].casefold() in _FILLERS for match in _WORD.finditer(clause))


def _drop_spaceless(question: str) -> str | None:
    """The same where words are not told apart: by what is said in each clause."""
    starts = [0, *(match.end() for match in _SPACELESS_STOP.finditer(question))]
    start = 0
    for first, last in itertools.pairwise(starts):
        if not _SAID.search(question, first, last):
            break
        start = last
    told = _TOLD.search(question, start)
    start = told.end() if told and _count(question[told.end() :]) >= _MIN_LEFT else start
    left = question[start:].strip(" ？?。.!！")
    asked_for = _ASKED_FOR.search(left)
    left = left[: asked_for.start()] if asked_for else left
    changed = start > 0 or asked_for is not None
    return left if changed and _count(left) >= _MIN_LEFT else None


def _count(text: str) -> int:
    return sum(character.isalnum() for character in text)
