"""Words that ask, which no answer has: of the languages that the bot speaks and of some others.

Each language has a closed class of them, which nothing in an index tells. Where words are told
apart they are searched for as any other, but count for nothing in how much of a question is held.
Chinese, Japanese and Korean are read in pairs of characters, and asking would be half of those of
a short question.
"""

import regex

QUESTION_WORDS = frozenset(
    word.casefold()  # "ς" is "σ" then
    for word in (
        *("about", "are", "can", "could", "did", "does", "had", "has", "have", "how", "many"),
        *("much", "should", "tell", "the", "was", "were", "what", "when", "where", "which"),
        *("who", "whom", "whose", "why", "will", "would", "you"),
        *("qué", "quién", "quiénes", "cuál", "cuáles", "cuándo", "cuánto", "cuánta", "cuántos"),
        *("cuántas", "cómo", "dónde", "adónde"),
        *("кто", "кого", "кому", "кем", "что", "чего", "чему", "чем", "где", "куда", "откуда"),
        *("когда", "почему", "зачем", "как", "какой", "какая", "какое", "какие", "каких", "какую"),
        *("сколько", "чей", "чья", "чьё", "чьи", "ли"),
        *("ما", "ماذا", "من", "متى", "أين", "اين", "كيف", "كم", "لماذا", "لم", "أي", "أية", "هل"),
        *("کیا", "کون", "کس", "کسے", "کب", "کہاں", "کیسے", "کیوں", "کتنا", "کتنے", "کتنی"),
        *("چه", "چی", "کی", "کجا", "چرا", "چگونه", "چطور", "چند", "کدام", "آیا", "چقدر"),
        *("क्या", "कौन", "किस", "किसने", "किसे", "कब", "कहाँ", "कहां", "कैसे", "क्यों", "कितना"),
        *("कितने", "कितनी"),
        *("τι", "ποιος", "ποια", "ποιο", "ποιοι", "πότε", "πού", "πώς", "γιατί", "πόσο", "πόσα"),
        *("πόσοι", "πόσες"),
        *("wer", "wen", "wem", "wessen", "was", "wann", "wo", "wohin", "woher", "warum", "wieso"),
        *("wie", "welche", "welcher", "welches", "welchem", "welchen", "wieviel", "wieviele"),
        *("viele", "vielen", "ist", "sind", "waren", "wird", "wurde", "wurden", "werden", "haben"),
        *("hatte", "hatten", "kann", "können", "konnte", "konnten", "muss", "müssen", "soll"),
        *("heisst", "heissen", "hiess", "hiessen", "gibt"),
        *("qui", "que", "quoi", "quand", "où"),
        *("comment", "pourquoi", "combien", "quel", "quelle", "quels", "quelles"),
        *("kim", "kimin", "ne", "nerede", "nereye", "neden", "niçin", "nasıl", "kaç", "hangi"),
        *(
            "neresi",
            "nereden",
            "neyi",
            "kimi",
            "kime",
            "kaçta",
            "kaçı",
            "hangisi",
            "niye",
        ),
        *("کجاست", "کیست", "چیست", "چندتا", "کدامند", "چطوری"),
        *("gì", "nào", "đâu", "sao", "bao"),
        *("מה", "מי", "מתי", "איפה", "היכן", "לאן", "כמה", "איך", "כיצד", "למה", "מדוע", "איזה"),
        *("איזו", "אילו", "מהו", "מהי", "מהם", "האם"),
        *(
            "хто",
            "кого",
            "кому",
            "що",
            "чого",
            "де",
            "коли",
            "скільки",
            "чому",
            "який",
            "яка",
            "яке",
        ),
        *("які", "чи", "звідки", "навіщо"),
        *("kto", "kogo", "komu", "gdzie", "kiedy", "dlaczego", "który", "która", "które", "którzy"),
        *("jaki", "jaka", "jakie", "czy", "kdo", "kdy", "kolik", "jaký", "jaká"),
        *("siapa", "kapan", "bagaimana", "mengapa", "kenapa", "berapa", "apakah", "dimana"),
        *("nani", "nini", "lini", "wapi", "ngapi"),
        *("რა", "ვინ", "ვის", "როდის", "სად", "როგორ", "რატომ", "რამდენი", "რომელი", "არის"),
        *("ինչ", "ով", "երբ", "որտեղ", "ինչպես", "ինչու", "քանի", "որքան", "որ"),
        *("ምን", "ማን", "መቼ", "የት", "ለምን", "ስንት", "እንዴት", "የትኛው"),
        *("কি", "কী", "কে", "কখন", "কোথায়", "কেন", "কিভাবে", "কীভাবে", "কত", "কোন"),
        *("என்ன", "யார்", "எப்போது", "எங்கே", "எப்படி", "ஏன்", "எவ்வளவு", "எத்தனை", "எந்த"),
        *("ఏమి", "ఎవరు", "ఎప్పుడు", "ఎక్కడ", "ఎలా", "ఎందుకు", "ఎంత", "ఎన్ని"),
        *("എന്ത്", "ആര്", "എപ്പോൾ", "എവിടെ", "എങ്ങനെ", "എത്ര", "ഏത്", "എന്തുകൊണ്ട്"),
    )
)
"""In lower case, in NFC: a question that has them does not name them. Verbs that only help to ask
are left out where they say something in another language ("war", "hat")."""

_MEASURES = "点个位名年天次岁时人种本家座条月日週周层间分元円块"
_ASKING = regex.compile(
    # Chinese, as simplified
    r"请问|什么时候|为什么|什么|甚么|怎么样|怎样|怎么|如何|为何|谁|哪[一几]?[里儿些个位家年天种]?|何[时地处]"
    # What a price is asked for by: one character, which no pair has, would count as missing.
    r"|(?:需?要|得?花|值|卖)?多少(?:钱|[元块円])"
    rf"|多[少久长大高远]|几点钟?|几[{_MEASURES}]|[吗呢](?!\p{{L}})|是不是|有没有"
    # Japanese
    r"|いつ|どこ|誰|だれ|なに|なぜ|どうして|ど(?:のように|れくらい|のくらい|んな|の|れ|う)"
    rf"|い(?:くら|くつ)|何(?:[{_MEASURES}時枚個回歳]|(?=\p{{Hiragana}}|\P{{L}}))"
    r"|(?:で(?:す|した|しょう)|ま(?:す|した|せん))か(?!\p{L})"
    # Korean: the word with its particle
    r"|(?<!\p{Hangul})(?:언제|어디|누구|누가|무엇|무슨|뭐|뭘|몇|어떻게|어떤|어느|얼마)\p{Hangul}*"
    r"|(?<!\p{Hangul})왜(?!\p{Hangul})"
)


def cut_asking(text: str) -> str:
    """`text`, as `fold_letters` has it, with a space for each word that asks in scripts where words
    are not told apart."""
    return text if text.isascii() else _ASKING.sub(" ", text)
