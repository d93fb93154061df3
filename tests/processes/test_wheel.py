"""What a wheel holds: all that runs. An editable installation hides what is left out of it."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ShareEncoder
from tests.support.modules import is_importable
from tests.support.paths import PROJECT
from tests.telegram_server import Chat, TelegramServer, User

PACKAGES = ("bot", "corpus", "embeddings")
MIGRATIONS = Path("bot/storage/migrations")

IMPORT_ALL = """
import importlib, sys
from pathlib import Path

for name in ("ir_measures", "matplotlib", "sklearn"):
    sys.modules[name] = None  # of an extra, which few installations have
for name in sys.argv[2:]:
    if name == "bot.evaluation.measures":
        for missing in ("ir_measures", "matplotlib", "sklearn"):
            sys.modules.pop(missing, None)
    module = importlib.import_module(name)
    assert Path(module.__file__).is_relative_to(sys.argv[1]), module.__file__
"""


FROM_NOTHING = """
import sys
from bot.cli.main import main

token, question = sys.argv[1:]
assert main(["init", "--token", token, "--admin", "7"]) == 0
assert main(["index"]) == 0
assert main(["ask", question]) == 0
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel; built from a copy, for setuptools leaves folders where it builds."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROJECT / package, source / package, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(PROJECT / name, source)
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"]
    subprocess.run(
        [*command, "--no-index", "--disable-pip-version-check", "-w", str(folder), str(source)],
        capture_output=True,
        timeout=100,
        check=True,
    )
    (wheel,) = folder.glob("footnote_bot-*.whl")
    return wheel


@pytest.fixture(scope="module")
def unpacked(wheel: Path) -> Path:
    """What is in it."""
    folder = wheel.parent
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_every_module_can_be_imported_from_it(unpacked: Path, tmp_path: Path) -> None:
    files = [path for package in PACKAGES for path in (PROJECT / package).rglob("*.py")]
    modules = [
        ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        for path in (file.relative_to(PROJECT) for file in files)
        if path.name != "__main__.py" and not path.is_relative_to(MIGRATIONS)
    ]
    modules = [name for name in modules if is_importable(name)]
    assert len(modules) > 100
    # The one that needs the extra comes last.
    modules.sort(key=lambda name: (name == "bot.evaluation.measures", name))
    done = subprocess.run(
        [sys.executable, "-P", "-c", IMPORT_ALL, str(unpacked), *modules],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(unpacked)},
        timeout=100,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("folder", "pattern"),
    [("bot/text/locales", "*.po"), (MIGRATIONS, "*.py"), ("corpus/articles", "*")],
)
def test_what_is_no_module_is_in_it(unpacked: Path, folder: Path, pattern: str) -> None:
    expected = {path.relative_to(PROJECT) for path in (PROJECT / folder).rglob(pattern)}
    assert expected
    assert {path.relative_to(unpacked) for path in (unpacked / folder).rglob(pattern)} == expected


def test_who_has_nothing_but_the_wheel_is_answered(
    wheel: Path,
    tmp_path: Path,
    server: TelegramServer,
    alice: User,
    private: Chat,
    share_encoder: ShareEncoder,
) -> None:
    """From an empty folder, by articles that are the user's own; nothing is written elsewhere."""
    packages = install(wheel, tmp_path / "venv")
    before = {path for path in packages.rglob("*") if path.suffix != ".pyc"}
    home, here = tmp_path / "home", tmp_path / "here"
    here.mkdir()
    share_encoder(home / ".local/state/footnote/state")
    server.send_text(private, alice, "hello")  # so that the doctor's poll ends at once
    env = {"HOME": str(home), "PATH": os.environ["PATH"], "TELEGRAM_API_URL": server.url}
    command = [str(tmp_path / "venv/bin/python"), "-c", FROM_NOTHING, server.token]
    done = subprocess.run(
        [*command, "Who guards the port of Gwadar?"],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        cwd=here,
        env=env,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    articles = home / ".local/share/footnote/articles"
    for part in (f"{home}/.config/footnote/.env", f"Folder of the articles: {articles}", "Gwadar"):
        assert part in done.stdout
    shipped = packages / "corpus" / "articles"
    assert {path.name for path in articles.iterdir()} == {path.name for path in shipped.iterdir()}
    assert {path for path in packages.rglob("*") if path.suffix != ".pyc"} == before | set(
        packages.rglob("__pycache__")
    )
    assert list(here.iterdir()) == []


def install(wheel: Path, venv: Path) -> Path:
    """Installs it alone into a new environment, whose other packages are those of this one."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    (packages,) = venv.glob("lib/python3*/site-packages")
    others = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "others.pth").write_text("\n".join(others))
    command = [sys.executable, "-m", "pip", "--python", str(venv / "bin" / "python"), "install"]
    subprocess.run(
        [*command, "--quiet", "--no-deps", "--no-index", "--no-compile", str(wheel)],
        timeout=100,
        check=True,
    )
    return packages


def test_tests_are_not_in_it(unpacked: Path) -> None:
    names = {path.name for path in unpacked.iterdir() if not path.name.endswith(".dist-info")}
    assert names == set(PACKAGES)
