"""Fixtures of many tests. Nothing heavy is imported before a test asks for it."""

import gc
import hashlib
import importlib
import os
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from filelock import FileLock

from corpus.private_files import make_private_folder
from tests.support.conversing import Person, press_button
from tests.telegram_server import Chat, SentMessage, TelegramServer, User

if TYPE_CHECKING:
    from bot.config.settings import Settings
    from embeddings import Encoder
    from embeddings.encoders.sentence_encoder import SentenceEncoder
    from tests.support.engines import MilvusServer
    from tests.support.postgres import PostgresServer
    from tests.support.rebuilding_here import RebuildHere
    from tests.support.running_bot import RunningBot
    from tests.telegram_server.scene import Scene

# How long something takes says how busy the machine is. The same inputs each time, so that what
# is new in a change is what failed; `make soak` has others each time.
hypothesis.settings.register_profile(
    "random", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile(
    "same", hypothesis.settings.get_profile("random"), derandomize=True
)
hypothesis.settings.load_profile("same")


def pytest_collection(session: pytest.Session) -> None:
    """Of several processes that run tests each begins with other modules: what pytest compiles of
    one takes longer than all else of it, and is found by those that come to it later. Nothing that
    is collected is garbage."""
    gc.disable()
    number, count = (
        int(os.environ.get(f"PYTEST_XDIST_WORKER{part}", "").removeprefix("gw") or default)
        for part, default in (("", 0), ("_COUNT", 1))
    )
    folders = [folder for arg in session.config.args if (folder := Path(arg)).is_dir()]
    paths = sorted(path for folder in folders for path in folder.rglob("test_*.py"))
    if count > 1:
        for path in paths[number::count]:
            relative = path.resolve().relative_to(session.config.rootpath)
            with suppress(Exception, pytest.skip.Exception):  # told when it is collected
                importlib.import_module(".".join(relative.with_suffix("").parts))


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Generator[None, None, None]:
    """Those that are marked as first come first. Of several processes one after the other has
    hypothesis look through all code for numbers and words: that takes the first one seconds, and
    the others find what it has found."""
    items.sort(key=lambda item: item.get_closest_marker("first") is None)
    if config.getoption("--engine"):
        for item in items:
            if item.get_closest_marker("on_disk"):
                item.add_marker(pytest.mark.skip(reason="of an index on disk"))
    found = config.rootpath / ".hypothesis"
    with suppress(OSError):  # where nobody may write there, each looks
        found.mkdir(exist_ok=True)
    may_wait = "PYTEST_XDIST_WORKER" in os.environ and os.access(found, os.W_OK)
    with FileLock(found / "looking.lock") if may_wait else nullcontext():
        return (yield)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--engine", action="store_true", help="bots answer from an index in Milvus, as by INDEX_URL"
    )


MakeCorpus = Callable[[Mapping[str, str]], Path]
Press = Callable[[User, SentMessage, str], str]
Rebuild = Callable[[dict[str, str]], None]

_VOCABULARY = """
[PAD] [UNK] [CLS] [SEP] [MASK] . , ? : ! query passage the a of is are was who what where it he
she said harbor port city river bridge lake mountain road north south old new ##s ##ed ##ing
guard guards watch built opened closed fish boat boats trade house houses king queen
"""


@pytest.fixture(scope="session", autouse=True)
def nobodys_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings without folders, and not of a clone, are of no user that there is."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CONFIG", "DATA", "STATE", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        yield


@pytest.fixture(scope="session", autouse=True)
def reader_started_once() -> Iterator[None]:
    """Corpora that are read in this process have one reader of files, as each new one costs half a
    second of processor time and more."""
    from corpus.containment.contained_reader import ContainedReader

    with ContainedReader() as reader, pytest.MonkeyPatch.context() as patch:
        patch.setattr("corpus.folder.ContainedReader", lambda: nullcontext(reader))
        patch.setattr("bot.articles.drafts.ContainedReader", lambda: nullcontext(reader))
        patch.setattr("bot.cli.commands.inspect.ContainedReader", lambda: nullcontext(reader))
        yield


