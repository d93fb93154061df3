"""What stands where a line of the bot's does is none by that: no changed sentence is hidden."""

from pathlib import Path

import pytest

from bot.answers.verification import Verdict, Verification
from bot.telegram.messages.passages import render_passage
from corpus import read_corpus
from embeddings import BuildFolder, PassageIndex, build_index, load_index
from tests.support.fake_encoder import FakeEncoder
from tests.support.verifying import index_odd_files, verify

DARK = "No boat may be out after dark."
ROPES = "Boats are tied up with two ropes."
FALSE = "Boats are tied up with nine ropes."
BOATS = "Tarn rules › 3. Boats"
QUAY = "No fires may be lit on the quay."
FIRES = "Harbour Rules › Section 2. Fires · Ada Pell · Port Office · 1 May 2020"
HEAD = "Place | High water | Low water | Note"
ROW = "Tarn | 07:15 | 13:25 | No pilot is needed."
TALK = "Ferry talk · Mo Reed · Isle Gazette · 4 March 2022"
JUNE = "The fare will rise to six pounds in June."
FARE = "The fare must not rise at all."
MOOR = "You must never do the following when you moor"
MYTHS = "Myths: what is wrong"
FILES = {
    "ferry.md": f"""---
title: Ferry talk
source: Isle Gazette
author: Mo Reed
date: 2022-03-04
---
## Fares

**Mo Reed:** Will the fare rise this year?

**Jan Oake:** {JUNE} Children travel free of charge.

**Lea Finn:** {FARE} Nobody was asked.

**Mo Reed:** Does the ferry sail in winter?

**Lea Finn:** The ferry sails twice a day in winter.

## {MYTHS}

The ferry is older than the pier.
""",
    "hut.md": f"""---
title: Hut questions
---
- Rules for guests:
  - Boots are left at the door.
  - Dogs stay outside the hut.

## {MOOR}

Tie the boat to the rail.
""",
    "pier.md": """---
title: Quay licence
---
Nets may be sold on the pier. Fish is weighed by the clerk.
""",
    "shore.md": """---
title: Quay licence
---
Nets may be sold on the shore.
""",
    "keys.md": """---
title: Of keys
---
## Shed

The shed has two keys. Ask the warden first.

## Barn

The barn has one key. Ask the warden first.

## Loft

The loft has no key. Ask the warden first.
""",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> PassageIndex:
    return index_odd_files(tmp_path_factory.mktemp("odd"), FILES, FakeEncoder(dimension=32))


def list_told(found: Verification) -> list[str]:
    """The parts that do not stand word for word, and the writer's own words."""
    parts = [part.text for part in found.parts if part.verdict is not Verdict.VERBATIM]
    return [*parts, *found.own_words]


@pytest.mark.parametrize(
    "message",
    [
        # source lines
        f"{DARK}\n{BOATS}. {FALSE}",
        f"{DARK}\n{BOATS} · {FALSE}",
        f"{DARK}\n{FALSE} · {BOATS}",
        f"{DARK}\nTarn rules › {FALSE}",
        f"{DARK}\n{FALSE} › 3. Boats",
        f"{FALSE}\n{BOATS}",
        f"{DARK} {FALSE}\n{BOATS}",
        f"{DARK}\n{FALSE}\n{BOATS}",
        f"{FALSE}\n{DARK}\n{BOATS}",
        f"{DARK}\n{BOATS}\n{FALSE}",
        f"{DARK}\n{BOATS}\nAlso in: {FALSE}",
        f"{QUAY}\n{FIRES}\n7. Notes from the shore › 1.1 Fires · {FALSE} · 1 June 2022",
        # headings
        f"{DARK}\n3. {FALSE}\n{QUAY}\n{FIRES}",
        f"{DARK}\n{FALSE}\n{ROPES}\n3. Boats\nTarn rules",
        f"{FALSE}\n3. Boats\n{DARK}\n3. Boats\nTarn rules",
        f"{DARK}\n3. Boats. {FALSE}\nTarn rules",
        # who speaks
        f"The fishermen pay for it.\n{FALSE}, in\nOn boats · Coast News",
        f"The fishermen pay for it.\nBob Hart, in. {FALSE}\nOn boats · Coast News",
        # questions
        f"Boats are tied up with nine ropes?\n{DARK}\n{BOATS}",
        f"{FALSE} Who?\n{DARK}\n{BOATS}",
        f"Who ties them? {FALSE}\n{DARK}\n{BOATS}",
        f"{DARK}\n{BOATS}\n\n{FALSE}?\n{QUAY}\n{FIRES}",
        # page counts
        f"{DARK}\n{BOATS}\n{FALSE} 3 / 12",
        f"{DARK}\n{BOATS}\n3 / 12 {FALSE}",
        # heads of tables and rows
        f"{HEAD} | {FALSE}\n{ROW}\nTides · row 3",
        f"{FALSE}\n{ROW}\nTides · row 3",
        f"{HEAD}\n{ROW.replace('No pilot', 'A pilot')}\nTides · row 3",
        f"{HEAD}\n{ROW}\nTides · row 3 · {FALSE}",
        # lines that a terminal has broken
        f"│ No boat may be out\n│ after dark. Boats are\n│ tied up with nine ropes.\n  {BOATS}",
        # the head of a mail below a source
        f"{DARK}\n{BOATS}\nRule: Boats are tied up with nine ropes\nNote: it is so",
        # what largely says the same, and how many more
        f"{DARK}\n{BOATS}\nLargely the same in: {FALSE}",
        f"{DARK}\n{BOATS}\nLargely the same in: {BOATS}. {FALSE}",
        f"{DARK}\n{BOATS}\n… and 2 more. {FALSE}",
    ],
)
def test_a_changed_sentence_is_told(index: PassageIndex, message: str) -> None:
    told = " ".join(list_told(verify(index, message)))
    assert "nine ropes" in told or "A pilot" in told


@pytest.mark.parametrize(
    "message",
    [
        f"{DARK}\n{FIRES}",
        f"{DARK}\n{BOATS.replace('3', '4')}",
        f"{QUAY}\n{FIRES.replace('2020', '2021')}",
        f"{QUAY}\n{FIRES.replace('Ada Pell', 'Bob Hart')}",
        f"{ROW}\nTides · row 4",
        f"{HEAD.replace('Low', 'Mean')}\n{ROW}\nTides · row 3",
        f"{DARK}\n3. Boats\n{QUAY}\n{FIRES}",
        f"{QUAY}\n{DARK}\n{BOATS}",
    ],
)
def test_what_is_not_true_of_the_quote_is_told(index: PassageIndex, message: str) -> None:
    found = verify(index, message)
    sources = [part.source for part in found.parts if part.source]
    assert list_told(found) or not all(source.is_right_in_all for source in sources)


def test_an_article_named_below_words_that_it_has_not_is_another_source(
    index: PassageIndex,
) -> None:
    found = verify(index, f"{QUAY}\n{DARK}\n{BOATS}")
    named = [(part.source.name, part.source.is_right) for part in found.parts if part.source]
    assert named == [("Tarn rules", False), ("Tarn rules", True)]


def test_a_question_above_is_told_but_no_part(index: PassageIndex) -> None:
    asked = "Who may take the ferry?", "What is lit there?"
    found = verify(index, f"{asked[0]}\n{DARK}\n{BOATS}\n\n{asked[1]}\n{QUAY}\n{FIRES}")
    assert [part.verdict for part in found.parts] == [Verdict.VERBATIM] * 2
    assert found.own_words == asked


@pytest.mark.parametrize(
    ("message", "named"),
    [
        (f"“{QUAY}” (Tarn rules)", "Tarn rules"),
        ("“No fires may be lit on the quay” (Tarn rules, p. 3).", "Tarn rules"),
        (f"“{DARK}” (Harbour rules, 2023)", "Harbour rules"),
        (f"“{DARK}” (Tides, 2023)", "Tides"),
        (f"“{DARK}” (Tarn rules, 2023)", None),
        (f"“{DARK}” (tarn rules)", None),
        (f"“{DARK}” (3. Boats, Tarn rules)", None),
        (f"“{DARK}” (On boats)", "On boats"),
        (f"“{DARK}” (on boats)", None),
        (f"“{DARK}” (on boats, 2023)", "on boats"),
        (f"“{DARK}” (tides)", None),
        (f"“{DARK}” (emphasis added)", None),
        (f"“{DARK}” (rules of the lake)", None),
        (f"“{DARK}” Tarn rules (Harbour Rules)", None),
    ],
)
def test_another_article_in_brackets_is_told(
    index: PassageIndex, message: str, named: str | None
) -> None:
    part = verify(index, message).parts[0]
    assert part.verdict is Verdict.VERBATIM
    wrong = part.source.name if part.source and not part.source.is_right else None
    assert wrong == named


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        ("§ 5 The fee is nine pounds.", Verdict.VERBATIM),
        ("§5. The fee is nine pounds.", Verdict.VERBATIM),
        ("Article 17 No nets may be dried on the wall.", Verdict.VERBATIM),
        ("§ 6 The fee is nine pounds.", Verdict.DIFFERS),
        ("§ 5 The fee is ten pounds.", Verdict.DIFFERS),
        ("Article 18 No nets may be dried on the wall.", Verdict.DIFFERS),
        ("Article 17 Nets may be dried on the wall.", Verdict.DIFFERS),
        ("3. (1) No boat may be moved by night.", Verdict.VERBATIM),
        ("4. (1) No boat may be moved by night.", Verdict.DIFFERS),
        ("3. (1) No boat may be moved by day.", Verdict.DIFFERS),
    ],
)
def test_the_number_of_a_section_before_its_sentence(
    index: PassageIndex, message: str, verdict: Verdict
) -> None:
    assert {part.verdict for part in verify(index, message).parts} == {verdict}


