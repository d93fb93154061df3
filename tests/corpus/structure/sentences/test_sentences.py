"""Sentence boundaries in several scripts, and on text that breaks libraries."""

from time import perf_counter, process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.structure.sentences.sentences import split_sentences, strip_span

PIECES = (
    "A¦b¦Dr¦.¦!¦?¦ ¦\n¦\u00a0¦\u3000¦\u0085¦“¦”¦(¦)¦。¦۔¦।¦中文¦ไทย¦\u0301¦\U0001f600¦"
    "http://a.b/c¦1. ¦U.S.A. "
)


def cut(text: str, language: str | None = None) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["It was 5 p.m. on Monday.", "Dr. Smith left.", "“Why?” he asked."]),
        ("en", ["The meeting is on Dec. 24.", "Bring cake.", "It ends on Sept. 30."]),
        ("fr", ["Il habite au no. 12.", "Venez tôt."]),
        (None, ["这是一。", "那是二！", "真的？"]),
        ("ur", ["پل بند ہے۔", "فیری چلتی ہے۔"]),
        ("hi", ["पुल बंद है।", "नाव चलती है।"]),
        ("ar", ["الجسر مغلق.", "هل تعمل العبارة؟", "نعم."]),
        ("zzz", ["One here.", "Two there."]),
        (
            "da",
            ["Kroen åbnede den 7. juni.", "Hr. Madsen bor i nr. 4.", "»Kom nu.«", "Så gik han."],
        ),
        ("da", ["Se § 3, jf. § 9.", "Det koster ca. 2 mio. kr. om året.", "Er det sandt?", "Ja!"]),
        ("ca", ["La Dra. Vila va arribar.", "Vegeu la pàg. 14.", "És veritat?", "Sí!"]),
        ("ca", ["El Sr. Mas viu al núm. 7.", "Els Srs. Coll i Roca no hi són."]),
    ],
)
def test_splits_sentences(language: str | None, sentences: list[str]) -> None:
    space = "" if language is None else " "
    assert cut(space.join(sentences), language) == sentences


def test_a_line_end_ends_a_sentence() -> None:
    assert cut("no stop\n\n  and none here ") == ["no stop", "and none here"]


@pytest.mark.parametrize("mark", [*"•◦▪▫○●■□◆►➢➤★⁃‣·–-*✓", "(a)", "(3)", "(iv)", "(B)"])
@pytest.mark.parametrize("before", ["", "  ", "Keep it dry. "])
def test_an_item_ends_its_sentences_whatever_its_mark(before: str, mark: str) -> None:
    first = f"{mark} Oil the hinge in May."
    sentences = [first, "Do so again in autumn.", "Is it rusty?", "Then file it."]
    kept = [before.strip(), *sentences] if before.strip() else sentences
    assert cut(before + " ".join(sentences), "en") == kept


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000\t"])
def test_blank_text_has_none(text: str) -> None:
    assert split_sentences(text) == []


@pytest.mark.parametrize("space", ["\u00a0", "\u2028", "\u3000", "\x85"])
def test_wide_spaces_do_not_stop_the_library(space: str) -> None:
    assert cut(f"A{space}. B.") in ([f"A{space}. B."], [f"A{space}.", "B."])


@given(
    st.lists(st.sampled_from(PIECES.split("¦")), max_size=60).map("".join) | st.text(max_size=60)
)
@example("x" * 9000)
@example("word " * 3000)
def test_spans_are_ordered_stripped_and_cover_the_text(text: str) -> None:
    end_before = 0
    for start, end in split_sentences(text):
        assert end_before <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert not text[end_before:start].strip()
        end_before = end
    assert not text[end_before:].strip()


def test_a_long_line_gives_the_same_sentences_as_short_ones() -> None:
    sentences = [f"Boat number {n} came in from the sea." for n in range(2000)]
    assert cut(" ".join(sentences)) == sentences


@pytest.mark.parametrize("language", ["ca", "oc", "da", "kl", "jut"])
def test_a_full_stop_costs_about_the_same_in_every_language(language: str) -> None:
    """As a ratio: what the library reads as Danish or Catalan took hundreds of times as long."""
    text = "A lamp. " * 500
    assert len(split_sentences(text, language)) == 500  # what is loaded once is loaded
    assert _measure(text, language) < 40 * _measure(text, "nb")


def _measure(text: str, language: str) -> float:
    """Seconds of processor time, the least of three."""
    taken = []
    for _ in range(3):
        begun = process_time()
        split_sentences(text, language)
        taken.append(process_time() - begun)
    return min(taken)


def test_long_lines_take_linear_time() -> None:
    start = perf_counter()
    assert len(split_sentences("这是一个句子。" * 30_000)) == 30_000
    assert perf_counter() - start < 10  # it was a minute


def test_strip_span() -> None:
    assert strip_span(" ab ", 0, 4) == (1, 3)
    assert strip_span("   ", 0, 3) == (3, 3)
