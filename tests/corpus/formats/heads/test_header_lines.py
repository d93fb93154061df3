"""Heads of plain texts: bylines, publishers, addresses, days."""

from datetime import date

import pytest

from corpus.formats.plain_text import parse_plain_text
from corpus.formats.reading import read_file

DAY = date(2023, 10, 14)
BODY = "The lamp was lit again on Monday, the keeper said. It had been dark for a week."


@pytest.mark.parametrize(
    ("line", "author", "source"),
    [
        ("By Ruth Penn | October 14, 2023", "Ruth Penn", None),
        ("by Ruth Penn • 14 October 2023", "Ruth Penn", None),
        ("By Ruth Penn, 14 October 2023", "Ruth Penn", None),
        ("Posted on October 14, 2023 by Ruth Penn", "Ruth Penn", None),
        ("Posted by Ruth on Saturday, October 14th, 2023 | 14 comments", "Ruth", None),
        ("Posted by Ruth on Saturday, October 14th, 2023 in Baking | 3 comments", "Ruth", None),
        ("Written by Ruth Penn on October 14, 2023 in Slow Food", "Ruth Penn", None),
        ("Erschienen am 14. Oktober 2023", None, None),
        ("Published by Ruth Penn on 14 October 2023", "Ruth Penn", None),
        ("October 14, 2023 · Ruth Penn", None, None),
        ("Coast Herald, October 14, 2023", None, "Coast Herald"),
        ("Coast Herald – 14 October 2023", None, "Coast Herald"),
        ("来源：海岸报 2023年10月14日 08:30", None, "海岸报"),
        ("来源：海岸报", None, "海岸报"),
        ("Updated: 14 October 2023", None, None),
        ("14.10.2023", None, None),
        ("2023-10-14T23:30:00-05:00", None, None),
    ],
)
def test_reads_lines_of_a_head(line: str, author: str | None, source: str | None) -> None:
    metadata, text, paragraphs = parse_plain_text(f"Lamp lit again\n{line}\n\n{BODY}\n")
    assert (metadata.title, metadata.author, metadata.source) == ("Lamp lit again", author, source)
    assert metadata.published == DAY or line == "来源：海岸报"
    assert [(text[p.start : p.end], p.headings) for p in paragraphs] == [(BODY, ())]


@pytest.mark.parametrize(
    "line",
    [
        "The keeper came on 14 October 2023",
        "It closed by noon | nobody was there",
        "By then it was dark in the whole of the bay",
    ],
)
def test_other_lines_are_none(line: str) -> None:
    metadata, text, _ = parse_plain_text(f"Lamp lit again\n\n{line}\n\n{BODY}\n")
    assert (metadata.author, metadata.source, metadata.published) == (None, None, None)
    assert line in text


@pytest.mark.parametrize(
    ("above", "url"),
    [
        ("www.example.org/lamp", "http://www.example.org/lamp"),
        ("<https://example.org/lamp>", "https://example.org/lamp"),
        ("<www.example.org>", "http://www.example.org"),
    ],
)
def test_an_address_without_a_scheme_or_in_brackets_is_one(above: str, url: str) -> None:
    head = f"{above}\n\nLamp lit again\n14 October 2023\n\n"
    metadata, text, paragraphs = parse_plain_text(f"{head}{BODY}\n")
    assert (metadata.title, metadata.url) == ("Lamp lit again", url)
    assert metadata.published == DAY
    assert [text[p.start : p.end] for p in paragraphs] == [BODY]


@pytest.mark.parametrize("line", ["www.lamps and more", "<lamp.txt>", "www.lamp"])
def test_what_is_no_address_is_none(line: str) -> None:
    assert parse_plain_text(f"{line}\n\n{BODY}\n")[0].url is None