@pytest.mark.parametrize("count", ["9 / 10", "1 / 2"])
def test_a_count_that_is_not_of_the_page_is_looked_for(index: PassageIndex, count: str) -> None:
    found = verify(index, f"{DARK}\n{BOATS}\n{count}")
    assert [part.text for part in found.parts] == [DARK, count]


def test_work_is_bounded(index: PassageIndex) -> None:
    for line in (BOATS, FIRES, HEAD, "Tarn rules", f"Also in: {BOATS}", "a · b"):
        assert verify(index, "\n".join([DARK, BOATS, *[line] * 300])).parts
        assert verify(index, "\n".join([DARK, line] * 60)).parts


@pytest.mark.parametrize(
    "line",
    [
        f"“{JUNE}”, she said.",
        f"“{JUNE}” “{JUNE}”",
        f"I quote: “{JUNE}” “{JUNE}”",
        f"> {JUNE} Children travel free of charge. Yes.",
    ],
)
def test_who_speaks_is_not_hidden_above_words_of_another(index: PassageIndex, line: str) -> None:
    found = verify(index, f"Lea Finn:\n{line}\n“{FARE}”\n{TALK}")
    first = found.parts[0]
    assert first.source is not None
    assert (first.source.name, first.source.is_right) == ("Lea Finn", False)


