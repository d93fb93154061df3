"""Files as strangers write them: of every format, script and structure, some of them hostile."""

import random
from dataclasses import dataclass

from tests.support.hostile import HOSTILE, name_files
from tests.support.nasty import NASTY

_SUBJECTS = {
    "en": "The harbour wall|A keeper|The old lamp|Mary Flint|The ferry of Skerry|Nobody",
    "es": "El faro|La guardiana|El muelle viejo|Ana Ruiz|El barco|Nadie",
    "ru": "Маяк|Старый причал|Паром|Смотритель|Анна Белова|Никто",
    "zh": "灯塔|港口|渡船|守塔人|旧码头|没有人",
    "ar": "المنارة|الميناء القديم|العبارة|حارس البرج|سلمى|لا أحد",
    "ur": "مینار|بندرگاہ|کشتی|محافظ|پرانا پل|کوئی نہیں",
    "hi": "दीपस्तंभ|पुराना पुल|नाव|रखवाला|बंदरगाह|कोई नहीं",
    "th": "ประภาคาร|ท่าเรือ|เรือข้ามฟาก|สะพานเก่า|ผู้ดูแล|ไม่มีใคร",
    "de": "Der Leuchtturm|Die Fähre|Das alte Wehr|Frau Ölmann|Der Hafen|Niemand",
    "he": "המגדלור|הנמל|המעבורת|השומר|הגשר|איש",
}
_DONE = {
    "en": "was built of granite in #|closes at # o'clock|costs # crowns|has # steps, e.g. in May",
    "es": "se construyó en #|cierra a las #|cuesta # coronas|tiene # escalones",
    "ru": "построен в # году|закрыт на # дней|стоит # крон|не старый",
    "zh": "建于#年|每天#点关闭|价值#元|不旧",
    "ar": "بني في عام #|يغلق في الساعة #|يكلف # دينار|ليس قديما",
    "ur": "# میں بنا|# بجے بند ہوتا ہے|# روپے کا ہے|پرانا نہیں",
    "hi": "# में बना|# बजे बंद होता है|# रुपये का है|पुराना नहीं है",
    "th": "สร้างในปี #|ปิดเวลา #|ราคา # บาท|ไม่เก่า",
    "de": "wurde # gebaut|schließt um # Uhr|kostet # Kronen|ist z. B. nicht alt",
    "he": "נבנה בשנת #|נסגר בשעה #|עולה # כתרים|לא ישן",
}
_ENDS = {"zh": "。", "ur": "۔", "hi": "।", "th": " "}
_INLINE = (
    *("**$**", "*$*", "`$`", "[$](https://example.org/a?b=$)", "<b>$</b>", "&#27;$", "&amp;$"),
    *(
        "$[^1]",
        "~~$~~",
        ":ref:`$`",
        "``$``",
        "xref:a[$]",
        "\\fB$\\fR",
        "$ [1]",
        "“$”",
        "($)",
        "$$a$$",
    ),
    *("<script>$</script>", "{{ $ }}", "![$](x.png)", "<https://example.org/$>", "@$", "/ask $"),
)
_HEADS = {
    ".rst": "$\n=====\n\n",
    ".adoc": "== $\n\n",
    ".1": ".SH $\n",
    ".txt": "$\n-----\n\n",
    "": "# $\n\n",
}
_BLOCK_TEXTS = (
    "- $\n- $\n  - $\n\n|1. $\n2. $\n\n|$: $\n$: $\n\n|Q: $?\nA: $\n\n|Article #\n\n$\n\n|§ # $\n\n"
    "|(a) $\n(b) $\n\n|> $\n> $\n\n|```\n$\n```\n\n|    $\n\n|$\n    $\n\n|  --$  $\n\n|[#] $\n\n"
    "|#. $\n\n|Chapter #. $\n\n$\n\n|$\n: $\n\n|.. note:: $\n\n   $\n\n|.PP\n$\n|.TP\n.B $\n$\n"
    "|12/03/2024, 10:15 - Ann: $\n|#\n00:00:01,000 --> 00:00:02,000\n$\n\n|\f|$\\\n$\n\n|---\n\n"
    "|## #.2.0 - 2024-03-0#\n\n- $\n\n|第#条 $\n\n|$\n\n$\n\n|$ $ $ $\n\n"
)
_BLOCKS = _BLOCK_TEXTS.split("|")
_TABLE = "| a | b |\n|---|---|\n| $ | $ |\n| $ | # |\n\n"
_FIELDS = (
    *("title", "author", "source", "date", "url", "language", "based_on", "tags", "grade", "id"),
    *("publisher", "lang", "summary"),
)
_ADDRESSES = (
    *("https://example.org/a", "https://пример.рф/ä?x=1#y", "http://[::1]/", "https://a@b.example"),
    *("javascript:alert(1)", "example.org", "https://example.org/" + "a" * 3000),
)
_ENDINGS = (".md", ".md", ".txt", ".txt", ".rst", ".adoc", ".1", "", ".mdx", ".text")
_ENCODINGS = ("utf-8-sig", "utf-16", "cp1251", "cp1252", "koi8-r", "gb18030", "shift_jis", "cp1256")
_HOSTILE_NAMES = sorted(HOSTILE)


@dataclass(frozen=True, slots=True)
class File:
    """What a stranger put into the folder."""

    name: str
    data: bytes


def make_files(chance: random.Random, count: int) -> list[File]:
    """`count` files of one folder; now and then one says what another one says."""
    said: list[str] = []
    return [_make_file(chance, number, said) for number in range(count)]