@pytest.mark.parametrize("above", ["https://example.org/lamp\n\n", "https://example.org/lamp\n"])
def test_an_address_at_the_top_is_no_title(above: str) -> None:
    metadata, _, _ = parse_plain_text(f"{above}Lamp lit again\n14 October 2023\n\n{BODY}\n")
    assert (metadata.title, metadata.url) == ("Lamp lit again", "https://example.org/lamp")
    assert metadata.published == DAY


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Ruth Penn and Olaf Dahl · October 14, 2023 · 5 min read", "Ruth Penn and Olaf Dahl"),
        (
            "By Ruth Penn, Olaf Dahl and Ada Roth | 14 October 2023",
            "Ruth Penn, Olaf Dahl and Ada Roth",
        ),
        ("Von Ruth Penn am 14. Oktober 2023", "Ruth Penn"),
        ("Veröffentlicht am 14. Oktober 2023 von Ruth Penn", "Ruth Penn"),
        ("Par Ruth Penn et Olaf Dahl, le 14 octobre 2023", "Ruth Penn et Olaf Dahl"),
        ("Publié le 14 octobre 2023 à 10h15 par Ruth Penn", "Ruth Penn"),
        ("Por Ruth Penn el 14 de octubre de 2023", "Ruth Penn"),
        ("Publicado el 14 de octubre de 2023 por Ruth Penn", "Ruth Penn"),
        ("Por Ruth Penn — 14 de outubro de 2023", "Ruth Penn"),
        ("Pubblicato il 14 ottobre 2023 da Ruth Penn", "Ruth Penn"),
        ("Door Ruth Penn, 14 oktober 2023", "Ruth Penn"),
        ("Автор: Анна Мур, 14 октября 2023", "Анна Мур"),
        ("时间：2023-10-14 作者：王芳", "王芳"),
        ("Published: October 14, 2023; Updated: October 20, 2023", None),
        ("Updated: 20 October 2023 | Published: 14 October 2023", None),
        ("Publié le 14 octobre 2023, mis à jour le 20 octobre 2023", None),
        ("October 14, 2023 | 9:15 AM | 3 comments", None),
        ("प्रकाशित: शनिवार, 14 अक्टूबर 2023", None),
        ("Ada Roth - Coast - 14 Oct 2023 - 10:15 CET", None),
    ],
)
def test_reads_who_wrote_and_when_in_other_languages(line: str, author: str | None) -> None:
    metadata, text, paragraphs = parse_plain_text(f"Lamp lit again\n{line}\n\n{BODY}\n")
    assert (metadata.title, metadata.author, metadata.published) == ("Lamp lit again", author, DAY)
    assert metadata.source is None
    assert [(text[p.start : p.end], p.headings) for p in paragraphs] == [(BODY, ())]


@pytest.mark.parametrize(
    "head",
    [
        "Updated: October 20, 2023\nPublished: October 14, 2023",
        "Published: October 14, 2023\nLast updated: October 20, 2023",
        "Mis à jour le 20 octobre 2023\nPublié le 14 octobre 2023",
    ],
)
def test_a_day_of_changes_is_no_day_of_publication(head: str) -> None:
    metadata, _, _ = parse_plain_text(f"Lamp lit again\n{head}\n\n{BODY}\n")
    assert metadata.published == DAY


def test_a_day_that_is_not_certain_is_of_the_head_and_warned_of() -> None:
    metadata, text, paragraphs = parse_plain_text(f"Lamp lit again\n03/04/2023\n\n{BODY}\n")
    assert (metadata.title, metadata.published) == ("Lamp lit again", None)
    assert "03/04/2023" in metadata.warnings[0]
    assert [text[p.start : p.end] for p in paragraphs] == [BODY]


@pytest.mark.parametrize("line", ["Von Hand gemacht", "Por la noche", "Par Hasard", "Da Capo"])
def test_a_word_that_may_lead_to_a_writer_is_not_enough(line: str) -> None:
    metadata, text, _ = parse_plain_text(f"Lamp lit again\n\n{line}\n\n{BODY}\n")
    assert metadata.author is None
    assert line in text


@pytest.mark.parametrize(
    "head",
    [
        "Content-Type: text/x-zim-wiki\nWiki-Format: zim 0.4\nCreation-Date: 2023-10-14T08:00:00",
        "Content-Type: text/plain\nMIME-Version: 1.0\nDate: 2023-10-14",
        "Message-ID: <1@example.org>\nX-Mailer: Gull 2\nContent-Language: en\nDate: 2023-10-14",
    ],
)
def test_what_a_program_writes_above_a_text_is_no_title(head: str) -> None:
    metadata, text, paragraphs = parse_plain_text(f"{head}\n\n===== Lamp lit again =====\n\n{BODY}")
    assert (metadata.title, metadata.published) == ("Lamp lit again", DAY)
    assert [text[p.start : p.end] for p in paragraphs] == [BODY]


