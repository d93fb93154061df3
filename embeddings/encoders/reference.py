"""Loading a model with sentence-transformers: the reference that all other ways to run it are
held against."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.encoders.hub import ModelError, explain_failure, is_hub_reachable, prepare_libraries
from embeddings.encoders.model_files import (
    DEFAULT_MODEL,
    VARIABLE,
    canonical_name,
    check_weights_now,
    fingerprint_encoder,
    is_late_interaction,
    model_folder,
)
from embeddings.encoders.named_models import explain_fetching, find_named_model, read_name
from embeddings.encoders.sentence_encoder import SentenceEncoder
from embeddings.encoders.token_encoder import TokenEncoder

if TYPE_CHECKING:
    from sentence_transformers import MultiVectorEncoder, SentenceTransformer

_WEIGHTS = ("pytorch_model.bin", "model.safetensors")


def load_by_library(name: str, memory_path: Path) -> SentenceEncoder | TokenEncoder:
    """The model `name` as sentence-transformers runs it, in float32, of whichever kind it is.

    `memory_path` is the file in which fingerprints are remembered.

    :raises ModelError: if there is no such model or it cannot be read.
    """
    fingerprint = fingerprint_encoder(name, memory_path)
    check_weights_now(name)
    model = load_library_model(name)
    from sentence_transformers import MultiVectorEncoder

    if isinstance(model, MultiVectorEncoder):
        return TokenEncoder(model, canonical_name(name), fingerprint)
    return SentenceEncoder(model, canonical_name(name), fingerprint)


def load_reference(name: str, memory_path: Path) -> SentenceEncoder:
    """The same of a model that has a vector of the whole text, which all other ways to run it are
    held against.

    :raises ModelError: if there is no such model, it cannot be read or is of another kind.
    """
    encoder = load_by_library(name, memory_path)
    if isinstance(encoder, TokenEncoder):
        raise ModelError(f"{VARIABLE}: {name!r} has no vector of a whole text: take another model")
    return encoder


def load_library_model(
    name: str, attention: str | None = None
) -> "SentenceTransformer | MultiVectorEncoder":
    """The model `name` as an object of the library, with its authors' prompts; `attention` is
    which of the library's implementations of attention it is to use.

    :raises ModelError: if it cannot be read or has no fast tokenizer.
    """
    folder = model_folder(name)
    model = _load_model(name, folder, attention)
    # Without one, as in a model of static vectors, tokens have no vectors or no place in the text.
    if not getattr(getattr(model, "tokenizer", None), "is_fast", False):
        raise ModelError(f"{VARIABLE}: {name!r} has no fast tokenizer: take another model")
    _add_prompts(model, str(folder or name))
    return model


def _add_prompts(model: "SentenceTransformer | MultiVectorEncoder", name: str) -> None:
    """Gives `model` the prompts that its files do not state but its authors do."""
    named = find_named_model(name)
    if named and not any(model.prompts.values()):
        model.prompts |= {"query": named.query_prompt, "document": named.passage_prompt}


def _load_model(
    name: str, folder: Path | None, attention: str | None
) -> "SentenceTransformer | MultiVectorEncoder":
    prepare_libraries()
    named = find_named_model(name) if folder is None else None
    remedy = explain_fetching(named) if named else ""
    chosen = {"attn_implementation": attention} if attention else {}
    with explain_failure(VARIABLE, name, "sentence-transformers model", DEFAULT_MODEL, remedy):
        if folder is not None and not any(folder.glob("*.json")):
            # Told before the imports, which take most of ten seconds: each model has some.
            raise FileNotFoundError("no model is there")
        # Imported here, as it takes seconds that `footnote --help` has no use for.
        from sentence_transformers import MultiVectorEncoder, SentenceTransformer

        path = str(folder or read_name(name))
        local = folder is not None or not is_hub_reachable()
        is_late = is_late_interaction(lambda file: _find_file(path, file, local))
        if is_late:
            _check_projections(path, local)
        return (MultiVectorEncoder if is_late else SentenceTransformer)(
            path,
            device="cpu",
            trust_remote_code=False,
            local_files_only=local,
            # Weights in another format than safetensors are pickles, which can run code.
            model_kwargs={"use_safetensors": True, **chosen},
        )


def _find_file(path: str, file: str, local: bool) -> Path | None:
    """A file of the model in the folder `path`, or of that name on a hub, fetched if need be and
    not `local`."""
    from sentence_transformers.util import load_file_path

    found = load_file_path(path, file, local_files_only=local)
    return Path(found) if found else None


def _check_projections(path: str, local: bool) -> None:
    """Checks what `use_safetensors` says nothing about: layers behind the transformer, which every
    late-interaction model has.

    :raises ValueError: if one has pickled weights.
    """
    modules = _find_file(path, "modules.json", local)
    for module in json.loads(modules.read_text("utf-8")) if modules else []:
        pickled, safe = (f"{module['path']}/{file}" for file in _WEIGHTS)
        if (
            module["path"]
            and not _find_file(path, safe, local)
            and _find_file(path, pickled, local)
        ):
            raise ValueError(f"{pickled} is no safetensors file")
