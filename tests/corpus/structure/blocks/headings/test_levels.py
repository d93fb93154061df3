"""Which numbered units stand in which."""

from corpus.formats.plain_text import parse_plain_text

_UNIT = "The keeper of the pier holds the keys of both gates and of the shed.\n\n"


def test_units_that_are_counted_anew_stand_below_the_one_above_them() -> None:
    heads = "Article I,Section 1,Section 2,Article II,Amendment I,Amendment II,Section 1,Section 2"
    heads += ",Amendment III,Section 1"
    text = "The charter of the pier\n\n" + "".join(f"{h}\n\n{_UNIT}" for h in heads.split(","))
    _, _, paragraphs = parse_plain_text(text)
    assert [p.label for p in paragraphs] == [
        *("Article I", "Article I, Section 1", "Article I, Section 2", "Article II"),
        *("Amendment I", "Amendment II", "Amendment II, Section 1", "Amendment II, Section 2"),
        *("Amendment III", "Amendment III, Section 1"),
    ]