@pytest.mark.parametrize("line", ["X-Ray: two were taken", "Half-Price: on Mondays"])
def test_a_name_with_a_hyphen_is_text_elsewhere(line: str) -> None:
    _, text, paragraphs = parse_plain_text(f"Lamp lit again\n\n{line}\n\n{BODY}")
    kept = {part for p in paragraphs for part in (text[p.start : p.end], *p.headings)}
    assert kept == {line, BODY}


@pytest.mark.parametrize(
    "line",
    [
        "October 14, 2023 – Lamp Oil Runs Out",
        "Harbour Hall | 14 October 2023 | Ruth Penn",
        "Ruth Penn · 14 October 2023 · Vorra · Norway",
        "Words by Ruth Penn, lamps by Olaf Dahl | 14 October 2023",
        "14 October 2023 | 250 members",
    ],
)
def test_what_else_a_line_with_a_day_says_is_kept(line: str) -> None:
    metadata, _, _ = parse_plain_text(f"Lamp lit again\n{line}\n\n{BODY}\n")
    assert metadata.published == DAY
    assert dict(metadata.fields)["dateline"] == line


@pytest.mark.parametrize(
    "line",
    [
        "Lit: 14 October 2023 | Dark: 20 October 2023",
        "Closing day: 14 October 2023",
        "Entries until: 14 October 2023",
        "Geboren: 14. Oktober 1871",
        "Prochaine séance : 14 octobre 2023",
        "Fecha límite: 14 de octubre de 2023",
        "Born 14 October 1871",
        "Closes 14 October 2023",
        "Gestorben 14. Oktober 1923",
        "Keeper of the lamp from 14 October 1871",
        "Lamp oil 2.1 (2023-10-14)",
    ],
)
def test_a_day_of_anything_else_is_no_day_of_publication(line: str) -> None:
    metadata, text, _ = parse_plain_text(f"Lamp lit again\n\n{line}\n\n{BODY}\n")
    assert (metadata.published, metadata.source, metadata.author) == (None, None, None)
    assert line in text


@pytest.mark.parametrize(
    "line",
    [
        "By Morning the Lamp Was Out",
        "By Tuesday All Was Dark",
        "By Lamp Through the Storm",
        "By Night All Keepers Are Awake",
    ],
)
def test_a_subtitle_that_begins_with_by_names_nobody(line: str) -> None:
    metadata, text, _ = parse_plain_text(f"Lamp lit again\n\n{line}\n\n{BODY}\n")
    assert metadata.author is None
    assert line in text


@pytest.mark.parametrize(
    "name",
    [
        "Ruth Penn",
        "The Harbour Times",
        "Harald the Keeper",
        "Maria da Luz dos Santos Penn",
        "Ruth Penn and Olaf Dahl",
        "Ruth Penn, Keeper of the Lamp at Vorra",
        "Sun Wu",
        "Dr. Ruth A. B. Penn",
    ],
)
def test_a_name_behind_by_is_who_wrote_it(name: str) -> None:
    metadata, _, _ = parse_plain_text(f"Lamp lit again\nBy {name}\n\n{BODY}\n")
    assert metadata.author == name


@pytest.mark.parametrize(
    "line", ["Ruth Penn (14 October 2023)", "Olaf Dahl [14 Oct 2023]", "Dahl (8:30, 14 Oct 2023)"]
)
def test_who_did_something_on_a_day_is_no_publisher(line: str) -> None:
    metadata, _, _ = parse_plain_text(f"Lamp lit again\n\n{line}\n\n{BODY}\n")
    assert (metadata.source, metadata.author) == (None, None)


@pytest.mark.parametrize(
    "line", ["By Ruth Penn | October 14, 2023", "October 14, 2023 | 9:15 AM", "14.10.2023"]
)
def test_a_line_that_is_read_whole_is_no_field_besides(line: str) -> None:
    metadata, _, _ = parse_plain_text(f"Lamp lit again\n{line}\n\n{BODY}\n")
    assert metadata.fields == ()


