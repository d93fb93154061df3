"""What the bot writes around quotes is no part of an answer that is pasted, and hides nothing."""

from functools import partial
from pathlib import Path

import pytest

from bot.answers.verification import Verdict, Verification, make_finder, verify_text
from bot.text.answer_frames import read_frame
from bot.text.copied_citations import name_sources
from bot.text.own_lines import write_lines
from bot.text.translation import LANGUAGES, gettext, speaking
from corpus import read_corpus
from embeddings import BuildFolder, PassageIndex, build_index, find_holders, load_index
from tests.support.fake_encoder import FakeEncoder
from tests.support.harbour import FILES

LAMP = "The lamp turns once in twelve seconds."
FALSE = "The lamp turns once in twenty seconds."
MADE_UP = "The keeper sold the island to a circus."
KEEPER = "The lighthouse of Skerry · Ada Pell · Coast News · 13 November 2024"
NOTES = "Notes from the coast · Island Post · 1 June 2022"
TALK = """---
title: On boats
source: Coast News
based_on:
  - title: The old rules of the port
    source: Port Office
    date: 1950-03-01
---
**Ann Bell:** How many boats are there in summer?

**Bob Hart:** There are sixty boats in summer.

**Ann Bell:** Who pays for the crane?

**Bob Hart:** The fishermen pay for it.

## 3.4.0

### Removed

The old lever was removed.

## Words

I found no answer to “Who is the sea?”.
"""
SPEECH = "There are sixty boats in summer."


