import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.cli.main import main
from corpus import Corpus
from embeddings import (
    BuildFolder,
    ModelError,
    Reranker,
    Retriever,
    build_index,
    load_index,
    load_reranker,
)
from embeddings.encoders.encoder import Vectors
from tests.conftest import MakeCorpus, ShareEncoder
from tests.embeddings.index.test_passage_context import make_article
from tests.support.fake_encoder import FakeEncoder

_QUESTION = "who opened the bridge?"
_TEXTS = ("the port is old", "a king opened the bridge", "a fish", "the mountain road is closed")


@pytest.fixture(scope="module")
def cross_folder(small_model_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder with random weights. Do not write into it."""
    return _make_cross_encoder(small_model_folder, tmp_path_factory.mktemp("cross"), labels=1)


def _make_cross_encoder(
    small_model_folder: Path,
    folder: Path,
    labels: int,
    activation: str | None = None,
    names: Sequence[str] | None = None,
) -> Path:
    """`activation` and the `names` of the classes are those that its configuration states."""
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    config = BertConfig.from_pretrained(small_model_folder, num_labels=labels)
    config.initializer_range = 0.5  # by usual ones judgements would hardly differ between texts
    if activation:
        config.sentence_transformers = {"activation_fn": activation}
    if names:
        config.id2label = dict(enumerate(names))
    with torch.random.fork_rng():
        torch.manual_seed(3)
        model = BertForSequenceClassification(config)
        model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(small_model_folder).save_pretrained(folder)
    return folder


def _compute_logits(folder: Path, question: str, texts: Sequence[str]) -> Vectors:
    """The numbers of the model in `folder` before any activation, shape `[texts, labels]`."""
    import torch
    from transformers import AutoTokenizer, BertForSequenceClassification

    model = BertForSequenceClassification.from_pretrained(folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    read = [tokenizer(question, text, return_tensors="pt") for text in texts]
    with torch.inference_mode():
        return np.stack([model(**features).logits[0].numpy() for features in read])


def test_none_is_named_by_default() -> None:
    assert load_reranker("") is None


def test_a_model_judges_each_passage(cross_folder: Path) -> None:
    reranker = load_reranker(str(cross_folder))
    assert reranker is not None
    texts = ["the port is old", "a king opened the bridge", "the port is old"]
    judged = reranker.judge("who opened the bridge?", texts)
    assert judged.shape == (3,)
    assert ((judged >= 0) & (judged <= 1)).all()
    assert judged[0] == pytest.approx(judged[2], abs=1e-5)
    assert judged[0] != pytest.approx(judged[1], abs=1e-5)
    assert reranker.judge("who?", []).shape == (0,)


def test_a_model_with_several_numbers_is_refused(small_model_folder: Path, tmp_path: Path) -> None:
    folder = _make_cross_encoder(small_model_folder, tmp_path, labels=3)
    with pytest.raises(ModelError, match=r"\ARERANKER_MODEL: .* one number for each passage.*\Z"):
        load_reranker(str(folder))


@pytest.mark.parametrize(
    "activation", [None, "torch.nn.modules.linear.Identity", "torch.nn.modules.activation.Sigmoid"]
)
def test_one_number_is_judged_by_a_logistic_function(
    activation: str | None, small_model_folder: Path, tmp_path: Path
) -> None:
    """Also where the configuration says that the numbers are to stay as they are; and once only."""
    folder = _make_cross_encoder(small_model_folder, tmp_path, 1, activation)
    logits = _compute_logits(folder, _QUESTION, _TEXTS)[:, 0]
    assert (np.abs(logits) > 1).any(), "what is cut to 0 or 1 is not tested"
    reranker = load_reranker(str(folder))
    assert reranker is not None
    judged = reranker.judge(_QUESTION, _TEXTS)
    assert judged == pytest.approx(1 / (1 + np.exp(-logits)), abs=1e-4)


def test_another_activation_is_left_alone(small_model_folder: Path, tmp_path: Path) -> None:
    activation = "torch.nn.modules.activation.Hardsigmoid"
    folder = _make_cross_encoder(small_model_folder, tmp_path, 1, activation)
    logits = _compute_logits(folder, _QUESTION, _TEXTS)[:, 0]
    reranker = load_reranker(str(folder))
    assert reranker is not None
    expected = np.clip(logits / 6 + 0.5, 0, 1)
    assert reranker.judge(_QUESTION, _TEXTS) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("names", "column"),
    [(["not_relevant", "relevant"], 1), (["Yes", "No"], 0), (["NEGATIVE", "POSITIVE"], 1)],
)
def test_of_two_classes_the_positive_one_counts(
    names: list[str], column: int, small_model_folder: Path, tmp_path: Path
) -> None:
    folder = _make_cross_encoder(small_model_folder, tmp_path, 2, names=names)
    logits = _compute_logits(folder, _QUESTION, _TEXTS)
    reranker = load_reranker(str(folder))
    assert reranker is not None
    expected = np.exp(logits)[:, column] / np.exp(logits).sum(axis=1)
    judged = reranker.judge(_QUESTION, _TEXTS)
    assert judged == pytest.approx(expected, abs=1e-4)
    assert reranker.judge(_QUESTION, _TEXTS[:1]) == pytest.approx(judged[:1], abs=1e-5)


@pytest.mark.parametrize("names", [None, ["left", "right"], ["relevant", "true"]])
def test_two_classes_of_which_none_is_named_as_positive_are_refused(
    names: list[str] | None, small_model_folder: Path, tmp_path: Path
) -> None:
    folder = _make_cross_encoder(small_model_folder, tmp_path, 2, names=names)
    with pytest.raises(ModelError, match=r"\ARERANKER_MODEL: .* one number for each passage.*\Z"):
        load_reranker(str(folder))


@pytest.mark.parametrize("name", ["./nowhere", "a b", "/nowhere/at/all"])
def test_a_missing_model_is_told(name: str) -> None:
    with pytest.raises(ModelError, match=r"\ARERANKER_MODEL: .*no reranking\Z"):
        load_reranker(name)


def test_a_damaged_or_pickled_model_is_told(cross_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(cross_folder, folder)
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:100])
    with pytest.raises(ModelError, match=r"\ARERANKER_MODEL: cannot load .*\Z"):
        load_reranker(str(folder))
    weights.rename(folder / "pytorch_model.bin")
    with pytest.raises(ModelError, match=r"\ARERANKER_MODEL: cannot load .*\Z"):
        load_reranker(str(folder))


class WordReranker:
    """Prefers passages with one word."""

    def __init__(self, word: str) -> None:
        self._word = word

    def judge(self, question: str, texts: Sequence[str]) -> Vectors:
        return np.asarray([float(self._word in text) for text in texts], dtype=np.float32)


def test_hits_come_in_its_order(tmp_path: Path) -> None:
    article = make_article([(None, "Red apples ripen."), (None, "Red pears taste sweet.")])
    encoder = FakeEncoder(dimension=64)
    folder = BuildFolder(tmp_path / "index")
    build_index(Corpus((article,), (), (), "c"), tmp_path, encoder, folder)
    index = load_index(folder, encoder)
    reranker: Reranker = WordReranker("sweet")
    plain, reranked = Retriever(index, encoder), Retriever(index, encoder, reranker)
    assert plain.search("red apples ripen", 2)[0].passage.text == "Red apples ripen."
    hits = reranked.search("red apples ripen", 2)
    assert [hit.passage.text for hit in hits] == ["Red pears taste sweet.", "Red apples ripen."]
    assert hits[0].score > hits[1].score
    assert len(reranked.search("red apples ripen", 1)) == 1
    # Another build is searched in the same way.
    assert reranked.with_index(index).search("red apples ripen", 2) == hits


def test_a_command_says_what_is_wrong_with_it(
    make_corpus: MakeCorpus,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    share_encoder: ShareEncoder,
) -> None:
    corpus = make_corpus({"a.md": "# Port\n\nMary Flint keeps the lighthouse."})
    share_encoder(tmp_path / "state")
    monkeypatch.setenv("STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("CORPUS_DIR", str(corpus))
    monkeypatch.setenv("INDEX_DIR", str(tmp_path / "index"))
    assert main(["index"]) == 0
    monkeypatch.setenv("RERANKER_MODEL", "./nowhere")
    assert main(["ask", "Who keeps the lighthouse?"]) == 1
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("footnote: RERANKER_MODEL: './nowhere' is no folder")


def test_one_that_cannot_be_run_is_told_in_one_line(
    cross_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    def refuse(*_: object) -> None:
        raise RuntimeError("could not create a primitive")

    monkeypatch.setattr(torch.nn.Linear, "forward", refuse)
    with pytest.raises(ModelError, match=r"^RERANKER_MODEL: .*MemoryDenyWriteExecute=no"):
        load_reranker(str(cross_folder))
