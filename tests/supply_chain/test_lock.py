"""Nothing is installed but files that the lock knows."""

import base64
import hashlib
import importlib.metadata
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.supply_chain.lock import (
    Locked,
    find_needed,
    parse_lock,
    read_declared,
    read_lock,
    read_torch,
)
from tests.support.paths import PROJECT

EXTRAS = ("evaluation", "postgres", "dev")


def test_every_package_has_digests() -> None:
    lock = read_lock()
    assert len(lock) > 100
    assert [name for name, package in lock.items() if not package.hashes] == []


def test_nothing_else_stands_in_it() -> None:
    """No address, no path, no version left open: `parse_lock` would refuse them."""
    text = (PROJECT / "requirements.lock").read_text("utf-8")
    assert "://" not in text
    assert len(parse_lock(text)) == text.count("==") - text.count("== '") == len(read_lock())


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://example.org/simple",
        "--find-links /opt/files",
        "six>=1 \\",
        "-e .",
        "six @ file:///six.whl",
        "    --hash=md5:d41d8cd98f00b204e9800998ecf8427e",
    ],
)
def test_a_strange_line_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="what is this"):
        parse_lock(
            f"six==1.17.0 \\\n    --hash=sha256:{'0' * 64}\n    # via footnote-bot\n{line}\n"
        )


def test_what_is_declared_is_in_it() -> None:
    lock = read_lock() | {"torch": read_torch()}
    for name, requirement in read_declared(*EXTRAS).items():
        assert requirement.specifier.contains(lock[name].version), name


def test_what_these_need_is_in_it() -> None:
    """Or else pip, which looks for no dependencies, would leave it out."""
    lock = read_lock() | {"torch": read_torch()}
    environment = {key: str(value) for key, value in default_environment().items()}
    checked = 0
    for name in lock:
        for line in read_requirements(name):
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate(environment):
                version = lock[canonicalize_name(requirement.name)].version
                assert requirement.specifier.contains(version), (name, line)
                checked += 1
    assert checked > 100


def test_nothing_is_in_it_without_need() -> None:
    lock = read_lock()
    parents = [*lock.values(), read_torch()]
    assert find_needed(read_declared(*EXTRAS), parents) == {*lock, "torch"}


def test_the_build_is_locked() -> None:
    build = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["build-system"]
    assert build["requires"] == [f"setuptools=={read_lock()['setuptools'].version}"]


def test_torch_alone_is_held_by_its_version() -> None:
    assert "torch" not in read_lock()
    """Of torch's own index, where that is reached, or else of the one that pip knows."""
    shown = "\n".join(show_installing()).replace("\\\n", "")
    commands = [line for line in shown.splitlines() if " pip install " in line]
    locked, torch, project = commands
    assert "--no-deps --require-hashes --requirement requirements.lock" in locked
    assert re.search(r"install --quiet '(.*)'$", torch), torch
    assert torch.count(f"'torch=={read_torch().version}'") == 2
    assert re.search(r"bin/uv pip install .*--torch-backend cpu .* \|\| .*/python -m pip ", torch)
    assert "--no-deps --no-build-isolation --editable ." in project


def test_what_torch_needs_is_as_pyproject_says() -> None:
    """The lock is made from it, so that it holds no CUDA."""
    uv = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["tool"]["uv"]
    (stated,) = uv["dependency-metadata"]
    assert (stated["name"], stated["version"]) == ("torch", read_torch().version)
    needed = {str(Requirement(line)) for line in stated["requires-dist"]}
    assert needed <= {str(Requirement(line)) for line in read_requirements("torch")}


def test_a_forged_file_is_refused(tmp_path: Path) -> None:
    """With the flags of the Makefile, and the lock's own lines."""
    package = read_lock()["iniconfig"]
    wheel = forge_wheel(tmp_path, package)
    done = install(tmp_path, package)
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr

    own = hashlib.sha256(wheel.read_bytes()).hexdigest()
    done = install(tmp_path, Locked(package.name, package.version, hashes=(own,)))
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("version", ["2.7", "3.10", "3.15"])
def test_make_tells_a_python_that_it_cannot_use_in_a_line(tmp_path: Path, version: str) -> None:
    python = tmp_path / "python"
    number = f"({version.replace('.', ', ')}, 1)"
    code = f"import sys; sys.version_info = {number}; exec(sys.argv[2])"
    python.write_text(f"#!/bin/sh\nexec {sys.executable} -I -c '{code}' \"$@\"\n")
    python.chmod(0o755)
    for name in ("pyproject.toml", "requirements.lock"):
        (tmp_path / name).touch()
    done = subprocess.run(
        ["make", "-f", str(PROJECT / "Makefile"), f"PYTHON={python}", "install"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    told = f"Footnote needs Python 3.11 to 3.14, and {python} is {version}: make PYTHON=python3.12"
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, told)
    declared = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    assert declared["requires-python"] == ">=3.11,<3.15"


def read_requirements(name: str) -> list[str]:
    """What the package `name` needs, if it is installed here."""
    try:
        return importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        return []


def show_installing() -> list[str]:
    """The commands of `make install` in a new clone."""
    done = subprocess.run(
        ["make", "--dry-run", "--always-make", "install"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout.splitlines()


def forge_wheel(folder: Path, package: Locked) -> Path:
    """A wheel of the name and version of `package` with a content of its own."""
    stem = f"{package.name}-{package.version}"
    path = folder / f"{stem}-py3-none-any.whl"
    files = {
        f"{package.name}.py": "forged = True\n",
        f"{stem}.dist-info/METADATA": (
            f"Metadata-Version: 2.1\nName: {package.name}\nVersion: {package.version}\n"
        ),
        f"{stem}.dist-info/WHEEL": (
            "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        ),
    }
    record = ""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
            record += f"{name},sha256={digest.decode().rstrip('=')},{len(text)}\n"
        archive.writestr(f"{stem}.dist-info/RECORD", f"{record}{stem}.dist-info/RECORD,,\n")
    return path


def install(folder: Path, package: Locked) -> subprocess.CompletedProcess[str]:
    """Has pip install `package` from the files in `folder`."""
    lock = folder / "requirements.lock"
    hashes = " ".join(f"--hash=sha256:{digest}" for digest in package.hashes)
    lock.write_text(f"{package.name}=={package.version} {hashes}\n")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes"]
    where = ["--no-index", "--find-links", str(folder), "--target", str(folder / "installed")]
    return subprocess.run(
        [*command, "--requirement", str(lock), "--disable-pip-version-check", *where],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
