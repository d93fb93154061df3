"""A site on this machine, and settings that let it be fetched."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config.settings import Settings
from tests.support.web_site import Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


@pytest.fixture
def settings(tmp_path: Path, site: Site) -> Settings:
    (tmp_path / "articles").mkdir()
    return make_settings(tmp_path, site)


def make_settings(folder: Path, site: Site, **further: str) -> Settings:
    """Of a bot whose folders lie in `folder`."""
    env = {
        "CORPUS_DIR": str(folder / "articles"),
        "INDEX_DIR": str(folder / "index"),
        "STATE_DIR": str(folder / "state"),
        "WEB_ALLOWED_HOSTS": site.host,
        "WEB_SECONDS_BETWEEN": "0",
        **further,
    }
    return Settings.from_env(env, folder, folder)
