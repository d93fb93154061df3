"""Units of an article that the question names."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus import read_corpus
from embeddings import BuildFolder, Encoder, Retriever, build_index, load_index
from embeddings.retrieval.units.called import CalledArticles
from embeddings.retrieval.units.references import MAX_QUESTION, find_references
from embeddings.words.function_words import leave_out_function_words
from tests.support.counting import count_calls_of

TEXTS = {
    "sayings.md": "# Sayings\n\n## Section 9\n\nWho rows alone rows slowly.\n",
    "requirements.md": "# Requirements\n\n## Section 9\n\nA rope of ten metres.\n",
    "charter-of-ilm.md": """# Charter of Ilm

## Section 4. Bells

Bells are rung by five ringers.

## Section 5. Ferries

A ferry carries forty people. The boat code is read out on board.

## Section 6. Lanterns

Lanterns burn until dawn.
""",
    "boats.md": """# Boat code

## Section 1. Oars

Oars are kept dry.

## Section 2. Sails

Sails are mended in June.
""",
    "07-markt.md": """# Marktordnung

## § 1 Stände

(1) Ein Stand ist drei Meter breit.

(2) Die Gebühr beträgt vier Taler.

## § 2 Waagen

Waagen prüft der Rat.
""",
    "letters.md": """# Letters from Ilm

Dear Oda, section 2 of the boat code was read to us on board. Nobody mends sails here.
""",
    "tide/letters.md": "# Letters from Oda\n\nDear Ilm, the tide is late again.\n",
    "rent.md": """# Rent of halls

