from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.commands.fit import render_fit
from bot.cli.main import main
from bot.evaluation.fitting import Fit, Shares
from embeddings import FITTED_NUMBERS, RANKING_PARAMETERS, Fitted, read_fitted, write_fitted
from tests.support.command_line import keep_logging


@pytest.fixture
def index_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INDEX_DIR", str(tmp_path))
    with keep_logging():
        yield tmp_path


FITTED = Fitted("some", "f1", dict.fromkeys(FITTED_NUMBERS, 2.0), 30, 12)


def test_reset_removes_what_was_fitted(index_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_fitted(FITTED, index_dir)
    assert main(["fit", "--reset"]) == 0
    assert read_fitted(index_dir) is None
    assert main(["fit", "--reset"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Removed what was fitted.",
        "Nothing was fitted.",
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "give a file of questions"),
        (["nowhere.jsonl"], "cannot be read"),
        (["bad.jsonl"], "line 2 is not JSON"),
        (["good.jsonl", "nowhere.txt"], "cannot be read"),
        (["good.jsonl"], "footnote index"),
    ],
)
def test_a_mistake_is_one_line(
    arguments: list[str], told: str, index_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = '{"question": "Who?", "answers": ["They"]}\n'
    (index_dir / "good.jsonl").write_text(good)
    (index_dir / "bad.jsonl").write_text(good + "{\n")
    assert main(["fit", *arguments]) != 0
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line


def test_it_says_what_it_is_worth() -> None:
    told = render_fit(Fit(RANKING_PARAMETERS, Shares(0.9, 0.5), Shares(0.8, 0.95)), FITTED, 0.5)
    assert "30 questions and 12 off the topic" in told
    assert "before  answered 0.900, off the topic declined 0.500" in told
    assert "after   answered 0.800, off the topic declined 0.950" in told
    assert "no better" not in told


@pytest.mark.parametrize(
    ("before", "after", "is_told"),
    [
        ((0.9, 0.5), (0.9, 0.5), True),
        ((0.9, 0.5), (0.8, 0.6), True),
        ((0.9, 0.5), (0.5, 0.9), True),
        ((0.9, 0.5), (0.9, 0.6), False),
        ((0.9, 0.5), (0.95, 0.45), False),
    ],
)
def test_a_fit_that_is_no_better_is_kept_and_that_is_told(
    before: tuple[float, float], after: tuple[float, float], is_told: bool
) -> None:
    told = render_fit(Fit(RANKING_PARAMETERS, Shares(*before), Shares(*after)), FITTED, 0.5)
    line = "That is no better than before; it is kept until footnote fit --reset removes it."
    assert (line in told.splitlines()) is is_told
