"""What looks like the end of a sentence and is none, language by language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.structure.sentences.abbreviations import abbreviations_of
from corpus.structure.sentences.sentence_joins import goes_on
from corpus.structure.sentences.sentences import split_sentences

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
SHORTENED = [
    ("no", "Skuta går kl. 7 fra brygga, bl.a. Fredag og lørdag, jf. § 3."),
    ("nn", "Ho skreiv bl.a. Songar og f.eks. Eventyr."),
    ("da", "Det var kong Chr. IX. der lagde stenen, jf. § 8."),
    ("sv", "Boken är ev. Ullas, jfr s. 9 och mom. 4."),
    ("fi", "Sen löysi tri. Mäkelä klo. 9 aamulla, vrt. Liite ja art. 6."),
    ("is", "Báturinn fer kl. 9 með frk. Helgu, sjá bls. 44."),
    ("fr", "Elle lit J.-M. Brac et C.-F. Noël au bd. Carnot, apt. 9 du gén. Roux."),
    ("es", "El Cnel. Rivas vive en la Pza. Mayor, apto. 9, cerca de S. Telmo."),
    ("it", "Il card. Bosi va a S. Lucia, in v.le Manzoni, int. 9 del palazzo."),
    ("pt", "O Cel. Prado mora perto de S. Brás, apto. 9 do bloco."),
    ("gl", "A Sra. Otero vive na Av. Nova, núm. 9, véxase a páx. 3 do plano."),
    ("ca", "La botiga és a la Pça. Nova, prop de S. Pere, fig. 3 del plànol."),
    ("ro", "D-na. Lungu din jud. Argeș plătește aprox. 40 lei la et. 2 pe lună."),
    ("nl", "De molen van ds. Mulder staat er o.l.v. Karel, zie bijl. 4 daarover."),
    ("af", "Mnr. Venter betaal ong. 90 rand, sien bl. 7 van mev. Brink se boek."),
    ("de", "Die Uhr stammt vom ehem. Bahnhof der öff. Hand, siehe Anm. 4 dazu."),
    ("pl", "Park św. Reja otworzył p. Zięba, zob. Aneks, tab. 3 i pw. Anny obok."),
    ("cs", "Dílnu vede p. Beran, např. Karel a kpt. Holub, viz pozn. 3 dole."),
    ("sk", "Dielňu vedie p. Beran a kpt. Holub, viď pozn. 3 dole."),
    ("hu", "A hidat XII. Kelemen és Kr. e. 90 óta VI. Pál őrzi, u. 9 alatt."),
    ("hr", "Brod je gradila gosp. Marić i doc. Babić, max. 9 ljudi, vidi toč. 3 plana."),
    ("sl", "Ladja je stala pribl. 90 evrov, npr. Ana in sv. Jurij, gl. str. 7 knjige."),
    ("et", "Laev maksis u. 90 eurot, nt. Mari ja pr. Lepp, vt. lk. 7 raamatus."),
    ("lv", "Laiva maksāja apm. 90 eiro, piem. Anna 1911. g. jūlijā, plkst. 9 vakarā."),
    ("lt", "Laivas stovi prie Šv. Onos, pvz. Jonas gyvena Uosto g. 9 name."),
    ("sq", "Anija është e z. Gjoka, p.sh. Drita e pa, shih fig. 4 këtu."),
    ("cy", "Y Parch. Pugh oedd yno, gw. t. 40 isod."),
    ("ga", "Bhí an tUas. Breen ann, m.sh. Máire, lch. 40 thíos."),
    ("eu", "Itsasontzia jn. Etxarte da, adib. Ane, art. 4 irakurri."),
    ("ru", "Склад в корп. 8, оф. 31 на наб. Речной принадлежит тов. Зуеву."),
    ("uk", "Склад у корп. 8, кв. 31 на бульв. Річному належить доц. Зую."),
    ("be", "Склад на вул. Рачной, кв. 31 належыць праф. Зую, напр. Алесь там."),
    ("bg", "Складът е в кв. Изток, ет. 8 на арх. Зидаров."),
    ("mk", "Складот е кај Св. Наум, стр. 8 од проф. Зидаров."),
    ("sr", "Склад води инж. Зидар, тач. 8 и доц. Павић."),
    ("kk", "Кеме туралы проф. Сәрсен жазды, көш. 9 ішінде."),
    ("az", "Gəmini dos. Quliyev gördü, küç. 9 evində."),
    ("uz", "Kemani dots. Yusupov ko'rdi, xon. 9 ichida."),
    ("id", "Kapal PT. Samudra dibeli Jend. Wibowo tgl. 9 Mei seharga Rp. 900 lebih."),
    ("ms", "Kapal itu berharga RM. 900 di Kg. Melayu, cth. Perahu."),
    ("tl", "Ang bangka ni Engr. Luna ay P. 900 lamang."),
    ("sw", "Mashua ya Bw. Otieno ni Sh. 900 tu."),
    ("vi", "Con tàu ở Tx. Hồng Lĩnh do PTS. Lê giữ."),
    ("ar", "ركب القارب د. سمير ود. ليلى وم. رامي أمس."),
    ("ta", "படகின் விலை ரூ. 900 மட்டும்."),
    ("te", "పడవ ధర రూ. 900 మాత్రమే."),
    ("kn", "ದೋಣಿಯ ಬೆಲೆ ರೂ. 900 ಮಾತ್ರ."),
    ("ml", "വള്ളത്തിന്റെ വില രൂ. 900 മാത്രം."),
    ("gu", "હોડીની કિંમત રૂ. 900 છે."),
    ("si", "ඔරුවේ මිල රු. 900 යි."),
    ("ka", "ნავი იხილა დოც. ლომიძემ 1911 წ. ზაფხულში, იხ. გვ. 9 წიგნში."),
    ("am", "ጀልባው የ አቶ. አበራ ነው።"),
    ("en", "Amb. Cole read Matt. 5:3 in apt. 9 for Rs. 40 a day."),
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
    ("fr", "Le port date de 90 av. J.-C. Rome le prit."),
    ("ka", "ნავი აქ იდგა. ის ძველი იყო."),
    ("lt", "Mokame iki 9 val. Paskui einame."),
    ("no", "Her bor to tusen osv. Så kom regnet."),
    ("hu", "Letöltöttük a CLI. Aztán elindult."),
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


@pytest.mark.parametrize(("language", "sentence"), [*WHOLE, *SHORTENED])
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


def test_relatives_share_their_abbreviations() -> None:
    assert abbreviations_of("no") == abbreviations_of("nn") == abbreviations_of("nb")


@given(st.text(min_size=1), st.text(min_size=1), st.sampled_from(["en", "ja", "de", "hi", "xx"]))
def test_any_two_pieces_go_on_or_do_not(left: str, right: str, language: str) -> None:
    goes_on(left + right, 0, len(left), len(left), language)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The mill burnt on 7. March 1904.", ["The mill burnt on 7. March 1904."]),
        ("It is shut from 12. May to 4. June.", ["It is shut from 12. May to 4. June."]),
        ("See *31. October 1921* for it.", ["See *31. October 1921* for it."]),
        ("They counted 14. May was warm.", ["They counted 14.", "May was warm."]),
        ("It went on to page 40. June 1921 was cold.",
         ["It went on to page 40.", "June 1921 was cold."]),
    ],
)  # fmt: skip
def test_a_day_with_a_full_stop_stands_before_its_english_month(
    text: str, sentences: list[str]
) -> None:
    assert [text[start:end] for start, end in split_sentences(text, "en")] == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["It goes around the !@#$%^&*() lock of the pier (if there is one).", "Try it."],
        ["The ?#@*&%! boat is gone."],
        ["Look!", "@nora is here."],
        ["So!", "#1 is here."],
        ["It is done!**", "Now we go."],
    ],
)
def test_signs_in_a_row_that_stand_for_a_word_end_no_sentence(sentences: list[str]) -> None:
    text = " ".join(sentences) if sentences[0][-1] != "!" else "".join(sentences)
    assert [text[start:end] for start, end in split_sentences(text, "en")] == sentences
