"""Under which licences the packages of the lock may be used, as a table in docs/dependencies.md.

`make licences` writes the table from what the installed packages say of themselves.
"""

import importlib.metadata
import re
from collections.abc import Iterable

from packaging.utils import canonicalize_name

from tests.supply_chain.lock import Locked, find_needed, read_declared, read_lock, read_torch
from tests.support.paths import PROJECT

PAGE = PROJECT / "docs" / "dependencies.md"

PERMISSIVE = frozenset(
    {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "CNRI-Python"}
    | {"ISC", "LLVM-exception", "MIT", "MIT-CMU", "PSF-2.0", "Zlib"}
)
"""May be used, changed and passed on by anybody who keeps the notice."""

REVIEWED = {
    ("certifi", "MPL-2.0"): "its own files stay under it if changed; none is",
    ("hypothesis", "MPL-2.0"): "as certifi; only tests use it",
    ("pathspec", "MPL-2.0"): "as certifi; only mypy uses it",
    ("shtab", "MPL-2.0"): "as certifi",
    ("tqdm", "MPL-2.0"): "as certifi",
    ("tld", "MPL-1.1"): "of the three that it offers this one is taken; otherwise as certifi",
    ("python-telegram-bot", "LGPL-3.0-only"): (
        "used as a library that anybody can replace by another version; neither changed nor copied"
    ),
    ("psycopg", "LGPL-3.0-only"): "as python-telegram-bot; only where STATE_URL is set",
    ("psycopg-binary", "LGPL-3.0-only"): "as psycopg",
}
"""What asks for more, each read by hand, with why it does not bind the project."""

_READ_IN_THE_FILES = {
    "contourpy": "BSD-3-Clause",
    "cycler": "BSD-3-Clause",
    "ir-measures": "Apache-2.0",
    "jinja2": "BSD-3-Clause",
    "justext": "BSD-2-Clause",
    "kiwisolver": "BSD-3-Clause",
    "matplotlib": "PSF-2.0",
    "mpmath": "BSD-3-Clause",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "pystemmer": "MIT AND BSD-3-Clause",
    "scipy": "BSD-3-Clause",
    "sympy": "BSD-3-Clause",
    "colorama": "BSD-3-Clause",  # installed on Windows only
}
"""The licence of packages that say no more than "BSD", or say it in many lines."""

_SPELLINGS = {
    "Apache 2.0": "Apache-2.0",
    "Apache 2.0 License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "ISC License": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
}
_CLASSIFIER = "License :: OSI Approved :: "
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")
_CHOICE = re.compile(rf"{_IDENTIFIER.pattern}(?: OR {_IDENTIFIER.pattern})+")
_OPERATORS = frozenset({"AND", "OR", "WITH"})
_REASON = re.compile(r'^ +"([A-Za-z0-9._-]+)[^"]*",? +# (.+)$', re.MULTILINE)


def read_licence(name: str) -> str:
    """The SPDX expression of the licence of the package `name`; empty if that cannot be told."""
    if name in _READ_IN_THE_FILES:
        return _READ_IN_THE_FILES[name]
    try:
        metadata = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
    if expressions := metadata.get_all("License-Expression"):
        return str(expressions[0])
    classifiers = metadata.get_all("Classifier") or []
    stated = [
        *(metadata.get_all("License") or []),
        *(line.removeprefix(_CLASSIFIER) for line in classifiers if _CLASSIFIER in line),
    ]
    spelt = (_SPELLINGS.get(text, text) for text in stated)
    return next((text for text in spelt if text and not find_refused(name, text)), "")


def find_refused(name: str, expression: str) -> list[str]:
    """The licences of `expression` under which the package `name` may not be used; none where it
    may be used under one of those that it is offered under."""
    words = [word for word in _IDENTIFIER.findall(expression) if word not in _OPERATORS]
    refused = [word for word in words if word not in PERMISSIVE and (name, word) not in REVIEWED]
    is_choice = _CHOICE.fullmatch(expression) is not None
    return [] if is_choice and len(refused) < len(words) else refused


def describe_licences() -> str:
    """The tables of docs/dependencies.md, in Markdown."""
    packages = sorted([*read_lock().values(), read_torch()], key=lambda package: package.name)
    running = find_needed(read_declared(), packages)
    parts = {
        "What the bot runs with": [package for package in packages if package.name in running],
        "What only developers, `footnote evaluate` and `STATE_URL` use": [
            package for package in packages if package.name not in running
        ],
    }
    return "\n".join(f"## {title}\n\n{_describe_packages(part)}" for title, part in parts.items())


def _describe_packages(packages: Iterable[Locked]) -> str:
    text = (PROJECT / "pyproject.toml").read_text("utf-8")
    reasons: dict[str, str] = {
        canonicalize_name(name): reason for name, reason in _REASON.findall(text)
    }
    lines = ["| package | why | licence |", "| --- | --- | --- |"]
    for package in packages:
        why = reasons.get(package.name) or f"for {', '.join(package.needed_by)}"
        lines.append(f"| {package.name} | {why} | {read_licence(package.name)} |")
    return "\n".join(lines) + "\n"


def _write_page() -> None:
    text = PAGE.read_text("utf-8")
    head = text[: text.index("\n## ") + 1]
    PAGE.write_text(head + describe_licences(), "utf-8")


if __name__ == "__main__":
    _write_page()
