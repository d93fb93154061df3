"""What leads up to a listing, in one passage with it."""

import pytest

from corpus.article import Article, Locator, Paragraph
from corpus.formats.reading import read_article
from corpus.passages.chunking import chunk_article

_LEAD_IN = "To move a lamp, run the tool like this:"
_LAMPS = "The lamp at the gate of the old pier burns all night long. " * 7


def count_words(text: str) -> int:
    return len(text.split())


@pytest.mark.parametrize("lines", [4, 40])
@pytest.mark.parametrize("ending", ["txt", "md", "rst", "html", "1"])
def test_a_listing_stays_with_the_sentence_that_leads_up_to_it(ending: str, lines: int) -> None:
    code = "\n".join(f"    lamp --set place{n}=pier{n}" for n in range(lines))
    text = f"Lamps\n=====\n\n{_LAMPS}{_LEAD_IN}\n\n{code}\n\nThe lamp moves.\n"
    if ending == "rst":
        text = text.replace(f"this:\n\n{code}", f"this::\n\n{code}")
    elif ending == "html":
        text = f"<html><body><h1>Lamps</h1><p>{_LAMPS}{_LEAD_IN}</p><pre>{code}</pre></body></html>"
    elif ending == "1":
        text = f".TH LAMP 1\n.SH NAME\nlamp\n.SH USE\n{_LAMPS}{_LEAD_IN}\n.PP\n.nf\n{code}\n.fi\n"
    article = read_article(text.encode(), f"lamp.{ending}")[0]
    passages = chunk_article(article, count_words, 100)
    [found] = [p for p in passages if _LEAD_IN in p.text]
    assert found.text.startswith(f"{_LEAD_IN}\n") and "place1=pier1" in found.text
    assert all(count_words(passage.text) <= 100 for passage in passages)


def test_a_lead_in_knows_the_page_that_it_stands_on() -> None:
    code = "lamp --move x " * 20
    text = f"{_LAMPS}{_LEAD_IN}\n\n{code.strip()}"
    lead_in, begin = len(_LAMPS), len(_LAMPS) + len(_LEAD_IN) + 2
    paragraphs = (
        Paragraph(0, begin - 2, locator=Locator("page", 3), places=((9, 4), (lead_in + 5, 5))),
        Paragraph(begin, len(text), locator=Locator("page", 5), kind="code"),
    )
    above, found = chunk_article(Article("a", "A", text, paragraphs), count_words, 100)
    assert (above.locator, above.places) == (Locator("page", 3), ((9, 4),))
    assert (found.locator, found.places) == (Locator("page", 4), ((5, 5),))
