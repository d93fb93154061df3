"""What people say around a question: greetings, thanks, and the words that ask to be told.

No index tells these words from what a question is about, as an article may hold any of them, so
they are listed: of the bot's six languages, of German, French, Italian and Portuguese, and a few of
Polish, Ukrainian, Turkish, Japanese and Korean.
Only where nothing but listed words stands before a word that asks, or in a whole sentence, are they
left out.
"""

import functools
import re
from collections.abc import Set

import regex

FRAME = frozenset(
    " ".join(
        (
            "hello hi hey dear good morning afternoon evening day greetings everyone",
            "everybody all bot",
            "team friend friends folks there sir madam sorry excuse pardon please pls kindly",
            "can could",
            "would will might may you anyone anybody someone somebody tell explain say show",
            "help let",
            "me us i we am was were im been wondering wonder curious want wanted need like",
            "love to know",
            "ask find out learn hear do does did happen have had got if whether a an the one",
            "two quick",
            "short small simple question questions following my our is it this about so well",
            "ok okay",
            "just maybe perhaps by way for and be grateful glad happy would d ve m thanks",
            "thank thx ty",
            "very much lot lots many in advance again cheers regards best kind wishes bye",
            "your answer",
            "time nice great of know possible asap",
            "hola buenos buenas días dias tardes noches estimado estimada querido amigos",
            "todos todas a",
            "por favor puede puedes podría podrías podrian alguien me nos decir decirme",
            "decirnos dime",
            "explicar explicarme quisiera quiero querría gustaría gustaria saber preguntar",
            "sabe sabes",
            "saben si una pregunta rápida es la siguiente disculpe perdón gracias muchas",
            "antemano de",
            "saludos un cordial",
            "может привет",
            "здравствуйте здравствуй добрый доброе день утро вечер уважаемый",
            "уважаемые дорогой",
            "бот все всем друзья пожалуйста можете можешь могли могла мог бы вы ты мне нам",
            "кто-нибудь",
            "нибудь сказать скажите скажи подскажите подскажи объяснить объясните хотел",
            "хотела хочу",
            "хотелось узнать спросить знаете знаешь ли вопрос такой быстрый следующее",
            "извините простите",
            "спасибо большое заранее благодарю за ответ очень буду благодарен с уважением я у",
            "меня",
            "مرحبا أهلا اهلا السلام عليكم صباح مساء الخير عزيزي البوت من فضلك فضلكم لو سمحت",
            "سمحتم هل",
            "يمكنك يمكن يمكنكم أن تخبرني تخبرنا إخباري أخبرني أخبرنا أريد اريد أود اود معرفة",
            "أعرف تعرف",
            "تعرفون سؤال سريع شكرا شكراً جزيلا جزيلاً لك لكم مقدما مقدماً وشكرا عفوا",
            "السلام علیکم ہیلو سلام صبح بخیر جناب براہ کرم مہربانی کیا آپ مجھے ہمیں بتا",
            "بتائیں سکتے",
            "سکتی ہیں کہ میں جاننا چاہتا چاہتی ہوں جانتے ایک سوال ہے شکریہ بہت پیشگی",
            "weiss vous hallo guten tag morgen abend moin liebe lieber lieben leute sehr geehrte",
            "zusammen bitte",
            "kann könnte könnten können kannst könntest würde sie du ihr mir uns jemand sagen",
            "sag sagt",
            "erklären ich möchte wollte will gern gerne wissen fragen wisst weißt ob",
            "eine kurze",
            "frage danke dankeschön vielen dank schon mal im voraus viele grüße gruß",
            "herzlichen",
            "entschuldigung es folgendes",
            "bonjour bonsoir salut cher chère tous tout le monde madame monsieur svp s il te",
            "vous plaît",
            "plait pouvez peux pourriez pourrais quelqu un peut pourrait dire expliquer moi",
            "nous je",
            "voudrais voulais aimerais veux savoir demander savez sais une petite rapide est",
            "la suivante",
            "merci beaucoup d avance par avance bonne journée cordialement excusez",
            "ciao salve buongiorno buonasera gentile scusa scusi scusate il disturbo per caso",
            "favore cortesia piacere puoi potete può potrebbe potresti potreste qualcuno sa sai",
            "sapete saprebbe dirmi dirci spiegarmi vorrei volevo sapere chiedere una domanda",
            "grazie mille anticipo molte saluti",
            "olá oi bom boa dia tarde noite prezado prezada caro cara por favor pode podem poderia",
            "poderiam alguém dizer explicar gostaria queria quero saber perguntar sabe sabem uma",
            "pergunta rápida desculpe desculpa desculpem obrigado obrigada muito desde já agradeço",
            "antecipadamente cumprimentos abraço",
            "dzień dobry wieczór cześć witam proszę czy może możesz możecie mógłby mogłaby mógłbyś",
            "mogłabyś ktoś pan pani państwo mi nam powiedzieć powiedz chciałbym chciałabym chcę",
            "wiedzieć dowiedzieć się zapytać spytać wiesz wiecie mam pytanie dziękuję dziękujemy",
            "bardzo dzięki z góry przepraszam pozdrawiam",
            "привіт вітаю добрий день доброго дня вечір ранку підкажіть підкажи скажіть скажи будь",
            "ласка можете можеш чи хтось мені нам хотів хотіла би б хочу знати дізнатися запитати",
            "знаєте знаєш питання дякую дуже щиро вам тобі заздалегідь вибачте перепрошую",
            "merhaba selam iyi günler akşamlar lütfen bana bize söyler söyleyebilir misiniz misin",
            "acaba bir sorum var bilen öğrenmek istiyorum istiyordum teşekkürler teşekkür ederim",
            "şimdiden çok sağ olun rica",
        )
    ).split()
)
_CORE = frozenset(
    " ".join(
        (
            "thanks thank thx please pls cheers regards gracias favor saludos спасибо",
            "пожалуйста",
            "благодарю شكرا شكراً فضلك شكریہ شکریہ danke dank bitte grüße merci plaît",
            "cordialement grazie saluti obrigado obrigada agradeço cumprimentos asap",
            "proszę dziękuję dziękujemy dzięki pozdrawiam дякую ласка",
            "lütfen söyler söyleyebilir teşekkürler teşekkür",
        )
    ).split()
)
"""Words of thanks and requests: behind a question only what holds one of these is left out."""

