"""The command line: what it prints, where, and how it exits."""

import io
import json
import math
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.main import main
from corpus import read_corpus
from embeddings import BuildFolder, build_index
from tests.conftest import ShareEncoder
from tests.support.bot_process import WITH_FAKE_ENCODER
from tests.support.command_line import keep_logging
from tests.support.fake_bot import make_encoder

Run = Callable[..., subprocess.CompletedProcess[str]]

ARTICLE = "The lighthouse keeper\n\nThe keeper of the lighthouse on Skerry Rock is Mary Flint.\n"
QUESTION = "Who keeps the lighthouse on Skerry Rock?"


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory, share_encoder: ShareEncoder) -> Path:
    """A working folder with a small corpus; the index of it is built by the first who needs it."""
    folder = tmp_path_factory.mktemp("work")
    (folder / ".env").touch()  # or else the developer's own, in the project, would count
    (folder / "texts").mkdir()
    (folder / "texts" / "keeper.txt").write_text(ARTICLE)
    (folder / "texts" / "odd.xyz").write_bytes(b"%PDF")
    (folder / "texts" / "empty.txt").write_text("")
    (folder / "loop").symlink_to("loop")
    share_encoder(folder / "state")
    return folder


@pytest.fixture(scope="module")
def footnote(workplace: Path) -> Run:
    """Runs a command in this process, which saves the seconds of a start; two tests below are about
    what only a process shows."""

    def run(
        *arguments: str, stdin: str | bytes = "", **env: str
    ) -> subprocess.CompletedProcess[str]:
        given = {"CORPUS_DIR": "texts", "INDEX_DIR": "index", "STATE_DIR": "state", **env}
        typed = stdin.encode() if isinstance(stdin, str) else stdin
        streams = [io.TextIOWrapper(io.BytesIO(bytes_)) for bytes_ in (typed, b"", b"")]
        with pytest.MonkeyPatch.context() as patch, keep_logging():
            for name in [name for name in os.environ if name.startswith("TELEGRAM_")]:
                patch.delenv(name)
            for name, value in given.items():
                patch.setenv(name, value)
            patch.chdir(workplace)
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patch.setattr(sys, name, stream)
            try:
                code = main(arguments)
            except SystemExit as exc:  # of argparse
                code = exc.code if isinstance(exc.code, int) else 1
            written = []
            for stream in streams[1:]:
                stream.flush()
                written.append(stream.buffer.getvalue().decode())
        return subprocess.CompletedProcess(arguments, code, *written)

    return run


@pytest.fixture(scope="module")
def indexed(footnote: Run) -> subprocess.CompletedProcess[str]:
    done = footnote("index")
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def light_index(workplace: Path) -> None:
    """For processes whose encoder does not matter, as a model costs ten seconds at each start."""
    texts = workplace / "texts"
    build_index(read_corpus(texts), texts, make_encoder(), BuildFolder(workplace / "light"))


def test_index_reports_what_it_did(indexed: subprocess.CompletedProcess[str]) -> None:
    lines = indexed.stdout.splitlines()
    assert lines[0].startswith("Indexed 1 article, 1 passage in ")
    assert lines[1] == "Skipped:"
    assert lines[2] == "  empty.txt: it is empty"
    assert lines[3].startswith("  odd.xyz: no reader for .xyz")
    assert lines[4] == (
        "Recognised: title of 1, date of 0, publisher of 0, author of 0, speakers of 0."
    )
    assert len(lines) == 5
    # That files are read is told where it takes long, as on a busy machine.
    assert indexed.stderr.splitlines()[-1] == "encoded 1 of 1 passages"


