"""The live index of a test's settings, wherever they have it."""

from bot.config.settings import Settings
from bot.indexing.folders import find_engine, open_folder
from embeddings import (
    BuildFolder,
    Encoder,
    PassageIndex,
    StoreFolder,
    load_index,
    publish_build,
)


def load_live(settings: Settings, encoder: Encoder) -> PassageIndex:
    """What a bot with these settings answers from; the live build is brought into their engine, if
    they have one."""
    publish(settings, encoder)
    folder = open_folder(settings)
    if isinstance(folder, StoreFolder):
        folder.follow()
    return load_index(folder, encoder)


def publish(settings: Settings, encoder: Encoder) -> None:
    """Makes the live build live in the engine of these settings, if they have one."""
    engine, build = find_engine(settings), BuildFolder(settings.index_dir).current()
    if engine is not None and build is not None:
        publish_build(build, encoder, engine, None, lambda done, total: None)
