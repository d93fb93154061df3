"""What a book says of itself: Dublin Core in its package."""

from collections.abc import Iterator
from html import unescape

from corpus.fields.metadata import Metadata, is_web_url, parse_metadata
from corpus.formats.html.elements import Element, name_of, short_text
from corpus.normalization import clean_line

_MAX_VALUE = 2000
_UNKNOWN = frozenset(("unknown", "none", "n/a", "-", "[unknown]"))
_OPF = "{http://www.idpf.org/2007/opf}"
_WRITERS = ("aut", "")
_PUBLICATION = ("publication", "published", "original-publication", "issued", "")
_KEPT = ("description", "subject", "rights", "contributor")


def read_properties(metadata: Element | None) -> Metadata:
    """What the element `metadata` of a package states.

    :raises ArticleError: if the book is said to be a draft.
    """
    if metadata is None:
        return Metadata()
    elements = [e for e in metadata.iter() if name_of(e)]
    refined = _read_refinements(elements)
    fields: dict[str, object] = {
        "title": [v for _, v in _by_rank(elements, refined, "title", "title-type", ("main", ""))],
        "source": _values(elements, "publisher"),
        "language": _values(elements, "language"),
    }
    writers = _by_rank(elements, refined, "creator", "role", _WRITERS)
    fields["author"] = [value for rank, value in writers if rank < len(_WRITERS)]
    dated = _by_rank(elements, refined, "date", "event", _PUBLICATION)
    days = [value for rank, value in dated if rank < len(_PUBLICATION)]
    fields["date"] = [day for day in days if len(day) > len("2024-03")]
    addresses = [*_values(elements, "source"), *_values(elements, "identifier")]
    if url := next(filter(is_web_url, addresses), None):
        fields["url"] = url
    isbn = next((a for a in addresses if "isbn" in a.lower()), None)
    others = {name: _values(elements, name) for name in _KEPT}
    if not fields["date"] and days:
        others["year"] = days[:1]
    if isbn:
        others["isbn"] = [isbn.lower().removeprefix("urn:").removeprefix("isbn:")]
    return parse_metadata({**{n: v for n, v in others.items() if v}, **fields})


def _values(elements: list[Element], name: str) -> list[str]:
    """The texts of the elements called `name`, of which some hold HTML."""
    texts = (
        clean_line(unescape(short_text(e, _MAX_VALUE))) for e in elements if name_of(e) == name
    )
    return [text for text in texts if text and text.lower() not in _UNKNOWN]


def _by_rank(
    elements: list[Element],
    refined: dict[tuple[str, str], str],
    name: str,
    quality: str,
    order: tuple[str, ...],
) -> list[tuple[int, str]]:
    """The texts of the elements called `name`, by the place in `order` of what each is said to be,
    others last."""
    ranked: list[tuple[int, str]] = []
    for element in elements:
        values = _values([element], name)
        if values:
            said = element.get(f"{_OPF}{quality}") or element.get(quality)
            said = said or refined.get((element.get("id") or "", quality), "")
            rank = order.index(said.lower()) if said.lower() in order else len(order)
            ranked.append((rank, values[0]))
    return sorted(ranked, key=lambda pair: pair[0])


def _read_refinements(elements: list[Element]) -> dict[tuple[str, str], str]:
    """What EPUB 3 says of other elements: the element's id, which quality, and its value."""

    def read() -> Iterator[tuple[tuple[str, str], str]]:
        for element in elements:
            about = element.get("refines") or ""
            if about.startswith("#"):
                quality = element.get("property") or ""
                yield (about[1:], quality), short_text(element, _MAX_VALUE).strip()

    return dict(read())