ASKING_WORDS = frozenset(
    " ".join(
        (
            "what which who whom whose when where why how whether if si کہ",
            "qué quién quiénes cuál cuáles cuándo cuánto cuánta cuántos cuántas cómo dónde",
            "adónde",
            "кто кого кому кем что чего чему чем где куда откуда когда почему зачем как какой",
            "какая",
            "какое какие каких какую сколько чей чья чьи",
            "ما ماذا من متى أين اين كيف كم لماذا أي کیا کون کس کب کہاں کیسے کیوں کتنا کتنے",
            "کتنی",
            "wer wen wem wessen was wann wo wohin woher warum wieso wie welche welcher",
            "welches wieviel",
            "ob qui quoi quand où comment pourquoi combien quel quelle quels quelles",
            "chi cosa quando dove perché quanto quanta quanti quante quale quali",
            "quem onde quantos quantas qual quais",
            "kto kogo komu czym gdzie kiedy dlaczego jak jaki jaka jakie który która które",
            "хто кому що чому де куди коли як скільки який яка яке які",
        )
    ).split()
)
_GERMAN = "was"
_ENGLISH_ASKING = frozenset(
    ("what", "which", "who", "whom", "whose", "when", "where", "why", "how")
)
_MIN_DRAWN_OUT = 4
_OFTEN_DRAWN_OUT = frozenset(
    ("hi", "hey", "yo", "so", "ok", "pls", "plz", "thx", "ty", "bye", "um", "hm", "sir")
)
"""Of fewer letters, those whose last one is often typed twice."""
_PREPOSITIONS = (
    "by for of in to with at on de con por para a en за с у до от von für mit d à pour per di da"
    " من في على إلى"
)
_BEFORE_ASKING = frozenset(_PREPOSITIONS.split())
"""Words of the frame that belong to a word that asks right behind them: "by how much"."""
_COMRADES = frozenset(("mate", "mates", "buddy", "pal", "dude", "bro", "man", "boss", "guys"))
"""Whom greetings and thanks are said to, and what else may be asked about."""
_BEFORE_COMRADES = frozenset(("hi", "hey", "hello", "cheers", "thanks", "thx", "ta", "please"))
_IF_OK = regex.compile(
    r"(?:\s*[,;–—-]\s*(?:if\s(?:that|it|this)(?:['’]?s|\sis)\s(?:ok|okay|alright|all\sright|fine)"
    r"|if\s(?:you|anyone|anybody|someone|somebody)\s(?:happens?\sto\s)?knows?"
    r"|wenn\s(?:das|es)\s(?:ok|okay|möglich|in\sordnung)\sist|si\sno\ses\s(?:mucha\s)?molestia"
    r"|si\sc['’]est\spossible|si\svous\sle\ssavez|если\sне\s(?:сложно|трудно)|если\sможно)"
    r"|[\s,;–—-]+(?:if\syou\s(?:don['’]?t|do\snot)\smind|if\s(?:i|we)\smay(?:\sask)?))"
    r"\s*(?P<mark>[?.!…]*)$",
    regex.IGNORECASE,
)
"""What is said behind a question so as not to press."""
_SIGNED = regex.compile(
    r"(?:(?i:with|kind|best|warm|many|mit|freundlichen|liebe|viele|beste|un|cordiales|с)\s)*"
    r"(?i:regards|wishes|sincerely|cheers|thanks|grüßen?|gruß|saludos?|cordialement|saluti"
    r"|cumprimentos|уважением|pozdrawiam)\s*,\s*\p{Lu}[\p{L}.'’-]*(?:,?\s\p{Lu}[\p{L}.'’-]*){0,3}[.!]?"
)
"""The end of a letter, with whose it is."""
LINKS = frozenset(("whether", "if", "ob", "si", "کہ"))
"""Words before a question that is told: what follows is the question."""

