"""What of a message is in none of its parts is told, whatever its words are."""

from functools import partial

import pytest

from bot.answers.verification import FindPlaces, Verdict, make_finder, verify_text
from corpus import read_corpus
from embeddings import BuildFolder, build_index, find_holders, load_index
from tests.support.fake_encoder import FakeEncoder

HELD = "the ferry did not sail in winter."
AROUND = "The tide is high by nobody, it was untrue then, and it is far worse, they say."
ARTICLE = (
    f"---\nsource: Quay Gazette\nauthor: Ida Moss\n---\n# Never on Monday\n\nOn the quay {HELD}\n\n"
)
HELD_ZH = "渡船冬天停航。"


@pytest.fixture(scope="module")
def find_places(tmp_path_factory: pytest.TempPathFactory) -> FindPlaces:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "quay.md").write_text(f"{ARTICLE}T{HELD[1:]}\n\n{HELD_ZH}\n\n{AROUND}\n", "utf-8")
    encoder, builds = FakeEncoder(dimension=32), BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    return make_finder(partial(find_holders, load_index(builds, encoder)), None)


@pytest.mark.parametrize(
    ("message", "own"),
    [
        (f"Stop believing that {HELD}", ("Stop believing that",)),
        (f"They disproved that {HELD}", ("They disproved that",)),
        (f"Hoax: {HELD}", ("Hoax:",)),
        (f"Utter rubbish: {HELD}", ("Utter rubbish:",)),
        (f"[8:40] Nonsense: {HELD}", ("Nonsense:",)),
        (f"3/4/2021, 8:40 PM - Wrong: {HELD}", ("Wrong:",)),
        (f"Forwarded from Ben: a lie\nT{HELD[1:]}", ("Forwarded from Ben: a lie",)),
        (f"#hoax T{HELD[1:]}", ("#hoax",)),
        (f"“{HELD}” Nobody can prove it!", ("Nobody can prove it!",)),
        (f"“{HELD}” (not Ida Moss)", ("(not Ida Moss)",)),
        (f"谣言：「{HELD_ZH}」我不信", ("谣言：", "我不信")),
        (f"> T{HELD[1:]}\n\nThat is made up.", ("That is made up.",)),
        (f"Ida Moss never wrote: “{HELD}”", ("Ida Moss never wrote:",)),
        (f"Never, Ida Moss said: “{HELD}”", ("Never, Ida Moss said:",)),
        (f"Ida Moss on Monday wrote: “{HELD}”", ("Ida Moss on Monday wrote:",)),
        (f"❌ T{HELD[1:]}", ("❌",)),
        (f"“{HELD}” 👎", ("👎",)),
        (f"T{HELD[1:]}\n🚫", ("🚫",)),
        (f"T{HELD[1:]} Far worse.", ("Far worse.",)),
        (f"T{HELD[1:]}\nIt was untrue.", ("It was untrue.",)),
        (f"T{HELD[1:]}\n\nBy nobody.", ("By nobody.",)),
    ],
)
def test_what_stands_beside_is_told(
    message: str, own: tuple[str, ...], find_places: FindPlaces
) -> None:
    found = verify_text(message, find_places)
    assert [part.verdict for part in found.parts] == [Verdict.VERBATIM]
    assert found.own_words == own


@pytest.mark.parametrize(
    "message",
    [
        f"T{HELD[1:]}",
        f"According to the Quay Gazette, {HELD}",
        f"“{HELD}” (Quay Gazette)",
        f"As Ida Moss of the Quay Gazette wrote: “{HELD}”",
        f"As Moss wrote: “{HELD}”",
        f"🎉 “{HELD}”",
        f"“{HELD}”\n— Ida Moss",
        f"Quote of the day: “{HELD}”",
        f"<b>T{HELD[1:]}</b>\nhttps://example.org/never",
        "Nothing of this stands there.",
    ],
)
def test_whose_words_they_are_is_not_repeated(message: str, find_places: FindPlaces) -> None:
    assert verify_text(message, find_places).own_words == ()


def test_a_stamp_that_names_nobody_stays(find_places: FindPlaces) -> None:
    part = verify_text(f"[8:40] It is a tale: {HELD}", find_places).parts[0]
    assert part.verdict is not Verdict.VERBATIM


def test_what_was_not_read_is_not_told(find_places: FindPlaces) -> None:
    text = "“the ferry did not sail in winter” and " * 200
    found = verify_text(text, find_places)
    assert found.unread
    assert len(found.own_words) <= 2
