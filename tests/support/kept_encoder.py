"""The bundled encoder's export, kept from one run of the tests to the next for as long as nothing
changes that makes it: it takes as much processor time as a hundred tests."""

import filecmp
import os
import shutil
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from filelock import FileLock

from tests.support.paths import PROJECT

_LIBRARIES = (
    *("torch", "transformers", "sentence-transformers", "tokenizers"),
    *("onnx", "onnxruntime", "numpy"),
)


def hash_makers() -> str:
    """Another text when the code that exports changes, or a library that it calls. Which model it
    is of stands in the names of exports."""
    sources = sorted((PROJECT / "embeddings" / "encoders").glob("*.py"))
    hashed = sha256()
    for path in sources:
        hashed.update(path.name.encode() + b"\0" + path.read_bytes())
    hashed.update(" ".join(f"{name} {version(name)}" for name in _LIBRARIES).encode())
    return hashed.hexdigest()[:16]


def take(kept: Path, exports: Path) -> None:
    """Puts what is in `kept` into the folder `exports`, which is made; nothing if that is there."""
    with FileLock(kept.with_name("lock")):
        if kept.exists() and not exports.exists():
            exports.parent.mkdir(mode=0o700, exist_ok=True)
            shutil.copytree(kept, exports, copy_function=_link)
            exports.chmod(0o700)  # as a bot makes it: its doctor looks whether others may read it


def keep(export: Path, kept: Path) -> None:
    """Puts the folder `export` into `kept`, unless it comes from there; nothing of other makers
    stays, and nothing damaged."""
    with FileLock(kept.with_name("lock")):
        names = os.listdir(export)  # noqa: PTH208
        if len(filecmp.cmpfiles(export, kept / export.name, names)[0]) == len(names):
            return
        for other in kept.parent.glob("encoder-*"):
            shutil.rmtree(other)
        new = kept.with_name("encoder-new")
        shutil.copytree(export, new / export.name, copy_function=_link)
        new.rename(kept)


def _link(source: str, target: str) -> None:
    """They are never changed in place but by tests of damage, which copy them first; what is
    damaged all the same is seen, and made anew."""
    try:
        os.link(source, target)
    except OSError:  # on two disks
        shutil.copy2(source, target)
