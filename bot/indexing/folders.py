"""Where the index is that questions are answered from."""

from bot.config.settings import Settings
from embeddings import (
    BuildError,
    BuildFolder,
    Engine,
    EngineAddress,
    PassageIndexError,
    StoreError,
    StoreFolder,
    open_engine,
)

_FRAMES = "frames"


def open_folder(settings: Settings) -> BuildFolder:
    """The folder of the builds that are answered from: where they are made, or frames of what is in
    an engine.

    :raises StoreError: if an engine is set and what talks to it is not installed.
    """
    engine = find_engine(settings)
    if engine is None:
        return BuildFolder(settings.index_dir)
    return StoreFolder(settings.index_dir / _FRAMES, engine)


def open_followed_folder(settings: Settings) -> BuildFolder:
    """As `open_folder`, with what is live in the engine.

    :raises PassageIndexError: if the engine cannot be asked.
    """
    try:
        folder = open_folder(settings)
        if isinstance(folder, StoreFolder):
            folder.follow()
    except (StoreError, BuildError) as exc:
        raise PassageIndexError(str(exc)) from exc
    return folder


def is_built_here(settings: Settings) -> bool:
    """Whether the index is made on this machine; not where a bot has only fetched what another one
    makes."""
    is_live_here = BuildFolder(settings.index_dir).find_live_name() is not None
    return settings.index_url is None or is_live_here


def find_engine(settings: Settings) -> Engine | None:
    """The engine that is set; None if none is.

    :raises StoreError: as `open_folder`.
    """
    url = settings.index_url
    if url is None:
        return None
    address = EngineAddress(
        url.url, url.name, url.token, url.database, url.certificate, url.vectors
    )
    return open_engine(address)