def test_who_speaks_is_left_out_above_its_own_words(index: PassageIndex) -> None:
    found = verify(index, f"Lea Finn:\n{FARE}\nNobody was asked.\n{TALK}")
    assert list_told(found) == []
    assert all(part.source and part.source.is_right_in_all for part in found.parts)


@pytest.mark.parametrize(
    ("message", "heading"),
    [
        (f"Tie the boat to the rail.\n{MOOR}\nBoots are left at the door.\nHut questions", MOOR),
        (f"The ferry is older than the pier.\n{MYTHS}\n{JUNE}\n{TALK}", MYTHS),
        (
            f"Nobody swims alone at night.\nWho may swim at night?\n{DARK}\nTarn rules",
            "Who may swim at night?",
        ),
    ],
)
def test_a_heading_that_denies_or_asks_is_told(
    index: PassageIndex, message: str, heading: str
) -> None:
    assert heading in verify(index, message).own_words


@pytest.mark.parametrize(
    ("message", "heading"),
    [
        (f"Tie the boat to the rail.\nHut questions\n{MOOR}\n{DARK}\n{BOATS}", MOOR),
        (f"The ferry is older than the pier.\n{TALK}\n{MYTHS}\n{DARK}\n{BOATS}", MYTHS),
    ],
)
def test_a_heading_below_a_source_is_none_of_the_bots(
    index: PassageIndex, message: str, heading: str
) -> None:
    found = verify(index, message)
    assert heading in [*(part.text for part in found.parts), *found.own_words]


@pytest.mark.parametrize("count", ["1 / 3", "2 / 3", "3 / 3"])
def test_the_count_of_a_page_whose_last_sentence_is_on_others(
    index: PassageIndex, count: str
) -> None:
    number = int(count[0])
    passage = index.list_passages("keys.md")[number - 1]
    page = render_passage(passage, index.articles["keys.md"], number, 3).text
    assert page.endswith(count)
    assert list_told(verify(index, page)) == []
    assert list_told(verify(index, page.replace(count, "4 / 9"))) == ["4 / 9"]


def test_a_title_that_several_have_is_a_source(index: PassageIndex) -> None:
    found = verify(index, f"Nets may be sold on the pier.\nQuay licence (pier)\n\n{DARK}\n{BOATS}")
    assert list_told(found) == []
    named = [(part.source.name, part.source.is_right) for part in found.parts if part.source]
    assert named == [("Quay licence", True), ("Tarn rules", True)]


@pytest.mark.parametrize(
    "source", ["Quay licence (shore)", "Quay licence (lic9)", "Quay licence (pier) nine ropes"]
)
def test_another_place_of_a_title_is_told(index: PassageIndex, source: str) -> None:
    message = f"Fish is weighed by the clerk.\n{source}\n\n{DARK}\n{BOATS}"
    found = verify(index, message)
    first = found.parts[0]
    assert list_told(found) or (first.source and not first.source.is_right_in_all)
    assert first.source is None or first.source.name != "Tarn rules"


def test_words_of_very_many_articles_are_of_the_one_named(tmp_path: Path) -> None:
    folder, builds = tmp_path / "articles", BuildFolder(tmp_path / "index")
    folder.mkdir()
    for number in range(300):
        text = f"---\ntitle: Rules {number}\n---\n## 1. Fires\n\nNo fires may be lit.\n"
        (folder / f"{number}.md").write_text(text, "utf-8")
    encoder = FakeEncoder(dimension=32)
    build_index(read_corpus(folder), Path("none"), encoder, builds)
    many = load_index(builds, encoder)
    for number in range(0, 300, 25):
        found = verify(many, f"No fires may be lit.\nRules {number} › 1. Fires")
        assert all(part.source is None or part.source.is_right for part in found.parts)
    for part in verify(many, "No fires may be lit.\nRules 150 › 1. Fires").parts:
        assert part.occurrences[0].article.title == "Rules 150"