@pytest.mark.parametrize("first", [f"commit {'3f' * 20}", "commit 3f3f3f3", "commit 3f3f3f3 (v2)"])
def test_who_made_the_last_change_is_no_author(first: str) -> None:
    log = f"{first}\nAuthor: Mary Flint <m@example.org>\nDate:   Mon Oct 14 08:00:00 2023 +0000\n"
    metadata, _, _ = parse_plain_text(f"{log}\n    Oil the lamp\n\n{log}\n    Wax the door\n")
    assert (metadata.title, metadata.author, metadata.published) == (None, None, None)


@pytest.mark.parametrize(
    "line",
    [
        "![Lamp](https://lamps.example/lamp.svg)",
        "[![Lit](https://lamps.example/lit.svg)](https://lamps.example)",
        "-- $LampId: README,v 1.6 2023/10/14 02:05:45 ruth Exp $",
        "$Id: lamp.txt 12 2023-10-14 ruth $",
    ],
)
def test_badges_and_versions_of_a_program_are_no_title(line: str) -> None:
    metadata, _, _ = parse_plain_text(f"{line}\n\n{BODY}\n")
    assert (metadata.title, metadata.author, metadata.source) == (None, None, None)


@pytest.mark.parametrize(
    ("title", "below"),
    [
        ("Satzung des Angelvereins „Hecht“ e.V.", "in der Fassung vom 3. Mai 2021"),
        ("By-Laws of Weir Lane Boats Ltd.", "as amended on 5 March 2019"),
        ("Aunt Ruth's Barley Soup", "Serves: 6"),
        ("云山牌电水壶说明书", "型号：YS-12"),
    ],
)
def test_a_first_line_above_a_label_or_the_day_of_its_version_is_a_title(
    title: str, below: str
) -> None:
    metadata, text, paragraphs = parse_plain_text(f"{title}\n{below}\n\n{BODY}\n")
    assert metadata.title == title
    assert below in (text[paragraphs[0].start : paragraphs[0].end], *paragraphs[0].headings)


@pytest.mark.parametrize(
    "line", ["he works for the firm of Weir Ltd.", "it was all sold to them by Poe Inc."]
)
def test_a_sentence_that_ends_in_a_company_is_no_title(line: str) -> None:
    assert parse_plain_text(f"{line}\n\n{BODY}\n")[0].title is None


@pytest.mark.parametrize(
    "line",
    [
        "Copyright (C) 1992, 1997-2002 The Lamp Foundation, Inc.",
        "Copyright 2000-2023 Lamp Foundation, Inc.",
        "© 2024 Ann Poe",
        "Copyright © 2024 Ann Poe. All rights reserved",
        "(c) 2019 Ann Poe",
        "SPDX-License-Identifier: MIT",
        "# SPDX-FileCopyrightText: 2024 Ann Poe",
    ],
)
def test_whose_the_rights_are_is_no_title(line: str) -> None:
    text = f"{line}\n\nThe lamp was lit again on Monday.\n\nIt had been dark for a week.\n"
    article = read_file(text.encode(), "lamp-AUTHORS").article
    assert article.title == "Lamp AUTHORS"


@pytest.mark.parametrize("line", ["Copyright in Europe", "The © sign", "Who has the rights?"])
def test_what_is_about_rights_is_a_title(line: str) -> None:
    text = f"{line}\n\nThe lamp was lit again on Monday.\n\nIt had been dark for a week.\n"
    assert read_file(text.encode(), "lamp-AUTHORS").article.title == line


@pytest.mark.parametrize("name", ["Title::Lamp", "Author::Lamp::Days", "Language::Count"])
@pytest.mark.parametrize("above", ["NAME\n    ", "Lamps and days\n\n"])
def test_a_word_behind_two_colons_is_no_value(name: str, above: str) -> None:
    metadata, text, paragraphs = parse_plain_text(f"{above}{name} - counts the lamps\n\n{BODY}\n")
    assert (metadata.author, metadata.language, metadata.warnings) == (None, None, ())
    said = {text[p.start : p.end] for p in paragraphs}.union(*(p.headings for p in paragraphs))
    assert f"{name} - counts the lamps" in said