@pytest.mark.usefixtures("indexed")
def test_json_has_the_documented_shape(footnote: Run, workplace: Path) -> None:
    stdin = f"{QUESTION}\n\n   \nWhat is the price of tea?\r\n{QUESTION}".encode() + b"\xff\n"
    done = footnote("ask", "--json", "-", stdin=stdin)
    assert (done.returncode, done.stderr) == (0, "")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["question"] for record in records] == [
        QUESTION,
        "What is the price of tea?",
        QUESTION + "\ufffd",
    ]
    first = records[0]
    assert list(first) == ["question", "answered", "confidence", "took_ms", "quotes"]
    assert first["answered"] is True
    assert 0 <= first["confidence"] <= 1
    assert first["took_ms"] > 0
    (quote,) = first["quotes"]
    article = (workplace / "texts" / "keeper.txt").read_text()
    assert article[quote["start"] : quote["end"]] == quote["quote"]
    assert "Mary Flint" in quote["quote"]
    assert quote["quote"] in quote["passage"]
    assert quote["article"] == {
        "id": "keeper.txt",
        "path": "keeper.txt",
        "title": "The lighthouse keeper",
        "source": None,
        "author": None,
        "published": None,
        "url": None,
        "fields": {},
        "based_on": [],
    }
    assert records[1]["answered"] is False
    assert len(records[1]["quotes"]) == 1


ODD_LINES = {
    "a" * 4_096: "a" * 4_096,
    f"{QUESTION} " * 1_000: (f"{QUESTION} " * 1_000).strip(),
    "灯" * 13_334: "灯" * 13_334,
    "Who keeps\0 the lighthouse?": "Who keeps\0 the lighthouse?",
    "Who keeps\u2028the\x85lighthouse?\x0c": "Who keeps\u2028the\x85lighthouse?",
    "Who keeps\rthe lighthouse?\r": "Who keeps\rthe lighthouse?",
    "\0": "\0",
    "\u200b": "\u200b",
    "--top 0": "--top 0",
    "-": "-",
    "source:": "source:",
    "after:yesterday lighthouse": "after:yesterday lighthouse",
    'in:"nowhere" lighthouse': 'in:"nowhere" lighthouse',
    '"lighthouse': '"lighthouse',
    "hello": "hello",
    "🦀": "🦀",
}


@pytest.mark.usefixtures("indexed")
def test_every_line_has_one_object_of_the_documented_types(footnote: Run) -> None:
    stdin = "\ufeff" + "\n\n".join(ODD_LINES)
    done = footnote("ask", "--json", "-", stdin=stdin)
    assert (done.returncode, done.stderr) == (0, "")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["question"] for record in records] == list(ODD_LINES.values())
    for record in records:
        assert isinstance(record["answered"], bool)
        assert isinstance(record["quotes"], list)
        for number in (record["confidence"], record["took_ms"]):
            assert isinstance(number, float)
            assert math.isfinite(number)
        assert ("reply" in record) is (record["question"] in ("\0", "\u200b", "-", "hello", "🦀"))


@pytest.mark.usefixtures("indexed")
def test_each_quote_says_which_question_of_the_line_it_is_for(footnote: Run) -> None:
    lines = [
        f"{QUESTION} What is the price of tea?",
        "Where is the lighthouse? Who is the keeper?",
        QUESTION,
    ]
    done = footnote("ask", "--json", "-", stdin="\n".join(lines))
    records = [json.loads(line) for line in done.stdout.splitlines()]
    asked = [[quote.get("for") for quote in record["quotes"]] for record in records]
    assert asked == [
        [QUESTION],
        ["Where is the lighthouse?", "Who is the keeper?"],
        [None],
    ]
    assert all("What is the price of tea?" in note for note in records[0]["notes"])


