"""What looks like the end of a sentence and is none, language by language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.structure.abbreviations import abbreviations_of
from corpus.structure.sentence_joins import goes_on
from corpus.structure.sentences import split_sentences

WHOLE = [
    ("en", "The barge weighs approx. 40 tons when it is empty."),
    ("en", "The plan is in vol. 12 of the minutes, not in No. 3."),
    ("en", "The last train goes at 11 p.m. Sunday from the other platform."),
    ("en", "Bring tools, e.g. Allen keys, to the shed."),
    ("en", "The mill vs. Brook Farm was the case that she won."),
    ("en", "“Nothing is lost.” Anna said to the crew."),
    ("en", "The bridge was built by Prof. J. Smith in a year."),
    ("fr", "Selon l'art. 7, le pont reste ouvert."),
    ("fr", "L’av. Foch longe le parc."),
    ("it", "L'art. 5 chiude il porto, come vuole il D.lgs. 5/2020."),
    ("pt", "No séc. XIX a ponte era de madeira."),
    ("tr", "İlk köprü 2. Dünya Savaşı sırasında yıkıldı."),
    ("tr", "M.Ö. 500 yılında burada bir liman vardı."),
    ("vi", "Cuốn sách do PGS.TS. Lê Văn An viết."),
    ("uk", "Проф. І. І. Іванов збудував міст."),
    ("ko", "2024. 3. 5. 시의회가 다리를 닫았다."),
    ("ja", "市長は『橋は閉鎖。船は出る。』と述べた。"),
    ("ja", "『そう「来た。」と言った。終わり。』と述べた。"),
    ("fr", "Le prix a été remis à M. Lefèvre devant la mairie."),
    ("fr", "Le livre de Mme. Roche est au chap. 4 de la liste."),
    ("es", "La obra la dirige el Ing. Salas desde aprox. 1990."),
    ("pt", "A ponte fica perto da Av. Central e da Pça. Nova."),
    ("it", "Il ponte fu chiuso dal dott. Conti, cfr. pag. 8 del piano."),
    ("de", "Am Ende des 19. Jahrhunderts stand hier eine Mühle."),
    ("de", "Das kostet ca. 9 Euro, vgl. Abs. 2 der Ordnung."),
    ("de", "Die Aufsicht führt Hrn. Dr. Ahrens Büro, u. a. Frau Klein."),
    ("nl", "De brug is gesloten door dhr. Bakker, d.w.z. De Haven zelf."),
    ("sv", "Färjan går kl. 7 och tar ca. Trettio personer."),
    ("da", "Broen åbnede den 7. Juni efter et år."),
    ("pl", "Most przy ul. Wodnej kosztował 7 mln. zł według rady."),
    ("cs", "Loď odjela 19. května v 8 hod. ráno."),
    ("hr", "Most je otvoren 19. svibnja pred sv. Nikolom."),
    ("ru", "Завод построил инженер им. Петрова за 12 млрд. руб. без задержек."),
    ("ru", "Сторож, т. е. Петров, открывает ворота."),
    ("pt", "A oficina fica na Rua Nova, n. 8, ao lado da padaria."),
    ("pt", "Moram na casa n. 8 desde maio."),
    ("de", "Die Fliesen kamen von Fa. Ahrens aus Bremen."),
    ("de", "USt-IdNr. DE987654321 steht unten."),
    ("de", "Bäckerei Lenz, Inh. Karla Lenz, Tel. 0421 5512, Kd.-Nr. 88."),
    ("fr", "Le solde était de 12 € au 30 nov. 2023 selon le trésorier."),
    ("es", "La firmó la Excma. Diputación el 4 dic. 2021 en Soria."),
    ("it", "Spett. Comune di Asti, rif. 44 del 3 ott. 2020."),
    ("pt", "A carta ao Ilmo. Senhor Reis, ref. 19, foi lida."),
    ("nl", "Gestuurd aan fam. Visser op 2 okt. 2022 in Delft."),
    ("es", "Artículo 4. Podrán ser socios los mayores de edad."),
    ("en", "Section 12. Whoever lends the boat is told so."),
    ("fr", "Article 7. Le pont est ouvert le dimanche."),
    ("uk", "Ремонт коштував 3 тис. грн. і тривав рік."),
    ("el", "Το γράμμα το έγραψε ο κ. Νίκου στη σελ. 3 του φακέλου."),
    ("tr", "Köprüyü Doç. Kaya ile Sn. Demir onardı."),
    ("vi", "Cuốn sách do PGS. Trần Minh viết ở TP. Huế."),
    ("id", "Kantor ada di Jl. Merdeka, mis. Gedung lama."),
    ("hi", "यह किताब प्रो. वर्मा ने लिखी है।"),
    ("mr", "हे पुस्तक डॉ. पाटील यांनी लिहिले."),
    ("bn", "বইটি ডা. করিম লিখেছেন।"),
    ("te", "ఈ పుస్తకం డా. శర్మ రాశారు."),
    ("ta", "இந்த நூலை திரு. குமார் எழுதினார்."),
    ("th", "หนังสือเล่มนี้เขียนโดย ดร. สมศักดิ์ เมื่อปีก่อน"),
    ("ar", "كتب د. سامي هذا الكتاب قبل عام."),
    ("ja", "船長は「霧が出た。港に戻る。」と無線で伝えた。"),
    ("ja", "「もう遅い。」という声がした。"),
    ("ko", "선장은 “안개가 꼈다. 돌아간다.”라고 무전으로 전했다."),
    ("zh", "“雾来了。我们回去。”船长说。"),
]
APART = [
    ("en", "Plums, pears etc. Nothing else grows there."),
    ("en", "They left at 5 p.m. Nobody saw them."),
    ("en", "He said “Stop.” Then he left."),
    ("de", "Sie wurde 19. Dann zog sie fort."),
    ("pl", "Zbudowano go w 1910 r. Potem spłonął."),
    ("ru", "Он прожил сто лет. Потом он сгорел."),
    ("ja", "「はい。」「いいえ。」"),
    ("zh", "“好。”天黑了。"),
    ("ko", "“좋다.” 그는 떠났다."),
    ("hi", "नाव चली। पुल बंद है।"),
    ("en", "we went. it rained."),
    ("en", "It got slow. useEffect() was to blame."),
]


UNSTATED = [
    ["यह नाव प्रो. जोशी की है।", "रु. 90 दीजिए।"],
    ["ही होडी डॉ. साने यांची आहे.", "ती लहान आहे."],
    ["بنى د. كريم السفينة.", "هي كبيرة."],
    ["사공은 “비가 온다. 늦겠다.”라고 했다.", "배는 작다."],
    ["Паром стоил 7 млн. руб. и утонул.", "Его жаль."],
    ["Το έφτιαξε ο κ. Ρήγας.", "Είναι μικρό."],
]


def cut(text: str, language: str | None = None) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize(("language", "sentence"), WHOLE)
def test_a_sentence_goes_on_behind_an_abbreviation_or_a_quotation(
    language: str, sentence: str
) -> None:
    count = 1 if language == "th" else 2  # Thai ends its sentences with nothing but a space
    space = "" if language in {"ja", "zh"} else " "
    assert cut(space.join([sentence] * count), language) == [sentence] * count


@pytest.mark.parametrize(
    "sentence",
    [
        "วัดนี้สร้างเมื่อ พ.ศ. ๒๔๖๐ โดยชาวบ้าน",
        "รถออกเวลา ๖.๔๕ น. ทุกเช้า",
        "เขาอยู่ที่ ต.ปากน้ำ อ.เมือง",
        "ລາຄາ ໑໒.໕໐໐ ກີບ ຕໍ່ຄົນ",
        "तापमान ३९.५ डिग्री था",
        "წიგნი დაწერა პროფ. ლომიძემ ზაფხულში",
        "Το βιβλίο του κ. Παππά βρίσκεται εδώ",
    ],
)
def test_a_short_text_is_read_by_its_script(sentence: str) -> None:
    assert cut(sentence) == [sentence]


@pytest.mark.parametrize(("language", "text"), APART)
def test_a_sentence_ends_where_the_next_one_begins(language: str, text: str) -> None:
    assert len(cut(text, language)) == 2


@pytest.mark.parametrize("sentences", UNSTATED)
def test_the_script_tells_how_sentences_end_where_no_language_is_known(
    sentences: list[str],
) -> None:
    assert cut(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "steps",
    [
        ["1. Wash the pan.", "2. Dry it.", "3. Put it away."],
        ["a. Find the leak.", "b. Close the tap."],
        ["1) Warm the oven.", "2) Roll the dough."],
    ],
)
def test_a_number_stands_with_what_it_numbers(steps: list[str]) -> None:
    assert cut(" ".join(["It takes little.", *steps]), "en") == ["It takes little.", *steps]


@pytest.mark.parametrize(
    "sentence",
    [
        "Start it with ./build or ../tools/Build here.",
        "The archive holds pub/tar.NOTES and doc.README too.",
        "Copy .Xdefaults and *.Txt to ~/.Config first.",
        "Type . /etc/rc.local or . ~/.env there.",
    ],
)
def test_a_full_stop_within_a_name_ends_nothing(sentence: str) -> None:
    assert cut(f"{sentence} Then go on.", "en") == [sentence, "Then go on."]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("We went home.Then it rained.", "Then it rained."),
        ("They asked Clinton.That’s it.", "That’s it."),
        ("We can’t work with ISIS.Right?", "Right?"),
        ("They sold it.I bought it.", "I bought it."),
        ("It lies in /home. /usr holds the rest.", "/usr holds the rest."),
        ("他走了. 我们也走了.", "我们也走了."),
    ],
)
def test_a_full_stop_behind_a_word_ends_its_sentence(text: str, second: str) -> None:
    assert cut(text, "en")[1:] == [second]


def test_georgian_has_no_small_letters_to_go_on_in() -> None:
    sentences = ["1911 წელს აქ ნავი იდგა.", "ის ძველი იყო."]
    assert cut(" ".join(sentences), "ka") == sentences


def test_small_letters_do_not_go_on_for_ever() -> None:
    text = "It rained. " + " ".join(f"we saw boat number {n} pass." for n in range(200))
    assert max(map(len, cut(text, "en"))) < 500


def test_a_word_may_begin_with_a_capital() -> None:
    assert {"fig", "Fig"} <= abbreviations_of("en").numbered
    assert abbreviations_of("zz").names == abbreviations_of("").names


@given(st.text(min_size=1), st.text(min_size=1), st.sampled_from(["en", "ja", "de", "hi", "xx"]))
def test_any_two_pieces_go_on_or_do_not(left: str, right: str, language: str) -> None:
    goes_on(left + right, 0, len(left), len(left), language)
