"""Loading a model with sentence-transformers: the reference that all other ways to run it are
held against."""

from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.encoders.hub import ModelError, explain_failure, is_hub_reachable, prepare_libraries
from embeddings.encoders.model_files import (
    DEFAULT_MODEL,
    VARIABLE,
    canonical_name,
    check_weights_now,
    fingerprint_encoder,
    model_folder,
)
from embeddings.encoders.named_models import explain_fetching, find_named_model, read_name
from embeddings.encoders.sentence_encoder import SentenceEncoder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


def load_reference(name: str, memory_path: Path) -> SentenceEncoder:
    """The model `name` as sentence-transformers runs it, in float32.

    `memory_path` is the file in which fingerprints are remembered.

    :raises ModelError: if there is no such model or it cannot be read.
    """
    fingerprint = fingerprint_encoder(name, memory_path)
    check_weights_now(name)
    model = load_library_model(name)
    return SentenceEncoder(model, canonical_name(name), fingerprint)


def load_library_model(name: str, attention: str | None = None) -> "SentenceTransformer":
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


def _add_prompts(model: "SentenceTransformer", name: str) -> None:
    """Gives `model` the prompts that its files do not state but its authors do."""
    named = find_named_model(name)
    if named and not any(model.prompts.values()):
        model.prompts |= {"query": named.query_prompt, "document": named.passage_prompt}


def _load_model(name: str, folder: Path | None, attention: str | None) -> "SentenceTransformer":
    prepare_libraries()
    named = find_named_model(name) if folder is None else None
    remedy = explain_fetching(named) if named else ""
    chosen = {"attn_implementation": attention} if attention else {}
    with explain_failure(VARIABLE, name, "sentence-transformers model", DEFAULT_MODEL, remedy):
        # Imported here, as it takes seconds that `footnote --help` has no use for.
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(
            str(folder or read_name(name)),
            device="cpu",
            trust_remote_code=False,
            local_files_only=folder is not None or not is_hub_reachable(),
            # Weights in another format than safetensors are pickles, which can run code.
            model_kwargs={"use_safetensors": True, **chosen},
        )
