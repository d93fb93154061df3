"""Who speaks: turns told from labels, and lists of terms that are none."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Paragraph, check_context
from corpus.structure.speakers.interview import assign_speakers, find_speakers, read_turn

TALK = ["Reporter: How long?", "Mayor: Six weeks.", "Reporter: Who pays?", "Mayor: The city."]

TALK_NAMES = ["Reporter", "Mayor"]


def speak(paragraphs: list[str], headings: dict[int, str] | None = None) -> list[tuple[str, ...]]:
    """The speaker ("" for none) and the words of each paragraph."""
    text = "\n".join(paragraphs)
    records: list[Paragraph] = []
    start = 0
    above: tuple[str, ...] = ()
    for number, content in enumerate(paragraphs):
        above = ((headings or {})[number],) if number in (headings or {}) else above
        if any(map(str.isalnum, content)):  # a row of signs is no paragraph
            records.append(Paragraph(start, start + len(content), above))
        start += len(content) + 1
    return [(p.speaker or "", text[p.start : p.end]) for p in assign_speakers(text, records)]


@pytest.mark.parametrize(
    ("paragraphs", "speakers"),
    [
        (TALK, {"Reporter", "Mayor"}),
        (["Q: How long?", "A: Six weeks.", "Q: Who pays?", "A: The city."], {"Q", "A"}),
        (["Q. How long?", "A. Six weeks.", "Q. Who pays?", "A. The city."], {"Q", "A"}),
        (["记者：多久？", "市长：六周。", "记者：谁付钱？", "市长：市政府。"], {"记者", "市长"}),
        (["الصحفي: كم؟", "العمدة: ستة.", "الصحفي: من؟", "العمدة: المدينة."], {"الصحفي", "العمدة"}),
        (["tom: Hi.", "anna: Hi.", "tom: Closed?", "anna: Closed."], {"tom", "anna"}),
        ([*TALK[:2], "Tom Baker: I pay.", *TALK[2:]], {"Reporter", "Mayor", "Tom Baker"}),
        (["A. B. Clark, News: So?", "Mayor: No.", "A. B. Clark, News: Why?", "Mayor: Ah."],
         {"A. B. Clark, News", "Mayor"}),
    ],
)  # fmt: skip
def test_finds_speakers(paragraphs: list[str], speakers: set[str]) -> None:
    assert find_speakers(paragraphs) == speakers


@pytest.mark.parametrize(
    "paragraphs",
    [
        [],
        ["The mayor said: it is closed.", "The council said: it is not."],
        ["Abutment: its end.", "Deck: its road.", "Pier: its leg.", "Span: its gap."],
        ["Note: italics.", "Deck: its road.", "Pier: its leg.", "Note: more italics."],
        ["LONDON: The bridge closed.", "It is old.", "PARIS: So is ours."],
        ["At 10:30 it closed.", "At 11:30 it opened.", "At 10:30 it closed.", "At 11:30 it did."],
    ],
)
def test_lists_of_terms_and_datelines_are_no_interview(paragraphs: list[str]) -> None:
    assert find_speakers(paragraphs) == frozenset()


@pytest.mark.parametrize(
    ("paragraph", "turn"),
    [
        ("Mayor: Six weeks.", ("Mayor", 7)),
        ("[00:01:02] Mayor: Six.", ("Mayor", 18)),
        ("Mayor [00:01:02]: Six.", ("Mayor", 18)),
        ("Mayor (01:02): Six.", ("Mayor", 15)),
        ("Mayor:", ("Mayor", 6)),
        ("Mayor:Six.", None),
        ("Clerk: Six.", None),
        ("The Mayor: Six.", None),
    ],
)
def test_reads_a_turn(paragraph: str, turn: tuple[str, int] | None) -> None:
    assert read_turn(paragraph, frozenset({"Mayor"})) == turn


FIELDS = [
    # Cards, logs, lists of changes: labels that come back, values that nobody says.
    ["Yield: two loaves.", "Rise: two hours.", "Knead well.", "Yield: one loaf.", "Rise: an hour."],
    ["Note: a new menu", "Warning: needs gears 4", "Note: no sound", "Warning: no printer"],
    ["Habitat: wet meadows.", "Height: two feet.", "Habitat: dunes.", "Height: one foot."],
    ["Depart: 10:30", "Arrive: 11:45", "Depart: 12:30", "Arrive: 13:45", "Depart: 14:30"],
    ["try:", "go()", "except OSError:", "pass", "try:", "stop()", "except OSError:", "pass"],
    ["host: may I?", "port: 80", "host: b", "port: 81", "host: c", "port: 82"],
    ["Fri Jun 3 10:20:11 Ann", "Mon May 2 9:10:11 Bob", "Fri Jun 3 8:20:11 Ann"] * 2,
    ["材料：面粉。", "时长：一小时。", "材料：糖。", "时长：两小时。", "材料：盐。"],
    ["Problem: Why is it slow?", "Solution: Oil it.", "Problem: Why loud?", "Solution: Shut it."],
    ["USAGE", "gate [-v]", "FILES", "None.", "USAGE", "gate [-q]", "FILES", "None."] * 2,
]  # fmt: skip


@pytest.mark.parametrize("paragraphs", FIELDS)
def test_fields_that_come_back_are_no_speakers_and_nothing_is_cut(paragraphs: list[str]) -> None:
    assert speak(paragraphs) == [("", paragraph) for paragraph in paragraphs]


@pytest.mark.parametrize(
    ("paragraphs", "said"),
    [
        (["**Ann Lee:** Why?", "**Bo:** Rain.", "**Ann Lee:** So?", "**Bo:** I left."],
         [("Ann Lee", "Why?"), ("Bo", "Rain."), ("Ann Lee", "So?"), ("Bo", "I left.")]),
        (["K.L.: Why?", "M.: Rain.", "K.L.: So?", "M.: I left."],
         [("K.L.", "Why?"), ("M.", "Rain."), ("K.L.", "So?"), ("M.", "I left.")]),
        (["Speaker 1: 0:00", "Hello to all.", "Speaker 2: 0:04", "Why here?"] * 2,
         [("Speaker 1", "Hello to all."), ("Speaker 2", "Why here?")] * 2),
        (["Ann Lee 10:02", "Hello to all.", "Bo Ek 10:03", "Why here?"] * 2,
         [("Ann Lee", "Hello to all."), ("Bo Ek", "Why here?")] * 2),
        (["[00:05] Host: Who?", "[00:08] Guest: Me.", "[00:09] Host: Why?", "[00:11] Guest: So."],
         [("Host", "Who?"), ("Guest", "Me."), ("Host", "Why?"), ("Guest", "So.")]),
        (["LEAR. Who am I?", "FOOL. A shadow.", "LEAR. Whose?", "FOOL. My own."] * 2,
         [("LEAR", "Who am I?"), ("FOOL", "A shadow."), ("LEAR", "Whose?"),
          ("FOOL", "My own.")] * 2),
        (["LEAR", "Who am I?", "FOOL", "I say a shadow."] * 4,
         [("LEAR", "Who am I?"), ("FOOL", "I say a shadow.")] * 4),
    ],
)  # fmt: skip
def test_labels_of_conversations(paragraphs: list[str], said: list[tuple[str, str]]) -> None:
    assert speak(paragraphs) == said


def read_kinds(paragraphs: list[str]) -> list[tuple[str, str, str | None, list[str]]]:
    """The kind, words, label and context of each paragraph, none of which has a speaker."""
    text = "\n".join(paragraphs)
    starts = [0, *itertools.accumulate(len(paragraph) + 1 for paragraph in paragraphs)]
    spans = [Paragraph(s, s + len(c)) for s, c in zip(starts, paragraphs, strict=False)]
    assigned = assign_speakers(text, spans)
    assert {paragraph.speaker for paragraph in assigned} == {None}
    return [
        (p.kind, text[p.start : p.end], p.label, [text[slice(*span)] for span in p.context])
        for p in assigned
    ]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Q:", "A:"), ("Q.", "A."), ("Question:", "Answer:"), ("F:", "A:"), ("Frage:", "Antwort:"),
        ("问：", "答："), ("P:", "R:"), ("Вопрос:", "Ответ:"), ("س:", "ج:"), ("**Q:**", "**A:**"),
    ],
)  # fmt: skip
def test_marks_of_questions_and_answers_name_nobody(question: str, answer: str) -> None:
    lines = [f"{question} Why so late?", f"{answer} The tide.", "It turns at noon."]
    lines += [f"{question} Who says so?", f"{answer} The board."]
    assert read_kinds(lines) == [
        ("question", "Why so late?", None, []),
        ("answer", "The tide.", None, ["Why so late?"]),
        ("answer", "It turns at noon.", None, ["Why so late?"]),
        ("question", "Who says so?", None, []),
        ("answer", "The board.", None, ["Who says so?"]),
    ]


def test_a_numbered_question_and_its_answer_keep_its_number() -> None:
    lines = ["Q 11: Why?", "A: Rain.", "Q 12: When?", "A: Now."]
    assert [label for _, _, label, _ in read_kinds(lines)] == ["Q 11", "Q 11", "Q 12", "Q 12"]


def test_what_follows_a_question_is_its_answer_where_answers_have_no_mark() -> None:
    assert read_kinds(["Q: Why?", "Rain.", "Q: When?", "Now."]) == [
        ("question", "Why?", None, []),
        ("answer", "Rain.", None, ["Why?"]),
        ("question", "When?", None, []),
        ("answer", "Now.", None, ["When?"]),
    ]


def test_a_turn_carries_the_question_before_it() -> None:
    text = "Ann: It rains. Why so late?\nBo: The tide.\nAnn: Ah. And now?\nBo: I wait."
    spans = [Paragraph(m.start(), m.end()) for m in re.finditer(r".+", text)]
    assigned = assign_speakers(text, spans)
    context = [[text[slice(*span)] for span in p.context] for p in assigned]
    assert context == [[], ["It rains. Why so late?"], [], ["Ah. And now?"]]


def test_the_question_of_a_long_turn_is_its_end() -> None:
    text = f"Ann: {'It rains all day. ' * 90}Why?\nBo: The tide.\nAnn: So?\nBo: I wait."
    spans = [Paragraph(m.start(), m.end()) for m in re.finditer(r".+", text)]
    ((start, end),) = assign_speakers(text, spans)[1].context
    assert text[start:end] == "It rains all day. It rains all day. Why?"


def test_words_under_a_name_in_doubt_are_nobodys() -> None:
    said = speak([*TALK[:2], "Harbour Lights: a view of the pier.", *TALK[2:]])
    assert said[2] == ("", "Harbour Lights: a view of the pier.")


def test_a_long_run_without_labels_is_nobodys_from_where_it_is_not_certain() -> None:
    said = speak([*TALK, *["The bridge is old."] * 50])
    assert [speaker for speaker, _ in said[4:]] == ["Mayor"] * 2 + [""] * 48


def test_code_and_tables_hold_no_turns() -> None:
    text = "\n".join(TALK)
    spans = [Paragraph(m.start(), m.end(), kind="code") for m in re.finditer(r".+", text)]
    assert assign_speakers(text, spans) == tuple(spans)


def test_a_table_is_nobodys_with_what_stands_below_but_may_be_of_an_answer() -> None:
    for lines, speakers in (
        ([*TALK[:2], "Pier | 6", "It rains.", *TALK[2:]], [*TALK_NAMES, None, None, *TALK_NAMES]),
        (["Q: How?", "A: So.", "Pier | 6", "Q: Why?", "A: Rain."], [None] * 5),
    ):
        text = "\n".join(lines)
        spans = [
            Paragraph(m.start(), m.end(), kind="table" if "|" in m[0] else "prose")
            for m in re.finditer(r".+", text)
        ]
        assigned = assign_speakers(text, spans)
        assert [p.speaker for p in assigned] == speakers
        table = next(p for p in assigned if p.kind == "table" or "|" in text[p.start : p.end])
        assert bool(table.context) == (None in speakers[:1])


@given(st.lists(st.text("ABQab:. \n?!", max_size=30), max_size=40))
def test_paragraphs_stay_slices_in_order(contents: list[str]) -> None:
    contents = [content.strip() or "x" for content in contents]
    text = "\n".join(contents)
    starts = [0, *itertools.accumulate(len(content) + 1 for content in contents)]
    spans = [Paragraph(s, s + len(c)) for s, c in zip(starts, contents, strict=False)]
    ends = {paragraph.end for paragraph in spans}
    for paragraph in assign_speakers(text, spans):
        assert paragraph.start < paragraph.end
        assert paragraph.end in ends
        check_context(paragraph.context, (paragraph.start, paragraph.end), len(text))


def test_an_introduction_has_no_speaker_and_a_label_is_cut_off() -> None:
    assert speak(["We met on the quay.", *TALK]) == [
        ("", "We met on the quay."),
        ("Reporter", "How long?"),
        ("Mayor", "Six weeks."),
        ("Reporter", "Who pays?"),
        ("Mayor", "The city."),
    ]


def test_a_paragraph_without_label_goes_on_with_the_turn_before() -> None:
    assert speak([*TALK, "It always does."])[-1] == ("Mayor", "It always does.")


def test_nobody_says_what_stands_below_a_heading_or_a_rule_until_the_next_label() -> None:
    said = speak([*TALK[:2], "It may be seven.", *TALK[2:]], {2: "Delays", 3: "Money"})
    assert [speaker for speaker, _ in said] == ["Reporter", "Mayor", "", "Reporter", "Mayor"]
    for rule in ("---", "* * *", "\u2042", "______"):
        said = speak([*TALK[:2], rule, "It rains.", *TALK[2:], rule, "It is old.", "Very."])
        speakers = [speaker for speaker, _ in said]
        assert speakers == ["Reporter", "Mayor", "", "Reporter", "Mayor", "", ""], rule
    assert speak([*TALK, "\u2026", "It always does."])[-1][0] == "Mayor"  # left out, not parted


def test_the_first_heading_below_the_last_turn_ends_the_interview() -> None:
    said = speak([*TALK, "It always does.", "The bridge is old.", "Very."], {5: "Background"})
    assert [speaker for speaker, _ in said[4:]] == ["Mayor", "", ""]


def test_a_label_on_a_line_of_its_own_names_who_speaks_below() -> None:
    lines = [part for turn in TALK for part in turn.replace(": ", ":\n").split("\n")]
    assert speak(lines) == [
        ("Reporter", "How long?"),
        ("Mayor", "Six weeks."),
        ("Reporter", "Who pays?"),
        ("Mayor", "The city."),
    ]


def test_the_points_of_an_answer_are_no_speakers() -> None:
    for point in ("My first point: it is old.", "First: it is old."):
        assert speak([*TALK[:2], point, *TALK[2:]])[2] == ("Mayor", point)


@pytest.mark.parametrize(
    "strange",
    [
        *("Dora: It was sold.", "Editor: It was sold.", "NARRATOR: It was sold."),
        *("Question from the floor: Was it sold?", "A woman in the back: It was."),
        *("Correction: it was seven.", "Note: it was seven.", "Ann Lee (laughing): Six?"),
    ],
)
def test_what_stands_behind_a_label_that_names_nobody_known_is_nobodys(strange: str) -> None:
    said = speak([*TALK[:2], strange, "It is sad.", *TALK[2:], strange, "It is sad."])
    assert [speaker for speaker, _ in said] == ["Reporter", "Mayor", "", "", *TALK_NAMES, "", ""]
    assert said[2][1] == said[6][1] == strange
    speakers = find_speakers([*TALK, strange])
    assert read_turn(strange, speakers)  # so that it begins a paragraph
    assert bool(read_turn("TOM: It is.", find_speakers([*TALK, "It is old,", "TOM: It is."])))
    assert find_speakers([*TALK[:3], "Mayor: It is the", strange]) == {"Reporter", "Mayor"}


@pytest.mark.parametrize("remark", ["(Translated by Eve.)", "[Eve enters: she sits.]", "*（笑）*"])
def test_a_remark_in_brackets_is_nobodys_and_behind_the_last_turn_ends_it(remark: str) -> None:
    said = speak([*TALK[:2], remark, "It is sad.", *TALK[2:], remark, "It is sad."])
    assert [speaker for speaker, _ in said] == [*TALK_NAMES, "", "Mayor", *TALK_NAMES, "", ""]


def test_a_name_in_capitals_that_is_not_known_is_nobodys() -> None:
    lines = ["LEAR. Who am I?", "FOOL. A shadow.", "LEAR. Whose?", "FOOL. My own."] * 2
    said = speak([*lines, "KENT. He sleeps.", "It rains."])
    assert said[-2:] == [("", "KENT. He sleeps."), ("", "It rains.")]


def test_a_nickname_that_comes_once_is_nobodys_among_nicknames() -> None:
    said = speak(["tom: Hi.", "anna: Hi.", "tom: Closed?", "anna: Closed.", "dora: I left."])
    assert said[3:] == [("anna", "Closed."), ("", "dora: I left.")]


@pytest.mark.parametrize(
    ("said", "speaker"),
    [
        ("The rule is simple: stay on the path.", "Mayor"),
        ("That's it: stay on the path.", "Mayor"),
        ("Die Regel ist einfach: Bleib auf dem Weg.", "Mayor"),
        ("La regla está clara: por el camino.", "Mayor"),
        ("Question from the floor: Why?", ""),
        ("Minister of war: No.", ""),
    ],
)
def test_a_sentence_with_a_colon_in_a_turn_is_no_label(said: str, speaker: str) -> None:
    turns = speak([*TALK[:2], said, "It rained.", *TALK[2:]])
    assert turns[2:4] == [(speaker, said), (speaker, "It rained.")]


@pytest.mark.parametrize(
    ("question", "answer", "asked"),
    [
        ("問：", "答：", "竈は何時に熱くなりますか。"),
        ("質問：", "回答：", "竈は何時に熱くなりますか。"),
        ("问：", "答：", "炉子几点热"),
        ("질문: ", "답변: ", "화덕은 언제 뜨거워지나요"),
        ("ถาม: ", "ตอบ: ", "เตาร้อนเมื่อไร"),
        ("پرسش: ", "پاسخ: ", "تنور کی گرم می‌شود؟"),
        ("Питање: ", "Одговор: ", "Када је пећ врела?"),
        ("Klausimas: ", "Atsakymas: ", "Kada įkaista krosnis?"),
        ("கேள்வி: ", "பதில்: ", "அடுப்பு எப்போது சூடாகும்?"),
        ("Pytanie 1: ", "Odpowiedź: ", "Kiedy piec jest gorący?"),
        ("Pregunta 1. ", "Respuesta. ", "¿Cuándo está caliente el horno?"),
    ],
)
def test_marks_of_questions_and_answers_in_many_languages(
    question: str, answer: str, asked: str
) -> None:
    lines = [f"{question}{asked}", f"{answer}4.", f"{question}{asked}", f"{answer}5."]
    text = "\n".join(lines)
    starts = [0, *(n + 1 for n, sign in enumerate(text) if sign == "\n")]
    paragraphs = [
        Paragraph(start, start + len(line)) for start, line in zip(starts, lines, strict=True)
    ]
    read = assign_speakers(text, paragraphs)
    assert [text[p.start : p.end] for p in read] == [asked, "4.", asked, "5."]
    assert [p.kind for p in read] == ["question", "answer"] * 2
    assert not any(p.speaker for p in read)


def test_a_word_with_a_full_stop_is_no_mark_by_itself() -> None:
    lines = ["Question 1. Who bakes?", "Ada bakes.", "Question 2. Who eats?", "All of us."]
    assert not find_speakers(lines)


def test_a_question_is_not_that_of_an_answer_below_another_heading() -> None:
    lines = ["Q: Is the bridge safe?", "A: It is.", "A: For now.", "A: Two crowns.", "A: No."]
    text = "\n".join(lines)
    paragraphs = []
    start = 0
    for line, heading in zip(lines, ("Safety", "Safety", "Safety", "Toll", "Cars"), strict=True):
        paragraphs.append(Paragraph(start, start + len(line), (heading,)))
        start += len(line) + 1
    asked = [
        tuple(text[slice(*span)] for span in one.context)
        for one in assign_speakers(text, paragraphs)
    ]
    assert asked == [(), ("Is the bridge safe?",), ("Is the bridge safe?",), (), ()]
