"""Which language a text or a question is in."""

import pytest

from corpus.structure.language import (
    choose_language,
    detect_language,
    detect_other_language,
    guess_by_script,
)

_JAPANESE = "クレーンは月曜日に四十トンを持ち上げます。鍵は粉屋の娘が持っています。" * 3
_ENGLISH = "The crane lifts forty tons on Mondays, and the miller's daughter has the key. " * 3


@pytest.mark.parametrize(
    ("stated", "text", "code"),
    [
        ("en", _JAPANESE, "ja"),
        ("en-US", _JAPANESE, "ja"),
        ("ja", _ENGLISH, "en"),
        ("ja", _JAPANESE, "ja"),
        ("de", _ENGLISH, "de"),
        ("en", _ENGLISH + _JAPANESE[:40], "en"),
        ("ja", _ENGLISH + _JAPANESE[:40], "ja"),
        ("sr", "Кључ млина чува воденичарева ћерка, а дизалица ради понедељком.", "sr"),
        ("en", "クレーン", "en"),
        (None, _JAPANESE, "ja"),
    ],
)
def test_the_text_tells_more_than_a_program(stated: str | None, text: str, code: str) -> None:
    assert choose_language(stated, text) == code


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("¿Dónde se guarda la llave del molino?", "es"),
        ("Где хранится ключ от мельницы?", "ru"),
        ("磨坊的钥匙放在哪里？", "zh"),
        ("أين يحفظ مفتاح الطاحونة القديمة؟", "ar"),
        ("چکی کی چابی کہاں رکھی جاتی ہے؟", "ur"),
        ("Où garde-t-on la clé du moulin ?", "fr"),
    ],
)
def test_a_question_in_another_language_is_told(question: str, code: str) -> None:
    assert detect_other_language(question, ("en",)) == code
    assert detect_other_language(question, ("en", code)) is None


@pytest.mark.parametrize(
    "question",
    ["Where is the key?", "Who keeps Gwadar?", "Pakistan", "1984", "ok", "", "Task Force-88?"],
)
def test_what_may_be_english_is_not_told(question: str) -> None:
    assert detect_other_language(question, ("en",)) is None


@pytest.mark.parametrize(
    "text",
    [
        "| Part | Price | Store |\n| Bolt | 2 euros | Hall A |\n| Gear | 30 euros | Hall B |",
        "Item,Price,Paid by\nGranite,18 euros,County\nCrane hire,3 euros,Mill\nPumps,7 euros,Mill",
        "Name,Room\nMary Flint,12\nTom Baker,14\nAnn Hale,3\nPeer Holm,9\nIda Voss,2",
    ],
)
def test_names_and_prices_are_in_no_language(text: str) -> None:
    assert detect_language(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Mae'r harbwr ar agor bob dydd o naw tan bump, ac mae'r gloch yn canu.", "cy"),
        ("Den Hafe ass all Dag vun néng bis fënnef op, an de Wiechter laut.", "lb"),
        ("El port és obert cada dia de nou a cinc, i el guardià toca la campana.", "ca"),
        ("Milk 3 crowns, Bread 2 crowns, Butter 5 crowns, Cheese 7 crowns a piece", "en"),
        ("Milch 3 Kronen, Brot 2 Kronen, Butter 5 Kronen, Käse 7 Kronen, Kelp", "de"),
    ],
)
def test_a_short_text_is_in_its_language(text: str, code: str) -> None:
    assert detect_language(text) == code


@pytest.mark.parametrize("text", ["", "Too short to tell", "12 34 56 " * 20])
def test_too_few_letters_are_in_no_language(text: str) -> None:
    assert detect_language(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Мост", "ru"),
        ("橋", "zh"),
        ("橋の上", "ja"),
        ("नाव चली।", "hi"),
        ("ती गेली.", "mr"),
        ("배 (boat)", None),
        ("나룻배 A", "ko"),
        ("été", None),
        ("", None),
        ("12 – 34", None),
    ],
)
def test_a_script_tells_a_language_that_ends_its_sentences_alike(
    text: str, code: str | None
) -> None:
    assert guess_by_script(text) == code


def test_a_relative_of_a_language_is_told_as_that_one() -> None:
    chinese = (
        "渡船每天早上九点从南码头开出。成人票价为四十克朗，儿童免费。冬季只在周末开船，请提前预订。"
    )
    mixed = (
        f"{chinese}\n\n渡し船は毎朝九時に出ます。\n\nThe ferry leaves the southern pier at nine."
    )
    assert detect_language(mixed) == "zh"
