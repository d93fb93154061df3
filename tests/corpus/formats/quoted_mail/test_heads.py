"""Mails below the heads of others: who wrote what, in the languages of the programs."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.mail import read_mail
from corpus.formats.quoted_mail import mark_quoted
from tests.support.counting import count_calls

TOP = "From: Ann Bell <ann@x.example>\nSubject: Re: crane\nDate: Tue, 05 Mar 2024 10:00:00 +0000\n"
OWN = "I think we should buy the second crane this year."
OTHER = "The first crane is too small for the new ships."


def said(body: str, more: str = "") -> list[tuple[str | None, str]]:
    """Who says what in a mail."""
    read = read_mail(f"{TOP}{more}\n{body}\n".encode(), "a.eml")
    return [(p.speaker, read.text[p.start : p.end]) for p in read.paragraphs]


HEADS = {
    "en": "From: {}\nSent: Monday, March 4, 2024 9:12 AM\nTo: Ann Bell\nSubject: The crane",
    "bold": "*From:* {}\n*Sent:* Monday, March 4, 2024\n*To:* Ann Bell\n*Subject:* The crane",
    "gmail": "From: {}\nDate: Mon, Mar 4, 2024 at 9:12 AM\nSubject: Crane\nTo: Ann <ann@x.example>",
    "de": "Von: {}\nGesendet: Montag, 4. März 2024 09:12\nAn: Ann Bell\nBetreff: Der Kran",
    "fr": "De : {}\nEnvoyé : lundi 4 mars 2024 09:12\nÀ : Ann Bell\nObjet : La grue",
    "es": "De: {}\nEnviado el: lunes, 4 de marzo de 2024 9:12\nPara: Ann Bell\nAsunto: La grúa",
    "it": "Da: {}\nInviato: lunedì 4 marzo 2024 09:12\nA: Ann Bell\nOggetto: La gru",
    "ru": "От: {}\nОтправлено: 4 марта 2024 г. 9:12\nКому: Ann Bell\nТема: Кран",
    "zh": "发件人: {}\n发送时间: 2024年3月4日 9:12\n收件人: Ann Bell\n主题: 起重机",
    "ar": "من: {}\nتم الإرسال: 4 مارس 2024 9:12\nإلى: Ann Bell\nالموضوع: الرافعة",
    "ko": "보낸 사람: {}\n보낸 날짜: 2024년 3월 4일\n받는 사람: Ann Bell\n제목: Crane",
    "tr": "Gönderen: {}\nGönderildi: 4 Mart 2024 Pazartesi 09:12\nKime: Ann Bell\nKonu: Crane",
    "tr 2": "Kimden: {}\nGönderme Tarihi: 4 Mart 2024 09:12\nKime: Ann Bell\nKonu: Crane",
    "el": "Από: {}\nΣτάλθηκε: Δευτέρα, 4 Μαρτίου 2024 9:12\nΠρος: Ann Bell\nΘέμα: Crane",
    "cs": "Od: {}\nOdesláno: pondělí 4. března 2024 9:12\nKomu: Ann Bell\nPředmět: Crane",
    "pl": "Od: {}\nWysłane: poniedziałek, 4 marca 2024 09:12\nDo: Ann Bell\nTemat: Crane",
    "hu": "Feladó: {}\nElküldve: 2024. március 4., hétfő 9:12\nCímzett: Ann Bell\nTárgy: Crane",
    "fi": "Lähettäjä: {}\nLähetetty: 4. maaliskuuta 2024 9.12\nVastaanottaja: Ann\nAihe: Crane",
    "ro": "De la: {}\nTrimis: luni, 4 martie 2024 09:12\nCătre: Ann Bell\nSubiect: Crane",
    "uk": "Від: {}\nНадіслано: понеділок, 4 березня 2024 р. 9:12\nКому: Ann Bell\nТема: Crane",
    "da": "Fra: {}\nSendt: mandag den 4. marts 2024 09:12\nTil: Ann Bell\nEmne: Crane",
    "ja": "差出人: {}\n送信日時: 2024年3月4日 月曜日 9:12\n宛先: Ann Bell\n件名: Crane",
    "zh 2": "寄件者: {}\n寄件日期: 2024年3月4日 9:12\n收件者: Ann Bell\n主旨: Crane",
    "more": "From: {}\nSent: 4 March 2024\nTo: Ann\nImportance: High\nAttachments: a.pdf",
    "blank": "From: {}\n\nSent: Monday, March 4, 2024\n\nTo: Ann Bell\n\nSubject: The crane",
    "long": "From: {}\nDate: 4 March 2024\nTo: Ann <a@x.example>,\n Ben <b@x.ex>\nSubject: Crane",
}


@pytest.mark.parametrize("above", ["", "-----Original Message-----\n", "_" * 32 + "\n"])
@pytest.mark.parametrize("language", HEADS)
def test_what_stands_below_a_head_is_said_by_whom_it_names(language: str, above: str) -> None:
    head = HEADS[language].format("Jim Hale <jim@x.example>")
    body = f"{OWN}\n\n{above}{head}\n\n{OTHER}\n\nJim"
    assert said(body) == [(None, OWN), ("Jim Hale", OTHER)]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Hale, Jim <jim@x.example>", "Jim Hale"),
        ('"Hale, Jim" [mailto:jim@x.example]', "Jim Hale"),
        ("Hale, Jim (Harbour) <jim@x.example>", "Jim Hale"),
        ("Jim Hale", "Jim Hale"),
        ("王伟 <w@x.example>", "王伟"),
        ("jim@x.example", "jim@x.example"),
    ],
)
def test_who_wrote_it_is_named_as_one_is(written: str, name: str) -> None:
    head = HEADS["en"].format(written)
    assert said(f"{OWN}\n\n{head}\n\n{OTHER}") == [(None, OWN), (name, OTHER)]


@pytest.mark.parametrize(
    ("own", "name"),
    [
        ("See my answers in red below.", ""),
        ("Comments inline.", ""),
        ("Meine Antworten stehen unten in blau.", ""),
        ("Voir mes réponses ci-dessous.", ""),
        ("Мои ответы ниже.", ""),
        ("See the mail below.", "Jim Hale"),
        ("I answer tomorrow.", "Jim Hale"),
    ],
)
def test_nobody_says_what_somebody_else_has_written_between(own: str, name: str) -> None:
    head = HEADS["en"].format("Jim Hale <jim@x.example>")
    answer = "The second one is large enough."
    assert said(f"{own}\n\n{head}\n\n{OTHER}\n\n{answer}") == [
        (None, own),
        (name, OTHER),
        (name, answer),
    ]


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("-----Original Message-----", ""),
        ("---------- Forwarded message ---------\n", ""),
        ("-------- Ursprüngliche Nachricht --------\n\n", ""),
        ("-----Original Message-----\nFrom: Jim Hale\n", "Jim Hale"),
        ("-------- Original Message --------\nOn 4 Mar 2024, 9:12, Jim Hale < j@x.ex> wrote:\n",
         "Jim Hale"),
        ("On Mon, Mar 4, 2024 at 9:12 AM Jim Hale wrote:\n", "Jim Hale"),
    ],
)  # fmt: skip
def test_what_stands_below_a_line_that_says_so_is_not_the_senders(above: str, name: str) -> None:
    more = "It is old, too."
    assert said(f"{OWN}\n\n{above}\n{OTHER}\n\n{more}") == [
        (None, OWN),
        (name, OTHER),
        (name, more),
    ]


def test_who_wrote_what_stands_below_a_line_without_a_day_is_not_known() -> None:
    lead = "Jim Hale schrieb:"
    assert said(f"{OWN}\n\n{lead}\n\n{OTHER}") == [(None, OWN), ("", lead), ("", OTHER)]
    assert said(f"{lead}\n\n{OTHER}\n\n{OWN}") == [("", lead), ("", OTHER), ("", OWN)]
    assert said(f"As Jim Hale wrote:\n{OTHER}\n\n{OWN}")[-1] == (None, OWN)


def test_nobody_says_what_a_rule_without_a_head_stands_above() -> None:
    rule = "-----Original Message-----"
    body = f"{OWN}\n\n{HEADS['en'].format('Jim Hale')}\n\n{OTHER}\n\n{rule}\n\nIt lifts it all."
    assert said(body) == [(None, OWN), ("Jim Hale", OTHER), ("", "It lifts it all.")]


def test_each_of_several_is_said_by_its_own() -> None:
    second = HEADS["de"].format("Tom Harrow <tom@x.example>")
    body = f"{OWN}\n\n{HEADS['en'].format('Jim Hale')}\n\n{OTHER}\n\n{second}\n\nIt lifts it all."
    assert said(body) == [(None, OWN), ("Jim Hale", OTHER), ("Tom Harrow", "It lifts it all.")]


def test_of_a_mail_without_words_the_line_that_names_its_writer_is_none() -> None:
    second = HEADS["de"].format("Tom Harrow <tom@x.example>")
    body = f"{OWN}\n\n{HEADS['en'].format('Jim Hale')}\n\nThanks,\nJim\n\n{second}\n\n{OTHER}"
    assert said(body) == [(None, OWN), ("Tom Harrow", OTHER)]


def test_what_is_marked_as_quoted_below_it_goes_on_so() -> None:
    head = HEADS["en"].format("Jim Hale")
    inner = f"On Sun, 3 Mar 2024, Tom Harrow wrote:\n> {OTHER}"
    assert said(f"{OWN}\n\n{head}\n\nNot so.\n\n{inner}") == [
        (None, OWN),
        ("Jim Hale", "Not so."),
        ("Tom Harrow", OTHER),
    ]


@pytest.mark.parametrize(
    "end",
    [
        "---------- End of forwarded message ----------",
        "----- End forwarded message -----",
        "------- End of Forwarded Message",
        "----- Ende der weitergeleiteten Nachricht -----",
        "----- Fin du message transféré -----",
        "----- Fin del mensaje reenviado -----",
        "----- Fine messaggio inoltrato -----",
        "-------- Завершение пересылаемого сообщения --------",
        "----- Einde doorgestuurd bericht -----",
    ],
)
@pytest.mark.parametrize("marks", ["", "> "])
def test_below_the_end_of_a_mail_goes_on_who_forwards_it(end: str, marks: str) -> None:
    first, second = (f"{HEADS['gmail'].format(name)}\n\n" for name in ("Jim Hale", "Tom Harrow"))
    own, lead = (None, "") if not marks else ("Eve Moor", "On 5 March 2024, Eve Moor wrote:\n")

    def read(body: str) -> list[tuple[str | None, str]]:
        return said(lead + "\n".join(f"{marks}{line}" for line in body.split("\n")))

    assert read(f"{OWN}\n\n{first}{OTHER}\n{end}\nIt is old.") == [
        (own, OWN),
        ("Jim Hale", OTHER),
        (own, "It is old."),
    ]
    both = f"{first}{OTHER}\n\n{second}It is new.\n\n{end}\n\n"
    assert read(f"{both}It is old.\n\n{end}\n\n{OWN}") == [
        ("Jim Hale", OTHER),
        ("Tom Harrow", "It is new."),
        ("", "It is old."),  # of Jim Hale, or of who forwards both
        (own, OWN),
    ]


def test_a_head_within_a_quotation_ends_with_it() -> None:
    head = "\n".join(f"> {line}" for line in HEADS["en"].format("Jim Hale").split("\n"))
    assert said(f"{head}\n>\n> {OTHER}\n\n{OWN}") == [("Jim Hale", OTHER), (None, OWN)]


@pytest.mark.parametrize(
    "body",
    ["To: the pier.\nFrom: the harbour.", "Date: 4 March\nSubject: Crane", "From: X"],
)
def test_a_few_lines_like_it_are_no_head(body: str) -> None:
    assert mark_quoted(body.split("\n")) == body.split("\n")


def test_quotations_of_html_are_not_the_senders() -> None:
    html = (
        f"<p>{OWN}</p><div>On Mon, 4 Mar 2024, Jim Hale &lt;j@x.example&gt; wrote:<br></div>"
        f"<blockquote>{OTHER}<blockquote>It lifts it all.</blockquote></blockquote>"
    )
    kind = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
    expected = [(None, OWN), ("Jim Hale", OTHER), ("", "It lifts it all.")]
    assert said(html, kind) == expected
    outlook = (
        f"<p>{OWN}</p><div><p><b>From:</b> Jim Hale<br><b>Sent:</b> 4 March 2024<br><b>To:</b> Ann"
        f"<br><b>Subject:</b> The crane</p></div><p>{OTHER}</p>"
    )
    assert said(outlook, kind) == expected[:2]


def test_what_is_not_marked_below_a_line_that_names_its_writer_is_theirs() -> None:
    lead = "On Monday, March 4, 2024 at 09:12 AM GMT, Jim Hale <jim@x.example> wrote:"
    assert said(f"{OWN}\n\n    {lead}\n\n {OTHER}") == [(None, OWN), ("Jim Hale", OTHER)]
    own = [(None, "I answer below."), ("Jim Hale", OTHER)]
    assert said(f"{lead}\n> {OTHER}\n\nI answer below.") == own[::-1]
    assert not any(name for name, _ in said(f"{OWN}\n\nI wrote to jim@x.example:\n\n{OTHER}"))


def test_lines_of_html_are_lines() -> None:
    kind = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
    html = f"<div>Dear Ben,<br><br>{OWN}<BR/><br />Kind regards<br>Ann Bell<br>Harbour</div>"
    assert said(html, kind) == [(None, "Dear Ben,"), (None, OWN)]


def test_whom_a_line_without_a_day_names_is_told_and_nobody_else() -> None:
    quoted = f"On Mon, 4 Mar 2024, Jim Hale wrote:\n> {OTHER}\n\nNo.\n\n"
    assert said(f"{quoted}Tom Harrow wrote:\n> It is old.")[-1] == ("Tom Harrow", "It is old.")
    assert said(f"{quoted}She wrote:\n> It is old.")[-1] == ("", "It is old.")
    assert said(f"{quoted}> It is old.")[-1] == ("Jim Hale", "It is old.")


def test_a_line_that_is_quoted_itself_names_the_writer() -> None:
    body = f"{OWN}\n\n> On 4 Mar 2024, at 09:12, Jim Hale <j@x.example> wrote:\n>\n> {OTHER}"
    assert said(body) == [(None, OWN), ("Jim Hale", OTHER)]


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("王伟 <w@x.example> 于2024年3月4日周一 09:12写道：", "王伟"),
        ("في الاثنين، 4 مارس 2024 في 9:12 كتب أحمد علي <a@x.example>:", "أحمد علي"),
    ],
)
def test_a_name_without_capitals_is_that_before_the_address(lead: str, name: str) -> None:
    assert said(f"{OWN}\n\n{lead}\n> {OTHER}") == [(None, OWN), (name, OTHER)]


@given(st.lists(st.sampled_from([*HEADS["en"].split("\n"), "> a", ">> b", "", "c"]), max_size=30))
def test_no_words_are_lost(lines: list[str]) -> None:
    words = [
        word for line in mark_quoted(lines) for word in line.split() if word in ("a", "b", "c")
    ]
    assert words == [
        line.split()[-1] for line in lines if line and line[-1] in "abc" and len(line) < 5
    ]


def test_many_heads_cost_little() -> None:
    start = time.process_time()
    mark_quoted(["From: Jim", "Sent: 4 March 2024", "To: Ann", "Subject: x", "", "> " * 19] * 5000)
    mark_quoted(["From: Jim"] * 20_000)
    assert time.process_time() - start < 5


def test_a_line_is_read_once_though_many_heads_are_looked_for_in_it() -> None:
    lines = ["", "From: a", "Sent: b"] * 100
    assert count_calls(lambda: mark_quoted(lines)) < 80 * len(lines)


def test_a_name_in_a_head_is_decoded() -> None:
    head = HEADS["en"].format("=?UTF-8?B?VsOtdCBPbmRydWNo?= <v@x.example>")
    assert said(f"{OWN}\n\n{head}\n\n{OTHER}")[-1] == ("Vít Ondruch", OTHER)


@pytest.mark.parametrize(
    ("lead", "writer"),
    [
        ("On Mon, Mar 4, 2024 at 9:12 AM Jim Hale <jim.hale@x.example>\nwrote:", "Jim Hale"),
        ("On Mon, Mar 4, 2024 at 9:12 AM\nJim Hale <jim.hale@x.example> wrote:", "Jim Hale"),
        ("---- On Mon, 04 Mar 2024 09:12:00 +0000 Jim Hale <jim@x.example> wrote ----", "Jim Hale"),
        ("W dniu 4.03.2024 o 09:12, Jim Hale pisze:", "Jim Hale"),
        ("Begin forwarded message:", ""),
        (
            "From: Jim Hale [mailto:jim@x.example] Sent: Monday, March 4, 2024 To: Ann Subject: It",
            "Jim Hale",
        ),
    ],
)
def test_leads_and_heads_in_as_many_lines_as_they_take_name_who_wrote(
    lead: str, writer: str
) -> None:
    assert said(f"{OWN}\n\n{lead}\n\n{OTHER}") == [(None, OWN), (writer, OTHER)]


@pytest.mark.parametrize(
    ("above", "other"),
    [("", None), ("From: Eva Lund\nSent: 3 March 2024\nTo: Ann\n\n", "Eva Lund")],
)
@pytest.mark.parametrize("rule", ["Begin forwarded message:", "-----Original Message-----\n"])
def test_a_head_with_marks_names_who_wrote_what_has_them_and_nothing_below(
    rule: str, above: str, other: str | None
) -> None:
    head = HEADS["en"].format("Jim Hale")
    quoted = "\n".join(f"> {line}" for line in [*head.split("\n"), "", OTHER])
    below = "The harbour is closed."
    assert said(f"{above}{OWN}\n\n{rule}\n{quoted}\n\n{below}") == [
        (other, OWN),
        ("Jim Hale", OTHER),
        (other, below),
    ]


def test_headers_that_a_report_lists_are_no_head() -> None:
    listed = "  Message-id: <2@x.example>\n  From: Jim Hale <jim@x.example>\n  Subject: The crane"
    body = f"It is about a mail with these headers:\n\n{listed}\n\nIt came to nobody."
    assert {speaker for speaker, _ in said(body)} == {None}
    body = f"Begin forwarded message:\n\n{listed}\n\n{OTHER}"
    assert said(body) == [("Jim Hale", OTHER)]


@pytest.mark.parametrize(
    "lead",
    [
        "11.01.2024 15:04 tarihinde Jim Hale yazdı:",
        "Στις 11/1/2024 15:04, ο/η Jim Hale έγραψε:",
        "Dne 11. 01. 24 v 15:04 Jim Hale napsal(a):",
        "W dniu 11.01.2024 o 15:04, Jim Hale pisze:",
        "2024. 01. 11. 15:04 keltezéssel, Jim Hale írta:",
        "Jim Hale kirjoitti 11.1.2024 klo 15.04:",
        "Pe 11.01.2024 15:04, Jim Hale a scris:",
        "11.01.24 15:04, Jim Hale пише:",
        "11.01.2024 15:04, Jim Hale написав(ла):",
        "24. 1. 11. 15:04에 Jim Hale 이(가) 쓴 글:",
        "2024/01/11 15:04、Jim Hale のメール:",
        "在 2024/1/11 15:04, Jim Hale 写道:",
    ],
)
def test_a_line_as_programs_of_other_languages_write_it_says_whose_the_rest_is(lead: str) -> None:
    assert said(f"{OWN}\n\n{lead}\n\n{OTHER}") == [(None, OWN), ("Jim Hale", OTHER)]
