"""What there is to ask first, of the articles and of what their owner insists on."""

from pathlib import Path

from bot.answers.openers import MAX_OPENERS, Openers, find_openers
from bot.evaluation.must_answer import list_insisted
from embeddings import PassageIndex


def open_talk(
    index: PassageIndex, corpus_dir: Path, folders: frozenset[str] | None = None
) -> Openers:
    """The openers of `index`. Where only some `folders` are searched, what the owner insists on
    may be in none of them, and is left out."""
    insisted = list_insisted(corpus_dir, MAX_OPENERS) if folders is None else ()
    return find_openers(index, insisted, folders)