class Reading:
    """How a message is verified."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index
        self._find_places = make_finder(partial(find_holders, index), None)

    def verify(self, message: str) -> Verification:
        """`message`, verified."""
        return verify_text(
            message,
            self._find_places,
            find_passage=self._index.find_passage_at,
            name_sources=name_sources,
            read_frame=read_frame,
            write_lines=write_lines,
            has_title=self._index.is_titled,
            find_located=self._index.find_passage,
        )


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in {**FILES, "talk.md": TALK}.items():
        (folder / name).write_text(text, "utf-8")
    builds, encoder = BuildFolder(tmp_path_factory.mktemp("index")), FakeEncoder(dimension=32)
    build_index(read_corpus(folder), Path("none"), encoder, builds)
    return Reading(load_index(builds, encoder))


def list_verdicts(found: Verification) -> list[Verdict]:
    return [part.verdict for part in found.parts]


def is_clean(found: Verification) -> bool:
    """Whether all parts stand word for word, and nothing else of the message is told."""
    sources = [part.source for part in found.parts if part.source]
    is_whole = not any(one.sentence for part in found.parts for one in part.occurrences[:1])
    is_right = all(source.is_right_in_all for source in sources)
    verdicts = {*list_verdicts(found)}
    return verdicts == {Verdict.VERBATIM} and is_whole and is_right and not found.own_words


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_below_a_quote(reading: Reading, language: str) -> None:
    with speaking(language):
        also = gettext("Also in:") + f" {NOTES}"
        speaker = gettext("{speaker}, in").format(speaker="Bob Hart")
        basis = gettext("Based on: {report}")
    report = basis.format(report="The old rules of the port · Port Office · 1 March 1950")
    assert is_clean(reading.verify(f"{LAMP}\n{also}\n{KEEPER}"))
    assert is_clean(reading.verify(f"{SPEECH}\n{speaker}\nOn boats · Coast News\n{report}"))


@pytest.mark.parametrize(
    "message",
    [
        f"{LAMP}\n{KEEPER}\n{NOTES}",
        f"{LAMP}\n{KEEPER}\n5 / 6",
        "The old lever was removed.\n3.4.0 › Removed\nOn boats · Coast News\n5 / 6",
    ],
)
def test_lines_without_words_of_the_bots(reading: Reading, message: str) -> None:
    assert is_clean(reading.verify(message))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_above_an_answer_is_told_but_no_part(reading: Reading, language: str) -> None:
    with speaking(language):
        line = gettext("Read as a follow-up to “{question}”.")
    line = line.format(question="What is the lighthouse made of?")
    found = reading.verify(f"{line}\n\n{LAMP}\n{KEEPER}")
    assert list_verdicts(found) == [Verdict.VERBATIM]
    assert found.own_words == (line,)


@pytest.mark.parametrize(
    "message",
    [
        f"Read as a follow-up to “{FALSE}\n\n{LAMP}",
        f"Read as a follow-up to “{FALSE}",
        f"Read as a follow-up to “Who?”. {FALSE}\n\n{LAMP}",
        f"{LAMP}\n\nRead as a follow-up to “{FALSE}”.",
        f"{LAMP}\nRead as a follow-up to “{FALSE}”.\n\n{LAMP}",
        f"Read as a follow-up to “{FALSE}”.\n{LAMP}",
        f"Read as a follow-up to “{FALSE}”.",
        f"{FALSE}\n\nRead as a follow-up to “Who?”.\n\n{LAMP}",
        f"{LAMP}\nAlso in: {FALSE}\n{KEEPER}",
        f"{LAMP}\nLargely the same in: {FALSE}\n{KEEPER}",
        f"{LAMP}\nBased on: {FALSE}\n{KEEPER}",
        f"{LAMP}\n{KEEPER}\n{FALSE}",
        f"{LAMP}\n{FALSE.removesuffix('.')}, in\n{KEEPER}",
        f"{FALSE}\n{KEEPER}\n2 / 3",
        f"{FALSE}\nAlso in: {NOTES}\n{KEEPER}",
        f"Only articles by the harbour office. {FALSE}\n\n{LAMP}",
        f"The articles have no “harbour. {FALSE}”.\n\n{LAMP}",
    ],
)
def test_a_changed_sentence_is_told_wherever_it_stands(reading: Reading, message: str) -> None:
    found = reading.verify(message)
    assert not {*list_verdicts(found)} <= {Verdict.VERBATIM}


@pytest.mark.parametrize(
    "message",
    [
        f"Read as a follow-up to “{MADE_UP}”.\n\n{LAMP}",
        f"I found no answer to “{MADE_UP}”.\n\n{LAMP}",
        f"“lamp” read as “{MADE_UP}”.\n\n{LAMP}",
        f"“{MADE_UP}” stands in no article word for word.\n\n{LAMP}",
        f"The articles have no “{MADE_UP}”.\n\n{LAMP}",
        f"Only articles by {MADE_UP}\n\n{LAMP}",
        f"{LAMP}\nAlso in: {NOTES} · {MADE_UP[:-1]}\n{KEEPER}",
        f"{LAMP}\nAlso in: {MADE_UP[:-1]} · {NOTES}\n{KEEPER}",
        f"{LAMP}\n{KEEPER}\n{NOTES} · {MADE_UP[:-1]}",
        f"{LAMP}\nLargely the same in: {MADE_UP}\n{KEEPER}",
        f"{LAMP}\nBased on: {MADE_UP}\n{KEEPER}",
        f"{SPEECH}\n{MADE_UP}, in\nOn boats · Coast News",
        f"{SPEECH}\nBob Hart, in\n{MADE_UP}",
        f"{LAMP}\n{KEEPER}\n{MADE_UP}\n2 / 3",
    ],
)
def test_words_of_others_in_a_frame_are_told(reading: Reading, message: str) -> None:
    found = reading.verify(message)
    told = [*found.own_words, *(p.text for p in found.parts if p.verdict is Verdict.NOT_FOUND)]
    assert any("sold the island to a circus" in one for one in told)


@pytest.mark.parametrize(
    "message",
    [
        f"{SPEECH}\nAnn Bell, in\nOn boats · Coast News",
        f"{SPEECH}\nBased on: The new rules of the port · Port Office",
        f"{SPEECH}\nBased on: The old rules of the port · Port Office · 1 March 1999",
        f"{LAMP}\nAlso in: The storm of January · Port Times\n{KEEPER}",
        f"{LAMP}\nAlso in: {NOTES.replace('2022', '1999')}\n{KEEPER}",
        f"{LAMP}\n{KEEPER}\n{NOTES.replace('2022', '1999')}",
        f"{LAMP}\n3 / 4",
        f"{LAMP}\n{KEEPER}\n3 / 2",
        f"{LAMP}\n{KEEPER}\n4 / 6",
        f"{LAMP}\n{KEEPER}\n5 / 7",
        f"> {LAMP}\n{KEEPER}\n> 5 / 6",
        "The old lever was removed.\n3.4.0 › Added\nOn boats · Coast News",
        f"{LAMP}\nrow 12\n{KEEPER}",
    ],
)
def test_what_is_not_true_of_the_quote_is_told(reading: Reading, message: str) -> None:
    assert not is_clean(reading.verify(message))


def test_an_articles_own_sentence_is_looked_for(reading: Reading) -> None:
    found = reading.verify(f"I found no answer to “Who is the sea?”.\n\n{LAMP}")
    assert list_verdicts(found)[0] is Verdict.VERBATIM
    changed = reading.verify(f"I found no answer to “Who was the sea?”.\n\n{LAMP}")
    assert Verdict.DIFFERS in list_verdicts(changed)


def test_frames_without_a_quote_are_anybodys_words(reading: Reading) -> None:
    for line in ("Read as a follow-up to “Who keeps it?”.", "Also in: Port Times", "1 / 3"):
        assert Verdict.NOT_FOUND in list_verdicts(reading.verify(line))


def test_work_is_bounded(reading: Reading) -> None:
    for line in (NOTES, f"Also in: {NOTES}", f"Largely the same in: {FALSE}", "Bob Hart, in"):
        assert reading.verify("\n".join([LAMP, KEEPER, *[line] * 200])).parts
    assert reading.verify("\n".join(["“a” read as “b”."] * 200 + ["", LAMP])).parts
