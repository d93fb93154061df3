import pytest

from bot.config.index_url import read_index_url
from bot.config.settings import SettingsError
from tests.bot.config.test_settings import make_settings


@pytest.mark.parametrize(
    ("value", "url", "name", "token", "database", "vectors"),
    [
        ("milvus+http://host/a", "http://host:19530", "a", "", "", "FLAT"),
        ("milvus+https://h.org:443/A_1", "https://h.org:443", "A_1", "", "", "FLAT"),
        ("milvus+http://u:p%40w@host/a", "http://host:19530", "a", "u:p@w", "", "FLAT"),
        ("milvus+http://key%3A1@host/a", "http://host:19530", "a", "key:1", "", "FLAT"),
        ("milvus+http://[::1]:7/a", "http://[::1]:7", "a", "", "", "FLAT"),
        (
            *("milvus+http://host/a?database=d&vectors=hnsw", "http://host:19530", "a"),
            *("", "d", "HNSW"),
        ),
    ],
)
def test_an_engine_is_an_address(
    value: str, url: str, name: str, token: str, database: str, vectors: str
) -> None:
    found = make_settings(INDEX_URL=value).index_url
    assert found
    parts = found.url, found.name, found.token, found.database, found.vectors
    assert parts == (url, name, token, database, vectors)


@pytest.mark.parametrize(
    "value",
    [
        "http://host/a",
        "milvus+http:///a",
        "milvus+http://host",
        "milvus+http://host/",
        "milvus+http://host/a/b",
        "milvus+http://host/a__b",
        "milvus+http://host/_a",
        "milvus+http://host/a_",
        "milvus+http://host/é",
        f"milvus+http://host/{41 * 'a'}",
        "milvus+http://host:0/a",
        "milvus+http://host:99999/a",
        "milvus+http://host/a?token=secret",
        "milvus+http://host/a?vectors=best",
        "milvus+http://host/a?vectors",
        "milvus+http://host/a?database=a%00b",
        "milvus+http://host/a?database=a-b",
        "milvus+http://host/a?certificate=/ca.pem",
        "milvus+http://host/a#secret",
        "milvus+http://user:secret@[/a",
    ],
)
def test_what_is_none_is_told_without_its_password(value: str) -> None:
    assert read_index_url(value) is None
    with pytest.raises(SettingsError, match=r"^INDEX_URL is no address of an engine: ") as told:
        make_settings(INDEX_URL=value)
    assert "secret" not in str(told.value) and "\n" not in str(told.value)
    assert "behind ? may be database, vectors (flat, " in str(told.value)


def test_its_password_is_shown_nowhere() -> None:
    settings = make_settings(INDEX_URL="milvus+http://user:secret@host/a")
    assert "secret" not in repr(settings)