@pytest.fixture(scope="session")
def project_dir() -> Path:
    """The project's own folder."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture
def make_corpus(tmp_path: Path) -> MakeCorpus:
    """Writes files (path to text) into a corpus folder, whose path it returns; files of an
    earlier call stay."""

    def make(files: Mapping[str, str]) -> Path:
        folder = tmp_path / "corpus"
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return folder

    return make


@pytest.fixture(scope="session")
def common_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all processes that run tests together."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def encoder_state(common_folder: Path) -> Path:
    """The state folder in which the bundled encoder is exported, once for all processes that
    run tests."""
    return common_folder / "encoder-state"


@pytest.fixture(scope="session")
def encoder(encoder_state: Path, pytestconfig: pytest.Config) -> "Encoder":
    """The bundled encoder as it is run by default."""
    from embeddings import load_encoder
    from tests.support.kept_encoder import hash_makers, keep, take

    exports = encoder_state / "encoders"
    cache = getattr(pytestconfig, "cache", None)  # none with -p no:cacheprovider
    kept: Path | None = cache and Path(cache.mkdir("encoder")) / f"encoder-{hash_makers()}"
    if kept:
        take(kept, exports)
    encoder = load_encoder("", encoder_state / "fingerprints.json")
    if kept:
        for export in exports.glob(f"{encoder.fingerprint[:32]}-*"):
            keep(export, kept)
    return encoder


@pytest.fixture(scope="session")
def reference(encoder_state: Path) -> "SentenceEncoder":
    """The same as sentence-transformers runs it."""
    from embeddings.encoders.reference import load_reference

    return load_reference("", encoder_state / "fingerprints.json")


ShareEncoder = Callable[[Path], None]


@pytest.fixture(scope="session")
def share_encoder(encoder: "Encoder", encoder_state: Path) -> ShareEncoder:
    """Lets whoever has another state folder use what is exported already."""

    def share(state_dir: Path) -> None:
        make_private_folder(state_dir)
        if not (shared := state_dir / "encoders").is_symlink():
            shared.symlink_to(encoder_state / "encoders")

    return share


@pytest.fixture
def loaded_once(encoder: "Encoder", monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that run in this process load the bundled encoder, which takes seconds, no more than
    once for all tests."""
    for module in ("rebuild", "opening"):
        monkeypatch.setattr(f"bot.indexing.{module}.load_encoder", lambda *_: encoder)


@pytest.fixture(scope="session")
def small_model_folder(common_folder: Path) -> Path:
    """A folder with a sentence-transformers model of dimension 32 and of random weights, which
    has prompts of its own and reads 24 tokens. Do not write into it."""
    folder = common_folder / "model"
    with FileLock(common_folder / "model.lock"):  # whoever does not make it imports no torch
        if not folder.exists():
            _make_small_model(new := common_folder / "new-model")
            new.rename(folder)
    return folder / "small"


def _make_small_model(folder: Path) -> None:
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    plain = folder / "bert"
    plain.mkdir(parents=True)
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    words = list(
        dict.fromkeys([*_VOCABULARY.split(), *letters, *(f"##{letter}" for letter in letters)])
    )
    vocabulary = {word: number for number, word in enumerate(words)}
    with torch.random.fork_rng():
        torch.manual_seed(7)
        config = BertConfig(
            vocab_size=len(vocabulary),
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=64,
            max_position_embeddings=64,
        )
        BertModel(config).save_pretrained(plain)
    BertTokenizer(vocab=vocabulary, do_lower_case=True).save_pretrained(plain)
    transformer = Transformer(str(plain), max_seq_length=24)
    model = SentenceTransformer(
        modules=[transformer, Pooling(32)],
        device="cpu",
        prompts={"query": "query: ", "document": "passage: "},
    )
    model.save(str(folder / "small"), create_model_card=False)


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    """Telegram, for the bot of one test, which may not make a single wrong call."""
    with TelegramServer() as server:
        yield server
    assert server.refusals == []


@pytest.fixture(scope="session")
def postgres() -> "Iterator[PostgresServer]":
    """A server of databases for all tests; who stops it starts it again."""
    from tests.support.postgres import find_programs, running_server

    pytest.importorskip("psycopg", reason="the extra postgres is not installed")
    programs = find_programs()
    if programs is None:
        pytest.skip("there is no initdb of PostgreSQL on this machine")
    with running_server(programs) as server:
        yield server


