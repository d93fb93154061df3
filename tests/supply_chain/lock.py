"""`requirements.lock`: which version and which files of each package may be installed."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.paths import PROJECT

_PACKAGE = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;]+)(?: ; ([^\\]+?))? \\")
_HASH = re.compile(r"    --hash=sha256:([0-9a-f]{64})(?: \\)?")
_PARENT = re.compile(r"    #(?: via| ) +(\S+)( \(pyproject\.toml\))?")
_IGNORED = re.compile(r"#.*|    # via|")


@dataclass(frozen=True, slots=True)
class Locked:
    """One package of the lock."""

    name: str  # canonical: lower case, hyphens
    version: str
    marker: str = ""  # where it is installed; empty: everywhere
    hashes: tuple[str, ...] = ()  # SHA-256 of the files that may be installed, in hexadecimal
    needed_by: tuple[str, ...] = ()  # packages, and "footnote-bot"


def read_lock() -> dict[str, Locked]:
    """The packages of the project's lock by their names."""
    text = (PROJECT / "requirements.lock").read_text("utf-8")
    return {package.name: package for package in parse_lock(text)}


def parse_lock(text: str) -> list[Locked]:
    """The packages of a lock as `make lock` writes it.

    :raises ValueError: if a line is nothing that such a file holds, such as an address.
    """
    packages: list[Locked] = []
    for line in text.splitlines():
        if found := _PACKAGE.fullmatch(line):
            name, version, marker = found.groups(default="")
            packages.append(Locked(canonicalize_name(name), version, marker))
        elif packages and (found := _HASH.fullmatch(line)):
            last = packages[-1]
            packages[-1] = replace(last, hashes=(*last.hashes, found[1]))
        elif packages and (found := _PARENT.fullmatch(line)):
            last = packages[-1]
            packages[-1] = replace(last, needed_by=(*last.needed_by, found[1]))
        elif not _IGNORED.fullmatch(line):
            raise ValueError(f"what is this in a lock: {line!r}")
    return packages


def read_declared(*extras: str) -> dict[str, Requirement]:
    """What pyproject.toml declares, with what it declares for `extras`, by canonical name."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = list(project["dependencies"])
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    declared = (Requirement(line) for line in lines)
    return {
        canonicalize_name(requirement.name): requirement
        for requirement in declared
        if requirement.name != "footnote-bot"
    }


def read_torch() -> Locked:
    """The one package that is held by its version alone."""
    (pin,) = read_declared()["torch"].specifier
    return Locked("torch", pin.version, needed_by=("footnote-bot", "sentence-transformers"))


def find_needed(roots: Iterable[str], packages: Iterable[Locked]) -> set[str]:
    """The names of `roots` and of all that they need, directly or not."""
    children: dict[str, list[str]] = {}
    for package in packages:
        for parent in package.needed_by:
            children.setdefault(parent, []).append(package.name)
    needed: set[str] = set()
    pending = list(roots)
    while pending:
        name = pending.pop()
        if name not in needed:
            needed.add(name)
            pending += children.get(name, [])
    return needed