def make_sentence(chance: random.Random, language: str) -> str:
    """One that says something, with words of others in it now and then."""
    number = str(
        chance.choice((chance.randrange(10), chance.randrange(2100), "５", "٣", "1,000.5"))
    )
    subject = chance.choice(_SUBJECTS[language].split("|"))
    done = chance.choice(_DONE[language].split("|")).replace("#", number)
    gap = "" if language in ("zh", "th") else " "
    words = [subject, done]
    if chance.random() < 0.15:
        words.insert(chance.randrange(3), chance.choice(NASTY))
    if chance.random() < 0.05:
        words.append(any_signs(chance, chance.randint(1, 12)))
    if chance.random() < 0.1:
        words *= chance.choice((2, 5, 30))
    text = gap.join(words)
    if chance.random() < 0.15:
        text = chance.choice(_INLINE).replace("$", text)
    return text + _ENDS.get(language, chance.choice((".", ".", "!", "?", "…", "")))


def any_signs(chance: random.Random, count: int) -> str:
    """Characters from all of Unicode."""
    codes = (chance.choice((0x80, 0x3000, 0x11000, 0x110000)) for _ in range(count))
    signs = (chr(chance.randrange(limit)) for limit in codes)
    return "".join(sign for sign in signs if not 0xD800 <= ord(sign) < 0xE000)


def pick_language(chance: random.Random) -> str:
    return chance.choice(("en", "en", *_SUBJECTS))


def _make_file(chance: random.Random, number: int, said: list[str]) -> File:
    ending = chance.choice(_ENDINGS)
    if chance.random() < 0.08:
        kind = chance.choice(_HOSTILE_NAMES)
        made = HOSTILE[kind](chance.choice((60, 600, 4000)))
        name = chance.choice(name_files(kind)).replace("a.", f"{number}.", 1)
        return File(name, made if isinstance(made, bytes) else made.encode("utf-8", "replace"))
    text = _make_head(chance, ending) + _make_body(chance, ending, said)
    folder = chance.choice(("", "", "coast/", "town/", "2024-05-06/"))
    stem = chance.choice(
        (f"{number}", f"note {number}", f"№{number} маяк", f"2023-01-20-{number}-x")
    )
    encoding = chance.choice(_ENCODINGS) if chance.random() < 0.1 else "utf-8"
    data = text.encode(encoding, "replace")
    if chance.random() < 0.05:
        place = chance.randrange(len(data) + 1)
        data = data[:place] + chance.randbytes(3) + data[place + chance.randrange(9) :]
    return File(f"{folder}{stem}{ending}", data)


def _make_head(chance: random.Random, ending: str) -> str:
    if ending == ".1":
        return f'.TH A 1 "2024-05-06"\n.SH NAME\na \\- {_make_value(chance, "title")}\n'
    kind = chance.random()
    if kind < 0.3:
        return ""
    names = chance.sample(_FIELDS, chance.randint(1, 6))
    pairs = [(name, _make_value(chance, name)) for name in names]
    if kind < 0.65:
        return "---\n" + "".join(f"{n}: {v}\n" for n, v in pairs) + "---\n"
    if kind < 0.75:
        return "+++\n" + "".join(f"{n} = '{v}'\n" for n, v in pairs) + "+++\n"
    if kind < 0.9:
        return "".join(f"{n.title()}: {v}\n" for n, v in pairs) + "\n"
    title = _make_value(chance, "title")
    return f"{_HEADS.get(ending, _HEADS['']).replace('$', title)}By Ada Pell, 3 May 2021\n\n"


def _make_value(chance: random.Random, name: str) -> str:
    if name == "url":
        return chance.choice(_ADDRESSES)
    if name == "date":
        return chance.choice(
            ("2024-11-13", "3 May 1969", "0001-01-01", "9999-12-31", "2024", "soon")
        )
    if name in ("language", "lang"):
        return chance.choice(("en", "ar", "zh-Hans", "xx", "de-AT", "English"))
    if chance.random() < 0.3:
        return " ".join(chance.choice(NASTY) for _ in range(chance.choice((1, 1, 3))))
    words = chance.choice(_SUBJECTS[pick_language(chance)].split("|"))
    return words * chance.choice((1, 1, 1, 40))


def _make_body(chance: random.Random, ending: str, said: list[str]) -> str:
    language = pick_language(chance)
    parts = []
    for _ in range(chance.randint(1, 8)):
        if chance.random() < 0.3:
            head = chance.choice(_SUBJECTS[language].split("|"))
            parts.append(_HEADS.get(ending, _HEADS[""]).replace("$", head))
        block = chance.choice(_BLOCKS) if chance.random() < 0.6 else "$ $ $\n\n"
        block = _TABLE if chance.random() < 0.05 else block
        parts.append(_fill(chance, block, language, said))
        if chance.random() < 0.04:
            made = HOSTILE[chance.choice(_HOSTILE_NAMES)](chance.choice((20, 300)))
            parts.append(made if isinstance(made, str) else made.decode("latin-1"))
    return "".join(parts)


def _fill(chance: random.Random, block: str, language: str, said: list[str]) -> str:
    """`block` with a sentence at each "$" and a number at each "#"."""
    filled = []
    for piece in block:
        if piece == "#":
            piece = str(chance.randint(1, 20))
        elif piece == "$":
            again = said and chance.random() < 0.15
            piece = chance.choice(said) if again else make_sentence(chance, language)
            said.append(piece)
        filled.append(piece)
    return "".join(filled)
