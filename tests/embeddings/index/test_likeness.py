"""Likeness as two encoders find it: the bundled one, and one of random weights that reads many
scripts."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.pipeline import answer_question
from corpus import read_corpus
from embeddings import (
    RANKING_PARAMETERS,
    BuildFolder,
    EncodedText,
    Encoder,
    Retriever,
    build_index,
    load_encoder,
    load_index,
)
from embeddings.encoders.exported import exporting, exports
from embeddings.encoders.reference_questions import REFERENCE_QUESTIONS
from embeddings.index.likeness import (
    Likeness,
    find_known_languages,
    find_smallest,
    read_likeness,
)
from embeddings.retrieval.calibration import SimilarityScale, fit_scale, fit_scales
from tests.support.fake_encoder import FakeEncoder
from tests.support.paths import DATA, PROJECT

_ARTICLES = PROJECT / "corpus" / "articles"
_OFF_TOPIC = (DATA / "seed_off_topic.txt").read_text("utf-8").split("\n")
_Open = Callable[[Path, Encoder], Retriever]


@pytest.fixture
def open_index(tmp_path: Path) -> _Open:
    def open_built(articles: Path, encoder: Encoder) -> Retriever:
        folder = BuildFolder(tmp_path / encoder.name.replace("/", "-"))
        build_index(read_corpus(articles), articles, encoder, folder)
        return Retriever(load_index(folder, encoder), encoder)

    return open_built


@pytest.fixture(scope="module")
def random_encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    """A sentence-transformers model in a folder, of random weights, whose vocabulary has words of
    eleven languages and the letters of all of them."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    folder = tmp_path_factory.mktemp("random")
    words = _list_pieces(path.read_text("utf-8") for path in _list_texts())
    with torch.random.fork_rng():
        torch.manual_seed(11)
        config = BertConfig(
            vocab_size=len(words),
            hidden_size=64,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=128,
            max_position_embeddings=130,
        )
        BertModel(config).save_pretrained(folder / "bert")
    vocabulary = {word: number for number, word in enumerate(words)}
    BertTokenizer(vocab=vocabulary, do_lower_case=True).save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"), max_seq_length=128)
    model = SentenceTransformer(modules=[transformer, Pooling(64)], device="cpu")
    model.save(str(folder / "model"), create_model_card=False)
    with pytest.MonkeyPatch.context() as patch:
        # This process has imported already what one of its own would for ten seconds.
        patch.setattr(exports, "_run_exporting", lambda *arguments: exporting.main(arguments))
        return load_encoder(str(folder / "model"), folder / "fingerprints.json")


def _list_texts() -> list[Path]:
    texts = [*_ARTICLES.glob("*.md"), *(DATA / "languages").glob("*/*.md")]
    return sorted([*texts, *(DATA / "languages").glob("*/*.txt")])


def _list_pieces(texts: Iterable[str]) -> list[str]:
    """Marks, every character, and the two thousand most frequent words."""
    counts = Counter(word for text in texts for word in re.findall(r"\w+|[^\w\s]", text.lower()))
    letters = sorted({letter for word in counts for letter in word})
    frequent = [word for word, _ in counts.most_common(2000)]
    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    return list(dict.fromkeys([*marks, *letters, *(f"##{one}" for one in letters), *frequent]))


def _share_declined(retriever: Retriever) -> float:
    asked = [text for text in _OFF_TOPIC if text.strip()]
    declined = [not answer_question(text, retriever, 3, 0.5).answered for text in asked]
    return sum(declined) / len(declined)


def test_off_topic_questions_are_declined_with_any_encoder(
    open_index: _Open, encoder: Encoder, random_encoder: Encoder
) -> None:
    bundled, other = open_index(_ARTICLES, encoder), open_index(_ARTICLES, random_encoder)
    found, measured = bundled.index.manifest.likeness, other.index.manifest.likeness
    assert set(found) == set(measured) == {"", "en"}
    assert measured["en"]["unrelated"] > found["en"]["unrelated"] + 0.05
    # Forty questions: two standard deviations of a share of .95 are .07.
    assert abs(_share_declined(bundled) - _share_declined(other)) <= 0.07
    # Not because it declines everything: without weights it knows the articles' own words.
    own = [p.text[p.sentences[0][0] : p.sentences[0][1]] for p in other.index.passages[::4]]
    answered = [answer_question(text, other, 3, 0.5).answered for text in own]
    assert sum(answered) >= 0.9 * len(answered)