@pytest.mark.parametrize(
    "head",
    [
        "Archive-Name: lamps/faq\nPosting-Frequency: monthly\nLast-modified: 14 October 2023",
        "Archive-name: lamps/faq\nLast-modified: 14 October 2023\nMaintainer: Ruth Penn (r@x.org)",
        "Last-modified: 14 October 2023\nPosting-frequency: irregular\nVersion: 2.1",
    ],
)
def test_the_head_of_a_posting_is_all_fields(head: str) -> None:
    metadata, text, paragraphs = parse_plain_text(f"{head}\n\nTHE LAMP FAQ\n\n{BODY}\n")
    assert (metadata.title, metadata.published) == ("THE LAMP FAQ", DAY)
    assert [(text[p.start : p.end], p.headings) for p in paragraphs] == [(BODY, ())]
    assert len(metadata.fields) == 2


@pytest.mark.parametrize(
    "line",
    ["Ruth Penn <ruth@example.org>", "Ruth Penn  <www.example.org>", "Ruth Penn (r@example.org)"],
)
def test_a_name_with_an_address_below_the_title_is_the_author(line: str) -> None:
    metadata, text, paragraphs = parse_plain_text(
        f"The Lamp 2.1\n------------\n\n  {line}\n\n{BODY}\n"
    )
    assert (metadata.title, metadata.author) == ("The Lamp 2.1", "Ruth Penn")
    assert [(text[p.start : p.end], p.headings) for p in paragraphs] == [(BODY, ())]


def test_persons_with_addresses_below_each_other_are_a_list() -> None:
    persons = "Ruth Penn <ruth@example.org>\nTom Lee <tom@example.org>\nAnn Poe <ann@example.org>"
    metadata, text, _ = parse_plain_text(f"Those who lent a hand\n\n{persons}\n")
    assert metadata.author is None
    assert all(name in text for name in persons.split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "Keeper: Mary Flint\nPhone: 555 0199\nOpen: Monday to Friday\n",
        "Milk\t3 crowns\nBread\t2 crowns\nButter\t5 crowns\n",
        "pear:\ta long fruit\nplum:\ta small fruit\n",
        "-v, --verbose\tprint every file that is read\n-q, --quiet\tprint nothing but errors\n",
        "-v\tbe verbose\n-q\tbe quiet\n",
        f"red\ngreen\ndark blue\n\n{BODY}\n",
        f"Serves: 4 people\nTime: 40 minutes\n\n{BODY}\n",
    ],
)
def test_the_first_of_several_lines_of_a_kind_is_no_title(text: str) -> None:
    metadata, said, paragraphs = parse_plain_text(text)
    assert metadata.title is None
    assert said[paragraphs[0].start : paragraphs[-1].end].split() == text.split()


@pytest.mark.parametrize("below", ["Author: Ada Pell", "Serves: 4"])
def test_a_title_stands_above_lines_of_a_kind(below: str) -> None:
    for title in ("Kelp soup", "Kelp soup: an old dish"):
        metadata, *_ = parse_plain_text(f"{title}\n{below}\n\n{BODY}\n")
        assert metadata.title == title or (title, below) == ("Kelp soup: an old dish", "Serves: 4")


@pytest.mark.parametrize(
    "line",
    [
        "The HTML version of the Lamp Policy can be found in the package lamp-doc",
        "A PDF version is available in lamp-doc",
        "Die HTML-Fassung der Regeln findet sich im Paket lamp-doc",
        "La version HTML de ce texte se trouve dans le paquet lamp-doc",
    ],
)
def test_where_another_version_is_to_be_had_is_no_title(line: str) -> None:
    metadata, text, paragraphs = parse_plain_text(f"{line}\n\n\n{BODY}\n")
    assert metadata.title is None
    assert [(p.headings, text[p.start : p.end]) for p in paragraphs] == [((), line), ((), BODY)]


def test_a_version_may_be_what_a_title_is_about() -> None:
    line = "The HTML Version of the Lamp Policy"
    assert parse_plain_text(f"{line}\n\n{BODY}\n")[0].title == line


