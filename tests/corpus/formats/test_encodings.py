"""Encodings before UTF-8: what a text declares, and the likeliest of what it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.decoding import decode_text
from corpus.formats.encodings import declared_encoding, guess_encoding
from corpus.formats.reading import read_article

SAMPLES = {
    "Polish": (
        "Wieżę zegarową odbudowano po pożarze, a księgi przeniesiono do piwnicy. Każdy gość może "
        "ją zwiedzić w niedzielę, jeśli zgłosi się u stróża.",
        "cp1250 iso8859_2 cp852",
    ),
    "Czech": (
        "Věž s hodinami po požáru znovu postavili a knihy přestěhovali do sklepa. Každý host si ji "
        "může v neděli prohlédnout, když se přihlásí u hlídače.",
        "cp1250 iso8859_2 cp852",
    ),
    "Slovak": (
        "Vežu s hodinami po požiari znovu postavili a knihy presťahovali do pivnice. Každý hosť si "
        "ju môže v nedeľu prezrieť, keď sa prihlási u strážcu.",
        "cp1250 iso8859_2",
    ),
    "Hungarian": (
        "Az óratornyot a tűz után újjáépítették, a könyveket pedig a pincébe vitték. Vasárnap "
        "bárki megnézheti, ha előtte szól az őrnek.",
        "cp1250 iso8859_2 cp852",
    ),
    "Croatian": (
        "Toranj sa satom obnovljen je poslije požara, a knjige su prenesene u podrum. Svaki gost "
        "ga može vidjeti nedjeljom, ako se javi čuvaru. Ključ čeka kod župnika.",
        "cp1250",
    ),
    "Romanian": (
        "Turnul cu ceas a fost refăcut după incendiu, iar cărţile au fost mutate în pivniţă. "
        "Oaspeţii îl pot vedea duminica, dacă îi spun paznicului. Cheia este păstrată în chilie.",
        "cp1250 iso8859_2",
    ),
    "Lithuanian": (
        "Laikrodžio bokštas po gaisro buvo atstatytas, o knygos perkeltos į rūsį. Sekmadienį jį "
        "gali apžiūrėti kiekvienas svečias, jei iš anksto praneša sargui.",
        "cp1257 iso8859_13",
    ),
    "Latvian": (
        "Pulksteņa tornis pēc ugunsgrēka tika uzcelts no jauna, bet grāmatas pārnesa uz pagrabu. "
        "Svētdienā to var apskatīt ikviens viesis, ja viņš piesakās pie sarga.",
        "cp1257 iso8859_13",
    ),
    "Estonian": (
        "Kellatorn ehitati pärast tulekahju uuesti üles ja raamatud viidi keldrisse. Pühapäeval "
        "võib seda vaadata iga külaline, kes ennast valvuri juures üles annab.",
        "cp1257 cp1252",
    ),
    "Turkish": (
        "Saat kulesi yangından sonra yeniden yapıldı, kitaplar da bodruma taşındı. Bekçiye haber "
        "veren her misafir pazar günü kuleyi gezebilir, giriş ücretsizdir.",
        "cp1254 iso8859_9 cp857",
    ),
    "Icelandic": (
        "Klukkuturninn var endurreistur eftir brunann og bækurnar fluttar í kjallarann. Hver "
        "gestur má skoða hann á sunnudögum ef hann lætur vörðinn vita. Það kostar ekkert.",
        "cp1252 cp861",
    ),
    "Ukrainian": (
        "Після пожежі вежу з годинником відбудували, а книжки перенесли до підвалу. У неділю її "
        "може оглянути кожен гість, якщо попередить сторожа.",
        "koi8_u cp1251 iso8859_5",
    ),
    "Russian": (
        "После пожара башню с часами отстроили заново, а книги перенесли в подвал. В воскресенье "
        "её может осмотреть каждый, кто предупредит сторожа.",
        "koi8_r cp1251 iso8859_5 cp866",
    ),
    "Bulgarian": (
        "След пожара часовниковата кула беше построена отново, а книгите бяха преместени в мазето. "
        "В неделя всеки гост може да я разгледа, ако се обади на пазача.",
        "cp1251",
    ),
    "Belarusian": (
        "Пасля пажару вежу з гадзіннікам адбудавалі, а кнігі перанеслі ў склеп. У нядзелю яе можа "
        "агледзець кожны госць, калі папярэдзіць вартаўніка.",
        "cp1251",
    ),
    "Greek": (
        "Ο πύργος του ρολογιού χτίστηκε ξανά μετά την πυρκαγιά και τα βιβλία πήγαν στο υπόγειο. "
        "Την Κυριακή μπορεί να τον δει όποιος ειδοποιήσει τον φύλακα.",
        "cp1253 iso8859_7",
    ),
    "Hebrew": (
        "מגדל השעון נבנה מחדש אחרי השריפה, והספרים הועברו אל המרתף. ביום ראשון כל אורח יכול לבקר "
        "בו אם הוא מודיע לשומר מראש.",
        "cp1255 iso8859_8",
    ),
    "Arabic": (
        "أعيد بناء برج الساعة بعد الحريق ونقلت الكتب إلى القبو. ويمكن لكل ضيف أن يزوره يوم الأحد "
        "إذا أخبر الحارس قبل ذلك بيوم واحد.",
        "cp1256 iso8859_6",
    ),
    "Thai": (
        "หอนาฬิกาถูกสร้างขึ้นใหม่หลังจากไฟไหม้ และหนังสือถูกย้ายไปไว้ที่ห้องใต้ดิน แขกทุกคนเข้าชมได้ในวันอาทิตย์ "
        "ถ้าแจ้งคนเฝ้าไว้ก่อน",
        "cp874 tis_620",
    ),
    "Japanese": (
        "時計台は火事のあとに建て直され、本は地下室に移された。日曜日には番人に知らせれば誰でも"
        "見学することができる。",
        "cp932 euc_jp iso2022_jp",
    ),
    "Chinese": (
        "钟楼在火灾之后重新修建，书籍被搬到了地下室。星期天只要事先告诉看守人，每位客人都可以进去参观。",
        "gb18030 gb2312 hz",
    ),
    "Traditional Chinese": (
        "鐘樓在火災之後重新修建，書籍被搬到了地下室。星期天只要事先告訴看守人，每位客人都可以進去參觀。",
        "big5",
    ),
    "Korean": (
        "시계탑은 화재 뒤에 다시 세워졌고 책은 지하실로 옮겨졌다. 일요일에는 문지기에게 미리 알린 "
        "손님이면 누구나 볼 수 있다.",
        "cp949 euc_kr iso2022_kr",
    ),
    "German": (
        "Nach dem Brand wurde der Glockenturm größer wieder aufgebaut, die Bücher kamen in den "
        "Keller. Sonntags dürfen Gäste hinein, wenn sie es dem Wächter vorher sagen.",
        "cp1252 iso8859_1 cp850",
    ),
    "French": (
        "Après l’incendie, la tour de l’horloge a été reconstruite et les livres ont été déposés à "
        "la cave. Le dimanche, tout visiteur peut y entrer s’il prévient le gardien.",
        "cp1252 mac_roman",
    ),
    "Spanish": (
        "Después del incendio se levantó otra vez la torre del reloj y los libros pasaron al "
        "sótano. Cualquier huésped podrá verla mañana si avisa al guardián con antelación.",
        "cp1252 iso8859_1",
    ),
    "Portuguese": (
        "Depois do incêndio, a torre do relógio foi reconstruída e os livros não saíram mais do "
        "porão. Aos domingos, a visitação é livre para quem avisar o guardião.",
        "cp1252 iso8859_1",
    ),
    "Swedish": (
        "Klocktornet byggdes upp på nytt efter branden och böckerna fördes ner i källaren. På "
        "söndagar får alla gäster gå in om de säger till vakten i förväg.",
        "cp1252 iso8859_1",
    ),
    "Finnish": (
        "Kellotorni rakennettiin palon jälkeen uudelleen, ja kirjat vietiin kellariin. "
        "Sunnuntaisin jokainen vieras pääsee sisään, jos hän ilmoittaa siitä etukäteen vartijalle.",
        "cp1252",
    ),
    "Danish": (
        "Klokketårnet blev bygget op igen efter branden, og bøgerne blev båret ned i kælderen. Om "
        "søndagen må alle gæster gå derind, når de har givet vagten besked.",
        "cp1252",
    ),
    "Vietnamese": ("Thư viện cũ đã đóng cửa.", "utf_8 utf_16"),
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [(name, encoding) for name, (_, named) in SAMPLES.items() for encoding in named.split()],
)
def test_reads_what_was_saved_in_the_encodings_of_a_language(language: str, encoding: str) -> None:
    data = SAMPLES[language][0].encode(encoding)
    assert decode_text(data).text == data.decode(encoding)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("Subject: x\nContent-Type: text/plain; charset=iso-8859-2\n\n", "iso8859_2"),
        ('<html><head><meta charset="windows-1257"></head>', "cp1257"),
        ("# -*- coding: koi8-r -*-\n", "koi8_r"),
        ("<?xml version='1.0' encoding='ISO-8859-1'?>", "cp1252"),
        ("Content-Type: text/plain; charset=utf-8", None),
        ("Content-Type: text/plain; charset=rot13", None),
        ("Content-Type: text/plain; charset=no-such-thing", None),
        ("The encoding is called after nobody.", None),
    ],
)
def test_takes_the_encoding_that_a_text_declares(head: str, encoding: str | None) -> None:
    assert declared_encoding(head.encode()) == encoding


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("iso8859_4", "iso-8859-4"), ("iso8859_13", "latin7"), ("utf_7", "utf-7")],
)
def test_a_declared_encoding_is_no_guess(encoding: str, name: str) -> None:
    text = f"Content-Type: text/plain; charset={name}\n\nŠalia tilto gyveno žvejai."
    decoded = decode_text(text.encode(encoding))
    assert (decoded.text, decoded.is_guess) == (text, False)


def test_a_declaration_that_does_not_fit_is_passed_over() -> None:
    text = f"charset=iso2022_jp\n{SAMPLES['Czech'][0]}"
    assert decode_text(text.encode("iso8859_2")).text == text


@pytest.mark.parametrize("text", ["a ~{b}~ c", "rm ~{x,y}", "1 +AAA- 2", "~{~}"])
def test_ascii_stays_what_it_is(text: str) -> None:
    assert decode_text(text.encode()).text == text


def test_what_tells_a_terminal_its_colours_is_no_old_encoding() -> None:
    decoded = decode_text(b"\x1b[31mred\x1b(B\x1b[m")
    assert (decoded.text, decoded.is_guess) == ("red", False)


@pytest.mark.parametrize("text", ["El niño.", "It is £5 or €6.", "“Naïve”, he said – twice."])
def test_a_few_letters_are_taken_for_the_commonest_encoding(text: str) -> None:
    decoded = decode_text(text.encode("cp1252"))
    assert decoded.text == text


def test_an_encoding_that_is_not_certain_is_a_warning_that_names_both() -> None:
    data = "Ţara ştie: poştaşul şi-a lăsat şapca în maşină.".encode("iso8859_2")
    guess = guess_encoding(data)
    assert guess is not None
    assert guess.rival is not None
    (warning,) = read_article(data, "a.txt")[1]
    assert f"read as {guess.encoding}, it may be {guess.rival}" in warning


def test_letters_far_below_the_beginning_are_found() -> None:
    text = "Nothing but plain words.\n" * 20_000 + SAMPLES["Hungarian"][0]
    assert decode_text(text.encode("cp1250")).text == text


@given(st.binary(max_size=300))
def test_any_bytes_can_be_asked_for_their_encoding(data: bytes) -> None:
    guess = guess_encoding(data)
    assert guess is None or guess.encoding
    declared_encoding(data)
