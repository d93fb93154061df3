"""Abbreviations after whose full stop a sentence goes on, by language."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

_NAMES = {
    "": (
        "Dr Prof Mr Mrs Ms St vs cf Hon Rev Lt Col Gen Capt Sgt Cmdr Maj Messrs Mme Mlle Mgr Sr Sra"
    ),
    "en": "approx Gov Sen Rec Rep Pres Supt Det Fr Mt Ft Ald Insp viz e.g i.e incl excl esp resp",
    "fr": "M MM Me Mmes Mlles Pr Vve Cie env av ap c.-à-d p.ex Ets Sté Bd",
    "es": (
        "Sres Sras Srta Dª Dña Dra Dres Ud Uds Vd Vds "
        "Ing Lic Arq Cía Gral Pdte Avda Av Dto aprox EE Excmo "
        "Excma Ilmo Ilma Rte Fdo Hnos"
    ),
    "ca": "Sres Srs Srta Dra Drs Sta Sto Mn Excm Excma Il·lm Av Avda Pl Ptge Ctra p.ex aprox",
    "pt": (
        "Srs Srta Dª Dra Drs Dras Exmo Exma Cia Eng Arq R Av Pça Pe Profª Profa V aprox p.ex "
        "Ilmo Ilma"
    ),
    "it": (
        "sig sigg dott dott.ssa avv ing arch geom prof.ssa rag on egr gent.mo p.es ca cfr mons "
        "Spett fam"
    ),
    "de": (
        "Hr Hrn Fr Frl Dipl Ing Dipl.-Ing Mag med phil z.B d.h u.a bzw ca evtl ggf inkl exkl vgl "
        "i.d.R sog z.T u.U v.a insb abzgl zzgl Str gest geb "
        "Fa Inh Gebr Fam Pfr Tel USt-IdNr"
    ),
    "nl": "dhr mevr mw drs ir ing bijv bv d.w.z o.a m.n ca incl excl t.a.v resp fa fam gebr t.n.v",
    "sv": "bl.a t.ex dvs ca kl fr.o.m t.o.m inkl exkl resp s.k hr fru",
    "da": "bl.a f.eks dvs ca kl inkl ekskl hr fru nr mht prof jf pr",
    "nb": "bl.a f.eks dvs ca kl inkl ekskl hr fru",
    "fi": "esim mm ks ns hra rva",
    "pl": "np tj m.in ul al pl os św ks bp mgr inż dr hab gen płk mjr por kpt tzn tzw śp prof",
    "cs": "např tj tzv sv ul nám Ing Mgr Bc MUDr JUDr PhDr RNDr cca zn gen doc prof resp fa",
    "sk": "napr tj tzv sv ul nám Ing Mgr Bc MUDr JUDr PhDr cca doc resp",
    "hr": "npr tj tzv sv ul g gđa mr prof cca dipl ing",
    "sr": "нпр тј тзв св ул г гђа др проф npr tj tzv sv ul",
    "bg": "напр т.е т.нар св ул бул гр г-н г-жа д-р проф ген инж доц ок",
    "ru": (
        "напр т.е т.н св ул пл пр просп пер г гр гр-н им "
        "проф акад доц ген ок д кв стр рис см ср пос дер о"
    ),
    "uk": "напр т.зв св вул пл просп пров м ім проф акад доц ген бл буд див ст пан о с",
    "ro": "dl dna dlui dra dna Dl Dna Sf sf str ex cca ing prof av acad bd",
    "hu": "pl ún kb ill ifj id özv Szt dr br gr",
    "tr": "Sn Av Doç Yrd Öğr Gör Uzm Alb Yzb Op Müh Mah Cad Sok Bul Örn örn Hz bkz yak",
    "vi": "TS ThS PGS GS BS CKI CKII KS LS CN TP Tp Q P Ths Ts Bs Gs ĐT Ông Bà TX NXB",
    "id": "Bpk Ibu Jl Jln Tn Ny Nn Sdr Drs Ir H Hj K.H mis dsb spt Prop Kab Kec",
    "ms": "Jln En Pn Cik Hj Dato Tn spt",
    "tl": "G Gng Bb Kgg Dr Brgy",
    "sw": "Bw Bi Mhe Dkt Prof k.m k.v Mt",
    "el": "κ κκ κα κος π.χ δηλ λ.χ αρ σελ καθ οδ Αγ λεωφ περ βλ",
    "hi": "डॉ डा श्री प्रो पं स्व कु इं सं नं कि मो सर",
    "mr": "डॉ डा श्री सौ प्रा पं कै कु इं नं ना अॅड",
    "ne": "डा डॉ श्री प्रा पं नं ई",
    "bn": "ডা ড মো মোঃ প্রফ অধ্যা শ্রী মি নং",
    "pa": "ਡਾ ਸ ਸ੍ਰੀ ਪ੍ਰੋ",
    "gu": "ડૉ ડો શ્રી પ્રો સ્વ નં",
    "ta": "டாக் திரு திருமதி பேரா செல்வி எண் கி",
    "te": "డా డాక్టర్ శ్రీ శ్రీమతి ప్రొ నం",
    "kn": "ಡಾ ಶ್ರೀ ಶ್ರೀಮತಿ ಪ್ರೊ ನಂ",
    "ml": "ഡോ ശ്രീ ശ്രീമതി പ്രൊഫ നം",
    "ar": "د أ م ص ج ت ط ق هـ",
    "fa": "د م ص ج ر.ک",
    "th": "ดร นพ พญ ศ รศ ผศ พล.อ พล.ต ส.ส พ.ศ ค.ศ จ อ ต น พ.ต.อ ถ ซ ม",
    "ka": "ე.ი ბ-ნი ქ-ნი აკად პროფ ქ",
    "hy": "պրոֆ օր դ-ր տ",
    "am": "ዶ",
}
"""Words in front of a name, or of whatever it is that they shorten; "" are those of all."""

_NUMBERED = {
    "": "No Nos vol vols fig figs sec sect ch chap pp p par para art ed eq tab app cl col fol",
    "en": "pt ca c ver rev Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec",
    "fr": "n° no t chap p pp art al vers éd tél fax réf janv févr avr juil sept oct nov déc",
    "es": (
        "núm n° nº pág págs art cap vol aprox tel tfno fax ref exp ene feb abr jun jul ago sep "
        "sept oct nov dic"
    ),
    "ca": "núm n° nº pàg pàgs art cap vol aprox tel",
    "pt": (
        "n° nº núm pág págs art cap vol fls tel fax ref jan fev abr jun jul ago set out nov dez "
        "séc sécs"
    ),
    "it": (
        "n° pag pagg art artt cap vol tel nn fax rif gen feb apr mag giu lug ago sett ott nov dic "
        "sec D.lgs d.lgs D.Lgs D.P.R d.P.R D.L d.l D.M d.m D.P.C.M"
    ),
    "de": (
        "Nrn S Abs Art Bd Bde Kap Abb Tab Ziff Rn Tel Nr IdNr USt-IdNr USt-ID-Nr Steuer-Nr "
        "St.-Nr Kd.-Nr Art.-Nr Best.-Nr Fax Mob Pos Jan Feb Aug Sept Okt Nov Dez"
    ),
    "nl": "nr blz p art hfst afb lid tel fax ref jan feb mrt apr aug sept okt nov dec",
    "sv": "nr s kap fig st tel",
    "da": "nr s kap fig stk tlf",
    "nb": "nr s kap fig tlf",
    "fi": "n s luku kuva nro puh",
    "pl": "nr ok s str art ust pkt poz rozdz rys tel godz zob por faks",
    "cs": "č čís s str čl odst kap obr tab tel fax",
    "sk": "č s str čl ods kap obr tab tel",
    "hr": "br str čl st pogl sl tel",
    "sr": "бр стр чл гл сл тел br str čl",
    "bg": "№ стр чл ал т гл фиг тел",
    "ru": "№ стр с ст п пп гл рис табл разд т тел ч",
    "uk": "№ стор с ст п гл рис табл т тел ч",
    "ro": "nr pag art alin cap fig vol tel",
    "hu": "sz o old fej tel",
    "tr": "s sf md böl şek cilt No tel M.Ö M.S İ.Ö İ.S",
    "vi": "tr số ĐT",
    "id": "hlm hal ps no ay bab tel",
    "el": "αρ σελ άρθρ παρ κεφ εικ τηλ",
    "hi": "पृ सं क्र अनु नं ई",
    "ar": "ص م ج ت",
}
"""Words in front of a number."""

_MEASURES = {
    "": "a.m p.m etc",
    "de": "usw etc u.dgl Mio Mrd Tsd",
    "fr": "av apr hab env",
    "es": "mill EE.UU",
    "pl": "tys mln mld r w zł itd itp",
    "cs": "tis mil mld hod r st atd apod",
    "sk": "tis mil mld hod r st atď",
    "hr": "tis mil god st itd",
    "sr": "хиљ мил год итд",
    "bg": "хил млн млрд лв г в вв",
    "ru": "тыс млн млрд трлн руб коп г гг в вв н.э ч мин чел экз и.о т.д т.п др пр",
    "uk": "тис млн млрд грн коп р рр ст хв год т.д т.п ін",
    "nl": "mln mld enz",
    "sv": "milj kr osv",
    "da": "mio mia kr osv",
    "nb": "mill mrd kr osv",
    "ro": "mil mld",
    "hu": "stb",
    "tr": "vb vs vd",
    "id": "dll dsb dst",
    "el": "χιλ εκ δισ κ.λπ κ.ά",
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

_SHORT_WORD_LANGUAGES = "hi bn ne sa as or pa mai bho th lo km my ar fa"
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