@pytest.mark.parametrize(
    ("title", "author", "source", "day"),
    [
        ("Titel", "Auteur", "Bron", "Datum"),
        ("Titel", "Författare", "Källa", "Datum"),
        ("Titel", "Forfatter", "Kilde", "Dato"),
        ("Başlık", "Yazar", "Kaynak", "Tarih"),
        ("Titolo", "Autore", "Fonte", "Data"),
        ("Tytuł", "Autor", "Źródło", "Data"),
        ("Název", "Autor", "Zdroj", "Datum"),
        ("Cím", "Szerző", "Forrás", "Dátum"),
        ("Titlu", "Autor", "Sursa", "Data"),
        ("Назва", "Автор", "Джерело", "Дата"),
        ("Заглавие", "Автор", "Източник", "Дата"),
        ("Tiêu đề", "Tác giả", "Nguồn", "Ngày"),
        ("Judul", "Penulis", "Sumber", "Tanggal"),
        ("Τίτλος", "Συγγραφέας", "Πηγή", "Ημερομηνία"),
        ("Otsikko", "Kirjoittaja", "Lähde", "Päivämäärä"),
        ("Pealkiri", "Autor", "Allikas", "Kuupäev"),
        ("Naslov", "Autor", "Izvor", "Datum"),
        ("כותרת", "מחבר", "מקור", "תאריך"),
        ("عنوان", "نویسنده", "منبع", "تاریخ"),
        ("শিরোনাম", "লেখক", "সূত্র", "তারিখ"),
    ],
)
def test_fields_are_known_by_their_names_in_many_languages(
    title: str, author: str, source: str, day: str
) -> None:
    head = f"{title}: Lamp Lit\n{author}: Ruth Penn\n{source}: Coast Herald\n{day}: 2023-10-14\n"
    metadata, text, paragraphs = parse_plain_text(f"{head}\n{BODY}\n")
    assert (metadata.title, metadata.author) == ("Lamp Lit", "Ruth Penn")
    assert (metadata.source, metadata.published) == ("Coast Herald", DAY)
    assert [(text[p.start : p.end], p.headings) for p in paragraphs] == [(BODY, ())]


@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_field_that_is_not_known_amid_others_stays_in_the_text(place: int) -> None:
    head = ["Titel: Lamp Lit", "Auteur: Ruth Penn", "Datum: 14 oktober 2023"]
    head.insert(place, "Wijk: Oude Haven")
    metadata, text, paragraphs = parse_plain_text("\n".join((*head, "", BODY, "")))
    assert (metadata.title, metadata.author, metadata.published) == ("Lamp Lit", "Ruth Penn", DAY)
    said = [(text[p.start : p.end], p.headings) for p in paragraphs]
    assert said == [("Wijk: Oude Haven", ()), (BODY, ())]


def test_a_field_beside_one_that_is_known_is_no_head() -> None:
    lines = "Källa: Ruth Penns bok\nPortioner: 4\nTid: 40 minuter"
    _, text, paragraphs = parse_plain_text(f"Lampsoppa\n{lines}\n\n{BODY}\n")
    said = [text[p.start : p.end] for p in paragraphs]
    assert said == [*lines.split("\n"), BODY]
    assert not any(p.headings for p in paragraphs)


@pytest.mark.parametrize(
    "lines", ["Källa: Kullens fot\nLängd: 9 km", "Sumber: Bukit Lampu\nPanjang: 9 km"]
)
def test_the_source_of_a_thing_is_no_publisher(lines: str) -> None:
    metadata, text, _ = parse_plain_text(f"Lampan\n\n{lines}\n\n{BODY}\n")
    assert (metadata.title, metadata.source) == ("Lampan", None)
    assert lines in text


def test_somebody_above_what_they_are_may_be_whom_the_text_is_about() -> None:
    person = "Ruth Penn\nHarbour correspondent"
    metadata, text, _ = parse_plain_text(f"In memory\n14 October 2023\n\n{person}\n\n{BODY}\n")
    assert metadata.author is None
    assert person in text


def test_what_may_be_an_address_is_no_title_below_one() -> None:
    fields = "Cím: Hajó utca 3\nForrás: Coast Herald\nDátum: 2023-10-14"
    metadata, text, paragraphs = parse_plain_text(f"Lamp lit again\n{fields}\n\n{BODY}\n")
    assert (metadata.title, metadata.source) == ("Lamp lit again", "Coast Herald")
    assert [text[p.start : p.end] for p in paragraphs] == ["Cím: Hajó utca 3", BODY]