@pytest.mark.usefixtures("light_index")
def test_a_line_is_answered_before_the_next_is_written(workplace: Path, project_dir: Path) -> None:
    env = {"PYTHONPATH": str(project_dir), "INDEX_DIR": "light", "STATE_DIR": "state"}
    with subprocess.Popen(
        [sys.executable, "-m", WITH_FAKE_ENCODER, "ask", "--json", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=workplace,
        # Without the variable a pipe is written to in blocks, and only flushing tells.
        env={k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"} | env,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for line in (QUESTION, "hello", "\nWhat is the price of tea?", QUESTION):
            process.stdin.write(f"{line}\n".encode())
            process.stdin.flush()
            record = json.loads(process.stdout.readline())  # hangs if nothing is flushed
            assert record["question"] == line.strip()
        process.stdin.write(QUESTION.encode())
        process.stdin.close()
        assert json.loads(process.stdout.read())["answered"] is True
        assert process.wait() == 0


@pytest.mark.usefixtures("indexed")
def test_verify_has_the_documented_shape(footnote: Run, workplace: Path) -> None:
    article = (workplace / "texts" / "keeper.txt").read_text()
    sentence = next(line for line in article.splitlines() if "Mary Flint" in line)
    stdin = f"{sentence}\n\n“{sentence}” I like tea.\n😀\nGulls eat chips.\n".encode()
    done = footnote("verify", "--json", "-", stdin=stdin)
    assert (done.returncode, done.stderr) == (0, "")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [list(record) for record in records] == [
        ["text", "parts"],
        ["text", "parts", "own_words"],
        *[["text", "parts"]] * 2,
    ]
    assert records[1]["own_words"] == ["I like tea."]
    for part in [part for record in records[:2] for part in record["parts"]]:
        assert (part["verdict"], part["differences"], part["article"]) == (
            "verbatim",
            [],
            "keeper.txt",
        )
        assert article[part["start"] : part["end"]] in sentence
    assert records[2]["parts"] == []
    (absent,) = records[3]["parts"]
    assert absent == {
        "text": "Gulls eat chips.",
        "verdict": "not found",
        "differences": [],
        "article": None,
        "start": None,
        "end": None,
        "headings": [],
    }
    plain = footnote("verify", sentence)
    assert plain.stdout.startswith("Word for word:\n│ ")
    assert footnote("verify").returncode == 2


@pytest.mark.usefixtures("indexed")
def test_text_shows_quote_and_source(footnote: Run) -> None:
    done = footnote("ask", *QUESTION.split())
    assert done.returncode == 0
    assert done.stdout == (
        "│ The keeper of the lighthouse on Skerry Rock is Mary Flint.\n  The lighthouse keeper\n"
    )
    done = footnote("ask", "What is the price of tea?")
    assert done.returncode == 0
    assert done.stdout.startswith("I found nothing in the articles that answers this.\n")


@pytest.mark.usefixtures("indexed")
def test_each_of_several_answers_stands_below_its_question(footnote: Run) -> None:
    stdin = f"{QUESTION}\nWhat is the price of tea?\nhello\n"
    done = footnote("ask", "-", stdin=stdin)
    assert done.stdout.startswith(f"» {QUESTION}\n\n│ The keeper of the lighthouse")
    assert "\n\n» What is the price of tea?\n\nI found nothing in the articles" in done.stdout
    assert "\n\n» hello\n\nHello!" in done.stdout


@pytest.mark.usefixtures("light_index")
def test_reader_that_goes_away_is_no_error(workplace: Path, project_dir: Path) -> None:
    command = (
        f"yes '{QUESTION}' | head -3000 | {sys.executable} -m {WITH_FAKE_ENCODER} ask - | head -1"
    )
    done = subprocess.run(
        ["bash", "-c", f"{command}; echo ${{PIPESTATUS[2]}}"],
        capture_output=True,
        cwd=workplace,
        env=os.environ
        | {"PYTHONPATH": str(project_dir), "INDEX_DIR": "light", "STATE_DIR": "state"},
        timeout=60,
        check=True,
    )
    assert done.stdout.decode().splitlines()[-1] == "0"
    assert done.stderr == b""


@pytest.mark.usefixtures("light_index")
@pytest.mark.parametrize(
    ("redirected", "code", "told"),
    [
        ("<&-", 0, ""),
        (">&-", 0, ""),
        ("2>&-", 0, ""),
        (">/dev/full", 1, "footnote: standard output: No space left on device\n"),
    ],
)
@pytest.mark.parametrize(
    "command",
    [
        "ask -",  # what opens the streams is the same for all
        *(pytest.param(each, marks=pytest.mark.soak) for each in ("verify -", "gaps --clear")),
    ],
)
def test_streams_that_are_closed_or_full_cost_no_trace(
    command: str, redirected: str, code: int, told: str, workplace: Path, project_dir: Path
) -> None:
    line = f"unset PYTHONUNBUFFERED; {sys.executable} -m {WITH_FAKE_ENCODER} {command} {redirected}"
    done = subprocess.run(
        ["bash", "-c", line],
        input=QUESTION.encode(),
        capture_output=True,
        cwd=workplace,
        env=os.environ
        | {"PYTHONPATH": str(project_dir), "INDEX_DIR": "light", "STATE_DIR": "state"},
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr.decode()) == (code, told)


@pytest.mark.usefixtures("indexed")
def test_fresh_index_is_not_rebuilt_and_a_stale_one_is(footnote: Run, workplace: Path) -> None:
    pointer = workplace / "index" / "CURRENT"
    before = pointer.read_text()
    assert footnote("index", "--if-stale").stdout == ""
    assert pointer.read_text() == before
    extra = workplace / "texts" / "extra.txt"
    extra.write_text("The tower of Skerry Rock is forty metres high.\n")
    try:
        stale = footnote("index", "--if-stale").stdout
        assert stale.startswith("Indexed 2 articles")
        assert stale.splitlines()[1] == "Articles added: 1, changed: 0, removed: 0."
    finally:
        extra.unlink()
        assert footnote("index").stdout.startswith("Indexed 1 article,")
    assert pointer.read_text() != before


@pytest.mark.parametrize(
    ("arguments", "env", "expected"),
    [
        (["ask", "x"], {"INDEX_DIR": "nowhere"}, "footnote index"),
        (["ask", ""], {}, "give a question"),
        (["ask"], {}, "give a question"),
        (["ask", "--top", "0", "x"], {}, "--top"),
        (["ask", "--top", "1e3", "x"], {}, "--top"),
        (["nonsense"], {}, "nonsense"),
        (["index"], {"CORPUS_DIR": "nowhere"}, "no such folder"),
        (["index", "--corpus", "nowhere"], {}, "no such folder"),
        (["index"], {"CORPUS_DIR": "loop"}, "no such folder"),
        (["index"], {"EMBEDDING_MODEL": "./nowhere"}, "EMBEDDING_MODEL"),
        (["index"], {"LOG_LEVEL": "loud"}, "LOG_LEVEL"),
        (["bot"], {}, "TELEGRAM_BOT_TOKEN"),
        (["bot"], {"TELEGRAM_BOT_TOKEN": "nonsense"}, "TELEGRAM_BOT_TOKEN"),
        (["bot"], {"TELEGRAM_BOT_TOKEN": "1:A", "INDEX_DIR": "nowhere"}, "footnote index"),
    ],
)
def test_mistake_is_one_line_and_no_traceback(
    footnote: Run, arguments: list[str], env: dict[str, str], expected: str
) -> None:
    env = {"HF_HUB_OFFLINE": "1"} | env
    done = footnote(*arguments, **env)
    assert done.returncode != 0
    assert done.stdout == ""
    assert expected in done.stderr
    mistakes = [line for line in done.stderr.splitlines() if line.startswith("footnote")]
    assert len(mistakes) == 1
    assert "Traceback" not in done.stderr


def test_corpus_without_articles_keeps_the_old_index(
    footnote: Run, indexed: subprocess.CompletedProcess[str], workplace: Path, tmp_path: Path
) -> None:
    before = (workplace / "index" / "CURRENT").read_text()
    done = footnote("index", "--corpus", str(tmp_path))
    assert done.returncode == 1
    assert "no article" in done.stderr
    assert (workplace / "index" / "CURRENT").read_text() == before


HOSTILE = {
    "draft.md": "---\ndraft: true\n---\nThe lamp turns.\n",
    "escape.md": '---\ntitle: "\\UFFFFFFFF"\n---\nThe lamp turns.\n',
    "half.md": '---\ntitle: "\\U0000DBFF lamp"\n---\nThe lamp turns once a minute.\n',
    "reference.md": f"<p>&#{'7' * 6000};</p>\n\nThe lamp has forty mirrors.\n",
    "tags.md": "<section>\n" + "<b <i " * 3000,
    "version.md": f"---\n%YAML {'9' * 6000}.0\n---\nThe lamp turns.\n",
}


def test_one_hostile_file_costs_no_other(footnote: Run, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, content in (HOSTILE | {"keeper.txt": ARTICLE}).items():
        (texts / name).write_text(content)
    folders = ("--corpus", str(texts), "--index", str(tmp_path / "index"))
    done = footnote("index", *folders)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Indexed 6 articles")
    assert lines[1:5] == [
        "Skipped:",
        "  draft.md: it is a draft",
        "Left out:",
        "  escape.md: front matter is no valid YAML: read field by field",
    ]
    for name in set(HOSTILE) - {"draft.md"} | {"keeper.txt"}:
        (texts / name).unlink(missing_ok=True)
    done = footnote("index", *folders)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "footnote: draft.md: it is a draft",
        f"footnote: no article in {texts}, 1 skipped: put some there "
        "(docs/articles.md names what is read)",
    ]


def test_if_all_is_skipped_the_reasons_come_before_a_model(footnote: Run, tmp_path: Path) -> None:
    texts, model = tmp_path / "texts", tmp_path / "model"  # a folder that no model can be loaded of
    for folder in (texts, model):
        folder.mkdir()
    (texts / "empty.txt").touch()
    folders = ("--corpus", str(texts), "--index", str(tmp_path / "index"))
    done = footnote("index", *folders, EMBEDDING_MODEL=str(model))
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == "footnote: empty.txt: it is empty"
    assert "no article in" in done.stderr


@pytest.mark.usefixtures("indexed")
def test_articles_that_vanish_do_so_only_by_force(footnote: Run, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    (texts / "disk").mkdir(parents=True)
    names = ("a.txt", "disk/b.txt", "disk/c.txt")
    for name in names:
        (texts / name).write_text(f"The keeper of {name} is known to all of us.\n")
    folders = ("--corpus", str(texts), "--index", str(tmp_path / "index"))
    assert footnote("index", *folders).returncode == 0
    (texts / "disk").rename(tmp_path / "elsewhere")
    done = footnote("index", *folders)
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("footnote: 2 of the 3 articles of the live index are gone")
    assert line.endswith("footnote index --force")
    done = footnote("index", "--force", *folders)
    assert done.stdout.startswith("Indexed 1 article")


@pytest.mark.parametrize("name", ["TELEGRAM_ADMIN_IDS", "LOG_LEVEL", "KEEP_UNANSWERED"])
def test_a_token_in_a_wrong_place_is_not_shown(footnote: Run, name: str) -> None:
    done = footnote("ask", QUESTION, **{name: "123456:" + "Secret" * 6})
    assert done.returncode == 2
    assert name in done.stderr
    assert "secret" not in done.stderr.casefold()


def test_help_imports_no_encoder_and_no_reader(project_dir: Path) -> None:
    code = "import sys\nfrom bot.cli.main import main\n"
    code += "try: main(['--help'])\nexcept SystemExit: pass\n"
    code += "heavy = {'torch', 'faiss', 'numpy', 'telegram', 'babel', 'matplotlib',"
    code += " 'ir_measures', 'sklearn', 'sqlalchemy', 'tantivy', 'yaml', 'markdown_it',"
    code += " 'chardet', 'ijson', 'lxml', 'pypdfium2', 'trafilatura'} & set(sys.modules)\n"
    code += "sys.exit(f'imported: {heavy}' if heavy else 0)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=project_dir, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
