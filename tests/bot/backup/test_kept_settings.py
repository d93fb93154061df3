"""Which settings a back-up has."""

from bot.backup.kept_settings import choose_settings, is_kept
from bot.config.settings import VARIABLES

LEFT_OUT = {"TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "CORPUS_DIR", "INDEX_DIR", "STATE_DIR"}


def test_what_is_secret_or_of_the_machine_is_left_out() -> None:
    assert {name for name in VARIABLES if not is_kept(name)} >= LEFT_OUT
    secret = [name for name in VARIABLES if "TOKEN" in name or "SECRET" in name or "KEY" in name]
    assert [name for name in secret if is_kept(name)] == ["TOKEN_BITS"]
    assert is_kept("MIN_CONFIDENCE")
    assert is_kept("TELEGRAM_ADMIN_IDS")
    assert not is_kept("PATH")


def test_values_that_are_paths_or_hold_secrets_are_left_out() -> None:
    given = {
        "EMBEDDING_MODEL": "/models/m",
        "RERANKER_MODEL": "~/models/r",
        "WEB_SITES": "https://ann:word@quay.example/",
        "GREETING": "Ask, or see https://quay.example/help?key=word",
        "WEB_FEEDS": "https://quay.example/a?token=word\nhttps://quay.example/b",
        "WEB_PAGES": "https://quay.example/#why? https://quay.example/c",
        "WEB_CONTACT": "Is it you? ann@quay.example",
        "MIN_CONFIDENCE": "0.4",
        "WEB_ALLOWED_HOSTS": "quay.example\n pier.example",
        "SHOW_FIELDS": "a\x1b[2Jb",
    }
    kept, left_out = choose_settings(given)
    assert kept == {
        "WEB_FEEDS": "https://quay.example/b",
        "WEB_PAGES": "https://quay.example/#why? https://quay.example/c",
        "WEB_CONTACT": "Is it you? ann@quay.example",
        "MIN_CONFIDENCE": "0.4",
        "WEB_ALLOWED_HOSTS": "quay.example pier.example",
    }
    assert set(left_out) == {
        "EMBEDDING_MODEL",
        "RERANKER_MODEL",
        "WEB_SITES",
        "GREETING",
        "WEB_FEEDS",
        "SHOW_FIELDS",
    }
    assert "word" not in " ".join(left_out.values()).replace("password", "")


def test_a_folder_beside_is_a_path_and_an_address_is_none() -> None:
    kept, left_out = choose_settings(
        {"EMBEDDING_MODEL": "../models/m", "WEB_PAGES": "https://quay.example/a/../b"}
    )
    assert (list(kept), list(left_out)) == (["WEB_PAGES"], ["EMBEDDING_MODEL"])
