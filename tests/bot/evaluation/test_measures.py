"""The evaluation: figures against numbers worked out by hand, and the command itself."""

import json
from pathlib import Path

import pytest

from bot.answers.answer import Answer, AnswerOutcome
from bot.cli.commands.evaluate import draw_curve, render_json, render_text
from bot.cli.main import main
from bot.evaluation.labelled_questions import LabelledQuestion
from bot.evaluation.measures import (
    Evaluation,
    Outcome,
    evaluate,
    find_present_point,
    measure_answers,
)
from corpus import read_corpus
from embeddings import BuildFolder, Encoder, Retriever, build_index, load_index

ARTICLES = {
    "keeper.txt": "The keeper of the lighthouse on Skerry Rock is Mary Flint.\n",
    "bridge.txt": "The bridge of Osney was closed for repairs in March 1987.\n",
}
KEEPER = LabelledQuestion(
    "Who is the keeper of the lighthouse?", ("mary  FLINT",), "keeper.txt", "en"
)
BRIDGE = LabelledQuestion("When was the bridge of Osney closed?", ("March 1987",))
TYPO = LabelledQuestion(
    "Who keeps the lighthouse on Skerry Rock?", ("Marie Flint",), "keeper.txt", "de"
)


def make_outcome(
    name: str,
    right: str = "",
    *,
    confidence: float = 0.9,
    quote: str = "four",
    quote_is_right: bool = False,
    took_ms: float = 10.0,
    language: str | None = None,
    kind: str | None = None,
    shown_is_right: bool = False,
) -> Outcome:
    """`right` has a + for each right passage and a - for each wrong one."""
    return Outcome(
        question=LabelledQuestion(name, ("x",), language=language, kind=kind),
        answered=confidence >= 0.5,
        confidence=confidence,
        right=tuple(sign == "+" for sign in right),
        quote=quote,
        quote_is_right=quote_is_right,
        passage_characters=2 * len(quote),
        took_ms=took_ms,
        shown_is_right=shown_is_right,
    )


FOUR = [
    make_outcome("a", "+-+", confidence=0.9, quote_is_right=True, language="en"),
    make_outcome("b", "-+", confidence=0.7, quote="twelve chars", took_ms=20, language="de"),
    make_outcome("c", "---+--", confidence=0.4, quote_is_right=True, took_ms=30, language="en"),
    make_outcome("d", "", confidence=0.0, quote="", took_ms=40),
]


def make_answer(confidence: float) -> Answer:
    outcome = AnswerOutcome.ANSWERED if confidence >= 0.5 else AnswerOutcome.NOT_FOUND
    return Answer("?", outcome, confidence, ())


@pytest.fixture
def evaluation() -> Evaluation:
    return evaluate(FOUR, [make_answer(0.8), make_answer(0.2)], 0.5)


def test_figures_are_those_worked_out_by_hand(evaluation: Evaluation) -> None:
    figures = evaluation.overall
    assert figures.questions == 4
    assert figures.answer_at_1 == pytest.approx(1 / 4)
    assert figures.answer_at_3 == pytest.approx(2 / 4)
    assert figures.answer_at_5 == pytest.approx(3 / 4)
    assert figures.mrr == pytest.approx((1 + 1 / 2 + 1 / 4 + 0) / 4)
    assert figures.quote_at_1 == pytest.approx(1 / 4), "c is right, but not answered"
    assert figures.answered == pytest.approx(2 / 4)
    assert figures.p50_ms == pytest.approx(25)
    assert figures.p95_ms == pytest.approx(38.5)
    assert figures.quote_characters == pytest.approx((4 + 12 + 4) / 3)
    assert figures.passage_characters == pytest.approx(2 * (4 + 12 + 4) / 3)


def test_each_language_has_its_own_figures(evaluation: Evaluation) -> None:
    assert list(evaluation.languages) == ["de", "en"]
    assert evaluation.languages["de"].mrr == pytest.approx(1 / 2)
    assert evaluation.languages["en"].mrr == pytest.approx((1 + 1 / 4) / 2)
    assert evaluation.languages["en"].questions == 2


def test_quote_at_3_counts_every_quote_that_is_shown() -> None:
    outcomes = [
        make_outcome("first", "+", quote_is_right=True, shown_is_right=True),
        make_outcome("second", "-+", shown_is_right=True),
        make_outcome("not shown", "--+"),
    ]
    figures = evaluate(outcomes, [], 0.5).overall
    assert (figures.quote_at_1, figures.quote_at_3) == pytest.approx((1 / 3, 2 / 3))


