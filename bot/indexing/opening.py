"""Opening what questions are answered from."""

import logging

from bot.config.settings import Settings
from bot.indexing.folders import open_folder, open_followed_folder
from embeddings import (
    RANKING_PARAMETERS,
    BuildFolder,
    Encoder,
    PassageIndex,
    PassageIndexError,
    RankingParameters,
    Retriever,
    load_encoder,
    load_index,
    load_reranker,
    read_fitted,
    read_live_manifest,
    use_one_thread,
)

logger = logging.getLogger(__name__)


def open_retriever(settings: Settings) -> Retriever:
    """Encoder, reranker if one is set, and live index, ready for questions, with confidence as it
    was fitted.

    :raises ModelError, PassageIndexError, StoreError, FittedError: if one of them cannot be used.
    """
    return _open(settings, is_fitted=True)


def open_unfitted(settings: Settings) -> Retriever:
    """The same with confidence as it is before anything is fitted."""
    return _open(settings, is_fitted=False)


def open_index(settings: Settings) -> PassageIndex:
    """The live index alone, to look words up in it: no model is loaded, which takes seconds.

    :raises PassageIndexError: if it cannot be used.
    """
    return load_index(_open_folder(settings), None, settings.show_fields)


def choose_parameters(settings: Settings, encoder: Encoder) -> RankingParameters:
    """The parameters with what was fitted for the index with `encoder`, if anything was.

    :raises FittedError: if that cannot be read.
    """
    fitted = read_fitted(settings.index_dir)
    if fitted is None or not fitted.is_for(encoder.name, encoder.fingerprint):
        return RANKING_PARAMETERS
    return fitted.change(RANKING_PARAMETERS)


def _open(settings: Settings, *, is_fitted: bool) -> Retriever:
    folder = _open_folder(settings)
    read_live_manifest(folder)  # says at once what is missing, before the encoder takes seconds
    encoder = load_encoder(
        settings.embedding_model, settings.fingerprints_path, settings.encoder_backend
    )
    reranker = load_reranker(settings.reranker_model)
    parameters = choose_parameters(settings, encoder) if is_fitted else RANKING_PARAMETERS
    use_one_thread()
    index = load_index(folder, encoder, settings.show_fields)
    return Retriever(index, encoder, reranker, parameters)


def _open_folder(settings: Settings) -> BuildFolder:
    """Where the index is; that an engine cannot be asked is logged, if its index was fetched
    before.

    :raises PassageIndexError: if it was not.
    """
    try:
        return open_followed_folder(settings)
    except PassageIndexError as exc:
        folder = open_folder(settings)
        if folder.find_live_name() is None:
            raise
        logger.warning("%s; its index is the one that was fetched before", exc)
        return folder
