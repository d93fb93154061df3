"""Opening what questions are answered from."""

from bot.config.settings import Settings
from embeddings import (
    BuildFolder,
    Retriever,
    load_encoder,
    load_index,
    load_reranker,
    read_live_manifest,
    use_one_thread,
)


def open_retriever(settings: Settings) -> Retriever:
    """Encoder, reranker if one is set, and live index, ready for questions.

    :raises ModelError, PassageIndexError: if one of them cannot be used.
    """
    folder = BuildFolder(settings.index_dir)
    read_live_manifest(folder)  # says at once what is missing, before the encoder takes seconds
    encoder = load_encoder(settings.embedding_model, settings.fingerprints_path)
    reranker = load_reranker(settings.reranker_model)
    use_one_thread()
    return Retriever(load_index(folder, encoder, settings.show_fields), encoder, reranker)
