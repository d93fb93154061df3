"""The gate: which new indexes go live, and what the owner is told."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.evaluation.labelled_questions import LabelledQuestion
from bot.evaluation.must_answer import Miss, MustAnswerError, Verdict, format_verdict, refuse_worse
from corpus import MUST_ANSWER_NAME
from embeddings import BuildFolder
from tests.conftest import MakeCorpus, ShareEncoder

KEEPER = "The keeper of the lighthouse on Skerry Rock is Mary Flint.\n"
BRIDGE = "The bridge of Osney was closed for repairs in March 1987.\n"
OTHER = "The harbour of Portbury exports grain and coal to Norway.\n"
ASKS_KEEPER = {"question": "Who is the keeper of the lighthouse?", "answers": ["Mary Flint"]}
ASKS_BRIDGE = {
    "question": "When was the bridge of Osney closed?",
    "answers": ["march 1987"],
    "article": "bridge.txt",
}


def write_lines(*records: Mapping[str, object]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


class Owner:
    """Runs `footnote index` in this process."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder = BuildFolder(folder)
        self._capsys = capsys

    def index(self, *arguments: str) -> tuple[int, str, list[str]]:
        """Exit code, standard output, and the lines of standard error but for progress."""
        code = main(["index", *arguments])
        out, err = self._capsys.readouterr()
        return code, out, [line for line in err.splitlines() if not line.startswith("encoded ")]

    def live(self) -> Path | None:
        return self._folder.current()


@pytest.fixture
def owner(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    loaded_once: None,
    share_encoder: ShareEncoder,
) -> Owner:
    share_encoder(tmp_path / "state")
    for name in ("TELEGRAM_BOT_TOKEN", "EMBEDDING_MODEL", "RERANKER_MODEL", "MIN_CONFIDENCE"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("CORPUS_DIR", str(tmp_path / "corpus"))
    monkeypatch.setenv("INDEX_DIR", str(tmp_path / "index"))
    monkeypatch.chdir(tmp_path)
    return Owner(tmp_path / "index", capsys)


def test_build_that_answers_all_goes_live(owner: Owner, make_corpus: MakeCorpus) -> None:
    questions = write_lines(ASKS_KEEPER, ASKS_BRIDGE)
    make_corpus({"keeper.txt": KEEPER, "bridge.txt": BRIDGE, MUST_ANSWER_NAME: questions})
    code, out, errors = owner.index()
    assert (code, errors) == (0, [])
    assert "Answers 2 of 2 questions in must_answer.jsonl." in out.splitlines()
    assert owner.live() is not None


def test_build_that_misses_what_the_live_one_answers_stays_out(
    owner: Owner, make_corpus: MakeCorpus
) -> None:
    make_corpus({"keeper.txt": KEEPER, "bridge.txt": BRIDGE})
    owner.index()
    before = owner.live()
    lost = {"question": "Who painted the ceiling?", "answers": ["Tom"]}
    questions = write_lines(lost, ASKS_KEEPER, ASKS_BRIDGE)
    make_corpus({"bridge.txt": OTHER, MUST_ANSWER_NAME: questions})
    code, out, errors = owner.index()
    assert (code, out) == (1, "")
    assert errors == [
        "footnote: now misses: When was the bridge of Osney closed? "
        "(none of its answers is in bridge.txt)",
        "footnote: still misses: Who painted the ceiling? (none of its answers is in the articles)",
        "footnote: the new index does not go live, as it misses "
        '"When was the bridge of Osney closed?", which the live index answers '
        "(must_answer.jsonl; footnote index --force overrides)",
    ]
    assert owner.live() == before

    code, out, errors = owner.index("--force")
    assert (code, errors) == (0, [])
    assert "Answers 1 of 3 questions in must_answer.jsonl.\n  now misses: When was" in out
    assert owner.live() != before


def test_what_the_live_index_misses_too_is_only_mentioned(
    owner: Owner, make_corpus: MakeCorpus
) -> None:
    make_corpus({"keeper.txt": KEEPER})
    owner.index()
    before = owner.live()
    make_corpus({"other.txt": OTHER, MUST_ANSWER_NAME: write_lines(ASKS_KEEPER, ASKS_BRIDGE)})
    code, out, errors = owner.index()
    assert (code, errors) == (0, [])
    assert (
        "Answers 1 of 2 questions in must_answer.jsonl.\n"
        "  still misses: When was the bridge of Osney closed? "
        "(there is no article bridge.txt)\n"
    ) in out
    assert owner.live() != before


def test_without_a_live_index_any_miss_stops_the_first(
    owner: Owner, make_corpus: MakeCorpus
) -> None:
    # The words are there, but in another article; and the right one is no answer to this.
    wrong_article = ASKS_BRIDGE | {"article": "keeper.txt", "answers": ["Flint"]}
    unrelated = {"question": "How do volcanoes erupt?", "answers": ["Mary Flint"]}
    questions = write_lines(wrong_article, unrelated)
    make_corpus({"keeper.txt": KEEPER, "bridge.txt": BRIDGE, MUST_ANSWER_NAME: questions})
    code, _, errors = owner.index()
    assert code == 1
    assert errors == [
        "footnote: misses: When was the bridge of Osney closed? (answered with other words)",
        "footnote: misses: How do volcanoes erupt? (not answered)",
        "footnote: the new index does not go live, as it misses 2 questions, the first of them "
        '"When was the bridge of Osney closed?" '
        "(must_answer.jsonl; footnote index --force overrides)",
    ]
    assert owner.live() is None


@pytest.mark.parametrize(
    ("content", "expected"),
    [("", "holds no question"), ("nonsense\n", "line 1 is not JSON")],
)
def test_broken_file_is_one_line_even_if_forced(
    owner: Owner, make_corpus: MakeCorpus, content: str, expected: str
) -> None:
    folder = make_corpus({"keeper.txt": KEEPER, MUST_ANSWER_NAME: content})
    code, out, errors = owner.index("--force")
    assert (code, out) == (1, "")
    (line,) = errors
    assert line.startswith(f"footnote: {folder / MUST_ANSWER_NAME}: ")
    assert expected in line
    assert owner.live() is None


def test_last_line_of_the_process_says_it_all(
    owner: Owner, make_corpus: MakeCorpus, project_dir: Path
) -> None:
    """As `/reindex` runs it and relays its last line."""
    make_corpus({"keeper.txt": KEEPER, MUST_ANSWER_NAME: write_lines(ASKS_KEEPER)})
    owner.index()
    make_corpus({"keeper.txt": OTHER})
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "index"],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(project_dir)},
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    last = done.stderr.decode().splitlines()[-1]
    assert last.startswith("footnote: the new index does not go live")
    assert all(part in last for part in ("keeper of the lighthouse", MUST_ANSWER_NAME, "--force"))


