"""The words for days, months and parts of a day: labels of a diary, which name nobody."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

_SEPARATORS = re.compile(r"[\s\d,.()#]+")
_UNSEEN = re.compile("[\u0307\u200b-\u200f]")
"""What one writes and another leaves out; the dot is of the Turkish i."""


def _words(text: str) -> frozenset[str]:
    return frozenset(_fold(text).split())


def _fold(text: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text).casefold())


_DAYS = _words(
    """
    monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag
    freitag samstag sonnabend sonntag montags dienstags mittwochs donnerstags freitags samstags
    sonntags lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves
    viernes sábado domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira lunedì
    martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag
    zaterdag zondag sondag vrydag saterdag понедельник вторник среда среду четверг пятница пятницу
    суббота субботу воскресенье понеділок вівторок середа середу четвер п'ятниця п’ятниця пʼятниця
    субота неділя панядзелак аўторак серада чацвер пятніца нядзеля poniedziałek wtorek środa środę
    czwartek piątek sobota sobotę niedziela niedzielę pondělí úterý středa středu čtvrtek pátek
    sobotu neděle neděli pondelok utorok streda štvrtok piatok nedeľa ponedeljek torek sreda
    četrtek petek nedelja ponedjeljak utorak srijeda četvrtak petak subota nedjelja ponedeljak
    понедељак уторак четвртак петак недеља понеделник сряда четвъртък петък събота неделя четврток
    петок сабота недела luni marți miercuri joi vineri sâmbătă duminică hétfő kedd szerda
    csütörtök péntek szombat vasárnap δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή
    pazartesi salı çarşamba perşembe cuma cumartesi pazar dushanba seshanba chorshanba payshanba
    juma shanba yakshanba дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі måndag tisdag
    onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag måndagen tisdagen onsdagen
    torsdagen fredagen lördagen söndagen maanantai tiistai keskiviikko torstai perjantai lauantai
    sunnuntai maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina
    esmaspäev teisipäev kolmapäev neljapäev reede laupäev pühapäev pirmdiena otrdiena trešdiena
    ceturtdiena piektdiena sestdiena svētdiena pirmadienis antradienis trečiadienis ketvirtadienis
    penktadienis šeštadienis sekmadienis dilluns dimarts dimecres dijous divendres dissabte
    diumenge mércores xoves venres astelehena asteartea asteazkena osteguna ostirala larunbata
    igandea mánudagur þriðjudagur miðvikudagur fimmtudagur föstudagur laugardagur sunnudagur الأحد
    الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت شنبه یکشنبه دوشنبه سه‌شنبه چهارشنبه
    پنجشنبه پنج‌شنبه جمعه اتوار پیر سوموار منگل بدھ جمعرات جمعہ ہفتہ ראשון שני שלישי רביעי חמישי
    שישי שבת रविवार इतवार सोमवार मंगलवार बुधवार गुरुवार बृहस्पतिवार शुक्रवार शनिवार मंगळवार রবিবার
    সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার ஞாயிறு திங்கள் செவ்வாய் புதன் வியாழன்
    வெள்ளி சனி ஞாயிற்றுக்கிழமை திங்கட்கிழமை செவ்வாய்க்கிழமை புதன்கிழமை வியாழக்கிழமை வெள்ளிக்கிழமை
    சனிக்கிழமை ఆదివారం సోమవారం మంగళవారం బుధవారం గురువారం శుక్రవారం శనివారం ಭಾನುವಾರ ಸೋಮವಾರ ಮಂಗಳವಾರ
    ಬುಧವಾರ ಗುರುವಾರ ಶುಕ್ರವಾರ ಶನಿವಾರ ഞായറാഴ്ച തിങ്കളാഴ്ച ചൊവ്വാഴ്ച ബുധനാഴ്ച വ്യാഴാഴ്ച വെള്ളിയാഴ്ച
    ശനിയാഴ്ച રવિવાર સોમવાર મંગળવાર બુધવાર ગુરુવાર શુક્રવાર શનિવાર ਐਤਵਾਰ ਸੋਮਵਾਰ ਮੰਗਲਵਾਰ ਬੁੱਧਵਾਰ
    ਵੀਰਵਾਰ ਸ਼ੁੱਕਰਵਾਰ ਸ਼ਨਿੱਚਰਵਾਰ วันอาทิตย์ วันจันทร์ วันอังคาร วันพุธ วันพฤหัสบดี วันศุกร์
    วันเสาร์ minggu senin selasa rabu kamis jumat jum'at sabtu ahad isnin khamis jumaat linggo
    miyerkules huwebes biyernes sabado jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili
    일요일 월요일 화요일 수요일 목요일 금요일 토요일 日曜日 月曜日 火曜日 水曜日 木曜日 金曜日
    土曜日 日曜 月曜 火曜 水曜 木曜 金曜 土曜 星期日 星期天 星期一 星期二 星期三 星期四 星期五
    星期六 周日 周一 周二 周三 周四 周五 周六 週日 週一 週二 週三 週四 週五 週六 礼拜天 礼拜一
    礼拜二 礼拜三 礼拜四 礼拜五 礼拜六 კვირა ორშაბათი სამშაბათი ოთხშაბათი ხუთშაბათი პარასკევი
    შაბათი կիրակի երկուշաբթի երեքշաբթի չորեքշաբթի հինգշաբթի ուրբաթ շաբաթ chủ-nhật thứ-hai thứ-ba
    thứ-tư thứ-năm thứ-sáu thứ-bảy bazar-ertəsi çərşənbə-axşamı cümə-axşamı e-hënë e-martë
    e-mërkurë e-enjte e-premte e-shtunë e-diel dé-luain dé-máirt dé-céadaoin déardaoin dé-haoine
    dé-sathairn dé-domhnaigh dydd-llun dydd-mawrth dydd-mercher dydd-iau dydd-gwener dydd-sadwrn
    dydd-sul bazar çərşənbə cümə şənbə luns
    """
)
_MONTHS = _words(
    """
    january february march april may june july august september october november december januar
    jänner februar feber märz mai juni juli oktober dezember janvier février mars avril juin
    juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio
    agosto septiembre setiembre octubre noviembre diciembre janeiro fevereiro março maio junho
    julho setembro outubro novembro dezembro gennaio febbraio aprile maggio giugno luglio
    settembre ottobre dicembre januari februari maart mei augustus januarie februarie desember
    январь января январе февраль февраля феврале март марта марте апрель апреля апреле май мая мае
    июнь июня июне июль июля июле август августа августе сентябрь сентября сентябре октябрь
    октября октябре ноябрь ноября ноябре декабрь декабря декабре січень січня лютий лютого
    березень березня квітень квітня травень травня червень червня липень липня серпень серпня
    вересень вересня жовтень жовтня листопад листопада грудень грудня студзень студзеня люты
    лютага сакавік сакавіка красавік красавіка чэрвень чэрвеня ліпень ліпеня жнівень жніўня
    верасень верасня кастрычнік кастрычніка лістапад лістапада снежань снежня styczeń stycznia
    luty lutego marzec marca kwiecień kwietnia maj czerwiec czerwca lipiec lipca sierpień sierpnia
    wrzesień września październik października listopad listopada grudzień grudnia leden ledna
    únor února březen března duben dubna květen května červen června červenec července srpen srpna
    září říjen října listopadu prosinec prosince január február marec apríl máj jún júl október
    januára februára apríla mája júna júla augusta septembra októbra novembra decembra junij julij
    avgust siječanj siječnja veljača veljače ožujak ožujka travanj travnja svibanj svibnja lipanj
    lipnja srpanj srpnja kolovoz kolovoza rujan rujna studeni studenoga prosinac prosinca јануар
    фебруар април мај јун јул септембар октобар новембар децембар януари февруари юни юли
    септември октомври ноември декември јануари јуни јули ianuarie martie aprilie iunie iulie
    septembrie octombrie noiembrie decembrie március április május június július augusztus
    szeptember ιανουάριος ιανουαρίου φεβρουάριος φεβρουαρίου μάρτιος μαρτίου απρίλιος απριλίου
    μάιος μαΐου ιούνιος ιουνίου ιούλιος ιουλίου αύγουστος αυγούστου σεπτέμβριος σεπτεμβρίου
    οκτώβριος οκτωβρίου νοέμβριος νοεμβρίου δεκέμβριος δεκεμβρίου ocak şubat mart nisan mayıs
    haziran temmuz ağustos eylül ekim kasım aralık yanvar fevral aprel iyun iyul avqust sentyabr
    oktyabr noyabr dekabr sentabr oktabr қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз
    қыркүйек қазан қараша желтоқсан augusti marts tammikuu helmikuu maaliskuu huhtikuu toukokuu
    kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu jaanuar veebruar märts aprill juuni
    juuli oktoober detsember janvāris februāris aprīlis maijs jūnijs jūlijs augusts septembris
    oktobris novembris decembris sausis vasaris kovas balandis gegužė birželis liepa rugpjūtis
    rugsėjis spalis lapkritis gruodis sausio vasario kovo balandžio gegužės birželio liepos
    rugpjūčio rugsėjo spalio lapkričio gruodžio gener febrer març maig juny juliol agost setembre
    xaneiro febreiro xuño xullo urtarrila otsaila martxoa apirila maiatza ekaina uztaila abuztua
    iraila urria azaroa abendua janúar febrúar maí júní júlí ágúst nóvember يناير فبراير مارس
    أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر ژانویه ژانویهٔ فوریه فوریهٔ
    آوریل مه مهٔ ژوئن ژوئیه ژوئیهٔ اوت سپتامبر اکتبر نوامبر دسامبر فروردین اردیبهشت خرداد تیر
    مرداد شهریور مهر آبان آذر دی بهمن اسفند جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر
    اکتوبر نومبر دسمبر ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
    जनवरी फ़रवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर जानेवारी
    फेब्रुवारी एप्रिल मे जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर জানুয়ারি জানুয়ারী
    ফেব্রুয়ারি ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর
    ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர் జనవరి
    ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జులై ఆగస్టు సెప్టెంబర్ అక్టోబర్ నవంబర్ డిసెంబర్ ಜನವರಿ ಫೆಬ್ರವರಿ
    ಮಾರ್ಚ್ ಏಪ್ರಿಲ್ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗಸ್ಟ್ ಸೆಪ್ಟೆಂಬರ್ ಅಕ್ಟೋಬರ್ ನವೆಂಬರ್ ಡಿಸೆಂಬರ್ ജനുവരി ഫെബ്രുവരി
    മാർച്ച് ഏപ്രിൽ മേയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ് സെപ്റ്റംബർ ഒക്ടോബർ നവംബർ ഡിസംബർ જાન્યુઆરી ફેબ્રુઆરી
    માર્ચ એપ્રિલ મે જૂન જુલાઈ ઑગસ્ટ સપ્ટેમ્બર ઑક્ટોબર નવેમ્બર ડિસેમ્બર ਜਨਵਰੀ ਫ਼ਰਵਰੀ ਮਾਰਚ ਅਪ੍ਰੈਲ ਮਈ
    ਜੂਨ ਜੁਲਾਈ ਅਗਸਤ ਸਤੰਬਰ ਅਕਤੂਬਰ ਨਵੰਬਰ ਦਸੰਬਰ มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน
    กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม maret agustus julai ogos disember pebrero
    marso hunyo hulyo setyembre oktubre nobyembre disyembre machi aprili agosti septemba oktoba
    novemba desemba 一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月 იანვარი
    თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი
    հունվար փետրվար մարտ ապրիլ մայիս հունիս հուլիս օգոստոս սեպտեմբեր հոկտեմբեր նոյեմբեր դեկտեմբեր
    spring summer autumn winter frühling frühjahr sommer herbst printemps été automne hiver
    primavera verano otoño invierno verão outono inverno estate autunno весна лето осень зима
    весной летом осенью зимой desembre decembro janar shkurt prill qershor korrik gusht shtator
    tetor nëntor dhjetor septembar oktobar novembar decembar tháng 月 월
    """
)
"""With the seasons, which stand among them."""
_PARTS = _words(
    """
    morning forenoon midday noon afternoon evening night midnight tonight dawn dusk sunrise sunset
    breakfast lunch dinner today yesterday tomorrow mornings afternoons evenings nights day days
    week weeks weekend weekends morgen morgens früh vormittag vormittags mittag mittags nachmittag
    nachmittags abend abends nacht nachts mitternacht heute gestern tag woche wochenende matin
    matinée midi après-midi soir soirée nuit minuit aujourd'hui aujourd’hui hier demain jour
    semaine mañana mediodía tarde noche medianoche madrugada hoy ayer día semana manhã meio-dia
    noite meia-noite hoje ontem amanhã mattina mattino mezzogiorno pomeriggio sera notte
    mezzanotte oggi ieri domani giorno settimana ochtend voormiddag middag namiddag avond
    middernacht vandaag gisteren dag утро утром полдень день днём днем вечер вечером ночь ночью
    полночь сегодня вчера завтра неделя ранок вранці зранку вечір ввечері увечері ніч вночі уночі
    сьогодні вчора тиждень раніца вечар ноч rano ranek poranek południe popołudnie wieczór
    wieczorem noc nocą północ dziś dzisiaj wczoraj dzień tydzień ráno dopoledne poledne odpoledne
    večer půlnoc dnes včera týden dopoludnia poludnie popoludní polnoc deň týždeň zjutraj jutro
    dopoldne popoldne zvečer noč ujutro jutros podne popodne navečer večeras noć ponoć tjedan
    јутро ујутро подне увече вече ноћ поноћ дан недеља сутрин сутринта обяд следобед вечерта нощ
    ден dimineața dimineață amiază după-amiaza după-amiază seara seară noaptea noapte azi ziua
    délelőtt dél délután éjjel éjszaka éjfél hajnal tegnap hét πρωί μεσημέρι απόγευμα βράδυ νύχτα
    μεσάνυχτα σήμερα χθες ημέρα μέρα sabah öğle öğlen ikindi akşam gece bugün dün gün hafta səhər
    axşam gecə ertalab kechqurun таңертең кеш morgon morgonen förmiddag eftermiddag kväll kvällen
    natt natten midnatt idag igår vecka morgenen formiddag formiddagen eftermiddagen aften aftenen
    ettermiddag kveld kvelden uge uke aamu aamulla aamupäivä iltapäivä ilta illalla yö yöllä
    tänään eilen päivä viikko hommik hommikul lõuna õhtu õhtul öö päev rīts vakars nakts diena
    rytas vakaras naktis matí migdia vespre nit avui goiza eguerdia arratsaldea gaua morgunn kvöld
    nótt صباح صباحا صباحًا الصباح الظهر ظهرا ظهرًا العصر المغرب مساء مساءً المساء ليلا ليلاً الليل
    الفجر فجرا فجرًا اليوم أمس صبح ظهر عصر شب بامداد امروز دیروز روز دوپہر شام رات آج کل دن בוקר
    בבוקר צהריים בצהריים ערב בערב לילה בלילה היום אתמול יום सुबह सवेरे दोपहर शाम रात आज कल दिन
    सकाळ दुपार संध्याकाळ रात्र দিন সকাল দুপুর বিকাল বিকেল সন্ধ্যা রাত আজ காலை மதியம் மாலை இரவு
    நாள் ఉదయం మధ్యాహ్నం సాయంత్రం రాత్రి ಬೆಳಿಗ್ಗೆ ಮಧ್ಯಾಹ್ನ ಸಂಜೆ ರಾತ್ರಿ രാവിലെ ഉച്ച വൈകുന്നേരം
    രാത്രി સવાર બપોર સાંજ રાત્રિ ਸਵੇਰੇ ਦੁਪਹਿਰ ਦੁਪਹਿਰੇ ਸ਼ਾਮ ਰਾਤ เช้า ตอนเช้า เที่ยง บ่าย ตอนบ่าย
    เย็น ตอนเย็น ค่ำ กลางคืน วันนี้ sáng trưa chiều tối đêm ngày tuần pagi siang sore petang malam
    asubuhi mchana jioni usiku umaga tanghali hapon 아침 오전 정오 점심 오후 저녁 밤 자정 새벽
    오늘 어제 朝 午前 正午 昼 午後 夕方 夕 晩 夜 深夜 今日 昨日 早上 早晨 清晨 上午 中午 下午 傍晚
    晚上 夜晚 夜里 夜裡 凌晨 午夜 半夜 今天 昨天 დილა დილით შუადღე საღამო საღამოს ღამე առավոտ
    կեսօր երեկո գիշեր po-południu v-noci buổi-sáng buổi-chiều buổi-tối بعد-الظهر بعد-از-ظهر
    אחר-הצהריים
    """
)
"""With the words for a day and a week, which are counted: "Day 3"."""
_JOINERS = _words(
    """
    the on in at of next last this that early late every first second third one two three four
    five six seven der die das am im um an jeden le la les du de ce au à el los las por al en o os
    na no pela il lo di del op het 's в во на у w we v ve på tháng ngày يوم في יום के को की का 的
    の
    """
)
_KINDS = (_DAYS, _MONTHS, _PARTS)
_ALL = _DAYS | _MONTHS | _PARTS
_MAX_WORD = 40
_LINKS = ("", "s", "-")
"""What stands between the two halves of "Montagabend", "måndagskväll" and "lundi-soir"."""


def find_times(labels: Iterable[str]) -> frozenset[str]:
    """Those of `labels` that are days, months, seasons or parts of a day in one of the languages
    that are most written: "Monday", "Day 3", "Am Abend". People are called by such words, too, as
    April is: at least half of `labels` are, and two of one kind, or none is one."""
    names = list(labels)
    kinds = {label: kind for label in names if (kind := _find_kind(label)) is not None}
    counts = Counter(kinds.values())
    times = frozenset(label for label, kind in kinds.items() if counts[kind] > 1)
    return times if 2 * len(times) >= len(names) else frozenset()


@lru_cache(maxsize=4096)  # labels come back
def _find_kind(label: str) -> int | None:
    """The number of the kind that the first of the words of `label` has that has one; None if not
    all of them are of times."""
    words = _SEPARATORS.sub(" ", _fold(label)).split()
    if (whole := _kind_of_word("-".join(words))) is not None:
        return whole
    kinds = [_kind_of_word(word) for word in words if word not in _JOINERS]
    return next(iter(kinds)) if kinds and None not in kinds else None


def _kind_of_word(word: str) -> int | None:
    if word not in _ALL:
        ends = range(1, len(word)) if len(word) <= _MAX_WORD else ()
        word = next((word[:end] for end in ends if _is_joined(word[:end], word[end:])), "")
    return next((number for number, kind in enumerate(_KINDS) if word in kind), None)


def _is_joined(one: str, rest: str) -> bool:
    return one in _ALL and any(
        rest.startswith(link) and rest[len(link) :] in _ALL for link in _LINKS
    )