def test_each_kind_that_questions_name_has_its_own_figures() -> None:
    kinds = ("when", "who", "when", None)
    outcomes = [make_outcome(str(n), "+" * n, kind=kind) for n, kind in enumerate(kinds)]
    evaluation = evaluate(outcomes, [], 0.5)
    assert {k: f.questions for k, f in evaluation.kinds.items()} == {"when": 2, "who": 1}
    assert evaluation.kinds["when"].answer_at_1 == pytest.approx(1 / 2)
    rows = [line.split()[:2] for line in render_text(evaluation).splitlines()[:4]]
    assert rows[1:] == [["all", "4"], ["when", "2"], ["who", "1"]]


def test_thresholds_say_what_each_would_answer_and_decline(evaluation: Evaluation) -> None:
    points = {point.threshold: point for point in evaluation.thresholds}
    assert list(points) == sorted(points)
    assert (points[0.5].coverage, points[0.5].precision) == pytest.approx((2 / 4, 1 / 2))
    assert (points[0.4].coverage, points[0.4].precision) == pytest.approx((3 / 4, 2 / 3))
    assert [points[t].declined for t in (0.2, 0.3, 0.9)] == [0, 0.5, 1]
    alone = evaluate(FOUR[3:], [], 0.5)
    assert {(p.coverage, p.precision, p.declined) for p in alone.thresholds} == {(0, 0, None)}


def test_thresholds_stand_below_each_other(evaluation: Evaluation) -> None:
    lines = render_text(evaluation).splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("MIN_CONFIDENCE"))
    table = lines[first : first + 4]
    assert len({len(line) for line in table}) == 1
    assert table[0].split()[1:] == [f"0.{n}" for n in range(1, 10)]
    assert table[3].startswith("off topic declined  0.000")
    assert "off topic" not in render_text(evaluate(FOUR[3:], [], 0.5))


def test_off_topic_is_measured_against_the_answerable(evaluation: Evaluation) -> None:
    off_topic = evaluation.off_topic
    assert off_topic is not None
    assert (off_topic.questions, off_topic.declined) == (2, 0.5)
    # Of 8 pairs: .9 beats both, .7 and .4 beat .2, 0 beats none.
    assert off_topic.auroc == pytest.approx(4 / 8)
    assert evaluate(FOUR, [], 0.5).off_topic is None


def test_curve_has_a_point_for_each_confidence() -> None:
    outcomes = [*FOUR, make_outcome("e", "+", confidence=0.7, quote_is_right=True)]
    curve = evaluate(outcomes, [], 0.5).curve
    assert [p.threshold for p in curve] == [0.9, 0.7, 0.4, 0.0]
    assert [p.coverage for p in curve] == pytest.approx([1 / 5, 3 / 5, 4 / 5, 1])
    assert [p.precision for p in curve] == pytest.approx([1, 2 / 3, 3 / 4, 3 / 5])


def test_present_threshold_is_a_point_of_the_curve(evaluation: Evaluation) -> None:
    present = find_present_point(evaluation)
    assert present is not None
    assert (present.coverage, present.precision) == (0.5, 0.5)
    assert find_present_point(evaluate(FOUR, [], 0.95)) is None


def test_worst_are_confident_misses_and_questions_without_a_right_passage() -> None:
    right = make_outcome("right", "+", quote_is_right=True)
    confident = [make_outcome(f"m{n}", "-+", confidence=0.9 - n / 100) for n in range(8)]
    lost = [make_outcome(f"l{n}", "--", confidence=0.3 - n / 100) for n in range(8)]
    worst = evaluate([right, *lost, *confident], [], 0.5).worst
    expected = [f"m{n}" for n in range(5)] + [f"l{n}" for n in range(5)]
    assert [outcome.question.text for outcome in worst] == expected
    worst = evaluate([right, *lost[:1], *confident], [], 0.5).worst
    assert [o.question.text for o in worst] == [f"m{n}" for n in range(8)] + ["l0"]


def test_what_was_found_and_not_answered_is_listed_apart_from_the_worst() -> None:
    withheld = [
        make_outcome(f"w{n}", "+-", confidence=0.4 - n / 100, quote_is_right=True)
        for n in range(12)
    ]
    answered = make_outcome("answered", "+", quote_is_right=True)
    wrong = make_outcome("wrong quote", "+", confidence=0.45)
    below = make_outcome("below", "-+", confidence=0.4, quote_is_right=True)
    evaluation = evaluate([answered, *reversed(withheld), wrong, below], [], 0.5)
    assert [o.question.text for o in evaluation.worst] == ["wrong quote"]
    assert [o.question.text for o in evaluation.withheld] == [f"w{n}" for n in range(10)]
    text = render_text(evaluation)
    first = text.index("Right passage first, but not answered, with confidence:")
    assert text.index("wrong quote") < first < text.index("0.400   1  w0 (not answered)")
    assert json.loads(render_json(evaluation))["withheld"][0]["question"] == "w0"
    assert "but not answered" not in render_text(evaluate([answered, wrong], [], 0.5))