@pytest.fixture
def scene() -> "Iterator[Scene]":
    """A server that a test calls by itself."""
    from tests.telegram_server.scene import open_scene

    with open_scene() as scene:
        yield scene


@pytest.fixture
def admin(server: TelegramServer) -> User:
    """Who is an admin of the bot."""
    return server.add_user("Olga")


@pytest.fixture
def alice(server: TelegramServer) -> User:
    return server.add_user("Alice")


@pytest.fixture
def private(server: TelegramServer, alice: User) -> Chat:
    """Alice's private chat with the bot."""
    return server.private_chat(alice)


@pytest.fixture
def group(server: TelegramServer) -> Chat:
    return server.add_supergroup("Reading circle")


@pytest.fixture
def press(server: TelegramServer) -> Press:
    """As `press_button`."""
    return partial(press_button, server)


@pytest.fixture
def owner(server: TelegramServer, admin: User) -> Person:
    """An admin of the bot in private."""
    return Person(server, server.private_chat(admin), admin)


@pytest.fixture(scope="session")
def milvus(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[MilvusServer]":
    """An engine that holds indexes."""
    pytest.importorskip("milvus_lite", reason="the extra milvus is not installed")
    from tests.support.engines import MilvusServer

    with MilvusServer(tmp_path_factory.mktemp("milvus") / "data") as running:
        yield running


@pytest.fixture
def engine_url(milvus: "MilvusServer", request: pytest.FixtureRequest) -> Iterator[str]:
    """`INDEX_URL` of an index of this test alone, which no event loop may wait for."""
    from embeddings.index.stores.milvus_connection import MilvusConnection
    from tests.support.engines import named_index, watch_loops

    digest = hashlib.sha256(request.node.nodeid.encode()).hexdigest()
    with named_index(milvus, f"t{digest[:16]}") as url, watch_loops(MilvusConnection, "ask"):
        yield url


@pytest.fixture
def bot_settings(
    server: TelegramServer,
    admin: User,
    project_dir: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> "Settings":
    """Settings of a bot at `server`, with an index and a state of its own."""
    from bot.config.settings import Settings
    from tests.support.running_bot import PLENTY

    env = {
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "TELEGRAM_ADMIN_IDS": str(admin.id),
        **PLENTY,
        "CORPUS_DIR": str(tmp_path / "corpus"),
        "INDEX_DIR": str(tmp_path / "index"),
        "STATE_DIR": str(tmp_path / "state"),
    }
    if request.config.getoption("--engine"):
        env["INDEX_URL"] = request.getfixturevalue("engine_url")
    return Settings.from_env(env, project_dir, tmp_path)


@pytest.fixture
def harbour_bot(
    server: TelegramServer,
    encoder: "Encoder",
    bot_settings: "Settings",
) -> "Iterator[RunningBot]":
    """A bot that answers from the articles of `tests/harbour.py`."""
    from tests.support.harbour import build_harbour
    from tests.support.running_bot import run_bot

    build_harbour(bot_settings, encoder)
    with run_bot(server, bot_settings, encoder) as bot:
        yield bot


@pytest.fixture
def rebuild_here(loaded_once: None) -> "RebuildHere":
    """What the article bot runs for `footnote index`."""
    from tests.support.rebuilding_here import RebuildHere

    return RebuildHere()


@pytest.fixture
def article_bot(
    server: TelegramServer,
    encoder: "Encoder",
    bot_settings: "Settings",
    rebuild_here: "RebuildHere",
) -> "Iterator[RunningBot]":
    """The harbour bot, which rebuilds its index without a process of its own."""
    from tests.support.rebuilding_here import run_article_bot

    with run_article_bot(server, bot_settings, encoder, rebuild_here) as bot:
        yield bot


@pytest.fixture
def rebuild(harbour_bot: "RunningBot", encoder: "Encoder", bot_settings: "Settings") -> Rebuild:
    """Makes the articles of the harbour bot these files, and returns when it answers from them."""
    from tests.support.harbour import build_harbour

    def do(files: dict[str, str]) -> None:
        build_harbour(bot_settings, encoder, files)
        harbour_bot.refresh()

    return do