def test_the_file_is_no_article(owner: Owner, make_corpus: MakeCorpus) -> None:
    make_corpus({"keeper.txt": KEEPER, MUST_ANSWER_NAME: write_lines(ASKS_KEEPER)})
    assert "Skipped" not in owner.index()[1]


def test_summary_stays_short_and_on_its_line() -> None:
    question = LabelledQuestion("Why?\nfootnote: fine " + "and why " * 100, ("x",))
    verdict = Verdict(1, (Miss(question, "not\nanswered"),), (), compared=True)
    with pytest.raises(MustAnswerError) as raised:
        refuse_worse(verdict)
    lines = str(raised.value).splitlines()
    assert len(lines) == 2
    assert max(map(len, lines)) < 400
    assert len(format_verdict(verdict).splitlines()) == 2
    refuse_worse(Verdict(1, (), (Miss(question, "not answered"),), compared=True))


def test_questions_that_a_link_leads_to_outside_are_not_read(
    owner: Owner, make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    folder = make_corpus({"keeper.txt": KEEPER})
    (tmp_path / "mine.jsonl").write_text(write_lines(ASKS_BRIDGE), encoding="utf-8")
    (folder / MUST_ANSWER_NAME).symlink_to("../mine.jsonl")
    code, out, errors = owner.index()
    assert (code, out) == (1, "")
    (line,) = errors
    assert line.startswith(f"footnote: {folder / MUST_ANSWER_NAME}: is a link that leads out")
