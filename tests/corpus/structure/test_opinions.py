"""Whose opinion a court's file quotes."""

import pytest

from corpus.formats.reading import read_article

COURT = """Ferry Company v. Town of Sund

{court}

The ferry may land at the old pier. The town built it for ferries.

{dissent}

The pier is too old to be landed at. I would close it.

{other}

The court is right, but for another reason than it gives.
"""


def _tell(text: str, name: str = "a.txt") -> list[tuple[tuple[str, ...], str]]:
    article = read_article(text.encode(), name)[0]
    return [(p.headings, article.text[p.start : p.end]) for p in article.paragraphs]


@pytest.mark.parametrize(
    ("court", "dissent", "other"),
    [
        (
            "Justice Reed delivered the opinion of the Court.",
            "Justice Frost, dissenting.",
            "Justice Pell, with whom Justice Moor joins, concurring in the judgment.",
        ),
        (
            "MR. JUSTICE REED delivered the opinion of the Court, in which FROST, J., joined.",
            "FROST, C. J., and MOOR, J., dissenting in part.",
            "PELL, Circuit Judge, concurring:",
        ),
    ],
)
def test_each_opinion_stands_below_the_line_that_says_whose_it_is(
    court: str, dissent: str, other: str
) -> None:
    read = _tell(COURT.format(court=court, dissent=dissent, other=other))
    heads = {said: headings[-1:] for headings, said in read}
    assert heads[court] == (court.rstrip("."),)
    assert heads["The ferry may land at the old pier. The town built it for ferries."] == (
        court.rstrip("."),
    )
    assert heads["The pier is too old to be landed at. I would close it."] == (dissent.rstrip("."),)
    assert heads["The court is right, but for another reason than it gives."] == (
        other.rstrip(".:"),
    )
    assert dissent not in heads


def test_the_sections_of_an_opinion_end_with_it() -> None:
    page = (
        "<main><h1>Ferry v. Sund</h1><h2>Opinions</h2>"
        "<p>Justice REED delivered the opinion of the Court.</p><h3>I</h3><p>The pier is old.</p>"
        "<h3>II</h3><p>It may be landed at.</p><p>Justice FROST, dissenting.</p>"
        "<p>I would close it.</p><h3>I</h3><p>It leans.</p><h2>Notes</h2><p>It was read.</p></main>"
    )
    court = "Justice REED delivered the opinion of the Court"
    assert _tell(page, "a.html") == [
        (("Opinions", court), f"{court}."),
        (("Opinions", court, "I"), "The pier is old."),
        (("Opinions", court, "II"), "It may be landed at."),
        (("Opinions", "Justice FROST, dissenting"), "I would close it."),
        (("Opinions", "Justice FROST, dissenting", "I"), "It leans."),
        (("Notes",), "It was read."),
    ]


def test_an_opinion_may_begin_in_the_line_that_says_whose_it_is() -> None:
    page = "<p>The pier is old.</p><p>Justice Frost, dissenting: I would close it.</p><p>Soon.</p>"
    assert _tell(page, "a.html") == [
        ((), "The pier is old."),
        (("Justice Frost, dissenting",), "Justice Frost, dissenting: I would close it."),
        (("Justice Frost, dissenting",), "Soon."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Dissenting opinion of Judge Frost",
        "Abweichende Meinung der Richterin Frost",
        "Opinion dissidente du juge Frost",
        "Voto particular que formula el magistrado don Luis Frost",
        "Особое мнение судьи Мороза",
    ],
)
def test_an_opinion_of_its_own_in_other_words(line: str) -> None:
    page = f"<h1>A</h1><p>One.</p><p>{line}</p><p>I would close it.</p>"
    assert _tell(page, "a.html")[-1] == ((line,), "I would close it.")


@pytest.mark.parametrize(
    "line",
    [
        "Justice Frost, dissenting, wrote that the pier is old.",
        "Justice Frost dissented.",
        "Justice Reed delivered the opinion of the Court.",
        "The guests, dissenting from that, went home.",
        "I concur.",
    ],
)
def test_what_is_told_of_a_judge_heads_nothing(line: str) -> None:
    page = f"<p>The dissenters met.</p><p>{line}</p><p>The pier is old.</p>"
    assert {headings for headings, _ in _tell(page, "a.html")} == {()}


def test_the_sections_of_an_opinion_in_plain_text_are_of_it() -> None:
    text = (
        "Ferry v. Sund\n\nSyllabus\n\nThe pier is old. It may be landed at.\n\n"
        "REED, J., delivered the opinion of the Court. FROST, J., filed a dissenting opinion.\n\n"
        "JUSTICE REED delivered the opinion of the Court.\n\nIt was built for ferries.\n\n"
        "I\n\nThe ferry may land at the pier.\n\nII\n\nThe town has to mend it.\n\n"
        "JUSTICE FROST, with whom JUSTICE MOOR joins,\ndissenting.\n\nThe pier leans.\n\n"
        "I\n\nNobody can mend it, however long it takes.\n"
    )
    heads = {said: headings for headings, said in _tell(text)}
    court = "JUSTICE REED delivered the opinion of the Court"
    dissent = "JUSTICE FROST, with whom JUSTICE MOOR joins, dissenting"
    assert heads["The pier is old. It may be landed at."] == ("Syllabus",)
    assert heads["It was built for ferries."][-1] == court
    assert heads["The ferry may land at the pier."] == (court, "I")
    assert heads["The town has to mend it."] == (court, "II")
    assert heads["The pier leans."] == (dissent,)
    assert heads["Nobody can mend it, however long it takes."] == (dissent, "I")