def test_renderings_hold_the_figures(evaluation: Evaluation, tmp_path: Path) -> None:
    text = render_text(evaluation)
    assert max(map(len, text.splitlines())) <= 120
    assert (
        "all          4     0.250     0.500     0.750  0.438    0.250    0.000     0.500    25.0"
        in text
    )
    assert "Off topic: 2 questions, 0.500 declined, AUROC 0.500." in text
    assert "0.700   2  b\n" in text
    assert "–  d (not answered)\n" in text
    record = json.loads(render_json(evaluation))
    assert list(record) == [
        *("min_confidence", "all", "languages", "kinds", "off_topic", "thresholds", "worst"),
        "withheld",
    ]
    assert record["thresholds"][0] == {
        "threshold": 0.1,
        "coverage": 0.75,
        "precision": 0.6667,
        "declined": 0.0,
    }
    assert record["all"]["mrr"] == 0.4375
    assert record["worst"][0]["right_rank"] == 2
    for drawn in (evaluation, evaluate(FOUR[3:], [], 0.5)):
        draw_curve(drawn, tmp_path / "curve.png")
        assert (tmp_path / "curve.png").read_bytes().startswith(b"\x89PNG")


@pytest.fixture(scope="module")
def corpus_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def index_folder(
    corpus_folder: Path, tmp_path_factory: pytest.TempPathFactory, encoder: Encoder
) -> BuildFolder:
    folder = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(corpus_folder), corpus_folder, encoder, folder)
    return folder


def test_questions_are_asked_of_the_live_index(index_folder: BuildFolder, encoder: Encoder) -> None:
    retriever = Retriever(load_index(index_folder, encoder), encoder)
    evaluation = measure_answers(
        (KEEPER, BRIDGE, TYPO), ("How do volcanoes erupt under water?",), retriever, 0.5
    )
    figures = evaluation.overall
    assert figures.answer_at_1 == figures.answer_at_5 == figures.mrr == pytest.approx(2 / 3)
    assert evaluation.languages["en"].quote_at_1 == evaluation.languages["en"].quote_at_3 == 1
    assert figures.p95_ms >= figures.p50_ms > 0
    assert evaluation.off_topic is not None
    assert (evaluation.off_topic.declined, evaluation.off_topic.auroc) == (1, 1)
    (worst,) = evaluation.worst
    assert worst.question == TYPO
    assert worst.mistake == "none of its answers is in keeper.txt"
    assert "Mary Flint" in worst.quote


@pytest.fixture
def in_workplace(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    corpus_folder: Path,
    index_folder: BuildFolder,
    loaded_once: None,
) -> Path:
    for name in ("TELEGRAM_BOT_TOKEN", "EMBEDDING_MODEL", "RERANKER_MODEL", "MIN_CONFIDENCE"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("CORPUS_DIR", str(corpus_folder))
    monkeypatch.setenv("INDEX_DIR", str(index_folder.path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.jsonl").write_text(
        json.dumps({"question": KEEPER.text, "answers": KEEPER.answers}) + "\n"
    )
    (tmp_path / "bad.jsonl").write_text('{"question": "Who?", "answers": ["x"]}\nnonsense\n')
    return tmp_path


def test_command_prints_json_and_draws(
    in_workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", "good.jsonl", "--json", "--plot", "curve.png"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["all"]["quote_at_1"] == 1
    assert record["off_topic"] is None
    assert (in_workplace / "curve.png").stat().st_size > 1000


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["nowhere.jsonl"], "nowhere.jsonl: cannot be read"),
        (["bad.jsonl"], "bad.jsonl: line 2 is not JSON"),
        (["good.jsonl", "--off-topic", "nowhere.txt"], "nowhere.txt: cannot be read"),
        (["good.jsonl", "--plot", "nowhere/curve.png"], "cannot write nowhere/curve.png"),
    ],
)
@pytest.mark.usefixtures("in_workplace")
def test_mistake_is_one_line(
    arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", *arguments]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"footnote: {expected}")
