import ast
import runpy
import sys
import tomllib
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.config.version import DISTRIBUTION, find_version
from tests.support.paths import PROJECT

DECLARED = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
FIRST_READ = PROJECT / "bot" / "cli" / "__init__.py"


def test_it_is_told_without_settings(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("no assignment")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"footnote {DECLARED['version']}\n"


def test_of_a_package_it_is_that_of_what_was_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert DECLARED["name"] == DISTRIBUTION
    installed = tmp_path / f"{DISTRIBUTION.replace('-', '_')}-7.5.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {DISTRIBUTION}\nVersion: 7.5\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert find_version(tmp_path) == "7.5"


def test_no_command_shows_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "build the index" in shown.err


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 10, 4)])
def test_a_python_that_is_too_old_is_told_in_a_line(
    version: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(FIRST_READ))
    line = f"footnote: needs Python 3.11 or newer, this is {version[0]}.{version[1]}"
    assert ended.value.code == line
    assert ">=3.11," in DECLARED["requires-python"]


@pytest.mark.parametrize("path", [FIRST_READ, PROJECT / "bot" / "__init__.py"])
def test_an_old_python_can_read_as_far_as_there(path: Path) -> None:
    ast.parse(path.read_text("utf-8"), feature_version=(3, 0))
