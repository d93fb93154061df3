import sys

import pytest

from bot.config.settings import SettingsError
from bot.doctor.proxies import make_request


@pytest.mark.parametrize(
    ("variable", "address", "reason"),
    [
        ("ALL_PROXY", "socks5://user:secret@127.0.0.1:9", r"python-telegram-bot\[socks\]"),
        ("HTTPS_PROXY", "foo://user:secret@127.0.0.1", "http://host:port"),
        ("HTTPS_PROXY", "http://127.0.0.1:port", "http://host:port"),
    ],
)
def test_a_proxy_that_cannot_be_used_is_one_line_without_its_address(
    monkeypatch: pytest.MonkeyPatch, variable: str, address: str, reason: str
) -> None:
    monkeypatch.setitem(sys.modules, "socksio", None)
    monkeypatch.setenv(variable, address)
    with pytest.raises(SettingsError, match=reason) as caught:
        make_request({})
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)