_SAID = r"""你好|您好|大家好|早上好|晚上好|下午好|嗨|哈喽|谢谢(?:你|您|大家)?|多谢
    |麻烦(?:你|您)?(?:了)?|请问(?:一下)?|請問|謝謝(?:你|您|大家)?|(?:我)?想(?:知道|问一下|问)|(?:能|可以)?(?:请)?告诉我(?:一下)?(?:吗)?|先谢谢了
    |こんにちは|こんばんは|おはようございます|すみません(?:が)?|ありがとうございます|よろしくお願いします|教えてください
    |안녕하세요|감사합니다|고맙습니다|실례합니다|부탁드립니다|질문이?\s?있습니다|알려\s?주세요"""
_SPACELESS_FRAME = regex.compile(rf"^(?:(?:{_SAID})[\s，、,。！!～~：:]*)+", regex.VERBOSE)
_SPACELESS_TAIL = regex.compile(
    rf"(?:[，、,。！!～~](?:{_SAID})(?![^，、,。！!～~]))+[，、,。！!～~]?$", regex.VERBOSE
)
_WORD = re.compile(r"[^\W_]+")
_KEPT = 16
"""Sentences that were stripped last: of one question the same few are, again and again."""


@functools.lru_cache(maxsize=_KEPT)
def strip_frame(sentence: str) -> str:
    """`sentence` without greetings, requests and thanks around what it asks; `""` if it is nothing
    else."""
    sentence = _SPACELESS_TAIL.sub("", _SPACELESS_FRAME.sub("", sentence))
    if end := _IF_OK.search(sentence):
        sentence = f"{sentence[: end.start()]}{end['mark']}{sentence[end.end() :]}"
    if _SIGNED.fullmatch(sentence.strip()):
        return ""
    words = list(_WORD.finditer(sentence))
    # Of the Turkish "İ" case folding makes two characters.
    folded = [word[0].casefold().replace("\u0307", "") for word in words]
    asks_at_once = bool(folded) and folded[0] in ASKING_WORDS
    if not asks_at_once and all(_frames(folded, place) for place in range(len(folded))):
        return ""
    tail = _find_tail(folded)
    start = _find_question(folded[:tail])
    last = words[tail].start() if tail < len(words) else len(sentence)
    first = words[start].start() if start else 0
    return sentence[first:last].strip(" ,;:–—-\t")


