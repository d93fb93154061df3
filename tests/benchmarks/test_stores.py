"""The shipped articles answer from an engine just as from disk."""

from pathlib import Path

from bot.evaluation.labelled_questions import read_question_file
from corpus import read_corpus
from embeddings import BuildFolder, Encoder, Retriever, build_index, load_index
from tests.benchmarks.stores import compare_stores, put_into_engine


def test_all_shipped_questions_are_answered_alike(
    tmp_path: Path, project_dir: Path, encoder: Encoder, engine_url: str
) -> None:
    articles, disk = project_dir / "corpus" / "articles", BuildFolder(tmp_path / "index")
    build_index(read_corpus(articles), articles, encoder, disk)
    frames = tmp_path / "frames"
    remote = put_into_engine(disk, engine_url, frames, encoder, lambda *numbers: None)
    questions = read_question_file(project_dir / "tests" / "data" / "shipped_questions.jsonl")
    retrievers = [Retriever(load_index(each, encoder), encoder) for each in (disk, remote)]
    differences, *_ = compare_stores([each.text for each in questions], *retrievers)
    assert not differences
