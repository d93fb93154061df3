"""What stands around the words of a posted message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.verification.wrappings import skip_head, unwrap_line


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("🚨 Gulls eat chips 😂 #gulls #chips", "Gulls eat chips"),
        ("#news Gulls eat chips.", "Gulls eat chips."),
        ("“Gulls eat chips” #gulls", "“Gulls eat chips”"),
        ("Beware of the #gulls", "Beware of the gulls"),
        ("Gulls eat chips! 🍟🍟 They like them.", "Gulls eat chips! They like them."),
        ("It is ☀ outside", "It is ☀ outside"),
        ("Our C# course, #1 in town", "Our C# course, #1 in town"),
        ("<b>Gulls</b> &amp; chips<br/>", "Gulls & chips"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("The <em> tag and the </p> tag", "The <em> tag and the tag"),
        ("Gulls <i> eat </i> chips", "Gulls eat chips"),
        ("Gulls <b>eat", "Gulls eat"),
        ("Write <code> before it", "Write <code> before it"),
        ("😀👍", ""),
        ("#Чайки едят", "едят"),
        ("3️⃣ Gulls eat chips.", "Gulls eat chips."),
        ("*️⃣ Gulls eat chips.", "Gulls eat chips."),
        ("1️⃣0️⃣ Gulls eat chips. 9️⃣", "Gulls eat chips."),
        ("5️⃣0️⃣ chips are eaten", "5️⃣0️⃣ chips are eaten"),
        ("Gulls eat 9️⃣", "Gulls eat 9️⃣"),
        ("Gulls eat 3 chips.", "Gulls eat 3 chips."),
        ("[12.03.22, 18:40:05] Ann Lee: Gulls eat.", "Gulls eat."),
        ("3/12/22, 6:40 PM - Ann Lee: Gulls eat.", "Gulls eat."),
        ("[18:40] Ann Lee: Gulls eat.", "Gulls eat."),
        ("18:40 is late: Gulls eat.", "18:40 is late: Gulls eat."),
        ("2022-03-12 Gulls: they eat.", "2022-03-12 Gulls: they eat."),
        ("@ann @bob_lee Gulls eat chips.", "Gulls eat chips."),
        ("Gulls @bob eat", "Gulls @bob eat"),
        ("@gulls eat", "@gulls eat"),
    ],
)
def test_a_line_is_unwrapped(line: str, bare: str) -> None:
    assert " ".join(unwrap_line(line).split()) == bare


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        (["Ann Lee, [12.03.2022 18:40]", "Gulls eat chips."], ["Gulls eat chips."]),
        (["[2022-03-12, 18:40] Ann Lee: Gulls eat"], ["[2022-03-12, 18:40] Ann Lee: Gulls eat"]),
        (["---- Original ----", "From: A", "Sent: May 4", "", "Gulls eat."], ["", "Gulls eat."]),
        (["Von: A", "Datum: 4. Mai", "Betreff: B", "Möwen."], ["Möwen."]),
        (["От: А", "Тема: Б", "Чайки едят."], ["Чайки едят."]),
        (["Ann: Do gulls eat?", "Bob: No."], ["Ann: Do gulls eat?", "Bob: No."]),
        (["Gulls came [12.03.2022]"], ["Gulls came [12.03.2022]"]),
        (["[12/03/2022, 18:40]", "Gulls eat."], ["Gulls eat."]),
        (["Forwarded from Harbour News", "Gulls eat."], ["Gulls eat."]),
        (["Weitergeleitet von Anna:", "Möwen."], ["Möwen."]),
        (["أعيد توجيهها من قناة البحر", "نورس"], ["نورس"]),
        (
            ["Forwarded from the sea they come.", "Gulls."],
            ["Forwarded from the sea they come.", "Gulls."],
        ),
        (["Forwarded from Harbour News"], ["Forwarded from Harbour News"]),
        (["Note: gulls", "eat chips."], ["Note: gulls", "eat chips."]),
        (["From: A", "To: B"], ["From: A", "To: B"]),
    ],
)
def test_a_head_is_skipped(lines: list[str], left: list[str]) -> None:
    assert skip_head(lines) == left


@given(st.text(max_size=300))
def test_nothing_is_put_in(line: str) -> None:
    assert len(unwrap_line(line)) <= len(line)