def test_an_address_is_no_title() -> None:
    metadata, _, _ = parse_plain_text(f"Cím: Hajó utca, Velm\nTelefon: 555 0199\n\n{BODY}\n")
    assert metadata.title != "Hajó utca, Velm"


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        ("Text: Ruth Penn\nPublicerad 14 oktober 2023", "Ruth Penn"),
        ("14.10.2023 klo 8.30\nTeksti: Ruth Penn", "Ruth Penn"),
        ("14 oktober 2023\nText: Ruth Penn  Foto: Olaf Dahl", "Ruth Penn"),
        ("14 ekim 2023\nHaber: Ruth Penn", "Ruth Penn"),
        ("By Ruth Penn\nStaff Writers\n14 October 2023", "Ruth Penn"),
        ("Írta: Ruth Penn\n2023. október 14.", "Ruth Penn"),
        ("بقلم: ليلى حداد\n2023-10-14", "ليلى حداد"),
    ],
)
def test_who_wrote_it_is_told_beside_the_day(lines: str, author: str) -> None:
    metadata, text, paragraphs = parse_plain_text(f"Lamp lit again\n{lines}\n\n{BODY}\n")
    assert (metadata.title, metadata.author) == ("Lamp lit again", author)
    assert metadata.published == DAY
    assert [(text[p.start : p.end], p.headings) for p in paragraphs] == [(BODY, ())]


@pytest.mark.parametrize(
    "lines",
    [
        "Text: Ruth Penn",
        "14 October 2023\n\nText: Ruth Penn",
        "Ruth Penn\nHarbour correspondent",
        "14 October 2023\n\nRuth Penn\nEditor",
        "14 October 2023\n\nCoast Herald\nManaging Editor",
    ],
)
def test_a_name_that_may_be_anything_elses_is_no_author(lines: str) -> None:
    metadata, text, paragraphs = parse_plain_text(f"Lamp lit again\n{lines}\n\n{BODY}\n")
    assert metadata.author is None
    said = "\n".join((text[p.start : p.end] + "".join(p.headings)) for p in paragraphs)
    assert lines.rpartition("\n\n")[2].partition("\n")[0] in said


def test_days_below_a_line_that_stays_are_not_quoted() -> None:
    days = "Sat 14 Oct 2023 08.30 BST\nLast modified on Sun 15 Oct 2023"
    head = f"Lamp lit again\nRuth Penn in Velm\n{days}\n\n"
    metadata, text, paragraphs = parse_plain_text(f"{head}{BODY}\n")
    assert (metadata.author, metadata.published) == (None, DAY)
    said = [(text[p.start : p.end], p.headings) for p in paragraphs]
    assert said == [("Ruth Penn in Velm", ()), (BODY, ())]


@pytest.mark.parametrize(
    "lines",
    [
        "등대가 다시 켜졌다\n입력 2023.10.14. 오전 8:30 | 수정 2023.10.15. 오후 1:00\n박서준 기자",
        "灯塔重新点亮\n2023年10月14日 08:30\n作者：李雷",
    ],
)
def test_bylines_without_capitals_are_no_part_of_the_title(lines: str) -> None:
    body = "등대는 월요일에 다시 켜졌다." if "등" in lines else "灯塔周一重新点亮。"
    metadata, text, paragraphs = parse_plain_text(f"{lines}\n\n{body}\n")
    assert (metadata.title, metadata.published) == (lines.partition("\n")[0], DAY)
    assert metadata.author in ("박서준", "李雷")
    assert [text[p.start : p.end] for p in paragraphs] == [body]


def test_a_day_above_a_text_without_capitals_parts_nothing_from_it() -> None:
    said = "地点：灯塔大厅\n守护人周一说，灯塔已经重新点亮。"
    metadata, _, paragraphs = parse_plain_text(f"会议记录\n2023年10月14日\n{said}\n")
    assert (metadata.title, metadata.published) == ("会议记录", DAY)
    assert [p.headings for p in paragraphs] == [()] * len(paragraphs)


