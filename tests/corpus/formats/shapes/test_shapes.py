"""Texts of known shapes: what is read of each, and what only looks like one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Locator, Paragraph, check_context
from corpus.fields.metadata import Metadata
from corpus.formats.shapes.reading import parse_shaped_text


def read(text: str) -> tuple[Metadata, list[str], tuple[Paragraph, ...]]:
    """The metadata, the words of each paragraph, and the paragraphs."""
    metadata, parsed, paragraphs = parse_shaped_text(text)
    return metadata, [parsed[p.start : p.end] for p in paragraphs], paragraphs


SUBRIP = """1
00:00:02,000 --> 00:00:04,000
<i>The mill stands</i>

2
00:00:04,100 --> 00:00:06,000
{\\an8}on the northern bank.

3
00:01:09,000 --> 00:01:12,000
Nobody grinds there now.
"""


def test_cues_are_joined_to_sentences_with_the_time_they_begin_at() -> None:
    _, words, paragraphs = read(SUBRIP)
    assert words == ["The mill stands on the northern bank.", "Nobody grinds there now."]
    assert [p.locator for p in paragraphs] == [Locator("time", 2), Locator("time", 69)]


def test_webvtt_with_notes_and_voices() -> None:
    cues = [("Ann", "Who built it?"), ("Bo", "I did."), ("Ann", "When?"), ("Bo", "In May.")]
    text = "WEBVTT\n\nNOTE by hand\n\n" + "\n\n".join(
        f"00:0{n}.000 --> 00:0{n}.900 align:start\n<v {name}>{said}</v>"
        for n, (name, said) in enumerate(cues)
    )
    _, words, paragraphs = read(text)
    assert list(zip([p.speaker for p in paragraphs], words, strict=True)) == cues


CHATS = [
    ["[7/2/24, 09:01:12] {}: {}", "[7/2/24, 09:02:40] {}: {}", "[7/2/24, 9:03:01 PM] {}: {}"],
    ["\u200e02.07.24, 09:01 - {}: {}", "02.07.24, 09:02 - {}: {}", "02.07.24, 09:03 - {}: {}"],
    ["7/2/2024, 9:01 AM - {}: {}", "7/2/2024, 9:02 AM - {}: {}", "7/2/2024, 9:03 AM - {}: {}"],
    ["{}, [02.07.2024 09:01]\n{}", "{}, [02.07.2024 09:02]\n{}", "{}, [02.07.2024 09:03]\n{}"],
    ["{} — 02/07/2024 09:01\n{}", "{} — Today at 9:02 AM\n{}", "{} — Today at 9:03 AM\n{}"],
    ["{}  9:01 AM\n{}", "{}  9:02 AM\n{}", "{}  9:03 AM\n{}"],
    ["[09:01] <{}> {}", "[09:02] <{}> {}", "[09:03] <{}> {}"],
    ["09:01 <@{}> {}", "09:02 <+{}> {}", "09:03 <{}> {}"],
    [
        "02/07/2024 à 09:01 - {} : {}",
        "02/07/2024 à 09:02 - {} : {}",
        "02/07/2024 à 09:03 - {} : {}",
    ],
    [
        "[2024/7/2 上午9:01:12] {}: {}",
        "[2024/7/2 上午9:02:12] {}: {}",
        "[2024/7/2 下午9:03:12] {}: {}",
    ],
    [
        "2024. 7. 2. 오전 9:01, {} : {}",
        "2024. 7. 2. 오전 9:02, {} : {}",
        "2024. 7. 2. 오후 9:03, {} : {}",
    ],
    ["٢/٧/٢٠٢٤, ٩:٠١ ص - {}: {}", "٢/٧/٢٠٢٤, ٩:٠٢ ص - {}: {}", "٢/٧/٢٠٢٤, ٩:٠٣ م - {}: {}"],
    ["[{}] [오전 9:01] {}", "[{}] [오전 9:02] {}", "[{}] [오후 9:03] {}"],
    ["09:01\t{}\t{}", "09:02\t{}\t{}", "09:03\t{}\t{}"],
    [
        "{}, [Jul 2, 2024 at 9:01:12 AM]:\n{}",
        "{}, [2 Jul 2024 at 9:02]\n{}",
        "{}, [02.07.2024 9:03]\n{}",
    ],
    [
        "[02-Jul-24 09:01 AM] {}#1234\n{}",
        "[7/2/2024 9:02 AM] {}\n{}",
        "[7/2/2024 9:03 AM] {}#1234\n{}",
    ],
    ["{} (2024-07-02 09:01): {}", "{} (2024-07-02 09:02): {}", "{} (2024-07-02 09:03): {}"],
    ["09:01:12 From {} to Everyone:\n\t{}", "09:02:12\t From {} : {}", "09:03:12 From {} : {}"],
    ["2024-07-02T09:01:12 <{}> {}", "Jul 02 09:02:12 <{}>\t{}", "2024-07-02T09:03:12 <{}> {}"],
]


@pytest.mark.parametrize("lines", CHATS)
def test_each_message_of_a_chat_is_a_paragraph_of_who_wrote_it(lines: list[str]) -> None:
    said = [("Nora", "The boat sank again"), ("Finn", "Is the skipper well?"), ("Nora", "He is")]
    text = "\n".join(line.format(*turn) for line, turn in zip(lines, said, strict=True))
    _, words, paragraphs = read(text + "\nand dry")
    said[2] = ("Nora", "He is\nand dry")
    assert list(zip([p.speaker for p in paragraphs], words, strict=True)) == said
    assert [len(p.context) for p in paragraphs] == [0, 0, 1]


@pytest.mark.parametrize(
    "form",
    [
        "[02.07.24, 09:0{}:12] {}: {}",
        "02.07.24, 09:0{} - {}: {}",
        "02/07/2024 à 09:0{} - {} : {}",
        "2024-07-02 09:0{} - {}: {}",
        "[7/2/24, 9:0{}:12 AM] {}: {}",
        "[2024/7/2 上午9:0{}:12] {}: {}",
    ],
)
def test_stamps_of_an_export_tell_a_chat_whatever_is_said(form: str) -> None:
    said = [("Frau Kolb", "The lift stands still"), ("Ali", "A mechanic comes at noon"),
            ("+49 170 1234567", "Thanks to all"), ("Ali", "Good")]  # fmt: skip
    text = "\n".join(form.format(n, *turn) for n, turn in enumerate(said))
    _, words, paragraphs = read(text)
    assert list(zip([p.speaker for p in paragraphs], words, strict=True)) == said


@pytest.mark.parametrize(
    "text",
    [
        "[2024-07-02 09:01:12] INFO: started\n[2024-07-02 09:01:13] ERROR: stopped\n" * 4,
        "Departure 9:01\nThe northern pier.\nArrival 9:40\nThe southern pier.\n" * 3,
        "02.07.2024 09:00 - Opening: the mayor speaks\n02.07.2024 10:00 - Break: tea for all\n" * 3,
        "".join(
            f"02.07.2024, {n}:15 - {w}: in the hall\n" for n, w in enumerate(["Talk", "Tea"] * 3)
        ),
        "".join(
            f"[2024-07-02 09:0{n}:12] {w}: a job\n" for n, w in enumerate(["Worker", "Queue"] * 3)
        ),
        "".join(f"[02.07.24, 09:0{n}:12] {w}: a job\n" for n, w in enumerate(["sshd", "CRON"] * 3)),
        "".join(
            f"[02.07.24, 09:0{n}:12] {w}: a job\n" for n, w in enumerate(["Info", "Error"] * 3)
        ),
        "".join(f"[02.07.24, 09:0{n}:12] Nora: a diary\n" for n in range(6)),
        "Use <name> of yours.\nUse <port> of theirs.\n<host> is where it runs.\n" * 3,
    ],
)
def test_logs_and_timetables_are_no_chats(text: str) -> None:
    assert {paragraph.speaker for paragraph in read(text)[2]} == {None}


@pytest.mark.parametrize(
    "words",
    ["\u200eBild weggelassen", "\u200eimage omitted", "<Medien ausgeschlossen>",
     "This message was deleted", "Данное сообщение удалено"],
)  # fmt: skip
def test_words_of_the_program_are_no_message(words: str) -> None:
    said = ["Is it open?", words, "No, it is shut <This message was edited>"]
    lines = [f"[7/2/24, 09:0{n}:12] {'AB'[n % 2]}nna: {one}" for n, one in enumerate(said)]
    assert read("\n".join([*lines, lines[0]]))[1] == [
        "Is it open?",
        "No, it is shut",
        "Is it open?",
    ]


TIMED = [
    # SubRip without blank lines, YouTube's, Whisper's, WebVTT that rolls up, SubStation Alpha.
    "1\n00:00:02,000 --> 00:00:04,000\n{}\n2\n00:00:04,100 --> 00:00:06,000\n{}\n",
    "0:00:02.000,0:00:04.000\n{}\n\n0:00:04.100,0:00:06.000\n{}\n",
    "[00:02.000 --> 00:04.000]  {}\n[00:04.100 --> 00:06.000]  {}\n",
    "WEBVTT\n\n00:02.000 --> 00:04.000\n \n{0}\n\n00:04.000 --> 00:06.000\n{0}\n{1}\n",
    "[Script Info]\nTitle: x\n\n[Events]\nDialogue: 0,0:00:02.00,0:00:04.00,D,,0,0,0,,{{\\i1}}{}\n"
    "Dialogue: 0,0:00:04.10,0:00:06.00,D,,0,0,0,,{}\n",
]


@pytest.mark.parametrize("form", TIMED)
def test_cues_of_any_program_are_joined(form: str) -> None:
    _, words, paragraphs = read(form.format("The mill &amp; the barn stand", "on the bank."))
    assert words == ["The mill & the barn stand on the bank."]
    assert [p.locator for p in paragraphs] == [Locator("time", 2)]


def test_cues_in_a_script_without_spaces_are_joined_without() -> None:
    text = (
        "1\n00:00:02,000 --> 00:00:04,000\n水車は岸に\n\n2\n00:00:04,100 --> 00:00:06,000\n立つ。\n"
    )
    assert read(text)[1] == ["水車は岸に立つ。"]


def test_lines_below_lone_times_are_a_transcript() -> None:
    _, words, paragraphs = read("0:02\nthe mill stands\n0:05\non the bank\n1:00:09\nto this day\n")
    assert words == ["the mill stands on the bank to this day"]
    assert paragraphs[0].locator == Locator("time", 2)


def test_times_that_do_not_grow_are_none() -> None:
    text = "9:40\nThe boat to the south.\n9:01\nThe boat to the north.\n9:20\nThe raft.\n"
    assert "9:40" in " ".join(read(text)[1])


@pytest.mark.parametrize(
    "times", [("9:00", "10:00", "12:30"), ("07:15", "07:45", "08:05"), ("18:30", "19:00", "21:00")]
)
def test_round_times_of_a_day_are_a_programme(times: tuple[str, ...]) -> None:
    acts = ("The doors open", "Sea songs by the choir", "Soup for all")
    text = "".join(f"{at}\n{act}\n" for at, act in zip(times, acts, strict=True))
    said = " ".join(read(text)[1])
    assert all(part in said for part in (*times, *acts))


@pytest.mark.parametrize("form", ["{}: {}", "<v {}>{}</v>", "<v.loud {}>{}"])
def test_a_meeting_names_who_speaks_in_each_cue(form: str) -> None:
    said = [("Ann Lee", "It opens in June,"), ("Ann Lee", "not in May."), ("Bo Dahl", "Good.")]
    text = "WEBVTT\n\n" + "\n\n".join(
        f"{n}\n00:0{n}.000 --> 00:0{n}.900\n{form.format(*one)}" for n, one in enumerate(said)
    )
    _, words, paragraphs = read(text)
    assert words == ["It opens in June, not in May.", "Good."]
    assert [p.speaker for p in paragraphs] == ["Ann Lee", "Bo Dahl"]


@pytest.mark.parametrize("this", ["THE", "THIS"])
def test_a_book_stands_between_its_head_and_tail(this: str) -> None:
    metadata, words, _ = read(
        "The Project Gutenberg eBook of Salt\n\nAll may use it.\n\nTitle: Salt\n  and Water\n\n"
        f"Author: Nora Finn\n\n*** START OF {this} PROJECT GUTENBERG EBOOK SALT ***\n\n"
        "Produced by volunteers\n\nThe salt was dear that year, and the water cheap.\n\n"
        f"*** END OF {this} PROJECT GUTENBERG EBOOK SALT ***\n\nDonate now.\n"
    )
    assert (metadata.title, metadata.author) == ("Salt and Water", "Nora Finn")
    assert words == ["The salt was dear that year, and the water cheap."]


@pytest.mark.parametrize(
    ("above", "fields"),
    [
        ("Project Gutenberg's Salt and Water, by Nora Finn", ""),
        ("***The Project Gutenberg Etext of Salt and Water, by Nora Finn***", ""),
        ("The Project Gutenberg Etext", "Title: Salt and Water\n\nAuthor: Nora Finn\n\n"),
    ],
)
@pytest.mark.parametrize(
    "end", ["*END*THE SMALL PRINT! FOR ETEXTS*Ver.1*END*", "*END THE SMALL PRINT! FOR ETEXTS*END*"]
)
def test_an_old_book_stands_below_the_small_print(above: str, fields: str, end: str) -> None:
    metadata, words, _ = read(
        f"{above}\n\nMind the laws of where you live.\n\n{fields}\n"
        f"**START**THE SMALL PRINT!**START**\nYou may be owed nothing.\n{end}\n\n\n"
        "The salt was dear that year, and the water cheap.\n\n\n"
        "End of Project Gutenberg's Salt and Water, by Nora Finn\n"
    )
    assert (metadata.title, metadata.author) == ("Salt and Water", "Nora Finn")
    assert words == ["The salt was dear that year, and the water cheap."]


@pytest.mark.parametrize(
    ("page", "chapter"),
    [
        ("", "ERSTES KAPITEL"),
        ("SALT AND WATER\n\n", "The morning after"),
        ("SALT AND WATER\n\nby\n\nNORA FINN\n\n\n", "PREFACE"),
        ("Salt and Water\nBy Nora Finn\n\n", "CHAPITRE PREMIER"),
    ],
)
def test_the_first_chapter_of_a_book_is_not_its_title(page: str, chapter: str) -> None:
    metadata, words, paragraphs = read(
        "Title: Salt and Water\n\nAuthor: Nora Finn\n\n*** START OF THE PROJECT GUTENBERG EBOOK "
        f"SALT ***\n\n{page}{chapter}\n\nThe salt was dear that year, and the water cheap.\n\n"
        "*** END OF THE PROJECT GUTENBERG EBOOK SALT ***\n"
    )
    assert (metadata.title, metadata.author) == ("Salt and Water", "Nora Finn")
    assert words == ["The salt was dear that year, and the water cheap."]
    assert paragraphs[0].headings == (chapter,)


@pytest.mark.parametrize(
    ("sender", "author"),
    [("Nora Finn", "Nora Finn"), ("Nora Finn <n@example.org>", "Nora Finn"),
     ("=?utf-8?q?N=C3=B3ra?= <n@example.org>", "Nóra")],
)  # fmt: skip
def test_a_mail_has_its_headers_taken_off(sender: str, author: str) -> None:
    metadata, words, _ = read(
        f"Received: from a by b;\n  at night\nFrom: {sender}\nSubject: The\n pier\n"
        "Date: Tue, 02 Jul 2024 10:00:00 +0000\nX-Mailer: ink\n\n> When does the pier open,\n"
        "> and who pays?\n\nIt opens in June.\n\n-- \nNora Finn\nPier Board\n"
    )
    assert (metadata.title, metadata.author) == ("The pier", author)
    assert metadata.published == date(2024, 7, 2)
    assert words[-1] == "It opens in June."
    assert not any(">" in said or "Board" in said or "ink" in said for said in words)


@pytest.mark.parametrize(
    "head",
    [
        "Von: Nora Finn <n@example.org>\nGesendet: Di, 2. Juli 2024 10:00\nAn: Bo\nBetreff: Pier",
        "De : Nora Finn <n@example.org>\nEnvoyé : mardi 2 juillet 2024 10:00\nÀ : Bo\nObjet : Pier",
        "From: Nora Finn\nSent: Tuesday, July 2, 2024 10:00 AM\nTo: Bo\nSubject: Pier",
        "От: Nora Finn\nОтправлено: 2 июля 2024 г. 10:00\nКому: Bo\nТема: Pier",
        "From: n at example.org (Nora Finn)\nDate: Tue, 02 Jul 2024 10:00:00 +0000\nSubject: Pier",
    ],
)
def test_headers_as_programs_print_them_are_taken_off(head: str) -> None:
    metadata, words, _ = read(f"{head}\n\nIt opens in June.\n")
    assert (metadata.title, metadata.author) == ("Pier", "Nora Finn")
    assert metadata.published == date(2024, 7, 2)
    assert words == ["It opens in June."]


@pytest.mark.parametrize(
    "lead",
    [
        "On Fri, 12 Jan 2024, Jim Hale wrote:",
        "On Friday, January 12, 2024 at 9:12 AM Jim Hale\n<jim@example.com> wrote:",
        "Am 12.01.2024 um 10:03 schrieb Jim Hale:",
        "Le ven. 12 janv. 2024 à 10:03, Jim Hale <jim@example.com> a écrit :",
        "12.01.2024 10:03, Jim Hale пишет:",
        "Jim Hale <jim@example.com> writes:",
    ],
)
def test_what_a_mail_quotes_is_said_by_whom_the_line_above_names(lead: str) -> None:
    head = (
        "From: Nora Petrov <n@example.com>\nSubject: Heating\nDate: Mon, 15 Jan 2024 09:12:44 +0000"
    )
    said = "> Why do the radiators knock? It kept me\n> up all night.\n\nThey are full of air."
    _, words, paragraphs = read(f"{head}\n\nThe heating is off.\n\nNora\n\n{lead}\n{said}")
    speakers = {w: p.speaker for w, p in zip(words, paragraphs, strict=True)}
    assert speakers["Why do the radiators knock? It kept me up all night."] == "Jim Hale"
    assert speakers["The heating is off."] is None
    assert speakers["They are full of air."] is None
    assert "Nora" not in words
    assert {p.headings for p in paragraphs} == {()}


@pytest.mark.parametrize(
    "lead", ["See paragraph 3 of the Manual:", "Nobody knows, in 2024", "the shop of 12.01.2024:"]
)
def test_a_line_that_names_nobody_gives_a_quotation_no_speaker(lead: str) -> None:
    head = "From: Nora <n@example.com>\nSubject: Heating\nDate: Mon, 15 Jan 2024 09:12:44 +0000"
    _, _, paragraphs = read(f"{head}\n\nIt is off.\n\n{lead}\n> The heating knocks at night.\n")
    assert not any(p.speaker for p in paragraphs)
    assert paragraphs[-1].speaker == "", "nor is it said to be Nora's"


def test_of_a_mail_in_html_the_text_is_read() -> None:
    _, words, _ = read(
        "From: Nora <n@example.org>\nSubject: Pier\nDate: Tue, 02 Jul 2024 10:00:00 +0000\n"
        "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<html><style>p {}</style>"
        "<p>It opens in <b>June</b>.</p><ul><li>The fee stays.</li><li>So do we.</li></ul></html>\n"
    )
    assert words == ["It opens in June.", "- The fee stays.", "- So do we."]


def test_a_header_that_says_something_is_kept() -> None:
    _, words, _ = read(
        "From: Nora Finn\nSubject: Pier\nDate: 2 July 2024\nAbstract: How the pier is\n painted."
        "\n\nUse a brush.\n"
    )
    assert words == ["Abstract: How the pier is painted.", "Use a brush."]


def test_an_encoded_mail_is_decoded() -> None:
    _, words, _ = read(
        "From: Nora <n@example.org>\nSubject: Pier\nDate: Tue, 02 Jul 2024 10:00:00 +0000\n"
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: quoted-printable\n\nThe caf=C3=A9 on the pier =\nis open.\n"
    )
    assert words == ["The café on the pier is open."]


@pytest.mark.parametrize(
    ("source", "read_as"),
    [
        ("'''Salt''' is a [[mineral]].<ref name=a>B</ref>", "Salt is a mineral."),
        ("{{Box|a={{b}}}}The [[Sea of Salt|sea]] is ''deep''.", "The sea is deep."),
        ("Salt[[File:a.jpg|thumb|A [[dune]]]] is '''old'''.<ref name=a /> [[Category:Salt]]",
         "Salt is old."),
        ("The [[salt|fee]] is {{x}}00 or {{y}} crowns, {{convert|5|km}} out.",
         "The fee is […]00 or […] crowns, 5 km out."),
        ("The [[fee]] is 10{{ndash}}20<s>30</s> for 10<sup>3</sup> kg.",
         "The fee is 10–20 for 10³ kg."),
        ("It is 10<sup>n+1</sup>, 1<sup>1</sup>/<sub>2</sub>.<includeonly>No.</includeonly> [[a]]",
         "It is 10^(n+1), 1 1/2. a"),
        ("<sup>5</sup>12 men, <b>10</b><sup>3</sup>, 10<sup>[http://e.org 3]</sup> m. [[a]]",
         "⁵12 men, 10³, 10³ m. a"),
        ("It is 10{{sup|6}} of H{{sub|2}}O, 5{{e|-6}}, [[a]].", "It is 10⁶ of H2O, 5 × 10⁻⁶, a."),
        ("It is <nowiki>'''not''' [[b]] <s>c</s></nowiki>.<gallery>\nFile:a|No.\n</gallery> [[a]]",
         "It is '''not''' [[b]] <s>c</s>. a"),
        ("Salt is '''old''', <s>not</s> new.", "Salt is old, new."),
        ("Salt is old.<ref>No.</ref> So it is.", "Salt is old. So it is."),
        ("Salt <!-- why? -->is [//example.org/a sold] on [[island]]s.{{citation}}",
         "Salt is sold on islands."),
    ],
)  # fmt: skip
def test_markup_of_a_wiki_is_taken_off(source: str, read_as: str) -> None:
    assert read(f"== Uses ==\n{source}\n")[1] == [read_as]


def test_rows_of_a_wiki_table_are_lines() -> None:
    source = '{| class="a"\n! Year !! Salt\n|-\n| style="b" | 1807 || [[ton|nine]]\n|}\n'
    words = " ".join(read("'''Salt''' was sold by weight for years.\n\n" + source)[1])
    assert "Year | Salt" in words
    assert "1807 | nine" in words


@pytest.mark.parametrize(
    "source",
    [
        "! Grain !! Price\n|-\n| Rye || 3\n|-\n| Oats || 4\n",
        "|-\n! Grain\n! Price\n|-\n| Rye\n| 3\n|-\n| Oats\n| 4\n",
        '|+ Prices of 1807\n! scope="col" | Grain !! Price\n|-\n|Rye||[[Taler|3]]\n|-\n|Oats||4\n',
    ],
)
def test_rows_of_a_wiki_table_know_its_header(source: str) -> None:
    _, text, paragraphs = parse_shaped_text(
        "'''Grain''' was sold in the [[market]] for years.\n\n{| class=\"a\"\n" + source + "|}\n"
    )
    rows = [p for p in paragraphs if p.kind == "table"]
    assert [text[p.start : p.end] for p in rows] == ["Grain | Price", "Rye | 3", "Oats | 4"]
    assert [text[slice(*p.context[-1])] for p in rows[1:]] == ["Grain | Price"] * 2


def test_cells_of_a_wiki_table_are_what_they_show() -> None:
    hidden = '{| style="display:none"\n| hid\n|}\n'
    rows = (
        "! A !! B\n|- style='display:none'\n| hid || hid\n|-\n"
        '| style="display:none" | hid || Seen\n|-\n| a<br>b || c\n|-\n| d\ne\n|align=right| f\n'
        "|-\n| colspan=2 | both\n|-\n| rowspan=2 | r || 1\n|-\n| 2\n"
    )
    assert read(
        f"== Fees ==\n{hidden}{{|\n{rows}|}}\n<table><tr><td>1</td><td>2</td></tr>"
        "<tr><td>3</td><td>4</td></tr></table>"
    )[1] == ["A | B", "Seen", "a b | c", "d e | f", "both", "r | 1", "r | 2", "1 | 2", "3 | 4"]


@pytest.mark.parametrize(
    "opening", ["``Here is a quote'''", "A lone ''' sign", "def weigh(): '''Weighs rye.\n'''"]
)
def test_anchors_above_titles_are_asciidoc_beside_a_stray_sign(opening: str) -> None:
    source = (
        "= Milling\n\n[[stones]]\n== Stones\n\nSee <<sieves>> for what they let through. "
        f"{opening} stands here.\n\n[[sieves]]\n== Sieves\n\nThey are made of horsehair.\n"
    )
    metadata, words, paragraphs = read(source)
    assert metadata.title == "Milling"
    assert paragraphs[-1].headings == ("Sieves",)
    assert words[-1] == "They are made of horsehair."


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("{{{ Older", "}}}"), ("Older {{{1", "}}}"), ("{{{", "}}}"), ("{{", "\n" * 30_000 + "}}")],
)
def test_folds_of_an_editor_and_far_braces_are_no_templates(opening: str, closing: str) -> None:
    head = "Slices of a list: a[[1:9]].\n\nWith {{ it opens."
    text = f"{head}\n\n{opening}\n\nIt is kept.\n\n{closing}"
    assert "It is kept." in " ".join(read(text)[1])


@pytest.mark.parametrize("text", ["if [[ -f a ]]; then '''b''' fi.", "We use {{a}} and [b](c)."])
def test_other_markup_is_no_wiki_source(text: str) -> None:
    assert read(text)[1] == [text]


_PIECES = st.sampled_from(
    ["\n", "\n\n", "1\n", "00:00:01,000 --> 00:00:02,000\n", "[1/2/24, 10:00:00] Ann: ", "<bo> ",
     "From: a\n", "Subject: b\n", "Date: c\n", "> ", "-- \n", "{{", "}}", "[[a|b]]", "'''", "<ref>",
     "</ref>", "Ann: ", "Who?", "I do. ", "== x ==\n", "{|\n", "|-\n", "| a || b\n", "WEBVTT\n\n",
     "*** START OF THE PROJECT GUTENBERG EBOOK A ***\n"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40))
def test_paragraphs_of_any_shape_are_slices_in_order(pieces: list[str]) -> None:
    _, text, paragraphs = parse_shaped_text("".join(pieces))
    before = 0
    for paragraph in paragraphs:
        assert before <= paragraph.start < paragraph.end <= len(text)
        check_context(paragraph.context, (paragraph.start, paragraph.end), len(text))
        before = paragraph.end


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("The **old** //pier// of [[town:start|the town]].", "The old pier of the town."),
        ("It ''burned'' __twice__ ((In 1807.)) {{:a.png?20|x}}. See [[http://e.org|it]].",
         "It burned twice (In 1807.). See it."),
        ("**//Nobody//** swims <del>there</del> here: http://e.org/a//b", "Nobody swims here: http://e.org/a//b"),
        ("See __init__.py.", "See __init__.py."),
        ("Of 10<sup>6</sup> m of H<sub>2</sub>O((Or so\n(once).)), ''%%a%%''.<del>No.\nNo.</del>",
         "Of 10⁶ m of H2O (Or so (once).), a."),
    ],
)  # fmt: skip
def test_a_page_of_dokuwiki_has_its_markup_taken_off(source: str, words: str) -> None:
    metadata, said, paragraphs = read(
        f"====== Pier ======\n\n{source}\n\n===== Fares =====\n\n  * [[Raft]]\n  * Boat\n\n"
        "^Boat   ^ Fare^\n|Raft|9|\n| Barge \\\\ two | 12 |\n\n~~NOTOC~~\n"
    )
    assert metadata.title == "Pier"
    assert said == [words, "- Raft", "- Boat", *said[3:]]
    assert [p.headings for p in paragraphs][1] == ("Fares",)
    assert not any("^" in one or "~~" in one for one in said)
    assert said[3:] == ["Boat | Fare", "Raft | 9", "Barge two | 12"]


def test_a_page_of_zim_states_its_day() -> None:
    metadata, words, _ = read(
        "Content-Type: text/x-zim-wiki\nWiki-Format: zim 0.6\nCreation-Date: 2023-10-14\n\n"
        "====== Pier ======\nCreated Saturday 14 October 2023\n\nIt is **old**.\n"
    )
    assert (metadata.title, metadata.published) == ("Pier", date(2023, 10, 14))
    assert words == ["It is old."]


def test_a_link_to_another_language_is_left_out() -> None:
    _, words, _ = read("'''Salt''' is dug on [[island]]s.\n\n[[Category:Salt]]\n[[de:Salz]]\n")
    assert words == ["Salt is dug on islands."]


@pytest.mark.parametrize(
    ("stamp", "first", "second"),
    [
        ("{}, 09:0{} - ", "13/03/2025", "21/03/2025"),
        ("[{} 09:0{}:12] ", "13.03.25,", "21.03.25,"),
        ("[{}, 9:0{} AM] ", "2/7/24", "2/8/24"),
    ],
)
def test_a_chat_s_messages_of_different_days_are_parted(
    stamp: str, first: str, second: str
) -> None:
    said = [
        (first, "Nora: Who has oil?"),
        (first, "Finn: - oil\n- rope"),
        (second, "Finn: I am out"),
    ]
    lines = [stamp.format(day, n) + words for n, (day, words) in enumerate(said)]
    _, words, paragraphs = read("\n".join(lines))
    text = parse_shaped_text("\n".join(lines))[1]
    assert words == ["Who has oil?", "- oil\n- rope", "I am out"]
    between = text[paragraphs[1].end : paragraphs[2].start]
    assert between.strip() == second.rstrip(",")
    assert not text[paragraphs[0].end : paragraphs[1].start].strip()
