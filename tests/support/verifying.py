"""What `/verify` finds, wired as the bot wires it, in articles with odd headings."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from bot.answers.verification import Verification, make_finder, verify_text
from bot.text.answer_frames import read_frame
from bot.text.copied_citations import name_sources
from bot.text.own_lines import write_lines
from corpus import read_corpus
from embeddings import BuildFolder, Encoder, PassageIndex, build_index, find_holders, load_index
from tests.support.odd_headings import ODD_FILES


def index_odd_files(folder: Path, more: Mapping[str, str], encoder: Encoder) -> PassageIndex:
    """The index of `ODD_FILES` and of `more`, each a text by its file's name, below `folder`."""
    articles = folder / "articles"
    articles.mkdir()
    for name, text in {**ODD_FILES, **more}.items():
        (articles / name).write_text(text, "utf-8")
    builds = BuildFolder(folder / "index")
    build_index(read_corpus(articles), Path("none"), encoder, builds)
    return load_index(builds, encoder)


def verify(index: PassageIndex, message: str) -> Verification:
    """A verdict for each quotation and each other sentence of `message`."""
    return verify_text(
        message,
        make_finder(partial(find_holders, index), None),
        find_passage=index.find_passage_at,
        name_sources=name_sources,
        read_frame=read_frame,
        write_lines=write_lines,
        has_title=index.is_titled,
        find_located=index.find_passage,
    )