@pytest.mark.parametrize(
    ("lines", "author", "source", "published"),
    [
        ("By RUTH PENN\nReuters", "RUTH PENN", "Reuters", None),
        ("By Ruth Penn\nThe Coast Herald", "Ruth Penn", "The Coast Herald", None),
        ("The Coast Herald — Saturday, 14 October 2023 — page 7", None, "The Coast Herald", DAY),
        ("Source: The Coast Herald, October 14, 2023, p. B2", None, "The Coast Herald", DAY),
        ("Von Ruth Penn | 14.10.2023 | Lesedauer: 4 Minuten", "Ruth Penn", None, DAY),
        ("Par Ruth Penn | 14 octobre 2023 | Temps de lecture : 4 min", "Ruth Penn", None, DAY),
        ("海岸晚报记者 林舟 2023年10月14日", "林舟", "海岸晚报", DAY),
        ("本报首席记者：林舟 2023年10月14日", "林舟", None, DAY),
    ],
)
def test_lines_of_papers_below_a_title_are_no_text(
    lines: str, author: str | None, source: str | None, published: date | None
) -> None:
    stated, text, paragraphs = parse_plain_text(f"The Lamp Is Lit\n\n{lines}\n\n{BODY}\n")
    assert (stated.author, stated.source, stated.published) == (author, source, published)
    assert [(p.headings, text[p.start : p.end]) for p in paragraphs] == [((), BODY)]


def test_a_heading_below_an_author_is_no_publisher() -> None:
    stated, _, paragraphs = parse_plain_text(f"The Lamp\n\nBy Ruth Penn\nThe Start\n\n{BODY}\n")
    assert stated.source is None
    assert paragraphs[-1].headings == ("The Start",)


@pytest.mark.parametrize(
    "line",
    [
        "Source: a bog below the old tower",
        "Source: Mount Weir",
        "Source: Weir Springs",
        "Quelle: am Osthang des Turmbergs",
        "Quelle: Wehrgebirge",
        "Fuente: una laguna bajo la torre vieja",
        "Fuente: Laguna Vieja",
        "Источник: родник у старой башни",
        "Источник: озеро Башенное",
    ],
)
def test_where_a_river_comes_from_is_no_publisher(line: str) -> None:
    metadata, text, paragraphs = parse_plain_text(f"The Weir\n{line}\n\n{BODY}\n")
    assert (metadata.title, metadata.source) == ("The Weir", None)
    assert [text[p.start : p.end] for p in paragraphs] == [line, BODY]


@pytest.mark.parametrize(
    "source", ["Coast Herald", "Salt Lake Tribune", "coast.example", "Verein der Wärter", "海岸报"]
)
def test_a_name_alone_behind_source_is_a_publisher(source: str) -> None:
    metadata, _, _ = parse_plain_text(f"Lamp lit again\nSource: {source}\n\n{BODY}\n")
    assert metadata.source == source


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        ("by Ruth Penn\n   and Tom Vale", "Ruth Penn and Tom Vale"),
        ("by RUTH PENN and\nTOM VALE", "RUTH PENN and TOM VALE"),
        ("By Ruth Penn,\nTom Vale, and\nAda Moor", "Ruth Penn, Tom Vale, and Ada Moor"),
        ("by\nRuth Penn\nand\nTom Vale", "Ruth Penn and Tom Vale"),
        ("BY\n\nRUTH PENN", "RUTH PENN"),
        ("von Ruth Penn\nund Tom Vale", "Ruth Penn und Tom Vale"),
        ("par Ruth Penn\net Tom Vale", "Ruth Penn et Tom Vale"),
    ],
)
def test_authors_below_each_other(lines: str, author: str) -> None:
    metadata, text, paragraphs = parse_plain_text(f"THE LAMP\n\n{lines}\n\nCHAPTER I\n\n{BODY}\n")
    assert (metadata.title, metadata.author) == ("THE LAMP", author)
    assert [text[p.start : p.end] for p in paragraphs] == [BODY]


@pytest.mark.parametrize(
    "lines",
    [
        "By Ruth Penn\nand the children of the coast",
        "By Ruth Penn\nNew Haven",
        "By Ruth Penn\nand illustrated in colour",
        "By Ruth Penn,\nStaff Writer",
        "By Ruth Penn,\nSkerry College",
    ],
)
def test_what_else_stands_below_an_author_names_none(lines: str) -> None:
    metadata, text, _ = parse_plain_text(f"THE LAMP\n\n{lines}\n\n{BODY}\n")
    assert metadata.author == "Ruth Penn"
    assert lines.split("\n")[1] in text


def test_a_line_of_verse_is_no_author() -> None:
    text = "THE LAMP\n\nby the sea\nand the old tower\nit was lit again\n\nby\nday and night\n"
    assert parse_plain_text(text)[0].author is None