- 1.1 Halls are let by the day.
- 1.2 The rent is nine talers.
""",
}


@pytest.fixture(scope="module")
def retriever(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    return _index(TEXTS, encoder, tmp_path_factory)


def _index(
    texts: Mapping[str, str], encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> Retriever:
    folder: Path = tmp_path_factory.mktemp("texts")
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    builds = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    return Retriever(load_index(builds, encoder), encoder)


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("section 5 of the charter", "charter-of-ilm.md"),
        ("What does section 4 of the Charter of Ilm say?", "charter-of-ilm.md"),
        ("Ilm's charter, section 6", "charter-of-ilm.md"),
        ("section 2 of the boat code", "boats.md"),
        ("section 2 boats", "boats.md"),
        ("boat code § 2", "boats.md"),
        ("section 1 of Ilm's boat code", "boats.md"),
        ("What does the boat code say in section 2?", "boats.md"),
        ("According to the boat code, what is section 1 about?", "boats.md"),
        ("§ 2 der Marktordnung", "07-markt.md"),
        ("§ 1 markt", "07-markt.md"),
        ("section 5 ferries", "charter-of-ilm.md"),
    ],
)
def test_the_unit_of_the_article_that_is_named(
    retriever: Retriever, question: str, article: str
) -> None:
    hits = retriever.search(question, 10)
    assert hits[0].is_unit
    assert {hit.article.id for hit in hits if hit.is_unit} == {article}


@pytest.mark.parametrize(
    ("question", "absent"),
    [
        ("section 5 of the boat code", "section 5 of the boat code"),
        ("Section 6, boat code", "Section 6, boat code"),
        ("Boat code section 4", "Boat code section 4"),
        ("What does section 1 of the charter say?", "section 1 of the charter"),
        ("§ 5 Marktordnung", "§ 5 Marktordnung"),
        ("What does the boat code, which is old, say in section 4?", "section 4"),
        ("section 2 and section 1 of the charter", "section 2"),
        # They count nothing.
        ("What does section 9 of our tide letters say?", "section 9 of our tide letters"),
        ("tide letters section 9", "tide letters section 9"),
    ],
)
def test_a_unit_of_another_article_is_none(
    retriever: Retriever, question: str, absent: str
) -> None:
    hits = retriever.search(question, 10)
    assert hits[0].absent[0] == absent
    assert not any(hit.is_unit or hit.confidence > 0.5 for hit in hits)


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        ("section 5", {"charter-of-ilm.md"}),
        ("What does section 5 say?", {"charter-of-ilm.md"}),
        ("Is section 5 required?", {"charter-of-ilm.md"}),
        ("What is required by section 5?", {"charter-of-ilm.md"}),
        ("What does section 9 say?", {"sayings.md", "requirements.md"}),
        ("What does section 5 say about the boat code?", {"charter-of-ilm.md"}),
        ("section 5 of the letters", {"charter-of-ilm.md"}),  # one word is no name
        ("letters section 5", {"charter-of-ilm.md"}),
        ("section 2 of the regulations", {"boats.md", "07-markt.md"}),
        (
            "section 5 of the charter and section 2 of the boat code",
            {"charter-of-ilm.md", "boats.md"},
        ),
    ],
)
def test_what_is_no_name_does_not_choose(
    retriever: Retriever, question: str, articles: set[str]
) -> None:
    hits = retriever.search(question, 10)
    assert {hit.article.id for hit in hits if hit.is_unit} == articles


def test_a_number_is_no_point_where_there_is_such_a_number(retriever: Retriever) -> None:
    def ask(question: str) -> list[str]:
        return [hit.passage.text for hit in retriever.search(question, 10) if hit.is_unit]

    assert ask("section 1.2")[0].endswith("The rent is nine talers.")
    assert len(ask("section 1.2")) == 1
    assert ask("section 1 (2)") == ["(2) Die Gebühr beträgt vier Taler."]
    assert ask("§ 1.2 der Marktordnung") == ["(2) Die Gebühr beträgt vier Taler."]


@pytest.mark.parametrize(
    "question", ["", "section", "section 5", "section 5, of", "5 5 5 section 5 5"]
)
def test_any_question_may_name_nothing(retriever: Retriever, question: str) -> None:
    called = CalledArticles(retriever.index)
    units = find_references(question, retriever.index.labels.words)
    assert called.find(question, units) == {}


RULES = "# Rules\n\n## Section 3. Keys\n\n{}\n\n## Section 4. Oars\n\n{}\n"
IN_FOLDERS = {
    "tarn/rules.md": RULES.format("Keys hang by the door.", "Oars are dried in the loft."),
    "holm-rowing/v1.2/rules.md": RULES.format("Keys lie below the mat.", "Oars stay in the boat."),
    "holm-rowing/v1.2/keys.md": "# Keys\n\n## Section 5\n\n"
    "Members get one. Whoever loses it pays. Those of Holm are of brass, those of Tarn of iron.\n",
    "tarn/history.md": "# Tarn and its ferry\n\n## Section 1\n\nTarn was built in 1804.\n",
}


@pytest.fixture(scope="module")
def shelves(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    return _index(IN_FOLDERS, encoder, tmp_path_factory)


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        ("section 3 of the Tarn rules", {"tarn/rules.md"}),
        ("What does section 4 of the Holm rowing rules promise?", {"holm-rowing/v1.2/rules.md"}),
        ("holm rules § 3", {"holm-rowing/v1.2/rules.md"}),
        ("What do the Tarn rules say in section 4?", {"tarn/rules.md"}),
        ("section 3 of the rules", {"tarn/rules.md", "holm-rowing/v1.2/rules.md"}),
    ],
)
def test_a_folder_tells_articles_of_one_name_apart(
    shelves: Retriever, question: str, articles: set[str]
) -> None:
    hits = shelves.search(question, 10)
    assert {hit.article.id for hit in hits if hit.is_unit} == articles


def test_what_the_article_of_a_folder_lacks_is_absent(shelves: Retriever) -> None:
    hits = shelves.search("section 9 of the Tarn rules", 10)
    assert hits[0].absent == ("section 9 of the Tarn rules",)


def test_what_stands_above_a_unit_as_a_folder_does_not_tell_which_part_is_meant(
    shelves: Retriever,
) -> None:
    assert shelves.search("What does section 5 of the Holm keys promise?", 10)[0].is_asked_whole
    assert not shelves.search("What brass has section 5 of the Holm keys?", 10)[0].is_asked_whole


def _write(title: str, *sections: str, word: str = "Section") -> str:
    units = (f"## {word} {number}\n\n{text}\n" for number, text in enumerate(sections, 1))
    return "\n".join((f"# {title}\n", *units))


VERSIONS = {
    "xpl-2.md": _write("Heron Public License", "Apples.", "Pears.", "Plums."),
    "xpl-3.md": _write("Heron Public License", "Oaks.", "Elms.", "Ashes.", "Birches."),
    "mql-1.1.md": _write("MQL", "Bread.", "Butter."),
    "mql-2.0.md": _write("MQL", "Cheese.", "Honey.", "Salt."),
    "rules-2.md": _write("Rules of the chess club", "Clocks.", "Pieces.", "Prizes."),
    "rules-1.md": _write("Rules of the rowing club", "Oars.", "Racks."),
    "minutes-2019.md": _write("Minutes 2019", "Paint.", "Fees."),
    "minutes-2020.md": _write("Minutes 2020", "Floods.", "Boats.", "Lamps."),
    "handbook.md": _write("Handbook", "Doors.", "Lamps.", word="Chapter"),
    "staff-handbook.md": _write("Staff handbook", "Hours.", "Leave.", "Pay.", word="Chapter"),
    "debian/debian-manifesto.md": "# The Debian Manifesto\n\nDebian is made by many hands.\n",
    "debian/policy.md": "# Debian policy\n\n## 1. Scope\n\nPackages.\n\n## 2. Names\n\nShort.\n",
    "island.md": "# Island statute\n\nThe statute was written in 1911.\n",
    "statute.md": _write("Statute", "Name.", "Seat.", word="§"),
    "news.md": "# News\n\nThe Debian manifesto was read. Part 2 of it was praised.\n",
}


@pytest.fixture(scope="module")
def versions(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    return _index(VERSIONS, encoder, tmp_path_factory)


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        ("What does section 2 of the XPL-2 say?", {"xpl-2.md"}),
        ("section 2 of XPL 3", {"xpl-3.md"}),
        ("XPL-2 section 3", {"xpl-2.md"}),
        ("What does XPL-3 say in section 1?", {"xpl-3.md"}),
        ("section 2 of version 3 of the XPL", {"xpl-3.md"}),
        ("section 2 of the Heron Public License, version 2", {"xpl-2.md"}),
        ("section 2 of MQL 1.1", {"mql-1.1.md"}),
        ("section 2 of the MQL 2", {"mql-2.0.md"}),
        ("Section 4 of XPL-2 or XPL-3?", {"xpl-3.md"}),
        ("section 2 of XPL-2 and XPL-3", {"xpl-2.md", "xpl-3.md"}),
        ("section 2 of XPL 2 and 3", {"xpl-2.md", "xpl-3.md"}),
        ("What does XPL-2 say in section 3, and XPL-3?", {"xpl-2.md", "xpl-3.md"}),
        ("Compare section 2 of XPL-2 with XPL-3", {"xpl-2.md", "xpl-3.md"}),
        ("Do section 4 of the XPL 2 or section 4 of the XPL 3 help?", {"xpl-3.md"}),
        ("Section 3 of the minutes 2019 or 2020", {"minutes-2020.md"}),
        ("section 2 of minutes 2019 and minutes 2020", {"minutes-2019.md", "minutes-2020.md"}),
        ("section 2 of the rules 2", {"rules-2.md"}),
        ("chapter 2 of the handbook", {"handbook.md"}),
    ],
)
def test_a_number_behind_its_name_tells_an_article_from_others_of_that_name(
    versions: Retriever, question: str, articles: set[str]
) -> None:
    hits = versions.search(question, 10)
    assert {hit.article.id for hit in hits if hit.is_unit} == articles


@pytest.mark.parametrize(
    "question",
    [
        "section 2 of the rules",
        "section 2 of the rules, 2 members",
        "section 2 of the rules 2 members keep",
        "section 2 of the rules for 2 members",
        "section 2 of the rules in 2 sentences",
        "section 2 of the rules 2 May",
        "section 2 of the rules 2%",
        "What does section 2 of the rules, 1 or 2, say?",
        "section 2 of rules 2 or other rules",
        "section 2 of rules-7",
    ],
)
def test_a_number_that_may_be_of_something_else_tells_none(
    versions: Retriever, question: str
) -> None:
    hits = versions.search(question, 10)
    assert {hit.article.id for hit in hits if hit.is_unit} == {"rules-1.md", "rules-2.md"}


@pytest.mark.parametrize(
    ("question", "absent"),
    [
        ("What does section 4 of the XPL-2 say?", "section 4 of the XPL-2"),
        ("XPL 2, section 4", "XPL 2, section 4"),
        ("section 4 of version 2 of the XPL", "section 4 of version 2 of the XPL"),
        ("section 4 of XPL2", "section 4 of XPL2"),
        ("XPLv2, section 4", "XPLv2, section 4"),
        ("section 3 of MQL 1.1", "section 3 of MQL 1.1"),
        ("section 3 of minutes-2019", "section 3 of minutes-2019"),
        ("section 9 of XPL-2 or XPL-3", "section 9 of XPL-2 or XPL-3"),
        ("chapter 3 of the handbook", "chapter 3 of the handbook"),
        ("Section 2 of the Debian manifesto", "Section 2 of the Debian manifesto"),
    ],
)
def test_a_unit_of_another_version_is_none(versions: Retriever, question: str, absent: str) -> None:
    hits = versions.search(question, 10)
    assert hits[0].absent[0] == absent
    assert not any(hit.is_unit or hit.confidence > 0.5 for hit in hits)


def test_what_counts_nothing_is_not_meant_beside_what_shares_its_last_word(
    versions: Retriever,
) -> None:
    hits = versions.search("§ 2 of the island statute", 10)
    assert "statute.md" in {hit.article.id for hit in hits if hit.is_unit}


@pytest.mark.parametrize("name", ["the Debian manifesto's statute", "the Debian manifesto paper"])
def test_what_counts_nothing_is_not_meant_where_a_name_goes_on_behind_it(
    versions: Retriever, name: str
) -> None:
    hits = versions.search(f"§ 2 of {name}", 10)
    assert (hits[0].is_unit, hits[0].absent) == (True, ())


def test_of_what_counts_nothing_others_may_speak(versions: Retriever) -> None:
    hits = versions.search("What was praised in part 2 of the Debian manifesto?", 10)
    assert (hits[0].article.id, hits[0].absent) == ("news.md", ())


def test_of_a_long_question_no_more_is_read_for_names_than_for_units(retriever: Retriever) -> None:
    asked = "section 2 of the boat code"
    rest = " ".join(f"word{number}" for number in range(600))

    def find(question: str) -> set[str]:
        units = find_references(question, retriever.index.labels.words)
        called = CalledArticles(retriever.index).find(question, units)
        return {article for each in called.values() for article in each.articles}

    assert find(f"What says {asked}? {rest}") == {"boats.md"}
    assert find(f"{rest[:MAX_QUESTION]} {asked}") == set()
    named = CalledArticles(retriever.index)
    units = find_references(asked, retriever.index.labels.words)
    named.find(asked, units)  # the names of the articles are read
    question = f"{asked} {rest}"
    calls = count_calls_of(leave_out_function_words, lambda: named.find(question, units))
    assert calls < 5  # not once for each word