def test_the_same_articles_give_the_same_numbers(open_index: _Open, tmp_path: Path) -> None:
    articles = DATA / "languages" / "es"
    first = open_index(articles, FakeEncoder("one")).index.manifest.likeness
    second = open_index(articles, FakeEncoder("two")).index.manifest.likeness
    assert first == second
    assert read_likeness(first)["es"].texts <= 52


def test_nothing_is_measured_where_there_is_nothing(open_index: _Open, tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "short.txt").write_text("Tide: four.")
    retriever = open_index(articles, FakeEncoder())
    assert retriever.index.manifest.likeness == {}
    assert fit_scales({}, False, 8, RANKING_PARAMETERS) == {"": SimilarityScale()}


def test_every_language_has_the_same_questions() -> None:
    counts = {len(questions) for questions in REFERENCE_QUESTIONS.values()}
    assert counts == {12}
    assert all(len(set(questions)) == 12 for questions in REFERENCE_QUESTIONS.values())


def test_a_language_is_known_whose_questions_are_those_in_english() -> None:
    assert find_known_languages(FakeEncoder()) == ("en",)
    assert set(find_known_languages(_Translating("el", "zh"))) == {"en", "el", "zh"}


def test_no_more_is_asked_than_shows_that_a_language_is_not_known() -> None:
    """A library takes seconds for all questions, at each build."""
    asked: list[str] = []

    class Asked(FakeEncoder):
        def encode_query(self, text: str) -> EncodedText:
            asked.append(text)
            return super().encode_query(text)

    find_known_languages(Asked())
    assert len(asked) < 12 + 6 * len(REFERENCE_QUESTIONS)


class _Translating(FakeEncoder):
    """Reads the reference questions of these languages as if they were in English."""

    def __init__(self, *languages: str) -> None:
        super().__init__()
        self._english = {
            text: english
            for language in languages
            for text, english in zip(
                REFERENCE_QUESTIONS[language], REFERENCE_QUESTIONS["en"], strict=True
            )
        }

    def encode_query(self, text: str) -> EncodedText:
        return super().encode_query(self._english.get(text, text))


@pytest.mark.parametrize(("unrelated", "own"), [(0.15, 0.76), (0.69, 0.86), (-0.1, 0.3), (0.5, 1)])
def test_on_the_scale_every_encoder_finds_the_same_alike(unrelated: float, own: float) -> None:
    near = unrelated + (own - unrelated) / 3
    scale = fit_scale(Likeness(unrelated, near, 0.0, own, 52), RANKING_PARAMETERS)
    assert scale.read(unrelated) == pytest.approx(RANKING_PARAMETERS.unrelated)
    assert scale.read(own) == pytest.approx(RANKING_PARAMETERS.own)


@pytest.mark.parametrize("best", [0.7, 0.8, 0.85])
def test_what_is_off_the_topic_comes_no_nearer_than_with_the_bundled_encoder(best: float) -> None:
    scale = fit_scale(Likeness(0.5, best, 0.02, 0.86, 52), RANKING_PARAMETERS)
    assert scale.read(best + 0.02) == pytest.approx(RANKING_PARAMETERS.off_topic)


def test_an_encoder_that_finds_all_alike_answers_nothing() -> None:
    scale = fit_scale(Likeness(0.9, 0.9, 0.0, 0.9, 52), RANKING_PARAMETERS)
    assert scale.read(0.91) < RANKING_PARAMETERS.off_topic


def test_the_bundled_encoder_is_the_ruler() -> None:
    found = {"en": Likeness(0.2, 0.4, 0.1, 0.7, 52)}
    assert fit_scales(found, True, 8, RANKING_PARAMETERS) == {"": SimilarityScale()}
    one, two = (fit_scales(found, True, bits, RANKING_PARAMETERS)[""].read(0.5) for bits in (1, 2))
    assert one < two < 0.5, "the best of inexact cosines is too high"


@pytest.mark.parametrize("value", ["NaN", "Infinity", '"x"', "null"])
def test_a_number_that_is_none_is_refused(value: str) -> None:
    figures = f'{{"unrelated": {value}, "best": 1, "spread": 1, "own": 1, "texts": 9}}'
    with pytest.raises((ValueError, TypeError)):
        read_likeness({"": json.loads(figures)})


@given(
    numbers=st.lists(st.integers(0, 9) | st.sampled_from([2**64 - 1, 2**63]), max_size=40),
    count=st.integers(1, 50),
)
def test_the_smallest_are_those_that_sorting_all_has_first(numbers: list[int], count: int) -> None:
    hashes = np.asarray(numbers, dtype=np.uint64)
    expected = sorted(range(len(numbers)), key=lambda place: (numbers[place], place))[:count]
    assert find_smallest(hashes, count).tolist() == expected
