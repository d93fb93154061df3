"""The comparison with peers, small: with one of the standard library in a peer's place."""

import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.evaluation.labelled_questions import LabelledQuestion
from tests.benchmarks.peers.articles import choose_questions, copy_articles
from tests.benchmarks.peers.compare import compare, main
from tests.benchmarks.peers.contenders import SCRIPTS, Command, Footnote, Peer
from tests.benchmarks.peers.environments import REQUIREMENTS, read_torch
from tests.benchmarks.peers.figures import MEASURES, Figures, Measured, compute_figures
from tests.benchmarks.peers.machine import describe_machine
from tests.benchmarks.peers.page import BEGIN, END, PAGE, PageError, Setting, write_page
from tests.benchmarks.peers.picture import draw
from tests.benchmarks.peers.running import RunError, prepare_contender, run_contender, start
from tests.benchmarks.peers.tables import GROUPS, render_markdown, render_ratios, render_text
from tests.conftest import ShareEncoder

ARTICLES = {
    "apples.md": "Red apples ripen in autumn.\n\nGreen pears grow on old trees.\n",
    "boats.txt": "Boats\n\nThe boats sail at dawn.\n\nGulls nest on the northern cliff.\n",
}
QUESTIONS = [
    LabelledQuestion("When do red apples ripen?", ("in  AUTUMN",), "apples.md"),
    LabelledQuestion("Where do gulls nest?", ("northern cliff",), "boats.txt"),
    LabelledQuestion("Where do gulls nest?", ("northern cliff",), "apples.md"),
    LabelledQuestion("What boats sail at dawn?", ("northern cliff",), "boats.txt"),
]
"""Right, right, right in another article only, and right in another passage."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where articles lie and contenders get their folders."""
    (tmp_path / "articles").mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / "articles" / name).write_text(text, "utf-8")
    return tmp_path


def make_peer(name: str = "words", script: Path = SCRIPTS / "with_words.py") -> Peer:
    return Peer(name, "", script, Path(sys.executable), Path("none"))


def python(program: str) -> Command:
    return Command((sys.executable, "-c", program))


def test_each_run_is_measured_and_judged(folder: Path) -> None:
    # More than are asked to warm up, and so that these, in their place, would change the figures.
    asked = 3 * QUESTIONS
    (figures,), failed = compare([make_peer()], folder, asked, runs=2, max_seconds=100)
    assert failed == []
    assert figures.passages == 5
    assert figures.measured["answer_at_1"] == Measured((0.5, 0.5))
    assert figures.measured["answer_at_5"] == Measured((0.75, 0.75))
    assert figures.measured["characters"].median == pytest.approx((27 + 33 + 33 + 23) / 4)
    assert set(MEASURES) - set(figures.measured) == {"quote_at_1"}  # it quotes nothing
    for measured in figures.measured.values():
        assert len(measured.values) == 2
        assert measured.least > 0


def test_our_own_commands_are_measured(folder: Path, share_encoder: ShareEncoder) -> None:
    share_encoder(folder / "state")
    texts = [question.text for question in QUESTIONS]
    (folder / "run").mkdir()
    run = run_contender(Footnote("Footnote"), folder / "articles", folder / "run", texts, 2, 250)
    measured = compute_figures("Footnote", [run], QUESTIONS, 0.0).measured
    assert set(measured) == set(MEASURES)
    assert measured["answer_at_1"].median == 0.75  # the boats and gulls are one passage
    assert measured["quote_at_1"].median == 0.75


@dataclass(frozen=True, slots=True)
class Exporting(Footnote):
    """What its first build makes and keeps takes 0.5 s of processor time."""

    def prepare(self, corpus: Path, folder: Path) -> Command:
        program = (
            "import sys, pathlib, time\n"
            "kept = pathlib.Path(sys.argv[1])\n"
            "while time.process_time() < (.4 if kept.exists() else .9): pass\n"
            "kept.touch()\n"
        )
        return Command((*python(program).arguments, str(folder.parent / "kept")))


def test_what_is_made_once_is_told_apart(folder: Path) -> None:
    assert (
        0.25 < prepare_contender(Exporting("exporting"), folder, folder, 1, 100) < 0.75
    )  # not what the build takes itself
    assert prepare_contender(make_peer(), folder, folder, 1, 100) == 0.0


def test_who_fails_stops_nobody_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = folder / "broken.py"
    starts = folder / "starts"
    broken.write_text(
        f"import sys\nopen({str(starts)!r}, 'a').write('x')\nsys.exit('no such library')\n"
    )
    silent = folder / "silent.py"
    silent.write_text("", "utf-8")
    contenders = [make_peer("broken", broken), make_peer("silent", silent), make_peer()]
    figures, failed = compare(contenders, folder, QUESTIONS, runs=2, max_seconds=100)
    assert [one.name for one in figures] == ["words"]
    assert failed == ["broken", "silent"]
    assert starts.read_text() == "x"  # not again in the second run
    errors = capsys.readouterr().err
    assert "broken: exit code 1: no such library" in errors
    assert "silent: answered 0 of 8 questions" in errors


