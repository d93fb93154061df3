"""The articles that come with Footnote, for who has none yet."""

import shutil

from bot.config.folders import Folders
from bot.config.settings import Settings

_COPYING = ".copying"


def place_shipped_articles(settings: Settings, folders: Folders) -> int:
    """Copies the package's articles to where the owner's are by default, as what lies in a package
    goes with its next version; how many files that were. Nothing is copied in a clone, where
    `CORPUS_DIR` names another folder, or once there is such a folder or an index: whoever has
    deleted the articles does not want them back.

    :raises OSError: if they cannot be copied.
    """
    corpus, shipped = settings.corpus_dir, folders.shipped
    if shipped is None or not lacks_articles(settings, folders):
        return 0
    corpus.parent.mkdir(parents=True, exist_ok=True)
    copy = corpus.with_name(corpus.name + _COPYING)
    shutil.rmtree(copy, ignore_errors=True)  # of one that was interrupted
    # Contents alone: an installation that nobody may write in makes no such articles.
    shutil.copytree(shipped, copy, copy_function=shutil.copyfile)
    copy.chmod(0o755)
    copy.rename(corpus)
    return sum(path.is_file() for path in corpus.rglob("*"))


def lacks_articles(settings: Settings, folders: Folders) -> bool:
    """Whether `place_shipped_articles` would copy them."""
    is_new = not settings.corpus_dir.exists() and not settings.index_dir.exists()
    return folders.shipped is not None and settings.corpus_dir == folders.corpus_dir and is_new