def skip_thanks(sentence: str, links: Set[str]) -> str:
    """`sentence` from the first of `links`, words such as "and", if nothing but thanks and other
    words of the frame stand before it; otherwise all of it."""
    has_thanked = False
    words = list(_WORD.finditer(sentence))
    every = [word[0].casefold() for word in words]
    for place, (word, folded) in enumerate(zip(words, every, strict=True)):
        if has_thanked and folded in links:
            return sentence[word.start() :]
        if not _frames(every, place):
            break
        has_thanked = has_thanked or folded in _CORE
    return sentence


def _shorten(word: str) -> str:
    """`word` with its last letter once, as "plsss" and "hii" are "pls" and "hi"."""
    end = len(word)
    while end > 1 and word[end - 2] == word[-1]:
        end -= 1
    return word[:end]


def asks(sentence: str) -> bool:
    """Whether `sentence`, stripped of its frame, begins with a word that asks."""
    word = _WORD.search(sentence)
    return word is not None and word[0].casefold() in ASKING_WORDS


def is_listed(word: str, listed: Set[str]) -> bool:
    """Whether `word`, in lower case, is one of those `listed`, or one of them drawn out. A short
    one with its last letter twice is another word: "inn", "Ann", "mall"."""
    short = _shorten(word)
    is_drawn_out = len(word) > len(short) + 1 or len(short) >= _MIN_DRAWN_OUT
    return word in listed or (short in listed and (is_drawn_out or short in _OFTEN_DRAWN_OUT))


def begins_asking(sentence: str) -> bool:
    """Whether `sentence`, stripped of its frame, `asks`, be it behind a word such as "by"."""
    word = _WORD.search(sentence)
    is_beside = word is not None and word[0].casefold() in _BEFORE_ASKING
    return asks(sentence) or (word is not None and is_beside and asks(sentence[word.end() :]))


def _is_framing(word: str) -> bool:
    return is_listed(word, FRAME)


def _frames(words: list[str], place: int) -> bool:
    """Whether word `place` of `words` is one of the frame, be it only behind the one before."""
    if _is_framing(words[place]):
        return True
    is_called = words[place] in _COMRADES and place > 0
    return is_called and words[place - 1] in _BEFORE_COMRADES


def _find_question(words: list[str]) -> int:
    """Where the question begins: at the last word that asks before which only words of the frame
    stand, else at the first of all. Of several in a row ("when was", as "was" is German as well)
    the first one counts."""
    begins = asking = 0
    for place, word in enumerate(words[:-1]):
        if word == _GERMAN and words[asking] in _ENGLISH_ASKING:
            continue  # "what time was", "how much was": no German "was"
        if word in ASKING_WORDS:
            if not place or words[place - 1] not in ASKING_WORDS or words[place - 1] in LINKS:
                begins = asking = place + 1 if place and word in LINKS else place
                if begins == place and place and words[place - 1] in _BEFORE_ASKING:
                    begins = place - 1
        elif not _frames(words, place):
            break
    return begins


def _find_tail(words: list[str]) -> int:
    """Where the thanks behind a question begin; `len(words)` if there are none."""
    start = len(words)
    while start and _frames(words, start - 1):
        start -= 1
    for place in range(start, len(words)):
        if place and is_listed(words[place], _CORE):
            return place
    return len(words)
