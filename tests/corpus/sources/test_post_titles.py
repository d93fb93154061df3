"""Titles of posts: what they are about, not what they begin with."""

import time

import pytest

from corpus.sources.post_titles import find_title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Source: Reuters\nThe pier is shut until May.", "The pier is shut until May"),
        ("Photo: Ann Bell\n\nThe pier is shut.", "The pier is shut"),
        ("Фото: Анна Белл / РИА\nПричал закрыт до мая.", "Причал закрыт до мая"),
        (
            "Photo: the crane lifts the mast over the pier.",
            "the crane lifts the mast over the pier",
        ),
        ("UPD: the pier is open again", "the pier is open again"),
        ("UPD 14:30. The pier is open again", "The pier is open again"),
        ("Update: the ferry is late.", "the ferry is late"),
        ("⚡️ BREAKING: the bridge is closed", "the bridge is closed"),
        ("‼️Срочно!\nМост закрыт", "Мост закрыт"),
        ("BREAKING NEWS\nThe bridge is closed", "The bridge is closed"),
        ("Eilmeldung: Die Brücke ist gesperrt.", "Die Brücke ist gesperrt"),
        ("Última hora: el puente está cerrado", "el puente está cerrado"),
        ("عاجل: أغلق الجسر اليوم", "أغلق الجسر اليوم"),
        ("快讯：大桥今天关闭。", "大桥今天关闭"),
        ("#news #harbour\nThe pier is shut.", "The pier is shut"),
        ("#news The pier is shut #harbour", "The pier is shut"),
        ("#Rotterdam closes its port", "#Rotterdam closes its port"),
        ("🎉🎉🎉\nThe pier is open! 🎉", "The pier is open!"),
        ("https://example.org/pier\nRead what the mayor says.", "Read what the mayor says"),
        ("1️⃣ Bring a coat", "Bring a coat"),
        ("• Bring a coat", "Bring a coat"),
        ("Good morning, dear friends!\nThe pier is shut.", "The pier is shut"),
        ("Доброе утро! Причал закрыт до мая.", "Причал закрыт до мая"),
        ("5 March 2024\nThe pier is shut.", "The pier is shut"),
        ("Wow! The pier is open.", "The pier is open"),
        ("“The pier is open,” she said.", "“The pier is open,” she said"),
        ("News from the harbour", "News from the harbour"),
        ("New ferry to the island", "New ferry to the island"),
        ("Live music at the pier", "Live music at the pier"),
        ("Video calls are free now", "Video calls are free now"),
        ("@harbour_bot answers questions", "@harbour_bot answers questions"),
        ("-20 °C at the pier", "-20 °C at the pier"),
        ("Video: the new tug at work", "the new tug at work"),
        ("Photo: Ann van Bell", ""),
        ("图片：王伟", ""),
        ("Bring these to the pier:\na coat", "Bring these to the pier"),
        ("Photo: Ann Bell", ""),
        ("#news #harbour", ""),
        ("🎉", ""),
        ("Breaking", ""),
    ],
)
def test_a_title_tells_what_a_post_is_about(text: str, title: str) -> None:
    assert find_title([text]) == title


def test_a_title_is_bounded() -> None:
    assert len(find_title(["The pier is open and shut. " * 100])) <= 80
    assert len(find_title(["pier " * 4000])) <= 80


def test_signs_and_tags_without_end_cost_little() -> None:
    start = time.process_time()
    for sign in ("#tag ", "⚡️", "UPD: ", "Photo: ", "- ", "a.", "#", "@a "):
        find_title([sign * 8000] * 50)
    assert time.process_time() - start < 2
