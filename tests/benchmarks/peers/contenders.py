"""Who is compared: how each builds, answers a first question and answers many, as commands."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.config.settings import VARIABLES
from tests.support.paths import PROJECT

SCRIPTS = Path(__file__).parent / "scripts"
BACKEND_VARIABLE = "ENCODER_BACKEND"

_FOOTNOTE = str(Path(sys.executable).with_name("footnote"))
_ANSWERING = (sys.executable, "-m", "tests.benchmarks.peers.scripts.with_footnote")


@dataclass(frozen=True, slots=True)
class Command:
    """What is started, and the lines of its standard input: one JSON object each."""

    arguments: tuple[str, ...]
    requests: tuple[Mapping[str, str], ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Peer:
    """One that speaks what `scripts/speaking.py` says, in an environment of its own.

    `environment` names the file of `requirements/` that it is made of, and the folder it gets.
    """

    name: str
    environment: str
    script: Path
    python: Path
    encoder: Path
    options: tuple[str, ...] = ()

    def prepare(self, corpus: Path, folder: Path) -> Command | None:
        """Nothing is made once for all builds."""

    def build(self, corpus: Path, folder: Path) -> Command:
        """Indexes the articles in `corpus` into `folder`."""
        return self._start(folder, {"build": str(corpus)})

    def ask_first(self, folder: Path, question: str) -> Command:
        """Answers one question in a process of its own."""
        return self.ask(folder, [question])

    def ask(self, folder: Path, questions: Sequence[str]) -> Command:
        """Answers `questions` one after the other."""
        return self._start(folder, *({"question": question} for question in questions))

    def _start(self, folder: Path, *requests: Mapping[str, str]) -> Command:
        where = str(folder / "index"), str(self.encoder)
        command = (str(self.python), str(self.script), *where, *self.options)
        return Command(command, requests)


@dataclass(frozen=True, slots=True)
class Footnote:
    """This project: its commands as they are, and a script that tells passages and times.

    `backend` is what `ENCODER_BACKEND` is set to, `""` for the default; `encoder` is the name or
    folder of a model, `""` for the bundled one.
    """

    name: str
    backend: str = ""
    encoder: str = ""
    environment: str = ""

    def prepare(self, corpus: Path, folder: Path) -> Command | None:
        """Indexes next to nothing: whatever is made once and kept, is made then."""
        return self.build(corpus, folder)

    def build(self, corpus: Path, folder: Path) -> Command:
        """Indexes the articles in `corpus` into `folder`, with `footnote index`."""
        env = {**self._make_env(folder), "CORPUS_DIR": str(corpus)}
        return Command((_FOOTNOTE, "index", "--force"), env=env)

    def ask_first(self, folder: Path, question: str) -> Command:
        """Answers one question with `footnote ask`."""
        ask = (_FOOTNOTE, "ask", "--json", "--", question)
        return Command(ask, env=self._make_env(folder))

    def ask(self, folder: Path, questions: Sequence[str]) -> Command:
        """Answers `questions` one after the other."""
        requests = tuple({"question": question} for question in questions)
        return Command(_ANSWERING, requests, self._make_env(folder))

    def _make_env(self, folder: Path) -> dict[str, str]:
        # Nothing that an owner has set counts, or else two runs would not measure the same.
        env = dict.fromkeys(VARIABLES, "")
        env |= {"INDEX_DIR": str(folder / "index"), "STATE_DIR": str(folder.parent / "state")}
        env |= {"EMBEDDING_MODEL": self.encoder, "CORPUS_DIR": str(folder.parent / "none")}
        if self.backend:
            env[BACKEND_VARIABLE] = self.backend
        return env | {"PYTHONPATH": str(PROJECT)}


Contender = Peer | Footnote


def list_contenders(encoder: Path, environments: Path, backends: Sequence[str]) -> list[Contender]:
    """All: Footnote, once more for each of `backends`, and the peers, in the order of the table."""

    def peer(name: str, environment: str, *options: str) -> Peer:
        python = environments / environment / "bin" / "python"
        script = SCRIPTS / f"with_{environment}.py"
        return Peer(name, environment, script, python, encoder, options)

    return [
        Footnote("Footnote"),
        *(Footnote(f"Footnote, {backend}", backend) for backend in backends),
        peer("LangChain", "langchain"),
        peer("txtai", "txtai"),
        peer("txtai hybrid", "txtai", "hybrid"),
        peer("LlamaIndex", "llamaindex"),
    ]


def knows_backends() -> bool:
    """Whether this version of Footnote has the setting at all."""
    return BACKEND_VARIABLE in VARIABLES