def test_what_takes_too_long_is_ended(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"took more than 1 s"):
        start(python("import time; time.sleep(3600)"), 1, max_seconds=1)


def test_children_count_and_the_starter_does_not() -> None:
    burn = "import time\nwhile time.process_time() < .3: pass\nkept = bytes(range(256)) * 2**20"
    cost, _ = start(
        python(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}])"), 1, 100
    )
    assert cost.processor_s >= 0.3
    assert cost.peak_mib >= 256
    cost, _ = start(python("pass"), 1, 100)
    assert cost.peak_mib < 60  # this process, with all its libraries, has several times as much


def test_threads_are_as_told() -> None:
    show = "import json, os; print(json.dumps({'n': os.environ['OMP_NUM_THREADS']}))"
    assert start(python(show), 2, 100)[1] == ({"n": "2"},)


def test_only_so_many_articles_and_what_they_answer(folder: Path) -> None:
    (folder / "articles" / "picture.png").write_bytes(b"\x89PNG")
    texts = copy_articles(folder / "articles", folder / "copy", 1)
    assert list(texts) == ["apples.md"]
    assert [path.name for path in (folder / "copy").iterdir()] == ["apples.md"]
    assert choose_questions(QUESTIONS, texts, None) == QUESTIONS[:1]
    all_texts = copy_articles(folder / "articles", folder / "all", None)
    assert list(all_texts) == ["apples.md", "boats.txt"]
    assert choose_questions(QUESTIONS, all_texts, 2) == [QUESTIONS[0], QUESTIONS[1]]


def make_figures() -> list[Figures]:
    ours = {key: Measured((2.0, 4.0, 3.0)) for key in MEASURES}
    theirs = {key: Measured((8.0, 8.0, 8.0)) for key in MEASURES if key != "quote_at_1"}
    return [
        Figures("Footnote, onnx", ours, None, 1.5, {}),
        Figures("txtai", theirs, 646, 0.0, {"txtai": "9.14.0"}),
    ]


def test_tables() -> None:
    text, markdown = render_text(make_figures()), render_markdown(make_figures())
    assert "3.000 (2.000)" in text
    assert "| txtai | 8.000 | 8.000 | – | 8 |" in markdown
    for group, keys in GROUPS.items():
        assert f"### {group}\n" in markdown
        assert all(MEASURES[key].title in text for key in keys)
    assert {key for keys in GROUPS.values() for key in keys} == set(MEASURES)
    assert "| build, processor s (txtai) | 4.00 |" in render_ratios(make_figures(), markdown=True)
    assert render_ratios(make_figures()[:1], markdown=True) == ""


def test_the_page_keeps_what_is_written_by_hand(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# Before\n\n{BEGIN}\nold\n{END}\n\nAfter.\n", "utf-8")
    setting = Setting("28 articles", 743, 3, "make bench", "2 cores", (0.1, 1.2), {"torch": "2"})
    for _ in range(2):
        write_page(make_figures(), setting, page, "pictures/benchmarks.png")
    text = page.read_text("utf-8")
    assert text.startswith(f"# Before\n\n{BEGIN}\n28 articles, 743 questions; 3 runs")
    assert text.endswith(f"\n{END}\n\nAfter.\n")
    assert "old" not in text
    assert "- Footnote, onnx: torch 2; made once before: 1.5 s of processor time\n" in text
    assert "- txtai: txtai 9.14.0; 646 passages\n" in text
    assert "The machine was busy" not in text
    write_page(make_figures(), replace(setting, loads=(7.0, 7.0)), page, "")
    assert "The machine was busy" in page.read_text("utf-8")
    page.write_text(f"{BEGIN}\n", "utf-8")
    with pytest.raises(PageError, match=r"needs one line"):
        write_page(make_figures(), setting, page, "")


def test_our_page_has_its_marks() -> None:
    text = PAGE.read_text("utf-8")
    assert (text.count(BEGIN), text.count(END)) == (1, 1)
    assert text.index(BEGIN) < text.index(END)


def test_the_picture(tmp_path: Path) -> None:
    path = tmp_path / "pictures" / "figures.png"
    draw(make_figures(), path)
    assert path.read_bytes().startswith(b"\x89PNG")


def test_the_machine_is_described_without_its_name() -> None:
    assert re.match(r"\d+ cores, \S", describe_machine())


@pytest.mark.parametrize("path", sorted(REQUIREMENTS.glob("*.txt")), ids=lambda path: path.stem)
def test_peers_are_pinned_and_leave_torch_alone(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert len(lines) > 30
    assert [line for line in lines if not re.match(r"[\w.-]+==[\w.]+( ; .+)?$", line)] == []
    assert [line for line in lines if line.startswith(("torch==", "nvidia", "triton"))] == []
    assert f"{read_torch()}\n" in path.with_suffix(".in").read_text("utf-8")
    assert (SCRIPTS / f"with_{path.stem}.py").is_file()


def test_nobody_unknown_is_compared(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="nobody is called haystack"):
        main(["--only", "txtai,haystack"])
