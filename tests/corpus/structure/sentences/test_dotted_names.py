"""Full stops without a blank behind them: within a program's name, or where a blank is lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.structure.sentences.dotted_names import may_join_name
from corpus.structure.sentences.sentences import split_sentences


def cut(text: str, language: str | None = "en") -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The lock is an instance of gate.Handle class and closes by itself."),
        ("en", "Both gate.Handle and pump.Valve wait."),
        ("en", "Ask clock.After to wake you, not clock.Since, if it is late."),
        ("en", "Is it what the pump calls gate.Handle?"),
        ("en", "An error is raised by Gate.Is."),
        ("en", "The lock is (gate.Handle) or “pump.Valve” here."),
        ("de", "Die Pumpe ruft gate.Handle auf, bevor sie wartet."),
        ("fr", "La pompe appelle gate.Handle avant la nuit."),
        ("pl", "Pompa wywołuje gate.Handle przed nocą."),
        (None, "The pump calls gate.Handle by itself."),
    ],
)
def test_a_name_of_a_program_is_not_cut(language: str | None, sentence: str) -> None:
    assert cut(f"{sentence} {sentence}", language) == [sentence, sentence]


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", "The barge is at the quay.", "The crew sleeps."),
        ("en", "It is what we can’t.", "Nobody can."),
        ("en", "He said so.", "That’s all he said."),
        ("de", "Der Kahn liegt am Kai.", "Die Leute schlafen."),
        ("de", "Der Kahn kam spät.", "Überall schlief man."),
        ("fr", "La pompe est arrêtée.", "Personne ne dort."),
        ("fr", "La pompe dort.", "Elle attend."),
        ("ru", "Насос стоит.", "Вода ушла."),
    ],
)
def test_a_blank_is_missing_before_a_word_that_begins_sentences(
    language: str, one: str, two: str
) -> None:
    assert cut(one + two, language) == [one, two]


def test_a_text_that_lost_blanks_lost_them_before_other_words_too() -> None:
    sentences = ["It rained.", "And it blew.", "Nobody came.", "So we left."]
    assert cut("".join(sentences)) == sentences
    one = "It calls gate.Handle and pump.Valve as you like."
    assert cut(f"{one}Then it ends.") == [one, "Then it ends."]


def test_each_stop_costs_the_same_in_any_text() -> None:
    text = "see gate.Handle and " * 20_000
    started = time.process_time()
    assert all(may_join_name(text, n * 20 + 9, "en") for n in range(300))
    assert time.process_time() - started < 1


@given(st.text(min_size=1), st.integers(0, 30), st.sampled_from(["en", "de", "xx"]))
def test_any_text_has_names_or_none(text: str, stop: int, language: str) -> None:
    assert may_join_name(text, min(stop, len(text)), language) in (True, False)
