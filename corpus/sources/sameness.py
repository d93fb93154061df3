"""Whether two pages say the same, or as good as the same."""

import hashlib

from corpus.normalization import fold_case
from corpus.sources.pages import Block, Page, Table

_MIN_WORDS = 12
"""Of a paragraph that says something of its own: what is shorter is a line such as "Print this"."""
_MIN_SHARE = 0.95
"""Of a text's words that stand in such paragraphs, if the other ones are not to matter."""
_DIGEST_BYTES = 16


def hash_page(page: Page) -> str:
    """The same for pages with the same words."""
    return _hash([fold_case(text) for text in _list_texts(page)])


def hash_gist(page: Page) -> str:
    """The same for pages of one title that differ at most in short lines, which are not more than
    a twentieth of their words; two pages whose one long paragraph differs are never the same."""
    texts = [fold_case(text) for text in _list_texts(page)]
    lengths = [len(text.split()) for text in texts]
    telling = [text for text, length in zip(texts, lengths, strict=True) if length >= _MIN_WORDS]
    share = sum(length for length in lengths if length >= _MIN_WORDS)
    if not telling or share < _MIN_SHARE * sum(lengths):
        return _hash(["whole", *texts])
    return _hash(["gist", fold_case(page.title), *telling])


def _list_texts(page: Page) -> list[str]:
    return [text for block in page.blocks for text in _texts_of(block) if text.strip()]


def _texts_of(block: Block | Table) -> list[str]:
    return [block.text] if isinstance(block, Block) else list(map(" | ".join, block.rows))


def _hash(texts: list[str]) -> str:
    digest = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    for text in texts:
        part = text.encode("utf-8", "replace")
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
