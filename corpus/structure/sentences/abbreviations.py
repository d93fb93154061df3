"""Abbreviations after whose full stop a sentence goes on, by language."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

_NAMES = {
    "": (
        "Dr Prof Mr Mrs Ms St vs cf Hon Rev Lt Col Gen Capt Sgt Cmdr Maj Messrs Mme Mlle Mgr Sr Sra"
    ),
    "en": (
        "approx Gov Sen Rec Rep Pres Supt Det Fr Mt Ft Ald Insp viz e.g i.e incl excl esp resp "
        "Amb Apt Rm Pvt Cpl Adm"
    ),
    "fr": (
        "M MM Me Mmes Mlles Pr Vve Cie env av ap c.-à-d p.ex Ets Sté Bd Cdt cdt gén sgt bd "
        "boul bât apt pl Ste Sts Pl"
    ),
    "es": (
        "Sres Sras Srta Dª Dña Dra Dres Ud Uds Vd Vds Ing Lic Arq Cía Gral Pdte Avda Av Dto aprox "
        "EE Excmo Excma Ilmo Ilma Rte Fdo Hnos Sto Sta Mons Cnel Cap Tte Cte Sgto Pza Ntra Ntro "
        "Rvdo Univ Depto S"
    ),
    "ca": (
        "Sres Srs Srta Dra Drs Sta Sto Mn Excm Excma Il·lm Av Avda Pl Ptge Ctra p.ex aprox S St "
        "Sant Pça Prof"
    ),
    "pt": (
        "Srs Srta Dª Dra Drs Dras Exmo Exma Cia Eng Arq R Av Pça Pe Profª Profa V aprox p.ex Ilmo "
        "Ilma Sto Sta S Cel Gal Maj Cap Ten Mons Trav Lgo Estr Rod Tv"
    ),
    "it": (
        "sig sigg dott dott.ssa avv ing arch geom prof.ssa rag on egr gent.mo p.es ca cfr mons "
        "Spett fam S SS p.za v.le c.so card gen col cap sen ten"
    ),
    "de": (
        "Hr Hrn Fr Frl Dipl Ing Dipl.-Ing Mag med phil z.B d.h u.a bzw ca evtl ggf inkl exkl vgl "
        "i.d.R sog z.T u.U v.a insb abzgl zzgl Str gest geb Fa Inh Gebr Fam Pfr Tel USt-IdNr hl "
        "gem ehem einschl ausschl evang kath dt engl franz ital lat griech amerik allg gegr "
        "durchschn öff städt staatl Hrsg Übers Verf Bez"
    ),
    "nl": (
        "dhr mevr mw drs ir ing bijv bv d.w.z o.a m.n ca incl excl t.a.v resp fa fam gebr t.n.v "
        "ds hr gen kol kapt evt zgn m.b.t o.l.v n.a.v i.p.v t.g.v m.u.v m.i.v o.b.v d.m.v i.v.m "
        "t.o.v jhr"
    ),
    "sv": (
        "bl.a t.ex dvs ca kl fr.o.m t.o.m inkl exkl resp s.k hr fru jfr ev fd f.d d.v.s doc ang "
        "tf S:t S:ta past"
    ),
    "da": (
        "bl.a f.eks dvs ca kl inkl ekskl hr fru nr mht prof jf pr Chr fhv vedr evt sml ang div "
        "pga m.h.t"
    ),
    "nb": (
        "bl.a f.eks dvs ca kl inkl ekskl hr fru Chr jf evt ev ifm iht ihht vedr mht pga fhv tidl "
        "sml nr m.a.o kgl"
    ),
    "fi": "esim mm ks ns hra rva tri toht dos ins arkkip kenr evl ent nyk vrt ts ym",
    "pl": (
        "np tj m.in ul al pl os św ks bp mgr inż dr hab gen płk mjr por kpt tzn tzw śp prof p "
        "pp wg fot zob pw pt najśw bł abp kard pow woj dyr red adw mec ppłk sierż ref"
    ),
    "cs": (
        "např tj tzv sv ul nám Ing Mgr Bc MUDr JUDr PhDr RNDr cca zn gen doc prof resp fa p pí "
        "arch kpt mjr plk pplk npor MVDr ThDr PaedDr zejm mj popř event odd vs sl"
    ),
    "sk": (
        "napr tj tzv sv ul nám Ing Mgr Bc MUDr JUDr PhDr cca doc resp p pí arch kpt mjr plk gen "
        "pplk MVDr ThDr PaedDr najmä zn"
    ),
    "hr": "npr tj tzv sv ul g gđa mr prof cca dipl ing sc akad fra vlč mons doc gosp gđica",
    "sr": (
        "нпр тј тзв св ул г гђа др проф npr tj tzv sv ul гђица акад мр инж доц mr akad ing dr doc "
        "g gđa gđica prof"
    ),
    "bg": (
        "напр т.е т.нар св ул бул гр г-н г-жа д-р проф ген инж доц ок кв ж.к р-н арх полк с акад пл"
    ),
    "ru": (
        "напр т.е т.н св ул пл пр просп пер г гр гр-н им проф акад доц ген ок д кв стр рис см ср "
        "пос дер о корп оф каб бульв наб ш мкр обл р-н г-жа тов свт прп митр архиеп еп"
    ),
    "uk": (
        "напр т.зв св вул пл просп пров м ім проф акад доц ген бл буд див ст пан о с бульв наб "
        "смт р-н обл інж кв корп оф каб пані г-н"
    ),
    "ro": (
        "dl dna dlui dra dna Dl Dna Sf sf str ex cca ing prof av acad bd d-na d-l d-lui d-nul "
        "dlor jud com mun șos bl sc conf lect asist col gen lt cpt pr î î.Hr d.Hr"
    ),
    "hu": (
        "pl ún kb ill ifj id özv Szt dr br gr Kr Kr.e Kr.u i.e i.sz ált vö tkp ezr alez Bp St főisk"
    ),
    "tr": (
        "Sn Av Doç Yrd Öğr Gör Uzm Alb Yzb Op Müh Mah Cad Sok Bul Örn örn Hz bkz yak Çev Haz Org "
        "Gen Ecz Vet Apt Prof Dr"
    ),
    "vi": "TS ThS PGS GS BS CKI CKII KS LS CN TP Tp Q P Ths Ts Bs Gs ĐT Ông Bà TX NXB Tx TT PTS",
    "id": (
        "Bpk Ibu Jl Jln Tn Ny Nn Sdr Drs Ir H Hj K.H mis dsb spt Prop Kab Kec PT CV UD Jend "
        "Letjen Mayjen Brigjen Kol Kombes Pdt Kel Gg a.l a.n u.p d.a"
    ),
    "ms": "Jln En Pn Cik Hj Dato Tn spt Hjh Tg Kg Sg Bkt Kol Mej cth",
    "tl": "G Gng Bb Kgg Dr Brgy Sta Sto Engr Atty",
    "sw": "Bw Bi Mhe Dkt Prof k.m k.v Mt",
    "el": "κ κκ κα κος π.χ δηλ λ.χ αρ σελ καθ οδ Αγ λεωφ περ βλ Δρ Καθ Επ",
    "hi": "डॉ डा श्री प्रो पं स्व कु इं सं नं कि मो सर",
    "mr": "डॉ डा श्री सौ प्रा पं कै कु इं नं ना अॅड पु स्व",
    "ne": "डा डॉ श्री प्रा पं नं ई",
    "bn": "ডা ড মো মোঃ প্রফ অধ্যা শ্রী মি নং",
    "pa": "ਡਾ ਸ ਸ੍ਰੀ ਪ੍ਰੋ",
    "gu": "ડૉ ડો શ્રી પ્રો સ્વ નં",
    "ta": "டாக் திரு திருமதி பேரா செல்வி எண் கி மு க எம் எஸ்",
    "te": "డా డాక్టర్ శ్రీ శ్రీమతి ప్రొ నం",
    "kn": "ಡಾ ಶ್ರೀ ಶ್ರೀಮತಿ ಪ್ರೊ ನಂ",
    "ml": "ഡോ ശ്രീ ശ്രീമതി പ്രൊഫ നം",
    "ar": "د أ م ص ج ت ط ق هـ",
    "fa": "د م ص ج ر.ک ه.ش ه.ق",
    "th": "ดร นพ พญ ศ รศ ผศ พล.อ พล.ต ส.ส พ.ศ ค.ศ จ อ ต น พ.ต.อ ถ ซ ม",
    "ka": "ე.ი ბ-ნი ქ-ნი აკად პროფ ქ იხ დოც მაგ ე.წ გვ",
    "hy": "պրոֆ օր դ-ր տ",
    "am": "ዶ አቶ ወ ፕሮፌ",
    "be": "напр праф проф акад доц ген св вул пл пр г бул",
    "mk": "св ул бул гр проф инж акад ген д-р г-ѓа г-дин т.н т.е",
    "sl": "npr t.i oz ga gdč g mag prof doc inž sv ul dipl univ gl ing gen dr",
    "et": "nt hr pr prl dots prof vt dr s.t s.h k.a n.ö",
    "lv": "piem skat doc asoc prof dr kgs kdze t.s t.i t.sk sv",
    "lt": "šv pvz žr plg doc dr prof inž kun vysk arkiv gen plk mjr kpt gerb t.y",
    "is": "t.d þ.e frk hr sr próf dr m.a sbr",
    "gl": "Sres Sras Srta D Dna Dra Dres Av Avda Arq Enx Sto Sta S",
    "eu": "jn adib dr",
    "sq": "p.sh z znj dr prof dmth",
    "cy": "Parch gw e.e h.y",
    "ga": "Uas tUas m.sh",
    "af": "mnr mev mej dr prof ds adv d.w.s bv o.a n.a m.a.w genl kol kapt ingl",
    "az": "dos prof akad məs küç pr r-n ş dr",
    "kk": "проф акад доц мыс көш",
    "uz": "dots prof akad ko'ch koʻch ko‘ch mas",
}
"""Words in front of a name, or of whatever it is that they shorten; "" are those of all."""

_NUMBERED = {
    "": "No Nos vol vols fig figs sec sect ch chap pp p par para art ed eq tab app cl col fol Rs",
    "en": (
        "pt ca c ver rev Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec approx apt rm bldg tbl "
        "Mon Tue Tues Wed Thu Thur Thurs Fri "
        "cl Cor Matt Thess Exod Lev Deut Josh Chron Neh Prov Eccl Isa Jer Ezek Zech Heb Eph Gal "
        "Rom"
    ),
    "fr": (
        "n° no t chap p pp art al vers éd tél fax réf janv févr avr juil sept oct nov déc apt bât "
        "fig figs pl env"
    ),
    "es": (
        "núm n° nº pág págs art cap vol aprox tel tfno fax ref exp ene feb abr jun jul ago sep "
        "sept oct nov dic fig figs ed dpto depto apto apdo t"
    ),
    "ca": "núm n° nº pàg pàgs art cap vol aprox tel fig figs ed",
    "pt": (
        "n° nº núm pág págs art cap vol fls tel fax ref jan fev abr jun jul ago set out nov dez "
        "séc sécs apto apt ap fig figs inc arts"
    ),
    "it": (
        "n° pag pagg art artt cap vol tel nn fax rif gen feb apr mag giu lug ago sett ott nov dic "
        "sec D.lgs d.lgs D.Lgs D.P.R d.P.R D.L d.l D.M d.m D.P.C.M int fig figg co lett ed p pp "
        "sez all"
    ),
    "de": (
        "Nrn S Abs Art Bd Bde Kap Abb Tab Ziff Rn Tel Nr IdNr USt-IdNr USt-ID-Nr Steuer-Nr St.-Nr "
        "Kd.-Nr Art.-Nr Best.-Nr Fax Mob Pos Jan Feb Aug Sept Okt Nov Dez Zi Anm Anl Jg Bl Tz "
        "Fußn Z"
    ),
    "nl": (
        "nr blz p art hfst afb lid tel fax ref jan feb mrt apr aug sept okt nov dec bijl fig tab "
        "par pag pg"
    ),
    "sv": "nr s kap fig st tel sid mom art tab jfr ca",
    "da": "nr s kap fig stk tlf pkt art afs bd jf",
    "nb": "nr s kap fig tlf jf pkt art avsn bd kl ca kr",
    "fi": "n s luku kuva nro puh klo v vrt ks art mom tel",
    "pl": "nr ok s str art ust pkt poz rozdz rys tel godz zob por faks tab ryc fot t cz lok m kl",
    "cs": "č čís s str čl odst kap obr tab tel fax vyhl zák vyd roč písm pozn p",
    "sk": "č s str čl ods kap obr tab tel vyhl zák vyd roč písm pozn p",
    "hr": "br str čl st pogl sl tel toč god maks max min ca cca tab r",
    "sr": "бр стр чл гл сл тел br str čl тач год таб tač god maks",
    "bg": "№ стр чл ал т гл фиг тел ет ап вх бл с",
    "ru": "№ стр с ст п пп гл рис табл разд т тел ч корп оф каб кв д эт под кн вып прил прим пом",
    "uk": "№ стор с ст п гл рис табл т тел ч кв корп оф каб під пов буд вип прим дод мал",
    "ro": (
        "nr pag art alin cap fig vol tel aprox et ap bl sc ian febr mart apr iun iul aug sept oct "
        "nov dec sec lit pct cca"
    ),
    "hu": (
        "sz o old fej tel u em krt vö kb hrsz évf jan febr márc ápr máj jún júl aug szept okt nov "
        "dec"
    ),
    "tr": "s sf md böl şek cilt No tel M.Ö M.S İ.Ö İ.S Nu",
    "vi": "tr số ĐT",
    "id": "hlm hal ps no ay bab tel Rp tgl gbr tab pkl telp",
    "el": "αρ σελ άρθρ παρ κεφ εικ τηλ",
    "hi": "पृ सं क्र अनु नं ई रु",
    "ar": "ص م ج ت ف رقم ط",
    "be": "стар с д кв корп гл рыс мал т ч арт п нум тэл",
    "mk": "стр бр чл сл ст тел гл",
    "sl": "pribl str sl gl čl št tel tč pogl odst ok tab",
    "et": "lk joon ca u ptk nr tel tab vt art lg",
    "lv": "apm plkst dz skat nr tel att kab nod sk ap",
    "lt": "žr pr g nr tel kab str pav sk b",
    "is": "kl bls ca nr u.þ.b gr tbl s sbr u.þ",
    "gl": "páx páxs núm n° nº art cap vol fig tel aprox",
    "eu": "art tel zk irud",
    "sq": "f fig nr tel rr kap",
    "cy": "t tt gw",
    "ga": "lch uimh",
    "af": "bl ong afb nr tel art hfst par",
    "az": "küç mən səh şək",
    "kk": "көш пәт б бет",
    "uz": "ko'ch koʻch ko‘ch xon b",
    "sw": "Sh Tsh Ksh uk",
    "tl": "P Php blg",
    "ms": "RM hlm no tel",
    "ne": "रु",
    "ta": "ரூ",
    "te": "రూ",
    "kn": "ರೂ",
    "ml": "രൂ",
    "gu": "રૂ રુ",
    "pa": "ਰੁ ਰੂ",
    "si": "රු",
    "ka": "გვ იხ ტ მუხ თავ",
}
"""Words in front of a number."""

_MEASURES = {
    "": "a.m p.m etc",
    "de": "usw etc u.dgl Mio Mrd Tsd",
    "fr": "av apr hab env",
    "es": "mill EE.UU pts",
    "pl": "tys mln mld r w zł itd itp n.e p.n.e",
    "cs": "tis mil mld hod r st atd apod aj atp",
    "sk": "tis mil mld hod r st atď",
    "hr": "tis mil god st itd",
    "sr": "хиљ мил год итд",
    "bg": "хил млн млрд лв г в вв",
    "ru": "тыс млн млрд трлн руб коп г гг в вв н.э ч мин чел экз и.о т.д т.п др пр",
    "uk": "тис млн млрд грн коп р рр ст хв год т.д т.п ін",
    "nl": "mln mld enz",
    "sv": "milj kr osv m.fl m.m",
    "da": "mio mia kr osv m.fl m.m mv",
    "nb": "mill mrd kr osv m.fl m.m mv",
    "ro": "mil mld ș.a etc",
    "hu": "stb",
    "tr": "vb vs vd",
    "id": "dll dsb dst",
    "el": "χιλ εκ δισ κ.λπ κ.ά",
    "it": "ecc mld mln",
    "fi": "milj mrd jne yms tms",
    "be": "тыс млн млрд руб кап г гг ст",
    "mk": "мил млрд год в",
    "sl": "mio mrd itd ipd",
    "et": "milj mld jne jms",
    "lv": "milj mljrd g lpp u.c",
    "lt": "mln mlrd tūkst val m d mėn kt",
    "is": "millj þús kr o.s.frv",
    "sq": "mil etj",
    "af": "mil ens",
    "kk": "ж жж ғ млн млрд т.б мың",
    "ka": "წ ათ მლნ მლრდ",
}
"""Words after which a sentence may end, but goes on in front of a small letter or a number."""

_ORDINAL_LEADS = {
    "de": "der die das den dem des am im vom zum zur bis ab seit ins beim und",
    "da": "den det de d",
    "nb": "den det de",
    "hu": "a az",
    "et": "ja",
}
"""Words in front of an ordinal number, in languages that write "3rd" as "3." and go on with a
capital."""

_RELATIVES = {
    "nb": "no nn",
    "hr": "bs sh",
    "ca": "oc",
    "es": "ast an",
    "de": "lb als bar nds",
    "nl": "fy li",
    "is": "fo",
    "fr": "wa",
    "it": "fur sc",
    "tl": "fil",
    "id": "jv su",
    "bn": "as",
    "hi": "bho mai sa",
    "kk": "ky tt",
}
"""Languages whose abbreviations are, most of them, those of another one, under which they are
kept."""
_KEPT_UNDER = {code: kept for kept, codes in _RELATIVES.items() for code in codes.split()}

ORDINAL_LANGUAGES = frozenset({"tr"})
"""Languages whose sentences end in no number, so that one with a full stop is an ordinal."""

ELIDING_LANGUAGES = frozenset({"fr", "it", "ca", "oc", "pms", "lij"})
"""Languages whose articles stand before a word with nothing but an apostrophe: "l'art. 7"."""

_DAYS_AND_ZONES = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat "
    "sun january february march april may june july august september october november december "
    "jan feb apr jun jul aug sep sept oct nov dec gmt utc est edt cst cdt mst mdt pst pdt bst "
    "cet cest et ct mt pt eastern central pacific local greenwich"
)
DAYS_AND_ZONES = frozenset(_DAYS_AND_ZONES.split())
"""What goes on after "5 p.m.", though it begins with a capital."""

_SHORT_WORD_LANGUAGES = "hi bn ne sa as or pa mai bho th lo km my ar fa am ka"
SHORT_WORD_LANGUAGES = frozenset(_SHORT_WORD_LANGUAGES.split())
"""Languages that do not end sentences with a full stop, or no word of one letter does."""


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Those of a language, without their last full stop: in front of a name, of a number, of what
    goes on in small letters; and what leads up to an ordinal number."""

    names: frozenset[str]
    numbered: frozenset[str]
    measures: frozenset[str]
    ordinal_leads: frozenset[str]


@functools.cache
def abbreviations_of(language: str) -> Abbreviations:
    """Those of `language`, an ISO 639-1 code, and those of all."""
    language = _KEPT_UNDER.get(language, language)
    return Abbreviations(
        _read(_NAMES, language),
        _read(_NUMBERED, language),
        _read(_MEASURES, language),
        frozenset(_ORDINAL_LEADS.get(language, "").split()),
    )


def _read(table: Mapping[str, str], language: str) -> frozenset[str]:
    """Each as it is written, and with a capital as at the beginning of a sentence."""
    words = [*table.get("", "").split(), *table.get(language, "").split()]
    return frozenset([*words, *(word[:1].upper() + word[1:] for word in words)])
